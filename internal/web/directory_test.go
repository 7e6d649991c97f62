package web_test

import (
	"net/url"
	"strings"
	"testing"
)

const directoryHead = "nama_lk3;kabupaten_kota;alamat_kantor;email;nama_ketua;no_hp_ketua;jenis_lk3;legalitas_lk3;jumlah_tenaga_profesional;jumlah_klien;jumlah_masalah_kasus\n"

var directoryScenarios = []scenario{
	{route: "GET /directory", may: founders, has: []string{"form[action='/directory'] input[type=file][name=file]", "a[href='/directory/template']", "a[href='/directory.xlsx']", "a[href='/directory.csv']"}},
	{route: "GET /directory/template", may: founders, has: []string{"~ PK"}},
	{route: "GET /directory.xlsx", may: founders, has: []string{"~ PK"}, audit: "export directory"},
	{route: "GET /directory.csv", may: "district province", some: true, has: []string{"~ nama_lk3,kabupaten_kota", "~ Contoh LK3 Donggala"}, lacks: []string{"~ Bantaeng"}, audit: "export directory"},
	{route: "GET /directory.csv", may: founders, has: []string{"~ Contoh LK3 Donggala"}, audit: "export directory"},
	{route: "POST /directory", form: url.Values{"file": {"x"}}, may: founders, status: 422, has: []string{"#file-fault ~ @fault.no_file", "a[href='/directory.csv']"}},
	{
		route: "GET /directory/{id}", at: "/directory/{list}", may: "ministry operator", audit: "read import",
		has:   []string{"#problems ~ G4 (jenis_lk3)", "#problems q ~ entah", "#problems ~ @import.lk3_kind", "a[href='/directory/{list}/rest']", "#changes ~ Contoh LK3 Baru", "button[value=good]"},
		lacks: []string{"button[value=all]", "title ~ Contoh"},
	},
	{route: "GET /directory/{id}", at: "/directory/{import}", may: "", status: 404},
	{route: "GET /imports/{id}", at: "/imports/{list}", may: "", status: 404},
	{route: "GET /directory/{id}/rest", at: "/directory/{list}/rest", may: "ministry operator", has: []string{"~ PK"}, audit: "rest import"},
	{route: "POST /directory/{id}", at: "/directory/{list}", form: url.Values{"do": {"x"}}, may: "ministry", some: true, status: 422},
	{route: "POST /directory/{id}", at: "/directory/{list}", form: url.Values{"do": {"all"}}, may: "ministry", some: true, to: "/directory/{list}"},
	{route: "POST /directory/{id}", at: "/directory/{list}", form: url.Values{"do": {"forget"}}, may: "ministry", some: true, to: "/directory", audit: "forget import"},
	{route: "POST /directory/{id}", at: "/directory/{list}", form: url.Values{"do": {"forget"}}, may: "ministry operator", to: "/directory", audit: "forget import"},
}

// lk3List sends a list with one LK3 that is new, one that differs and one that is
// wrong, and returns the id of the upload, which was checked.
func (d *door) lk3List(who string) string {
	d.t.Helper()
	id := d.visitor(who).sendFile("/directory", "daftar.csv", []byte(directoryHead+
		"Contoh LK3 Baru;Kota Palu;;;Contoh Ketua;081200000000;Yayasan;;;;\nContoh LK3 Donggala;Donggala;Jalan Lain 2;;;;masyarakat;;;;\nContoh LK3 Salah;Sigi;;;;;entah;;;;\n")).at()
	<-d.Lists.Finished(id)
	return id
}

func TestAListOfLK3sIsSeenBeforeItIsWritten(t *testing.T) {
	d := openDoor(t)
	officer := d.visitor("ministry")
	versions := func() string { return d.one(`SELECT count(*) || '' FROM institution_version`) }
	before := versions()
	id := d.lk3List("ministry")
	page := officer.get("/directory/"+id).is(200).has("#changes ~ Contoh LK3 Baru", "#changes .tag ~ @directory.new", "#changes ~ alamat_kantor", "#changes ins ~ Jalan Lain 2", "#problems ~ G4 (jenis_lk3)", "button[value=good]").lacks("button[value=all]")
	officer.post("/directory/"+id, url.Values{"do": {"all"}}).is(303)
	<-d.Lists.Finished(id)
	if versions() != before {
		t.Fatalf("something was written though a row is bad: %s", page.said())
	}
	officer.post("/directory/"+id, url.Values{"do": {"good"}}).is(303).leads("/directory/" + id)
	<-d.Lists.Finished(id)
	officer.get("/directory/"+id).is(200).has(".good ~ 1 LK3 ditambahkan", ".good ~ 1 LK3 diubah", "a[href='/directory/"+id+"/rest']").lacks("button[value=good]")
	if name := officer.get("/directory/" + id + "/rest").is(200).Header().Get("Content-Disposition"); !strings.Contains(name, "perlu-diperbaiki.xlsx") {
		t.Errorf("the file of the rest is called %q", name)
	}
	officer.get("/institutions/" + d.ids["donggala"]).is(200).has("dd ~ Jalan Lain 2")
	after := versions()
	file := officer.get("/directory.xlsx").is(200).Body.Bytes()
	again := officer.sendFile("/directory", "daftar-lk3.xlsx", file).at()
	<-d.Lists.Finished(again)
	officer.get("/directory/"+again).is(200).has("main ~ @directory.all_here").lacks("button[value=all]", "#changes")
	if versions() != after {
		t.Error("what went out and came in changed something")
	}
	d.agrees()
}
