package topic

import (
	"math"
	"testing"
)

func TestLogarithmsAreThoseOfTheLibrary(t *testing.T) {
	for x := 1e-6; x < 1e9; x *= 1.00037 {
		if got, want := logarithm(x), math.Log(x); math.Abs(got-want) > 1e-14*(1+math.Abs(want)) {
			t.Fatalf("log %v is %v, want %v", x, got, want)
		}
	}
	if got := logarithm(1); math.Abs(got) > 1e-14 {
		t.Errorf("log 1 is %v", got)
	}
}

func BenchmarkLogarithm(b *testing.B) {
	for name, f := range map[string]func(float64) float64{"library": math.Log, "table": logarithm} {
		b.Run(name, func(b *testing.B) {
			var sum float64
			for i := range b.N {
				sum += f(float64(i&1023) + 0.1)
			}
			b.ReportMetric(min(sum, 0), "-")
		})
	}
}
