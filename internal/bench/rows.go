package bench

import (
	"context"
	cryptorand "crypto/rand"
	"crypto/sha256"
	"fmt"
	"iter"
	"math/rand/v2"
	"strconv"
	"time"

	"teduh/internal/domain/access"
	"teduh/internal/domain/casefile"
	"teduh/internal/domain/family"
	"teduh/internal/domain/recap"
	"teduh/internal/domain/taxonomy"
	"teduh/internal/kit/calendar"
	"teduh/internal/kit/crypt"
	"teduh/internal/kit/ident"
	"teduh/internal/kit/sqldb"
)

// chunk is how many cases are written in one transaction.
const chunk = 4000

// writer writes the cases of one LK3.
type writer struct {
	*world
	actor    access.Actor
	n        int // which LK3
	named    bool
	key      crypt.Key // of the institution
	search   crypt.Key
	match    crypt.Key
	chance   *rand.Rand
	ids      *rand.ChaCha8
	running  map[int]int // by year
	position int64
	hash     [32]byte
}

// institution writes the cases of an LK3. Persons have a file of their own with
// an entry only in the largest, where names are searched: entries are as many
// as cases.
func (w *world) institution(ctx context.Context, n, cases int) error {
	a := w.LK3s[n]
	wrapped, err := sqldb.Get(ctx, w.db, sqldb.Scalar[[]byte], `SELECT wrapped_key FROM head WHERE institution = $1`, a.Institution)
	if err != nil {
		return err
	}
	key, err := w.key.Unwrap(wrapped, a.Institution, "head", a.Institution, "wrapped_key")
	if err != nil {
		return err
	}
	seed := sha256.Sum256(fmt.Append(nil, "world", n))
	ids := rand.NewChaCha8(seed)
	wr := &writer{world: w, actor: a, n: n, named: n == 0, key: key, search: w.key.Derive("search " + a.Institution), match: w.key.Derive("match"),
		chance: rand.New(ids), ids: ids, running: map[int]int{}}
	for from := 0; from < cases; from += chunk {
		files, err := wr.invent(from, min(from+chunk, cases), cases)
		if err != nil {
			return err
		}
		if err := w.db.Write(ctx, begins, func(tx *sqldb.Tx) error { return wr.put(ctx, tx, files) }); err != nil {
			return err
		}
	}
	return w.db.Write(ctx, begins, func(tx *sqldb.Tx) error { return wr.heads(ctx, tx) })
}

// kase is an invented case with its client.
type kase struct {
	id, person, number string
	day                calendar.Day
	at                 time.Time
	open               bool
	level              int
	name               string
	born               int
	dims               recap.Dims
	position           int64
	hash               [32]byte
	wrapped, personKey []byte
	label, personLabel []byte
	body, identity     []byte
	identityID         string
	identityPosition   int64
	identityHash       [32]byte
	rare               int
}

var (
	spread  = []int{14, 9, 7, 4, 12, 20, 6, 3, 5, 2, 8, 7, 4, 2, 2, 3, 5, 3} // of problems, in the order of the list
	first   = []string{"Contoh Ahmad", "Siti", "Budi", "Dewi", "Agus", "Sri", "Eko", "Rina", "Yusuf", "Wati", "Hasan", "Nur", "Joko", "Lina", "Rudi", "Maria", "Yohanes", "Ayu", "Putu", "Made"}
	second  = []string{"Santoso", "Lestari", "Wijaya", "Rahayu", "Saputra", "Hidayat", "Kusuma", "Utami", "Setiawan", "Anggraini", "Nugroho", "Safitri", "Pratama", "Handayani", "Gunawan", "Puspita", "Siregar", "Nasution", "Tarigan", "Lubis"}
	endings = []string{"", "ningsih", "wan", "wati", "man", "yanto", "yani", "di", "na", "rto"}
)

// somebody is a name, seldom the same: files of one person would be likenesses.
func somebody() string {
	return "Contoh " + second[rand.N(len(second))] + endings[rand.N(len(endings))] + " " + second[rand.N(len(second))] + endings[rand.N(len(endings))] + " " + first[rand.N(len(first))]
}

// invent makes cases, oldest first.
func (w *writer) invent(from, to, all int) ([]*kase, error) {
	files := make([]*kase, 0, to-from)
	span := begins.Sub(time.Date(firstYear, 1, 1, 3, 0, 0, 0, time.UTC))
	for i := from; i < to; i++ {
		at := begins.Add(-span + time.Duration(float64(span)*float64(i)/float64(all))).Truncate(time.Millisecond)
		k, err := w.kase(at)
		if err != nil {
			return nil, err
		}
		files = append(files, k)
	}
	return files, nil
}

