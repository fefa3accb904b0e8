package language

import (
	"strings"
	"testing"
)

// samples are short news of our own in many languages.
var samples = map[string][2]string{
	"en": {"Ferry service to the island resumes", "After three days of storms the ferries are running again. The harbour master said that all cabins were booked until Sunday, but that there would be another boat in the evening."},
	"de": {"Fähre zur Insel fährt wieder", "Nach drei Tagen Sturm verkehren die Schiffe wieder nach Plan. Der Hafenmeister sagte, dass alle Plätze bis Sonntag vergeben sind, es aber am Abend noch eine weitere Fahrt gibt."},
	"fr": {"Le bac vers l'île reprend du service", "Après trois jours de tempête, les bateaux circulent de nouveau. Le capitaine du port a déclaré que toutes les places étaient prises jusqu'à dimanche, mais qu'il y aurait un autre départ le soir."},
	"es": {"Vuelve el transbordador a la isla", "Tras tres días de temporal, los barcos navegan de nuevo. El capitán del puerto dijo que todas las plazas están ocupadas hasta el domingo, pero que habrá otra salida por la tarde."},
	"pt": {"Barca para a ilha volta a funcionar", "Depois de três dias de temporal, as barcas voltaram a circular. O responsável pelo porto disse que não há lugares até domingo, mas que haverá uma outra saída à noite."},
	"it": {"Riprende il traghetto per l'isola", "Dopo tre giorni di burrasca le navi hanno ripreso a viaggiare. Il comandante del porto ha detto che tutti i posti sono occupati fino a domenica, ma che ci sarà un'altra corsa in serata."},
	"nl": {"Veerboot naar het eiland vaart weer", "Na drie dagen storm varen de schepen weer volgens schema. De havenmeester zei dat alle plaatsen tot zondag bezet zijn, maar dat er 's avonds nog een boot gaat."},
	"pl": {"Prom na wyspę znów kursuje", "Po trzech dniach sztormu statki znów pływają zgodnie z planem. Kapitan portu powiedział, że wszystkie miejsca są zajęte do niedzieli, ale wieczorem będzie jeszcze jeden rejs."},
	"ru": {"Паром на остров снова ходит", "После трёх дней шторма суда снова ходят по расписанию. Начальник порта сказал, что все места заняты до воскресенья, но вечером будет ещё один рейс."},
	"uk": {"Пором на острів знову ходить", "Після трьох днів шторму судна знову ходять за розкладом. Начальник порту сказав, що всі місця зайняті до неділі, але ввечері буде ще один рейс."},
	"tr": {"Adaya feribot seferleri yeniden başladı", "Üç gün süren fırtınanın ardından gemiler yeniden sefere çıktı. Liman başkanı pazar gününe kadar bütün yerlerin dolu olduğunu, ancak akşam bir sefer daha yapılacağını söyledi."},
	"ar": {"عودة العبارة إلى الجزيرة", "بعد ثلاثة أيام من العواصف عادت السفن إلى الإبحار. وقال مدير الميناء إن جميع الأماكن محجوزة حتى يوم الأحد، لكن هناك رحلة أخرى في المساء."},
	"fa": {"کشتی جزیره دوباره راه افتاد", "پس از سه روز طوفان کشتی\u200cها دوباره طبق برنامه حرکت می\u200cکنند. رئیس بندر گفت که همه جاها تا یکشنبه پر شده است، اما شب یک سفر دیگر هم هست."},
	"hi": {"द्वीप के लिए नौका सेवा फिर शुरू", "तीन दिन के तूफान के बाद नावें फिर समय पर चल रही हैं। बंदरगाह के अधिकारी ने कहा कि रविवार तक सभी सीटें भर चुकी हैं, लेकिन शाम को एक और नाव जाएगी।"},
	"vi": {"Phà ra đảo chạy lại", "Sau ba ngày bão, các tàu đã chạy lại theo lịch. Giám đốc cảng cho biết mọi chỗ đã được đặt đến chủ nhật, nhưng buổi tối sẽ có thêm một chuyến nữa."},
	"id": {"Feri ke pulau beroperasi lagi", "Setelah tiga hari badai, kapal-kapal kembali berlayar sesuai jadwal. Kepala pelabuhan mengatakan bahwa semua kursi sudah dipesan sampai hari Minggu, tetapi akan ada satu kapal lagi pada malam hari."},
	"zh": {"开往海岛的渡轮恢复运行", "经过三天的风暴，船只重新按时刻表航行。港口负责人表示，星期天之前的座位已经全部订满，但是晚上还会增加一班。"},
	"ja": {"島への連絡船が再開", "三日続いた嵐の後、船は再び時刻表どおりに運航している。港の責任者によると、日曜日までの席はすべて予約で埋まったが、夜にもう一便が出るという。"},
	"ko": {"섬으로 가는 여객선 운항 재개", "사흘간의 폭풍이 지나고 배들이 다시 시간표대로 다니고 있다. 항만 책임자는 일요일까지 모든 좌석이 예약됐지만 저녁에 한 편이 더 있다고 말했다."},
	"th": {"เรือข้ามฟากไปเกาะกลับมาวิ่งอีกครั้ง", "หลังจากพายุสามวัน เรือกลับมาเดินตามตารางแล้ว"},
	"el": {"Το φέρι για το νησί ξεκινά πάλι", "Μετά από τρεις ημέρες κακοκαιρίας τα πλοία ταξιδεύουν ξανά."},
	"he": {"המעבורת לאי חוזרת לפעול", "אחרי שלושה ימים של סערה הספינות שטות שוב לפי לוח הזמנים."},
	"sv": {"Färjan till ön går igen", "Efter tre dagar med storm går båtarna igen som de ska. Hamnkaptenen säger att alla platser är bokade till söndag men att det blir en båt till på kvällen."},
	"cs": {"Trajekt na ostrov zase jezdí", "Po třech dnech bouře lodě znovu plují podle plánu. Ředitel přístavu řekl, že všechna místa jsou obsazena do neděle, ale večer bude ještě jedna plavba."},
	"fi": {"Lautta saarelle kulkee taas", "Kolmen myrskypäivän jälkeen alukset kulkevat taas aikataulun mukaan. Satamapäällikkö sanoi, että kaikki paikat on varattu sunnuntaihin asti, mutta illalla lähtee vielä yksi vuoro."},
	"ro": {"Feribotul spre insulă circulă din nou", "După trei zile de furtună, vapoarele circulă din nou după orar. Căpitanul portului a spus că toate locurile sunt ocupate până duminică, dar că va mai fi o cursă seara."},
	"hu": {"Újra jár a komp a szigetre", "Három napos vihar után a hajók ismét menetrend szerint közlekednek. A kikötő vezetője szerint vasárnapig minden hely foglalt, de este lesz még egy járat."},
}

