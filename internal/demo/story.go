package demo

import (
	"context"
	"fmt"
	"math/rand/v2"
	"time"

	"teduh/internal/app"
	"teduh/internal/domain/access"
	"teduh/internal/domain/casefile"
	"teduh/internal/domain/taxonomy"
	"teduh/internal/kit/calendar"
	"teduh/internal/kit/ident"
)

// story is one invented case.
type story struct {
	lk3     *lk3
	random  *rand.Rand
	problem string
	serial  int
	who     person

	arrives bool   // comes by transfer from another LK3
	goesTo  string // leaves by transfer to another LK3
	managed bool   // has a plan

	ids      ident.Chance
	made     app.Registered
	sessions []casefile.Entry
	planned  casefile.Entry
}

// outline is on which days a case does what.
type outline struct {
	open     calendar.Day
	sessions []calendar.Day
	closed   calendar.Day // 0 while open
}

// outline draws the days. About 15 % of the cases came over from 2015.
func (s *story) outline() outline {
	r := s.random
	o := outline{open: between(r, 20160104, 20161010)}
	if r.Float64() < 0.15 {
		o.open = between(r, 20150803, 20151222)
	}
	if s.lk3.habit() == silent {
		o.open = between(r, 20150901, 20160415)
	}
	day := o.open
	for n := 1 + r.IntN(3); n > 0; n-- {
		day = day.Add(5 + r.IntN(18))
		if day > Reach || s.lk3.habit() == silent && day > 20160430 {
			break
		}
		o.sessions = append(o.sessions, day)
	}
	end := day.Add(3 + r.IntN(30))
	if o.open < 20160101 {
		end = max(end, calendar.Day(20160111).Add(r.IntN(120)))
	}
	if r.Float64() < 0.62 && end <= Reach && len(o.sessions) > 0 && (s.lk3.habit() != silent || end <= 20160430) {
		o.closed = end
	}
	return o
}

// steps tells the case day by day.
func (s *story) steps(b *builder) []step {
	s.ids = chance(b.Seed, s.serial)
	o, r, l := s.outline(), s.random, s.lk3
	b.plain.say(s.who.name, s.who.nik, s.who.phone, s.who.address)
	steps := []step{{l.morning(o.open, r), func(ctx context.Context) error { return s.register(ctx, b) }}}
	add := func(day calendar.Day, do func(context.Context) error) {
		steps = append(steps, step{l.morning(day, r), do})
	}
	// Those that always have a plan, and some of the LK3s told in full.
	s.managed = (taxonomy.Codebook{}).AlwaysManaged(s.problem) || l.full() && r.Float64() < 0.3
	if hours := (taxonomy.Codebook{}).PoliceHours([]string{s.problem}, o.open); hours > 0 && s.serial%10 != 0 {
		add(o.open.Add(1+s.serial%2), func(ctx context.Context) error { return s.decide(ctx, b, o.open) })
	}
	for i, day := range o.sessions {
		written := day
		if r.Float64() < 0.06 {
			written = min(day.Add(15+r.IntN(30)), Reach)
		}
		add(written, func(ctx context.Context) error { return s.session(ctx, b, day) })
		if i == 0 && s.managed {
			s.manage(b, add, written)
		}
		if i == 0 && s.coded() && r.Float64() < 0.25 {
			add(written.Add(1), func(ctx context.Context) error { return s.code(ctx) })
		}
		if r.Float64() < 0.02 {
			add(min(written.Add(2), Reach), func(ctx context.Context) error { return s.correct(ctx, b) })
		}
	}
	s.ending(b, o, add)
	return clip(steps)
}

// clip keeps what was written by the day the data reach to, in order.
func clip(steps []step) []step {
	last := Reach.Add(1).Time()
	out := steps[:1]
	for _, st := range steps[1:] {
		if st.at.Before(out[len(out)-1].at) {
			st.at = out[len(out)-1].at.Add(time.Minute)
		}
		if st.at.Before(last) {
			out = append(out, st)
		}
	}
	return out
}

func (s *story) coded() bool { return s.problem != taxonomy.NotCoded }