func (w *writer) kase(at time.Time) (*kase, error) {
	c := w.chance
	k := &kase{at: at, day: calendar.DayOf(at, calendar.WIB), id: ident.New(at, w.ids), person: ident.New(at, w.ids), rare: c.IntN(12)}
	k.name = first[c.IntN(len(first))] + endings[c.IntN(len(endings))] + " " + second[c.IntN(len(second))] + endings[c.IntN(len(endings))]
	age := c.IntN(70)
	k.born = k.day.Year() - age
	k.dims = recap.Dims{Area: w.actor.Area, Residence: w.actor.Area, Problem: pick(c), Sex: taxonomy.List("sexes")[c.IntN(2)].Code, Age: taxonomy.AgeGroup(age)}
	recent := begins.Sub(at) < 150*24*time.Hour
	k.open = recent && c.IntN(10) < 8 || c.IntN(100) == 0
	k.level = c.IntN(12) / 11 * 2
	if k.open && k.rare != 0 {
		k.level |= 128 // assigned
	}
	if k.dims.Problem == taxonomy.NotCoded {
		k.level |= 1
	}
	w.running[k.day.Year()]++
	k.number = casefile.CaseNumber(k.day.Year(), w.running[k.day.Year()], lk3Code(w.n))
	return k, w.seal(k, age)
}

func pick(c *rand.Rand) string {
	at := c.IntN(116)
	for i, p := range taxonomy.Now().Problems {
		if at -= spread[i%len(spread)]; at < 0 {
			return p.Code
		}
	}
	return taxonomy.NotCoded
}

// seal makes the file's key, the sealed bodies and the place in the chain.
func (w *writer) seal(k *kase, age int) error {
	body := casefile.Body{
		"age": {strconv.Itoa(age)}, "sex": {k.dims.Sex}, "residence": {k.dims.Residence}, "origin": {"self"}, "consent_given": {"both"},
		"initials": {k.name[:1]}, "client": {k.person}, "family": {k.id}, "case_number": {k.number},
		"household": {"Contoh: tinggal bersama dua anak dan orang tua; penghasilan tidak tetap; rumah kontrakan di tepi sungai, jauh dari sekolah."},
	}
	body.Set("presenting", k.dims.Problem)
	var err error
	if k.wrapped, k.label, k.body, err = w.file(k.id, k.id, body, fmt.Sprintf("%s., %d", k.name[:1], age)); err != nil {
		return err
	}
	if w.named {
		k.identityID = ident.New(k.at, w.ids)
		who := casefile.Body{"name": {k.name}, "sex": {k.dims.Sex}, "safe_contact": {"WA pagi"}}
		if k.personKey, k.personLabel, k.identity, err = w.file(k.person, k.identityID, who, k.name[:1]+"."); err != nil {
			return err
		}
		k.identityPosition, k.identityHash = w.next(k.identityID)
	} else if k.personKey, k.personLabel, _, err = w.file(k.person, k.person, casefile.Body{}, k.name[:1]+"."); err != nil {
		return err
	}
	k.position, k.hash = w.next(k.id)
	return nil
}

// file seals a body under a key of its own.
func (w *writer) file(file, entry string, body casefile.Body, label string) (wrapped, sealedLabel, sealedBody []byte, err error) {
	key, err := crypt.NewKey(cryptorand.Reader)
	if err != nil {
		return nil, nil, nil, err
	}
	plain, err := body.Encode()
	where := w.actor.Institution
	return w.key.Wrap(key, where, "file_key", file, "wrapped"), key.Seal([]byte(label), where, "file", file, "label"),
		key.Seal(plain, where, "entry", entry, "body"), err
}

// next takes the next place in the institution's chain. The hash is none that
// verify would make: the chain goes on from it all the same.
func (w *writer) next(entry string) (int64, [32]byte) {
	w.position++
	w.hash = sha256.Sum256(append(w.hash[:], entry...))
	return w.position, w.hash
}

// put writes the rows of cases.
func (w *writer) put(ctx context.Context, tx *sqldb.Tx, files []*kase) error {
	where := w.actor.Institution
	for _, t := range []struct {
		table   string
		columns []string
		rows    func(k *kase, yield func(...any) bool) bool
	}{
		{"file", []string{"institution", "id", "kind", "number", "author", "first_day", "status", "track", "level", "problem", "next_due", "last_contact", "entries", "last", "label"}, w.fileRows},
		{"file_key", []string{"institution", "file", "wrapped"}, func(k *kase, yield func(...any) bool) bool {
			return yield(where, k.id, k.wrapped) && yield(where, k.person, k.personKey)
		}},
		{"entry", []string{"institution", "position", "file", "id", "kind", "version", "occurred", "day", "area", "author", "device", "recorded", "open_month", "body", "hash"}, w.entryRows},
		{"fact", []string{"institution", "position", "n", "file", "measure", "period", "book", "area", "residence", "problem", "sex", "age", "amount", "cause"}, w.factRows},
		{"party", []string{"institution", "file", "person"}, func(k *kase, yield func(...any) bool) bool { return yield(where, k.id, k.person) }},
		{"assignment", []string{"institution", "file", "staff"}, func(k *kase, yield func(...any) bool) bool {
			return !k.open || k.rare == 0 || yield(where, k.id, w.actor.Staff)
		}},
		{"token", []string{"institution", "token", "person"}, func(k *kase, yield func(...any) bool) bool {
			for _, t := range family.NameTokens(k.name) {
				if !yield(where, w.search.Token("name", t), k.person) {
					return false
				}
			}
			for _, t := range family.LooseTokens(k.name) {
				if !yield(where, w.search.Token("loose", t), k.person) {
					return false
				}
			}
			return true
		}},
		{"case_token", []string{"institution", "token", "file"}, func(k *kase, yield func(...any) bool) bool { // somebody of the family has such a name
			for _, t := range family.NameTokens(k.name) {
				if !yield(where, w.search.Token("named", t), k.id) {
					return false
				}
			}
			return true
		}},
		{"match_token", []string{"token", "institution", "person"}, func(k *kase, yield func(...any) bool) bool {
			return yield(w.match.Token("pair", pair(k.name, k.born, k.dims.Sex)), where, k.person)
		}},
	} {
		if err := tx.Bulk(ctx, t.table, t.columns, each(files, t.rows)); err != nil {
			return fmt.Errorf("%s: %w", t.table, err)
		}
	}
	return nil
}

