package link

import (
	"fmt"
	"testing"

	"github.com/cotejo/cotejo"
)

func TestParsePerson(t *testing.T) {
	m := loaded(t)
	for name, want := range map[string]string{
		"Evaristo Quiñonal Soto":                       "{[evaristo] [quinonal soto]  []  []}",
		"Soto Quiñonal, Evaristo":                      "{[evaristo] [soto quinonal]  []  []}",
		"SOTO QUIÑONAL Evaristo":                       "{[evaristo] [soto quinonal]  []  []}",
		"Juan Carlos Mejía":                            "{[juan carlos] [mejia]  []  []}",
		"María del Carmen de la Hoz y Paz":             "{[maria carmen] [hoz paz]  []  []}",
		"Rosa Quiñonal de Batres":                      "{[rosa] [quinonal] batres []  []}",
		"Rosa Quiñonal viuda de Batres":                "{[rosa] [quinonal] batres []  []}",
		"Gral. (r) Evaristo Quiñonal":                  "{[evaristo] [quinonal]  []  [gral]}",
		"el exministro Evaristo Quiñonal":              "{[evaristo] [quinonal]  []  [exministro]}",
		"Evaristo Quiñonal, fiscal general":            "{[evaristo] [quinonal]  []  [fiscal general]}",
		"Evaristo Quiñonal Jr.":                        "{[evaristo] [quinonal]  [] junior []}",
		"Evaristo Quiñonal (hijo)":                     "{[evaristo] [quinonal]  [] junior []}",
		"Evaristo Quiñonal, padre":                     "{[evaristo] [quinonal]  [] senior []}",
		"Evaristo “El Tordo” Quiñonal":                 "{[evaristo] [quinonal]  [tordo]  []}",
		"Evaristo 'El Tordo' Quiñonal":                 "{[evaristo] [quinonal]  [tordo]  []}",
		"Evaristo O'Higgins Quiñonal":                  "{[evaristo] [ohiggins quinonal]  []  []}",
		"Evaristo Quiñonal, alias Tordo o Grillo":      "{[evaristo] [quinonal]  [tordo grillo]  []}",
		"Evaristo Quiñonal (a) El Tordo":               "{[evaristo] [quinonal]  [tordo]  []}",
		"Evaristo Quiñonal, better known as \"Tordo\"": "{[evaristo] [quinonal]  [tordo]  []}",
		"El Tordo":                    "{[] []  [tordo]  []}",
		"Comandante Tordo":            "{[] []  [tordo]  [comandante]}",
		"general Quiñonal":            "{[] [quinonal]  []  [general]}",
		"esposa de Evaristo Quiñonal": "{[] []  []  []}",
		"Mrs. Evaristo Quiñonal":      "{[] []  []  [mrs]}",
		"Señora de Quiñonal":          "{[] []  []  []}",
		"Ev4risto Qu1ñonal":           "{[evaristo] [qulnonal]  []  []}",
		"Delatorre":                   "{[] [torre]  []  []}",
		"":                            "{[] []  []  []}",
		"(alias ,\"":                  "{[] []  []  []}",
	} {
		if got := fmt.Sprint(m.ParsePerson(name)); got != want {
			t.Errorf("%q: %s, want %s", name, got, want)
		}
	}
}

func TestParseBody(t *testing.T) {
	m := loaded(t)
	for name, want := range map[string]string{
		"Policía Nacional de Honduras":          "{[police] [national] [] hn  }",
		"Honduran National Police":              "{[police] [national] [] hn  }",
		"Honduras's National Police":            "{[police] [national] [] hn  }",
		"el cártel de Ribera Honda":             "{[cartel] [honda ribera] []   }",
		"33rd Front":                            "{[front] [] [33]   }",
		"Frente Treinta y Tres":                 "{[front] [] [33]   }",
		"XVII Brigada":                          "{[brigade] [] [17]   }",
		"Batallón N.º 5":                        "{[battalion] [] [5]   }",
		"Minera Cerro Pardo S.A. de C.V.":       "{[minera] [cerro pardo] []  sa_de_cv }",
		"Agencia Noticias del Istmo (ANI)":      "{[] [istmo] []   ANI}",
		"MS-19":                                 "{[] [] []   MS19}",
		"Min. de Defensa":                       "{[ministry] [defence] []   }",
		"Govemment of Peru":                     "{[government] [] [] pe  }",
		"Department of the Interior (Colombia)": "{[department] [interior] [] co  }",
	} {
		if got := fmt.Sprint(m.ParseBody(name)); got != want {
			t.Errorf("%q: %s, want %s", name, got, want)
		}
	}
}

