package app

import (
	"context"
	"crypto/rand"
	"slices"

	"teduh/internal/domain/access"
	"teduh/internal/domain/casefile"
	"teduh/internal/domain/survey"
	"teduh/internal/kit/calendar"
	"teduh/internal/kit/fault"
	"teduh/internal/kit/ident"
	"teduh/internal/store"
)

// Surveys is what clients say when a case is over.
type Surveys struct{ *core }

const (
	surveyDays   = 60 // a code counts
	codesOfCase  = 3  // given for one end of a case, by the head
	longestTyped = 100
)

// SurveyCode is a code as it is given to a client, once.
type SurveyCode struct {
	Code  string
	Until calendar.Day
}

// Give makes a code for the client of a case that is over. Nothing says later
// which code it was. Faults: survey.not_over, survey.given when the worker gave
// one before; the head may give another.
func (s Surveys) Give(ctx context.Context, a access.Actor, file string) (_ SurveyCode, err error) {
	defer fault.Wrap(&err, "Give(%s)", file)
	code, err := ident.NewCode(rand.Reader)
	if err != nil {
		return SurveyCode{}, err
	}
	out := SurveyCode{Code: code, Until: s.today(a).Add(surveyDays)}
	if !ident.Valid(file) {
		return SurveyCode{}, s.refuse(ctx, a, string(access.Survey), "file", file)
	}
	err = s.Store.As(a).Write(ctx, a.Institution, s.now(), func(w *store.Work) error {
		o, err := w.Open(ctx, file, "")
		if err != nil {
			return err
		}
		if !access.Allows(a, access.Survey, o.Subject) {
			return fault.Missing()
		}
		closing, over := o.State.OverBy()
		if !over {
			return fault.New(fault.Conflict, "survey.not_over")
		}
		before, err := w.GiveSurvey(ctx, file, closing)
		if err != nil {
			return err
		}
		if before >= codesOfCase || before > 0 && !a.Is(access.Head) {
			return fault.New(fault.Conflict, "survey.given")
		}
		if err := w.PutSurveyCode(ctx, ident.ReadCode(code), s.today(a).Year(), out.Until); err != nil {
			return err
		}
		return w.Audit(ctx, "survey_code", "file", file, "")
	})
	return out, s.refused(ctx, a, err, string(access.Survey), "file", file)
}

// Open reports whether a code opens the survey. Whatever is wrong with it has
// one answer, as with the code of a letter.
func (s Surveys) Open(ctx context.Context, code string) (err error) {
	defer fault.Wrap(&err, "Open")
	_, err = s.giver(ctx, code)
	return err
}

// giver is the institution that gave a code.
func (s Surveys) giver(ctx context.Context, code string) (string, error) {
	h := s.Store.AsSystem("survey")
	if len(code) > longestTyped {
		return "", s.unknown(ctx, h)
	}
	at, found, err := h.FindSurveyCode(ctx, ident.ReadCode(code), calendar.DayOf(s.now(), calendar.WIB))
	if err == nil && !found {
		err = s.unknown(ctx, h)
	}
	return at, err
}

// Answer keeps what the holder of a code says; the code is used up. Faults: that
// of Open, and those of survey.Answer.
func (s Surveys) Answer(ctx context.Context, code string, a survey.Answer) (err error) {
	defer fault.Wrap(&err, "Answer")
	at, err := s.giver(ctx, code)
	if err != nil {
		return err
	}
	a.Version = survey.Now().Version
	if err := a.Check(); err != nil {
		return err
	}
	h, taken := s.Store.AsSystem("survey"), false
	err = h.Write(ctx, at, s.now(), func(w *store.Work) error {
		if taken, err = w.TakeSurvey(ctx, ident.ReadCode(code), calendar.DayOf(s.now(), calendar.WIB), a); err != nil || !taken {
			return err
		}
		return w.Audit(ctx, "survey", "institution", at, "")
	})
	if err == nil && !taken { // somebody was faster
		err = s.unknown(ctx, h)
	}
	return err
}

// SurveyResult is what was said of one LK3 in a year.
type SurveyResult struct {
	Institution, Name string
	Given             int
	survey.Totals
	Remarks []string // for the head alone, by the alphabet: when they were written must not show
}

// Results returns the totals of a year: of the own LK3 for the head, of those in
// the area for an office. Only whole blocks of answers are in them.
func (s Surveys) Results(ctx context.Context, a access.Actor, year int) (_ []SurveyResult, err error) {
	defer fault.Wrap(&err, "Results(%d)", year)
	if !access.Holds(a, access.HearVoices) {
		return nil, s.refuse(ctx, a, string(access.HearVoices), "place", "")
	}
	all, err := s.Store.AllInstitutions(ctx)
	if err != nil {
		return nil, err
	}
	var out []SurveyResult
	for _, i := range all {
		if !i.IsLK3() || !access.May(a, access.HearVoices, access.Place{Institution: i.ID, Area: string(i.Area)}) {
			continue
		}
		said, err := s.Store.As(a).Survey(ctx, i.ID, year)
		if err != nil {
			return nil, err
		}
		if said.Given == 0 && i.ID != a.Institution {
			continue
		}
		r := SurveyResult{Institution: i.ID, Name: i.Name, Given: said.Given, Totals: survey.Sum(said.Answers)}
		if i.ID == a.Institution && a.Is(access.Head) {
			r.Remarks = remarks(said.Answers)
		}
		out = append(out, r)
	}
	return out, s.look(ctx, a, "list", "survey", "", rows(len(out)))
}

func remarks(answers []survey.Answer) []string {
	var out []string
	for _, a := range answers {
		if a.Remark != "" {
			out = append(out, a.Remark)
		}
	}
	slices.Sort(out)
	return out
}

// maySurvey reports whether the actor may give the client of a case a code.
func maySurvey(a access.Actor, s *casefile.State, subject access.Subject) bool {
	_, over := s.OverBy()
	return over && access.Allows(a, access.Survey, subject)
}

// unknown notes a code that opens nothing; whatever is wrong with it, the fault
// is survey.unknown_code.
func (k *core) unknown(ctx context.Context, h *store.Handle) error {
	err := k.wrongCode(ctx, h)
	if f := fault.First(err); f != nil && f.Field == "code" {
		return fault.Bad("code", "survey.unknown_code")
	}
	return err
}
