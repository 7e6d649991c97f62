package main

import (
	"fmt"
	"io"
	"time"

	"teduh/internal/app"
	"teduh/internal/exchange/directory"
	"teduh/internal/exchange/oldbook"
	"teduh/internal/kit/calendar"
	"teduh/internal/kit/fault"
)

type importInstitutionsCmd struct {
	place
	File string `arg:"" help:"XLSX or CSV with the eleven columns of 'teduh import template institutions'."`
	From string `help:"Month in which their books open, as 2016-01. Default: this month."`
}

// Run checks a list of LK3s and founds those that are not known yet.
func (i *importInstitutionsCmd) Run(c *console) error {
	var from calendar.Month
	if i.From != "" {
		var err error
		if from, err = calendar.ParseMonth(i.From); err != nil {
			return fault.Bad("from", "recap.period_form")
		}
	}
	book, file, err := openBook(i.File)
	if err != nil {
		return err
	}
	defer file.Close()
	o, err := i.opens(c)
	if err != nil {
		return err
	}
	defer o.close()
	got, err := o.app(time.Now).Lists.ImportAtMachine(c.ctx, app.ImportRequest{Book: book, Lang: c.lang, Problem: c.problem}, from)
	if err != nil {
		return err
	}
	w := c.words()
	fmt.Fprintln(c.out, w.T("cli.import_counts", "rows", got.Rows, "fine", got.Good, "here", got.Here, "bad", got.Bad))
	if got.Table || got.Bad > 0 {
		fmt.Fprintln(c.out, w.T("cli.directory_nothing"))
		return errNotImported
	}
	fmt.Fprintln(c.out, w.T("cli.directory_written", "n", got.Written))
	if got.Left > 0 {
		fmt.Fprintln(c.out, w.T("cli.directory_left", "n", got.Left))
	}
	return nil
}

type exportCmd struct {
	Institutions exportInstitutionsCmd `cmd:"" help:"Write the list of all LK3s, with the eleven columns that provincial programs exchange."`
}

type exportInstitutionsCmd struct {
	place
	Format string `enum:"xlsx,csv" default:"xlsx" help:"xlsx or csv."`
	Out    string `short:"o" help:"New file. Default: the standard output."`
}

// Run writes the list.
func (e *exportInstitutionsCmd) Run(c *console) error {
	o, err := e.opens(c)
	if err != nil {
		return err
	}
	defer o.close()
	rows, err := o.app(time.Now).Lists.ExportAtMachine(c.ctx)
	if err != nil {
		return err
	}
	return toFile(e.Out, c, func(out io.Writer) error { return directory.Write(out, e.Format == "csv", rows) })
}

// template writes what is to be filled in.
func (t *importTemplateCmd) write(out io.Writer, c *console) error {
	if t.What == "institutions" {
		return directory.Template(out, c.lang)
	}
	return oldbook.Template(out, c.lang)
}
