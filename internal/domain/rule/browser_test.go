package rule_test

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"

	"teduh/internal/domain/rule"
)

// dice write random rules of the language over a few fields.
type dice struct{ *rand.Rand }

var (
	played = rule.Fields{"a": rule.Number, "b": rule.Number, "s": rule.Text, "t": rule.Text, "l": rule.List}
	texts  = []string{"", "a", "b", "yes", "2016-03-07", "Ünï", "ﬃ", "😀", "10", "é\"<&"}
)

func (d dice) of(choices ...string) string { return choices[d.IntN(len(choices))] }
func (d dice) text() string                { return texts[d.IntN(len(texts))] }
func (d dice) numeral() string {
	return d.of("0", "1", "2", "17", "0.5", "3.25", "999999999999999", "100000.000001", strconv.Itoa(d.IntN(30)))
}

func (d dice) rule(want rule.Type, depth int) string {
	leaf := depth == 0 || d.IntN(5) == 0
	switch want {
	case rule.Number:
		return d.number(leaf, depth-1)
	case rule.Text:
		if leaf || d.IntN(2) == 0 {
			return d.of("s", "t", strconv.Quote(d.text()))
		}
		return fmt.Sprintf("pick(%s, %s, %s)", d.rule(rule.Truth, depth-1), d.rule(rule.Text, depth-1), d.rule(rule.Text, depth-1))
	default:
		return d.truth(leaf, depth-1)
	}
}

func (d dice) number(leaf bool, depth int) string {
	if leaf {
		return d.of("a", "b", d.numeral())
	}
	x, y := d.rule(rule.Number, depth), d.rule(rule.Number, depth)
	switch d.IntN(6) {
	case 0:
		return fmt.Sprintf("sum(%s, %s)", x, y)
	case 1:
		return "count(l)"
	case 2:
		return fmt.Sprintf("length(%s)", d.rule(rule.Text, depth))
	case 3:
		return fmt.Sprintf("pick(%s, %s, %s)", d.rule(rule.Truth, depth), x, y)
	case 4:
		return "-(" + x + ")"
	default:
		return fmt.Sprintf("(%s %s %s)", x, d.of("+", "-", "*", "/"), y)
	}
}

func (d dice) truth(leaf bool, depth int) string {
	if leaf {
		return d.of("true", "false", "answered(a)", "answered(l)", "has(l, "+strconv.Quote(d.text())+")", "has(s, "+strconv.Quote(d.text())+")")
	}
	t := d.of(string(rule.Number), string(rule.Text))
	x, y := d.rule(rule.Type(t), depth), d.rule(rule.Type(t), depth)
	switch d.IntN(5) {
	case 0:
		return "!(" + d.rule(rule.Truth, depth) + ")"
	case 1:
		return fmt.Sprintf("(%s %s %s)", d.rule(rule.Truth, depth), d.of("&&", "||", "==", "!="), d.rule(rule.Truth, depth))
	case 2:
		return fmt.Sprintf("in(%s, %s, %s)", d.rule(rule.Number, depth), d.numeral(), d.numeral())
	default:
		return fmt.Sprintf("(%s %s %s)", x, d.of("==", "!=", "<", "<=", ">", ">="), y)
	}
}

// typed is what somebody may have typed, good or not.
func (d dice) typed(t rule.Type) []string {
	if d.IntN(4) == 0 {
		return []string{}
	}
	switch t {
	case rule.Number:
		return []string{d.of("0", "-0", "-3", "12", "2,5", "2.50", "abc", "", "1e5", " 4", "0x1f", "00012", "1234567890123456", d.numeral())}
	case rule.List:
		return []string{d.text(), d.text()}
	default:
		return []string{d.text()}
	}
}

// game is one rule on one set of answers.
type game struct {
	Text  string              `json:"text"`
	Tree  rule.Rule           `json:"tree"`
	Typed map[string][]string `json:"typed"`
	Want  json.RawMessage     `json:"-"`
}

const games = 10_000

