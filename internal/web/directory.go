package web

import (
	"bytes"

	"github.com/a-h/templ"

	"teduh/internal/app"
	"teduh/internal/domain/access"
	"teduh/internal/domain/area"
	"teduh/internal/exchange/directory"
	pages "teduh/internal/web/pages/imports"
	"teduh/internal/web/pages/layout"
)

// lists takes lists of LK3s.
var lists = desk{
	Desk: pages.Lists, uploads: func(a *app.App) app.Uploads { return a.Lists.Uploads }, task: access.FoundInstitution,
	template: directory.Template, file: "directory.template_file",
	start: func(v *visit, view layout.View, bad string) templ.Component {
		own, _ := v.site.App.Areas().Get(area.Code(app.Reach(v.who.Actor)))
		return pages.Directory(view, bad, own.Name)
	},
}

func (v *visit) directoryXLSX() error { return v.directory(".xlsx", workbook) }

func (v *visit) directoryCSV() error { return v.directory(".csv", "text/csv; charset=utf-8") }

// directory is the list of the own area as a file.
func (v *visit) directory(ending, kind string) error {
	rows, err := v.site.App.Lists.Export(v.r.Context(), v.who.Actor)
	if err != nil {
		return err
	}
	var b bytes.Buffer
	if err := directory.Write(&b, ending == ".csv", rows); err != nil {
		return err
	}
	return v.download(v.t("directory.file")+ending, kind, b.Bytes())
}
