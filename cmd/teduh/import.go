package main

import (
	"errors"
	"fmt"
	"io"
	"os"
	"time"

	"teduh/internal/app"
	"teduh/internal/exchange/oldbook"
	"teduh/internal/kit/fault"
	"teduh/internal/kit/sheet"
)

type importCmd struct {
	Cases        importCasesCmd        `cmd:"" help:"Bring the cases of an old book in from XLSX or CSV. Everything is checked first; all is written, or nothing."`
	Institutions importInstitutionsCmd `cmd:"" help:"Found the LK3s of a list, XLSX or CSV with eleven columns. All, or none."`
	Template     importTemplateCmd     `cmd:"" help:"Write the workbook to fill in, with code lists and a worked row."`
}

type importCasesCmd struct {
	place
	File        string `arg:"" help:"XLSX or CSV, after the template."`
	Institution string `required:"" help:"Short code of the LK3."`
	As          string `required:"" name:"as" help:"Account of somebody who works there, in whose name the cases are written."`
	Good        bool   `help:"Import the good rows even when others have problems."`
	Rest        string `help:"Write the rows with problems, and why, to this new XLSX file."`
}

// problemsShown is how many problems are printed; the file of the rest has all.
const problemsShown = 100

// errNotImported says that rows have problems; they were printed.
var errNotImported = fmt.Errorf("rows have problems")

// Run checks a table and imports it.
func (i *importCasesCmd) Run(c *console) (err error) {
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
	rest, err := newRest(i.Rest, c)
	if err != nil {
		return err
	}
	told := 0
	request := app.ImportRequest{Book: book, Lang: c.lang, GoodOnly: i.Good, Rest: rest.Rest, Problem: func(p oldbook.Problem) {
		if told++; told <= problemsShown {
			c.problem(p)
		}
	}}
	got, err := o.app(time.Now).Imports.CasesAtMachine(c.ctx, app.Machine{Institution: i.Institution, Account: i.As}, request)
	if err = errors.Join(err, rest.close()); err != nil {
		return err
	}
	w := c.words()
	if told > problemsShown {
		fmt.Fprintln(c.out, w.T("cli.import_more", "n", told-problemsShown))
	}
	fmt.Fprintln(c.out, w.T("cli.import_counts", "rows", got.Rows, "fine", got.Good, "here", got.Here, "bad", got.Bad))
	if got.Turned {
		fmt.Fprintln(c.out, w.T("import.month_first"))
	}
	if got.Table || got.Turned || got.Bad > 0 && !i.Good {
		fmt.Fprintln(c.out, w.T("cli.import_nothing"))
		return errNotImported
	}
	fmt.Fprintln(c.out, w.T("cli.import_written", "n", got.Written))
	if got.Bad > 0 && i.Rest != "" {
		fmt.Fprintln(c.out, w.T("cli.import_rest"))
	}
	return nil
}

func (c *console) problem(p oldbook.Problem) {
	cell := p.Titled()
	if p.Sheet != "" {
		cell = p.Sheet + "!" + cell
	}
	fmt.Fprintln(c.out, c.words().T("cli.import_problem", "cell", cell, "value", fmt.Sprintf("%q", p.Value), "says", c.words().Fault(p.Fault)))
}

func openBook(path string) (*sheet.Book, *os.File, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, nil, fault.Bad("file", "cli.no_file")
	}
	info, err := f.Stat()
	if err != nil || info.IsDir() {
		return nil, nil, errors.Join(fault.Bad("file", "cli.no_file"), f.Close())
	}
	book, err := sheet.Open(f, info.Size(), sheet.Limits{})
	if err != nil {
		return nil, nil, errors.Join(err, f.Close())
	}
	return book, f, nil
}

// restFile is the file of the rest, or none.
type restFile struct {
	*oldbook.Rest
	file *os.File
}

func newRest(path string, c *console) (restFile, error) {
	if path == "" {
		return restFile{}, nil
	}
	f, err := newFile(path)
	if err != nil {
		return restFile{}, err
	}
	return restFile{oldbook.NewRest(f, c.lang), f}, nil
}

func (r restFile) close() error {
	if r.Rest == nil {
		return nil
	}
	return errors.Join(r.Rest.Close(), r.file.Close())
}

// newFile makes a file for its owner only; one that is there is left alone.
func newFile(path string) (*os.File, error) {
	f, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return nil, fault.New(fault.Invalid, "cli.file_there")
	}
	return f, nil
}

type importTemplateCmd struct {
	What string `arg:"" enum:"cases,institutions" help:"cases or institutions."`
	Out  string `short:"o" help:"New XLSX file. Default: the standard output."`
}

// Run writes the template.
func (t *importTemplateCmd) Run(c *console) error {
	return toFile(t.Out, c, func(out io.Writer) error { return t.write(out, c) })
}

// toFile writes to a new file, or to the standard output.
func toFile(path string, c *console, write func(io.Writer) error) error {
	if path == "" {
		return write(c.out)
	}
	f, err := newFile(path)
	if err != nil {
		return err
	}
	return errors.Join(write(f), f.Close())
}
