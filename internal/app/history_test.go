package app_test

import (
	"cmp"
	"fmt"
	"math/rand/v2"
	"os"
	"slices"
	"strconv"
	"testing"

	"teduh/internal/app"
	"teduh/internal/domain/access"
	"teduh/internal/domain/casefile"
	"teduh/internal/domain/recap"
	"teduh/internal/kit/calendar"
	"teduh/internal/kit/fault"
	"teduh/internal/testkit"
)

// together is how many histories share a village before it is verified.
const together = 20

// TestRandomHistoriesAddUp lives through random years of casework: late
// entries, corrections, codings, reopenings, transfers, closed months. Each
// seed is a history of its own; TEDUH_TEST_HISTORIES says how many.
func TestRandomHistoriesAddUp(t *testing.T) {
	n := 200
	if s := os.Getenv("TEDUH_TEST_HISTORIES"); s != "" {
		var err error
		if n, err = strconv.Atoi(s); err != nil {
			t.Fatal(err)
		}
	}
	for first := 0; first < n; first += together {
		t.Run(fmt.Sprintf("seeds from %d", first), func(t *testing.T) {
			t.Parallel()
			v := testkit.New(t)
			var links, couples, tied int
			for seed := first; seed < min(first+together, n); seed++ {
				h := &history{t: t, v: v, r: rand.New(rand.NewPCG(uint64(seed), 2016)), seed: seed}
				h.live()
				h.holds()
				links, couples, tied = links+h.links, couples+h.couples, tied+h.tied
			}
			if links == 0 || couples == 0 || tied == 0 {
				t.Errorf("%d files joined, %d cases with two clients, %d families made one: the test tells nothing of them", links, couples, tied)
			}
			agrees(t, v)
		})
	}
}

// history is one random story at two new LK3s.
type history struct {
	t    *testing.T
	v    *testkit.Village
	r    *rand.Rand
	seed int

	lk3s     [2]testkit.Place
	cases    map[string]testkit.Place // open or closed, by file
	order    []string
	attended map[string]int64     // group sessions, by LK3
	roots    map[string]string    // who is counted as whom
	kin      map[string][2]string // the families that a person counted as another makes one
	links    int
	couples  int // cases with more than one client
	tied     int // families that were made one

	moved bool // a date was corrected: handled then depends on when it was booked
}

func (h *history) live() {
	h.cases, h.attended, h.roots = map[string]testkit.Place{}, map[string]int64{}, map[string]string{}
	h.kin = map[string][2]string{}
	h.v.GoTo(20160104)
	for i := range h.lk3s {
		h.lk3s[i] = h.v.Settlement(h.t, fmt.Sprintf("H%d%c", h.seed, 'A'+i))
	}
	for range 40 {
		h.v.GoTo(h.day().Add(1 + h.r.IntN(24)))
		h.step()
	}
}

func (h *history) day() calendar.Day { return calendar.DayOf(h.v.Now(), calendar.WITA) }

func (h *history) as(a access.Actor) access.Actor {
	a.Today = h.day()
	return a
}

// some picks a case, "" when there is none.
func (h *history) some() (string, testkit.Place) {
	if len(h.order) == 0 {
		return "", testkit.Place{}
	}
	file := h.order[h.r.IntN(len(h.order))]
	return file, h.cases[file]
}

func (h *history) step() {
	place := h.lk3s[h.r.IntN(2)]
	file, at := h.some()
	if file == "" || h.r.Float64() < 0.25 {
		h.register(place)
		return
	}
	if h.r.Float64() < 0.1 {
		h.group(place)
		return
	}
	worker, head := h.as(at.All), h.as(at.All)
	switch h.r.IntN(15) {
	case 0, 1, 2:
		h.session(worker, file)
	case 3:
		h.append(worker, file, casefile.Problem, casefile.Body{"primary": {h.problem()}, "secondary": {h.problem()}})
	case 4, 5:
		h.append(worker, file, casefile.Closure, h.closure())
	case 6:
		h.append(worker, file, casefile.Reopening, casefile.Body{"reopening_reason": {"Kembali."}})
	case 7:
		h.correct(worker, file)
	case 8:
		h.refer(worker, file)
	case 9:
		h.transfer(head, file, at)
	case 10:
		h.append(worker, file, casefile.Suspension, casefile.Body{"suspension_reason": {"Menunggu."}})
		h.append(worker, file, casefile.Resumption, casefile.Body{"resumption_reason": {"Lanjut."}})
	case 11:
		h.family(worker, file)
	case 12, 13:
		h.link(head, file)
	default:
		h.closeMonth(place)
	}
}

