// The door's tests are tables of scenarios: who asks for what, what the answer
// must and must not hold, and what is written. The real handler answers, over a
// village on a real database, to people who sign in through its own page.
package web_test

import (
	"bytes"
	"context"
	"log/slog"
	"net/http"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"

	"teduh/internal/app"
	"teduh/internal/domain/access"
	"teduh/internal/kit/httpd"
	"teduh/internal/kit/sqldb"
	"teduh/internal/testkit"
	"teduh/internal/web"
)

var ctx = context.Background()

// door is the handler over a village, with what it logs.
type door struct {
	*testkit.Village
	t       *testing.T
	handler http.Handler
	log     *logged
	people  map[string]*visitor
	ids     map[string]string // what scenarios name in braces
	secrets []string          // what may stand in no title, URL or log
}

// logged is a log that may be read while it is written.
type logged struct {
	mu sync.Mutex
	b  bytes.Buffer
}

func (l *logged) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.Write(p)
}

func (l *logged) String() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.String()
}

func openDoor(t *testing.T) *door {
	t.Helper()
	return doorOf(t, testkit.New(t))
}

func doorOf(t *testing.T, v *testkit.Village) *door {
	t.Helper()
	d := &door{Village: v, t: t, log: &logged{}, people: map[string]*visitor{}, ids: map[string]string{"nothing": nothing}}
	var err error
	d.handler, err = web.New(web.Config{App: v.App, Log: slog.New(slog.NewTextHandler(d.log, &slog.HandlerOptions{Level: slog.LevelDebug}))})
	if err != nil {
		t.Fatal(err)
	}
	for name, id := range map[string]string{"donggala": v.Donggala.ID, "bantaeng": v.Bantaeng.ID, "sigi": v.Sigi.ID} {
		d.ids[name] = id
	}
	return d
}

const nothing = "0195a6c0-0000-7000-8000-00000000dead" // an id of nothing

// cast is who visits: a post, and where. "nobody" is not signed in.
var cast = []struct {
	name  string
	role  access.Role
	where func(*testkit.Village) string
}{
	{"front", access.FrontOfficer, func(v *testkit.Village) string { return v.Donggala.ID }},
	{"worker", access.Caseworker, func(v *testkit.Village) string { return v.Donggala.ID }},
	{"colleague", access.Caseworker, func(v *testkit.Village) string { return v.Donggala.ID }},
	{"psychologist", access.Psychologist, func(v *testkit.Village) string { return v.Donggala.ID }},
	{"head", access.Head, func(v *testkit.Village) string { return v.Donggala.ID }},
	{"stranger", access.Caseworker, func(v *testkit.Village) string { return v.Bantaeng.ID }},
	{"outsider", access.Head, func(v *testkit.Village) string { return v.Bantaeng.ID }},
	{"district", access.DistrictOfficer, func(v *testkit.Village) string { return v.Cast.District.Institution }},
	{"province", access.ProvinceOfficer, func(v *testkit.Village) string { return v.Cast.Province.Institution }},
	{"ministry", access.MinistryOfficer, func(v *testkit.Village) string { return v.Cast.Ministry.Institution }},
	{"trainer", access.Trainer, func(v *testkit.Village) string { return v.Cast.Ministry.Institution }},
	{"operator", access.Operator, func(v *testkit.Village) string { return v.Cast.Ministry.Institution }},
	{"auditor", access.Auditor, func(v *testkit.Village) string { return v.Cast.Ministry.Institution }},
}

const (
	lk3Staff = "front worker colleague psychologist head stranger outsider"
	everyone = lk3Staff + " district province ministry trainer operator auditor"
)

const password = "kapas teluk rindang jagung"

// visitor returns one of the cast, signed in through the page at the first
// visit, or nobody.
func (d *door) visitor(name string) *visitor {
	d.t.Helper()
	if name == "nobody" {
		return d.passerBy()
	}
	if v := d.people[name]; v != nil {
		return v
	}
	for _, c := range cast {
		if c.name == name {
			d.people[name] = d.join(name, c.where(d.Village), c.role)
			return d.people[name]
		}
	}
	d.t.Fatalf("%s is not in the cast", name)
	return nil
}

