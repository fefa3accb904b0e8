package mail

import (
	"regexp"
	"strings"
)

// How newsletters call the link to the same text on the web, in the languages that most
// of them are written in: with what one does there, for a headline may speak of browsers.
var webVersion = regexp.MustCompile(`(?i)` + strings.Join([]string{
	`\b(?:view|read|open|see|display|show)(?: (?:this|the|it|in|on|as|an?|your|my|our|web|e-?mail|message|newsletter|issue|edition|version))* (?:(?:web ?)?browser|online|web ?page|web ?site|web)\b`,
	`^\W*(?:web|online|browser)[ -]?version\W*$`,
	`(?:im|in ihrem|in deinem) (?:web-?)?browser (?:an|lesen|öffnen|betrachten|darstellen)|^\W*(?:zur )?(?:webversion|onlineversion|online-(?:ansicht|version)|webansicht)\W*$|^\W*online (?:lesen|ansehen|anzeigen)\W*$`,
	`(?:voir|lire|lisez|ouvrir|consulter|afficher|visualiser|voyez)\b.{0,40}(?:dans (?:votre|le|un|mon) navigateur|en ligne)|^\W*version (?:en ligne|web)\W*$`,
	`(?:ver|leer|abrir|visualizar|ve|lee)\b.{0,40}(?:en (?:tu|su|el|un) navegador|en línea|en la web)|^\W*versi[oó]n (?:web|online|en línea)\W*$`,
	`(?:ver|ler|abrir|visualizar|veja|leia)\b.{0,40}no (?:seu )?navegador|^\W*vers[aã]o (?:web|online)\W*$`,
	`(?:visualizza|leggi|apri|vedi)\b.{0,40}(?:nel (?:tuo )?browser|online)|^\W*versione (?:web|online)\W*$`,
	`(?:bekijk|lees|open)\b.{0,40}(?:in (?:je|uw|de) browser|online)|^\W*(?:webversie|online versie)\W*$`,
	`(?:zobacz|otwórz|wyświetl|czytaj)\b.{0,40}w przeglądarce|^\W*wersja (?:online|internetowa)\W*$`,
	`(?:visa|läs|öppna|vis|les|åbn|læs|se)\b.{0,30}i (?:din |en )?(?:webbläsare|browser|nettleser)|^\W*(?:webbversion|webversjon)\W*$`,
	`(?:avaa|lue|katso).{0,40}selaimessa`, `(?:открыть|посмотреть|читать|просмотреть).{0,40}в браузере|^\W*веб-версия\W*$`, `(?:відкрити|переглянути|читати).{0,40}у браузері`,
	`zobrazit.{0,40}v (?:webovém )?prohlížeči`, `tarayıcı(?:da|nızda).{0,20}(?:görüntüle|aç|oku)`,
	`ブラウザ(?:ー)?で(?:表示|見る|開く|読む|ご覧|閲覧)|^\W*(?:ウェブ|web)版`, `在(?:您的|你的)?(?:浏览器|瀏覽器)中?(?:查看|打开|阅读|檢視|查閱|開啟|閱讀)|^\W*(?:网页版|網頁版)\W*$`, `(?:브라우저|웹)에서 ?(?:보기|열기|읽기)`,
	`(?:xem|mở|đọc).{0,40}trình duyệt`, `(?:عرض|اقرأ|افتح|فتح|شاهد).{0,40}المتصفح`, `(?:צפייה|צפו|לצפייה|קריאה|הצג).{0,40}בדפדפן`, `ब्राउज़र में (?:देखें|पढ़ें|खोलें)`,
}, "|"))

// unsubscribing is how they call the one that ends them.
var unsubscribing = regexp.MustCompile(`(?i)` + strings.Join([]string{
	`unsubscribe|opt[ -]?out|stop receiving|manage (?:your )?(?:subscription|preferences|email)`, `abmelden|abbestellen|austragen|newsletter kündigen`,
	`d[ée]sabonner|d[ée]sinscri`, `cancelar (?:la |su |tu |a |sua )?(?:suscripci[oó]n|inscrição|assinatura)|darse de baja|dar(?:te|me)? de baja|descadastr`,
	`disiscri|annulla l.iscrizione|cancella(?:ti|re) `, `afmelden|uitschrijven`, `wypisz|rezygn`, `avsluta prenumeration|avprenumerera|afmeld|avmeld|avbestill`, `peruuta tilau`,
	`отписаться|відписатися`, `odhlásit`, `abonelikten çık`, `配信停止|登録解除|購読解除`, `退订|取消订阅|退訂|取消訂閱`, `수신거부|구독 ?취소`, `hủy đăng ký`, `إلغاء الاشتراك`, `הסרה מרשימ|להסרה`,
}, "|"))

// here is a link that says nothing itself ("Trouble reading this? Click here").
var here = regexp.MustCompile(`(?i)^(?:click |klicken sie |cliquez |haga clic |clique )?(?:here|hier|ici|aquí|aqui|qui|tutaj|här|her|здесь|こちら|点击这里|這裡|online|browser|web|link)\W*$`)

// longestLabel is how many letters such a link has at most.
const longestLabel = 70

func isWebVersion(words string) bool {
	return len([]rune(words)) <= longestLabel && webVersion.MatchString(words)
}

func isUnsubscribe(words string) bool {
	return len([]rune(words)) <= longestLabel && unsubscribing.MatchString(words)
}

// asksForWeb reports whether a sentence with such a link offers the text on the web
// ("Trouble reading this? Click here").
func asksForWeb(sentence string) bool {
	return len([]rune(sentence)) <= 3*longestLabel && (webVersion.MatchString(sentence) || notShown.MatchString(sentence))
}

// notShown is a sentence for those whose program shows nothing.
var notShown = regexp.MustCompile(`(?i)(?:trouble|problems?) (?:viewing|reading|seeing)|(?:not|n.t) display|nicht (?:richtig|korrekt) (?:dargestellt|angezeigt)|(?:affiche|visualise)[zr]? (?:pas|mal)|no (?:puede|puedes) (?:ver|leer)|正しく表示されない`)

func isHere(words string) bool { return here.MatchString(words) }