func (h *history) problem() string {
	all := []string{"economic", "neglect", "domestic_violence", "sexual_violence", "other", "mental_health"}
	return all[h.r.IntN(len(all))]
}

func (h *history) closure() casefile.Body {
	b := testkit.Closure()
	b.Set("without_approval", "Ditinjau bersama.")
	return b
}

// late is a day up to three months ago, mostly today.
func (h *history) late() calendar.Day {
	if h.r.Float64() < 0.7 {
		return 0
	}
	return h.day().Add(-h.r.IntN(90))
}

// may lets through what the rules refuse; anything else fails the test.
func (h *history) may(err error) {
	h.t.Helper()
	if err != nil && !fault.Is(err, fault.Conflict) && !fault.Is(err, fault.Invalid) && !fault.Is(err, fault.NotFound) {
		h.t.Fatalf("seed %d: %v", h.seed, err)
	}
}

func (h *history) register(at testkit.Place) {
	body := testkit.Registration(fmt.Sprintf("Contoh %d", h.r.IntN(1000)), "")
	body.Set("age", strconv.Itoa(h.r.IntN(90)))
	if h.r.Float64() < 0.7 {
		body.Set("presenting", h.problem())
	}
	if h.r.IntN(3) == 0 {
		body.Set("disability", "sensory")
	}
	r := app.RegisterRequest{Body: body, Day: h.late()}
	if file, place := h.some(); file != "" && place.ID == at.ID && h.r.Float64() < 0.3 {
		view, err := h.v.Cases.Open(ctx, h.as(at.All), file)
		if err != nil {
			h.t.Fatal(err)
		}
		r.Person, r.Family = view.State.Client, view.State.Family
		for _, f := range []string{"name", "safe_contact", "disability"} {
			body.Set(f)
		}
	}
	made, err := h.v.Cases.Register(ctx, h.as(at.All), r)
	h.may(err)
	if err == nil {
		h.cases[made.Case] = at
		h.order = append(h.order, made.Case)
	}
}

// group records work with many, and sometimes counts them anew.
func (h *history) group(at testkit.Place) {
	a, people := h.as(at.All), h.r.IntN(30)
	file, err := h.v.Groups.Record(ctx, a, app.AppendRequest{Day: h.late(), Body: groupOf(people)})
	h.may(err)
	if err != nil {
		return
	}
	if h.r.Float64() < 0.3 {
		view, err := h.v.Cases.Open(ctx, a, file)
		if err != nil {
			h.t.Fatal(err)
		}
		people = h.r.IntN(30)
		body := groupOf(people)
		body.Set("corrects", view.Entries[0].ID)
		body.Set("correction_reason", "Salah hitung.")
		if _, err := h.v.Cases.Append(ctx, a, app.AppendRequest{File: file, Kind: casefile.Correction, Body: body}); err != nil {
			h.t.Fatal(err)
		}
	}
	h.attended[at.ID] += int64(people)
}

func groupOf(people int) casefile.Body {
	return casefile.Body{"group_kind": {"group_session"}, "activity": {"Contoh: pengasuhan."}, "people": {strconv.Itoa(people)}, "minutes": {"90"}}
}

// session is with all clients of a case, or with some of its people.
func (h *history) session(a access.Actor, file string) {
	body := testkit.Session()
	if h.r.IntN(2) == 0 {
		view, err := h.v.Cases.Open(ctx, a, file)
		if err != nil {
			h.t.Fatal(err)
		}
		people := view.State.People()
		body.Set("concerns", people[h.r.IntN(len(people))].ID)
	}
	h.append(a, file, casefile.Session, body)
}

