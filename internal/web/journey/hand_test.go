package journey_test

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// call gives the browser an order for the visitor's tab.
func call[P, R any](v *visitor, command cdp.Command[P, R], params P) R {
	v.t.Helper()
	ctx, cancel := context.WithTimeout(v.ctx, patience)
	defer cancel()
	r, err := chromedp.Call(ctx, command, params)
	v.do(err)
	return r
}

// run makes the visitor's tab do something and returns what came of it.
func run[T any](v *visitor, a chromedp.Action[T]) T {
	v.t.Helper()
	ctx, cancel := context.WithTimeout(v.ctx, patience)
	defer cancel()
	r, err := chromedp.Run(ctx, a)
	v.do(err)
	return r
}

// ask evaluates a function of the page; its arguments travel as JSON.
func ask[T any](v *visitor, function string, args ...any) T {
	v.t.Helper()
	said := make([]string, len(args))
	for i, a := range args {
		b, err := json.Marshal(a)
		v.do(err)
		said[i] = string(b)
	}
	call := "(" + function + ")(" + strings.Join(said, ",") + ")"
	if v.bare { // there, no promise is ever kept
		return run(v, chromedp.Evaluate[T](call))
	}
	return run(v, chromedp.Evaluate[T](call, chromedp.EvalAwaitPromise))
}

// seek finds the first thing a person would take for what is named, brings it
// into view and remembers it; it returns where it lies.
const seek = `(selector, text) => {
  const said = e => (e.innerText ?? "").replace(/\s+/g, " ").trim();
  const all = [...document.querySelectorAll(selector)].filter(e => e.checkVisibility() || e.labels?.[0]?.checkVisibility());
  const hit = all.find(e => text === "" || said(e) === text) ?? all.find(e => said(e).startsWith(text));
  if (!hit) return {miss: all.map(said).join(" | ")};
  window.sought = hit;
  hit.scrollIntoView({block: "center", behavior: "instant"});
  const r = hit.getClientRects()[0];
  return {x: r.left + r.width / 2, y: r.top + r.height / 2};
}`

type spot struct {
	X, Y float64
	Miss *string
}

func (v *visitor) seek(selector, text string) spot {
	v.t.Helper()
	s := ask[spot](v, seek, selector, text)
	if s.Miss != nil {
		v.t.Fatalf("%s: no %q among %s: %s", v.at(), text, selector, *s.Miss)
	}
	return s
}

const (
	pressable = "a[href], button:not([aria-hidden]), summary"
	stop      = `() => {
  const e = document.activeElement, box = e.getBoundingClientRect(), style = getComputedStyle(e), before = window.stopped;
  window.stopped = e;
  return {
    hit: e === window.sought || (e.type === "radio" && e.name === window.sought.name),
    body: e === document.body,
    said: e.tagName + " " + (e.id || e.name || e.innerText || "").slice(0, 40),
    marked: style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2,
    inside: box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth,
    forward: !before?.isConnected || before === document.body || before === e || !!(before.compareDocumentPosition(e) & Node.DOCUMENT_POSITION_FOLLOWING),
  };
}`
)

// reach moves the focus to what was sought, by Tab alone. Every stop on the way
// must be marked and in view, and come after the one before it.
func (v *visitor) reach() {
	v.t.Helper()
	wrapped := false
	for n := range 400 {
		s := ask[struct {
			Hit, Body, Marked, Inside, Forward bool
			Said                               string
		}](v, stop)
		if !s.Body && !s.Marked {
			v.t.Errorf("%s: focus on %s cannot be seen", v.at(), s.Said)
		}
		if !s.Body && !s.Inside && n > 0 { // seek may have scrolled away from where the focus was
			v.t.Errorf("%s: focus on %s is out of view", v.at(), s.Said)
		}
		if !s.Forward && wrapped {
			v.t.Errorf("%s: focus jumps back to %s", v.at(), s.Said)
		}
		if s.Hit {
			return
		}
		wrapped = wrapped || s.Body
		v.key(kb.Tab)
	}
	v.t.Fatalf("%s: Tab never comes to it", v.at())
}

func (v *visitor) key(keys string, options ...chromedp.KeyOption) {
	v.t.Helper()
	run(v, chromedp.KeyEvent(keys, options...))
}

// touch presses what was sought, by mouse or finger or by a key.
func (v *visitor) touch(s spot, key string) {
	v.t.Helper()
	if v.keys {
		v.reach()
		v.key(key)
		return
	}
	run(v, chromedp.MouseClickXY(s.X, s.Y))
}

// press presses a link or button and looks at the page it leads to.
func (v *visitor) press(text string) {
	v.t.Helper()
	v.pressAmong(pressable, text)
}

