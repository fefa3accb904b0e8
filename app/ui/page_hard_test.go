package ui

// Articles for the contact sheet, with one of everything that is hard to show.

const hardBlocks = `
<p>A paragraph with <b>bold</b>, <i>italic</i>, <b><i>both</i></b>, <u>underlined</u>, <s>struck</s>, <code>code</code>, <kbd>Ctrl</kbd>+<kbd>C</kbd>,
H<sub>2</sub>O, E = mc<sup>2</sup>, <mark>marked</mark>, <small>small print</small>, <abbr title="World Weather Watch">WWW</abbr> and a
<a href="https://harbour.test/report" title="The report">link that is long enough to reach over the end of the line</a>, then a note.<sup><a href="#n1">1</a></sup></p>
<h2>A heading of the second level that is long enough for two lines</h2>
<p>Text below it, which says little but says it in a whole sentence so that it fills the line.</p>
<h3>A heading of the third level</h3>
<blockquote><p>The tide does not ask who built the wall.</p><footer>— <cite>Harbour master</cite></footer></blockquote>
<figure><img src="https://harbour.test/1.jpg" width="1200" height="600" alt="The wall at low tide"><figcaption>The wall at low tide. <i>Photograph: nobody</i></figcaption></figure>
<ul><li>One point<ul><li>A point within it<ul><li>And one within that</li></ul></li></ul></li><li>Another point, long enough that it needs more than one line to be read to its end</li></ul>
<ol start="9"><li>Nine</li><li>Ten</li><li>Eleven</li></ol>
<p>The end of the first part.</p>`

const hardMore = `
<dl><dt>Ebb</dt><dd>The water goes.</dd><dt>Flood</dt><dd>The water comes.</dd></dl>
<hr>
<aside class="pullquote"><p>Nobody asked the sea.</p></aside>
<p>The <span style="font-variant: small-caps">Harbour Board</span> met; its minutes say <ins>twelve</ins> <del>eleven</del> members came. 東京<ruby>都<rt>と</rt></ruby>では.</p>
<div class="gallery"><figure><img src="https://harbour.test/g1.jpg" width="900" height="600"><figcaption>North</figcaption></figure><figure><img src="https://harbour.test/g2.jpg" width="900" height="600"><figcaption>South</figcaption></figure><figure><img src="https://harbour.test/g3.jpg" width="900" height="600"></figure></div>
<p><img src="https://harbour.test/missing.jpg" width="900" height="600" alt="A drawing of the wall that is not there any more"></p>
<details open><summary>How we counted</summary><p>By hand, twice, on two days.</p></details>
<iframe src="https://www.youtube.com/embed/abcdefghijk" title="A film of the wall"></iframe>
<audio controls src="https://harbour.test/talk.mp3"></audio>
<section class="footnotes"><ol><li id="n1"><p>The first count was in spring. <a href="#r1">↩</a></p></li></ol></section>`

