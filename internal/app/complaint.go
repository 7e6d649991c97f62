package app

import (
	"cmp"
	"context"
	"crypto/rand"
	"slices"
	"strings"
	"unicode/utf8"

	"teduh/internal/domain/access"
	"teduh/internal/domain/area"
	"teduh/internal/domain/complaint"
	"teduh/internal/domain/registry"
	"teduh/internal/kit/calendar"
	"teduh/internal/kit/fault"
	"teduh/internal/kit/ident"
	"teduh/internal/store"
)

// Complaints is what people say about a service, past whom it is about.
type Complaints struct{ *core }

// Reader is who will read a complaint.
type Reader struct {
	LK3  registry.Institution // whose service it is about
	At   registry.Institution // where it is read
	Head bool                 // by the head of the LK3
}

// Services lists the LK3s by name, for somebody without an account.
func (c Complaints) Services(ctx context.Context) (_ []registry.Institution, err error) {
	defer fault.Wrap(&err, "Services")
	all, err := c.Store.AllInstitutions(ctx)
	all = slices.DeleteFunc(all, func(i registry.Institution) bool { return !i.IsLK3() || i.Status == "closed" })
	slices.SortFunc(all, func(a, b registry.Institution) int { return cmp.Compare(a.Name, b.Name) })
	return all, err
}

// Reader says who will read a complaint: the head of the LK3, unless it is about
// the head, or about those who work there and the head is one of them; then the
// Dinas of the regency, of the province, or the ministry, whichever has somebody
// today. Faults: those of the fields, complaint.nobody.
func (c Complaints) Reader(ctx context.Context, lk3 string, about complaint.About) (_ Reader, err error) {
	defer fault.Wrap(&err, "Reader")
	services, err := c.Services(ctx)
	if err != nil {
		return Reader{}, err
	}
	var faults fault.Many
	n := slices.IndexFunc(services, func(i registry.Institution) bool { return i.ID == lk3 })
	if n < 0 {
		faults = append(faults, fault.Bad("lk3", "fault.required"))
	}
	if !slices.Contains(complaint.Abouts(), about) {
		faults = append(faults, fault.Bad("about", "fault.required"))
	}
	if err := faults.Err(); err != nil {
		return Reader{}, err
	}
	r := Reader{LK3: services[n]}
	people, err := c.rolesAt(ctx, lk3)
	if err != nil {
		return r, err
	}
	if complaint.ToHead(about, people) {
		r.At, r.Head = r.LK3, true
		return r, nil
	}
	r.At, err = c.above(ctx, r.LK3.Area)
	return r, err
}

// rolesAt lists the roles that each person at an institution holds today.
func (c Complaints) rolesAt(ctx context.Context, institution string) ([][]access.Role, error) {
	posts, err := c.Store.PostsAt(ctx, institution)
	if err != nil {
		return nil, err
	}
	today, held := calendar.DayOf(c.now(), calendar.WIB), map[string][]access.Role{}
	for _, p := range posts {
		if p.Holds(today) {
			held[p.Staff] = append(held[p.Staff], p.Role)
		}
	}
	var out [][]access.Role
	for _, roles := range held {
		out = append(out, roles)
	}
	return out, nil
}

// above is the nearest office over an area where somebody reads complaints today.
func (c Complaints) above(ctx context.Context, where area.Code) (registry.Institution, error) {
	all, err := c.Store.AllInstitutions(ctx)
	if err != nil {
		return registry.Institution{}, err
	}
	for _, level := range []struct {
		kind string
		role access.Role
	}{{"dinas_regency", access.DistrictOfficer}, {"dinas_province", access.ProvinceOfficer}, {"ministry", access.MinistryOfficer}} {
		for _, i := range all {
			if i.Kind != level.kind || i.Status == "closed" || !access.Within(string(where), string(i.Area)) {
				continue
			}
			people, err := c.rolesAt(ctx, i.ID)
			if err != nil {
				return registry.Institution{}, err
			}
			if slices.ContainsFunc(people, func(roles []access.Role) bool { return slices.Contains(roles, level.role) }) {
				return i, nil
			}
		}
	}
	return registry.Institution{}, fault.New(fault.Unavailable, "complaint.nobody")
}

