package app

import (
	"bytes"
	"crypto/tls"
	"crypto/x509"
	"fmt"
	"io"
	"log"
	"net"
	"net/http/httptest"
	"net/url"
	"strings"
	"sync"
	"testing"

	"github.com/emersion/go-imap/v2"
	"github.com/emersion/go-imap/v2/imapserver"
	"github.com/emersion/go-imap/v2/imapserver/imapmemserver"

	"tidings/feeds"
)

// A post is a mail server in memory, and what clients told it.
type post struct {
	t    *testing.T
	user *imapmemserver.User
	host string

	mu   sync.Mutex
	said bytes.Buffer
}

func (p *post) Write(b []byte) (int, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.said.Write(b)
}

// commands are what was said since the last time, in capital letters.
func (p *post) commands() string {
	p.mu.Lock()
	defer p.mu.Unlock()
	text := p.said.String()
	p.said.Reset()
	return strings.ToUpper(text)
}

// newPost serves a mailbox with the folders INBOX and News, and gives the core trust in it.
// plainly: without encryption, and without the offer of it.
func newPost(t *testing.T, c *Core, plainly bool) *post {
	t.Helper()
	certs := httptest.NewUnstartedServer(nil)
	certs.StartTLS()
	t.Cleanup(certs.Close)
	config := &tls.Config{Certificates: certs.TLS.Certificates}

	p := &post{t: t, user: imapmemserver.NewUser("tide@post.example", "secret")}
	for _, folder := range []string{"INBOX", "News"} {
		if err := p.user.Create(folder, nil); err != nil {
			t.Fatal(err)
		}
	}
	memory := imapmemserver.New()
	memory.AddUser(p.user)
	server := imapserver.New(&imapserver.Options{
		NewSession: func(*imapserver.Conn) (imapserver.Session, *imapserver.GreetingData, error) {
			return memory.NewSession(), nil, nil
		},
		Caps: imap.CapSet{imap.CapIMAP4rev1: {}}, InsecureAuth: plainly, DebugWriter: p, Logger: log.New(io.Discard, "", 0),
	})
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	p.host = listener.Addr().String()
	if !plainly {
		listener = tls.NewListener(listener, config)
	}
	done := make(chan struct{})
	go func() {
		_ = server.Serve(listener)
		close(done)
	}()
	t.Cleanup(func() { _ = server.Close(); <-done })
	if c != nil {
		pool := x509.NewCertPool()
		pool.AddCert(certs.Certificate())
		c.origins.tls = &tls.Config{RootCAs: pool}
	}
	return p
}

// put delivers a message.
func (p *post) put(folder, message string) {
	p.t.Helper()
	if _, err := p.user.Append(folder, literal{strings.NewReader(strings.ReplaceAll(message, "\n", "\r\n"))}, &imap.AppendOptions{}); err != nil {
		p.t.Fatal(err)
	}
}

type literal struct{ *strings.Reader }

func (l literal) Size() int64 { return l.Reader.Size() }

var _ io.Reader = literal{}

func (p *post) address(folder string) string {
	return "imaps://tide%40post.example@" + p.host + "/" + folder
}

var rightLogin = url.UserPassword("tide@post.example", "secret")

// addMailbox subscribes to a folder.
func addMailbox(t *testing.T, c *Core, address string) feeds.Feed {
	t.Helper()
	found, err := c.FindWith(t.Context(), Lookup{Text: address, Login: rightLogin})
	if err != nil {
		t.Fatal(err)
	}
	id, err := c.Subscribe(t.Context(), found[0], 0)
	if err != nil {
		t.Fatal(err)
	}
	return readAgain(t, c, id)
}

func TestAFolderOfAMailboxIsAFeed(t *testing.T) {
	c, _ := sourceCore(t)
	p := newPost(t, c, false)
	p.put("News", newsletter(1, "Tide Weekly <w@tide.example>", "One"))
	f := addMailbox(t, c, p.address("News"))
	if f.Total != 1 || f.Name() != "News" || f.Fetch.Error != "" || !f.Access.Secret || strings.Contains(f.URL, "secret") {
		t.Fatalf("%+v", f)
	}
	said := p.commands()
	if !strings.Contains(said, "EXAMINE") || !strings.Contains(said, "BODY.PEEK[]") || strings.Contains(said, " SELECT ") || strings.Contains(said, "STORE") {
		t.Error(said)
	}
	if f = readAgain(t, c, f.ID); f.Fetch.Error != "" {
		t.Fatal(f.Fetch.Error)
	}
	if said = p.commands(); strings.Contains(said, "FETCH") || strings.Count(said, " LOGIN ") != 1 {
		t.Errorf("an unchanged folder costs %s", said)
	}
	p.put("News", newsletter(2, "Desk <d@desk.example>", "Two"))
	if f = readAgain(t, c, f.ID); f.Total != 2 || len(f.Fetch.Dates) != 2 {
		t.Errorf("%d articles, %d dates", f.Total, len(f.Fetch.Dates))
	}
	if said = p.commands(); strings.Count(said, "FROM: ") != 1 {
		t.Errorf("more than the new message was fetched: %s", said)
	}
	status, err := p.user.Status("News", &imap.StatusOptions{NumUnseen: true})
	if err != nil || status.NumUnseen == nil || *status.NumUnseen != 2 {
		t.Errorf("messages were marked as read: %+v, %v", status, err)
	}
}

