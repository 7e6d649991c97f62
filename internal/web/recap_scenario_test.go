package web_test

var recapScenarios = []scenario{
	{route: "GET /recap", may: "head outsider district province ministry", has: []string{"textarea#sentence", "table tbody tr"}, lacks: []string{"~ " + clientName, "a[href='/files/{case}']"}, audit: "recap area"},
	{route: "GET /recap", at: "/recap?institution={donggala}", may: "head district province ministry", has: []string{"h1 ~ Contoh LK3 Donggala"}, audit: "recap area"},
	{route: "GET /recap", at: "/recap?institution={nothing}", may: ""},
	{route: "GET /recap", at: "/recap?area=72.03", may: "district province ministry", has: []string{"h1 ~ Kabupaten Donggala"}, audit: "recap area"},
	{route: "GET /recap", at: "/recap?area=72", may: "province ministry", has: []string{"h1 ~ Sulawesi Tengah"}, audit: "recap area"},
	{route: "GET /recap", at: "/recap?area=73", may: "ministry", has: []string{"h1 ~ Sulawesi Selatan"}, audit: "recap area"},
	{route: "GET /recap", at: "/recap?area=", may: "ministry", has: []string{"h1 ~ @recap.nation"}, audit: "recap area"},
	{
		route: "GET /recap", at: "/recap?area=&by=institution&of=economic", may: "ministry",
		has: []string{"h1 ~ Kesulitan ekonomi", "a[href*='institution={donggala}'] ~ Contoh LK3 Donggala", "tfoot ~ @recap.total"}, lacks: []string{"~ " + clientName}, audit: "recap area",
	},
	{route: "GET /recap", at: "/recap?area=&by=institution&of=bukan", may: "ministry", some: true, status: 422, has: []string{"h1 ~ @fault.choice"}, audit: "recap area"},
	{route: "GET /recap", at: "/recap?period=kapan", may: "ministry", some: true, status: 422, has: []string{"h1 ~ @recap.period_form"}},
	{route: "GET /recap", at: "/recap?by=nama", may: "ministry", some: true, status: 422, has: []string{"h1 ~ @fault.choice"}},
	{route: "GET /recap", at: "/recap?period=0001", may: "ministry", some: true, status: 422},
	{route: "GET /recap", at: "/recap?period=9999", may: "ministry", some: true, status: 422},
	{
		route: "GET /recap/files", at: "/recap/files?institution={donggala}&of=total", may: "head",
		has: []string{"h1 ~ @recap.total", "a[href='/files/{case}']"}, lacks: []string{"~ " + clientName}, audit: "list file",
	},
	{route: "GET /recap/files", at: "/recap/files?institution={donggala}&figure=contacts&by=sex&of=total&column=female", may: "head", has: []string{"h1 ~ @figure.contacts"}, audit: "list file"},
	{route: "GET /recap/files", at: "/recap/files?institution={donggala}&of=bukan", may: "head", some: true, status: 422, has: []string{"h1 ~ @fault.choice"}},
	{route: "GET /recap/files", at: "/recap/files?institution={donggala}&by=month&of=total&column=2015-01", may: "head", some: true, status: 422, has: []string{"h1 ~ @fault.choice"}},
	{route: "GET /recap.csv", may: "head outsider district province ministry", lacks: []string{"~ " + clientName}, audit: "recap area"},
	{route: "GET /recap.csv", at: "/recap.csv?area=", may: "ministry", has: []string{"~ Penelantaran"}, audit: "recap area"},
	{route: "GET /recap.xlsx", may: "head outsider district province ministry", has: []string{"~ PK"}, audit: "recap area"},
	{route: "GET /recap.xlsx", at: "/recap.xlsx?institution={donggala}", may: "head district province ministry", audit: "recap area"},
}
