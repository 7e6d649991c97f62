package complaint_test

import (
	"strings"
	"testing"

	"teduh/internal/domain/access"
	"teduh/internal/domain/complaint"
)

func TestNobodyReadsAComplaintAboutThemselves(t *testing.T) {
	head, worker := []access.Role{access.Head}, []access.Role{access.Caseworker}
	both := []access.Role{access.Head, access.Caseworker, access.FrontOfficer}
	officer := []access.Role{access.DistrictOfficer}
	for _, c := range []struct {
		name   string
		people [][]access.Role
		to     map[complaint.About]bool // to the head
	}{
		{"a head apart", [][]access.Role{head, worker}, map[complaint.About]bool{complaint.Service: true, complaint.Worker: true}},
		{"a head who works on cases", [][]access.Role{both}, map[complaint.About]bool{complaint.Service: true}},
		{"two heads, one apart", [][]access.Role{both, head}, map[complaint.About]bool{complaint.Service: true, complaint.Worker: true}},
		{"no head", [][]access.Role{worker}, nil},
		{"nobody", nil, nil},
	} {
		for _, about := range complaint.Abouts() {
			if got := complaint.ToHead(about, c.people); got != c.to[about] {
				t.Errorf("%s, about %s: to the head %v", c.name, about, got)
			}
		}
	}
	for _, about := range complaint.Abouts() {
		if complaint.MayRead(about, worker) || !complaint.MayRead(about, officer) {
			t.Errorf("about %s: the worker reads it, or the Dinas does not", about)
		}
	}
	if complaint.MayRead(complaint.Worker, both) || complaint.MayRead(complaint.Head, head) || !complaint.MayRead(complaint.Worker, head) {
		t.Error("somebody reads what is about them, or the head does not read what is for the head")
	}
}

func TestAComplaintSaysSomethingAndNotTooMuch(t *testing.T) {
	for text, ok := range map[string]bool{"": false, "   ": false, "buruk": false, "Saya menunggu tiga jam.": true, strings.Repeat("a", 4001): false} {
		if err := (complaint.Complaint{Text: text}).Check(); (err == nil) != ok {
			t.Errorf("%q: %v", text[:min(len(text), 20)], err)
		}
	}
	if err := (complaint.Complaint{Text: "Saya menunggu tiga jam.", Contact: strings.Repeat("a", 201)}).Check(); err == nil {
		t.Error("a contact may be of any length")
	}
}
