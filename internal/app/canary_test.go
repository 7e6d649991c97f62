package app_test

import (
	"bytes"
	"crypto/rand"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"teduh/internal/app"
	"teduh/internal/domain/access"
	"teduh/internal/domain/casefile"
	"teduh/internal/domain/complaint"
	"teduh/internal/kit/fault"
	"teduh/internal/kit/ident"
	"teduh/internal/kit/sqldb"
	"teduh/internal/kit/sqldb/sqltest"
	"teduh/internal/store"
	"teduh/internal/testkit"
)

// canary is what must be found nowhere in the clear: 200 names, numbers and
// sentences.
type canary struct{ name, nik, phone, sentence string }

func canaries() []canary {
	out := make([]canary, 50)
	for i := range out {
		out[i] = canary{
			name: fmt.Sprintf("Kenari Uji%04dx", i), nik: fmt.Sprintf("990000010190%04d", i+5000),
			phone: fmt.Sprintf("08991234%05d", i), sentence: fmt.Sprintf("Kalimat rahasia nomor %04d tentang keluarga.", i),
		}
	}
	return out
}

func (c canary) texts() []string { return []string{c.name, c.nik, c.phone, c.sentence} }

// TestNoNameNumberOrSentenceLiesInTheClear plants canaries through every verb
// that takes text about people, then searches the database file, its log, a
// dump, and every error for them.
func TestNoNameNumberOrSentenceLiesInTheClear(t *testing.T) {
	t.Run("sqlite", func(t *testing.T) {
		url := sqltest.URL(t, sqldb.SQLite)
		v := settle(t, url)
		planted := plant(t, v)
		search(t, planted, filepath.Dir(strings.TrimPrefix(url, "sqlite:")))
	})
	t.Run("postgres", func(t *testing.T) {
		url := sqltest.URL(t, sqldb.Postgres)
		dump, err := exec.LookPath("pg_dump")
		if err != nil {
			t.Skip("skipped: no pg_dump")
		}
		v := settle(t, url)
		planted := plant(t, v)
		out, err := exec.Command(dump, "--dbname="+url).Output()
		if err != nil {
			t.Skipf("skipped: pg_dump cannot read this server: %v", err)
		}
		found(t, planted, "dump", out)
	})
}

func settle(t *testing.T, url string) *testkit.Village {
	t.Helper()
	db, err := sqldb.Open(ctx, url, sqldb.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = db.Close() })
	if err := db.Migrate(ctx, store.Migrations()); err != nil {
		t.Fatal(err)
	}
	return testkit.Settle(t, db)
}

// plant writes each canary through the verbs.
func plant(t *testing.T, v *testkit.Village) []canary {
	t.Helper()
	all := canaries()
	for i, c := range all {
		lk3 := v.Donggala
		contact, err := v.Contacts.Record(ctx, lk3.Worker, app.AppendRequest{Body: casefile.Body{
			"channel": {"phone"}, "caller": {c.name}, "presenting": {"economic"}, "danger_now": {"no"}, "action_taken": {c.sentence}, "safe_contact": {c.phone},
		}})
		if err != nil {
			t.Fatal(err)
		}
		body := testkit.Registration(c.name, "domestic_violence")
		for field, text := range map[string]string{"alias": c.name + " alias", "nik": c.nik, "phone": c.phone, "address": c.sentence, "household": c.sentence, "safe_contact": c.phone, "birth_date": "1990-05-01"} {
			body.Set(field, text)
		}
		made, err := v.Cases.Register(ctx, lk3.Worker, app.RegisterRequest{Contact: contact, Body: body})
		if err != nil {
			t.Fatal(err)
		}
		everyKind(t, v, made.Case, c)
		if i%10 == 0 {
			_, err := v.Cases.Transfer(ctx, lk3.Head, app.AppendRequest{File: made.Case, Body: casefile.Body{
				"to_institution": {v.Bantaeng.ID}, "transfer_reason": {c.sentence}, "share_consent": {"yes"}}})
			if err != nil {
				t.Fatal(err)
			}
		}
		errorsOf(t, v, made.Case, c)
		if i%5 == 0 {
			all = append(all, voices(t, v, c)...)
		}
		if hits, err := v.Cases.Search(ctx, lk3.Worker, app.Sought{Text: c.name}); err != nil || len(hits.People) == 0 {
			t.Fatalf("the canary is not found by its own institution: %d, %v", len(hits.People), err)
		}
	}
	return all
}

