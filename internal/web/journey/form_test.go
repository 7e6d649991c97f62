package journey_test

import (
	"maps"
	"slices"
	"strconv"
	"strings"

	"github.com/chromedp/chromedp/kb"
)

// field is what somebody sees of a field in a form.
type field struct {
	Name, Type         string
	Value              string // of the first choice, of a list to choose from
	Required, Answered bool
	Place              bool
}

// formFields lists the fields of the form on the page, each name once.
const formFields = `() => {
  const found = new Map();
  for (const e of document.querySelectorAll("main form[method=post] [name]")) {
    if (e.type === "hidden" || !(e.checkVisibility() || e.labels?.[0]?.checkVisibility())) continue;
    const chosen = e.type === "radio" || e.type === "checkbox" ? e.checked : e.value !== "";
    const f = found.get(e.name) ?? {name: e.name, type: e.type, required: e.required, answered: false, place: !!e.list,
      value: e.type === "select-one" ? [...e.options].map(o => o.value).find(v => v) ?? "" : e.type === "radio" || e.type === "checkbox" ? e.value : ""};
    f.answered ||= chosen;
    found.set(e.name, f);
  }
  return [...found.values()];
}`

// foldsOf marks the closed folds that hold one of some fields, and counts them.
const foldsOf = `(names) => {
  let n = 0;
  for (const d of document.querySelectorAll("main form > details:not([open])"))
    if (names?.some(name => d.querySelector("[name=" + CSS.escape(name) + "]"))) d.dataset.wanted = ++n;
  return n;
}`

// unfolds opens what a form keeps folded away of some fields.
func (v *visitor) unfolds(names []string) {
	v.t.Helper()
	for n := range ask[int](v, foldsOf, names) {
		v.presses++
		v.touch(v.seek("main form > details[data-wanted='"+strconv.Itoa(n+1)+"'] > summary", ""), kb.Enter)
	}
}

// fill answers a form from its first field to its last: as given, and whatever
// else must be answered with what comes to mind.
func (v *visitor) fill(given map[string]string) {
	v.t.Helper()
	v.unfolds(slices.Sorted(maps.Keys(given)))
	for _, f := range ask[[]field](v, formFields) {
		text, known := given[f.Name]
		if !known && (!f.Required || f.Answered) {
			continue
		}
		if !known {
			text = f.comesToMind()
		}
		v.write(f.Name, text)
	}
}

func (f field) comesToMind() string {
	switch {
	case f.Value != "":
		return f.Value
	case f.Place:
		return "Kabupaten Donggala"
	case f.Type == "date":
		return "2016-10-19"
	case f.Type == "number":
		return "12"
	default:
		return "Contoh: dicatat pada kunjungan."
	}
}

// answered asserts that a field still holds what was typed.
func (v *visitor) answered(name, want string) {
	v.t.Helper()
	got := ask[string](v, `(name) => { const all = [...document.getElementsByName(name)]; return (all.find(e => e.checked) ?? all[0])?.value ?? "" }`, name)
	if got != want {
		v.t.Errorf("%s: %s holds %q, want %q", v.at(), name, got, want)
	}
}

// act opens the form of a kind of entry from the page of a file, answers and
// saves it.
func (v *visitor) act(kind string, given map[string]string) {
	v.t.Helper()
	v.opens(kind)
	v.fill(given)
	v.press(v.words.T("form.save"))
	if strings.Contains(v.at(), "/new/") {
		v.t.Fatalf("%s: the form is shown again: %q", v.at(), v.said(".field.bad, .alert"))
	}
}

// opens presses what leads to a form: it may be folded away among other acts.
func (v *visitor) opens(kind string) {
	v.t.Helper()
	text := v.words.T("act." + kind)
	if !ask[bool](v, `(text) => [...document.querySelectorAll("main a[href]")].some(e => e.checkVisibility() && e.innerText.trim() === text)`, text) {
		v.stay(v.words.T("casefile.other_acts"))
	}
	v.press(text)
}
