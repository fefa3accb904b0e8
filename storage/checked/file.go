package checked

import (
	"unsafe"

	"modernc.org/libc"
	sqlite3 "modernc.org/sqlite/lib"
)

// A file is what SQLite holds of an open file of ours. The system's own follows it
// in memory. SQLite allocates both, outside Go's heap.
type file struct {
	methods uintptr // *sqlite3_io_methods, first as SQLite wants it
	name    uintptr // C string of SQLite; 0: a temporary file
	size    int32   // of a page; 0: not known yet
	main    int32   // 1: the database itself, not a log or journal
	sums    int32   // 1: it has checksums
	trust   int32   // not 0: pages are taken as they are
}

const headSize = unsafe.Sizeof(file{})

// at is memory that SQLite gave us an address of.
func at[T any](p uintptr) *T { return *(**T)(unsafe.Pointer(&p)) }

func bytesAt(p uintptr, n int32) []byte { return unsafe.Slice(at[byte](p), n) }

// set stores a function where SQLite calls it from: translated C keeps Go
// functions in words of the size of a pointer.
func set[F any](field *uintptr, f F) { *(*F)(unsafe.Pointer(field)) = f }

// get is the function in such a word.
func get[F any](field uintptr) F { return *(*F)(unsafe.Pointer(&struct{ f uintptr }{field})) }

// The types of the functions, in the order of sqlite3_io_methods.
type (
	closeFunc   = func(*libc.TLS, uintptr) int32
	moveFunc    = func(*libc.TLS, uintptr, uintptr, int32, int64) int32
	cutFunc     = func(*libc.TLS, uintptr, int64) int32
	flagFunc    = func(*libc.TLS, uintptr, int32) int32
	askFunc     = func(*libc.TLS, uintptr, uintptr) int32
	controlFunc = func(*libc.TLS, uintptr, int32, uintptr) int32
	mapFunc     = func(*libc.TLS, uintptr, int32, int32, int32, uintptr) int32
	lockFunc    = func(*libc.TLS, uintptr, int32, int32, int32) int32
	barrierFunc = func(*libc.TLS, uintptr)
	openFunc    = func(*libc.TLS, uintptr, uintptr, uintptr, int32, uintptr) int32
	deleteFunc  = func(*libc.TLS, uintptr, uintptr, int32) int32
)

// below is the system's own file inside ours, and its methods.
func below(p uintptr) (uintptr, *sqlite3.Tsqlite3_io_methods) {
	q := p + headSize
	return q, at[sqlite3.Tsqlite3_io_methods](at[sqlite3.Tsqlite3_file](q).FpMethods)
}

// fill makes the table of methods. Those of version 1 have no shared memory, for
// systems whose files have none.
func fill(m *sqlite3.Tsqlite3_io_methods, version int32) {
	m.FiVersion = version
	set(&m.FxClose, closeFile)
	set(&m.FxRead, readFile)
	set(&m.FxWrite, writeFile)
	set(&m.FxTruncate, truncateFile)
	set(&m.FxSync, syncFile)
	set(&m.FxFileSize, fileSize)
	set(&m.FxLock, lockFile)
	set(&m.FxUnlock, unlockFile)
	set(&m.FxCheckReservedLock, checkLock)
	set(&m.FxFileControl, control)
	set(&m.FxSectorSize, sectorSize)
	set(&m.FxDeviceCharacteristics, characteristics)
	if version >= 2 {
		set(&m.FxShmMap, shmMap)
		set(&m.FxShmLock, shmLock)
		set(&m.FxShmBarrier, shmBarrier)
		set(&m.FxShmUnmap, shmUnmap)
	}
	if version >= 3 {
		set(&m.FxFetch, fetch)
		set(&m.FxUnfetch, unfetch)
	}
}

func openFile(tls *libc.TLS, _, name, p uintptr, flags int32, outFlags uintptr) int32 {
	f := at[file](p)
	*f = file{name: name}
	if flags&sqlite3.SQLITE_OPEN_MAIN_DB != 0 {
		f.main = 1
		f.trust = sqlite3.Xsqlite3_uri_boolean(tls, name, trustName, 0)
	}
	if rc, ok := fault(Open, f, 0, 0); ok {
		return rc
	}
	q := p + headSize
	at[sqlite3.Tsqlite3_file](q).FpMethods = 0
	rc := get[openFunc](at[sqlite3.Tsqlite3_vfs](system).FxOpen)(tls, system, name, q, flags, outFlags)
	if rc == sqlite3.SQLITE_OK {
		table := &methods[1]
		if _, m := below(p); m.FiVersion < 2 || m.FxShmMap == 0 {
			table = &methods[0]
		}
		f.methods = uintptr(unsafe.Pointer(table))
	}
	return rc
}

func deleteFile(tls *libc.TLS, _, name uintptr, dirSync int32) int32 {
	if rc, ok := fault(Delete, &file{name: name}, 0, 0); ok {
		return rc
	}
	return get[deleteFunc](at[sqlite3.Tsqlite3_vfs](system).FxDelete)(tls, system, name, dirSync)
}

func closeFile(tls *libc.TLS, p uintptr) int32 {
	q, m := below(p)
	return get[closeFunc](m.FxClose)(tls, q)
}

// learn finds out once whether a database has checksums.
func (f *file) learn(tls *libc.TLS, q uintptr, m *sqlite3.Tsqlite3_io_methods) {
	if f.main == 0 || f.size != 0 {
		return
	}
	const n = 100
	buf := tls.Alloc(n)
	defer tls.Free(n)
	if rc := get[moveFunc](m.FxRead)(tls, q, buf, n, 0); rc == sqlite3.SQLITE_OK {
		f.take(bytesAt(buf, n))
	}
}

