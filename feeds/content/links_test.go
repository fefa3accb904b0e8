package content

import (
	"slices"
	"strings"
	"testing"
)

func TestLinksAreFoundInWhatWasCleaned(t *testing.T) {
	clean := Clean(`<p>See <a href="https://a.example/x?b=1&amp;c=2" title="href=&quot;no&quot;">this</a>, <a name="here">here</a>
		and <a href="/y">that</a>.</p><figure><a href="https://b.example/big"><img src="https://b.example/i.jpg" width="600" height="400"></a></figure>
		<pre>see <a href="https://c.example/code">code</a></pre>`, "https://own.example/")
	want := []string{"https://a.example/x?b=1&c=2", "https://own.example/y", "https://b.example/big", "https://c.example/code"}
	if got := slices.Collect(Links(clean)); !slices.Equal(got, want) {
		t.Errorf("%q of %s", got, clean)
	}
	for _, odd := range []string{"", "<a", "<a ", `<a href="`, `<a href="https://cut.exam`} {
		if got := slices.Collect(Links(odd)); got != nil {
			t.Errorf("%q: %q", odd, got)
		}
	}
	for range Links(clean) {
		break // may stop early
	}
}

func BenchmarkLinks(b *testing.B) {
	clean := Clean(strings.Repeat(`<p>`+strings.Repeat("Some words of an article. ", 20)+`<a href="https://a.example/x">this</a></p>`, 10), "")
	b.SetBytes(int64(len(clean)))
	for b.Loop() {
		for range Links(clean) {
		}
	}
}
