// Package instrument is the forms that are data: screening tools, assessments and
// local questions, each a file with a version. A [Definition] is what the file
// says; an [Instrument] is one that was checked and can be used.
//
// Nothing here is a diagnosis, and every page that shows a result says so. A
// version that is in use never changes: answers keep the version they were given
// to, and are read by it for ever.
//
// It must never know who asks, where definitions are kept or how they are drawn.
//
// Start at [Definition], then [Compile], then [Instrument.Result].
package instrument
