package recap_test

import (
	"fmt"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"teduh/internal/domain/recap"
	"teduh/internal/kit/calendar"
)

// axes is a small country: two provinces, one of which began in 2016-07.
func axes() *recap.Axes {
	return recap.NewAxes(recap.Axes{
		Provinces: []string{"1", "2"}, Regencies: []string{"1.1", "1.2", "2.1"}, Problems: []string{"a", "b", "not_coded"},
		Sexes: []string{"female", "male"}, Ages: []string{"young", "old"},
		ProvinceOf: func(regency string, m calendar.Month) string {
			if regency == "2.1" && m < 201607 {
				return "1"
			}
			return regency[:1]
		},
	})
}

func rows(t *rapid.T) []recap.Row {
	measures := []recap.Measure{recap.New, recap.Closed, recap.TransferIn, recap.Reopened, recap.ReopenedYear, recap.ReopenedMonth, recap.Sessions, recap.PersonsYear}
	return rapid.SliceOfN(rapid.Custom(func(t *rapid.T) recap.Row {
		book := calendar.MonthOf(rapid.IntRange(2015, 2017).Draw(t, "year"), rapid.IntRange(1, 12).Draw(t, "month"))
		return recap.Row{
			Institution: rapid.SampledFrom([]string{"x", "y"}).Draw(t, "institution"), Measure: rapid.SampledFrom(measures).Draw(t, "measure"),
			Period: book, Book: book, Amount: int64(rapid.IntRange(-2, 3).Draw(t, "amount")),
			Dims: recap.Dims{
				Area: rapid.SampledFrom([]string{"1.1", "1.2", "2.1"}).Draw(t, "area"), Problem: rapid.SampledFrom([]string{"a", "b", "not_coded"}).Draw(t, "problem"),
				Sex: rapid.SampledFrom([]string{"female", "male"}).Draw(t, "sex"), Age: rapid.SampledFrom([]string{"young", "old"}).Draw(t, "age"),
			},
		}
	}), 0, 60).Draw(t, "rows")
}

func periods() []calendar.Period {
	return []calendar.Period{calendar.PeriodOf(201601, calendar.Year), calendar.PeriodOf(201607, calendar.Semester), calendar.PeriodOf(201604, calendar.Quarter), calendar.PeriodOf(201601, calendar.MonthLength), calendar.PeriodOf(201612, calendar.MonthLength)}
}

// TestTheCubeIsThePlainSum holds the arrays against adding the rows one by one.
func TestTheCubeIsThePlainSum(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		all, a := rows(t), axes()
		cube := recap.NewCube(2016, a)
		for _, r := range all {
			cube.Add(r)
		}
		for _, f := range []recap.Figure{recap.Handled, recap.NewCases, recap.OpenAtEnd, recap.SessionsHeld, recap.PersonsServed} {
			for _, p := range periods() {
				for _, by := range []recap.Axis{recap.ByProblem, recap.BySex, recap.ByAge, recap.ByProvince, recap.ByRegency, recap.ByMonth} {
					sum := recap.NewSum(a, f, p, by)
					for _, r := range all {
						sum.Add(r)
					}
					got, ok := cube.Sum(f, p, recap.Where{}, by)
					if !ok || !same(got, sum.Cells()) {
						t.Fatalf("%s of %s by %s:\n%v\n%v", f, p, by, got, sum.Cells())
					}
				}
			}
		}
	})
}

// same compares the cells that are not zero.
func same(a, b recap.Cells) bool { return fmt.Sprint(flat(a)) == fmt.Sprint(flat(b)) }

func flat(c recap.Cells) map[string]int64 {
	out := map[string]int64{}
	for row := range c.Amounts {
		for i, n := range c.Amounts[row] {
			if n != 0 {
				out[fmt.Sprint(row, " ", c.Columns[i])] += n
			}
		}
	}
	return out
}

