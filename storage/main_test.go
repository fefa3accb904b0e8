package storage

import (
	"log"
	"os"
	"testing"
)

// benchDir lasts as long as all benchmarks, which share a large database.
var benchDir string

func TestMain(m *testing.M) {
	if task := os.Getenv(childTask); task != "" {
		log.Fatal(child(task, os.Getenv(childFile)))
	}
	dir, err := os.MkdirTemp("", "tidings-storage")
	if err != nil {
		log.Fatal(err)
	}
	benchDir = dir
	code := m.Run()
	if large.db != nil {
		_ = large.db.Close() // its folder goes next
	}
	if err := os.RemoveAll(dir); err != nil {
		log.Print(err)
	}
	os.Exit(code)
}
