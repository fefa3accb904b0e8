package feeds

import "slices"

// A Topic is a lasting subject, such as business.
type Topic string

// The built-in topics, each tied to subjects of IPTC Media Topics.
const (
	World         Topic = "world"
	Politics      Topic = "politics"
	Business      Topic = "business"
	Technology    Topic = "technology"
	Science       Topic = "science"
	Environment   Topic = "environment"
	Health        Topic = "health"
	Sport         Topic = "sport"
	Entertainment Topic = "entertainment"
	Lifestyle     Topic = "lifestyle"
	Crime         Topic = "crime"
	Education     Topic = "education"
	Religion      Topic = "religion"
)

// Topics are the built-in ones in the order in which they are shown.
var Topics = []Topic{
	World, Politics, Business, Technology, Science, Environment, Health,
	Sport, Entertainment, Lifestyle, Crime, Education, Religion,
}

var topicNames = map[Topic]string{
	World: "World", Politics: "Politics", Business: "Business",
	Technology: "Technology", Science: "Science", Environment: "Environment",
	Health: "Health", Sport: "Sport", Entertainment: "Culture",
	Lifestyle: "Lifestyle", Crime: "Crime", Education: "Education",
	Religion: "Religion",
}

// Name is what the reader sees.
func (t Topic) Name() string {
	if n, ok := topicNames[t]; ok {
		return n
	}
	return string(t)
}

// Known reports whether t is a built-in topic.
func (t Topic) Known() bool { return slices.Contains(Topics, t) }

// A TopicScore is a topic with how sure we are, from 0 to 1.
type TopicScore struct {
	Topic Topic   `json:"topic"`
	Score float64 `json:"score"`
}
