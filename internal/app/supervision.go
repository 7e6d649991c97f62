package app

import (
	"context"
	"slices"
	"strings"
	"unicode/utf8"

	"teduh/internal/domain/access"
	"teduh/internal/domain/staff"
	"teduh/internal/kit/fault"
	"teduh/internal/kit/ident"
	"teduh/internal/store"
)

// Supervisions is talks about work, in nobody's file.
type Supervisions struct{ *core }

const longestTalk = 8000 // runes

// Colleagues lists with whom the head can talk: everybody else who holds a post
// today.
func (s Supervisions) Colleagues(ctx context.Context, a access.Actor) (_ []staff.Person, err error) {
	defer fault.Wrap(&err, "Colleagues")
	if err := s.may(ctx, a, access.Supervise, access.Place{Institution: a.Institution, Area: a.Area}); err != nil {
		return nil, err
	}
	return s.colleagues(ctx, a)
}

func (s Supervisions) colleagues(ctx context.Context, a access.Actor) ([]staff.Person, error) {
	people, err := s.Store.StaffOf(ctx, a.Institution)
	if err != nil {
		return nil, err
	}
	posts, err := s.Store.PostsAt(ctx, a.Institution)
	if err != nil {
		return nil, err
	}
	today := s.today(a)
	return slices.DeleteFunc(people, func(p staff.Person) bool {
		return p.ID == a.Staff || !slices.ContainsFunc(posts, func(post staff.Post) bool { return post.Staff == p.ID && post.Holds(today) })
	}), nil
}

// Record keeps a talk that the head led. Sent again with the same id it is kept
// once.
func (s Supervisions) Record(ctx context.Context, a access.Actor, t store.Talk) (err error) {
	defer fault.Wrap(&err, "Record")
	people, err := s.Colleagues(ctx, a)
	if err != nil {
		return err
	}
	if t.ID == "" {
		t.ID = s.newID()
	}
	if !ident.Valid(t.ID) {
		return fault.Missing()
	}
	t.Head, t.Themes, t.Agreements = a.Staff, strings.TrimSpace(t.Themes), strings.TrimSpace(t.Agreements)
	if t.Day == 0 {
		t.Day = s.today(a)
	}
	if err := s.check(a, t, people); err != nil {
		return err
	}
	err = s.change(ctx, a, a.Institution, "supervise", "supervision", t.ID, func(w *store.Work) error { return w.PutTalk(ctx, t) })
	if fault.Is(err, fault.Conflict) { // kept already
		return nil
	}
	return err
}

func (s Supervisions) check(a access.Actor, t store.Talk, people []staff.Person) error {
	var faults fault.Many
	known := func(id string) bool {
		return slices.ContainsFunc(people, func(p staff.Person) bool { return p.ID == id })
	}
	if len(t.With) == 0 {
		faults = append(faults, fault.Bad("with", "fault.required"))
	} else if slices.ContainsFunc(t.With, func(id string) bool { return !known(id) }) {
		faults = append(faults, fault.Bad("with", "fault.choice"))
	}
	if t.Day > s.today(a) {
		faults = append(faults, fault.Bad("day", "fault.future"))
	}
	if t.Themes == "" {
		faults = append(faults, fault.Bad("themes", "fault.required"))
	}
	for field, text := range map[string]string{"themes": t.Themes, "agreements": t.Agreements} {
		if utf8.RuneCountInString(text) > longestTalk {
			faults = append(faults, fault.Bad(field, "fault.too_long").With("n", longestTalk))
		}
	}
	return faults.Err()
}

// Addition is what is added to a talk.
type Addition = store.Addition

// MayAdd reports whether somebody may add to a talk, as [Supervisions.Add] does.
func (s Supervisions) MayAdd(ctx context.Context, a access.Actor, talk string) (err error) {
	defer fault.Wrap(&err, "MayAdd(%s)", talk)
	if err := s.may(ctx, a, access.Supervise, access.Place{Institution: a.Institution, Area: a.Area}); err != nil {
		return err
	}
	talks, err := s.Store.As(a).Talks(ctx)
	if err == nil && !slices.ContainsFunc(talks, func(t store.Talk) bool { return t.ID == talk }) {
		err = fault.Missing()
	}
	return s.refused(ctx, a, err, "add", "supervision", talk)
}

// Add keeps what the head adds to a talk: to put right what it says, or to say
// what came of it. The talk stays as it was. Sent again with the same id it is
// kept once.
func (s Supervisions) Add(ctx context.Context, a access.Actor, added Addition) (err error) {
	defer fault.Wrap(&err, "Add(%s)", added.Talk)
	if added.ID == "" {
		added.ID = s.newID()
	}
	if !ident.Valid(added.ID) || !ident.Valid(added.Talk) {
		return fault.Missing()
	}
	if err := s.MayAdd(ctx, a, added.Talk); err != nil {
		return err
	}
	added.Staff, added.Day, added.Text = a.Staff, s.today(a), strings.TrimSpace(added.Text)
	if added.Text == "" {
		return fault.Bad("addition", "fault.required")
	}
	if utf8.RuneCountInString(added.Text) > longestTalk {
		return fault.Bad("addition", "fault.too_long").With("n", longestTalk)
	}
	err = s.change(ctx, a, a.Institution, "add", "supervision", added.Talk, func(w *store.Work) error { return w.AddToTalk(ctx, added) })
	if fault.Is(err, fault.Conflict) { // kept already
		return nil
	}
	return err
}

// TalkView is a talk with the names of who was there.
type TalkView struct {
	store.Talk
	Leader string
	Names  []string
	Added  []AddedView
}

// AddedView is an addition with the name of who added it.
type AddedView struct {
	store.Addition
	By string
}

// List returns the talks that are for the actor: all to the head, to others
// those they took part in.
func (s Supervisions) List(ctx context.Context, a access.Actor) (_ []TalkView, err error) {
	defer fault.Wrap(&err, "List")
	if err := s.may(ctx, a, access.SeeSupervision, access.Place{Institution: a.Institution, Area: a.Area}); err != nil {
		return nil, err
	}
	talks, err := s.Store.As(a).Talks(ctx)
	if err != nil {
		return nil, err
	}
	names, err := s.names(ctx, a.Institution)
	if err != nil {
		return nil, err
	}
	out := make([]TalkView, len(talks))
	for i, t := range talks {
		out[i] = TalkView{Talk: t, Leader: names[t.Head]}
		for _, who := range t.With {
			out[i].Names = append(out[i].Names, names[who])
		}
		for _, added := range t.Additions {
			out[i].Added = append(out[i].Added, AddedView{added, names[added.Staff]})
		}
	}
	return out, s.look(ctx, a, "list", "supervision", "", rows(len(out)))
}
