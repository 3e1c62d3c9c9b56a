package intake

import (
	"net/url"
	"strings"
	"unicode"

	"codeberg.org/readeck/go-readability/v2"
	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// maxElements bounds a page: the search for its main text takes more than linear time.
const maxElements = 100_000

// page is what a web page says: its main text, and what its head says of it.
type page struct {
	text string
	side
}

// readPage takes the report out of a page. base is its address, or nil.
func readPage(source string, base *url.URL) (p page, err error) {
	defer func() {
		// The page is anybody's; a fault that it provokes in the library must cost one report and no more.
		if recover() != nil {
			p, err = page{}, &flaw{"page that cannot be taken apart", "save its text as a .txt file"}
		}
	}()
	doc, err := html.Parse(strings.NewReader(source))
	if err != nil {
		return page{}, &flaw{"page that cannot be taken apart: " + err.Error(), "save its text as a .txt file"}
	}
	p.side = headOf(doc, base)
	count := 0
	for n := range doc.Descendants() {
		if n.Type == html.ElementNode {
			count++
		}
	}
	if count > maxElements {
		return page{}, &flaw{"page of too many elements to be an article", "save its text as a .txt file"}
	}
	if base == nil {
		base = &url.URL{} // the library follows it without asking
	}
	parser := readability.NewParser()
	article, err := parser.ParseAndMutate(doc, base)
	if err != nil {
		return page{}, &flaw{"page that cannot be taken apart: " + err.Error(), "save its text as a .txt file"}
	}
	p.side = p.side.or(side{Title: oneLine(article.Title()), Publisher: oneLine(article.SiteName())})
	if article.Node != nil {
		p.text = textOf(article.Node)
	}
	if p.text == "" {
		return page{}, &flaw{"page without the text of an article", "save its text as a .txt file"}
	}
	return p, nil
}

// textOf writes out the text below a node: paragraphs parted by an empty line, list items, rows and line breaks by a line end.
func textOf(n *html.Node) string {
	var w textWriter
	w.node(n)
	return strings.TrimSpace(w.b.String())
}

type textWriter struct {
	b        strings.Builder
	newlines int  // line ends owed before the next word
	space    bool // a space is owed
}

func (w *textWriter) node(n *html.Node) {
	switch n.Type {
	case html.TextNode:
		w.words(n.Data)
		return
	case html.ElementNode, html.DocumentNode:
	default:
		return
	}
	gap := 0
	switch n.DataAtom {
	case atom.Script, atom.Style, atom.Noscript, atom.Template, atom.Head, atom.Svg, atom.Math, atom.Iframe, atom.Object, atom.Audio,
		atom.Video, atom.Canvas, atom.Button, atom.Select, atom.Textarea, atom.Nav:
		return
	case atom.Br:
		w.owe(1)
		return
	case atom.Li, atom.Tr, atom.Dt, atom.Dd:
		gap = 1
	case atom.Td, atom.Th:
		w.space = true
	case atom.P, atom.Div, atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6, atom.Blockquote, atom.Pre, atom.Ul, atom.Ol, atom.Dl,
		atom.Table, atom.Section, atom.Article, atom.Header, atom.Footer, atom.Main, atom.Aside, atom.Figure, atom.Figcaption, atom.Hr,
		atom.Address, atom.Details, atom.Summary, atom.Form, atom.Fieldset, atom.Caption:
		gap = 2
	}
	w.owe(gap)
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		w.node(c)
	}
	w.owe(gap)
}

func (w *textWriter) owe(lines int) { w.newlines = max(w.newlines, lines) }

func (w *textWriter) words(s string) {
	for _, r := range s {
		switch {
		case unicode.IsSpace(r):
			w.space = true
			continue
		case r == '\u00ad' || r == '\u200b' || r == '\ufeff': // marks for breaking lines, inside words
			continue
		}
		if w.b.Len() > 0 {
			if w.newlines > 0 {
				w.b.WriteString("\n\n"[:w.newlines])
			} else if w.space {
				w.b.WriteByte(' ')
			}
		}
		w.newlines, w.space = 0, false
		w.b.WriteRune(r)
	}
}

func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }
