package web_test

import (
	"bytes"
	"net/url"
	"strings"
	"testing"

	"teduh/internal/exchange/oldbook"
	"teduh/internal/kit/locale"
	"teduh/internal/kit/sheet"
)

var importScenarios = []scenario{
	{route: "GET /imports", may: "head outsider", has: []string{"form[enctype='multipart/form-data'] input[type=file][name=file]", "a[href='/imports/template']"}},
	{route: "GET /imports/template", may: "head outsider", has: []string{"~ PK"}},
	{route: "POST /imports", form: url.Values{"file": {"x"}}, may: "head outsider", status: 422, has: []string{"#file-fault ~ @fault.no_file"}},
	{
		route: "GET /imports/{id}", at: "/imports/{import}", may: "head", has: []string{"#problems ~ Kasus B2 (Tanggal registrasi)", "#problems q ~ 31/02/2014", "#problems ~ @import.day_form", "a[href='/imports/{import}/rest']"},
		lacks: []string{"button[value=all]", "button[value=good]", "title ~ Kenari"}, audit: "read import",
	},
	{route: "GET /imports/{id}", at: "/imports/{import}", may: "outsider", some: true, status: 404, audit: "refused import"},
	{route: "GET /imports/{id}/rest", at: "/imports/{import}/rest", may: "head", has: []string{"~ PK"}, audit: "rest import"},
	{route: "GET /imports/{id}/rest", at: "/imports/{nothing}/rest", may: "head", some: true, status: 404, audit: "refused import"},
	{route: "POST /imports/{id}", at: "/imports/{import}", form: url.Values{"do": {"good"}}, may: "head", to: "/imports/{import}"},
	{route: "POST /imports/{id}", at: "/imports/{import}", form: url.Values{"do": {"x"}}, may: "head", some: true, status: 422},
	{route: "POST /imports/{id}", at: "/imports/{import}", form: url.Values{"do": {"forget"}}, may: "head", some: true, to: "/imports", audit: "forget import"},
}

// oldBook sends a book of old cases with days of registration and names in
// turns, and returns the id of the upload, which was checked.
func (d *door) oldBook(daysAndNames ...[]string) string {
	d.t.Helper()
	id := d.visitor("head").sendFile("/imports", "buku lama "+clientName+".xlsx", workbookOf(d.t, daysAndNames...)).at()
	<-d.Imports.Finished(id)
	return id
}

func workbookOf(t testing.TB, daysAndNames ...[]string) []byte {
	t.Helper()
	var b bytes.Buffer
	s := sheet.NewStream(&b, "Kasus")
	put := func(values func(name string) string) {
		var cells []string
		for _, c := range oldbook.Columns() {
			cells = append(cells, values(c.Name))
		}
		if err := s.Row(cells...); err != nil {
			t.Fatal(err)
		}
	}
	put(func(name string) string { return oldbook.Title(name, locale.ID) })
	for n, one := range daysAndNames {
		row := map[string]string{"number": string(rune('1' + n)), "registered_on": one[0], "name": one[1], "sex": "P", "age": "40", "regency": "Donggala", "origin": "Keluarga", "problem": "KDRT"}
		put(func(name string) string { return row[name] })
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestAnOldBookIsSentCheckedAndImportedInParts(t *testing.T) {
	d := openDoor(t)
	head := d.visitor("head")
	good, bad := []string{"12/03/2014", "Contoh Sari"}, []string{"31/02/2014", "Contoh Ani"}
	book := workbookOf(t, good, bad)
	id := head.sendFile("/imports", "buku.xlsx", book).at()
	<-d.Imports.Finished(id)
	page := head.get("/imports/"+id).is(200).has("#problems ~ Kasus B3 (Tanggal registrasi)", "button[value=good]", "a[href='/imports/"+id+"/rest']").lacks("button[value=all]")
	if n := d.one(`SELECT count(*) || '' FROM entry WHERE institution = $1`, d.ids["donggala"]); n != "0" {
		t.Fatalf("%s entries before anybody agreed: %s", n, page.said())
	}
	head.post("/imports/"+id, url.Values{"do": {"all"}}).is(303)
	<-d.Imports.Finished(id)
	if n := d.one(`SELECT count(*) || '' FROM entry WHERE institution = $1`, d.ids["donggala"]); n != "0" {
		t.Fatalf("all was imported though a row is bad: %s entries", n)
	}
	head.post("/imports/"+id, url.Values{"do": {"good"}}).is(303).leads("/imports/" + id)
	<-d.Imports.Finished(id)
	head.get("/imports/"+id).is(200).has(".good ~ 1 kasus", "a[href='/imports/"+id+"/rest']").lacks("button[value=good]")
	rest := head.get("/imports/" + id + "/rest").is(200)
	if name := rest.Header().Get("Content-Disposition"); !strings.Contains(name, "perlu-diperbaiki.xlsx") {
		t.Errorf("the file of the rest is called %q", name)
	}
	again := head.sendFile("/imports", "buku.xlsx", workbookOf(t, good)).at()
	<-d.Imports.Finished(again)
	head.get("/imports/" + again).is(200).has("main ~ @import.all_here").lacks("button[value=all]")
	parts := d.one(`SELECT count(*) || '' FROM import_part WHERE id = $1`, id)
	head.post("/imports/"+id, url.Values{"do": {"forget"}}).is(303)
	if left := d.one(`SELECT count(*) || '' FROM import_part WHERE id = $1`, id); parts == "0" || left != "0" {
		t.Errorf("%s parts before, %s after", parts, left)
	}
	head.get("/imports/" + id + "/rest").is(404)
	d.agrees()
}

func TestWhatIsNoSpreadsheetIsRefusedOnThePage(t *testing.T) {
	d := openDoor(t)
	head := d.visitor("head")
	for name, c := range map[string]struct {
		data   []byte
		status int
		says   string
	}{
		"a picture":  {[]byte("\x89PNG\r\n\x1a\n\x00\x01"), 422, "@sheet.not_text"},
		"an old xls": {[]byte("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"), 422, "@sheet.old_workbook"},
		"nothing":    {nil, 422, "@fault.no_file"},
		"too large":  {bytes.Repeat([]byte("a;b\n"), 5<<20), 413, "16 MB"},
	} {
		if a := head.sendFile("/imports", "x.xlsx", c.data); a.Code != c.status {
			t.Errorf("%s: %d %s", name, a.Code, a.said())
		} else {
			a.has("#file-fault ~ " + c.says)
		}
	}
	id := head.sendFile("/imports", "x.csv", []byte("apa;ini\n1;2\n")).at()
	<-d.Imports.Finished(id)
	head.get("/imports/"+id).is(200).has("main ~ @import.fix_table", "#problems ~ @import.column_unknown").lacks("button[value=good]")
}

func TestATableWithTheMonthFirstCanOnlyBeMended(t *testing.T) {
	d := openDoor(t)
	head := d.visitor("head")
	id := head.sendFile("/imports", "x.xlsx", workbookOf(t, []string{"03/12/2014", "Contoh Sari"}, []string{"12/31/2014", "Contoh Ani"})).at()
	<-d.Imports.Finished(id)
	head.get("/imports/"+id).is(200).has(".alert ~ @import.month_first", "a[href='/imports/"+id+"/rest']").lacks("button[value=good]", "button[value=all]")
}
