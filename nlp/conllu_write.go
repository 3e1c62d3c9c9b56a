package nlp

import (
	"bufio"
	"io"
	"strconv"
	"strings"
	"unicode/utf8"
)

// WriteCoNLLU writes d in the CoNLL-U format: "# newdoc", "# newpar", "# sent_id" and "# text" comments, and in MISC
// SpaceAfter=No, TokenRange=start:end in code points of the text, and NER=B-PER or I-PER for the words of names.
// Columns that are nil, and empty values, become "_".
func WriteCoNLLU(w io.Writer, d *Doc) error {
	c := conlluWriter{Writer: bufio.NewWriter(w), d: d}
	c.document()
	return c.Flush()
}

type conlluWriter struct {
	*bufio.Writer
	d           *Doc
	multi       int // next of d.Multi
	para        int // next of d.Paras
	bytes, char int // a place in d.Text, in bytes and in code points
	num         [20]byte
}

func (c *conlluWriter) str(s ...string) {
	for _, s := range s {
		c.WriteString(s) //nolint:errcheck // bufio keeps the first error for Flush
	}
}

func (c *conlluWriter) int(n int) { c.Write(strconv.AppendInt(c.num[:0], int64(n), 10)) } //nolint:errcheck // as above

func (c *conlluWriter) document() {
	d := c.d
	c.str("# newdoc")
	if d.ID != "" {
		c.str(" id = ", field(d.ID))
	}
	c.str("\n")
	for i, s := range d.Sents {
		if c.para < len(d.Paras) && d.Paras[c.para].Start <= s.Start {
			c.str("# newpar\n")
			for c.para < len(d.Paras) && d.Paras[c.para].Start <= s.Start {
				c.para++
			}
		}
		c.str("# sent_id = ")
		switch {
		case i < len(d.SentIDs) && d.SentIDs[i] != "":
			c.str(field(d.SentIDs[i]))
		case d.ID != "":
			c.str(field(d.ID), "-")
			c.int(i + 1)
		default:
			c.int(i + 1)
		}
		c.str("\n# text = ", strings.Join(strings.Fields(d.TextOf(s)), " "), "\n")
		for w := s.Start; w < s.End; w++ {
			c.word(w, s)
		}
		c.str("\n")
	}
}

func (c *conlluWriter) word(i int, s Range) {
	d := c.d
	id := i - s.Start + 1
	for c.multi < len(d.Multi) && d.Multi[c.multi].End <= i {
		c.multi++
	}
	inMulti := c.multi < len(d.Multi) && d.Multi[c.multi].Start <= i
	if inMulti && d.Multi[c.multi].Start == i {
		m := d.Multi[c.multi]
		c.int(id)
		c.str("-")
		c.int(id + m.Len() - 1)
		c.str("\t", field(d.TextOf(m)), "\t_\t_\t_\t_\t_\t_\t_\t")
		c.place(m)
		c.str("\n")
	}
	c.int(id)
	c.str("\t", field(d.Form[i]), "\t", column(d.Lemma, i), "\t")
	if d.UPOS == nil {
		c.str("_")
	} else {
		c.str(d.UPOS[i].String())
	}
	c.str("\t", column(d.XPOS, i), "\t", column(d.Feats, i), "\t")
	switch {
	case d.Head == nil:
		c.str("_")
	case d.Head[i] < 0:
		c.str("0")
	default:
		c.int(int(d.Head[i]) - s.Start + 1)
	}
	c.str("\t", column(d.Rel, i), "\t_\t")
	named := d.Name != nil && d.Name[i].Kind != NoName
	if !inMulti {
		c.place(Range{i, i + 1})
		if named {
			c.str("|")
		}
	}
	switch {
	case named && d.Name[i].Begin:
		c.str("NER=B-", d.Name[i].Kind.String())
	case named:
		c.str("NER=I-", d.Name[i].Kind.String())
	case inMulti:
		c.str("_")
	}
	c.str("\n")
}

// place writes where the token with the words r stands, and whether a space follows it.
func (c *conlluWriter) place(r Range) {
	d := c.d
	start, end := d.Span(r)
	if r.End < d.Len() && int(d.Start[r.End]) == end {
		c.str("SpaceAfter=No|")
	}
	c.str("TokenRange=")
	c.char += utf8.RuneCountInString(d.Text[c.bytes:start])
	c.int(c.char)
	c.str(":")
	c.char += utf8.RuneCountInString(d.Text[start:end])
	c.bytes = end
	c.int(c.char)
}

// column is the value of a column for word i, "_" where there is none.
func column(col []string, i int) string {
	if i >= len(col) || col[i] == "" {
		return "_"
	}
	return field(col[i])
}

// field is s without the characters that would end a field.
func field(s string) string {
	if !strings.ContainsAny(s, "\t\n\r") {
		return s
	}
	return strings.NewReplacer("\t", " ", "\n", " ", "\r", " ").Replace(s)
}
