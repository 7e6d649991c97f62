package store

import (
	"teduh/internal/kit/sqldb"
)

// referrals holds every referral's row against its folded file.
func (r *recount) referrals() error {
	want := map[string]referralRow{}
	erased := map[string]bool{}
	for id, f := range r.files {
		erased[id] = f.erased
		if f.state == nil {
			continue
		}
		for _, sent := range f.state.Referrals {
			want[sent.Entry] = referralRowOf(id, sent)
		}
	}
	seen := 0
	err := sqldb.Each(r.ctx, r.q, func(row sqldb.Row) error {
		stored, err := scanReferral(row)
		if err != nil || erased[stored.File] {
			return err
		}
		seen++
		got := referralRowOf(stored.File, stored.Sent)
		if got != want[stored.Entry] {
			r.differs("referral", stored.Entry)
		}
		return nil
	}, `SELECT `+referralColumns+` FROM referral r WHERE r.institution = $1 ORDER BY r.id`, r.institution)
	if err == nil && seen != len(want) {
		r.differs("referral", "a missing row")
	}
	return err
}
