package app

import (
	"context"

	"teduh/internal/domain/access"
	"teduh/internal/domain/instrument"
	"teduh/internal/kit/fault"
)

// tools are the instruments that the actor may use now, each in its version in
// use.
func (k *core) tools(ctx context.Context, a access.Actor) ([]*instrument.Instrument, error) {
	var tools []*instrument.Instrument
	for _, i := range instrument.Shipped() {
		if mayUse(a, i) {
			tools = append(tools, i)
		}
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
	return nil, fault.Missing()
}

// Instruments is what is done with screening tools and other forms that are data.
type Instruments struct{ *core }

// Find returns one version of an instrument that is for the actor, in use or not.
func (n Instruments) Find(ctx context.Context, a access.Actor, code string, version int) (_ *instrument.Instrument, err error) {
	defer fault.Wrap(&err, "Find(%d)", version)
	i, err := n.instrument(ctx, a, code, version)
	if err != nil || mayUse(a, i) {
		return i, err
	}
	return nil, fault.Missing()
}