func (s *story) ending(b *builder, o outline, add func(calendar.Day, func(context.Context) error)) {
	switch {
	case s.goesTo != "":
		add(20161011, func(ctx context.Context) error { return s.transfer(ctx) })
	case o.closed != 0:
		if s.lk3.full() || s.random.Float64() < 0.08 {
			add(o.closed.Add(-2), func(ctx context.Context) error { return s.refer(ctx) })
		}
		written := o.closed
		if s.random.Float64() < 0.08 && s.lk3.habit() != silent {
			written = min(o.closed.Add(20+s.random.IntN(20)), Reach)
		}
		add(written, func(ctx context.Context) error { return s.close(ctx, o.closed) })
		if s.random.Float64() < 0.02 && written.Add(12) <= Reach {
			add(written.Add(12), func(ctx context.Context) error {
				return s.append(ctx, s.lk3.worker, casefile.Reopening, 0, casefile.Body{"reopening_reason": {"Contoh: klien datang kembali."}})
			})
		} else {
			s.hear(b, written, add)
		}
	}
}

func (s *story) register(ctx context.Context, b *builder) error {
	w, l := s.who, s.lk3
	body := casefile.Body{
		"name": {w.name}, "sex": {w.sex}, "age": {fmt.Sprint(w.age)}, "residence": {string(l.where)}, "nik": {w.nik}, "phone": {w.phone}, "address": {w.address},
		"origin":       {pick(s.random, []string{"self", "family", "village_office", "tksk_psm", "police", "health", "school"})},
		"safe_contact": {"Contoh: " + w.phone + ", pagi"}, "consent_given": {pick(s.random, []string{"both", "both", "both", "later"})},
	}
	if s.coded() {
		body.Set("presenting", s.problem)
		if code := s.ownCode(b); code != "" {
			body.Set("second_level", code)
		}
	}
	if s.managed {
		body.Set("track", casefile.Managed)
	}
	made, err := l.Cases.Register(ctx, l.as(l.worker), app.RegisterRequest{ID: s.id(), Body: body})
	s.made = made
	b.progress()
	if err == nil && s.hasFamily() {
		return s.family(ctx, b)
	}
	return err
}

// id makes the next id of the case.
func (s *story) id() string { return ident.New(s.lk3.now, s.ids) }

func (s *story) append(ctx context.Context, a access.Actor, k casefile.Kind, day calendar.Day, body casefile.Body) error {
	_, err := s.lk3.Cases.Append(ctx, s.lk3.as(a), app.AppendRequest{File: s.made.Case, ID: s.id(), Kind: k, Day: day, Body: body})
	return err
}

func (s *story) session(ctx context.Context, b *builder, day calendar.Day) error {
	body := casefile.Body{
		"service":       {pick(s.random, []string{"counselling", "consultation", "home_visit", "accompaniment", "mediation"})},
		"what_happened": {pick(s.random, happened)}, "next_step": {pick(s.random, nextSteps)}, "minutes": {fmt.Sprint(20 + 10*s.random.IntN(6))},
	}
	if s.random.Float64() < 0.4 {
		body.Set("next_date", day.Add(14+s.random.IntN(60)).String())
	}
	if s.problem == taxonomy.Other {
		body.Set("aim", pick(s.random, others))
	}
	b.plain.say(body.Get("what_happened"), body.Get("next_step"), body.Get("aim"))
	e, err := s.lk3.Cases.Append(ctx, s.lk3.as(s.lk3.worker), app.AppendRequest{File: s.made.Case, ID: s.id(), Kind: casefile.Session, Day: day, Body: body})
	if err == nil {
		s.sessions = append(s.sessions, e)
	}
	return err
}

func (s *story) code(ctx context.Context) error {
	return s.append(ctx, s.lk3.worker, casefile.Problem, 0, casefile.Body{"primary": {s.problem}})
}

// decide is what the head says of telling the police.
func (s *story) decide(ctx context.Context, b *builder, day calendar.Day) error {
	body := []casefile.Body{
		{"police_result": {casefile.Told}, "reported_on": {day.Add(1).String()}, "reported_where": {"Contoh: Unit PPA Polres."}},
		{"police_result": {casefile.NotTold}, "police_reason": {"Contoh: klien belum siap; didampingi sampai memutuskan."}},
		{"police_result": {casefile.ToldByOther}, "reported_by": {"Contoh: keluarga klien."}},
	}[s.serial%3]
	b.plain.say(body.Get("reported_where"), body.Get("police_reason"), body.Get("reported_by"))
	return s.append(ctx, s.lk3.head, casefile.PoliceDecision, 0, body)
}

// correct says the last session anew.
func (s *story) correct(ctx context.Context, b *builder) error {
	if len(s.sessions) == 0 {
		return nil
	}
	last := s.sessions[len(s.sessions)-1]
	body := last.Body.Clone()
	body.Set("minutes", "45")
	body.Set("corrects", last.ID)
	body.Set("correction_reason", "Contoh: lama sesi salah ketik.")
	b.plain.say("Contoh: lama sesi salah ketik.")
	return s.append(ctx, s.lk3.worker, casefile.Correction, 0, body)
}

