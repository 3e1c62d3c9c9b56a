package extract

import (
	"fmt"
	"sort"
	"strconv"
	"strings"
	"testing"

	"github.com/cotejo/cotejo"
	"github.com/cotejo/cotejo/attribute"
	"github.com/cotejo/cotejo/codebook"
	"github.com/cotejo/cotejo/nlp"
	"github.com/cotejo/cotejo/timex"
)

// tree builds a one-sentence Doc from lines "form lemma UPOS head relation [features]", heads counted from 1, 0 the root.
func tree(t *testing.T, lang nlp.Lang, lines string) *nlp.Doc {
	t.Helper()
	d := &nlp.Doc{Lang: lang}
	for _, line := range strings.Split(strings.TrimSpace(lines), "\n") {
		f := strings.Fields(line)
		if len(f) < 5 {
			t.Fatalf("%q has no five columns", line)
		}
		head, err := strconv.Atoi(f[3])
		if err != nil {
			t.Fatal(err)
		}
		if d.Len() > 0 {
			d.Text += " "
		}
		d.Start = append(d.Start, int32(len(d.Text)))
		d.Text += f[0]
		d.End = append(d.End, int32(len(d.Text)))
		d.Form, d.Lemma, d.UPOS = append(d.Form, f[0]), append(d.Lemma, f[1]), append(d.UPOS, nlp.ParseUPOS(f[2]))
		d.Head, d.Rel = append(d.Head, int32(head-1)), append(d.Rel, f[4])
		feats := ""
		if len(f) > 5 {
			feats = f[5]
		}
		d.Feats = append(d.Feats, feats)
		d.Name = append(d.Name, nlp.Tag{})
	}
	d.Sents = []nlp.Range{{Start: 0, End: d.Len()}}
	d.Paras = d.Sents
	return d
}

// known says who is who by the form of the head word.
type known struct {
	doc  *nlp.Doc
	refs map[string]string // form → type or type/subtype
}

func (k known) At(head int) (Referent, bool) {
	text, ok := k.refs[k.doc.Form[head]]
	if !ok {
		return Referent{}, false
	}
	kind, sub, _ := strings.Cut(text, "/")
	return Referent{Entity: k.doc.Form[head], Type: cotejo.EntityType(kind), Subtype: sub}, true
}

var cast = map[string]string{
	"gang": "group", "Halcones": "organization/criminal_organization", "banda": "group", "farmers": "group", "men": "group",
	"members": "group", "police": "organization/police", "Policía": "organization/police", "policía": "person", "Quito": "place", "Nariño": "place",
	"Peru": "place", "Cali": "place", "Mexico": "place", "Colombia": "place", "mayor": "person", "agents": "group", "sicarios": "group",
	"cartels": "group", "Norte": "place", "juez": "person",
}

// told writes a claim on one line: predicate, hedge and polarity where they are not plain, roles, and the rest that is set.
func told(d *nlp.Doc, c Claim) string {
	out := c.Predicate
	if c.Hedge != cotejo.Plain {
		out += " " + string(c.Hedge)
	}
	if c.Polarity == cotejo.Negative {
		out += " -"
	}
	var roles []string
	for r := range c.Roles {
		roles = append(roles, r)
	}
	sort.Strings(roles)
	for _, r := range roles {
		for _, f := range c.Roles[r] {
			out += fmt.Sprintf(" %s=%q", r, d.TextOf(f.Words))
		}
	}
	for _, x := range [][2]string{{"stage", c.Stage}, {"commodity", c.Commodity}, {"phase", c.Phase}} {
		if x[1] != "" {
			out += " " + x[0] + "=" + x[1]
		}
	}
	if q := c.Quantity; q != nil {
		out += fmt.Sprintf(" quantity=%v", q.Value)
		if q.Max != nil {
			out += fmt.Sprintf("..%v", *q.Max)
		}
		out += q.Unit
		if q.Bound != "" {
			out += " " + string(q.Bound)
		}
		if q.Per != "" {
			out += " per " + string(q.Per)
		}
	}
	if c.Time != nil {
		out += fmt.Sprintf(" time=%q %s..%s", c.Time.Text, c.Time.Start, c.Time.End)
	}
	if c.Novel {
		out += " novel"
	}
	return out
}

