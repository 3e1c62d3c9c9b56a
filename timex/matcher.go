package timex

// step is one instruction of a compiled pattern: match a word, a list or a number and go on to the next step; try the next step and
// then the one at other; go to other; or done.
type step struct {
	op    op
	text  string
	class *class
	other int
}

// compile appends the steps of n.
func compile(n *node, out []step) []step {
	switch n.op {
	case sequence:
		for i := range n.kids {
			out = compile(&n.kids[i], out)
		}
	case choice:
		var exits []int
		for i := range n.kids {
			if i == len(n.kids)-1 {
				out = compile(&n.kids[i], out)
				break
			}
			at := len(out)
			out = compile(&n.kids[i], append(out, step{op: try}))
			exits = append(exits, len(out))
			out = append(out, step{op: jump})
			out[at].other = len(out)
		}
		for _, at := range exits {
			out[at].other = len(out)
		}
	case option:
		at := len(out)
		out = compile(&n.kids[0], append(out, step{op: try}))
		out[at].other = len(out)
	default:
		out = append(out, step{op: n.op, text: n.text, class: n.class})
	}
	return out
}

// matcher runs a pattern over units and notes the longest match that may end where it does.
type matcher struct {
	grammar *grammar
	steps   []step
	units   []unit
	ends    func(to int) bool
	to      int // where the longest match ends so far
	fields  fields
}

func (m *matcher) run(at, place int, f *fields) {
	for {
		s := &m.steps[at]
		switch s.op {
		case done:
			if place > m.to && m.ends(place) {
				m.to, m.fields = place, *f
			}
			return
		case try:
			m.run(at+1, place, f)
			at = s.other
			continue
		case jump:
			at = s.other
			continue
		}
		if place >= len(m.units) {
			return
		}
		u := &m.units[place]
		switch s.op {
		case word:
			if u.text != s.text {
				return
			}
			at, place = at+1, place+1
		case listed:
			if s.class.capital && !u.upper {
				return
			}
			for i := range s.class.entries[u.text] {
				e := &s.class.entries[u.text][i]
				if has(m.units[place:], e.units) {
					with := *f
					with.add(&e.fields)
					m.run(at+1, place+len(e.units), &with)
				}
			}
			return
		default:
			length, k, v, ok := m.grammar.figure(s.op, m.units[place:])
			if !ok {
				return
			}
			with := *f
			with.set(k, v)
			m.run(at+1, place+length, &with)
			return
		}
	}
}

// has says whether units begin with the words.
func has(units []unit, words []string) bool {
	if len(units) < len(words) {
		return false
	}
	for i, w := range words {
		if units[i].text != w {
			return false
		}
	}
	return true
}
