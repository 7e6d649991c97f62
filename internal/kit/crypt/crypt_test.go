package crypt_test

import (
	"bytes"
	"crypto/rand"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"teduh/internal/kit/crypt"
	"teduh/internal/kit/fault"
)

func key(t *testing.T) crypt.Key {
	k, err := crypt.NewKey(rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	return k
}

func TestWhatIsSealedOpensOnlyInItsPlace(t *testing.T) {
	k := key(t)
	sealed := k.Seal([]byte("Contoh Siti"), "lk3-1", "entry", "row-1", "body")
	if got, err := k.Open(sealed, "lk3-1", "entry", "row-1", "body"); err != nil || string(got) != "Contoh Siti" {
		t.Fatalf("Open = %q, %v", got, err)
	}
	for _, bound := range [][]string{{"lk3-2", "entry", "row-1", "body"}, {"lk3-1", "entry", "row-2", "body"}, {"lk3-1", "entry", "row-1", "label"}, {"lk3-1entry", "", "row-1", "body"}} {
		if _, err := k.Open(sealed, bound...); !fault.Is(err, fault.Unavailable) {
			t.Errorf("opened at %v: %v", bound, err)
		}
	}
	if _, err := key(t).Open(sealed, "lk3-1", "entry", "row-1", "body"); err == nil {
		t.Error("another key opened it")
	}
}

func TestEveryFlippedBitIsRefused(t *testing.T) {
	k := key(t)
	rapid.Check(t, func(t *rapid.T) {
		plain := rapid.SliceOfN(rapid.Byte(), 0, 64).Draw(t, "plain")
		sealed := k.Seal(plain, "x")
		i := rapid.IntRange(0, len(sealed)*8-1).Draw(t, "bit")
		sealed[i/8] ^= 1 << (i % 8)
		if _, err := k.Open(sealed, "x"); err == nil {
			t.Fatal("opened")
		}
	})
}

func TestKeysForPurposesDiffer(t *testing.T) {
	k := key(t)
	same := k
	if k.Derive("a") == k.Derive("b") || k.Derive("a") != same.Derive("a") {
		t.Fatal("Derive")
	}
	if bytes.Equal(k.Token("name", "x"), k.Token("nik", "x")) || !bytes.Equal(k.Token("name", "x"), same.Token("name", "x")) {
		t.Fatal("Token")
	}
	if err := k.CheckProof(key(t).Proof()); !fault.Is(err, fault.WrongKey) {
		t.Fatalf("a wrong key is %v", err)
	}
	if err := k.CheckProof(k.Proof()); err != nil {
		t.Fatal(err)
	}
}

func TestTheKeyFileIsForItsOwnerOnly(t *testing.T) {
	path := filepath.Join(t.TempDir(), "teduh.key")
	source := crypt.Source("file:" + path)
	if _, err := source.Load(nil); !fault.Is(err, fault.WrongKey) {
		t.Fatalf("a missing key is %v", err)
	}
	made, err := source.Create(rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	if loaded, err := source.Load(nil); err != nil || loaded != made {
		t.Fatalf("Load: %v", err)
	}
	if _, err := source.Create(rand.Reader); !fault.Is(err, fault.Conflict) {
		t.Fatalf("overwriting is %v", err)
	}
	if runtime.GOOS == "windows" {
		return
	}
	info, err := os.Stat(path)
	if err != nil || info.Mode().Perm() != 0o600 {
		t.Fatalf("mode %v, %v", info.Mode(), err)
	}
	if err := os.Chmod(path, 0o644); err != nil {
		t.Fatal(err)
	}
	if _, err := source.Load(nil); fault.First(err) == nil || fault.First(err).Key != "fault.key_mode" {
		t.Fatalf("a readable key file is %v", err)
	}
}

func TestTheKeyMayComeFromTheEnvironmentOrBeTyped(t *testing.T) {
	path := filepath.Join(t.TempDir(), "k")
	made, err := crypt.Source("file:" + path).Create(rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	t.Setenv("TEDUH_TEST_KEY", string(text))
	if k, err := crypt.Source("env:TEDUH_TEST_KEY").Load(nil); err != nil || k != made {
		t.Fatalf("env: %v", err)
	}
	typed := func() (string, error) { return string(text), nil }
	if k, err := crypt.Source("prompt").Load(typed); err != nil || k != made {
		t.Fatalf("prompt: %v", err)
	}
	wrong := func() (string, error) { return "short", nil }
	if _, err := crypt.Source("prompt").Load(wrong); !fault.Is(err, fault.WrongKey) {
		t.Fatalf("a malformed key is %v", err)
	}
}

func TestPasswordsAreHashedWithTheNamedParameters(t *testing.T) {
	hash, err := crypt.Recommended.HashPassword("empat kata yang panjang", rand.Reader)
	if err != nil || !strings.HasPrefix(hash, "$argon2id$v=19$m=19456,t=2,p=1$") {
		t.Fatalf("%s %v", hash, err)
	}
	if !crypt.CheckPassword(hash, "empat kata yang panjang") || crypt.CheckPassword(hash, "empat kata yang pendek") {
		t.Fatal("CheckPassword")
	}
	for _, bad := range []string{"", "x", crypt.Recommended.Decoy(), "$argon2id$v=19$m=x$a$b"} {
		if crypt.CheckPassword(bad, "") {
			t.Errorf("%q accepts the empty password", bad)
		}
	}
}
