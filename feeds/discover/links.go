package discover

import "strings"

// links reads one Link header (RFC 8288, section 3): what is between angle
// brackets is "href", and each parameter has its lower-case name. What cannot
// be read ends it.
func links(line string) []map[string]string {
	var all []map[string]string
	for len(all) < mostCandidates {
		line = strings.TrimLeft(line, " \t,")
		if !strings.HasPrefix(line, "<") {
			break
		}
		href, rest, ok := strings.Cut(line[1:], ">")
		if !ok {
			break
		}
		link := map[string]string{"href": href}
		line = rest
		for {
			line = strings.TrimLeft(line, " \t")
			if !strings.HasPrefix(line, ";") {
				break
			}
			var key, value string
			key, value, line = parameter(line[1:])
			if _, twice := link[key]; !twice && key != "" {
				link[key] = value
			}
		}
		all = append(all, link)
	}
	return all
}

// parameter reads "key=value" or `key="value"`, and what is left behind it.
func parameter(text string) (key, value, rest string) {
	end := strings.IndexAny(text, "=;,")
	if end < 0 {
		return strings.ToLower(strings.TrimSpace(text)), "", ""
	}
	key = strings.ToLower(strings.TrimSpace(text[:end]))
	if text[end] != '=' {
		return key, "", text[end:]
	}
	text = strings.TrimLeft(text[end+1:], " \t")
	if !strings.HasPrefix(text, `"`) {
		end = strings.IndexAny(text, ";,")
		if end < 0 {
			end = len(text)
		}
		return key, strings.TrimSpace(text[:end]), text[end:]
	}
	var b strings.Builder
	for i := 1; i < len(text); i++ {
		switch text[i] {
		case '\\':
			if i++; i < len(text) {
				b.WriteByte(text[i])
			}
		case '"':
			return key, b.String(), text[i+1:]
		default:
			b.WriteByte(text[i])
		}
	}
	return key, b.String(), ""
}
