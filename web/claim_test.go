package web

import (
	"strings"
	"testing"

	"github.com/cotejo/cotejo"
)

func TestLinked(t *testing.T) {
	names := []name{{"Los Faroles del Norte", "/n"}, {"Los Faroles", "/f"}, {"Cali", "/c"}, {"cali", "/c"}}
	for sentence, want := range map[string]string{
		"Los Faroles is in Cali":                   "<Los Faroles>/f is in <Cali>/c",
		"Los Faroles del Norte fights Los Faroles": "<Los Faroles del Norte>/n fights <Los Faroles>/f",
		"Calima is not Cali":                       "Calima is not <Cali>/c",
		"nobody":                                   "nobody",
		"Cali":                                     "<Cali>/c",
		"éCali Calié":                              "éCali Calié",
		"":                                         "",
	} {
		var b strings.Builder
		for _, l := range linked(sentence, names) {
			if l.Href != "" {
				b.WriteString("<" + l.Text + ">" + l.Href)
			} else {
				b.WriteString(l.Text)
			}
		}
		if b.String() != want {
			t.Errorf("linked(%q) = %q, want %q", sentence, b.String(), want)
		}
	}
}

func TestSentencesBeginWithALink(t *testing.T) {
	v := viewClaim(cotejo.Finding{
		Claim: cotejo.Claim{ID: "c", Predicate: "presence", Hedge: cotejo.Plain, Polarity: cotejo.Positive, Roles: map[string][]cotejo.Filler{
			"agent": {{Entity: "e", Text: "a ring", Type: cotejo.Organization}}, "place": {{Entity: "p", Text: "Cali", Type: cotejo.Place}},
		}},
		Report:   cotejo.Document{ID: "sha256:1", Language: "en"},
		Entities: map[string]cotejo.Entity{"e": {ID: "e", Name: "trafficking ring", Type: cotejo.Organization}, "p": {ID: "p", Name: "Cali", Type: cotejo.Place}},
	})
	if v.Sentence[0] != (link{"Trafficking ring", "/entity/e"}) {
		t.Errorf("the sentence begins with %+v", v.Sentence[0])
	}
}

func TestViewChain(t *testing.T) {
	f := cotejo.Finding{
		Report:   cotejo.Document{ID: "sha256:1", Title: "T", Publisher: "El Correo", Credit: []string{"Agencia Sur"}},
		Entities: map[string]cotejo.Entity{"p": {ID: "p", Name: "Teresa Lucena", Type: cotejo.Person}, "g": {ID: "g", Name: "officials", Type: cotejo.Group}},
		Chain: []cotejo.Attribution{
			{SourceType: cotejo.NamedSource, Source: &cotejo.SourceRef{Text: "she", Entity: "p"}, Cue: &cotejo.Cue{Text: "said"}},
			{SourceType: cotejo.CollectiveSource, Source: &cotejo.SourceRef{Text: "two officials", Entity: "g"}},
			{SourceType: cotejo.UnspecifiedSource, Cue: &cotejo.Cue{Text: "reportedly"}},
		},
	}
	want := []chip{
		{link{"Teresa Lucena", "/entity/p"}, "named", "a named person, “said”"},
		{link{"two officials", "/entity/g"}, "collective", "several people together"},
		{link{"no source named", ""}, "unspecified", "nobody in particular, “reportedly”"},
		{link{"El Correo (Agencia Sur)", "/document/sha256:1"}, "report", "the report that prints it, crediting a wire"},
	}
	got := viewChain(f, viewReport(f.Report))
	if len(got) != len(want) {
		t.Fatalf("%d chips, want %d", len(got), len(want))
	}
	for i := range want {
		if got[i] != want[i] {
			t.Errorf("chip %d is %+v, want %+v", i, got[i], want[i])
		}
	}
}

func TestSourceName(t *testing.T) {
	for _, c := range []struct{ name, words, want string }{
		{"Teresa Lucena", "the prosecutor of the whole department", "Teresa Lucena"},
		{"government", "The government of Colima", "The government of Colima"},
		{"former commander", "he", "former commander"},
		{"", "two officials", "two officials"},
		{"", "", ""},
	} {
		if got := sourceName(c.name, c.words); got != c.want {
			t.Errorf("sourceName(%q, %q) = %q, want %q", c.name, c.words, got, c.want)
		}
	}
}

func TestViewWhen(t *testing.T) {
	for _, c := range []struct {
		when *cotejo.When
		want string
	}{
		{nil, ""},
		{&cotejo.When{Text: "last March"}, ""},
		{&cotejo.When{Text: "in March", Start: "2031-03-01", End: "2031-03-31"}, "1 March 2031 – 31 March 2031"},
		{&cotejo.When{Text: "that day", Start: "2031-03-01", End: "2031-03-01"}, "1 March 2031"},
		{&cotejo.When{Text: "since March", Start: "2031-03-01"}, "from 1 March 2031"},
		{&cotejo.When{Text: "until March", End: "2031-03-31"}, "until 31 March 2031"},
	} {
		if got := viewWhen(c.when); got != c.want {
			t.Errorf("%+v: %q, want %q", c.when, got, c.want)
		}
	}
}

func TestEveryHedgeIsShown(t *testing.T) {
	for _, h := range cotejo.Hedges {
		v := viewHedge(h)
		if v.Label == "" || v.Manner == "" || v.Meaning == "" || v.Example == "" {
			t.Errorf("%s lacks a label, a manner, a meaning or an example", h)
		}
	}
	if len(hedgeViews) != len(cotejo.Hedges) {
		t.Errorf("%d hedges are shown, %d exist", len(hedgeViews), len(cotejo.Hedges))
	}
}

func TestDay(t *testing.T) {
	for in, want := range map[string]string{"2031-03-04": "4 March 2031", "2031-03": "March 2031", "2031": "2031", "2031-03-04T10:00:00Z": "4 March 2031", "soon": "soon", "": ""} {
		if got := day(in); got != want {
			t.Errorf("day(%q) = %q, want %q", in, got, want)
		}
	}
}

func TestClip(t *testing.T) {
	for _, c := range []struct {
		in   string
		max  int
		want string
	}{{"abc", 3, "abc"}, {"abcd", 3, "abc…"}, {"ñññ", 3, "ñññ"}, {"ññññ", 3, "ñññ…"}, {"  a  ", 3, "a"}, {"ab cd", 3, "ab…"}, {"", 3, ""}} {
		if got := clip(c.max, c.in); got != c.want {
			t.Errorf("clip(%d, %q) = %q, want %q", c.max, c.in, got, c.want)
		}
	}
}

func TestCount(t *testing.T) {
	for in, want := range map[int]string{0: "0", 999: "999", 1000: "1,000", 1234567: "1,234,567"} {
		if got := count(in); got != want {
			t.Errorf("count(%d) = %q, want %q", in, got, want)
		}
	}
}
