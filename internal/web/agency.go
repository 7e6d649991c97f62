package web

import (
	"net/http"
	"strconv"

	"teduh/internal/domain/access"
	"teduh/internal/domain/area"
	"teduh/internal/domain/registry"
	"teduh/internal/web/pages/layout"

	pages "teduh/internal/web/pages/agency"
)

func (v *visit) agencies() error {
	all, err := v.site.App.Agencies.List(v.r.Context(), v.who.Actor)
	if err != nil {
		return err
	}
	view := v.view(v.t("menu.agencies"))
	may := access.Holds(v.who.Actor, access.EditAgencies)
	return v.html(http.StatusOK, func(w http.ResponseWriter) error {
		return pages.List(view, all, v.who.Today, may).Render(v.r.Context(), w)
	})
}

func (v *visit) agency() error { return v.agencyShown("") }

// agencyShown shows an agency; to a head with the codes by which it sends
// clients, the new one once.
func (v *visit) agencyShown(code string) error {
	g, may, err := v.site.App.Agencies.Get(v.r.Context(), v.who.Actor, v.r.PathValue("id"))
	if err != nil {
		return err
	}
	c := pages.Codes{Shown: access.Holds(v.who.Actor, access.InviteReferrals), Code: code, Request: v.newID(), At: v.r.Host + "/refer", Now: v.site.App.Now()}
	c.MayMake = c.Shown && may && g.Ended == 0
	if c.Shown {
		if c.All, err = v.site.App.Senders.Codes(v.r.Context(), v.who.Actor, g.ID); err != nil {
			return err
		}
	}
	view := v.view(g.Name)
	return v.html(http.StatusOK, func(w http.ResponseWriter) error {
		return pages.Show(view, g, v.who.Today, may, c).Render(v.r.Context(), w)
	})
}

// senderCode makes a code by which the agency sends clients, and shows it once.
func (v *visit) senderCode() error {
	code, err := v.site.App.Senders.Invite(v.r.Context(), v.who.Actor, v.r.PathValue("id"), v.r.PostForm.Get("id"))
	if err != nil {
		return err
	}
	return v.agencyShown(code)
}

func (v *visit) senderRevoke() error {
	id := v.r.PathValue("id")
	if err := v.site.App.Senders.Revoke(v.r.Context(), v.who.Actor, id, v.r.PostForm.Get("code")); err != nil {
		return err
	}
	return v.redirect("/agencies/" + id)
}

func (v *visit) agencyNew() error {
	if err := v.site.App.Ask(v.r.Context(), v.who.Actor, access.EditAgencies, access.Place{}); err != nil {
		return err
	}
	return v.agencyPage(registry.Agency{Area: area.Code(v.who.Area)}, nil)
}

func (v *visit) agencyForm() error {
	g, may, err := v.site.App.Agencies.Get(v.r.Context(), v.who.Actor, v.r.PathValue("id"))
	if err != nil {
		return err
	}
	if !may {
		return v.site.App.Ask(v.r.Context(), v.who.Actor, access.EditAgencies, access.Place{Institution: "-", Area: "-"})
	}
	return v.agencyPage(g, nil)
}

func (v *visit) agencyPage(g registry.Agency, err error) error {
	place, _ := v.site.App.Areas().Get(g.Area)
	where := v.officePlace(place.Name)
	where.Required, where.Help = true, v.t("agency.area_help")
	address := v.simple("address", "line", g.Address, false)
	address.Label = v.t("agency.address")
	services := v.simple("services", "text", g.Services, false)
	services.Help = v.t("agency.services_help")
	f := layout.Form{Submit: v.t("agency.save"), Hidden: map[string]string{"version": strconv.Itoa(g.Version)}, Shown: []layout.Input{
		v.simple("name", "line", g.Name, true), v.chosen("kind", "referral_targets", g.Kind), where,
		address, v.simple("phone", "line", g.Phone, false), v.simple("hours", "line", g.Hours, false), services,
	}}
	title, back := v.t("agency.new"), "/agencies"
	f.Action = "/agencies/new"
	if g.ID != "" {
		title, back = v.t("agency.edit"), "/agencies/"+g.ID
		f.Action = back + "/edit"
		ended := layout.Input{Name: "ended", Label: v.t("agency.is_ended"), Kind: "radios", Options: v.yesNo(), Values: []string{yesIf(g.Ended != 0)}}
		f.Folded = []layout.Input{ended}
	}
	return v.editing(title, back, f, err)
}

func (v *visit) yesNo() []layout.Option {
	return []layout.Option{{Code: "yes", Name: v.t("form.yes")}, {Code: "no", Name: v.t("form.no")}}
}

func yesIf(yes bool) string {
	if yes {
		return "yes"
	}
	return "no"
}

func (v *visit) agencySave() error {
	p := v.r.PostForm
	version, _ := strconv.Atoi(p.Get("version")) // anything else is a version nobody saw
	g := registry.Agency{ID: v.r.PathValue("id"), Version: version, Area: area.Code(placeCode(v.site.App.Areas(), area.Regency, p.Get("area"))), Kind: p.Get("kind"),
		Name: p.Get("name"), Address: p.Get("address"), Phone: p.Get("phone"), Hours: p.Get("hours"), Services: p.Get("services")}
	if p.Get("ended") == "yes" {
		g.Ended = v.who.Today
	}
	id, err := v.site.App.Agencies.Put(v.r.Context(), v.who.Actor, g)
	if refused(err) {
		return v.agencyPage(g, err)
	}
	if err != nil {
		return err
	}
	return v.redirect("/agencies/" + id)
}
