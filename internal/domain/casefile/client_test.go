package casefile_test

import (
	"slices"
	"testing"

	"teduh/internal/domain/casefile"
)

func TestWhoStandsTwiceInACaseIsOneClient(t *testing.T) {
	again := party(2, "", casefile.Body{"party_roles": {"client"}, "sex": {"male"}, "person": {client}})
	son := party(3, "child", casefile.Body{"party_roles": {"client"}, "sex": {"male"}})
	about := func(n int, whom ...string) casefile.Entry {
		body := casefile.Body{"service": {"counselling"}, "what_happened": {"Contoh."}, "next_step": {"Contoh."}}
		if len(whom) > 0 {
			body["concerns"] = whom
		}
		return entry(n, casefile.Session, 20160305, body)
	}
	s := casefile.Fold(book, []casefile.Entry{entry(1, casefile.Registration, 20160301, registration()), again, son, about(4), about(5, again.ID), about(6, son.ID)})
	mother, boy := client+" female", son.ID+" male"
	if got := said(s.AllClients()); !slices.Equal(got, []string{mother, boy}) {
		t.Errorf("clients: %v", got)
	}
	for i, want := range [][]string{{mother, boy}, {mother}, {boy}} {
		act := s.Acts[len(s.Acts)-3+i]
		if got := said(s.Served(act)); !slices.Equal(got, want) {
			t.Errorf("act %d served %v, not %v", i, got, want)
		}
	}
}

func said(clients []casefile.Client) (out []string) {
	for _, c := range clients {
		out = append(out, c.ID+" "+c.Sex)
	}
	return out
}
