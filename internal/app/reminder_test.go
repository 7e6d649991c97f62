package app_test

import (
	"bytes"
	"strings"
	"testing"
	"time"

	"teduh/internal/domain/access"
	"teduh/internal/domain/casefile"
	"teduh/internal/kit/fault"
	"teduh/internal/testkit"
)

func anyAddress(string) bool { return true }

func TestWhoAskedIsRemindedOnceADayAndOfNobody(t *testing.T) {
	testkit.Each(t, func(t *testing.T, v *testkit.Village) {
		lk3, made := v.Donggala, v.Register(t, v.Donggala.Worker, "Contoh Ani", "economic")
		claimed := func() int {
			t.Helper()
			letters, err := v.Reminders.Claim(ctx)
			if err != nil {
				t.Fatal(err)
			}
			for _, l := range letters {
				if l.Address != "petugas@example.org" || l.Due != 2 || l.Language != "id" {
					t.Errorf("%+v", l)
				}
			}
			return len(letters)
		}
		for _, day := range []string{"2016-03-08", "2016-03-09", "2016-03-20"} {
			v.Append(t, lk3.Worker, made.Case, casefile.ToDoTask, casefile.Body{"task": {errand}, "due_on": {day}})
		}
		v.GoTo(20160309)
		if n := claimed(); n != 0 {
			t.Errorf("%d letters nobody asked for", n)
		}
		if err := v.Reminders.Ask(ctx, lk3.Worker, "petugas@example.org", "id", anyAddress); err != nil {
			t.Fatal(err)
		}
		if err := v.Reminders.Ask(ctx, lk3.Colleague, "lain@example.org", "id", anyAddress); err != nil { // has nothing to do
			t.Fatal(err)
		}
		v.GoTo(20160308)
		v.Pass(15 * time.Hour) // one in the morning of the ninth
		if n := claimed(); n != 0 {
			t.Errorf("%d letters in the night", n)
		}
		v.GoTo(20160309)
		if n, again := claimed(), claimed(); n != 1 || again != 0 {
			t.Errorf("%d letters, then %d", n, again)
		}
		v.GoTo(20160310)
		if n := claimed(); n != 1 {
			t.Errorf("%d letters the next day", n)
		}
		if address, err := v.Reminders.Address(ctx, lk3.Worker); err != nil || address != "petugas@example.org" {
			t.Errorf("%q %v", address, err)
		}
		if err := v.Reminders.Ask(ctx, lk3.Worker, "", "id", anyAddress); err != nil {
			t.Fatal(err)
		}
		v.GoTo(20160311)
		if n := claimed(); n != 0 {
			t.Errorf("%d letters after they were ended", n)
		}
		if err := v.Reminders.Ask(ctx, v.Cast.Auditor, "x@example.org", "id", anyAddress); !fault.Is(err, fault.NotFound) {
			t.Errorf("the auditor: %v", err)
		}
		agrees(t, v)
	})
}

func TestTheFeedTellsOfDaysAndNumbersOnly(t *testing.T) {
	testkit.Each(t, func(t *testing.T, v *testkit.Village) {
		lk3, made := v.Donggala, v.Register(t, v.Donggala.Worker, "Contoh Ani Kenari", "economic")
		v.Append(t, lk3.Worker, made.Case, casefile.ToDoTask, casefile.Body{"task": {errand}, "due_on": {"2016-03-10"}, "due_at": {"09:30"}, "with_client": {"yes"}})
		secret, err := v.Feeds.Make(ctx, lk3.Worker)
		if err != nil {
			t.Fatal(err)
		}
		read := func(secret string) (string, error) {
			c, err := v.Feeds.Read(ctx, secret, "Kegiatan")
			if err != nil {
				return "", err
			}
			var out bytes.Buffer
			return out.String(), c.Write(&out)
		}
		c, err := v.Feeds.Read(ctx, secret, "Kegiatan")
		if err != nil || len(c.Events) != 1 {
			t.Fatalf("%+v %v", c, err)
		}
		var out strings.Builder
		if err := c.Write(&out); err != nil {
			t.Fatal(err)
		}
		if text := out.String(); !strings.Contains(text, "SUMMARY:Kegiatan "+made.Number) || !strings.Contains(text, "DTSTART;TZID=WITA:20160310T093000") ||
			strings.Contains(text, "Dukcapil") || strings.Contains(text, "C.A.K") || strings.Contains(text, made.Case) || strings.Contains(text, "Kenari") {
			t.Errorf("the feed says:\n%s", text)
		}
		again, err := v.Feeds.Make(ctx, lk3.Worker)
		if err != nil {
			t.Fatal(err)
		}
		if err := v.Feeds.Revoke(ctx, lk3.Worker); err != nil {
			t.Fatal(err)
		}
		for name, s := range map[string]string{"replaced": secret, "revoked": again, "made up": strings.Repeat("A", 43), "no secret": "x"} {
			if _, err := read(s); !fault.Is(err, fault.NotFound) {
				t.Errorf("a %s secret: %v", name, err)
			}
		}
		for name, a := range map[string]access.Actor{"auditor": v.Cast.Auditor, "district": v.Cast.District} {
			if _, err := v.Feeds.Make(ctx, a); !fault.Is(err, fault.NotFound) {
				t.Errorf("the %s: %v", name, err)
			}
		}
	})
}
