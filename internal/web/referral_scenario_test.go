package web_test

import "net/url"

// The ids of forms that are sent once.
const (
	askedForm   = "0195a6c0-0000-7000-8000-0000000000a1"
	answerForm  = "0195a6c0-0000-7000-8000-0000000000a2"
	invitedForm = "0195a6c0-0000-7000-8000-0000000000a4"
	sendForm    = "0195a6c0-0000-7000-8000-0000000000a5"
	sendFile    = "0195a6c0-0000-7000-8000-0000000000a6"
	officeForm  = "0195a6c0-0000-7000-8000-0000000000a3"
)

// What is of the client, the problem and the kind of service stands on no page
// of a receiving agency.
var toldToNoAgency = []string{"~ " + clientName, "~ Kenari", "~ " + clientNIK, "~ Ekonomi", "~ konseling", "~ Bercerita", "~ Puskesmas", "~ DGL", "~ pemeriksaan"}

var referralScenarios = []scenario{
	{route: "GET /agencies", may: lk3Staff + " district province", has: []string{"h1 ~ @menu.agencies", "a[href='/agencies/new']"}},
	{route: "GET /agencies", may: "worker head district", some: true, has: []string{"a[href='/agencies/{agency}'] ~ Contoh Puskesmas Donggala"}},
	{route: "GET /agencies", may: "stranger outsider", some: true, lacks: []string{"~ Contoh Puskesmas Donggala"}},
	{route: "GET /agencies/new", may: lk3Staff + " district province", has: []string{"select[name=kind]", "input[name=area]"}},
	{
		route: "POST /agencies/new", may: "worker district", some: true, to: "/agencies/", writes: []string{"agency"}, audit: "edit agency",
		form: url.Values{"name": {"Contoh LBH Donggala"}, "kind": {"legal_aid"}, "area": {"Kabupaten Donggala"}},
	},
	{
		route: "POST /agencies/new", may: "stranger outsider ministry trainer operator auditor", some: true, status: 404, audit: "refused agency",
		form: url.Values{"name": {"Contoh LBH Donggala"}, "kind": {"legal_aid"}, "area": {"Kabupaten Donggala"}},
	},
	{
		route: "POST /agencies/new", may: "worker", some: true, status: 422, form: url.Values{"kind": {"bukan"}, "area": {"Kabupaten Donggala"}},
		has: []string{"#name-fault ~ @fault.required", "#kind-fault ~ @fault.choice"},
	},
	{route: "GET /agencies/{id}", at: "/agencies/{agency}", may: lk3Staff + " district province", has: []string{"h1 ~ Contoh Puskesmas Donggala"}},
	{route: "GET /agencies/{id}", at: "/agencies/{nothing}", may: ""},
	{route: "GET /agencies/{id}/edit", at: "/agencies/{agency}/edit", may: atDonggala + " district province", has: []string{"input[name=name][value='Contoh Puskesmas Donggala']"}},
	{
		route: "POST /agencies/{id}/edit", at: "/agencies/{agency}/edit", may: "worker", some: true, to: "/agencies/{agency}", audit: "edit agency",
		form: url.Values{"version": {"1"}, "name": {"Contoh Puskesmas Donggala"}, "kind": {"puskesmas"}, "area": {"Kabupaten Donggala"}, "phone": {"0457-1234"}},
	},
	{
		route: "POST /agencies/{id}/edit", at: "/agencies/{agency}/edit", may: "district", some: true, status: 409, has: []string{".alert ~ @fault.changed_meanwhile"},
		form: url.Values{"version": {"1"}, "name": {"Contoh Puskesmas Donggala"}, "kind": {"puskesmas"}, "area": {"Kabupaten Donggala"}},
	},

	{
		route: "GET /files/{file}/paper/{paper}", at: "/files/{case}/paper/referral?entry={referral}", may: "worker head", some: true, audit: "read file",
		has: []string{"input[name=with_code][value=yes][checked]", "textarea[name=letter_to] ~ Contoh Puskesmas Donggala", "textarea[name=letter_body] ~ WA pagi"}, lacks: []string{"#code", "~ {code}"},
	},
	{
		route: "POST /files/{file}/paper/{paper}", at: "/files/{case}/paper/referral", may: "worker", some: true, status: 200,
		form: url.Values{"entry": {"{office}"}, "with_code": {"yes"}, "request": {askedForm}, "named": {"yes"}, "letter_body": {"Mohon dibantu."}},
		has:  []string{"#code", "dd ~ " + clientName}, writes: []string{"letter_code"}, audit: "letter_code file",
	},
	{
		route: "POST /files/{file}/paper/{paper}", at: "/files/{case}/paper/referral", may: "worker head", some: true, status: 200,
		form:  url.Values{"entry": {"{office}"}, "with_code": {"yes"}, "request": {askedForm}, "letter_body": {"Mohon dibantu."}},
		lacks: []string{"#code"}, audit: "print file",
	},
	{
		route: "POST /files/{file}/paper/{paper}", at: "/files/{case}/paper/referral", may: "worker", some: true, status: 404,
		form: url.Values{"entry": {"{office}"}, "with_code": {"yes"}, "request": {"bukan-id"}, "letter_body": {"Mohon dibantu."}}, audit: "print file",
	},
	{route: "GET /referrals", may: lk3Staff, has: []string{"h1 ~ @referral.list"}, audit: "list referral"},
	{route: "GET /referrals", may: "worker head", some: true, has: []string{"a[href='/files/{case}']", "~ {number}"}, lacks: []string{"~ " + clientName}, audit: "list referral"},
	{route: "GET /referrals", may: "colleague front stranger outsider", some: true, lacks: []string{"a[href='/files/{case}']", "~ {number}"}, audit: "list referral"},

	{route: "GET /addressed", may: "district province", has: []string{"h1 ~ @menu.addressed"}, lacks: toldToNoAgency, audit: "list referral"},
	{route: "GET /addressed", may: "district", some: true, has: []string{"a[href='/addressed/{office}']"}, lacks: append([]string{"a[href='/files/{case}']"}, toldToNoAgency...), audit: "list referral"},
	{route: "GET /addressed", may: "province", some: true, lacks: []string{"a[href='/addressed/{office}']"}, audit: "list referral"},
	{route: "GET /addressed/{id}", at: "/addressed/{office}", may: "district", has: []string{"h1 ~ R", "input[name=reply_result][value=accepted]"}, lacks: toldToNoAgency, audit: "read referral"},
	{route: "GET /addressed/{id}", at: "/addressed/{referral}", may: ""},
	{route: "POST /addressed/{id}", at: "/addressed/{office}", may: "district", status: 422, form: url.Values{"id": {officeForm}, "reply_result": {"declined"}}, has: []string{"#decline_reason-fault ~ @fault.required"}, audit: "read referral"},
	{
		route: "POST /addressed/{id}", at: "/addressed/{office}", may: "district", to: "/addressed", form: url.Values{"id": {officeForm}, "reply_result": {"accepted"}, "reply_text": {"Silakan datang Senin."}},
		writes: []string{"entry", "fact"}, audit: "reply referral",
	},

	{route: "GET /reply", may: "nobody auditor", some: true, has: []string{"input[name=code]"}},
	{route: "POST /reply", may: "nobody", some: true, status: 422, form: url.Values{"code": {"AAAA-BBBB-CCCC-DDDD"}}, has: []string{"#code-fault ~ @referral.code"}, lacks: []string{"~ AAAA-BBBB"}, audit: "code_failed installation"},
	{route: "POST /reply", may: "nobody", some: true, status: 422, form: url.Values{}, has: []string{"#code-fault ~ @referral.code"}, audit: "code_failed installation"},
	{
		route: "POST /reply", may: "nobody", some: true, status: 200, form: url.Values{"code": {"{code}"}}, audit: "reply_opened referral",
		has: []string{"h1 ~ {number}", "p ~ Contoh LK3 Donggala", "input[name=reply_result][value=declined]"}, lacks: append([]string{"a[href='/files/{case}']", "~ {case}", "~ {referral}"}, toldToNoAgency...),
	},
	{
		route: "POST /reply/answer", may: "nobody", some: true, status: 422, form: url.Values{"code": {"{code}"}, "id": {answerForm}, "reply_result": {"completed"}, "reply_text": {longText}},
		has: []string{"#reply_text-fault"}, audit: "reply_opened referral", lacks: toldToNoAgency,
	},
	{
		route: "POST /reply/answer", may: "nobody", some: true, status: 200, form: url.Values{"code": {"{code}"}, "id": {answerForm}, "reply_result": {"arrived"}, "reply_text": {"Sudah kami terima."}},
		has: []string{"h1 ~ @referral.noted"}, lacks: append([]string{"~ Sudah kami terima"}, toldToNoAgency...), writes: []string{"entry", "fact"}, audit: "append file",
	},
	{
		route: "POST /reply/answer", may: "nobody", some: true, status: 200, form: url.Values{"code": {"{code}"}, "id": {answerForm}, "reply_result": {"arrived"}, "reply_text": {"Sudah kami terima."}},
		has: []string{"h1 ~ @referral.noted"}, audit: "", writes: nil,
	},
	{route: "GET /files/{file}", at: "/files/{case}", may: "worker head", some: true, has: []string{"dd ~ Sudah kami terima.", ".timeline ~ @casefile.outside", ".tag ~ Klien sudah datang"}, lacks: []string{"~ {code}"}, audit: "read file"},
	{route: "GET /files/{file}/new/{kind}", at: "/files/{case}/new/reply?to={referral}", may: "worker head", has: []string{"input[name=replies_to][value='{referral}']", ".card ~ {number}"}, audit: "read file"},

	{route: "GET /agencies/{id}", at: "/agencies/{agency}", may: "head", some: true, has: []string{"form[action$='/revoke']", "form[action$='/codes']"}, lacks: []string{"~ {sender}"}},
	{route: "GET /agencies/{id}", at: "/agencies/{agency}", may: "worker district stranger", some: true, lacks: []string{"form[action$='/revoke']", "form[action$='/codes']"}},
	{route: "POST /agencies/{id}/codes", at: "/agencies/{agency}/codes", may: "head", status: 200, form: url.Values{"id": {invitedForm}}, lacks: []string{"#code"}},
	{route: "GET /refer", may: "nobody auditor", some: true, has: []string{"input[name=code]"}},
	{route: "POST /refer", may: "nobody", some: true, status: 422, form: url.Values{"code": {"{code}"}}, has: []string{"#code-fault ~ @referral.code"}, lacks: []string{"~ {code}"}, audit: "code_failed installation"},
	{route: "POST /refer", may: "nobody", some: true, status: 200, form: url.Values{"code": {"{sender}"}}, has: []string{"textarea[name=reason]", "b ~ Contoh LK3 Donggala"}, lacks: []string{"a[href='/files/{case}']"}, audit: "sender_opened agency"},
	{
		route: "POST /refer/send", may: "nobody", some: true, status: 422, form: url.Values{"code": {"{sender}"}, "id": {sendForm}, "file": {sendFile}, "reason": {longText + longText}, "age": {"tua"}},
		has: []string{"#sender_name-fault ~ @fault.required", "#reason-fault", "#age-fault", "fieldset.bad"}, audit: "sender_opened agency",
	},
	{
		route: "POST /refer/send", may: "nobody", some: true, status: 200, form: inForm(), audit: "append file",
		has: []string{"#receipt"}, lacks: []string{"~ " + callerName, "~ Terlantar", "~ {sender}"}, writes: []string{"entry", "fact", "file", "file_key", "receipt"},
	},
	{route: "POST /refer/send", may: "nobody", some: true, status: 200, form: inForm(), has: []string{"#receipt"}, audit: "sender_opened agency"},
	{route: "POST /refer/send", may: "nobody", some: true, status: 422, form: url.Values{"code": {"AAAA"}}, has: []string{"#code-fault"}, audit: "code_failed installation"},
	{route: "GET /refer/receipt", may: "nobody auditor", some: true, has: []string{"input[name=code]"}},
	{route: "POST /refer/receipt", may: "nobody", some: true, status: 422, form: url.Values{"code": {"{sender}"}}, has: []string{"#code-fault ~ @referral.code"}, audit: "code_failed installation"},
	{route: "GET /{$}", may: "front worker head", some: true, has: []string{"a[href='/files/" + sendFile + "']"}, lacks: []string{"~ " + callerName}, audit: "list file"},
	{route: "GET /files/{file}", at: "/files/" + sendFile, may: atDonggala, has: []string{"dd ~ " + callerName, "dd ~ Terlantar di pasar.", "dd ~ Contoh Bripka", ".tag ~ @flag.danger"}, audit: "read file"},
	{route: "POST /agencies/{id}/revoke", at: "/agencies/{agency}/revoke", may: "head", form: url.Values{"code": {invitedForm}}, to: "/agencies/{agency}", audit: "revoke agency"},
	{route: "POST /agencies/{id}/revoke", at: "/agencies/{agency}/revoke", may: "", form: url.Values{"code": {invitedForm}}},
	{route: "POST /refer", may: "nobody", some: true, status: 422, form: url.Values{"code": {"{sender}"}}, has: []string{"#code-fault ~ @referral.code"}, audit: "code_failed installation"},

	{route: "POST /transfers/{id}/decline", at: "/transfers/{nothing}/decline", may: "", form: url.Values{"transfer_note": {"Penuh."}}},
	{route: "POST /transfers/{id}/decline", at: "/transfers/{declined}/decline", may: "outsider", status: 422, form: url.Values{}, has: []string{"#transfer_note-fault ~ @fault.required"}},
	{
		route: "POST /transfers/{id}/decline", at: "/transfers/{declined}/decline", may: "outsider", to: "/", form: url.Values{"transfer_note": {"Penuh sampai akhir bulan."}},
		writes: []string{"entry"}, audit: "decline transfer",
	},
	{route: "GET /files/{file}", at: "/files/{stays}", may: "worker head", some: true, has: []string{"dd ~ Penuh sampai akhir bulan.", ".tag ~ @status.registered"}, audit: "read file"},
	{route: "POST /files/{file}/withdraw", at: "/files/{stays}/withdraw", may: "head", status: 409, form: url.Values{}},
}

func inForm() url.Values {
	return url.Values{
		"code": {"{sender}"}, "id": {sendForm}, "file": {sendFile}, "danger_now": {"yes"}, "reason": {"Terlantar di pasar."}, "sender_name": {"Contoh Bripka, Polsek"},
		"sender_reach": {"0457-110"}, "client_name": {callerName},
	}
}

var longText = func() string {
	text := ""
	for len(text) <= 400 {
		text += "Terlalu panjang. "
	}
	return text
}()