func (d *door) passerBy() *visitor {
	return &visitor{door: d, name: "nobody", address: "192.0.2.250", headers: map[string]string{}, cookies: map[string]*http.Cookie{}}
}

// join makes an account with a post and signs in with it.
func (d *door) join(name, institution string, roles ...access.Role) *visitor {
	d.t.Helper()
	id, err := d.Staff.Create(ctx, d.Cast.Operator, app.NewStaff{
		Account: "akun." + name, Name: "Contoh Petugas " + name, Profession: "social_worker", Password: password, Institution: institution, Roles: roles, From: 20160101,
	})
	if err != nil {
		d.t.Fatal(err)
	}
	v := d.passerBy()
	v.name, v.staff, v.address = name, id, "198.51.100."+string(rune('0'+len(d.people)%10))
	v.signIn("akun."+name, password)
	return v
}

// fill puts the ids of this door where a scenario names them in braces.
func (d *door) fill(text string) string {
	for name, id := range d.ids {
		text = strings.ReplaceAll(text, "{"+name+"}", id)
	}
	return text
}

// seen holds for every answer of every test: it keeps to itself, and no title,
// address or link tells of a client.
func (d *door) seen(v *visitor, a *answer) {
	d.t.Helper()
	h := a.Header()
	for name, want := range map[string]string{
		"Strict-Transport-Security": "max-age=", "Referrer-Policy": "no-referrer", "X-Content-Type-Options": "nosniff", "Content-Security-Policy": "default-src 'none'",
	} {
		if !strings.HasPrefix(h.Get(name), want) {
			d.t.Errorf("%s: %s is %q", a.asked, name, h.Get(name))
		}
	}
	if strings.Contains(h.Get("Content-Security-Policy"), "unsafe") {
		d.t.Errorf("%s: %s", a.asked, h.Get("Content-Security-Policy"))
	}
	if a.pattern != "GET /assets/" && h.Get("Cache-Control") != "no-store" {
		d.t.Errorf("%s is kept: %q", a.asked, h.Get("Cache-Control"))
	}
	for _, c := range a.Result().Cookies() {
		if !c.HttpOnly || !c.Secure || c.Path != "/" || c.Domain != "" || c.Name == httpd.Cookie && c.SameSite != http.SameSiteStrictMode {
			d.t.Errorf("%s sets %+v", a.asked, c)
		}
	}
	if lower := strings.ToLower(a.Body.String()); a.doc != nil && strings.Contains(lower, "<script>") || strings.Contains(lower, " style=") || strings.Contains(lower, " onclick=") {
		d.t.Errorf("%s holds what the policy forbids", a.asked)
	}
	for _, text := range a.addresses() {
		for _, s := range d.secrets {
			if strings.Contains(strings.ToLower(text), strings.ToLower(s)) {
				d.t.Errorf("%s: %q stands in %q", a.asked, s, text)
			}
		}
	}
}

// addresses are the title and every address that the answer shows or sends to.
func (a *answer) addresses() []string {
	at := a.Header().Get("Location")
	if plain, err := url.QueryUnescape(at); err == nil {
		at = plain
	}
	out := []string{at, a.Header().Get("Content-Disposition")}
	if a.doc == nil {
		return out
	}
	out = append(out, a.doc.Find("head title").Text())
	for _, n := range a.doc.Find("[href], [action], [src]").Nodes {
		for _, attr := range n.Attr {
			if attr.Key == "href" || attr.Key == "action" || attr.Key == "src" {
				plain, err := url.QueryUnescape(attr.Val)
				if err != nil {
					plain = attr.Val
				}
				out = append(out, plain)
			}
		}
	}
	return out
}

// written is what a request left in the database.
type written struct {
	rows  map[string]int64 // by table, but for the audit and what a session notes
	audit []line
}

