package app

import (
	"bytes"
	"context"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"

	"tidings/feeds"
	"tidings/feeds/content"
	"tidings/storage"
)

// files are the names of all files of the folder of pictures.
func files(t *testing.T, core *Core) (out []string) {
	t.Helper()
	err := filepath.WalkDir(core.pictures.files.dir, func(path string, d fs.DirEntry, err error) error {
		if err == nil && !d.IsDir() {
			out = append(out, path)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func picture(t *testing.T, core *Core, address string) string {
	t.Helper()
	data, err := core.Picture(t.Context(), address)
	if err != nil {
		t.Errorf("%s: %v", address, err)
	}
	return string(data)
}

func TestTheSamePictureAtTwoAddressesLiesHereOnce(t *testing.T) {
	site := newPages(t)
	site.set("/a.png", page{kind: "image/png", text: "a picture"})
	site.set("/b.png", page{kind: "image/png", text: "a picture"})
	core := openCore(t, Config{})
	picture(t, core, site.URL+"/a.png")
	picture(t, core, site.URL+"/b.png")
	if list := files(t, core); len(list) != 1 {
		t.Errorf("there are %v", list)
	}
}

func TestADamagedPictureIsFetchedAgain(t *testing.T) {
	for name, damage := range map[string]func(path string) error{
		"truncated": func(path string) error { return os.Truncate(path, 4) },
		"changed":   func(path string) error { return os.WriteFile(path, []byte("a pigture"), 0o600) },
		"gone":      os.Remove,
	} {
		site := newPages(t)
		site.set("/a.png", page{kind: "image/png", text: "a picture"})
		core := openCore(t, Config{})
		picture(t, core, site.URL+"/a.png")
		if err := damage(files(t, core)[0]); err != nil {
			t.Fatal(err)
		}
		if got := picture(t, core, site.URL+"/a.png"); got != "a picture" || site.times("/a.png") != 2 {
			t.Errorf("%s: it is %q, asked %d times", name, got, site.times("/a.png"))
		}
		if got := picture(t, core, site.URL+"/a.png"); got != "a picture" || site.times("/a.png") != 2 {
			t.Errorf("%s: then it is %q, asked %d times", name, got, site.times("/a.png"))
		}
	}
}

func TestNothingOutsideTheFolderIsTouched(t *testing.T) {
	outside := filepath.Join(t.TempDir(), "secret")
	if err := os.WriteFile(outside, []byte("a picture"), 0o600); err != nil {
		t.Fatal(err)
	}
	p := newPictureFiles(t.TempDir())
	name := filepath.Join(p.dir, filepath.FromSlash(pictureName(storage.ContentOf([]byte("a picture")))))
	if err := os.MkdirAll(filepath.Dir(name), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink(outside, name); err != nil {
		t.Skip("no links here:", err)
	}
	if data, err := p.read(storage.ContentOf([]byte("a picture"))); err == nil {
		t.Errorf("it reads %q through a link", data)
	}
	if _, err := p.keep([]byte("a picture")); err != nil {
		t.Fatal(err)
	}
	if _, err := p.sweep(nil, time.Now().Add(time.Hour)); err != nil {
		t.Fatal(err)
	}
	if data, err := os.ReadFile(outside); err != nil || string(data) != "a picture" {
		t.Errorf("the file outside is %q, %v", data, err)
	}
}

func TestSweepingForgetsPicturesWhoseFileIsGone(t *testing.T) {
	core, site, a := lamp(t)
	site.set("/a.png", page{kind: "image/png", text: "a picture"})
	picture(t, core, site.URL+"/a.png")
	if _, err := core.db.Look(t.Context(), a.ID, [][]string{{site.URL + "/a.png"}}); err != nil {
		t.Fatal(err)
	}
	if err := core.SetStarred(t.Context(), true, a.ID); err != nil {
		t.Fatal(err)
	}
	if err := os.Remove(files(t, core)[0]); err != nil {
		t.Fatal(err)
	}
	if err := core.trimPictures(t.Context()); err != nil {
		t.Fatal(err)
	}
	if a := articleCalled(t, core, "The lamp"); a.Pictures != feeds.PicturesNone {
		t.Errorf("it says %v", a.Pictures)
	}
}

// diskFull is what the system says when no room is left.
func diskFull() error {
	if runtime.GOOS == "windows" {
		return syscall.Errno(112)
	}
	return syscall.ENOSPC
}

// failingFill writes a little, and then there is no room.
func failingFill(w io.Writer, data []byte) error {
	if _, err := w.Write(data[:4]); err != nil {
		return err
	}
	return &fs.PathError{Op: "write", Path: "a picture", Err: diskFull()}
}

func TestAFullDiskKeepsNoPictureAndHidesNone(t *testing.T) {
	site := newPages(t)
	site.set("/a.png", page{kind: "image/png", text: "a picture"})
	core := openCore(t, Config{})
	whole := core.pictures.files.fill
	core.pictures.files.fill = failingFill
	if got := picture(t, core, site.URL+"/a.png"); got != "a picture" {
		t.Errorf("it is %q", got)
	}
	if list := files(t, core); len(list) != 0 || !core.notices.has(FullNotice) {
		t.Errorf("left are %v, %v", list, core.Notices())
	}
	core.pictures.files.fill = whole
	picture(t, core, site.URL+"/a.png")
	if list := files(t, core); len(list) != 1 {
		t.Errorf("with room there are %v", list)
	}
}

func TestWhatIsNoPictureIsNotKept(t *testing.T) {
	site := newPages(t)
	for path, p := range map[string]page{
		"/page":        {kind: "text/html", text: "<!DOCTYPE html><html><body>Please log in</body></html>"},
		"/page-as-png": {kind: "image/png", text: "<!DOCTYPE html><html><body>Please log in</body></html>"},
		"/json":        {kind: "application/json", text: `{"error": "no"}`},
		"/empty":       {kind: "image/png"},
		"/unnamed":     {kind: "application/octet-stream", text: "just text"},
	} {
		site.set(path, p)
	}
	core := openCore(t, Config{})
	for _, path := range []string{"/page", "/page-as-png", "/json", "/empty", "/unnamed"} {
		if _, err := core.Picture(t.Context(), site.URL+path); !errors.Is(err, errNotPicture) {
			t.Errorf("%s gives %v", path, err)
		}
	}
	for path, p := range map[string]page{
		"/gif":  {kind: "text/plain", text: "GIF89a\x01\x00\x01\x00"},
		"/svg":  {kind: "application/octet-stream", text: `<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"/>`},
		"/avif": {kind: "application/octet-stream", text: "\x00\x00\x00\x1cftypavif\x00\x00\x00\x00"},
	} {
		site.set(path, p)
		picture(t, core, site.URL+path)
	}
	if list := files(t, core); len(list) != 3 {
		t.Errorf("kept are %v", list)
	}
}

func TestPicturesThatWereNotShownForLongestGoFirst(t *testing.T) {
	p := func(name string, bytes int64, needed bool) storage.Picture {
		return storage.Picture{Content: storage.ContentOf([]byte(name)), Bytes: bytes, Needed: needed}
	}
	list := []storage.Picture{p("a", 40, false), p("b", 40, true), p("c", 40, false), p("d", 40, false)}
	for name, test := range map[string]struct {
		passing, budget int64
		want            []int
	}{
		"all fit":               {120, 160, nil},
		"too many passing":      {100, 1000, []int{0}},
		"beyond the budget":     {1000, 150, []int{0}},
		"nothing passing":       {0, 1000, []int{0, 2, 3}},
		"what is needed stays":  {1000, 10, []int{0, 2, 3}},
		"both, the harder wins": {100, 80, []int{0, 2, 3}},
	} {
		var want []storage.Picture
		for _, i := range test.want {
			want = append(want, list[i])
		}
		if got := expendable(list, test.passing, test.budget); !slices.Equal(got, want) {
			t.Errorf("%s: %d go, want %d", name, len(got), len(want))
		}
	}
}

func TestCleaningKeepsWhatIsMarkedAndSweepsWhatNobodyKnows(t *testing.T) {
	core, site, a := lamp(t)
	site.set("/a.png", page{kind: "image/png", text: "of a starred article"})
	site.set("/b.png", page{kind: "image/png", text: "of none"})
	picture(t, core, site.URL+"/a.png")
	picture(t, core, site.URL+"/b.png")
	if _, err := core.db.Look(t.Context(), a.ID, [][]string{{site.URL + "/a.png"}}); err != nil {
		t.Fatal(err)
	}
	if err := core.SetStarred(t.Context(), true, a.ID); err != nil {
		t.Fatal(err)
	}
	old := time.Now().Add(-2 * sweptAfter)
	left := filepath.Join(filepath.Dir(files(t, core)[0]), "new-LEFTBYAKILL")
	if err := os.WriteFile(left, []byte("half a pic"), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.Chtimes(left, old, old); err != nil {
		t.Fatal(err)
	}
	cleaned, err := core.CleanPictures(t.Context())
	if err != nil || cleaned.Files != 2 || cleaned.Bytes != int64(len("of none")) {
		t.Errorf("cleaned are %+v, %v", cleaned, err)
	}
	site.Close()
	if got := picture(t, core, site.URL+"/a.png"); got != "of a starred article" || len(files(t, core)) != 1 {
		t.Errorf("it is %q, and there are %v", got, files(t, core))
	}
}

func TestPicturesOfAnArticleAreFoundInAllItsParts(t *testing.T) {
	html := `<p>Text <a href="https://a.example/">link</a></p>
		<figure><img src="https://a.example/1.jpg" srcset="https://a.example/1s.jpg 300w, https://a.example/1l.jpg 1600w"></figure>
		<blockquote><p>Quoted</p><img src="https://a.example/2.jpg"></blockquote>
		<table><tr><td><p>Cell</p><img src="https://a.example/3.jpg" width="400" height="300"></td><td>Other</td></tr></table>
		<figure><img src="https://a.example/1.jpg"></figure>
		<p><img src="data:image/png;base64,iVBORw0KGgo=" width="100" height="100"></p>`
	all := picturesOf("https://a.example/lead.jpg", content.Blocks(content.Clean(html, "https://a.example/")))
	var first []string
	for _, p := range all {
		first = append(first, p[0])
	}
	want := []string{"https://a.example/1l.jpg", "https://a.example/2.jpg", "https://a.example/3.jpg", "https://a.example/lead.jpg"}
	if !slices.Equal(first, want) || len(all[0]) != 3 {
		t.Errorf("they are %q", all)
	}
	if got := picturesOf("https://a.example/1.jpg", content.Blocks(content.Clean(html, "https://a.example/"))); len(got) != 3 {
		t.Errorf("a lead that is in the text counts twice: %q", got)
	}
	for html, want := range map[string]feeds.Pictures{
		"<p>Only text</p>": feeds.PicturesAll, `<p>Text</p><img src="https://a.example/1.jpg" width="500" height="300">`: feeds.PicturesUnknown,
	} {
		if got := hasPictures("", content.Clean(html, "https://a.example/")); got != want {
			t.Errorf("%s: %v", html, got)
		}
	}
}

func TestPicturesAreNotFetchedOfFeedsThatBlockThem(t *testing.T) {
	core, _, a := lamp(t)
	ctx := t.Context()
	shows := func(want bool) {
		t.Helper()
		if got, err := core.ShowsPictures(ctx, a.Feed); err != nil || got != want {
			t.Errorf("it shows pictures: %v, %v", got, err)
		}
	}
	shows(true)
	if err := core.SetRemote(ctx, feeds.RemoteBlocked); err != nil {
		t.Fatal(err)
	}
	shows(false)
	if err := core.SetFeedRemote(ctx, a.Feed, feeds.RemoteShown); err != nil {
		t.Fatal(err)
	}
	shows(true)
	if what, err := core.Undo(ctx); err != nil || !strings.Contains(what, "shows pictures") {
		t.Errorf("%q, %v", what, err)
	}
	shows(false)
}

func TestALargePictureIsRefused(t *testing.T) {
	site := newPages(t)
	site.set("/a.png", page{kind: "image/png", text: string(bytes.Repeat([]byte("x"), pictureBytes+1))})
	core := openCore(t, Config{})
	if _, err := core.Picture(context.WithoutCancel(t.Context()), site.URL+"/a.png"); err == nil || len(Explain(err)) == 0 {
		t.Errorf("it gives %v", err)
	}
}