func TestTheFoldersOfAMailboxAreOffered(t *testing.T) {
	c, _ := sourceCore(t)
	p := newPost(t, c, false)
	p.put("News", newsletter(1, "w@tide.example", "One"))
	p.put("News", newsletter(2, "w@tide.example", "Two"))
	found, err := c.FindWith(t.Context(), Lookup{Text: "imaps://" + p.host, Login: rightLogin})
	if err != nil || len(found) != 2 {
		t.Fatalf("%+v, %v", found, err)
	}
	if f := found[0]; f.Title != "News" || f.Articles != 2 || f.Samples[0].Title != "Two" || f.URL != p.address("News") {
		t.Errorf("%+v", f)
	}
}

func TestEachSenderOfAMailboxKeepsTheLogin(t *testing.T) {
	c, _ := sourceCore(t)
	p := newPost(t, c, false)
	p.put("News", newsletter(1, "Tide Weekly <w@tide.example>", "One"))
	p.put("News", newsletter(2, "Desk <d@desk.example>", "Two"))
	found, err := c.FindWith(t.Context(), Lookup{Text: p.address("News"), Login: rightLogin})
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range Expand(found[1:2]) {
		id, err := c.Subscribe(t.Context(), f, 0)
		if err != nil {
			t.Fatal(err)
		}
		if f := readAgain(t, c, id); f.Total != 1 || f.Fetch.Error != "" {
			t.Errorf("%s: %d articles, %s", f.Name(), f.Total, f.Fetch.Error)
		}
	}
}

func TestWhatAMailboxRefusesIsSaid(t *testing.T) {
	c, _ := sourceCore(t)
	p := newPost(t, c, false)
	plain := newPost(t, nil, true)
	for name, test := range map[string]struct {
		address  string
		login    *url.Userinfo
		says     string
		wantsOne bool
	}{
		"no login":      {p.address("News"), nil, "wants a name and a password", true},
		"a wrong one":   {p.address("News"), url.UserPassword("tide@post.example", "wrong"), "does not accept this name and password", true},
		"no folder":     {p.address("Letters"), rightLogin, "There is no folder “Letters” in this mailbox. There are: INBOX, News.", false},
		"no encryption": {"imap://tide%40post.example@" + plain.host + "/News", rightLogin, "No secure connection to 127.0.0.1 is possible.", false},
	} {
		_, err := c.FindWith(t.Context(), Lookup{Text: test.address, Login: test.login})
		if !strings.Contains(Explain(err), test.says) || WantsLogin(err) != test.wantsOne {
			t.Errorf("%s: %q, wants a login: %v (%v)", name, Explain(err), WantsLogin(err), err)
		}
	}
	if said := plain.commands(); strings.Contains(said, "LOGIN ") || strings.Contains(said, "SECRET") {
		t.Errorf("the password went over an open line: %s", said)
	}
}

func TestACertificateOfAMailboxThatNobodyKnows(t *testing.T) {
	c, _ := sourceCore(t)
	p := newPost(t, nil, false)
	if _, err := c.FindWith(t.Context(), Lookup{Text: p.address("News"), Login: rightLogin}); !strings.Contains(Explain(err), "certificate") {
		t.Errorf("%q", Explain(err))
	}
}

func TestAMailboxInAListHasNoPassword(t *testing.T) {
	c, _ := sourceCore(t)
	p := newPost(t, c, false)
	p.put("News", newsletter(1, "w@tide.example", "One"))
	f := addMailbox(t, c, p.address("News"))
	var list strings.Builder
	if err := c.Export(t.Context(), &list); err != nil {
		t.Fatal(err)
	}
	if text := list.String(); strings.Contains(text, "secret") || !strings.Contains(text, p.address("News")) {
		t.Error(text)
	}
	if again, err := c.db.FeedByURL(t.Context(), fmt.Sprint(p.address("News"))); err != nil || again.ID != f.ID {
		t.Errorf("%+v, %v", again, err)
	}
}
