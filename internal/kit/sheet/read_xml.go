package sheet

import (
	"encoding/xml"
	"errors"
	"io"
	"strings"

	"teduh/internal/kit/fault"
)

// xmlReader reads a part token by token within limits. It asks for no tree and
// resolves nothing: entities other than XML's own five are an error.
type xmlReader struct {
	*xml.Decoder
	guard *guard
}

// longestToken is what the parts of a workbook need beside the text of a cell.
const longestToken = 64 << 10

func newXMLReader(in io.Reader, most, cell int64) *xmlReader {
	g := &guard{in: &limited{in, most}, most: cell*4 + longestToken} // a character may be written as &#1234;
	return &xmlReader{xml.NewDecoder(g), g}
}

// next returns a token, valid until the next; io.EOF at the end.
func (x *xmlReader) next() (xml.Token, error) {
	x.guard.since = 0
	t, err := x.RawToken()
	if err != nil && !errors.Is(err, io.EOF) {
		return nil, damaged(err)
	}
	return t, err
}

// each calls do for every element that begins.
func (x *xmlReader) each(do func(xml.StartElement) error) error {
	for {
		t, err := x.next()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
		if e, ok := t.(xml.StartElement); ok {
			if err := do(e); err != nil {
				return err
			}
		}
	}
}

// limited refuses a part that unpacks to more than it may.
type limited struct {
	in   io.Reader
	left int64
}

func (l *limited) Read(p []byte) (int, error) {
	n, err := l.in.Read(p)
	if l.left -= int64(n); l.left < 0 {
		return n, fault.New(fault.Invalid, "sheet.unpacked")
	}
	return n, err
}

func attribute(e xml.StartElement, name string) string {
	for _, a := range e.Attr {
		if a.Name.Local == name {
			return a.Value
		}
	}
	return ""
}

// unescape takes back the escapes of spreadsheets for characters that XML does
// not hold, as _x000D_.
func unescape(s string) string {
	if !strings.Contains(s, "_x") {
		return s
	}
	var b strings.Builder
	for {
		i := strings.Index(s, "_x")
		if i < 0 || i+7 > len(s) {
			b.WriteString(s)
			return b.String()
		}
		b.WriteString(s[:i])
		if n, ok := hex4(s[i+2 : i+6]); ok && s[i+6] == '_' {
			b.WriteRune(n)
			s = s[i+7:]
			continue
		}
		b.WriteString("_x")
		s = s[i+2:]
	}
}

func hex4(s string) (n rune, ok bool) {
	for _, c := range []byte(s) {
		i := strings.IndexByte("0123456789abcdef", c|0x20)
		if i < 0 || c == 0x10 {
			return 0, false
		}
		n = n<<4 | rune(i)
	}
	return n, true
}
