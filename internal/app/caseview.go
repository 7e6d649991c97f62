package app

import (
	"context"
	"slices"
	"time"

	"teduh/internal/domain/access"
	"teduh/internal/domain/casefile"
	"teduh/internal/kit/calendar"
	"teduh/internal/kit/fault"
	"teduh/internal/store"
)

// FileView is a file as somebody may see it.
type FileView struct {
	State       *casefile.State
	Entries     []casefile.Entry    // oldest first, as they were written; sealed text of others left out
	Person      casefile.Body       // the first client's identity, nil when not for the actor
	Offered     []casefile.Kind     // entries the actor may write now
	Aside       []casefile.Kind     // those of them on the page of the family
	Beside      []casefile.Kind     // those of them beside what they are about
	Ticket      string              // an id for what is written from the page itself
	Whom        map[string][]string // entry → the persons it is about, none for the case as a whole
	About       string              // person to whom the timeline is narrowed, "" for all
	Today       calendar.Day
	Now         time.Time
	Finer       map[string]string // the LK3's own second-level code → name
	Authors     map[string]string // staff id → name
	MayFix      bool              // may correct
	MayName     bool              // may write the client's identity anew
	Agencies    map[string]string // those the client was referred to, id → name
	MaySurvey   bool              // may give the client a code for the survey
	MayRefer    bool              // may see to its referrals
	MayTransfer bool              // may hand it to another LK3, or take that back

	Tools Tools // instruments that its entries name

	subject access.Subject
}

// Open shows a file. It returns when the look is in the audit.
func (c Cases) Open(ctx context.Context, a access.Actor, file string) (_ FileView, err error) {
	defer fault.Wrap(&err, "Open(%s)", file)
	h := c.Store.As(a)
	state, entries, err := h.File(ctx, a.Institution, file)
	if err != nil {
		return FileView{}, c.refused(ctx, a, err, "read", "file", file)
	}
	durable := c.looking(ctx, a, "read", "file", file, "kind="+string(state.Kind))
	v := FileView{State: state, Entries: entries, Today: c.today(a), Now: c.now()}
	if len(state.Parties) > 0 {
		v.Whom = casefile.Abouts(casefile.Effective(entries))
	}
	if v.Authors, err = c.names(ctx, a.Institution); err != nil {
		return v, err
	}
	if v.Tools, err = c.instrumentsOf(ctx, a, entries); err != nil {
		return v, err
	}
	if state.Client != "" {
		if v.Person, err = c.person(ctx, h, a, state.Client); err != nil {
			return v, err
		}
	}
	finer, err := c.Store.SecondLevels(ctx, a.Institution)
	if err != nil {
		return v, err
	}
	v.Finer = make(map[string]string, len(finer))
	for _, l := range finer {
		v.Finer[l.Code] = l.Name
	}
	if v.Agencies, err = c.agencies(ctx, state, entries); err != nil {
		return v, err
	}
	subject, err := h.Subject(ctx, state)
	if err != nil {
		return v, err
	}
	v.subject = subject
	for _, k := range casefile.Offered(state) {
		if access.Allows(a, access.Append(string(k)), subject) {
			v.Offered = append(v.Offered, k)
		}
	}
	for _, k := range casefile.Besides(state) {
		if access.Allows(a, access.Append(string(k)), subject) {
			v.Beside = append(v.Beside, k)
		}
	}
	for _, k := range casefile.Aside(state) {
		if access.Allows(a, access.Append(string(k)), subject) {
			v.Aside = append(v.Aside, k)
		}
	}
	v.MayName = v.Person != nil && (a.Is(access.Head) || access.Allows(a, access.Append(string(casefile.Session)), subject))
	v.MayTransfer = access.Allows(a, access.Append(string(casefile.Transfer)), subject)
	v.MaySurvey = maySurvey(a, state, subject)
	v.MayRefer = access.Allows(a, access.Append(string(casefile.Reply)), subject)
	v.MayFix = access.Allows(a, access.Append(string(casefile.Correction)), subject)
	return v, durable()
}

