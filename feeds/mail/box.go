package mail

import (
	"bytes"
	"regexp"
)

// A mailbox as a file (RFC 4155): before each message a line that begins with "From ",
// and lines of messages that begin so have a ">" before them (one more than they had).

var (
	// fromLine begins a message.
	fromLine = []byte("From ")
	// quoted is a line of a message that would look like a beginning.
	quoted = regexp.MustCompile(`(?m)^(>*From )`)
	// unquoted is the same as it lies in the file.
	unquoted = regexp.MustCompile(`(?m)^>(>*From )`)
	// field is how the head of a message begins.
	field = regexp.MustCompile(`^[!-9;-~]{1,76}:`)
)

// IsBox reports whether a file that begins so is a mailbox.
func IsBox(head []byte) bool { return begins(head) }

// IsMessage reports whether a file that begins so is a message: its first lines are
// fields, one of them such as every message has.
func IsMessage(head []byte) bool {
	known := false
	for line := range bytes.Lines(head) {
		line = bytes.TrimRight(line, "\r\n")
		switch {
		case len(line) == 0:
			return known
		case line[0] == ' ' || line[0] == '\t':
		case !field.Match(line):
			return false
		default:
			known = known || everyMessage.Match(line)
		}
	}
	return known
}

var everyMessage = regexp.MustCompile(`(?i)^(?:from|to|date|received|return-path|message-id|mime-version|subject|delivered-to):`)

// begins reports whether a message begins with a line. Old mailboxes have lines of text
// that begin with "From " too: those no field follows.
func begins(text []byte) bool {
	if !bytes.HasPrefix(text, fromLine) {
		return false
	}
	_, rest, _ := bytes.Cut(text, []byte("\n"))
	for bytes.HasPrefix(rest, []byte(">From ")) { // as some programs write a second one
		_, rest, _ = bytes.Cut(rest, []byte("\n"))
	}
	return field.Match(rest[:min(len(rest), 80)])
}

// Split parts a mailbox into its messages, without the lines that begin them. What stands
// before the first one, as where the file was cut, is left out.
func Split(box []byte) [][]byte {
	var list [][]byte
	start := -1
	for at := 0; at < len(box); {
		if begins(box[at:]) {
			if start >= 0 {
				list = append(list, oneOf(box[start:at]))
			}
			start = at
		}
		next := bytes.Index(box[at:], []byte("\nFrom "))
		if next < 0 {
			break
		}
		at += next + 1
	}
	if start >= 0 {
		list = append(list, oneOf(box[start:]))
	}
	return list
}

// oneOf is a message of a mailbox without its first line.
func oneOf(text []byte) []byte {
	_, text, _ = bytes.Cut(text, []byte("\n"))
	if !bytes.Contains(text, []byte(">From ")) {
		return text
	}
	return unquoted.ReplaceAll(text, []byte("$1"))
}

// Append adds a message to a mailbox.
func Append(box, message []byte) []byte {
	box = append(box, "From -\n"...)
	if bytes.Contains(message, fromLine) {
		message = quoted.ReplaceAll(message, []byte(">$1"))
	}
	box = append(box, message...)
	if !bytes.HasSuffix(box, []byte("\n")) {
		box = append(box, '\n')
	}
	return append(box, '\n')
}
