package sqlite

import (
	"context"
	"encoding/json"
	"slices"
	"strings"

	"github.com/cotejo/cotejo"
)

// manyTerms is the number of indexes from which on one query over a list is quicker than their merge.
const manyTerms = 40

// enough is the number of claims from which on it does not matter which index drives.
const enough = 4000

// plan looks at a filter's conditions and lets the one drive that the fewest claims pass.
func (l *finder) plan(ctx context.Context, f cotejo.Filter) (plan, error) {
	conditions, err := l.conditions(ctx, f)
	if err != nil {
		return plan{}, err
	}
	p := plan{newest: f.Newest, driver: []term{{from: "claim", key: "seq", where: "1"}}}
	best, fewest := -1, enough
	for i, c := range conditions {
		if len(c.terms) == 0 {
			if c.check == "" {
				p.nothing = true
				return p, nil
			}
			continue
		}
		n, err := l.estimate(ctx, c.terms)
		if err != nil {
			return plan{}, err
		}
		if best < 0 && !c.sorts() || n < fewest {
			best, fewest = i, n
		}
	}
	for i, c := range conditions {
		if i == best {
			p.driver = c.terms
			continue
		}
		p.checks = append(p.checks, c.check)
		p.args = append(p.args, c.args...)
	}
	return p, nil
}

// sorts says whether the claims that the condition's indexes hand out must be sorted first: no good where they are many.
func (c *condition) sorts() bool {
	return len(c.terms) == 1 && c.terms[0].index != ""
}

// estimate counts the claims that terms hand out, up to enough.
func (l *finder) estimate(ctx context.Context, terms []term) (int, error) {
	total := 0
	for _, t := range terms {
		var n int
		err := l.read.QueryRowContext(ctx, `SELECT count(*) FROM (SELECT 1 FROM `+t.source("t")+` LIMIT ?)`, append(t.args[:len(t.args):len(t.args)], enough)...).Scan(&n)
		if err != nil {
			return 0, l.wrap(err)
		}
		if total += n; total >= enough {
			return enough, nil
		}
	}
	return total, nil
}

// conditions turns a filter into conditions, those first that had better drive where all pass many claims.
func (l *finder) conditions(ctx context.Context, f cotejo.Filter) ([]condition, error) {
	var out []condition
	if f.Document != "" {
		c, err := l.documentCondition(ctx, f.Document)
		if err != nil {
			return nil, err
		}
		out = append(out, c)
	}
	if f.Text != "" {
		out = append(out, textCondition(f.Text))
	}
	for _, actor := range f.Actors {
		entities, err := l.resolve(ctx, actor, actorKind)
		if err != nil {
			return nil, err
		}
		out = append(out, linked(entityTerms(entities, actorKind)))
	}
	if f.Place != "" {
		terms, err := l.placeTerms(ctx, f.Place)
		if err != nil {
			return nil, err
		}
		out = append(out, linked(terms))
	}
	if f.Source != "" {
		entities, err := l.resolve(ctx, f.Source, sourceKind)
		if err != nil {
			return nil, err
		}
		name := term{from: "claim_source", key: "claim", where: "%t.name = ?", args: []any{fold(f.Source)}}
		out = append(out, linked(append(entityTerms(entities, sourceKind), name)))
	}
	out = append(out, column("stage", f.Stages), column("commodity", f.Commodities), column("predicate", f.Predicates),
		column("hedge", f.Hedges), column("certainty", f.Certainties))
	out = append(out, l.shown(ctx, f))
	if f.Polarity != "" {
		out = append(out, column("polarity", []string{f.Polarity}))
	}
	if f.From != "" || f.To != "" {
		out = append(out, dayCondition(f.From, f.To))
	}
	kept := out[:0]
	for _, c := range out {
		if c.check != "1" {
			kept = append(kept, c)
		}
	}
	return kept, nil
}

func (l *finder) documentCondition(ctx context.Context, id string) (condition, error) {
	rows, err := l.documents(ctx, `SELECT `+documentColumns+` FROM document d WHERE d.id = ?`, id)
	if err != nil || len(rows) == 0 {
		return condition{}, err
	}
	return condition{
		terms: []term{{from: "claim", key: "seq", where: "%t.document = ?", args: []any{rows[0].seq}}},
		check: "EXISTS (SELECT 1 FROM claim c WHERE c.seq = %k AND c.document = ?)",
		args:  []any{rows[0].seq},
	}, nil
}

func textCondition(text string) condition {
	words := match(text, false)
	if words == "" {
		return condition{}
	}
	return condition{
		terms: []term{{from: "claim_text", key: "rowid", where: "%t.claim_text MATCH ?", args: []any{words}}},
		check: "%k IN (SELECT rowid FROM claim_text WHERE claim_text MATCH ?)",
		args:  []any{words},
	}
}

// column is a condition on a column of claim: one of values. Without values every claim passes.
func column[T ~string](name string, values []T) condition {
	if len(values) == 0 {
		return condition{check: "1"}
	}
	var c condition
	for _, value := range values {
		// The value is said to be none by name, so that SQLite may use an index that leaves out the empty.
		where := "%t." + name + " = ?"
		if name == "stage" || name == "commodity" {
			where += " AND %t." + name + " <> ''"
		}
		c.terms = append(c.terms, term{from: "claim", key: "seq", where: where, args: []any{string(value)}})
		c.args = append(c.args, string(value))
	}
	c.check = "EXISTS (SELECT 1 FROM claim c WHERE c.seq = %k AND c." + name + " IN (?" + strings.Repeat(", ?", len(values)-1) + "))"
	return c
}

