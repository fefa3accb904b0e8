package terminal

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
)

// largest is how many bytes a document may have after decompression.
const largest = 512 << 20

// longest is how many bytes a line of a list may have.
const longest = 64 << 20

var errTooLarge = errors.New("the document is too large")

// open opens a file, or standard input for "-". What is compressed with gzip is
// read as it was before.
func (s *session) open(name string) (io.Reader, func(), error) {
	if name == "-" {
		r, err := unzipped(s.in)
		return r, func() {}, err
	}
	f, err := os.Open(name)
	if err != nil {
		return nil, nil, err
	}
	r, err := unzipped(f)
	if err != nil {
		_ = f.Close()
		return nil, nil, fmt.Errorf("read %s: %w", name, err)
	}
	return r, func() { _ = f.Close() }, nil
}

// unzipped tells gzip by its first bytes (RFC 1952): no feed, page or list
// begins with them.
func unzipped(r io.Reader) (io.Reader, error) {
	b := bufio.NewReaderSize(r, 64<<10)
	if head, err := b.Peek(2); err != nil || !bytes.Equal(head, []byte{0x1f, 0x8b}) {
		return b, nil // shorter than two bytes is not compressed
	}
	return gzip.NewReader(b)
}

// document reads a whole file.
func (s *session) document(name string) ([]byte, error) {
	r, end, err := s.open(name)
	if err != nil {
		return nil, err
	}
	defer end()
	body, err := io.ReadAll(io.LimitReader(r, largest+1))
	if err != nil {
		return nil, fmt.Errorf("read %s: %w", name, err)
	}
	if len(body) > largest {
		return nil, fmt.Errorf("read %s: %w", name, errTooLarge)
	}
	return body, nil
}

// An input is a document to be measured: a line of a list, or an argument.
type input struct {
	ID          string `json:"id"`
	File        string `json:"file"` // relative to the list
	ContentType string `json:"ct"`   // of the HTTP answer to assume
	Location    string `json:"loc"`  // feeds: the address for relative links
	URL         string `json:"url"`  // pages: the same

	bad error // the line cannot be read
}

// inputs reads a list of documents: JSON lines.
func (s *session) inputs(name string) ([]input, error) {
	r, end, err := s.open(name)
	if err != nil {
		return nil, err
	}
	defer end()
	var list []input
	err = eachLine(r, func(number int, line []byte) {
		var in input
		if err := json.Unmarshal(line, &in); err != nil {
			in.bad = fmt.Errorf("line %d: %w", number, err)
		} else if in.File == "" {
			in.bad = fmt.Errorf("line %d names no file", number)
		} else if !filepath.IsAbs(in.File) && name != "-" {
			in.File = filepath.Join(filepath.Dir(name), filepath.FromSlash(in.File))
		}
		list = append(list, in)
	})
	if err != nil {
		return nil, fmt.Errorf("read %s: %w", name, err)
	}
	return list, nil
}

// eachLine calls f for each line that is not empty, with its number.
func eachLine(r io.Reader, f func(number int, line []byte)) error {
	lines := bufio.NewScanner(r)
	lines.Buffer(make([]byte, 0, 64<<10), longest)
	for number := 1; lines.Scan(); number++ {
		if line := bytes.TrimSpace(lines.Bytes()); len(line) > 0 {
			f(number, line)
		}
	}
	return lines.Err()
}

// isAddress reports whether an argument is an address and not a file.
func isAddress(arg string) bool {
	return strings.HasPrefix(arg, "http://") || strings.HasPrefix(arg, "https://")
}
