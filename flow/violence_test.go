package flow

import (
	"slices"
	"strings"
	"testing"

	"github.com/cotejo/cotejo/nlp"
)

func TestViolenceByModel(t *testing.T) {
	e, err := NewEngine()
	if err != nil {
		t.Fatal(err)
	}
	for _, test := range []struct {
		name, text, role, want string // want: a filler of the role, or none of violence where empty
	}{
		{"a named person hurt", "SAN TELMO, 12 MAR 90 (LAKE WIRE) -- GUERRILLAS KIDNAPPED MAYOR RAUL OTERO TODAY IN THE CITY OF SAN TELMO, POLICE REPORTED. THE POLICE SAID THE MAYOR WAS TAKEN FROM HIS HOME BY ARMED MEN.", "victim", "RAUL OTERO"},
		{"a weapon", "SAN TELMO, 13 MAR 90 (LAKE WIRE) -- A POWERFUL BOMB EXPLODED LAST NIGHT IN FRONT OF THE EMBASSY, CAUSING HEAVY DAMAGE, POLICE REPORTED. NO ONE WAS WOUNDED.", "instrument", "BOMB"},
		{"nothing of violence", "SAN TELMO, 14 MAR 90 (LAKE WIRE) -- THE MINISTER OPENED A SCHOOL TODAY AND SAID THAT MORE TEACHERS WOULD COME.", "", ""},
	} {
		t.Run(test.name, func(t *testing.T) {
			r, _, err := e.Try(test.text, nlp.English)
			if err != nil {
				t.Fatal(err)
			}
			var got []string
			for _, c := range r.Claims {
				if c.Predicate == "statement" {
					continue
				}
				for role, fillers := range c.Roles {
					for _, f := range fillers {
						if test.want == "" || role == test.role {
							got = append(got, f.Text)
						}
					}
				}
				if strings.Contains(c.Why, "model of violence") && (c.Confidence <= 0 || c.Confidence >= 1) {
					t.Errorf("confidence %v", c.Confidence)
				}
			}
			if test.want == "" && len(got) > 0 || test.want != "" && !slices.ContainsFunc(got, func(s string) bool { return strings.EqualFold(s, test.want) }) {
				t.Errorf("got %q, want %q", got, test.want)
			}
			if err := r.Check(); err != nil {
				t.Error(err)
			}
		})
	}
}
