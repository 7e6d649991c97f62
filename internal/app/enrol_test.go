package app_test

import (
	"testing"

	"teduh/internal/app"
	"teduh/internal/domain/access"
	"teduh/internal/testkit"
)

// TestEnrolGivesWhoIsThereTheRolesAskedFor: it is the way back in for somebody
// whose last post ended.
func TestEnrolGivesWhoIsThereTheRolesAskedFor(t *testing.T) {
	v := testkit.New(t)
	n := app.NewStaff{Account: "kembali.donggala", Name: "Contoh Kembali", Profession: "social_worker", Password: "empat kata yang panjang",
		Institution: v.Donggala.ID, Roles: []access.Role{access.Caseworker}}
	for _, roles := range [][]access.Role{{access.Caseworker}, {access.Caseworker, access.Head}, {access.Head}} {
		n.Roles = roles
		if err := v.Staff.Enrol(ctx, n); err != nil {
			t.Fatal(err)
		}
	}
	secret, err := v.Staff.SignIn(ctx, n.Account, n.Password, "test")
	if err != nil {
		t.Fatal(err)
	}
	who, err := v.Staff.Who(ctx, secret)
	if err != nil || len(who.Roles) != 2 || !who.Is(access.Head) || !who.Is(access.Caseworker) {
		t.Errorf("%v, %v", who.Roles, err)
	}
}
