package web_test

import "net/url"

const (
	registryReaders = "head district province ministry trainer operator"
	registryEditors = "head district province ministry"
	funders         = "district province ministry"
	founders        = "district province ministry operator"
)

// nameless is an institution that lacks its name, in the reach of all founders.
var nameless = url.Values{"code": {"BRU"}, "kind": {"lk3_community"}, "area": {"Kabupaten Donggala"}, "status": {"active"}, "decree": {"SK 17/2016"}}

var registryScenarios = []scenario{
	{route: "GET /institutions", may: "outsider trainer ministry operator", some: true, has: []string{"a ~ Contoh LK3 Bantaeng"}},
	{route: "GET /institutions", may: "head district province", some: true, has: []string{"a ~ Contoh LK3 Donggala"}, lacks: []string{"a ~ Contoh LK3 Bantaeng"}},
	{route: "GET /institutions", at: "/institutions?q=donggala", may: "outsider " + registryReaders},
	{route: "GET /institutions/new", may: founders, has: []string{"input[name=code]"}},
	{
		route: "POST /institutions/new", form: nameless, may: founders, status: 422,
		has: []string{"#name-fault ~ @fault.required", "input[name=decree][value='SK 17/2016']", "input[name=area][value='Kabupaten Donggala']"},
	},
	{
		route: "POST /institutions/new", form: merged(nameless, url.Values{"name": {"Contoh LK3 Baru"}}), may: "operator", some: true, to: "/institutions/",
		writes: []string{"institution", "institution_version"}, audit: "found institution",
	},
	{route: "GET /institutions/{id}", at: "/institutions/{donggala}", may: registryReaders, has: []string{"h1 ~ Contoh LK3 Donggala"}},
	{route: "GET /institutions/{id}", at: "/institutions/{nothing}", may: ""},
	{route: "GET /institutions/{id}/edit", at: "/institutions/{donggala}/edit", may: registryEditors, has: []string{"input[name=name][value='Contoh LK3 Donggala']"}},
	{
		route: "POST /institutions/{id}/edit", at: "/institutions/{donggala}/edit", may: registryEditors, status: 422,
		form: merged(nameless, url.Values{"version": {"1"}, "decree_from": {"bukan tanggal"}}),
		has:  []string{"#decree_from-fault ~ @fault.day", "input[name=decree_from][value='bukan tanggal']", "input[name=decree][value='SK 17/2016']"},
	},
	{
		route: "POST /institutions/{id}/edit", at: "/institutions/{donggala}/edit", may: "head", some: true, to: "/institutions/{donggala}",
		form:   merged(nameless, url.Values{"version": {"1"}, "name": {"Contoh LK3 Donggala"}}),
		writes: []string{"institution_version"}, audit: "edit institution",
	},
	{
		route: "POST /institutions/{id}/edit", at: "/institutions/{donggala}/edit", may: "province", some: true, status: 409,
		form: merged(nameless, url.Values{"version": {"1"}, "name": {"Contoh LK3 Kalah Cepat"}}),
		has:  []string{".alert ~ @fault.changed_meanwhile", "input[name=name][value='Contoh LK3 Kalah Cepat']"},
	},
	{
		route: "POST /institutions/{id}/finer", at: "/institutions/{donggala}/finer", form: url.Values{"second_code": {"economic"}, "under": {"other"}, "second_name": {"Sengketa tanah"}},
		may: "head", status: 422, has: []string{".alert ~ @fault.choice", "input[name=second_name][value='Sengketa tanah']"},
	},
	{
		route: "POST /institutions/{id}/finer", at: "/institutions/{donggala}/finer", form: url.Values{"under": {"other"}, "second_name": {"perselingkuhan"}},
		may: "head", status: 422, has: []string{"#second_name-fault ~ @registry.second_national", "input[name=second_name][value='perselingkuhan']"}, lacks: []string{"[name=second_code]"},
	},
	{
		route: "POST /institutions/{id}/finer", at: "/institutions/{donggala}/finer", form: url.Values{"under": {"other"}, "second_name": {"Sengketa tanah"}},
		may: "head", to: "/institutions/{donggala}", writes: []string{"second_level"}, audit: "second_level institution",
	},
	{route: "GET /institutions/{id}/budget", at: "/institutions/{donggala}/budget", may: funders, has: []string{"input[name=planned]"}},
	{
		route: "POST /institutions/{id}/budget", at: "/institutions/{donggala}/budget", may: funders, status: 422,
		form: url.Values{"year": {"dua ribu"}, "status": {"set_aside"}, "planned": {"seratus juta"}, "decree": {"Perda 3"}},
		has:  []string{"#planned-fault ~ @fault.number", "#year-fault ~ @fault.number", "input[name=planned][value='seratus juta']", "input[name=year][value='dua ribu']", "input[name=decree][value='Perda 3']"},
	},
	{
		route: "POST /institutions/{id}/budget", at: "/institutions/{donggala}/budget", may: "district", some: true, to: "/institutions/{donggala}",
		form: url.Values{"year": {"2016"}, "status": {"set_aside"}, "planned": {"100000000"}}, writes: []string{"budget"}, audit: "budget institution",
	},
	{
		route: "GET /institutions/{id}/staff", at: "/institutions/{donggala}/staff", may: "head operator", some: true, has: []string{"li ~ Contoh Petugas worker", "form[action$='/staff/end']"},
		lacks: []string{"li ~ Contoh Petugas stranger"}, audit: "list staff",
	},
	{
		route: "GET /institutions/{id}/staff", at: "/institutions/{donggala}/staff", may: "head operator " + funders,
		has: []string{"li ~ Contoh Petugas worker"}, audit: "list staff",
	},
	{
		route: "POST /institutions/{id}/staff", at: "/institutions/{donggala}/staff", may: "head operator", status: 422,
		form: url.Values{"name": {"Contoh Petugas Baru"}, "account": {"X"}, "profession": {"social_worker"}, "roles": {"caseworker"}, "password": {"pendek"}},
		has:  []string{"#account-fault", "#password-fault", "input[name=name][value='Contoh Petugas Baru']", "input[value=caseworker][checked]"}, lacks: []string{"~ pendek\""}, audit: "list staff",
	},
	{
		route: "POST /institutions/{id}/staff", at: "/institutions/{donggala}/staff", may: "head", some: true, status: 422,
		form: url.Values{"name": {"Contoh Petugas Baru"}, "account": {"akun.baru"}, "profession": {"social_worker"}, "roles": {"operator"}, "password": {password}},
		has:  []string{"#roles-fault, fieldset.bad"}, audit: "list staff",
	},
	{
		route: "POST /institutions/{id}/staff", at: "/institutions/{donggala}/staff", may: "head", some: true, to: "/institutions/{donggala}/staff",
		form:   url.Values{"name": {"Contoh Petugas Baru"}, "account": {"akun.baru"}, "profession": {"social_worker"}, "roles": {"caseworker"}, "password": {password}},
		writes: []string{"staff", "post"}, audit: "create staff",
	},
	{
		route: "POST /institutions/{id}/staff/post", at: "/institutions/{donggala}/staff/post", may: "head operator", to: "/institutions/{donggala}/staff",
		form: url.Values{"person": {"{staff}"}, "role": {"front_officer"}, "from": {"2016-04-01"}}, writes: []string{"post"}, audit: "post staff",
	},
	{
		route: "POST /institutions/{id}/staff/post", at: "/institutions/{donggala}/staff/post", may: "head", some: true, status: 422,
		form: url.Values{"person": {"{staff}"}, "role": {"ministry_officer"}, "from": {"kapan saja"}}, has: []string{"#from-fault ~ @fault.day", "input[name=from][value='kapan saja']"},
	},
	{route: "POST /institutions/{id}/staff/end", at: "/institutions/{donggala}/staff/end", form: url.Values{"post": {"{nothing}"}}, may: ""},
	{
		route: "POST /institutions/{id}/staff/credential", at: "/institutions/{donggala}/staff/credential", may: "head operator", to: "/institutions/{donggala}/staff",
		form: url.Values{"person": {"{staff}"}, "kind": {"str"}, "number": {"STR 17"}, "issuer": {"KTKI"}}, writes: []string{"credential"}, audit: "credential staff",
	},
	{
		route: "POST /institutions/{id}/staff/credential", at: "/institutions/{donggala}/staff/credential", may: "head", some: true, status: 422,
		form: url.Values{"person": {"{staff}"}, "kind": {"str"}, "number": {""}, "issuer": {"KTKI"}}, has: []string{"#number-fault ~ @fault.required", "input[name=issuer][value=KTKI]"},
	},
}

func merged(forms ...url.Values) url.Values {
	out := url.Values{}
	for _, f := range forms {
		for name, values := range f {
			out[name] = values
		}
	}
	return out
}
