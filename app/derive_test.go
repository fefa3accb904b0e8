package app

import (
	"testing"

	"golang.org/x/sync/errgroup"
)

func TestEachArticleIsDerivedOnceHoweverManyAskForIt(t *testing.T) {
	core := openOn(t, newEdition(t, 6, 6, 20, 900, nil))
	defer core.Close()
	var asking errgroup.Group
	asking.Go(func() error {
		_, err := core.Refresh(t.Context(), Selection{}) // wakes the deriver, too
		return err
	})
	if err := asking.Wait(); err != nil {
		t.Fatal(err)
	}
	for range 4 {
		asking.Go(func() error { return core.DeriveAll(t.Context()) })
	}
	if err := asking.Wait(); err != nil {
		t.Fatal(err)
	}
	list, err := core.Feeds(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	core.derive.mu.Lock()
	defer core.derive.mu.Unlock()
	for _, f := range list {
		if n := core.derive.prior[f.ID].Articles; n != 20 {
			t.Errorf("%.0f articles of %s were derived, want 20", n, f.Name())
		}
	}
}
