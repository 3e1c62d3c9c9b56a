package nlp

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"iter"
	"math"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// maxGap is the widest stretch of text, in code points, that may lie between two tokens: a guard against a TokenRange
// that would ask for more memory than there is.
const maxGap = 1 << 20

// maxLine is the longest line read, in bytes.
const maxLine = 64 << 20

// ReadCoNLLU reads documents in the CoNLL-U format, one at each "# newdoc"; text without any is one document.
//
// Text is made from the forms: a space after each but where MISC says SpaceAfter=No, and an empty line before a
// "# newpar". Where MISC has TokenRange=start:end (code points, end exclusive) tokens stand exactly there, and the
// stretches between them are blank; SetText puts the true text in. MISC also gives names: NER=B-PER, NER=I-PER, NER=O.
// Empty nodes (1.1) are left out. Columns that hold nothing but "_" in the whole document are nil.
//
// The sequence ends at the first error, which names its line.
func ReadCoNLLU(r io.Reader) iter.Seq2[*Doc, error] {
	return func(yield func(*Doc, error) bool) {
		lines := bufio.NewScanner(r)
		lines.Buffer(make([]byte, 0, 64<<10), maxLine)
		b := newBuilder()
		fail := func(err error) { yield(nil, fmt.Errorf("conllu: line %d: %w", b.line, err)) }
		for lines.Scan() {
			b.line++
			line := strings.TrimSuffix(lines.Text(), "\r")
			if id, ok := comment(line, "newdoc"); ok {
				if err := b.endSentence(); err != nil {
					fail(err)
					return
				}
				if len(b.start) > 0 && !yield(b.finish(), nil) {
					return
				}
				n := b.line
				b = newBuilder()
				b.line, b.id = n, id
				continue
			}
			if err := b.add(line); err != nil {
				fail(err)
				return
			}
		}
		if err := lines.Err(); err != nil {
			b.line++
			if errors.Is(err, bufio.ErrTooLong) {
				err = fmt.Errorf("longer than %d bytes: is this CoNLL-U?", maxLine)
			}
			fail(err)
			return
		}
		if err := b.endSentence(); err != nil {
			fail(err)
			return
		}
		if len(b.start) > 0 {
			yield(b.finish(), nil)
		}
	}
}

// comment says whether line is the comment "# key" or "# key = value" (newdoc and newpar write "# key id = value").
func comment(line, key string) (value string, ok bool) {
	rest, ok := strings.CutPrefix(line, "#")
	if !ok {
		return "", false
	}
	name, value, _ := strings.Cut(rest, "=")
	name = strings.TrimSuffix(strings.TrimSpace(name), " id")
	return strings.TrimSpace(value), name == key
}

// builder gathers one document. Forms are cut from the text when it is whole.
type builder struct {
	line int
	id   string

	text  strings.Builder
	chars int  // code points in text
	space bool // a space is due before the next token
	par   bool // an empty line is due before the next token

	start, end []int32
	form       []string // "": the text between start and end
	lemma      []string
	upos       []UPOS
	xpos       []string
	feats      []string
	head       []int32
	rel        []string
	name       []Tag
	multi      []Range
	sents      []Range
	sentIDs    []string
	paras      []Range

	hasLemma, hasUPOS, hasXPOS, hasFeats, hasTree, hasNames, hasIDs bool

	first      int // first word of the open sentence
	sentID     string
	multiEnd   int // the last id of the open multiword token, in its sentence
	multiStart [2]int32
	nameBefore Tag
}

func newBuilder() *builder { return &builder{} }

func (b *builder) add(line string) error {
	switch {
	case strings.TrimSpace(line) == "":
		return b.endSentence()
	case line[0] == '#':
		if _, ok := comment(line, "newpar"); ok {
			b.par = true
		} else if id, ok := comment(line, "sent_id"); ok {
			b.sentID, b.hasIDs = id, true
		}
		return nil
	}
	var col [10]string
	rest, n := line, 0
	for n < 9 {
		c, r, ok := strings.Cut(rest, "\t")
		if !ok {
			break
		}
		col[n], rest = c, r
		n++
	}
	col[n] = rest
	if n != 9 || strings.Contains(rest, "\t") {
		return fmt.Errorf("%d columns, not 10: separate them with tabs", strings.Count(line, "\t")+1)
	}
	if strings.Contains(col[0], ".") {
		return nil
	}
	if from, to, ok := strings.Cut(col[0], "-"); ok {
		return b.addMulti(from, to, col[1], col[9])
	}
	if err := b.addWord(&col); err != nil {
		return err
	}
	if b.multiEnd > 0 && len(b.start)-b.first == b.multiEnd {
		b.endMulti()
	}
	return nil
}

