package extract

import (
	"fmt"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"tidings/feeds/content"
)

// Why a page shows no article although there is one. Each is an ErrNoArticle.
var (
	ErrPaywall = fmt.Errorf("%w: it is for subscribers", ErrNoArticle)
	ErrConsent = fmt.Errorf("%w: it asks for consent first", ErrNoArticle)
	ErrBlocked = fmt.Errorf("%w: it wants to see that a person asks", ErrNoArticle)
)

// A page that refuses says so in one of these phrases, in small letters.
var (
	blockedPhrases = strings.Split(`enable javascript|javascript is disabled|javascript is not available|turn on javascript|requires javascript|without javascript|`+
		`verify you are human|verify that you are human|verifying you are human|are you a robot|you are not a robot|you're not a robot|not a bot|checking your browser|checking if the site connection is secure|needs to review the security of your connection|just a moment...|unusual traffic|unusual activity|automated access|pardon our interruption|access denied|access to this page has been denied|request blocked|has been blocked|ddos protection|complete the security check|security verification|solve the captcha|enable cookies and reload|cookies are disabled|please enable cookies|browser is out of date|update your browser|unsupported browser|`+
		`aktivieren sie javascript|javascript aktivieren|javascript ist deaktiviert|javascript zu aktivieren|sie ein mensch sind|kein roboter|zugriff verweigert|browser ist leider veraltet|browser ist veraltet|cookies aktivieren|`+
		`activer javascript|activez javascript|javascript est désactivé|vous êtes humain|vous êtes un humain|pas un robot|accès refusé|navigateur n'est pas à jour|`+
		`habilitar javascript|habilite javascript|habilita javascript|activa javascript|active javascript|activar javascript|eres humano|es usted humano|no soy un robot|no eres un robot|acceso denegado|`+
		`ative o javascript|habilite o javascript|ativar o javascript|você é humano|não sou um robô|não é um robô|acesso negado|`+
		`abilita javascript|abilitare javascript|attiva javascript|attivare javascript|sei umano|non sono un robot|non sei un robot|accesso negato|`+
		`schakel javascript in|javascript inschakelen|javascript in te schakelen|geen robot|een mens bent|toegang geweigerd|`+
		`włącz javascript|włączyć javascript|włączenie javascript|obsługę javascript|nie jestem robotem|nie jesteś robotem|jesteś człowiekiem|odmowa dostępu|brak dostępu|`+
		`aktivera javascript|slå på javascript|aktiver javascript|slå til javascript|inte en robot|ikke en robot|ota javascript käyttöön|et ole robotti|zapněte javascript|povolte javascript|nejste robot|`+
		`включите javascript|включить javascript|вы не робот|что вы человек|доступ запрещен|доступ запрещён|доступ ограничен|увімкніть javascript|ви не робот|javascript'i etkinleştir|javascript etkinleştir|robot olmadığınızı|insan olduğunuzu|erişim engellendi|`+
		`bật javascript|không phải là robot|không phải người máy|xác minh bạn là|aktifkan javascript|bukan robot|akses ditolak|`+
		`javascriptを有効|javascript を有効|javascriptが無効|ロボットではない|人間であること|アクセスが拒否|启用javascript|启用 javascript|开启javascript|請啟用javascript|啟用 javascript|人机验证|真人驗證|安全验证|滑动验证|访问被拒绝|您的访问|자바스크립트를 활성화|javascript를 활성화|javascript를 사용|로봇이 아닙니다|사람인지 확인|접근이 거부|`+
		`تفعيل جافا|تفعيل javascript|لست روبوت|أنك إنسان|הפעל javascript|אינך רובוט|เปิดใช้งาน javascript|ไม่ใช่หุ่นยนต์|जावास्क्रिप्ट सक्षम|रोबोट नहीं`, "|")

	consentPhrases = strings.Split(`before you continue|we value your privacy|we and our partners|our partners and we|we care about your privacy|your privacy matters|your privacy choices|accept cookies|accept all cookies|accept our cookies|we use cookies|uses cookies|this site uses cookies|consent to the use|manage your consent|cookie preferences|`+
		`wir und unsere partner|ihre privatsphäre|bevor sie fortfahren|bevor du fortfährst|mit werbung weiterlesen|mit werbung und cookies|cookies akzeptieren|akzeptieren und weiter|zustimmen und weiter|einwilligung|wir verwenden cookies|verwendet cookies|`+
		`nous et nos partenaires|avec nos partenaires|votre vie privée|accepter et continuer|accepter les cookies|tout accepter|avant de continuer|utilise des cookies|utilisons des cookies|vos choix en matière|`+
		`nosotros y nuestros socios|nuestros socios|tu privacidad|su privacidad|aceptar cookies|aceptar y continuar|antes de continuar|utilizamos cookies|utiliza cookies|`+
		`nós e os nossos parceiros|nossos parceiros|sua privacidade|aceitar cookies|aceitar e continuar|utilizamos cookies|usamos cookies|`+
		`noi e i nostri partner|la tua privacy|rispettiamo la tua privacy|accetta i cookie|accetta e continua|accetta tutti|utilizziamo cookie|utilizza cookie|`+
		`wij en onze partners|onze partners|jouw privacy|uw privacy|cookies accepteren|alles accepteren|gebruiken cookies|gebruikt cookies|`+
		`my i nasi partnerzy|nasi partnerzy|zaufani partnerzy|twoja prywatność|szanujemy twoją prywatność|zaakceptuj|akceptuję i przechodzę|przejdź do serwisu|pliki cookie|plików cookies|`+
		`vi och våra partner|vi och våra partners|vår partner|godkänn alla|acceptera alla|vi bruger cookies|vi bruker informasjonskapsler|accepter alle|godta alle|hyväksy kaikki|käytämme evästeitä|my a naši partneři|souhlasím|přijmout vše|`+
		`мы и наши партнеры|использует файлы cookie|используем файлы cookie|используем cookie|принять все|ми та наші партнери|çerezleri kabul|çerez kullan|gizliliğinize|chúng tôi sử dụng cookie|chấp nhận cookie|kami menggunakan cookie|terima semua|`+
		`クッキーを使用|cookieを使用|すべて同意|同意して|同意する|我们使用 cookie|使用cookie|接受所有|我們使用 cookie|쿠키를 사용|모두 동의|ملفات تعريف الارتباط|คุกกี้|कुकीज़`, "|")

	paywallPhrases = strings.Split(`subscribe to continue|subscribe to read|subscribe now to|subscribe to keep reading|subscribe for full access|to continue reading|to read the full story|to view the full story|to read the full article|to read this article|to read this story|to keep reading|for subscribers only|for subscribers.|subscribers only|subscriber-only|subscriber exclusive|exclusive to subscribers|already a subscriber|already a member?|already subscribed|this article is for|this post is for paid subscribers|for paid subscribers|for paying subscribers|members only|this content is for members|unlock this article|start your free trial|you have reached your limit|free articles left|free articles remaining|free articles this month|premium content|become a member to|log in to continue|sign in to continue|register to continue|`+
		`jetzt weiterlesen|weiterlesen mit|artikel weiterlesen|mit plus weiterlesen|nur für abonnenten|exklusiv für abonnenten|nur für abonnentinnen|für abonnenten|bereits abonnent|bereits registriert?|sie sind bereits abonnent|bereits abonniert|jetzt abonnieren und|diesen artikel lesen sie mit|abo abschließen|zum abo|testen sie jetzt|probeabo|probemonat|`+
		`réservé aux abonnés|réservée aux abonnés|pour nos abonnés|abonnez-vous pour|la suite est réservée|déjà abonné|pour lire la suite|accédez à l'intégralité|lecture de cet article est réservée|`+
		`para suscriptores|solo suscriptores|sólo suscriptores|exclusivo para suscriptores|suscríbete para|suscríbase para|ya eres suscriptor|contenido exclusivo|para seguir leyendo|para continuar leyendo|inicia sesión para|`+
		`para assinantes|exclusivo para assinantes|assine para|já é assinante|conteúdo exclusivo|para continuar lendo|continue lendo com|`+
		`riservato agli abbonati|per gli abbonati|abbonati per|sei già abbonato|contenuto riservato|per continuare a leggere|`+
		`alleen voor abonnees|voor abonnees|exclusief voor abonnees|al abonnee|neem een abonnement|om verder te lezen|lees verder met|`+
		`tylko dla prenumeratorów|dla prenumeratorów|dla subskrybentów|tylko dla subskrybentów|wykup dostęp|kup dostęp|masz już prenumeratę|treść dostępna po|aby czytać dalej|czytaj dalej z|`+
		`för prenumeranter|endast för prenumeranter|redan prenumerant|för att läsa vidare|bli prenumerant|for abonnenter|kun for abonnenter|allerede abonnent|bli abonnent|bliv abonnent|læs videre med|tilaajille|vain tilaajille|oletko jo tilaaja|lue lisää tilaamalla|jen pro předplatitele|pro předplatitele|`+
		`для наших подписчиков|только для подписчиков|оформите подписку|для передплатників|abonelere özel|abone ol|dành cho thành viên|khusus pelanggan|berlangganan untuk|`+
		`会員限定|有料会員|会員登録|この記事は有料|続きを読むには|ログインして続き|付费阅读|付費|订阅后|訂閱後|会员专享|會員專屬|登录后阅读|购买后|회원 전용|유료 회원|구독자 전용|구독하고|로그인 후|للمشتركين|اشترك لقراءة|للقراءة الكاملة|למנויים בלבד|สำหรับสมาชิก|सदस्यता लें`, "|")
)

