package content

import (
	"strings"
	"testing"
)

// Letters are tables in tables in tables.
func TestLettersAreRead(t *testing.T) {
	open := `<table role="presentation" width="100%" cellpadding="0"><tr><td align="center">`
	shut := "</td></tr></table>"
	const story = `<h2>Harbour</h2><p>It is <b>built</b>.</p><table><tr><th>Year<th>Cost<tr><td>2026<td>4</table><p><a href="https://a.example/x">Plans</a></p>`
	const want = `<h2>Harbour</h2><p>It is <strong>built</strong>.</p><table><tr><th>Year</th><th>Cost</th></tr><tr><td>2026</td><td>4</td></tr></table><p><a href="https://a.example/x">Plans</a></p>`
	cleans(t, "a few deep", strings.Repeat(open, 4)+story+strings.Repeat(shut, 4), want)
	cleans(t, "a hundred deep", strings.Repeat(open, 100)+story+strings.Repeat(shut, 100), want)
	cleans(t, "a hundred deep without roles", strings.Repeat("<table><tbody><tr><td>", 100)+story+strings.Repeat("</td></tr></tbody></table>", 100), want)
	cleans(t, "deeper than any letter", strings.Repeat(open, 1000)+"<p>a</p><p>b</p>"+strings.Repeat(shut, 1000), "<p>a</p><p>b</p>")
	cleans(t, "several below each other", strings.Repeat(open+"<p>a</p>"+shut, 3), "<p>a</p><p>a</p><p>a</p>")
	cleans(t, "columns", `<table><tr><td><h3>a</h3><p>b</p></td><td><h3>c</h3><p>d</p></td></tr></table>`, "<h3>a</h3><p>b</p><h3>c</h3><p>d</p>")
	cleans(t, "text for the list of letters", `<div style="display:none;max-height:0">Preview</div><p>a</p>`, "<p>a</p>")
}