func TestLanguageIsToldWithoutAHint(t *testing.T) {
	for want, s := range samples {
		if got := Of(s[0], s[1], ""); got != want {
			t.Errorf("%s: %q", want, got)
		}
	}
}

// more are short news of our own in languages that are easily taken for another.
var more = map[string]string{
	"ca": "Després de tres dies de temporal els vaixells tornen a navegar i el capità del port ha dit que totes les places són ocupades fins diumenge.",
	"gl": "Tras tres días de temporal os barcos volven navegar e o capitán do porto dixo que todas as prazas están ocupadas ata o domingo.",
	"da": "Efter tre dages storm sejler færgerne igen, og havnefogeden siger, at alle pladser er optaget indtil søndag, men at der kommer en båd mere.",
	"nb": "Etter tre dager med storm går ferjene igjen, og havnesjefen sier at alle plassene er opptatt frem til søndag, men at det kommer en båt til.",
	"sk": "Po troch dňoch búrky lode opäť plávajú podľa plánu a riaditeľ prístavu povedal, že všetky miesta sú obsadené do nedele.",
	"sl": "Po treh dneh neurja ladje spet plujejo po voznem redu, vodja pristanišča pa je povedal, da so vsa mesta zasedena do nedelje.",
	"hr": "Nakon tri dana oluje brodovi ponovno plove prema rasporedu, a ravnatelj luke rekao je da su sva mjesta zauzeta do nedjelje.",
	"sr": "После три дана олује бродови поново плове по реду вожње, а управник луке је рекао да су сва места заузета до недеље.",
	"bg": "След три дни буря корабите отново плават по разписание, а началникът на пристанището каза, че всички места са заети до неделя.",
	"mk": "По три дена бура бродовите повторно пловат според возниот ред, а управникот на пристаништето рече дека сите места се зафатени.",
	"be": "Пасля трох дзён шторму караблі зноў ходзяць паводле раскладу, а начальнік порта сказаў, што ўсе месцы занятыя да нядзелі.",
	"et": "Pärast kolme tormipäeva sõidavad laevad jälle graafiku järgi ning sadama juhataja ütles, et kõik kohad on pühapäevani kinni.",
	"lv": "Pēc trim vētras dienām kuģi atkal kursē pēc grafika, un ostas priekšnieks teica, ka visas vietas līdz svētdienai ir aizņemtas.",
	"lt": "Po trijų audros dienų laivai vėl plaukia pagal tvarkaraštį, o uosto vadovas sakė, kad visos vietos užimtos iki sekmadienio.",
	"ms": "Selepas tiga hari ribut, kapal kembali belayar dan pengarah pelabuhan berkata bahawa semua tempat telah ditempah kerana cuti hujung minggu.",
	"ur": "تین دن کے طوفان کے بعد کشتیاں دوبارہ وقت پر چل رہی ہیں اور بندرگاہ کے سربراہ نے کہا کہ اتوار تک تمام نشستیں بھر چکی ہیں۔",
	"mr": "तीन दिवसांच्या वादळानंतर बोटी पुन्हा वेळेवर धावत आहेत आणि रविवारपर्यंत सर्व जागा भरल्या आहेत असे बंदराच्या प्रमुखांनी सांगितले.",
	"ne": "तीन दिनको आँधीपछि डुङ्गाहरू फेरि समयमा चल्न थालेका छन् र आइतबारसम्मका सबै सिट भरिएको बन्दरगाह प्रमुखले बताएका छन्।",
	"sw": "Baada ya siku tatu za dhoruba meli zinasafiri tena na mkuu wa bandari alisema kuwa nafasi zote zimejaa hadi Jumapili.",
	"so": "Saddex maalmood oo duufaan ah kadib doonyuhu way soo noqdeen, maamulaha dekeddana wuxuu sheegay in dhammaan boosaska ay buuxaan.",
	"af": "Ná drie dae van storms vaar die bote weer volgens rooster en die hawemeester het gesê dat alle plekke tot Sondag bespreek is.",
	"is": "Eftir þriggja daga storm sigla skipin aftur samkvæmt áætlun og hafnarstjórinn sagði að öll sæti væru bókuð fram á sunnudag.",
	"kk": "Үш күндік дауылдан кейін кемелер қайтадан кесте бойынша жүре бастады, ал порт бастығы барлық орындар жексенбіге дейін бос емес деді.",
}

