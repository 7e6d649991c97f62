package casefile

import "slices"

// declare notes that the author stands too near to the client. The case goes to
// somebody else when the head says so, at once only when the author asks.
func (s *State) declare(e Entry) {
	if e.Body.Yes("conflict_over") {
		return
	}
	if !s.InConflict(e.Author) {
		s.Declared = append(s.Declared, Declared{Staff: e.Author, Relation: e.Body.Get("conflict_relation")})
	}
	if e.Body.Yes("leave_now") {
		s.release([]string{e.Author})
	}
}

// release takes people off the case.
func (s *State) release(people []string) {
	s.assign(slices.DeleteFunc(slices.Clone(s.Assigned), func(staff string) bool { return slices.Contains(people, staff) }))
}

// assign says who works on the case now. What was to be done by somebody who no
// longer does is for whoever does.
func (s *State) assign(people []string) {
	left := slices.DeleteFunc(slices.Clone(s.Assigned), func(staff string) bool { return slices.Contains(people, staff) })
	s.Assigned = people
	s.handBack(left)
}

// InConflict reports whether somebody declared a conflict of interest.
func (s *State) InConflict(staff string) bool {
	return slices.ContainsFunc(s.Declared, func(d Declared) bool { return d.Staff == staff })
}

// burdens reports whether the case goes to somebody who declared a conflict of
// interest and did not have it before.
func (s *State) burdens(before *State) bool {
	return slices.ContainsFunc(s.Assigned, func(staff string) bool { return s.InConflict(staff) && !slices.Contains(before.Assigned, staff) })
}

// once leaves out who is named a second time.
func once(people []string) []string {
	var out []string
	for _, who := range people {
		if !slices.Contains(out, who) {
			out = append(out, who)
		}
	}
	return out
}
