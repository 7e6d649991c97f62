// Package voice is the pages by which clients are heard: the survey when a case
// is over, complaints, and what both come to.
//
// The pages without a sign-in say nothing about cases. They name no LK3 that was
// not named to them.
package voice

import (
	"time"

	"teduh/internal/app"
	"teduh/internal/domain/survey"
	"teduh/internal/web/pages/layout"
)

// Asked is a page without a sign-in that asks something.
type Asked struct {
	Intro    []string
	Form     layout.Form
	National bool // names the national channel too
	Links    []layout.MenuItem
}

// Given is a code as it is handed to a client, with the questions on paper.
type Given struct {
	app.SurveyCode
	Address string // of the page where the code is typed
	Back    string
}

// Receipt is what somebody keeps who complained.
type Receipt struct {
	Code   string
	Reader app.Reader
}

// Became is what a receipt shows.
type Became struct {
	Received, Answered time.Time
	Answer             string
}

// Heard is what clients said, to those who are to hear it.
type Heard struct {
	Year       int
	Results    []app.SurveyResult
	Complaints []app.ComplaintView
	Own        string // the reader's institution
}

// Waiting counts the complaints without an answer.
func (h Heard) Waiting() int {
	n := 0
	for _, c := range h.Complaints {
		if !c.IsAnswered() {
			n++
		}
	}
	return n
}

// Reads says who reads a complaint.
func Reads(v layout.View, r app.Reader) string {
	if r.Head {
		return v.T("complaint.by_head", "name", r.At.Name)
	}
	return v.T("complaint.by_office", "name", r.At.Name)
}

// tenths writes a number of hundredths with one digit.
func tenths(v layout.View, n int) string { return v.Tenths(int64((n + 5) / 10)) }

func elements() []survey.Element { return survey.Now().Elements }

// ruledLines is how much room a question of a complaint has on paper.
func ruledLines(key string) int {
	switch key {
	case "complaint.text":
		return 14
	case "complaint.contact":
		return 2
	default:
		return 1
	}
}