func TestPartsAddUpToTheWhole(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		cube := recap.NewCube(2016, axes())
		for _, r := range rows(t) {
			cube.Add(r)
		}
		p := calendar.PeriodOf(201601, calendar.Year)
		whole, _ := cube.Sum(recap.NewCases, p, recap.Where{}, recap.ByProblem)
		for _, by := range []recap.Axis{recap.ByProvince, recap.ByRegency, recap.BySex, recap.ByAge, recap.ByMonth} {
			parts, _ := cube.Sum(recap.NewCases, p, recap.Where{}, by)
			for row := range whole.Amounts {
				sum := int64(0)
				for _, n := range parts.Amounts[row] {
					sum += n
				}
				if sum != whole.Amounts[row][0] {
					t.Fatalf("by %s: %d, whole %d", by, sum, whole.Amounts[row][0])
				}
			}
		}
	})
}

func TestASnapshotReadsBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		cube := recap.NewCube(2016, axes())
		for _, r := range rows(t) {
			cube.Add(r)
		}
		cube.Positions["x"] = 7
		data, err := cube.Encode()
		if err != nil {
			t.Fatal(err)
		}
		back, err := recap.DecodeCube(data, axes())
		if err != nil || back.Positions["x"] != 7 {
			t.Fatal(err)
		}
		p := calendar.PeriodOf(201601, calendar.Year)
		a, _ := cube.Sum(recap.Handled, p, recap.Where{}, recap.ByProvince)
		b, _ := back.Sum(recap.Handled, p, recap.Where{}, recap.ByProvince)
		if !same(a, b) || len(cube.Reporting(p)) != len(back.Reporting(p)) {
			t.Fatal("another cube")
		}
	})
	other := axes()
	other.Problems = other.Problems[:2]
	data, err := recap.NewCube(2016, axes()).Encode()
	if err != nil {
		t.Fatal(err)
	}
	if _, err := recap.DecodeCube(data, other); err == nil {
		t.Fatal("a snapshot of other axes is read")
	}
}

func TestPercentagesAreRoundedHalfUp(t *testing.T) {
	for _, c := range []struct{ n, total, want int64 }{{1, 2000, 1}, {1, 2001, 0}, {481, 3252, 148}, {572, 3252, 176}, {0, 0, 0}, {3, 3, 1000}, {1, 3, 333}, {2, 3, 667}} {
		if got := recap.Percent(c.n, c.total); got != c.want {
			t.Errorf("Percent(%d, %d) = %d, want %d", c.n, c.total, got, c.want)
		}
	}
}

func TestALineKeepsItsParts(t *testing.T) {
	cells := recap.Cells{Columns: []string{""}, Amounts: [][]int64{{6}, {1}, {3}}}
	line := func(p string) string {
		if p == "a" {
			return "a"
		}
		return "other"
	}
	table := recap.NewTable([]string{"a", "b", "not_coded"}, cells, []string{"a", "other"}, line, "other")
	other := table.Lines[1]
	if table.Total != 10 || other.Amount != 4 || other.Tenths != 400 || len(other.Parts) != 2 || other.Parts[1].Tenths != 300 {
		t.Fatalf("%+v", table)
	}
}

func TestEveryFigureHasAUnitAndTerms(t *testing.T) {
	for _, f := range recap.Figures() {
		for _, p := range periods() {
			terms := f.Terms(p)
			if len(terms) == 0 {
				t.Errorf("%s has no terms", f)
			}
			for _, term := range terms {
				if term.Measure.Unit() != f.Unit() {
					t.Errorf("%s counts %s, its measure %d counts %s", f, f.Unit(), term.Measure, term.Measure.Unit())
				}
			}
		}
	}
	if !slices.Contains(recap.Figures(), recap.Handled) {
		t.Error("handled is missing")
	}
}

func BenchmarkNationByProvince(b *testing.B) {
	cube := recap.NewCube(2016, axes())
	p := calendar.PeriodOf(201601, calendar.Year)
	for b.Loop() {
		cube.Sum(recap.Handled, p, recap.Where{}, recap.ByProvince)
	}
}
