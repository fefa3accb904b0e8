package content

import "strings"

// FirstPicture is the address of the first picture worth showing beside a
// headline.
func FirstPicture(blocks []Block) string {
	for i := range blocks {
		x := &blocks[i]
		if x.Kind == Figure && showy(x.Picture) {
			return x.Picture.Best(wantedWidth)
		}
		if x.Kind == Media && x.Embed.Image != "" {
			return x.Embed.Image
		}
		if u := FirstPicture(x.Children); u != "" {
			return u
		}
	}
	return ""
}

// modest are parts of addresses of pictures that say nothing of an article.
var modest = []string{
	"gravatar.com/", "avatar", "/emoji", "/icons/", "icon-", "-icon", "favicon", "/icon.", "logo", "spacer", "badge", "shields.io/",
	"button", "/ads/", "banner", "share", "smiley", "/author", "headshot", "profile_images/", "profile-pic", "placeholder",
}

func showy(p *Picture) bool {
	if p.Width > 0 && p.Width < 120 || p.Height > 0 && p.Height < 80 {
		return false
	}
	if p.Width > 0 && p.Height > 0 && (p.Width > 5*p.Height || p.Height > 4*p.Width) {
		return false
	}
	if hasScheme(p.URL, "data:") {
		return false
	}
	low := strings.ToLower(p.URL)
	if path, _, _ := strings.Cut(low, "?"); strings.HasSuffix(path, ".svg") {
		return false
	}
	for _, m := range modest {
		if strings.Contains(low, m) {
			return false
		}
	}
	return true
}
