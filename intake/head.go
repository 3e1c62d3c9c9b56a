package intake

import (
	"encoding/json"
	"net/url"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// The names under which pages give the day of publication, in meta elements; surest first. Separators and case do not count.
// The day of the last change is another day and is not taken for it.
var publishedNames = []string{
	"articlepublishedtime", "ogpublishedtime", "ogarticlepublishedtime", "datepublished", "parselypubdate", "sailthrudate", "cxenseparserecspublishtime",
	"citationpublicationdate", "publicationdate", "publisheddate", "publishdate", "publishtime", "publishedtime", "pubdate", "articlepublished",
	"dcdateissued", "dctermsissued", "dcdate", "dctermsdate", "dctermscreated", "dcdatecreated", "date",
}

// headOf reads what a page says of itself: JSON-LD of schema.org first, then meta elements (Open Graph, Dublin Core and their
// like), then the markup. What it says of its day is checked and left out where it is no whole date.
func headOf(doc *html.Node, base *url.URL) side {
	var linked side
	metas := map[string]string{}
	var canonical, lang string
	for n := range doc.Descendants() {
		if n.Type != html.ElementNode {
			continue
		}
		switch n.DataAtom {
		case atom.Html:
			lang = attr(n, "lang")
		case atom.Script:
			if strings.EqualFold(strings.TrimSpace(attr(n, "type")), "application/ld+json") && n.FirstChild != nil {
				linked = linked.or(linkedData(n.FirstChild.Data))
			}
		case atom.Link:
			if strings.EqualFold(attr(n, "rel"), "canonical") && canonical == "" {
				canonical = attr(n, "href")
			}
		case atom.Meta:
			for _, key := range []string{"property", "name", "itemprop"} {
				if name := plainName(attr(n, key)); name != "" && metas[name] == "" {
					metas[name] = oneLine(attr(n, "content"))
				}
			}
		}
	}
	meta := side{Title: metas["ogtitle"], Publisher: firstOf(metas["ogsitename"], metas["dcpublisher"]), Language: lang}
	for _, name := range publishedNames {
		if day, ok := anyDay(metas[name]); ok {
			meta.Published = day
			break
		}
	}
	for _, address := range []string{canonical, metas["ogurl"]} {
		if meta.URL == "" {
			meta.URL = pageAddress(address, base)
		}
	}
	found := linked.or(meta)
	if found.Published == "" {
		found.Published = markedDay(doc)
	}
	return found
}

// pageAddress gives an absolute web address of one page, or nothing: many sites give their front page for every article.
func pageAddress(s string, base *url.URL) string {
	u, err := url.Parse(strings.TrimSpace(s))
	if s == "" || err != nil {
		return ""
	}
	if base != nil {
		u = base.ResolveReference(u)
	}
	if (u.Scheme != "http" && u.Scheme != "https") || u.Host == "" || strings.Trim(u.Path, "/") == "" && u.RawQuery == "" {
		return ""
	}
	return u.String()
}

// markedDay reads the day out of the body: an element marked as the day of publication, or the first time element of the
// article where it stands before the first paragraph. Later ones may belong to comments and to other articles.
func markedDay(doc *html.Node) string {
	inArticle, begun := "", false
	for n := range doc.Descendants() {
		if n.Type != html.ElementNode {
			continue
		}
		marked := strings.EqualFold(attr(n, "itemprop"), "datePublished") || n.DataAtom == atom.Time && (hasAttr(n, "pubdate") || strings.Contains(plainName(attr(n, "class")), "publish"))
		if marked {
			if day, ok := anyDay(firstOf(attr(n, "datetime"), attr(n, "content"), textOf(n))); ok {
				return day
			}
		}
		if n.DataAtom == atom.P && within(n, atom.Article, atom.Main) && len(textOf(n)) > 80 {
			begun = true
		}
		if n.DataAtom == atom.Time && inArticle == "" && !begun && within(n, atom.Article, atom.Main) && !within(n, atom.Aside, atom.Nav, atom.Footer) {
			inArticle, _ = anyDay(firstOf(attr(n, "datetime"), textOf(n)))
		}
	}
	return inArticle
}

func within(n *html.Node, kinds ...atom.Atom) bool {
	for p := n.Parent; p != nil; p = p.Parent {
		for _, k := range kinds {
			if p.DataAtom == k {
				return true
			}
		}
	}
	return false
}

// maxNesting bounds how deep JSON-LD is followed.
const maxNesting = 16

// linkedData reads the first article in a JSON-LD block. A block that is no JSON is common and says nothing of the page.
func linkedData(block string) side {
	var v any
	if json.Unmarshal([]byte(block), &v) != nil {
		return side{}
	}
	article := findArticle(v, maxNesting)
	if article == nil {
		return side{}
	}
	s := side{Title: oneLine(asText(article["headline"])), Publisher: oneLine(asText(article["publisher"])), Language: asText(article["inLanguage"])}
	s.Published, _ = anyDay(asText(article["datePublished"]))
	return s
}

func findArticle(v any, depth int) map[string]any {
	if depth == 0 {
		return nil
	}
	switch v := v.(type) {
	case []any:
		for _, e := range v {
			if a := findArticle(e, depth-1); a != nil {
				return a
			}
		}
	case map[string]any:
		if isArticle(v["@type"]) {
			return v
		}
		for _, key := range []string{"@graph", "mainEntity", "mainEntityOfPage"} {
			if a := findArticle(v[key], depth-1); a != nil {
				return a
			}
		}
	}
	return nil
}

// isArticle says whether a schema.org type is an article: NewsArticle, ReportageNewsArticle, BlogPosting, Report, …
func isArticle(kind any) bool {
	switch kind := kind.(type) {
	case string:
		return strings.HasSuffix(kind, "Article") || strings.HasSuffix(kind, "Posting") || strings.HasSuffix(kind, "/Report") || kind == "Report"
	case []any:
		for _, k := range kind {
			if s, ok := k.(string); ok && isArticle(s) {
				return true
			}
		}
	}
	return false
}

// asText reads a value of JSON-LD that is text, an object with a name, or a list that begins with one of them.
func asText(v any) string {
	switch v := v.(type) {
	case string:
		return html.UnescapeString(v)
	case map[string]any:
		name, _ := v["name"].(string)
		return html.UnescapeString(name)
	case []any:
		if len(v) > 0 {
			if _, nested := v[0].([]any); !nested {
				return asText(v[0])
			}
		}
	}
	return ""
}

func attr(n *html.Node, key string) string {
	for _, a := range n.Attr {
		if a.Key == key {
			return a.Val
		}
	}
	return ""
}

func hasAttr(n *html.Node, key string) bool {
	for _, a := range n.Attr {
		if a.Key == key {
			return true
		}
	}
	return false
}

// plainName folds the ways in which one name is written: "article:published_time", "article.published-time".
func plainName(s string) string {
	return strings.Map(func(r rune) rune {
		switch r {
		case ':', '.', '-', '_', ' ':
			return -1
		}
		return r
	}, strings.ToLower(s))
}

func firstOf(values ...string) string {
	for _, v := range values {
		if v != "" {
			return v
		}
	}
	return ""
}
