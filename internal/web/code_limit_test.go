package web_test

import (
	"fmt"
	"net/http"
	"net/url"
	"testing"
)

// doorsByCode are the pages that open to a code.
var doorsByCode = []string{"/reply", "/refer", "/refer/receipt", "/survey", "/complaint/status"}

func TestGuessingACodeIsLimitedByAddressAndDoor(t *testing.T) {
	d := openDoor(t)
	guesser := d.passerBy()
	for i, page := range doorsByCode {
		for n := range 20 {
			guesser.post(page, url.Values{"code": {fmt.Sprintf("AAAA-BBBB-CCCC-%04d", n)}}).is(http.StatusUnprocessableEntity)
		}
		guesser.post(page, url.Values{"code": {"AAAA-BBBB-CCCC-DDDD"}}).is(http.StatusTooManyRequests)
		if i+1 < len(doorsByCode) { // the next door does not know of it
			guesser.get(doorsByCode[i+1]).is(http.StatusOK)
		}
	}
	for range 20 {
		guesser.get("/feed/AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA").is(http.StatusNotFound)
	}
	guesser.get("/feed/AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA").is(http.StatusTooManyRequests)
	other := d.passerBy()
	other.address = "192.0.2.77"
	other.post("/reply", url.Values{"code": {"AAAA-BBBB-CCCC-DDDD"}}).is(http.StatusUnprocessableEntity)
	d.visitor("worker").get("/").is(http.StatusOK)
}

func TestManyGuessersShutTheDoorToNobody(t *testing.T) {
	d := openDoor(t)
	d.furnish()
	wrong := url.Values{"code": {"AAAA-BBBB-CCCC-DDDD"}}
	for n := range 1000 {
		one := d.passerBy()
		one.address = fmt.Sprintf("198.51.%d.%d", 100+n/200, n%200)
		one.post("/reply", wrong).is(http.StatusUnprocessableEntity)
	}
	late := d.passerBy()
	late.address = "192.0.2.78"
	for range 3 {
		late.post("/reply", wrong).is(http.StatusUnprocessableEntity)
	}
	late.post("/reply", wrong).is(http.StatusTooManyRequests)
	late.post("/survey", wrong).is(http.StatusUnprocessableEntity)
	client := d.passerBy()
	client.address = "192.0.2.79"
	client.post("/reply", url.Values{"code": {d.ids["code"]}}).is(http.StatusOK).has("form[action='/reply/answer']")
}

func TestManyWhoComplainShutTheDoorToNobody(t *testing.T) {
	d := openDoor(t)
	form := url.Values{"lk3": {d.ids["donggala"]}, "about": {"service"}, "text": {"Saya menunggu tiga jam."}}
	for n := range 100 {
		one := d.passerBy()
		one.address = fmt.Sprintf("198.51.100.%d", n/5)
		one.post("/complaint", form).is(http.StatusOK)
	}
	client := d.passerBy()
	client.address = "192.0.2.79"
	client.post("/complaint", form).is(http.StatusOK).has(".code b")
	client.post("/complaint", form).is(http.StatusTooManyRequests)
}
