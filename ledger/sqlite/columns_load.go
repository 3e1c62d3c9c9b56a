package sqlite

import (
	"context"
	"database/sql"
	"encoding/json"
	"slices"
	"sync"

	"github.com/cotejo/cotejo"
)

// counting keeps a ledger's claims in memory, and follows the file by its own list of what was touched.
type counting struct {
	mu      sync.RWMutex
	at      string // the ledger's state that the columns are of; "": of none
	columns *columns
}

// columnar gives the ledger's claims in memory, as the file has them now, and what to call when they have been looked at.
func (l *Ledger) columnar(ctx context.Context) (*columns, func(), error) {
	state, err := l.State(ctx) // before looking: what is there then is no older
	if err != nil {
		return nil, nil, err
	}
	k := &l.counting
	k.mu.RLock()
	if k.at == state {
		return k.columns, k.mu.RUnlock, nil
	}
	k.mu.RUnlock()
	k.mu.Lock()
	if k.at != state {
		k.at, err = state, k.follow(context.WithoutCancel(ctx), l.pools) // others wait for it too
		if err != nil {
			k.at, k.columns = "", nil
		}
	}
	k.mu.Unlock()
	if err != nil {
		return nil, nil, l.wrap(err)
	}
	k.mu.RLock()
	return k.columns, k.mu.RUnlock, nil
}

// Warm makes ready what views are counted from, so that the first of them need not wait for it.
func (l *Ledger) Warm(ctx context.Context) error {
	_, done, err := l.columnar(ctx)
	if err == nil {
		done()
	}
	return err
}

// follow takes in what was touched since it was done last: everything, where that is not known.
func (k *counting) follow(ctx context.Context, db *sql.DB) error {
	tx, err := db.BeginTx(ctx, &sql.TxOptions{ReadOnly: true}) // all of one moment
	if err != nil {
		return err
	}
	defer func() { _ = tx.Rollback() }()
	var first, last int64
	if err := tx.QueryRowContext(ctx, `SELECT coalesce(min(n), 0), coalesce(max(n), 0) FROM touched`).Scan(&first, &last); err != nil {
		return err
	}
	c := k.columns
	if c == nil || first > c.last+1 || last < c.last {
		c = &columns{words: map[string]int32{"": 0}, names: []string{""}, held: map[string][]int32{}, regions: map[string]int32{}}
		err = c.load(ctx, tx, "", nil, nil)
	} else if last > c.last {
		err = c.touch(ctx, tx)
	}
	c.last, k.columns = last, c
	return err
}

// touch takes in what was touched.
func (c *columns) touch(ctx context.Context, tx *sql.Tx) error {
	touched := map[string][]int64{}
	for _, column := range []string{"claim", "entity"} {
		err := scanAll(ctx, tx, `SELECT DISTINCT `+column+` FROM touched WHERE n > ? AND `+column+` IS NOT NULL ORDER BY 1`, []any{c.last}, func(scan func(...any) error) error {
			var n int64
			err := scan(&n)
			touched[column] = append(touched[column], n)
			return err
		})
		if err != nil {
			return err
		}
	}
	for _, n := range touched["claim"] {
		c.forget(int32(n))
	}
	return c.load(ctx, tx, "IN (SELECT value FROM json_each(?))", touched["entity"], touched["claim"])
}

// forget takes a claim out.
func (c *columns) forget(claim int32) {
	if int(claim) >= len(c.claims) {
		return
	}
	cell := &c.claims[claim]
	for _, filler := range c.fillersOf(cell) {
		list := &c.entities[filler.entity].claims
		if at, found := slices.BinarySearch(*list, claim); found {
			*list = slices.Delete(*list, at, at+1)
		}
	}
	*cell = claimCell{}
}

// load reads entities and claims: all, or where a condition on their keys is given those with the given keys. What is loaded again must
// have been forgotten, if it is a claim.
func (c *columns) load(ctx context.Context, tx *sql.Tx, which string, entities, claims []int64) error {
	of := func(column string, keys []int64) (string, []any) {
		if which == "" {
			return "", nil
		}
		return " WHERE " + column + " " + which, []any{list(keys)}
	}
	where, args := of("seq", entities)
	err := scanAll(ctx, tx, `SELECT seq, coalesce(head, seq), type = 'place', lat IS NOT NULL AND lon IS NOT NULL, bound, country,
		type = 'place' AND subtype = '`+string(cotejo.Region)+`', iif(type = 'place', id, ''), iif(type = 'place', within, '[]') FROM entity`+where+` ORDER BY seq`, args, c.scanEntity)
	if err != nil {
		return err
	}
	where, args = of("seq", claims)
	err = scanAll(ctx, tx, `SELECT seq, document, predicate, stage, commodity, hedge, certainty, polarity, first, last FROM claim`+where+` ORDER BY seq`, args, c.scanClaim)
	if err != nil {
		return err
	}
	where, args = of("claim", claims)
	err = scanAll(ctx, tx, `SELECT claim, role, entity FROM claim_role`+where+` ORDER BY claim`, args, c.scanRole)
	if err != nil {
		return err
	}
	return scanAll(ctx, tx, `SELECT claim, rejected, superseded FROM hidden`+where, args, func(scan func(...any) error) error {
		var seq int64
		var rejected, superseded bool
		err := scan(&seq, &rejected, &superseded)
		if err == nil && seq < int64(len(c.claims)) {
			c.claims[seq].rejected, c.claims[seq].superseded = rejected, superseded
		}
		return err
	})
}

