package timex

import (
	"fmt"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/cotejo/cotejo/nlp"
)

func loaded(t testing.TB) (*nlp.Pipeline, *Finder) {
	t.Helper()
	pipeline, err := nlp.Load()
	if err != nil {
		t.Fatal(err)
	}
	finder, err := Load()
	if err != nil {
		t.Fatal(err)
	}
	return pipeline, finder
}

func describe(doc *nlp.Doc, list []Expression) string {
	var out []string
	for _, e := range list {
		out = append(out, fmt.Sprintf("%s %s %s %s..%s", doc.TextOf(e.Phrase), e.Type, e.Value, e.Start, e.End))
	}
	return strings.Join(out, "\n")
}

func TestFind(t *testing.T) {
	pipeline, finder := loaded(t)
	for _, c := range []struct {
		lang      nlp.Lang
		published string
		text      string
		want      string
	}{
		// what the words alone settle
		{"en", "", "Police seized the boat on March 12, 2013.", "on March 12, 2013 DATE 2013-03-12 2013-03-12..2013-03-12"},
		{"en", "", "The group has moved cocaine since 2011.", "since 2011 DATE 2011 2011-01-01.."},
		{"en", "", "The group moved cocaine between 2010 and 2013.", "between 2010 and 2013 DATE 2010 2010-01-01..2013-12-31\nbetween 2010 and 2013 DATE 2013 2010-01-01..2013-12-31"},
		{"en", "", "The clan ruled the port from March to June 2014.", "from March to June 2014 DATE 2014-03 2014-03-01..2014-06-30\nfrom March to June 2014 DATE 2014-06 2014-03-01..2014-06-30"},
		{"en", "", "The clan ruled the port from November to February 2014.", "from November to February 2014 DATE 2013-11 2013-11-01..2014-02-28\nfrom November to February 2014 DATE 2014-02 2013-11-01..2014-02-28"},
		{"en", "", "He ran the laboratories in the early 1990s.", "in the early 1990s DATE 199 1990-01-01..1999-12-31"},
		{"en", "", "They fought for years.", "for years DURATION PXY .."},
		{"en", "", "They held him for three weeks.", "for three weeks DURATION P3W .."},
		{"en", "", "The band left before 2009.", "before 2009 DATE 2009 ..2008-12-31"},
		{"en", "", "They carried 2000 rifles and about 1990 grenades.", ""},
		{"en", "", "They pay the drivers every month.", "every month SET P1M .."},
		{"en", "", "In February 30 people died.", "In February DATE XXXX-02 .."},
		{"es", "", "La policía incautó el barco el 12 de marzo de 2013.", "el 12 de marzo de 2013 DATE 2013-03-12 2013-03-12..2013-03-12"},
		{"es", "", "El grupo mueve cocaína desde 2011.", "desde 2011 DATE 2011 2011-01-01.."},
		{"es", "", "El grupo movió cocaína entre 2010 y 2013.", "entre 2010 y 2013 DATE 2010 2010-01-01..2013-12-31\nentre 2010 y 2013 DATE 2013 2010-01-01..2013-12-31"},
		{"es", "", "El clan mandó en el puerto del 6 al 9 de abril de 2014.", "del 6 al 9 de abril de 2014 DATE 2014-04-06 2014-04-06..2014-04-09\ndel 6 al 9 de abril de 2014 DATE 2014-04-09 2014-04-06..2014-04-09"},
		{"es", "", "Lo mataron en la Semana Santa de 2014.", "en la Semana Santa de 2014 DATE 2014-W16 2014-04-14..2014-04-20"},
		{"es", "", "El cartel nació a finales de los años ochenta.", "a finales de los años ochenta DATE 198 1980-01-01..1989-12-31"},
		{"es", "", "Lo tuvieron secuestrado durante dos meses.", "durante dos meses DURATION P2M .."},
		// what is relative stays open without a day of publication
		{"en", "", "Police seized the boat last March.", "last March DATE XXXX-03 .."},
		{"en", "", "Police seized the boat yesterday.", "yesterday DATE PAST_REF .."},
		{"en", "", "Police seized the boat on Friday.", "on Friday DATE XXXX-WXX-5 .."},
		{"es", "", "El capo huyó el año pasado.", "el año pasado DATE PAST_REF .."},
		// and is counted from it
		{"en", "2014-05-02", "Police seized the boat last March.", "last March DATE 2014-03 2014-03-01..2014-03-31"},
		{"en", "2014-05-02", "Police seized the boat on Tuesday.", "on Tuesday DATE 2014-04-29 2014-04-29..2014-04-29"},
		{"en", "2014-05-02", "Police will seize the boat on Tuesday.", "on Tuesday DATE 2014-05-06 2014-05-06..2014-05-06"},
		{"es", "2014-02-13", "El Zurdo habría huido en diciembre de la cárcel.", "en diciembre DATE 2013-12 2013-12-01..2013-12-31"},
		{"es", "2014-02-13", "La banda podría haber vendido las lanchas en noviembre.", "en noviembre DATE 2013-11 2013-11-01..2013-11-30"},
		{"es", "2014-02-13", "El Zurdo huyó en octubre de la cárcel.", "en octubre DATE 2013-10 2013-10-01..2013-10-31"},
		{"es", "2014-02-13", "El Zurdo sería extraditado en diciembre.", "en diciembre DATE 2014-12 2014-12-01..2014-12-31"},
		{"en", "2014-02-13", "The leader would have fled the prison in December.", "in December DATE 2013-12 2013-12-01..2013-12-31"},
		{"en", "2014-02-13", "He may have sold the boats in November.", "in November DATE 2013-11 2013-11-01..2013-11-30"},
		{"en", "2014-02-13", "The crew will have left the port by June.", "by June DATE 2014-06 ..2014-06-30"},
		{"en", "2014-05-02", "Two years ago the clan took the port.", "Two years ago DATE 2012 2012-01-01..2012-12-31"},
		{"en", "2014-05-02", "He was taken more than a month ago.", "more than a month ago DATE 2014-04 .."},
		{"en", "2014-05-02", "The judge meets them on Monday.", "on Monday DATE 2014-05-05 .."},
		{"en", "", "The raid lasted from 5-9 March 2013.", "from 5-9 March 2013 DURATION P5D 2013-03-05..2013-03-09"},
		{"en", "2014-05-02", "They met in Quito on March 5-9.", "on March 5-9 DURATION P5D 2014-03-05..2014-03-09"},
		{"en", "2014-05-02", "The clan grew over the past decade.", "over the past decade DURATION P10Y 2004-05-02..2014-05-02"},
		{"es", "2014-05-02", "El clan creció en la última década.", "en la última década DURATION P10Y 2004-05-02..2014-05-02"},
		{"es", "2014-05-02", "Lo mataron la noche del 3 de marzo.", "la noche del 3 de marzo TIME 2014-03-03TNI 2014-03-03..2014-03-03"},
		{"es", "2014-05-02", "El clan tomó el puerto a principios del año pasado.", "a principios del año pasado DATE 2013 2013-01-01..2013-12-31"},
		{"en", "2014-05-02", "Troops came after last night's attack.", "last night TIME 2014-05-01TNI 2014-05-01..2014-05-01"},
		{"en", "2014-05-02", "He was shot on Monday, March 11.", "on Monday, March 11 DATE 2013-03-11 2013-03-11..2013-03-11"},
		{"en", "2014-05-02", "He fled at 1900 hours.", ""},
		{"en", "2014-05-02", "They left, and the mayor spoke the following month.", "the following month DATE 2014-06 .."},
		{"en", "2014-05-02", "The clan ran the port until last year.", "until last year DATE 2013 ..2013-12-31"},
		{"en", "2014-05-02", "Over the past two years the clan grew.", "Over the past two years DURATION P2Y 2012-05-02..2014-05-02"},
		{"en", "2014-05-02", "He was shot on Thursday night.", "on Thursday night TIME 2014-05-01TNI 2014-05-01..2014-05-01"},
		{"en", "2014-05-02", "He was taken in May 2010. The following month he was freed.", "in May 2010 DATE 2010-05 2010-05-01..2010-05-31\nThe following month DATE 2010-06 2010-06-01..2010-06-30"},
		{"es", "2014-05-02", "La policía incautó el barco el pasado martes.", "el pasado martes DATE 2014-04-29 2014-04-29..2014-04-29"},
		{"es", "2014-05-02", "La policía incautó el barco en diciembre.", "en diciembre DATE 2013-12 2013-12-01..2013-12-31"},
		{"es", "2014-05-02", "Hace dos años el clan tomó el puerto.", "Hace dos años DATE 2012 2012-01-01..2012-12-31"},
		{"es", "2014-05-02", "El juez lo interrogará mañana.", "mañana DATE 2014-05-03 2014-05-03..2014-05-03"},
		{"es", "2014-05-02", "Murió ayer por la noche.", "ayer por la noche TIME 2014-05-01TNI 2014-05-01..2014-05-01"},
		{"es", "2014-05-02", "El clan mueve una tonelada cada mes.", "cada mes SET P1M .."},
	} {
		doc := pipeline.Parse(c.text, c.lang)
		if got := describe(doc, finder.Find(doc, c.published)); got != c.want {
			t.Errorf("%s (%s)\n got %q\nwant %q", c.text, c.published, got, c.want)
		}
	}
}

