package ui

import (
	"bytes"
	"encoding/binary"
	"hash/crc32"
	"image"
	"time"
)

// readGIF cuts a GIF (89a) into files of one frame each.
func readGIF(data []byte) *film {
	if len(data) < 13 {
		return nil
	}
	f := &film{size: image.Pt(int(data[6])|int(data[7])<<8, int(data[8])|int(data[9])<<8), loops: 1}
	colours := 0
	if data[10]&0x80 != 0 {
		colours = 3 << (data[10]&7 + 1)
	}
	if len(data) < 13+colours {
		return nil
	}
	table, at := data[13:13+colours], 13+colours
	frame, control := filmFrame{over: true}, []byte(nil)
	for at < len(data) && len(f.frames) < filmFrames {
		switch data[at] {
		case 0x21: // an extension
			end := gifBlocks(data, at+2)
			if end < 0 {
				return f
			}
			ext := data[at:end]
			switch {
			case ext[1] == 0xF9 && len(ext) >= 8:
				control = ext
				frame.delay = time.Duration(int(ext[4])|int(ext[5])<<8) * 10 * time.Millisecond
				frame.after = map[byte]uint8{2: frameGoes, 3: frameUndone}[ext[3]>>2&7]
			case bytes.Contains(ext, []byte("NETSCAPE2.0\x03\x01")) && len(ext) >= 19:
				if f.loops = int(ext[16]) | int(ext[17])<<8; f.loops > 0 {
					f.loops++ // so often again
				}
			}
			at = end
		case 0x2C: // a frame
			if at+10 > len(data) {
				return f
			}
			d := data[at : at+10]
			x, y, w, h := int(d[1])|int(d[2])<<8, int(d[3])|int(d[4])<<8, int(d[5])|int(d[6])<<8, int(d[7])|int(d[8])<<8
			from := at + 10
			if d[9]&0x80 != 0 {
				from += 3 << (d[9]&7 + 1)
			}
			end := gifBlocks(data, from+1)
			if end < 0 {
				return f
			}
			frame.at = image.Rect(x, y, x+w, y+h)
			frame.data = bytes.Join([][]byte{[]byte("GIF89a"), d[5:9], data[10:13], table, control,
				{0x2C, 0, 0, 0, 0}, d[5:], data[at+10 : end], {0x3B}}, nil)
			f.frames = append(f.frames, frame)
			frame, control = filmFrame{over: true}, nil
			at = end
		default: // the end, or what does not belong here
			return f
		}
	}
	return f
}

// gifBlocks is where a chain of blocks ends; negative if the file ends first.
func gifBlocks(data []byte, at int) int {
	for at < len(data) {
		n := int(data[at])
		at += n + 1
		if n == 0 {
			return at
		}
	}
	return -1
}

const pngSign = "\x89PNG\r\n\x1a\n"

// readAPNG cuts an animated PNG (PNG, third edition) into files of one frame each.
func readAPNG(data []byte) *film {
	f := &film{}
	var head, common, body []byte
	var frame filmFrame
	open, animated := false, false
	end := func() {
		if open && len(body) > 0 {
			own := bytes.Clone(head)
			binary.BigEndian.PutUint32(own, uint32(frame.at.Dx()))
			binary.BigEndian.PutUint32(own[4:], uint32(frame.at.Dy()))
			file := append([]byte(pngSign), pngChunk("IHDR", own)...)
			file = append(append(file, common...), body...)
			frame.data = append(file, pngChunk("IEND", nil)...)
			f.frames = append(f.frames, frame)
		}
		open, body = false, nil
	}
	for at := len(pngSign); at+12 <= len(data) && len(f.frames) < filmFrames; {
		n := int(binary.BigEndian.Uint32(data[at:]))
		if n < 0 || n > len(data)-at-12 {
			break
		}
		kind, chunk := string(data[at+4:at+8]), data[at+8:at+8+n]
		whole := data[at : at+12+n]
		at += 12 + n
		switch kind {
		case "IHDR":
			if n != 13 {
				return nil
			}
			head = chunk
			f.size = image.Pt(int(binary.BigEndian.Uint32(chunk)), int(binary.BigEndian.Uint32(chunk[4:])))
		case "acTL":
			if n < 8 || head == nil {
				return nil
			}
			animated, f.loops = true, int(binary.BigEndian.Uint32(chunk[4:]))
		case "fcTL":
			end()
			if n < 26 || head == nil {
				return f
			}
			frame, open = apngFrame(chunk), true
		case "IDAT":
			if !animated {
				return nil
			}
			if open {
				body = append(body, whole...)
			}
		case "fdAT":
			if open && n > 4 {
				body = append(body, pngChunk("IDAT", chunk[4:])...)
			}
		case "PLTE", "tRNS":
			common = append(common, whole...)
		}
	}
	end()
	return f
}