const hardScripts = `
<p dir="rtl" lang="ar">قال المتحدث إن 42 سفينة من طراز Baltic-7 وصلت إلى الميناء يوم 12 مارس، وإن «العمل مستمر».</p>
<p dir="rtl" lang="he">הדובר אמר: "הגשר ייפתח ב-15 במאי" והוסיף כי (Harbour Post) דיווחה על כך ראשונה.</p>
<p lang="zh-Hans">港口管理局表示：“新的防波堤将于明年完工。”工程师们认为，这项工程（耗资三亿元）能够抵御百年一遇的风暴，保护两岸居民。</p>
<p lang="ja">港湾局は「新しい防波堤は来年完成する」と発表した。技術者によると、コンピューターによる計算では百年に一度の嵐にも耐えられるという。</p>
<p lang="ko">항만청은 새 방파제가 내년에 완공될 것이라고 밝혔다. 기술자들은 백 년에 한 번 오는 폭풍도 견딜 수 있다고 말했다.</p>
<p lang="th">การท่าเรือกล่าวว่าเขื่อนกันคลื่นแห่งใหม่จะแล้วเสร็จในปีหน้า และวิศวกรเชื่อว่าจะทนต่อพายุที่เกิดขึ้นร้อยปีครั้งได้</p>
<p lang="hi">बंदरगाह प्राधिकरण ने कहा कि नया तटबंध अगले वर्ष पूरा होगा, और अभियंताओं का मानना है कि वह बड़े तूफ़ान को भी झेल सकेगा।</p>
<p lang="ta">புதிய அலைத்தடுப்புச் சுவர் அடுத்த ஆண்டு முடிவடையும் என்று துறைமுக ஆணையம் கூறியது.</p>
<p lang="vi">Cảng vụ cho biết đê chắn sóng mới sẽ hoàn thành vào năm tới.</p>
<p>Families and flags: 👨‍👩‍👧‍👦 👩🏽‍🚀 🇻🇳 🇩🇪 🏴󠁧󠁢󠁳󠁣󠁴󠁿 1️⃣ ❤️ ☂️ 🤷🏿‍♀️.</p>
<p lang="de">Die Donaudampfschifffahrtsgesellschaftskapitänsmützenabzeichenverordnung gilt auch für Wellenbrecherbauarbeiterversammlungen.</p>
<p lang="el">Η λιμενική αρχή ανακοίνωσε ότι ο νέος κυματοθραύστης θα ολοκληρωθεί.</p>
<p lang="ru">Управление порта сообщило, что новый волнолом будет достроен в будущем году.</p>
<blockquote dir="rtl" lang="ar"><p>البحر لا يسأل من بنى الجدار.</p></blockquote>
<ul dir="rtl" lang="he"><li>ראשון</li><li>שני, עם שורה ארוכה יותר שצריכה להגיע אל סוף השורה ולהישבר ממנה הלאה</li></ul>`

const hardTables = `
<table><caption>Ships and their freight in the first half of the year</caption><thead><tr><th>Ship</th><th>Port</th><th align="right">Tonnes</th></tr></thead>
<tr><td>Aurora</td><td>North quay</td><td align="right">12,400</td></tr><tr><td>Bora</td><td rowspan="2">South quay, behind the old custom house, where the cranes are</td><td align="right">980</td></tr>
<tr><td>Calypso</td><td align="right">101,250</td></tr><tr><td colspan="2"><b>Together</b></td><td align="right"><b>114,630</b></td></tr></table>
<table><tr><th>Day</th><th>January</th><th>February</th><th>March</th><th>April</th><th>May</th><th>June</th><th>July</th><th>August</th><th>September</th></tr>
<tr><td>1</td><td>north-west</td><td>south-east</td><td>calm</td><td>north</td><td>south-west</td><td>gale</td><td>calm</td><td>calm</td><td>unforgettable</td></tr></table>
<pre><code class="language-go">// tide is how high the water stands.
func tide(at time.Time) float64 {
	since := at.Sub(newMoon).Hours()
	return 2.4 + 1.1*math.Cos(2*math.Pi*since/12.42) // a line that is too long for the column and is panned sideways
}</code></pre>
<ol><li><p>A point with two paragraphs.</p><p>This is the second.</p></li><li><p>With code:</p><pre>make tide</pre></li><li><blockquote><p>A quotation in a list.</p></blockquote></li></ol>
<p>Inline code such as <code>x := tide(now)</code> sits in the line; so does a formula: <math><mi>a</mi><mo>+</mo><mfrac><mn>1</mn><mn>2</mn></mfrac></math>.</p>
<p>Two lines of an address:<br>1 Quay Street<br>Harbour</p>
<h4>A heading of the fourth level</h4>
<p><img src="https://harbour.test/a.jpg" width="300" height="200"> <img src="https://harbour.test/b.jpg" width="300" height="200"> <img src="https://harbour.test/c.jpg" width="300" height="200"></p>
<p>The end.</p>`
