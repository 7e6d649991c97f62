package main

import (
	"context"
	"crypto/rand"
	"encoding/csv"
	"encoding/json"
	"errors"
	"io"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"runtime"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"teduh/internal/demo"
	"teduh/internal/domain/taxonomy"
	"teduh/internal/kit/crypt"
	"teduh/internal/kit/sqldb"
)

// silent asserts that an answer shows nothing of the inside.
func (s said) silent(t *testing.T, y *year) {
	t.Helper()
	for _, inside := range []string{y.dir, "SELECT", "SQL", ".go:", "goroutine", "no such"} {
		if strings.Contains(s.out+s.err, inside) {
			t.Errorf("shows %q: %s%s", inside, s.out, s.err)
		}
	}
}

func TestTheExitStatusSaysWhatKindOfThingWentWrong(t *testing.T) {
	y := demoYear(t)
	empty := t.TempDir()
	other := otherFile(t)
	otherKey(t)
	db := "sqlite:" + filepath.Join(y.dir, "teduh.db")
	for name, c := range map[string]struct {
		args []string
		want int
		says string
	}{
		"help":                     {[]string{"--help"}, 0, "Usage"},
		"a recap":                  {y.at("recap", "--period", "2016"), 0, ""},
		"no verb":                  {nil, exitUsage, "expected"},
		"an unknown flag":          {[]string{"recap", "--perod", "2016"}, exitUsage, "--perod"},
		"no period":                {y.at("recap"), exitUsage, "--period"},
		"a period that is none":    {y.at("recap", "--period", "2016-13"), exitUsage, "2016-Q3"},
		"a place that is none":     {y.at("recap", "--period", "2016", "--area", "72.99"), exitUsage, "72.03"},
		"a column that is none":    {y.at("recap", "--period", "2016", "--by", "colour"), exitUsage, "--by"},
		"a figure that is none":    {y.at("recap", "--period", "2016", "--figure", "colour"), exitUsage, "daftar"},
		"an address that is none":  {[]string{"recap", "--period", "2016", "--db", "mysql://x"}, exitUsage, "sqlite:"},
		"provinces of a regency":   {y.at("recap", "--period", "2016", "--area", "72.03", "--by", "province"), exitUsage, "daftar"},
		"no key":                   {[]string{"recap", "--period", "2016", "--db", db, "--key", "file:" + filepath.Join(empty, "teduh.key")}, exitWrongKey, "Kunci"},
		"another key":              {[]string{"recap", "--period", "2016", "--db", db, "--key", "env:TEDUH_TEST_KEY"}, exitWrongKey, "Kunci"},
		"another key, in English":  {[]string{"--lang", "en", "verify", "--db", db, "--key", "env:TEDUH_TEST_KEY"}, exitWrongKey, "key"},
		"beyond loopback":          {y.at("serve", "--addr", "0.0.0.0:0"), exitUsage, "TLS"},
		"a recap of no database":   {[]string{"recap", "--period", "2016", "--db", "sqlite:" + filepath.Join(empty, "none.db")}, exitUsage, "--db"},
		"verify of no database":    {[]string{"verify", "--lang", "en", "--db", "sqlite:" + filepath.Join(empty, "none.db")}, exitUsage, "no Teduh data"},
		"an account in none":       {[]string{"user", "--account", "x", "--name", "Contoh", "--institution", "KMS", "--role", "head", "--db", "sqlite:" + filepath.Join(empty, "none.db")}, exitUsage, "--db"},
		"verify of another file":   {[]string{"verify", "--db", "sqlite:" + other}, exitUsage, "--db"},
		"a server that is down":    {[]string{"recap", "--period", "2016", "--db", "postgres://nobody@127.0.0.1:1/teduh"}, exitFound, "--db"},
		"in Indonesian":            {[]string{"recap", "--perod", "2016"}, exitUsage, "Perintah"},
		"in English":               {[]string{"--lang=en", "recap", "--perod", "2016"}, exitUsage, "cannot be read"},
		"an account without roles": {y.at("user", "--account", "x", "--name", "Contoh", "--institution", "KMS"), exitUsage, "--role"},
		"an account at nowhere":    {y.at("user", "--account", "x", "--name", "Contoh", "--institution", "NOWHERE", "--role", "head"), exitUsage, "daftar"},
	} {
		got := teduh(c.args...)
		if got.status != c.want || !strings.Contains(got.out+got.err, c.says) {
			t.Errorf("%s: status %d, want %d; says %q%q, want %q", name, got.status, c.want, got.out, got.err, c.says)
		}
		if c.want != 0 && name != "no verb" {
			got.silent(t, y)
		}
	}
	if made, err := os.ReadDir(empty); err != nil || len(made) > 0 { // whoever mistypes an address must not get an empty database that agrees
		t.Errorf("%v was made, %v", made, err)
	}
}

