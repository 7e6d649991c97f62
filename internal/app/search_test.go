package app_test

import (
	"slices"
	"testing"

	"teduh/internal/app"
	"teduh/internal/domain/access"
	"teduh/internal/domain/casefile"
	"teduh/internal/kit/fault"
	"teduh/internal/testkit"
)

func TestAPersonIsFoundHoweverTheNameIsSaid(t *testing.T) {
	testkit.Each(t, func(t *testing.T, v *testkit.Village) {
		head := v.Donggala.Head
		for name, more := range map[string]map[string]string{
			"Muhammad Jusuf":        {"district": "Banawa", "family_head": "Contoh Kasim"},
			"Siti Aminah":           {"district": "Sindue", "family_head": "Contoh Udin"},
			"Siti Aminah binti Ali": {"village": "72.03.08.1020"}, // Ganti in Banawa
			"Djoko Soetrisno":       {"phone": "0812-3456-7890"},
			"Sulastri":              {"alias": "Titin", "nik": "9901014107820017"},
		} {
			registered(t, v, head, name, more)
		}
		for _, c := range []struct {
			sought app.Sought
			want   []string
		}{
			{app.Sought{Text: "Moh. Yusup"}, []string{"Muhammad Jusuf"}},
			{app.Sought{Text: "joko"}, []string{"Djoko Soetrisno"}},
			{app.Sought{Text: "Sutrisno"}, []string{"Djoko Soetrisno"}},
			{app.Sought{Text: "titin"}, []string{"Sulastri"}},
			{app.Sought{Text: "Sulasri"}, []string{"Sulastri"}},
			{app.Sought{Text: "+62 812 3456 7890"}, []string{"Djoko Soetrisno"}},
			{app.Sought{Text: "99.0101.410782.0017"}, []string{"Sulastri"}},
			{app.Sought{Text: "Minah"}, []string{"Siti Aminah", "Siti Aminah binti Ali"}},
			{app.Sought{Text: "St. Aminah"}, []string{"Siti Aminah", "Siti Aminah binti Ali"}},
			{app.Sought{Text: "Siti Aminah", District: "Sindue"}, []string{"Siti Aminah"}},
			{app.Sought{Text: "Siti Aminah", Head: "Oedin"}, []string{"Siti Aminah", "Siti Aminah binti Ali"}}, // of her no head is recorded
			{app.Sought{Text: "Siti", Head: "Kasim"}, []string{"Siti Aminah binti Ali"}},
			{app.Sought{Head: "Kasim"}, []string{"Muhammad Jusuf"}},
			{app.Sought{Text: "Bambang"}, nil},
		} {
			found, err := v.Cases.Search(ctx, head, c.sought)
			if err != nil {
				t.Fatal(err)
			}
			var names []string
			for _, f := range found.People {
				names = append(names, f.Name())
			}
			slices.Sort(names)
			if !slices.Equal(names, c.want) {
				t.Errorf("%+v finds %q, want %q", c.sought, names, c.want)
			}
			for name, a := range map[string]access.Actor{"colleague": v.Donggala.Colleague, "stranger": v.Bantaeng.Head} {
				if found, err := v.Cases.Search(ctx, a, c.sought); err != nil || len(found.People)+len(found.Named) > 0 {
					t.Errorf("%s finds %+v, %v", name, found, err)
				}
			}
		}
	})
}

// TestWhoMayBeHereAlreadyIsAskedAboutAndNeverBlocked: the worker is asked only
// about clients of their own; the head is told of all.
func TestWhoMayBeHereAlreadyIsAskedAboutAndNeverBlocked(t *testing.T) {
	testkit.Each(t, func(t *testing.T, v *testkit.Village) {
		lk3 := v.Donggala
		more := map[string]string{"birth_date": "1982-07-01", "district": "Banawa"}
		first := registered(t, v, lk3.Worker, "Contoh Siti Aminah", more)
		body := testkit.Registration("CONTOH ST. AMINA", "economic")
		body.Set("birth_date", "1982-07-01")
		body.Set("phone", "0812 3456 7890")

		made, err := v.Cases.Register(ctx, lk3.Worker, app.RegisterRequest{Body: body, Ask: true})
		if !fault.Is(err, fault.Conflict) || len(made.Alike) != 1 || made.Alike[0].Person != first.Person || made.Alike[0].Label() != "C.S.A., 34" {
			t.Fatalf("%+v, %v", made, err)
		}
		other, err := v.Cases.Register(ctx, lk3.Colleague, app.RegisterRequest{Body: body, Ask: true})
		if err != nil || len(other.Alike) > 0 {
			t.Fatalf("a colleague is asked about somebody else's client: %+v, %v", other, err)
		}
		got := alike(t, v, lk3.Head)
		if len(got.Found) != 1 || got.Found[0].Person != other.Person || got.Found[0].OtherPerson != first.Person || !slices.Contains(got.Found[0].Why, "resembles") {
			t.Fatalf("the head is told %+v", got.Found)
		}

		told := casefile.Body{"name": {"CONTOH ST. AMINA"}, "phone": {"0812 3456 7890"}, "safe_contact": {"WA malam"}, "sex": {"female"}}
		for _, f := range casefile.Current(casefile.Identity).Asked() {
			if f.Name != "sex" {
				body.Set(f.Name)
			}
		}
		same, err := v.Cases.Register(ctx, lk3.Worker, app.RegisterRequest{Body: body, Person: first.Person, Told: told})
		if err != nil || same.Person != first.Person {
			t.Fatalf("%+v, %v", same, err)
		}
		view, err := v.Cases.Open(ctx, lk3.Worker, same.Case)
		if err != nil {
			t.Fatal(err)
		}
		for field, want := range map[string]string{"name": "Contoh Siti Aminah", "phone": "0812 3456 7890", "safe_contact": "WA malam", "district": "Banawa", "birth_date": "1982-07-01"} {
			if got := view.Person.Get(field); got != want {
				t.Errorf("%s is %q, want %q", field, got, want)
			}
		}
		if _, err := v.Cases.Register(ctx, lk3.Colleague, app.RegisterRequest{Body: body, Person: first.Person, Told: told}); !fault.Is(err, fault.NotFound) {
			t.Errorf("a colleague adds to a person who is not theirs: %v", err)
		}
		agrees(t, v)
	})
}

