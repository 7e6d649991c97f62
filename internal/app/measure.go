package app

import (
	"context"
	"slices"
	"strconv"

	"teduh/internal/domain/access"
	"teduh/internal/domain/casefile"
	"teduh/internal/domain/instrument"
	"teduh/internal/kit/fault"
)

// Tools is the instruments that a file's entries name, by code and version.
type Tools map[string]*instrument.Instrument

func instrumentKey(b casefile.Body) string {
	return b.Get("instrument") + "@" + b.Get("instrument_version")
}

// Of returns the instrument that an entry's answers were given to, nil when it
// is not known here.
func (all Tools) Of(b casefile.Body) *instrument.Instrument { return all[instrumentKey(b)] }

// FormOf is the form of an entry: of an instrument the one of its version. What
// is not known any more is read by the names of its questions.
func (v FileView) FormOf(e casefile.Entry) casefile.Form {
	kind := e.Kind
	if corrected, ok := v.State.KindOf(e.Body.Get("corrects")); ok && kind == casefile.Correction {
		kind = corrected
	}
	f := casefile.Current(kind)
	if kind == casefile.Instrument {
		f = v.Tools.form(e.Body)
	}
	if e.Kind == casefile.Correction {
		return casefile.Correcting(f)
	}
	return f
}

func (all Tools) form(b casefile.Body) casefile.Form {
	if i := all.Of(b); i != nil {
		return i.Form()
	}
	f := casefile.Current(casefile.Instrument)
	f.Fields = slices.Clone(f.Fields)
	for _, key := range casefile.Given(b) {
		in := &casefile.Inline{Key: key}
		in.Label.ID, in.Label.EN = key, key
		f.Fields = append(f.Fields, casefile.Field{Name: casefile.Asked(key), Type: casefile.Text, Inline: in})
	}
	return f
}

// reads reports whether somebody may read the answers in a body.
func reads(a access.Actor, b casefile.Body) bool {
	role := b.Get("reserved_for")
	return role == "" || a.Is(access.Role(role))
}

// mayUse reports whether an instrument is for somebody.
func mayUse(a access.Actor, i *instrument.Instrument) bool {
	return i.For == "" || a.Is(access.Role(i.For))
}

// instrumentsOf finds what the entries of a file name.
func (k *core) instrumentsOf(ctx context.Context, a access.Actor, entries []casefile.Entry) (Tools, error) {
	all := Tools{}
	for _, e := range entries {
		key := instrumentKey(e.Body)
		if !e.Body.Has("instrument") || all[key] != nil {
			continue
		}
		i, err := k.known(ctx, a, e.Body)
		switch {
		case err == nil:
			all[key] = i
		case !fault.Is(err, fault.NotFound):
			return nil, err
		}
	}
	return all, nil
}

// known is the instrument and version that a body names, in use or not.
func (k *core) known(ctx context.Context, a access.Actor, b casefile.Body) (*instrument.Instrument, error) {
	version, err := strconv.Atoi(b.Get("instrument_version"))
	if err != nil {
		return nil, fault.Missing()
	}
	return k.instrument(ctx, a, b.Get("instrument"), version)
}

// inUse is the version of an instrument that is in use, if it is for the actor.
func (k *core) inUse(ctx context.Context, a access.Actor, code string) (*instrument.Instrument, error) {
	tools, err := k.tools(ctx, a)
	if err != nil {
		return nil, err
	}
	for _, i := range tools {
		if i.Code == code {
			return i, nil
		}
	}
	return nil, fault.Missing()
}

// MeasureView is the results of a file, and what the actor may ask with.
type MeasureView struct {
	FileView
	Choice    []*instrument.Instrument // that the actor may use
	Histories []instrument.History
	MayWrite  bool
}

// Measures shows the results of all instruments in a file.
func (c Cases) Measures(ctx context.Context, a access.Actor, file string) (_ MeasureView, err error) {
	defer fault.Wrap(&err, "Measures(%s)", file)
	v, err := c.Open(ctx, a, file)
	if err != nil {
		return MeasureView{}, err
	}
	if v.State.Kind != casefile.CaseFile {
		return MeasureView{}, c.refuse(ctx, a, "read", "file", file)
	}
	m := MeasureView{FileView: v, Histories: instrument.Histories(v.Entries), MayWrite: slices.Contains(v.Offered, casefile.Instrument)}
	m.Choice, err = c.tools(ctx, a)
	return m, err
}

// Measure shows a file to somebody about to fill an instrument for it. Faults:
// those of Form; fault.not_found also when the instrument is not in use, or not
// for the actor.
func (c Cases) Measure(ctx context.Context, a access.Actor, file, code string) (_ FileView, _ *instrument.Instrument, err error) {
	defer fault.Wrap(&err, "Measure(%s)", file)
	v, err := c.Form(ctx, a, file, casefile.Instrument)
	if err != nil {
		return v, nil, err
	}
	i, err := c.inUse(ctx, a, code)
	return v, i, c.refused(ctx, a, err, string(access.Append(string(casefile.Instrument))), "file", file)
}

// ResultView is one result, and the same instrument's others.
type ResultView struct {
	MeasureView
	Entry   casefile.Entry
	History instrument.History
}

// Result shows what somebody's answers came to, as they stand now.
func (c Cases) Result(ctx context.Context, a access.Actor, file, entry string) (_ ResultView, err error) {
	defer fault.Wrap(&err, "Result(%s)", file)
	m, err := c.Measures(ctx, a, file)
	if err != nil {
		return ResultView{}, err
	}
	for _, h := range m.Histories {
		if !slices.ContainsFunc(h.Points, func(p instrument.Point) bool { return p.Entry == entry }) {
			continue
		}
		for _, e := range casefile.Effective(m.Entries) {
			if e.ID == entry {
				return ResultView{m, e, h}, nil
			}
		}
	}
	return ResultView{}, c.refuse(ctx, a, "read", "file", file)
}
