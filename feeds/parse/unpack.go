package parse

import (
	"bytes"
	"compress/gzip"
	"io"
)

// maxUnpacked bounds what compressed bytes may expand to.
const maxUnpacked = 64 << 20

// unpack decompresses a document that was sent as gzip without saying so, or
// that is a .gz file. What is cut off or too long is kept as far as it goes; cut
// tells that there was more.
func unpack(body []byte) (plain []byte, warning string, cut bool) {
	if !bytes.HasPrefix(body, []byte{0x1f, 0x8b, 8}) {
		return body, "", false
	}
	z, err := gzip.NewReader(bytes.NewReader(body))
	if err != nil {
		return body, "", false
	}
	plain, err = io.ReadAll(io.LimitReader(z, maxUnpacked))
	switch {
	case len(plain) == 0:
		return body, "", false
	case err != nil:
		return plain, "compressed document is damaged; read as far as it goes", true
	case len(plain) == maxUnpacked:
		return plain, "compressed document is too long; read in part", true
	}
	return plain, "document was compressed without saying so", false
}
