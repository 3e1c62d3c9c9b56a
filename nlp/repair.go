package nlp

import "strings"

// repairAuxiliaries moves what hangs on an auxiliary or copula to the word it serves: by the UD guidelines function words take
// no subjects, objects or clauses. Parsers slip where words stand between the two: "has in the past reported".
func repairAuxiliaries(d *Doc) {
	for w, h := range d.Head {
		if h < 0 || !servant(d.Rel[h]) {
			continue
		}
		switch rel, _, _ := strings.Cut(d.Rel[w], ":"); rel {
		case "nsubj", "csubj", "obj", "iobj", "obl", "ccomp", "xcomp", "advcl", "mark", "aux", "cop", "parataxis":
		default:
			continue
		}
		top := h
		for steps := 0; steps < 4 && top >= 0 && servant(d.Rel[top]); steps++ {
			top = d.Head[top]
		}
		if top >= 0 && int(top) != w && !servant(d.Rel[top]) {
			d.Head[w] = top
		}
	}
	for w, rel := range d.Rel {
		if servant(rel) && d.UPOS[w] == VERB {
			d.UPOS[w] = AUX
		}
	}
}

func servant(rel string) bool { return rel == "aux" || rel == "aux:pass" || rel == "cop" }
