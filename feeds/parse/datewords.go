package parse

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// monthNames has the names of each month without accents, in lower case:
// Catalan, Czech, Danish, Dutch, English, Finnish, French, German, Greek,
// Hungarian, Indonesian, Italian, Norwegian, Polish, Portuguese, Romanian,
// Russian, Spanish, Swedish, Turkish, Ukrainian.
var monthNames = [12]string{
	"january jan januar januari janvier janv enero ene gennaio gen janeiro janvier gener ianuarie ian leden ledna led stycznia styczen sty ocak oca tammikuu tammikuuta tammi jaanuar januarja январь января янв сiчня січень січня січ ιανουαριου ιανουαριος ιαν",
	"february feb februar februari fevrier fevr fev febrero febbraio fevereiro febrer februarie unor unora uno lutego luty lut subat sub helmikuu helmikuuta helmi febr pebruari peb февраль февраля фев лютого лютий лют φεβρουαριου φεβρουαριος φεβ",
	"march mar marts marz maerz maart mrt mars marzo marco marc martie brezen brezna bre marca marzec mart maaliskuu maaliskuuta maalis marcius maret март марта мар березня березень бер μαρτιου μαρτιος μαρ",
	"april apr avril avr abril abr aprile abr aprilie duben dubna dub kwietnia kwiecien kwi nisan nis huhtikuu huhtikuuta huhti aprilis апрель апреля апр квiтня квітня квітень квіт απριλιου απριλιος απρ",
	"may mai maj mei mayo maggio mag maio maig kveten kvetna kve maja mayis toukokuu toukokuuta touko majus май мая маи травня травень трав μαιου μαιος μαι",
	"june jun juni juin junio giugno giu junho juny iunie iun cerven cervna cvn czerwca czerwiec cze haziran haz kesakuu kesakuuta kesa junius июнь июня июн червня червень черв ιουνιου ιουνιος ιουν",
	"july jul juli juillet juil julio luglio lug julho juliol iulie iul cervenec cervence cvc lipca lipiec lip temmuz tem heinakuu heinakuuta heina julius июль июля июл липня липень лип ιουλιου ιουλιος ιουλ",
	"august aug augusti augustus aout agosto ago agost srpen srpna srp sierpnia sierpien sie agustos agu elokuu elokuuta elo augusztus agustus agt август августа авг серпня серпень серп αυγουστου αυγουστος αυγ",
	"september sep sept septembre septiembre settembre set setembro setembre septembrie zari zar wrzesnia wrzesien wrz eylul eyl syyskuu syyskuuta syys szeptember szept szep сентябрь сентября сен сент вересня вересень вер σεπτεμβριου σεπτεμβριος σεπ σεπτ",
	"october oct oktober okt octobre octubre ottobre ott outubro out octombrie rijen rijna rij pazdziernika pazdziernik paz ekim eki lokakuu lokakuuta loka октябрь октября окт жовтня жовтень жовт οκτωβριου οκτωβριος οκτ",
	"november nov novembre noviembre novembro noiembrie noi listopad listopadu listopada lis kasim kas marraskuu marraskuuta marras nopember ноябрь ноября ноя нояб листопада листопад лист νοεμβριου νοεμβριος νοε",
	"december dec dezember dez decembre diciembre dic dicembre dezembro desembre decembrie des desember prosinec prosince pro grudnia grudzien gru aralik ara joulukuu joulukuuta joulu декабрь декабря дек грудня грудень груд δεκεμβριου δεκεμβριος δεκ",
}

var monthsByName = func() map[string]int {
	months := map[string]int{}
	for i, names := range monthNames {
		for name := range strings.FieldsSeq(names) {
			months[name] = i + 1
		}
	}
	return months
}()

// monthOf is the number of the month with this name; zero for other words.
func monthOf(word string) int { return monthsByName[strings.TrimSuffix(word, ".")] }

// foreignMonth finds a month's name in letters that are not ASCII.
func foreignMonth(text string) (month int, name string) {
	words := strings.FieldsFunc(text, func(r rune) bool { return !unicode.IsLetter(r) })
	for _, w := range words {
		if isASCIIString(w) {
			continue
		}
		if m := monthOf(strings.ToLower(w)); m > 0 {
			return m, w
		}
	}
	for i, names := range arabicMonths {
		for _, n := range names {
			if strings.Contains(text, n) {
				return i + 1, n
			}
		}
	}
	return 0, ""
}

