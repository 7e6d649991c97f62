package web

import (
	"cmp"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"teduh/internal/app"
	"teduh/internal/domain/access"
	"teduh/internal/domain/area"
	"teduh/internal/domain/registry"
	"teduh/internal/domain/staff"
	"teduh/internal/kit/calendar"
	"teduh/internal/kit/fault"
	"teduh/internal/kit/httpd"
	"teduh/internal/web/pages/layout"

	pages "teduh/internal/web/pages/institution"
	staffpages "teduh/internal/web/pages/staff"
)

func (v *visit) institutions() error {
	text := v.r.URL.Query().Get("q")
	all, err := v.site.App.Institutions.List(v.r.Context(), v.who.Actor, text)
	if err != nil {
		return err
	}
	view := v.view(v.t("menu.institutions"))
	may := access.Holds(v.who.Actor, access.FoundInstitution)
	return v.html(http.StatusOK, func(w http.ResponseWriter) error { return pages.List(view, text, all, may).Render(v.r.Context(), w) })
}

func (v *visit) institution() error { return v.institutionPage(nil) }

// finerAdd adds a second-level code of the own LK3.
func (v *visit) finerAdd() error {
	p := v.r.PostForm
	err := v.site.App.Institutions.AddSecondLevel(v.r.Context(), v.who.Actor, v.r.PathValue("id"), registry.SecondLevel{Code: p.Get("second_code"), Under: p.Get("under"), Name: p.Get("second_name")})
	if refused(err) {
		return v.institutionPage(err)
	}
	if err != nil {
		return err
	}
	return v.redirect("/institutions/" + v.r.PathValue("id"))
}

// renamed offers the LK3's own finer codes by their names.
func renamed(i layout.Input, own []registry.SecondLevel) layout.Input {
	for _, l := range own {
		i.Options = append(i.Options, layout.Option{Code: l.Code, Name: l.Name})
	}
	return i
}

func (v *visit) institutionPage(refusal error) error {
	r, err := v.site.App.Institutions.Get(v.r.Context(), v.who.Actor, v.r.PathValue("id"))
	if err != nil {
		return err
	}
	see := access.May(v.who.Actor, access.SeeStaff, access.Place{Institution: r.ID, Area: string(r.Area)})
	finer := layout.Form{Action: "/institutions/" + r.ID + "/finer", Submit: v.t("institution.add_finer"), Shown: []layout.Input{
		v.chosen("under", "problems", v.r.PostForm.Get("under")), v.simple("second_name", "line", v.r.PostForm.Get("second_name"), true),
	}}
	if len(r.Finer) > 0 {
		finer.More = v.t("field.second_code")
		finer.Folded = v.lie("", renamed(v.simple("second_code", "choice", v.r.PostForm.Get("second_code"), false), r.Finer))
	}
	status := http.StatusOK
	if refusal != nil {
		status = httpd.Status(refusal)
		finer.Refuse(v.p, refusal)
	}
	view := v.view(r.Name)
	return v.html(status, func(w http.ResponseWriter) error {
		return pages.Record(view, r, v.who.Today, see, finer).Render(v.r.Context(), w)
	})
}

// about asks a right about the institution of the address, before anything
// that was posted is looked at.
func (v *visit) about(t access.Task) (app.Record, error) {
	r, err := v.site.App.Institutions.Get(v.r.Context(), v.who.Actor, v.r.PathValue("id"))
	if err != nil {
		return r, err
	}
	return r, v.site.App.Ask(v.r.Context(), v.who.Actor, t, access.Place{Institution: r.ID, Area: string(r.Area)})
}

// simple is a plain input with the value it has.
func (v *visit) simple(name, kind, value string, required bool) layout.Input {
	return layout.Input{Name: name, Label: v.t("field." + name), Kind: kind, Required: required, Values: []string{value}}
}

func (v *visit) chosen(name, list, value string) layout.Input {
	i := v.simple(name, "choice", value, true)
	i.Options = v.options(list)
	return i
}

// editing shows a form about the registry, again with faults when err is not
// nil.
func (v *visit) editing(title, back string, f layout.Form, err error) error {
	status := http.StatusOK
	if err != nil {
		status = httpd.Status(err)
		f.Keep(v.r.PostForm)
		f.Refuse(v.p, err)
	}
	view := v.view(title)
	return v.html(status, func(w http.ResponseWriter) error { return pages.Edit(view, back, f).Render(v.r.Context(), w) })
}