// everyKind fills every text field of every kind of entry that may follow.
func everyKind(t *testing.T, v *testkit.Village, file string, c canary) {
	t.Helper()
	lk3 := v.Donggala
	v.Append(t, lk3.Head, file, casefile.Assignment, casefile.Body{"assigned": {lk3.Worker.Staff, lk3.Psychologist.Staff}, "handover": {c.sentence}})
	fixed := map[string]string{"service": "counselling", "risk_level": "medium", "danger_now": "no", "primary": "domestic_violence", "review_date": "2016-12-01",
		"service_consent": "yes", "data_consent": "yes", "given_by": "client", "referral_target": "puskesmas", "share_consent": "yes", "decision": "returned"}
	for _, k := range []casefile.Kind{casefile.Consent, casefile.Screening, casefile.Assessment, casefile.Problem, casefile.Plan, casefile.Session, casefile.Conference, casefile.Referral, casefile.SealedNote} {
		body := casefile.Body{}
		for _, f := range casefile.Current(k).Asked() {
			switch {
			case fixed[f.Name] != "":
				body.Set(f.Name, fixed[f.Name])
			case f.Type == casefile.Text:
				body.Set(f.Name, c.sentence)
			case f.Type == casefile.Line:
				body.Set(f.Name, c.name)
			case f.Name == "measures":
				row := testkit.Measure()
				row.Set("measure", c.name)
				row.Set("until", "2016-12-01")
				body.SetRows(f.Name, row)
			case f.Name == "tasks":
				body.SetRows(f.Name, casefile.Body{"task": {c.name}, "due_on": {"2016-12-01"}})
			}
		}
		who := lk3.Worker
		if k == casefile.SealedNote {
			who = lk3.Psychologist
		}
		v.Append(t, who, file, k, body)
	}
}

// voices plants a canary in what clients say when a case is over, in complaints
// and in talks about work, and returns the codes that were given: they lie
// nowhere either.
func voices(t *testing.T, v *testkit.Village, c canary) (codes []canary) {
	t.Helper()
	lk3 := v.Donggala
	must := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	given, err := v.Surveys.Give(ctx, lk3.Worker, over(t, v, lk3.Worker))
	must(err)
	said := marks(2)
	said.Remark = c.sentence + " " + c.name
	must(v.Surveys.Answer(ctx, given.Code, said))
	codes = append(codes, codeCanary(given.Code))
	for about, reader := range map[complaint.About]access.Actor{"worker": lk3.Head, "head": v.Cast.District} {
		receipt, _, err := v.Complaints.Send(ctx, lk3.ID, complaint.Complaint{About: about, Text: c.sentence + " " + c.name, Contact: c.phone})
		must(err)
		all, err := v.Complaints.List(ctx, reader)
		must(err)
		id := all[slices.IndexFunc(all, func(w app.ComplaintView) bool { return strings.Contains(w.Text, c.sentence) })].ID
		must(v.Complaints.Answer(ctx, reader, id, c.sentence))
		codes = append(codes, codeCanary(receipt))
	}
	talk := store.Talk{ID: ident.New(v.Now(), rand.Reader), With: []string{lk3.Worker.Staff}, Themes: c.sentence, Agreements: c.name + ", " + c.phone}
	must(v.Supervisions.Record(ctx, lk3.Head, talk))
	must(v.Supervisions.Add(ctx, lk3.Head, app.Addition{Talk: talk.ID, Text: c.sentence}))
	_, _, misdirected := v.Complaints.Send(ctx, lk3.ID, complaint.Complaint{About: complaint.About(c.name), Text: c.sentence})
	for _, err := range []error{
		misdirected, v.Surveys.Answer(ctx, c.name, said), v.Surveys.Open(ctx, c.sentence),
		v.Complaints.Answer(ctx, v.Cast.Stranger, talk.ID, c.sentence),
		v.Supervisions.Record(ctx, lk3.Head, store.Talk{With: []string{c.name}, Themes: c.sentence}),
		v.Supervisions.Add(ctx, v.Cast.Stranger, app.Addition{Talk: talk.ID, Text: c.sentence}),
	} {
		quiet(t, err, c)
	}
	return codes
}

func codeCanary(code string) canary {
	bare := strings.ReplaceAll(code, "-", "")
	return canary{name: code, nik: bare, phone: code, sentence: bare}
}

// errorsOf provokes errors and looks at what they say.
func errorsOf(t *testing.T, v *testkit.Village, file string, c canary) {
	t.Helper()
	_, strange := v.Cases.Open(ctx, v.Cast.Stranger, file)
	_, wrong := v.Cases.Append(ctx, v.Donggala.Worker, app.AppendRequest{File: file, Kind: casefile.Session, Body: casefile.Body{"service": {c.name}, "what_happened": {c.sentence}, c.name: {c.phone}}})
	_, early := v.Cases.Append(ctx, v.Donggala.Worker, app.AppendRequest{File: file, Kind: casefile.Session, Day: 20100101, Body: testkit.Session()})
	for _, err := range []error{strange, wrong, early} {
		quiet(t, err, c)
	}
}

// quiet fails when an error quotes a canary.
func quiet(t *testing.T, err error, c canary) {
	t.Helper()
	if err == nil {
		t.Fatal("no error was provoked")
	}
	for _, text := range c.texts() {
		if fault.First(err) == nil || strings.Contains(err.Error(), text) {
			t.Errorf("an error says %q", err)
		}
	}
}

// search reads every file below a folder.
func search(t *testing.T, planted []canary, dir string) {
	t.Helper()
	read := 0
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		content, err := os.ReadFile(path)
		read += len(content)
		found(t, planted, filepath.Base(path), content)
		return err
	})
	if err != nil || read < 100_000 {
		t.Fatalf("searched %d bytes: %v", read, err)
	}
}

func found(t *testing.T, planted []canary, where string, content []byte) {
	t.Helper()
	lower := bytes.ToLower(content)
	for _, c := range planted {
		for _, text := range c.texts() {
			if bytes.Contains(lower, bytes.ToLower([]byte(text))) {
				t.Errorf("%q lies in the clear in %s", text, where)
				return
			}
		}
	}
}
