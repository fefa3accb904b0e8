package storage

import (
	"context"
	"math/bits"
	"strconv"
	"strings"

	"tidings/feeds"
)

// topicBits says which bit of the column topics a topic is.
type topicBits struct {
	of  map[feeds.Topic]int
	own uint64 // bits of the reader's own topics
}

// maxTopics leaves the sign of an integer alone.
const maxTopics = 63

func (s *session) topicBits(ctx context.Context) (topicBits, error) {
	out := topicBits{of: map[feeds.Topic]int{}}
	err := s.each(ctx, func(scan scan) error {
		var bit int
		var name feeds.Topic
		var own bool
		err := scan(&bit, &name, &own)
		out.of[name] = bit
		if own {
			out.own |= 1 << bit
		}
		return err
	}, "SELECT bit, name, 0 FROM topics UNION ALL SELECT bit, name, 1 FROM own_topics")
	return out, err
}

// indexed are the bits of topics that have indexes of their own.
func (t topicBits) indexed() uint64 { return 1<<builtIn - 1 | t.own }

// free is the lowest bit that no topic has.
func (t topicBits) free() (bit int, ok bool) {
	var taken uint64
	for _, bit := range t.of {
		taken |= 1 << bit
	}
	bit = bits.TrailingZeros64(^taken)
	return bit, bit < maxTopics
}

// mask of topics; one that is not known has no articles and no bit.
func (t topicBits) mask(list []feeds.Topic) uint64 {
	var m uint64
	for _, name := range list {
		if bit, ok := t.of[name]; ok {
			m |= 1 << bit
		}
	}
	return m
}

// learn gives topics that are new bits. When none are left a topic is kept with its
// articles but no list can ask for it.
func (s *session) learn(t topicBits, list []feeds.TopicScore) error {
	for _, x := range list {
		if _, ok := t.of[x.Topic]; ok || x.Topic == "" {
			continue
		}
		bit, ok := t.free()
		if !ok {
			continue
		}
		if err := s.exec("INSERT INTO topics (bit, name) VALUES (?, ?)", bit, x.Topic); err != nil {
			return err
		}
		t.of[x.Topic] = bit
	}
	return nil
}

func (t topicBits) maskOf(list []feeds.TopicScore) uint64 {
	var m uint64
	for _, x := range list {
		m |= t.mask([]feeds.Topic{x.Topic})
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
