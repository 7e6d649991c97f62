package sheet

import (
	"archive/zip"
	"bufio"
	"bytes"
	"encoding/xml"
	"io"
	"strconv"
	"strings"
	"unicode/utf8"

	"teduh/internal/kit/fault"
)

// Stream writes a workbook row by row, for tables that are too large to be kept
// in memory. Every cell is text and is kept as text when it is edited, so that
// sixteen digits stay sixteen digits and nothing becomes a formula.
type Stream struct {
	zip  *zip.Writer
	out  *bufio.Writer
	rows int
	err  error
}

// The parts around the one sheet. The two fills are those that spreadsheet
// programs expect to find.
const (
	partTypes = `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/><Override PartName="/xl/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/></Types>`
	partTop   = `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>`
	partLinks = `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles" Target="styles.xml"/></Relationships>`
	partStyle = `<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><fonts count="2"><font><sz val="11"/><name val="Calibri"/></font><font><b/><sz val="11"/><name val="Calibri"/></font></fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders><cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs><cellXfs count="3"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/><xf numFmtId="49" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/><xf numFmtId="49" fontId="1" fillId="0" borderId="0" xfId="0" applyNumberFormat="1" applyFont="1"/></cellXfs></styleSheet>`
	partBook  = `<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="%" sheetId="1" r:id="rId1"/></sheets></workbook>`
	sheetHead = `<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews><sheetFormatPr defaultRowHeight="15"/><cols><col min="1" max="60" width="20" style="1" customWidth="1"/></cols><sheetData>`
	sheetFoot = `</sheetData></worksheet>`
)

// NewStream begins a workbook of one sheet.
func NewStream(w io.Writer, name string) *Stream {
	s := &Stream{zip: zip.NewWriter(w)}
	s.part("[Content_Types].xml", partTypes)
	s.part("_rels/.rels", partTop)
	s.part("xl/_rels/workbook.xml.rels", partLinks)
	s.part("xl/styles.xml", partStyle)
	s.part("xl/workbook.xml", strings.Replace(partBook, "%", escaped(name), 1))
	if out := s.begin("xl/worksheets/sheet1.xml"); s.err == nil {
		s.out = bufio.NewWriterSize(out, 64<<10)
		_, s.err = s.out.WriteString(sheetHead)
	}
	return s
}

const xmlHead = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>` + "\n"

func (s *Stream) begin(name string) io.Writer {
	if s.err != nil {
		return io.Discard
	}
	out, err := s.zip.Create(name)
	if err == nil {
		_, err = io.WriteString(out, xmlHead)
	}
	s.err = err
	return out
}

func (s *Stream) part(name, text string) {
	out := s.begin(name)
	if s.err == nil {
		_, s.err = io.WriteString(out, text)
	}
}

const lastRow = 1_048_576

// Row writes a row; the first is the heading. Fault: sheet.too_large past the
// last row a spreadsheet has.
func (s *Stream) Row(cells ...string) error {
	if s.rows++; s.rows > lastRow {
		return fault.New(fault.Invalid, "sheet.too_large")
	}
	if s.err != nil {
		return s.err
	}
	style := `" s="1" t="inlineStr"><is><t xml:space="preserve">`
	if s.rows == 1 {
		style = `" s="2" t="inlineStr"><is><t xml:space="preserve">`
	}
	number := strconv.Itoa(s.rows)
	b := s.out.AvailableBuffer()
	b = append(append(append(b, `<row r="`...), number...), `">`...)
	for i, cell := range cells {
		if cell == "" {
			continue
		}
		b = append(append(append(append(b, `<c r="`...), ColumnName(i)...), number...), style...)
		b = append(append(b, escaped(cell)...), `</t></is></c>`...)
	}
	b = append(b, `</row>`...)
	_, s.err = s.out.Write(b)
	return s.err
}

// Close ends the workbook; nothing is complete without it.
func (s *Stream) Close() error {
	if s.err != nil {
		return s.err
	}
	if _, err := s.out.WriteString(sheetFoot); err != nil {
		return err
	}
	if err := s.out.Flush(); err != nil {
		return err
	}
	return s.zip.Close()
}

// escaped writes a text for XML. What reads as an escape of spreadsheets is
// escaped itself, so that it comes back as it was; characters that XML does not
// hold are left out.
func escaped(s string) string {
	if !utf8.ValidString(s) || strings.ContainsAny(s, "<>&\"'\r") || strings.Contains(s, "_x") || strings.ContainsFunc(s, unwritable) {
		s = strings.ReplaceAll(s, "_x", "_x005F_x")
		s = strings.ReplaceAll(s, "\r", "_x000D_")
		s = strings.Map(func(r rune) rune {
			if unwritable(r) {
				return -1
			}
			return r
		}, strings.ToValidUTF8(s, ""))
		var b bytes.Buffer
		_ = xml.EscapeText(&b, []byte(s)) // a buffer takes everything
		return b.String()
	}
	return s
}

func unwritable(r rune) bool {
	return r < ' ' && r != '\t' && r != '\n' && r != '\r' || r == 0xfffe || r == 0xffff
}
