package web

import (
	"net/http"
	"slices"
	"strconv"

	"teduh/internal/app"
	"teduh/internal/domain/access"
	"teduh/internal/domain/casefile"
	"teduh/internal/domain/instrument"
	"teduh/internal/kit/fault"
	"teduh/internal/kit/httpd"
	"teduh/internal/web/pages/layout"

	tools "teduh/internal/web/pages/instrument"
)

// instruments is the registry: what comes with the program, the ministry's, an
// LK3's own.
func (v *visit) instruments() error {
	all, err := v.site.App.Instruments.Registry(v.r.Context(), v.who.Actor)
	if err != nil {
		return err
	}
	view := v.view(v.t("instrument.title"))
	return v.html(http.StatusOK, func(w http.ResponseWriter) error { return tools.Registry(view, all).Render(v.r.Context(), w) })
}

func (v *visit) instrumentNew() error {
	if err := v.site.App.Ask(v.r.Context(), v.who.Actor, access.KeepInstruments, access.Place{Institution: v.who.Institution.ID}); err != nil {
		return err
	}
	return v.uploading(nil, http.StatusOK)
}

// uploading is the page that an XLSForm is sent from, with what is wrong with the
// one that was sent.
func (v *visit) uploading(wrong []string, status int) error {
	view := v.view(v.t("instrument.new"))
	return v.html(status, func(w http.ResponseWriter) error { return tools.Upload(view, wrong).Render(v.r.Context(), w) })
}

func (v *visit) instrumentUpload() error {
	data, err := httpd.File(v.r, "file", app.LargestForm)
	if status := httpd.Status(err); err != nil && (status == http.StatusRequestEntityTooLarge || refused(err)) {
		if may := v.site.App.Ask(v.r.Context(), v.who.Actor, access.KeepInstruments, access.Place{Institution: v.who.Institution.ID}); may != nil {
			return may
		}
		if status == http.StatusRequestEntityTooLarge {
			return v.uploading([]string{v.t("instrument.too_large")}, status)
		}
		return v.uploading(v.told(err), status)
	}
	if err != nil {
		return err
	}
	made, err := v.site.App.Instruments.Upload(v.r.Context(), v.who.Actor, data)
	if refused(err) {
		return v.uploading(v.told(err), http.StatusUnprocessableEntity)
	}
	if err != nil {
		return err
	}
	return v.redirect(tools.Address(made))
}

// told is what is wrong, each with its cell.
func (v *visit) told(err error) []string {
	var out []string
	for _, f := range fault.All(err) {
		text := v.p.Fault(f)
		if f.Field != "" && f.Field != "file" {
			text = f.Field + ": " + text
		}
		out = append(out, text)
	}
	return out
}

// version is the version of an instrument that the address names.
func (v *visit) version() (app.Version, error) {
	n, err := strconv.Atoi(v.r.PathValue("version"))
	if err != nil {
		n = 0
	}
	return v.site.App.Instruments.Version(v.r.Context(), v.who.Actor, v.r.PathValue("code"), n)
}

// trial is the form of an instrument for trial answers.
func (v *visit) trial(i app.Version, body casefile.Body) (layout.Form, error) {
	table := i.Form()
	table.Fields = slices.DeleteFunc(slices.Clone(table.Fields), func(f casefile.Field) bool { return f.Inline == nil })
	shown, folded, err := v.inputs(form{table: table, body: body})
	if err != nil {
		return layout.Form{}, err
	}
	page := layout.Form{Action: tools.Address(i), Shown: shown, Folded: folded, Submit: v.t("instrument.try")}
	page.Questions, err = questions(table)
	return page, err
}

func (v *visit) instrumentPreview() error {
	i, err := v.version()
	if err != nil {
		return err
	}
	return v.previewing(i, casefile.Body{}, nil, nil)
}

// previewing shows an instrument as it will look, and what trial answers come to.
func (v *visit) previewing(i app.Version, body casefile.Body, result *instrument.Result, refusal error) error {
	page, err := v.trial(i, body)
	if err != nil {
		return err
	}
	status := http.StatusOK
	if refusal != nil {
		status = httpStatus(refusal)
		page.Refuse(v.p, refusal)
	}
	view := v.view(i.Name.In(v.p.Lang()))
	return v.html(status, func(w http.ResponseWriter) error {
		return tools.Preview(view, i, page, result).Render(v.r.Context(), w)
	})
}

func (v *visit) instrumentTry() error {
	i, err := v.version()
	if err != nil {
		return err
	}
	body := casefile.Body{}
	for _, f := range i.Form().Fields {
		if f.Inline != nil {
			body.Set(f.Name, v.r.PostForm[f.Name]...)
		}
	}
	result, clean, err := v.site.App.Instruments.Try(v.r.Context(), v.who.Actor, i.Code, i.Version, body)
	if refused(err) {
		return v.previewing(i, body, nil, err)
	}
	if err != nil {
		return err
	}
	return v.previewing(i, clean, &result, nil)
}

func (v *visit) instrumentUse() error {
	i, err := v.version()
	if err == nil {
		err = v.site.App.Instruments.Use(v.r.Context(), v.who.Actor, i.Code, i.Version)
	}
	if err != nil {
		return err
	}
	return v.redirect("/instruments")
}

func (v *visit) instrumentRetire() error {
	i, err := v.version()
	if err == nil {
		err = v.site.App.Instruments.Retire(v.r.Context(), v.who.Actor, i.Code, i.Version)
	}
	if err != nil {
		return err
	}
	return v.redirect("/instruments")
}