func TestLanguagesThatLookAlikeAreToldApart(t *testing.T) {
	for want, text := range more {
		if got := Of("", text, ""); got != want {
			t.Errorf("%s: %q", want, got)
		}
	}
}

func TestThePublisherKnowsWhichOfTwoAlikeItIs(t *testing.T) {
	for _, test := range []struct{ from, hint string }{{"hr", "bs"}, {"nb", "da"}, {"ms", "id"}} {
		text := more[test.from] + samples[test.from][1]
		if got := Of("", text, test.hint); got != test.hint {
			t.Errorf("%s with hint %s: %q", test.from, test.hint, got)
		}
	}
}

func TestHeadlinesHaveALanguageToo(t *testing.T) {
	wrong := 0
	for want, s := range samples {
		if got := Of(s[0], "", ""); got != want {
			wrong++
			t.Logf("%s: %q of %q", want, got, s[0])
		}
	}
	if wrong > 1 {
		t.Errorf("%d of %d are taken for another", wrong, len(samples))
	}
}

func TestADamagedModelIsNotRead(t *testing.T) {
	data, err := modelFiles.ReadFile("models/ethiopic.gz")
	if err != nil {
		t.Fatal(err)
	}
	for name, data := range map[string][]byte{"nothing": nil, "cut off": data[:len(data)/2], "no archive": []byte("am ti\n")} {
		if _, err := readModel(data); err == nil {
			t.Errorf("%s is a model", name)
		}
	}
}

