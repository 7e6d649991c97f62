package app

import (
	"bytes"
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"teduh/internal/domain/access"
	"teduh/internal/domain/casefile"
	"teduh/internal/domain/instrument"
	"teduh/internal/exchange/xlsform"
	"teduh/internal/kit/fault"
	"teduh/internal/store"
)

// Instruments is what is done with screening tools and other forms that are data:
// those that come with the program, the ministry's for all, an LK3's for itself.
type Instruments struct{ *core }

// LargestForm is how many bytes an XLSForm may have.
const LargestForm = 1 << 20

// Version is one version of an instrument as its keepers see it.
type Version struct {
	*instrument.Instrument
	Status  string
	Shipped bool // it comes with the program
	Mine    bool // the actor decides whether it is used
	At      time.Time
}

// InTrial, InUse and Retired are the statuses of a version.
const (
	InTrial = store.InTrial
	InUse   = store.InUse
	Retired = store.Retired
)

// versions are all versions that an institution may know, shipped ones first;
// those of one code stand together, oldest first.
func (k *core) versions(ctx context.Context, a access.Actor) ([]Version, error) {
	kept, err := k.Store.Instruments(ctx, a.Institution)
	if err != nil {
		return nil, err
	}
	var all []Version
	for _, i := range instrument.Shipped() {
		v := Version{Instrument: i, Status: InUse, Shipped: true, Mine: true}
		for _, row := range kept {
			if row.Code == i.Code && row.Version == i.Version && row.Status == Retired {
				v.Status = Retired
				v.Mine = row.Institution == owner(a)
			}
		}
		all = append(all, v)
	}
	for _, row := range kept {
		if len(row.Body) == 0 {
			continue
		}
		i, err := instrument.Read(row.Body)
		if err != nil {
			return nil, err
		}
		all = append(all, Version{Instrument: i, Status: row.Status, Mine: row.Institution == owner(a), At: row.At})
	}
	return all, nil
}

// owner is in whose name an actor keeps instruments: "" for the ministry.
func owner(a access.Actor) string {
	if a.Is(access.MinistryOfficer) {
		return ""
	}
	return a.Institution
}

// prefix tells the ministry's instruments and those of an LK3 from those that
// come with the program, so that no code means two things.
func prefix(a access.Actor) string {
	if owner(a) == "" {
		return "n-"
	}
	return "l-"
}

// tools are the instruments that the actor may use now, each in its newest
// version in use.
func (k *core) tools(ctx context.Context, a access.Actor) ([]*instrument.Instrument, error) {
	all, err := k.versions(ctx, a)
	if err != nil {
		return nil, err
	}
	var tools []*instrument.Instrument
	for _, v := range all {
		if v.Status != InUse || !mayUse(a, v.Instrument) {
			continue
		}
		if n := slices.IndexFunc(tools, func(i *instrument.Instrument) bool { return i.Code == v.Code }); n >= 0 {
			tools[n] = v.Instrument
			continue
		}
		tools = append(tools, v.Instrument)
	}
	return tools, nil
}

// instrument finds one version of an instrument, in use or not.
func (k *core) instrument(ctx context.Context, a access.Actor, code string, version int) (*instrument.Instrument, error) {
	for _, i := range instrument.Shipped() {
		if i.Code == code && i.Version == version {
			return i, nil
		}
	}
	if !strings.Contains(code, "-") { // only those that are kept have one
		return nil, fault.Missing()
	}
	all, err := k.versions(ctx, a)
	if err != nil {
		return nil, err
	}
	for _, v := range all {
		if v.Code == code && v.Version == version {
			return v.Instrument, nil
		}
	}
	return nil, fault.Missing()
}

// Find returns one version of an instrument that is for the actor, in use or not.
func (n Instruments) Find(ctx context.Context, a access.Actor, code string, version int) (_ *instrument.Instrument, err error) {
	defer fault.Wrap(&err, "Find(%d)", version)
	i, err := n.instrument(ctx, a, code, version)
	if err != nil || mayUse(a, i) {
		return i, err
	}
	return nil, fault.Missing()
}

func (n Instruments) mayKeep(ctx context.Context, a access.Actor) error {
	return n.may(ctx, a, access.KeepInstruments, access.Place{Institution: a.Institution})
}