// TestTheDemoLeavesOtherDataAlone: one invented file among real ones could never
// be taken out again.
func TestTheDemoLeavesOtherDataAlone(t *testing.T) {
	y := demoYear(t).copied(t)
	db, err := sqldb.Open(background, "sqlite:"+filepath.Join(y.dir, "teduh.db"), sqldb.Options{})
	if err != nil {
		t.Fatal(err)
	}
	err = db.Write(background, time.Time{}, func(tx *sqldb.Tx) error { // as if it had grown from real files
		_, err := tx.Exec(background, `DELETE FROM installation WHERE key = $1`, "setting."+demo.Setting)
		return err
	})
	if err := errors.Join(err, db.Close()); err != nil {
		t.Fatal(err)
	}
	recounted := func() string {
		out, _, _ := strings.Cut(teduh(y.at("verify")...).out, " fakta") // after it come audit lines: verify adds one
		return out
	}
	before := recounted()
	if got := teduh("demo", "--dir", y.dir, "--no-serve"); got.status != exitUsage || !strings.Contains(got.err, "--dir") {
		t.Errorf("%+v", got)
	}
	if after := recounted(); after != before {
		t.Errorf("before %s, after %s", before, after)
	}
}

// otherFile makes a SQLite file that another program uses.
func otherFile(t *testing.T) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "other.db")
	db, err := sqldb.Open(t.Context(), "sqlite:"+path, sqldb.Options{})
	if err != nil {
		t.Fatal(err)
	}
	if err := db.Migrate(t.Context(), fstest.MapFS{"0001_other.sql": {Data: []byte("-- +goose Up\nCREATE TABLE other (id TEXT);")}}); err != nil {
		t.Fatal(err)
	}
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	return path
}

// otherKey puts the key of another installation into TEDUH_TEST_KEY.
func otherKey(t *testing.T) {
	t.Helper()
	path := filepath.Join(t.TempDir(), "teduh.key")
	if _, err := crypt.Source("file:" + path).Create(rand.Reader); err != nil {
		t.Fatal(err)
	}
	key, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	t.Setenv("TEDUH_TEST_KEY", strings.TrimSpace(string(key)))
}

