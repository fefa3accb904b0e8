package checked

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"modernc.org/sqlite"
	sqlite3 "modernc.org/sqlite/lib"
)

type connector struct{ dsn string }

func (c connector) Connect(context.Context) (driver.Conn, error) { return c.Driver().Open(c.dsn) }
func (c connector) Driver() driver.Driver                        { return &sqlite.Driver{} }

func open(t testing.TB, path, more string) *sql.DB {
	t.Helper()
	if err := Register(); err != nil {
		t.Fatal(err)
	}
	db := sql.OpenDB(connector{"file:" + path + "?vfs=" + Name + more})
	db.SetMaxOpenConns(1)
	t.Cleanup(func() { _ = db.Close() })
	return db
}

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// newFile has one table over many pages, all in the one file.
func newFile(t testing.TB) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "a.db")
	db := open(t, path, "&_pragma=journal_mode(wal)")
	for _, text := range []string{
		fmt.Sprintf("PRAGMA application_id = %d", ApplicationID),
		fmt.Sprintf("PRAGMA user_version = %d", Since),
		"CREATE TABLE t (id INTEGER PRIMARY KEY, text TEXT)",
		"WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i+1 FROM n WHERE i < 3000) INSERT INTO t SELECT i, hex(randomblob(100)) FROM n",
		"CREATE INDEX i ON t (text)",
	} {
		_, err := db.Exec(text)
		must(t, err)
	}
	must(t, db.Close())
	return path
}

func flip(t testing.TB, path string, offset int64) {
	t.Helper()
	f, err := os.OpenFile(path, os.O_RDWR, 0)
	must(t, err)
	b := make([]byte, 1)
	_, err = f.ReadAt(b, offset)
	must(t, err)
	b[0] ^= 0x10
	_, err = f.WriteAt(b, offset)
	must(t, err)
	must(t, f.Close())
}

func read(db *sql.DB) (int, error) {
	var n int
	err := db.QueryRow("SELECT SUM(length(text)) FROM t").Scan(&n)
	return n, err
}

func TestPagesCarryChecksums(t *testing.T) {
	path := newFile(t)
	d, err := Scan(t.Context(), path)
	must(t, err)
	if !d.Sums || d.Pages < 100 || len(d.Bad) != 0 {
		t.Errorf("%+v", d)
	}
	if n, err := read(open(t, path, "")); n != 3000*200 || err != nil {
		t.Errorf("%d, %v", n, err)
	}
}

func TestAFlippedBitIsFoundWhereverItIs(t *testing.T) {
	whole := newFile(t)
	data, err := os.ReadFile(whole)
	must(t, err)
	for _, page := range []int64{0, 1, 2, 3, 50, int64(len(data)/4096) - 1} {
		for _, at := range []int64{0, 20, 100, 2000, 4090} {
			path := filepath.Join(t.TempDir(), "b.db")
			must(t, os.WriteFile(path, data, 0o600))
			flip(t, path, page*4096+at)
			d, err := Scan(t.Context(), path)
			must(t, err)
			if !slices.Equal(d.Bad, []uint32{uint32(page) + 1}) {
				t.Errorf("page %d, byte %d: the scan finds %v", page+1, at, d.Bad)
			}
			db := open(t, path, "")
			var answer string
			err = db.QueryRow("PRAGMA integrity_check").Scan(&answer)
			if err == nil && answer == "ok" {
				t.Errorf("page %d, byte %d: nothing is said", page+1, at)
			}
			must(t, db.Close())
		}
	}
}

func TestADamagedPageIsAnErrorOfItsOwnAndReadableWithTrust(t *testing.T) {
	path := newFile(t)
	flip(t, path, 60*4096+4000)
	_, err := read(open(t, path, ""))
	var e *sqlite.Error
	if !errors.As(err, &e) || e.Code() != sqlite3.SQLITE_IOERR_DATA {
		t.Errorf("%v", err)
	}
	if n, err := read(open(t, path, "&"+Trust+"=1")); n != 3000*200 || err != nil {
		t.Errorf("with trust: %d, %v", n, err)
	}
}

func TestFilesWithoutChecksumsAreServedToo(t *testing.T) {
	path := filepath.Join(t.TempDir(), "plain.db")
	db := sql.OpenDB(connector{"file:" + path})
	_, err := db.Exec("CREATE TABLE t (text TEXT); INSERT INTO t VALUES ('abc')")
	must(t, err)
	must(t, db.Close())
	db = open(t, path, "")
	if n, err := read(db); n != 3 || err != nil {
		t.Errorf("%d, %v", n, err)
	}
	_, err = db.Exec("VACUUM")
	must(t, err)
	must(t, db.Close())
	if d, err := Scan(t.Context(), path); err != nil || !d.Sums || len(d.Bad) != 0 {
		t.Errorf("after VACUUM: %+v, %v", d, err)
	}
}

func TestFaultsReachSQLite(t *testing.T) {
	path := newFile(t)
	db := open(t, path, "")
	defer Inject(nil)
	for code, want := range map[int]int{Full: sqlite3.SQLITE_FULL, IOError: sqlite3.SQLITE_IOERR, ShortWrite: sqlite3.SQLITE_IOERR_WRITE} {
		Inject(func(op Op, path string, _ int64, _ int) int {
			if op == Write && strings.HasSuffix(path, "-wal") {
				return code
			}
			return 0
		})
		_, err := db.Exec("UPDATE t SET text = 'x'")
		var e *sqlite.Error
		if !errors.As(err, &e) || e.Code() != want {
			t.Errorf("%d: %v", code, err)
		}
		Inject(nil)
		if n, err := read(db); n != 3000*200 || err != nil {
			t.Errorf("after %d: %d, %v", code, n, err)
		}
	}
}

// What a checksum costs: a page that comes from the disk, with and without.
func BenchmarkRead(b *testing.B) {
	path := newFile(b)
	for name, more := range map[string]string{"checked": "", "trusted": "&" + Trust + "=1"} {
		b.Run(name, func(b *testing.B) {
			db := open(b, path, more+"&_pragma=cache_size(10)")
			for b.Loop() {
				_, err := read(db)
				must(b, err)
			}
		})
	}
}

func BenchmarkScan(b *testing.B) {
	path := newFile(b)
	info, err := os.Stat(path)
	must(b, err)
	b.SetBytes(info.Size())
	for b.Loop() {
		_, err := Scan(b.Context(), path)
		must(b, err)
	}
}
