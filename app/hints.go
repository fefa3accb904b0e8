package app

import (
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"sync"
	"time"

	"tidings/feeds/extract"
)

// hintsFile is the reader's own file of hints in the profile: where on the pages
// of single sites the article is. See extract.ParseHints.
const hintsFile = "hints.txt"

// maxHintsFile is how many bytes of it are read.
const maxHintsFile = 1 << 20

// ownHints are the hints of the reader's own file. It is read again when it has
// changed, so that a line can be tried at once.
type ownHints struct {
	mu    sync.Mutex
	when  time.Time
	size  int64
	hints extract.Hints
}

// hints are those of the reader; none where there is no such file. A line that
// cannot be read is skipped and said in the log, once.
func (c *Core) hints() extract.Hints {
	o := &c.own
	o.mu.Lock()
	defer o.mu.Unlock()
	file, err := os.Open(filepath.Join(c.dir, hintsFile))
	if errors.Is(err, fs.ErrNotExist) {
		o.when, o.size, o.hints = time.Time{}, 0, nil
		return nil
	}
	if err != nil {
		c.log.Warn("hints not read", "err", err)
		return o.hints
	}
	defer file.Close()
	info, err := file.Stat()
	if err == nil && info.ModTime().Equal(o.when) && info.Size() == o.size {
		return o.hints
	}
	text, err := io.ReadAll(io.LimitReader(file, maxHintsFile))
	if err != nil {
		c.log.Warn("hints not read", "err", err)
		return o.hints
	}
	if info != nil {
		o.when, o.size = info.ModTime(), info.Size()
	}
	var wrong []error
	o.hints, wrong = extract.ParseHints(string(text))
	for _, err := range wrong {
		c.log.Warn("hint skipped", "file", file.Name(), "err", err)
	}
	return o.hints
}
