package parse

import (
	"slices"
	"strconv"
	"strings"
	"time"
)

// maxTTL is the longest time between two editions that is believed.
const maxTTL = 366 * 24 * time.Hour

// ttl reads RSS's ttl: minutes.
func ttl(text string) time.Duration {
	minutes, err := strconv.ParseFloat(strings.TrimSpace(text), 64)
	if err != nil || !(minutes > 0) || minutes > maxTTL.Minutes() {
		return 0
	}
	return time.Duration(minutes * float64(time.Minute))
}

// duration reads a playing time as podcasts write it: hours:minutes:seconds,
// minutes:seconds, or seconds. Zero for anything else, and for more than a month.
func duration(text string) time.Duration {
	var seconds float64
	for part := range strings.SplitSeq(strings.TrimSpace(text), ":") {
		n, err := strconv.ParseFloat(strings.TrimSpace(part), 64)
		if err != nil || !(n >= 0) {
			return 0
		}
		seconds = seconds*60 + n
	}
	if seconds > (30 * 24 * time.Hour).Seconds() {
		return 0
	}
	return time.Duration(seconds * float64(time.Second))
}

// syndication reads the interval of the RDF Site Summary syndication module: so
// many times in a period.
func syndication(period, frequency string) time.Duration {
	periods := map[string]time.Duration{
		"hourly": time.Hour, "daily": 24 * time.Hour, "weekly": 7 * 24 * time.Hour,
		"monthly": 30 * 24 * time.Hour, "yearly": 365 * 24 * time.Hour,
	}
	every, ok := periods[strings.ToLower(strings.TrimSpace(period))]
	if !ok {
		return 0
	}
	times, err := strconv.Atoi(strings.TrimSpace(frequency))
	if err != nil || times < 1 {
		times = 1
	}
	return every / time.Duration(times)
}

// skipHours reads RSS's hours at which a feed does not change: 0 to 23, GMT.
// Some feeds count to 24.
func skipHours(hours []string) []int {
	var out []int
	for _, text := range hours {
		h, err := strconv.Atoi(strings.TrimSpace(text))
		if err != nil || h < 0 || h > 24 || slices.Contains(out, h%24) {
			continue
		}
		out = append(out, h%24)
	}
	slices.Sort(out)
	return out
}

// skipDays reads RSS's days at which a feed does not change.
func skipDays(days []string) []time.Weekday {
	var out []time.Weekday
	for _, text := range days {
		for d := time.Sunday; d <= time.Saturday; d++ {
			if strings.EqualFold(strings.TrimSpace(text), d.String()) && !slices.Contains(out, d) {
				out = append(out, d)
			}
		}
	}
	slices.Sort(out)
	return out
}