func claims(t *testing.T, d *nlp.Doc, relations ...attribute.Relation) []Claim {
	t.Helper()
	book, err := codebook.Default()
	if err != nil {
		t.Fatal(err)
	}
	finder, err := timex.Load()
	if err != nil {
		t.Fatal(err)
	}
	return New(book).Propose(d, nil, finder.Find(d, "2014-05-02")).Claims(relations, known{d, cast})
}

func TestForms(t *testing.T) {
	for _, c := range []struct {
		name string
		lang nlp.Lang
		tree string
		want []string
	}{
		{"active", nlp.English, `
			The the DET 2 det
			gang gang NOUN 3 nsubj
			entered enter VERB 0 root VerbForm=Fin
			Quito Quito PROPN 3 obj`,
			[]string{`presence agent="gang" place="Quito" phase=begins`}},
		{"passive with agent", nlp.English, `
			Two two NUM 2 nummod
			farmers farmer NOUN 4 nsubj:pass
			were be AUX 4 aux:pass
			killed kill VERB 0 root VerbForm=Part|Voice=Pass
			by by ADP 7 case
			the the DET 7 det
			gang gang NOUN 4 obl`,
			[]string{`killing agent="gang" victim="Two farmers" quantity=2farmer`}},
		{"relative time", nlp.English, `
			The the DET 2 det
			gang gang NOUN 3 nsubj
			entered enter VERB 0 root Tense=Past|VerbForm=Fin
			Quito Quito PROPN 3 obj
			last last ADJ 6 amod
			March March PROPN 3 obl:tmod`,
			[]string{`presence agent="gang" place="Quito" phase=begins time="last March" 2014-03-01..2014-03-31`}},
		{"time of the noun", nlp.Spanish, `
			el el DET 2 det
			asesinato asesinato NOUN 0 root
			de de ADP 5 case
			un un DET 5 det
			juez juez NOUN 2 nmod
			en en ADP 7 case
			2010 2010 NUM 2 nmod`,
			[]string{`killing victim="juez" time="en 2010" 2010-01-01..2010-12-31`}},
		{"a vague time is none", nlp.English, `
			The the DET 2 det
			gang gang NOUN 4 nsubj
			recently recently ADV 4 advmod
			entered enter VERB 0 root Tense=Past|VerbForm=Fin
			Quito Quito PROPN 4 obj`,
			[]string{`presence agent="gang" place="Quito" phase=begins`}},
		{"subject relative", nlp.English, `
			the the DET 2 det
			gang gang NOUN 0 root
			that that PRON 4 nsubj PronType=Rel
			runs run VERB 2 acl:relcl VerbForm=Fin
			labs lab NOUN 4 obj
			in in ADP 7 case
			Nariño Nariño PROPN 4 obl`,
			[]string{`activity agent="gang" object="labs" place="Nariño" stage=production`}},
		{"object relative", nlp.English, `
			the the DET 2 det
			labs lab NOUN 0 root
			the the DET 4 det
			gang gang NOUN 5 nsubj
			runs run VERB 2 acl:relcl VerbForm=Fin`,
			[]string{`activity agent="gang" object="labs" stage=production`}},
		{"object control", nlp.English, `
			Raids raid NOUN 2 nsubj
			forced force VERB 0 root
			the the DET 4 det
			gang gang NOUN 2 obj
			to to PART 6 mark
			smuggle smuggle VERB 2 xcomp VerbForm=Inf
			cocaine cocaine NOUN 6 obj`,
			[]string{`activity agent="gang" object="cocaine" stage=transport commodity=cocaine`}},
		{"light verb", nlp.English, `
			The the DET 2 det
			gang gang NOUN 3 nsubj
			made make VERB 0 root
			incursions incursion NOUN 3 obj
			into into ADP 6 case
			Peru Peru PROPN 3 obl`,
			[]string{`presence agent="gang" place="Peru" phase=begins`}},
		{"support noun", nlp.English, `
			The the DET 2 det
			gang gang NOUN 3 nsubj
			took take VERB 0 root
			a a DET 5 det
			role role NOUN 3 obj
			in in ADP 8 case
			the the DET 8 det
			production production NOUN 5 nmod
			of of ADP 10 case
			cocaine cocaine NOUN 8 nmod`,
			[]string{`activity agent="gang" object="cocaine" stage=production commodity=cocaine`}},
		{"shared object", nlp.English, `
			The the DET 2 det
			gang gang NOUN 5 nsubj
			would would AUX 5 aux
			soon soon ADV 5 advmod
			own own VERB 0 root
			and and CCONJ 7 cc
			build build VERB 5 conj
			labs lab NOUN 5 obj`,
			[]string{`activity conditional agent="gang" object="labs" stage=production`}},
		{"participle", nlp.English, `
			men man NOUN 0 root
			arrested arrest VERB 1 acl VerbForm=Part|Tense=Past
			in in ADP 4 case
			Cali Cali PROPN 2 obl`,
			[]string{`arrest place="Cali" target="men"`}},
		{"hedged participants", nlp.English, `
			arrests arrest NOUN 0 root
			of of ADP 4 case
			alleged alleged ADJ 4 amod
			members member NOUN 1 nmod
			of of ADP 7 case
			the the DET 7 det
			Halcones Halcones PROPN 4 nmod`,
			[]string{`arrest alleged target="alleged members of the Halcones"`}},
		{"a clause of their own", nlp.English, `
			seizures seizure NOUN 0 root
			of of ADP 3 case
			shipments shipment NOUN 1 nmod
			that that PRON 7 nsubj:pass PronType=Rel
			were be AUX 7 aux:pass
			presumably presumably ADV 7 advmod
			destined destine VERB 3 acl:relcl VerbForm=Part
			for for ADP 9 case
			Mexico Mexico PROPN 7 obl`,
			[]string{`seizure object="shipments"`, `seizure presumed destination="Mexico" object="shipments"`}},
		{"negation", nlp.English, `
			Nobody nobody PRON 3 nsubj:pass
			was be AUX 3 aux:pass
			arrested arrest VERB 0 root VerbForm=Part|Voice=Pass`, nil},
		{"negated passive", nlp.English, `
			The the DET 2 det
			mayor mayor NOUN 5 nsubj:pass
			was be AUX 5 aux:pass
			not not PART 5 advmod
			killed kill VERB 0 root VerbForm=Part|Voice=Pass`,
			[]string{`killing - victim="mayor"`}},
		{"negated part in an event", nlp.English, `
			The the DET 2 det
			police police NOUN 5 nsubj
			did do AUX 5 aux
			not not PART 5 advmod
			take take VERB 0 root VerbForm=Inf
			part part NOUN 5 obj
			in in ADP 9 case
			the the DET 9 det
			raid raid NOUN 5 obl
			in in ADP 11 case
			Cali Cali PROPN 9 nmod`,
			[]string{`operation - agent="police" place="Cali"`}},
		{"question", nlp.English, `
			Did do AUX 4 aux
			the the DET 3 det
			gang gang NOUN 4 nsubj
			kill kill VERB 0 root
			the the DET 6 det
			mayor mayor NOUN 4 obj
			? ? PUNCT 4 punct`, nil},
		{"which cartels", nlp.English, `
			which which DET 2 det PronType=Int
			cartels cartel NOUN 3 nsubj
			entered enter VERB 0 root
			Quito Quito PROPN 3 obj`, nil},
		{"plan", nlp.English, `
			The the DET 2 det
			gang gang NOUN 3 nsubj
			planned plan VERB 0 root
			to to PART 5 mark
			kill kill VERB 3 xcomp VerbForm=Inf
			the the DET 7 det
			mayor mayor NOUN 5 obj`,
			[]string{`killing planned agent="gang" victim="mayor"`}},
		{"accused of", nlp.English, `
			men man NOUN 0 root
			accused accuse VERB 1 acl VerbForm=Part|Tense=Past
			of of SCONJ 4 mark
			killing kill VERB 2 advcl VerbForm=Ger
			the the DET 6 det
			mayor mayor NOUN 4 obj`,
			[]string{`charge target="men"`, `killing alleged agent="men" victim="mayor"`}},
		{"output", nlp.English, `
			Colombia Colombia PROPN 2 nsubj
			has have VERB 0 root
			an a DET 4 det
			output output NOUN 2 obj
			of of ADP 9 case
			at at ADP 7 case
			least least ADV 8 nummod
			290 290 NUM 9 nummod
			tons ton NOUN 4 nmod
			of of ADP 11 case
			cocaine cocaine NOUN 9 nmod
			per per ADP 13 case
			year year NOUN 9 nmod`,
			[]string{`quantity subject="Colombia" commodity=cocaine quantity=290t min per year`}},
		{"rank", nlp.English, `
			Peru Peru PROPN 2 nsubj
			displaced displace VERB 0 root
			it it PRON 2 obj
			as as ADP 8 case
			the the DET 8 det
			top top ADJ 8 amod
			coca coca NOUN 8 compound
			producer producer NOUN 2 obl`,
			[]string{`ranking subject="Peru" commodity=coca quantity=1rank`}},
		{"new", nlp.English, `
			The the DET 2 det
			gang gang NOUN 3 nsubj
			entered enter VERB 0 root
			Quito Quito PROPN 3 obj
			for for ADP 8 case
			the the DET 8 det
			first first ADJ 8 amod
			time time NOUN 3 obl`,
			[]string{`presence agent="gang" place="Quito" phase=begins novel`}},
		{"Spanish passive with se", nlp.Spanish, `
			Se él PRON 2 expl:pass
			incautaron incautar VERB 0 root VerbForm=Fin
			20 20 NUM 4 nummod
			kilos kilo NOUN 2 nsubj
			de de ADP 6 case
			cocaína cocaína NOUN 4 nmod
			en en ADP 8 case
			Cali Cali PROPN 2 obl`,
			[]string{`seizure object="20 kilos de cocaína" place="Cali" commodity=cocaine quantity=20kg`}},
		{"at the hands of", nlp.Spanish, `
			asesinato asesinato NOUN 0 root
			de de ADP 4 case
			el el DET 4 det
			policía policía NOUN 1 nmod
			a a ADP 6 case
			manos mano NOUN 1 nmod
			de de ADP 8 case
			sicarios sicario NOUN 6 nmod`,
			[]string{`killing agent="sicarios" victim="policía"`}},
		{"conditional of rumour", nlp.Spanish, `
			La el DET 2 det
			banda banda NOUN 4 nsubj
			habría haber AUX 4 aux Mood=Cnd|VerbForm=Fin
			comprado comprar VERB 0 root VerbForm=Part
			laboratorios laboratorio NOUN 4 obj
			en en ADP 7 case
			Nariño Nariño PROPN 4 obl`,
			[]string{`acquisition reported agent="banda" object="laboratorios" place="Nariño"`}},
	} {
		t.Run(c.name, func(t *testing.T) {
			d := tree(t, c.lang, c.tree)
			var got []string
			for _, cl := range claims(t, d) {
				got = append(got, told(d, cl))
			}
			if strings.Join(got, "\n") != strings.Join(c.want, "\n") {
				t.Errorf("got\n  %s\nwant\n  %s", strings.Join(got, "\n  "), strings.Join(c.want, "\n  "))
			}
		})
	}
}

