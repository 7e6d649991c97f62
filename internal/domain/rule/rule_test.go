package rule_test

import (
	"encoding/json"
	"strings"
	"testing"

	"teduh/internal/domain/rule"
	"teduh/internal/kit/fault"
)

var fields = rule.Fields{"age": rule.Number, "weight": rule.Number, "married": rule.Text, "kind": rule.List, "day": rule.Text}

func TestARuleSaysWhatItReads(t *testing.T) {
	answers := map[string]rule.Value{
		"age": rule.Read(rule.Number, []string{"17"}), "married": rule.Read(rule.Text, []string{"yes"}),
		"kind": rule.Read(rule.List, []string{"child", "kdrt"}), "day": rule.Read(rule.Text, []string{"2016-03-07"}),
	}
	for text, want := range map[string]string{
		`age < 18 && married == "yes"`: "true", `has(kind, "child")`: "true", `has(kind, "fire")`: "false", `count(kind)`: "2",
		`weight > 3`: "false", `weight != 3`: "false", `!(weight > 3)`: "true", `weight + 1`: "null", `sum(age, weight)`: "17",
		`age / 0`: "null", `-age * 2`: "-34", `pick(answered(weight), weight, age)`: "17", `in(age, 16, 17)`: "true", `in(married, "no")`: "false",
		`day >= "2016-03-01"`: "true", `length(married)`: "3", `(1 + 2) * 3`: "9", `true == (age == 17)`: "true",
	} {
		got := ""
		for _, want := range []rule.Type{rule.Truth, rule.Number, rule.Text} {
			if r, err := rule.Parse(text, fields, want); err == nil {
				b, err := json.Marshal(r.Value(answers))
				if err != nil {
					t.Fatal(err)
				}
				got = string(b)
			}
		}
		if got != want {
			t.Errorf("%s is %s, want %s", text, got, want)
		}
	}
}

func TestWhatIsNotOfTheLanguageIsRefusedWithItsPart(t *testing.T) {
	for text, want := range map[string]string{
		`height > 3`:             "rule.unknown_field height",
		`age.x > 3`:              "rule.construct age.x",
		`age[0] > 3`:             "rule.construct age[0]",
		`func() bool {}()`:       "rule.construct func() bool {}()",
		`system("rm")`:           `rule.construct system("rm")`,
		`os.Exit(1)`:             "rule.construct os.Exit(1)",
		`age & 1 == 0`:           "rule.construct age & 1",
		`age == 0x10`:            "rule.construct 0x10",
		`age == 1e9`:             "rule.construct 1e9",
		`age == 'a'`:             "rule.construct 'a'",
		`age == "17"`:            `rule.types age == "17"`,
		`kind == kind`:           "rule.types kind == kind",
		`!age`:                   "rule.types !age",
		`has(kind, married)`:     "rule.types has(kind, married)",
		`in(age)`:                "rule.arguments in(age)",
		`in(age, sum(age))`:      "rule.types in(age, sum(age))",
		`sum(married)`:           "rule.types sum(married)",
		`answered("x")`:          `rule.types answered("x")`,
		`age + 1`:                "rule.yields",
		`age >`:                  "rule.syntax age >",
		``:                       "rule.syntax",
		`age < 18; age`:          "rule.syntax age < 18; age",
		`age = 18`:               "rule.syntax age = 18",
		`sum(age...) > 1`:        "rule.construct sum(age...)",
		strings.Repeat("!", 100): "rule.syntax " + strings.Repeat("!", 79) + "…",
		strings.Repeat("(", 100) + "true" + strings.Repeat(")", 100): "rule.too_deep",
		strings.Repeat("true && ", 300) + "true":                     "rule.too_long",
	} {
		_, err := rule.Parse(text, fields, rule.Truth)
		f := fault.First(err)
		if f == nil {
			t.Errorf("%s is accepted", text)
			continue
		}
		part, _ := f.Args["text"].(string)
		if got := strings.TrimSpace(f.Key + " " + part); got != want {
			t.Errorf("%s is refused with %q, want %q", text, got, want)
		}
	}
}

func FuzzParse(f *testing.F) {
	for _, seed := range []string{`age < 18 && married == "yes"`, `has(kind, "a")`, `pick(true, 1, 2) > 0`, "age\x00", `"` + "`"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		r, err := rule.Parse(text, fields, rule.Truth)
		if err != nil {
			if fault.First(err) == nil {
				t.Fatalf("no fault: %v", err)
			}
			return
		}
		if r.Value(nil).Type != rule.Truth {
			t.Fatalf("%q yields no truth", text)
		}
		if _, err := json.Marshal(r); err != nil {
			t.Fatal(err)
		}
	})
}
