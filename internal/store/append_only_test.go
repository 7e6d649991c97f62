package store_test

import (
	"testing"
	"time"

	"teduh/internal/domain/casefile"
	"teduh/internal/kit/fault"
	"teduh/internal/kit/sqldb"
	"teduh/internal/testkit"
)

func exec(v *testkit.Village, statement string) error {
	return v.DB.Write(ctx, time.UnixMilli(1), func(tx *sqldb.Tx) error {
		_, err := tx.Exec(ctx, statement)
		return err
	})
}

func TestEntriesFactsAndAuditCannotBeChanged(t *testing.T) {
	testkit.Each(t, func(t *testing.T, v *testkit.Village) {
		v.Register(t, v.Donggala.Worker, "Contoh Ani", "economic")
		for _, table := range []string{"entry", "fact", "audit"} {
			for _, statement := range []string{"UPDATE " + table + " SET institution = 'x'", "DELETE FROM " + table} {
				if err := exec(v, statement); fault.First(err) == nil || fault.First(err).Key != "fault.append_only" {
					t.Errorf("%s: %v", statement, err)
				}
			}
		}
	})
}

// TestVerifyFindsWhatWasTamperedWith opens the tables as somebody with the
// database in hands could, changes one thing, and lets verify find it.
func TestVerifyFindsWhatWasTamperedWith(t *testing.T) {
	for name, statements := range map[string][]string{
		"an altered fact":         {"UPDATE fact SET amount = amount + 1 WHERE n = 0 AND position = 2"},
		"a removed fact":          {"DELETE FROM fact WHERE position = 2 AND n = 0"},
		"an added fact":           {"INSERT INTO fact SELECT institution, position, n + 100, file, measure, period, book, area, residence, problem, sex, age, amount, cause FROM fact WHERE position = 2"},
		"an altered header":       {"UPDATE entry SET day = day + 1 WHERE position = 2"},
		"an exchanged body":       {"UPDATE entry SET body = (SELECT e.body FROM entry e WHERE e.institution = entry.institution AND e.position = 1) WHERE position = 2"},
		"a removed last entry":    {"DELETE FROM fact WHERE position = 5", "DELETE FROM entry WHERE position = 5"},
		"an altered audit line":   {"UPDATE audit SET staff = 'nobody' WHERE seq = 1"},
		"a removed audit line":    {"DELETE FROM audit WHERE seq = 1"},
		"reordered audit lines":   {"UPDATE audit SET seq = seq + 1000 WHERE seq = 1", "UPDATE audit SET seq = 1 WHERE seq = 2", "UPDATE audit SET seq = 2 WHERE seq = 1001"},
		"a file's row":            {"UPDATE file SET status = 'closed' WHERE kind = 'case'"},
		"an assignment":           {"DELETE FROM assignment"},
		"whose file a case opens": {"UPDATE party SET person = 'somebody'"},
		"a party that is none":    {"INSERT INTO party SELECT institution, file, 'somebody' FROM party"},
		"a promise's day":         {"UPDATE due SET day = 20160309"},
		"a promise":               {"DELETE FROM due"},
		"a claim of being served": {"DELETE FROM served WHERE length = 3"},
	} {
		t.Run(name, func(t *testing.T) {
			testkit.Each(t, func(t *testing.T, v *testkit.Village) {
				made := v.Register(t, v.Donggala.Worker, "Contoh Ani", "economic")
				session := testkit.Session()
				session.Set("next_date", "2016-03-14")
				v.Append(t, v.Donggala.Worker, made.Case, casefile.Session, session)
				if got, err := v.Check.Verify(ctx, func(int, int) {}); err != nil || got.Difference != nil {
					t.Fatalf("before: %v %v", got.Difference, err)
				}
				disarm(t, v)
				for _, s := range statements {
					if err := exec(v, s); err != nil {
						t.Fatal(err)
					}
				}
				if got, err := v.Check.Verify(ctx, func(int, int) {}); err != nil || got.Difference == nil {
					t.Fatalf("not found: %v", err)
				}
			})
		})
	}
}

// disarm drops the triggers.
func disarm(t *testing.T, v *testkit.Village) {
	t.Helper()
	for _, table := range []string{"entry", "fact", "audit"} {
		drop := []string{"DROP TRIGGER " + table + "_update", "DROP TRIGGER " + table + "_delete"}
		if v.DB.Engine() == sqldb.Postgres {
			drop = []string{"DROP TRIGGER " + table + "_append_only ON " + table}
		}
		for _, s := range drop {
			if err := exec(v, s); err != nil {
				t.Fatal(err)
			}
		}
	}
}

// TestEveryTextColumnIsComparedByItsBytes: an id ordered by a locale would be
// another order on another server.
func TestEveryTextColumnIsComparedByItsBytes(t *testing.T) {
	testkit.Each(t, func(t *testing.T, v *testkit.Village) {
		if v.DB.Engine() != sqldb.Postgres {
			return // SQLite knows no other way
		}
		others, err := sqldb.Collect(ctx, v.DB, sqldb.Scalar[string], `SELECT table_name || '.' || column_name FROM information_schema.columns
			WHERE table_schema = 'public' AND data_type = 'text' AND collation_name IS DISTINCT FROM 'C'`)
		if err != nil || len(others) > 0 {
			t.Errorf("%v, %v", others, err)
		}
	})
}
