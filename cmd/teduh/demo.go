package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"text/tabwriter"
	"time"

	"teduh/internal/app"
	"teduh/internal/demo"
	"teduh/internal/domain/taxonomy"
	"teduh/internal/kit/calendar"
	"teduh/internal/kit/fault"
	"teduh/internal/kit/httpd"
	"teduh/internal/store"
)

type demoCmd struct {
	Dir     string `default:"teduh-demo" help:"Folder for the database and its key."`
	Addr    string `default:"localhost:8080" help:"Address to serve on."`
	NoServe bool   `help:"Do not serve; only make the year and print it."`
	Seed    uint64 `default:"2016" help:"The same seed makes the same files."`
	Plain   string `help:"Also write the invented names, numbers, addresses and phrases to this file, one a line."`
}

// Run makes the year, or reuses the folder, prints the recap beside what was
// published, prints the accounts and serves.
func (d *demoCmd) Run(c *console) error {
	if err := os.MkdirAll(d.Dir, 0o700); err != nil {
		return err
	}
	p := place{DB: "sqlite:" + filepath.Join(d.Dir, "teduh.db")}
	o, err := p.open(c)
	if err != nil {
		return err
	}
	defer o.close()
	if err := d.build(c, o.store); err != nil {
		return err
	}
	clock, err := clockOf(c.ctx, o.store)
	if err != nil {
		return err
	}
	a := o.app(clock)
	if err := d.print(c, a); err != nil {
		return err
	}
	if d.NoServe {
		return nil
	}
	return serve(c, a, serving{Listening: httpd.Listening{Addr: d.Addr}, Example: true})
}

// build makes the year when the folder is new. Where somebody else's data are,
// not even one invented file may be added.
func (d *demoCmd) build(c *console, s *store.Store) (err error) {
	made, err := s.Setting(c.ctx, demo.Setting)
	if err != nil || made != "" {
		return err
	}
	others, err := s.AllInstitutions(c.ctx)
	if err != nil {
		return err
	}
	if len(others) > 0 {
		return fault.Bad("dir", "cli.not_demo")
	}
	options := demo.Options{Seed: d.Seed, Progress: c.progress("cli.making")}
	if d.Plain != "" {
		f, err := os.OpenFile(d.Plain, os.O_WRONLY|os.O_CREATE|os.O_TRUNC, 0o600)
		if err != nil {
			return err
		}
		defer func() { err = errors.Join(err, f.Close()) }()
		options.Plain = f
	}
	return demo.Build(c.ctx, s, options)
}

func (d *demoCmd) print(c *console, a *app.App) error {
	w := c.words()
	rec, err := a.Recaps.AsOperator(c.ctx, app.RecapQuery{Period: calendar.PeriodOf(201601, calendar.Year), List: "2016"})
	if err != nil {
		return err
	}
	fmt.Fprintln(c.out, w.T("cli.example_data"))
	if err := printTable(c.out, rec, w, a); err != nil {
		return err
	}
	fmt.Fprintln(c.out)
	comparePublished(c, rec)
	accounts, err := demo.Accounts(c.ctx, a)
	if err != nil {
		return err
	}
	fmt.Fprintln(c.out)
	fmt.Fprintln(c.out, w.T("cli.accounts"))
	t := tabwriter.NewWriter(c.out, 0, 4, 2, ' ', 0)
	for _, x := range accounts {
		fmt.Fprintf(t, "  %s\t%s\t%s\t%s\n", w.T("role."+string(x.Role)), x.Account, x.Password, x.Where)
	}
	if err := t.Flush(); err != nil {
		return err
	}
	fmt.Fprintln(c.out)
	fmt.Fprintln(c.out, w.T("cli.tour", "dir", d.Dir))
	return nil
}

// comparePublished holds each line against the published percentage.
func comparePublished(c *console, rec app.Recap) {
	w := c.words()
	published := taxonomy.Published2016()
	t := tabwriter.NewWriter(c.out, 0, 4, 2, ' ', tabwriter.AlignRight)
	fmt.Fprintf(t, "%s\t%s\t%s\t\t\n", w.T("recap.problem"), w.T("cli.ours"), w.T("cli.published"))
	same := 0
	for _, l := range rec.Table.Lines {
		want, _ := published.Tenths(l.Code)
		mark := "≠"
		if want == l.Tenths {
			mark = "✓"
			same++
		}
		fmt.Fprintf(t, "%s\t%s\t%s\t%s\t\n", app.LineName(w, "2016", l.Code), w.Tenths(l.Tenths), w.Tenths(want), mark)
	}
	_ = t.Flush() // the console itself failing is seen by the next line
	fmt.Fprintln(c.out, w.T("cli.compared", "n", same, "of", len(published.Problems), "cases", rec.Table.Total, "published", published.Cases))
}

// clockOf is the machine's clock, but in an example year the clock that began
// on the day the article was published.
func clockOf(ctx context.Context, s *store.Store) (func() time.Time, error) {
	made, err := s.Setting(ctx, demo.Setting)
	if err != nil || made == "" {
		return time.Now, err
	}
	started := time.Now()
	return func() time.Time { return demo.Clock.Add(time.Since(started)) }, nil
}
