package app

import (
	"context"
	"crypto/rand"
	"regexp"
	"slices"
	"strings"

	"teduh/internal/domain/access"
	"teduh/internal/domain/casefile"
	"teduh/internal/domain/registry"
	"teduh/internal/domain/staff"
	"teduh/internal/domain/taxonomy"
	"teduh/internal/kit/calendar"
	"teduh/internal/kit/crypt"
	"teduh/internal/kit/fault"
	"teduh/internal/kit/ident"
	"teduh/internal/store"
)

// Staff is accounts, posts and sign-in.
type Staff struct{ *core }

// NewStaff is an account to be made, with its first post.
type NewStaff struct {
	Account, Name, Profession, Password string
	Institution                         string
	Roles                               []access.Role
	From                                calendar.Day // 0 means today
}

var accountForm = regexp.MustCompile(`^[a-z0-9][a-z0-9._-]{2,39}$`)

// Check holds a new account against what it must have.
func (n NewStaff) check() error {
	var faults fault.Many
	if !accountForm.MatchString(n.Account) {
		faults = append(faults, fault.Bad("account", "staff.account_form"))
	}
	if strings.TrimSpace(n.Name) == "" {
		faults = append(faults, fault.Bad("name", "fault.required"))
	}
	if !taxonomy.Has("professions", n.Profession) {
		faults = append(faults, fault.Bad("profession", "fault.choice"))
	}
	if len(n.Roles) == 0 {
		faults = append(faults, fault.Bad("roles", "fault.required"))
	}
	if n.Password != "" {
		if err := staff.CheckPassword(n.Password, n.Account); err != nil {
			faults = append(faults, fault.First(err))
		}
	}
	return faults.Err()
}

// Create makes an account with its posts. Heads make accounts of their own
// institution with the roles of an LK3; operators make any.
func (s Staff) Create(ctx context.Context, a access.Actor, n NewStaff) (_ string, err error) {
	defer fault.Wrap(&err, "Create")
	i, err := s.Store.Institution(ctx, n.Institution)
	if err != nil {
		return "", s.refused(ctx, a, err, "create", "institution", n.Institution)
	}
	if err := s.may(ctx, a, access.ManageStaff, access.Place{Institution: i.ID, Area: string(i.Area)}); err != nil {
		return "", err
	}
	if err := fits(i, n.Roles, a.Is(access.Operator)); err != nil {
		return "", err
	}
	return s.create(ctx, s.Store.As(a), n)
}

// RolesOf lists the roles somebody may hold at a kind of institution. Operators
// and auditors are of the installation, wherever they sit.
func RolesOf(i registry.Institution) []access.Role {
	switch i.Kind {
	case "ministry":
		return []access.Role{access.MinistryOfficer, access.Trainer, access.Operator, access.Auditor}
	case "dinas_province":
		return []access.Role{access.ProvinceOfficer, access.Operator, access.Auditor}
	case "dinas_regency":
		return []access.Role{access.DistrictOfficer, access.Operator, access.Auditor}
	default:
		return []access.Role{access.FrontOfficer, access.Caseworker, access.Psychologist, access.Head}
	}
}

func fits(i registry.Institution, roles []access.Role, operator bool) error {
	for _, r := range roles {
		if !slices.Contains(RolesOf(i), r) || (r == access.Operator || r == access.Auditor) && !operator {
			return fault.Bad("roles", "staff.role_place")
		}
	}
	return nil
}

func (s Staff) create(ctx context.Context, h *store.Handle, n NewStaff) (string, error) {
	hash, err := n.hash(s.Passwords)
	if err != nil {
		return "", err
	}
	id := s.newID()
	return id, h.Write(ctx, n.Institution, s.now(), func(w *store.Work) error { return s.createIn(ctx, w, id, n, hash) })
}

// hash checks the account and hashes its password, if it has one.
func (n NewStaff) hash(c crypt.Cost) (string, error) {
	if err := n.check(); err != nil || n.Password == "" {
		return "", err
	}
	return c.HashPassword(n.Password, rand.Reader)
}

func (s Staff) createIn(ctx context.Context, w *store.Work, id string, n NewStaff, hash string) error {
	if err := w.NewStaff(ctx, staff.Person{ID: id, Account: n.Account, Name: strings.TrimSpace(n.Name), Profession: n.Profession}, hash); err != nil {
		return err
	}
	if err := s.posts(ctx, w, id, n); err != nil {
		return err
	}
	return w.Audit(ctx, "create", "staff", id, "")
}

func (s Staff) posts(ctx context.Context, w *store.Work, id string, n NewStaff) error {
	from := n.From
	if from == 0 {
		from = calendar.DayOf(s.now(), calendar.WIB)
	}
	for _, r := range n.Roles {
		p := staff.Post{ID: ident.New(w.Now, s.Chance), Staff: id, Institution: n.Institution, Role: r, FirstDay: from}
		if err := w.NewPost(ctx, p); err != nil {
			return err
		}
	}
	return nil
}

