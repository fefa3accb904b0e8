// Package checked is a VFS of SQLite (sqlite.org/vfs.html) that keeps a checksum
// on every page of a database, so that a byte that a disk, a cable or another
// program changed is found when the page is read, and not years later.
//
// It is a shim around the system's own VFS, in the manner of SQLite's cksumvfs
// (sqlite.org/cksumvfs.html): a database made through it reserves eight bytes at
// the end of each page. They are filled when a page is written into the file and
// compared when it is read from there; the log (WAL) has checksums of its own. A
// page that does not match gives the error SQLITE_IOERR_DATA. Files made without
// the reserve are served as the system does.
//
// The first page says that the others have checksums: in a new file it has to be
// written before them, in a transaction of its own.
//
// Open databases with "vfs=" + Name. The package also gives the tests a place where
// the disk can fail: see Inject.
package checked

import (
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"hash/crc32"
	"io"
	"os"
	"sync"
	"unsafe"

	"modernc.org/libc"
	sqlite3 "modernc.org/sqlite/lib"
)

// Name is by what SQLite knows the VFS, once Register was called.
const Name = "tidings"

// Trust is a parameter of the address of a database (sqlite.org/uri.html): with
// Trust + "=1" pages are taken as they are, right or not, to save what is left.
const Trust = "trust"

// reserve is the number of bytes at the end of a page that hold its checksum.
const reserve = 8

// pending is the place of the page that SQLite locks and never writes
// (sqlite.org/fileformat2.html, section 1.4).
const pending = 0x40000000

var castagnoli = crc32.MakeTable(crc32.Castagnoli)

// sum is what stands at the end of a page: a CRC of what it holds and of which page
// it is, so that one that was written to the wrong place does not match, and the
// name of this way to do it.
func sum(page []byte, number uint32) (out [reserve]byte) {
	n := binary.LittleEndian.AppendUint32(make([]byte, 0, 4), number)
	crc := crc32.Update(crc32.Checksum(page[:len(page)-reserve], castagnoli), castagnoli, n)
	binary.LittleEndian.PutUint32(out[:4], crc)
	copy(out[4:], "crc1")
	return out
}

// matches tells whether a page is as it was written. A page of zeros was never
// written: SQLite leaves such holes for pages that it has not used yet.
func matches(page []byte, number uint32) bool {
	want := sum(page, number)
	return string(page[len(page)-reserve:]) == string(want[:]) || blank(page)
}

func blank(page []byte) bool {
	for _, b := range page {
		if b != 0 {
			return false
		}
	}
	return true
}

const magic = "SQLite format 3\x00"

// header tells whether a file with this beginning has checksums, and its page
// size. Two places say so, of which one may be damaged.
func header(first []byte) (size int, sums, ok bool) {
	if len(first) < 100 || string(first[:16]) != magic {
		return 0, false, false
	}
	size = int(binary.BigEndian.Uint16(first[16:]))
	if size == 1 {
		size = 1 << 16
	}
	ours := binary.BigEndian.Uint32(first[68:]) == ApplicationID && binary.BigEndian.Uint32(first[60:]) >= Since
	return size, first[20] == reserve || ours, true
}

// Old reports whether this is the beginning of a file of Tidings from before pages
// had checksums.
func Old(first []byte) bool {
	_, sums, ok := header(first)
	return ok && !sums && binary.BigEndian.Uint32(first[68:]) == ApplicationID
}

// Version is what the beginning of a file says of its version.
func Version(first []byte) int { return int(binary.BigEndian.Uint32(first[60:])) }

// ApplicationID marks files of Tidings (PRAGMA application_id): "Tdgs". Those of a
// version (PRAGMA user_version) from Since on always have checksums.
const (
	ApplicationID = 0x54646773
	Since         = 2
)

// Damage is what Scan found.
type Damage struct {
	Pages int      // of the file
	Bad   []uint32 // numbers of the pages that do not match, from 1
	Sums  bool     // the file has checksums at all
}

