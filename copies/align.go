package copies

// The limits of the alignment. A chain is runs of the same words in both texts with a few other words between.
const (
	seedWords = 3 // a chain begins with so many words that are the same
	tries     = 8 // places in the other text where a chain is tried
	gap       = 6 // words that may be left out, put in or changed between two runs
	sync      = 2 // words that must be the same after a gap
	chain     = 8 // words that are the same in a chain that counts
)

// run is so many words that are the same, from a on in one text and from b on in the other.
type run struct{ a, b, n int }

// align finds the chains of two texts: stretches that stand in both, in any order. Each word of a is in one chain at most. The time is
// linear in the length of both: a chain costs its own length at each of the places tried, and is then passed over.
func align(a, b []word) [][]run {
	index := make(map[uint64][]int32, len(b))
	for j := 0; j+seedWords <= len(b); j++ {
		if h := gram(b[j:]); len(index[h]) < tries {
			index[h] = append(index[h], int32(j))
		}
	}
	var out [][]run
	end, next := 0, -1 // of the last chain: words of a before end are taken; it stopped in b before next
	for i := 0; i+seedWords <= len(a); {
		places := index[gram(a[i:])]
		var best []run
		same := 0
		try := func(j int) {
			if c, n := follow(a, b, i, j); n > same {
				best, same = c, n
			}
		}
		if next >= 0 && next+seedWords <= len(b) {
			try(next)
		}
		for _, j := range places {
			try(int(j))
		}
		if same < chain {
			i++
			continue
		}
		for first := &best[0]; first.a > end && first.b > 0 && a[first.a-1].hash == b[first.b-1].hash; {
			first.a, first.b, first.n = first.a-1, first.b-1, first.n+1
		}
		out = append(out, best)
		last := best[len(best)-1]
		end, next = last.a+last.n, last.b+last.n
		i = end
	}
	return out
}

// gram is the hash of the words with which a chain can begin.
func gram(ws []word) uint64 {
	h := uint64(0)
	for _, w := range ws[:seedWords] {
		h = h*1099511628211 + w.hash
	}
	return h
}

// follow follows a chain from a word of each text as far as it goes, and counts the words that are the same.
func follow(a, b []word, i, j int) (c []run, same int) {
	for need := seedWords; ; need = sync {
		n := 0
		for i+n < len(a) && j+n < len(b) && a[i+n].hash == b[j+n].hash {
			n++
		}
		if n < need {
			return c, same
		}
		c = append(c, run{i, j, n})
		same += n
		i, j = i+n, j+n
		di, dj, ok := resume(a[i:], b[j:])
		if !ok {
			return c, same
		}
		i, j = i+di, j+dj
	}
}

// resume finds where two texts agree again, with the fewest words passed over.
func resume(a, b []word) (di, dj int, ok bool) {
	for sum := 1; sum <= 2*gap; sum++ {
		for di := max(0, sum-gap); di <= min(sum, gap); di++ {
			if agree(a, b, di, sum-di) {
				return di, sum - di, true
			}
		}
	}
	return 0, 0, false
}

func agree(a, b []word, di, dj int) bool {
	if di+sync > len(a) || dj+sync > len(b) {
		return false
	}
	for k := range sync {
		if a[di+k].hash != b[dj+k].hash {
			return false
		}
	}
	return true
}
