package sound

import (
	"fmt"
	"io"

	"github.com/jfreymuth/oggvorbis"
)

type vorbisDecoder struct {
	r   *reader
	dec *oggvorbis.Reader
}

func newVorbis(r *reader) (decoder, error) {
	var in io.Reader = r
	if r.size < 0 {
		in = struct{ io.Reader }{r} // so that nobody looks for its end
	}
	dec, err := oggvorbis.NewReader(in)
	if err != nil {
		return nil, broken(err, r)
	}
	if dec.SampleRate() <= 0 || dec.Channels() <= 0 {
		return nil, ErrBroken
	}
	return &vorbisDecoder{r, dec}, nil
}

func (d *vorbisDecoder) rate() int     { return d.dec.SampleRate() }
func (d *vorbisDecoder) channels() int { return d.dec.Channels() }
func (d *vorbisDecoder) length() int64 { return max(0, d.dec.Length()) }

func (d *vorbisDecoder) read(p []float32) (int, error) {
	n, err := d.dec.Read(p[:len(p)-len(p)%d.channels()])
	if n > 0 {
		return n, nil // an error comes again
	}
	return 0, broken(err, d.r)
}

func (d *vorbisDecoder) seek(to int64) (int64, error) {
	if d.r.size < 0 {
		return 0, fmt.Errorf("%w: its length is not known", errNoSeek)
	}
	to = max(0, min(to, d.length()))
	if err := d.dec.SetPosition(to); err != nil {
		return 0, broken(err, d.r)
	}
	return to, nil
}