// Scan reads a file from one end to the other and compares every page, also those
// that hold nothing. The file must not be written meanwhile.
func Scan(ctx context.Context, path string) (Damage, error) {
	f, err := os.Open(path)
	if err != nil {
		return Damage{}, err
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return Damage{}, err
	}
	first := make([]byte, 100)
	if _, err := io.ReadFull(f, first); err != nil {
		return Damage{}, fmt.Errorf("read %s: %w", path, err)
	}
	size, sums, ok := header(first)
	if !ok || size < 512 {
		return Damage{Bad: []uint32{1}}, nil
	}
	d := Damage{Pages: int(info.Size() / int64(size)), Sums: sums}
	if !sums {
		return d, nil
	}
	const many = 256
	buf := make([]byte, many*size)
	for at := 0; at < d.Pages; at += many {
		if err := ctx.Err(); err != nil {
			return d, err
		}
		n, err := f.ReadAt(buf, int64(at)*int64(size))
		if err != nil && !errors.Is(err, io.EOF) {
			return d, fmt.Errorf("read %s: %w", path, err)
		}
		for i := 0; (i+1)*size <= n; i++ {
			number := uint32(at + i + 1)
			if int64(at+i)*int64(size) != pending && !matches(buf[i*size:(i+1)*size], number) {
				d.Bad = append(d.Bad, number)
			}
		}
	}
	return d, nil
}

// Register makes the VFS known to SQLite, once.
var Register = sync.OnceValue(register)

var (
	system    uintptr // the VFS below
	trustName uintptr // C string
	methods   [2]sqlite3.Tsqlite3_io_methods
)

func register() error {
	tls := libc.NewTLS() // as long as the process
	if system = sqlite3.Xsqlite3_vfs_find(tls, 0); system == 0 {
		return errors.New("SQLite has no VFS for this system")
	}
	below := at[sqlite3.Tsqlite3_vfs](system)
	p := libc.Xcalloc(tls, 1, libc.Tsize_t(unsafe.Sizeof(*below)))
	name, err := libc.CString(Name)
	if err != nil || p == 0 {
		return errors.New("no memory for the VFS")
	}
	if trustName, err = libc.CString(Trust); err != nil {
		return err
	}
	shim := at[sqlite3.Tsqlite3_vfs](p)
	*shim = *below
	shim.FpNext, shim.FzName = 0, name
	shim.FszOsFile = int32(headSize) + below.FszOsFile
	set(&shim.FxOpen, openFile)
	set(&shim.FxDelete, deleteFile)
	fill(&methods[0], 1)
	fill(&methods[1], 3)
	if rc := sqlite3.Xsqlite3_vfs_register(tls, p, 0); rc != sqlite3.SQLITE_OK {
		return fmt.Errorf("register the VFS: code %d", rc)
	}
	var init uintptr
	set(&init, reserveBytes)
	if rc := sqlite3.Xsqlite3_auto_extension(tls, init); rc != sqlite3.SQLITE_OK {
		return fmt.Errorf("register the VFS: code %d", rc)
	}
	return nil
}

// reserveBytes is called for every connection that opens; those through this VFS
// reserve room for checksums in databases that are new or vacuumed.
func reserveBytes(tls *libc.TLS, db, _, _ uintptr) int32 {
	p := tls.Alloc(16)
	defer tls.Free(16)
	*at[uintptr](p) = 0
	if rc := sqlite3.Xsqlite3_file_control(tls, db, 0, sqlite3.SQLITE_FCNTL_VFS_POINTER, p); rc != sqlite3.SQLITE_OK {
		return sqlite3.SQLITE_OK // a database without a file
	}
	vfs := *at[uintptr](p)
	if vfs == 0 || libc.GoString(at[sqlite3.Tsqlite3_vfs](vfs).FzName) != Name {
		return sqlite3.SQLITE_OK
	}
	*at[int32](p) = reserve
	return sqlite3.Xsqlite3_file_control(tls, db, 0, sqlite3.SQLITE_FCNTL_RESERVE_BYTES, p)
}
