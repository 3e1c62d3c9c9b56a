package flow

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"sort"
	"strings"
	"testing"

	"github.com/cotejo/cotejo"
	"github.com/cotejo/cotejo/export"
	"github.com/cotejo/cotejo/nlp"
	"golang.org/x/tools/txtar"
)

// TestClaims reads the cases in testdata/claims/LANG-*.txtar: files NAME hold a text, NAME.claims what it claims, each claim as
// its sentence, statements left out. A case whose name is listed in the file known-failures, with a reason, must fail: one
// that starts to pass has to leave the list.
func TestClaims(t *testing.T) {
	engine := loaded(t)
	files, err := filepath.Glob("testdata/claims/*.txtar")
	if err != nil || len(files) == 0 {
		t.Fatalf("no cases: %v", err)
	}
	for _, file := range files {
		archive, err := txtar.ParseFile(file)
		if err != nil {
			t.Fatal(err)
		}
		lang, _, _ := strings.Cut(filepath.Base(file), "-")
		parts := map[string]string{}
		var names []string
		for _, f := range archive.Files {
			parts[f.Name] = strings.TrimSpace(string(f.Data))
			if !strings.HasSuffix(f.Name, ".claims") && f.Name != "known-failures" {
				names = append(names, f.Name)
			}
		}
		failing := map[string]string{}
		for _, line := range strings.Split(parts["known-failures"], "\n") {
			if name, reason, ok := strings.Cut(line, ": "); ok {
				failing[name] = reason
			}
		}
		if len(names) == 0 {
			t.Errorf("%s holds no case", file)
		}
		for _, name := range names {
			t.Run(filepath.Base(file)+"/"+name, func(t *testing.T) {
				want, ok := parts[name+".claims"]
				if !ok {
					t.Fatalf("no %s.claims", name)
				}
				got := sentences(t, engine, nlp.Lang(lang), parts[name])
				same := got == sorted(want)
				switch reason, known := failing[name]; {
				case same && known:
					t.Errorf("passes now: take it off known-failures (%s)", reason)
				case !same && !known:
					t.Errorf("text:\n  %s\ngot:\n%s\nwant:\n%s", parts[name], got, sorted(want))
				}
				delete(failing, name)
			})
		}
		for name := range failing {
			t.Errorf("%s: known failure %s is no case", file, name)
		}
	}
}

// loaded gives the engine; short runs skip what needs it, since it loads the models.
func loaded(t *testing.T) *Engine {
	t.Helper()
	if testing.Short() {
		t.Skip("loads the models")
	}
	engine, err := NewEngine()
	if err != nil {
		t.Fatal(err)
	}
	return engine
}

func sentences(t *testing.T, engine *Engine, lang nlp.Lang, text string) string {
	t.Helper()
	reading, err := engine.Understand(cotejo.Document{ID: "sha256:case", Source: "case.txt", Language: string(lang), Text: text}, nil)
	if err != nil {
		t.Fatal(err)
	}
	if err := reading.Check(); err != nil {
		t.Error(err)
	}
	var lines []string
	for _, f := range reading.Findings() {
		if f.Predicate != "statement" {
			lines = append(lines, f.Predicate+" "+string(f.Hedge)+" "+f.Polarity+" "+export.Sentence(&f))
		}
	}
	return sorted(strings.Join(lines, "\n"))
}

func sorted(lines string) string {
	list := strings.Split(strings.TrimSpace(lines), "\n")
	sort.Strings(list)
	return strings.Join(list, "\n")
}

// TestClaimsAreTrueToTheText holds every record of the demo's reports to the text that it quotes.
func TestClaimsAreTrueToTheText(t *testing.T) {
	engine := loaded(t)
	files, err := filepath.Glob("../demo/reports/*.txt")
	if err != nil || len(files) == 0 {
		t.Fatalf("no reports: %v", err)
	}
	claims := 0
	for _, file := range files {
		b, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		for _, lang := range []string{"en", "es"} { // the wrong language must do no harm either
			reading, err := engine.Understand(cotejo.Document{ID: "sha256:" + file, Source: file, Language: lang, Text: string(b)}, nil)
			if err != nil {
				t.Fatal(err)
			}
			if err := reading.Check(); err != nil {
				t.Errorf("%s as %s: %v", file, lang, err)
			}
			claims += len(reading.Claims)
		}
	}
	if claims < 100 {
		t.Errorf("only %d claims in all of the demo", claims)
	}
}

