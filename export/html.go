package export

import (
	_ "embed"
	"html/template"
	"io"
	"slices"
	"strings"

	"github.com/cotejo/cotejo"
)

//go:embed dossier.html
var dossierHTML string

var dossierPage = template.Must(template.New("dossier").Funcs(template.FuncMap{
	"sentence":    func(f cotejo.Finding) string { return legible(Sentence(&f)) },
	"legible":     legible,
	"report":      func(d cotejo.Document) string { return legible(ReportName(&d)) },
	"address":     func(d cotejo.Document) string { return webAddress(&d) },
	"sources":     func(f cotejo.Finding) string { return legible(strings.Join(sources(&f), " ← ")) },
	"corrections": func(f cotejo.Finding) []string { return Corrections(&f) },
	"hedged":      func(f cotejo.Finding) bool { return !asserts(&f) },
	"days": func(f cotejo.Finding) string {
		start, end := days(&f)
		switch {
		case start == end:
			return start
		case end == "":
			return "from " + start
		case start == "":
			return "until " + end
		}
		return start + " to " + end
	},
}).Parse(dossierHTML))

// HTML writes a page that stands alone, to be read, printed or sent: claims by kind, each with its hedge, its chain and its words, and the
// reports with their addresses and the hashes of their bytes. It runs no script and fetches nothing.
type HTML struct {
	w        io.Writer
	title    string
	findings []cotejo.Finding
}

// NewHTML writes to w when closed. Title heads the page.
func NewHTML(w io.Writer, title string) *HTML { return &HTML{w: w, title: title} }

// Finding adds a claim.
func (h *HTML) Finding(f *cotejo.Finding) error {
	h.findings = append(h.findings, *f)
	return nil
}

// Close writes the page.
func (h *HTML) Close() error {
	var reports []cotejo.Document
	number := map[string]int{}
	for _, f := range h.findings {
		if number[f.Document] == 0 {
			reports = append(reports, f.Report)
			number[f.Document] = len(reports)
		}
	}
	hedged := len(slices.DeleteFunc(slices.Clone(h.findings), func(f cotejo.Finding) bool { return asserts(&f) }))
	return dossierPage.Execute(h.w, struct {
		Title    string
		Claims   int
		Hedged   int
		Sections []Section
		Reports  []cotejo.Document
		Number   map[string]int
	}{legible(h.title), len(h.findings), hedged, Sections(h.findings), reports, number})
}
