package store

import (
	"slices"
	"strconv"
	"strings"

	"teduh/internal/domain/access"
	"teduh/internal/domain/casefile"
)

// predicate is the rule of access said in SQL over a file row named f: the
// conditions under which the actor may do a verb. The arguments of the caller
// come first; those of the predicate follow. A job of the program sees all.
func (h *Handle) predicate(v access.Verb, args []any) (string, []any) {
	if h.job != "" {
		return "1 = 1", args
	}
	if h.actor.Institution == "" {
		return "1 = 0", args
	}
	var any []string
	for _, kind := range []casefile.FileKind{casefile.PersonFile, casefile.ContactFile, casefile.CaseFile, casefile.GroupFile} {
		for _, scope := range widest(access.Reach(h.actor, v, string(kind))) {
			cond, more := h.scoped(scope, kind, len(args))
			args = append(args, more...)
			any = append(any, `(f.kind = '`+string(kind)+`' AND `+cond+`)`)
		}
	}
	if len(any) == 0 {
		return "1 = 0", args
	}
	args = append(args, h.actor.Institution)
	return `(f.institution = ` + arg(len(args)) + ` AND (` + strings.Join(any, " OR ") + `))`, args
}

// widest leaves only the scope that holds every other, if there is one.
func widest(scopes []access.Scope) []access.Scope {
	if slices.Contains(scopes, access.All) {
		return []access.Scope{access.All}
	}
	return scopes
}

// scoped says a scope in SQL; used is the number of arguments already there.
func (h *Handle) scoped(s access.Scope, kind casefile.FileKind, used int) (string, []any) {
	staff := arg(used + 1)
	switch {
	case s == access.All:
		return "1 = 1", nil
	case s == access.Today:
		return `(f.author = ` + staff + ` OR f.first_day = ` + arg(used+2) + `)`, []any{h.actor.Staff, h.actor.Today}
	case s == access.Assigned && kind == casefile.PersonFile:
		return `EXISTS (SELECT 1 FROM party p JOIN assignment a ON a.institution = p.institution AND a.file = p.file
			WHERE p.institution = f.institution AND p.person = f.id AND a.staff = ` + staff + `)`, []any{h.actor.Staff}
	case s == access.Assigned:
		return `EXISTS (SELECT 1 FROM assignment a WHERE a.institution = f.institution AND a.file = f.id AND a.staff = ` + staff + `)`, []any{h.actor.Staff}
	case s == access.Tasked:
		return `EXISTS (SELECT 1 FROM due d WHERE d.institution = f.institution AND d.file = f.id AND d.staff = ` + staff + ` AND d.done = 0)`, []any{h.actor.Staff}
	default:
		return "1 = 0", nil
	}
}

// arg names the n-th argument.
func arg(n int) string { return "$" + strconv.Itoa(n) }

// readable is the predicate of reading, with the file id as first argument.
func (h *Handle) readable(file string) (string, []any) {
	return h.predicate(access.Read, []any{file})
}
