package app

import (
	"context"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"teduh/internal/domain/access"
	"teduh/internal/domain/casefile"
	"teduh/internal/domain/taxonomy"
	"teduh/internal/domain/words"
	"teduh/internal/kit/calendar"
	"teduh/internal/kit/fault"
	"teduh/internal/kit/locale"
	"teduh/internal/store"
)

// mayPass reports whether an entry can go along with a transfer. Sealed notes
// never do, nor what only steers the work here.
func mayPass(k casefile.Kind) bool {
	return slices.Contains([]casefile.Kind{
		casefile.Screening, casefile.Assessment, casefile.Problem, casefile.Plan, casefile.Session, casefile.Conference,
		casefile.Referral, casefile.Reply, casefile.PoliceDecision, casefile.Evaluation, casefile.FollowUp, casefile.Handover,
	}, k)
}

// Passable returns the entries that can go along with a transfer, as they stand
// now, oldest first: none that is about the other side.
func Passable(s *casefile.State, entries []casefile.Entry) []casefile.Entry {
	said := casefile.Effective(entries)
	abouts := casefile.Abouts(said)
	return slices.DeleteFunc(said, func(e casefile.Entry) bool {
		return !mayPass(e.Kind) || slices.ContainsFunc(s.Parties, func(m casefile.Member) bool { return m.Opposed && slices.Contains(abouts[e.ID], m.ID) })
	})
}

// passed puts the picked entries into words, oldest first, as they stand now.
// Fault: fault.choice when one of them is not there or cannot go along.
func passed(s *casefile.State, entries []casefile.Entry, picked []string) (string, error) {
	p := words.In(locale.ID)
	var out []string
	for _, e := range Passable(s, entries) {
		if slices.Contains(picked, e.ID) {
			out = append(out, inWords(p, e))
		}
	}
	if len(out) != len(slices.Compact(slices.Sorted(slices.Values(picked)))) {
		return "", fault.Bad("passed", "fault.choice")
	}
	return strings.Join(out, "\n\n"), nil
}

// inWords tells what an entry says. Who worked on it stays here.
func inWords(p *locale.Printer, e casefile.Entry) string {
	lines := []string{p.Day(e.Day) + " · " + p.T("kind."+string(e.Kind))}
	for _, f := range casefile.Current(e.Kind).Fields {
		if f.Type == casefile.Rows {
			lines = append(lines, rowsInWords(p, f, e.Body)...)
		} else if text := answerInWords(p, f, e.Body.All(f.Name)); text != "" {
			lines = append(lines, p.T("field."+f.Name)+": "+text)
		}
	}
	return strings.Join(lines, "\n")
}

// rowsInWords is a table that grew, a line a row below its name.
func rowsInWords(p *locale.Printer, table casefile.Field, b casefile.Body) []string {
	rows := b.Rows(table.Name)
	if len(rows) == 0 {
		return nil
	}
	lines := []string{p.T("field."+table.Name) + ":"}
	for n, row := range rows {
		var cells []string
		for _, column := range table.Columns {
			if text := answerInWords(p, column, row.All(column.Name)); text != "" {
				cells = append(cells, text)
			}
		}
		lines = append(lines, strconv.Itoa(n+1)+". "+strings.Join(cells, " · "))
	}
	return lines
}

// answerInWords is an answer as another institution may read it, "" when it names
// what only this one knows.
func answerInWords(p *locale.Printer, f casefile.Field, answers []string) string {
	if f.Secrecy == casefile.Hidden {
		return ""
	}
	var said []string
	for _, a := range answers {
		switch f.Type {
		case casefile.Link, casefile.Drawing, casefile.Staffs, casefile.Office, casefile.Agency, casefile.Entries, casefile.Tasks, casefile.Someone, casefile.Persons:
			continue
		case casefile.Staff:
			if !taxonomy.Has(f.List, a) {
				continue
			}
			a = taxonomy.Name(f.List, a, p.Lang())
		case casefile.Choice, casefile.Choices:
			a = taxonomy.Name(f.List, a, p.Lang())
		case casefile.YesNo:
			a = p.T("form." + a)
		case casefile.Date, casefile.DueDate:
			if d, err := calendar.ParseDay(a); err == nil {
				a = p.Day(d)
			}
		}
		said = append(said, a)
	}
	return strings.Join(said, ", ")
}