// line is an audit line.
type line struct{ staff, verb, kind, subject, detail string }

var tables = []string{
	"entry", "fact", "file", "file_key", "assignment", "feed", "reminder", "party", "act", "served", "token", "match_token", "case_token", "likeness", "same_person", "kin", "transfer", "case_number", "month_closed", "draft",
	"report", "letterhead", "referral", "letter_code", "agency", "sender_code", "receipt",
	"institution", "institution_version", "budget", "second_level", "training", "training_institution", "staff", "post", "credential", "snapshot", "installation",
	"setting", "review_sample", "supervision", "supervision_addition", "survey_given", "survey_code", "survey_answer", "complaint",
}

// during runs a request and returns what it wrote.
func (d *door) during(do func()) written {
	d.t.Helper()
	before, seq := d.counts(), d.heads()
	do()
	w := written{rows: map[string]int64{}}
	for table, n := range d.counts() {
		if n != before[table] {
			w.rows[table] = n - before[table]
		}
	}
	for institution := range d.heads() {
		lines, err := sqldb.Collect(ctx, d.DB, func(r sqldb.Row) (line, error) {
			var l line
			return l, r.Scan(&l.staff, &l.verb, &l.kind, &l.subject, &l.detail)
		}, `SELECT staff, verb, kind, subject, detail FROM audit WHERE institution = $1 AND seq > $2 ORDER BY seq`, institution, seq[institution])
		if err != nil {
			d.t.Fatal(err)
		}
		w.audit = append(w.audit, lines...)
	}
	return w
}

func (d *door) counts() map[string]int64 {
	d.t.Helper()
	text := `SELECT 0`
	for _, table := range tables {
		text += `, (SELECT count(*) FROM ` + table + `)`
	}
	counts, err := sqldb.Get(ctx, d.DB, func(r sqldb.Row) ([]int64, error) {
		n := make([]int64, len(tables)+1)
		into := make([]any, len(n))
		for i := range n {
			into[i] = &n[i]
		}
		return n, r.Scan(into...)
	}, text)
	if err != nil {
		d.t.Fatal(err)
	}
	out := map[string]int64{}
	for i, table := range tables {
		out[table] = counts[i+1]
	}
	return out
}

func (d *door) heads() map[string]int64 {
	d.t.Helper()
	out := map[string]int64{}
	err := sqldb.Each(ctx, d.DB, func(r sqldb.Row) error {
		var institution string
		var seq int64
		err := r.Scan(&institution, &seq)
		out[institution] = seq
		return err
	}, `SELECT institution, audit FROM head`)
	if err != nil {
		d.t.Fatal(err)
	}
	return out
}

// noted counts the lines of somebody that begin with "verb kind".
func (w written) noted(staff, want string) int {
	n := 0
	for _, l := range w.audit {
		if l.staff == staff && strings.HasPrefix(l.verb+" "+l.kind, want) {
			n++
		}
	}
	return n
}

// agrees says that the recount of everything finds nothing.
func (d *door) agrees() {
	d.t.Helper()
	got, err := d.Check.Verify(ctx, func(int, int) {})
	if err != nil || got.Difference != nil {
		d.t.Errorf("verify: %v %v", got.Difference, err)
	}
}

var ids = regexp.MustCompile(`[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}`)

// worded is a page without the address it was asked at.
func (a *answer) worded(address string) string {
	path, _, _ := strings.Cut(address, "?")
	return ids.ReplaceAllString(strings.ReplaceAll(a.Body.String(), path, "/"), "")
}

func names(list string) []string { return strings.Fields(list) }

func others(list string) []string {
	return slices.DeleteFunc(names(everyone), func(n string) bool { return slices.Contains(names(list), n) })
}

// kinds lists the kinds of entry that were written.
func (d *door) kinds() ([]string, error) {
	return sqldb.Collect(ctx, d.DB, sqldb.Scalar[string], `SELECT DISTINCT kind FROM entry`)
}
