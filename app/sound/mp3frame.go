package sound

// mp3Frame is the header of a frame of MP3, layer III (ISO/IEC 11172-3, section
// 2.4.1.3, and 13818-3).
type mp3Frame struct {
	version int // 1 or 2
	rate    int // samples a second
	samples int // in the frame, of each channel
	size    int // bytes with the header
	mono    bool
	bitrate int // bits a second
}

// bits a second by version and index, in thousands.
var bitrates = [2][16]int{
	{0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320, 0},
	{0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160, 0},
}

var sampleRates = [2][4]int{{44100, 48000, 32000, 0}, {22050, 24000, 16000, 0}}

// parseFrame reads a header. Version 2.5 and the free format, which the decoder
// does not have, are none.
func parseFrame(b []byte) (mp3Frame, bool) {
	if len(b) < 4 || b[0] != 0xff || b[1]&0xe0 != 0xe0 || b[1]&0x06 != 0x02 {
		return mp3Frame{}, false
	}
	var f mp3Frame
	switch b[1] >> 3 & 3 {
	case 3:
		f.version, f.samples = 1, 1152
	case 2:
		f.version, f.samples = 2, 576
	default:
		return mp3Frame{}, false
	}
	f.bitrate = bitrates[f.version-1][b[2]>>4] * 1000
	f.rate = sampleRates[f.version-1][b[2]>>2&3]
	if f.bitrate == 0 || f.rate == 0 || b[3]&3 == 2 {
		return mp3Frame{}, false
	}
	f.mono = b[3]>>6 == 3
	f.size = f.samples/8*f.bitrate/f.rate + int(b[2]>>1&1)
	return f, f.size >= 4+f.sideSize()
}

// misread reports whether the library takes frames of this kind for a byte too short
// when they are padded, and gives noise (it halves what it has rounded already).
func (f mp3Frame) misread() bool {
	twice := 144 * f.bitrate
	return f.version == 2 && twice%f.rate != 0 && twice/f.rate%2 == 0
}

// sideSize is the size of what stands behind the header of a frame.
func (f mp3Frame) sideSize() int {
	switch {
	case f.version == 1 && !f.mono:
		return 32
	case f.version == 2 && f.mono:
		return 9
	}
	return 17
}

// summary is what the first frame of many files tells instead of sound: how many
// frames there are, and where each hundredth of the time begins.
type summary struct {
	frames int64
	bytes  int64    // of all frames; zero: not said
	toc    [100]int // in 256ths of bytes
	hasTOC bool
}

// summaryOf reads the tag of a frame that "Xing", "Info" or "VBRI" begins. The
// places are those that Xing's and Fraunhofer's encoders use.
func summaryOf(f mp3Frame, b []byte) (s summary, ok bool) {
	number := func(b []byte) int64 {
		return int64(b[0])<<24 | int64(b[1])<<16 | int64(b[2])<<8 | int64(b[3])
	}
	if at := 4 + 32; len(b) >= at+18 && string(b[at:at+4]) == "VBRI" {
		s.bytes, s.frames = number(b[at+10:]), number(b[at+14:])
		return s, true
	}
	at := 4 + f.sideSize()
	if len(b) < at+8 || string(b[at:at+4]) != "Xing" && string(b[at:at+4]) != "Info" {
		return s, false
	}
	flags, b := b[at+7], b[at+8:]
	if flags&1 != 0 && len(b) >= 4 {
		s.frames, b = number(b), b[4:]
	}
	if flags&2 != 0 && len(b) >= 4 {
		s.bytes, b = number(b), b[4:]
	}
	if flags&4 != 0 && len(b) >= 100 {
		s.hasTOC = true
		for i := range s.toc {
			s.toc[i] = int(b[i])
		}
	}
	return s, true
}
