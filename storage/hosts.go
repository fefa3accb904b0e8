package storage

import (
	"context"
	"fmt"

	"tidings/feeds"
)

// SaveHost remembers that a host asked to be left alone until Closed. One that has
// opened again is forgotten.
func (db *DB) SaveHost(ctx context.Context, h feeds.Host) error {
	err := db.write(ctx, func(s *session) error {
		if err := s.exec("DELETE FROM hosts WHERE closed <= ?", millis(db.now())); err != nil {
			return err
		}
		return s.exec("INSERT OR REPLACE INTO hosts (name, closed, why) VALUES (?, ?, ?)", h.Name, millis(h.Closed), h.Why)
	})
	if err != nil {
		return fmt.Errorf("remember %s: %w", h.Name, err)
	}
	return nil
}

// Hosts are those that ask to be left alone now.
func (db *DB) Hosts(ctx context.Context) ([]feeds.Host, error) {
	var out []feeds.Host
	err := db.read(ctx, func(s *session) error {
		return s.each(ctx, func(scan scan) error {
			var h feeds.Host
			var closed int64
			err := scan(&h.Name, &closed, &h.Why)
			h.Closed = fromMillis(closed)
			out = append(out, h)
			return err
		}, "SELECT name, closed, why FROM hosts WHERE closed > ? ORDER BY name", millis(db.now()))
	})
	if err != nil {
		return nil, fmt.Errorf("read hosts: %w", err)
	}
	return out, nil
}
