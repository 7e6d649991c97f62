package demo

import (
	"context"
	"encoding/binary"
	"fmt"
	"iter"
	"maps"
	"math/rand/v2"
	"slices"
	"strings"

	"teduh/internal/app"
	"teduh/internal/domain/access"
	"teduh/internal/domain/area"
	"teduh/internal/domain/registry"
	"teduh/internal/domain/taxonomy"
	"teduh/internal/kit/calendar"
	"teduh/internal/kit/ident"
)

func mapsKeys(m map[string]int) iter.Seq[string] { return maps.Keys(m) }

// random is a stream of numbers that repeats for the seed and a label.
func random(seed uint64, label string) *rand.Rand {
	var b [16]byte
	_, _ = ident.Seeded(seed, label).Read(b[:]) // a seeded stream never fails
	return rand.New(rand.NewPCG(binary.LittleEndian.Uint64(b[:8]), binary.LittleEndian.Uint64(b[8:])))
}

// named are the three places whose heads of Dinas came to the meetings.
var named = []area.Code{"73.03", "72.03", "17.04"} // Bantaeng, Donggala, Kaur

const donggala = area.Code("72.03")

// choosePlaces picks the regencies and cities: the three that the article
// names, one in each province of 2016, and more by chance. Jakarta has no
// regency budgets (APBD) of its own, so it has no LK3 here.
func choosePlaces(tree *area.Tree, r *rand.Rand, n int) []area.Code {
	const jakarta = area.Code("31")
	chosen := slices.Clone(named)
	var rest []area.Code
	for _, p := range tree.Provinces(Reach) {
		if p.Code == jakarta {
			continue
		}
		children := tree.Children(p.Code, Reach)
		r.Shuffle(len(children), func(i, j int) { children[i], children[j] = children[j], children[i] })
		has := slices.ContainsFunc(chosen, func(c area.Code) bool { return tree.ProvinceOf(c, Reach) == p.Code })
		for _, c := range children {
			switch {
			case slices.Contains(chosen, c.Code):
			case !has:
				chosen, has = append(chosen, c.Code), true
			default:
				rest = append(rest, c.Code)
			}
		}
	}
	r.Shuffle(len(rest), func(i, j int) { rest[i], rest[j] = rest[j], rest[i] })
	return append(chosen, rest[:n-len(chosen)]...)
}

// found makes the ministry, a province office, a district office and the LK3s
// with their people.
func (b *builder) found(ctx context.Context) error {
	t := b.timed("offices")
	b.operator = access.Actor{Staff: ident.New(Clock, ident.Seeded(b.Seed, "operator")), Roles: []access.Role{access.Operator}, Today: Reach}
	t.now = calendar.Day(20150105).Time()
	var err error
	if b.offices.ministry, err = b.office(ctx, t, "KEMSOS", "Contoh Kementerian Sosial", "ministry", ""); err != nil {
		return err
	}
	if b.offices.province, err = b.office(ctx, t, "DSST", "Contoh Dinas Sosial Provinsi Sulawesi Tengah", "dinas_province", donggala.Up()); err != nil {
		return err
	}
	if b.offices.district, err = b.office(ctx, t, "DSDGL", "Contoh Dinas Sosial Kabupaten Donggala", "dinas_regency", donggala); err != nil {
		return err
	}
	return b.foundLK3s(ctx, t)
}

func (b *builder) office(ctx context.Context, t *timed, code, name, kind string, where area.Code) (string, error) {
	return t.Institutions.Found(ctx, b.operator, registry.Institution{Code: code, Name: name, Kind: kind, Area: where, Status: "active"}, 0)
}

func (b *builder) foundLK3s(ctx context.Context, t *timed) error {
	published := taxonomy.Published2016()
	r := random(b.Seed, "places")
	places := choosePlaces(t.Areas(), r, published.Institutions)
	counts := sizes(r, len(places), published.Cases)
	deck := deal(r)
	for i, where := range places {
		l, err := b.foundLK3(ctx, t, where, i)
		if err != nil {
			return err
		}
		l.plan(b, deck[:counts[i]])
		deck = deck[counts[i]:]
		b.lk3s = append(b.lk3s, l)
	}
	b.halfUncoded()
	b.pairTransfers()
	return nil
}

func (b *builder) foundLK3(ctx context.Context, t *timed, where area.Code, n int) (*lk3, error) {
	place, _ := t.Areas().Get(where)
	short := strings.ReplaceAll(string(where), ".", "")
	kind := "lk3_community"
	if n%3 == 0 {
		kind = "lk3_government"
	}
	l := &lk3{where: where, index: n, timed: b.timed("lk3 " + short), random: random(b.Seed, "lk3 "+short)}
	i := registry.Institution{
		Code: "L" + short, Name: "Contoh LK3 " + place.Name, Kind: kind, Area: where, Status: "active",
		Decree: fmt.Sprintf("Contoh SK %03d/2014", n+1), DecreeFrom: 20140102, DecreeUntil: 20170101,
		Address: fmt.Sprintf("Jalan Contoh No. %d, %s", n+1, place.Name), Phone: fmt.Sprintf("0800000%04d", n+1), Email: "lk3." + short + "@contoh.invalid",
	}
	var err error
	if l.id, err = t.Institutions.Found(ctx, b.operator, i, 201507); err != nil {
		return nil, err
	}
	if err := l.hire(ctx, b, t); err != nil {
		return nil, err
	}
	if l.full() {
		l.now = t.now
		if err := l.catalogue(ctx, place.Name); err != nil {
			return nil, err
		}
	}
	budget := registry.Budget{Institution: l.id, Year: 2016, Status: "set_aside", Planned: int64(50+10*l.random.IntN(40)) * 1_000_000, Code: "1.06.02.2.03.0005"}
	return l, t.Institutions.SetBudget(ctx, access.Actor{Staff: b.operator.Staff, Roles: []access.Role{access.MinistryOfficer}}, budget)
}

// hire makes the accounts of an LK3. Only those printed at the end get a
// password.
func (l *lk3) hire(ctx context.Context, b *builder, t *timed) error {
	short := strings.ReplaceAll(string(l.where), ".", "")
	people := []struct {
		account, profession string
		roles               []access.Role
		as                  *access.Actor
	}{
		{"kerja." + short, "social_worker", []access.Role{access.Caseworker, access.FrontOfficer}, &l.worker},
		{"koordinator." + short, "social_worker", []access.Role{access.Head}, &l.head},
		{"psikolog." + short, "psychologist", []access.Role{access.Psychologist}, &l.psychologist},
	}
	if l.where == donggala { // the accounts that the demo prints
		people[0].account, people[1].account, people[2].account = "pendamping", "koordinator", "psikolog"
	}
	for i, p := range people {
		name := fmt.Sprintf("Contoh %s %s", staffNames[(l.index*3+i)%len(staffNames)], surnames[(l.index+i*7)%len(surnames)])
		b.plain.say(name)
		id, err := t.Staff.Create(ctx, b.operator, app.NewStaff{
			Account: p.account, Name: name, Profession: p.profession, Institution: l.id, Roles: p.roles, From: 20150101,
		})
		if err != nil {
			return err
		}
		*p.as = access.Actor{Staff: id, Institution: l.id, Area: string(l.where), Roles: p.roles}
	}
	return nil
}