// agencies names those that a file was referred to, or came from by a code.
func (c Cases) agencies(ctx context.Context, s *casefile.State, entries []casefile.Entry) (map[string]string, error) {
	var ids []string
	for _, r := range s.Referrals {
		ids = append(ids, r.Agency)
	}
	for _, e := range entries {
		ids = append(ids, e.Body.Get("referred_by"))
	}
	names := map[string]string{}
	for _, id := range slices.Compact(slices.Sorted(slices.Values(ids))) {
		if id == "" {
			continue
		}
		to, err := c.receiver(ctx, id)
		if err != nil {
			return nil, err
		}
		names[id] = to.Name
	}
	return names, nil
}

// person returns the identity of a client, nil when it is not for the actor or
// erased.
func (c Cases) person(ctx context.Context, h *store.Handle, a access.Actor, id string) (casefile.Body, error) {
	found, err := h.Identities(ctx, a.Institution, []string{id})
	if err != nil || found[id] == nil {
		return nil, err
	}
	return casefile.IdentityOf(found[id]), nil
}

// Board is what asks for an act today.
type Board struct {
	Today    calendar.Day
	Counts   map[store.Filter]int
	Cases    []store.Line
	More     bool
	Soon     []store.Due  // at home: what the actor, or for the head anybody, is to do in the days that come
	Contacts []store.Line // of today and those that nobody settled; somebody in danger first
	Incoming []store.Incoming
	Outgoing []store.Outgoing // to a head: what other LK3s were asked to take over, and declined
	Drafts   []store.Draft
	Drafted  map[string]store.Line // the files they write in, if they may be read
	Open     calendar.Month        // earliest open month
	Alike    int                   // likenesses that the head has not looked into

	MoreContacts bool // there are more contacts than are shown
}

const (
	homeCases     = 10
	homeSoon      = 6
	soonDays      = 6
	boardCases    = 50
	boardContacts = 20
)

// Board shows the actor's board: counts, cases by a filter, contacts.
func (c Cases) Board(ctx context.Context, a access.Actor, f store.Filter, page int) (_ Board, err error) {
	defer fault.Wrap(&err, "Board(%s)", f)
	h, today := c.Store.As(a), c.today(a)
	b := Board{Today: today}
	standing, err := h.Standing(ctx, a.Institution, today)
	if err != nil {
		return b, err
	}
	b.Counts = standing.Counts
	most := boardCases
	if f == Home {
		most, page = homeCases, 0
		if b.Soon, err = h.Due(ctx, a.Institution, store.DueQuery{From: today, To: today.Add(soonDays), Staff: work(a), Open: true, Limit: homeSoon}); err != nil {
			return b, err
		}
	}
	if b.Cases, err = h.Cases(ctx, a.Institution, f, today, most+1, page*most); err != nil {
		return b, err
	}
	if b.More = len(b.Cases) > most; b.More {
		b.Cases = b.Cases[:most]
	}
	if b.Contacts, err = h.Contacts(ctx, a.Institution, today, boardContacts+1); err != nil {
		return b, err
	}
	if b.MoreContacts = len(b.Contacts) > boardContacts; b.MoreContacts {
		b.Contacts = b.Contacts[:boardContacts]
	}
	durable := c.looking(ctx, a, "list", "file", "", "filter="+string(f)+" "+rows(len(b.Cases)+len(b.Contacts)))
	if b.Drafts, b.Drafted, err = Drafts(c).list(ctx, a); err != nil {
		return b, err
	}
	if a.Is(access.Head) {
		if err := c.settle(ctx, a.Institution); err != nil { // should the machine have stopped between two LK3s
			return b, err
		}
		if b.Outgoing, err = h.Outgoing(ctx, a.Institution, c.now().AddDate(0, -1, 0)); err != nil {
			return b, err
		}
		if b.Incoming, err = h.Incoming(ctx, a.Institution); err != nil {
			return b, err
		}
		b.Open, b.Alike = standing.OpenMonth, standing.Alike
	}
	return b, durable()
}

// names returns the names of the staff of an institution by id.
func (k *core) names(ctx context.Context, institution string) (map[string]string, error) {
	people, err := k.Store.StaffOf(ctx, institution)
	if err != nil {
		return nil, err
	}
	names := make(map[string]string, len(people))
	for _, p := range people {
		names[p.ID] = p.Name
	}
	return names, nil
}
