package app

import (
	"context"
	"errors"
	"slices"
	"sync"

	"golang.org/x/sync/errgroup"

	"teduh/internal/domain/area"
	"teduh/internal/domain/recap"
	"teduh/internal/domain/taxonomy"
	"teduh/internal/kit/calendar"
	"teduh/internal/store"
)

// cubes keeps the cubes last asked for.
type cubes struct {
	*core
	axes  *recap.Axes // of the nation
	local *recap.Axes // within a regency: of one province without a name
	mu    sync.Mutex
	kept  []*keptCube // the one asked for last stands last
}

// scope is what a cube holds: a year of the nation, or of one institution or
// regency.
type scope struct {
	year        int
	institution string
	regency     area.Code
}

func (s scope) national() bool { return s.institution == "" && s.regency == "" }

// keptCube is a cube with its lock: read by many, brought up to date by one.
type keptCube struct {
	scope  scope
	mu     sync.RWMutex
	cube   *recap.Cube
	ground *store.Ground // as of which it is fresh
}

// How many cubes are kept: of the nation about 15 MB each, of a place 0.3 MB.
const (
	nationalKept = 2
	localKept    = 32
)

// snapshotWorth is how many facts a load must read before its cube is kept.
const snapshotWorth = 200_000

func newCubes(k *core) *cubes {
	var provinces, regencies, problems, sexes, ages []string
	for _, p := range k.areas.AllProvinces() {
		provinces = append(provinces, string(p.Code))
	}
	for _, r := range k.areas.Regencies() {
		regencies = append(regencies, string(r.Code))
	}
	for _, p := range taxonomy.Now().Problems {
		problems = append(problems, p.Code)
	}
	for _, s := range taxonomy.List("sexes") {
		sexes = append(sexes, s.Code)
	}
	for _, a := range taxonomy.List("age_groups") {
		ages = append(ages, a.Code)
	}
	nation := recap.Axes{
		Provinces: provinces, Regencies: regencies, Problems: problems, Sexes: sexes, Ages: ages,
		ProvinceOf: func(regency string, m calendar.Month) string {
			return string(k.areas.ProvinceOf(area.Code(regency), m.Last()))
		},
	}
	place := nation
	place.Provinces, place.ProvinceOf = []string{""}, func(string, calendar.Month) string { return "" }
	return &cubes{core: k, axes: recap.NewAxes(nation), local: recap.NewAxes(place)}
}

// national calls read with the nation's cube of a year that holds every fact
// committed before the call.
func (c *cubes) national(ctx context.Context, year int, read func(*recap.Cube, *store.Ground) error) error {
	ground, err := c.Store.Ground(ctx)
	if err != nil {
		return err
	}
	return c.with(ctx, scope{year: year}, ground, ground.Heads, func(cube *recap.Cube) error { return read(cube, ground) })
}

// within calls read with the cube of an institution, or of a regency in which
// these institutions have an office.
func (c *cubes) within(ctx context.Context, s scope, ground *store.Ground, offices []string, read func(*recap.Cube) error) error {
	var heads []store.Head
	for _, h := range ground.Heads {
		if h.Institution == s.institution || s.institution == "" && slices.Contains(offices, h.Institution) {
			heads = append(heads, h)
		}
	}
	return c.with(ctx, s, ground, heads, read)
}

func (c *cubes) with(ctx context.Context, s scope, ground *store.Ground, heads []store.Head, read func(*recap.Cube) error) error {
	k := c.keep(s)
	k.mu.RLock()
	if k.cube != nil && (k.ground == ground || fresh(k.cube, heads)) {
		defer k.mu.RUnlock()
		return read(k.cube)
	}
	k.mu.RUnlock()
	k.mu.Lock()
	defer k.mu.Unlock()
	if err := c.catchUp(context.WithoutCancel(ctx), k, heads); err != nil { // others wait for it too
		k.cube = nil // half added
		return err
	}
	k.ground = ground
	return read(k.cube)
}

// keep returns the place of a cube, and forgets the one not asked for longest
// when there are too many.
func (c *cubes) keep(s scope) *keptCube {
	c.mu.Lock()
	defer c.mu.Unlock()
	at := slices.IndexFunc(c.kept, func(k *keptCube) bool { return k.scope == s })
	if at >= 0 {
		k := c.kept[at]
		c.kept = append(slices.Delete(c.kept, at, at+1), k)
		return k
	}
	most, like := localKept, func(k *keptCube) bool { return k.scope.national() == s.national() }
	if s.national() {
		most = nationalKept
	}
	held := 0
	for _, k := range c.kept {
		if like(k) {
			held++
		}
	}
	if held >= most {
		oldest := slices.IndexFunc(c.kept, like)
		c.kept = slices.Delete(c.kept, oldest, oldest+1)
	}
	k := &keptCube{scope: s}
	c.kept = append(c.kept, k)
	return k
}