func (v *visit) institutionFields(i registry.Institution, fresh bool) layout.Form {
	place, _ := v.site.App.Areas().Get(i.Area)
	if i.Area == "" {
		place.Name = ""
	}
	where := v.officePlace(place.Name)
	f := layout.Form{Submit: v.t("form.save"), Hidden: map[string]string{"version": strconv.Itoa(i.Version)}}
	f.Shown = []layout.Input{v.simple("name", "line", i.Name, true)}
	if fresh {
		code := v.simple("code", "line", i.Code, true)
		code.Help = v.t("registry.code_form")
		f.Shown = append(f.Shown, code)
	}
	f.Shown = append(f.Shown, v.chosen("kind", "institution_kinds", i.Kind), where, v.chosen("status", "institution_statuses", i.Status))
	facilities := layout.Input{Name: "facilities", Label: v.t("field.facilities"), Kind: "choices", Options: v.options("facilities"), Values: i.Has()}
	f.Folded = slices.Concat(
		v.lie("decree", v.simple("decree", "line", i.Decree, false), v.simple("decree_from", "date", i.DecreeFrom.String(), false), v.simple("decree_until", "date", i.DecreeUntil.String(), false)),
		v.lie("office", v.simple("address", "line", i.Address, false), v.simple("phone", "line", i.Phone, false), v.simple("email", "line", i.Email, false), v.simple("hours", "line", i.Hours, false)),
		v.lie("offers", v.simple("serves", "line", i.Serves, false), facilities))
	return f
}

// institutionPosted reads the form; days that are none are faults.
func (v *visit) institutionPosted() (registry.Institution, error) {
	p := v.r.PostForm
	version, _ := strconv.Atoi(p.Get("version"))
	i := registry.Institution{ID: v.r.PathValue("id"), Version: version, Code: p.Get("code"), Name: p.Get("name"), Kind: p.Get("kind"),
		Area: v.officeArea(), Status: p.Get("status"), Decree: p.Get("decree"),
		Address: p.Get("address"), Phone: p.Get("phone"), Email: p.Get("email"), Hours: p.Get("hours"), Serves: p.Get("serves"), Facilities: strings.Join(p["facilities"], " ")}
	var err error
	if i.DecreeFrom, err = optionalDay(p, "decree_from"); err != nil {
		return i, err
	}
	i.DecreeUntil, err = optionalDay(p, "decree_until")
	return i, err
}

// officePlace asks where an institution lies.
func (v *visit) officePlace(name string) layout.Input {
	i := v.simple("area", "place", name, false)
	i.Label, i.Help = v.t("setup.area"), v.t("setup.area_help")
	for _, all := range [][]area.Area{v.site.App.Areas().AllProvinces(), v.site.App.Areas().Regencies()} {
		for _, a := range all {
			i.Options = append(i.Options, layout.Option{Code: string(a.Code), Name: a.Name})
		}
	}
	return i
}

// officeArea reads it: a name means a province or a regency by the kind of the
// institution.
func (v *visit) officeArea() area.Code {
	p := v.r.PostForm
	return area.Code(placeCode(v.site.App.Areas(), registry.LevelOf(p.Get("kind")), p.Get("area")))
}

func optionalDay(p url.Values, name string) (calendar.Day, error) {
	if p.Get(name) == "" {
		return 0, nil
	}
	d, err := calendar.ParseDay(p.Get(name))
	if err != nil {
		return 0, fault.Bad(name, "fault.day")
	}
	return d, nil
}

func (v *visit) institutionNew() error {
	if err := v.site.App.Ask(v.r.Context(), v.who.Actor, access.FoundInstitution, access.Place{}); err != nil {
		return err
	}
	return v.foundForm(registry.Institution{Status: "active", Kind: "lk3_government"}, nil)
}

func (v *visit) foundForm(i registry.Institution, err error) error {
	f := v.institutionFields(i, true)
	f.Action = "/institutions/new"
	return v.editing(v.t("institution.new"), "/institutions", f, err)
}

func (v *visit) institutionFound() error {
	if err := v.site.App.Ask(v.r.Context(), v.who.Actor, access.FoundInstitution, access.Place{}); err != nil {
		return err
	}
	i, err := v.institutionPosted()
	var id string
	if err == nil {
		id, err = v.site.App.Institutions.Found(v.r.Context(), v.who.Actor, i, 0)
	}
	if refused(err) {
		return v.foundForm(i, err)
	}
	if err != nil {
		return err
	}
	return v.redirect("/institutions/" + id)
}

