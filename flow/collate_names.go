package flow

import (
	"cmp"
	"fmt"
	"maps"
	"slices"

	"github.com/cotejo/cotejo"
	"github.com/cotejo/cotejo/link"
)

// names finds which of those whom due documents mention are one with others, and makes their groups anew.
func (b *batch) names() error {
	touched := map[string]bool{}
	for _, id := range b.due.Entities {
		touched[id] = true
	}
	for _, due := range b.due.Documents {
		mentioned, err := b.meet(due.ID)
		if err != nil {
			return err
		}
		for _, id := range mentioned {
			touched[id] = true
		}
	}
	changed := map[string]bool{}
	for _, id := range b.due.Entities {
		changed[id] = true
	}
	for _, id := range slices.Sorted(maps.Keys(touched)) {
		others, err := b.compare(id)
		if err != nil {
			return err
		}
		for _, other := range others {
			changed[other] = true
		}
	}
	if len(changed) == 0 {
		return nil
	}
	decisions, err := b.linkDecisions()
	if err != nil {
		return err
	}
	g := &graph{batch: b}
	for _, group := range b.matcher.Around(slices.Sorted(maps.Keys(changed)), g, decisions) {
		if g.err == nil {
			g.err = b.identify(group)
		}
	}
	return g.err
}

// meet notes whom the entities of a document are mentioned with, and gives those that other documents can name too.
func (b *batch) meet(document string) ([]string, error) {
	ids, err := b.Mentioned(document)
	if err != nil {
		return nil, err
	}
	named, err := b.Named(ids)
	if err != nil {
		return nil, err
	}
	var out, company []string
	for _, id := range ids {
		e := named[id]
		if e.Bound {
			continue
		}
		if e.Subtype != "country" { // everybody's company
			company = append(company, id)
		}
		if e.Type == cotejo.Person || e.Type == cotejo.Organization {
			out = append(out, id)
		}
	}
	for _, id := range out {
		if err := b.SetCompany(id, sampled(append(slices.Clone(named[id].Company), company...), id)); err != nil {
			return nil, err
		}
		delete(b.named, id)
	}
	return out, nil
}

// sampled gives those of an entity's company whose hashes are smallest: of all whom it ever met the same, in whatever order it met them,
// and the more of another's the more the two have in common (Broder 1997).
func sampled(company []string, but string) []string {
	slices.SortFunc(company, func(a, b string) int { return cmp.Or(cmp.Compare(hash(a), hash(b)), cmp.Compare(a, b)) })
	company = slices.DeleteFunc(slices.Compact(company), func(id string) bool { return id == but })
	return company[:min(len(company), link.MaxCompany)]
}

// compare finds those whose names say that they are one with an entity, and gives all whose group that may change.
func (b *batch) compare(id string) ([]string, error) {
	p, err := b.prepared(id)
	if err != nil || p == nil {
		return nil, err
	}
	kept, sought := b.matcher.Keys(p)
	sharing, renamed, err := b.SetNameKeys(id, kept, sought)
	if err != nil {
		return nil, err
	}
	if renamed {
		if err := b.MarkNames(id); err != nil {
			return nil, err
		}
	}
	if err := b.prepare(sharing); err != nil {
		return nil, err
	}
	var same []string
	for _, other := range sharing {
		o, err := b.prepared(other)
		if err != nil {
			return nil, err
		}
		if o != nil && b.matcher.Compare(p, o).Same {
			same = append(same, other)
		}
	}
	changed, err := b.SetLinks(id, same)
	if err != nil || len(same) == 0 {
		return changed, err
	}
	return append(changed, id), nil // it is named more often, which may make it the head of its group
}

// prepared gives an entity with its names taken apart, or nil.
func (b *batch) prepared(id string) (*link.Prepared, error) {
	if _, ok := b.named[id]; !ok {
		if err := b.prepare([]string{id}); err != nil {
			return nil, err
		}
	}
	return b.named[id], nil
}

// prepare takes the names of entities apart, those that were not yet.
func (b *batch) prepare(ids []string) error {
	ids = slices.DeleteFunc(slices.Clone(ids), func(id string) bool { _, ok := b.named[id]; return ok })
	if len(ids) == 0 {
		return nil
	}
	found, err := b.Named(ids)
	if err != nil {
		return err
	}
	for _, id := range ids {
		b.named[id] = nil
		n, ok := found[id]
		if !ok {
			continue
		}
		r := link.Record{ID: id, Name: n.Name, Type: n.Type, Subtype: string(n.Subtype), Country: string(n.Country), Aliases: n.Aliases, Bound: n.Bound, Uses: n.Uses, Company: n.Company}
		if r.Company == nil {
			r.Company = []string{}
		}
		b.named[id] = b.matcher.Prepare(r)
	}
	return nil
}

// linkDecisions gives what people decided of who is whom, in the order in which they did.
func (b *batch) linkDecisions() ([]link.Decision, error) {
	decided, err := b.Decided("", cotejo.Merge, cotejo.Split)
	if err != nil {
		return nil, err
	}
	var out []link.Decision
	for i, d := range decided {
		for _, other := range d.Subjects[1:] {
			out = append(out, link.Decision{A: d.Subjects[0], B: other, Same: d.Verb == cotejo.Merge, At: fmt.Sprintf("%s %08d", d.At, i)})
		}
	}
	return out, nil
}

// graph is the ledger's entities as link walks them. What failed on the way stands in err.
type graph struct {
	*batch
	err error
}

func (g *graph) Prepared(id string) *link.Prepared {
	p, err := g.prepared(id)
	g.err = cmp.Or(g.err, err)
	return p
}

func (g *graph) Same(id string) []string {
	ids, err := g.Links(id)
	g.err = cmp.Or(g.err, err)
	return ids
}

// identify has the members of a group taken for one. Its id is that of the first in the alphabet, since that changes least as members
// come and go; it goes by the name of the head.
func (b *batch) identify(group link.Group) error {
	members, err := b.Named(group.Members)
	if err != nil {
		return err
	}
	shown := members[group.Head].Entity
	shown.ID = group.Members[0]
	shown.Same = ""
	names := map[string]bool{}
	for _, id := range group.Members {
		m := members[id]
		names[m.Name] = true
		for _, alias := range m.Aliases {
			names[alias] = true
		}
		shown.Subtype = cmp.Or(shown.Subtype, m.Subtype)
		shown.Country = cmp.Or(shown.Country, m.Country)
		shown.Geonames = cmp.Or(shown.Geonames, m.Geonames)
		shown.Lat, shown.Lon = cmp.Or(shown.Lat, m.Lat), cmp.Or(shown.Lon, m.Lon)
		if len(shown.Within) == 0 {
			shown.Within = m.Within
		}
	}
	delete(names, shown.Name)
	shown.Aliases = slices.Sorted(maps.Keys(names))
	return b.SetIdentity(shown.ID, shown, group.Members)
}
