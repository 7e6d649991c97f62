package crypt

import (
	"encoding/base64"
	"errors"
	"io"
	"io/fs"
	"os"
	"runtime"
	"strings"

	"teduh/internal/kit/fault"
)

// Source names where the installation key lies: "file:PATH", "env:NAME", or
// "prompt" to have it typed at start.
type Source string

// Load reads the key. ask is called for "prompt". Faults: fault.key_missing,
// fault.key_form when it is not a key, fault.key_mode when others may read the
// file; fault.key_source for an unknown source.
func (s Source) Load(ask func() (string, error)) (Key, error) {
	text, err := s.read(ask)
	if err != nil {
		return Key{}, err
	}
	raw, err := base64.StdEncoding.DecodeString(strings.TrimSpace(text))
	if err != nil || len(raw) != len(Key{}) {
		return Key{}, fault.New(fault.WrongKey, "fault.key_form")
	}
	return Key(raw), nil
}

func (s Source) read(ask func() (string, error)) (string, error) {
	how, where, _ := strings.Cut(string(s), ":")
	switch how {
	case "file":
		return readKeyFile(where)
	case "env":
		if text := os.Getenv(where); text != "" {
			return text, nil
		}
		return "", fault.New(fault.WrongKey, "fault.key_missing")
	case "prompt":
		return ask()
	default:
		return "", fault.New(fault.Invalid, "fault.key_source")
	}
}

func readKeyFile(path string) (string, error) {
	info, err := os.Stat(path)
	if errors.Is(err, fs.ErrNotExist) {
		return "", fault.New(fault.WrongKey, "fault.key_missing")
	}
	if err != nil {
		return "", err
	}
	if runtime.GOOS != "windows" && info.Mode().Perm()&0o077 != 0 {
		return "", fault.New(fault.WrongKey, "fault.key_mode")
	}
	text, err := os.ReadFile(path)
	return string(text), err
}

// Create makes a new key in a file of mode 0600 that must not exist yet.
// Faults: fault.key_exists, fault.key_source when the source is not a file.
func (s Source) Create(chance io.Reader) (Key, error) {
	path, ok := strings.CutPrefix(string(s), "file:")
	if !ok {
		return Key{}, fault.New(fault.Invalid, "fault.key_source")
	}
	key, err := NewKey(chance)
	if err != nil {
		return Key{}, err
	}
	f, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if errors.Is(err, fs.ErrExist) {
		return Key{}, fault.New(fault.Conflict, "fault.key_exists")
	}
	if err != nil {
		return Key{}, err
	}
	_, err = f.WriteString(base64.StdEncoding.EncodeToString(key[:]) + "\n")
	return key, errors.Join(err, f.Sync(), f.Close())
}
