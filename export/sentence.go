package export

import (
	"math"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/cotejo/cotejo"
	"golang.org/x/text/unicode/norm"
)

// longestQuote is how much of the words a sentence repeats, in code points.
const longestQuote = 240

// Sentence puts a claim as one plain English sentence with its hedge and its chain of sources, without a full stop: "Heron
// Cartel runs laboratories in Cali, said Ana Ibarra, according to Cordillera Press". What fills a role without being an entity
// stands in quotation marks where the report is not in English.
func Sentence(f *cotejo.Finding) string {
	b := book()
	s := sayer{book: b, f: f, said: map[string]bool{}}
	hedge := b.Hedges[f.Hedge]
	// "Police deny that they are paid" is kept as a negative claim that the police vouch for; it reads best as what they deny.
	s.not = f.Polarity == cotejo.Negative
	s.mood = hedge.Verb
	if hedge.Verb == "denied" {
		s.not, s.mood = !s.not, ""
	}
	v := s.variant()
	body := s.render(v)
	for _, t := range b.Tails {
		body += s.tail(t)
	}
	return capital(body + s.chain(hedge, v))
}

// sayer puts one claim into words.
type sayer struct {
	book *phrasebook
	f    *cotejo.Finding
	not  bool
	mood string
	said map[string]bool
	many bool // the last slot said holds more than one
}

func (s *sayer) variant() *variant {
	variants := s.book.Predicates[s.f.Predicate]
	for i := range variants {
		if s.serves(&variants[i]) {
			return &variants[i]
		}
	}
	// A predicate that an analyst has added and given no words yet.
	out := &variant{pieces: []piece{{text: s.f.Predicate}}}
	for _, role := range cotejo.Roles {
		if len(s.f.Roles[role]) > 0 {
			out.pieces = append(out.pieces, piece{text: ", " + role + " "}, piece{slot: role})
		}
	}
	return out
}

func (s *sayer) serves(v *variant) bool {
	if v.Hedge != "" && v.Hedge != string(s.f.Hedge) || v.Phase != "" && v.Phase != string(s.f.Phase) || v.Stage != "" && v.Stage != string(s.f.Stage) {
		return false
	}
	for _, slot := range v.Has {
		if text, _ := s.slot(slot); text == "" {
			return false
		}
	}
	return v.Object == "" || slices.ContainsFunc(s.f.Roles["object"], func(f cotejo.Filler) bool {
		return hasWord(f.Text, s.book.Words[v.Object])
	})
}

// hasWord says whether a word of text begins with one of beginnings.
func hasWord(text string, beginnings []string) bool {
	plain := strings.Map(func(r rune) rune {
		if unicode.Is(unicode.Mn, r) {
			return -1
		}
		return unicode.ToLower(r)
	}, norm.NFD.String(text))
	for _, word := range strings.FieldsFunc(plain, func(r rune) bool { return !unicode.IsLetter(r) }) {
		for _, beginning := range beginnings {
			if strings.HasPrefix(word, beginning) {
				return true
			}
		}
	}
	return false
}

func (s *sayer) render(v *variant) string {
	var b strings.Builder
	s.pieces(&b, v.pieces)
	return b.String()
}

func (s *sayer) pieces(b *strings.Builder, pieces []piece) {
	for _, p := range pieces {
		switch {
		case p.slot != "":
			text, many := s.slot(p.slot)
			if text == "" {
				text, many = missing(p.slot), false
			}
			s.said[p.slot], s.many = true, many
			b.WriteString(text)
		case p.verb != nil:
			b.WriteString(p.verb.form(s.many, s.not, s.mood))
		case p.optional != nil:
			if s.filled(p.optional) {
				s.pieces(b, p.optional)
			}
		default:
			b.WriteString(p.text)
		}
	}
}

func (s *sayer) filled(pieces []piece) bool {
	for _, p := range pieces {
		if p.slot == "" {
			continue
		}
		if text, _ := s.slot(p.slot); text == "" {
			return false
		}
	}
	return true
}

// missing stands for what the words do not say.
func missing(slot string) string {
	switch slot {
	case "object", "commodity", "instrument", "quantity":
		return "something"
	case "place", "destination", "origin":
		return "a place"
	}
	return "somebody"
}

