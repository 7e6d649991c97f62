package web_test

import "net/url"

var signInScenarios = []scenario{
	{route: "GET /health", may: "nobody auditor", some: true, has: []string{"~ ok"}},
	{route: "GET /assets/", at: "{css}", may: "nobody auditor", some: true, has: []string{"~ body"}},
	{route: "/", at: "/tidak-ada", may: "nobody " + everyone, some: true, status: 404, has: []string{"h1 ~ @fault.not_found"}},
	{route: "POST /language", form: url.Values{"lang": {"id"}, "back": {"/recap"}}, may: "nobody auditor", some: true, to: "/recap"},
	{route: "GET /sign-in", may: "nobody auditor", some: true, has: []string{"input[name=account]", "input[name=password][type=password]"}},
	{
		route: "POST /sign-in", form: url.Values{"account": {"akun.worker"}, "password": {"bukan kata sandinya"}}, may: "nobody", some: true, status: 401,
		has: []string{".alert ~ @signin.failed", "input[name=account][value='akun.worker']"}, lacks: []string{"~ bukan kata sandinya"}, audit: "sign_in_failed staff",
	},
	{
		route: "POST /sign-in", form: url.Values{"account": {"tidak.ada"}, "password": {"bukan kata sandinya"}}, may: "nobody", some: true, status: 401,
		has: []string{".alert ~ @signin.failed"}, audit: "sign_in_failed staff",
	},
	{route: "GET /setup", may: "nobody auditor", some: true, status: 303, to: "/sign-in"},
	{
		route: "POST /setup", form: url.Values{"code": {"salah satu dua tiga"}, "account": {"saya.sendiri"}}, may: "nobody", some: true, status: 422,
		has: []string{"#code-fault", "input[name=account][value='saya.sendiri']"}, audit: "setup_failed installation",
	},
	{route: "GET /account", may: everyone, has: []string{"h2 ~ @account.sessions", "form[action='/account/password']"}, lacks: []string{"main ~ Contoh Petugas auditor Contoh"}},
	{route: "GET /account/calendar", may: lk3Staff, has: []string{"h2 ~ @feed.title", "form[action='/account/reminder'] input[name=address]"}},
	{route: "POST /account/feed", may: lk3Staff, status: 200, has: []string{"textarea#feed ~ /feed/"}, audit: "feed staff", writes: []string{"feed"}},
	{route: "POST /account/feed/end", may: "worker", some: true, to: "/account/calendar", audit: "feed_end staff", writes: []string{"feed"}},
	{route: "POST /account/reminder", may: "worker", some: true, form: url.Values{"address": {"worker@example.org"}}, to: "/account/calendar", audit: "reminder staff", writes: []string{"reminder"}},
	{route: "POST /account/reminder", may: "worker", some: true, form: url.Values{"address": {"bukan alamat"}}, status: 422, has: []string{"#address-fault ~ @fault.email", "input[name=address][value='bukan alamat']"}},
	{route: "GET /feed/{secret}", at: "/feed/AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA", may: "nobody", some: true, status: 404},
	{route: "POST /account/end", form: url.Values{"session": {"{nothing}"}}, may: "worker", some: true, to: "/account", audit: "end_session session"},
	{route: "POST /account/end", form: url.Values{"session": {"apa saja"}}, may: ""},
	{route: "POST /account/pick", form: url.Values{"institution": {"{sigi}"}}, may: ""},
	{
		route: "POST /account/password", form: url.Values{"old_password": {"salah salah salah"}, "password": {"pagi siang sore malam"}},
		may: "worker", some: true, status: 422, has: []string{"#old_password-fault"}, lacks: []string{"~ salah salah salah", "~ pagi siang sore malam"}, audit: "refused staff",
	},
}

// lastScenarios end the visit of whom they name.
var lastScenarios = []scenario{
	{route: "POST /sign-out", may: "auditor", some: true, to: "/sign-in", audit: "end_session session"},
}
