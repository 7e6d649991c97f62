package journey_test

import (
	"context"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/browser"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/chromedp"

	"teduh/internal/domain/words"
	"teduh/internal/kit/locale"
)

// needs returns Chromium and the accessibility rules, or skips the test saying
// what is missing.
func needs(t *testing.T) (chromium, rules string) {
	t.Helper()
	chromium = os.Getenv("TEDUH_TEST_CHROMIUM")
	for _, name := range []string{"chromium", "chromium-browser"} {
		if path, err := exec.LookPath(name); chromium == "" && err == nil {
			chromium = path
		}
	}
	if chromium == "" {
		t.Skip("no Chromium: install one, or name it in TEDUH_TEST_CHROMIUM")
	}
	text, err := os.ReadFile(filepath.Join("node_modules", "axe-core", "axe.min.js"))
	if err != nil {
		t.Skip("no accessibility rules: run `npm ci` in internal/web/journey")
	}
	return chromium, string(text)
}

var chromiumAt = sync.OnceValues(func() (context.Context, error) { return launch(os.Getenv("TEDUH_TEST_CHROMIUM")) })

// launch starts one Chromium for all walks.
func launch(path string) (context.Context, error) {
	profile, err := os.MkdirTemp("", "teduh-chromium-")
	if err != nil {
		return nil, err
	}
	options := []chromedp.ExecAllocatorOption{
		chromedp.Headless, chromedp.NoSandbox, chromedp.DisableGPU, chromedp.NoFirstRun, chromedp.NoDefaultBrowserCheck,
		chromedp.UserDataDir(profile), chromedp.Flag("disable-dev-shm-usage", true), chromedp.Flag("disable-background-networking", true),
		chromedp.Flag("disable-component-update", true), chromedp.Flag("disable-sync", true), chromedp.Flag("lang", "en-US"),
	}
	if path != "" {
		options = append(options, chromedp.ExecPath(path))
	}
	ctx, stop := chromedp.NewExecAllocator(background, options...)
	ctx, closeAll := chromedp.NewContext(ctx)
	leaving(func() { closeAll(); stop(); _ = os.RemoveAll(profile) })
	return ctx, chromedp.Do(ctx)
}

// style is how somebody uses the program.
type style struct {
	lang  locale.Lang
	width int64
	keys  bool // by keyboard alone
	bare  bool // without JavaScript
	dark  bool // by night
}

const (
	phone = 360
	desk  = 1000
)

func (s style) name() string {
	name := string(s.lang) + " desk"
	if s.width == phone {
		name = string(s.lang) + " phone"
	}
	if s.keys {
		name += " keyboard"
	}
	if s.bare {
		name += " no scripts"
	}
	if s.dark {
		name += " dark"
	}
	return name
}

// each makes a walk in every style: on a phone's width by keyboard alone in both
// languages, and at a desk by mouse without scripts. Each begins with the same
// year.
func each(t *testing.T, walk func(v *visitor)) { eachAt(t, serve, walk) }

// eachAt is each at another place than the year.
func eachAt(t *testing.T, open func(*testing.T) *site, walk func(v *visitor)) {
	for _, s := range []style{{lang: locale.ID, width: phone, keys: true}, {lang: locale.EN, width: phone, keys: true}, {lang: locale.ID, width: desk, bare: true}} {
		t.Run(s.name(), func(t *testing.T) { walk(arriveAt(t, s, open)) })
	}
}

// visitor is somebody at a browser of their own.
type visitor struct {
	style
	t       *testing.T
	site    *site
	ctx     context.Context
	words   *locale.Printer
	rules   string
	seen    *seen
	has     map[string]bool // static files that came once
	pages   int
	presses int      // of links and buttons
	own     []string // what this visitor typed that stands in no title, URL or log
}

const patience = 20 * time.Second

func arrive(t *testing.T, s style) *visitor { return arriveAt(t, s, serve) }

func arriveAt(t *testing.T, s style, open func(*testing.T) *site) *visitor {
	t.Helper()
	needs(t) // before anything is made
	return (&visitor{t: t, style: s, site: open(t)}).together()
}

// together is somebody else who comes to the same place, in the same style.
func (v *visitor) together() *visitor {
	t, s := v.t, v.style
	t.Helper()
	_, rules := needs(t)
	chromium, err := chromiumAt()
	if err != nil {
		t.Fatal(err)
	}
	ctx, closeTab := chromedp.NewContext(chromium, chromedp.WithNewBrowserContext())
	t.Cleanup(closeTab)
	v = &visitor{style: s, t: t, site: v.site, ctx: ctx, words: words.In(s.lang), rules: rules, seen: &seen{files: map[network.RequestID]string{}}, has: map[string]bool{}}
	t.Cleanup(func() {
		for _, name := range v.own {
			if strings.Contains(v.site.log.String(), name) {
				t.Errorf("the log holds %q", name)
			}
		}
	})
	v.do(chromedp.Listen(ctx, v.seen.event))
	call(v, emulation.SetFocusEmulationEnabled, emulation.SetFocusEmulationEnabledParams{Enabled: true}) // whoever else is there, this is the tab in front
	call(v, emulation.SetDeviceMetricsOverride, emulation.SetDeviceMetricsOverrideParams{Width: s.width, Height: 780, DeviceScaleFactor: 1, Mobile: s.width == phone})
	if s.dark {
		call(v, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{Features: []*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: "dark"}}})
	}
	call(v, emulation.SetScriptExecutionDisabled, emulation.SetScriptExecutionDisabledParams{Value: s.bare})
	v.permitCopying()
	return v
}

func (v *visitor) permitCopying() {
	for _, name := range []string{"clipboard-read", "clipboard-write"} {
		_, err := chromedp.CallBrowser(v.ctx, browser.SetPermission, browser.SetPermissionParams{
			Permission: &browser.PermissionDescriptor{Name: name}, Setting: browser.PermissionSettingGranted, Origin: v.site.url,
			BrowserContextID: chromedp.FromContext(v.ctx).BrowserContextID,
		})
		v.do(err)
	}
}

func (v *visitor) do(err error) {
	v.t.Helper()
	if err != nil {
		v.t.Fatalf("%s: %v", v.at(), err)
	}
}
