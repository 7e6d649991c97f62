package app

import (
	"context"
	"strings"

	"teduh/internal/domain/access"
	"teduh/internal/domain/area"
	"teduh/internal/domain/casefile"
	"teduh/internal/domain/taxonomy"
	"teduh/internal/kit/calendar"
	"teduh/internal/kit/fault"
	"teduh/internal/store"
)

// RegisterQuery says which lines of the register.
type RegisterQuery struct {
	Period calendar.Period
	Page   int  // from 1; 0 is the last, where one writes
	Names  bool // of clients, where the actor may read them
}

// RegisterLine is a case as a line of the register.
type RegisterLine struct {
	store.Line
	Name      string // of the client; "" for initials only
	Initials  string
	Age       int // at registration, -1 when unknown
	Sex       string
	Residence string // village and district beside a name, else the regency
	Origin    string
	Workers   []string
	ClosedOn  calendar.Day // of the last stretch in which it was open, 0 while open
	Erased    bool
}

// RegisterBook is a page of the register: one line a case, like the book it
// replaces.
type RegisterBook struct {
	RegisterQuery
	Lines []RegisterLine
	First int // number of the first line within the period, from 1
	Total int
	Pages int
}

const registerLines = 25

// Book shows a page of the register: heads see every case of the institution,
// workers those assigned to them. Names are shown when they are asked for.
func (c Cases) Book(ctx context.Context, a access.Actor, q RegisterQuery) (_ RegisterBook, err error) {
	defer fault.Wrap(&err, "Book(%s)", q.Period)
	if len(access.Reach(a, access.Read, string(casefile.CaseFile))) == 0 {
		return RegisterBook{}, c.refuse(ctx, a, "list", "register", "")
	}
	h, from, to := c.Store.As(a), q.Period.From.First(), q.Period.To().Last()
	b := RegisterBook{RegisterQuery: q}
	if b.Total, err = h.CountRegistered(ctx, a.Institution, from, to); err != nil {
		return b, err
	}
	b.turn()
	lines, err := h.Registered(ctx, a.Institution, from, to, registerLines, b.First-1)
	if err != nil {
		return b, err
	}
	if err := c.fillLines(ctx, h, a, &b, lines); err != nil {
		return b, err
	}
	names := "no"
	if q.Names {
		names = "yes"
	}
	return b, c.look(ctx, a, "list", "register", "", "period="+q.Period.String()+" names="+names+" "+rows(len(b.Lines)))
}

// turn finds the page asked for, the last when there is no such page.
func (b *RegisterBook) turn() {
	b.Pages = max(1, (b.Total+registerLines-1)/registerLines)
	if b.Page < 1 || b.Page > b.Pages {
		b.Page = b.Pages
	}
	b.First = (b.Page-1)*registerLines + 1
}

func (c Cases) fillLines(ctx context.Context, h *store.Handle, a access.Actor, b *RegisterBook, lines []store.Line) error {
	ids := make([]string, len(lines))
	for i, l := range lines {
		ids[i] = l.ID
	}
	states, err := h.States(ctx, a.Institution, ids)
	if err != nil {
		return err
	}
	staff, err := c.names(ctx, a.Institution)
	if err != nil {
		return err
	}
	clients := map[string][]casefile.Entry{}
	if b.Names {
		var persons []string
		for _, s := range states {
			persons = append(persons, s.Client)
		}
		if clients, err = h.Identities(ctx, a.Institution, persons); err != nil {
			return err
		}
	}
	for _, l := range lines {
		line := RegisterLine{Line: l, Age: -1, Erased: states[l.ID] == nil}
		if s := states[l.ID]; s != nil {
			c.describe(&line, s, staff)
			who := casefile.IdentityOf(clients[s.Client])
			line.Name = who.Get("name")
			if village := who.Get("village"); village != "" {
				line.Residence = c.areas.Spelled(area.Code(village))
			}
		}
		b.Lines = append(b.Lines, line)
	}
	return nil
}

// describe fills a line from what the file says.
func (c Cases) describe(l *RegisterLine, s *casefile.State, staff map[string]string) {
	l.Initials, l.Age, l.Sex, l.Origin = s.Initials, s.Age, s.Dims.Sex, s.Origin
	if place, ok := c.areas.Get(area.Code(s.Dims.Residence)); ok && s.Dims.Residence != "" {
		l.Residence = place.Name
	}
	for _, id := range s.Assigned {
		l.Workers = append(l.Workers, staff[id])
	}
	if n := len(s.Spells); n > 0 {
		l.ClosedOn = s.Spells[n-1].Close
	}
	if l.Sex == taxonomy.Unknown {
		l.Sex = ""
	}
}

// Who is what the line calls the client.
func (l RegisterLine) Who() string {
	if l.Name != "" {
		return l.Name
	}
	return l.Initials
}

// WorkersNamed are those assigned, in one text.
func (l RegisterLine) WorkersNamed() string { return strings.Join(l.Workers, ", ") }
