package viewmodel

import (
	"testing"
	"time"

	"tidings/feeds"
)

func TestTheTimeOfARecordingIsShort(t *testing.T) {
	for d, want := range map[time.Duration]string{
		-time.Second: "0:00", 0: "0:00", 5*time.Second + 900*time.Millisecond: "0:05", 245 * time.Second: "4:05",
		time.Hour: "1:00:00", 3723 * time.Second: "1:02:03", 101 * time.Hour: "101:00:00",
	} {
		if got := SoundTime(d); got != want {
			t.Errorf("%v is %q", d, got)
		}
	}
}

func TestSpeedsFollowEachOther(t *testing.T) {
	speeds := []float64{0.75, 1, 1.5, 2.5}
	for x, want := range map[float64][3]string{0.75: {"1×", "1×", "0.75×"}, 1: {"1.5×", "1.5×", "0.75×"}, 1.2: {"1.5×", "1.5×", "1×"}, 2.5: {"0.75×", "2.5×", "1.5×"}} {
		got := [3]string{SoundSpeed(NextSpeed(speeds, x)), SoundSpeed(StepSpeed(speeds, x, true)), SoundSpeed(StepSpeed(speeds, x, false))}
		if got != want {
			t.Errorf("after %v come %v", x, got)
		}
	}
}

func TestWhatIsToBeListenedToIsKnownByTypeOrName(t *testing.T) {
	a := feeds.Article{Enclosures: []feeds.Enclosure{
		{URL: "https://a.example/1", Type: "audio/mpeg"}, {URL: "https://a.example/2.mp4", Type: "video/mp4"},
		{URL: "https://a.example/3.MP3?x=1"}, {URL: "https://a.example/4.jpg", Type: "image/jpeg"},
		{URL: "https://a.example/5.ogg", Type: "application/octet-stream"}, {URL: "https://a.example/6", Type: "application/ogg"},
		{URL: "https://a.example/7.mp3", Type: "text/html"}, {URL: "https://a.example/8.pdf"}, {URL: "%"},
	}}
	got := ""
	for _, x := range Sounds(a) {
		got += x.URL[len("https://a.example/"):][:1]
	}
	if got != "1356" {
		t.Errorf("they are %s", got)
	}
}
