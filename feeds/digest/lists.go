package digest

import (
	"strings"

	"tidings/feeds/language"
)

// asides are how lines begin that lead to other articles or speak of the page
// itself, in lower case.
var asides = []string{
	"read more", "read also", "read:", "also read", "see also", "related:", "more:", "watch:", "listen:", "click here", "follow us",
	"sign up", "subscribe", "share this", "download ", "photo:", "photos:", "image:", "picture:", "caption:", "source:", "copyright", "©", "advertisement",
	"reporting by", "additional reporting", "editing by", "writing by", "updated ", "correction:", "this story ", "this article ",
	"file photo", "getty", "newsletter", "(additional", "hide caption", "visit our website", "(reporting", "continue reading", "all rights", "have you ", "do you ", "contact us", "e-mail ", "email ",
	"lesen sie", "mehr zum thema", "zum thema", "auch interessant", "foto:", "bild:", "quelle:", "hier geht es",
	"lire aussi", "à lire", "a lire", "voir aussi", "photo :", "crédit", "abonnez", "inscrivez",
	"lea también", "lee también", "leer más", "ver más", "vea también", "también puede", "te puede interesar", "suscr", "fuente:",
	"leia também", "leia mais", "veja também", "veja mais", "saiba mais", "fonte:", "clique", "assine",
	"leggi anche", "per saperne", "guarda anche", "lees ook", "lees meer", "bekijk ook", "läs också", "läs mer", "les også", "læs også",
	"czytaj też", "czytaj także", "zobacz także", "zobacz też", "źródło:", "fot.", "читайте также", "читайте також", "смотрите также", "подробнее", "фото:", "источник:", "джерело:",
	"okumak için", "ayrıca okuyun", "kaynak:", "baca juga", "lihat juga", "foto ", "xem thêm", "đọc thêm", "ảnh:", "nguồn:", "(ảnh",
	"اقرأ أيضا", "اقرأ أيضًا", "المصدر", "यह भी पढ़ें", "ये भी पढ़ें", "相关阅读", "延伸阅读", "图为", "资料图", "图片来源", "来源：", "責任編輯", "责任编辑", "関連記事", "写真", "사진", "관련기사", "อ่านเพิ่มเติม", "ภาพ:",
}

// credits are signs of a caption, or of whose work it is.
var credits = []string{"file photo", "contributed to this report", "contributed reporting", "terms of use", "not a robot", "pictured above", "pictured here", "Photo:", "Photo by", "Getty Images", "Foto:", "Ảnh:", "Bild:", "Photograph:", "Фото:", "图片来源", "写真：", "/AFP", "/Reuters", "AP Photo", "© "}

// back are the words that point to a sentence before, at the beginning of one.
var back = map[string]string{
	"en": "he she it they this that these those but and so or however also his her their its then there such meanwhile yet still another both instead therefore earlier later he's she's it's they're that's we i you my our your",
	"de": "er sie es dies diese dieser dieses das aber und doch so auch zudem außerdem dabei damit daher deshalb danach dann dort ihr ihre sein seine jedoch dazu denn allerdings gleichzeitig ich wir",
	"fr": "il elle ils elles cela ceci ce cette ces mais et or aussi ainsi donc puis ensuite son sa ses leur leurs celui celle cependant toutefois pourtant en y je nous on",
	"es": "él ella ellos ellas esto eso este esta estos estas pero y también además así su sus sin luego después entonces ese esa yo nosotros",
	"pt": "ele ela eles elas isso isto este esta esse essa estes estas mas e também além assim seu sua seus suas depois então eu nós já",
	"it": "egli lui lei loro esso essa questo questa questi queste ma e anche inoltre così suo sua quindi poi ciò io noi",
	"nl": "hij zij ze het dit dat deze die maar en ook zo daarom daarna dan zijn haar hun bovendien echter toch er ik we wij",
	"sv": "han hon det de den detta dessa men och också så därför sedan hans hennes deras dock jag vi",
	"nb": "han hun det de den dette disse men og også så derfor deretter hans hennes deres jeg vi",
	"da": "han hun det de den dette disse men og også så derfor derefter hans hendes deres jeg vi",
	"pl": "on ona ono oni one to ten ta te ale i a też także jego jej ich więc jednak potem ponadto",
	"cs": "on ona ono oni to ten ta tento tato ale a také jeho její jejich proto však potom",
	"ru": "он она оно они это этот эта эти но и а также его её ее их поэтому однако затем тогда при кроме так",
	"uk": "він вона воно вони це цей ця ці але і й а також його її їх тому однак потім тоді так",
	"tr": "o onlar bu şu ama ve ancak ayrıca böylece bunun bunu buna",
	"vi": "ông bà anh chị cô họ nó đây đó này nhưng và tuy ngoài theo vì do bên",
	"id": "ia dia mereka ini itu tetapi namun dan juga hal karena selain",
	"ro": "el ea ei ele acesta aceasta acest această dar și însă de",
	"hu": "ő ők ez az ezek azok de és azonban ezért",
	"ar": "وهو وهي وكان وقال لكن كما هذا هذه ذلك وأضاف وأضافت وقد وفي ومن",
	"hi": "वह वे यह ये इस उस उन्होंने उन इसके लेकिन और साथ",
	"ko": "그는 그녀는 그들은 이는 이에 그러나 하지만 또 또한 그리고 이 그",
}

