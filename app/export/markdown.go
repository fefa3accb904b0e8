package export

import (
	"io"
	"strconv"
	"strings"

	"tidings/feeds/content"
)

// markdown writes articles one after the other, each with its facts in front as
// YAML, which note-taking programs read.
func (j *job) markdown() error {
	for i := range j.list {
		a := &j.list[i]
		var b strings.Builder
		if i > 0 {
			b.WriteString("\n\n")
		}
		j.frontMatter(&b, a)
		title := content.Block{Kind: content.Heading, Level: 1, Spans: []content.Span{{Text: a.headline()}}}
		b.WriteString(content.Markdown(append([]content.Block{title}, a.blocks()...)))
		if _, err := io.WriteString(j.to, b.String()); err != nil {
			return err
		}
		if err := j.done(i + 1); err != nil {
			return err
		}
	}
	return nil
}

func (j *job) frontMatter(b *strings.Builder, a *Article) {
	b.WriteString("---\n")
	field := func(key, value string) {
		if value != "" {
			b.WriteString(key + ": " + yaml(value) + "\n")
		}
	}
	list := func(key string, values []string) {
		if len(values) > 0 {
			b.WriteString(key + ":\n")
			for _, v := range values {
				b.WriteString("  - " + yaml(v) + "\n")
			}
		}
	}
	field("title", a.headline())
	list("authors", a.names())
	field("source", plain(a.Source))
	field("link", a.address())
	if !a.Date().IsZero() {
		b.WriteString("date: " + a.Date().In(j.o.Now.Location()).Format("2006-01-02T15:04:05Z07:00") + "\n")
	}
	field("language", a.language())
	list("topics", a.topics())
	b.WriteString("---\n\n")
}

// yaml is a text in double quotes (YAML 1.2, 7.3.1), which are those of JSON for
// what plain leaves of a text.
func yaml(s string) string {
	var b strings.Builder
	b.WriteByte('"')
	for _, r := range s {
		switch {
		case r == '"' || r == '\\':
			b.WriteRune('\\')
			b.WriteRune(r)
		case r < 0x20 || r >= 0x7F && r <= 0x9F || r == '\u2028' || r == '\u2029':
			b.WriteString(`\u` + strconv.FormatInt(int64(r)+0x10000, 16)[1:])
		default:
			b.WriteRune(r)
		}
	}
	b.WriteByte('"')
	return b.String()
}
