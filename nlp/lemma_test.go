package nlp

import (
	"strings"
	"testing"
)

func TestEditOf(t *testing.T) {
	for _, c := range []struct{ form, lemma, edit string }{
		{"boats", "boat", "s>>false"},
		{"Boats", "boat", "s>>false"},
		{"Americans", "American", "s>>true"},
		{"acciones", "acción", "ones>ón>false"},
		{"países", "país", "es>>false"},
		{"él", "el", "él>el>false"},
		{"is", "be", "is>be>false"},
	} {
		e := editOf(c.form, c.lemma)
		low := lowerForm(c.form)
		if e.String() != c.edit || !e.fits(c.form, low) || string(e.append(nil, c.form, low)) != c.lemma {
			t.Errorf("%s to %s: %s makes %s", c.form, c.lemma, e, e.append(nil, c.form, low))
		}
	}
}

// word is one whose lemma is asked for; forms with a | after them are followed by a proper noun.
func lemmaOf(p *Pipeline, lang Lang, text string, upos UPOS, feats string) string {
	d := &Doc{Lang: lang}
	for _, f := range strings.Fields(text) {
		d.Form, d.UPOS, d.Feats = append(d.Form, f), append(d.UPOS, PROPN), append(d.Feats, "")
	}
	d.UPOS[1], d.Feats[1] = upos, feats
	d.Sents = []Range{{0, d.Len()}}
	p.languages[lang].lemmatizer.lemmatize(d, new(lemmaScratch))
	return d.Lemma[1]
}

func TestLemma(t *testing.T) {
	p := shipped(t)
	for _, c := range []struct {
		lang  Lang
		text  string // the second word's lemma is asked for
		upos  UPOS
		feats string
		want  string
	}{
		{English, "the smugglers", NOUN, "Number=Plur", "smuggler"},
		{English, "they went", VERB, "Mood=Ind|Tense=Past|VerbForm=Fin", "go"},
		{English, "they blorked", VERB, "Mood=Ind|Tense=Past|VerbForm=Fin", "blork"},
		{English, "two wugs", NOUN, "Number=Plur", "wug"},
		{English, "in Colombia", PROPN, "Number=Sing", "Colombia"},
		{English, "in New York", ADJ, "Degree=Pos", "New"},
		{English, "a New idea", ADJ, "Degree=Pos", "New"}, // idea is tagged a proper noun here
		{English, "TWO SMUGGLERS", NOUN, "Number=Plur", "smuggler"},
		{English, "OF COLOMBIA", PROPN, "Number=Sing", "Colombia"},
		{English, "THE FBI", PROPN, "Number=Sing", "FBI"},
		{Spanish, "las lanchas", NOUN, "Gender=Fem|Number=Plur", "lancha"},
		{Spanish, "ellos dijeron", VERB, "Mood=Ind|Number=Plur|Person=3|Tense=Past|VerbForm=Fin", "decir"},
		{Spanish, "ellos blorcaron", VERB, "Mood=Ind|Number=Plur|Person=3|Tense=Past|VerbForm=Fin", "blorcar"},
		{Spanish, "las incautaciones", NOUN, "Gender=Fem|Number=Plur", "incautación"},
		{Spanish, "LAS LANCHAS", NOUN, "Gender=Fem|Number=Plur", "lancha"},
	} {
		if got := lemmaOf(p, c.lang, c.text, c.upos, c.feats); got != c.want {
			t.Errorf("%q, %s: %q, not %q", c.text, c.upos, got, c.want)
		}
	}
}

func TestTruecase(t *testing.T) {
	p := loaded(t)
	for _, c := range []struct {
		lang       Lang
		text, want string
	}{
		{English, "THE BOAT TOOK JUAN RUIZ OF THE FBI TO BOGOTA TODAY.", "The boat took Juan Ruiz of the FBI to Bogota today."},
		{English, "The boat took JUAN RUIZ to Bogota.", "The boat took JUAN RUIZ to Bogota."},
		{Spanish, "EL BARCO LLEVÓ A MARTA RUIZ HASTA BOGOTÁ.", "El barco llevó a Marta Ruiz hasta Bogotá."},
	} {
		d := p.Parse(c.text, c.lang)
		if got := p.Truecase(d, Range{0, d.Len()}); !strings.EqualFold(got, c.text) || got != c.want {
			t.Errorf("%q, not %q", got, c.want)
		}
	}
	if got := p.Truecase(p.Parse("", English), Range{}); got != "" {
		t.Errorf("nothing became %q", got)
	}
}

func FuzzTruecase(f *testing.F) {
	f.Add("THE ARMY OF PORT ELISA'S MEN")
	f.Add("DEL PUERTO, ENTREGÁRSELO")
	f.Add("ǅ \xff A\u0345")
	p := shipped(f)
	f.Fuzz(func(t *testing.T, text string) {
		for _, lang := range []Lang{English, Spanish} {
			d := p.Parse(text, lang)
			for _, s := range d.Sents {
				p.Truecase(d, s)
			}
		}
	})
}