// Send keeps a complaint where it is read and returns the code of its receipt,
// which is shown once.
func (c Complaints) Send(ctx context.Context, lk3 string, said complaint.Complaint) (receipt string, _ Reader, err error) {
	defer fault.Wrap(&err, "Send")
	r, err := c.Reader(ctx, lk3, said.About)
	if err != nil {
		return "", r, err
	}
	said.Text, said.Contact = strings.TrimSpace(said.Text), strings.TrimSpace(said.Contact)
	if err := said.Check(); err != nil {
		return "", r, err
	}
	if receipt, err = ident.NewCode(rand.Reader); err != nil {
		return "", r, err
	}
	kept := store.Complaint{Complaint: said, ID: c.newID(), LK3: r.LK3.ID}
	err = c.Store.AsSystem("complain").Write(ctx, r.At.ID, c.now(), func(w *store.Work) error {
		if err := w.PutComplaint(ctx, kept, ident.ReadCode(receipt)); err != nil {
			return err
		}
		return w.Audit(ctx, "complain", "complaint", kept.ID, "about="+string(said.About))
	})
	return receipt, r, err
}

// ByReceipt shows whoever holds a receipt what became of the complaint; its text
// is not repeated.
func (c Complaints) ByReceipt(ctx context.Context, code string) (_ store.Complaint, err error) {
	defer fault.Wrap(&err, "ByReceipt")
	h := c.Store.AsSystem("complain")
	if len(code) > longestTyped {
		return store.Complaint{}, c.unknown(ctx, h)
	}
	found, ok, err := h.ComplaintBy(ctx, ident.ReadCode(code))
	if err == nil && !ok {
		err = c.unknown(ctx, h)
	}
	if err != nil {
		return store.Complaint{}, err
	}
	found.Text, found.Contact = "", ""
	return found, h.Look(ctx, found.Reader, c.now(), "receipt", "complaint", found.ID, "")
}

// ComplaintView is a complaint as its reader sees it.
type ComplaintView struct {
	store.Complaint
	Service string // name of the LK3
	Days    int    // since it came, or until it was answered
}

// List returns the complaints that are for the actor, those that wait first.
func (c Complaints) List(ctx context.Context, a access.Actor) (_ []ComplaintView, err error) {
	defer fault.Wrap(&err, "List")
	if err := c.mayHear(ctx, a); err != nil {
		return nil, err
	}
	all, err := c.Store.As(a).Complaints(ctx)
	if err != nil {
		return nil, err
	}
	var out []ComplaintView
	for _, one := range all {
		v, err := c.view(ctx, a, one)
		if err != nil {
			return nil, err
		}
		out = append(out, v)
	}
	return out, c.look(ctx, a, "list", "complaint", "", rows(len(out)))
}

func (c Complaints) mayHear(ctx context.Context, a access.Actor) error {
	return c.may(ctx, a, access.HearVoices, access.Place{Institution: a.Institution, Area: a.Area})
}

func (c Complaints) view(ctx context.Context, a access.Actor, one store.Complaint) (ComplaintView, error) {
	lk3, err := c.Store.Institution(ctx, one.LK3)
	if err != nil {
		return ComplaintView{}, err
	}
	until := c.today(a)
	zone := c.areas.Zone(area.Code(a.Area))
	if one.IsAnswered() {
		until = calendar.DayOf(one.Answered, zone)
	}
	return ComplaintView{Complaint: one, Service: lk3.Name, Days: until.Sub(calendar.DayOf(one.Received, zone))}, nil
}

// Get shows one complaint to its reader.
func (c Complaints) Get(ctx context.Context, a access.Actor, id string) (_ ComplaintView, err error) {
	defer fault.Wrap(&err, "Get(%s)", id)
	if err := c.mayHear(ctx, a); err != nil {
		return ComplaintView{}, err
	}
	one, err := c.Store.As(a).Complaint(ctx, id)
	if err != nil {
		return ComplaintView{}, c.refused(ctx, a, err, string(access.HearVoices), "complaint", id)
	}
	v, err := c.view(ctx, a, one)
	if err != nil {
		return v, err
	}
	return v, c.look(ctx, a, "read", "complaint", id, "")
}

const longestReply = 4000 // runes

// Answer keeps the reader's answer, once.
func (c Complaints) Answer(ctx context.Context, a access.Actor, id, answer string) (err error) {
	defer fault.Wrap(&err, "Answer(%s)", id)
	seen, err := c.Get(ctx, a, id)
	if err != nil {
		return err
	}
	answer = strings.TrimSpace(answer)
	switch {
	case seen.IsAnswered():
		return fault.New(fault.Conflict, "complaint.answered")
	case answer == "":
		return fault.Bad("answer", "fault.required")
	case utf8.RuneCountInString(answer) > longestReply:
		return fault.Bad("answer", "fault.too_long").With("n", longestReply)
	}
	err = c.change(ctx, a, a.Institution, "answer", "complaint", id, func(w *store.Work) error { return w.AnswerComplaint(ctx, id, answer) })
	if fault.Is(err, fault.NotFound) {
		return fault.New(fault.Conflict, "complaint.answered")
	}
	return err
}