func (v *visit) institutionForm() error {
	r, err := v.about(access.EditInstitution)
	if err != nil {
		return err
	}
	return v.editForm(r.Institution, nil)
}

func (v *visit) editForm(i registry.Institution, err error) error {
	f := v.institutionFields(i, false)
	f.Action = "/institutions/" + i.ID + "/edit"
	return v.editing(v.t("institution.edit"), "/institutions/"+i.ID, f, err)
}

func (v *visit) institutionEdit() error {
	if _, err := v.about(access.EditInstitution); err != nil {
		return err
	}
	i, err := v.institutionPosted()
	if err == nil {
		err = v.site.App.Institutions.Edit(v.r.Context(), v.who.Actor, i)
	}
	if refused(err) {
		return v.editForm(i, err)
	}
	if err != nil {
		return err
	}
	return v.redirect("/institutions/" + i.ID)
}

func (v *visit) budgetForm() error {
	r, err := v.about(access.SetBudget)
	if err != nil {
		return err
	}
	b := registry.Budget{Institution: r.ID, Year: v.who.Today.Year(), Status: "set_aside"}
	for _, known := range r.Budgets {
		if known.Year == b.Year {
			b = known
		}
	}
	return v.budgetPage(b, nil)
}

func (v *visit) budgetPage(b registry.Budget, err error) error {
	amount := func(name string, n int64) layout.Input {
		return v.simple(name, "number", strconv.FormatInt(n, 10), false)
	}
	f := layout.Form{Action: "/institutions/" + b.Institution + "/budget", Submit: v.t("form.save"), Shown: []layout.Input{
		v.simple("year", "number", strconv.Itoa(b.Year), true), v.chosen("status", "budget_statuses", b.Status),
		amount("planned", b.Planned), amount("changed", b.Changed), amount("realised", b.Realised),
		v.simple("budget_code", "line", b.Code, false), v.simple("decree", "line", b.Decree, false),
	}}
	return v.editing(v.t("institution.set_budget"), "/institutions/"+b.Institution, f, err)
}

func (v *visit) budget() error {
	if _, err := v.about(access.SetBudget); err != nil {
		return err
	}
	b, err := v.budgetPosted()
	if err == nil {
		err = v.site.App.Institutions.SetBudget(v.r.Context(), v.who.Actor, b)
	}
	if refused(err) {
		return v.budgetPage(b, err)
	}
	if err != nil {
		return err
	}
	return v.redirect("/institutions/" + b.Institution)
}

// budgetPosted reads the form; amounts that are none are faults.
func (v *visit) budgetPosted() (registry.Budget, error) {
	p := v.r.PostForm
	b := registry.Budget{Institution: v.r.PathValue("id"), Status: p.Get("status"), Code: p.Get("budget_code"), Decree: p.Get("decree")}
	var faults fault.Many
	number := func(name string) int64 {
		n, err := strconv.ParseInt(cmp.Or(strings.TrimSpace(p.Get(name)), "0"), 10, 64)
		if err != nil {
			faults = append(faults, fault.Bad(name, "fault.number"))
		}
		return n
	}
	b.Year = int(number("year"))
	b.Planned, b.Changed, b.Realised = number("planned"), number("changed"), number("realised")
	return b, faults.Err()
}

func (v *visit) staff() error { return v.staffPage(nil) }

func (v *visit) staffPage(err error) error {
	id := v.r.PathValue("id")
	people, listErr := v.site.App.Staff.At(v.r.Context(), v.who.Actor, id)
	if listErr != nil {
		return listErr
	}
	r, listErr := v.site.App.Institutions.Get(v.r.Context(), v.who.Actor, id)
	if listErr != nil {
		return listErr
	}
	p := v.r.PostForm
	roles := layout.Input{Name: "roles", Label: v.t("field.roles"), Kind: "choices", Required: true, Values: p["roles"], Options: v.roles(r.Institution)}
	f := layout.Form{Action: "/institutions/" + id + "/staff", Submit: v.t("staff.create"), Shown: []layout.Input{
		v.simple("name", "line", p.Get("name"), true), v.simple("account", "line", p.Get("account"), true),
		v.chosen("profession", "professions", p.Get("profession")), roles, v.simple("password", "password", "", true),
	}}
	f.Shown[1].Help = v.t("staff.account_form")
	f.Shown[4].Help, f.Shown[4].Complete = v.t("staff.first_password"), "new-password"
	status := http.StatusOK
	if err != nil {
		status = httpd.Status(err)
		f.Refuse(v.p, err)
	}
	view := v.view(v.t("institution.staff"))
	return v.html(status, func(w http.ResponseWriter) error {
		return staffpages.List(view, r.Institution, people, v.who.Today, v.mayManage(id, r.Area), id == v.who.Institution.ID && v.who.Is(access.Head), f).Render(v.r.Context(), w)
	})
}