// What somebody denies, whoever he is and in whatever form, is never claimed to be so: the worst thing that a reader of reports can do.
func TestNothingDeniedIsClaimed(t *testing.T) {
	engine := loaded(t)
	for _, form := range []struct {
		lang                  nlp.Lang
		who, denies, of, open []string
	}{
		{nlp.English,
			[]string{"Mayor Pedro Rivas", "The National Police", "Los Juncos", "The Garza Cartel", "The prosecutor's office", "A spokesman for the group", "The firm Naviera Sol", "General Mario Cruz"},
			[]string{"denied", "has denied", "did deny", "on Monday denied", "rejected", "dismissed", "refuted", "ruled out"},
			[]string{"having ties to the Urabeños", "having made a pact with the Urabeños", "an alliance with the Urabeños", "that he financed the Urabeños", "having taken part in the murder of Luis Mora",
				"that the Urabeños operate in Manta", "having ordered the murder of Luis Mora", "claims that it traffics cocaine", "the accusation that he led the Urabeños"},
			[]string{"belonging to the Urabeños", "paying bribes to the Urabeños", "taking part in the murder of Luis Mora"}},
		{nlp.Spanish,
			[]string{"El alcalde Pedro Rivas", "La Policía Nacional", "Los Juncos", "El Cártel de la Garza", "La fiscalía", "Un portavoz del grupo", "La empresa Naviera Sol", "El general Mario Cruz"},
			[]string{"negó", "ha negado", "niega", "el lunes negó", "desmintió", "rechazó", "descartó"},
			[]string{"haber pactado con Los Urabeños", "una alianza con Los Urabeños", "que haya financiado a Los Urabeños", "haber recibido sobornos de Los Urabeños", "haber participado en el asesinato de Luis Mora",
				"que Los Urabeños operen en Manta", "haber ordenado el asesinato de Luis Mora", "las acusaciones de que trafica cocaína"},
			[]string{"tener vínculos con Los Urabeños", "pertenecer a Los Urabeños"}},
	} {
		denied, all := 0, 0
		for _, who := range form.who {
			for _, denies := range form.denies {
				for i, of := range append(slices.Clone(form.of), form.open...) {
					text := who + " " + denies + " " + of + "."
					for line := range strings.SplitSeq(sentences(t, engine, form.lang, text), "\n") {
						if line != "" && strings.Fields(line)[2] != cotejo.Negative {
							t.Errorf("%s\n\tis read as: %s", text, line)
						} else if line != "" && i < len(form.of) {
							denied++
						}
					}
					all++
				}
			}
		}
		if denied < all/3 { // so that the test does not pass for want of claims
			t.Errorf("%s: only %d denials in %d sentences", form.lang, denied, all)
		}
	}
}

// What is asked, supposed, wished, feared, invented, called false or said by nobody is not claimed to be so.
func TestNothingUnassertedIsClaimed(t *testing.T) {
	engine := loaded(t)
	for _, form := range []struct {
		lang         nlp.Lang
		frames, said []string // of each thing said: as a fact, and in Spanish in the subjunctive
	}{
		{nlp.English,
			[]string{"If %s, the port will close.", "Police are trying to find out whether %s.", "It is not true that %s.", "There is no evidence that %s.", "Nobody has proved that %s.", "No witness said that %s.",
				"Residents fear that %s.", "Unless %s, nothing will change.", "Critics wonder whether %s.", "The film imagines that %s.", "Police investigate the possibility that %s.",
				"It would be wrong to say that %s.", "The court found no proof that %s.", "The rumour that %s proved false.", "The mayor warned against thinking that %s.", "Prosecutors failed to show that %s.",
				"The report does not say that %s.", "He dreamed that %s.", "Suppose that %s.", "In the novel, %s.", "Analysts doubt that %s.", "Contrary to reports that %s, the town is calm.",
				"It remains unproven that %s.", "Police stopped short of saying that %s.", "The paper retracted its report that %s.", "The Government does not contend that %s."},
			[]string{"the Garza Cartel operates in Manta", "the Garza Cartel killed the mayor", "Pedro Rivas leads the Garza Cartel", "the Garza Cartel controls the port of Manta",
				"the Garza Cartel smuggles cocaine to Spain", "the Garza Cartel has an alliance with Los Urabeños", "police arrested Pedro Rivas"}},
		{nlp.Spanish,
			[]string{"La policía trata de averiguar si %s.", "¿Es verdad que %s?", "Los críticos se preguntan si %s.", "La película imagina que %s.", "Sería un error decir que %s.", "El rumor de que %s resultó falso.",
				"Soñó que %s.", "En la novela, %s.", "El juez desestimó la acusación de que %s.",
				"Corrección: una versión anterior de esta nota decía que %s."},
			[]string{"el Cártel de la Garza opera en Manta", "el Cártel de la Garza mató al alcalde", "Pedro Rivas dirige el Cártel de la Garza", "el Cártel de la Garza controla el puerto de Manta",
				"el Cártel de la Garza trafica cocaína a España", "el Cártel de la Garza tiene una alianza con Los Urabeños", "la policía detuvo a Pedro Rivas"}},
		{nlp.Spanish,
			[]string{"No es cierto que %s.", "Nadie ha probado que %s.", "Los vecinos temen que %s.", "La policía espera que %s.", "A menos que %s, nada cambiará.", "La policía investiga la posibilidad de que %s.",
				"Los fiscales no lograron demostrar que %s.", "El informe no dice que %s.", "Los analistas dudan de que %s.", "Ojalá %s.", "Dudo que %s.", "Es poco probable que %s."},
			[]string{"el Cártel de la Garza opere en Manta", "el Cártel de la Garza haya matado al alcalde", "Pedro Rivas dirija el Cártel de la Garza", "el Cártel de la Garza controle el puerto de Manta",
				"el Cártel de la Garza trafique cocaína a España", "el Cártel de la Garza tenga una alianza con Los Urabeños", "la policía haya detenido a Pedro Rivas"}},
	} {
		for _, what := range form.said {
			if form.lang == nlp.English && sentences(t, engine, form.lang, "Police said that "+what+".") == "" {
				t.Errorf("%s is not read even where it is said", what) // so that the test does not pass for want of claims
			}
			for _, frame := range form.frames {
				text := fmt.Sprintf(frame, what)
				for line := range strings.SplitSeq(sentences(t, engine, form.lang, text), "\n") {
					if fields := strings.Fields(line); len(fields) > 2 && fields[2] != cotejo.Negative && slices.Contains([]string{"plain", "said", "known", "reported"}, fields[1]) {
						t.Errorf("%s\n\tis read as: %s", text, line)
					}
				}
			}
		}
	}
}
