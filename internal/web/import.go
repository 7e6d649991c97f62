package web

import (
	"bytes"
	"net/http"
	"time"

	"teduh/internal/app"
	"teduh/internal/domain/access"
	"teduh/internal/exchange/oldbook"
	"teduh/internal/kit/fault"
	"teduh/internal/kit/httpd"
	pages "teduh/internal/web/pages/imports"
)

const workbook = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

// mayImport asks for the right to the pages that show nothing of anybody yet.
func (v *visit) mayImport() error {
	return v.site.App.Ask(v.r.Context(), v.who.Actor, access.ImportCases, access.Place{Institution: v.who.Actor.Institution})
}

func (v *visit) importForm() error {
	if err := v.mayImport(); err != nil {
		return err
	}
	return v.importPage("", http.StatusOK)
}

func (v *visit) importPage(bad string, status int) error {
	view := v.view(v.t("import.title"))
	return v.html(status, func(w http.ResponseWriter) error { return pages.Start(view, bad).Render(v.r.Context(), w) })
}

func (v *visit) importTemplate() error {
	if err := v.mayImport(); err != nil {
		return err
	}
	var b bytes.Buffer
	if err := oldbook.Template(&b, v.p.Lang()); err != nil {
		return err
	}
	return v.download(v.t("import.template_file")+".xlsx", workbook, b.Bytes())
}

// importShort is how long an answer waits for a check or an import, so that a
// small one needs no second look.
const importShort = time.Second

func (v *visit) importSend() error {
	if err := v.mayImport(); err != nil {
		return err
	}
	data, err := httpd.File(v.r, "file", app.LargestImport)
	id := ""
	if err == nil {
		id, err = v.site.App.Imports.Take(v.r.Context(), v.who.Actor, data, v.p.Lang())
	}
	switch status := httpd.Status(err); {
	case err == nil:
	case status == http.StatusRequestEntityTooLarge:
		return v.importPage(v.t("import.too_large", "n", app.LargestImport>>20), status)
	case fault.Is(err, fault.Invalid):
		return v.importPage(v.p.Fault(fault.First(err)), status)
	default:
		return err
	}
	return v.importWait(id)
}

// importWait leads to the upload, once it is ready or a moment has passed.
func (v *visit) importWait(id string) error {
	select {
	case <-v.site.App.Imports.Finished(id):
	case <-time.After(importShort):
	}
	return v.redirect("/imports/" + id)
}

func (v *visit) importShow() error {
	u, err := v.site.App.Imports.Get(v.r.Context(), v.who.Actor, v.r.PathValue("id"))
	if err != nil {
		return err
	}
	if u.Waits() {
		v.w.Header().Set("Refresh", "2") // looks again by itself, without a script
	}
	view := v.view(v.t("import.title"))
	return v.html(http.StatusOK, func(w http.ResponseWriter) error { return pages.Upload(view, u).Render(v.r.Context(), w) })
}

func (v *visit) importDo() error {
	id := v.r.PathValue("id")
	switch v.r.PostForm.Get("do") {
	case "forget":
		if err := v.site.App.Imports.Forget(v.r.Context(), v.who.Actor, id); err != nil {
			return err
		}
		return v.redirect("/imports")
	case "all", "good":
		err := v.site.App.Imports.Confirm(v.r.Context(), v.who.Actor, id, v.p.Lang(), v.r.PostForm.Get("do") == "good")
		if err != nil && !fault.Is(err, fault.Conflict) { // pressed twice: the page says how far it is
			return err
		}
		return v.importWait(id)
	default:
		if err := v.mayImport(); err != nil {
			return err
		}
		return fault.Bad("do", "fault.choice")
	}
}

func (v *visit) importRest() error {
	var b bytes.Buffer
	if err := v.site.App.Imports.Rest(v.r.Context(), v.who.Actor, v.r.PathValue("id"), v.p.Lang(), &b); err != nil {
		return err
	}
	return v.download(v.t("import.rest_file")+".xlsx", workbook, b.Bytes())
}