// arabicMonths as in Egypt, and in the Levant; without accents.
var arabicMonths = [12][]string{
	{"يناير", "كانون الثاني"}, {"فبراير", "شباط"}, {"مارس", "اذار"}, {"ابريل", "نيسان"},
	{"مايو", "ايار"}, {"يونيو", "يونيه", "حزيران"}, {"يوليو", "يوليه", "تموز"}, {"اغسطس", " اب "},
	{"سبتمبر", "ايلول"}, {"اكتوبر", "تشرين الاول"}, {"نوفمبر", "تشرين الثاني"}, {"ديسمبر", "كانون الاول"},
}

// halves of the day, and the zone of the country that writes them.
var halves = []struct {
	word string
	half byte
	zone int
}{
	{"오전", 'a', 9 * 3600}, {"오후", 'p', 9 * 3600},
	{"午前", 'a', 9 * 3600}, {"午後", 'p', 9 * 3600},
	{"上午", 'a', 8 * 3600}, {"下午", 'p', 8 * 3600},
	{"π.μ", 'a', 0}, {"μ.μ", 'p', 0}, {"πμ", 'a', 0}, {"μμ", 'p', 0},
}

// zoneOfScript is the zone of the one country that writes dates like this.
func zoneOfScript(text string) (seconds int, ok bool) {
	switch {
	case strings.ContainsRune(text, '년'):
		return 9 * 3600, true
	case strings.ContainsRune(text, '年'):
		return 8 * 3600, true
	}
	return 0, false
}

var eastAsian = strings.NewReplacer(
	"요일", " ", "曜日", " ", "星期日", " ",
	"년", "-", "年", "-", "월", "-", "月", "-", "일", " ", "日", " ",
	"시", ":", "時", ":", "时", ":", "点", ":", "분", ":", "分", ":", "초", " ", "秒", " ",
	"đ", "d", "Đ", "D", "ł", "l", "Ł", "L", "ı", "i", "İ", "I", "：", ":", "／", "/", "－", "-", "−", "-",
)

// withoutForeignNotes drops what stands in brackets and is not ASCII: the day of
// the week.
func withoutForeignNotes(text string) string {
	for _, pair := range [][2]string{{"(", ")"}, {"（", "）"}, {"[", "]"}} {
		before, rest, open := strings.Cut(text, pair[0])
		note, after, shut := strings.Cut(rest, pair[1])
		if open && shut && !isASCIIString(note) {
			text = before + " " + after
		}
	}
	return text
}

// plainLetters drops accents.
func plainLetters(text string) string {
	return strings.Map(func(r rune) rune {
		if unicode.Is(unicode.Mn, r) {
			return -1
		}
		return r
	}, norm.NFD.String(text))
}

// digitValue of a decimal digit in any script: their blocks begin with zero.
func digitValue(r rune) rune {
	zero := r
	for unicode.IsDigit(zero-1) && r-zero < 9 {
		zero--
	}
	return r - zero
}

// americanZones are said without standard or summer time; minutes east of UTC
// in winter.
var americanZones = map[string]int{"et": -300, "ct": -360, "mt": -420, "pt": -480}

// zones by abbreviation, minutes east of UTC. Of the ambiguous ones, the one that
// feeds mean: CST is American, IST Indian, BST British.
var zones = map[string]int{
	"ut": 0, "utc": 0, "gmt": 0, "z": 0, "wet": 0, "etc/gmt": 0, "etc/utc": 0,
	"est": -300, "edt": -240, "cst": -360, "cdt": -300, "mst": -420, "mdt": -360, "pst": -480, "pdt": -420,
	"akst": -540, "akdt": -480, "hst": -600, "ast": -240, "adt": -180, "nst": -210, "ndt": -150,
	"brt": -180, "art": -180, "clt": -240, "clst": -180, "cot": -300, "pet": -300, "vet": -240,
	"west": 60, "bst": 60, "cet": 60, "met": 60, "mez": 60, "wat": 60,
	"cest": 120, "mest": 120, "mesz": 120, "eet": 120, "cat": 120, "sast": 120,
	"eest": 180, "msk": 180, "trt": 180, "eat": 180, "idt": 180, "msd": 240, "gst": 240,
	"pkt": 300, "uzt": 300, "ist": 330, "npt": 345, "bdt": 360, "mmt": 390,
	"ict": 420, "wib": 420, "sgt": 480, "hkt": 480, "pht": 480, "myt": 480, "wita": 480, "awst": 480,
	"jst": 540, "kst": 540, "wit": 540, "acst": 570, "acdt": 630, "aest": 600, "aedt": 660,
	"nzst": 720, "nzdt": 780,
}
