package demo

import (
	"context"
	"fmt"

	"teduh/internal/domain/registry"
	"teduh/internal/domain/taxonomy"
)

// agencies are the kinds of agency in the catalogue of an LK3 told in full, with
// their invented services.
var agencies = []struct{ kind, name, services string }{
	{"puskesmas", "Contoh Puskesmas", "Contoh: pemeriksaan kesehatan, konseling gizi, rujukan ke rumah sakit."},
	{"uptd_ppa", "Contoh UPTD PPA", "Contoh: pendampingan korban kekerasan, rumah aman sementara."},
	{"dukcapil", "Contoh Dinas Dukcapil", "Contoh: kartu keluarga, akta kelahiran, perekaman KTP."},
	{"school", "Contoh Sekolah Dasar", "Contoh: guru pembimbing, beasiswa, kelas tambahan."},
	{"legal_aid", "Contoh Lembaga Bantuan Hukum", "Contoh: konsultasi hukum cuma-cuma, pendampingan sidang."},
}

// finer are the own codes of an LK3 told in full.
var finer = []registry.SecondLevel{
	{Under: "economic", Name: "Contoh: utang pinjaman daring"},
	{Under: taxonomy.Other, Name: "Contoh: sengketa warisan"},
}

// catalogue fills in whom the LK3 refers to, and its finer codes.
func (l *lk3) catalogue(ctx context.Context, place string) error {
	l.receivers = map[string]string{}
	for _, g := range agencies {
		id, err := l.Agencies.Put(ctx, l.as(l.head), registry.Agency{
			Area: l.where, Kind: g.kind, Name: g.name + " " + place, Services: g.services,
			Address: "Jalan Contoh No. " + digits(string(l.where)), Phone: "0800111" + digits(string(l.where)), Hours: "Contoh: Senin sampai Jumat, 08.00 sampai 14.00",
		})
		if err != nil {
			return err
		}
		l.receivers[g.kind] = id
	}
	for _, code := range finer {
		if err := l.Institutions.AddSecondLevel(ctx, l.as(l.head), l.id, code); err != nil {
			return err
		}
	}
	var err error
	l.finer, err = l.Institutions.SecondLevels(ctx, l.as(l.head))
	return err
}

// renewals are the day on which somebody rings the agencies and makes sure of
// them: of all but the last.
func (l *lk3) renewals(b *builder) []step {
	if !l.full() {
		return nil
	}
	r := random(b.Seed, "renewal "+string(l.where))
	return []step{{l.morning(20160810, r), func(ctx context.Context) error {
		for _, g := range agencies[:len(agencies)-1] {
			known, _, err := l.Agencies.Get(ctx, l.as(l.head), l.receivers[g.kind])
			if err == nil {
				_, err = l.Agencies.Put(ctx, l.as(l.head), known)
			}
			if err != nil {
				return err
			}
		}
		return nil
	}}}
}

// ownCode is the LK3's finer code of the problem, for some of the cases.
func (s *story) ownCode(b *builder) string {
	r := random(b.Seed, fmt.Sprintf("finer %s %d", s.lk3.where, s.serial))
	for _, code := range s.lk3.finer {
		if code.Under == s.problem && r.Float64() < 0.5 {
			return code.Code
		}
	}
	return ""
}
