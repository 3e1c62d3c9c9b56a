package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"

	"github.com/cotejo/cotejo"
)

// read gives the claims of JSON Lines as cotejo read prints them, where each record stands behind those it names. All findings share
// one map of entities, and have their document whole.
func read(r io.Reader) ([]cotejo.Finding, error) {
	var (
		out          []cotejo.Finding
		document     cotejo.Document
		entities     = map[string]cotejo.Entity{}
		attributions = map[string]cotejo.Attribution{}
	)
	decoder := json.NewDecoder(r)
	for n := 1; ; n++ {
		var raw json.RawMessage
		var head struct{ Kind string }
		err := decoder.Decode(&raw)
		if errors.Is(err, io.EOF) {
			return out, nil
		}
		if err == nil {
			err = json.Unmarshal(raw, &head)
		}
		if err == nil {
			switch head.Kind {
			case "document":
				document = cotejo.Document{}
				err = json.Unmarshal(raw, &document)
			case "entity":
				var e cotejo.Entity
				err = json.Unmarshal(raw, &e)
				entities[e.ID] = e
			case "attribution":
				var a cotejo.Attribution
				err = json.Unmarshal(raw, &a)
				attributions[a.ID] = a
			case "claim":
				f := cotejo.Finding{Report: document, Entities: entities}
				err = json.Unmarshal(raw, &f.Claim)
				for _, id := range f.Attribution {
					f.Chain = append(f.Chain, attributions[id])
				}
				out = append(out, f)
			}
		}
		if err != nil {
			return nil, fmt.Errorf("record %d: %w", n, err)
		}
	}
}