// slot gives what stands in a slot, and whether that is more than one.
func (s *sayer) slot(name string) (text string, many bool) {
	f := s.f
	switch name {
	case "commodity":
		return string(f.Commodity), false
	case "stage":
		return string(f.Stage), false
	case "quantity":
		if f.Quantity == nil || s.counted() {
			return "", false
		}
		return s.book.quantity(f.Quantity, f.Predicate == "ranking"), f.Quantity.Value != 1
	case "quote":
		return clip(unquoted(f.Evidence.Quote)), false
	case "time":
		if f.Time == nil {
			return "", false
		}
		return when(f.Time), false
	case "novel":
		if f.Novel {
			return "new", false
		}
		return "", false
	}
	var names []string
	for _, filler := range f.Roles[name] {
		one, more := s.name(filler)
		if e, ok := s.f.Entities[filler.Entity]; ok && name == "object" && e.Type == cotejo.Place && len(strings.Fields(filler.Text)) > len(strings.Fields(e.Name)) {
			one, more = s.words(filler.Text) // who controls the port of a city does not control the city
		}
		if slices.Contains(names, one) {
			continue
		}
		names, many = append(names, one), many || more
	}
	return list(names), many || len(names) > 1
}

// counted says whether what fills a role gives the figure in its own words: "3.2 tons of cocaine".
func (s *sayer) counted() bool {
	words := oneLine(s.f.Quantity.Text)
	for _, fillers := range s.f.Roles {
		for _, f := range fillers {
			if _, named := s.f.Entities[f.Entity]; !named && words != "" && strings.Contains(oneLine(f.Text), words) {
				return true
			}
		}
	}
	return false
}

// name gives a filler's name and whether it names more than one.
func (s *sayer) name(f cotejo.Filler) (string, bool) {
	e, ok := s.f.Entities[f.Entity]
	if !ok {
		return s.words(f.Text)
	}
	return oneLine(e.Name), e.Type == cotejo.Group || slices.ContainsFunc(s.book.Plural, func(beginning string) bool {
		return strings.HasPrefix(strings.ToLower(e.Name), beginning)
	})
}

// words gives words of the report as they stand in a sentence, and whether they name more than one.
func (s *sayer) words(text string) (string, bool) {
	text = oneLine(text)
	if s.f.Report.Language != "en" && s.f.Report.Language != "" {
		return "“" + text + "”", false
	}
	return s.book.inside(text), looksPlural(text)
}

// unquoted takes the quotation marks off words that are quoted from end to end: the sentence puts its own around them.
func unquoted(text string) string {
	const open, shut = "\"“«", "\"”»"
	inner := strings.TrimRight(strings.TrimSpace(text), ",")
	rest := strings.TrimRight(strings.TrimLeft(inner, open), shut)
	if strings.ContainsAny(rest, open+shut) || len(inner) == len(rest) || strings.TrimLeft(inner, open) == inner || strings.TrimRight(inner, shut) == inner {
		return text
	}
	return strings.TrimRight(rest, ",")
}

// looksPlural guesses the number of an English noun phrase that is no name, for the verb's sake.
func looksPlural(text string) bool {
	head, _, _ := strings.Cut(text, " of ")
	return strings.HasSuffix(head, "s") && !strings.HasSuffix(head, "ss") || strings.HasSuffix(head, "people") || strings.HasSuffix(head, "men")
}

func (s *sayer) tail(t tail) string {
	if s.said[t.Role] || t.Role == "place" && s.isSubject(t.Role) {
		return ""
	}
	text, _ := s.slot(t.Role)
	if text == "" {
		return ""
	}
	add := t.Add
	if t.Border != "" && slices.ContainsFunc(s.f.Roles[t.Role], func(f cotejo.Filler) bool { return s.f.Entities[f.Entity].Subtype == "border" }) {
		add = t.Border
	}
	return strings.ReplaceAll(add, "{}", text)
}

// isSubject says whether those who fill a role are whom the sentence is of: "the figure for Nariño" is one in Nariño.
func (s *sayer) isSubject(role string) bool {
	return s.said["subject"] && !slices.ContainsFunc(s.f.Roles[role], func(f cotejo.Filler) bool {
		return f.Entity == "" || !slices.ContainsFunc(s.f.Roles["subject"], func(o cotejo.Filler) bool { return o.Entity == f.Entity })
	})
}