// Registry lists what the actor keeps or may use, in every version.
func (n Instruments) Registry(ctx context.Context, a access.Actor) (_ []Version, err error) {
	defer fault.Wrap(&err, "Registry")
	if err := n.mayKeep(ctx, a); err != nil {
		return nil, err
	}
	return n.versions(ctx, a)
}

// Version shows one version to its keepers.
func (n Instruments) Version(ctx context.Context, a access.Actor, code string, version int) (_ Version, err error) {
	defer fault.Wrap(&err, "Version(%d)", version)
	all, err := n.Registry(ctx, a)
	if err != nil {
		return Version{}, err
	}
	for _, v := range all {
		if v.Code == code && v.Version == version {
			return v, nil
		}
	}
	return Version{}, n.refuse(ctx, a, string(access.KeepInstruments), "instrument", "")
}

// Try works trial answers out and keeps nothing of them.
func (n Instruments) Try(ctx context.Context, a access.Actor, code string, version int, answers casefile.Body) (_ instrument.Result, _ casefile.Body, err error) {
	defer fault.Wrap(&err, "Try(%d)", version)
	v, err := n.Version(ctx, a, code, version)
	if err != nil {
		return instrument.Result{}, nil, err
	}
	body, err := casefile.Check(v.Form(), answers, n.reference(ctx, a))
	if err != nil {
		return instrument.Result{}, nil, err
	}
	return v.Result(body), body, nil
}

// Upload reads an XLSForm and keeps it for a trial, as the next version of what
// has its code; a version that is still in trial is replaced. Faults name the
// cell they belong to.
func (n Instruments) Upload(ctx context.Context, a access.Actor, data []byte) (_ Version, err error) {
	defer fault.Wrap(&err, "Upload")
	if err := n.mayKeep(ctx, a); err != nil {
		return Version{}, err
	}
	d, refused := xlsform.Read(bytes.NewReader(data), int64(len(data)))
	d.Code = prefix(a) + d.Code
	all, err := n.versions(ctx, a)
	if err != nil {
		return Version{}, err
	}
	d.Version = 1
	for _, v := range all {
		if v.Code == d.Code {
			d.Version = v.Version + 1
			if v.Status == InTrial {
				d.Version = v.Version
			}
		}
	}
	i, err := xlsform.Compile(d, refused)
	if err != nil {
		return Version{}, err
	}
	stored, err := i.Encode()
	if err != nil {
		return Version{}, err
	}
	return Version{Instrument: i, Status: InTrial, Mine: true}, n.put(ctx, a, i, InTrial, stored)
}

// put keeps a version and says so in the audit.
func (n Instruments) put(ctx context.Context, a access.Actor, i *instrument.Instrument, status string, body []byte) error {
	return n.Store.As(a).Write(ctx, a.Institution, n.now(), func(w *store.Work) error {
		if err := w.PutInstrument(ctx, store.Kept{Institution: owner(a), Code: i.Code, Version: i.Version, Status: status, Staff: a.Staff, Body: body}); err != nil {
			return err
		}
		return w.Audit(ctx, "instrument", "instrument", "", fmt.Sprintf("code=%s version=%d status=%s", i.Code, i.Version, status))
	})
}

// Use puts a version to use: from now on it is offered instead of older ones.
// Fault: fault.not_found when it is not the actor's to decide.
func (n Instruments) Use(ctx context.Context, a access.Actor, code string, version int) (err error) {
	defer fault.Wrap(&err, "Use(%d)", version)
	return n.turn(ctx, a, code, version, InUse)
}

// Retire takes a version out of use. Answers to it stay, and are read by it.
func (n Instruments) Retire(ctx context.Context, a access.Actor, code string, version int) (err error) {
	defer fault.Wrap(&err, "Retire(%d)", version)
	return n.turn(ctx, a, code, version, Retired)
}

func (n Instruments) turn(ctx context.Context, a access.Actor, code string, version int, status string) error {
	v, err := n.Version(ctx, a, code, version)
	if err != nil {
		return err
	}
	if !v.Mine {
		return n.refuse(ctx, a, string(access.KeepInstruments), "instrument", "")
	}
	if v.Status == status {
		return nil
	}
	body := []byte{}
	if !v.Shipped {
		if body, err = v.Encode(); err != nil {
			return err
		}
	}
	return n.put(ctx, a, v.Instrument, status, body)
}
