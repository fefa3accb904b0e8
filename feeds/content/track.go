package content

import "strings"

// trackers are parts of addresses of pictures that count readers.
var trackers = []string{
	"feeds.feedburner.com/~", "feedsportal.com/", "pixel.wp.com/", "stats.wordpress.com/", "stats.wp.com/",
	"doubleclick.net/", "google-analytics.com/", "googlesyndication.com/", "googleadservices.com/",
	"scorecardresearch.com/", "quantserve.com/", "facebook.com/tr?", "facebook.com/tr/", "medium.com/_/stat",
	"api.follow.it/track", "list-manage.com/track/", "/open.aspx?", "matomo.php", "piwik.php", "statcounter.com/",
	"feedblitz.com/", "/tracking/", "/trackopen", "/beacon", "/count.gif", "/pixel.gif", "/pixel?", "/pixel/",
	"rss.feedsportal", "ioam.de/", "vgwort.de/", "ivwbox.de/", "chartbeat.", "/piwik/", "adserver.", "/wf/open",
	"blogger.com/tracker", "blogger.googleusercontent.com/tracker/", "sb.scorecard", "/impression", "substack.com/o/",
}

func tracks(address string) bool {
	if hasScheme(address, "data:") {
		return false
	}
	for _, t := range trackers {
		if strings.Contains(address, t) {
			return true
		}
	}
	return false
}
