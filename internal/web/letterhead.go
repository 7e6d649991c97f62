package web

import (
	"strings"

	"teduh/internal/domain/document"
	"teduh/internal/web/pages/layout"
)

// letterheadForm shows what the own institution's letters begin and end with.
func (v *visit) letterheadForm() error {
	head, err := v.site.App.Letterheads.Get(v.r.Context(), v.who.Actor)
	if err != nil {
		return err
	}
	return v.letterheadPage(head, nil)
}

func (v *visit) letterheadPage(l document.Letterhead, err error) error {
	kop := v.simple("kop", "text", strings.Join(l.Lines, "\n"), false)
	kop.Help = v.t("help.kop")
	f := layout.Form{Action: "/letterhead", Submit: v.t("form.save"), Shown: []layout.Input{
		kop, v.simple("town", "line", l.Town, false),
		v.simple("head_name", "line", l.Head.Name, false), v.simple("head_post", "line", l.Head.Post, false), v.simple("head_rank", "line", l.Head.Rank, false), v.simple("head_number", "line", l.Head.Number, false),
		v.simple("office_name", "line", l.Office.Name, false), v.simple("office_post", "line", l.Office.Post, false), v.simple("office_rank", "line", l.Office.Rank, false), v.simple("office_number", "line", l.Office.Number, false),
	}}
	for i, field := range f.Shown {
		if strings.HasSuffix(field.Name, "_rank") {
			f.Shown[i].Help = v.t("help." + field.Name)
		}
	}
	return v.editing(v.t("document.letterhead"), "/report", f, err)
}

func (v *visit) letterhead() error {
	p := v.r.PostForm
	get := func(name string) string { return strings.TrimSpace(p.Get(name)) }
	l := document.Letterhead{Lines: document.Lines(p.Get("kop")), Town: get("town"),
		Head:   document.Signatory{Name: get("head_name"), Post: get("head_post"), Rank: get("head_rank"), Number: get("head_number")},
		Office: document.Signatory{Name: get("office_name"), Post: get("office_post"), Rank: get("office_rank"), Number: get("office_number")}}
	err := v.site.App.Letterheads.Set(v.r.Context(), v.who.Actor, l)
	if refused(err) {
		return v.letterheadPage(l, err)
	}
	if err != nil {
		return err
	}
	return v.redirect("/report")
}
