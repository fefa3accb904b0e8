package storage

import (
	"log"
	"os"
	"testing"
)

func TestMain(m *testing.M) {
	if task := os.Getenv(childTask); task != "" {
		log.Fatal(child(task, os.Getenv(childFile)))
	}
	if path := os.Getenv(memoryOf); path != "" {
		if err := measureMemory(path); err != nil {
			log.Fatal(err)
		}
		return
	}
	code := m.Run()
	closeShelves()
	printResults()
	os.Exit(code)
}
