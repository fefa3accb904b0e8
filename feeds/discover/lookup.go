package discover

import (
	"encoding/json"
	"net/url"
	"regexp"
	"slices"
	"strings"
)

// appleShow is how Apple numbers a podcast, in its own addresses and in those of
// programs that took its numbers over.
var appleShow = regexp.MustCompile(`^(?:id|itunes)(\d{3,})$`)

// lookUp is the address of a document that says where the feed of u is, and what reads
// it. The address is empty where there is none.
//
// Apple's directory of podcasts has shows only by their number; its own search service
// for programs tells the feed of one ("Looking up by ID" in its documentation).
func lookUp(u *url.URL) (address string, read func([]byte) []Candidate) {
	if !slices.ContainsFunc([]string{"podcasts.apple.com", "itunes.apple.com", "overcast.fm"}, func(host string) bool { return under(u, host) }) {
		return "", nil
	}
	for _, part := range pieces(u) {
		name, _, _ := strings.Cut(part, "-") // "itunes123-name"
		if m := appleShow.FindStringSubmatch(name); m != nil {
			return "https://itunes.apple.com/lookup?entity=podcast&id=" + m[1], readApple
		}
	}
	return "", nil
}

// readApple reads the answer of Apple's directory.
func readApple(document []byte) []Candidate {
	var answer struct {
		Results []struct {
			FeedURL        string `json:"feedUrl"`
			CollectionName string `json:"collectionName"`
		} `json:"results"`
	}
	if json.Unmarshal(document, &answer) != nil {
		return nil
	}
	var all []Candidate
	for _, r := range answer.Results {
		u, err := url.Parse(r.FeedURL)
		if err == nil && (u.Scheme == "http" || u.Scheme == "https") && u.Host != "" && len(all) < mostCandidates {
			all = append(all, Candidate{URL: u.String(), Title: r.CollectionName, How: ByResolver})
		}
	}
	return all
}