// TestACaseIsFoundByWhomItNames: by family members, the guardian and the head of
// the family, as they are called now, and by nobody who may not open the case.
// Whoever must not learn of it from a screen is told apart.
func TestACaseIsFoundByWhomItNames(t *testing.T) {
	testkit.Each(t, func(t *testing.T, v *testkit.Village) {
		lk3 := v.Donggala
		body := testkit.Registration("Contoh Ani", "domestic_violence")
		for field, text := range map[string]string{"guardian": "Nurhayati Contoh", "guardian_relation": "relative", "reporter": "Lukman Pelapor", "district": "Banawa", "family_head": "Kasim Kepala"} {
			body.Set(field, text)
		}
		made, err := v.Cases.Register(ctx, lk3.Worker, app.RegisterRequest{Body: body})
		if err != nil {
			t.Fatal(err)
		}
		child := v.Append(t, lk3.Worker, made.Case, casefile.Party, casefile.Body{"name": {"Joesoef Anak"}, "party_roles": {"child", "victim"}, "relation": {"child"}})
		v.Append(t, lk3.Worker, made.Case, casefile.Party, casefile.Body{"name": {"Bambang Suami"}, "party_roles": {"alleged_perpetrator"}, "relation": {"husband"}, "phone": {"0813 1111 2222"}})
		v.Append(t, lk3.Worker, made.Case, casefile.Party, casefile.Body{"name": {"Wirya Lawan"}, "party_roles": {"family_member"}, "opposed": {"yes"}})
		v.Append(t, lk3.Worker, made.Case, casefile.Party, casefile.Body{"name": {"Salah Tulis"}, "party_roles": {"child"}})
		view, err := v.Cases.Open(ctx, lk3.Worker, made.Case)
		if err != nil {
			t.Fatal(err)
		}
		last := view.Entries[len(view.Entries)-1]
		v.Append(t, lk3.Worker, made.Case, casefile.Correction, casefile.Body{"corrects": {last.ID}, "correction_reason": {"Salah."}, "name": {"Wulandari Benar"}, "party_roles": {"child"}})
		v.Append(t, lk3.Worker, made.Case, casefile.Party, casefile.Body{"name": {"Yusuf Anak"}, "party_roles": {"child"}, "party": {child.ID}})
		for _, c := range []struct {
			sought app.Sought
			roles  string // "" when nothing is found
			quiet  bool
		}{
			{app.Sought{Text: "Yusuf"}, "child", false},
			{app.Sought{Text: "nurhajati"}, "guardian", false},
			{app.Sought{Text: "Wulandari"}, "child", false},
			{app.Sought{Text: "Salah Tulis"}, "", false}, // it was corrected
			{app.Sought{Text: "Bambang"}, "alleged_perpetrator", true},
			{app.Sought{Text: "081311112222"}, "alleged_perpetrator", true},
			{app.Sought{Text: "Wirya"}, "family_member", true},
			{app.Sought{Text: "Lukman"}, "reporter", true},
			{app.Sought{Text: "Yusuf", District: "Sindue"}, "", false},
			{app.Sought{Text: "Yusuf", District: "Banawa", Head: "Qasim"}, "child", false},
			{app.Sought{Text: "Tidak Ada"}, "", false},
		} {
			for name, a := range map[string]access.Actor{"worker": lk3.Worker, "head": lk3.Head} {
				hits, err := v.Cases.Search(ctx, a, c.sought)
				if err != nil {
					t.Fatal(err)
				}
				if len(hits.Named) != min(len(c.roles), 1) || len(hits.Named) == 1 && (hits.Named[0].ID != made.Case || hits.Named[0].Roles[0] != c.roles || hits.Named[0].Quiet != c.quiet) {
					t.Errorf("%s finds by %+v: %+v", name, c.sought, hits.Named)
				}
			}
			for name, a := range map[string]access.Actor{"front": lk3.Front, "colleague": lk3.Colleague, "another LK3": v.Bantaeng.Head} {
				if hits, err := v.Cases.Search(ctx, a, c.sought); err != nil || len(hits.Named) > 0 {
					t.Errorf("%s finds by %+v: %+v, %v", name, c.sought, hits.Named, err)
				}
			}
		}
		if hits, err := v.Cases.Search(ctx, lk3.Worker, app.Sought{Text: "Kasim"}); err != nil || len(hits.People) != 1 || hits.People[0].Person != made.Person {
			t.Errorf("by the head of the family: %+v, %v", hits, err)
		}
		if lines := lookedAt(t, v, lk3.Worker.Staff, "person"); !slices.Contains(lines, "rows=1") {
			t.Errorf("the audit says %q", lines)
		}
	})
}