// scanAll runs a query and hands each row to scan.
func scanAll(ctx context.Context, tx *sql.Tx, query string, args []any, scan func(func(...any) error) error) error {
	rows, err := tx.QueryContext(ctx, query, args...)
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		if err := scan(rows.Scan); err != nil {
			return err
		}
	}
	return rows.Err()
}

// grown gives a list that is long enough for an index.
func grown[T any](list []T, index int64) []T {
	if short := int(index) + 1 - len(list); short > 0 {
		return append(list, make([]T, short)...)
	}
	return list
}

func (c *columns) scanEntity(scan func(...any) error) error {
	var seq, head int64
	var e entityCell
	var country, id, within sql.RawBytes
	if err := scan(&seq, &head, &e.place, &e.located, &e.bound, &country, &e.region, &id, &within); err != nil {
		return err
	}
	c.entities = grown(c.entities, max(seq, head))
	was := &c.entities[seq]
	if was.head != 0 && was.head != int32(seq) {
		pieces := &c.entities[was.head].pieces
		*pieces = slices.DeleteFunc(*pieces, func(p int32) bool { return p == int32(seq) })
	}
	for _, holder := range was.within {
		c.held[holder] = slices.DeleteFunc(c.held[holder], func(p int32) bool { return p == int32(seq) })
	}
	e.head, e.country, e.claims, e.pieces = int32(head), c.learnBytes(country), was.claims, was.pieces
	if len(within) > len("[]") {
		if err := json.Unmarshal(within, &e.within); err != nil {
			return err
		}
	}
	for _, holder := range e.within {
		c.held[holder] = append(c.held[holder], int32(seq))
	}
	if e.region {
		c.regions[string(id)] = int32(seq)
	}
	if head != seq {
		c.entities[head].pieces = append(c.entities[head].pieces, int32(seq))
	}
	*was = e
	return nil
}

func (c *columns) scanClaim(scan func(...any) error) error {
	var seq int64
	var cell claimCell
	var predicate, stage, commodity, hedge, certainty, polarity, first, last sql.RawBytes
	if err := scan(&seq, &cell.document, &predicate, &stage, &commodity, &hedge, &certainty, &polarity, &first, &last); err != nil {
		return err
	}
	cell.predicate, cell.stage, cell.commodity = c.learnBytes(predicate), c.learnBytes(stage), c.learnBytes(commodity)
	cell.hedge, cell.certainty = c.learnBytes(hedge), c.learnBytes(certainty)
	cell.first, cell.last = dayNumber(string(first)), dayNumber(string(last))
	cell.denied = string(polarity) == cotejo.Negative
	cell.asserted = !cell.denied && cotejo.Hedge(hedge).Asserts()
	c.claims = grown(c.claims, seq)
	c.claims[seq] = cell
	return nil
}

func (c *columns) scanRole(scan func(...any) error) error {
	var seq, entity int64
	var name sql.RawBytes
	if err := scan(&seq, &name, &entity); err != nil {
		return err
	}
	role, known := roleNumbers[string(name)]
	if !known || seq >= int64(len(c.claims)) || entity >= int64(len(c.entities)) {
		return nil
	}
	cell := &c.claims[seq]
	if cell.fillers == 0 {
		cell.roles = uint32(len(c.roles))
	}
	if cell.fillers == 1<<16-1 {
		return nil
	}
	cell.fillers++
	c.roles = append(c.roles, roleCell{int32(entity), role})
	claims := &c.entities[entity].claims
	if at, found := slices.BinarySearch(*claims, int32(seq)); !found {
		*claims = slices.Insert(*claims, at, int32(seq))
	}
	return nil
}

// learnBytes is learn for a word that is not the caller's to keep.
func (c *columns) learnBytes(word []byte) int32 {
	if n, ok := c.words[string(word)]; ok {
		return n
	}
	return c.learn(string(word))
}

// roleNumbers are the roles by name.
var roleNumbers = func() map[string]uint8 {
	out := map[string]uint8{}
	for i, name := range cotejo.Roles {
		out[name] = uint8(i)
	}
	return out
}()
