package storage

import (
	"database/sql/driver"
	"fmt"
	"sync"

	"modernc.org/sqlite"

	"tidings/feeds/query"
)

// engine is SQLite with the functions of ours that statements use. It is under no
// name, so that another user of the driver in this program keeps its own.
var engine = func() *sqlite.Driver {
	d := new(sqlite.Driver)
	if err := d.RegisterDeterministicScalarFunction("pattern_in", 2, patternIn); err != nil {
		panic(err) // the name is taken only if it is registered twice
	}
	return d
}()

// patternIn is pattern_in(pattern, text): whether a regular expression finds
// something in a text, or in the text of a packed body.
func patternIn(_ *sqlite.FunctionContext, args []driver.Value) (driver.Value, error) {
	source, ok := args[0].(string)
	if !ok {
		return nil, fmt.Errorf("pattern_in: %T is no pattern", args[0])
	}
	p, err := compiled(source)
	if err != nil {
		return nil, err
	}
	switch x := args[1].(type) {
	case string:
		return p.In(x), nil
	case []byte:
		b, err := unpack(x)
		return err == nil && p.In(b.Text), nil // one damaged text hides no other
	}
	return false, nil
}

// maxCompiled is how many patterns stay compiled.
const maxCompiled = 50

var patternCache = struct {
	sync.Mutex
	of map[string]query.Pattern
}{of: map[string]query.Pattern{}}

// compiled compiles a pattern once, not for every row.
func compiled(source string) (query.Pattern, error) {
	patternCache.Lock()
	defer patternCache.Unlock()
	if p, ok := patternCache.of[source]; ok {
		return p, nil
	}
	p, err := query.NewPattern(source)
	if err != nil {
		return p, err
	}
	if len(patternCache.of) >= maxCompiled {
		clear(patternCache.of)
	}
	patternCache.of[source] = p
	return p, nil
}
