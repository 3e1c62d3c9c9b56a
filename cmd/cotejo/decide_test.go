package main

import (
	"testing"

	"github.com/cotejo/cotejo"
)

func TestPieceNamed(t *testing.T) {
	pieces := []cotejo.Entity{
		{ID: "e:1", Name: "Ramón Ibarra", Aliases: []string{"El Tordo", "Ibarra"}},
		{ID: "e:2", Name: "Panther", Aliases: []string{"Pantera", "Ibarra"}},
	}
	for name, want := range map[string]string{"ramon ibarra": "e:1", "pantera": "e:2", "EL TORDO": "e:1", "Ibarra": "none", "nobody": "none"} {
		if got := pieceNamed(pieces, name, "none"); got != want {
			t.Errorf("%s: %s, want %s", name, got, want)
		}
	}
}
