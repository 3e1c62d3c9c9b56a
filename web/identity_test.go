package web

import (
	"net/http"
	"regexp"
	"strings"
	"testing"

	"github.com/cotejo/cotejo"
	"github.com/cotejo/cotejo/web/api"
	"github.com/cotejo/cotejo/web/internal/fixture"
)

func TestDecisionsOnWhoIsMeant(t *testing.T) {
	l := ledgerOf(t, fixture.Reports()...)
	entities, err := l.Entities(t.Context(), "", 2, 0)
	if err != nil {
		t.Fatal(err)
	}
	one, other := entities[0].ID, entities[1].ID
	h := handlerOf(t, l)
	if _, page := get(t, h, entityPath(one)); strings.Contains(page, "What people decided") || !strings.Contains(page, `class="decide scripted"`) {
		t.Error("before anybody decided the page offers no form, or shows a decision")
	}
	d, err := l.Decide(t.Context(), cotejo.Decision{By: "Ana <b>", Verb: cotejo.Split, Subjects: []string{one, other}, Note: "<i>why</i>"})
	if err != nil {
		t.Fatal(err)
	}
	for _, id := range []string{one, other} {
		_, page := get(t, h, entityPath(id))
		for _, want := range []string{"are not the same: &lt;i&gt;why&lt;/i&gt;", "Ana &lt;b&gt;", `data-undo="` + d.ID + `"`, entityPath(one), entityPath(other)} {
			if !strings.Contains(page, want) {
				t.Errorf("the page of %s lacks %q", id, want)
			}
		}
	}
	if _, err := l.Decide(t.Context(), cotejo.Decision{By: "Ana", Verb: cotejo.Undo, Subjects: []string{d.ID}}); err != nil {
		t.Fatal(err)
	}
	if _, page := get(t, h, entityPath(one)); !strings.Contains(page, "taken back") || strings.Contains(page, "data-undo") {
		t.Error("a decision that is taken back can be undone, or is not shown as taken back")
	}
}

func TestNobodyDecidesWhereNothingIsWritten(t *testing.T) {
	l := ledgerOf(t, fixture.Reports()...)
	h, err := NewHandler(l, Options{API: api.Options{ReadOnly: "the ledger is open to read only"}})
	if err != nil {
		t.Fatal(err)
	}
	entities, err := l.Entities(t.Context(), "", 1, 0)
	if err != nil {
		t.Fatal(err)
	}
	res, page := get(t, h, entityPath(entities[0].ID))
	if res.StatusCode != http.StatusOK || regexp.MustCompile(`<form class="decide|data-undo|data-split`).MatchString(page) || !strings.Contains(page, "the ledger is open to read only") {
		t.Errorf("a page that cannot be written to lets people decide, or does not say why not (%d)", res.StatusCode)
	}
}
