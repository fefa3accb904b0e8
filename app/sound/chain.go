package sound

import (
	"context"
	"errors"
	"io"
	"time"
)

// chain decodes a recording from a place on into a queue.
type chain struct {
	dec   decoder
	start time.Duration // where it begins
	conv  *resampler
	tempo *stretcher
	raw   []float32
	even  []float32 // at our rate
}

// newChain begins at a time, or at the beginning where there is no way to it. prior
// is what decoded the same recording before; nil: nothing did.
func newChain(ctx context.Context, src Source, at time.Duration, prior decoder) (*chain, error) {
	dec, err := openDecoder(ctx, src)
	if err != nil {
		return nil, err
	}
	if d, ok := dec.(*mp3Decoder); ok {
		if old, ok := prior.(*mp3Decoder); ok {
			d.frames.learn(old.frames)
		}
	}
	c := &chain{dec: dec, raw: make([]float32, 8192-8192%max(1, dec.channels()))}
	if at > 0 {
		to := int64(at.Seconds() * float64(dec.rate()))
		switch n, err := safelyTo(dec, to); {
		case err == nil:
			c.start = seconds(n, dec.rate())
		case ctx.Err() != nil:
			return nil, ctx.Err()
		case errors.Is(err, errNoSeek):
		case errors.Is(err, ErrBroken):
			if dec, err = openDecoder(ctx, src); err != nil {
				return nil, err
			}
			c.dec = dec
		default:
			return nil, err
		}
	}
	c.tempo = newStretcher(1)
	return c, nil
}

func seconds(frames int64, rate int) time.Duration {
	if rate <= 0 {
		return 0
	}
	return time.Duration(float64(frames) / float64(rate) * float64(time.Second))
}

// length of the recording; zero if it is not known.
func (c *chain) length() time.Duration { return seconds(c.dec.length(), c.dec.rate()) }

// next decodes a little. The block may be empty, and may come with io.EOF.
func (c *chain) next(speed float64) (block, error) {
	n, err := safely(c.dec, c.raw)
	if c.conv == nil || c.conv.from != c.dec.rate() || c.conv.chans != c.dec.channels() {
		if rate := c.dec.rate(); rate < minRate || rate > maxRate {
			return block{}, ErrBroken
		}
		c.conv = newResampler(c.dec.rate(), c.dec.channels())
	}
	c.tempo.speed = speed
	c.even = c.conv.convert(c.even[:0], c.raw[:n])
	b := block{at: c.start + time.Duration(c.tempo.place()/Rate*float64(time.Second)), speed: speed}
	b.samples = c.tempo.convert(nil, c.even)
	if err == io.EOF { // what waits for its successors gets silent ones
		c.even = c.conv.convert(c.even[:0], make([]float32, sincHalf*c.conv.chans))
		b.samples = c.tempo.convert(b.samples, c.even)
		b.samples = c.tempo.convert(b.samples, make([]float32, (reach+2*hop)*channels))
	}
	return b, err
}
