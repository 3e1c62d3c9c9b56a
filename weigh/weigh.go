// Package weigh sets claims of many reports beside one another: which say the same, how many independent origins stand behind
// them, what speaks against them, and what is new about them.
//
// It is pure: a [Scheme] holds the rules and weights, read from data; what it says of claims is a function of the set of them
// and of nothing else, so that the order in which reports were read does not matter. Credibility is the second half of the
// Admiralty code (STANAG 2511), and only ever a suggestion.
//
// Claims meet in topics. Two claims that share no topic never bear on one another, so that a ledger of millions weighs only
// what shares a topic with what is new.
package weigh

import (
	"crypto/sha256"
	"encoding/hex"
	"strings"

	"github.com/cotejo/cotejo"
)

// Claim is a claim as weighing sees it: whoever is in it stands under the identity that the entity is taken for. Its CBOR (RFC 8949) is
// what a ledger keeps of it; a field's number there stays its own.
type Claim struct {
	ID        string              `cbor:"1,keyasint"`
	Document  string              `cbor:"2,keyasint"`
	Family    string              `cbor:"3,keyasint,omitempty"` // id of the document that first printed the text; the document's own where it is no copy
	Predicate string              `cbor:"4,keyasint,omitempty"`
	Stage     string              `cbor:"5,keyasint,omitempty"`
	Commodity string              `cbor:"6,keyasint,omitempty"`
	Phase     string              `cbor:"7,keyasint,omitempty"`
	Polarity  string              `cbor:"8,keyasint,omitempty"`
	Roles     map[string][]Filler `cbor:"9,keyasint,omitempty"`
	Hedge     cotejo.Hedge        `cbor:"10,keyasint,omitempty"`
	Certainty cotejo.Certainty    `cbor:"11,keyasint,omitempty"`
	First     string              `cbor:"12,keyasint,omitempty"` // RFC 3339 full-dates that its own words settle, or ""
	Last      string              `cbor:"13,keyasint,omitempty"`
	Published string              `cbor:"14,keyasint,omitempty"` // its document's day, or ""
	Quantity  *cotejo.Quantity    `cbor:"15,keyasint,omitempty"`
	Quote     string              `cbor:"16,keyasint,omitempty"` // the words that carry it
	Chain     []Source            `cbor:"17,keyasint,omitempty"` // on whose word, innermost first
	Outlet    Source              `cbor:"18,keyasint,omitempty"` // who prints its document; of a copy, who printed the text first
	Wires     []string            `cbor:"19,keyasint,omitempty"` // credited for the whole document
}

// Filler is one that fills a role.
type Filler struct {
	Identity string            `cbor:"1,keyasint,omitempty"` // id of the entity that it is taken for; "" for a thing
	Name     string            `cbor:"2,keyasint,omitempty"` // of the entity, or the words for a thing
	Type     cotejo.EntityType `cbor:"3,keyasint,omitempty"`
	Named    bool              `cbor:"4,keyasint,omitempty"` // other documents can name it too
	Common   bool              `cbor:"5,keyasint,omitempty"` // a body called by what it is alone ("the police"): nobody in particular, and no news
	Within   []string          `cbor:"6,keyasint,omitempty"` // identities of the places that hold this one, nearest first
	Wide     bool              `cbor:"7,keyasint,omitempty"` // a place too wide for one event: a country, a region, a continent
}

// Source is one on whose word something is said, or who passes it on. The zero value is nobody known.
type Source struct {
	Identity string            `cbor:"1,keyasint,omitempty"` // "" for one who has no name
	Name     string            `cbor:"2,keyasint,omitempty"` // of the entity, or the words for it
	Type     cotejo.SourceType `cbor:"3,keyasint,omitempty"`
	Subtype  string            `cbor:"4,keyasint,omitempty"` // of the entity: what kind of office or body it is
}

const separator = "\x1f"

func join(parts ...string) string { return strings.Join(parts, separator) }

// identifier hashes what makes a record itself.
func identifier(kind string, parts ...string) string {
	sum := sha256.Sum256([]byte(join(parts...)))
	return kind + ":" + hex.EncodeToString(sum[:10])
}

// fold makes wordings comparable: lower case, single spaces.
func fold(words string) string { return strings.ToLower(strings.Join(strings.Fields(words), " ")) }