func play(t *testing.T, seed uint64) []game {
	t.Helper()
	d := dice{rand.New(rand.NewPCG(seed, 20161019))}
	all := make([]game, 0, games)
	seen := map[string]int{}
	for range games {
		want := []rule.Type{rule.Truth, rule.Truth, rule.Number, rule.Text}[d.IntN(4)]
		text := d.rule(want, 1+d.IntN(5))
		for len(text) > 2_000 {
			text = d.rule(want, 3)
		}
		r, err := rule.Parse(text, played, want)
		if err != nil {
			t.Fatalf("%s: %v", text, err)
		}
		g := game{Text: text, Tree: r, Typed: map[string][]string{}}
		answers := map[string]rule.Value{}
		for _, name := range []string{"a", "b", "s", "t", "l"} {
			g.Typed[name] = d.typed(played[name])
			answers[name] = rule.Read(played[name], g.Typed[name])
		}
		if g.Want, err = json.Marshal(r.Value(answers)); err != nil {
			t.Fatal(err)
		}
		seen[string(g.Want)]++
		all = append(all, g)
	}
	if seen["true"] < games/10 || seen["false"] < games/10 || seen["null"] < games/100 || len(seen) < 200 {
		t.Fatalf("the games are dull: true %d, false %d, null %d, different %d", seen["true"], seen["false"], seen["null"], len(seen))
	}
	return all
}

const ask = `(evaluate, read, games) => games.map(g => {
	const types = {a: "number", b: "number", s: "text", t: "text", l: "list"};
	const answers = Object.fromEntries(Object.entries(types).map(([name, type]) => [name, read(type, g.typed[name])]));
	return evaluate(g.tree, answers);
})`

func TestServerAndBrowserAgreeOnTenThousandRandomRules(t *testing.T) {
	module, err := os.ReadFile(filepath.Join("..", "..", "web", "assets", "rule.js"))
	if err != nil {
		t.Fatal(err)
	}
	const seed = 3
	all := play(t, seed)
	asked, err := json.Marshal(all)
	if err != nil {
		t.Fatal(err)
	}
	said := answered(t, module, asked)
	if len(said) != len(all) {
		t.Fatalf("%d answers to %d rules", len(said), len(all))
	}
	for i, g := range all {
		if !same(g.Want, said[i]) {
			t.Errorf("seed %d, rule %d: %s of %v is %s on the server and %s in the browser", seed, i, g.Text, g.Typed, g.Want, said[i])
		}
	}
}

func same(x, y json.RawMessage) bool {
	var a, b any
	if json.Unmarshal(x, &a) != nil || json.Unmarshal(y, &b) != nil {
		return false
	}
	return a == b
}

// answered lets a real engine work all rules out at once: the browser's when
// TEDUH_TEST_CHROMIUM names one, else node's.
func answered(t *testing.T, module, asked []byte) (said []json.RawMessage) {
	t.Helper()
	var out []byte
	if browser := os.Getenv("TEDUH_TEST_CHROMIUM"); browser != "" {
		out = inBrowser(t, browser, module, asked)
	} else {
		out = inNode(t, module, asked)
	}
	if err := json.Unmarshal(out, &said); err != nil {
		t.Fatal(err)
	}
	return said
}

func inNode(t *testing.T, module, asked []byte) []byte {
	t.Helper()
	node, err := exec.LookPath("node")
	if err != nil {
		t.Skip("skipped: neither TEDUH_TEST_CHROMIUM nor node is here")
	}
	dir := t.TempDir()
	script := fmt.Sprintf("import {evaluate, read} from './rule.mjs'; import {readFileSync} from 'node:fs';\n"+
		"console.log(JSON.stringify((%s)(evaluate, read, JSON.parse(readFileSync('./asked.json')))))", ask)
	for name, content := range map[string][]byte{"rule.mjs": module, "asked.json": asked, "ask.mjs": []byte(script)} {
		if err := os.WriteFile(filepath.Join(dir, name), content, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	cmd := exec.Command(node, "ask.mjs")
	cmd.Dir = dir
	var stderr bytes.Buffer
	cmd.Stderr = &stderr
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("%v: %s", err, stderr.String())
	}
	return out
}

func inBrowser(t *testing.T, browser string, module, asked []byte) []byte {
	t.Helper()
	allocator, stop := chromedp.NewExecAllocator(context.Background(), append(chromedp.DefaultExecAllocatorOptions[:], chromedp.ExecPath(browser), chromedp.NoSandbox)...)
	defer stop()
	ctx, end := chromedp.NewContext(allocator)
	defer end()
	plain := strings.ReplaceAll(string(module), "export const", "const")
	script := fmt.Sprintf("(() => {%s\nreturn JSON.stringify((%s)(evaluate, read, %s)); })()", plain, ask, asked)
	out, err := chromedp.Run(ctx, chromedp.Evaluate[string](script))
	if err != nil {
		t.Fatal(err)
	}
	return []byte(out)
}
