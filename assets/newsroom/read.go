package newsroom

import (
	"fmt"
	"strconv"
	"strings"
	"time"
)

// articleMark begins an article in a source's file.
const articleMark = "=== "

// readSource reads a source's file: "key: value" lines about the source, then
// for each article a line with its name, its own lines, a blank line and its text.
func readSource(slug, text string, now time.Time) (Source, []Article, error) {
	head, rest, _ := strings.Cut("\n"+text, "\n"+articleMark)
	s, err := readHead(slug, head)
	if err != nil || rest == "" {
		return s, nil, err
	}
	var list []Article
	for _, part := range strings.Split(rest, "\n"+articleMark) {
		a, err := readArticle(s, part, now)
		if err != nil {
			return s, nil, err
		}
		list = append(list, a)
	}
	return s, list, nil
}

func readHead(slug, text string) (Source, error) {
	s := Source{
		Slug: slug, Home: "/" + slug + "/", Format: RSS, Charset: UTF8,
		sections: map[string]string{},
	}
	err := eachKey(text, func(key, value string) error {
		switch key {
		case "title":
			s.Title = value
		case "language":
			s.Language = value
		case "folder":
			s.Folder = value
		case "description":
			s.Description = value
		case "feed":
			s.Feed = s.Home + value
		case "moved":
			s.Moved = s.Home + value
		case "format":
			s.Format = Format(value)
		case "charset":
			s.Charset = Charset(value)
		case "content":
			s.Full = value == "full"
		case "slow":
			s.Slow = value == "yes"
		case "broken":
			s.Broken = value == "yes"
		case "colour":
			s.colour = value
		case "mark":
			s.mark = value
		case "links":
			s.relative = value == "relative"
		case "related":
			s.related = value
		case "footer":
			s.footer = value
		case "sections":
			for _, pair := range strings.Split(value, ",") {
				path, name, _ := strings.Cut(strings.TrimSpace(pair), "=")
				s.sections[path] = name
				s.menu = append(s.menu, path)
			}
		default:
			return fmt.Errorf("unknown key %q", key)
		}
		return nil
	})
	return s, err
}

func readArticle(s Source, part string, now time.Time) (Article, error) {
	head, text, _ := strings.Cut(part, "\n\n")
	name, keys, _ := strings.Cut(head, "\n")
	a := Article{ID: ID(s.Slug + "/" + strings.TrimSpace(name))}
	err := eachKey(keys, func(key, value string) error {
		switch key {
		case "hours":
			hours, err := strconv.ParseFloat(value, 64)
			if err != nil {
				return err
			}
			a.Published = now.Add(-time.Duration(hours * float64(time.Hour))).Truncate(time.Minute)
		case "title":
			a.Title = value
		case "by":
			a.Author = value
		case "section":
			if s.sections[value] == "" {
				return fmt.Errorf("unknown section %q", value)
			}
			a.Section = value
		case "event":
			a.Event = value
		case "background":
			a.Background = value
		case "copy":
			a.CopyOf = ID(value)
		case "picture":
			a.Picture, a.Caption, _ = strings.Cut(value, ": ")
		default:
			return fmt.Errorf("unknown key %q", key)
		}
		return nil
	})
	if err != nil {
		return a, fmt.Errorf("%s: %w", a.ID, err)
	}
	a.Title = fillDates(a.Title, s.Language, a.Published)
	a.Text = fillDates(strings.TrimSpace(text), s.Language, a.Published)
	return a, nil
}

// eachKey calls f for every "key: value" line.
func eachKey(text string, f func(key, value string) error) error {
	for _, line := range strings.Split(text, "\n") {
		if strings.TrimSpace(line) == "" {
			continue
		}
		key, value, ok := strings.Cut(line, ": ")
		if !ok {
			return fmt.Errorf("line %q is no \"key: value\"", line)
		}
		if err := f(key, strings.TrimSpace(value)); err != nil {
			return err
		}
	}
	return nil
}
