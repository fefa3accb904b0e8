package language

import "testing"

func TestPrimaryReadsWhatPublishersState(t *testing.T) {
	for tag, want := range map[string]string{
		"en": "en", "en-US": "en", "EN_us": "en", " vi-vn ": "vi", "eng": "en", "deu": "de", "zh-Hant-TW": "zh",
		"no": "nb", "nn-NO": "nn", "iw": "he", "in": "id", "": "", "und": "", "English please": "", "x-default": "", "?": "",
	} {
		if got := Primary(tag); got != want {
			t.Errorf("Primary(%q) = %q, want %q", tag, got, want)
		}
	}
}

func TestLanguagesHaveTheirOwnName(t *testing.T) {
	for tag, want := range map[string]string{"vi": "Tiếng Việt", "de-AT": "Deutsch", "zh-CN": "中文", "qqq": "qqq"} {
		if got := Name(tag); got != want {
			t.Errorf("Name(%q) = %q, want %q", tag, got, want)
		}
	}
}

func TestEveryLanguageHasAReadingSpeedAPersonCanReach(t *testing.T) {
	for tag := range known {
		if s := ReadingSpeed(tag); s < 150 || s > 300 {
			t.Errorf("ReadingSpeed(%q) = %d", tag, s)
		}
	}
	if s := ReadingSpeed("unknown"); s != 230 {
		t.Errorf("of an unknown language: %d", s)
	}
}