func (h *history) append(a access.Actor, file string, k casefile.Kind, body casefile.Body) {
	_, err := h.v.Cases.Append(ctx, a, app.AppendRequest{File: file, Kind: k, Day: h.late(), Body: body})
	h.may(err)
}

func (h *history) correct(a access.Actor, file string) {
	view, err := h.v.Cases.Open(ctx, a, file)
	if err != nil {
		h.t.Fatal(err)
	}
	e := view.Entries[h.r.IntN(len(view.Entries))]
	if e.Kind == casefile.Correction {
		return
	}
	body := e.Body.Clone()
	for _, f := range casefile.Current(e.Kind).Fields {
		if f.Type == casefile.Link {
			delete(body, f.Name)
		}
	}
	if e.Kind == casefile.Registration {
		body.Set("sex", []string{"male", "female", "unknown"}[h.r.IntN(3)])
		body.Set("age", strconv.Itoa(h.r.IntN(90)))
	}
	if h.r.Float64() < 0.4 {
		body.Set("occurred_on", e.Day.Add(h.r.IntN(61)-30).String())
		h.moved = true
	}
	body.Set("corrects", e.ID)
	body.Set("correction_reason", "Salah ketik.")
	_, err = h.v.Cases.Append(ctx, a, app.AppendRequest{File: file, Kind: casefile.Correction, Body: body})
	h.may(err)
}

// link says that the persons of two cases are one, or takes that back. Which of
// two is counted as the other is the program's to choose: its own answer is asked.
func (h *history) link(a access.Actor, file string) {
	other, at := h.some()
	if at.ID != a.Institution {
		return
	}
	one, two := h.client(a, file), h.client(a, other)
	if h.r.IntN(3) == 0 {
		err := h.v.Cases.Unlink(ctx, a, one, "Bukan orang yang sama.")
		h.may(err)
		if err == nil {
			delete(h.roots, one)
			delete(h.kin, one)
		}
		return
	}
	err := h.v.Cases.Link(ctx, a, one, two, "Orang yang sama.")
	h.may(err)
	if err != nil {
		return
	}
	for _, pair := range [][2]string{{one, two}, {two, one}} {
		view, err := h.v.Cases.Open(ctx, a, pair[0])
		if err != nil {
			h.t.Fatal(err)
		}
		if view.State.Root == pair[1] {
			h.roots[pair[0]] = pair[1]
			h.links++
			if f, g := h.familyOf(at, pair[0]), h.familyOf(at, pair[1]); f != g {
				h.kin[pair[0]] = [2]string{f, g}
				h.tied++
			}
		}
	}
}

// familyOf is the family of the newest case that served a person.
func (h *history) familyOf(at testkit.Place, person string) string {
	newest, family := "", ""
	for file, place := range h.cases {
		if place.ID != at.ID || file < newest {
			continue
		}
		view, err := h.v.Cases.Open(ctx, h.as(at.All), file)
		if err != nil {
			h.t.Fatal(err)
		}
		for _, act := range view.State.Acts {
			if slices.ContainsFunc(view.State.Served(act), func(c casefile.Client) bool { return c.ID == person }) {
				newest, family = file, view.State.Family
			}
		}
	}
	return family
}

// oneFamily names a family by the smallest of those that are one with it.
func (h *history) oneFamily(family string) string {
	all := []string{family}
	for i := 0; i < len(all); i++ {
		for _, pair := range h.kin {
			for j, f := range pair {
				if f == all[i] && !slices.Contains(all, pair[1-j]) {
					all = append(all, pair[1-j])
				}
			}
		}
	}
	return slices.Min(all)
}

func (h *history) client(a access.Actor, file string) string {
	view, err := h.v.Cases.Open(ctx, a, file)
	if err != nil {
		h.t.Fatal(err)
	}
	return view.State.Client
}

