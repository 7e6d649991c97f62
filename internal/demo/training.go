package demo

import (
	"context"
	"crypto/rand"
	"fmt"

	"teduh/internal/app"
	"teduh/internal/domain/access"
	"teduh/internal/domain/staff"
	"teduh/internal/domain/taxonomy"
	"teduh/internal/domain/training"
	"teduh/internal/domain/words"
	"teduh/internal/kit/calendar"
)

// training fills the three meetings of 2016 as the article tells them; how many
// came from each LK3 is invented.
func (b *builder) training(ctx context.Context) error {
	t := b.timed("training")
	a := access.Actor{Staff: b.operator.Staff, Institution: b.offices.ministry, Roles: []access.Role{access.MinistryOfficer}, Today: Reach}
	published := taxonomy.Published2016()
	for _, p := range published.Training {
		from, err := calendar.ParseDay(p.From)
		if err != nil {
			return err
		}
		to, err := calendar.ParseDay(p.To)
		if err != nil {
			return err
		}
		e := training.Event{Wave: p.Wave, Place: p.Place, From: from, To: to, Resources: published.Resources, Criterion: words.In("id").T("training.criterion_text"), Guests: b.guests(t, p.Wave, published.Heads)}
		id, err := t.Training.Put(ctx, a, e)
		if err != nil {
			return err
		}
		if err := t.Training.Attend(ctx, a, id, b.attendances(t, p.Wave)); err != nil {
			return err
		}
	}
	return nil
}

// guests are the heads of Dinas who came, each to the meeting of the own wave.
func (b *builder) guests(t *timed, wave string, heads []string) []string {
	var out []string
	for _, place := range heads {
		if found := t.Areas().Find(place, 1); len(found) == 1 && t.Areas().Wave(found[0].Code) == wave {
			out = append(out, "Kepala Dinas Sosial "+place)
		}
	}
	return out
}

func (b *builder) attendances(t *timed, wave string) []training.Attendance {
	var out []training.Attendance
	for _, l := range b.lk3s {
		if t.Areas().Wave(l.where) == wave {
			out = append(out, training.Attendance{Institution: l.id, Present: l.index%11 != 0, SocialWorkers: 1 + l.index%2, Psychologists: l.index % 2})
		}
	}
	return out
}

// Account is somebody who can sign in to the demo.
type Account struct {
	Role              access.Role
	Account, Password string
	Where             string
}

// cast lists the accounts that get a password, one for each role.
var cast = []struct {
	role    access.Role
	account string
	code    string
}{
	{access.FrontOfficer, "penerima", "L7203"}, {access.Caseworker, "pendamping", "L7203"}, {access.Psychologist, "psikolog", "L7203"},
	{access.Head, "koordinator", "L7203"}, {access.DistrictOfficer, "dinas.kabupaten", "DSDGL"}, {access.ProvinceOfficer, "dinas.provinsi", "DSST"},
	{access.MinistryOfficer, "kementerian", "KEMSOS"}, {access.Trainer, "pelatihan", "KEMSOS"}, {access.Operator, "pengelola", "KEMSOS"}, {access.Auditor, "pengawas", "KEMSOS"},
}

// Accounts gives one account of each role a password made for this run, and
// ends its earlier sessions. The account of the case worker and of the front
// desk work at the LK3 of Donggala.
func Accounts(ctx context.Context, a *app.App) ([]Account, error) {
	operator := access.Actor{Roles: []access.Role{access.Operator}, Today: Reach}
	all, err := a.Institutions.List(ctx, operator, "")
	if err != nil {
		return nil, err
	}
	places := map[string]string{}
	names := map[string]string{}
	for _, i := range all {
		places[i.Code], names[i.Code] = i.ID, i.Name
	}
	var out []Account
	for n, c := range cast {
		password, err := staff.Passphrase(rand.Reader)
		if err != nil {
			return nil, err
		}
		name := fmt.Sprintf("Contoh %s %s", staffNames[n], surnames[n])
		err = a.Staff.Enrol(ctx, app.NewStaff{
			Account: c.account, Name: name, Profession: professionOf(c.role), Password: password, Institution: places[c.code], Roles: []access.Role{c.role}, From: 20150101,
		})
		if err != nil {
			return nil, err
		}
		out = append(out, Account{c.role, c.account, password, names[c.code]})
	}
	return out, nil
}

func professionOf(r access.Role) string {
	switch r {
	case access.Psychologist:
		return "psychologist"
	case access.Caseworker, access.Head:
		return "social_worker"
	case access.FrontOfficer:
		return "administration"
	default:
		return "civil_servant"
	}
}
