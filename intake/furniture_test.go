package intake

import (
	"slices"
	"strings"
	"testing"

	"github.com/cotejo/cotejo"
)

func furnitureOf(text string) []string {
	var got []string
	runes := []rune(text)
	for _, s := range furniture().find(text) {
		got = append(got, string(runes[s.Start:s.End]))
	}
	return got
}

func TestFurniture(t *testing.T) {
	for name, c := range map[string]struct {
		text string
		want []string
	}{
		"after the report": {
			"La banda niega todo, según su abogado.\r\n\r\nSíguenos en twitter.com/ejemplo\r\nDale me gusta a nuestra página de Facebook\r\n",
			[]string{"Síguenos en twitter.com/ejemplo", "Dale me gusta a nuestra página de Facebook"},
		},
		"around it": {
			"Home | News | World\nUpdated\n\nThe judge freed four men.\n\n• Share this article\n\nThe navy will appeal.\nRead more: Navy gives three hours for one arrest",
			[]string{"Home | News | World", "Updated", "• Share this article", "Read more: Navy gives three hours for one arrest"},
		},
		"words of the report": {
			"The men were told to follow us on Facebook and to share this story with nobody, the witness said.\nNews of the killing spread.\nVideo of it did too.",
			nil,
		},
		"the end of a wrapped line": {
			"The governor denied at noon that he had known of it before he heard the\nnews\n\nFour men were freed.",
			nil,
		},
		"a headline above": {
			"Judge frees four\nShare\nThe men were freed on Sunday.",
			[]string{"Share"},
		},
		"too long for a page's line": {
			"Read more: " + strings.Repeat("the men were freed and ", 20),
			nil,
		},
	} {
		if got := furnitureOf(c.text); !slices.Equal(got, c.want) {
			t.Errorf("%s:\n got %q\nwant %q", name, got, c.want)
		}
	}
}

func TestFurnitureCountsCodePoints(t *testing.T) {
	text := "«Sí» 🙂.\nSíguenos\n"
	if got, want := furniture().find(text), []cotejo.Span{{Start: 8, End: 16}}; !slices.Equal(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
}

func TestParseFurnitureSaysWhatIsWrong(t *testing.T) {
	for want, table := range map[string]string{
		"unknown field":                      "patterns:\n  - nam: x\n",
		"needs a name of its own":            "patterns:\n  - {name: a, language: en, pattern: x, is: [x], not: [y]}\n  - {name: a, language: en, pattern: y, is: [y], not: [x]}\n",
		`language "pt" is neither en nor es`: "patterns:\n  - {name: a, language: pt, pattern: x, is: [x], not: [y]}\n",
		"needs examples":                     "patterns:\n  - {name: a, language: en, pattern: x, is: [x]}\n",
		"missing closing )":                  "patterns:\n  - {name: a, language: en, pattern: '(', is: [x], not: [y]}\n",
		`does not take "z"`:                  "patterns:\n  - {name: a, language: en, pattern: x, is: [z], not: [y]}\n",
		`takes "X"`:                          "patterns:\n  - {name: a, language: en, pattern: x, is: [x], not: [X]}\n",
		"no patterns":                        "patterns: []\n",
	} {
		if _, err := parseFurniture([]byte(table)); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("got %v, want %q", err, want)
		}
	}
}

func BenchmarkFurniture(b *testing.B) {
	text := strings.Repeat("The judge found that the men had been held for two days before they were brought to a prosecutor, and that the rifles shown to the press were others.\nHe freed them.\n\n", 20)
	b.SetBytes(int64(len(text)))
	for b.Loop() {
		furniture().find(text)
	}
}
