package sqldb

import (
	"strconv"
	"strings"
)

// placeholders writes $1, $2 … for SQLite, which then binds by number whatever
// driver carries it, and returns the highest number. Numbers used once each and
// in order become a bare ?, which spares the driver a name at every execution;
// others become ?1, ?2 …
func placeholders(text string) (string, int) {
	var bare, numbered strings.Builder
	count, highest, ordered := 0, 0, true
	for i := 0; i < len(text); {
		if end := quoted(text, i); end > i {
			bare.WriteString(text[i:end])
			numbered.WriteString(text[i:end])
			i = end
			continue
		}
		n, end := number(text, i)
		if n == 0 {
			bare.WriteByte(text[i])
			numbered.WriteByte(text[i])
			i++
			continue
		}
		bare.WriteByte('?')
		numbered.WriteString("?" + text[i+1:end])
		count++
		ordered = ordered && n == count
		highest = max(highest, n)
		i = end
	}
	if ordered {
		return bare.String(), highest
	}
	return numbered.String(), highest
}

// number reads $n at i; 0 when there is none.
func number(text string, i int) (n, end int) {
	if text[i] != '$' {
		return 0, i
	}
	end = i + 1
	for end < len(text) && '0' <= text[end] && text[end] <= '9' {
		end++
	}
	n, err := strconv.Atoi(text[i+1 : end])
	if err != nil {
		return 0, i
	}
	return n, end
}

// quoted returns where the literal, name or comment that begins at i ends; i
// when none begins there.
func quoted(text string, i int) int {
	rest := text[i:]
	switch {
	case rest[0] == '\'' || rest[0] == '"':
		return past(text, i+1, rest[:1])
	case strings.HasPrefix(rest, "--"):
		return past(text, i+2, "\n")
	case strings.HasPrefix(rest, "/*"):
		return past(text, i+2, "*/")
	default:
		return i
	}
}

func past(text string, from int, mark string) int {
	at := strings.Index(text[from:], mark)
	if at < 0 {
		return len(text)
	}
	return from + at + len(mark)
}