// handover is the first thing to read in a case taken over.
func handover(in store.Incoming) casefile.Body {
	b := casefile.Body{"from_institution": {in.Sender}}
	for field, text := range map[string]string{
		"former_number": in.Message.Number, "transfer_reason": in.Message.Reason, "summary": in.Message.Summary, "passed_text": in.Message.Passed,
	} {
		b.Set(field, text)
	}
	return b
}

const longestNote = 2000

// Decline sends a transfer back with a reason: the case stays where it is.
func (c Cases) Decline(ctx context.Context, a access.Actor, id, why string) (err error) {
	defer fault.Wrap(&err, "Decline(%s)", id)
	in, err := c.incoming(ctx, a, "decline", id)
	if err != nil {
		return err
	}
	why = strings.ReplaceAll(strings.TrimSpace(why), "\r\n", "\n")
	switch {
	case why == "":
		return fault.Bad("transfer_note", "fault.required")
	case utf8.RuneCountInString(why) > longestNote:
		return fault.New(fault.Invalid, "fault.too_long").With("n", longestNote).On("transfer_note")
	}
	err = c.change(ctx, a, a.Institution, "decline", "transfer", id, func(w *store.Work) error { return w.DeclineTransfer(ctx, id, in.Sender, why) })
	if err != nil {
		return c.refused(ctx, a, err, "decline", "transfer", id)
	}
	return c.settle(ctx, in.Sender)
}

// incoming returns a transfer that waits for the head.
func (c Cases) incoming(ctx context.Context, a access.Actor, verb, id string) (store.Incoming, error) {
	if !a.Is(access.Head) {
		return store.Incoming{}, c.refuse(ctx, a, verb, "transfer", id)
	}
	waiting, err := c.Store.As(a).Incoming(ctx, a.Institution)
	if err != nil {
		return store.Incoming{}, err
	}
	for _, in := range waiting {
		if in.ID == id {
			return in, nil
		}
	}
	return store.Incoming{}, c.refuse(ctx, a, verb, "transfer", id)
}

// Withdraw takes back a transfer that nobody answered yet. Fault:
// casefile.not_now when there is none any more.
func (c Cases) Withdraw(ctx context.Context, a access.Actor, file string) (err error) {
	defer fault.Wrap(&err, "Withdraw(%s)", file)
	err = c.Store.As(a).Write(ctx, a.Institution, c.now(), func(w *store.Work) error {
		o, err := w.Open(ctx, file, "")
		if err != nil {
			return err
		}
		if !access.Allows(a, access.Append(string(casefile.Transfer)), o.Subject) {
			return fault.Missing()
		}
		going := o.State.Leaving
		if going.Entry == "" {
			return fault.New(fault.Conflict, "casefile.not_now")
		}
		if err := w.WithdrawTransfer(ctx, going.To, going.Entry); fault.Is(err, fault.NotFound) {
			return fault.New(fault.Conflict, "casefile.not_now")
		} else if err != nil {
			return err
		}
		return c.answerTransfer(ctx, w, a, o, casefile.TakenBackHere, "")
	})
	return c.refused(ctx, a, err, "withdraw", "file", file)
}

// settle tells the sender's files what became of its transfers. It may run
// again: what was told is not told twice.
func (c Cases) settle(ctx context.Context, sender string) error {
	h := c.Store.AsSystem("transfer")
	answered, err := h.Untold(ctx, sender)
	if err != nil || len(answered) == 0 {
		return err
	}
	at, err := c.Store.Institution(ctx, sender)
	if err != nil {
		return err
	}
	author := access.Actor{Staff: casefile.Outside, Institution: sender, Area: string(at.Area)}
	for _, t := range answered {
		err := h.Write(ctx, sender, c.now(), func(w *store.Work) error {
			o, err := w.Open(ctx, t.File, "")
			if err != nil {
				return err
			}
			if o.State.Leaving.Entry == t.ID {
				if err := c.answerTransfer(ctx, w, author, o, t.Result, t.Note); err != nil {
					return err
				}
			}
			return w.TransferTold(ctx, t.Receiver, t.ID)
		})
		if err != nil {
			return err
		}
	}
	return nil
}

func (c Cases) answerTransfer(ctx context.Context, w *store.Work, a access.Actor, o store.Opened, result, note string) error {
	body := casefile.Body{"transfer_result": {result}, "answers_to": {o.State.Leaving.Entry}}
	body.Set("transfer_note", note)
	return c.appendHere(ctx, w, a, o.State, AppendRequest{File: o.State.File, Kind: casefile.TransferAnswer, Body: body})
}
