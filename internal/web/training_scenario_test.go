package web_test

import "net/url"

const (
	trainingReaders = "head outsider district province ministry trainer"
	trainingEditors = "ministry trainer"
)

var trainingScenarios = []scenario{
	{route: "GET /training", may: trainingReaders, has: []string{"a ~ Makassar"}},
	{route: "GET /training/new", may: trainingEditors, has: []string{"input[name=place]", "label[for=resources] ~ @training.resources"}},
	{route: "GET /training/invitations", at: "/training/invitations?year=2016", may: trainingReaders, has: []string{"li ~ Contoh LK3 Donggala"}, lacks: []string{"li ~ Contoh LK3 Bantaeng"}},
	{route: "GET /training/invitations.csv", at: "/training/invitations.csv?year=2016", may: trainingReaders, has: []string{"~ code,name,area", "~ DGL"}, lacks: []string{"~ BTG"}},
	{route: "GET /training/{id}", at: "/training/{training}", may: trainingReaders, has: []string{"h1 ~ Makassar", "dd ~ Puskris UI"}},
	{route: "GET /training/{id}", at: "/training/{nothing}", may: ""},
	{route: "GET /training/{id}/edit", at: "/training/{training}/edit", may: trainingEditors, has: []string{"input[name=place][value=Makassar]"}},
	{route: "GET /training/{id}/attendance", at: "/training/{training}/attendance", may: trainingEditors, has: []string{"form[action$='/attendance']"}},
	{
		route: "POST /training/{id}/attendance", at: "/training/{training}/attendance", may: trainingEditors, status: 422,
		form: url.Values{"present-{donggala}": {"yes"}, "social-{donggala}": {"banyak"}}, has: []string{".fault ~ @fault.number", "input[value=banyak]"},
	},
	{
		route: "POST /training/{id}/attendance", at: "/training/{training}/attendance", may: "trainer", some: true, to: "/training/{training}",
		form: url.Values{"present-{donggala}": {"yes"}, "social-{donggala}": {"2"}}, writes: []string{"training_institution"}, audit: "attend training",
	},
	{
		route: "POST /training/save", may: trainingEditors, status: 422, form: url.Values{"wave": {"west"}, "place": {""}, "from": {"agustus"}, "to": {"2016-08-26"}, "guests": {"Kepala Dinas"}},
		has: []string{"#from-fault ~ @fault.day", "input[name=from][value=agustus]", "input[name=to][value='2016-08-26']", "textarea[name=guests] ~ Kepala Dinas"},
	},
	{
		route: "POST /training/save", may: "ministry", some: true, to: "/training/", form: url.Values{"wave": {"west"}, "place": {"Batam"}, "from": {"2016-08-23"}, "to": {"2016-08-26"}},
		writes: []string{"training"}, audit: "edit training",
	},
}
