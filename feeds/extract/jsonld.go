package extract

import (
	"encoding/json"
	"html"
	"strings"
)

// jsonArticle is what JSON-LD says of an article (schema.org/Article).
type jsonArticle struct {
	headline, publisher, language, image, body string
	authors, sections                          []string
	published, modified                        string
	paywall                                    bool
}

// jsonArticles are the articles in a JSON-LD script.
func jsonArticles(script string) []jsonArticle {
	script = strings.TrimSpace(script)
	script = strings.TrimSuffix(strings.TrimPrefix(script, "<!--"), "-->")
	script = strings.NewReplacer("<![CDATA[", "", "]]>", "").Replace(script)
	var v any
	if json.Unmarshal([]byte(script), &v) != nil {
		// Line ends within strings are the commonest fault.
		if json.Unmarshal([]byte(strings.NewReplacer("\n", " ", "\r", " ", "\t", " ").Replace(script)), &v) != nil {
			return nil
		}
	}
	var out []jsonArticle
	findArticles(v, 0, &out)
	return out
}

func findArticles(v any, depth int, out *[]jsonArticle) {
	if depth > 6 || len(*out) > 20 {
		return
	}
	switch v := v.(type) {
	case []any:
		for _, x := range v {
			findArticles(x, depth+1, out)
		}
	case map[string]any:
		if isArticle(v["@type"]) {
			*out = append(*out, articleOf(v))
			return
		}
		for _, key := range []string{"@graph", "mainEntity", "mainEntityOfPage", "itemListElement", "item"} {
			findArticles(v[key], depth+1, out)
		}
	}
}

func isArticle(v any) bool {
	switch v := v.(type) {
	case string:
		return strings.HasSuffix(v, "Article") || v == "BlogPosting" || v == "Report" || v == "LiveBlogPosting" || v == "Review"
	case []any:
		for _, x := range v {
			if isArticle(x) {
				return true
			}
		}
	}
	return false
}

func articleOf(m map[string]any) jsonArticle {
	a := jsonArticle{
		headline: str(m["headline"]), publisher: name(m["publisher"]), language: str(m["inLanguage"]),
		image: address(m["image"]), body: str(m["articleBody"]), published: str(m["datePublished"]),
		modified: str(m["dateModified"]), authors: names(m["author"]), sections: names(m["articleSection"]),
	}
	switch free := m["isAccessibleForFree"].(type) {
	case bool:
		a.paywall = !free
	case string:
		a.paywall = strings.EqualFold(free, "false")
	}
	return a
}

// bestData is the article that says most: pages list others, too, but in short.
func bestData(list []jsonArticle) jsonArticle {
	var best jsonArticle
	most := 0
	for _, a := range list {
		n := len(a.body)
		for _, s := range []string{a.headline, a.published, a.image} {
			if s != "" {
				n += 50
			}
		}
		if n += 50 * min(len(a.authors), 1); n > most {
			best, most = a, n
		}
	}
	return best
}

func str(v any) string {
	s, _ := v.(string)
	return strings.TrimSpace(html.UnescapeString(s))
}

func name(v any) string {
	switch v := v.(type) {
	case map[string]any:
		return str(v["name"])
	case []any:
		if len(v) > 0 {
			return name(v[0])
		}
	}
	return str(v)
}

func names(v any) []string {
	list, ok := v.([]any)
	if !ok {
		list = []any{v}
	}
	var out []string
	for _, x := range list[:min(len(list), 8)] {
		n := name(x)
		if inner, ok := x.(map[string]any); ok && n == "" {
			out = append(out, names(inner["name"])...)
			continue
		}
		if n = oneLine(n); n != "" && !strings.Contains(n, "://") {
			out = append(out, n)
		}
	}
	return out
}

func address(v any) string {
	switch v := v.(type) {
	case map[string]any:
		return str(v["url"])
	case []any:
		if len(v) > 0 {
			return address(v[0])
		}
	}
	return str(v)
}
