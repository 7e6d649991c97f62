package web_test

import "net/url"

var registerBookScenarios = []scenario{
	{
		route: "GET /registerbook", may: "worker colleague psychologist head stranger outsider", has: []string{"body.a4.wide", "h1 ~ @registerbook.title", "input[name=caller]"},
		lacks: []string{"~ " + clientName, "~ " + callerName}, audit: "list register",
	},
	{route: "GET /registerbook", at: "/registerbook?period=2016-03", may: "worker head", some: true, has: []string{"a[href='/files/{case}']", "td ~ K.D.S.", "a[href*='names=yes']"}, lacks: []string{"~ " + clientName}, audit: "list register"},
	{route: "GET /registerbook", at: "/registerbook?period=2016-03", may: "colleague stranger", some: true, lacks: []string{"a[href='/files/{case}']"}, audit: "list register"},
	{route: "GET /registerbook", at: "/registerbook?names=yes", may: "worker head", some: true, has: []string{"td ~ " + clientName, "a:not([href*='names=yes'])"}, lacks: []string{"title ~ Kenari", "~ " + clientNIK, "~ " + clientPhone}, audit: "list register"},
	{route: "GET /registerbook", at: "/registerbook?names=yes", may: "stranger outsider", some: true, lacks: []string{"a[href='/files/{case}']"}, audit: "list register"},
	{route: "GET /registerbook", at: "/registerbook?period=kapan", may: "head", some: true, status: 422, has: []string{"h1 ~ @recap.period_form"}},
	{
		route: "POST /registerbook/line", form: url.Values{"caller": {callerName}, "age": {"41"}, "presenting": {"neglect"}, "channel": {"phone"}}, may: lk3Staff, status: 200,
		has: []string{"form[action='/contacts'] input[name=caller][value='" + callerName + "']", "input[name=age][value='41']", "textarea[name=action_taken]"}, lacks: []string{".fault"},
	},
}
