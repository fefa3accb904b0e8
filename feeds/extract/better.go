package extract

import "tidings/feeds/content"

// Better reports whether an article of a page should be shown instead of what
// the feed itself gave: it is longer, and it is the same article. Pages that
// ask for consent or show the site's news in its place are not.
func (a *Article) Better(own content.Cleaned) bool {
	return len(a.Text)*10 > len(own.Text)*11 && !contradicts(a.Text, own.Text)
}