// take reads the beginning of the file.
func (f *file) take(first []byte) {
	if size, sums, ok := header(first); ok {
		f.size, f.sums = int32(size), 0
		if sums {
			f.sums = 1
		}
	}
}

// page is the number of the page that is read or written as a whole; 0: it is none
// with a checksum.
func (f *file) page(n int32, offset int64) uint32 {
	if f.main == 0 || f.sums == 0 || n != f.size || offset%int64(f.size) != 0 {
		return 0
	}
	return uint32(offset/int64(f.size)) + 1
}

func readFile(tls *libc.TLS, p, buf uintptr, n int32, offset int64) int32 {
	f := at[file](p)
	q, m := below(p)
	if rc, ok := fault(Read, f, offset, n); ok {
		return rc
	}
	rc := get[moveFunc](m.FxRead)(tls, q, buf, n, offset)
	if rc != sqlite3.SQLITE_OK || f.main == 0 {
		return rc
	}
	if offset == 0 {
		f.take(bytesAt(buf, n))
	} else {
		f.learn(tls, q, m)
	}
	if number := f.page(n, offset); number != 0 && f.trust == 0 && !matches(bytesAt(buf, n), number) {
		return sqlite3.SQLITE_IOERR_DATA
	}
	return rc
}

func writeFile(tls *libc.TLS, p, buf uintptr, n int32, offset int64) int32 {
	f := at[file](p)
	q, m := below(p)
	if f.main != 0 {
		if offset == 0 {
			f.take(bytesAt(buf, n))
		} else {
			f.learn(tls, q, m)
		}
		if number := f.page(n, offset); number != 0 {
			page := bytesAt(buf, n)
			s := sum(page, number)
			copy(page[n-reserve:], s[:]) // SQLite does not use this part of its page
		}
	}
	if rc, ok := fault(Write, f, offset, n); ok {
		if half := n / 2; rc == ShortWrite && half > 0 {
			_ = get[moveFunc](m.FxWrite)(tls, q, buf, half, offset) // what got through
			rc = sqlite3.SQLITE_IOERR_WRITE
		}
		return rc
	}
	return get[moveFunc](m.FxWrite)(tls, q, buf, n, offset)
}

func truncateFile(tls *libc.TLS, p uintptr, size int64) int32 {
	if rc, ok := fault(Truncate, at[file](p), size, 0); ok {
		return rc
	}
	q, m := below(p)
	return get[cutFunc](m.FxTruncate)(tls, q, size)
}

func syncFile(tls *libc.TLS, p uintptr, flags int32) int32 {
	if rc, ok := fault(Sync, at[file](p), 0, 0); ok {
		return rc
	}
	q, m := below(p)
	return get[flagFunc](m.FxSync)(tls, q, flags)
}

func fileSize(tls *libc.TLS, p, size uintptr) int32 {
	q, m := below(p)
	return get[askFunc](m.FxFileSize)(tls, q, size)
}

func lockFile(tls *libc.TLS, p uintptr, level int32) int32 {
	q, m := below(p)
	return get[flagFunc](m.FxLock)(tls, q, level)
}

func unlockFile(tls *libc.TLS, p uintptr, level int32) int32 {
	q, m := below(p)
	return get[flagFunc](m.FxUnlock)(tls, q, level)
}

func checkLock(tls *libc.TLS, p, out uintptr) int32 {
	q, m := below(p)
	return get[askFunc](m.FxCheckReservedLock)(tls, q, out)
}

func control(tls *libc.TLS, p uintptr, op int32, arg uintptr) int32 {
	q, m := below(p)
	return get[controlFunc](m.FxFileControl)(tls, q, op, arg)
}

func sectorSize(tls *libc.TLS, p uintptr) int32 {
	q, m := below(p)
	return get[closeFunc](m.FxSectorSize)(tls, q)
}

// characteristics of the system, but pages are to be read whole.
func characteristics(tls *libc.TLS, p uintptr) int32 {
	q, m := below(p)
	return get[closeFunc](m.FxDeviceCharacteristics)(tls, q) &^ sqlite3.SQLITE_IOCAP_SUBPAGE_READ
}

func shmMap(tls *libc.TLS, p uintptr, page, size, extend int32, out uintptr) int32 {
	q, m := below(p)
	return get[mapFunc](m.FxShmMap)(tls, q, page, size, extend, out)
}

func shmLock(tls *libc.TLS, p uintptr, offset, n, flags int32) int32 {
	q, m := below(p)
	return get[lockFunc](m.FxShmLock)(tls, q, offset, n, flags)
}

func shmBarrier(tls *libc.TLS, p uintptr) {
	q, m := below(p)
	get[barrierFunc](m.FxShmBarrier)(tls, q)
}

func shmUnmap(tls *libc.TLS, p uintptr, remove int32) int32 {
	q, m := below(p)
	return get[flagFunc](m.FxShmUnmap)(tls, q, remove)
}

// fetch maps nothing: what is mapped cannot be compared.
func fetch(_ *libc.TLS, _ uintptr, _ int64, _ int32, out uintptr) int32 {
	*at[uintptr](out) = 0
	return sqlite3.SQLITE_OK
}

func unfetch(*libc.TLS, uintptr, int64, uintptr) int32 { return sqlite3.SQLITE_OK }
