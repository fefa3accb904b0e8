package storage

import (
	"errors"
	"flag"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"

	"tidings/feeds"
)

var update = flag.Bool("update", false, "rewrite schema.sql")

func TestSchemaFileIsTrue(t *testing.T) {
	db := openNew(t)
	got := "-- What the migrations make. Written by: go test ./storage -update\n"
	err := db.read(t.Context(), func(s *session) error {
		return s.each(t.Context(), func(scan scan) error {
			var sql string
			err := scan(&sql)
			got += "\n" + sql + ";\n"
			return err
		}, `SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite_%'
			AND name NOT LIKE 'search_%' ORDER BY tbl_name, type DESC, name`)
	})
	check(t, err)
	if *update {
		check(t, os.WriteFile("schema.sql", []byte(got), 0o644))
	}
	want, err := os.ReadFile("schema.sql")
	check(t, err)
	if strings.ReplaceAll(string(want), "\r\n", "\n") != got {
		t.Error("schema.sql is not what the migrations make; run go test ./storage -update")
	}
}

// withMore is the migrations with one that follows them.
func withMore(t *testing.T, script string) (files fstest.MapFS, version int) {
	t.Helper()
	files = fstest.MapFS{"9999_more.sql": {Data: []byte(script)}}
	names, err := fs.Glob(migrationFiles, "*.sql")
	check(t, err)
	for _, name := range names {
		data, err := fs.ReadFile(migrationFiles, name)
		check(t, err)
		files[name] = &fstest.MapFile{Data: data}
	}
	return files, len(files)
}

func TestADatabaseIsCopiedBeforeItIsMigrated(t *testing.T) {
	path := filepath.Join(t.TempDir(), "tidings.db")
	db := openFile(t, path)
	addFeed(t, db, "harbour", 0)
	s, err := db.writer.take(t.Context())
	check(t, err)
	files, want := withMore(t, "CREATE TABLE more (id INTEGER PRIMARY KEY); ALTER TABLE feeds ADD COLUMN note TEXT;")
	check(t, db.migrate(t.Context(), s, files))
	version, err := s.version(t.Context())
	check(t, err)
	db.writer.give(s)
	if version != want {
		t.Errorf("version %d", version)
	}
	if list, err := db.Feeds(t.Context()); err != nil || len(list) != 1 {
		t.Errorf("after the migration: %v, %v", list, err)
	}
	copies, err := Backups(filepath.Join(filepath.Dir(path), "backups"))
	check(t, err)
	if len(copies) != 1 || copies[0].Why != Upgraded {
		t.Fatalf("copies: %+v", copies)
	}
	old := openFile(t, copies[0].Path)
	if list, err := old.Feeds(t.Context()); err != nil || len(list) != 1 {
		t.Errorf("in the copy: %v, %v", list, err)
	}
	if _, err := Open(t.Context(), path, Options{}); !errors.Is(err, ErrNewer) {
		t.Errorf("the migrated file opens with the old program: %v", err)
	}
}

func TestAMigrationThatFailsLeavesTheDatabaseAsItWas(t *testing.T) {
	db := openNew(t)
	addFeed(t, db, "harbour", 0)
	s, err := db.writer.take(t.Context())
	check(t, err)
	files, last := withMore(t, "DELETE FROM feeds; CREATE TABLE feeds (id);")
	if err := db.migrate(t.Context(), s, files); err == nil {
		t.Error("a second table of the same name was made")
	}
	version, err := s.version(t.Context())
	check(t, err)
	db.writer.give(s)
	if version != last-1 {
		t.Errorf("version %d", version)
	}
	if list, err := db.Feeds(t.Context()); err != nil || len(list) != 1 {
		t.Errorf("%v, %v", list, err)
	}
}

// Every topic of package feeds has its bit, and the index of that bit.
func TestTopicsHaveAnIndex(t *testing.T) {
	db := openNew(t)
	check(t, db.read(t.Context(), func(s *session) error {
		names, err := s.topicBits(t.Context())
		for _, topic := range feeds.Topics {
			if bit, ok := names.of[topic]; !ok || bit >= builtIn {
				t.Errorf("%s has bit %d, %v", topic, bit, ok)
			}
		}
		return err
	}))
}
