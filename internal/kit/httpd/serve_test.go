package httpd_test

import (
	"context"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"encoding/pem"
	"io"
	"math/big"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"testing"
	"time"

	"teduh/internal/kit/fault"
	"teduh/internal/kit/httpd"
)

func TestWithoutTLSOnlyThisComputerIsServed(t *testing.T) {
	for addr, want := range map[string]string{
		"localhost:0": "", "127.0.0.1:0": "", "[::1]:0": "",
		"0.0.0.0:0": "fault.loopback_only", ":0": "fault.loopback_only", "192.0.2.7:80": "fault.loopback_only", "[::]:0": "fault.loopback_only",
		"example.com:80": "fault.loopback_only", "localhost.example.com:80": "fault.loopback_only", "nonsense": "fault.loopback_only",
	} {
		l, err := httpd.Listening{Addr: addr}.Listen()
		if err == nil {
			_ = l.Close()
		}
		if f := fault.First(err); want == "" && f != nil && addr != "[::1]:0" || want != "" && (f == nil || f.Key != want) {
			t.Errorf("%s: %v", addr, err)
		}
	}
}

func TestBehindAProxyAnyAddressIsServed(t *testing.T) {
	l, err := httpd.Listening{Addr: "192.0.2.7:80", Proxy: "0.0.0.0:0"}.Listen()
	if err != nil {
		t.Fatal(err)
	}
	if err := l.Close(); err != nil {
		t.Fatal(err)
	}
}

func TestATakenAddressIsAFault(t *testing.T) {
	l, err := httpd.Listening{Addr: "127.0.0.1:0"}.Listen()
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	if _, err := (httpd.Listening{Addr: l.Addr().String()}).Listen(); !fault.Is(err, fault.Unavailable) {
		t.Errorf("%v", err)
	}
}

func TestTLSNeedsBothFilesAndReadableOnes(t *testing.T) {
	cert, key := certificate(t)
	for name, l := range map[string]httpd.Listening{
		"no key":       {Addr: "127.0.0.1:0", TLSCert: cert},
		"no cert":      {Addr: "127.0.0.1:0", TLSKey: key},
		"swapped":      {Addr: "127.0.0.1:0", TLSCert: key, TLSKey: cert},
		"files missed": {Addr: "127.0.0.1:0", TLSCert: cert + "x", TLSKey: key + "x"},
	} {
		if _, err := l.Listen(); fault.First(err) == nil || fault.First(err).Key != "fault.tls_files" {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestTLSIsServedAtLeast12AndTheEndLetsRequestsFinish(t *testing.T) {
	cert, key := certificate(t)
	l, err := httpd.Listening{Addr: "127.0.0.1:0", TLSCert: cert, TLSKey: key}.Listen()
	if err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(context.Background())
	asked, release, served := make(chan struct{}), make(chan struct{}), make(chan error, 1)
	go func() {
		served <- httpd.Serve(ctx, l, http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
			close(asked)
			<-release
			_, _ = io.WriteString(w, "selesai")
		}))
	}()
	if _, err := tls.Dial("tcp", l.Addr().String(), &tls.Config{InsecureSkipVerify: true, MaxVersion: tls.VersionTLS11}); err == nil {
		t.Error("TLS 1.1 is spoken")
	}
	client := &http.Client{Transport: &http.Transport{TLSClientConfig: &tls.Config{InsecureSkipVerify: true}}}
	body := make(chan string, 1)
	go func() {
		answer, err := client.Get("https://" + l.Addr().String())
		if err != nil {
			body <- err.Error()
			return
		}
		defer answer.Body.Close()
		text, _ := io.ReadAll(answer.Body)
		body <- string(text)
	}()
	<-asked
	stop()
	close(release)
	if got := <-body; got != "selesai" {
		t.Errorf("the request under way got %q", got)
	}
	if err := <-served; err != nil {
		t.Errorf("served: %v", err)
	}
}

// certificate writes a self-signed certificate for this computer.
func certificate(t *testing.T) (cert, key string) {
	t.Helper()
	private, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	template := &x509.Certificate{SerialNumber: big.NewInt(1), NotAfter: time.Now().Add(time.Hour), IPAddresses: []net.IP{net.IPv4(127, 0, 0, 1)}}
	der, err := x509.CreateCertificate(rand.Reader, template, template, &private.PublicKey, private)
	if err != nil {
		t.Fatal(err)
	}
	secret, err := x509.MarshalECPrivateKey(private)
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	cert, key = filepath.Join(dir, "cert.pem"), filepath.Join(dir, "key.pem")
	for file, block := range map[string]*pem.Block{cert: {Type: "CERTIFICATE", Bytes: der}, key: {Type: "EC PRIVATE KEY", Bytes: secret}} {
		if err := os.WriteFile(file, pem.EncodeToMemory(block), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return cert, key
}
