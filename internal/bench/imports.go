package bench

import (
	"context"
	"crypto/rand"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"time"

	"teduh/internal/app"
	"teduh/internal/domain/access"
	"teduh/internal/domain/area"
	"teduh/internal/domain/registry"
	"teduh/internal/exchange/oldbook"
	"teduh/internal/kit/calendar"
	"teduh/internal/kit/ident"
	"teduh/internal/kit/locale"
	"teduh/internal/kit/sheet"
)

// imported is what the phase of an import prints.
type imported struct {
	PeakMB           float64
	Checked, Written float64 // seconds
	Rows             int
}

const oldCases = 100_000

// imports measures old books of many cases, the second four times as long: each
// checked, then written, by a fresh process into an LK3 without files.
func (r *run) imports(ctx context.Context, w *world) error {
	for _, size := range []int{oldCases / 4, oldCases} {
		if err := oldBook(filepath.Join(r.Dir, bookName(size)), size); err != nil {
			return err
		}
		text, err := r.Again(ctx, fmt.Sprintf("%s %d", phaseImport, size), w.Place)
		if err != nil {
			return err
		}
		var got imported
		if err := json.Unmarshal(text, &got); err != nil {
			return err
		}
		name := fmt.Sprintf("import_%d", size)
		whole := w.figure(name, got.Checked+got.Written, "s")
		if size == oldCases {
			whole = whole.atMost(60)
		}
		r.note(w.figure(name+"_check", got.Checked, "s"))
		r.note(whole)
		r.note(w.figure(name+"_rows_per_second", float64(size)/got.Written, "/s"))
		r.note(w.figure(name+"_memory_peak", got.PeakMB, "MB").atMost(192))
	}
	return nil
}

func bookName(size int) string { return fmt.Sprintf("oldbook_%d.xlsx", size) }

// oldBook writes an invented old book, closed cases mostly.
func oldBook(path string, size int) (err error) {
	f, err := os.Create(path)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, f.Close()) }()
	s := sheet.NewStream(f, oldbook.Title("sheet_cases", locale.ID))
	var titles []string
	for _, c := range oldbook.Columns() {
		titles = append(titles, oldbook.Title(c.Name, locale.ID))
	}
	if err := s.Row(titles...); err != nil {
		return err
	}
	problems := []string{"Penelantaran", "Kesulitan ekonomi", "KDRT", "Konflik suami istri", ""}
	for n := range size {
		day := calendar.Day(20060101).Add(n * 3300 / size)
		values := map[string]string{
			"number": fmt.Sprintf("%d/%d", n+1, day.Year()), "registered_on": day.String(), "name": "Contoh " + first[n%len(first)] + " " + second[n/7%len(second)],
			"sex": "P", "birth_date": day.Add(-9000 - n%5000).String(), "nik": fmt.Sprintf("7203%012d", n), "phone": fmt.Sprintf("0812%08d", n/2),
			"address": "Jalan Contoh 12, RT 3", "regency": "Kabupaten Donggala", "origin": "Keluarga", "problem": problems[n%len(problems)], "consent": "Layanan dan pengolahan data",
		}
		if n%10 > 0 {
			values["closed_on"], values["closure_reason"], values["outcome"] = day.Add(60).String(), "Tujuan tercapai", "Rukun kembali"
		}
		row := make([]string, len(titles))
		for i, c := range oldbook.Columns() {
			row[i] = values[c.Name]
		}
		if err := s.Row(row...); err != nil {
			return err
		}
	}
	return s.Close()
}

// bring imports a book into a new LK3.
func (w *world) bring(ctx context.Context, path string) (got imported, err error) {
	f, err := os.Open(path)
	if err != nil {
		return got, err
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return got, err
	}
	book, err := sheet.Open(f, info.Size(), sheet.Limits{})
	if err != nil {
		return got, err
	}
	head, err := w.freshLK3(ctx)
	if err != nil {
		return got, err
	}
	started := time.Now()
	var checked time.Time
	r := app.ImportRequest{Book: book, Lang: locale.ID, Writing: func() { checked = time.Now() }}
	done, err := w.Imports.Cases(ctx, head, r)
	if err != nil {
		return got, err
	}
	if done.Written != done.Rows || done.Bad > 0 {
		return got, fmt.Errorf("%+v", done)
	}
	got.Rows, got.Checked, got.Written = done.Written, checked.Sub(started).Seconds(), time.Since(checked).Seconds()
	got.PeakMB, err = peak()
	return got, err
}

// freshLK3 founds an LK3 without files and returns its head.
func (w *world) freshLK3(ctx context.Context) (access.Actor, error) {
	operator := access.Actor{Staff: ident.New(begins, rand.Reader), Roles: []access.Role{access.Operator}}
	name := ident.New(time.Now(), rand.Reader)
	const where = area.Code("72.03")
	i := registry.Institution{Code: "I" + fmt.Sprintf("%05d", time.Now().UnixNano()/1000%100000), Name: "Contoh LK3 lama", Kind: "lk3_community", Area: where, Status: "active"}
	id, err := w.Institutions.Found(ctx, operator, i, calendar.MonthOf(firstYear, 1))
	if err != nil {
		return access.Actor{}, err
	}
	n := app.NewStaff{Account: "contoh." + name[24:], Name: "Contoh Petugas", Profession: "social_worker", Institution: id, Roles: []access.Role{access.Head}, From: firstYear*10000 + 101}
	staff, err := w.Staff.Create(ctx, operator, n)
	return access.Actor{Staff: staff, Institution: id, Area: string(where), Roles: n.Roles, Today: calendar.DayOf(begins, w.Areas().Zone(where))}, err
}
