package parse

import (
	"regexp"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// monthNames has the names of each month without accents, in lower case: Armenian,
// Azerbaijani, Basque, Belarusian, Bulgarian, Catalan, Croatian, Czech, Danish, Dutch,
// English, Estonian, Filipino, Finnish, French, Galician, Georgian, German, Greek, Hebrew,
// Hungarian, Indonesian, Italian, Kazakh, Latvian, Lithuanian, Malay, Norwegian, Persian,
// Polish, Portuguese, Romanian, Russian, Serbian, Slovak, Slovenian, Spanish, Swedish,
// Turkish, Ukrainian, Urdu, Uzbek, Welsh. Of names that mean two
// months, the one that more people mean: listopad is November, lipiec July.
var monthNames = [12]string{
	"january jan januar januari janvier janv enero ene gennaio gen janeiro gener ianuarie ian leden ledna led stycznia styczen sty ocak oca tammikuu tammikuuta tammi jaanuar januarja январь января янв сiчня січень січня січ ιανουαριου ιανουαριος ιαν janvaris januaris sausio sausis xaneiro януари јануар ינואר ژانویه yanvar студзеня студзень қаңтар urtarrila urtarrilaren urtarrilak ionawr იანვარი იან հունվարի հունվար جنوری",
	"february feb februar februari fevrier fevr fev febrero febbraio fevereiro febrer februarie unor unora uno lutego luty lut subat sub helmikuu helmikuuta helmi febr pebruari peb февраль февраля фев лютого лютий лют φεβρουαριου φεβρουαριος φεβ februaris vasario vasaris febreiro veebruar veebr veljaca veljace февруари фебруар פברואר فوریه fevral pebrero лютага люты ақпан otsaila otsailaren otsailak chwefror თებერვალი თებ փետրվարի փետրվար فروری",
	"march mar marts marz maerz maart mrt mars marzo marco marc martie brezen brezna bre marca marzec mart maaliskuu maaliskuuta maalis marcius maret март марта мар березня березень бер μαρτιου μαρτιος μαρ marec kovo kovas ozujak ozujka מרץ מרס mac marso сакавiка сакавiк сакавіка сакавік наурыз martxoa martxoaren martxoak mawrth მარტი მარ մարտի մարտ مارچ",
	"april apr avril avr abril abr aprile aprilie duben dubna dub kwietnia kwiecien kwi nisan nis huhtikuu huhtikuuta huhti aprilis апрель апреля апр квiтня квітня квітень квіт απριλιου απριλιος απρ aprill balandzio balandis travanj travnja април אפריל آوریل aprel красавiка красавіка красавiк красавік сәуір apirila apirilaren apirilak ebrill აპრილი აპრ ապրիլի ապրիլ اپریل",
	"may mai maj mei mayo maggio mag maio maig kveten kvetna kve maja mayis toukokuu toukokuuta touko majus май мая маи травня травень трав μαιου μαιος μαι maijs geguzes geguze svibanj svibnja мај מאי траўня мамыр maiatza maiatzaren maiatzak მაისი მაი մայիսի մայիս مئی",
	"june jun juni juin junio giugno giu junho juny iunie iun cerven cervna cvn czerwca czerwiec cze haziran haz kesakuu kesakuuta kesa junius июнь июня июн червня червень черв ιουνιου ιουνιος ιουν juna junij junijs birzelio birzelis xuno juuni јуни јун юни יוני ژوئن iyun hunyo чэрвеня чэрвень маусым ekaina ekainaren ekainak mehefin ივნისი ივნ հունիսի հունիս جون",
	"july jul juli juillet juil julio luglio lug julho juliol iulie iul cervenec cervence cvc lipca lipiec lip temmuz tem heinakuu heinakuuta heina julius июль июля июл липня липень лип ιουλιου ιουλιος ιουλ jula julij julijs liepos liepa xullo juuli srpanj srpnja јули јул юли יולי ژوئیه iyul julai hulyo лiпеня ліпеня лiпень ліпень шілде uztaila uztailaren uztailak gorffennaf ივლისი ივლ հուլիսի հուլիս جولائی",
	"august aug augusti augustus aout agosto ago agost srpen srpna srp sierpnia sierpien sie agustos agu elokuu elokuuta elo augusztus agustus agt август августа авг серпня серпень серп αυγουστου αυγουστος αυγ avgust agust augusts rugpjucio rugpjutis kolovoz kolovoza אוגוסט avqust ogos ogo жнiўня жніўня жнiвень жнівень тамыз abuztua abuztuaren abuztuak awst აგვისტო აგვ օգոստոսի օգոստոս اگست",
	"september sep sept septembre septiembre settembre set setembro setembre septembrie zari zar wrzesnia wrzesien wrz eylul eyl syyskuu syyskuuta syys szeptember szept szep сентябрь сентября сен сент вересня вересень вер σεπτεμβριου σεπτεμβριος σεπ σεπτ septembris rugsejo rugsejis rujan rujna септември септембар ספטמבר سپتامبر sentyabr sentabr setyembre верасня верасень қыркүйек iraila irailaren irailak medi სექტემბერი სექ սեպտեմբերի սեպտեմբեր ستمبر",
	"october oct oktober okt octobre octubre ottobre ott outubro out octombrie rijen rijna rij pazdziernika pazdziernik paz ekim eki lokakuu lokakuuta loka октябрь октября окт жовтня жовтень жовт οκτωβριου οκτωβριος οκτ oktobris spalio spalis oktoober октомври октобар אוקטובר اکتبر oktyabr oktabr oktubre кастрычнiка кастрычніка кастрычнiк кастрычнік қазан urria urriaren urriak hydref ოქტომბერი ოქტ հոկտեմբերի հոկտեմբեր اکتوبر",
	"november nov novembre noviembre novembro noiembrie noi listopad listopadu listopada lis kasim kas marraskuu marraskuuta marras nopember ноябрь ноября ноя нояб листопада листопад лист νοεμβριου νοεμβριος νοε novembris lapkricio lapkritis novembar studeni studenoga ноември новембар נובמבר نوامبر noyabr nobyembre лiстапада лістапада лiстапад лістапад қараша azaroa azaroaren azaroak tachwedd ნოემბერი ნოე նոյեմբերի նոյեմբեր نومبر",
	"december dec dezember dez decembre diciembre dic dicembre dezembro desembre decembrie des desember prosinec prosince pro grudnia grudzien gru aralik ara joulukuu joulukuuta joulu декабрь декабря дек грудня грудень груд δεκεμβριου δεκεμβριος δεκ decembris gruodzio gruodis decembro detsember декември децембар דצמבר دسامبر dekabr disember dis disyembre снежня снежань желтоқсан abendua abenduaren abenduak rhagfyr დეკემბერი დეკ դեկտեմբերի դեկտեմբեր دسمبر",
}

var monthsByName = func() map[string]int {
	months := map[string]int{}
	for i, names := range monthNames {
		for name := range strings.FieldsSeq(names) {
			months[plainLetters(name)] = i + 1
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
		name := strings.TrimPrefix(strings.ToLower(w), "ב") // in, in Hebrew
		if m := monthOf(name); m > 0 {
			return m, w
		}
	}
	return 0, ""
}

// joinedMonth finds a month's name in a script where letters are joined or words
// are not, among its accents.
func joinedMonth(text string) (month int, name string) {
	for _, list := range [][12][]string{arabicMonths, indianMonths, thaiMonths} {
		for i, names := range list {
			for _, n := range names {
				if strings.Contains(text, n) && len(n) > len(name) {
					month, name = i+1, n
				}
			}
		}
	}
	return month, name
}

// indianMonths in Hindi, Bengali, Marathi, Tamil, Telugu, Malayalam and Gujarati.
var indianMonths = [12][]string{
	{"जनवरी", "জানুয়ারি", "জানুয়ারী", "जानेवारी", "ஜனவரி", "జనవరి", "ജനുവരി", "જાન્યુઆરી"},
	{"फ़रवरी", "फरवरी", "ফেব্রুয়ারি", "ফেব্রুয়ারী", "फेब्रुवारी", "பிப்ரவரி", "ఫిబ్రవరి", "ഫെബ്രുവരി", "ફેબ્રુઆરી"},
	{"मार्च", "মার্চ", "மார்ச்", "మార్చి", "മാർച്ച്", "માર્ચ"},
	{"अप्रैल", "এপ্রিল", "एप्रिल", "ஏப்ரல்", "ఏప్రిల్", "ഏപ്രിൽ", "એપ્રિલ"},
	{"मई", "মে", "मे", "மே", "మే", "മേയ്", "મે"},
	{"जून", "জুন", "ஜூன்", "జూన్", "ജൂൺ", "જૂન"},
	{"जुलाई", "জুলাই", "जुलै", "ஜூலை", "జూలై", "ജൂലൈ", "જુલાઈ"},
	{"अगस्त", "আগস্ট", "অগাস্ট", "ऑगस्ट", "ஆகஸ்ட்", "ఆగస్టు", "ഓഗസ്റ്റ്", "ઑગસ્ટ"},
	{"सितंबर", "सितम्बर", "সেপ্টেম্বর", "सप्टेंबर", "செப்டம்பர்", "సెప్టెంబర్", "സെപ്റ്റംബർ", "સપ્ટેમ્બર"},
	{"अक्टूबर", "अक्तूबर", "অক্টোবর", "ऑक्टोबर", "அக்டோபர்", "అక్టోబర్", "ഒക്ടോബർ", "ઑક્ટોબર"},
	{"नवंबर", "नवम्बर", "নভেম্বর", "नोव्हेंबर", "நவம்பர்", "నవంబర్", "നവംബർ", "નવેમ્બર"},
	{"दिसंबर", "दिसम्बर", "ডিসেম্বর", "डिसेंबर", "டிசம்பர்", "డిసెంబర్", "ഡിസംബർ", "ડિસેમ્બર"},
}

var thaiMonths = [12][]string{
	{"มกราคม", "ม.ค."}, {"กุมภาพันธ์", "ก.พ."}, {"มีนาคม", "มี.ค."}, {"เมษายน", "เม.ย."}, {"พฤษภาคม", "พ.ค."}, {"มิถุนายน", "มิ.ย."},
	{"กรกฎาคม", "ก.ค."}, {"สิงหาคม", "ส.ค."}, {"กันยายน", "ก.ย."}, {"ตุลาคม", "ต.ค."}, {"พฤศจิกายน", "พ.ย."}, {"ธันวาคม", "ธ.ค."},
}

// buddhistEra is how many years Thai dates are ahead.
const buddhistEra = 543

// arabicMonths as in Egypt, and in the Levant.
var arabicMonths = [12][]string{
	{"يناير", "كانون الثاني"}, {"فبراير", "شباط"}, {"مارس", "اذار", "آذار"}, {"ابريل", "أبريل", "نيسان"},
	{"مايو", "ايار", "أيار"}, {"يونيو", "يونيه", "حزيران"}, {"يوليو", "يوليه", "تموز"}, {"اغسطس", "أغسطس", " اب ", " آب "},
	{"سبتمبر", "ايلول", "أيلول"}, {"اكتوبر", "أكتوبر", "تشرين الاول", "تشرين الأول"}, {"نوفمبر", "تشرين الثاني"}, {"ديسمبر", "كانون الاول", "كانون الأول"},
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
	case strings.ContainsRune(text, '년'), strings.ContainsRune(text, '曜'), japaneseDay.MatchString(text):
		return 9 * 3600, true
	case strings.ContainsRune(text, '年'):
		return 8 * 3600, true
	}
	return 0, false
}

// japaneseDay is a day of the week as only Japanese has it behind a date.
var japaneseDay = regexp.MustCompile(`[(（][月火水木金土日][)）]`)

// eras by which years are counted, and the year before each.
var eras = []struct {
	name string
	year int
}{{"令和", 2018}, {"平成", 1988}, {"昭和", 1925}, {"民國", minguo}, {"民国", minguo}}

// minguo is how many years dates of Taiwan are behind.
const minguo = 1911

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
var americanZones = map[string]int{"at": -240, "et": -300, "ct": -360, "mt": -420, "pt": -480}

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
