package instrument

import (
	"slices"
	"strings"

	"teduh/internal/domain/casefile"
	"teduh/internal/kit/calendar"
)

// Point is what somebody's answers came to on a day.
type Point struct {
	Entry   string
	Day     calendar.Day
	Version string
	Scores  map[string]float64 // as they were kept
}

// History is the results of one instrument for one person, oldest first.
type History struct {
	Code   string
	About  string // the persons it was asked of, by id; "" for the client
	Points []Point
}

// Last is the newest result.
func (h History) Last() Point { return h.Points[len(h.Points)-1] }

// Histories reads all results of a file that its reader may see, by instrument
// and person in the order of their first use.
func Histories(entries []casefile.Entry) []History {
	var all []History
	for _, e := range casefile.Effective(entries) {
		if e.Kind != casefile.Instrument || len(casefile.Given(e.Body)) == 0 {
			continue
		}
		code, about := e.Body.Get("instrument"), strings.Join(e.Body.All("concerns"), " ")
		n := slices.IndexFunc(all, func(h History) bool { return h.Code == code && h.About == about })
		if n < 0 {
			n = len(all)
			all = append(all, History{Code: code, About: about})
		}
		all[n].Points = append(all[n].Points, Point{e.ID, e.Day, e.Body.Get("instrument_version"), Kept(e.Body)})
	}
	for _, h := range all {
		slices.SortStableFunc(h.Points, func(a, b Point) int { return int(a.Day) - int(b.Day) })
	}
	return all
}