// walled removes the last lines of an article that say that only subscribers
// can read on, and reports whether there are any.
func walled(blocks []content.Block) ([]content.Block, bool) {
	const last = 6
	found := false
	for i := len(blocks) - 1; i > 0 && i >= len(blocks)-last; i-- {
		s, ok := line(&blocks[i])
		if ok && len(s) < 500 && hasPhrase(strings.ReplaceAll(strings.ToLower(s), "’", "'"), paywallPhrases) {
			blocks, found = blocks[:i:i], true
		}
	}
	return blocks, found
}

// marks are in the source of pages that check who asks, whatever their language.
var marks = []string{"/cdn-cgi/challenge-platform/", "cf-challenge", "cf_chl_", "px-captcha", "_incapsula_resource", "datadome", "ak-challenge", "distil_r_captcha", "sucuri_cloudproxy"}

// small is how many bytes of text a page that refuses has at most.
const small = 2500

// refusal is why a page on which no article was found shows none.
func (f *finder) refusal() error {
	doc, err := parse(f.source)
	if err != nil {
		return ErrNoArticle
	}
	said := strings.ToLower(visible(doc))
	if len(said) > 4*small {
		return ErrNoArticle
	}
	if err := refuses(said); err != nil {
		return err
	}
	low := strings.ToLower(f.source[:min(len(f.source), 200_000)])
	if hasPhrase(low, marks) {
		return ErrBlocked
	}
	return ErrNoArticle
}

