package web

import (
	"cmp"
	"fmt"
	"net/url"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/cotejo/cotejo"
	"github.com/cotejo/cotejo/export"
)

// The longest that outside words get in a line, in code points. What is longer is cut with an ellipsis; the document
// page shows every text whole.
const (
	longName     = 90
	longSentence = 420
	longTitle    = 160
	longWhy      = 600
)

// link is words that may lead somewhere.
type link struct {
	Text string
	Href string // "" leads nowhere
}

// chip is one source of a chain.
type chip struct {
	link
	Type  string // a source type, or "report" for the report itself
	Title string // what kind of source it is, and the cue
}

// claimView is one claim as a line of a page or a card beside its words.
type claimView struct {
	ID          string
	Number      int // in its document, from 1; 0 in lists
	Sentence    []link
	Hedge       hedgeView
	Chain       []chip // the source nearest the claim first, the report last
	Report      reportView
	Quote       string // the words, unless the sentence repeats them
	Why         string
	When        string   // the days of the claim, where its words settle them
	Sure        string   // confidence that the words make the claim, "0.86"
	Words       string   // address of its words
	Weighed     string   // address of the page that weighs it
	Corrections []string // who put right what in it, and what was read there
}

// reportView names a document in a line.
type reportView struct {
	Title     string
	Href      string
	Publisher string
	Day       string // in words, or ""
	Lang      string // ISO 639-1
}

// viewClaim makes a claim's view.
func viewClaim(f cotejo.Finding) claimView {
	v := claimView{
		ID:       f.ID,
		Sentence: linked(clip(longSentence, sentence(f)), names(f)),
		Hedge:    viewHedge(f.Hedge),
		Report:   viewReport(f.Report),
		Quote:    clip(longSentence, f.Evidence.Quote),
		Why:      clip(longWhy, f.Why),
		When:     viewWhen(f.Time),
		Sure:     fmt.Sprintf("%.2f", f.Confidence),
		Words:    documentPath(f.Document) + "#words-" + url.PathEscape(f.ID),
		Weighed:  claimPath(f.ID),
	}
	for _, line := range export.Corrections(&f) {
		v.Corrections = append(v.Corrections, clip(longWhy, line))
	}
	v.Chain = viewChain(f, v.Report)
	if f.Predicate == "statement" {
		v.Quote = "" // the sentence repeats the words
	}
	return v
}

// sentence puts a claim in words without its sources, which pages show as a chain beside it.
func sentence(f cotejo.Finding) string {
	f.Chain = nil
	if f.Hedge == cotejo.Said {
		f.Hedge = cotejo.Plain // the label says "said", and the chain who
	}
	return export.Sentence(&f)
}

// viewClaims makes the views of several claims.
func viewClaims(findings []cotejo.Finding) []claimView {
	out := make([]claimView, len(findings))
	for i, f := range findings {
		out[i] = viewClaim(f)
	}
	return out
}

