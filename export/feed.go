package export

import (
	"encoding/json"
	"encoding/xml"
	"io"
	"net/url"
	"strings"
	"time"

	"github.com/cotejo/cotejo"
)

// News is a change with the claim that brings it; the claim is the zero value where it is no longer kept.
type News struct {
	cotejo.Change
	Finding cotejo.Finding
}

// Feed is what heads a feed.
type Feed struct {
	Title string
	Self  string // the feed's own address
	Home  string // the address of the page it belongs to
	// Link gives the address at which a change can be looked at; it may be nil.
	Link func(News) string
}

// content puts a change in plain words: what is new, how the claim is put and on whose word, and the words themselves.
func (n *News) content() string {
	if n.Finding.ID == "" {
		return legible(n.Text)
	}
	out := n.Text + "\n\n" + Sentence(&n.Finding) + " (" + string(n.Finding.Hedge) + ")"
	if chain := sources(&n.Finding); len(chain) > 0 {
		out += "\nOn the word of " + strings.Join(chain, " ← ")
	}
	for _, line := range Corrections(&n.Finding) {
		out += "\n" + line
	}
	return legible(out + "\n“" + n.Finding.Evidence.Quote + "”\n" + ReportName(&n.Finding.Report))
}

// iri makes an id that feed readers keep apart.
func (n *News) iri() string { return "urn:cotejo:change:" + url.PathEscape(n.ID) }

func (f *Feed) link(n News) string {
	if f.Link == nil {
		return ""
	}
	return f.Link(n)
}

type atomFeed struct {
	XMLName xml.Name    `xml:"http://www.w3.org/2005/Atom feed"`
	ID      string      `xml:"id"`
	Title   string      `xml:"title"`
	Updated string      `xml:"updated"`
	Author  string      `xml:"author>name"`
	Links   []atomLink  `xml:"link"`
	Entries []atomEntry `xml:"entry"`
}

type atomLink struct {
	Rel  string `xml:"rel,attr,omitempty"`
	Href string `xml:"href,attr"`
}

type atomEntry struct {
	ID       string       `xml:"id"`
	Title    string       `xml:"title"`
	Updated  string       `xml:"updated"`
	Links    []atomLink   `xml:"link"`
	Category atomCategory `xml:"category"`
	Content  atomText     `xml:"content"`
}

type atomCategory struct {
	Term string `xml:"term,attr"`
}

type atomText struct {
	Type string `xml:"type,attr"`
	Text string `xml:",chardata"`
}

// epoch stands for the time of a feed in which nothing has changed yet.
var epoch = time.Unix(0, 0).UTC().Format(time.RFC3339)

// Atom writes changes as an Atom feed (RFC 4287), in the order given: the latest first, as readers expect.
func Atom(w io.Writer, f Feed, news []News) error {
	out := atomFeed{ID: f.Self, Title: legible(f.Title), Updated: epoch, Author: "Cotejo"}
	if f.Self == "" {
		out.ID = "urn:cotejo:changes"
	} else {
		out.Links = append(out.Links, atomLink{"self", f.Self})
	}
	if f.Home != "" {
		out.Links = append(out.Links, atomLink{"alternate", f.Home})
	}
	for _, n := range news {
		out.Updated = max(out.Updated, n.At)
		e := atomEntry{ID: n.iri(), Title: clip(n.Text), Updated: n.At, Category: atomCategory{string(n.Kind)}, Content: atomText{"text", n.content()}}
		if link := f.link(n); link != "" {
			e.Links = []atomLink{{"alternate", link}}
		}
		out.Entries = append(out.Entries, e)
	}
	if _, err := io.WriteString(w, xml.Header); err != nil {
		return err
	}
	enc := xml.NewEncoder(w)
	enc.Indent("", "  ")
	if err := enc.Encode(out); err != nil {
		return err
	}
	_, err := io.WriteString(w, "\n")
	return err
}

type jsonFeed struct {
	Version string     `json:"version"`
	Title   string     `json:"title"`
	Home    string     `json:"home_page_url,omitempty"`
	Self    string     `json:"feed_url,omitempty"`
	Items   []jsonItem `json:"items"`
}

type jsonItem struct {
	ID        string   `json:"id"`
	URL       string   `json:"url,omitempty"`
	Title     string   `json:"title"`
	Text      string   `json:"content_text"`
	Published string   `json:"date_published"`
	Tags      []string `json:"tags"`
}

// JSONFeed writes changes as a JSON Feed (version 1.1), in the order given.
func JSONFeed(w io.Writer, f Feed, news []News) error {
	out := jsonFeed{Version: "https://jsonfeed.org/version/1.1", Title: legible(f.Title), Home: f.Home, Self: f.Self, Items: []jsonItem{}}
	for _, n := range news {
		out.Items = append(out.Items, jsonItem{n.iri(), f.link(n), clip(n.Text), n.content(), n.At, []string{string(n.Kind)}})
	}
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	return enc.Encode(out)
}
