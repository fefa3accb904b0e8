package tidings

import (
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// imports is the import table of ARCHITECTURE.md: what each package may import
// besides the standard library. A name that ends in "/..." allows all below it.
var imports = map[string][]string{
	"cmd/tidings":    {"tidings/app", "tidings/app/terminal", "tidings/app/ui", "tidings/assets", "fyne.io/fyne/v2", "fyne.io/fyne/v2/app"},
	"cmd/tidingsctl": {"tidings/app/terminal"},

	"app":            {"tidings/app/secret", "tidings/feeds/...", "tidings/storage", "tidings/storage/readers", "tidings/assets/newsroom", "github.com/adrg/xdg", "github.com/gofrs/flock", "golang.org/x/sync/...", "golang.org/x/sys/windows", "github.com/emersion/go-imap/v2/..."},
	"app/export":     {"tidings/feeds", "tidings/feeds/content", "tidings/app/export/pdf", "tidings/app/ui/typeset", "tidings/assets", "golang.org/x/image/...", "golang.org/x/net/html/..."},
	"app/export/pdf": {"tidings/app/ui/typeset", "github.com/go-text/typesetting/font/..."},
	"app/secret":     {"github.com/zalando/go-keyring", "github.com/gofrs/flock", "golang.org/x/crypto/argon2"},
	"app/sound":      {"github.com/hajimehoshi/go-mp3", "github.com/jfreymuth/oggvorbis", "github.com/mewkiz/flac/...", "github.com/jfreymuth/pulse/proto", "github.com/ebitengine/oto/v3"},
	"app/terminal":   {"tidings/app", "tidings/app/export", "tidings/feeds", "tidings/assets/newsroom", "github.com/spf13/cobra", "golang.org/x/term", "golang.org/x/text/width"},
	"app/viewmodel":  {"tidings/feeds", "tidings/feeds/content"},
	"app/ui":         {"tidings/feeds", "tidings/feeds/content", "tidings/app", "tidings/app/export", "tidings/app/sound", "tidings/app/viewmodel", "tidings/app/ui/typeset", "tidings/assets", "fyne.io/fyne/v2/...", "golang.org/x/image/...", "github.com/fyne-io/oksvg", "github.com/srwiley/rasterx"},
	"app/ui/typeset": {"github.com/go-text/typesetting/...", "golang.org/x/image/...", "golang.org/x/text/unicode/bidi"},

	"feeds":          {},
	"feeds/fetch":    {"tidings/feeds", "github.com/andybalholm/brotli", "github.com/klauspost/compress/...", "golang.org/x/net/..."},
	"feeds/parse":    {"tidings/feeds", "github.com/mmcdole/gofeed/...", "golang.org/x/net/...", "golang.org/x/text/...", "github.com/gogs/chardet"},
	"feeds/discover": {"tidings/feeds", "golang.org/x/net/..."},
	"feeds/listing":  {"tidings/feeds", "tidings/feeds/parse", "github.com/andybalholm/cascadia", "golang.org/x/net/html/..."},
	"feeds/opml":     {"tidings/feeds", "golang.org/x/net/html/...", "golang.org/x/text/..."},
	"feeds/content":  {"tidings/feeds", "golang.org/x/net/..."},
	"feeds/extract":  {"tidings/feeds", "tidings/feeds/content", "github.com/andybalholm/cascadia", "codeberg.org/readeck/go-readability/v2/...", "golang.org/x/net/html/...", "golang.org/x/text/...", "github.com/gogs/chardet"},
	"feeds/language": {"tidings/feeds", "golang.org/x/text/..."},
	"feeds/query":    {"tidings/feeds", "tidings/feeds/language"},
	"feeds/compare":  {"tidings/feeds/language"},
	"feeds/topic":    {"tidings/feeds", "tidings/feeds/language"},
	"feeds/story":    {"tidings/feeds", "tidings/feeds/language"},
	"feeds/digest":   {"tidings/feeds", "tidings/feeds/language"},
	"feeds/mail":     {"tidings/feeds", "github.com/emersion/go-message/...", "golang.org/x/net/html/..."},

	"storage":         {"tidings/feeds", "tidings/feeds/compare", "tidings/feeds/language", "tidings/feeds/query", "tidings/storage/checked", "modernc.org/sqlite/...", "github.com/klauspost/compress/zstd", "github.com/gofrs/flock"},
	"storage/readers": {"tidings/feeds", "tidings/feeds/opml", "modernc.org/sqlite"},
	"storage/checked": {"modernc.org/sqlite/lib", "modernc.org/libc"},
	"assets":          {},
	"assets/newsroom": {"golang.org/x/image/..."},
	".":               {},

	// For tests only: no package but their tests may import it.
	"internal/internet": {"github.com/andybalholm/brotli", "github.com/klauspost/compress/...", "golang.org/x/net/..."},
}

// testsToo may be imported by the tests of a package besides what it may itself.
var testsToo = map[string][]string{
	"cmd/tidings":     {"tidings/assets/newsroom"},
	"app":             {"github.com/zalando/go-keyring", "tidings/app/viewmodel", "tidings/internal/internet", "tidings/storage/checked", "modernc.org/sqlite/...", "github.com/mmcdole/gofeed/...", "golang.org/x/net/html/..."},
	"app/export/pdf":  {"tidings/assets"},
	"app/terminal":    {"github.com/zalando/go-keyring"},
	"app/ui":          {"tidings/assets/newsroom", "tidings/feeds/extract"},
	"app/ui/typeset":  {"tidings/assets", "golang.org/x/text/unicode/norm"},
	"assets":          {"tidings/feeds"},
	"feeds/fetch":     {"tidings/internal/internet"},
	"feeds/parse":     {"tidings/assets/newsroom"},
	"storage/checked": {"modernc.org/sqlite"},
}

func TestPackagesImportWhatTheTableAllows(t *testing.T) {
	seen := map[string]bool{}
	err := fs.WalkDir(os.DirFS("."), ".", func(name string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case d.IsDir() && (d.Name() == "build" || d.Name() == "testdata" || strings.HasPrefix(d.Name(), ".") && name != "."):
			return fs.SkipDir
		case d.IsDir() || path.Ext(name) != ".go":
			return nil
		}
		dir := path.Dir(name)
		seen[dir] = true
		allowed, ok := imports[dir]
		if !ok {
			t.Errorf("%s: package %s is not in the import table; a new package is a decision, made there and in ARCHITECTURE.md", name, dir)
			return nil
		}
		if strings.HasSuffix(name, "_test.go") {
			allowed = append(slices.Clone(allowed), testsToo[dir]...)
			allowed = append(allowed, "tidings/"+dir)
		}
		file, err := parser.ParseFile(token.NewFileSet(), name, nil, parser.ImportsOnly)
		if err != nil {
			return err
		}
		for _, spec := range file.Imports {
			imp, _ := strconv.Unquote(spec.Path.Value)
			if !standard(imp) && !slices.ContainsFunc(allowed, func(a string) bool { return covers(a, imp) }) {
				t.Errorf("%s imports %s, which the import table does not allow", name, imp)
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	for dir := range imports {
		if !seen[dir] {
			t.Errorf("the import table has %s, which does not exist", dir)
		}
	}
}

// standard reports whether a package is of the standard library: the first part
// of its path has no dot, and it is not ours.
func standard(imp string) bool {
	first, _, _ := strings.Cut(imp, "/")
	return !strings.Contains(first, ".") && first != "tidings"
}

func covers(allowed, imp string) bool {
	if all, ok := strings.CutSuffix(allowed, "/..."); ok {
		return imp == all || strings.HasPrefix(imp, all+"/")
	}
	return allowed == imp
}
