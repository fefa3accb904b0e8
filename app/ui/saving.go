package ui

import (
	"cmp"
	"context"
	"fmt"
	"io"
	"net/url"
	"os"
	"path/filepath"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/dialog"

	"tidings/app"
	"tidings/app/export"
	"tidings/feeds"
	"tidings/feeds/content"
)

// formatNames are what the menus call the formats of files.
var formatNames = map[export.Format]string{export.PDF: "PDF", export.EPUB: "EPUB", export.HTML: "web page", export.Markdown: "Markdown"}

// mostSaved is how many articles of a list go into one file.
const mostSaved = 200

// saveMenu are the ways of an article out of the program.
func (w *window) saveMenu(a feeds.Article) []*fyne.MenuItem {
	var formats []*fyne.MenuItem
	for _, f := range export.Formats {
		formats = append(formats, fyne.NewMenuItem("As "+formatNames[f]+"…", func() { w.saveArticle(a, f) }))
	}
	save := fyne.NewMenuItem("Save", nil)
	save.ChildMenu = fyne.NewMenu("", formats...)
	return []*fyne.MenuItem{
		save,
		fyne.NewMenuItem("Print…", func() { w.printArticle(a) }),
		fyne.NewMenuItem("Send by mail…", func() { w.follow(export.Mail(w.exported(a))) }),
	}
}

// copyMenu are the ways of an article into the clipboard.
func (w *window) copyMenu(a feeds.Article) []*fyne.MenuItem {
	out := []*fyne.MenuItem{
		fyne.NewMenuItem("Copy title and address", func() { toClipboard(export.LinkText(w.exported(a))) }),
		fyne.NewMenuItem("Copy as Markdown", func() { w.copyArticle(a) }),
	}
	if a.Link != "" {
		out = append([]*fyne.MenuItem{fyne.NewMenuItem("Copy the address", func() { toClipboard(a.Link) })}, out...)
	}
	return out
}

// exported is an article for package export, without its text.
func (w *window) exported(a feeds.Article) export.Article {
	return export.Article{Article: a, Source: w.names[a.Feed]}
}

// copyArticle puts a whole article into the clipboard.
func (w *window) copyArticle(a feeds.Article) {
	var body feeds.Body
	w.do(func(ctx context.Context) (err error) {
		body, err = w.core.Body(ctx, a.ID)
		return err
	}, func() {
		head := content.Markdown([]content.Block{{Kind: content.Heading, Level: 1, Spans: []content.Span{{Text: a.Title}}},
			{Kind: content.Paragraph, Spans: []content.Span{{Text: w.names[a.Feed], Link: httpOnly(a.Link)}}}})
		toClipboard(strings.TrimSpace(head) + "\n\n" + content.Markdown(content.Blocks(body.Best())))
		w.notices.say("Copied the article as Markdown.", "", nil)
	})
}

// saveChosen saves the article that the keys are about as a PDF file.
func (w *window) saveChosen() {
	if a, ok := w.chosen(); ok {
		w.saveArticle(a, export.PDF)
	}
}

// printChosen prints the article that the keys are about.
func (w *window) printChosen() {
	if a, ok := w.chosen(); ok {
		w.printArticle(a)
	}
}

// saveArticle asks where to save an article, and does.
func (w *window) saveArticle(a feeds.Article, f export.Format) {
	w.askFile(export.FileName(a.Title)+f.Extension(), func(path string) {
		w.saveTo(path, f, func(context.Context) ([]feeds.Article, error) { return []feeds.Article{a}, nil })
	})
}

// saveList saves the articles of the list in view in one file, whose name says in
// which format.
func (w *window) saveList() {
	if w.at.mode != showList {
		w.notices.say("Choose a list first: a source, a folder, a search.", "", nil)
		return
	}
	in := w.timeline.scope
	w.askFile(export.FileName(w.listName())+export.EPUB.Extension(), func(path string) {
		f, ok := export.FormatOf(filepath.Ext(path))
		if !ok {
			f = export.EPUB
		}
		w.saveTo(path, f, func(ctx context.Context) ([]feeds.Article, error) {
			page, err := w.core.Articles(ctx, in, feeds.Cursor{}, mostSaved)
			return page.Articles, err
		})
	})
}