// chain puts the hedge and those who vouch, innermost first.
func (s *sayer) chain(hedge hedged, v *variant) string {
	var names []string
	for i := range s.f.Chain {
		if name := s.source(&s.f.Chain[i], v); name != "" && !slices.Contains(names, name) {
			names = append(names, name)
		}
	}
	if v.Speaker != "" { // the sentence itself says who says it
		hedge = hedged{Named: s.book.Outer}
	}
	if len(names) == 0 {
		return hedge.Unnamed
	}
	out := strings.ReplaceAll(hedge.Named, "{}", names[0])
	for _, name := range names[1:] {
		out += strings.ReplaceAll(s.book.Outer, "{}", name)
	}
	return out
}

// source gives the name of one who vouches, or "" where there is none to tell.
func (s *sayer) source(a *cotejo.Attribution, v *variant) string {
	if a.Source == nil {
		return ""
	}
	for _, f := range s.f.Roles[v.Speaker] {
		if f.Entity != "" && f.Entity == a.Source.Entity || f.Span.Overlaps(a.Source.Span) {
			return ""
		}
	}
	if e, ok := s.f.Entities[a.Source.Entity]; ok && a.SourceType != cotejo.AnonymousSource {
		return oneLine(e.Name)
	}
	text := s.book.inside(oneLine(a.Source.Text))
	if slices.Contains(s.book.Pronouns, strings.ToLower(text)) {
		return ""
	}
	return text
}

// inside gives text as it stands inside a sentence: without the capital of an article that began one.
func (b *phrasebook) inside(text string) string {
	first, _, _ := strings.Cut(text, " ")
	if lower := strings.ToLower(first); slices.Contains(b.Articles, lower) {
		return lower + text[len(first):]
	}
	return text
}

// quantity puts a figure into words.
func (b *phrasebook) quantity(q *cotejo.Quantity, rank bool) string {
	if rank {
		return "number " + number(q.Value)
	}
	s := b.Bounds[string(q.Bound)] + number(q.Value)
	if q.Max != nil {
		s += " to " + number(*q.Max)
	}
	unit, ok := b.Units[q.Unit]
	if !ok {
		if q.Text != "" {
			return oneLine(q.Text) // a count of things reads best as the report has it
		}
		unit = q.Unit
	}
	if unit != "" && unit != "%" {
		unit = " " + unit
	}
	s += unit
	if q.Per != "" {
		s += " a " + string(q.Per)
	}
	return s
}

// number writes a figure with its thousands apart, without rounding it.
func number(v float64) string {
	if math.IsInf(v, 0) || math.IsNaN(v) || math.Abs(v) >= 1e15 {
		return strconv.FormatFloat(v, 'g', -1, 64)
	}
	s := strconv.FormatFloat(v, 'f', -1, 64)
	whole, fraction, _ := strings.Cut(s, ".")
	sign := ""
	if strings.HasPrefix(whole, "-") {
		sign, whole = "-", whole[1:]
	}
	for i := len(whole) - 3; i > 0; i -= 3 {
		whole = whole[:i] + "," + whole[i:]
	}
	if fraction != "" {
		fraction = "." + fraction
	}
	return sign + whole + fraction
}

// when gives the words of a time, or its days where it has none.
func when(t *cotejo.When) string {
	switch {
	case t.Text != "":
		return oneLine(t.Text)
	case t.Start == t.End || t.End == "":
		return string(t.Start)
	}
	return string(t.Start) + " to " + string(t.End)
}

// list joins names as English does: "A, B and C".
func list(names []string) string {
	switch n := len(names); n {
	case 0:
		return ""
	case 1:
		return names[0]
	default:
		return strings.Join(names[:n-1], ", ") + " and " + names[n-1]
	}
}

// oneLine makes text from outside safe to show in a line: one space between words, and none of the marks that steer
// terminals or turn the direction of reading.
func oneLine(s string) string {
	return strings.Join(strings.Fields(strings.Map(func(r rune) rune {
		if unicode.IsPrint(r) || unicode.IsSpace(r) {
			return r
		}
		return -1
	}, s)), " ")
}

func clip(s string) string {
	r := []rune(oneLine(s))
	if len(r) > longestQuote {
		return string(r[:longestQuote-1]) + "…"
	}
	return string(r)
}

func capital(s string) string {
	r, n := utf8.DecodeRuneInString(s)
	return string(unicode.ToUpper(r)) + s[n:]
}