// family adds somebody to a case, or says somebody anew, perhaps as a client with
// the own file of another case's person.
func (h *history) family(a access.Actor, file string) {
	view, err := h.v.Cases.Open(ctx, a, file)
	if err != nil {
		h.t.Fatal(err)
	}
	b := casefile.Body{"name": {"Contoh Anak"}, "party_roles": {[]string{"client", "child"}[h.r.IntN(2)]}, "relation": {"child"}, "sex": {[]string{"male", "female"}[h.r.IntN(2)]}}
	if n := len(view.State.Parties); n > 0 && h.r.IntN(2) == 0 {
		b.Set("party", view.State.Parties[h.r.IntN(n)].ID)
	}
	if other, at := h.some(); at.ID == a.Institution && h.r.IntN(2) == 0 {
		seen, err := h.v.Cases.Open(ctx, a, other)
		if err != nil {
			h.t.Fatal(err)
		}
		b.Set("person", seen.State.Client)
	}
	h.append(a, file, casefile.Party, b)
}

func (h *history) refer(a access.Actor, file string) {
	e, err := h.v.Cases.Append(ctx, a, app.AppendRequest{File: file, Kind: casefile.Referral, Body: casefile.Body{
		"referral_target": {"puskesmas"}, "referral_purpose": {"Periksa."}, "share_consent": {"yes"},
	}})
	h.may(err)
	if err == nil && h.r.Float64() < 0.6 {
		h.append(a, file, casefile.Reply, casefile.Body{"reply_result": {"completed"}, "replies_to": {e.ID}})
	}
}

func (h *history) transfer(a access.Actor, file string, at testkit.Place) {
	to := h.lk3s[0]
	if to.ID == at.ID {
		to = h.lk3s[1]
	}
	_, err := h.v.Cases.Transfer(ctx, a, app.AppendRequest{File: file, Body: casefile.Body{
		"to_institution": {to.ID}, "transfer_reason": {"Pindah."}, "share_consent": {"yes"},
	}})
	h.may(err)
	board, err := h.v.Cases.Board(ctx, h.as(to.All), app.OpenCases, 0)
	if err != nil {
		h.t.Fatal(err)
	}
	for _, in := range board.Incoming {
		taken, err := h.v.Cases.Accept(ctx, h.as(to.All), in.ID)
		if err != nil {
			h.t.Fatal(err)
		}
		h.cases[taken.Case] = to
		h.order = append(h.order, taken.Case)
	}
}

func (h *history) closeMonth(at testkit.Place) {
	board, err := h.v.Cases.Board(ctx, h.as(at.All), app.OpenCases, 0)
	if err != nil {
		h.t.Fatal(err)
	}
	h.may(h.v.Recaps.CloseMonth(ctx, h.as(at.All), board.Open))
}

// holds checks the figures of both LK3s against a plain count over the folded
// cases.
func (h *history) holds() {
	for _, at := range h.lk3s {
		want := h.count(at)
		year := h.day().Year()
		now := calendar.PeriodOf(h.day().Month(), calendar.MonthLength)
		if got := h.recap(at, recap.OpenAtEnd, now, recap.ByProblem).Table.Total; got != want.open {
			h.t.Errorf("seed %d: %d open, counted %d", h.seed, got, want.open)
		}
		var persons, families, women, attended int64
		for y := 2015; y <= year; y++ {
			p := calendar.PeriodOf(calendar.MonthOf(y, 1), calendar.Year)
			persons += h.recap(at, recap.PersonsServed, p, recap.ByProblem).Table.Total
			families += h.recap(at, recap.FamiliesServed, p, recap.ByProblem).Table.Total
			women += column(h.recap(at, recap.PersonsServed, p, recap.BySex).Table, "female")
			attended += h.recap(at, recap.GroupsAttended, p, recap.ByProblem).Table.Total
			h.notNegative(at, p)
			if got := h.recap(at, recap.Handled, p, recap.ByProblem).Table.Total; !h.moved && got != want.handled[y] {
				h.t.Errorf("seed %d: %d handled in %d, counted %d", h.seed, got, y, want.handled[y])
			}
			if got := h.recap(at, recap.HandledDisabled, p, recap.ByProblem).Table.Total; !h.moved && got != want.disabled[y] {
				h.t.Errorf("seed %d: %d of clients with a disability handled in %d, counted %d", h.seed, got, y, want.disabled[y])
			}
		}
		var quarters int64 // what was booked late stands in a later one
		for m := calendar.MonthOf(2015, 1); m <= h.day().Month(); m = m.Add(3) {
			quarters += h.recap(at, recap.PersonsServed, calendar.PeriodOf(m, calendar.Quarter), recap.ByProblem).Table.Total
		}
		if quarters != want.quarters {
			h.t.Errorf("seed %d: %d persons served by quarter, counted %d", h.seed, quarters, want.quarters)
		}
		if attended != h.attended[at.ID] {
			h.t.Errorf("seed %d: %d attended groups, counted %d", h.seed, attended, h.attended[at.ID])
		}
		if persons != want.served {
			h.t.Errorf("seed %d: %d persons served, counted %d", h.seed, persons, want.served)
		}
		if families != want.families {
			h.t.Errorf("seed %d: %d families served, counted %d", h.seed, families, want.families)
		}
		if women < want.women[0] || women > want.women[1] {
			h.t.Errorf("seed %d: %d women served, counted %d to %d", h.seed, women, want.women[0], want.women[1])
		}
	}
}

