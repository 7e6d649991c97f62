package web_test

import (
	"net/url"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// scenario is one address and what each of the cast gets there. Who is not
// named in may gets the page of what does not exist, whose refusal is in the
// audit; who is not signed in is sent to sign in; neither writes anything.
type scenario struct {
	route  string
	at     string     // address; ids of the door in braces; "" is the route itself
	form   url.Values // of a POST
	may    string     // who may; "nobody" is not signed in
	some   bool       // the others are in another scenario
	status int        // for who may: 0 is 200 for a GET, 303 for a POST
	to     string     // where a 303 leads
	has    []string   // see answer.has
	lacks  []string
	audit  string   // "verb kind" of the line that who may leaves, "" for none
	writes []string // tables that get rows
}

func (s scenario) method() string {
	if strings.HasPrefix(s.route, "POST") {
		return "POST"
	}
	return "GET"
}

func (s scenario) address() string {
	if s.at != "" {
		return s.at
	}
	return strings.TrimSuffix(s.route[strings.Index(s.route, "/"):], "{$}")
}

func (s scenario) want() int {
	switch {
	case s.status != 0:
		return s.status
	case s.method() == "POST":
		return 303
	default:
		return 200
	}
}

func (s scenario) ask(d *door, who *visitor) (*answer, written) {
	d.t.Helper()
	var a *answer
	w := d.during(func() { a = who.ask(s.method(), d.fill(s.address()), s.filled(d)) })
	if a.pattern != s.route {
		d.t.Errorf("%s was answered by %q, not %q", a.asked, a.pattern, s.route)
	}
	if s.method() == "GET" && len(w.rows) > 0 {
		d.t.Errorf("%s writes %v", a.asked, w.rows)
	}
	return a, w
}

func (s scenario) filled(d *door) url.Values {
	if s.method() == "GET" {
		return nil
	}
	out := url.Values{}
	for name, values := range s.form {
		for _, v := range values {
			out.Add(d.fill(name), d.fill(v))
		}
	}
	return out
}

func (s scenario) run(d *door) {
	d.t.Helper()
	if !slices.Contains(names(s.may), "nobody") {
		s.sentToSignIn(d)
	}
	if !s.some {
		for _, name := range others(s.may) {
			s.refused(d, d.visitor(name))
		}
	}
	for _, name := range names(s.may) {
		s.served(d, d.visitor(name))
	}
}

func (s scenario) sentToSignIn(d *door) {
	d.t.Helper()
	a, w := s.ask(d, d.passerBy())
	if a.Code != 303 || !strings.HasPrefix(a.Header().Get("Location"), "/sign-in") || len(w.rows) > 0 || len(w.audit) > 0 {
		d.t.Errorf("%s: %d to %q, wrote %v %v", a.asked, a.Code, a.Header().Get("Location"), w.rows, w.audit)
	}
}

func (s scenario) refused(d *door, who *visitor) {
	d.t.Helper()
	a, w := s.ask(d, who)
	if a.Code != 404 {
		d.t.Errorf("%s is answered %d, want 404: %s", a.asked, a.Code, a.said())
		return
	}
	if a.worded(d.fill(s.address())) != d.notFound() {
		d.t.Errorf("%s does not look like what is not there", a.asked)
	}
	if w.noted(who.staff, "refused") == 0 {
		d.t.Errorf("%s: the refusal is not in the audit: %v", a.asked, w.audit)
	}
	if len(w.rows) > 0 {
		d.t.Errorf("%s is refused and writes %v", a.asked, w.rows)
	}
}

func (s scenario) served(d *door, who *visitor) {
	d.t.Helper()
	a, w := s.ask(d, who)
	if a.Code != s.want() {
		d.t.Errorf("%s is answered %d, want %d: %s", a.asked, a.Code, s.want(), a.said())
		return
	}
	a.leads(d.fill(s.to)).has(s.fillAll(d, s.has)...).lacks(s.fillAll(d, s.lacks)...)
	if s.audit == "" && len(w.audit) > 0 || s.audit != "" && w.noted(who.staff, s.audit) == 0 {
		d.t.Errorf("%s: want the line %q, the audit says %v", a.asked, s.audit, w.audit)
	}
	for table := range w.rows {
		if !slices.Contains(s.writes, table) {
			d.t.Errorf("%s writes %s", a.asked, table)
		}
	}
	for _, table := range s.writes {
		if w.rows[table] == 0 {
			d.t.Errorf("%s writes no %s", a.asked, table)
		}
	}
}

func (s scenario) fillAll(d *door, texts []string) []string {
	out := make([]string, len(texts))
	for i, text := range texts {
		out[i] = d.fill(text)
	}
	return out
}

// notFound is the page of what does not exist, without its address.
func (d *door) notFound() string {
	if d.ids["not found"] == "" {
		d.ids["not found"] = d.passerBy().get("/tidak-ada").is(404).worded("/tidak-ada")
	}
	return d.ids["not found"]
}

// scenarios are those of all nouns, in an order in which each finds what it
// needs.
func scenarios() []scenario {
	return slices.Concat(signInScenarios, registryScenarios, trainingScenarios, referralScenarios, caseScenarios, recapScenarios, reportScenarios, registerBookScenarios, instrumentScenarios, importScenarios, directoryScenarios,
		headScenarios,
		voiceScenarios,
		documentScenarios,
		lastScenarios)
}

func TestWhoGetsWhat(t *testing.T) {
	d := openDoor(t)
	d.furnish()
	for _, s := range scenarios() {
		s.run(d)
	}
	d.agrees()
	if log := d.log.String(); !strings.Contains(log, "route=") {
		t.Error("nothing was logged")
	} else {
		for _, s := range append(d.secrets, d.ids["case"], d.ids["contact"]) {
			if strings.Contains(log, s) {
				t.Errorf("the log holds %q", s)
			}
		}
	}
}

var routeLine = regexp.MustCompile(`(?:handle|HandleFunc)\("([^"]+)"`)

func TestEveryRouteHasAScenario(t *testing.T) {
	text, err := os.ReadFile("routes.go")
	if err != nil {
		t.Fatal(err)
	}
	routes := routeLine.FindAllStringSubmatch(string(text), -1)
	if len(routes) < 40 {
		t.Fatalf("only %d routes were found", len(routes))
	}
	for _, r := range routes {
		if !slices.ContainsFunc(scenarios(), func(s scenario) bool { return s.route == r[1] }) {
			t.Errorf("%s has no scenario", r[1])
		}
	}
}
