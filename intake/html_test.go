package intake

import (
	"net/url"
	"slices"
	"strings"
	"testing"
)

func pageOf(t *testing.T, seed string) page {
	t.Helper()
	source, err := decodeHTML(seeds(t, "html")[seed], "")
	if err != nil {
		t.Fatal(err)
	}
	p, err := readPage(source, nil)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func TestReadPage(t *testing.T) {
	for seed, want := range map[string]side{
		"article-es.html": {
			Title: "Capturan a tres presuntos integrantes de Los Faroles en Tumaco", Publisher: "La Voz del Estero",
			Published: "2021-03-04", URL: "https://vozdelestero.example.org/judicial/capturas-tumaco", Language: "es-CO",
		},
		"article-en.html":   {Title: "Port clerk held over container seals", Published: "2019-11-02"},
		"time-element.html": {Title: "Judge frees four in Matamoros case", Published: "2020-07-19", Language: "en"},
	} {
		if got := pageOf(t, seed).side; got != want {
			t.Errorf("%s:\n got %+v\nwant %+v", seed, got, want)
		}
	}
}

func TestPageTextKeepsParagraphs(t *testing.T) {
	text := pageOf(t, "article-en.html").text
	for _, want := range []string{
		"Honduran prosecutors said.\n\nThe man, whom the court did not name, allegedly received about $4,000 for each set. Investigators said they found 212 seals in his car.\nHe denies the charge.\n\n",
		"\n\nEleven people have been held since June\nTwo containers were opened in Antwerp\n\n",
		"Year Seizures\n2018 14",
	} {
		if !strings.Contains(text, want) {
			t.Errorf("text lacks %q:\n%s", want, text)
		}
	}
	for _, gone := range []string{"Puerto Cort&eacute;s", "\u00ad"} {
		if strings.Contains(text, gone) {
			t.Errorf("text holds %q:\n%s", gone, text)
		}
	}
}

// What the library leaves of the page is marked, so that no later step reads it.
func TestPageFurniture(t *testing.T) {
	for seed, want := range map[string][]string{
		"article-en.html": {"This website uses cookies. By continuing you agree to our policy.", "Sign up for our newsletter", "12 comments"},
		"article-es.html": {"Lea también: Hallan laboratorio en zona rural de Barbacoas", "Síguenos en Twitter y Facebook"},
	} {
		text := pageOf(t, seed).text
		var got []string
		for _, s := range furniture().find(text) {
			got = append(got, string([]rune(text)[s.Start:s.End]))
		}
		if !slices.Equal(got, want) {
			t.Errorf("%s:\n got %q\nwant %q", seed, got, want)
		}
	}
}

func TestPageWithoutArticle(t *testing.T) {
	source, _ := decodeHTML(seeds(t, "html")["listing.html"], "")
	if p, err := readPage(source, nil); err == nil {
		t.Errorf("read %q", p.text)
	}
}

func TestPageEncodings(t *testing.T) {
	for _, seed := range []string{"latin1-meta.html", "utf8-called-latin1.html"} {
		if text := pageOf(t, seed).text; !strings.HasPrefix(text, "La Fiscalía presentó la acusación contra la organización") {
			t.Errorf("%s: %q", seed, text)
		}
	}
	source, err := decodeHTML([]byte("<p>Dijo que s\xed"), "text/html; charset=ISO-8859-1")
	if err != nil || source != "<p>Dijo que sí" {
		t.Errorf("label of the web: %q, %v", source, err)
	}
	source, err = decodeHTML([]byte("<p>Añádelo: la operación fue \xc3 así"), "text/html; charset=utf-8")
	if err != nil || source != "<p>Añádelo: la operación fue \ufffd así" {
		t.Errorf("one broken byte: %q, %v", source, err)
	}
}

func TestPageOfTooManyElements(t *testing.T) {
	_, err := readPage("<html><body>"+strings.Repeat("<i>a</i>", maxElements+1), nil)
	if err == nil || !strings.Contains(err.Error(), "too many elements") {
		t.Errorf("got %v", err)
	}
}

func TestPageAddress(t *testing.T) {
	base, _ := url.Parse("https://example.org/news/today")
	for in, want := range map[string]string{
		"/a/b":                     "https://example.org/a/b",
		"https://example.org/":     "", // the front page
		"https://example.org":      "",
		"https://example.org/?p=7": "https://example.org/?p=7",
		"javascript:alert(1)":      "",
		"%zz":                      "",
		"":                         "",
	} {
		if got := pageAddress(in, base); got != want {
			t.Errorf("%q: got %q, want %q", in, got, want)
		}
	}
}

func TestDays(t *testing.T) {
	for in, want := range map[string]string{
		"2021-03-04":                     "2021-03-04",
		"2021-03-04T23:30:00-05:00":      "2021-03-04", // the day where it was written, not in Greenwich
		"2021-03-04 23:30":               "2021-03-04",
		"20210304":                       "2021-03-04",
		"20210304T101500Z":               "2021-03-04",
		"Thu, 04 Mar 2021 10:15:00 GMT":  "2021-03-04",
		"March 4, 2021":                  "2021-03-04",
		"Thursday, Mar. 4th, 2021 10:15": "2021-03-04",
		"4 de marzo de 2021, 10:15":      "2021-03-04",
		"jueves, 4 marzo 2021":           "2021-03-04",
		"1 de setiembre del 2019":        "2019-09-01",
		"03/04/2021":                     "", // March or April
		"2021-02-30":                     "",
		"2021-03":                        "",
		"1970-01-01T00:00:00Z":           "", // an unset clock
		"4 Marvels 2021":                 "",
		"4 de marzo":                     "",
		"yesterday":                      "",
		"":                               "",
	} {
		if got, _ := anyDay(in); got != want {
			t.Errorf("%q: got %q, want %q", in, got, want)
		}
	}
}