// manage adds what the managed track asks: screening, assessment, plan,
// approval.
func (s *story) manage(b *builder, add func(calendar.Day, func(context.Context) error), from calendar.Day) {
	w := func(k casefile.Kind, body casefile.Body) func(context.Context) error {
		return func(ctx context.Context) error { return s.append(ctx, s.lk3.worker, k, 0, body) }
	}
	risk := pick(s.random, []string{"low", "medium", "medium", "high"})
	formula, goal, action := pick(s.random, formulas), pick(s.random, goals), pick(s.random, actions)
	b.plain.say(formula, goal, action, "Contoh: aman di rumah kakak.")
	add(from, w(casefile.Screening, casefile.Body{"risk_level": {risk}, "danger_now": {"no"}, "safety_decision": {"Contoh: aman di rumah kakak."}}))
	add(from, w(casefile.Assessment, casefile.Body{"formulation": {formula}}))
	add(from, func(ctx context.Context) error {
		body := casefile.Body{
			"measures.1.domain": {"family"}, "measures.1.aim": {goal}, "measures.1.measure": {action}, "measures.1.until": {from.Add(30).String()},
			"review_date": {from.Add(60).String()},
		}
		e, err := s.lk3.Cases.Append(ctx, s.lk3.as(s.lk3.worker), app.AppendRequest{File: s.made.Case, ID: s.id(), Kind: casefile.Plan, Body: body})
		s.planned = e
		return err
	})
	if s.lk3.full() {
		add(from.Add(1), s.consult)
	}
	if s.random.Float64() < 0.9 {
		add(from.Add(2), func(ctx context.Context) error {
			return s.append(ctx, s.lk3.head, casefile.Approval, 0, casefile.Body{
				"decision": {"approved"}, "approves": {s.planned.ID}, "approved_hash": {casefile.ContentHash(s.planned.Body)},
			})
		})
	}
}

// refer sends a referral that is answered on the same day.
func (s *story) refer(ctx context.Context) error {
	target := pick(s.random, []string{"puskesmas", "uptd_ppa", "dukcapil", "school", "legal_aid"})
	body := casefile.Body{"referral_target": {target}, "referral_purpose": {"Contoh: pemeriksaan lanjutan."}, "share_consent": {"yes"}}
	if agency := s.lk3.receivers[target]; agency != "" {
		body.Set("agency", agency)
	}
	e, err := s.lk3.Cases.Append(ctx, s.lk3.as(s.lk3.worker), app.AppendRequest{File: s.made.Case, ID: s.id(), Kind: casefile.Referral, Body: body})
	if err != nil {
		return err
	}
	return s.append(ctx, s.lk3.worker, casefile.Reply, 0, casefile.Body{"reply_result": {"completed"}, "replies_to": {e.ID}})
}

func (s *story) close(ctx context.Context, day calendar.Day) error {
	body := casefile.Body{
		"closure_reason": {pick(s.random, []string{"goals_reached", "goals_reached", "partly_reached", "withdrew", "unreachable", "moved"})},
		"outcome":        {pick(s.random, []string{"harmonised", "separated_safely", "reunified", "stable", "stable", "unknown"})},
		"plan_after":     {"Contoh: menghubungi lagi bila perlu."},
	}
	if restricted(s.problem) || s.managed {
		body.Set("without_approval", "Contoh: rencana ditinjau bersama koordinator.")
	}
	return s.append(ctx, s.lk3.worker, casefile.Closure, day, body)
}

func (s *story) transfer(ctx context.Context) error {
	_, err := s.lk3.Cases.Transfer(ctx, s.lk3.as(s.lk3.head), app.AppendRequest{File: s.made.Case, ID: s.id(), Body: casefile.Body{
		"to_institution": {s.goesTo}, "transfer_reason": {"Contoh: keluarga pindah."}, "share_consent": {"yes"},
	}})
	return err
}

// consult brings the psychologist in, who writes a sealed note.
func (s *story) consult(ctx context.Context) error {
	l := s.lk3
	both := casefile.Body{"assigned": {l.worker.Staff, l.psychologist.Staff}}
	if err := s.append(ctx, l.head, casefile.Assignment, 0, both); err != nil {
		return err
	}
	return s.append(ctx, l.psychologist, casefile.SealedNote, 0, casefile.Body{
		"sealed_text": {"Contoh: catatan lengkap psikolog."}, "team_summary": {"Contoh: ringkasan untuk tim."},
	})
}
