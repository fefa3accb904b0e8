package feeds

import (
	"net/url"
	"strings"
)

// A Source is what the address of a feed names.
type Source int

const (
	OnWeb     Source = iota // a server of the web: http, https
	OnDisk                  // file: a document, a message or a mailbox on this computer, or a folder of messages
	ByCommand               // exec: a command, whose output is the document
	InMailbox               // imap, imaps: a folder of a mailbox
)

// CommandScheme is how the address of a feed begins that is the output of a command. What
// follows is the command with its arguments as they are typed.
const CommandScheme = "exec:"

// SourceOf says what an address names, by its scheme.
func SourceOf(address string) Source {
	scheme, _, _ := strings.Cut(address, ":")
	switch strings.ToLower(scheme) {
	case "file":
		return OnDisk
	case "exec":
		return ByCommand
	case "imap", "imaps":
		return InMailbox
	}
	return OnWeb
}

// Here reports whether what it names is on this computer, so that no network is needed.
func (s Source) Here() bool { return s == OnDisk || s == ByCommand }

// Source is what the feed's address names.
func (f Feed) Source() Source { return SourceOf(f.URL) }

// CutLogin is an address without what is secret in it, and that login; nil: there is none.
// The name stays in the address of a mailbox, for it says which one it is.
func CutLogin(address string) (string, *url.Userinfo) {
	u, err := url.Parse(strings.TrimSpace(address))
	if err != nil || u.User == nil {
		return address, nil
	}
	login := u.User
	u.User = nil
	if SourceOf(address) == InMailbox {
		if _, has := login.Password(); !has {
			return address, nil
		}
		u.User = url.User(login.Username())
	}
	return u.String(), login
}