// refuses is refusal by what a text says, in small letters.
func refuses(said string) error {
	said = strings.ReplaceAll(said, "’", "'")
	switch {
	case hasPhrase(said, blockedPhrases):
		return ErrBlocked
	case hasPhrase(said, consentPhrases):
		return ErrConsent
	case hasPhrase(said, paywallPhrases):
		return ErrPaywall
	}
	return nil
}

func hasPhrase(said string, phrases []string) bool {
	for _, p := range phrases {
		if strings.Contains(said, p) {
			return true
		}
	}
	return false
}

// visible is what a page without scripts would say, its title included.
func visible(doc *html.Node) string {
	var b strings.Builder
	var walk func(n *html.Node, depth int)
	walk = func(n *html.Node, depth int) {
		switch {
		case n.Type == html.TextNode && n.Parent != nil && n.Parent.DataAtom == atom.Noscript:
			b.WriteString(stripped(n.Data)) // parsed as a browser with scripts would
		case n.Type == html.TextNode:
			b.WriteString(n.Data)
			b.WriteByte(' ')
		case n.DataAtom == atom.Script, n.DataAtom == atom.Style, n.DataAtom == atom.Template, depth > 500, b.Len() > 8*small:
			return
		}
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			walk(c, depth+1)
		}
	}
	walk(doc, 0)
	return oneLine(b.String())
}

// stripped is a text without what stands in angle brackets.
func stripped(s string) string {
	var b strings.Builder
	in := false
	for _, r := range s {
		switch {
		case r == '<':
			in = true
		case r == '>':
			in = false
			b.WriteByte(' ')
		case !in:
			b.WriteRune(r)
		}
	}
	return b.String()
}
