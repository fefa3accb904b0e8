package app

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"time"

	"tidings/feeds/fetch"
	"tidings/feeds/mail"
)

const (
	// fileBytes is how large a feed's document may be.
	fileBytes = 16 << 20
	// mailBytes is how much of a mailbox is read: its end, where the latest messages are.
	mailBytes = 32 << 20
	// diskTime is how long a drive has to answer; those of the network may never do.
	diskTime = 30 * time.Second
	// settledFile is how old a file must be before its time says that it is as it was.
	settledFile = 2 * time.Second
)

// fromDisk reads a file, or the messages in a folder. It is not modified if its size and
// time are what they were.
func (c *Core) fromDisk(ctx context.Context, req fetch.Request) (*fetch.Response, error) {
	file, ok := filePath(req.URL)
	if !ok {
		return nil, notRead(fetch.Address, req.URL, "This is not the address of a file on this computer.", nil)
	}
	start := c.now()
	type read struct {
		resp *fetch.Response
		err  error
	}
	done := make(chan read, 1)
	go func() {
		resp, err := readDisk(file, req, start)
		done <- read{resp, err}
	}()
	late := time.NewTimer(diskTime)
	defer late.Stop()
	select {
	case r := <-done:
		if r.resp != nil {
			r.resp.URL, r.resp.When, r.resp.Took = req.URL, start, c.now().Sub(start)
		}
		return r.resp, r.err
	case <-ctx.Done():
		return nil, ctx.Err()
	case <-late.C:
		return nil, notRead(fetch.Missing, req.URL, fmt.Sprintf("The drive with %s does not answer.", file), nil)
	}
}

func readDisk(file string, req fetch.Request, now time.Time) (*fetch.Response, error) {
	info, err := os.Stat(file)
	var resp *fetch.Response
	switch {
	case err != nil:
	case info.IsDir():
		resp, err = readFolder(file, req.ETag, now)
	case info.Mode().IsRegular():
		resp, err = readFile(file, info, req.ETag, now)
	default: // a pipe or a device may never end
		return nil, notRead(fetch.Denied, req.URL, fmt.Sprintf("%s is neither a file nor a folder.", file), nil)
	}
	if err == nil {
		return resp, nil
	}
	var own *fetch.Error
	switch {
	case errors.As(err, &own):
		own.URL = req.URL
	case errors.Is(err, fs.ErrNotExist):
		err = notRead(fetch.Missing, req.URL, fmt.Sprintf("There is no file %s. Was it moved, or is a drive missing?", file), err)
	case errors.Is(err, fs.ErrPermission):
		err = notRead(fetch.Denied, req.URL, fmt.Sprintf("Tidings may not read %s.", file), err)
	default:
		err = notRead(fetch.Missing, req.URL, fmt.Sprintf("%s could not be read.", file), err)
	}
	return nil, err
}

// mark tells a state of a file from others; empty: it was written just now, perhaps not
// for the last time within the same tick of its clock.
func mark(now time.Time, list ...fs.FileInfo) string {
	var b strings.Builder
	for _, info := range list {
		if now.Sub(info.ModTime()).Abs() < settledFile {
			return ""
		}
		fmt.Fprintf(&b, "%d-%d ", info.Size(), info.ModTime().UnixNano())
	}
	return strings.TrimSpace(b.String())
}

// readFile reads a document, a message, or the end of a mailbox.
func readFile(file string, info fs.FileInfo, seen string, now time.Time) (*fetch.Response, error) {
	resp := &fetch.Response{ETag: mark(now, info)}
	if seen != "" && resp.ETag == seen {
		resp.NotModified = true
		return resp, nil
	}
	f, err := os.Open(file)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	start := make([]byte, 4<<10)
	n, err := io.ReadFull(f, start)
	if err != nil && err != io.EOF && err != io.ErrUnexpectedEOF {
		return nil, err
	}
	start = start[:n]
	most, from := int64(fileBytes), int64(0)
	switch {
	case mail.IsBox(start):
		resp.ContentType = mail.BoxType
		most, from = mailBytes, max(0, info.Size()-mailBytes)
	case strings.EqualFold(filepath.Ext(file), ".eml"), mail.IsMessage(start):
		resp.ContentType = mail.MessageType
		most = mail.MostBytes
	case strings.EqualFold(filepath.Ext(file), ".mbox") && len(bytes.TrimSpace(start)) == 0:
		resp.ContentType = mail.BoxType
	case info.Size() > fileBytes:
		return nil, notRead(fetch.TooLarge, "", fmt.Sprintf("The file %s is too large for a feed.", file), nil)
	}
	resp.Body, err = io.ReadAll(io.NewSectionReader(f, from, most))
	resp.Wire = int64(len(resp.Body))
	return resp, err
}
