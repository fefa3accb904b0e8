package checked

import (
	"sync/atomic"

	"modernc.org/libc"
	sqlite3 "modernc.org/sqlite/lib"
)

// An Op is what SQLite asks of a file.
type Op int

// What can be made to fail.
const (
	Open Op = iota
	Read
	Write
	Sync
	Truncate
	Delete
)

// Codes that a Fault can answer with.
const (
	Full       = sqlite3.SQLITE_FULL
	IOError    = sqlite3.SQLITE_IOERR
	ShortWrite = -1 // half of it is written, then an error
)

// A Fault decides whether an operation fails: zero lets it pass, else it is the
// code that SQLite gets. Offset and n are in bytes; the path is empty for
// temporary files.
type Fault func(op Op, path string, offset int64, n int) int

var faults atomic.Pointer[Fault]

// Inject lets operations of all databases in this process fail, as a disk may; nil
// ends it. It is for tests.
func Inject(f Fault) {
	if f == nil {
		faults.Store(nil)
		return
	}
	faults.Store(&f)
}

func fault(op Op, f *file, offset int64, n int32) (int32, bool) {
	decide := faults.Load()
	if decide == nil {
		return 0, false
	}
	path := ""
	if f.name != 0 {
		path = libc.GoString(f.name)
	}
	code := (*decide)(op, path, offset, int(n))
	return int32(code), code != 0
}
