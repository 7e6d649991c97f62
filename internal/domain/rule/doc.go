// Package rule is the language of skip logic, checks and scores: one expression
// over the answers of a form, that can read and change nothing else.
//
// A rule reads as Go does: umur < 18 && (kawin == "yes" || in(jenis, "anak")).
// [Parse] accepts only what is listed in [Functions] and in the table of
// operators, holds the types together, and makes a tree that goes to the browser
// as JSON. [Rule.Value] and rule.js say the same of it; a test compares them on
// ten thousand random rules.
//
// An absent answer is nil. A comparison with nil is false, arithmetic with nil is
// nil, and so is a number that is none (a division by zero). Nothing panics, and
// the time a rule takes is bounded by its length.
//
// It must never look at a clock, at chance or at another file.
//
// Start at [Parse].
package rule
