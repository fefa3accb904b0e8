package extract

import (
	"errors"
	"strings"
	"testing"
)

func TestAPageThatRefusesSaysWhy(t *testing.T) {
	for name, test := range map[string]struct {
		source string
		want   error
	}{
		"for subscribers":           {`<html><title>News</title><body><div class="paywall"><h2>Subscribe to continue reading</h2></div></body></html>`, ErrPaywall},
		"for subscribers in French": {`<body><div><a href="/abo">Cet article est réservé aux abonnés</a></div></body>`, ErrPaywall},
		"consent":                   {`<body><main><p>We value your privacy. We and our partners store information on a device.</p><button>Accept all</button></main></body>`, ErrConsent},
		"consent in German":         {`<body><div><p>Wir und unsere Partner verwenden Cookies und brauchen Ihre Einwilligung.</p></div></body>`, ErrConsent},
		"consent in Polish":         {`<body><div><p>Szanujemy Twoją prywatność. My i nasi partnerzy wykorzystujemy pliki cookies.</p></div></body>`, ErrConsent},
		"scripts":                   {`<body><noscript>You need to enable JavaScript to run this app.</noscript><div id="root"></div></body>`, ErrBlocked},
		"scripts in Japanese":       {`<body><p>このサイトを表示するにはJavaScriptを有効にしてください。</p></body>`, ErrBlocked},
		"scripts in Vietnamese":     {`<body><p>Vui lòng bật JavaScript để tiếp tục.</p></body>`, ErrBlocked},
		"a person":                  {`<title>Just a moment...</title><body><p>Verify you are human by completing the action below.</p></body>`, ErrBlocked},
		"a person, without words":   {`<body><div id="c"></div><script src="/cdn-cgi/challenge-platform/h/b/orchestrate/chl_page/v1"></script></body>`, ErrBlocked},
		"nothing":                   {`<body><div id="app"></div></body>`, ErrNoArticle},
	} {
		_, err := Page([]byte(test.source), "text/html; charset=utf-8", "https://example.com/a")
		if !errors.Is(err, test.want) || !errors.Is(err, ErrNoArticle) {
			t.Errorf("%s: %v", name, err)
		}
		for _, other := range []error{ErrPaywall, ErrConsent, ErrBlocked} {
			if other != test.want && errors.Is(err, other) {
				t.Errorf("%s is also %v", name, other)
			}
		}
	}
}

func TestAnArticleAboutConsentIsAnArticle(t *testing.T) {
	text := strings.Repeat("<p>The court has decided that a banner which says “accept all cookies” must also have a button that refuses, and that a page may not ask its readers again on every visit.</p>", 5)
	a, err := Page([]byte(page("", text)), "text/html", "https://example.com/a")
	if err != nil || !strings.Contains(a.Text, "refuses") || a.Paywall {
		t.Errorf("%v %+v", err, a)
	}
}

func TestWhatAPaywallLeavesIsKept(t *testing.T) {
	a, err := Page([]byte(page("", paragraphs+`<p>To read the full story, please subscribe to The Example.</p><p>You can choose between a year and a week.</p>`)), "text/html", "https://example.com/a")
	if err != nil {
		t.Fatal(err)
	}
	if !a.Paywall || strings.Contains(a.Text, "subscribe") || strings.Contains(a.Text, "a week") || !strings.Contains(a.Text, "old quay") {
		t.Errorf("paywall %v: %s", a.Paywall, a.Text)
	}
}