func TestCompare(t *testing.T) {
	m := loaded(t)
	person, organization := cotejo.Person, cotejo.Organization
	for _, test := range []struct {
		what string
		a, b Record
		want string // same, apart, or empty where the names do not say
	}{
		{"an alias in the record", Record{Name: "Evaristo Quiñonal", Type: person, Aliases: []string{"El Tordo"}}, Record{Name: "El Tordo", Type: person}, "same"},
		{"a by-name that only its bearer has", Record{Name: "Joaquín \"El Chapo\" Guzmán", Type: person}, Record{Name: "Joaquín Guzmán Loera", Type: person}, "same"},
		{"the same by-name of another man", Record{Name: "Isidro \"El Chapo\" Quiñonal", Type: person}, Record{Name: "Joaquín Guzmán Loera", Type: person}, "apart"},
		{"bound to a document", Record{Name: "Evaristo Quiñonal", Type: person, Bound: true}, Record{Name: "Evaristo Quiñonal", Type: person}, ""},
		{"two types", Record{Name: "Evaristo Quiñonal", Type: person}, Record{Name: "Evaristo Quiñonal", Type: organization}, "apart"},
		{"places are not linked here", Record{Name: "Cali", Type: cotejo.Place}, Record{Name: "Cali", Type: cotejo.Place}, ""},
		{"a rare surname, names alone", Record{Name: "Quiñonal", Type: person}, Record{Name: "Evaristo Quiñonal", Type: person}, "same"},
		{"a rare surname in a ledger, without company", Record{Name: "Quiñonal", Type: person, Company: []string{"x", "y"}}, Record{Name: "Evaristo Quiñonal", Type: person, Company: []string{"x"}}, ""},
		{"a rare surname in company", Record{Name: "Quiñonal", Type: person, Company: []string{"x", "y"}}, Record{Name: "Evaristo Quiñonal", Type: person, Company: []string{"y", "z", "x"}}, "same"},
		{"two surnames in a ledger, which brothers share", Record{Name: "Quiñonal Soto", Type: person, Company: []string{}}, Record{Name: "Evaristo Quiñonal Soto", Type: person, Company: []string{}}, ""},
		{"two surnames, names alone", Record{Name: "Quiñonal Soto", Type: person}, Record{Name: "Evaristo Quiñonal Soto", Type: person}, "same"},
		{"a common surname", Record{Name: "García", Type: person}, Record{Name: "Evaristo García", Type: person}, ""},
		{"a common surname in company", Record{Name: "García", Type: person, Company: []string{"x", "y"}}, Record{Name: "Evaristo García", Type: person, Company: []string{"x", "y"}}, ""},
		{"police and their country's police, names alone", Record{Name: "Policía Nacional", Type: organization}, Record{Name: "Policía Nacional de Honduras", Type: organization}, "same"},
		{"police without a country in a ledger", Record{Name: "Policía Nacional", Type: organization, Company: []string{}}, Record{Name: "Policía Nacional de Honduras", Type: organization, Company: []string{}}, ""},
		{"police whose record has the country", Record{Name: "Policía Nacional", Type: organization, Country: "hn", Company: []string{}}, Record{Name: "Policía Nacional de Honduras", Type: organization, Company: []string{}}, "same"},
		{"police of two countries", Record{Name: "Policía Nacional", Type: organization, Country: "ni"}, Record{Name: "Policía Nacional de Honduras", Type: organization}, "apart"},
		{"national and state", Record{Name: "Policía Nacional", Type: organization, Country: "mx"}, Record{Name: "Policía Estatal", Type: organization, Country: "mx"}, "apart"},
		{"a gang and its splinter", Record{Name: "Los Cuatreros", Type: organization}, Record{Name: "Los Nuevos Cuatreros", Type: organization}, "apart"},
		{"an acronym in a ledger", Record{Name: "ARPN", Type: organization, Company: []string{}}, Record{Name: "Alianza Rural Popular Norteña", Type: organization, Company: []string{}}, "same"},
		{"a short one needs company", Record{Name: "ARP", Type: organization, Company: []string{}}, Record{Name: "Alianza Rural Popular", Type: organization, Company: []string{}}, ""},
		{"or its definition", Record{Name: "ARP", Type: organization, Company: []string{}}, Record{Name: "Alianza Rural Popular (ARP)", Type: organization, Company: []string{}}, "same"},
		{"a paper and a gang of one name", Record{Name: "La Estafeta Honda", Type: organization, Subtype: "media"}, Record{Name: "La Estafeta Honda", Type: organization, Subtype: "criminal_organization"}, ""},
		{"companies of two legal forms", Record{Name: "Minera Cerro Pardo S.A.", Type: organization}, Record{Name: "Minera Cerro Pardo Ltda.", Type: organization}, "apart"},
		{"companies of one name in two countries", Record{Name: "Minera Cerro Pardo S.A.", Type: organization}, Record{Name: "Minera Cerro Pardo del Perú S.A.", Type: organization}, "apart"},
	} {
		test.a.ID, test.b.ID = "a", "b"
		v := m.Compare(m.Prepare(test.a), m.Prepare(test.b))
		got := map[bool]string{v.Same: "same", v.Apart: "apart"}[true]
		if got != test.want {
			_, reasons := m.Explain(m.Prepare(test.a), m.Prepare(test.b))
			t.Errorf("%s: %q (%.2f), want %q: %v", test.what, got, v.Score, test.want, reasons)
		}
	}
}

// Names come from outside: none may stop the program.
func FuzzNames(f *testing.F) {
	for _, seed := range [][2]string{{"Evaristo \"El Tordo\" Quiñonal, alias X o Y (hijo)", "QUIÑONAL, Evaristo"}, {"(a) ,\"'", "\xff\xfe"}, {"Frente 33 de las FARC", "33rd Front"}, {"XVII Brigada N.º 5 S.A. de C.V. (AB)", "A"}, {"de la de la", "y"}, {"…", "ﬁ1"}} {
		f.Add(seed[0], seed[1])
	}
	m := loaded(f)
	f.Fuzz(func(t *testing.T, x, y string) {
		for _, typ := range []cotejo.EntityType{cotejo.Person, cotejo.Organization} {
			a, b := m.named(x, typ), m.named(y, typ)
			v := m.Compare(a, b)
			if v != m.Compare(b, a) {
				t.Fatalf("not symmetric")
			}
			if v.Same && !meet(m, a, b) {
				t.Fatalf("the same, and do not meet")
			}
			m.Explain(a, b)
			m.Likely(x, y)
		}
	})
}
