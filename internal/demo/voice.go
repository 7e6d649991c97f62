package demo

import (
	"context"
	"fmt"
	"math/rand/v2"

	"teduh/internal/domain/survey"
	"teduh/internal/kit/calendar"
)

var remarks = []string{
	"Contoh: petugasnya ramah dan sabar.", "Contoh: ruang tunggu sempit.", "Contoh: jadwalnya jelas.", "Contoh: jauh dari rumah.", "Contoh: terima kasih, keluarga kami terbantu.",
}

var marks = []int{2, 3, 3, 3, 4, 4}

// hear lets the client of a case that was closed answer the survey, some days
// later, at an LK3 told in full.
func (s *story) hear(b *builder, closed calendar.Day, add func(calendar.Day, func(context.Context) error)) {
	r := random(b.Seed, fmt.Sprintf("survey %s %d", s.lk3.where, s.serial))
	day := closed.Add(2 + r.IntN(9))
	if !s.lk3.full() || day > Reach || r.Float64() > 0.7 {
		return
	}
	add(day, func(ctx context.Context) error { return s.answer(ctx, b, r) })
}

func (s *story) answer(ctx context.Context, b *builder, r *rand.Rand) error {
	given, err := s.lk3.Surveys.Give(ctx, s.lk3.as(s.lk3.worker), s.made.Case)
	if err != nil {
		return err
	}
	var said survey.Answer
	for range survey.Now().Elements {
		said.Marks = append(said.Marks, marks[r.IntN(len(marks))])
	}
	if r.Float64() < 0.4 {
		said.Remark = pick(r, remarks)
		b.plain.say(said.Remark)
	}
	return s.lk3.Surveys.Answer(ctx, given.Code, said)
}
