package app

import (
	"bytes"
	"compress/gzip"
	"encoding/json"
	"fmt"
	"hash/fnv"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"text/tabwriter"
	"time"
)

// TestQuality measures what "tidingsctl analyse" tells of labelled articles, which
// are no part of the repository; "make quality" runs it. Programs beside the corpora
// score stories, related articles and topics; the language is counted here. It fails
// only if it cannot measure: what is below a goal is marked in the table.
func TestQuality(t *testing.T) {
	q := &quality{
		T: t, corpus: os.Getenv("TIDINGS_CORPUS"), program: os.Getenv("TIDINGS_CTL"), scorers: os.Getenv("TIDINGS_SCORERS"),
		table: tabwriter.NewWriter(os.Stdout, 0, 0, 2, ' ', 0),
	}
	if q.corpus == "" || q.program == "" || q.scorers == "" {
		t.Skip("“make quality” runs this: it needs articles that are no part of the repository")
	}
	fmt.Fprintln(q.table, "measure\tset\tarticles\tfigure\tgoal\t\tprecision\trecall\tCPU ms an article\t")
	q.stories()
	q.related()
	q.topics()
	q.languages()
	q.table.Flush()
}

// quality is one run over all sets.
type quality struct {
	*testing.T
	corpus, program, scorers string
	table                    *tabwriter.Writer
}

// A labelled article: what a set says of it, and what is asked.
type labelled map[string]any

func (l labelled) text(key string) string { s, _ := l[key].(string); return s }

func (q *quality) stories() {
	for _, s := range []struct {
		set  string
		goal float64
	}{{"giveme5w", 0.93}, {"vmds", 0.96}, {"ecbplus", 0.90}, {"uci", 0.85}} {
		q.story(s.set, q.gold("stories-"+s.set), s.goal)
	}
	for _, s := range []struct {
		name string
		part func(labelled)
		goal float64
	}{
		{"mixed stream", func(labelled) {}, 0.95},
		{"mixed, leads of 30 words", leadOnly, 0.93},
		{"mixed, titles only", titleOnly, 0.83},
	} {
		q.story(s.name, q.mixed(s.part), s.goal)
	}
}

func (q *quality) story(name string, list []labelled, goal float64) {
	gold := q.write(list)
	found, took := q.analyse(gold, 0)
	said := q.score("cluster-eval", gold, found)
	q.row("stories, B-cubed F1", name, len(list), figureOf(said, `B-cubed P [0-9.]+ R [0-9.]+ F1 ([0-9.]+)`), goal,
		figureOf(said, `B-cubed P ([0-9.]+)`), figureOf(said, `B-cubed P [0-9.]+ R ([0-9.]+)`), took)
}

func (q *quality) related() {
	var shown, right int
	for _, s := range []struct {
		set  string
		goal float64
	}{{"giveme5w", 0.97}, {"vmds", 0.97}, {"ecbplus", 0.97}, {"uci", 0.90}} {
		list := q.gold("stories-" + s.set)
		gold := q.write(list)
		found, took := q.analyse(gold, 10)
		said := q.score("related-eval", gold, found)
		q.row("related, nDCG@10", s.set, len(list), figureOf(said, `nDCG@10 ([0-9.]+)`), s.goal, "", "", took)
		n, r := q.shownPairs(list, found)
		shown, right = shown+n, right+r
	}
	mixed := q.mixed(func(labelled) {})
	found, _ := q.analyse(q.write(mixed), 10)
	n, r := q.shownPairs(mixed, found)
	q.row("shown beside an article, right", "the sets", shown, share(right, shown), 0.90, "", "", 0)
	q.row("shown beside an article, right", "mixed stream", n, share(r, n), 0.90, "", "", 0)
}

// shownPairs are how many articles stand beside others as coverage, of which ten are
// counted, or as related ones, and how many of them tell of the same event or, where
// the set says so, of the same subject. The noise of the mixed stream is wrong beside a story; what it shows
// beside itself cannot be judged.
func (q *quality) shownPairs(list []labelled, found string) (shown, right int) {
	byID, told := map[string]labelled{}, map[string]judgement{}
	stories := map[string][]string{}
	for _, l := range list {
		byID[l.text("id")] = l
	}
	for _, a := range q.read(found) {
		told[a.ID] = a
		stories[a.Cluster] = append(stories[a.Cluster], a.ID)
	}
	for id, a := range told {
		if byID[id].text("cluster") == "" {
			continue
		}
		coverage := stories[a.Cluster]
		beside := slices.Concat(coverage[:min(len(coverage), 10)], a.Beside)
		for _, other := range beside {
			if other == id {
				continue
			}
			shown++
			x, y := byID[id], byID[other]
			if x.text("cluster") == y.text("cluster") || x.text("group") != "" && x.text("group") == y.text("group") {
				right++
			}
		}
	}
	return shown, right
}

