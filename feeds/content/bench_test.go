package content

import (
	"strings"
	"testing"
)

// article is about 4.8 kB of HTML as feeds have it.
var article = `<p><img src="https://cdn.example.com/harbour-1024x683.jpg" srcset="https://cdn.example.com/harbour-300x200.jpg 300w, https://cdn.example.com/harbour-1024x683.jpg 1024w" alt="The harbour at dawn" width="1024" height="683" class="wp-image-12 size-large"></p>
` + strings.Repeat(`<p class="has-text">The council of the old harbour town has agreed on a <a href="/plans/2026?utm_source=rss&amp;page=2">plan for the quay</a>, which is to be rebuilt by 2029. &#8220;We waited for <strong>ten years</strong>,&#8221; said the mayor &mdash; and smiled. Ferries keep running while the work goes on, though <em>fewer</em> of them in winter.</p>

<h2>What it costs</h2>
<p>Forty million, of which the region pays a third. Engineers found the walls in a better state than they had feared, so that the sum is lower than in the first estimate of last spring; the rest is for pumps and pipes, and for a small park.</p>
<ul><li>Walls: 22 million</li><li>Pumps: 11 million</li><li>Park &amp; paths: 7 million</li></ul>
`, 5) + `<p>The post <a href="https://example.com/a">Harbour</a> appeared first on <a href="https://example.com">Example</a>.</p>`

func BenchmarkProcess(b *testing.B) {
	b.SetBytes(int64(len(article)))
	b.ReportAllocs()
	for b.Loop() {
		Process(article, "https://example.com/a")
	}
}

func BenchmarkBlocks(b *testing.B) {
	clean := Clean(article, "https://example.com/a")
	b.ReportAllocs()
	for b.Loop() {
		Blocks(clean)
	}
}

func BenchmarkLead(b *testing.B) {
	text := Text(Clean(article, "https://example.com/a"))
	b.ReportAllocs()
	for b.Loop() {
		Lead(text, 240)
	}
}