const confession = `
	police police NOUN 2 nsubj
	said say VERB 0 root
	the the DET 4 det
	gang gang NOUN 5 nsubj
	entered enter VERB 2 ccomp
	Quito Quito PROPN 5 obj
	, , PUNCT 2 punct
	according accord VERB 10 case
	to to ADP 8 fixed
	Eco Eco PROPN 2 obl`

func TestChain(t *testing.T) {
	d := tree(t, nlp.English, confession)
	inner := attribute.Relation{Source: nlp.Range{Start: 0, End: 1}, Cue: nlp.Range{Start: 1, End: 2}, Content: []nlp.Range{{Start: 2, End: 6}}, Hedge: cotejo.Said, Certainty: cotejo.Certain, Outer: 1}
	outer := attribute.Relation{Source: nlp.Range{Start: 9, End: 10}, Cue: nlp.Range{Start: 7, End: 9}, Content: []nlp.Range{{Start: 0, End: 6}}, Hedge: cotejo.Said, Outer: -1}
	got := claims(t, d, inner, outer)
	if len(got) != 1 || fmt.Sprint(got[0].Chain) != "[0 1]" || got[0].Hedge != cotejo.Said || got[0].Certainty != cotejo.Certain {
		t.Fatalf("%+v", got)
	}
	inner.Negative, inner.Hedge = true, cotejo.Denied
	if got := claims(t, d, inner); got[0].Polarity != cotejo.Negative || got[0].Hedge != cotejo.Denied || len(got[0].Chain) != 1 {
		t.Errorf("a denial: %+v", got[0])
	}
	stance := inner
	stance.Negative, stance.Attitude, stance.Hedge = false, true, cotejo.Planned
	if got := claims(t, d, stance); len(got[0].Chain) != 0 || got[0].Hedge != cotejo.Planned {
		t.Errorf("a stance is no level of the chain: %+v", got[0])
	}
}