func (b *builder) addMulti(from, to, form, misc string) error {
	i, err1 := strconv.Atoi(from)
	j, err2 := strconv.Atoi(to)
	next := len(b.start) - b.first + 1
	if err1 != nil || err2 != nil || i != next || j < i || j-i > 1000 || next <= b.multiEnd {
		return fmt.Errorf("multiword token %q where word %d was expected: number words from 1 in each sentence", from+"-"+to, next)
	}
	start, end, err := b.token(form, misc)
	if err != nil {
		return err
	}
	b.multiEnd, b.multiStart = j, [2]int32{start, end}
	b.multi = append(b.multi, Range{b.first + i - 1, b.first + j})
	return nil
}

// endMulti gives the words of the multiword token just read their own offsets, where they make up its text.
func (b *builder) endMulti() {
	m := b.multi[len(b.multi)-1]
	whole := b.text.String()[b.multiStart[0]:b.multiStart[1]]
	if strings.Join(b.form[m.Start:m.End], "") != whole {
		return
	}
	at := b.multiStart[0]
	for i := m.Start; i < m.End; i++ {
		b.start[i] = at
		at += int32(len(b.form[i]))
		b.end[i] = at
	}
}

func (b *builder) addWord(col *[10]string) error {
	next := len(b.start) - b.first + 1
	if id, err := strconv.Atoi(col[0]); err != nil || id != next {
		return fmt.Errorf("id %q where %d was expected: number words from 1 in each sentence", col[0], next)
	}
	form := ""
	start, end := b.multiStart[0], b.multiStart[1]
	if next <= b.multiEnd {
		if form = col[1]; form == "" {
			return errors.New("the form is empty: give every word one")
		}
	} else {
		var err error
		if start, end, err = b.token(col[1], col[9]); err != nil {
			return err
		}
	}
	head := int32(-1)
	if col[6] != "_" {
		h, err := strconv.Atoi(col[6])
		if err != nil || h < 0 || h > math.MaxInt32/2 {
			return fmt.Errorf("head %q: give the id of a word of the sentence, 0 for its root or _", col[6])
		}
		if b.hasTree = true; h > 0 {
			head = int32(b.first + h - 1)
		}
	}
	b.start, b.end, b.form = append(b.start, start), append(b.end, end), append(b.form, form)
	b.lemma = append(b.lemma, filled(col[2], &b.hasLemma, col[1] == "_"))
	b.upos = append(b.upos, ParseUPOS(filled(col[3], &b.hasUPOS, false)))
	b.xpos = append(b.xpos, filled(col[4], &b.hasXPOS, false))
	b.feats = append(b.feats, filled(col[5], &b.hasFeats, false))
	b.head, b.rel = append(b.head, head), append(b.rel, filled(col[7], &b.hasTree, false))
	tag, _ := miscValue(col[9], "NER")
	b.name = append(b.name, b.nameTag(tag))
	return nil
}

// filled gives a column's value, "" for the "_" that stands for none, and marks in has that there was one. With literal,
// "_" stands for itself.
func filled(col string, has *bool, literal bool) string {
	if col == "_" && !literal {
		return ""
	}
	*has = true
	return strings.Clone(col)
}

// nameTag reads a BIO tag; the prefix may be missing.
func (b *builder) nameTag(tag string) Tag {
	if tag == "" {
		b.nameBefore = Tag{}
		return Tag{}
	}
	b.hasNames = true
	prefix, kind, ok := strings.Cut(tag, "-")
	if !ok {
		prefix, kind = "", tag
	}
	k := ParseKind(kind)
	t := Tag{Kind: k, Begin: k != NoName && (prefix == "B" || b.nameBefore.Kind != k)}
	b.nameBefore = t
	return t
}

// miscValue finds key=value in a MISC column.
func miscValue(misc, key string) (string, bool) {
	for misc != "" {
		var item string
		item, misc, _ = strings.Cut(misc, "|")
		if v, ok := strings.CutPrefix(item, key); ok && strings.HasPrefix(v, "=") {
			return v[1:], true
		}
	}
	return "", false
}

// token puts a token's form into the text and gives its byte offsets.
func (b *builder) token(form, misc string) (start, end int32, err error) {
	if form == "" {
		return 0, 0, errors.New("the form is empty: give every token one")
	}
	if b.text.Len()+len(form) > math.MaxInt32-2*maxGap {
		return 0, 0, errors.New("the document is over 2 GB: cut it with # newdoc")
	}
	if b.par || len(b.paras) == 0 {
		b.endPara()
		b.paras = append(b.paras, Range{len(b.start), 0})
	}
	gap, width := "", utf8.RuneCountInString(form)
	switch {
	case b.par && b.chars > 0:
		gap = "\n\n"
	case b.space:
		gap = " "
	}
	if v, ok := miscValue(misc, "TokenRange"); ok {
		from, to, _ := strings.Cut(v, ":")
		s, err1 := strconv.Atoi(from)
		e, err2 := strconv.Atoi(to)
		switch {
		case err1 != nil || err2 != nil || e-s != width:
			return 0, 0, fmt.Errorf("TokenRange=%s does not fit the form, which has %d code points", v, width)
		case s < b.chars:
			return 0, 0, fmt.Errorf("TokenRange=%s starts before code point %d, where the token before it ends", v, b.chars)
		case s-b.chars > maxGap:
			return 0, 0, fmt.Errorf("TokenRange=%s leaves more than %d code points without a token", v, maxGap)
		}
		gap = blank(s-b.chars, b.par)
	}
	b.text.WriteString(gap)
	start = int32(b.text.Len())
	b.text.WriteString(form)
	b.chars += len(gap) + width
	after, _ := miscValue(misc, "SpaceAfter")
	b.space, b.par = after != "No", false
	return start, int32(b.text.Len()), nil
}

