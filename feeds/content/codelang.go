package content

import "strings"

// codeLang is the programming language that the attributes of an element name,
// in one of the ways that highlighters have; empty when they name none.
func codeLang(t *tag) string {
	for _, key := range []string{"data-lang", "data-language", "data-enlighter-language", "data-code-language"} {
		if l := langName(t.attr(key)); l != "" {
			return l
		}
	}
	if l := strings.ToLower(t.attr("lang")); t.name == "pre" && codeLangs[l] {
		return l
	}
	return classLang(t.attr("class"))
}

// classLang is the language that classes name: language-go, highlight-source-go,
// "brush: go", "hljs go", "sourceCode go".
func classLang(class string) string {
	if class == "" {
		return ""
	}
	words := strings.Fields(class)
	for i, word := range words {
		for _, prefix := range []string{"language-", "lang-", "highlight-source-", "highlight-text-", "brush:"} {
			l, ok := strings.CutPrefix(word, prefix)
			if ok && l == "" && i+1 < len(words) {
				l = words[i+1] // "brush: go"
			}
			if l = langName(l); ok && l != "" {
				return l
			}
		}
		if l, ok := strings.CutPrefix(word, "highlight-"); ok && codeLangs[l] {
			return l
		}
		if word != "hljs" && word != "sourceCode" && word != "prettyprint" && word != "shiki" && word != "CodeMirror" {
			continue
		}
		for _, l := range words {
			if l = strings.ToLower(l); codeLangs[l] {
				return l
			}
		}
	}
	return ""
}

// hintCode remembers the language that an element around code names.
func (b *builder) hintCode(t *tag) {
	if class := t.attr("class"); strings.Contains(class, "lang") || strings.Contains(class, "highlight") || strings.Contains(class, "source") {
		if l := classLang(class); codeLangs[l] {
			b.codeHint = l
		}
	}
}

func langName(s string) string {
	s = strings.ToLower(strings.Trim(s, "; "))
	if len(s) > 24 {
		return ""
	}
	for i := 0; i < len(s); i++ {
		if c := s[i]; !isLetter(c) && (c < '0' || c > '9') && !strings.ContainsRune("+#-_.", rune(c)) {
			return ""
		}
	}
	return s
}

// codeLangs are languages whose names say so without more.
var codeLangs = func() map[string]bool {
	set := map[string]bool{}
	for l := range strings.FieldsSeq(`ada apache applescript asm awk bash basic c c# c++ clojure cmake cobol coffeescript cpp crystal cs csharp css
		d dart delphi diff docker dockerfile elixir elm erlang fortran fsharp gherkin glsl go golang graphql groovy haml handlebars haskell
		hcl html http ini java javascript js json jsx julia kotlin latex less lisp lua makefile markdown matlab md mysql nginx nim nix
		objc objectivec objective-c ocaml octave pascal perl php plaintext pgsql postgresql powershell prolog protobuf ps1 puppet py python
		r racket rb rs ruby rust sass scala scheme scss sh shell shell-session smalltalk sol solidity sql svelte swift tcl terraform tex toml
		ts tsx typescript vala vb vbnet verilog vhdl vim vue wasm x86asm xml yaml yml zig zsh`) {
		set[l] = true
	}
	return set
}()
