package terminal

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"strings"
)

// A printer writes the answer of a command for people or for programs.
type printer struct {
	to     *bufio.Writer
	json   bool
	width  int  // columns
	person bool // sees it, on a terminal
}

func newPrinter(w io.Writer) *printer {
	return &printer{to: bufio.NewWriter(w), width: widthOf(w), person: isTerminal(w)}
}

// flush writes what waits. The error is that of the first write that failed.
func (p *printer) flush() error {
	if err := p.to.Flush(); err != nil {
		return fmt.Errorf("write: %w", err)
	}
	return nil
}

// object prints a value as one line of JSON.
func (p *printer) object(v any) error {
	e := json.NewEncoder(p.to)
	e.SetEscapeHTML(false)
	return e.Encode(v)
}

// line prints a line that fits.
func (p *printer) line(format string, args ...any) {
	text := fmt.Sprintf(format, args...)
	fmt.Fprintln(p.to, clip(strings.TrimRight(text, " "), p.width))
}

func (p *printer) blank() { fmt.Fprintln(p.to) }

// text prints a text of any length, broken into lines behind a margin.
func (p *printer) text(margin int, text string) {
	p.lines(margin, wrap(text, p.room(margin)))
}

// brief prints a text on at most count lines behind a margin.
func (p *printer) brief(margin, count int, text string) {
	if text != "" {
		p.lines(margin, wrapAtMost(text, p.room(margin), count))
	}
}

func (p *printer) lines(margin int, lines []string) {
	for _, l := range lines {
		p.line("%s%s", strings.Repeat(" ", margin), l)
	}
}

// hanging prints a text whose first line begins with a label in the margin.
func (p *printer) hanging(label string, count int, text string) {
	margin := columns(label)
	for i, l := range wrapAtMost(text, p.room(margin), count) {
		if i > 0 {
			label = strings.Repeat(" ", margin)
		}
		p.line("%s%s", label, l)
	}
}

// room is how many columns are left of a margin.
func (p *printer) room(margin int) int { return max(p.width-margin, 8) }

// dotted joins the parts that are not empty.
func dotted(parts ...string) string {
	var all []string
	for _, part := range parts {
		if part = clean(part); part != "" {
			all = append(all, part)
		}
	}
	return strings.Join(all, " · ")
}

// count says how many there are of something, in words that agree.
func count(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return fmt.Sprintf("%d %s", n, many)
}
