package intake

import (
	"errors"
	"fmt"
	"regexp"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"github.com/cotejo/cotejo"
	"github.com/goccy/go-yaml"
)

// furnisher tells the lines of a page that are no part of its report.
type furnisher struct {
	patterns []linePattern
	longest  int // code points in the longest line that any pattern takes
}

type linePattern struct {
	*regexp.Regexp
	max int
}

// furnitureFile is data/furniture.yaml; the file says what its fields mean.
type furnitureFile struct {
	Patterns []struct {
		Name     string   `yaml:"name"`
		Language string   `yaml:"language"`
		Pattern  string   `yaml:"pattern"`
		Max      int      `yaml:"max"`
		Is       []string `yaml:"is"`
		Not      []string `yaml:"not"`
	} `yaml:"patterns"`
}

const usualLine = 160

var furniture = sync.OnceValue(func() *furnisher {
	raw, err := data.ReadFile("data/furniture.yaml")
	if err != nil {
		panic(err) // embedded: cannot be missing
	}
	f, err := parseFurniture(raw)
	if err != nil {
		panic(err) // a test reads the same bytes
	}
	return f
})

// parseFurniture reads the table and says everything that is wrong with it.
func parseFurniture(raw []byte) (*furnisher, error) {
	var file furnitureFile
	if err := yaml.UnmarshalWithOptions(raw, &file, yaml.DisallowUnknownField()); err != nil {
		return nil, err
	}
	f := &furnisher{}
	var wrong []error
	seen := map[string]bool{}
	for i, p := range file.Patterns {
		fail := func(format string, args ...any) {
			wrong = append(wrong, fmt.Errorf("pattern %d %q: %s", i+1, p.Name, fmt.Sprintf(format, args...)))
		}
		if p.Name == "" || seen[p.Name] {
			fail("needs a name of its own")
		}
		seen[p.Name] = true
		if _, ok := knownLanguage(p.Language); !ok {
			fail("language %q is neither en nor es", p.Language)
		}
		if len(p.Is) == 0 || len(p.Not) == 0 {
			fail("needs examples of what it is and what it is not")
		}
		if p.Max == 0 {
			p.Max = usualLine
		}
		re, err := regexp.Compile(`(?i)^(?:` + p.Pattern + `)$`)
		if err != nil {
			fail("%v", err)
			continue
		}
		line := linePattern{re, p.Max}
		for _, s := range p.Is {
			if !line.takes(bare(s)) {
				fail("does not take %q", s)
			}
		}
		for _, s := range p.Not {
			if line.takes(bare(s)) {
				fail("takes %q", s)
			}
		}
		f.patterns = append(f.patterns, line)
		f.longest = max(f.longest, p.Max)
	}
	if len(f.patterns) == 0 {
		wrong = append(wrong, errors.New("no patterns"))
	}
	return f, errors.Join(wrong...)
}

func (p linePattern) takes(line string) bool {
	return utf8.RuneCountInString(line) <= p.max && p.MatchString(line)
}

// bare is a line without the space, bullets and bars around it.
func bare(line string) string {
	return strings.TrimFunc(line, func(r rune) bool { return unicode.IsSpace(r) || strings.ContainsRune("|•·*▶►▸→", r) })
}

// Furniture gives the lines of a document's text that belong to the page and not to the report, in code points, as [Input.Read] does.
func Furniture(text string) []cotejo.Span { return furniture().find(text) }

// find gives the lines of a text that are furniture, without the line ends.
func (f *furnisher) find(text string) []cotejo.Span {
	var spans []cotejo.Span
	at, open := 0, false
	for line := range strings.SplitAfterSeq(text, "\n") {
		length := utf8.RuneCountInString(line)
		if !open && f.is(line) {
			end := at + utf8.RuneCountInString(strings.TrimRight(line, "\r\n"))
			spans = append(spans, cotejo.Span{Start: at, End: end})
		} else {
			open = goesOn(line)
		}
		at += length
	}
	return spans
}

// wrapped is the least length of a line that may have been broken to fit a page.
const wrapped = 50

// goesOn says whether the next line may go on with this one's sentence: then a lone "news" there is no menu.
func goesOn(line string) bool {
	line = strings.TrimRightFunc(line, func(r rune) bool { return unicode.IsSpace(r) || strings.ContainsRune(`"'”’»)]`, r) })
	last, _ := utf8.DecodeLastRuneInString(line)
	return utf8.RuneCountInString(line) >= wrapped && !strings.ContainsRune(".!?:…", last)
}

func (f *furnisher) is(line string) bool {
	if len(line) > utf8.UTFMax*f.longest+64 {
		return false
	}
	line = bare(line)
	if line == "" {
		return false
	}
	for _, p := range f.patterns {
		if p.takes(line) {
			return true
		}
	}
	return false
}