// dayCondition passes claims whose days overlap those from from to to; either may be empty.
func dayCondition(from, to string) condition {
	where := "%t.last >= ? AND %t.last <> ''"
	args := []any{from}
	if to != "" {
		where += " AND %t.first <= ?"
		args = append(args, to)
	}
	return condition{
		terms: []term{{from: "claim", index: "claim_days", key: "seq", where: where, args: args}},
		check: "EXISTS (SELECT 1 FROM claim c WHERE c.seq = %k AND " + strings.ReplaceAll(where, "%t", "c") + ")",
		args:  args,
	}
}

// linked is a condition met by the claims that terms over claim_entity and its like hand out.
func linked(terms []term) condition {
	c := condition{terms: terms}
	var checks []string
	for _, t := range terms {
		checks = append(checks, "EXISTS (SELECT 1 FROM "+t.source("x")+" AND x."+t.key+" = %k)")
		c.args = append(c.args, t.args...)
	}
	if len(checks) > 0 {
		c.check = "(" + strings.Join(checks, " OR ") + ")"
	}
	return c
}

func entityTerm(entity int64, kind string) term {
	return term{from: "claim_entity", key: "claim", where: "%t.entity = ? AND %t.kind = ?", args: []any{entity, kind}}
}

// entityTerms gives the terms that hand out the claims of any of these entities.
func entityTerms(entities []entityRow, kind string) []term {
	var out []term
	if len(entities) >= manyTerms {
		var seqs []int64
		for _, e := range entities {
			seqs = append(seqs, e.seq)
		}
		return []term{{from: "claim_entity", key: "claim", where: "%t.entity IN (SELECT value FROM json_each(?)) AND %t.kind = ?", args: []any{list(seqs), kind}}}
	}
	for _, e := range entities {
		out = append(out, entityTerm(e.seq, kind))
	}
	return out
}

func (l *finder) placeTerms(ctx context.Context, name string) ([]term, error) {
	entities, err := l.resolve(ctx, name, placeKind)
	if err != nil {
		return nil, err
	}
	terms := append(entityTerms(entities, placeKind), entityTerms(entities, withinKind)...)
	var countries []string
	if l.country != nil { // reports may name its towns and never the country
		countries = append(countries, l.country(name))
	}
	for _, e := range entities {
		if e.Subtype == "country" {
			countries = append(countries, string(e.Country))
		}
	}
	slices.Sort(countries)
	for _, code := range slices.Compact(countries) {
		if code != "" {
			terms = append(terms, term{from: "claim_country", key: "claim", where: "%t.country = ?", args: []any{code}})
		}
	}
	return terms, nil
}

// list gives values as a JSON list, for json_each.
func list[T int64 | string](values []T) string {
	if len(values) == 0 {
		return "[]"
	}
	data, err := json.Marshal(values)
	if err != nil {
		panic(err) // numbers and strings
	}
	return string(data)
}

// notHidden passes the claims that are neither rejected nor superseded by a newer version of their report.
const notHidden = "NOT EXISTS (SELECT 1 FROM hidden h WHERE h.claim = %k AND (h.rejected OR h.superseded))"

// shown is the condition that a claim is in the answers. Of one document asked for, superseded claims are.
func (l *finder) shown(ctx context.Context, f cotejo.Filter) condition {
	some := true
	if err := l.read.QueryRowContext(ctx, `SELECT EXISTS (SELECT 1 FROM hidden)`).Scan(&some); err == nil && !some {
		return condition{check: "1"}
	}
	if f.Document != "" {
		return condition{check: "NOT EXISTS (SELECT 1 FROM hidden h WHERE h.claim = %k AND h.rejected)"}
	}
	return condition{check: notHidden}
}

// resolve gives the entities that a person means by a name, among those found in claims in this way: those with this id,
// else those with this very name or alias, else those with all its words somewhere in their names; and with them all that are taken
// for the same.
func (l *finder) resolve(ctx context.Context, name, kind string) ([]entityRow, error) {
	rows, err := l.family(ctx, `FROM entity e WHERE e.id = ?`, "", name)
	if err != nil || len(rows) > 0 {
		return rows, err
	}
	rows, err = l.family(ctx, `FROM entity_name n JOIN entity e ON e.seq = n.entity WHERE n.folded = ?`, kind, fold(name))
	if err != nil || len(rows) > 0 {
		return rows, err
	}
	words := match(name, false)
	if words == "" {
		return nil, nil
	}
	return l.family(ctx, `FROM entity_text t JOIN entity e ON e.seq = t.rowid WHERE t.entity_text MATCH ?`, kind, words)
}

// family gives the entities e that a query finds with all that are taken for the same, among those found in claims as a kind.
func (l *finder) family(ctx context.Context, find, kind string, arg any) ([]entityRow, error) {
	query := `WITH found (head) AS (SELECT DISTINCT coalesce(e.head, e.seq) ` + find + `)
		SELECT ` + entityColumns + ` FROM entity e WHERE (e.seq IN (SELECT head FROM found) OR e.head IN (SELECT head FROM found))`
	switch kind {
	case "":
		return l.entities(ctx, query, arg)
	case placeKind:
		return l.entities(ctx, query+` AND (e.type = 'place' AND e.subtype = 'country' OR EXISTS (SELECT 1 FROM claim_entity x
			WHERE x.entity = e.seq AND x.kind IN (?, ?)))`, arg, placeKind, withinKind)
	}
	return l.entities(ctx, query+` AND EXISTS (SELECT 1 FROM claim_entity x WHERE x.entity = e.seq AND x.kind = ?)`, arg, kind)
}