func (v *visitor) pressAmong(selector, text string) {
	v.t.Helper()
	s := v.seek(selector, text)
	v.presses++
	v.loads(func() { v.touch(s, kb.Enter) })
}

// loads waits until what is done has brought another page, and looks at it.
func (v *visitor) loads(act func()) {
	v.t.Helper()
	v.waits(act)
	v.look()
}

func (v *visitor) waits(act func()) {
	v.t.Helper()
	v.seen.turn()
	ctx, cancel := context.WithTimeout(v.ctx, patience)
	defer cancel()
	_, err := chromedp.Run(ctx, chromedp.WaitEvent(page.LoadEventFired, nil, chromedp.Func(func(context.Context, *chromedp.Target) error {
		act()
		return nil
	})))
	v.do(err)
}

// stay presses something that leads nowhere: a fold, a copy button.
func (v *visitor) stay(text string) {
	v.t.Helper()
	v.presses++
	v.touch(v.seek(pressable, text), kb.Enter)
}

// inPlace presses a button that does its work without a new page where scripts
// run, until something begins to say what came of it.
func (v *visitor) inPlace(text, selector, says string) {
	v.t.Helper()
	if v.bare {
		v.press(text)
		return
	}
	ask[any](v, `() => { window.stays = true }`)
	v.seen.turn()
	v.stay(text)
	v.comesToSay(selector, says)
	if !ask[bool](v, `() => window.stays === true && document.activeElement !== document.body`) {
		v.t.Errorf("%s: %s brings a new page, or the focus is lost", v.at(), text)
	}
	v.look()
}

// go opens an address, as from a bookmark.
func (v *visitor) open(path string) {
	v.t.Helper()
	v.loads(func() { v.goes(path) })
}

func (v *visitor) goes(path string) {
	v.t.Helper()
	run(v, chromedp.Navigate(v.site.url+path))
}

// type fills a field by its name.
func (v *visitor) write(name, text string) {
	v.t.Helper()
	kind := ask[string](v, `(name) => { const e = document.getElementsByName(name)[0]; return e ? e.type || e.tagName : "" }`, name)
	switch kind {
	case "":
		v.t.Fatalf("%s: no field %s", v.at(), name)
	case "radio", "checkbox":
		v.tick(name, text)
	case "select-one":
		v.choose(name, text)
	case "date":
		v.date(name, text)
	default:
		v.touch(v.seek(named(name), ""), "")
		v.key("a", chromedp.KeyModifiers(chromedp.ModifierCtrl))
		v.key(text)
	}
}

func named(name string) string { return fmt.Sprintf(`[name=%q]`, name) }

func (v *visitor) date(name, text string) { // yyyy-mm-dd, typed as an English browser asks for it
	v.t.Helper()
	if !v.keys {
		v.seek(named(name), "")
		ask[any](v, `(text) => { window.sought.value = text; return null }`, text)
		return
	}
	v.seek(named(name), "")
	v.reach()
	v.key(text[5:7] + text[8:10] + text[:4])
}

func (v *visitor) tick(name, value string) {
	v.t.Helper()
	one := named(name) + fmt.Sprintf(`[value=%q]`, value)
	s := v.seek(one, "")
	if ask[bool](v, `() => window.sought.checked`) {
		return
	}
	v.touch(s, " ")
	for range 20 { // within a group of radios the arrows move on
		if ask[bool](v, `(one) => document.querySelector(one).checked`, one) {
			return
		}
		if !v.keys {
			break
		}
		v.key(kb.ArrowDown)
	}
	v.t.Fatalf("%s: %s cannot be ticked", v.at(), one)
}

func (v *visitor) choose(name, value string) {
	v.t.Helper()
	v.seek(named(name), "")
	if !v.keys { // the list of a select is the browser's own, no mouse comes into it here
		ask[any](v, `(value) => { window.sought.value = value; return null }`, value)
	} else {
		v.reach()
		v.key(kb.Home)
		for range 200 {
			if ask[string](v, `() => window.sought.value`) == value {
				break
			}
			v.key(kb.ArrowDown)
		}
	}
	if got := ask[string](v, `() => window.sought.value`); got != value {
		v.t.Fatalf("%s: %s offers no %q", v.at(), name, value)
	}
}

// comesToSay waits until something on the page begins to say a text.
func (v *visitor) comesToSay(selector, text string) {
	v.t.Helper()
	ask[bool](v, `(selector, text) => new Promise(done => {
  const look = () => document.querySelector(selector).innerText.startsWith(text) && (watch.disconnect(), done(true));
  const watch = new MutationObserver(look);
  watch.observe(document.body, {subtree: true, childList: true, characterData: true});
  look();
})`, selector, text)
}