type counted struct {
	open, served, families int64
	quarters               int64    // persons served, by quarter
	women                  [2]int64 // who are women in all their files, and in some
	handled                map[int]int64
	disabled               map[int]int64 // of those handled
}

// column is the total of a column of a table.
func column(t recap.Table, code string) int64 { return t.ColumnTotals[slices.Index(t.Columns, code)] }

func (h *history) count(at testkit.Place) counted {
	c := counted{handled: map[int]int64{}, disabled: map[int]int64{}}
	sexes, quarters, families := map[string][]string{}, map[string]bool{}, map[string]bool{}
	for file, place := range h.cases {
		if place.ID != at.ID {
			continue
		}
		view, err := h.v.Cases.Open(ctx, h.as(at.All), file)
		if err != nil {
			h.t.Fatal(err)
		}
		if view.State.Open() {
			c.open++
		}
		if len(view.State.AllClients()) > 1 {
			h.couples++
		}
		for _, act := range view.State.Acts {
			for _, client := range view.State.Served(act) {
				root := cmp.Or(h.roots[client.ID], client.ID)
				who := fmt.Sprint(root, act.Day.Year())
				quarters[fmt.Sprint(root, calendar.PeriodOf(act.Day.Month(), calendar.Quarter))] = true
				sexes[who] = append(sexes[who], client.Sex)
			}
			families[fmt.Sprint(h.oneFamily(view.State.Family), act.Day.Year())] = true
		}
		for y := 2015; y <= h.day().Year(); y++ {
			if handledIn(view.State, y) {
				c.handled[y]++
				if view.Person.Has("disability") {
					c.disabled[y]++
				}
			}
		}
	}
	c.served, c.quarters, c.families = int64(len(sexes)), int64(len(quarters)), int64(len(families))
	for _, said := range sexes {
		if slices.Contains(said, "female") {
			c.women[1]++
			if !slices.ContainsFunc(said, func(s string) bool { return s != "female" }) {
				c.women[0]++
			}
		}
	}
	return c
}

// handledIn reports whether a case was open, by the books, on a day of a year.
func handledIn(s *casefile.State, year int) bool {
	for _, sp := range s.Spells {
		if sp.BookOpen.Year() <= year && (sp.Close == 0 || sp.BookClose.Year() >= year) {
			return true
		}
	}
	return false
}

func (h *history) recap(at testkit.Place, f recap.Figure, p calendar.Period, by recap.Axis) app.Recap {
	rec, err := h.v.Recaps.Get(ctx, h.as(at.All), app.RecapQuery{Figure: f, Period: p, Institution: at.ID, By: by})
	if err != nil {
		h.t.Fatal(err)
	}
	return rec
}

func (h *history) notNegative(at testkit.Place, p calendar.Period) {
	rec := h.recap(at, recap.OpenAtEnd, p, recap.ByMonth)
	for _, l := range rec.Table.Lines {
		for i, n := range l.Columns {
			if n < 0 {
				h.t.Errorf("seed %d: %d open of %s at the end of %s", h.seed, n, l.Code, rec.Table.Columns[i])
			}
		}
	}
}