// blank is white space n code points long; with par an empty line, if it fits.
func blank(n int, par bool) string {
	if par && n >= 2 {
		return "\n\n" + strings.Repeat(" ", n-2)
	}
	return strings.Repeat(" ", n)
}

func (b *builder) endPara() {
	if n := len(b.paras); n > 0 {
		b.paras[n-1].End = len(b.start)
	}
}

func (b *builder) endSentence() error {
	n := len(b.start)
	if b.multiEnd > n-b.first {
		return fmt.Errorf("the sentence ends inside a multiword token: its last word should be %d", b.multiEnd)
	}
	if n == b.first {
		return nil
	}
	if err := checkTree(b.head[b.first:], b.first); err != nil {
		return err
	}
	b.sents = append(b.sents, Range{b.first, n})
	b.sentIDs = append(b.sentIDs, b.sentID)
	b.first, b.sentID, b.multiEnd, b.nameBefore = n, "", 0, Tag{}
	return nil
}

// checkTree refuses heads outside the sentence that starts at word first, and cycles: what walks up a tree must end.
func checkTree(head []int32, first int) error {
	const open, done = 1, 2
	state := make([]uint8, len(head))
	for i := range head {
		j := i
		for state[j] == 0 {
			state[j] = open
			h := int(head[j])
			if h < 0 {
				break
			}
			if h -= first; h >= len(head) {
				return fmt.Errorf("word %d of the sentence that ends here has head %d, but there are %d words", j+1, h+1, len(head))
			}
			if state[h] == open {
				return fmt.Errorf("word %d of the sentence that ends here depends on itself, through its heads", j+1)
			}
			j = h
		}
		for j = i; state[j] == open; {
			state[j] = done
			if h := int(head[j]) - first; head[j] >= 0 {
				j = h
			}
		}
	}
	return nil
}

func (b *builder) finish() *Doc {
	b.endPara()
	d := &Doc{ID: b.id, Text: b.text.String(), Start: b.start, End: b.end, Form: b.form, Multi: b.multi, Sents: b.sents, Paras: b.paras}
	for i, f := range d.Form {
		if f == "" {
			d.Form[i] = d.Text[d.Start[i]:d.End[i]]
		} else {
			d.Form[i] = strings.Clone(f)
		}
	}
	if b.hasLemma {
		d.Lemma = b.lemma
	}
	if b.hasUPOS {
		d.UPOS = b.upos
	}
	if b.hasXPOS {
		d.XPOS = b.xpos
	}
	if b.hasFeats {
		d.Feats = b.feats
	}
	if b.hasTree {
		d.Head, d.Rel = b.head, b.rel
	}
	if b.hasNames {
		d.Name = b.name
	}
	if b.hasIDs {
		d.SentIDs = b.sentIDs
	}
	return d
}

// SetText puts text in the place of the document's own, which must hold the same tokens in the same order, with
// nothing but white space between them, and moves the offsets to it.
func (d *Doc) SetText(text string) error {
	start, end, form := make([]int32, d.Len()), make([]int32, d.Len()), make([]string, d.Len())
	at, was := 0, int32(0) // where text and the document's own text have been compared up to
	for i := range start {
		if d.Start[i] < was { // shares its token's offsets
			start[i], end[i], form[i] = start[i-1], end[i-1], d.Form[i]
			continue
		}
		for at < len(text) {
			r, n := utf8.DecodeRuneInString(text[at:])
			if !unicode.IsSpace(r) {
				break
			}
			at += n
		}
		word := d.Text[d.Start[i]:d.End[i]]
		if !strings.HasPrefix(text[at:], word) {
			return fmt.Errorf("the text has %.40q at byte %d, where %q should stand", text[at:], at, word)
		}
		start[i], end[i], form[i] = int32(at), int32(at+len(word)), d.Form[i]
		if form[i] == word {
			form[i] = text[at : at+len(word)]
		}
		at, was = at+len(word), d.End[i]
	}
	d.Text, d.Start, d.End, d.Form = text, start, end, form
	return nil
}
