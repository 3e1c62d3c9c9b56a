package nlp

import (
	"encoding/json"
	"math/rand/v2"
	"os"
	"path/filepath"
	"testing"
)

// tiny is what the program that trains networks says of the fixture: the same network, run by another implementation.
type tiny struct {
	Forms      []string     `json:"forms"`
	SyntaxRows [][]int      `json:"syntax_rows"`
	NamesRows  [][]int      `json:"names_rows"`
	TagScores  [][]float32  `json:"tag_scores"`
	Tags       []string     `json:"tags"`
	ArcScores  [][]*float32 `json:"arc_scores"`
	Heads      []int32      `json:"heads"`
	RelScores  [][]float32  `json:"rel_scores"`
	Rels       []string     `json:"rels"`
	NameScores [][]float32  `json:"name_scores"`
	Names      []string     `json:"names"`
}

func loadTiny(t *testing.T) (*network, []tiny) {
	t.Helper()
	var want []tiny
	b, err := os.ReadFile(filepath.Join("testdata", "network", "tiny.json"))
	if err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(b, &want); err != nil {
		t.Fatal(err)
	}
	file, err := os.ReadFile(filepath.Join("testdata", "network", "tiny.bin"))
	if err != nil {
		t.Fatal(err)
	}
	n, err := loadNetwork(string(file))
	if err != nil {
		t.Fatal(err)
	}
	return n, want
}

// sentences puts forms, the same sentence several times, into a Doc.
func sentences(forms []string, times int) *Doc {
	d := &Doc{}
	for range times {
		from := d.Len()
		d.Form = append(d.Form, forms...)
		d.Sents = append(d.Sents, Range{from, d.Len()})
	}
	return d
}

// TestNetworkParity runs the fixture, alone and in a batch, and compares with the implementation that it came from.
func TestNetworkParity(t *testing.T) {
	n, wants := loadTiny(t)
	for i := range 2 * len(wants) {
		want, times := &wants[i/2], 1+i%2*2
		words := len(want.Forms)
		d := sentences(want.Forms, times)
		var b batch
		b.begin(d.Sents)
		b.features(d, &n.features)
		for k, net := range n.nets {
			rows := [][][]int{want.SyntaxRows, want.NamesRows}[k]
			for i := range d.Form {
				for f, table := range net.tables {
					if got := int(table.row(b.hashes[i*len(n.features.specs)+table.feature])); got != rows[i%words][f] {
						t.Fatalf("net %d, word %q, feature %d: row %d, not %d", k, d.Form[i], f, got, rows[i%words][f])
					}
				}
			}
		}
		net := n.nets[0]
		net.encode(&b, len(n.features.specs))
		net.tag.apply(b.wide, b.h[net.width:], b.rows, net.width)
		for k := range d.Sents {
			for i, scores := range want.TagScores {
				near(t, "tag scores", b.wide[(b.first[k]+i)*padded(net.tag.out):], scores)
			}
		}
		net.parse.run(&b, net.width, func(k int, heads []int32, labels []int) {
			width := padded(words + 1)
			for i, row := range want.ArcScores {
				for j, v := range row {
					if v != nil {
						near(t, "arc score", b.arcs.scores[i*width+j:][:1], []float32{*v})
					}
				}
				if heads[i] != want.Heads[i] || n.rels[labels[i]] != want.Rels[i] {
					t.Errorf("word %d: head %d by %s, not %d by %s", i, heads[i], n.rels[labels[i]], want.Heads[i], want.Rels[i])
				}
			}
		})
		n.annotate(d, &b)
		for k := range d.Sents {
			for i, scores := range want.NameScores {
				near(t, "name scores", b.labels[(b.first[k]+i)*padded(len(n.names)):], scores)
			}
		}
		for i := range d.Form {
			tag := d.UPOS[i].String()
			if d.Feats[i] != "" {
				tag += "|" + d.Feats[i]
			}
			if tag != want.Tags[i%words] || d.Rel[i] != want.Rels[i%words] {
				t.Errorf("word %d: %s, %s", i, tag, d.Rel[i])
			}
			name := "O"
			if d.Name[i].Kind != NoName {
				name = map[bool]string{true: "B-", false: "I-"}[d.Name[i].Begin] + d.Name[i].Kind.String()
			}
			if name != want.Names[i%words] {
				t.Errorf("word %d: name %s, not %s", i, name, want.Names[i%words])
			}
		}
	}
}

func TestLongSentence(t *testing.T) {
	n, want := loadTiny(t)
	var forms []string
	for range 70 {
		forms = append(forms, want[0].Forms...)
	}
	d := sentences(forms, 1)
	n.annotate(d, new(batch))
	if err := checkTree(d.Head, 0); err != nil {
		t.Error(err)
	}
	roots := 0
	for _, h := range d.Head {
		if h < 0 {
			roots++
		}
	}
	if roots != 1 {
		t.Errorf("%d roots", roots)
	}
}

// TestBestTree compares with trying every tree.
func TestBestTree(t *testing.T) {
	rng := rand.New(rand.NewPCG(4, 4))
	var s treeScratch
	for range 2000 {
		n := 1 + rng.IntN(5)
		width := padded(n + 1)
		scores := randomFloats(rng, n*width)
		if rng.IntN(2) == 0 { // cycles within cycles
			for i := range n {
				scores[i*width+1+(i+1)%n] += 5
			}
		}
		heads := make([]int32, n)
		bestTree(scores, width, heads, &s)
		got := treeScore(scores, width, heads)
		if !isTree(heads, &s) || oneRoot(heads) != 1 {
			t.Fatalf("%v is no tree with one root", heads)
		}
		top := float32(-1e30)
		try := make([]int32, n)
		var all func(i int)
		all = func(i int) {
			if i == n {
				if oneRoot(try) == 1 && isTree(try, &s) {
					top = max(top, treeScore(scores, width, try))
				}
				return
			}
			for h := range int32(n + 1) {
				if h != int32(i+1) {
					try[i] = h
					all(i + 1)
				}
			}
		}
		all(0)
		if got < top-1e-3 {
			t.Fatalf("%d words: tree of %g, the best is %g", n, got, top)
		}
	}
}

func oneRoot(heads []int32) (n int) {
	for _, h := range heads {
		if h == 0 {
			n++
		}
	}
	return n
}

func treeScore(scores []float32, width int, heads []int32) (sum float32) {
	for i, h := range heads {
		sum += scores[i*width+int(h)]
	}
	return sum
}
