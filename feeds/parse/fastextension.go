package parse

import (
	"bytes"

	ext "github.com/mmcdole/gofeed/extensions"
)

// extend reads the child that was opened as an extension.
func (r *fastReader) extend(to *ext.Extensions) {
	prefix := r.extensionPrefix()
	x := r.extension(true)
	if *to == nil {
		*to = ext.Extensions{}
	}
	of := (*to)[prefix]
	if of == nil {
		of = map[string][]ext.Extension{}
		(*to)[prefix] = of
	}
	of[x.Name] = append(of[x.Name], x)
}

// extension reads the element that was opened with all that is in it. How deep that
// may nest the survey bounds.
func (r *fastReader) extension(child bool) ext.Extension {
	_, local := splitName(r.tag.name)
	x := ext.Extension{Name: string(local)}
	for i := range r.attrs {
		if x.Attrs == nil {
			x.Attrs = make(map[string]string, len(r.attrs))
		}
		_, local := splitName(r.attrs[i].name)
		x.Attrs[string(local)] = r.attributeValue(&r.attrs[i], child)
	}
	if r.open() {
		r.fill(&x)
	}
	return x
}

// fill reads text and children of an extension.
func (r *fastReader) fill(x *ext.Extension) {
	var value []byte
	for from := r.tag.end; r.advance(); from = r.tag.end {
		value = appendCharacters(value, r.doc[from:r.tag.start])
		switch r.tag.kind {
		case cdata:
			value = appendLines(value, r.doc[r.tag.start+len(cdataStart):r.tag.end-len(cdataEnd)])
		case openTag, emptyTag:
			c := r.extension(false)
			if x.Children == nil {
				x.Children = map[string][]ext.Extension{}
			}
			x.Children[c.Name] = append(x.Children[c.Name], c)
		case closeTag:
			x.Value = string(bytes.TrimSpace(value))
			return
		}
	}
}

// appendLines appends text, of which lines end in \n.
func appendLines(out, text []byte) []byte {
	if bytes.IndexByte(text, '\r') < 0 {
		return append(out, text...)
	}
	text = bytes.ReplaceAll(text, []byte("\r\n"), []byte("\n"))
	return append(out, bytes.ReplaceAll(text, []byte("\r"), []byte("\n"))...)
}
