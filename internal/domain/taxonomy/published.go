package taxonomy

import (
	"strconv"
	"strings"
	"sync"
)

// Published is the recap the ministry published on 19 October 2016.
type Published struct {
	Source       string `json:"source"`
	Institutions int    `json:"institutions_reporting"`
	Cases        int    `json:"cases"`
	Problems     []struct {
		Code    string `json:"code"`
		ID      string `json:"id"`
		Percent string `json:"percent"`
	} `json:"problems"`
	Note     string `json:"note"`
	Training []struct {
		Wave  string `json:"wave"`
		Place string `json:"place"`
		From  string `json:"from"`
		To    string `json:"to"`
	} `json:"training"`
	Resources []string `json:"training_resource_organisations"`
	Heads     []string `json:"dinas_heads_attending"`
}

// Published2016 returns the published figures.
var Published2016 = sync.OnceValue(func() *Published {
	p := &Published{}
	read("published-2016.json", p)
	return p
})

// Tenths returns the published percentage of a line in tenths, and whether the
// line was published.
func (p *Published) Tenths(code string) (int64, bool) {
	for _, line := range p.Problems {
		if line.Code == code {
			n, err := strconv.ParseInt(strings.Replace(line.Percent, ".", "", 1), 10, 64)
			return n, err == nil
		}
	}
	return 0, false
}