// viewReport names a document by its title or, where it has none, by the last part of its path.
func viewReport(d cotejo.Document) reportView {
	title := string(d.Title)
	if strings.TrimSpace(title) == "" {
		title = d.Source[strings.LastIndexAny(d.Source, `/\`)+1:]
	}
	return reportView{
		Title:     cmp.Or(clip(longTitle, title), "untitled report"),
		Href:      documentPath(d.ID),
		Publisher: clip(longName, string(d.Publisher)),
		Day:       clip(longName, day(string(d.Published))),
		Lang:      clip(longName, d.Language),
	}
}

// sourceKinds says in words what kind of source a chip is.
var sourceKinds = map[cotejo.SourceType]string{
	cotejo.NamedSource:       "a named person",
	cotejo.AnonymousSource:   "somebody who is not named",
	cotejo.BodySource:        "an institution",
	cotejo.MediaSource:       "a news outlet",
	cotejo.DocumentSource:    "a document",
	cotejo.CollectiveSource:  "several people together",
	cotejo.UnspecifiedSource: "nobody in particular",
}

// viewChain makes the chain of sources, ending with the report that prints it.
func viewChain(f cotejo.Finding, report reportView) []chip {
	var out []chip
	for _, a := range f.Chain {
		c := chip{Type: string(a.SourceType), Title: cmp.Or(sourceKinds[a.SourceType], "a source")}
		if a.Source != nil {
			e := f.Entities[a.Source.Entity]
			c.Text = clip(longName, sourceName(e.Name, a.Source.Text))
			if e.ID != "" {
				c.Href = entityPath(e.ID)
			}
		}
		if c.Text == "" {
			c.Text = "no source named"
		}
		if a.Cue != nil {
			c.Title += ", “" + clip(longName, a.Cue.Text) + "”"
		}
		out = append(out, c)
	}
	last := chip{link: link{Text: cmp.Or(report.Publisher, "this report"), Href: report.Href}, Type: "report", Title: "the report that prints it"}
	if credit := strings.Join(f.Report.Credit, ", "); credit != "" {
		last.Text += " (" + clip(longName, credit) + ")"
		last.Title += ", crediting a wire"
	}
	return append(out, last)
}

// sourceName calls a source by its name, or, where the name is only a description ("government"), by the longer of that
// and the words of the text ("the government of Colima", "he").
func sourceName(name, words string) string {
	first, _ := utf8.DecodeRuneInString(name)
	if name == "" || unicode.IsLower(first) && len(words) > len(name) {
		return words
	}
	return name
}

// viewWhen gives the days of a claim's time. A time whose words settle no day is in the sentence, as it was put.
func viewWhen(w *cotejo.When) string {
	if w == nil {
		return ""
	}
	start, end := clip(longName, day(string(w.Start))), clip(longName, day(string(w.End)))
	switch {
	case start == end:
		return start
	case end == "":
		return "from " + start
	case start == "":
		return "until " + end
	}
	return start + " – " + end
}

// name is how a sentence may call an entity.
type name struct {
	text string
	href string
}

// names lists what a claim's sentence may call its entities, the longest first.
func names(f cotejo.Finding) []name {
	var out []name
	add := func(text, id string) {
		if text != "" && utf8.RuneCountInString(text) <= longSentence {
			out = append(out, name{text, entityPath(id)}, name{sentenceCase(text), entityPath(id)})
		}
	}
	for _, fillers := range f.Roles {
		for _, filler := range fillers {
			if e, ok := f.Entities[filler.Entity]; ok {
				add(e.Name, e.ID)
				add(filler.Text, e.ID)
			}
		}
	}
	for _, a := range f.Chain {
		if a.Source == nil {
			continue
		}
		if e, ok := f.Entities[a.Source.Entity]; ok {
			add(e.Name, e.ID)
			add(a.Source.Text, e.ID)
		}
	}
	slices.SortFunc(out, func(a, b name) int {
		return cmp.Or(cmp.Compare(len(b.text), len(a.text)), cmp.Compare(a.text, b.text), cmp.Compare(a.href, b.href))
	})
	return slices.Compact(out)
}

// linked cuts a sentence at the names in it, so that each leads to its dossier. Where names overlap the longer one wins.
func linked(sentence string, names []name) []link {
	type place struct {
		from, to int
		href     string
	}
	var places []place
	taken := func(from, to int) bool {
		return slices.ContainsFunc(places, func(p place) bool { return from < p.to && p.from < to })
	}
	for _, n := range names {
		for from := 0; ; {
			i := strings.Index(sentence[from:], n.text)
			if i < 0 {
				break
			}
			start, end := from+i, from+i+len(n.text)
			if wholeWords(sentence, start, end) && !taken(start, end) {
				places = append(places, place{start, end, n.href})
			}
			from = end
		}
	}
	slices.SortFunc(places, func(a, b place) int { return a.from - b.from })
	var out []link
	at := 0
	for _, p := range places {
		if at < p.from {
			out = append(out, link{Text: sentence[at:p.from]})
		}
		out = append(out, link{sentence[p.from:p.to], p.href})
		at = p.to
	}
	if at < len(sentence) {
		out = append(out, link{Text: sentence[at:]})
	}
	return out
}

// wholeWords says whether no word is cut at either end of a stretch.
func wholeWords(s string, start, end int) bool {
	before, _ := utf8.DecodeLastRuneInString(s[:start])
	after, _ := utf8.DecodeRuneInString(s[end:])
	return !unicode.In(before, unicode.L, unicode.N) && !unicode.In(after, unicode.L, unicode.N)
}

func entityPath(id string) string   { return "/entity/" + url.PathEscape(id) }
func documentPath(id string) string { return "/document/" + url.PathEscape(id) }
