package content

// role says what the builder does with an element.
type role uint8

const (
	roleInline  role = iota // what is in it counts, it does not
	roleBlock               // as roleInline, but text before and after it are different paragraphs
	roleHeading             // from here on: leaves and containers of blocks
	roleTerm
	roleSummary
	roleCaption
	roleTableCaption
	roleAttribution
	roleQuote
	roleList
	roleItem
	roleDefinitions
	roleDefinition
	roleFigure
	roleDetails
	rolePre
	roleTable
	roleTableHead
	roleRow
	roleCell
	roleStyle // from here on: what stands in a line
	roleSpan
	roleLink
	roleImage
	rolePictureSet
	roleSource
	roleBreak
	roleRule
	roleQuoted
	roleRuby
	roleRubyBase
	roleMath
	roleInput
	roleForm
	roleNoScript
	roleSkip // dropped with all that is in it
	roleFrame
	roleFilm
)

type element struct {
	role  role
	style Style
	level int  // of a heading
	void  bool // has no end tag
	raw   bool // holds text, never tags
}

// elements are those that are not roleInline. Whatever is not here, such as
// elements invented later, is unwrapped.
var elements = map[string]element{
	"address": {role: roleBlock}, "article": {role: roleBlock}, "aside": {role: roleBlock},
	"body": {role: roleBlock}, "center": {role: roleBlock}, "dir": {role: roleList},
	"div": {role: roleBlock}, "fieldset": {role: roleBlock}, "footer": {role: roleBlock},
	"header": {role: roleBlock}, "hgroup": {role: roleBlock}, "html": {role: roleBlock},
	"main": {role: roleBlock}, "p": {role: roleBlock}, "section": {role: roleBlock},
	"noscript": {role: roleNoScript}, "legend": {role: roleBlock}, "search": {role: roleBlock},

	"h1": {role: roleHeading, level: 1}, "h2": {role: roleHeading, level: 2},
	"h3": {role: roleHeading, level: 3}, "h4": {role: roleHeading, level: 4},
	"h5": {role: roleHeading, level: 5}, "h6": {role: roleHeading, level: 6},

	"blockquote": {role: roleQuote}, "ul": {role: roleList}, "ol": {role: roleList},
	"li": {role: roleItem}, "dl": {role: roleDefinitions}, "dt": {role: roleTerm},
	"dd": {role: roleDefinition}, "figure": {role: roleFigure}, "figcaption": {role: roleCaption},
	"details": {role: roleDetails}, "summary": {role: roleSummary},
	"pre": {role: rolePre}, "listing": {role: rolePre},
	"table": {role: roleTable}, "thead": {role: roleTableHead}, "tbody": {role: roleTableHead},
	"tfoot": {role: roleTableHead}, "tr": {role: roleRow}, "td": {role: roleCell},
	"th": {role: roleCell}, "caption": {role: roleTableCaption},

	"b": {role: roleStyle, style: Bold}, "strong": {role: roleStyle, style: Bold},
	"i": {role: roleStyle, style: Italic}, "em": {role: roleStyle, style: Italic},
	"cite": {role: roleStyle, style: Italic | cited}, "dfn": {role: roleStyle, style: Italic},
	"var": {role: roleStyle, style: Italic}, "u": {role: roleStyle, style: Underline},
	"ins": {role: roleStyle, style: Insert}, "s": {role: roleStyle, style: Strike},
	"strike": {role: roleStyle, style: Strike}, "del": {role: roleStyle, style: Strike},
	"code": {role: roleStyle, style: Mono}, "samp": {role: roleStyle, style: Mono},
	"tt": {role: roleStyle, style: Mono}, "kbd": {role: roleStyle, style: Key},
	"sub": {role: roleStyle, style: Sub}, "sup": {role: roleStyle, style: Sup},
	"mark": {role: roleStyle, style: Mark}, "small": {role: roleStyle, style: Small},
	"abbr": {role: roleStyle}, "acronym": {role: roleStyle},
	"span": {role: roleSpan}, "font": {role: roleSpan},

	"a": {role: roleLink}, "img": {role: roleImage, void: true}, "image": {role: roleImage, void: true},
	"amp-img": {role: roleImage}, "amp-anim": {role: roleImage}, "picture": {role: rolePictureSet},
	"source": {role: roleSource, void: true}, "br": {role: roleBreak, void: true},
	"hr": {role: roleRule, void: true}, "q": {role: roleQuoted}, "rt": {role: roleRuby},
	"rtc": {role: roleRuby}, "ruby": {role: roleRubyBase}, "rb": {role: roleRubyBase},
	"math": {role: roleMath}, "input": {role: roleInput, void: true}, "form": {role: roleForm},

	"amp-youtube": {role: roleFrame}, "lite-youtube": {role: roleFrame}, "youtube-video": {role: roleFrame},
	"amp-vimeo": {role: roleFrame}, "lite-vimeo": {role: roleFrame}, "amp-dailymotion": {role: roleFrame},
	"amp-twitter": {role: roleFrame}, "amp-instagram": {role: roleFrame}, "amp-tiktok": {role: roleFrame},
	"amp-facebook": {role: roleFrame}, "amp-soundcloud": {role: roleFrame}, "amp-gist": {role: roleFrame},
	"amp-reddit": {role: roleFrame}, "iframe": {role: roleFrame, raw: true}, "amp-iframe": {role: roleFrame},
	"embed": {role: roleFrame, void: true},
	"video": {role: roleFilm}, "audio": {role: roleFilm}, "amp-video": {role: roleFilm}, "amp-audio": {role: roleFilm},

	"script": {role: roleSkip, raw: true}, "style": {role: roleSkip, raw: true},
	"textarea": {role: roleSkip, raw: true}, "title": {role: roleSkip, raw: true},
	"xmp": {role: roleSkip, raw: true}, "noembed": {role: roleSkip, raw: true},
	"noframes":   {role: roleSkip, raw: true},
	"annotation": {role: roleSkip}, "annotation-xml": {role: roleSkip}, "button": {role: roleSkip},
	"canvas": {role: roleSkip}, "datalist": {role: roleSkip}, "dialog": {role: roleSkip},
	"frameset": {role: roleSkip}, "label": {role: roleSkip}, "map": {role: roleSkip},
	"meter": {role: roleSkip}, "nav": {role: roleSkip}, "output": {role: roleSkip},
	"progress": {role: roleSkip}, "rp": {role: roleSkip}, "select": {role: roleSkip},
	"svg": {role: roleSkip}, "template": {role: roleSkip},

	"area": {void: true}, "base": {void: true}, "basefont": {void: true}, "bgsound": {void: true},
	"col": {void: true}, "keygen": {void: true}, "link": {void: true}, "meta": {void: true},
	"param": {void: true}, "track": {void: true}, "wbr": {void: true},
}

// block reports whether text before and after such an element are different
// paragraphs.
func (e element) block() bool { return e.role >= roleBlock && e.role < roleStyle }
