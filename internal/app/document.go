package app

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"

	"teduh/internal/domain/access"
	"teduh/internal/domain/casefile"
	"teduh/internal/domain/document"
	"teduh/internal/domain/registry"
	"teduh/internal/kit/fault"
)

// Documents is the papers that are made of a case.
type Documents struct{ cases Cases }

// Paper is a case about to be printed.
type Paper struct {
	FileView
	Kind        document.Kind
	Entry       casefile.Entry // on which it rests, as it stands now; without an id when there is none yet
	Institution registry.Institution
	Letterhead  document.Letterhead
	ReferredTo  Receiver  // of a referral to an agency of the catalogue
	Whom        []OnPaper // whom it is about: those whom its entry names, else the first client
}

// OnPaper is somebody whom a paper is about.
type OnPaper struct {
	Name string
	Sex  string
	Age  int           // -1 when unknown
	Who  casefile.Body // the identity of a client, nil without one that is for the actor
}

// restsOn is the entry of which a paper is made; "" for one made of the whole.
var restsOn = map[document.Kind]casefile.Kind{
	document.Consent: casefile.Consent, document.Agreement: casefile.Plan, document.Referral: casefile.Referral, document.Slip: casefile.Referral, document.Closing: casefile.Closure,
}

// Papers lists what can be made of a case now.
func (v FileView) Papers() []document.Kind {
	if v.State.Kind != casefile.CaseFile {
		return nil
	}
	return slices.DeleteFunc(document.Kinds(), func(k document.Kind) bool {
		on := restsOn[k]
		return on != "" && on != casefile.Consent && v.State.Has(on) == 0 || k == document.Closing && v.State.Status != casefile.Closed
	})
}

// Prepare shows a case to somebody about to print a paper of it. entry is on
// which it rests, "" for the last of its kind. Faults: fault.not_found when the
// case is not for the actor, or there is nothing to print.
func (d Documents) Prepare(ctx context.Context, a access.Actor, file string, k document.Kind, entry string) (_ Paper, err error) {
	defer fault.Wrap(&err, "Prepare(%s, %s)", file, k)
	v, err := d.cases.Open(ctx, a, file)
	if err != nil {
		return Paper{}, err
	}
	p := Paper{FileView: v, Kind: k}
	if !slices.Contains(v.Papers(), k) || !p.find(entry) {
		return p, d.cases.refuse(ctx, a, "print", "file", file)
	}
	if p.Whom, err = d.whom(ctx, a, v, p.Entry); err != nil {
		return p, err
	}
	if p.Institution, err = d.cases.Store.Institution(ctx, a.Institution); err != nil {
		return p, err
	}
	if p.ReferredTo, err = d.cases.receiver(ctx, p.Entry.Body.Get("agency")); err != nil {
		return p, err
	}
	p.Letterhead, err = d.cases.Store.As(a).Letterhead(ctx)
	return p, err
}

// whom says who stands on a paper made of an entry. What is about one client of
// two never names the other.
func (d Documents) whom(ctx context.Context, a access.Actor, v FileView, e casefile.Entry) ([]OnPaper, error) {
	about, h := casefile.About(e), d.cases.Store.As(a)
	var out []OnPaper
	for _, m := range v.State.People() {
		first := m.ID == v.State.Client
		if !slices.Contains(about, m.ID) && !(first && len(about) == 0) {
			continue
		}
		on := OnPaper{Name: m.Initials, Sex: m.Sex, Age: m.AgeOn(v.Today)}
		said, ok := casefile.Latest(v.Entries, casefile.Party, m.ID)
		switch {
		case first:
			on.Who, on.Age = v.Person, m.Age
			on.Name = cmp.Or(v.Person.Get("name"), on.Name)
		case ok:
			on.Name = said.Body.Get("name")
		}
		if !first && m.Person != "" && m.Is(casefile.ClientRole) {
			var err error
			if on.Who, err = d.cases.person(ctx, h, a, m.Person); err != nil {
				return nil, err
			}
		}
		out = append(out, on)
	}
	return out, nil
}

// find takes the entry on which the paper rests.
func (p *Paper) find(entry string) bool {
	on := restsOn[p.Kind]
	for _, e := range casefile.Effective(p.Entries) {
		if e.Kind == on && (entry == "" || e.ID == entry) {
			p.Entry = e
		}
	}
	return entry == "" || p.Entry.ID == entry
}

// Choice is what of a case stands on a copy of its file.
type Choice struct {
	Reader casefile.Reader
	Person string // of the case, whose copy it is
	Kinds  []casefile.Kind
}

// Print notes that a paper is made and returns what stands on it.
func (d Documents) Print(ctx context.Context, a access.Actor, file string, k document.Kind, entry string) (_ Paper, err error) {
	defer fault.Wrap(&err, "Print(%s, %s)", file, k)
	p, err := d.Prepare(ctx, a, file, k, entry)
	if err != nil {
		return p, err
	}
	return p, d.cases.look(ctx, a, "print", "file", file, "paper="+string(k)+" entry="+p.Entry.ID)
}

// Copy notes that a file is copied, for whom and what of it, and returns what
// stands on the copy. Faults of fields when the choice is none.
func (d Documents) Copy(ctx context.Context, a access.Actor, file string, c Choice) (_ Paper, err error) {
	defer fault.Wrap(&err, "Copy(%s, %s)", file, c.Reader)
	p, err := d.Prepare(ctx, a, file, document.CaseFile, "")
	if err != nil {
		return p, err
	}
	if err := c.check(p.State); err != nil {
		return p, err
	}
	p.Entries = slices.DeleteFunc(casefile.Copied(p.Entries, c.Reader, c.Person), func(e casefile.Entry) bool { return !slices.Contains(c.Kinds, e.Kind) })
	switch {
	case c.Reader == casefile.TheClient && c.Person != p.State.Client:
		p.Person = nil
	case p.Person != nil:
		p.Person = casefile.IdentityFor(p.Person, c.Reader)
	}
	return p, d.cases.look(ctx, a, "print", "file", file, c.said(len(p.Entries)))
}

func (c Choice) check(s *casefile.State) error {
	switch {
	case !slices.Contains(casefile.Readers(), c.Reader):
		return fault.Bad("reader", "fault.choice")
	case len(c.Kinds) == 0:
		return fault.Bad("kinds", "fault.required")
	case c.Reader == casefile.TheClient && !slices.ContainsFunc(s.People(), func(m casefile.Member) bool { return m.ID == c.Person }):
		return fault.Bad("copy_person", "fault.choice")
	}
	for _, k := range c.Kinds {
		if !slices.Contains(casefile.Kinds(), k) {
			return fault.Bad("kinds", "fault.choice")
		}
	}
	return nil
}

// said is the choice in the audit: ids and codes.
func (c Choice) said(entries int) string {
	kinds := make([]string, len(c.Kinds))
	for i, k := range c.Kinds {
		kinds[i] = string(k)
	}
	whose := ""
	if c.Reader == casefile.TheClient {
		whose = " person=" + c.Person
	}
	return fmt.Sprintf("paper=%s for=%s%s kinds=%s entries=%d", document.CaseFile, c.Reader, whose, strings.Join(kinds, ","), entries)
}
