package app

import (
	"cmp"
	"net/url"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"runtime"
	"strings"

	"tidings/feeds"
	"tidings/feeds/discover"
)

// ofSender is the parameter of an address that takes of a mailbox the messages of one
// sender only.
const ofSender = "of"

// onlyOf is the sender whose messages an address of mail means; empty: all.
func onlyOf(address string) string {
	u, err := url.Parse(address)
	if err != nil {
		return ""
	}
	return u.Query().Get(ofSender)
}

// withSender is the address of the messages of one sender.
func withSender(address, key string) string {
	u, err := url.Parse(address)
	if err != nil {
		return address
	}
	u.RawQuery = url.Values{ofSender: {key}}.Encode()
	return u.String()
}

// fileAddress is the address of a file (RFC 8089).
func fileAddress(file string) string {
	file = filepath.ToSlash(file)
	if !strings.HasPrefix(file, "/") {
		file = "/" + file // C:/…
	}
	return (&url.URL{Scheme: "file", Path: file}).String()
}

// drivePath is the path in an address of a file on Windows.
var drivePath = regexp.MustCompile(`^/[A-Za-z]:(/|$)`)

// filePath is the file that an address means; false: none of this computer.
func filePath(address string) (string, bool) {
	u, err := url.Parse(address)
	if err != nil || u.Host != "" && !strings.EqualFold(u.Host, "localhost") {
		return "", false
	}
	file := cmp.Or(u.Path, u.Opaque)
	if file == "" || strings.ContainsRune(file, 0) {
		return "", false
	}
	if runtime.GOOS == "windows" && drivePath.MatchString(file) {
		file = file[1:]
	}
	if file = filepath.FromSlash(file); !filepath.IsAbs(file) {
		return "", false
	}
	return filepath.Clean(file), true
}

// nameOf is what a file or folder is called.
func nameOf(address string) string {
	u, err := url.Parse(address)
	if err != nil {
		return address
	}
	name := path.Base(u.Path)
	if name == "." || name == "/" {
		return cmp.Or(u.Hostname(), address)
	}
	for _, ending := range []string{".mbox", ".eml", ".xml", ".rss", ".atom", ".json"} {
		if short, ok := strings.CutSuffix(name, ending); ok && short != "" {
			return short
		}
	}
	return name
}

// drive is how paths of Windows begin.
var drive = regexp.MustCompile(`^[A-Za-z]:[\\/]`)

// typedPath is the address of a file for what a person typed as a path; false: it is none.
// What might be the address of a site as well ("/r/name") is one where nothing of that
// name is.
func typedPath(text string) (string, bool) {
	text = strings.Trim(strings.TrimSpace(text), `"'`)
	lower := strings.ToLower(text)
	if strings.HasPrefix(lower, "file:") {
		if file, ok := filePath(text); ok {
			return withQueryOf(text, fileAddress(file)), true
		}
		return "", false
	}
	sure := drive.MatchString(text) || strings.HasPrefix(lower, "mbox:")
	if strings.HasPrefix(lower, "mbox:") {
		text = text[len("mbox:"):]
		text = "/" + strings.TrimLeft(text, "/")
		if drivePath.MatchString(text) {
			text = text[1:]
		}
	}
	switch {
	case text == "~" || strings.HasPrefix(text, "~/") || strings.HasPrefix(text, `~\`):
		text = filepath.Join(homeDir(), text[1:])
	case sure, strings.HasPrefix(text, "/"), strings.HasPrefix(text, "./"), strings.HasPrefix(text, "../"),
		strings.HasPrefix(text, `.\`), strings.HasPrefix(text, `..\`):
	default:
		return "", false
	}
	if _, err := os.Stat(text); err != nil && !sure {
		if _, err := discover.Address(text); err == nil {
			return "", false
		}
	}
	file, err := filepath.Abs(text)
	if err != nil {
		return "", false
	}
	if drive.MatchString(text) { // not made a path of this folder where drives have no letters
		file = text
	}
	return fileAddress(file), true
}

// withQueryOf gives an address the sender that another one has.
func withQueryOf(from, address string) string {
	if key := onlyOf(from); key != "" {
		return withSender(address, key)
	}
	return address
}

// where is how a source is named in a sentence: by its path, or as it is run.
func where(address string) string {
	if feeds.SourceOf(address) == feeds.OnDisk {
		if file, ok := filePath(address); ok {
			return file
		}
	}
	return address
}
