package link

import (
	"fmt"
	"slices"
	"strconv"

	"github.com/cotejo/cotejo"
)

// Keys gives the keys under which a record is kept, and those under which others are to be sought: of two records that
// [Matcher.Compare] says are the same, either is kept under a key under which the other seeks. Few meet who do not share much of a name:
// a common surname, or a police force without its country, is a key with company alone, and names whose words make the same acronym
// meet who goes by it, not one another. A record that is linked with nothing has none.
func (m *Matcher) Keys(p *Prepared) (kept, sought []string) {
	if p.rec.Bound {
		return nil, nil
	}
	k := &keys{company: p.company}
	switch {
	case p.person != nil:
		k.ofPerson(p.person)
	case p.body != nil && p.rec.Type == cotejo.Organization:
		k.ofBody(p)
	}
	kept, sought = append(k.kept, k.out...), append(k.sought, k.out...)
	slices.Sort(kept)
	slices.Sort(sought)
	return slices.Compact(kept), slices.Compact(sought)
}

type keys struct {
	company      []uint64
	out          []string // both kept and sought
	kept, sought []string // only the one
}

func (k *keys) add(parts ...any) { k.out = append(k.out, fmt.Sprint(parts...)) }

// withCompany adds a key once for each companion or, where the company is unknown, alone.
func (k *keys) withCompany(key string) {
	if k.company == nil {
		k.out = append(k.out, key+"|")
	}
	for _, c := range k.company {
		k.out = append(k.out, key+"|"+strconv.FormatUint(c, 36))
	}
}

func base36(h uint64) string { return strconv.FormatUint(h, 36) }

func (k *keys) ofPerson(p *person) {
	if p.byname >= 0 {
		k.add("k", p.byname)
	}
	for _, c := range p.called {
		k.out = append(k.out, "n"+base36(c.hash))
	}
	if p.loose != nil && len(p.called) == 0 {
		k.out = append(k.out, "n"+base36(p.loose.hash))
	}
	for i := range p.readings {
		for how := bySound; how <= byLook && len(p.readings[i].surnames) > 0; how++ {
			k.ofReading(&p.readings[i], how, p)
		}
	}
}

func (k *keys) ofReading(r *reading, how manner, p *person) {
	mark := [...]string{bySound: "", byLook: "l"}[how]
	first := base36(r.surnames[0].key(how))
	if len(r.surnames) > 1 {
		k.out = append(k.out, mark+"s"+first+"."+base36(r.surnames[1].key(how)))
	}
	for j := range r.given {
		if !r.given[j].initial {
			k.out = append(k.out, mark+"p"+base36(r.given[j].key(how))+"."+first)
		}
	}
	for j := range p.called {
		k.out = append(k.out, mark+"p"+base36(p.called[j].word.key(how))+"."+first)
	}
	if k.company != nil || r.surnames[0].surname != commonName {
		k.withCompany(mark + "b" + first)
	}
}

func (k *keys) ofBody(p *Prepared) {
	b := p.body
	if b.actor >= 0 {
		k.add("k", b.actor)
	}
	for _, forms := range [][]form{b.forms, b.known} {
		for i := range forms {
			k.ofForm(&forms[i], p)
		}
	}
}

func (k *keys) ofForm(f *form, p *Prepared) {
	if f.acronym != "" {
		k.out = append(k.out, "a"+f.acronym)
		k.sought = append(k.sought, "w"+f.acronym)
	}
	for _, a := range f.acronyms {
		k.kept = append(k.kept, "w"+a)
		k.sought = append(k.sought, "a"+a)
	}
	if f.short {
		return
	}
	sig := "o" + base36(f.sig)
	if !f.national {
		k.out = append(k.out, sig)
		return
	}
	if c := land(f, p); c != "" {
		k.out = append(k.out, sig+"|"+c)
	}
	k.withCompany(sig)
}
