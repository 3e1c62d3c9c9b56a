package resolve

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/cotejo/cotejo"
	"github.com/cotejo/cotejo/gazetteer"
	"github.com/cotejo/cotejo/nlp"
)

// reader resolves one document.
type reader struct {
	doc   *nlp.Doc
	tree  *nlp.Tree
	gaz   *gazetteer.Gazetteer
	lex   *lexicon
	opt   Options
	wants map[int]Want

	fold    []string // folded form of each word
	lemma   []string // folded lemma of each word
	surface []string // the token as written, at its first word; "" at the others of a Spanish contraction
	sent    []int    // sentence of each word
	para    []int    // paragraph of each word
	shout   []bool   // the word stands in a sentence all in capitals
	loose   []bool   // the tagger has the word in a name that cannot be one
	taken   []bool   // the word is part of a name already found
	quoted  []bool   // the word stands in quotation marks
	country []int    // for a word that is an adjective of a country: the country's id + 1

	mentions []mention
	entities []entity
	at       map[int]int // head → entity
	plurals  []int       // wanted pronouns that mean several
	places   map[gazetteer.ID]int
	bodies   map[int]int

	settled bool           // names are merged: no mention's place changes any more
	count   map[string]int // mentions of places by country, of the first counted
	upto    int
}

// mention is a mention while its entity is being sought.
type mention struct {
	rng    nlp.Range
	head   int
	form   cotejo.Form
	kind   cotejo.EntityType
	sub    string
	name   string // what the words name, without titles and articles
	places []gazetteer.ID
	place  gazetteer.ID // the one chosen among places; -1 for none
	actors []int
	title  []string // folded titles before the name
	office []int    // their words
	inner  bool     // a place in the name of something else
	holder int      // 1 + the mention of the place in its own name
	entity int
}

// entity is an entity while mentions are being gathered.
type entity struct {
	typ     cotejo.EntityType
	sub     string
	name    string
	country string
	place   gazetteer.ID   // -1 for none
	actor   int            // -1 for none
	sides   []string       // of a border: ISO codes of the countries on both sides
	site    []gazetteer.ID // of a facility: the one place that it stands in, where its name tells
	plural  bool
	gender  string
	titles  map[string]bool // folded titles and offices
	names   []string
	key     string // what the id is made of, beside type and country; the folded name where empty
	bound   bool   // of this document only
	named   bool   // has a name, not only descriptions
	idle    bool   // described by words that nothing is claimed of; left out unless something else means it
	seen    []int  // heads of its mentions, in order of finding
	noun    string // folded head noun, of a group
}

func (r *reader) prepare() {
	n := r.doc.Len()
	r.surface = append([]string(nil), r.doc.Form...)
	if r.doc.Lang == nlp.Spanish {
		for _, m := range r.doc.Multi {
			for i := m.Start; i < m.End; i++ {
				r.surface[i] = ""
			}
			r.surface[m.Start] = r.doc.TextOf(m)
		}
	}
	r.fold, r.lemma = make([]string, n), make([]string, n)
	r.sent, r.shout, r.taken, r.loose, r.country = make([]int, n), make([]bool, n), make([]bool, n), make([]bool, n), make([]int, n)
	r.places, r.bodies = map[gazetteer.ID]int{}, map[int]int{}
	for i := range n {
		r.fold[i] = gazetteer.Fold(r.doc.Form[i])
		r.lemma[i] = r.fold[i]
		if r.doc.Lemma != nil && r.doc.Lemma[i] != "" && r.doc.Lemma[i] != "_" {
			r.lemma[i] = gazetteer.Fold(r.doc.Lemma[i])
		}
		if rest, ok := strings.CutPrefix(r.lemma[i], "ex"); ok && len(r.lex.nouns[r.lemma[i]]) == 0 && len(r.lex.nouns[rest]) > 0 {
			r.lemma[i] = rest // "exfiscal": what somebody was says as well that it is a person
		}
	}
	r.quoted = quoted(r.doc)
	r.para = make([]int, n)
	for p, rng := range r.doc.Paras {
		for i := rng.Start; i < rng.End; i++ {
			r.para[i] = p
		}
	}
	for s, rng := range r.doc.Sents {
		upper, lower := 0, 0
		for i := rng.Start; i < rng.End; i++ {
			r.sent[i] = s
			for _, c := range r.doc.Form[i] {
				if unicode.IsUpper(c) {
					upper++
				} else if unicode.IsLower(c) {
					lower++
				}
			}
		}
		if upper > 12 && upper > 9*lower {
			for i := rng.Start; i < rng.End; i++ {
				r.shout[i] = true
			}
		}
	}
}

// quoted marks the words in quotation marks. A paragraph ends a quotation that is not closed.
func quoted(d *nlp.Doc) []bool {
	out := make([]bool, d.Len())
	paras := d.Paras
	if len(paras) == 0 {
		paras = []nlp.Range{{Start: 0, End: d.Len()}}
	}
	for _, p := range paras {
		in := false
		for i := p.Start; i < p.End; i++ {
			switch d.Form[i] {
			case "“", "«", "``":
				in = true
			case "”", "»", "''":
				in = false
			case "\"":
				in = !in
			default:
				out[i] = in
			}
		}
	}
	return out
}

