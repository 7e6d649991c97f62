package recap_test

import (
	"fmt"
	"maps"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"teduh/internal/domain/recap"
	"teduh/internal/kit/calendar"
	"teduh/internal/kit/fault"
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

// plain adds the rows one by one: what every layout of the cube is held against.
func plain(a *recap.Axes, all []recap.Row, f recap.Figure, p calendar.Period, where recap.Where, by recap.Axis) map[string]int64 {
	out := map[string]int64{}
	for _, r := range all {
		in := (where.Institution == "" || r.Institution == where.Institution) && (where.Regency == "" || r.Dims.Area == where.Regency)
		if !in {
			continue
		}
		row := slices.Index(a.Problems, r.Dims.Problem)
		if by != recap.ByMonth {
			out[fmt.Sprint(row, " ", column(a, r, by))] += amount(f, p, r)
			continue
		}
		for _, m := range p.Months() {
			out[fmt.Sprint(row, " ", m)] += amount(f, calendar.PeriodOf(m, calendar.MonthLength), r)
		}
	}
	maps.DeleteFunc(out, func(_ string, n int64) bool { return n == 0 })
	return out
}

func column(a *recap.Axes, r recap.Row, by recap.Axis) string {
	switch by {
	case recap.BySex:
		return r.Dims.Sex
	case recap.ByAge:
		return r.Dims.Age
	case recap.ByInstitution:
		return r.Institution
	case recap.ByRegency:
		return r.Dims.Area
	case recap.ByProvince:
		return a.ProvinceOf(r.Dims.Area, r.Book)
	default:
		return ""
	}
}

func amount(f recap.Figure, p calendar.Period, r recap.Row) (n int64) {
	for _, t := range f.Terms(p) {
		if t.Measure == r.Measure && t.From <= r.Book && r.Book <= t.To {
			n += t.Sign * r.Amount
		}
	}
	return n
}

// TestTheCubeIsThePlainSum holds the arrays against adding the rows one by one,
// before and after they were a snapshot.
func TestTheCubeIsThePlainSum(t *testing.T) {
	places := []recap.Where{{}, {Institution: "x"}, {Institution: "y"}, {Regency: "1.1"}, {Regency: "2.1"}, {Institution: "x", Regency: "1.2"}}
	rapid.Check(t, func(t *rapid.T) {
		all, a := rows(t), axes()
		cube := filled(t, all)
		if rapid.Bool().Draw(t, "kept") {
			cube = again(t, cube)
		}
		f := rapid.SampledFrom([]recap.Figure{recap.Handled, recap.NewCases, recap.OpenAtEnd, recap.SessionsHeld, recap.PersonsServed}).Draw(t, "figure")
		p := rapid.SampledFrom(periods()).Draw(t, "period")
		where := rapid.SampledFrom(places).Draw(t, "where")
		for _, by := range []recap.Axis{recap.ByProblem, recap.BySex, recap.ByAge, recap.ByProvince, recap.ByRegency, recap.ByInstitution, recap.ByMonth} {
			got, ok := cube.Sum(f, p, where, by)
			inside := where.Regency != "" || where.Institution != ""
			if beyond := inside && (by == recap.BySex || by == recap.ByAge || by == recap.ByProvince); ok == beyond {
				t.Fatalf("%s in %v: %v", by, where, ok)
			}
			if want := plain(a, all, f, p, where, by); ok && !maps.Equal(flat(got), want) {
				t.Fatalf("%s of %s in %v by %s:\n%v\n%v", f, p, where, by, flat(got), want)
			}
		}
	})
}

func filled(t *rapid.T, all []recap.Row) *recap.Cube {
	cube := recap.NewCube(2016, axes(), 1)
	for _, r := range all {
		if err := cube.Add(r); err != nil {
			t.Fatal(err)
		}
	}
	return cube
}

// again is a cube after it was a snapshot.
func again(t *rapid.T, cube *recap.Cube) *recap.Cube {
	data, err := cube.Encode()
	if err != nil {
		t.Fatal(err)
	}
	back, err := recap.DecodeCube(data, axes())
	if err != nil {
		t.Fatal(err)
	}
	return back
}

func TestACodeThatIsOnNoAxisIsNotCountedAsAnother(t *testing.T) {
	good := recap.Row{Institution: "x", Measure: recap.New, Period: 201603, Book: 201603, Amount: 1, Dims: recap.Dims{Area: "1.1", Problem: "a", Sex: "male", Age: "old"}}
	for _, spoil := range []func(*recap.Row){
		func(r *recap.Row) { r.Dims.Area = "1.9" }, func(r *recap.Row) { r.Dims.Problem = "z" }, func(r *recap.Row) { r.Dims.Sex = "z" }, func(r *recap.Row) { r.Dims.Age = "z" },
	} {
		cube, r := recap.NewCube(2016, axes(), 1), good
		if err := cube.Add(r); err != nil {
			t.Fatal(err)
		}
		if spoil(&r); !fault.Is(cube.Add(r), fault.Unavailable) {
			t.Errorf("taken: %+v", r)
		}
	}
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
		cube := filled(t, rows(t))
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
		cube := filled(t, rows(t))
		cube.Positions["x"] = 7
		back := again(t, cube)
		if back.Positions["x"] != 7 {
			t.Fatal("other positions")
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
	data, err := recap.NewCube(2016, axes(), 1).Encode()
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
	cube := recap.NewCube(2016, axes(), 1)
	p := calendar.PeriodOf(201601, calendar.Year)
	for b.Loop() {
		cube.Sum(recap.Handled, p, recap.Where{}, recap.ByProvince)
	}
}