func TestVerifyAgreesWithTheDemoAndFindsWhatSomebodyChanged(t *testing.T) {
	y := demoYear(t).copied(t)
	if got := teduh(y.at("verify")...); got.status != 0 {
		t.Fatalf("verify: %+v", got)
	}
	db, err := sqldb.Open(background, "sqlite:"+filepath.Join(y.dir, "teduh.db"), sqldb.Options{})
	if err != nil {
		t.Fatal(err)
	}
	err = db.Write(background, time.Time{}, func(tx *sqldb.Tx) error {
		_, err := tx.Exec(background, `UPDATE file SET problem = 'drug_abuse' WHERE kind = 'case' AND problem = 'neglect' AND status = 'closed'`)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	got := teduh(y.at("verify")...)
	if got.status != exitFound || !strings.Contains(got.out, "BERBEDA") || got.err != "" {
		t.Errorf("after somebody changed files: %+v", got)
	}
	got.silent(t, y)
}

func TestTheRecapAsCSVHasThePublishedCodesAndNotCoded(t *testing.T) {
	y := demoYear(t)
	rows, err := csv.NewReader(strings.NewReader(teduh(y.at("recap", "--period", "2016", "--by", "problem", "--format", "csv")...).out)).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	if got := strings.Join(rows[0], ","); got != "problem,cases,percent" {
		t.Errorf("header %s", got)
	}
	var want, codes []string
	for _, p := range taxonomy.Published2016().Problems {
		want = append(want, p.Code)
	}
	for _, r := range rows[1:] {
		codes = append(codes, r[0])
	}
	if want = append(want, taxonomy.NotCoded); !slices.Equal(codes, want) {
		t.Errorf("codes %v, want %v", codes, want)
	}
}

func TestEveryRecapComesInEveryFormat(t *testing.T) {
	y := demoYear(t)
	for _, by := range []string{"problem", "province", "regency", "institution", "sex", "age", "month"} {
		ask := func(more ...string) string {
			got := teduh(y.at(append([]string{"recap", "--period", "2016-S2", "--area", "72", "--by", by}, more...)...)...)
			if by == "province" {
				got = teduh(y.at(append([]string{"recap", "--period", "2016-S2", "--by", by}, more...)...)...)
			}
			if got.status != 0 || got.err != "" {
				t.Fatalf("by %s %v: %+v", by, more, got)
			}
			return got.out
		}
		rows, err := csv.NewReader(strings.NewReader(ask("--format", "csv"))).ReadAll()
		if err != nil || len(rows) < 12 {
			t.Errorf("by %s: %d rows, %v", by, len(rows), err)
		}
		var answer struct {
			Total   int64
			Columns []string
			Lines   []struct {
				Cases   int64
				Columns []*int64
			}
		}
		if err := json.Unmarshal([]byte(ask("--format", "json")), &answer); err != nil {
			t.Errorf("by %s: %v", by, err)
		}
		sum := int64(0)
		for _, l := range answer.Lines {
			if sum += l.Cases; len(l.Columns) != len(answer.Columns) {
				t.Errorf("by %s: %d cells under %d columns", by, len(l.Columns), len(answer.Columns))
			}
		}
		if sum != answer.Total || sum == 0 {
			t.Errorf("by %s: lines sum to %d, total %d", by, sum, answer.Total)
		}
		if table := ask("--lang", "en"); !strings.Contains(table, "Neglect") {
			t.Errorf("by %s: %s", by, table)
		}
	}
}

func TestASecondDemoKeepsTheYearAndMakesNewPasswords(t *testing.T) {
	y := demoYear(t).copied(t)
	again := teduh("demo", "--no-serve", "--dir", y.dir)
	if again.status != 0 {
		t.Fatalf("%+v", again)
	}
	accounts := accountsIn(again.out)
	if len(accounts) != len(y.accounts) || len(accounts) < 8 {
		t.Errorf("%d accounts, at first %d", len(accounts), len(y.accounts))
	}
	for name, a := range accounts {
		if a[1] == y.accounts[name][1] {
			t.Errorf("%s keeps the password", name)
		}
	}
	table, _, _ := strings.Cut(again.out, "Akun")
	before, _, _ := strings.Cut(demoYear(t).said.out, "Akun")
	if table != before {
		t.Errorf("another year:\n%s\n%s", table, before)
	}
}

// TestNothingInventedLiesInTheOpen looks for what the demo invented in its
// files and in what it printed.
func TestNothingInventedLiesInTheOpen(t *testing.T) {
	y := demoYear(t)
	text, err := os.ReadFile(y.plain)
	if err != nil {
		t.Fatal(err)
	}
	invented := strings.Split(strings.TrimSpace(string(text)), "\n")
	if len(invented) < 5000 {
		t.Fatalf("%d texts", len(invented))
	}
	places := map[string]string{"what it printed": y.said.out + y.said.err}
	files, err := filepath.Glob(filepath.Join(y.dir, "teduh.db*"))
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range files {
		data, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		places[filepath.Base(f)] = string(data)
	}
	for name, text := range places {
		if found := within(text, invented); found != "" {
			t.Errorf("%s holds %q", name, found)
		}
	}
	if within("… "+invented[3]+" …", invented) != invented[3] {
		t.Error("this test finds nothing")
	}
}

// within returns one of many texts that another holds, "" for none. Texts of
// less than six bytes are too common to look for.
func within(text string, many []string) string {
	const least = 6
	begin := map[string][]string{}
	for _, one := range many {
		if len(one) >= least {
			begin[one[:least]] = append(begin[one[:least]], one)
		}
	}
	for i := 0; i+least <= len(text); i++ {
		for _, one := range begin[text[i:i+least]] {
			if strings.HasPrefix(text[i:], one) {
				return one
			}
		}
	}
	return ""
}

func TestKeyAndDatabaseAreTheirOwnersAlone(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("Windows has no such modes")
	}
	y := demoYear(t)
	for _, name := range []string{"teduh.key", "teduh.db"} {
		info, err := os.Stat(filepath.Join(y.dir, name))
		if err != nil || info.Mode().Perm() != 0o600 {
			t.Errorf("%s: %v, %v", name, info.Mode(), err)
		}
	}
	readable := y.copied(t)
	if err := os.Chmod(filepath.Join(readable.dir, "teduh.key"), 0o644); err != nil {
		t.Fatal(err)
	}
	if got := teduh(readable.at("recap", "--period", "2016")...); got.status != exitWrongKey || !strings.Contains(got.err, "0600") {
		t.Errorf("a key that others can read: %+v", got)
	}
}

func TestAnAccountMadeAtTheMachine(t *testing.T) {
	y := demoYear(t).copied(t)
	made := y.at("user", "--account", "contoh.baru", "--name", "Contoh Baru", "--institution", "L7203", "--role", "caseworker")
	first := teduh(made...)
	words := strings.Fields(lastLine(first.out))
	if first.status != 0 || len(words) != 4 || len(lastLine(first.out)) < 15 {
		t.Fatalf("%+v", first)
	}
	if second := teduh(made...); second.status != 0 || lastLine(second.out) == lastLine(first.out) {
		t.Errorf("a second time: %+v", second)
	}
	if short := teduhIn(background, "pendek\n", append(made, "--ask")...); short.status != exitUsage {
		t.Errorf("a short password: %+v", short)
	}
	if asked := teduhIn(background, "empat kata yang panjang\n", append(made, "--ask")...); asked.status != 0 || strings.Contains(asked.out, "empat kata") {
		t.Errorf("a password of one's own: %+v", asked)
	}
}

func lastLine(s string) string {
	all := strings.Split(strings.TrimSpace(s), "\n")
	return all[len(all)-1]
}

func TestMigratingTwiceIsOnce(t *testing.T) {
	db := "sqlite:" + filepath.Join(t.TempDir(), "teduh.db")
	for range 2 {
		if got := teduh("migrate", "--db", db); got.status != 0 {
			t.Fatalf("%+v", got)
		}
	}
}

// running is the program while it serves.
type running struct {
	stop  func()
	ended chan said
}

// serves starts the program and waits until it says what matches.
func serves(t *testing.T, until string, args ...string) (*running, string) {
	t.Helper()
	ctx, stop := context.WithCancel(background)
	t.Cleanup(stop)
	r, w := io.Pipe()
	ended := make(chan said, 1)
	go func() {
		status := run(ctx, args, strings.NewReader(""), w, w)
		_ = w.Close()
		ended <- said{status: status}
	}()
	pattern, text := regexp.MustCompile(until), ""
	for b := make([]byte, 4096); ; {
		n, err := r.Read(b)
		if text += string(b[:n]); pattern.MatchString(text) {
			break
		}
		if err != nil {
			t.Fatalf("it ended and said %q", text)
		}
	}
	go func() { _, _ = io.Copy(io.Discard, r) }()
	return &running{stop: stop, ended: ended}, text
}

func freeAddress(t *testing.T) string {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	return l.Addr().String()
}

func status(t *testing.T, url string) int {
	t.Helper()
	answer, err := (&http.Client{CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}).Get(url)
	if err != nil {
		t.Fatal(err)
	}
	defer answer.Body.Close()
	return answer.StatusCode
}

func TestANewInstallationServesItsSetUpAndStops(t *testing.T) {
	dir, addr := t.TempDir(), freeAddress(t)
	r, text := serves(t, `http://127\.0\.0\.1:\d+\s`, "serve", "--db", "sqlite:"+filepath.Join(dir, "teduh.db"), "--addr", addr)
	if !regexp.MustCompile(`: [a-z]+ [a-z]+ [a-z]+ [a-z]+\n`).MatchString(text) {
		t.Errorf("no set-up code in %q", text)
	}
	if got := status(t, "http://"+addr+"/health"); got != http.StatusOK {
		t.Errorf("health is %d", got)
	}
	if got := status(t, "http://"+addr+"/setup"); got != http.StatusOK {
		t.Errorf("set-up is %d", got)
	}
	r.stop()
	if got := <-r.ended; got.status != 0 {
		t.Errorf("stopped with %d", got.status)
	}
}

func TestWithAWrongKeyOnlyHealthIsAnswered(t *testing.T) {
	y, addr := demoYear(t), freeAddress(t)
	otherKey(t)
	r, _ := serves(t, `.\n`, "serve", "--db", "sqlite:"+filepath.Join(y.dir, "teduh.db"), "--key", "env:TEDUH_TEST_KEY", "--addr", addr)
	if got := status(t, "http://"+addr+"/health"); got != http.StatusServiceUnavailable {
		t.Errorf("health is %d", got)
	}
	if got := status(t, "http://"+addr+"/sign-in"); got != http.StatusNotFound {
		t.Errorf("sign-in is %d", got)
	}
	r.stop()
	if got := <-r.ended; got.status != exitWrongKey {
		t.Errorf("stopped with %d", got.status)
	}
}

func TestTheBenchPrintsItsFiguresAsJSON(t *testing.T) {
	got := teduh("bench", "--dir", t.TempDir(), "--postgres", "", "--cases", "600", "--only", "recap")
	var report struct {
		CPUs    int
		Figures []struct {
			What, Engine string
			Value        float64
		}
	}
	if err := json.Unmarshal([]byte(got.out), &report); err != nil || got.status != 0 || len(report.Figures) == 0 || report.CPUs == 0 {
		t.Fatalf("%v: %+v", err, got)
	}
	for _, f := range report.Figures {
		if f.What == "" || f.Engine != "sqlite" || f.Value <= 0 {
			t.Errorf("%+v", f)
		}
	}
}
