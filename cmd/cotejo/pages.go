package main

import (
	"github.com/cotejo/cotejo/codebook"
	"github.com/cotejo/cotejo/gazetteer"
	"github.com/cotejo/cotejo/web"
)

// pageOptions tells the pages what can be claimed and what countries are called.
func pageOptions() (web.Options, error) {
	book, err := codebook.Default()
	if err != nil {
		return web.Options{}, err
	}
	places, err := gazetteer.Load()
	if err != nil {
		return web.Options{}, err
	}
	options := web.Options{Version: version, Country: func(code string) string {
		id, ok := places.Code(code)
		if !ok {
			return ""
		}
		return places.Place(id).Name
	}}
	for _, p := range book.Predicates {
		options.Predicates = append(options.Predicates, web.Predicate{ID: p.ID, Says: p.Says})
	}
	return options, nil
}
