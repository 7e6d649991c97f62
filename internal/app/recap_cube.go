package app

import (
	"context"
	"sync"

	"teduh/internal/domain/area"
	"teduh/internal/domain/recap"
	"teduh/internal/domain/taxonomy"
	"teduh/internal/kit/calendar"
	"teduh/internal/store"
)

// cubes keeps the years that were asked for.
type cubes struct {
	*core
	axes  *recap.Axes
	mu    sync.Mutex
	years map[int]*year
}

// year is a cube with its lock: read by many, brought up to date by one.
type year struct {
	mu   sync.RWMutex
	cube *recap.Cube
}

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
	axes := recap.NewAxes(recap.Axes{
		Provinces: provinces, Regencies: regencies, Problems: problems, Sexes: sexes, Ages: ages,
		ProvinceOf: func(regency string, m calendar.Month) string {
			return string(k.areas.ProvinceOf(area.Code(regency), m.Last()))
		},
	})
	return &cubes{core: k, axes: axes, years: map[int]*year{}}
}

// with calls read with the cube of a year that holds every fact committed
// before the call.
func (c *cubes) with(ctx context.Context, y int, read func(*recap.Cube, []store.Head) error) error {
	heads, err := c.Store.Heads(ctx)
	if err != nil {
		return err
	}
	c.mu.Lock()
	held := c.years[y]
	if held == nil {
		held = &year{}
		c.years[y] = held
	}
	c.mu.Unlock()
	held.mu.RLock()
	if held.cube != nil && fresh(held.cube, heads) {
		defer held.mu.RUnlock()
		return read(held.cube, heads)
	}
	held.mu.RUnlock()
	held.mu.Lock()
	defer held.mu.Unlock()
	if err := c.catchUp(ctx, held, y, heads); err != nil {
		return err
	}
	return read(held.cube, heads)
}

// Figures returns the cells of a recap and nothing beside them, from a cube that
// was found to be fresh. It checks no right and leaves no line: for benchmarks,
// never for a door.
func (r *Recaps) Figures(ctx context.Context, q RecapQuery) (cells recap.Cells, err error) {
	q = q.complete()
	err = r.cubes.with(ctx, q.Period.From.Year(), func(cube *recap.Cube, _ []store.Head) error {
		cells, _ = cube.Sum(q.Figure, q.Period, where(q.Area), q.By)
		return nil
	})
	return cells, err
}

func fresh(cube *recap.Cube, heads []store.Head) bool {
	for _, h := range heads {
		if cube.Positions[h.Institution] < h.Position {
			return false
		}
	}
	return true
}

// catchUp loads a year from its snapshot, when there is one, and reads the
// facts above the positions it includes.
func (c *cubes) catchUp(ctx context.Context, held *year, y int, heads []store.Head) error {
	if held.cube == nil {
		cube, err := c.load(ctx, y)
		if err != nil {
			return err
		}
		held.cube = cube
	}
	read := 0
	if len(held.cube.Positions) == 0 {
		n, err := c.loadAll(ctx, held.cube, heads)
		if err != nil {
			held.cube = nil
			return err
		}
		read = n
	}
	for _, h := range heads {
		if held.cube.Positions[h.Institution] >= h.Position {
			continue
		}
		err := c.Store.FactsAbove(ctx, h.Institution, y, held.cube.Positions[h.Institution], h.Position, func(r recap.Row) {
			held.cube.Add(r)
			read++
		})
		if err != nil {
			held.cube = nil // half added
			return err
		}
		held.cube.Positions[h.Institution] = h.Position
	}
	return c.keep(ctx, held.cube, read)
}

// load returns the kept cube of a year, or an empty one.
func (c *cubes) load(ctx context.Context, y int) (*recap.Cube, error) {
	data, err := c.Store.Snapshot(ctx, y)
	if err != nil {
		return nil, err
	}
	if data != nil {
		if cube, err := recap.DecodeCube(data, c.axes); err == nil {
			return cube, nil
		}
	}
	return recap.NewCube(y, c.axes), nil
}

// loadAll reads all facts, two institutions at a time.
func (c *cubes) loadAll(ctx context.Context, cube *recap.Cube, heads []store.Head) (int, error) {
	const readers = 2
	var mu sync.Mutex
	var wg sync.WaitGroup
	work := make(chan store.Head)
	errs := make(chan error, readers)
	read := 0
	for range readers {
		wg.Go(func() {
			batch := make([]recap.Row, 0, 4096)
			flush := func() {
				mu.Lock()
				for _, r := range batch {
					cube.Add(r)
				}
				read += len(batch)
				mu.Unlock()
				batch = batch[:0]
			}
			for h := range work {
				err := c.Store.FactsAbove(ctx, h.Institution, cube.Year, 0, h.Position, func(r recap.Row) {
					if batch = append(batch, r); len(batch) == cap(batch) {
						flush()
					}
				})
				if err != nil {
					select {
					case errs <- err:
					default:
					}
				}
			}
			flush()
		})
	}
	for _, h := range heads {
		work <- h
	}
	close(work)
	wg.Wait()
	select {
	case err := <-errs:
		return read, err
	default:
	}
	for _, h := range heads {
		cube.Positions[h.Institution] = h.Position
	}
	return read, nil
}

func (c *cubes) keep(ctx context.Context, cube *recap.Cube, read int) error {
	if read < snapshotWorth {
		return nil
	}
	data, err := cube.Encode()
	if err != nil {
		return err
	}
	return c.Store.PutSnapshot(ctx, cube.Year, data)
}
