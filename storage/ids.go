package storage

import (
	"context"
	"strconv"
	"strings"
)

// ids reads the first column of a query.
func (s *session) ids(ctx context.Context, text string, args ...any) ([]int64, error) {
	var out []int64
	err := s.each(ctx, func(scan scan) error {
		var id int64
		err := scan(&id)
		out = append(out, id)
		return err
	}, text, args...)
	return out, err
}

// jsonIDs is a list of IDs as json_each reads it, in its order: one prepared
// statement then serves lists of any length.
func jsonIDs[ID ~int64](ids []ID) string {
	b := make([]byte, 0, 2+8*len(ids))
	b = append(b, '[')
	for i, id := range ids {
		if i > 0 {
			b = append(b, ',')
		}
		b = strconv.AppendInt(b, int64(id), 10)
	}
	return string(append(b, ']'))
}

// appendIDs adds the IDs of a list as group_concat writes it.
func appendIDs(ids []int64, list string) []int64 {
	for part := range strings.SplitSeq(list, ",") {
		id, _ := strconv.ParseInt(part, 10, 64) // SQLite wrote a number
		ids = append(ids, id)
	}
	return ids
}
