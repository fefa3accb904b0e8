package ui

import (
	"context"
	"strings"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"

	"tidings/feeds"
)

// noteEditor is the box for a note about an article. It is saved while it is written and
// whenever it is left: nothing that was typed is lost, and of what was typed when the
// machine stops only the last seconds.
type noteEditor struct {
	field
	pane   *articlePane
	id     feeds.ArticleID
	before string // the note as it was when the box was opened
	saved  string
	waits  bool // it will be saved soon
	fresh  bool // it is not on the page yet
}

const (
	noteHeight = 132
	// noteDelay is how long what was typed is not saved at most.
	noteDelay = 2 * time.Second
)

func newNoteEditor(p *articlePane) *noteEditor {
	e := &noteEditor{pane: p, id: p.a.ID, before: p.note, saved: p.note}
	e.MultiLine = true
	e.Wrapping = fyne.TextWrapWord
	e.Text = p.note
	e.be(e)
	e.SetPlaceHolder("What you want to remember about this article. Escape saves it; an empty note is none.")
	e.CursorRow = strings.Count(p.note, "\n")
	e.CursorColumn = len([]rune(p.note)) - strings.LastIndex("\n"+p.note, "\n")
	e.OnChanged = func(string) { e.saveSoon() }
	return e
}

// saveSoon saves what was typed in a moment, with what is typed until then.
func (e *noteEditor) saveSoon() {
	if e.waits {
		return
	}
	e.waits = true
	e.pane.w.worker.after(noteDelay, func() {
		e.waits = false
		if e.pane.editor == e {
			e.save()
		}
	})
}

// TypedKey lets Escape save the note and close the box.
func (e *noteEditor) TypedKey(k *fyne.KeyEvent) {
	if k.Name == fyne.KeyEscape {
		e.pane.endNote()
		return
	}
	e.Entry.TypedKey(k)
}

// TypedShortcut lets Ctrl+Enter do the same.
func (e *noteEditor) TypedShortcut(s fyne.Shortcut) {
	if c, ok := s.(*desktop.CustomShortcut); ok && (c.KeyName == fyne.KeyReturn || c.KeyName == fyne.KeyEnter) {
		e.pane.endNote()
		return
	}
	e.field.TypedShortcut(s)
}

// FocusLost saves what was typed.
func (e *noteEditor) FocusLost() {
	e.Entry.FocusLost()
	e.save()
}

func (e *noteEditor) save() {
	text := strings.TrimSpace(e.Text)
	if text == e.saved {
		return
	}
	e.saved = text
	p := e.pane
	if p.a.ID == e.id {
		p.note, p.a.Noted = text, text != ""
	}
	p.w.timeline.setNoted(e.id, text != "")
	ctx := context.WithoutCancel(p.w.worker.ctx) // also while the window closes
	p.notes.do(func() {
		if err := p.w.core.AmendNote(ctx, e.id, e.before, text); err != nil {
			fyne.LogError("note not saved", err)
			p.w.worker.back(func() { p.w.fail(err) })
		}
	})
}

// editNote opens the box for the note of the article.
func (w *window) editNote() {
	a, ok := w.chosen()
	switch {
	case !ok:
	case w.article.shown().ID == a.ID:
		w.article.editNote()
	default:
		w.openArticle(a)
		w.article.noteNext = true
	}
}

func (p *articlePane) editNote() {
	p.noteNext = false
	if p.a.ID == 0 || p.a.Deleted != (feeds.Article{}).Deleted {
		return
	}
	if p.editor == nil {
		p.editor = newNoteEditor(p)
	}
	p.editor.fresh = true
	p.show(0)
}

// holdForNote keeps what is typed while the box that the reader has opened is not on
// the page yet: it is meant for the box and would otherwise be taken for commands.
func (p *articlePane) holdForNote(typed func(*noteEditor)) bool {
	if (!p.noteNext || !p.coming) && (p.editor == nil || !p.editor.fresh) {
		return false
	}
	p.ahead = append(p.ahead, typed)
	return true
}

// focusNote lets the reader write as soon as the box is there.
func (p *articlePane) focusNote() {
	if p.editor != nil && p.editor.fresh {
		p.editor.fresh = false
		p.w.focus(p.editor)
		ahead := p.ahead
		p.ahead = nil
		for _, typed := range ahead {
			if p.editor != nil {
				typed(p.editor)
			}
		}
	}
}

// endNote saves the note and closes the box.
func (p *articlePane) endNote() {
	e := p.editor
	if e == nil {
		return
	}
	p.editor = nil
	e.save()
	if p.a.ID == e.id {
		p.again()
	}
	p.w.focusStage()
}

// keepNote saves a note that is being typed before the window closes, and waits until all
// that was to be saved is.
func (p *articlePane) keepNote() {
	if p.editor != nil {
		p.editor.save()
	}
	done := make(chan struct{})
	p.notes.do(func() { close(done) })
	<-done
}

// noteElements are the box for the note, or the note.
func (p *articlePane) noteElements() []pageElement {
	switch {
	case p.editor != nil:
		return []pageElement{pageWidget{p.editor, noteHeight}}
	case p.note != "":
		return []pageElement{pageNote{text: p.note, hint: "Change the note (e)", tap: p.editNote}}
	}
	return nil
}

// setNoted shows the mark of a note at once.
func (t *timeline) setNoted(id feeds.ArticleID, noted bool) {
	if a := t.find(id); a != nil {
		a.Noted = noted
	}
	if i := t.place(id); i >= 0 {
		t.rows[i].Noted = noted
		t.list.refreshRow(i)
	}
}
