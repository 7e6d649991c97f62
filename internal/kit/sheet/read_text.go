package sheet

import (
	"bufio"
	"bytes"
	"encoding/csv"
	"errors"
	"io"
	"strconv"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"

	"teduh/internal/kit/fault"
)

// textTable is a CSV.
type textTable struct {
	raw    *io.SectionReader
	decode encoding.Encoding // nil for UTF-8
	comma  rune
	skip   int // rows before the table: the "sep=;" of Excel
	limits Limits
}

func openText(raw *io.SectionReader, l Limits) (*textTable, error) {
	t := &textTable{raw: raw, limits: l}
	if err := t.recognise(); err != nil {
		return nil, err
	}
	return t, t.separator()
}

func (t *textTable) sheets() []string { return []string{""} }

// recognise finds the encoding by the first bytes, or by trying the whole text:
// UTF-8, UTF-16, and Windows-1252 as the last possibility.
func (t *textTable) recognise() error {
	head := make([]byte, 4096)
	n, err := t.raw.ReadAt(head, 0)
	if err != nil && err != io.EOF {
		return err
	}
	head = head[:n]
	even, odd := nulls(head)
	switch {
	case bytes.HasPrefix(head, []byte("\xff\xfe")), odd*4 > n && even == 0:
		t.decode = unicode.UTF16(unicode.LittleEndian, unicode.UseBOM)
	case bytes.HasPrefix(head, []byte("\xfe\xff")), even*4 > n && odd == 0:
		t.decode = unicode.UTF16(unicode.BigEndian, unicode.UseBOM)
	default:
		return t.bytewise(bytes.HasPrefix(head, []byte("\xef\xbb\xbf")))
	}
	return nil
}

// nulls counts the zero bytes at even and at odd places.
func nulls(b []byte) (even, odd int) {
	for i, c := range b {
		if c == 0 && i%2 == 0 {
			even++
		} else if c == 0 {
			odd++
		}
	}
	return even, odd
}

// bytewise reads the whole text once, to tell UTF-8 from Windows-1252.
func (t *textTable) bytewise(marked bool) error {
	in := bufio.NewReaderSize(io.NewSectionReader(t.raw, 0, t.raw.Size()), 64<<10)
	good, windows := true, true
	for {
		r, size, err := in.ReadRune()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return err
		}
		if r < ' ' && r != '\t' && r != '\n' && r != '\r' {
			return fault.New(fault.Invalid, "sheet.not_text")
		}
		if r == utf8.RuneError && size == 1 {
			good = false
			if err := in.UnreadRune(); err != nil {
				return err
			}
			b, err := in.ReadByte()
			if err != nil {
				return err
			}
			windows = windows && !unused1252(b)
		}
	}
	switch {
	case good:
		return nil
	case marked, !windows:
		return fault.New(fault.Invalid, "sheet.encoding")
	}
	t.decode = charmap.Windows1252
	return nil
}

// unused1252 reports whether Windows-1252 gives a byte no character.
func unused1252(b byte) bool {
	return b == 0x81 || b == 0x8d || b == 0x8f || b == 0x90 || b == 0x9d
}

// open returns the text in UTF-8 from its beginning, without a mark.
func (t *textTable) open() *bufio.Reader {
	var in io.Reader = io.NewSectionReader(t.raw, 0, t.raw.Size())
	if t.decode != nil {
		in = t.decode.NewDecoder().Reader(in)
	}
	out := bufio.NewReaderSize(in, 64<<10)
	if mark, err := out.Peek(3); err == nil && string(mark) == "\ufeff" {
		_, _ = out.Discard(3) // they are buffered
	}
	return out
}

