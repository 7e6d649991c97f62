package app

import (
	"context"

	"teduh/internal/domain/access"
	"teduh/internal/domain/recap"
	"teduh/internal/domain/taxonomy"
	"teduh/internal/kit/calendar"
	"teduh/internal/kit/fault"
	"teduh/internal/store"
)

// The rows of a recap that are not a line of its list.
const (
	WholeTable     = "total"           // the last row
	OtherDescribed = "other_described" // the part of the published last line that was described
)

// Behind is the files that a number of an LK3's recap adds up.
type Behind struct {
	Query  RecapQuery
	Files  []store.Counted // those the actor may read, newest first
	More   bool
	Amount int64 // the number
}

// Behind lists the files behind a number of the own LK3: that of a row of the
// recap, in one of its columns or, where column is "", in all.
func (r *Recaps) Behind(ctx context.Context, a access.Actor, q RecapQuery, row, column string, page int) (_ Behind, err error) {
	defer fault.Wrap(&err, "Behind(%s, %s, %s)", q.Period, row, column)
	rec, err := r.prepare(ctx, a, q)
	if err != nil {
		return Behind{}, err
	}
	b := Behind{Query: rec.Query}
	if b.Query.Institution == "" || b.Query.Institution != a.Institution {
		return b, r.refuse(ctx, a, "list", "recap", b.Query.Institution)
	}
	n := store.Number{Problems: problemsOf(b.Query.List, row)}
	if err := b.narrow(&n, column); err != nil {
		return b, err
	}
	n.Terms = b.Query.Figure.Terms(b.Query.Period)
	if len(n.Problems) == 0 {
		return b, fault.Bad("of", "fault.choice")
	}
	b.Files, b.Amount, err = r.Store.As(a).Behind(ctx, a.Institution, n, boardCases+1, page*boardCases)
	if err != nil {
		return b, err
	}
	if b.More = len(b.Files) > boardCases; b.More {
		b.Files = b.Files[:boardCases]
	}
	return b, r.look(ctx, a, "list", "file", "", "recap="+b.Query.Period.String()+" figure="+string(b.Query.Figure)+" of="+row+" "+rows(len(b.Files)))
}

// narrow takes a column of the table into the number.
func (b *Behind) narrow(n *store.Number, column string) error {
	if column == "" {
		return nil
	}
	switch b.Query.By {
	case recap.BySex:
		n.Sex = column
	case recap.ByAge:
		n.Age = column
	case recap.ByMonth:
		m, err := calendar.ParseMonth(column)
		if err != nil || !b.Query.Period.Contains(m) {
			return fault.Bad("column", "fault.choice")
		}
		b.Query.Period = calendar.PeriodOf(m, calendar.MonthLength)
	default:
		return fault.Bad("column", "fault.choice")
	}
	return nil
}

// problemsOf lists the problems that a row of a table by a list adds up; none
// when there is no such row.
func problemsOf(list, row string) []string {
	var out []string
	for _, p := range taxonomy.Now().Problems {
		in := p.Code == row
		switch {
		case row == WholeTable:
			in = true
		case list == "2016" && row == OtherDescribed:
			in = p.Line2016 == taxonomy.Other && p.Code != taxonomy.NotCoded
		case list == "2016" && row != taxonomy.NotCoded:
			in = p.Line2016 == row
		}
		if in {
			out = append(out, p.Code)
		}
	}
	return out
}
