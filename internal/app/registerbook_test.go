package app_test

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"teduh/internal/app"
	"teduh/internal/domain/access"
	"teduh/internal/domain/casefile"
	"teduh/internal/kit/fault"
	"teduh/internal/testkit"
)

func TestTheRegisterHasALineForEachCaseItsReaderMaySee(t *testing.T) {
	testkit.Each(t, func(t *testing.T, v *testkit.Village) {
		at, year := v.Donggala, period(t, "2016")
		var numbers []string
		for i := range 27 {
			numbers = append(numbers, v.Register(t, at.Worker, fmt.Sprintf("Kenari Senja %d", i), "economic").Number)
			v.Pass(time.Minute)
		}
		last := v.Register(t, at.Colleague, "Dahlia Fajar", "neglect")
		v.Append(t, at.Colleague, last.Case, casefile.Session, testkit.Session())
		v.Append(t, at.Colleague, last.Case, casefile.Closure, testkit.Closure())
		book, err := v.Cases.Book(ctx, at.Head, app.RegisterQuery{Period: year})
		if err != nil || book.Total != 28 || book.Pages != 2 || book.Page != 2 || book.First != 26 || len(book.Lines) != 3 {
			t.Fatalf("the last page is %d of %d with %d lines from %d of %d: %v", book.Page, book.Pages, len(book.Lines), book.First, book.Total, err)
		}
		l := book.Lines[2]
		if l.Number != last.Number || l.Who() != "D.F." || l.Sex != "female" || l.Age != 34 || l.Residence != "Kabupaten Donggala" || l.Problem != "neglect" || l.Origin != "self" ||
			l.Status != casefile.Closed || l.ClosedOn != 20160307 || len(l.Workers) != 1 {
			t.Errorf("the line is %+v", l)
		}
		first, err := v.Cases.Book(ctx, at.Head, app.RegisterQuery{Period: year, Page: 1, Names: true})
		if err != nil || len(first.Lines) != 25 || first.Lines[0].Number != numbers[0] || first.Lines[0].Who() != "Kenari Senja 0" {
			t.Errorf("the first page begins with %+v: %v", first.Lines[0], err)
		}
		village := v.Areas().Inside("72.03", "Banawa")[0].Code
		moved := testkit.Registration("Contoh Melati", "economic")
		moved.Set("village", string(village))
		if _, err := v.Cases.Register(ctx, at.Worker, app.RegisterRequest{Body: moved}); err != nil {
			t.Fatal(err)
		}
		for names, want := range map[bool]string{true: v.Areas().Spelled(village), false: "Kabupaten Donggala"} {
			if book, err := v.Cases.Book(ctx, at.Worker, app.RegisterQuery{Period: year, Names: names}); err != nil || book.Lines[len(book.Lines)-1].Residence != want {
				t.Errorf("names %v: the line is %+v, %v; want %s", names, book.Lines[len(book.Lines)-1], err, want)
			}
		}
		own, err := v.Cases.Book(ctx, at.Colleague, app.RegisterQuery{Period: year, Names: true})
		if err != nil || own.Total != 1 || own.Lines[0].Number != last.Number || own.Lines[0].Who() != "Dahlia Fajar" {
			t.Errorf("a worker sees %d lines: %v", own.Total, err)
		}
		if other, err := v.Cases.Book(ctx, at.Head, app.RegisterQuery{Period: period(t, "2016-02")}); err != nil || other.Total != 0 || other.Pages != 1 {
			t.Errorf("another month has %d lines: %v", other.Total, err)
		}
		details := lookedAt(t, v, at.Head.Staff, "register")
		if !slices.Contains(details, "period=2016 names=yes rows=25") || !slices.Contains(details, "period=2016 names=no rows=3") {
			t.Errorf("the audit says %q", details)
		}
	})
}

func TestTheRegisterIsForThoseWhoReadCases(t *testing.T) {
	testkit.Each(t, func(t *testing.T, v *testkit.Village) {
		v.Register(t, v.Donggala.Worker, "Kenari Senja", "economic")
		q := app.RegisterQuery{Period: period(t, "2016"), Names: true}
		for name, a := range map[string]access.Actor{"front": v.Donggala.Front, "district": v.Cast.District, "ministry": v.Cast.Ministry, "auditor": v.Cast.Auditor, "operator": v.Cast.Operator} {
			if _, err := v.Cases.Book(ctx, a, q); !fault.Is(err, fault.NotFound) || refusals(t, v, a, "list") != 1 {
				t.Errorf("%s: %v", name, err)
			}
		}
		if b, err := v.Cases.Book(ctx, v.Cast.Stranger, q); err != nil || b.Total != 0 {
			t.Errorf("a stranger sees %d lines: %v", b.Total, err)
		}
	})
}
