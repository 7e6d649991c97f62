package web_test

import (
	"net/url"
	"strings"
)

var reportScenarios = []scenario{
	{
		route: "GET /report", may: "head outsider", has: []string{"h1 ~ @report.monthly", "link[href*='print.']", "textarea#sentence", ".provisional", "table.problems tfoot"},
		lacks: []string{"~ " + clientName, "~ " + callerName, "a[href='/files/{case}']"}, audit: "print report",
	},
	{route: "GET /report", at: "/report?period=2016-03&paper=f4", may: "head", some: true, has: []string{"body.f4", ".kop ~ Contoh LK3 Donggala", "th ~ @figure.open_start"}, audit: "print report"},
	{route: "GET /report", at: "/report?period=kapan", may: "head", some: true, status: 422, has: []string{"h1 ~ @recap.period_form"}},
	{route: "GET /report", at: "/report?period=9999", may: "head", some: true, status: 422, has: []string{"h1 ~ @recap.period_form"}},
	{route: "GET /report/{period}/text", at: "/report/2016-03/text", may: "head outsider", has: []string{"textarea[name=obstacles]"}},
	{route: "GET /report/{period}/text", at: "/report/kapan/text", may: "head outsider", status: 422},
	{
		route: "POST /report/{period}/text", at: "/report/2016-03/text", form: url.Values{"report_number": {"400/7"}, "obstacles": {"Hujan."}}, may: "head outsider",
		to: "/report?period=2016-03", writes: []string{"report"}, audit: "write report",
	},
	{
		route: "POST /report/{period}/text", at: "/report/2016-03/text", form: url.Values{"obstacles": {strings.Repeat("hujan ", 400)}}, may: "head", some: true, status: 422,
		has: []string{"#obstacles-fault", "textarea[name=obstacles] ~ hujan hujan"},
	},
	{route: "POST /drafts", form: url.Values{"draft": {"/report/2016-03/text"}, "obstacles": {"Banjir."}}, may: "head", some: true, to: "/", writes: []string{"draft"}},
	{route: "GET /report/{period}/text", at: "/report/2016-03/text", may: "head", some: true, has: []string{"textarea[name=obstacles] ~ Banjir.", "form[action='/drafts/discard']"}},
	{route: "POST /drafts", form: url.Values{"draft": {"/report/kapan/text"}, "obstacles": {"Banjir."}}, may: "head", some: true, status: 404},
	{route: "POST /drafts/discard", form: url.Values{"draft": {"/report/2016-03/text"}}, may: "head", some: true, to: "/report/2016-03/text", writes: []string{"draft"}},
	{route: "GET /report", at: "/report?period=2016-03", may: "head", some: true, has: []string{".said ~ Hujan.", ".middle ~ 400/7"}, audit: "print report"},
	{route: "GET /letterhead", may: "head outsider", has: []string{"textarea[name=kop]", "input[name=office_name]"}},
	{
		route: "POST /letterhead", form: url.Values{"kop": {"PEMERINTAH KABUPATEN DONGGALA\r\nDINAS SOSIAL"}, "town": {"Donggala"}, "head_name": {"Contoh Koordinator"}, "head_rank": {"Penata (III/c)"}}, may: "head outsider",
		to: "/report", writes: []string{"letterhead"}, audit: "edit letterhead",
	},
	{route: "POST /letterhead", form: url.Values{"head_number": {"bukan NIP"}, "town": {"Palu"}}, may: "head", some: true, status: 422, has: []string{"#head_number-fault ~ @document.number_form", "input[name=town][value=Palu]"}},
	{route: "GET /report", at: "/report?period=2016-03", may: "head", some: true, has: []string{".kop ~ DINAS SOSIAL", ".signed ~ Contoh Koordinator", ".signature p ~ Penata (III/c)"}, audit: "print report"},
}
