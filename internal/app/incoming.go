package app

import (
	"context"
	"strconv"
	"strings"
	"unicode/utf8"

	"teduh/internal/domain/access"
	"teduh/internal/domain/casefile"
	"teduh/internal/domain/words"
	"teduh/internal/kit/fault"
	"teduh/internal/kit/ident"
	"teduh/internal/kit/locale"
	"teduh/internal/store"
)

// Sender is an agency that holds a code, and the LK3 it sends to.
type Sender struct {
	Agency string // name
	To     string // name of the LK3
	code   store.SenderCode
	area   string
}

// Sent is what a sender tells: the least that somebody must know to begin.
type Sent struct {
	ID, File string // of the form, so that sending twice writes once
	Name     string // who sends
	Reach    string // how to reach who sends
	Client   string // initials or a name, "" for none
	Sex, Age string // as far as known
	Where    string // where the client can be found
	Reason   string
	Danger   string // "yes" or "no"
}

// A code sends so many a day at most; a longer text than that belongs into a
// letter.
const (
	sentAtMost    = 30
	longestReason = 600
	longestLine   = 150
)

func (n Sent) check() error {
	var faults fault.Many
	for field, text := range map[string]string{"sender_name": n.Name, "sender_reach": n.Reach, "reason": n.Reason, "danger_now": n.Danger} {
		if text == "" {
			faults = append(faults, fault.Bad(field, "fault.required"))
		}
	}
	for field, text := range map[string]string{"sender_name": n.Name, "sender_reach": n.Reach, "client_name": n.Client, "where_to_find": n.Where} {
		if utf8.RuneCountInString(text) > longestLine {
			faults = append(faults, fault.Bad(field, "fault.too_long").With("n", longestLine))
		}
	}
	if utf8.RuneCountInString(n.Reason) > longestReason {
		faults = append(faults, fault.Bad("reason", "fault.too_long").With("n", longestReason))
	}
	if _, err := strconv.Atoi(n.Age); err != nil && n.Age != "" {
		faults = append(faults, fault.Bad("age", "fault.number"))
	}
	return faults.Err()
}

// body is the first contact it becomes. Nobody has named a problem yet.
func (n Sent) body(agency string) casefile.Body {
	p := words.In(locale.ID)
	b := casefile.Body{"channel": {"referral_in"}, "caller": {casefile.NotSaid}, "action_taken": {p.T("referral.came_in")}, "referred_by": {agency}}
	for field, text := range map[string]string{
		"caller": n.Client, "sex": n.Sex, "age": n.Age, "where_to_find": n.Where, "issue": n.Reason, "danger_now": n.Danger, "sender_name": n.Name, "sender_reach": n.Reach,
	} {
		if text != "" {
			b.Set(field, text)
		}
	}
	return b
}

// contactFromOutside is the form of a contact that nobody at the LK3 wrote: which
// problem it is, is not the sender's to say.
func contactFromOutside() casefile.Form {
	f := casefile.Current(casefile.Contact)
	fields := make([]casefile.Field, len(f.Fields))
	copy(fields, f.Fields)
	for i := range fields {
		if fields[i].Name == "presenting" {
			fields[i].Required = false
		}
	}
	f.Fields = fields
	return f
}

// ByCode says whose code it is. Whatever is wrong with a code has one answer,
// the fault referral.code, and leaves an audit line.
func (s Senders) ByCode(ctx context.Context, code string) (_ Sender, err error) {
	defer fault.Wrap(&err, "ByCode")
	h := s.Store.AsSystem("refer")
	c, found, err := h.BySenderCode(ctx, ident.ReadCode(code), s.now())
	if err != nil {
		return Sender{}, err
	}
	if !found {
		return Sender{}, s.wrongCode(ctx, h)
	}
	at, err := s.Store.Institution(ctx, c.Institution)
	if err != nil {
		return Sender{}, err
	}
	g, err := s.Store.Agency(ctx, c.Agency)
	if err != nil {
		return Sender{}, err
	}
	return Sender{Agency: g.Name, To: at.Name, code: c, area: string(at.Area)}, h.Look(ctx, c.Institution, s.now(), "sender_opened", "agency", c.Agency, "code="+c.ID)
}

