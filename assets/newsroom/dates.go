package newsroom

import (
	"regexp"
	"strconv"
	"strings"
	"time"
)

// weekdays from Sunday, as they stand within a sentence.
var weekdays = map[string][]string{
	"en": {"Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"},
	"vi": {"chủ nhật", "thứ hai", "thứ ba", "thứ tư", "thứ năm", "thứ sáu", "thứ bảy"},
	"ko": {"일요일", "월요일", "화요일", "수요일", "목요일", "금요일", "토요일"},
	"zh": {"周日", "周一", "周二", "周三", "周四", "周五", "周六"},
	"ja": {"日曜日", "月曜日", "火曜日", "水曜日", "木曜日", "金曜日", "土曜日"},
	"de": {"Sonntag", "Montag", "Dienstag", "Mittwoch", "Donnerstag", "Freitag", "Samstag"},
	"fr": {"dimanche", "lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi"},
	"pt": {"domingo", "segunda-feira", "terça-feira", "quarta-feira", "quinta-feira", "sexta-feira", "sábado"},
	"ar": {"الأحد", "الاثنين", "الثلاثاء", "الأربعاء", "الخميس", "الجمعة", "السبت"},
	"hi": {"रविवार", "सोमवार", "मंगलवार", "बुधवार", "गुरुवार", "शुक्रवार", "शनिवार"},
}

// months from January; a language that is missing numbers them.
var months = map[string][]string{
	"en": {"January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"},
	"de": {"Januar", "Februar", "März", "April", "Mai", "Juni", "Juli", "August", "September", "Oktober", "November", "Dezember"},
	"fr": {"janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre", "novembre", "décembre"},
	"pt": {"janeiro", "fevereiro", "março", "abril", "maio", "junho", "julho", "agosto", "setembro", "outubro", "novembro", "dezembro"},
	"ar": {"يناير", "فبراير", "مارس", "أبريل", "مايو", "يونيو", "يوليو", "أغسطس", "سبتمبر", "أكتوبر", "نوفمبر", "ديسمبر"},
	"hi": {"जनवरी", "फ़रवरी", "मार्च", "अप्रैल", "मई", "जून", "जुलाई", "अगस्त", "सितंबर", "अक्तूबर", "नवंबर", "दिसंबर"},
}

// numberedMonth is the month's number in languages that count months.
var numberedMonth = map[string]string{"vi": "tháng %", "ko": "%월", "zh": "%月", "ja": "%月"}

var datePattern = regexp.MustCompile(`\{(weekday|month|year|day)([+-]\d+)?\}`)

// fillDates replaces {weekday}, {day}, {month} and {year} by those of the
// article's date in its language; {weekday-1} is the day before, {month+1} the
// next month. Texts that name days so stay true whenever they are read.
func fillDates(text, language string, at time.Time) string {
	return datePattern.ReplaceAllStringFunc(text, func(found string) string {
		m := datePattern.FindStringSubmatch(found)
		by, _ := strconv.Atoi(m[2]) // empty is zero
		switch m[1] {
		case "weekday":
			return weekdays[language][at.AddDate(0, 0, by).Weekday()]
		case "day":
			return strconv.Itoa(at.AddDate(0, 0, by).Day())
		case "year":
			return strconv.Itoa(at.Year() + by)
		}
		return monthName(language, (int(at.Month())-1+by%12+12)%12)
	})
}

func monthName(language string, month int) string {
	if names, ok := months[language]; ok {
		return names[month]
	}
	return strings.Replace(numberedMonth[language], "%", strconv.Itoa(month+1), 1)
}
