package app

import (
	"cmp"
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"net"
	"net/url"
	"strings"
	"time"

	"github.com/emersion/go-imap/v2"
	"github.com/emersion/go-imap/v2/imapclient"

	"tidings/feeds"
	"tidings/feeds/fetch"
)

// Mailboxes at a server (IMAP) are only read: folders are examined, and messages looked at
// in a way that leaves them as unread as they are.

// mailboxTime is how long a look into a mailbox may take.
const mailboxTime = 2 * time.Minute

// mailboxTraffic is the most that is taken from a server in one look, in bytes.
const mailboxTraffic = mailBytes + 8<<20

// A mailboxPlace is what the address of a mailbox says.
type mailboxPlace struct {
	plain  string // the address without password
	host   string // with port
	name   string // of the host
	tls    bool   // from the first byte; else by STARTTLS, never without
	user   string
	folder string // empty: not said
}

func placeOf(address string) (mailboxPlace, error) {
	plain, _ := feeds.CutLogin(address)
	u, err := url.Parse(plain)
	if err != nil || u.Hostname() == "" {
		return mailboxPlace{}, notRead(fetch.Address, plain, "The address of a mailbox looks like imaps://name@mail.example.org/Folder.", err)
	}
	p := mailboxPlace{plain: plain, name: u.Hostname(), tls: strings.EqualFold(u.Scheme, "imaps"), folder: strings.Trim(u.Path, "/")}
	p.host = net.JoinHostPort(p.name, cmp.Or(u.Port(), map[bool]string{true: "993", false: "143"}[p.tls]))
	if u.User != nil {
		p.user = u.User.Username()
	}
	return p, nil
}

// at is the address of a folder.
func (p mailboxPlace) at(folder string) string {
	u, err := url.Parse(p.plain)
	if err != nil {
		return p.plain
	}
	u.Path, u.RawPath, u.RawQuery = "/"+folder, "", ""
	if u.User = nil; p.user != "" {
		u.User = url.User(p.user)
	}
	return u.String()
}

// A mailbox is one that somebody has logged in to.
type mailbox struct {
	*imapclient.Client
	place mailboxPlace
	ctx   context.Context
	end   func()
}

// openMailbox connects and logs in. close must be called.
func (c *Core) openMailbox(ctx context.Context, req fetch.Request) (*mailbox, error) {
	p, err := placeOf(req.URL)
	if err != nil {
		return nil, err
	}
	password := ""
	if req.User != nil {
		p.user = cmp.Or(p.user, req.User.Username())
		password, _ = req.User.Password()
	}
	if p.user == "" || password == "" {
		return nil, notRead(fetch.Login, p.plain, fmt.Sprintf("The mailbox at %s wants a name and a password.", p.name), nil)
	}
	ctx, cancel := context.WithTimeout(ctx, mailboxTime)
	m, err := c.connect(ctx, p, req.Insecure)
	if ctx.Err() == nil || err == nil {
		c.answered(fetch.HostOf(p.plain), err)
	}
	if err != nil {
		cancel()
		return nil, err
	}
	m.ctx, m.end = ctx, cancel
	if err := m.Login(p.user, password).Wait(); err != nil {
		defer m.close()
		var no *imap.Error
		if errors.As(err, &no) && (no.Type == imap.StatusResponseTypeNo || no.Type == imap.StatusResponseTypeBad) {
			return nil, notRead(fetch.Login, p.plain, fmt.Sprintf("%s does not accept this name and password. Many providers want a password that was made for this program alone.", p.name), err)
		}
		return nil, m.failed(err)
	}
	return m, nil
}

// connect makes a connection that nobody else can read.
func (c *Core) connect(ctx context.Context, p mailboxPlace, insecure bool) (*mailbox, error) {
	conn, err := (&net.Dialer{Timeout: 30 * time.Second}).DialContext(ctx, "tcp", p.host)
	if err != nil {
		return nil, fetch.Failure(ctx, p.plain, err)
	}
	context.AfterFunc(ctx, func() { _ = conn.Close() }) // the client itself knows no context
	config := &tls.Config{}
	if c.origins.tls != nil {
		config = c.origins.tls.Clone()
	}
	config.ServerName, config.InsecureSkipVerify = p.name, insecure
	options := &imapclient.Options{TLSConfig: config}
	bounded := &boundedConn{Conn: conn, left: mailboxTraffic}
	if p.tls {
		secure := tls.Client(bounded, config)
		if err := secure.HandshakeContext(ctx); err != nil {
			_ = conn.Close()
			return nil, fetch.Failure(ctx, p.plain, err)
		}
		return &mailbox{Client: imapclient.New(secure, options), place: p}, nil
	}
	client, err := imapclient.NewStartTLS(bounded, options)
	if err != nil {
		_ = conn.Close()
		var no *imap.Error
		if errors.As(err, &no) {
			err = &fetch.Error{Class: fetch.TLS, URL: p.plain, Err: err}
			return nil, err
		}
		return nil, fetch.Failure(ctx, p.plain, err)
	}
	return &mailbox{Client: client, place: p}, nil
}

// close logs out.
func (m *mailbox) close() {
	_ = m.Logout().Wait() // nothing was changed that could be lost
	m.end()
	_ = m.Client.Close()
}

// failed is the error for a command that a mailbox did not answer well.
func (m *mailbox) failed(err error) error {
	var no *imap.Error
	if errors.As(err, &no) && m.ctx.Err() == nil {
		return notRead(fetch.Failed, m.place.plain, fmt.Sprintf("%s refuses to show the mailbox: %s.", m.place.name, strings.TrimRight(no.Text, ".")), err)
	}
	return fetch.Failure(m.ctx, m.place.plain, err)
}

// examine opens a folder without changing anything in it.
func (m *mailbox) examine(folder string) (*imap.SelectData, error) {
	data, err := m.Select(folder, &imap.SelectOptions{ReadOnly: true}).Wait()
	if err == nil {
		return data, nil
	}
	var no *imap.Error
	if !errors.As(err, &no) || no.Type != imap.StatusResponseTypeNo {
		return nil, m.failed(err)
	}
	text := fmt.Sprintf("There is no folder “%s” in this mailbox.", folder)
	if list, err := m.folders(); err == nil && len(list) > 0 {
		text += " There are: " + strings.Join(list[:min(len(list), 12)], ", ") + "."
	}
	return nil, notRead(fetch.Missing, m.place.plain, text, err)
}

// mostFolders is how many folders of a mailbox are named.
const mostFolders = 200

// folders are the names of those that can hold messages.
func (m *mailbox) folders() ([]string, error) {
	list, err := m.List("", "*", nil).Collect()
	if err != nil {
		return nil, m.failed(err)
	}
	var names []string
	for _, f := range list {
		if !hasAttr(f.Attrs, imap.MailboxAttrNoSelect) && !hasAttr(f.Attrs, imap.MailboxAttrNonExistent) && len(names) < mostFolders {
			names = append(names, f.Mailbox)
		}
	}
	return names, nil
}

func hasAttr(list []imap.MailboxAttr, which imap.MailboxAttr) bool {
	for _, a := range list {
		if strings.EqualFold(string(a), string(which)) {
			return true
		}
	}
	return false
}

// boundedConn ends when a server has sent too much: the client would take it all.
type boundedConn struct {
	net.Conn
	left int64
}

func (c *boundedConn) Read(p []byte) (int, error) {
	if c.left <= 0 {
		return 0, errors.New("the server sends without end")
	}
	n, err := c.Conn.Read(p)
	c.left -= int64(n)
	return n, err
}
