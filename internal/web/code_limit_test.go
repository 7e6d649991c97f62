package web_test

import (
	"fmt"
	"net/http"
	"net/url"
	"testing"
)

// doorsByCode are the pages that open to a code.
var doorsByCode = []string{"/reply", "/refer", "/refer/receipt", "/survey", "/complaint/status"}

func TestGuessingACodeIsLimitedByAddress(t *testing.T) {
	d := openDoor(t)
	guesser := d.passerBy()
	for n := range 20 {
		guesser.post(doorsByCode[n%len(doorsByCode)], url.Values{"code": {fmt.Sprintf("AAAA-BBBB-CCCC-%04d", n)}}).is(http.StatusUnprocessableEntity)
	}
	for _, page := range doorsByCode {
		guesser.post(page, url.Values{"code": {"AAAA-BBBB-CCCC-DDDD"}}).is(http.StatusTooManyRequests)
	}
	other := d.passerBy()
	other.address = "192.0.2.77"
	other.post("/reply", url.Values{"code": {"AAAA-BBBB-CCCC-DDDD"}}).is(http.StatusUnprocessableEntity)
	d.visitor("worker").get("/").is(http.StatusOK)
}

func TestGuessingACodeIsLimitedInAll(t *testing.T) {
	d := openDoor(t)
	wrong := url.Values{"code": {"AAAA-BBBB-CCCC-DDDD"}}
	for n := range 1000 {
		one := d.passerBy()
		one.address = fmt.Sprintf("198.51.%d.%d", 100+n/200, n%200)
		one.post("/reply", wrong).is(http.StatusUnprocessableEntity)
	}
	last := d.passerBy()
	last.address = "192.0.2.78"
	last.post("/reply", wrong).is(http.StatusTooManyRequests)
}
