package web

import (
	"net/http"

	"teduh/internal/kit/fault"
	"teduh/internal/kit/httpd"
)

// routes is every address of the door.
func (s *Site) routes() http.Handler {
	mux := http.NewServeMux()
	s.mux = mux
	handle := func(pattern string, h httpd.Handler) { mux.Handle(pattern, s.http.Wrap(pattern, h)) }

	mux.HandleFunc("GET /assets/", s.assets.Serve)
	mux.HandleFunc("GET /health", health)
	handle("/", s.open(func(*visit) error { return fault.Missing() }))
	handle("POST /language", s.open((*visit).language))
	handle("GET /sign-in", s.open((*visit).signInForm))
	handle("POST /sign-in", s.open((*visit).signIn))
	handle("POST /sign-out", s.in((*visit).signOut))
	handle("GET /setup", s.open((*visit).setupForm))
	handle("POST /setup", s.open((*visit).setup))
	handle("GET /account", s.in((*visit).account))
	handle("POST /account/end", s.in((*visit).endSession))
	handle("POST /account/pick", s.in((*visit).pick))
	handle("POST /account/password", s.in((*visit).password))

	handle("GET /{$}", s.in((*visit).home))
	handle("POST /drafts", s.in((*visit).keepDraft))
	handle("POST /drafts/discard", s.in((*visit).discardDraft))
	handle("GET /contacts/new", s.in((*visit).contactForm))
	handle("POST /contacts", s.in((*visit).contact))
	handle("GET /groups/new", s.in((*visit).groupForm))
	handle("POST /groups", s.in((*visit).group))
	handle("GET /register", s.in((*visit).registerForm))
	handle("POST /register", s.in((*visit).register))
	handle("GET /search", s.in((*visit).searchForm))
	handle("POST /search", s.in((*visit).search))
	handle("GET /files/{file}", s.in((*visit).file))
	handle("GET /files/{file}/family", s.in((*visit).family))
	handle("GET /files/{file}/people/{person}", s.in((*visit).ownFileForm))
	handle("POST /files/{file}/people/{person}", s.in((*visit).ownFile))
	handle("GET /files/{file}/new/{kind}", s.in((*visit).entryForm))
	handle("POST /files/{file}/new/{kind}", s.in((*visit).entry))
	handle("GET /files/{file}/correct/{entry}", s.in((*visit).correctionForm))
	handle("POST /files/{file}/correct/{entry}", s.in((*visit).correction))
	handle("GET /files/{file}/letters/{entry}", s.in((*visit).letter))
	handle("POST /files/{file}/letters/{entry}", s.in((*visit).letterCode))
	handle("GET /referrals", s.in((*visit).referrals))
	handle("GET /addressed", s.in((*visit).addressed))
	handle("GET /addressed/{id}", s.in((*visit).addressedForm))
	handle("POST /addressed/{id}", s.in((*visit).addressedAnswer))
	handle("GET /reply", s.open((*visit).replyForm))
	handle("POST /reply", s.open((*visit).reply))
	handle("POST /reply/answer", s.open((*visit).replyAnswer))
	handle("POST /transfers/{id}/accept", s.in((*visit).acceptTransfer))
	handle("GET /likenesses", s.in((*visit).likenesses))
	handle("POST /likenesses", s.in((*visit).settleLikeness))
	handle("POST /transfers/{id}/decline", s.in((*visit).declineTransfer))
	handle("POST /files/{file}/withdraw", s.in((*visit).withdrawTransfer))

	handle("GET /recap", s.in((*visit).recap))
	handle("GET /recap/files", s.in((*visit).recapFiles))
	handle("GET /recap.csv", s.in((*visit).recapCSV))
	handle("GET /recap.xlsx", s.in((*visit).recapXLSX))
	handle("GET /files/{file}/paper", s.in((*visit).papers))
	handle("GET /files/{file}/paper/{paper}", s.in((*visit).paperForm))
	handle("POST /files/{file}/paper/{paper}", s.in((*visit).paperPrint))
	handle("GET /forms", s.in((*visit).blankForms))
	handle("GET /forms/{kind}", s.in((*visit).blankForm))
	handle("GET /registerbook", s.in((*visit).registerBook))
	handle("POST /registerbook/line", s.in((*visit).registerLine))
	handle("GET /report", s.in((*visit).report))
	handle("GET /report/{period}/text", s.in((*visit).reportTextForm))
	handle("POST /report/{period}/text", s.in((*visit).reportText))
	handle("GET /letterhead", s.in((*visit).letterheadForm))
	handle("POST /letterhead", s.in((*visit).letterhead))
	handle("POST /months/close", s.in((*visit).closeMonth))

	handle("GET /institutions", s.in((*visit).institutions))
	handle("GET /institutions/new", s.in((*visit).institutionNew))
	handle("POST /institutions/new", s.in((*visit).institutionFound))
	handle("GET /institutions/{id}", s.in((*visit).institution))
	handle("GET /institutions/{id}/edit", s.in((*visit).institutionForm))
	handle("POST /institutions/{id}/edit", s.in((*visit).institutionEdit))
	handle("POST /institutions/{id}/finer", s.in((*visit).finerAdd))
	handle("GET /institutions/{id}/budget", s.in((*visit).budgetForm))
	handle("POST /institutions/{id}/budget", s.in((*visit).budget))
	handle("GET /institutions/{id}/staff", s.in((*visit).staff))
	handle("POST /institutions/{id}/staff", s.in((*visit).staffCreate))
	handle("POST /institutions/{id}/staff/post", s.in((*visit).staffPost))
	handle("GET /institutions/{id}/staff/{person}/handover", s.in((*visit).handoverForm))
	handle("POST /institutions/{id}/staff/{person}/handover", s.in((*visit).handover))
	handle("GET /institutions/{id}/staff/{person}/handover/list", s.in((*visit).handoverList))
	handle("POST /institutions/{id}/staff/end", s.in((*visit).staffEnd))
	handle("POST /institutions/{id}/staff/credential", s.in((*visit).staffCredential))

	handle("GET /agencies", s.in((*visit).agencies))
	handle("GET /agencies/new", s.in((*visit).agencyNew))
	handle("POST /agencies/new", s.in((*visit).agencySave))
	handle("GET /agencies/{id}", s.in((*visit).agency))
	handle("GET /agencies/{id}/edit", s.in((*visit).agencyForm))
	handle("POST /agencies/{id}/edit", s.in((*visit).agencySave))

	handle("GET /training", s.in((*visit).trainings))
	handle("GET /training/new", s.in((*visit).trainingForm))
	handle("GET /training/invitations", s.in((*visit).invitations))
	handle("GET /training/invitations.csv", s.in((*visit).invitationsCSV))
	handle("GET /training/{id}", s.in((*visit).training))
	handle("GET /training/{id}/edit", s.in((*visit).trainingForm))
	handle("GET /training/{id}/attendance", s.in((*visit).attendanceForm))
	handle("POST /training/{id}/attendance", s.in((*visit).attendance))
	handle("POST /training/save", s.in((*visit).trainingSave))

	refuse := s.http.Wrap("cross-site", s.open(func(*visit) error { return httpd.CrossSite }))
	return httpd.Secure(httpd.SameSite(mux, refuse))
}

func health(w http.ResponseWriter, _ *http.Request) {
	w.Header().Set("Content-Type", "text/plain; charset=utf-8")
	_, _ = w.Write([]byte("ok\n")) // whoever asked may be gone
}