// roles offers those that somebody may hold at an institution.
func (v *visit) roles(i registry.Institution) []layout.Option {
	var out []layout.Option
	for _, role := range app.RolesOf(i) {
		out = append(out, layout.Option{Code: string(role), Name: v.t("role." + string(role))})
	}
	return out
}

func (v *visit) staffCreate() error {
	if _, err := v.about(access.ManageStaff); err != nil {
		return err
	}
	p := v.r.PostForm
	n := app.NewStaff{Account: p.Get("account"), Name: p.Get("name"), Profession: p.Get("profession"), Password: p.Get("password"), Institution: v.r.PathValue("id")}
	for _, role := range p["roles"] {
		n.Roles = append(n.Roles, access.Role(role))
	}
	var err error
	if n.Password == "" {
		err = fault.Bad("password", "staff.password_short")
	} else {
		_, err = v.site.App.Staff.Create(v.r.Context(), v.who.Actor, n)
	}
	if refused(err) {
		return v.staffPage(err)
	}
	if err != nil {
		return err
	}
	return v.redirect("/institutions/" + n.Institution + "/staff")
}

func (v *visit) staffPost() error {
	r, err := v.about(access.ManageStaff)
	if err != nil {
		return err
	}
	p := v.r.PostForm
	from, err := optionalDay(p, "from")
	if err == nil {
		err = v.site.App.Staff.AddPost(v.r.Context(), v.who.Actor, staff.Post{Staff: p.Get("person"), Institution: r.ID, Role: access.Role(p.Get("role")), FirstDay: from})
	}
	if refused(err) {
		role := layout.Input{Name: "role", Label: v.t("field.roles"), Kind: "choice", Required: true, Options: v.roles(r.Institution)}
		return v.colleagueForm("post", v.t("staff.add_post"), err, role, v.simple("from", "date", "", false))
	}
	if err != nil {
		return err
	}
	return v.redirect("/institutions/" + r.ID + "/staff")
}

// colleagueForm shows a form about one colleague by itself, when what was sent
// from the list was refused.
func (v *visit) colleagueForm(what, title string, err error, inputs ...layout.Input) error {
	back := "/institutions/" + v.r.PathValue("id") + "/staff"
	f := layout.Form{Action: back + "/" + what, Submit: v.t("form.save"), Hidden: map[string]string{"person": v.r.PostForm.Get("person")}, Shown: inputs}
	return v.editing(title, back, f, err)
}

func (v *visit) staffEnd() error {
	id, post := v.r.PathValue("id"), v.r.PostForm.Get("post")
	end := v.site.App.Staff.EndPost
	if v.r.PostForm.Get("at_once") == "yes" {
		end = v.site.App.Staff.EndPostAtOnce
	}
	err := end(v.r.Context(), v.who.Actor, id, post)
	if f := fault.First(err); f != nil && f.Key == "staff.open_cases" {
		return v.endAsked(id, post, err)
	}
	if err != nil {
		return err
	}
	return v.redirect("/institutions/" + id + "/staff")
}

func (v *visit) staffCredential() error {
	r, err := v.about(access.ManageStaff)
	if err != nil {
		return err
	}
	p := v.r.PostForm
	until, err := optionalDay(p, "valid_until")
	if err == nil {
		err = v.site.App.Staff.AddCredential(v.r.Context(), v.who.Actor, r.ID, p.Get("person"), staff.Credential{Kind: p.Get("kind"), Number: p.Get("number"), Issuer: p.Get("issuer"), ValidUntil: until})
	}
	if refused(err) {
		return v.colleagueForm("credential", v.t("staff.add_credential"), err, v.chosen("kind", "credentials", ""), v.simple("number", "line", "", true),
			v.simple("issuer", "line", "", false), v.simple("valid_until", "date", "", false))
	}
	if err != nil {
		return err
	}
	return v.redirect("/institutions/" + r.ID + "/staff")
}