// AddPost gives somebody one more role at an institution from a day on.
func (s Staff) AddPost(ctx context.Context, a access.Actor, p staff.Post) (err error) {
	defer fault.Wrap(&err, "AddPost(%s)", p.Staff)
	i, err := s.Store.Institution(ctx, p.Institution)
	if err != nil {
		return s.refused(ctx, a, err, "post", "institution", p.Institution)
	}
	if err := s.may(ctx, a, access.ManageStaff, access.Place{Institution: i.ID, Area: string(i.Area)}); err != nil {
		return err
	}
	if err := fits(i, []access.Role{p.Role}, a.Is(access.Operator)); err != nil {
		return err
	}
	if _, err := s.Store.Staff(ctx, p.Staff); err != nil {
		return s.refused(ctx, a, err, "post", "staff", p.Staff)
	}
	p.ID = s.newID()
	if p.FirstDay == 0 {
		p.FirstDay = s.today(a)
	}
	return s.change(ctx, a, p.Institution, "post", "staff", p.Staff, func(w *store.Work) error { return w.NewPost(ctx, p) })
}

// EndPost ends a post today. Its rights end with the next request: yesterday
// is its last day. Fault: staff.open_cases when somebody would leave cases that
// nobody else works on; see [Staff.Handover] and [Staff.EndPostAtOnce].
func (s Staff) EndPost(ctx context.Context, a access.Actor, institution, post string) (err error) {
	defer fault.Wrap(&err, "EndPost(%s)", post)
	return s.endPost(ctx, a, institution, post, false)
}

// EndPostAtOnce is EndPost for somebody who must go now: the cases left behind
// show as having nobody.
func (s Staff) EndPostAtOnce(ctx context.Context, a access.Actor, institution, post string) (err error) {
	defer fault.Wrap(&err, "EndPostAtOnce(%s)", post)
	return s.endPost(ctx, a, institution, post, true)
}

func (s Staff) endPost(ctx context.Context, a access.Actor, institution, post string, leave bool) error {
	i, err := s.Store.Institution(ctx, institution)
	if err != nil {
		return s.refused(ctx, a, err, "end_post", "institution", institution)
	}
	if err := s.may(ctx, a, access.ManageStaff, access.Place{Institution: i.ID, Area: string(i.Area)}); err != nil {
		return err
	}
	posts, err := s.Store.PostsOf(ctx, a.Staff)
	if err != nil {
		return err
	}
	if slices.ContainsFunc(posts, func(p staff.Post) bool { return p.ID == post }) { // who ends the own last post locks everybody out
		return fault.New(fault.Conflict, "staff.own_post")
	}
	here := a
	here.Institution, here.Area = i.ID, string(i.Area)
	last := s.today(a).Add(-1)
	leaver, err := s.leaver(ctx, here, post)
	if err != nil {
		return err
	}
	err = s.change(ctx, a, institution, "end_post", "post", post, func(w *store.Work) error {
		if err := s.leave(ctx, w, here, leaver, leave); err != nil {
			return err
		}
		return w.EndPost(ctx, post, institution, last)
	})
	return s.refused(ctx, a, err, "end_post", "post", post)
}

// leaver is whose last post as somebody who works on cases a post is, "" when it
// is none.
func (s Staff) leaver(ctx context.Context, a access.Actor, post string) (string, error) {
	posts, err := s.Store.PostsAt(ctx, a.Institution)
	if err != nil {
		return "", err
	}
	today, who := s.today(a), ""
	works := func(p staff.Post) bool { return p.Holds(today) && worksOnCases(p.Role) }
	for _, p := range posts {
		if p.ID == post && works(p) {
			who = p.Staff
		}
	}
	if slices.ContainsFunc(posts, func(p staff.Post) bool { return p.ID != post && p.Staff == who && works(p) }) {
		return "", nil
	}
	return who, nil
}

// leave takes somebody off all open cases. Unless it must be, no case is left
// without anybody.
func (s Staff) leave(ctx context.Context, w *store.Work, a access.Actor, who string, must bool) error {
	if who == "" {
		return nil
	}
	files, err := w.OpenOf(ctx, who)
	if err != nil {
		return err
	}
	left := 0
	for _, file := range files {
		o, err := w.Open(ctx, file, "")
		if err != nil {
			return err
		}
		if len(o.State.Assigned) == 1 {
			left++
		}
	}
	if left > 0 && !must {
		return fault.New(fault.Conflict, "staff.open_cases").With("n", left)
	}
	for _, file := range files {
		if err := s.takeOff(ctx, w, a, file, who); err != nil {
			return err
		}
	}
	return nil
}

func worksOnCases(r access.Role) bool { return r == access.Caseworker || r == access.Psychologist }

// AddCredential notes a certificate, registration or permit of somebody.
func (s Staff) AddCredential(ctx context.Context, a access.Actor, institution, person string, c staff.Credential) (err error) {
	defer fault.Wrap(&err, "AddCredential(%s)", person)
	i, err := s.Store.Institution(ctx, institution)
	if err != nil {
		return s.refused(ctx, a, err, "credential", "institution", institution)
	}
	if err := s.may(ctx, a, access.ManageStaff, access.Place{Institution: i.ID, Area: string(i.Area)}); err != nil {
		return err
	}
	people, err := s.Store.StaffOf(ctx, institution)
	if err != nil {
		return err
	}
	if !slices.ContainsFunc(people, func(p staff.Person) bool { return p.ID == person }) {
		return s.refuse(ctx, a, "credential", "staff", person)
	}
	if !taxonomy.Has("credentials", c.Kind) {
		return fault.Bad("kind", "fault.choice")
	}
	if strings.TrimSpace(c.Number) == "" || len(c.Number) > 100 || len(c.Issuer) > 200 {
		return fault.Bad("number", "fault.required")
	}
	return s.change(ctx, a, institution, "credential", "staff", person, func(w *store.Work) error { return w.AddCredential(ctx, person, c) })
}

// Colleague is somebody at an institution with posts and credentials.
type Colleague struct {
	staff.Person
	Posts       []staff.Post
	Credentials []staff.Credential
}

// At lists the people of an institution.
func (s Staff) At(ctx context.Context, a access.Actor, institution string) (_ []Colleague, err error) {
	defer fault.Wrap(&err, "At(%s)", institution)
	i, err := s.Store.Institution(ctx, institution)
	if err != nil {
		return nil, s.refused(ctx, a, err, "list", "institution", institution)
	}
	if err := s.may(ctx, a, access.SeeStaff, access.Place{Institution: i.ID, Area: string(i.Area)}); err != nil {
		return nil, err
	}
	out, err := s.colleagues(ctx, institution)
	if err != nil {
		return nil, err
	}
	return out, s.look(ctx, a, "list", "staff", institution, rows(len(out)))
}

// colleagues reads the people of an institution with what they hold.
func (s Staff) colleagues(ctx context.Context, institution string) ([]Colleague, error) {
	people, err := s.Store.StaffOf(ctx, institution)
	if err != nil {
		return nil, err
	}
	posts, err := s.Store.PostsAt(ctx, institution)
	if err != nil {
		return nil, err
	}
	out := make([]Colleague, len(people))
	for n, p := range people {
		out[n].Person = p
		for _, post := range posts {
			if post.Staff == p.ID {
				out[n].Posts = append(out[n].Posts, post)
			}
		}
		if out[n].Credentials, err = s.Store.Credentials(ctx, p.ID); err != nil {
			return nil, err
		}
	}
	return out, nil
}

// Caseloads returns what each worker of the own LK3 has in hand, for whoever
// assigns cases; nothing for others.
func (s Staff) Caseloads(ctx context.Context, a access.Actor) (_ map[string]store.Caseload, err error) {
	defer fault.Wrap(&err, "Caseloads")
	loads, err := s.Store.As(a).Caseloads(ctx, a.Institution)
	if err != nil {
		return nil, err
	}
	on, err := s.weighted(ctx, a)
	for who, l := range loads {
		if on {
			l.Weighted = l.Open + (casefile.RiskWeight-casefile.PlainWeight)*l.HighRisk
			loads[who] = l
		}
	}
	return loads, err
}

// Workers lists who can be assigned a case at the actor's institution today, by
// id and name.
func (s Staff) Workers(ctx context.Context, a access.Actor) (_ []staff.Person, err error) {
	defer fault.Wrap(&err, "Workers")
	return s.holding(ctx, a, access.Caseworker, access.Psychologist)
}

// Doers returns who can be given a task at the actor's institution: everybody
// who has to do with cases.
func (s Staff) Doers(ctx context.Context, a access.Actor) (_ []staff.Person, err error) {
	defer fault.Wrap(&err, "Doers")
	return s.holding(ctx, a, access.Caseworker, access.Psychologist, access.FrontOfficer, access.Head)
}

// holding returns who holds a post in one of the roles today.
func (s Staff) holding(ctx context.Context, a access.Actor, roles ...access.Role) ([]staff.Person, error) {
	people, err := s.Store.StaffOf(ctx, a.Institution)
	if err != nil {
		return nil, err
	}
	posts, err := s.Store.PostsAt(ctx, a.Institution)
	if err != nil {
		return nil, err
	}
	today := s.today(a)
	return slices.DeleteFunc(people, func(p staff.Person) bool {
		return !slices.ContainsFunc(posts, func(post staff.Post) bool {
			return post.Staff == p.ID && post.Holds(today) && slices.Contains(roles, post.Role)
		})
	}), nil
}
