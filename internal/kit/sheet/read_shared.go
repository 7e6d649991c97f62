package sheet

import (
	"encoding/xml"
	"errors"
	"io"

	"teduh/internal/kit/fault"
)

// texts are the texts that cells share, one behind the other.
type texts struct {
	all  []byte
	ends []uint32
}

func (t *texts) get(i int) (string, bool) {
	if i < 0 || i >= len(t.ends) {
		return "", false
	}
	from := uint32(0)
	if i > 0 {
		from = t.ends[i-1]
	}
	return string(t.all[from:t.ends[i]]), true
}

// sharedTexts reads the texts of a part. Many workbooks have none.
func (w *workbook) sharedTexts(part string) error {
	return w.read(part, w.limits.Unpacked, func(x *xmlReader) error {
		for {
			t, err := x.next()
			if errors.Is(err, io.EOF) {
				return nil
			}
			if err != nil {
				return err
			}
			e, ok := t.(xml.StartElement)
			if !ok || e.Name.Local != "si" {
				continue
			}
			text, err := x.text("si", w.limits.Cell)
			if err != nil {
				return err
			}
			w.strings.all = append(w.strings.all, text...)
			w.strings.ends = append(w.strings.ends, uint32(len(w.strings.all)))
			if int64(len(w.strings.all)+4*len(w.strings.ends)) > w.limits.Strings {
				return fault.New(fault.Invalid, "sheet.unpacked")
			}
		}
	})
}

// text reads the text of an element up to its end: what stands in its <t>, but
// not how it is pronounced.
func (x *xmlReader) text(end string, most int) (string, error) {
	var text []byte
	inside, spoken := false, 0
	for {
		t, err := x.next()
		if err != nil {
			return "", cut(err)
		}
		switch t := t.(type) {
		case xml.StartElement:
			inside = t.Name.Local == "t"
			if t.Name.Local == "rPh" {
				spoken++
			}
		case xml.EndElement:
			inside = false
			if t.Name.Local == "rPh" {
				spoken--
			}
			if t.Name.Local == end {
				return unescape(string(text)), nil
			}
		case xml.CharData:
			if inside && spoken == 0 {
				text = append(text, t...)
			}
			if len(text) > most {
				return "", fault.New(fault.Invalid, "sheet.cell_too_long")
			}
		}
	}
}

// cut is a part that ends in the middle of something.
func cut(err error) error {
	if errors.Is(err, io.EOF) {
		return fault.New(fault.Invalid, "sheet.damaged")
	}
	return err
}

// mostStyles bounds the styles of a workbook; programs write at most 65,490.
const mostStyles = 100_000

// styles reads which of them show a number as a day.
func (w *workbook) styles(part string) error {
	own := map[string]bool{} // number formats of the workbook by id
	inside := false
	return w.read(part, w.limits.Unpacked, func(x *xmlReader) error {
		for {
			t, err := x.next()
			if errors.Is(err, io.EOF) {
				return nil
			}
			if err != nil {
				return err
			}
			if e, ok := t.(xml.EndElement); ok && e.Name.Local == "cellXfs" {
				inside = false
			}
			e, ok := t.(xml.StartElement)
			switch {
			case !ok:
			case e.Name.Local == "cellXfs":
				inside = true
			case e.Name.Local == "numFmt" && len(own) < mostStyles:
				own[attribute(e, "numFmtId")] = dates(attribute(e, "formatCode"))
			case e.Name.Local == "xf" && inside && len(w.dates) < mostStyles:
				id := attribute(e, "numFmtId")
				day, named := own[id]
				w.dates = append(w.dates, day || !named && datesBuiltIn(whole(id)))
			}
		}
	})
}