// backSpaceless are the same where words are not parted.
var backSpaceless = map[string][]string{
	"zh": {"他", "她", "它", "这", "那", "但", "而", "此", "该", "并", "对此", "不过", "同时", "因此", "其", "据此", "所以", "然而", "也"},
	"ja": {"これ", "それ", "この", "その", "また", "しかし", "だが", "さらに", "一方", "同", "彼", "こう", "そう", "ただ"},
	"th": {"เขา", "เธอ", "มัน", "แต่", "และ", "นี่", "นั้น", "ซึ่ง", "โดย", "อย่างไรก็ตาม", "นอกจาก"},
}

// pointsBack reports whether a sentence begins with a word that the one before
// has to explain.
func pointsBack(text, lang string) bool {
	for _, b := range backSpaceless[lang] {
		if strings.HasPrefix(text, b) {
			return true
		}
	}
	for w := range language.Words(text) {
		for b := range strings.SplitSeq(back[lang], " ") {
			if w.Text == b {
				return true
			}
		}
		break
	}
	return false
}

// dates are the days and months that are written with capitals, and other words of
// dates; they are in every text and name nothing.
var dates = set(`monday tuesday wednesday thursday friday saturday sunday mon tue wed thu fri sat sun
january february march april june july august september october november december jan feb mar apr jun jul aug sep sept oct nov dec
montag dienstag mittwoch donnerstag freitag samstag sonnabend sonntag januar februar märz mai juni juli oktober dezember uhr jahr jahre jahren woche wochen monat monate tag tage
senin selasa rabu kamis jumat sabtu minggu januari februari maret juni juli agustus oktober desember
pazartesi salı çarşamba perşembe cuma cumartesi pazar ocak şubat mart nisan mayıs haziran temmuz ağustos eylül ekim kasım aralık
gmt utc est edt pst bst cet am pm mr mrs ms dr sir prof`)

// agencies are named by texts as those they have it from.
var agencies = set("reuters afp dpa ansa efe tass getty ap xinhua kyodo yonhap interfax bloomberg afx apa epa pa ap/afp upi vnexpress tto ttxvn")

// offices begin names of Vietnamese that go on in small letters.
var offices = set("bộ phó trưởng phòng ban đảng ủy hội sở cục tổng chủ viện công trung")

// forms are what firms are called by law.
var forms = set("inc ltd llc corp corporation co plc gmbh ag nv sa spa se kg bv ab oy")

// articlesOf are the articles by which a noun is told in small letters.
var articlesOf = map[string]map[string]bool{
	"en": set("the a an"), "de": set("der die das den dem des"), "fr": set("le la les un une des"), "es": set("el la los las un una"),
	"it": set("il la lo gli le i un una uno"), "pt": set("o a os as um uma"), "nl": set("de het een"), "sv": set("en ett"), "nb": set("en et ei"), "da": set("en et"),
}

// functions are characters of Chinese that belong to no name but part what stands
// beside them.
const functions = "的了在是和与及对为将从到被把等中上下不也都就而于以向又或其之该此这那个们有已经还让由给并但说称表示日月年时分今昨明两三四五六七八九十一二"
