package web

import (
	"net/http"
	"strings"

	"teduh/internal/app"
	"teduh/internal/domain/access"
	"teduh/internal/domain/casefile"
	"teduh/internal/domain/taxonomy"
	"teduh/internal/kit/fault"
	"teduh/internal/kit/httpd"
	"teduh/internal/web/pages/layout"

	pages "teduh/internal/web/pages/head"
)

// handingOver is the handover of the person in the address.
func (v *visit) handingOver() (pages.HandoverView, error) {
	at := access.Place{Institution: v.r.PathValue("id")}
	if err := v.site.App.Ask(v.r.Context(), v.who.Actor, access.HandOver, at); err != nil {
		return pages.HandoverView{}, err
	}
	h, err := v.site.App.Staff.Handover(v.r.Context(), v.who.Actor, v.r.PathValue("person"))
	return pages.HandoverView{Handover: h, Institution: at.Institution, Chosen: v.r.PostForm, Note: v.r.PostForm.Get("note"),
		Load: func(id string) string { return v.caseload(h.Loads[id]) }}, err
}

func (v *visit) handoverForm() error {
	h, err := v.handingOver()
	if err != nil {
		return err
	}
	return v.handoverPage(h, http.StatusOK)
}

func (v *visit) handoverPage(h pages.HandoverView, status int) error {
	view := v.view(v.t("head.handover"))
	return v.html(status, func(w http.ResponseWriter) error { return pages.Handover(view, h).Render(v.r.Context(), w) })
}

func (v *visit) handover() error {
	h, err := v.handingOver()
	if err != nil {
		return err
	}
	r := app.HandoverRequest{From: h.From.ID, To: map[string]string{}, Note: h.Note}
	all := v.r.PostForm.Get("all")
	for _, c := range h.Cases {
		to := v.r.PostForm.Get("to_" + c.ID)
		if to == "" && c.Barred[all] == "" {
			to = all
		}
		if to != "" {
			r.To[c.ID] = to
		}
	}
	if _, err = v.site.App.Staff.HandOver(v.r.Context(), v.who.Actor, r); err == nil {
		return v.redirect(h.Address())
	}
	if !refused(err) {
		return err
	}
	h.Faults = map[string]string{}
	for _, f := range fault.All(err) {
		if strings.HasPrefix(f.Field, "to_") {
			h.Faults[f.Field] = v.p.Fault(f)
		}
	}
	if h.Fault = v.t("form.look_below"); len(h.Faults) == 0 {
		h.Fault = v.p.Fault(fault.First(err))
	}
	return v.handoverPage(h, httpd.Status(err))
}

// handoverList is the list on paper.
func (v *visit) handoverList() error {
	h, err := v.handingOver()
	if err != nil {
		return err
	}
	head, err := v.site.App.Letterheads.Get(v.r.Context(), v.who.Actor)
	if err != nil {
		return err
	}
	p := pages.Paper{Letterhead: head, Institution: v.who.Institution}
	view := v.printed(v.t("head.handover_list"), "a4")
	return v.html(http.StatusOK, func(w http.ResponseWriter) error { return pages.HandoverList(view, h, p).Render(v.r.Context(), w) })
}

// endAsked shows what the end of a post would leave behind.
func (v *visit) endAsked(institution, post string, err error) error {
	e := pages.EndView{Institution: institution, Post: post, Text: v.p.Fault(fault.First(err))}
	if institution == v.who.Institution.ID {
		people, listErr := v.site.App.Staff.At(v.r.Context(), v.who.Actor, institution)
		if listErr != nil {
			return listErr
		}
		e.Person = holder(people, post)
	}
	view := v.view(v.t("staff.end_post"))
	return v.html(http.StatusConflict, func(w http.ResponseWriter) error { return pages.End(view, e).Render(v.r.Context(), w) })
}

// holder is whose post it is.
func holder(people []app.Colleague, post string) string {
	for _, p := range people {
		for _, held := range p.Posts {
			if held.ID == post {
				return p.ID
			}
		}
	}
	return ""
}

// barred says beside the choices of an assignment who declared a conflict of
// interest; they cannot be chosen.
func (v *visit) barred(inputs []layout.Input, declared []casefile.Declared) {
	relations := map[string]string{}
	for _, d := range declared {
		relations[d.Staff] = d.Relation
	}
	for _, i := range inputs {
		if i.Name != "assigned" {
			continue
		}
		for n, o := range i.Options {
			if relation, ok := relations[o.Code]; ok {
				i.Options[n].Barred = true
				i.Options[n].Name += " · " + v.t("head.barred", "relation", taxonomy.Name("conflict_relations", relation, v.p.Lang()))
			}
		}
	}
}
