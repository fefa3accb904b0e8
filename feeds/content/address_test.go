package content

import "testing"

func TestShownAddressIsHonest(t *testing.T) {
	for name, test := range map[string]struct{ address, want string }{
		"plain":                            {"https://example.com/a?b=c#d", "https://example.com/a?b=c#d"},
		"letters in escapes":               {"https://vi.example.org/wiki/H%C3%A0_N%E1%BB%99i", "https://vi.example.org/wiki/Hà_Nội"},
		"escapes that are no letters":      {"https://example.com/a%20b%2Fc%E2%80%AEd", "https://example.com/a%20b%2Fc%E2%80%AEd"},
		"broken escapes":                   {"https://example.com/%C3x%FF", "https://example.com/%C3x%FF"},
		"override in the path":             {"https://example.com/\u202Egpj.exe", "https://example.com/%E2%80%AEgpj.exe"},
		"name before the host":             {"https://www.bank.example@evil.example/x", "https://evil.example/x"},
		"port":                             {"http://example.com:8080/", "http://example.com:8080/"},
		"German host":                      {"https://xn--mnchen-3ya.example/", "https://münchen.example/"},
		"Japanese host":                    {"https://xn--wgv71a119e.example/", "https://日本語.example/"},
		"Cyrillic host":                    {"https://новости.example/", "https://новости.example/"},
		"Cyrillic letter among Latin ones": {"https://exаmple.com/", "https://xn--exmple-4nf.com/"},
		"Cyrillic letters alike to Latin":  {"https://аррӏе.com/", "https://xn--80ak6aa92e.com/"},
		"the same in punycode":             {"https://xn--80ak6aa92e.com/", "https://xn--80ak6aa92e.com/"},
		"Greek among Latin":                {"https://gοοgle.com/", "https://xn--ggle-0nda.com/"},
		"right to left in the path":        {"https://example.com/%D7%A9%D7%9C", "https://example.com/של"},
		"right to left in host and path":   {"https://xn--9dbne9b.example/%D7%A9", "https://שלום.example/%D7%A9"},
		"mail":                             {"mailto:ann@example.com?subject=x", "mailto:ann@example.com"},
		"place in the article":             {"#n1", ""},
		"script":                           {"javascript:alert(1)", ""},
	} {
		t.Run(name, func(t *testing.T) {
			if got := ShownAddress(test.address); got != test.want {
				t.Errorf("got %+q want %+q", got, test.want)
			}
		})
	}
}
