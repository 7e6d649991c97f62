package web_test

import (
	"net/url"

	"teduh/internal/domain/family"
)

// atDonggala work at the LK3 where the client is.
const atDonggala = "front worker colleague psychologist head"

var caseScenarios = []scenario{
	{route: "GET /{$}", may: "worker head", some: true, has: []string{"h1 ~ @menu.board", "a[href='/files/{case}']"}, lacks: []string{"~ " + clientName, "~ " + clientPhone}, audit: "list file"},
	{route: "GET /{$}", may: "colleague psychologist", some: true, has: []string{"a[href='/contacts/new']", "a[href='/?show=open'] b ~ 0"}, lacks: []string{"~ " + clientName}, audit: "list file"},
	{route: "GET /{$}", may: "front", some: true, has: []string{"a[href='/contacts/new']"}, lacks: []string{"a[href='/?show=open']", "a[href='/?show=closed']", "a[href='/registerbook']", "~ @board.none", "~ " + clientName}, audit: "list file"},
	{route: "GET /{$}", may: "stranger outsider", some: true, lacks: []string{"a[href='/files/{case}']", "a[href='/files/{contact}']", "~ " + clientName}, audit: "list file"},
	{route: "GET /{$}", may: "district province ministry", some: true, status: 303, to: "/recap"},
	{route: "GET /{$}", may: "trainer", some: true, status: 303, to: "/training"},
	{route: "GET /{$}", may: "operator", some: true, status: 303, to: "/institutions"},
	{route: "GET /contacts/new", may: lk3Staff, has: []string{"input[name=caller]"}},
	{
		route: "POST /contacts", may: lk3Staff, status: 422, form: url.Values{"caller": {callerName}, "channel": {"walk_in"}, "residence": {"Atlantis"}},
		has: []string{"#action_taken-fault ~ @fault.required", "#residence-fault ~ @fault.place", "input[name=caller][value='" + callerName + "']", "input[name=residence][value=Atlantis]"},
	},
	{route: "POST /contacts", may: "colleague", some: true, form: contactForm(), to: "/files/", writes: []string{"entry", "fact", "file", "file_key"}, audit: "append file"},
	{route: "GET /groups/new", may: lk3Staff, has: []string{"input[name=people]"}},
	{
		route: "POST /groups", may: "colleague", some: true, form: url.Values{"group_kind": {"outreach"}, "activity": {"Contoh: kunjungan pasar."}, "people": {"12"}, "minutes": {"90"}, "attendance": {callerName}},
		to: "/files/", writes: []string{"entry", "fact", "file", "file_key"}, audit: "append file",
	},
	{route: "POST /groups", may: lk3Staff, status: 422, form: url.Values{"people": {"banyak"}}, has: []string{"#people-fault ~ @fault.number", "#group_kind-fault, fieldset.bad"}},
	{route: "GET /{$}", at: "/?show=groups", may: "colleague head", some: true, has: []string{"main li ~ @kind.group_session"}, lacks: []string{"~ " + callerName}, audit: "list file"},
	{route: "GET /register", may: lk3Staff, has: []string{"input[name=name]", "input[name=nik]"}},
	{route: "GET /register", at: "/register?contact={contact}", may: atDonggala, has: []string{"input[name=name][value='" + callerName + "']"}, audit: "read file"},
	{
		route: "POST /register", may: lk3Staff, status: 422, form: url.Values{"name": {clientName}, "age": {"tiga puluh"}, "nik": {clientNIK}},
		has: []string{"#age-fault ~ @fault.number", "#residence-fault ~ @fault.required", "input[name=name][value='" + clientName + "']", "input[name=age][value='tiga puluh']", "input[name=nik][value='" + clientNIK + "']"},
	},
	{
		route: "POST /register", may: "front", some: true, status: 200, form: registerForm(), has: []string{"h1 ~ @register.done"}, lacks: []string{"~ " + clientName},
		writes: []string{"entry", "fact", "file", "file_key", "party", "act", "served", "token", "match_token", "likeness"}, audit: "append file",
	},
	{
		route: "POST /register", may: "worker head", some: true, status: 409, form: registerForm(),
		has:   []string{"input[name=same_as][value='{person}']", "label ~ K.D.S., 34", "input[name=name][value='" + clientName + "']"},
		lacks: []string{"label ~ Kenari", "legend ~ Kenari", "label ~ " + clientNIK}, audit: "search person",
	},
	{route: "GET /calendar", may: lk3Staff, has: []string{"h1 ~ @calendar.title", ".week section"}, lacks: []string{"~ " + clientName}, audit: "list due"},
	{route: "GET /calendar", at: "/calendar?view=agenda&from=kapan", may: "head front", some: true, has: []string{"select[name=staff] option ~ @calendar.all"}, audit: "list due"},
	{route: "GET /calendar", at: "/calendar?staff={staff}", may: "colleague", some: true, has: []string{"h1"}, lacks: []string{"select[name=staff]"}, audit: "list due"},
	{route: "GET /search", may: lk3Staff, has: []string{"input[name=q]"}},
	{route: "POST /search", form: url.Values{"q": {"dahlia"}}, may: "worker head", some: true, status: 200, has: []string{"li ~ " + clientName}, audit: "search person"},
	{
		route: "POST /search", form: url.Values{"q": {"dahlia"}}, may: "front colleague psychologist stranger outsider", some: true, status: 200,
		has: []string{"main ~ @search.none"}, lacks: []string{"~ " + clientName}, audit: "search person",
	},
	{route: "POST /search", form: url.Values{"q": {clientNIK}}, may: lk3Staff, status: 200, audit: "search person"},
	{
		route: "GET /files/{file}", at: "/files/{case}", may: "worker head", has: []string{"h1 ~ K.D.S., 34", "dd ~ " + clientName, "a[href$='/correct/{entry}']"},
		lacks: []string{"h1 ~ Kenari"}, audit: "read file",
	},
	{route: "GET /files/{file}", at: "/files/{contact}", may: atDonggala, has: []string{"dd ~ " + callerName}, audit: "read file"},
	{route: "GET /files/{file}", at: "/files/{person}", may: "worker head", has: []string{"dd ~ " + family.Masked(clientNIK)}, lacks: []string{"~ " + clientNIK}, audit: "read file"},
	{route: "GET /files/{file}", at: "/files/{nothing}", may: ""},
	{route: "GET /files/{file}", at: "/files/bukan-id", may: ""},
	{
		route: "GET /files/{file}/family", at: "/files/{case}/family", may: "worker head", has: []string{"h1 ~ @family.title", "a[href='/files/{case}']", ".card ~ WA pagi"},
		lacks: []string{"~ " + clientName, "~ " + clientPhone, "~ " + clientHome}, audit: "read file",
	},
	{route: "GET /files/{file}/family", at: "/files/{person}/family", may: ""},
	{route: "GET /files/{file}/people/{person}", at: "/files/{case}/people/{person}", may: ""},
	{route: "POST /files/{file}/people/{person}", at: "/files/{case}/people/{nothing}", may: "", form: url.Values{"name": {clientName}}},
	{route: "GET /files/{file}/new/{kind}", at: "/files/{case}/new/session", may: "worker", has: []string{"textarea[name=what_happened]", ".card ~ WA pagi"}, audit: "read file"},
	{route: "GET /files/{file}/new/{kind}", at: "/files/{case}/new/assignment", may: "head", has: []string{"input[value='{staff}']"}, audit: "read file"},
	{route: "GET /files/{file}/new/{kind}", at: "/files/{case}/new/sealed_note", may: ""},
	{route: "GET /files/{file}/measures", at: "/files/{case}/measures", may: "worker head", has: []string{"h1 ~ @measure.title"}, lacks: []string{"a[href$='/measures/dass21']"}, audit: "read file"},
	{route: "GET /files/{file}/measures", at: "/files/{case}/measures", may: "worker", some: true, has: []string{"a[href$='/measures/phq9']"}, audit: "read file"},
	{route: "GET /files/{file}/measures", at: "/files/{case}/measures", may: "head", some: true, lacks: []string{"a[href$='/measures/phq9']"}, audit: "read file"},
	{route: "GET /files/{file}/measures/{code}", at: "/files/{case}/measures/phq9", may: "worker", has: []string{"input[name=q-q9]", ".card ~ @measure.no_diagnosis"}, audit: "read file"},
	{route: "GET /files/{file}/measures/{code}", at: "/files/{case}/measures/dass21", may: ""},
	{route: "GET /files/{file}/measures/{code}", at: "/files/{case}/measures/sdq", may: ""},
	{
		route: "POST /files/{file}/measures/{code}", at: "/files/{case}/measures/phq9", may: "worker", status: 422, form: url.Values{"q-q1": {"7"}},
		has: []string{"fieldset.bad ~ @fault.choice"}, audit: "read file",
	},
	{route: "GET /files/{file}/results/{entry}", at: "/files/{case}/results/{entry}", may: ""},
	{route: "POST /files/{file}/new/{kind}", at: "/files/{case}/new/instrument", may: "", form: url.Values{"q-q1": {"1"}}},
	{route: "GET /files/{file}/new/{kind}", at: "/files/{case}/new/bukan", may: ""},
	{route: "GET /files/{file}/new/{kind}", at: "/files/{person}/new/identity", may: "worker head", has: []string{"input[name=name][value='" + clientName + "']"}, audit: "read file"},
	{
		route: "POST /files/{file}/new/{kind}", at: "/files/{case}/new/session", may: "worker", status: 422, form: url.Values{"service": {"counselling"}, "what_happened": {"Kenari bernyanyi."}},
		has: []string{"#next_step-fault ~ @fault.required", "textarea[name=what_happened] ~ Kenari bernyanyi.", "option[value=counselling][selected], input[value=counselling][checked]"}, audit: "read file",
	},
	{
		route: "POST /files/{file}/new/{kind}", at: "/files/{case}/new/session", may: "worker", form: sessionForm(), to: "/files/{case}",
		writes: []string{"entry", "fact"}, audit: "append file",
	},
	{route: "POST /files/{file}/new/{kind}", at: "/files/{nothing}/new/session", may: "", form: sessionForm()},
	{route: "GET /files/{file}/new/{kind}", at: "/files/{case}/new/resumption", may: "worker head", status: 409, has: []string{"h1 ~ @casefile.not_now"}, audit: "read file"},
	{route: "POST /files/{file}/done", at: "/files/{nothing}/done", may: "", form: url.Values{"tasks_done": {"{nothing}.1"}}},
	{route: "POST /files/{file}/done", at: "/files/{case}/done", may: "worker head", status: 409, form: url.Values{"tasks_done": {"{nothing}.1"}}, has: []string{"h1 ~ @casefile.not_now"}},
	{route: "GET /files/{file}/correct/{entry}", at: "/files/{case}/correct/{entry}", may: "worker head", has: []string{"textarea[name=correction_reason]"}, audit: "read file"},
	{route: "GET /files/{file}/correct/{entry}", at: "/files/{case}/correct/{nothing}", may: ""},
	{
		route: "POST /files/{file}/correct/{entry}", at: "/files/{case}/correct/{entry}", may: "worker head", status: 422, form: url.Values{"age": {"35"}},
		has: []string{"#correction_reason-fault ~ @fault.required", "input[name=age][value='35']"}, audit: "read file",
	},
	{route: "POST /transfers/{id}/accept", at: "/transfers/{nothing}/accept", may: ""},
	{
		route: "POST /transfers/{id}/accept", at: "/transfers/{transfer}/accept", may: "outsider", to: "/files/",
		writes: []string{"entry", "fact", "file", "file_key", "party", "token", "case_number", "act", "served", "match_token", "likeness"}, audit: "append file",
	},
	{
		route: "GET /likenesses", may: "head", some: true, has: []string{"a[href='/files/{case}']", "li ~ Contoh LK3 Sigi", "button ~ @alike.settle"},
		lacks: []string{"~ " + clientName, "~ " + clientNIK, "~ " + clientPhone}, audit: "list likeness",
	},
	{route: "GET /likenesses", may: "head outsider", audit: "list likeness"},
	{route: "POST /likenesses", may: "", form: url.Values{"person": {"{nothing}"}, "other": {"{sigi}"}}},
	{
		route: "POST /likenesses", may: "head", form: url.Values{"person": {"{person}"}, "other": {"{sigi}"}, "other_person": {""}}, to: "/likenesses",
		audit: "settle likeness",
	},
	{route: "POST /likenesses/link", may: "", form: url.Values{"person": {"{nothing}"}, "other_person": {"{person}"}, "link_reason": {"Sama."}}},
	{
		route: "POST /likenesses/link", may: "head", some: true, form: url.Values{"person": {"{twin}"}, "other_person": {"{person}"}}, status: 422,
		has: []string{"details[open] .fault", "input[name=link_reason][aria-invalid]"}, audit: "list likeness",
	},
	{
		route: "POST /likenesses/link", may: "head", form: url.Values{"person": {"{twin}"}, "other_person": {"{person}"}, "link_reason": {"Sama."}}, to: "/likenesses",
		writes: []string{"entry", "same_person", "kin", "fact", "served"}, audit: "append file",
	},
	{route: "GET /likenesses", may: "head", some: true, has: []string{"h2 ~ @alike.linked", "form[action='/likenesses/unlink'] input[value='{twin}']"}, lacks: []string{"~ " + clientName}, audit: "list likeness"},
	{
		route: "POST /likenesses/unlink", may: "head", form: url.Values{"person": {"{twin}"}}, to: "/likenesses",
		writes: []string{"entry", "same_person", "kin", "fact", "served"}, audit: "append file",
	},
	{route: "POST /months/close", form: url.Values{"month": {"2016-01"}}, may: "head outsider", to: "/", writes: []string{"month_closed"}, audit: "close_month month"},
	{route: "POST /months/close", form: url.Values{"month": {"2016-05"}}, may: "head", some: true, status: 422, has: []string{"h1 ~ @recap.month_running"}},
	{route: "POST /drafts", form: url.Values{"draft": {"/contacts/new"}, "caller": {callerName}}, may: lk3Staff, to: "/", writes: []string{"draft"}},
	{route: "POST /drafts", form: url.Values{"draft": {"/files/{case}/new/session"}, "quiet": {"1"}, "what_happened": {callerName}}, may: lk3Staff, status: 204, writes: []string{"draft"}},
	{route: "POST /drafts", form: url.Values{"draft": {"/recap"}, "caller": {callerName}}, may: "worker", some: true, status: 404},
	{route: "GET /contacts/new", may: "worker", some: true, has: []string{"input[name=caller][value='" + callerName + "']", "form[action='/drafts/discard']"}},
	{route: "POST /drafts/discard", form: url.Values{"draft": {"/contacts/new"}}, may: "worker", some: true, to: "/contacts/new", writes: []string{"draft"}},
	{route: "GET /contacts/new", may: "worker", some: true, lacks: []string{"input[value='" + callerName + "']", "form[action='/drafts/discard']"}},
}
