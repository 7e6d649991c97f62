package main

import (
	"encoding/csv"
	"html"
	"net/http"
	"net/url"
	"regexp"
	"strconv"
	"strings"
	"testing"
)

var aCase = regexp.MustCompile(`href="(/files/[0-9a-f-]{36})"`)

// TestTheTourOfTheDemoHolds does what the demo proposes at its end: open the
// cases behind the 17.6 %, give five of them a primary problem, see the line
// move, and have verify agree.
func TestTheTourOfTheDemoHolds(t *testing.T) {
	y := demoYear(t).copied(t)
	before := y.counted(t)
	head := y.readers(t)["head"]
	board := head.get(t, "/?show=uncoded")
	found := aCase.FindAllStringSubmatch(board[strings.Index(board, `<ul class="counts">`):], -1)
	if len(found) < 5 {
		t.Fatalf("%d cases are not coded", len(found))
	}
	for _, m := range found[:5] {
		head.codes(t, m[1], "economic")
	}
	after := y.counted(t)
	if after["not_coded"] != before["not_coded"]-5 || after["economic"] != before["economic"]+5 {
		t.Errorf("not coded %d, then %d; economic %d, then %d", before["not_coded"], after["not_coded"], before["economic"], after["economic"])
	}
	if got := teduh(y.at("verify")...); got.status != 0 {
		t.Errorf("verify: %+v", got)
	}
}

// counted is the recap of the nation in 2016, by problem.
func (y *year) counted(t *testing.T) map[string]int {
	t.Helper()
	rows, err := csv.NewReader(strings.NewReader(teduh(y.at("recap", "--period", "2016", "--format", "csv")...).out)).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	found := map[string]int{}
	for _, r := range rows[1:] {
		if found[r[0]], err = strconv.Atoi(r[1]); err != nil {
			t.Fatal(err)
		}
	}
	return found
}

var hidden = regexp.MustCompile(`<input type="hidden" name="([^"]+)" value="([^"]*)"`)

// codes gives a case its primary problem, by the form.
func (r *reader) codes(t *testing.T, file, problem string) {
	t.Helper()
	at := file + "/new/problem"
	answers := url.Values{"primary": {problem}}
	for _, m := range hidden.FindAllStringSubmatch(r.get(t, at), -1) {
		answers.Set(m[1], html.UnescapeString(m[2]))
	}
	answer, err := r.PostForm(r.site+at, answers)
	if err != nil {
		t.Fatal(err)
	}
	defer answer.Body.Close()
	if answer.StatusCode != http.StatusOK || answer.Request.URL.Path != file {
		t.Errorf("%d at %s", answer.StatusCode, answer.Request.URL.Path)
	}
}
