// Package export puts readings and claims into forms that leave the program: JSON Lines for other programs, CSV for
// spreadsheets, tables and plain sentences for people.
package export

import (
	"bytes"
	"encoding/json"
	"io"

	"github.com/cotejo/cotejo"
)

// JSONL writes the records of schema version [cotejo.Schema], one a line: a document, then its mentions, attributions and
// claims, and each entity before the first record that names it.
type JSONL struct {
	w        io.Writer
	buf      bytes.Buffer
	entities map[string]string // id → the record written last
	document string            // id of the document written last
	written  map[string]bool   // attributions of it
}

// NewJSONL writes to w.
func NewJSONL(w io.Writer) *JSONL { return &JSONL{w: w, entities: map[string]string{}} }

// kinded puts the kind before a record's own fields.
type (
	documentRecord struct {
		Kind   string `json:"kind"`
		Schema string `json:"schema"`
		cotejo.Document
	}
	entityRecord struct {
		Kind string `json:"kind"`
		cotejo.Entity
	}
	mentionRecord struct {
		Kind string `json:"kind"`
		cotejo.Mention
	}
	attributionRecord struct {
		Kind string `json:"kind"`
		cotejo.Attribution
	}
	claimRecord struct {
		Kind string `json:"kind"`
		cotejo.Claim
	}
)

// Reading writes all that was read from a document.
func (j *JSONL) Reading(r *cotejo.Reading) error {
	if err := j.Document(r.Document); err != nil {
		return err
	}
	entities := make(map[string]cotejo.Entity, len(r.Entities))
	for _, e := range r.Entities {
		entities[e.ID] = e
	}
	for _, m := range r.Mentions {
		if err := j.entity(entities, m.Entity); err != nil {
			return err
		}
		if err := j.line(mentionRecord{"mention", m}); err != nil {
			return err
		}
	}
	for _, a := range r.Attributions {
		if err := j.attribution(entities, a); err != nil {
			return err
		}
	}
	for _, f := range r.Findings() {
		if err := j.claim(&f); err != nil {
			return err
		}
	}
	return nil
}

// Document writes a document, the one whose claims come next.
func (j *JSONL) Document(d cotejo.Document) error {
	j.document, j.written = d.ID, map[string]bool{}
	if d.Credit == nil {
		d.Credit = []string{}
	}
	return j.line(documentRecord{"document", cotejo.Schema, d})
}

// Finding writes a claim, with the attributions of its chain before it. Its document must have been written.
func (j *JSONL) Finding(f *cotejo.Finding) error {
	for _, a := range f.Chain {
		if !j.written[a.ID] {
			if err := j.attribution(f.Entities, a); err != nil {
				return err
			}
		}
	}
	return j.claim(f)
}

func (j *JSONL) entity(known map[string]cotejo.Entity, id string) error {
	e, ok := known[id]
	if !ok {
		return nil
	}
	for _, holder := range e.Within {
		if err := j.entity(known, holder); err != nil {
			return err
		}
	}
	if e.Aliases == nil {
		e.Aliases = []string{}
	}
	if e.ID != id { // the claim names one that is taken for another
		e.ID, e.Same = id, cotejo.Text(e.ID)
	}
	record, err := j.marshal(entityRecord{"entity", e})
	if err != nil || j.entities[id] == string(record) {
		return err
	}
	j.entities[id] = string(record)
	_, err = j.w.Write(record)
	return err
}

func (j *JSONL) attribution(known map[string]cotejo.Entity, a cotejo.Attribution) error {
	if a.Source != nil {
		if err := j.entity(known, a.Source.Entity); err != nil {
			return err
		}
	}
	if a.Content == nil {
		a.Content = []cotejo.Span{}
	}
	j.written[a.ID] = true
	return j.line(attributionRecord{"attribution", a})
}

func (j *JSONL) claim(f *cotejo.Finding) error {
	for _, id := range f.EntityIDs() {
		if err := j.entity(f.Entities, id); err != nil {
			return err
		}
	}
	c := f.Claim
	if c.Roles == nil {
		c.Roles = map[string][]cotejo.Filler{}
	}
	if c.Attribution == nil {
		c.Attribution = []string{}
	}
	return j.line(claimRecord{"claim", c})
}

func (j *JSONL) line(record any) error {
	line, err := j.marshal(record)
	if err == nil {
		_, err = j.w.Write(line)
	}
	return err
}

// marshal gives a record with its end of line. The bytes hold until the next call.
func (j *JSONL) marshal(record any) ([]byte, error) {
	j.buf.Reset()
	enc := json.NewEncoder(&j.buf)
	enc.SetEscapeHTML(false)
	err := enc.Encode(record)
	return j.buf.Bytes(), err
}