// separator takes what stands most often in the first line.
func (t *textTable) separator() error {
	first, err := t.open().Peek(16 << 10)
	if err != nil && err != io.EOF && !errors.Is(err, bufio.ErrBufferFull) {
		return err
	}
	line, _, _ := strings.Cut(string(first), "\n")
	line = strings.TrimRight(line, "\r")
	if named, ok := strings.CutPrefix(strings.ToLower(line), "sep="); ok && len(named) == 1 && strings.Contains(",;\t|", named) {
		t.comma, t.skip = rune(named[0]), 1
		return nil
	}
	t.comma = ','
	most := 0
	for _, c := range ",;\t|" {
		if n := strings.Count(line, string(c)); n > most {
			t.comma, most = c, n
		}
	}
	return nil
}

func (t *textTable) rows(_ string, yield func(Row) bool) error {
	g := &guard{in: t.open(), most: int64(t.limits.Columns+1) * int64(t.limits.Cell)}
	in := csv.NewReader(g)
	in.Comma, in.FieldsPerRecord, in.ReuseRecord = t.comma, -1, true
	var cells []Cell
	number, line := 0, 0 // of the last row, and the line in which it ended
	for {
		record, err := in.Read()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return csvFault(err, number+1)
		}
		g.since = 0
		start, _ := in.FieldPos(0)
		number += start - line // lines without anything are rows too
		last, _ := in.FieldPos(len(record) - 1)
		line = last + strings.Count(record[len(record)-1], "\n")
		if number <= t.skip {
			continue
		}
		if number > t.limits.Rows+t.skip {
			return at("", strconv.Itoa(number), "sheet.rows").With("n", t.limits.Rows)
		}
		row := Row{Number: number}
		if cells, err = t.cells(cells[:0], record, row); err != nil {
			return err
		}
		row.Cells = cells
		if len(cells) > 0 && !yield(row) {
			return nil
		}
	}
}

// csvFault places what encoding/csv could not read.
func csvFault(err error, row int) error {
	var parse *csv.ParseError
	switch {
	case fault.First(err) != nil:
		return at("", strconv.Itoa(row), "sheet.cell_too_long")
	case errors.As(err, &parse):
		return at("", strconv.Itoa(parse.StartLine), "sheet.quotes")
	default:
		return err
	}
}

func (t *textTable) cells(cells []Cell, record []string, row Row) ([]Cell, error) {
	for i, text := range record {
		switch {
		case i >= t.limits.Columns && text != "":
			return nil, at("", row.Ref(i), "sheet.columns").With("n", t.limits.Columns)
		case len(text) > t.limits.Cell:
			return nil, at("", row.Ref(i), "sheet.cell_too_long")
		case strings.ContainsRune(text, utf8.RuneError) && t.decode != nil:
			return nil, at("", row.Ref(i), "sheet.encoding")
		}
		cells = append(cells, textCell(text))
	}
	return trimmed(cells), nil
}

// textCell takes back the apostrophe that [WriteCSV] puts before what looks
// like a formula. What looks like one otherwise is told as one, because a
// spreadsheet program would have taken it so.
func textCell(text string) Cell {
	switch {
	case text == "":
		return Cell{}
	case text[0] == '\'' && dangerous(text):
		return Cell{Kind: Text, Text: strings.Clone(text[1:])}
	case text[0] == '=':
		return Cell{Kind: Formula, Text: strings.Clone(text)}
	default:
		return Cell{Kind: Text, Text: strings.Clone(text)}
	}
}

// trimmed leaves out the empty cells at the end.
func trimmed(cells []Cell) []Cell {
	for len(cells) > 0 && cells[len(cells)-1].Kind == Empty {
		cells = cells[:len(cells)-1]
	}
	return cells
}

// guard bounds how much is read between two rows or tokens, which decoders keep
// in memory whole.
type guard struct {
	in    io.Reader
	since int64
	most  int64
}

func (g *guard) Read(p []byte) (int, error) {
	n, err := g.in.Read(p)
	if g.since += int64(n); g.since > g.most+64<<10 {
		return n, fault.New(fault.Invalid, "sheet.cell_too_long")
	}
	return n, err
}
