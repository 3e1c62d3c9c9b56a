package copies

import "slices"

// parts is a union-find over ids.
type parts map[string]string

func newParts() parts { return parts{} }

func (p parts) find(id string) string {
	up, ok := p[id]
	if !ok {
		p[id] = id
		return id
	}
	for up != p[up] {
		p[id] = p[up]
		id, up = up, p[up]
	}
	return up
}

func (p parts) join(a, b string) {
	if a, b = p.find(a), p.find(b); a != b {
		p[max(a, b)] = min(a, b)
	}
}

// all gives the members of each part, sorted.
func (p parts) all() [][]string {
	byRoot := map[string][]string{}
	for id := range p {
		root := p.find(id)
		byRoot[root] = append(byRoot[root], id)
	}
	var out [][]string
	for _, members := range byRoot {
		slices.Sort(members)
		out = append(out, members)
	}
	return out
}
