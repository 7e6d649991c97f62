package sheet

import (
	"archive/zip"
	"encoding/xml"
	"io"
	"path"
	"strings"

	"teduh/internal/kit/fault"
)

// workbook is an Office Open XML workbook: an archive of XML parts.
type workbook struct {
	parts   map[string]*zip.File
	tabs    []tab
	strings texts
	dates   []bool // by style: whether a number of it is a day
	since04 bool   // days are counted from 1904
	limits  Limits
}

// tab is a sheet of the workbook and the part that holds it.
type tab struct{ name, part string }

func openWorkbook(r io.ReaderAt, size int64, l Limits) (*workbook, error) {
	archive, err := zip.NewReader(r, size)
	if err != nil {
		return nil, damaged(err)
	}
	w := &workbook{parts: map[string]*zip.File{}, limits: l}
	for _, f := range archive.File {
		if name := strings.ToLower(path.Clean("/" + f.Name)); w.parts[name] == nil {
			w.parts[name] = f
		}
	}
	main, links, err := w.contents()
	if err != nil {
		return nil, err
	}
	if err := w.index(main, links); err != nil {
		return nil, err
	}
	if err := w.styles(links.of("/styles", path.Dir(main)+"/styles.xml")); err != nil {
		return nil, err
	}
	return w, w.sharedTexts(links.of("/sharedStrings", path.Dir(main)+"/sharedstrings.xml"))
}

func (w *workbook) sheets() []string {
	names := make([]string, len(w.tabs))
	for i, t := range w.tabs {
		names[i] = t.name
	}
	return names
}

// links are the relations of a part: what it names by an id lies where.
type links []link

type link struct{ id, kind, target string }

// of returns where the relation of a kind points, or the usual place.
func (l links) of(kind, usual string) string {
	for _, one := range l {
		if strings.HasSuffix(one.kind, kind) {
			return one.target
		}
	}
	return usual
}

func (l links) byID(id string) string {
	for _, one := range l {
		if one.id == id {
			return one.target
		}
	}
	return ""
}

// contents finds the part that lists the sheets, and what it links to.
func (w *workbook) contents() (main string, _ links, err error) {
	top, err := w.links("/_rels/.rels", "/")
	if err != nil {
		return "", nil, err
	}
	main = top.of("/officeDocument", "/xl/workbook.xml")
	if w.parts[main] == nil {
		return "", nil, fault.New(fault.Invalid, "sheet.not_workbook")
	}
	of, err := w.links(path.Join(path.Dir(main), "_rels", path.Base(main)+".rels"), path.Dir(main))
	return main, of, err
}

func (w *workbook) links(part, base string) (l links, err error) {
	err = w.read(part, w.limits.Unpacked, func(x *xmlReader) error {
		return x.each(func(e xml.StartElement) error {
			if e.Name.Local != "Relationship" {
				return nil
			}
			target := attribute(e, "Target")
			if !strings.HasPrefix(target, "/") {
				target = base + "/" + target
			}
			l = append(l, link{attribute(e, "Id"), attribute(e, "Type"), strings.ToLower(path.Clean("/" + target))})
			return nil
		})
	})
	return l, err
}

// index reads the list of sheets.
func (w *workbook) index(main string, l links) error {
	err := w.read(main, w.limits.Unpacked, func(x *xmlReader) error {
		return x.each(func(e xml.StartElement) error {
			switch e.Name.Local {
			case "workbookPr":
				w.since04 = truth(attribute(e, "date1904"))
			case "sheet":
				w.tabs = append(w.tabs, tab{attribute(e, "name"), l.byID(attribute(e, "id"))})
			}
			return nil
		})
	})
	if err == nil && len(w.tabs) == 0 {
		return fault.New(fault.Invalid, "sheet.empty")
	}
	return err
}

// read decodes a part of at most so many bytes; a part that is not there holds
// nothing.
func (w *workbook) read(part string, most int64, do func(*xmlReader) error) error {
	f := w.parts[part]
	if f == nil {
		return nil
	}
	in, err := f.Open()
	if err != nil {
		return damaged(err)
	}
	defer in.Close()
	return do(newXMLReader(in, most, int64(w.limits.Cell)))
}

// damaged is a fault as it is, and any other error a damaged file: what the
// decoder says may quote what the file holds.
func damaged(err error) error {
	if err == nil || fault.First(err) != nil {
		return err
	}
	return fault.New(fault.Invalid, "sheet.damaged")
}

func truth(s string) bool { return s == "1" || s == "true" }
