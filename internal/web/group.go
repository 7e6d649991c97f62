package web

import "teduh/internal/domain/casefile"

func (v *visit) newGroup() form {
	return form{title: v.t("kind.group_session"), back: "/", table: casefile.Current(casefile.GroupSession), body: casefile.Body{}, action: "/groups", draft: "/groups/new",
		hidden: map[string]string{"id": v.newID(), "file": v.newID()}}
}

func (v *visit) groupForm() error {
	if err := v.site.App.AskToCreate(v.r.Context(), v.who.Actor, casefile.GroupFile); err != nil {
		return err
	}
	return v.show(v.newGroup(), nil)
}

func (v *visit) group() error { return v.begin(v.newGroup(), v.site.App.Groups.Record) }
