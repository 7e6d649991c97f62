package demo

import (
	"context"
	"fmt"
	"strconv"

	"teduh/internal/app"
	"teduh/internal/domain/casefile"
)

// hasFamily reports whether a case is told with its family: women who were hurt at
// home, in the LK3s told in full. Nothing is drawn by chance for it, so that the
// other stories stay as they are.
func (s *story) hasFamily() bool {
	return s.lk3.full() && s.problem == "domestic_violence" && s.who.sex == "female" && s.who.age >= 24 && s.who.age < 50
}

// family adds a husband on the other side, two children, and a mother who cares.
func (s *story) family(ctx context.Context, b *builder) error {
	name := func(from []string, n int) string {
		said := fmt.Sprintf("Contoh %s %s", from[(s.serial+n)%len(from)], surnames[s.serial%len(surnames)])
		b.plain.say(said)
		return said
	}
	husband, err := s.party(ctx, casefile.Body{
		"name": {name(menNames, 0)}, "party_roles": {"alleged_perpetrator"}, "relation": {"husband"}, "sex": {"male"}, "age": {strconv.Itoa(s.who.age + 4)},
		"lives_with_client": {"yes"}, "opposed": {"yes"},
	})
	if err != nil {
		return err
	}
	for n, sex := range []string{"female", "male"} {
		first := name([][]string{womenNames, menNames}[n], 3)
		_, err := s.party(ctx, casefile.Body{
			"name": {first}, "party_roles": {"child", "witness"}, "relation": {"child"}, "sex": {sex}, "age": {strconv.Itoa(max(s.who.age-22-5*n, 0))},
			"other_parent": {husband}, "lives_with_client": {"yes"},
		})
		if err != nil {
			return err
		}
	}
	mother, err := s.party(ctx, casefile.Body{
		"name": {name(womenNames, 5)}, "party_roles": {"family_member"}, "relation": {"parent"}, "sex": {"female"}, "age": {strconv.Itoa(s.who.age + 25)},
	})
	if err != nil {
		return err
	}
	for _, tie := range []casefile.Body{
		{"first": {husband}, "second": {s.made.Person}, "tie_kind": {"other"}, "tie_quality": {"violence"}},
		{"first": {mother}, "second": {s.made.Person}, "tie_kind": {"other"}, "tie_quality": {"close"}},
	} {
		if err := s.append(ctx, s.lk3.worker, casefile.Tie, 0, tie); err != nil {
			return err
		}
	}
	for _, support := range []casefile.Body{
		{"support_kind": {"school"}, "strength": {"ordinary"}, "direction": {"both"}},
		{"support_kind": {"neighbours"}, "strength": {"strong"}, "direction": {"to_family"}},
		{"support_kind": {"creditor"}, "strength": {"ordinary"}, "direction": {"from_family"}, "stressful": {"yes"}},
	} {
		if err := s.append(ctx, s.lk3.worker, casefile.Support, 0, support); err != nil {
			return err
		}
	}
	return nil
}

// party adds somebody to the case and returns by what entries name them.
func (s *story) party(ctx context.Context, body casefile.Body) (string, error) {
	e, err := s.lk3.Cases.Append(ctx, s.lk3.as(s.lk3.worker), app.AppendRequest{File: s.made.Case, ID: s.id(), Kind: casefile.Party, Body: body})
	return e.ID, err
}
