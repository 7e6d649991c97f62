package bench

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	"golang.org/x/sync/errgroup"

	"teduh/internal/kit/sqldb"
	"teduh/internal/store"
)

// The phases that run in a process of their own.
const (
	phaseTable = "table" // from start to the first national table
	phaseServe = "serve" // a mixed load, then how much memory it took

	phaseImport = "import" // of an old book of so many cases
)

// served is what a phase prints.
type served struct {
	PeakMB float64
	Total  int64
}

// Phase runs a phase in this process and prints what it found.
func Phase(ctx context.Context, phase string, p Place, out io.Writer) (err error) {
	w, err := enter(ctx, p)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, w.close()) }()
	var s served
	switch {
	case phase == phaseTable:
		rec, err := w.Recaps.Get(ctx, w.Ministry, asked(lastYear))
		if err != nil {
			return err
		}
		s.Total = rec.Table.Total
	case phase == phaseServe:
		if err := w.serve(ctx); err != nil {
			return err
		}
	case strings.HasPrefix(phase, phaseImport):
		size, err := strconv.Atoi(strings.TrimPrefix(phase, phaseImport+" "))
		if err != nil {
			return err
		}
		got, err := w.bring(ctx, filepath.Join(filepath.Dir(p.Key), bookName(size)))
		if err != nil {
			return err
		}
		return json.NewEncoder(out).Encode(got)
	default:
		return fmt.Errorf("no such phase")
	}
	if s.PeakMB, err = peak(); err != nil {
		return err
	}
	return json.NewEncoder(out).Encode(s)
}

// start measures from the start of the program to the first national table,
// first without a snapshot, then from it.
func (r *run) start(ctx context.Context, w *world) error {
	err := w.db.Write(ctx, begins, func(tx *sqldb.Tx) error {
		_, err := tx.Exec(ctx, `DELETE FROM snapshot`)
		return err
	})
	if err != nil {
		return err
	}
	for _, f := range []struct {
		what  string
		reach float64
	}{{"start_without_snapshot", 10}, {"start_from_snapshot", 0.5}} {
		began := time.Now()
		if _, err := r.again(ctx, phaseTable, w.Place); err != nil {
			return err
		}
		r.note(w.figure(f.what, time.Since(began).Seconds(), "s").atMost(f.reach))
	}
	return nil
}

// memory measures the largest resident size of a process that serves.
func (r *run) memory(ctx context.Context, w *world) error {
	s, err := r.again(ctx, phaseServe, w.Place)
	if err != nil {
		return err
	}
	r.note(w.figure("memory_peak", s.PeakMB, "MB").atMost(128))
	size := 0.0
	if w.engine == "sqlite" {
		info, err := os.Stat(strings.TrimPrefix(w.URL, "sqlite:"))
		if err != nil {
			return err
		}
		size = float64(info.Size()) / 1e6
		r.note(w.figure("database", size, "MB"))
	}
	return nil
}

func (r *run) again(ctx context.Context, phase string, p Place) (served, error) {
	var s served
	text, err := r.Again(ctx, phase, p)
	if err != nil {
		return s, err
	}
	return s, json.Unmarshal(text, &s)
}

// serve is what a busy morning asks for: boards, files, searches, new entries,
// and recaps of all years.
func (w *world) serve(ctx context.Context) error {
	ministry, err := w.visitor(ctx, ministryAccount)
	if err != nil {
		return err
	}
	head, err := w.visitor(ctx, largestAccount)
	if err != nil {
		return err
	}
	group, together := errgroup.WithContext(ctx)
	group.Go(func() error {
		for i := range 60 {
			if _, err := ministry.get(fmt.Sprintf("/recap?period=%d&by=%s", lastYear-i%(lastYear-firstYear+1), []string{"problem", "province", "regency", "month"}[i%4])); err != nil {
				return err
			}
		}
		return nil
	})
	for n := range 4 {
		group.Go(func() error { return w.morning(together, head, n) })
	}
	return group.Wait()
}

func (w *world) morning(ctx context.Context, head *visitor, n int) error {
	for range 25 {
		file, err := w.caseOf(ctx, w.LK3s[0], 8)
		if err != nil {
			return err
		}
		for _, path := range []string{"/", "/files/" + file, "/recap?period=2025"} {
			if _, err := head.get(path); err != nil {
				return err
			}
		}
		if _, err := w.Cases.Search(ctx, w.LK3s[0], store.Sought{Text: first[n] + " " + second[n]}); err != nil {
			return err
		}
	}
	return nil
}

// peak returns the largest resident size of this process in MB.
func peak() (float64, error) {
	f, err := os.Open(filepath.Join("/proc", "self", "status"))
	if err != nil {
		return 0, err
	}
	defer f.Close()
	for lines := bufio.NewScanner(f); lines.Scan(); {
		var kb float64
		if _, err := fmt.Sscanf(lines.Text(), "VmHWM: %f kB", &kb); err == nil {
			return kb * 1024 / 1e6, nil
		}
	}
	return 0, errors.New("this system does not tell")
}