// listName is what the list in view is called.
func (w *window) listName() string {
	for _, it := range w.sidebar.items {
		if it.Key == w.at.key {
			return it.Name
		}
	}
	return "Tidings"
}

// saveTo writes articles into a file and says what became of it.
func (w *window) saveTo(path string, f export.Format, list func(context.Context) ([]feeds.Article, error)) {
	w.notices.say("Saving "+filepath.Base(path)+"…", "", nil)
	var r export.Result
	w.do(func(ctx context.Context) error {
		o, whole, err := w.exports(ctx, list)
		if err != nil {
			return err
		}
		r, err = export.Save(ctx, path, true, f, whole, o)
		return err
	}, func() {
		text := "Saved " + filepath.Base(path) + "."
		if r.Articles > 1 {
			text = fmt.Sprintf("Saved %d articles in %s.", r.Articles, filepath.Base(path))
		}
		if r.Missing > 0 {
			text += " " + plural(r.Missing, "picture", "pictures") + " could not be had."
		}
		w.notices.say(text, "Open", func() { w.openFile(path) })
	})
}

// printArticle opens an article as the system prints it.
func (w *window) printArticle(a feeds.Article) {
	w.notices.say("Preparing to print…", "", nil)
	path := ""
	w.do(func(ctx context.Context) error {
		o, whole, err := w.exports(ctx, func(context.Context) ([]feeds.Article, error) { return []feeds.Article{a}, nil })
		if err != nil {
			return err
		}
		path, err = export.Print(ctx, filepath.Join(app.CacheDir(), "printed"), whole, o)
		return err
	}, func() {
		w.notices.hide()
		w.openFile(path)
	})
}

// exports reads articles whole and says how they are written. It runs elsewhere.
func (w *window) exports(ctx context.Context, list func(context.Context) ([]feeds.Article, error)) (o export.Options, out []export.Article, err error) {
	if o.Fonts, err = faces(); err != nil {
		return o, nil, err
	}
	o.Pictures, o.Letter = w.core, export.Letter(os.Getenv)
	articles, err := list(ctx)
	for _, a := range articles {
		x := export.Article{Article: a}
		if x.Body, err = w.core.Body(ctx, a.ID); err != nil {
			return o, nil, err
		}
		f, err := w.core.Feed(ctx, a.Feed)
		if err != nil {
			return o, nil, err
		}
		x.Source = f.Name()
		out = append(out, x)
	}
	return o, out, err
}

// askFile lets the reader choose a file that is then written as a whole.
func (w *window) askFile(name string, then func(path string)) {
	w.chooseFile(name, func(file fyne.URIWriteCloser) {
		_ = file.Close() // nothing was written
		then(file.URI().Path())
	})
}

// writeFile lets the reader choose a file, writes it, and says so.
func (w *window) writeFile(name string, write func(context.Context, io.Writer) error) {
	w.chooseFile(name, func(file fyne.URIWriteCloser) {
		w.do(func(ctx context.Context) error {
			return cmp.Or(write(ctx, file), file.Close()) // in this order
		}, func() { w.notices.say("Saved "+file.URI().Name()+".", "", nil) })
	})
}

func (w *window) chooseFile(name string, then func(fyne.URIWriteCloser)) {
	d := dialog.NewFileSave(func(file fyne.URIWriteCloser, err error) {
		switch {
		case err != nil:
			w.fail(err)
		case file != nil:
			then(file)
		}
	}, w.win)
	d.SetFileName(name)
	d.Resize(fyne.NewSize(820, 560))
	d.Show()
}

// openFile shows a file in the program that the system has for it.
func (w *window) openFile(path string) {
	w.worker.start(func() {
		if err := w.app.OpenURL(&url.URL{Scheme: "file", Path: filepath.ToSlash(path)}); err != nil {
			w.worker.back(func() { w.fail(err) })
		}
	})
}

// clip puts the page behind a link aside to be read later.
func (w *window) clip(address string) {
	var a feeds.Article
	w.notices.say("Saving the page…", "", nil)
	w.do(func(ctx context.Context) error {
		id, err := w.core.Clip(ctx, address)
		if err == nil {
			a, err = w.core.Article(ctx, id)
		}
		return err
	}, func() { w.notices.say("To read later: "+a.Title, "Open", func() { w.openBeside(a.ID) }) })
}
