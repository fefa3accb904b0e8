package sound

import "bytes"

// format is how a recording is coded.
type format int

const (
	unknown format = iota
	mp3Format
	vorbisFormat
	flacFormat
	wavFormat
)

// sniffed is how many bytes are needed to tell.
const sniffed = 4096

// sniff tells a format by the first bytes of a recording, after a tag of ID3 (see
// pastID3). What a server says is not asked: half of the recordings that are sent
// as application/octet-stream are MP3, and some that are sent as audio/mpeg are
// web pages.
func sniff(head []byte) format {
	switch {
	case bytes.HasPrefix(head, []byte("fLaC")):
		return flacFormat
	case len(head) >= 12 && bytes.HasPrefix(head, []byte("RIFF")) && string(head[8:12]) == "WAVE":
		return wavFormat
	case bytes.HasPrefix(head, []byte("OggS")) && bytes.Contains(head[:min(len(head), 64)], []byte("\x01vorbis")):
		return vorbisFormat
	case bytes.HasPrefix(head, []byte("OggS")):
		return unknown // Opus, Speex, video
	}
	if firstFrame(head) >= 0 {
		return mp3Format
	}
	return unknown
}

// firstFrame is where the first frame of MP3 begins that another one follows; -1
// if there is none. One header alone is not enough: its pattern is two bytes long
// and stands in any large file.
func firstFrame(head []byte) int {
	for i := 0; i+4 <= len(head); i++ {
		h, ok := parseFrame(head[i:])
		if !ok {
			continue
		}
		next := i + h.size
		if next+4 > len(head) {
			if i == 0 && next > len(head) {
				return 0 // a file of one frame, or a very large one
			}
			continue
		}
		if n, ok := parseFrame(head[next:]); ok && n.rate == h.rate && n.version == h.version {
			return i
		}
	}
	return -1
}

// pastID3 is the size of a tag of ID3 version 2 that begins with head; zero if
// there is none (id3.org, ID3v2.4 structure, section 3.1).
func pastID3(head []byte) int64 {
	if len(head) < 10 || string(head[:3]) != "ID3" || (head[6]|head[7]|head[8]|head[9])&0x80 != 0 {
		return 0
	}
	n := int64(head[6])<<21 | int64(head[7])<<14 | int64(head[8])<<7 | int64(head[9])
	if head[5]&0x10 != 0 {
		n += 10 // a footer
	}
	return n + 10
}