// apngFrame reads the place, time and kind of a frame.
func apngFrame(c []byte) filmFrame {
	u32 := func(i int) int { return int(min(binary.BigEndian.Uint32(c[i:]), 1<<20)) }
	part, of := int(binary.BigEndian.Uint16(c[20:])), int(binary.BigEndian.Uint16(c[22:]))
	if of == 0 {
		of = 100
	}
	x, y := u32(12), u32(16)
	return filmFrame{at: image.Rect(x, y, x+u32(4), y+u32(8)), delay: time.Duration(part) * time.Second / time.Duration(of),
		after: min(c[24], frameUndone), over: c[25] == 1}
}

func pngChunk(kind string, body []byte) []byte {
	out := binary.BigEndian.AppendUint32(nil, uint32(len(body)))
	out = append(append(out, kind...), body...)
	return binary.BigEndian.AppendUint32(out, crc32.ChecksumIEEE(out[4:]))
}

// readMovingWebP cuts an animated WebP (RFC 9649) into files of one frame each.
func readMovingWebP(data []byte) *film {
	f := &film{}
	u24 := func(b []byte) int { return int(b[0]) | int(b[1])<<8 | int(b[2])<<16 }
	webpChunks(data[12:], func(kind string, c []byte) bool {
		switch {
		case kind == "VP8X" && len(c) >= 10:
			f.size = image.Pt(u24(c[4:])+1, u24(c[7:])+1)
		case kind == "ANIM" && len(c) >= 6:
			f.loops = int(c[4]) | int(c[5])<<8
		case kind == "ANMF" && len(c) > 16:
			x, y, w, h := 2*u24(c), 2*u24(c[3:]), u24(c[6:])+1, u24(c[9:])+1
			f.frames = append(f.frames, filmFrame{at: image.Rect(x, y, x+w, y+h), delay: time.Duration(u24(c[12:])) * time.Millisecond,
				after: c[15] & 1, over: c[15]&2 == 0, data: webpFrame(c[16:], c[6:12])})
		}
		return len(f.frames) < filmFrames
	})
	return f
}

// webpFrame is a file of one frame: its chunks, behind a head if there is a mask
// beside the picture. size is the width and height as the file has them.
func webpFrame(chunks, size []byte) []byte {
	body := []byte("WEBP")
	if bytes.HasPrefix(chunks, []byte("ALPH")) {
		body = append(body, "VP8X\x0a\x00\x00\x00\x10\x00\x00\x00"...)
		body = append(body, size...)
	}
	body = append(body, chunks...)
	return append(binary.LittleEndian.AppendUint32([]byte("RIFF"), uint32(len(body))), body...)
}

// webpChunks calls do for each chunk until it returns false.
func webpChunks(data []byte, do func(kind string, chunk []byte) bool) {
	for len(data) >= 8 {
		n := int(binary.LittleEndian.Uint32(data[4:]))
		if n < 0 || n > len(data)-8 || !do(string(data[:4]), data[8:8+n]) {
			return
		}
		data = data[min(len(data), 8+n+n&1):]
	}
}
