// Package assets holds the files that are part of the program: fonts, icons
// and the starter sources. They are embedded at build time, so that the
// program is one file and needs no installation. What is not there is a
// mistake in the program, never of the reader; it is answered with nothing,
// and the tests of this package name every file that must exist.
package assets

import "embed"

// file returns a file's bytes, or nil if it was not embedded.
func file(fsys embed.FS, path string) []byte {
	b, err := fsys.ReadFile(path)
	if err != nil {
		return nil
	}
	return b
}
