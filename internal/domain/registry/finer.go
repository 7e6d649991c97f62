package registry

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"teduh/internal/domain/taxonomy"
	"teduh/internal/kit/fault"
)

// SecondLevel is an LK3's own finer code under a problem of the national list.
type SecondLevel struct {
	Code  string
	Under string
	Name  string
}

const longestCode = 40

var (
	codeForm = regexp.MustCompile(`^[a-z][a-z0-9_]{2,39}$`)
	noCode   = regexp.MustCompile(`[^a-z0-9]+`)
)

// Check holds a finer code against the national lists: it stands under a
// problem and never takes the place of one.
func (s SecondLevel) Check() error {
	var faults fault.Many
	if !codeForm.MatchString(s.Code) || national(s.Code) {
		faults = append(faults, fault.Bad("second_code", "fault.choice"))
	}
	if !taxonomy.Has("problems", s.Under) {
		faults = append(faults, fault.Bad("under", "fault.choice"))
	}
	switch name := strings.TrimSpace(s.Name); {
	case name == "":
		faults = append(faults, fault.Bad("second_name", "fault.required"))
	case utf8.RuneCountInString(name) > longest:
		faults = append(faults, fault.Bad("second_name", "fault.too_long").With("n", longest))
	case nationalName(name):
		faults = append(faults, fault.Bad("second_name", "registry.second_national"))
	}
	return faults.Err()
}

// Coded returns a finer code as it is kept beside an LK3's own: a name that is
// new gets a code made of its words, one that is there keeps its code. Whoever
// names a code gives that one another name.
func (s SecondLevel) Coded(own []SecondLevel) (SecondLevel, error) {
	s.Name = strings.TrimSpace(s.Name)
	has := func(code string) bool {
		return slices.ContainsFunc(own, func(o SecondLevel) bool { return o.Code == code })
	}
	if s.Code != "" {
		if !has(s.Code) {
			return s, fault.Bad("second_code", "fault.choice")
		}
		return s, s.Check()
	}
	for _, o := range own {
		if o.Under == s.Under && strings.EqualFold(o.Name, s.Name) {
			s.Code = o.Code
			return s, s.Check()
		}
	}
	base := codeOf(s.Name)
	s.Code = base
	for n := 2; has(s.Code) || national(s.Code); n++ {
		end := "_" + strconv.Itoa(n)
		s.Code = base[:min(len(base), longestCode-len(end))] + end
	}
	return s, s.Check()
}

// codeOf makes a code of a name's words. Where they hold no letter or digit of
// the alphabet, it is made of nothing but its beginning.
func codeOf(name string) string {
	code := strings.Trim(noCode.ReplaceAllString(strings.ToLower(name), "_"), "_")
	if len(code) < 3 || code[0] < 'a' {
		code = strings.TrimRight("own_"+code, "_")
	}
	return strings.TrimRight(code[:min(len(code), longestCode)], "_")
}

func national(code string) bool {
	return taxonomy.Now().Index(code) >= 0 || taxonomy.Has("second_level", code)
}

// nationalName reports whether a national list has something of that name.
func nationalName(name string) bool {
	for _, list := range []string{"problems", "second_level"} {
		if slices.ContainsFunc(taxonomy.List(list), func(i taxonomy.Item) bool {
			return strings.EqualFold(i.Name.ID, name) || strings.EqualFold(i.Name.EN, name)
		}) {
			return true
		}
	}
	return false
}
