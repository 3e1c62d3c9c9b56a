package flow

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/cotejo/cotejo"
	"github.com/cotejo/cotejo/gazetteer"
)

// schemata are the FollowTheMoney schemata that a list's records may have, and what they are here.
var schemata = map[string]struct {
	entity  cotejo.EntityType
	subtype cotejo.Text
}{
	"Person":       {cotejo.Person, ""},
	"Organization": {cotejo.Organization, ""},
	"Company":      {cotejo.Organization, "company"},
	"PublicBody":   {cotejo.Organization, "government"},
	"LegalEntity":  {cotejo.Organization, ""},
}

// longestRecord bounds one line of a list.
const longestRecord = 4 << 20

// References reads a list of entities in FollowTheMoney's form, one JSON object a line. Records of a schema that names nobody (an
// address, a payment) are counted as skipped. A line that is none is an error that names it; nothing of the list is given then.
func References(r io.Reader, name string) (references []cotejo.Reference, skipped int, err error) {
	lines := bufio.NewScanner(r)
	lines.Buffer(nil, longestRecord)
	for n := 1; lines.Scan(); n++ {
		line := strings.TrimSpace(strings.TrimPrefix(lines.Text(), "\ufeff"))
		if line == "" {
			continue
		}
		reference, ok, err := parseReference(line)
		switch {
		case err != nil:
			return nil, 0, cotejo.Errorf(cotejo.Invalid, "%s, line %d: %v", name, n, err).Fix("a list is FollowTheMoney entities, one JSON object a line")
		case ok:
			references = append(references, reference)
		default:
			skipped++
		}
	}
	if errors.Is(lines.Err(), bufio.ErrTooLong) {
		return nil, 0, cotejo.Errorf(cotejo.TooLarge, "%s has a line of more than %d MB", name, longestRecord>>20)
	}
	return references, skipped, lines.Err()
}

// parseReference reads a record. It is not ok where the schema names nobody.
func parseReference(line string) (out cotejo.Reference, ok bool, err error) {
	var record struct {
		ID         string                       `json:"id"`
		Schema     string                       `json:"schema"`
		Properties map[string][]json.RawMessage `json:"properties"`
	}
	if err := json.Unmarshal([]byte(line), &record); err != nil {
		return out, false, fmt.Errorf("it is no such record: %w", err)
	}
	if record.ID == "" || record.Schema == "" {
		return out, false, errors.New("it has no id or no schema")
	}
	kind, ok := schemata[record.Schema]
	if !ok {
		return out, false, nil
	}
	texts := func(property string) (out []string) {
		for _, raw := range record.Properties[property] {
			var s string
			if json.Unmarshal(raw, &s) == nil && strings.TrimSpace(s) != "" {
				out = append(out, strings.TrimSpace(s))
			}
		}
		return out
	}
	names := append(texts("name"), texts("alias")...)
	if len(names) == 0 {
		return out, false, fmt.Errorf("%s has no name", record.ID)
	}
	e := cotejo.Entity{ID: "r:" + record.ID, Name: names[0], Type: kind.entity, Subtype: kind.subtype, Aliases: []string{}}
	for _, alias := range append(names[1:], texts("weakAlias")...) {
		if alias != e.Name && !slices.Contains(e.Aliases, alias) {
			e.Aliases = append(e.Aliases, alias)
		}
	}
	if slices.Contains(texts("topics"), "crime") && kind.entity == cotejo.Organization && kind.subtype == "" {
		e.Subtype = "criminal_organization"
	}
	if countries := append(texts("country"), append(texts("jurisdiction"), texts("nationality")...)...); len(countries) > 0 && len(countries[0]) == 2 {
		e.Country = cotejo.Text(gazetteer.Fold(countries[0]))
	}
	return cotejo.Reference{Entity: e, Record: line}, true, nil
}