// Figures returns the cells of a recap and nothing beside them, from a cube that
// was found to be fresh. It checks no right and leaves no line: for benchmarks,
// never for a door.
func (r *Recaps) Figures(ctx context.Context, q RecapQuery) (cells recap.Cells, err error) {
	q = q.complete()
	err = r.cubes.national(ctx, q.Period.From.Year(), func(cube *recap.Cube, _ *store.Ground) error {
		cells, _ = cube.Sum(q.Figure, q.Period, where(q), q.By)
		return nil
	})
	return cells, err
}

// fresh reports whether a cube holds all that the institutions have written,
// and knows which months they closed.
func fresh(cube *recap.Cube, heads []store.Head) bool {
	for _, h := range heads {
		if cube.Positions[h.Institution] < h.Position || cube.Closed[h.Institution] != h.OpenMonth {
			return false
		}
	}
	return true
}

// catchUp loads a cube from its snapshot, when there is one, and reads the
// facts above the positions it includes.
func (c *cubes) catchUp(ctx context.Context, k *keptCube, heads []store.Head) (err error) {
	if k.cube == nil {
		if k.cube, err = c.load(ctx, k.scope, len(heads)); err != nil {
			return err
		}
	}
	read, err := c.facts(ctx, k, heads)
	if err != nil {
		return err
	}
	if err := c.closures(ctx, k, heads); err != nil || !k.scope.national() || read < snapshotWorth {
		return err
	}
	data, err := k.cube.Encode()
	if err != nil {
		return err
	}
	return c.Store.PutSnapshot(ctx, k.cube.Year, data)
}

// closures takes in which months were closed since. Only the nation's cube is
// asked who reported.
func (c *cubes) closures(ctx context.Context, k *keptCube, heads []store.Head) error {
	known := true
	for _, h := range heads {
		known = known && k.cube.Closed[h.Institution] == h.OpenMonth
		k.cube.Closed[h.Institution] = h.OpenMonth
	}
	if known || !k.scope.national() {
		return nil
	}
	return c.Store.ClosedMonths(ctx, k.cube.Year, k.cube.Reported)
}

// load returns the cube of a snapshot, or an empty one.
func (c *cubes) load(ctx context.Context, s scope, institutions int) (*recap.Cube, error) {
	if !s.national() {
		return recap.NewCube(s.year, c.local, 1), nil
	}
	data, err := c.Store.Snapshot(ctx, s.year)
	if err != nil {
		return nil, err
	}
	if data != nil {
		if cube, err := recap.DecodeCube(data, c.axes); err == nil {
			return cube, nil
		}
	}
	return recap.NewCube(s.year, c.axes, institutions), nil
}

// facts adds the facts that a cube does not hold yet, read two institutions at
// a time, and returns how many they were.
func (c *cubes) facts(ctx context.Context, k *keptCube, heads []store.Head) (int, error) {
	const readers = 2
	cube := k.cube
	var mu sync.Mutex // of the cube
	read := 0
	group, together := errgroup.WithContext(ctx)
	group.SetLimit(readers)
	for _, h := range heads {
		above := cube.Positions[h.Institution]
		if above >= h.Position {
			continue
		}
		group.Go(func() error {
			batch := make([]recap.Row, 0, 512)
			flush := func() (err error) {
				mu.Lock()
				defer mu.Unlock()
				for _, r := range batch {
					err = errors.Join(err, cube.Add(r))
				}
				read += len(batch)
				batch = batch[:0]
				return err
			}
			err := c.Store.FactsAbove(together, h.Institution, cube.Year, above, h.Position, func(r recap.Row) error {
				if k.scope.regency != "" && r.Dims.Area != string(k.scope.regency) {
					return nil
				}
				if batch = append(batch, r); len(batch) == cap(batch) {
					return flush()
				}
				return nil
			})
			return errors.Join(err, flush())
		})
	}
	if err := group.Wait(); err != nil {
		return read, err
	}
	for _, h := range heads {
		cube.Positions[h.Institution] = max(cube.Positions[h.Institution], h.Position)
	}
	return read, nil
}
