package web

import (
	"bytes"
	"io"
	"net/http"
	"time"

	"github.com/a-h/templ"

	"teduh/internal/app"
	"teduh/internal/domain/access"
	"teduh/internal/exchange/oldbook"
	"teduh/internal/kit/fault"
	"teduh/internal/kit/httpd"
	"teduh/internal/kit/locale"
	pages "teduh/internal/web/pages/imports"
	"teduh/internal/web/pages/layout"
)

const workbook = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

// desk takes the spreadsheets of one sort.
type desk struct {
	pages.Desk
	uploads  func(*app.App) app.Uploads
	task     access.Task
	template func(io.Writer, locale.Lang) error
	file     string // the key of the template's name
	start    func(v *visit, view layout.View, bad string) templ.Component
}

// oldCases takes the cases of old books.
var oldCases = desk{
	Desk: pages.Cases, uploads: func(a *app.App) app.Uploads { return a.Imports.Uploads }, task: access.ImportCases,
	template: oldbook.Template, file: "import.template_file",
	start: func(_ *visit, view layout.View, bad string) templ.Component {
		return pages.Start(view, pages.Cases, bad)
	},
}

// may asks for the right to the pages that show nothing of anybody yet.
func (d desk) may(v *visit) error {
	if access.Holds(v.who.Actor, d.task) {
		return nil
	}
	return v.site.App.Ask(v.r.Context(), v.who.Actor, d.task, access.Place{Institution: v.who.Actor.Institution})
}

func (d desk) form(v *visit) error {
	if err := d.may(v); err != nil {
		return err
	}
	return d.page(v, "", http.StatusOK)
}

func (d desk) page(v *visit, bad string, status int) error {
	view := v.view(v.t(d.Title))
	return v.html(status, func(w http.ResponseWriter) error { return d.start(v, view, bad).Render(v.r.Context(), w) })
}

func (d desk) blank(v *visit) error {
	if err := d.may(v); err != nil {
		return err
	}
	var b bytes.Buffer
	if err := d.template(&b, v.p.Lang()); err != nil {
		return err
	}
	return v.download(v.t(d.file)+".xlsx", workbook, b.Bytes())
}

// importShort is how long an answer waits for a check or an import, so that a
// small one needs no second look.
const importShort = time.Second

func (d desk) send(v *visit) error {
	if err := d.may(v); err != nil {
		return err
	}
	data, err := httpd.File(v.r, "file", app.LargestImport)
	id := ""
	if err == nil {
		id, err = d.uploads(v.site.App).Take(v.r.Context(), v.who.Actor, data, v.p.Lang())
	}
	switch status := httpd.Status(err); {
	case err == nil:
	case status == http.StatusRequestEntityTooLarge:
		return d.page(v, v.t("import.too_large", "n", app.LargestImport>>20), status)
	case fault.Is(err, fault.Invalid):
		return d.page(v, v.p.Fault(fault.First(err)), status)
	default:
		return err
	}
	return d.wait(v, id)
}

// wait leads to the upload, once it is ready or a moment has passed.
func (d desk) wait(v *visit, id string) error {
	select {
	case <-d.uploads(v.site.App).Finished(id):
	case <-time.After(importShort):
	}
	return v.redirect(d.At + "/" + id)
}

func (d desk) show(v *visit) error {
	u, err := d.uploads(v.site.App).Get(v.r.Context(), v.who.Actor, v.r.PathValue("id"))
	if err != nil {
		return err
	}
	if u.Waits() {
		v.w.Header().Set("Refresh", "2") // looks again by itself, without a script
	}
	view := v.view(v.t(d.Title))
	return v.html(http.StatusOK, func(w http.ResponseWriter) error { return pages.Upload(view, d.Desk, u).Render(v.r.Context(), w) })
}

func (d desk) do(v *visit) error {
	id, uploads := v.r.PathValue("id"), d.uploads(v.site.App)
	switch v.r.PostForm.Get("do") {
	case "forget":
		if err := uploads.Forget(v.r.Context(), v.who.Actor, id); err != nil {
			return err
		}
		return v.redirect(d.At)
	case "all", "good":
		err := uploads.Confirm(v.r.Context(), v.who.Actor, id, v.p.Lang(), v.r.PostForm.Get("do") == "good")
		if err != nil && !fault.Is(err, fault.Conflict) { // pressed twice: the page says how far it is
			return err
		}
		return d.wait(v, id)
	default:
		if err := d.may(v); err != nil {
			return err
		}
		return fault.Bad("do", "fault.choice")
	}
}

func (d desk) rest(v *visit) error {
	var b bytes.Buffer
	if err := d.uploads(v.site.App).Rest(v.r.Context(), v.who.Actor, v.r.PathValue("id"), v.p.Lang(), &b); err != nil {
		return err
	}
	return v.download(v.t("import.rest_file")+".xlsx", workbook, b.Bytes())
}
