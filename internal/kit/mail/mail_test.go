package mail_test

import (
	"bufio"
	"context"
	"fmt"
	"net"
	"os"
	"os/exec"
	"os/user"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"teduh/internal/kit/fault"
	"teduh/internal/kit/mail"
)

func TestAnAddressOfAServerIsReadWhole(t *testing.T) {
	for address, good := range map[string]bool{
		"smtp://mail.example.org?from=teduh@example.org":                  true,
		"smtp://teduh:secret@mail.example.org:587?from=t@example.org":     true,
		"smtps://teduh:secret@mail.example.org?from=teduh@example.org":    true,
		"smtp+plain://localhost:2525?from=teduh@example.org":              true,
		"smtp+plain://mail.example.org:2525?from=teduh@example.org":       false,
		"smtp+plain://teduh:secret@localhost:2525?from=teduh@example.org": false,
		"smtp://mail.example.org":                                         false,
		"smtp://mail.example.org:port?from=teduh@example.org":             false,
		"https://mail.example.org?from=teduh@example.org":                 false,
		"": false,
	} {
		if _, err := mail.Open(address); (err == nil) != good || err != nil && fault.First(err) == nil {
			t.Errorf("%q: %v", address, err)
		}
	}
	for address, good := range map[string]bool{"petugas@example.org": true, "a@b": true, "": false, "petugas": false, "a@b.c, d@e.f": false, "P <p@example.org>": false, "p@example.org\nBcc: x@y.z": false} {
		if mail.Valid(address) != good {
			t.Errorf("%q is taken for an address: %v", address, !good)
		}
	}
}

// TestALetterComesThroughARealServer sends one through OpenSMTPD (Debian's
// opensmtpd), which writes it into a folder.
func TestALetterComesThroughARealServer(t *testing.T) {
	smtpd := "/usr/sbin/smtpd"
	me, err := user.Current()
	if _, missing := os.Stat(smtpd); missing != nil || err != nil || me.Uid != "0" {
		t.Skip("no mail server that can be started: install opensmtpd, and be root")
	}
	box, err := os.MkdirTemp("", "teduh-letters-")
	if err != nil {
		t.Fatal(err)
	}
	for dir := box; dir != "/"; dir = filepath.Dir(dir) {
		if err := os.Chmod(dir, 0o777|os.ModeSticky); dir != os.TempDir() && err != nil {
			t.Skip("the folder for the letter cannot be opened to the server")
		}
		if filepath.Dir(dir) == os.TempDir() {
			break
		}
	}
	port := freePort(t)
	conf := filepath.Join(t.TempDir(), "smtpd.conf")
	text := fmt.Sprintf("listen on 127.0.0.1 port %d\naction \"keep\" maildir \"%s/mail\" user nobody\nmatch from any for any action \"keep\"\n", port, box)
	if err := os.WriteFile(conf, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	server := exec.Command(smtpd, "-d", "-f", conf)
	said, err := server.StderrPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := server.Start(); err != nil {
		t.Fatal(err)
	}
	lines := make(chan string, 1000)
	go func() {
		defer close(lines)
		for scanner := bufio.NewScanner(said); scanner.Scan(); {
			lines <- scanner.Text()
		}
	}()
	t.Cleanup(func() {
		_ = server.Process.Signal(os.Interrupt)
		for range lines { // until all of the server has ended, what it started too
		}
		_ = server.Wait()
		if err := os.RemoveAll(box); err != nil {
			t.Error(err)
		}
	})
	post, err := mail.Open(fmt.Sprintf("smtp+plain://127.0.0.1:%d?from=teduh@example.org", port))
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithTimeout(context.Background(), 20*time.Second)
	defer cancel()
	answers(ctx, t, port)
	if err := post.Send(ctx, "nobody@localhost", "Teduh: yang jatuh tempo hari ini", "Ada 3 hal yang jatuh tempo hari ini di Teduh."); err != nil {
		t.Fatal(err)
	}
	ours := regexp.MustCompile(`smtp envelope (evpid=\w+)`)
	for envelope, delivered := "", false; !delivered; { // else the queue brings the letter once more, to whoever starts the server next
		select {
		case line := <-lines:
			t.Log(line)
			if m := ours.FindStringSubmatch(line); m != nil {
				envelope = m[1]
			}
			delivered = envelope != "" && strings.Contains(line, "mda delivery "+envelope) && strings.Contains(line, "result=Ok")
		case <-ctx.Done():
			t.Fatal("no letter came")
		}
	}
	letters, err := filepath.Glob(filepath.Join(box, "mail", "new", "*"))
	if err != nil || len(letters) == 0 {
		t.Fatalf("the folder of letters is empty: %v", err)
	}
	letter, err := os.ReadFile(letters[0])
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"From: <teduh@example.org>", "To: <nobody@localhost>", "Ada 3 hal yang jatuh tempo hari ini di Teduh."} {
		if !strings.Contains(string(letter), want) {
			t.Errorf("the letter lacks %q:\n%s", want, letter)
		}
	}
}

// TestARefusalDoesNotRepeatTheAddress talks to a server that refuses the receiver
// and says the address in its answer: what is told of it stands in a log.
func TestARefusalDoesNotRepeatTheAddress(t *testing.T) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = l.Close() })
	go refusing(l)
	post, err := mail.Open(fmt.Sprintf("smtp+plain://127.0.0.1:%d?from=teduh@example.org", l.Addr().(*net.TCPAddr).Port))
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithTimeout(context.Background(), 20*time.Second)
	defer cancel()
	err = post.Send(ctx, "petugas@example.org", "Teduh", "Ada 3 hal.")
	if err == nil || strings.Contains(err.Error(), "petugas") || !strings.Contains(err.Error(), "550") {
		t.Errorf("it says: %v", err)
	}
	if err := post.Send(ctx, "petugas@", "Teduh", "Ada 3 hal."); err == nil || strings.Contains(err.Error(), "petugas") {
		t.Errorf("of what is no address it says: %v", err)
	}
}

// refusing answers one client after the other and takes no receiver.
func refusing(l net.Listener) {
	for {
		c, err := l.Accept()
		if err != nil {
			return
		}
		fmt.Fprint(c, "220 mail\r\n")
		for lines := bufio.NewScanner(c); lines.Scan(); {
			switch verb, _, _ := strings.Cut(lines.Text(), " "); verb {
			case "RCPT":
				fmt.Fprint(c, "550 5.1.1 <petugas@example.org> is not known here\r\n")
			case "QUIT":
				fmt.Fprint(c, "221 bye\r\n")
			default:
				fmt.Fprint(c, "250 ok\r\n")
			}
		}
		_ = c.Close()
	}
}

func freePort(t *testing.T) int {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	return l.Addr().(*net.TCPAddr).Port
}

func answers(ctx context.Context, t *testing.T, port int) {
	t.Helper()
	for ctx.Err() == nil {
		if c, err := net.Dial("tcp", fmt.Sprintf("127.0.0.1:%d", port)); err == nil {
			_ = c.Close()
			return
		}
	}
	t.Fatal("the mail server does not answer")
}
