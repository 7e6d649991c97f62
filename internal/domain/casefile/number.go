package casefile

import (
	"fmt"

	"teduh/internal/kit/ident"
)

// CaseNumber makes the human number of a case: year, running number within the
// institution and year, the institution's short code, and a check character, as
// in 2016/0431-DGL-K. A database constraint keeps it unique.
func CaseNumber(year, running int, institution string) string {
	body := fmt.Sprintf("%d/%04d-%s", year, running, institution)
	return body + "-" + string(ident.Check(body))
}