func (r *reader) upos(i int) nlp.UPOS {
	if r.doc.UPOS == nil {
		return nlp.X
	}
	return r.doc.UPOS[i]
}

func (r *reader) ner(i int) nlp.Kind {
	if r.doc.Name == nil {
		return nlp.NoName
	}
	return r.doc.Name[i].Kind
}

func (r *reader) rel(i int) string { return r.doc.RelOf(i) }

func (r *reader) parent(i int) int { return int(r.doc.Head[i]) }

func (r *reader) sentence(i int) nlp.Range { return r.doc.Sents[r.sent[i]] }

// capital says whether a word is written as names are.
func (r *reader) capital(i int) bool {
	c, _ := utf8.DecodeRuneInString(r.doc.Form[i])
	return unicode.IsUpper(c)
}

// likeName says whether the word can be part of a name: it has a capital, and in text all in capitals is tagged so.
func (r *reader) likeName(i int) bool {
	if !r.capital(i) {
		return false
	}
	return !r.shout[i] || r.upos(i) == nlp.PROPN || r.ner(i) != nlp.NoName
}

// first says whether the word opens its sentence, after quotation marks.
func (r *reader) first(i int) bool {
	for j := r.sentence(i).Start; j < i; j++ {
		if r.fold[j] != "" {
			return false
		}
	}
	return true
}

// words gives the tokens from a word to the end of its sentence, at most n words on.
func (r *reader) words(i, n int) []string { return r.surface[i:min(r.sentence(i).End, i+n)] }

// headOf gives the word of the range on which the others depend.
func (r *reader) headOf(rng nlp.Range) int {
	for i := rng.Start; i < rng.End; i++ {
		if h := r.parent(i); h < rng.Start || h >= rng.End {
			if r.upos(i) != nlp.PUNCT && r.upos(i) != nlp.DET && r.upos(i) != nlp.ADP {
				return i
			}
		}
	}
	return rng.End - 1
}

// caseOf gives the folded preposition before the phrase headed by a word, or "".
func (r *reader) caseOf(head int) string {
	for _, c := range r.tree.Children(head) {
		if r.rel(int(c)) == "case" && r.upos(int(c)) != nlp.PART {
			return r.fold[c]
		}
	}
	if r.rel(head) == "conj" {
		if p := r.parent(head); p >= 0 {
			return r.caseOf(p)
		}
	}
	return ""
}

// possessive says whether the phrase has a possessor's mark: "Colombia's".
func (r *reader) possessive(head int) bool {
	for _, c := range r.tree.Children(head) {
		if f := r.doc.Form[c]; f == "'s" || f == "’s" || f == "'" || f == "’" || f == "'S" || f == "’S" {
			return true
		}
	}
	return false
}

// plural says whether a noun is in the plural.
func (r *reader) plural(i int) bool {
	if r.doc.Feats != nil && strings.Contains(r.doc.Feats[i], "Number=") {
		return strings.Contains(r.doc.Feats[i], "Number=Plur")
	}
	return r.fold[i] != r.lemma[i] && strings.HasSuffix(r.fold[i], "s")
}

func (r *reader) add(m mention) int {
	m.entity = -1
	r.mentions = append(r.mentions, m)
	return len(r.mentions) - 1
}

func (r *reader) take(rng nlp.Range) {
	for i := rng.Start; i < rng.End; i++ {
		r.taken[i] = true
	}
}

func (r *reader) free(rng nlp.Range) bool {
	for i := rng.Start; i < rng.End; i++ {
		if r.taken[i] {
			return false
		}
	}
	return true
}

// text gives the words of a range as they stand, on one line.
func (r *reader) text(rng nlp.Range) string {
	return strings.Join(strings.Fields(r.doc.TextOf(rng)), " ")
}

// newEntity adds an entity and gives its index.
func (r *reader) newEntity(e entity) int {
	if e.titles == nil {
		e.titles = map[string]bool{}
	}
	r.entities = append(r.entities, e)
	return len(r.entities) - 1
}

// assign ties a mention to an entity.
func (r *reader) assign(m *mention, e int) {
	m.entity = e
	ent := &r.entities[e]
	ent.seen = append(ent.seen, m.head)
	ent.idle = false
	if m.form == cotejo.Name {
		ent.addName(m.name)
		ent.named = true
		if m.inner {
			return // its words name the whole
		}
		for i := m.rng.Start; i < m.rng.End; i++ {
			r.at[i] = e
		}
	}
	if m.form == cotejo.Nominal && ent.typ == cotejo.Group {
		ent.addName(m.name)
	}
	r.at[m.head] = e
	for _, t := range m.title {
		ent.titles[t] = true
	}
	for _, w := range m.office {
		r.at[w] = e
	}
}

func (e *entity) addName(name string) {
	for _, n := range e.names {
		if n == name {
			return
		}
	}
	if name != "" {
		e.names = append(e.names, name)
	}
}
