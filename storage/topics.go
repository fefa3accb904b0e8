package storage

import (
	"context"
	"strconv"
	"strings"

	"tidings/feeds"
)

// topicBits says which bit of the column topics a topic is.
type topicBits map[feeds.Topic]int

// maxTopics leaves the sign of an integer alone.
const maxTopics = 63

func (s *session) topicBits(ctx context.Context) (topicBits, error) {
	out := topicBits{}
	err := s.each(ctx, func(scan scan) error {
		var bit int
		var name feeds.Topic
		err := scan(&bit, &name)
		out[name] = bit
		return err
	}, "SELECT bit, name FROM topics")
	return out, err
}

// mask of topics; one that is not known has no articles and no bit.
func (t topicBits) mask(list []feeds.Topic) uint64 {
	var m uint64
	for _, name := range list {
		if bit, ok := t[name]; ok {
			m |= 1 << bit
		}
	}
	return m
}

// learn gives topics that are new the next bits. When none are left a topic is
// kept with its articles but no list can ask for it.
func (s *session) learn(t topicBits, list []feeds.TopicScore) error {
	for _, x := range list {
		if _, ok := t[x.Topic]; ok || len(t) >= maxTopics || x.Topic == "" {
			continue
		}
		if err := s.exec("INSERT INTO topics (bit, name) VALUES (?, ?)", len(t), x.Topic); err != nil {
			return err
		}
		t[x.Topic] = len(t)
	}
	return nil
}

func (t topicBits) of(list []feeds.TopicScore) uint64 {
	var m uint64
	for _, x := range list {
		if bit, ok := t[x.Topic]; ok {
			m |= 1 << bit
		}
	}
	return m
}

// scoresText is topics as they are stored beside an article: "business 0.81,world 0.4".
func scoresText(list []feeds.TopicScore) string {
	var b []byte
	for i, x := range list {
		if i > 0 {
			b = append(b, ',')
		}
		b = append(b, x.Topic...)
		b = append(b, ' ')
		b = strconv.AppendFloat(b, x.Score, 'g', 3, 64)
	}
	return string(b)
}

func scoresFrom(text string) []feeds.TopicScore {
	if text == "" {
		return nil
	}
	out := make([]feeds.TopicScore, 0, 3)
	for part := range strings.SplitSeq(text, ",") {
		i := strings.LastIndexByte(part, ' ')
		if i < 0 {
			continue
		}
		score, _ := strconv.ParseFloat(part[i+1:], 64) // written by scoresText
		out = append(out, feeds.TopicScore{Topic: feeds.Topic(part[:i]), Score: score})
	}
	return out
}
