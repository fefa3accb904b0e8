package export

import (
	"os"
	"testing"
)

func TestLook(t *testing.T) {
	o := options(t)
	a := everything()
	for _, f := range Formats {
		os.WriteFile("/tmp/exp/everything"+f.Extension(), written(t, f, o, a), 0o600)
	}
}
