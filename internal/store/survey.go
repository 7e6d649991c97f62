package store

import (
	"context"
	"crypto/rand"
	"encoding/hex"
	"encoding/json"

	"teduh/internal/domain/survey"
	"teduh/internal/kit/calendar"
	"teduh/internal/kit/crypt"
	"teduh/internal/kit/fault"
	"teduh/internal/kit/sqldb"
)

// surveyHash is the keyed hash of a code: a copy of the database does not tell
// codes by trying them.
func (s *Store) surveyHash(code string) []byte { return s.root.Derive("survey").Token("code", code) }

// GiveSurvey notes that a code was given for the end of a case and returns how
// often before.
func (w *Work) GiveSurvey(ctx context.Context, file, closing string) (before int, err error) {
	defer fault.Wrap(&err, "GiveSurvey(%s)", file)
	before, _, err = sqldb.Find(ctx, w.tx, sqldb.Scalar[int], `SELECT times FROM survey_given WHERE institution = $1 AND file = $2 AND closing = $3`, w.head.institution, file, closing)
	if err != nil {
		return 0, err
	}
	return before, w.tx.Queue(ctx, `INSERT INTO survey_given (institution, file, closing, times) VALUES ($1, $2, $3, 1)
		ON CONFLICT (institution, file, closing) DO UPDATE SET times = survey_given.times + 1`, w.head.institution, file, closing)
}

// PutSurveyCode keeps a code's hash, and nothing of whom it was given to.
func (w *Work) PutSurveyCode(ctx context.Context, code string, year int, until calendar.Day) error {
	return w.tx.Queue(ctx, `INSERT INTO survey_code (institution, hash, year, until, used) VALUES ($1, $2, $3, $4, 0)`,
		w.head.institution, w.h.surveyHash(code), year, until)
}

// FindSurveyCode returns the institution that gave a code which counts on a day.
func (h *Handle) FindSurveyCode(ctx context.Context, code string, today calendar.Day) (_ string, found bool, err error) {
	defer fault.Wrap(&err, "FindSurveyCode")
	return sqldb.Find(ctx, h.db, sqldb.Scalar[string], `SELECT institution FROM survey_code WHERE hash = $1 AND used = 0 AND until >= $2`, h.surveyHash(code), today)
}

// TakeSurvey uses a code up and keeps the answer. It reports false when the code
// no longer counts.
func (w *Work) TakeSurvey(ctx context.Context, code string, today calendar.Day, a survey.Answer) (taken bool, err error) {
	defer fault.Wrap(&err, "TakeSurvey")
	if err := w.lock(ctx); err != nil {
		return false, err
	}
	here, hash := w.head.institution, w.h.surveyHash(code)
	year, found, err := sqldb.Find(ctx, w.tx, sqldb.Scalar[int], `SELECT year FROM survey_code WHERE institution = $1 AND hash = $2 AND used = 0 AND until >= $3`, here, hash, today)
	if err != nil || !found {
		return false, err
	}
	before, err := sqldb.Get(ctx, w.tx, sqldb.Scalar[int], `SELECT count(*) FROM survey_answer WHERE institution = $1 AND year = $2`, here, year)
	if err != nil {
		return false, err
	}
	id := make([]byte, 16)
	if _, err := rand.Read(id); err != nil {
		return false, err
	}
	body, err := w.sealAnswer(ctx, id, a)
	if err != nil {
		return false, err
	}
	if err := w.tx.Queue(ctx, `UPDATE survey_code SET used = 1 WHERE institution = $1 AND hash = $2`, here, hash); err != nil {
		return false, err
	}
	return true, w.tx.Queue(ctx, `INSERT INTO survey_answer (institution, id, year, block, body) VALUES ($1, $2, $3, $4, $5)`, here, id, year, survey.Blocks(before), body)
}

func (w *Work) sealAnswer(ctx context.Context, id []byte, a survey.Answer) ([]byte, error) {
	key, err := w.h.keys.institution(ctx, w.tx, w.head.institution)
	if err != nil {
		return nil, err
	}
	plain, err := json.Marshal(a)
	return key.Seal(plain, w.head.institution, "survey_answer", hex.EncodeToString(id), "body"), err
}

// SurveyYear is what was said at an institution in a year.
type SurveyYear struct {
	Given   int // codes
	Answers []survey.Answer
}

// Survey returns the answers of a year in whole blocks, in an order of chance.
func (h *Handle) Survey(ctx context.Context, institution string, year int) (_ SurveyYear, err error) {
	defer fault.Wrap(&err, "Survey(%s, %d)", institution, year)
	var out SurveyYear
	if out.Given, err = sqldb.Get(ctx, h.db, sqldb.Scalar[int], `SELECT count(*) FROM survey_code WHERE institution = $1 AND year = $2`, institution, year); err != nil {
		return out, err
	}
	key, err := h.keys.institution(ctx, h.db, institution)
	if err != nil {
		return out, err
	}
	total, err := sqldb.Get(ctx, h.db, sqldb.Scalar[int], `SELECT count(*) FROM survey_answer WHERE institution = $1 AND year = $2`, institution, year)
	if err != nil {
		return out, err
	}
	out.Answers, err = sqldb.Collect(ctx, h.db, func(r sqldb.Row) (survey.Answer, error) { return openAnswer(r, key, institution) },
		`SELECT id, body FROM survey_answer WHERE institution = $1 AND year = $2 AND block < $3 ORDER BY id`, institution, year, survey.Blocks(total))
	return out, err
}

func openAnswer(r sqldb.Row, key crypt.Key, institution string) (a survey.Answer, err error) {
	var id, body []byte
	if err := r.Scan(&id, &body); err != nil {
		return a, err
	}
	plain, err := key.Open(body, institution, "survey_answer", hex.EncodeToString(id), "body")
	if err != nil {
		return a, err
	}
	return a, json.Unmarshal(plain, &a)
}