// A name is no date: the words of one that stand for a day do not count.
func TestNames(t *testing.T) {
	d := &nlp.Doc{Text: "frente 20 de noviembre", Lang: nlp.Spanish, Form: []string{"frente", "20", "de", "noviembre"}, Start: []int32{0, 7, 10, 13}, End: []int32{6, 9, 12, 22},
		UPOS: []nlp.UPOS{nlp.NOUN, nlp.NUM, nlp.ADP, nlp.PROPN}, Head: []int32{-1, 0, 3, 1}, Feats: make([]string, 4), Lemma: make([]string, 4), Rel: make([]string, 4), Sents: []nlp.Range{{Start: 0, End: 4}}}
	_, finder := loaded(t)
	if got := finder.Find(d, ""); len(got) != 1 || got[0].Value != "XXXX-11-20" {
		t.Errorf("without names: %v", got)
	}
	org := nlp.Tag{Kind: nlp.ORG}
	d.Name = []nlp.Tag{{Kind: nlp.ORG, Begin: true}, org, org, org}
	if got := finder.Find(d, ""); len(got) != 0 {
		t.Errorf("inside a name: %v", got)
	}
}

func TestDataErrors(t *testing.T) {
	for _, c := range []struct{ yaml, want string }{
		{"language: en\nrules: []\n", "x.yaml:1: no rules"},
		{"language: en\nwords:\n  month:\n    may: mouth=5\nrules:\n  - {match: may, type: DATE, set: kind=date}\n", `x.yaml:4: "mouth" is no field`},
		{"language: en\nrules:\n  - {match: may, type: DAY, set: kind=date}\n", "x.yaml:3: type is DATE"},
		{"language: en\nrules:\n  - {match: '{month}', type: DATE, set: kind=date}\n", `x.yaml:3: no words are called "month"`},
		{"language: en\nrules:\n  - {match: '( may', type: DATE, set: kind=date}\n", "x.yaml:3: a ( without its )"},
		{"language: en\nrules:\n  - {match: 'may ?', type: DATE, set: kind=date}\n", "x.yaml:3: a pattern that matches nothing"},
		{"language: en\nphrases:\n  a: <b>\n  b: <a>\nrules:\n  - {match: <a>, type: DATE, set: kind=date}\n", "x.yaml:6: phrases hold one another"},
		{"language: en\nrules:\n  - {match: may, type: DATE, value: X, set: kind=date}\n", "x.yaml:3: a rule has either"},
		{"language: en\nprepositions:\n  since: sideways\nrules:\n  - {match: may, type: DATE, set: kind=date}\n", `x.yaml:3: "sideways" says nothing`},
		{"language: en\nrulez: []\n", "[2:1]"},
	} {
		_, err := parseGrammar("x.yaml", []byte(c.yaml))
		if err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%q: error %v, want %q", c.yaml, err, c.want)
		}
	}
}

