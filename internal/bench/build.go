package bench

import (
	"context"
	"crypto/rand"
	"encoding/json"
	"errors"
	"fmt"
	"math"
	mathrand "math/rand/v2"
	"slices"

	"golang.org/x/sync/errgroup"

	"teduh/internal/app"
	"teduh/internal/domain/access"
	"teduh/internal/domain/area"
	"teduh/internal/domain/registry"
	"teduh/internal/kit/calendar"
	"teduh/internal/kit/crypt"
	"teduh/internal/kit/ident"
	"teduh/internal/kit/sqldb"
)

// build makes a world of a size in an empty place.
func build(ctx context.Context, p Place, cases int, say func(string, ...any)) (err error) {
	w := &world{Place: p}
	if w.key, err = crypt.Source("file:" + p.Key).Create(rand.Reader); err != nil {
		return err
	}
	if w.db, err = sqldb.Open(ctx, p.URL, sqldb.Options{WriterCache: 256 << 10}); err != nil {
		return err
	}
	defer func() { err = errors.Join(err, w.db.Close()) }()
	if err := w.prepare(ctx); err != nil {
		return err
	}
	if err := w.found(ctx); err != nil {
		return err
	}
	if err := w.fill(ctx, cases, say); err != nil {
		return err
	}
	if w.db.Engine() == sqldb.Postgres {
		if err := sqldb.Administer(ctx, w.db, "VACUUM (ANALYZE)"); err != nil { // else the server does it while we measure
			return err
		}
	}
	return w.store.SetSetting(ctx, made, fmt.Sprint(cases))
}

const peopleKept = "bench_people"

// meet reads who acts in the world.
func (w *world) meet(ctx context.Context) error {
	text, err := w.store.Setting(ctx, peopleKept)
	if err != nil {
		return err
	}
	return json.Unmarshal([]byte(text), &w.people)
}

// accounts of those who sign in.
const (
	ministryAccount = "contoh.kementerian"
	largestAccount  = "contoh.terbesar"
)

// found makes the ministry and an LK3 in every regency and city, with one
// person in all posts of each.
func (w *world) found(ctx context.Context) error {
	operator := access.Actor{Staff: ident.New(begins, rand.Reader), Roles: []access.Role{access.Operator}}
	join := func(account, code, name, kind string, where area.Code, roles ...access.Role) (access.Actor, error) {
		i := registry.Institution{Code: code, Name: name, Kind: kind, Area: where, Status: "active"}
		id, err := w.Institutions.Found(ctx, operator, i, calendar.MonthOf(firstYear, 1))
		if err != nil {
			return access.Actor{}, err
		}
		n := app.NewStaff{Account: account, Name: "Contoh Petugas", Profession: "social_worker", Institution: id, Roles: roles, From: firstYear*10000 + 101}
		if account == ministryAccount || account == largestAccount {
			n.Password = password
		}
		staff, err := w.Staff.Create(ctx, operator, n)
		today := calendar.DayOf(begins, w.Areas().Zone(where))
		return access.Actor{Staff: staff, Institution: id, Area: string(where), Roles: roles, Today: today}, err
	}
	var err error
	if w.Ministry, err = join(ministryAccount, "KMS", "Contoh Kementerian", "ministry", "", access.MinistryOfficer); err != nil {
		return err
	}
	for n, where := range w.Areas().Regencies() {
		account := fmt.Sprintf("contoh.lk3.%d", n)
		if n == 0 {
			account = largestAccount
		}
		a, err := join(account, lk3Code(n), "Contoh LK3 "+where.Name, "lk3_community", where.Code, access.FrontOfficer, access.Caseworker, access.Head)
		if err != nil {
			return err
		}
		w.LK3s = append(w.LK3s, a)
	}
	text, err := json.Marshal(w.people)
	if err != nil {
		return err
	}
	return w.store.SetSetting(ctx, peopleKept, string(text))
}

// lk3Code is the short code of the n-th LK3.
func lk3Code(n int) string { return fmt.Sprintf("B%03d", n) }

// shares spreads cases over LK3s as life does: a few large, many small; the
// largest first.
func shares(cases, lk3s int) []int {
	chance := mathrand.New(mathrand.NewPCG(uint64(cases), 1))
	weights, sum := make([]float64, lk3s), 0.0
	for i := range weights {
		weights[i] = math.Exp(chance.NormFloat64() * 0.7)
		sum += weights[i]
	}
	slices.SortFunc(weights, func(a, b float64) int { return int(math.Copysign(1, b-a)) })
	out, left := make([]int, lk3s), cases
	for i := range out {
		out[i] = min(left, int(weights[i]/sum*float64(cases)))
		left -= out[i]
	}
	out[lk3s-1] += left
	return out
}

// fill writes the cases of all LK3s, two at a time.
func (w *world) fill(ctx context.Context, cases int, say func(string, ...any)) error {
	group, together := errgroup.WithContext(ctx)
	group.SetLimit(2)
	for i, n := range shares(cases, len(w.LK3s)) {
		group.Go(func() error {
			if i%100 == 0 {
				say("  LK3 %d of %d", i, len(w.LK3s))
			}
			return w.institution(together, i, n)
		})
	}
	return group.Wait()
}
