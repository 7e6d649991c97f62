package instrument_test

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"teduh/internal/domain/casefile"
	"teduh/internal/domain/instrument"
	"teduh/internal/kit/fault"
)

func shipped(t testing.TB, code string) *instrument.Instrument {
	t.Helper()
	for _, i := range instrument.Shipped() {
		if i.Code == code {
			return i
		}
	}
	t.Fatalf("no instrument %s", code)
	return nil
}

// answered is a body that gives the same answer to every choice, but for some.
func answered(i *instrument.Instrument, every string, but map[string]string) casefile.Body {
	b := casefile.Body{}
	for _, q := range i.Questions {
		if q.Type == "choice" || q.Type == "yes_no" {
			b.Set(casefile.Asked(q.Name), every)
		}
	}
	for name, answer := range but {
		b.Set(casefile.Asked(name), answer)
	}
	return b
}

func checked(t testing.TB, i *instrument.Instrument, b casefile.Body) casefile.Body {
	t.Helper()
	out, err := casefile.Check(i.Form(), b, casefile.Reference{Today: 20161019})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func TestWorkedExamplesOfWhatIsShipped(t *testing.T) {
	for name, c := range map[string]struct {
		code, every string
		but         map[string]string
		scores      string // name=number band
		alerts      string
	}{
		"SRQ-20, nothing":               {"srq20", "no", nil, "total=0 below the cut-off", ""},
		"SRQ-20, five":                  {"srq20", "no", yes("q1", "q2", "q3", "q4", "q5"), "total=5 below the cut-off", ""},
		"SRQ-20, six is the cut-off":    {"srq20", "no", yes("q1", "q2", "q3", "q4", "q5", "q6"), "total=6 signs of distress: talk to the psychologist or the Puskesmas", ""},
		"SRQ-20, ending life":           {"srq20", "no", yes("q17"), "total=1 below the cut-off", "suicide"},
		"SRQ-20, everything":            {"srq20", "yes", nil, "total=20 signs of distress: talk to the psychologist or the Puskesmas", "suicide"},
		"SRQ-20, one without an answer": {"srq20", "no", map[string]string{"q1": "", "q17": "yes"}, "total=? ", "suicide"},
		"PHQ-9, nine":                   {"phq9", "1", map[string]string{"difficulty": "", "q9": "1"}, "total=9 mild signs", "suicide"},
		"PHQ-9, ten":                    {"phq9", "1", map[string]string{"difficulty": "", "q1": "3", "q9": "0"}, "total=10 moderate signs: talk to the psychologist", ""},
		"PHQ-9, most":                   {"phq9", "3", map[string]string{"difficulty": "very"}, "total=27 severe signs: talk to the psychologist soon", "suicide"},
		"GAD-7, most":                   {"gad7", "3", nil, "total=21 severe signs: talk to the psychologist soon", ""},
		"DASS-21, twice the sum":        {"dass21", "1", nil, "depression=14 moderate; anxiety=14 moderate; stress=14 normal", ""},
		"DASS-21, its bounds":           {"dass21", "0", map[string]string{"q3": "3", "q5": "2", "q2": "3", "q4": "1", "q1": "3", "q6": "3", "q8": "2"}, "depression=10 mild; anxiety=8 mild; stress=16 mild", ""},
		"checklist, nothing":            {"safety_checklist", "no", nil, "", ""},
		"checklist, one grave sign":     {"safety_checklist", "no", yes("strangled"), "", "danger"},
		"checklist, two others":         {"safety_checklist", "no", yes("worse", "stalked"), "", ""},
		"checklist, three others":       {"safety_checklist", "no", yes("worse", "stalked", "pregnant"), "", "danger"},
		"checklist, nothing known":      {"safety_checklist", "unknown", nil, "", ""},
		"family, in the middle":         {"family_functioning", "5", nil, "mean=5 strengths and difficulties", ""},
		"family, parts":                 {"family_functioning", "7", map[string]string{"talk": "2"}, "mean=6.375 strengths and difficulties", ""},
		"goals, two of them":            {"goal_attainment", "", map[string]string{"goal_1": "Bekerja", "level_1": "1", "goal_2": "Tidur", "level_2": "-2"}, "mean=-0.5 not attained yet", ""},
		"goals, none rated":             {"goal_attainment", "", map[string]string{"goal_1": "Bekerja"}, "mean=? ", ""},
	} {
		t.Run(name, func(t *testing.T) {
			i := shipped(t, c.code)
			r := i.Result(checked(t, i, answered(i, c.every, c.but)))
			if got := scores(r); got != c.scores {
				t.Errorf("scores %q, want %q", got, c.scores)
			}
			if got := alerts(r); got != c.alerts {
				t.Errorf("alerts %q, want %q", got, c.alerts)
			}
		})
	}
}

func yes(names ...string) map[string]string {
	out := map[string]string{}
	for _, n := range names {
		out[n] = "yes"
	}
	return out
}

func scores(r instrument.Result) string {
	var parts []string
	for _, s := range r.Scores {
		number := "?"
		if s.Known {
			number = strconv.FormatFloat(s.Value, 'f', -1, 64)
		}
		band, _ := s.Band()
		parts = append(parts, s.Name+"="+number+" "+band.Label.EN)
	}
	return strings.Join(parts, "; ")
}

func alerts(r instrument.Result) string {
	var codes []string
	for _, a := range r.Alerts {
		codes = append(codes, a.Code)
	}
	return strings.Join(codes, " ")
}

func TestWhatIsShippedSaysItsSourceAndLicence(t *testing.T) {
	var codes []string
	for _, i := range instrument.Shipped() {
		codes = append(codes, i.Code)
		if i.Source.ID == "" || i.Licence.ID == "" || i.Remark.ID == "" || i.Remark.EN == "" {
			t.Errorf("%s says too little of itself", i.Code)
		}
	}
	want := []string{"safety_checklist", "srq20", "phq9", "gad7", "dass21", "family_functioning", "goal_attainment"}
	if !slices.Equal(codes, want) {
		t.Errorf("shipped: %v", codes)
	}
}

func TestWhatDoesNotApplyIsNotAnsweredAndDoesNotCount(t *testing.T) {
	i := shipped(t, "safety_checklist")
	b := checked(t, i, answered(i, "no", map[string]string{"weapon_near": "yes"}))
	if b.Has(casefile.Asked("weapon_near")) {
		t.Error("an answer to a question that does not apply is kept")
	}
	b = checked(t, i, answered(i, "no", yes("weapon", "weapon_near")))
	if !b.Has(casefile.Asked("weapon_near")) {
		t.Error("an answer to a question that applies is lost")
	}
}

// TestScoresNeverLeaveTheirBounds answers at random.
func TestScoresNeverLeaveTheirBounds(t *testing.T) {
	for _, i := range instrument.Shipped() {
		t.Run(i.Code, rapid.MakeCheck(func(t *rapid.T) {
			b := casefile.Body{}
			for _, f := range i.Form().Fields {
				if f.Inline == nil || rapid.Float64Range(0, 1).Draw(t, "skip") < 0.05 {
					continue
				}
				switch {
				case len(f.Inline.Options) > 0:
					b.Set(f.Name, rapid.SampledFrom(f.Inline.Options).Draw(t, f.Name).Code)
				case f.Type == casefile.YesNo:
					b.Set(f.Name, rapid.SampledFrom([]string{"yes", "no"}).Draw(t, f.Name))
				default:
					b.Set(f.Name, "Contoh")
				}
			}
			b, err := casefile.Check(i.Form(), b, casefile.Reference{})
			if err != nil && !missing(err) {
				t.Fatal(err)
			}
			for _, s := range i.Result(b).Scores {
				if s.Known && (s.Value < s.Least || s.Value > s.Most) {
					t.Fatalf("%s is %v, between %v and %v", s.Name, s.Value, s.Least, s.Most)
				}
				if _, said := s.Band(); s.Known && !said {
					t.Fatalf("nothing is said of %s %v", s.Name, s.Value)
				}
			}
			i.Sign(b)
			for name, n := range instrument.Kept(b) {
				if got := fmt.Sprint(n); !strings.Contains(" "+b.Get("scores")+" ", " "+name+":"+got+" ") {
					t.Fatalf("%s is kept as %q", got, b.Get("scores"))
				}
			}
		}))
	}
}

func missing(err error) bool {
	return !slices.ContainsFunc(fault.All(err), func(f *fault.Error) bool { return f.Key != "fault.required" })
}

func TestAFaultyDefinitionIsRefusedAtItsParts(t *testing.T) {
	good := shipped(t, "phq9").Definition
	for name, c := range map[string]struct {
		spoil func(*instrument.Definition)
		want  string
	}{
		"no questions":        {func(d *instrument.Definition) { d.Questions, d.Scores, d.Alerts = nil, nil, nil }, "questions instrument.size"},
		"a bad code":          {func(d *instrument.Definition) { d.Code = "PHQ 9" }, "code instrument.code"},
		"one language":        {func(d *instrument.Definition) { d.Name.EN = "" }, "name instrument.both_languages"},
		"no licence":          {func(d *instrument.Definition) { d.Licence.ID, d.Licence.EN = "", "" }, "licence instrument.both_languages"},
		"a name twice":        {func(d *instrument.Definition) { d.Questions[9].Name = "q1" }, "name instrument.twice"},
		"a reserved name":     {func(d *instrument.Definition) { d.Questions[9].Name = "return" }, "name instrument.name"},
		"an unknown type":     {func(d *instrument.Definition) { d.Questions[9].Type = "audio" }, "type instrument.type"},
		"no such list":        {func(d *instrument.Definition) { d.Questions[9].List = "x" }, "list instrument.list"},
		"a later question":    {func(d *instrument.Definition) { d.Questions[0].When = "q2 > 1" }, "when rule.unknown_field"},
		"an unknown item":     {func(d *instrument.Definition) { d.Scores[0].Items = []string{"q77"} }, "items instrument.item"},
		"bands out of order":  {func(d *instrument.Definition) { d.Scores[0].Bands[1].From = 0 }, "bands instrument.bands"},
		"an alert never said": {func(d *instrument.Definition) { d.Alerts[0].When = "" }, "when instrument.alert"},
		"another role":        {func(d *instrument.Definition) { d.For = "board" }, "for instrument.for"},
	} {
		t.Run(name, func(t *testing.T) {
			stored, err := good.Encode()
			if err != nil {
				t.Fatal(err)
			}
			d, err := instrument.Decode(stored)
			if err != nil {
				t.Fatal(err)
			}
			c.spoil(&d)
			_, err = instrument.Compile(d)
			var got []string
			for _, f := range fault.All(err) {
				got = append(got, f.Field+" "+f.Key)
			}
			if !slices.Contains(got, c.want) {
				t.Errorf("refused with %v, want %s", got, c.want)
			}
		})
	}
}

func FuzzRead(f *testing.F) {
	for _, i := range instrument.Shipped() {
		stored, err := i.Encode()
		if err != nil {
			f.Fatal(err)
		}
		f.Add(stored)
	}
	f.Fuzz(func(t *testing.T, stored []byte) {
		i, err := instrument.Read(stored)
		if err != nil {
			if fault.First(err) == nil {
				t.Fatalf("no fault: %v", err)
			}
			return
		}
		b, _ := casefile.Check(i.Form(), casefile.Body{}, casefile.Reference{})
		i.Sign(b)
	})
}

// TestUpIsBetterOnSomeScalesOnly names the direction of every score that is
// shipped: turned round, an evaluation would praise what got worse.
func TestUpIsBetterOnSomeScalesOnly(t *testing.T) {
	good := map[string]bool{"family_functioning": true, "goal_attainment": true, "srq20": false, "phq9": false, "gad7": false, "dass21": false}
	told := 0
	for _, i := range instrument.Shipped() {
		for _, s := range i.Scores {
			up, known := good[i.Code]
			if !known {
				t.Errorf("nobody said which way %s is better", i.Code)
			}
			if up != s.Good {
				t.Errorf("%s, %s: a higher score is better: %v", i.Code, s.Name, s.Good)
			}
			told++
		}
	}
	if told < 8 {
		t.Errorf("only %d scores were looked at", told)
	}
	for name, c := range map[string]struct {
		good     bool
		from, to float64
		want     instrument.Trend
	}{
		"complaints fewer": {false, 14, 6, instrument.Better},
		"complaints more":  {false, 6, 14, instrument.Worse},
		"complaints same":  {false, 6, 6, instrument.Same},
		"strength more":    {true, 3.5, 7.125, instrument.Better},
		"strength less":    {true, 7.125, 3.5, instrument.Worse},
		"strength same":    {true, 0.1 + 0.2, 0.3, instrument.Same},
		"below zero":       {true, -2, -0.5, instrument.Better},
	} {
		if got := (instrument.Score{Good: c.good}).Trend(c.from, c.to); got != c.want {
			t.Errorf("%s: %s", name, got)
		}
	}
}
