package storage

import (
	"testing"
	"time"
)

func TestAFolderGivesItsFeedsAnInterval(t *testing.T) {
	db := openNew(t)
	outer, err := db.AddFolder(t.Context(), 0, "Asia")
	check(t, err)
	inner, err := db.AddFolder(t.Context(), outer, "Japan")
	check(t, err)
	own, err := db.AddFolder(t.Context(), inner, "Nara")
	check(t, err)
	other, err := db.AddFolder(t.Context(), 0, "Europe")
	check(t, err)
	check(t, db.SetFolderEvery(t.Context(), outer, time.Hour))
	check(t, db.SetFolderEvery(t.Context(), own, 2*time.Hour))
	every, err := db.FolderIntervals(t.Context())
	check(t, err)
	if every[outer] != time.Hour || every[inner] != time.Hour || every[own] != 2*time.Hour || every[other] != 0 || every[0] != 0 {
		t.Errorf("%v", every)
	}
}
