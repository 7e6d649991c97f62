package httpd

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io/fs"
	"net/http"
	"path"
	"strings"
	"time"
)

// Assets serves embedded files under names made from their content, to be kept
// for a year: a changed file has another name.
type Assets struct {
	prefix string
	names  map[string]string // file → public path
	bodies map[string]asset  // public path → content
}

type asset struct {
	name string
	body []byte
}

// NewAssets reads all files of a folder; prefix is where they are served, as
// "/assets/".
func NewAssets(files fs.FS, prefix string) (*Assets, error) {
	a := &Assets{prefix: prefix, names: map[string]string{}, bodies: map[string]asset{}}
	return a, fs.WalkDir(files, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		body, err := fs.ReadFile(files, name)
		if err != nil {
			return err
		}
		sum := sha256.Sum256(body)
		ext := path.Ext(name)
		public := fmt.Sprintf("%s%s.%s%s", prefix, strings.TrimSuffix(name, ext), hex.EncodeToString(sum[:6]), ext)
		a.names[name] = public
		a.bodies[public] = asset{name, body}
		return nil
	})
}

// Path returns where a file is served; a file that is not there is a defect
// and panics.
func (a *Assets) Path(name string) string {
	public, ok := a.names[name]
	if !ok {
		panic("httpd: no asset " + name)
	}
	return public
}

// Serve answers a request for an asset.
func (a *Assets) Serve(w http.ResponseWriter, r *http.Request) {
	file, ok := a.bodies[r.URL.Path]
	if !ok {
		http.Error(w, "", http.StatusNotFound)
		return
	}
	w.Header().Set("Cache-Control", "public, max-age=31536000, immutable")
	compressed(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		http.ServeContent(w, r, file.name, time.Time{}, bytes.NewReader(file.body))
	})).ServeHTTP(w, r)
}
