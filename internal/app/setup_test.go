package app_test

import (
	"fmt"
	"sync"
	"sync/atomic"
	"testing"

	"teduh/internal/app"
	"teduh/internal/domain/access"
	"teduh/internal/domain/registry"
	"teduh/internal/domain/taxonomy"
	"teduh/internal/kit/crypt"
	"teduh/internal/kit/ident"
	"teduh/internal/kit/sqldb"
	"teduh/internal/kit/sqldb/sqltest"
	"teduh/internal/store"
	"teduh/internal/testkit"
)

// TestOfSeveralWhoSetUpAtOnceOneDoes: the institution and its first account are
// made together or not at all.
func TestOfSeveralWhoSetUpAtOnceOneDoes(t *testing.T) {
	sqltest.Each(t, store.Migrations(), func(t *testing.T, db *sqldb.DB) {
		key, err := crypt.NewKey(ident.Seeded(1, "setup"))
		if err != nil {
			t.Fatal(err)
		}
		s, err := store.Open(ctx, db, key, taxonomy.Codebook{})
		if err != nil {
			t.Fatal(err)
		}
		v := testkit.Empty(s, db, key)
		code, err := v.Staff.SetupCode(ctx)
		if err != nil {
			t.Fatal(err)
		}
		var done atomic.Int64
		var wg sync.WaitGroup
		for n := range 4 {
			wg.Go(func() {
				i := registry.Institution{Code: fmt.Sprintf("KM%d", n), Name: "Contoh Kementerian", Kind: "ministry", Status: "active"}
				who := app.NewStaff{Account: fmt.Sprintf("contoh.%d", n), Name: "Contoh Pengelola", Profession: "civil_servant", Password: "empat kata yang panjang", Roles: []access.Role{access.Operator}}
				if err := v.Staff.Setup(ctx, code, i, who); err == nil {
					done.Add(1)
				}
			})
		}
		wg.Wait()
		all, err := s.AllInstitutions(ctx)
		if err != nil || len(all) != 1 || done.Load() != 1 {
			t.Errorf("%d set up, %d institutions, %v", done.Load(), len(all), err)
		}
	})
}
