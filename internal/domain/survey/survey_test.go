package survey_test

import (
	"strings"
	"testing"

	"pgregory.net/rapid"

	"teduh/internal/domain/survey"
	"teduh/internal/kit/fault"
)

func answer(mark int) survey.Answer {
	a := survey.Answer{Version: survey.Now().Version}
	for range survey.Now().Elements {
		a.Marks = append(a.Marks, mark)
	}
	return a
}

func TestTheSurveyAsksNineElementsInBothLanguages(t *testing.T) {
	q := survey.Now()
	if len(q.Elements) != 9 || len(q.Answers) != 4 {
		t.Fatalf("%d elements, %d answers", len(q.Elements), len(q.Answers))
	}
	for _, e := range q.Elements {
		if e.Name.In("id") == "" || e.Name.In("en") == "" || e.Text.In("id") == "" || e.Text.In("en") == "" || e.Text.In("id") == e.Text.In("en") {
			t.Errorf("%s lacks words", e.Code)
		}
	}
}

func TestFewerThanFiveAnswersSayNothing(t *testing.T) {
	var some []survey.Answer
	for n := range 4 {
		if got := survey.Sum(some); got.Answers != 0 || got.Averages != nil || got.Index != 0 {
			t.Errorf("%d answers say %+v", n, got)
		}
		some = append(some, answer(4))
	}
	some = append(some, answer(1))
	got := survey.Sum(some)
	if got.Answers != 5 || got.Averages[0] != 340 || got.Index != 8500 || got.Spread[8] != [4]int{1, 0, 0, 4} || got.Band().In("en") != "Good" {
		t.Errorf("%+v %s", got, got.Band().In("en"))
	}
}

// TestAveragesLieBetweenTheMarks holds for any answers.
func TestAveragesLieBetweenTheMarks(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		answers := rapid.SliceOfN(rapid.Custom(func(t *rapid.T) survey.Answer {
			return survey.Answer{Marks: rapid.SliceOfN(rapid.IntRange(1, 4), 9, 9).Draw(t, "marks")}
		}), 5, 40).Draw(t, "answers")
		got := survey.Sum(answers)
		for i, average := range got.Averages {
			given := 0
			for _, n := range got.Spread[i] {
				given += n
			}
			if average < 100 || average > 400 || given != len(answers) {
				t.Fatalf("%+v", got)
			}
		}
		if got.Index < 2500 || got.Index > 10000 || got.Band().In("id") == "" {
			t.Fatalf("%+v", got)
		}
	})
}

func TestEveryQuestionMustBeAnsweredAndTheRemarkIsShort(t *testing.T) {
	a := answer(3)
	a.Marks[2], a.Marks[8] = 0, 5
	a.Remark = strings.Repeat("a", 1001)
	var fields []string
	for _, f := range fault.All(a.Check()) {
		fields = append(fields, f.Field)
	}
	if strings.Join(fields, " ") != "q3 q9 remark" {
		t.Errorf("%v", fields)
	}
	if err := answer(1).Check(); err != nil {
		t.Error(err)
	}
}