func (q *quality) topics() {
	for _, s := range []struct {
		name, set, lang string
		goal            float64
	}{
		{"bbc", "topics-bbc", "", 0.93}, {"masakha en", "topics-masakha", "en", 0.82}, {"masakha fr", "topics-masakha", "fr", 0.78},
		{"masakha, 16 languages", "topics-masakha", "", 0}, {"vmds", "stories-vmds", "", 0.87}, {"gnad", "topics-gnad", "", 0.76},
		{"ptbr", "topics-ptbr", "", 0.92}, {"thuc headlines", "topics-thuc", "", 0.84}, {"uci headlines", "stories-uci", "", 0.85},
		{"giveme5w", "stories-giveme5w", "", 0},
	} {
		list := slices.DeleteFunc(q.gold(s.set), func(l labelled) bool { return s.lang != "" && l.text("lang") != s.lang })
		gold := q.write(list)
		found, took := q.analyse(gold, 0)
		among := figureOf(q.score("topic-eval", gold, q.only(found, "scores")), ` acc ([0-9.]+)`)
		q.row("topics, among the set's", s.name, len(list), among, s.goal, "", "", took)
		open := figureOf(q.score("topic-eval", gold, q.only(found, "scores"), "-open"), ` acc ([0-9.]+)`)
		closed, _ := strconv.ParseFloat(among, 64)
		q.row("topics, all allowed", s.name, len(list), open, closed-0.05, "", "", 0)
		said := q.score("topic-eval", gold, q.only(found, "shown"), "-open")
		q.row("topics, the first shown", s.name, len(list), figureOf(said, `acc when answered ([0-9.]+)`), 0.90, "", figureOf(said, `answered ([0-9.]+)`), 0)
	}
}

func (q *quality) languages() {
	for _, s := range []struct {
		name    string
		letters int
		goal    float64
	}{{"sib200 sentences", 1 << 20, 0.98}, {"sib200, 60 characters", 60, 0.95}} {
		list := q.gold("topics-sib200")
		want := map[string]string{}
		for _, l := range list {
			want[l.text("id")], _, _ = strings.Cut(l.text("lang"), "-")
			text := []rune(l.text("title") + l.text("text"))
			delete(l, "lang")
			l["title"], l["text"] = "", string(text[:min(len(text), s.letters)])
		}
		found, took := q.analyse(q.write(list), 0)
		right := 0
		for _, a := range q.read(found) {
			if a.Lang == want[a.ID] {
				right++
			}
		}
		q.row("language", s.name, len(list), share(right, len(list)), s.goal, "", "", took)
	}
}

// mixed are all sets of stories in one stream of 30 days, with the articles of the
// sets of topics between them. A story begins at any time and has most of its
// articles in its first day. Of the large stories of headlines twelve articles are
// taken.
func (q *quality) mixed(part func(labelled)) []labelled {
	begin := time.Date(2026, 3, 1, 0, 0, 0, 0, time.UTC)
	var out []labelled
	add := func(set string, l labelled, hours float64) {
		l["id"] = set + "/" + l.text("id")
		l["date"] = begin.Add(time.Duration(hours * float64(time.Hour))).Format(time.RFC3339)
		if l.text("title") == "" { // of the sets without titles
			l["title"] = strings.Join(words(l.text("text"), 10), " ")
		}
		part(l)
		out = append(out, l)
	}
	for _, set := range []string{"giveme5w", "vmds", "ecbplus", "uci"} {
		taken := map[string]int{}
		for _, l := range q.gold("stories-" + set) {
			story := set + "/" + l.text("cluster")
			if l.text("cluster") == "" {
				story = ""
			}
			if taken[story]++; set == "uci" && taken[story] > 12 {
				continue
			}
			late := chance("late", l.text("id"))
			hours := chance("story", story)*29*24 + late*late*40
			if story == "" {
				hours = chance("single", l.text("id")) * 30 * 24
			}
			l["cluster"] = story
			add(set, l, hours)
		}
	}
	for _, set := range []string{"bbc", "gnad", "masakha", "ptbr", "thuc"} {
		list := q.gold("topics-" + set)
		if set == "thuc" {
			list = list[:min(len(list), 400)]
		}
		for _, l := range list {
			l["cluster"] = ""
			add(set, l, chance("noise", l.text("id"))*30*24)
		}
	}
	return out
}

// chance is a number from 0 to 1 that is always the same for the same words.
func chance(words ...string) float64 {
	h := fnv.New64a()
	for _, w := range words {
		io.WriteString(h, w)
	}
	x := h.Sum64()
	x = (x ^ x>>32) * 0x9e3779b97f4a7c15 // the low letters of FNV hardly reach the high bits
	return float64(x>>11) / (1 << 53)
}

