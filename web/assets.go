package web

import (
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"fmt"
	"io/fs"
	"mime"
	"net/http"
	"path"
	"regexp"
	"strings"
	"sync"

	"github.com/cotejo/cotejo/web/internal/gzipped"
)

//go:embed assets
var assetFiles embed.FS

// asset is a file that pages load, under a name that holds its hash.
type asset struct {
	body   []byte
	kind   string // content type
	etag   string
	packed func() []byte // the body compressed, nil where that makes it no smaller
}

// assets serves the files that pages load. A name changes with its content, so a browser may keep it for good.
type assets struct {
	byPath map[string]asset
	paths  map[string]string // plain name to path
}

func loadAssets() (*assets, error) {
	a := &assets{byPath: map[string]asset{}, paths: map[string]string{}}
	err := fs.WalkDir(assetFiles, "assets", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		body, err := assetFiles.ReadFile(name)
		if err != nil {
			return err
		}
		ext := path.Ext(name)
		kind := mime.TypeByExtension(ext)
		if fixed, ok := kinds[ext]; ok {
			kind = fixed
		}
		if kind == "" {
			return fmt.Errorf("%s: no content type is known for %q", name, ext)
		}
		sum := sha256.Sum256(body)
		hash := hex.EncodeToString(sum[:6])
		plain := strings.TrimPrefix(name, "assets/")
		full := "/assets/" + strings.TrimSuffix(plain, ext) + "." + hash + ext
		if chunk.MatchString(plain) {
			full = "/assets/" + plain
		}
		a.byPath[full] = asset{body, kind, `"` + hash + `"`, sync.OnceValue(func() []byte {
			if packed := gzipped.Bytes(body); len(packed) < len(body) {
				return packed
			}
			return nil
		})}
		a.paths[plain] = full
		return nil
	})
	return a, err
}

// chunk matches files that the workbench's script loads by a name that holds a hash already.
var chunk = regexp.MustCompile(`^workbench/.*-[\w-]{8}\.\w+$`)

// kinds are content types that must not hang on the machine's own table.
var kinds = map[string]string{
	".css":  "text/css; charset=utf-8",
	".js":   "text/javascript; charset=utf-8",
	".svg":  "image/svg+xml",
	".json": "application/json",
}

// path gives the address of an asset by its plain name, for templates.
func (a *assets) path(name string) (string, error) {
	p, ok := a.paths[name]
	if !ok {
		return "", fmt.Errorf("no asset is named %q", name)
	}
	return p, nil
}

func (a *assets) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	f, ok := a.byPath[r.URL.Path]
	if !ok {
		http.NotFound(w, r)
		return
	}
	w.Header().Set("Cache-Control", "public, max-age=31536000, immutable")
	w.Header().Set("Vary", "Accept-Encoding")
	if gzipped.Accepted(r) && f.packed() != nil {
		w.Header().Set("Content-Encoding", "gzip")
		sendBytes(w, r, f.packed(), f.kind, "W/"+f.etag)
		return
	}
	sendBytes(w, r, f.body, f.kind, f.etag)
}
