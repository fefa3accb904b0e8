package app

import (
	"cmp"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"time"

	"tidings/feeds/fetch"
	"tidings/feeds/mail"
)

// readFolder reads the latest messages of a folder as one mailbox: a Maildir, or one with
// a file (.eml) for each message.
func readFolder(dir, seen string, now time.Time) (*fetch.Response, error) {
	parts, isMaildir := maildir(dir)
	var infos []fs.FileInfo
	for _, part := range parts {
		info, err := os.Stat(part)
		if err != nil {
			return nil, err
		}
		infos = append(infos, info)
	}
	resp := &fetch.Response{ETag: mark(now, infos...), ContentType: mail.BoxType}
	if seen != "" && resp.ETag == seen {
		resp.NotModified = true
		return resp, nil
	}
	list, err := letters(parts, isMaildir)
	if err != nil {
		return nil, err
	}
	if len(list) == 0 && !isMaildir {
		return nil, notRead(fetch.Missing, "", fmt.Sprintf("There are no messages (.eml) in the folder %s, and it is no Maildir.", dir), nil)
	}
	resp.Body = joined(list)
	resp.Wire = int64(len(resp.Body))
	return resp, nil
}

// maildir are the folders of a Maildir that hold messages; false: it is none, but itself
// a folder of messages.
func maildir(dir string) ([]string, bool) {
	parts := []string{filepath.Join(dir, "cur"), filepath.Join(dir, "new")}
	for _, part := range parts {
		if info, err := os.Stat(part); err != nil || !info.IsDir() {
			return []string{dir}, false
		}
	}
	return parts, true
}

// A messageFile is a message in a file of its own.
type messageFile struct {
	path string
	at   int64 // when it came, in Unix seconds
}

// letters are the latest messages in some folders, oldest first.
func letters(dirs []string, isMaildir bool) ([]messageFile, error) {
	var list []messageFile
	for _, dir := range dirs {
		entries, err := os.ReadDir(dir)
		if err != nil {
			return nil, err
		}
		for _, e := range entries {
			isMessage := isMaildir && !strings.HasPrefix(e.Name(), ".") || strings.EqualFold(filepath.Ext(e.Name()), ".eml")
			if isMessage && e.Type().IsRegular() {
				list = append(list, messageFile{filepath.Join(dir, e.Name()), came(e, isMaildir)})
			}
		}
	}
	slices.SortFunc(list, func(a, b messageFile) int { return cmp.Or(cmp.Compare(a.at, b.at), cmp.Compare(a.path, b.path)) })
	return list[max(0, len(list)-mail.Most):], nil
}

// came is when a message came: in a Maildir its name says so.
func came(e fs.DirEntry, isMaildir bool) int64 {
	if first, _, ok := strings.Cut(e.Name(), "."); ok && isMaildir {
		if at, err := strconv.ParseInt(first, 10, 64); err == nil {
			return at
		}
	}
	info, err := e.Info()
	if err != nil {
		return 0
	}
	return info.ModTime().Unix()
}

// joined is the messages as one mailbox, the latest if they are too many. One that has
// gone meanwhile is left out.
func joined(list []messageFile) []byte {
	var texts [][]byte
	sum := 0
	for _, m := range slices.Backward(list) {
		text, err := head(m.path, mail.MostBytes)
		if err != nil {
			continue
		}
		if sum += len(text); sum > mailBytes && len(texts) > 0 {
			break
		}
		texts = append(texts, text)
	}
	var box []byte
	for _, text := range slices.Backward(texts) {
		box = mail.Append(box, text)
	}
	return box
}

// head reads the beginning of a file.
func head(file string, most int64) ([]byte, error) {
	f, err := os.Open(file)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	return io.ReadAll(io.LimitReader(f, most))
}