// pair is what a person is matched by between institutions.
func pair(name string, born int, sex string) string {
	return family.FullName(name) + "|" + strconv.Itoa(born) + "|" + sex
}

func each(files []*kase, rows func(*kase, func(...any) bool) bool) iter.Seq[[]any] {
	return func(yield func([]any) bool) {
		for _, k := range files {
			if !rows(k, func(row ...any) bool { return yield(row) }) {
				return
			}
		}
	}
}

func (w *writer) fileRows(k *kase, yield func(...any) bool) bool {
	status, due := "closed", 0
	if k.open {
		status, due = "active", int(calendar.DayOf(begins, calendar.WIB).Add(k.rare-2))
	}
	personEntries := 0
	if w.named {
		personEntries = 1
	}
	return yield(w.actor.Institution, k.id, "case", k.number, w.actor.Staff, int32(k.day), status, "short", k.level, k.dims.Problem, due, int32(k.day), 1, k.position, k.label) &&
		yield(w.actor.Institution, k.person, "person", nil, w.actor.Staff, int32(k.day), "active", "", 0, "", 0, 0, personEntries, k.identityPosition, k.personLabel)
}

func (w *writer) entryRows(k *kase, yield func(...any) bool) bool {
	a := w.actor
	row := func(position int64, file, id, kind string, body []byte, hash [32]byte) bool {
		return yield(a.Institution, position, file, id, kind, 1, k.at.UnixMilli(), int32(k.day), a.Area, a.Staff, "", k.at.UnixMilli(), int(calendar.MonthOf(firstYear, 1)), body, hash[:])
	}
	if w.named && !row(k.identityPosition, k.person, k.identityID, string(casefile.Identity), k.identity, k.identityHash) {
		return false
	}
	return row(k.position, k.id, k.id, string(casefile.Registration), k.body, k.hash)
}

// rare are measures that few cases have.
var rare = []recap.Measure{recap.Reopened, recap.ReopenedMonth, recap.ReopenedYear, recap.Contacts, recap.Information, recap.Consultations, recap.Onward,
	recap.Referrals, recap.Replies, recap.TransferIn, recap.FamiliesQuarter, recap.FamiliesSemester}

// factRows are ten a case: every measure occurs.
func (w *writer) factRows(k *kase, yield func(...any) bool) bool {
	opened := k.day.Month()
	later := min(opened.Add(k.rare%4), calendar.DayOf(begins, calendar.WIB).Month())
	facts := []struct {
		measure recap.Measure
		month   calendar.Month
	}{{recap.New, opened}, {recap.Mentions, opened}, {recap.PersonsMonth, opened}, {recap.PersonsQuarter, opened}, {recap.PersonsSemester, opened}, {recap.PersonsYear, opened},
		{recap.FamiliesMonth, opened}, {recap.FamiliesYear, opened}, {recap.Sessions, later}, {recap.Closed, later}}
	if k.open {
		facts[9].measure = rare[k.rare]
	}
	for n, f := range facts {
		if !yield(w.actor.Institution, k.position, n, k.id, int(f.measure), int(f.month), int(f.month), k.dims.Area, k.dims.Residence, k.dims.Problem, k.dims.Sex, k.dims.Age, 1, 0) {
			return false
		}
	}
	return true
}

// heads moves the institution's head to the end of its chain, and its case
// numbers to the last.
func (w *writer) heads(ctx context.Context, tx *sqldb.Tx) error {
	_, err := tx.Exec(ctx, `UPDATE head SET position = $1, entry_hash = $2, last_day = $3 WHERE institution = $4`,
		w.position, w.hash[:], int32(calendar.DayOf(begins, calendar.WIB)), w.actor.Institution)
	if err != nil {
		return err
	}
	return tx.Bulk(ctx, "case_number", []string{"institution", "year", "last"}, func(yield func([]any) bool) {
		for year, last := range w.running {
			if !yield([]any{w.actor.Institution, year, last}) {
				return
			}
		}
	})
}