// Send begins a contact of the LK3 for whoever holds a sender's code, and returns
// its receipt. Sent again it writes once. Faults: those of ByCode, of fields, and
// referral.enough_today.
func (s Senders) Send(ctx context.Context, code string, n Sent) (receipt string, err error) {
	defer fault.Wrap(&err, "Send")
	from, err := s.ByCode(ctx, code)
	if err != nil {
		return "", err
	}
	n = n.trimmed()
	if err := n.check(); err != nil {
		return "", err
	}
	at := access.Actor{Staff: casefile.Outside, Institution: from.code.Institution, Area: from.area}
	at.Today = s.today(at)
	e, err := s.draft(at, AppendRequest{File: n.File, ID: n.ID, Kind: casefile.Contact, Body: n.body(from.code.Agency)})
	if err != nil {
		return "", err
	}
	if e.Body, err = casefile.Check(contactFromOutside(), e.Body, s.reference(ctx, at)); err != nil {
		return "", err
	}
	h := s.Store.AsSystem("refer")
	sealed, err := h.SealFirst(ctx, e, Initials(n.Client))
	if err != nil {
		return "", err
	}
	if err := h.Write(ctx, at.Institution, s.now(), func(w *store.Work) error { return s.sendIn(ctx, w, sealed, from.code) }); err != nil {
		return "", err
	}
	return s.Store.ReceiptOf(at.Institution, e.File), nil
}

func (s Senders) sendIn(ctx context.Context, w *store.Work, first store.Sealed, code store.SenderCode) error {
	again, err := w.Seen(ctx, first.ID)
	if err != nil {
		return err
	}
	if again != 0 {
		_, err := w.EntryAgain(ctx, first.Entry, again)
		return err
	}
	n, err := w.SentBy(ctx, code.ID, w.Now.Add(-day))
	if err != nil {
		return err
	}
	if n >= sentAtMost {
		return fault.New(fault.TooMany, "referral.enough_today")
	}
	if err := accept(ctx, w, &first, nil, nil); err != nil {
		return err
	}
	return w.PutReceipt(ctx, first.File, code.ID)
}

func (n Sent) trimmed() Sent {
	for _, text := range []*string{&n.Name, &n.Reach, &n.Client, &n.Sex, &n.Age, &n.Where, &n.Reason, &n.Danger} {
		*text = strings.ReplaceAll(strings.TrimSpace(*text), "\r\n", "\n")
	}
	return n
}

// Where a referral in stands, as its receipt tells: nothing of what became of it.
const (
	CameIn    = "came_in"
	InHand    = "in_hand"
	SeenToEnd = "over"
)

// Receipt says how a referral in stands. Whatever is wrong with a receipt has one
// answer, the fault referral.code.
func (s Senders) Receipt(ctx context.Context, receipt string) (_ string, err error) {
	defer fault.Wrap(&err, "Receipt")
	h := s.Store.AsSystem("refer")
	institution, file, found, err := h.ByReceipt(ctx, ident.ReadCode(receipt))
	if err != nil {
		return "", err
	}
	if !found {
		return "", s.wrongCode(ctx, h)
	}
	stands, err := s.stands(ctx, h, institution, file)
	if err != nil {
		return "", err
	}
	return stands, h.Look(ctx, institution, s.now(), "receipt_read", "file", file, "")
}

func (s Senders) stands(ctx context.Context, h *store.Handle, institution, file string) (string, error) {
	contact, _, err := h.File(ctx, institution, file)
	switch {
	case fault.Is(err, fault.NotFound): // erased meanwhile
		return SeenToEnd, nil
	case err != nil:
		return "", err
	case contact.Status != casefile.Closed:
		return CameIn, nil
	case contact.LinkedCase == "":
		return SeenToEnd, nil
	}
	linked, _, err := h.File(ctx, institution, contact.LinkedCase)
	if fault.Is(err, fault.NotFound) || err == nil && linked.Status == casefile.Closed {
		return SeenToEnd, nil
	}
	return InHand, err
}
