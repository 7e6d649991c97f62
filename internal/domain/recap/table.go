package recap

// Line is a row of a table: a problem, its amounts, and its share of the total.
type Line struct {
	Code    string
	Amount  int64
	Tenths  int64   // percent of the total in tenths, rounded half up by itself
	Columns []int64 // by the table's other axis
	Parts   []Line  // of a line that is shown in its parts
}

// Table is a figure by problem and one more axis.
type Table struct {
	Lines        []Line
	Columns      []string
	ColumnTotals []int64
	Total        int64
	TenthsSum    int64 // of the lines as printed: not 1000 when rounding shows
}

// Percent returns n of total in tenths of a percent, rounded half up; 0 of 0
// is 0.
func Percent(n, total int64) int64 {
	if total <= 0 {
		return 0
	}
	return (2000*n + total) / (2 * total)
}

// NewTable lays cells out as lines. problems name the rows of the cells; line
// says to which line a problem belongs, order lists the lines; a line with
// several problems keeps them as its parts when split names it.
func NewTable(problems []string, cells Cells, order []string, line func(problem string) string, split string) Table {
	t := Table{Columns: cells.Columns, ColumnTotals: make([]int64, len(cells.Columns))}
	at := map[string]int{}
	for _, code := range order {
		at[code] = len(t.Lines)
		t.Lines = append(t.Lines, Line{Code: code, Columns: make([]int64, len(cells.Columns))})
	}
	for i, problem := range problems {
		l := &t.Lines[at[line(problem)]]
		part := Line{Code: problem, Columns: cells.Amounts[i]}
		for c, n := range cells.Amounts[i] {
			l.Columns[c] += n
			t.ColumnTotals[c] += n
			part.Amount += n
		}
		l.Amount += part.Amount
		t.Total += part.Amount
		if l.Code == split {
			l.Parts = append(l.Parts, part)
		}
	}
	t.percent()
	return t
}

func (t *Table) percent() {
	for i := range t.Lines {
		l := &t.Lines[i]
		l.Tenths = Percent(l.Amount, t.Total)
		t.TenthsSum += l.Tenths
		for j := range l.Parts {
			l.Parts[j].Tenths = Percent(l.Parts[j].Amount, t.Total)
		}
	}
}

// WithTotals recounts a table by month, whose columns do not add up to the
// period: amounts are given apart.
func (t *Table) WithTotals(amounts map[string]int64) {
	t.Total, t.TenthsSum = 0, 0
	for i := range t.Lines {
		l := &t.Lines[i]
		l.Amount = 0
		for j := range l.Parts {
			l.Parts[j].Amount = amounts[l.Parts[j].Code]
		}
		for code, n := range amounts {
			if code == l.Code && len(l.Parts) == 0 {
				l.Amount = n
			}
		}
		for _, p := range l.Parts {
			l.Amount += p.Amount
		}
		t.Total += l.Amount
	}
	t.percent()
}
