package readers

import (
	"bytes"
	"context"
	"errors"
	"io"
	"os"
)

// headBytes is how much of a database is looked at: the table of tables begins there, and
// holds what made each of them as text.
const headBytes = 1 << 20

// marks are what the tables of a program alone have in them.
var marks = []struct {
	kind Kind
	mark string
}{
	{NetNewsWire, "uniqueID TEXT"},
	{Newsboat, "rss_item"},
	{QuiteRSS, "xmlUrl varchar"},
	{RSSGuard, "is_important"},
	{Liferea, "comment_feed_id"},
}

// kindOf tells whose database a file is: by its beginning, or, where its tables do not
// stand there (they may wait in the log, or were made late), by a copy of it.
func kindOf(ctx context.Context, path string) (Kind, error) {
	kind, err := kindOfHead(path)
	if !errors.Is(err, ErrUnknown) {
		return kind, err
	}
	d, err := openCopy(ctx, path)
	if err != nil {
		return "", err
	}
	kind, err = d.kind(ctx)
	return kind, errors.Join(err, d.close())
}

// kind tells by the tables whose database it is.
func (d *database) kind(ctx context.Context) (Kind, error) {
	switch {
	case d.has(ctx, "articles", "uniqueID", "feedID") && d.has(ctx, "statuses", "articleID"):
		return NetNewsWire, nil
	case d.has(ctx, "rss_item", "feedurl"):
		return Newsboat, nil
	case d.has(ctx, "feeds", "xmlUrl") && d.has(ctx, "news", "feedId"):
		return QuiteRSS, nil
	case d.has(ctx, "Messages", "is_important") && d.has(ctx, "Feeds", "title"):
		return RSSGuard, nil
	case d.has(ctx, "items", "comment_feed_id", "source"):
		return Liferea, nil
	}
	return "", ErrUnknown
}

func kindOfHead(path string) (Kind, error) {
	f, err := os.Open(path)
	if err != nil {
		return "", err
	}
	defer f.Close()
	head, err := io.ReadAll(io.LimitReader(f, headBytes))
	if err != nil {
		return "", err
	}
	for _, m := range marks {
		if bytes.Contains(head, []byte(m.mark)) {
			return m.kind, nil
		}
	}
	return "", ErrUnknown
}
