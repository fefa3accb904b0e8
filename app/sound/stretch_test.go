package sound

import (
	"fmt"
	"math"
	"testing"
)

// sine is a stereo tone.
func sine(hertz float64, n int) []float32 {
	out := make([]float32, 0, n*channels)
	for i := range n {
		x := float32(0.6 * math.Sin(2*math.Pi*hertz*float64(i)/Rate))
		out = append(out, x, x)
	}
	return out
}

// left is the first channel.
func left(samples []float32) []float32 {
	out := make([]float32, 0, len(samples)/channels)
	for i := 0; i < len(samples); i += channels {
		out = append(out, samples[i])
	}
	return out
}

// inParts converts a little at a time, as a decoder delivers.
func inParts(s *stretcher, in []float32) []float32 {
	var out []float32
	for len(in) > 0 {
		n := min(len(in), 2304)
		out = s.convert(out, in[:n])
		in = in[n:]
	}
	return out
}

func TestSpeedChangesTheLengthAndNotThePitch(t *testing.T) {
	for _, speed := range Speeds {
		for _, hertz := range []float64{90, 997, 3100} {
			got := left(inParts(newStretcher(speed), sine(hertz, 2*Rate)))
			if l := float64(len(got)) / Rate; !near(l, 2/speed, 0.05) {
				t.Errorf("at %v, %v Hz last %.3f s instead of %.3f s", speed, hertz, l, 2/speed)
			}
			if f := tone(got, Rate); !near(f, hertz, hertz*0.006) {
				t.Errorf("at %v, %v Hz become %.1f Hz", speed, hertz, f)
			}
			for i := 1; i < len(got); i++ {
				if d := math.Abs(float64(got[i] - got[i-1])); d > 0.62*2*math.Pi*hertz/Rate+0.02 {
					t.Errorf("at %v, %v Hz click at %d: %v", speed, hertz, i, d)
					break
				}
			}
		}
	}
}

func TestAtItsOwnSpeedNothingIsChanged(t *testing.T) {
	in := sine(437, Rate)
	out := inParts(newStretcher(1), in)
	if len(out) < len(in)-(reach+2*hop)*channels {
		t.Fatalf("%d of %d come out", len(out), len(in))
	}
	for i := range out {
		if out[i] != in[i] {
			t.Fatalf("sample %d is another", i)
		}
	}
}

func TestClicksStayApartAsTheSpeedSays(t *testing.T) {
	in := make([]float32, 4*Rate*channels)
	for i := 0; i < 4*Rate; i += Rate / 4 { // four a second, 5 ms each
		for k := range Rate / 200 {
			x := float32(math.Exp(-float64(k)/40)) * float32(1-2*(k%2))
			in[(i+k)*channels], in[(i+k)*channels+1] = x, x
		}
	}
	for _, speed := range []float64{0.75, 1.5, 2} {
		out := left(inParts(newStretcher(speed), in))
		clicks, last := 0, -Rate
		for i, x := range out {
			if x > 0.4 && i-last > Rate/20 {
				clicks++
				last = i
			}
		}
		if want := 16; clicks < want*3/4 || clicks > want*3/2 {
			t.Errorf("at %v there are %d clicks of %d", speed, clicks, want)
		}
	}
}

func TestAnotherSpeedInTheMiddleGoesOnWithoutAGap(t *testing.T) {
	s := newStretcher(1)
	out := inParts(s, sine(300, Rate))
	s.speed = 2
	out = append(out, inParts(s, sine(300, Rate))...)
	s.speed = 1
	out = append(out, inParts(s, sine(300, Rate))...)
	if l := float64(len(out)/channels) / Rate; !near(l, 2.5, 0.08) {
		t.Errorf("it lasts %.3f s", l)
	}
	if f := tone(left(out), Rate); !near(f, 300, 4) {
		t.Errorf("there are %.1f Hz", f)
	}
}

func TestTheTimeOfWhatComesOutIsThatOfTheRecording(t *testing.T) {
	for _, speed := range Speeds {
		s := newStretcher(speed)
		out := inParts(s, sine(200, 3*Rate))
		want := float64(len(out)/channels) * speed
		if got := s.place(); !near(got, want, Rate/50) {
			t.Errorf("at %v, place is %.0f instead of %.0f", speed, got, want)
		}
	}
}

func TestAnyRateBecomesOurs(t *testing.T) {
	for _, rate := range []int{8000, 11025, 22050, 44100, 48000, 96000} {
		r := newResampler(rate, 1)
		in := make([]float32, 2*rate)
		for i := range in {
			in[i] = float32(0.5 * math.Sin(2*math.Pi*1000*float64(i)/float64(rate)))
		}
		var out []float32
		for rest := in; len(rest) > 0; {
			n := min(len(rest), 1000)
			out = r.convert(out, rest[:n])
			rest = rest[n:]
		}
		got := left(out)
		if l := float64(len(got)) / Rate; !near(l, 2, 0.005) {
			t.Errorf("%d: 2 s become %.4f s", rate, l)
		}
		if f := tone(got, Rate); !near(f, 1000, 1) {
			t.Errorf("%d: 1000 Hz become %.2f Hz", rate, f)
		}
		for i := Rate / 10; i < len(got)-Rate/10; i++ {
			want := 0.5 * math.Sin(2*math.Pi*1000*float64(i)/Rate)
			if math.Abs(float64(got[i])-want) > 0.02 {
				t.Errorf("%d: sample %d is %.4f instead of %.4f", rate, i, got[i], want)
				break
			}
		}
	}
}

func TestNoRecordingIsLouderThanTheLoudest(t *testing.T) {
	nan := float32(math.NaN())
	for chans, in := range map[int][]float32{1: {nan, 9, -9}, 2: {nan, 9, -9, 0}, 6: {1, 1, 1, 1, 1, 1, nan, nan, nan, 9, 9, 9}} {
		for _, x := range stereo(nil, in, chans) {
			if !(x >= -1 && x <= 1) {
				t.Errorf("%d channels: %v", chans, x)
			}
		}
	}
}

// BenchmarkStretch converts a second of stereo sound.
func BenchmarkStretch(b *testing.B) {
	in := sine(220, Rate)
	for _, speed := range []float64{1, 1.5, 2.5} {
		b.Run(fmt.Sprint(speed), func(b *testing.B) {
			s := newStretcher(speed)
			var out []float32
			for b.Loop() {
				out = s.convert(out[:0], in)
			}
		})
	}
}

// BenchmarkChain decodes a second and brings it to where it is put out.
func BenchmarkChain(b *testing.B) {
	for _, name := range []string{"constant.mp3", "tones.ogg"} {
		m := tones(b, name)
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				c, err := newChain(b.Context(), m, 0, nil)
				if err != nil {
					b.Fatal(err)
				}
				for err == nil {
					_, err = c.next(1.5)
				}
			}
			b.ReportMetric(float64(b.Elapsed().Milliseconds())/float64(b.N)/4, "ms/second")
		})
	}
}