func TestEaster(t *testing.T) {
	for year, want := range map[int]string{1818: "03-22", 1943: "04-25", 2000: "04-23", 2008: "03-23", 2014: "04-20", 2038: "04-25"} {
		if got := easter(year).Format("01-02"); got != want {
			t.Errorf("Easter %d: %s, want %s", year, got, want)
		}
	}
}

// Every period holds its first day, its bounds are in order, and moving it there and back gives it again.
func TestPeriods(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		grain := rapid.IntRange(byDay, byCentury).Draw(t, "grain")
		p := period{byDay, date(rapid.IntRange(1700, 2100).Draw(t, "year"), rapid.IntRange(1, 12).Draw(t, "month"), rapid.IntRange(1, 28).Draw(t, "day"))}.of(grain)
		if p.of(grain) != p {
			t.Fatalf("%v is not the beginning of itself", p)
		}
		if first, last, ok := p.bounds(); ok && (first != p.first || last.Before(first)) {
			t.Fatalf("%v has bounds %v %v", p, first, last)
		}
		n := rapid.IntRange(-20, 20).Draw(t, "n")
		if back := p.move(n, grain).move(-n, grain); back != p {
			t.Fatalf("%v moved by %d and back is %v", p, n, back)
		}
	})
}

func FuzzFind(f *testing.F) {
	f.Add("On May 5, 2013, from 1990-95 and the '80s, at 5 p.m. EST last Friday.", "2014-05-02", true)
	f.Add("Desde hace dos años y medio, del 6 al 9 de abril; el 31 de febrero, el siglo XX.", "", false)
	f.Add("99999999999999 years ago \xff 00/00/0000 31/02/99 24:59 a.m.", "1000-01-01", true)
	pipeline, finder := loaded(f)
	f.Fuzz(func(t *testing.T, text, published string, english bool) {
		lang := nlp.Spanish
		if english {
			lang = nlp.English
		}
		doc := pipeline.Parse(text, lang)
		end := 0
		for _, e := range finder.Find(doc, published) {
			if e.Words.Start < end || e.Words.Len() < 1 || e.Words.End > doc.Len() || e.Phrase.Start < 0 || e.Phrase.End > doc.Len() || e.Phrase.Start > e.Words.Start || e.Phrase.End < e.Words.End {
				t.Fatalf("%q: %v", text, e)
			}
			if e.Value == "" || e.Start != "" && e.End != "" && e.End < e.Start {
				t.Fatalf("%q: %v", text, e)
			}
			end = e.Words.End
		}
	})
}

func BenchmarkFind(b *testing.B) {
	pipeline, finder := loaded(b)
	text := strings.Repeat("The clan took the port in March 2011, police said on Tuesday, and has held the town near the river since then with some forty men. ", 200)
	doc := pipeline.Parse(text, nlp.English)
	b.SetBytes(int64(len(text)))
	for b.Loop() {
		finder.Find(doc, "2014-05-02")
	}
}

func BenchmarkParse(b *testing.B) {
	pipeline, _ := loaded(b)
	text := strings.Repeat("The clan took the port in March 2011, police said on Tuesday, and has held the town near the river since then with some forty men. ", 200)
	b.SetBytes(int64(len(text)))
	for b.Loop() {
		pipeline.Parse(text, nlp.English)
	}
}
