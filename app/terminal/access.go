package terminal

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"net/http"
	"os"
	"slices"
	"strings"

	"github.com/spf13/cobra"
	"golang.org/x/term"

	"tidings/app"
	"tidings/feeds"
)

type accessFlags struct {
	login, proxyLogin string // users
	headers           []string
	proxy, userAgent  string
	http1, insecure   bool
	forget            bool
}

// An accessRecord says how a feed is asked, and of what is secret only that it is there.
type accessRecord struct {
	Feed      feeds.FeedID `json:"feed"`
	Name      string       `json:"name"`
	UserAgent string       `json:"user_agent,omitempty"`
	Proxy     string       `json:"proxy,omitempty"` // its address, or "direct"
	HTTP1     bool         `json:"http1"`
	Insecure  bool         `json:"accepts_invalid_certificate"`
	User      string       `json:"user,omitempty"`
	Headers   []string     `json:"headers,omitempty"` // names
	ProxyUser string       `json:"proxy_user,omitempty"`
	Kept      string       `json:"kept"` // where logins are kept, as a sentence
}

func (s *session) accessCommand() *cobra.Command {
	var flags accessFlags
	c := &cobra.Command{
		Use:   "access FEED",
		Short: "Say how the server of one feed is asked: login, headers, proxy",
		Long: `Access prints how a feed is asked where that differs from how all are, or
changes it. Passwords are asked for in the terminal, or read from standard
input, a line each; they are never arguments, which others on this machine
could see. They go into the system's keyring, and to the feed's own host only.
A header without a value is asked for in the same way; one with an empty value
("Cookie:") is removed. A login is said as the server wants it, Basic or Digest.

A proxy is an address (http://proxy.example:8080, socks5://127.0.0.1:9050),
"direct" for none, or "system" for what the system says.`,
		Example: `  tidingsctl access 3 --login jo
  tidingsctl access Lighthouse --header Cookie --user-agent default
  tidingsctl access 3 --proxy socks5://127.0.0.1:9050 --http1
  tidingsctl access 3 --forget-secrets`,
		Args: takes(1, 1, "Access needs one number or name of a feed."),
	}
	c.RunE = func(cmd *cobra.Command, args []string) error {
		return s.withCore(func(ctx context.Context, core *app.Core, args []string) error {
			return s.access(ctx, core, args[0], flags, cmd.Flags().Changed)
		})(cmd, args)
	}
	f := c.Flags()
	f.StringVar(&flags.login, "login", "", "log in as this user; the password is asked for")
	f.StringArrayVar(&flags.headers, "header", nil, `send this header, "Name: value", or a name whose value is asked for`)
	f.StringVar(&flags.proxy, "proxy", "", "ask through this proxy, direct, or system")
	f.StringVar(&flags.proxyLogin, "proxy-login", "", "log in at the proxy as this user; the password is asked for")
	f.StringVar(&flags.userAgent, "user-agent", "", "call us this, or default")
	f.BoolVar(&flags.http1, "http1", false, "speak HTTP/1.1 only")
	f.BoolVar(&flags.insecure, "accept-invalid-certificate", false, "accept whatever certificate the feed's own host has")
	f.BoolVar(&flags.forget, "forget-secrets", false, "forget login, headers and the login at the proxy")
	return c
}

func (s *session) access(ctx context.Context, core *app.Core, typed string, flags accessFlags, given func(string) bool) error {
	bar, err := readSidebar(ctx, core)
	if err != nil {
		return err
	}
	f, err := bar.feed(typed)
	if err != nil {
		return err
	}
	if f.Local() {
		return wrong("You fill %s yourself: no server is asked.", f.Name())
	}
	a := changedAccess(f.Access, flags, given)
	at := f
	at.Access = a
	secrets, err := s.changedSecrets(ctx, core, at, flags)
	if err != nil {
		return err
	}
	if secrets != nil || a != f.Access {
		if err := core.SetAccess(ctx, f.ID, a, secrets); err != nil {
			return err
		}
	}
	return s.printAccess(ctx, core, f.ID)
}

func changedAccess(a feeds.Access, flags accessFlags, given func(string) bool) feeds.Access {
	if given("proxy") {
		a.Proxy = strings.TrimPrefix(flags.proxy, "system")
	}
	if given("user-agent") {
		a.UserAgent = flags.userAgent
		if a.UserAgent == "default" {
			a.UserAgent = ""
		}
	}
	if given("http1") {
		a.HTTP1 = flags.http1
	}
	if given("accept-invalid-certificate") {
		a.Insecure = flags.insecure
	}
	return a
}

