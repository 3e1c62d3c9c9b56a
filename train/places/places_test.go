package main

import (
	"math"
	"strings"
	"testing"

	"github.com/cotejo/cotejo"
)

const sample = `<articles>
<article><text>Été: the ferry from Orilla sank near Costa.</text><toponyms>
<toponym><start>20</start><phrase>Orilla</phrase><gaztag><lat>10</lat><lon>20</lon></gaztag></toponym>
<toponym><start>30</start><phrase>Costa</phrase></toponym></toponyms></article>
<article><text>Orilla and Orilla</text><locations>
<location><name>Orilla</name><start>9</start><lat>-1.5</lat><lon>2</lon></location></locations></article>
</articles>`

func TestParse(t *testing.T) {
	articles, err := parse(strings.NewReader(sample))
	if err != nil || len(articles) != 2 {
		t.Fatalf("%d articles: %v", len(articles), err)
	}
	want := []toponym{{cotejo.Span{Start: 20, End: 26}, 10, 20, true}, {cotejo.Span{Start: 37, End: 42}, 0, 0, false}}
	if got := articles[0].gold; len(got) != 2 || got[0] != want[0] || got[1] != want[1] {
		t.Errorf("%+v", got)
	}
	if got := articles[1].gold; len(got) != 1 || got[0] != (toponym{cotejo.Span{Start: 11, End: 17}, -1.5, 2, true}) {
		t.Errorf("a slipped offset: %+v", got)
	}
	if _, err := parse(strings.NewReader("no XML")); err == nil {
		t.Error("text that is no XML is read")
	}
}

func TestScores(t *testing.T) {
	lat, lon, far := 10.5, 20.5, 40.0
	r := &cotejo.Reading{
		Entities: []cotejo.Entity{{ID: "near", Lat: &lat, Lon: &lon}, {ID: "far", Lat: &far, Lon: &far}, {ID: "nowhere"}},
		Mentions: []cotejo.Mention{
			{Entity: "near", Type: cotejo.Place, Form: cotejo.Name, Span: cotejo.Span{Start: 0, End: 6}},
			{Entity: "far", Type: cotejo.Place, Form: cotejo.Name, Span: cotejo.Span{Start: 10, End: 16}},
			{Entity: "nowhere", Type: cotejo.Place, Form: cotejo.Name, Span: cotejo.Span{Start: 20, End: 26}},
			{Entity: "near", Type: cotejo.Place, Form: cotejo.Adjective, Span: cotejo.Span{Start: 30, End: 36}},
			{Entity: "near", Type: cotejo.Place, Form: cotejo.Name, Span: cotejo.Span{Start: 50, End: 56}}, // in no gold
		},
	}
	var a article
	for _, start := range []int{0, 10, 20, 30} {
		a.gold = append(a.gold, toponym{cotejo.Span{Start: start, End: start + 6}, 10, 20, true})
	}
	var s scores
	wrong, as := s.add(a, r, false)
	if want := (scores{gold: 4, located: 4, named: 4, found: 3, placed: 2, right: 1}); s != want {
		t.Errorf("%+v, want %+v", s, want)
	}
	if len(wrong) != 3 || as[0].ID != "far" || as[1].ID != "nowhere" || as[2] != nil {
		t.Errorf("wrong are %+v as %+v", wrong, as)
	}
	var with scores
	if with.add(a, r, true); with.found != 4 || with.right != 2 {
		t.Errorf("with adjectives %+v", with)
	}
}

func TestKilometres(t *testing.T) {
	if d := kilometres(0, 0, 0, 90); math.Abs(d-math.Pi/2*6371) > 1 {
		t.Errorf("a quarter of the equator is %v km", d)
	}
	if d := kilometres(45, 10, 45, 10); d != 0 {
		t.Errorf("a point is %v km from itself", d)
	}
}