func leadOnly(l labelled) {
	if l.text("lang") != "zh" {
		l["text"] = strings.Join(words(l.text("summary")+" "+l.text("text"), 30), " ")
	}
	delete(l, "summary")
}

func titleOnly(l labelled) {
	delete(l, "text")
	delete(l, "summary")
}

func words(text string, most int) []string {
	list := strings.Fields(text)
	return list[:min(len(list), most)]
}

// gold reads a set, anew each time: the measures change it.
func (q *quality) gold(set string) []labelled {
	q.Helper()
	file, err := os.Open(filepath.Join(q.corpus, set, "docs.jsonl.gz"))
	if err != nil {
		q.Fatal(err)
	}
	defer file.Close()
	z, err := gzip.NewReader(file)
	if err != nil {
		q.Fatal(err)
	}
	return decoded[labelled](q.T, z)
}

// judgement is what "tidingsctl analyse" prints of an article.
type judgement struct {
	ID      string             `json:"id"`
	Lang    string             `json:"lang"`
	Topics  []string           `json:"topics"`
	Scores  map[string]float64 `json:"scores"`
	Cluster string             `json:"cluster"`
	Beside  []string           `json:"beside"`
}

func (q *quality) read(name string) []judgement {
	q.Helper()
	data, err := os.ReadFile(name)
	if err != nil {
		q.Fatal(err)
	}
	return decoded[judgement](q.T, bytes.NewReader(data))
}

func decoded[T any](t *testing.T, r io.Reader) []T {
	t.Helper()
	var out []T
	for d := json.NewDecoder(r); ; {
		var x T
		switch err := d.Decode(&x); err {
		case nil:
			out = append(out, x)
		case io.EOF:
			return out
		default:
			t.Fatal(err)
		}
	}
}

func encoded[T any](q *quality, list []T) string {
	q.Helper()
	file, err := os.CreateTemp(q.TempDir(), "*.jsonl")
	if err != nil {
		q.Fatal(err)
	}
	defer file.Close()
	e := json.NewEncoder(file)
	for _, x := range list {
		if err := e.Encode(x); err != nil {
			q.Fatal(err)
		}
	}
	return file.Name()
}

func (q *quality) write(list []labelled) string { return encoded(q, list) }

// only keeps what topic-eval is to judge: the confidence in each topic, or the first
// of the topics that a reader would be shown.
func (q *quality) only(found, what string) string {
	type judged struct {
		ID     string             `json:"id"`
		Topic  string             `json:"topic,omitempty"`
		Scores map[string]float64 `json:"scores,omitempty"`
	}
	var out []judged
	for _, a := range q.read(found) {
		j := judged{ID: a.ID}
		switch {
		case what == "scores":
			j.Scores = a.Scores
		case len(a.Topics) > 0:
			j.Topic = a.Topics[0]
		}
		out = append(out, j)
	}
	return encoded(q, out)
}

// analyse returns the file with what was found, and the processor time of one article.
func (q *quality) analyse(gold string, related int) (found string, each time.Duration) {
	q.Helper()
	c := exec.Command(q.program, "analyse", gold, "--related", strconv.Itoa(related))
	out, err := os.CreateTemp(q.TempDir(), "*.jsonl")
	if err != nil {
		q.Fatal(err)
	}
	defer out.Close()
	c.Stdout, c.Stderr = out, os.Stderr
	if err := c.Run(); err != nil {
		q.Fatal(err)
	}
	took := c.ProcessState.UserTime() + c.ProcessState.SystemTime()
	return out.Name(), took / time.Duration(max(1, len(q.read(out.Name()))))
}

func (q *quality) score(scorer, gold, found string, more ...string) string {
	q.Helper()
	said, err := exec.Command(filepath.Join(q.scorers, scorer), append([]string{"-gold", gold, "-pred", found}, more...)...).Output()
	if err != nil {
		q.Fatalf("%s: %v", scorer, err)
	}
	return string(said)
}

func figureOf(said, pattern string) string {
	if m := regexp.MustCompile(pattern).FindStringSubmatch(said); m != nil {
		return m[1]
	}
	return "–"
}

func share(part, whole int) string { return fmt.Sprintf("%.3f", float64(part)/float64(max(1, whole))) }

// row prints a line of the table; a goal of zero is none.
func (q *quality) row(measure, set string, articles int, figure string, goal float64, precision, recall string, took time.Duration) {
	want, mark, ms := "", "", ""
	if goal > 0 {
		want = fmt.Sprintf("%.3f", goal)
		if x, err := strconv.ParseFloat(figure, 64); err != nil || x < goal {
			mark = "below"
		}
	}
	if took > 0 {
		ms = fmt.Sprintf("%.2f", float64(took.Microseconds())/1000)
	}
	fmt.Fprintf(q.table, "%s\t%s\t%d\t%s\t%s\t%s\t%s\t%s\t%s\t\n", measure, set, articles, figure, want, mark, precision, recall, ms)
}