func TestStatementsFillGaps(t *testing.T) {
	d := tree(t, nlp.English, `
		police police NOUN 2 nsubj
		said say VERB 0 root
		it it PRON 4 nsubj
		rained rain VERB 2 ccomp`)
	r := attribute.Relation{Source: nlp.Range{Start: 0, End: 1}, Cue: nlp.Range{Start: 1, End: 2}, Content: []nlp.Range{{Start: 2, End: 4}}, Hedge: cotejo.Said, Outer: -1}
	got := claims(t, d, r)
	if len(got) != 1 || told(d, got[0]) != `statement said agent="police"` || fmt.Sprint(got[0].Chain) != "[0]" {
		t.Errorf("%+v", got)
	}
}

func TestSkippedWordsClaimNothing(t *testing.T) {
	d := tree(t, nlp.English, confession)
	book, err := codebook.Default()
	if err != nil {
		t.Fatal(err)
	}
	if got := New(book).Propose(d, []nlp.Range{{Start: 0, End: d.Len()}}, nil).Claims(nil, known{d, cast}); len(got) != 0 {
		t.Errorf("furniture claims %+v", got)
	}
}

// What only completes the verb of saying, what describes the speaker, and what an agency was told by somebody else are no statements
// of their own.
func TestFragmentsAreNoStatements(t *testing.T) {
	d := tree(t, nlp.Spanish, `
		sicarios sicario NOUN 6 nsubj
		consultados consultar VERB 1 acl VerbForm=Part
		por por ADP 4 case
		Policía Policía PROPN 2 obl
		lo él PRON 6 obj
		dijeron decir VERB 0 root
		a a ADP 8 case
		Policía Policía PROPN 6 obl
		: : PUNCT 11 punct
		" " PUNCT 11 punct
		llovió llover VERB 6 ccomp`)
	said := func(content ...nlp.Range) attribute.Relation {
		return attribute.Relation{Source: nlp.Range{Start: 0, End: 1}, Cue: nlp.Range{Start: 5, End: 6}, Content: content, Form: attribute.Indirect, Hedge: cotejo.Said, Outer: -1}
	}
	for _, r := range []nlp.Range{{Start: 1, End: 4}, {Start: 4, End: 5}, {Start: 6, End: 8}} {
		if got := claims(t, d, said(r)); len(got) != 0 {
			t.Errorf("%q: %+v", d.TextOf(r), got)
		}
	}
	inner, outer := said(nlp.Range{Start: 10, End: 11}), said(nlp.Range{Start: 10, End: 11})
	inner.Outer, outer.Source = 1, nlp.Range{Start: 7, End: 8}
	if got := claims(t, d, inner, outer); len(got) != 1 || fmt.Sprint(got[0].Chain) != "[0 1]" {
		t.Errorf("%+v", got)
	}
}
