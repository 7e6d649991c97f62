package main

import (
	"bufio"
	"crypto/rand"
	"fmt"
	"slices"
	"strings"
	"time"

	"teduh/internal/app"
	"teduh/internal/domain/access"
	"teduh/internal/domain/registry"
	"teduh/internal/domain/staff"
	"teduh/internal/kit/fault"
)

type userCmd struct {
	place
	Account     string   `required:"" help:"What is typed at sign-in."`
	Name        string   `required:"" help:"Full name."`
	Institution string   `required:"" help:"Short code of the institution."`
	Role        []string `required:"" help:"One or more roles, as head or operator."`
	Profession  string   `default:"civil_servant" help:"Code of a profession."`
	Ask         bool     `help:"Read the password from the input instead of making one."`
}

// Run makes an account, or gives it a new password, and prints the password
// when it made one.
func (u *userCmd) Run(c *console) error {
	o, err := u.opens(c)
	if err != nil {
		return err
	}
	defer o.close()
	institution, err := u.find(c, o)
	if err != nil {
		return err
	}
	password, err := u.password(c)
	if err != nil {
		return err
	}
	var roles []access.Role
	for _, r := range u.Role {
		if !slices.Contains(access.Roles(), access.Role(r)) {
			return fault.Bad("role", "fault.choice")
		}
		roles = append(roles, access.Role(r))
	}
	err = o.app(time.Now).Staff.Enrol(c.ctx, app.NewStaff{
		Account: u.Account, Name: u.Name, Profession: u.Profession, Password: password, Institution: institution.ID, Roles: roles,
	})
	if err != nil {
		return err
	}
	fmt.Fprintln(c.out, c.words().T("cli.account_made", "account", u.Account))
	if !u.Ask {
		fmt.Fprintln(c.out, password)
	}
	return nil
}

func (u *userCmd) find(c *console, o *opened) (registry.Institution, error) {
	all, err := o.store.AllInstitutions(c.ctx)
	if err != nil {
		return registry.Institution{}, err
	}
	i := slices.IndexFunc(all, func(i registry.Institution) bool { return i.Code == u.Institution })
	if i < 0 {
		return registry.Institution{}, fault.Bad("institution", "fault.choice")
	}
	return all[i], nil
}

func (u *userCmd) password(c *console) (string, error) {
	if !u.Ask {
		return staff.Passphrase(rand.Reader)
	}
	fmt.Fprint(c.err, c.words().T("cli.password_prompt"))
	line, err := bufio.NewReader(c.in).ReadString('\n')
	if err != nil && line == "" {
		return "", fault.Bad("password", "staff.password_short")
	}
	return strings.TrimSpace(line), nil
}
