package fetch

import (
	"fmt"
	"net/http"
	"reflect"
	"slices"
	"strings"
	"testing"
)

// digestFrom reads the first challenge that can be answered.
func digestFrom(t *testing.T, header string) digest {
	t.Helper()
	for _, ch := range challenges(http.Header{"Www-Authenticate": {header}}) {
		if d, ok := digestOf(ch); ok {
			return d
		}
	}
	t.Fatalf("no challenge in %s", header)
	return digest{}
}

func TestTheExamplesOfTheStandardsAreAnswered(t *testing.T) {
	const (
		new7616 = `Digest realm="http-auth@example.org", qop="auth, auth-int", algorithm=%s, nonce="7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v", opaque="FQhe/qaU925kfnzjCev0ciny7QMkPqMAFRtzCUYo5tdS"`
		doe     = `Digest realm="api@example.org", qop="auth", algorithm=SHA-512-256, nonce="5TsQWLVdgBdmrQ0XsxbDODV+57QdFR34I9HAbC/RVvkK", opaque="HRPCssKJSGjCrkzDg8OhwpzCiGPChXYjwrI2QmXDnsOS", charset=UTF-8, userhash=true`
	)
	for name, test := range map[string]struct {
		challenge, user, password, uri, cnonce string
		want                                   []string
	}{
		"RFC 7616, 3.9.1, MD5": {fmt.Sprintf(new7616, "MD5"), "Mufasa", "Circle of Life", "/dir/index.html", "f2/wE4q74E6zIJEtWaHKaf5wv/H5QzzpXusqGemxURZJ",
			[]string{`username="Mufasa"`, `algorithm=MD5`, `nc=00000001`, `qop=auth`, `opaque="FQhe/qaU925kfnzjCev0ciny7QMkPqMAFRtzCUYo5tdS"`, `response="8ca523f5e9506fed4657c9700eebdbec"`}},
		"RFC 7616, 3.9.1, SHA-256": {fmt.Sprintf(new7616, "SHA-256"), "Mufasa", "Circle of Life", "/dir/index.html", "f2/wE4q74E6zIJEtWaHKaf5wv/H5QzzpXusqGemxURZJ",
			[]string{`algorithm=SHA-256`, `response="753927fa0e85d155564e2e272a28d1802ca10daf4496794697cf8db5856cb6c1"`}},
		// With the values of erratum 4897: those of the text are of another hash.
		"RFC 7616, 3.9.2": {doe, "Jäsøn Doe", "Secret, or not?", "/doe.json", "NTg6RKcb9boFIAS3KrFK9BGeh+iDa/sm6jUMp2wds69v",
			[]string{`username="793263caabb707a56211940d90411ea4a575adeccb7e360aeb624ed06ece9b0b"`, `userhash=true`, `response="3798d4131c277846293534c3edc11bd8a5e4cdcbff78b05db9d95eeb1cec68a5"`}},
		"RFC 2617, 3.5": {`Digest realm="testrealm@host.com", qop="auth,auth-int", nonce="dcd98b7102dd2f0e8b11d0f600bfb0c093", opaque="5ccc069c403ebaf9f0171e9517f40e41"`, "Mufasa", "Circle Of Life", "/dir/index.html", "0a4f113b",
			[]string{`response="6629fae49393a05397450978507c4ef1"`}},
		"without qop": {`Digest realm="testrealm@host.com", nonce="dcd98b7102dd2f0e8b11d0f600bfb0c093"`, "Mufasa", "CircleOfLife", "/dir/index.html", "x",
			[]string{`response="1949323746fe6a43ef61f9606e7febea"`}},
		"a name of another script": {`Digest realm="a", nonce="b", qop="auth", charset="UTF-8"`, "Jäsøn", "x", "/", "c", []string{`username*=UTF-8''J%C3%A4s%C3%B8n`}},
		"quotes in a name":         {`Digest realm="a \"b\" \\", nonce="b", qop="auth"`, `me"\`, "x", "/", "c", []string{`username="me\"\\"`, `realm="a \"b\" \\"`}},
	} {
		got := digestFrom(t, test.challenge).authorization(test.user, test.password, "GET", test.uri, test.cnonce, 1)
		for _, want := range test.want {
			if !strings.Contains(got, want) {
				t.Errorf("%s: %s is not in %s", name, want, got)
			}
		}
		if old := strings.Contains(got, "qop") != strings.Contains(test.challenge, "qop"); old {
			t.Errorf("%s: %s", name, got)
		}
	}
}

func TestADigestOfASessionDependsOnBothNonces(t *testing.T) {
	d := digestFrom(t, `Digest realm="r", nonce="n", qop="auth", algorithm=SHA-256-sess`)
	// H(H(H(u:r:p):n:c):n:00000002:c:auth:H(GET:/))
	want := d.sum(d.sum(d.sum("u:r:p")+":n:c"), "n", "00000002", "c", "auth", d.sum("GET:/"))
	if got := d.authorization("u", "p", "GET", "/", "c", 2); !strings.Contains(got, `response="`+want+`"`) || !strings.Contains(got, "algorithm=SHA-256-sess") {
		t.Errorf("%s; want %s", got, want)
	}
}

func TestChallengesAreToldApart(t *testing.T) {
	type params = map[string]string
	for _, test := range []struct {
		headers []string
		want    []challenge
	}{
		{nil, nil},
		{[]string{`Basic`}, []challenge{{"Basic", params{}}}},
		{[]string{`Basic realm="a, b"`, `DIGEST Nonce = "c" , qop=auth`}, []challenge{{"Basic", params{"realm": "a, b"}}, {"DIGEST", params{"nonce": "c", "qop": "auth"}}}},
		{[]string{`Digest nonce="a", stale=TRUE, Basic realm="b", charset="UTF-8", Negotiate`}, []challenge{{"Digest", params{"nonce": "a", "stale": "TRUE"}}, {"Basic", params{"realm": "b", "charset": "UTF-8"}}, {"Negotiate", params{}}}},
		{[]string{`NTLM TlRMTVNTUAACAAAA==, Basic realm=x`}, []challenge{{"NTLM", params{"tlrmtvntuaacaaaa": "="}}, {"Basic", params{"realm": "x"}}}},
		{[]string{`Digest realm="a \"b\", c", nonce="d"`}, []challenge{{"Digest", params{"realm": `a "b", c`, "nonce": "d"}}}},
		{[]string{` , ,Digest nonce="never ends, Basic`}, []challenge{{"Digest", params{"nonce": `"never ends, Basic`}}}},
		{[]string{`nonce="a"`, `"\`, `=`, ``}, nil},
	} {
		if got := challenges(http.Header{"Www-Authenticate": test.headers}); !reflect.DeepEqual(got, test.want) {
			t.Errorf("%q: %q; want %q", test.headers, got, test.want)
		}
	}
}

func TestWhatCannotBeAnsweredIsNoDigest(t *testing.T) {
	for _, header := range []string{
		`Basic realm="a", nonce="b", qop="auth"`, `Digest realm="a", qop="auth"`, `Digest nonce="a", algorithm=SHA-1`,
		`Digest nonce="a", qop="auth-int"`, `Digest nonce="a", algorithm=token`,
	} {
		if slices.ContainsFunc(challenges(http.Header{"Www-Authenticate": {header}}), func(ch challenge) bool { _, ok := digestOf(ch); return ok }) {
			t.Errorf("%s can be answered", header)
		}
	}
}

func TestTheKindOfALoginThatWeDoNotHaveIsNamed(t *testing.T) {
	for header, want := range map[string]string{
		`Negotiate, NTLM`: "Negotiate", `NTLM`: "NTLM", `Bearer realm="x", error="invalid_token"`: "Bearer",
		`NTLM, Basic realm="a"`: "", `Digest realm="a", nonce="b", qop="auth", Negotiate`: "", ``: "", `Digest realm="a", nonce="b", algorithm=SHA-1`: "Digest",
	} {
		e := &Error{Class: Status, Status: http.StatusUnauthorized, Header: http.Header{"Www-Authenticate": {header}}}
		if got := OtherLogin(e); got != want {
			t.Errorf("%s: %q; want %q", header, got, want)
		}
		if e.Status = http.StatusForbidden; OtherLogin(e) != "" {
			t.Errorf("%s, without wanting a login: %q", header, OtherLogin(e))
		}
	}
}