// changedSecrets asks for what is secret; nil: nothing of it changes.
func (s *session) changedSecrets(ctx context.Context, core *app.Core, f feeds.Feed, flags accessFlags) (*feeds.Secrets, error) {
	if flags.login == "" && flags.proxyLogin == "" && len(flags.headers) == 0 {
		if flags.forget {
			return &feeds.Secrets{}, nil
		}
		return nil, nil
	}
	var secrets feeds.Secrets
	if !flags.forget {
		var err error
		if secrets, err = core.Secrets(ctx, f); err != nil && !app.IsLostSecret(err) {
			return nil, err
		}
	}
	from := bufio.NewReader(s.in)
	var err error
	if flags.login != "" {
		secrets.User = flags.login
		if secrets.Password, err = s.askFor(from, "Password of "+flags.login+": "); err != nil {
			return nil, err
		}
	}
	for _, h := range flags.headers {
		name, value, said := strings.Cut(h, ":")
		name, value = http.CanonicalHeaderKey(strings.TrimSpace(name)), strings.TrimSpace(value)
		if !said {
			if value, err = s.askFor(from, name+": "); err != nil {
				return nil, err
			}
		}
		secrets.Headers = slices.DeleteFunc(slices.Clone(secrets.Headers), func(old feeds.Header) bool { return strings.EqualFold(old.Name, name) })
		if value != "" {
			secrets.Headers = append(secrets.Headers, feeds.Header{Name: name, Value: value})
		}
	}
	if flags.proxyLogin != "" {
		secrets.ProxyUser = flags.proxyLogin
		secrets.ProxyPassword, err = s.askFor(from, "Password of "+flags.proxyLogin+" at the proxy: ")
	}
	return &secrets, err
}

// askFor reads something secret: typed in a terminal, which does not show it, or a line
// of standard input.
func (s *session) askFor(from *bufio.Reader, what string) (string, error) {
	if file, ok := s.in.(*os.File); ok && term.IsTerminal(int(file.Fd())) {
		fmt.Fprint(s.err, clean(what))
		text, err := term.ReadPassword(int(file.Fd()))
		fmt.Fprintln(s.err)
		return string(text), err
	}
	line, err := from.ReadString('\n')
	if err == io.EOF && line == "" {
		return "", wrong("%s is read from standard input, where there is nothing.", strings.TrimSuffix(what, ": "))
	}
	if err != nil && err != io.EOF {
		return "", err
	}
	return strings.TrimRight(line, "\r\n"), nil
}

func (s *session) printAccess(ctx context.Context, core *app.Core, id feeds.FeedID) error {
	f, err := core.Feed(ctx, id)
	if err != nil {
		return err
	}
	secrets, err := core.Secrets(ctx, f)
	if err != nil && !app.IsLostSecret(err) {
		return err
	}
	r := accessRecord{
		Feed: id, Name: f.Name(), UserAgent: f.Access.UserAgent, Proxy: f.Access.Proxy, HTTP1: f.Access.HTTP1, Insecure: f.Access.Insecure,
		User: secrets.User, ProxyUser: secrets.ProxyUser, Kept: core.SecretsPlace(ctx),
	}
	for _, h := range secrets.Headers {
		r.Headers = append(r.Headers, h.Name)
	}
	if err != nil { // what is not secret can be shown all the same
		s.say("%s", app.Explain(err))
	}
	if s.out.json {
		return s.out.object(r)
	}
	s.out.brief(0, 2, clean(r.Name))
	s.out.blank()
	s.fact("login", r.User)
	s.fact("headers", strings.Join(r.Headers, ", "))
	s.fact("user agent", r.UserAgent)
	s.fact("proxy", r.Proxy)
	s.fact("at proxy", r.ProxyUser)
	if r.HTTP1 {
		s.fact("protocol", "HTTP/1.1 only")
	}
	if r.Insecure {
		s.fact("security", "any certificate of its own host is accepted")
	}
	switch {
	case f.Access == (feeds.Access{}):
		s.out.text(0, "It is asked as all feeds are.")
	case f.Access.Secret && err == nil && secrets.Empty():
		s.out.text(0, "What is kept is for another host or proxy than it has now, and is not told to this one.")
	}
	s.out.text(0, r.Kept)
	return nil
}
