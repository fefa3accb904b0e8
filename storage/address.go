package storage

import (
	"context"
	"database/sql/driver"
	"net/url"
	"path/filepath"

	"tidings/storage/checked"
)

// A way of opening a file.
type way int

const (
	logged     way = iota // with a write-ahead log, as nearly always
	journalled            // with a rollback journal: the log needs memory that a network drive cannot share
	frozen                // only to be read; nothing is written beside it either
)

// What each connection is told when it opens. auto_vacuum works only before the
// first table is made; the sizes of caches are in KiB when negative.
var (
	writerPragmas = []string{
		"busy_timeout(10000)", "auto_vacuum(incremental)", "journal_mode(wal)",
		"synchronous(normal)", "wal_autocheckpoint(4000)", "journal_size_limit(67108864)",
		"cache_size(-16384)", "temp_store(memory)",
	}
	// A file that had a log before is opened without its shared memory, once.
	journalPragmas = []string{
		"busy_timeout(10000)", "auto_vacuum(incremental)", "locking_mode(exclusive)", "journal_mode(truncate)",
		"locking_mode(normal)", "synchronous(full)", "cache_size(-16384)", "temp_store(memory)",
	}
	readerPragmas = []string{
		"busy_timeout(10000)", "query_only(1)", "cache_size(-4096)", "temp_store(memory)",
	}
)

// writer and reader are the addresses of a file for the two pools.
func (w way) writer(path string) string {
	switch w {
	case journalled:
		return dsn(path, journalPragmas)
	case frozen:
		return w.reader(path)
	}
	return dsn(path, writerPragmas)
}

func (w way) reader(path string) string {
	if w == frozen {
		return dsn(path, readerPragmas, "mode", "ro", "immutable", "1")
	}
	return existing(dsn(path, readerPragmas))
}

// dsn is the address of a file as the driver reads it: a file: URI, so that a
// path may have any character. more is pairs of further parameters.
func dsn(path string, pragmas []string, more ...string) string {
	q := url.Values{"_pragma": pragmas, "vfs": {checked.Name}}
	for i := 0; i+1 < len(more); i += 2 {
		q.Set(more[i], more[i+1])
	}
	return uri(path, q)
}

// existing is the address of a file that must be there: SQLite makes no new one.
func existing(dsn string) string { return dsn + "&mode=rw" }

func uri(path string, q url.Values) string {
	path = filepath.ToSlash(path)
	if filepath.VolumeName(path) != "" {
		path = "/" + path
	}
	u := url.URL{Scheme: "file", OmitHost: true, Path: path, RawQuery: q.Encode()}
	return u.String()
}

// A connector opens connections without registering a name for the driver.
type connector struct{ dsn string }

func (c connector) Connect(context.Context) (driver.Conn, error) {
	if err := checked.Register(); err != nil {
		return nil, err
	}
	return c.Driver().Open(c.dsn)
}
func (c connector) Driver() driver.Driver { return engine }