func TestLanguagesOfModelsAreKnown(t *testing.T) {
	for s := range models {
		for _, tag := range modelOf(s).tags {
			if !writes(tag, s) {
				t.Errorf("%q is not known to be written in script %d", tag, s)
			}
		}
	}
}

func TestARightHintIsBelieved(t *testing.T) {
	for want, s := range samples {
		if got := Of(s[0], s[1], want+"-XX"); got != want {
			t.Errorf("%s: %q", want, got)
		}
		if got := Of(s[0], "", want); got != want {
			t.Errorf("%s, headline: %q", want, got)
		}
	}
}

func TestAWrongHintIsNot(t *testing.T) {
	for want, s := range samples {
		for _, hint := range []string{"en-US", "vi", "ru", "ja", "es", "ar"} {
			if got := Of(s[0], s[1], hint); got != want {
				t.Errorf("%s with hint %s: %q", want, hint, got)
			}
		}
	}
}

func TestOddTexts(t *testing.T) {
	for name, test := range map[string]struct{ title, text, hint, want string }{
		"nothing":                            {"", "", "", ""},
		"nothing but a hint":                 {"", "", "fr-FR", "fr"},
		"digits":                             {"2-1", "1 234", "pl", "pl"},
		"a name, with hint":                  {"Angela Merkel", "", "de", "de"},
		"Chinese with a Latin name":          {"iPhone 17 Pro Max 今天发布", "", "zh-CN", "zh"},
		"Chinese with a Latin name, no hint": {"Apple 今天发布新手机", "", "", "zh"},
		"Japanese headline without kana":     {"東京五輪開会式中止", "", "ja", "ja"},
		"Chinese text with Japanese hint":    {"国务院总理", strings.Repeat("国务院总理今天访问北京", 6), "ja", "zh"},
		"Swahili, no list of the detector's": {"Rais wa nchi", "Rais wa nchi hiyo amesema kuwa watu wake ni wengi na kwamba mwaka huu", "sw", "sw"},
		"Malay, as stated":                   {"Feri ke pulau", "Selepas tiga hari ribut, kapal kembali belayar dan semua tempat telah ditempah", "ms", "ms"},
		"Yoruba is not in our lists":         {"Ọkọ̀ ojú omi", "Lẹ́yìn ọjọ́ mẹ́ta ìjì, àwọn ọkọ̀ ti padà sẹ́nu iṣẹ́ wọn", "yo", "yo"},
		"invalid bytes":                      {"\xff\xfe", "\xc3\x28", "en", "en"},
	} {
		if got := Of(test.title, test.text, test.hint); got != test.want {
			t.Errorf("%s: %q, want %q", name, got, test.want)
		}
	}
}

func FuzzOf(f *testing.F) {
	f.Add("Title", "text in English", "en")
	f.Add("東京", "ที่", "xx-YY")
	f.Fuzz(func(t *testing.T, title, text, hint string) {
		first := Of(title, text, hint)
		if again := Of(title, text, hint); again != first {
			t.Errorf("%q, then %q", first, again)
		}
	})
}

func TestTheTextCountsWhereTheHeadlineIsInAnotherLanguage(t *testing.T) {
	text := strings.Repeat("Ministeren siger, at regeringen vil bygge nye havne på øerne i løbet af efteråret. ", 12)
	if got := Of("The government wants to build new harbours on the islands this autumn", text, "en"); got != "da" {
		t.Errorf("the language is %q, want da", got)
	}
}

func BenchmarkReadModel(b *testing.B) {
	for _, name := range []string{"latin", "cyrillic"} {
		data, err := modelFiles.ReadFile("models/" + name + ".gz")
		if err != nil {
			b.Fatal(err)
		}
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if _, err := readModel(data); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

func BenchmarkOf(b *testing.B) {
	s := samples["en"]
	text := strings.Repeat(s[1]+" ", 20)
	for name, run := range map[string]func(){
		"hint fits":      func() { Of(s[0], text, "en-GB") },
		"no hint":        func() { Of(s[0], text, "") },
		"must detect":    func() { Of("Skibsfarten genoptaget", strings.Repeat("Skibe sejler. Havnemester glad. ", 20), "") },
		"another script": func() { Of(samples["zh"][0], strings.Repeat(samples["zh"][1], 20), "") },
	} {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				run()
			}
		})
	}
}
