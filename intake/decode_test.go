package intake

import (
	"strings"
	"testing"
)

func TestDecode(t *testing.T) {
	const spanish = "La Fiscalía acusó a Los Faroles de enviar cocaína a Bélgica. «No hay pruebas», dijo su abogado el año pasado.\r\n"
	const english = "The gang’s boss said it was “over” — café owners paid £40 a week.\n"
	for name, want := range map[string]string{
		"utf8.txt":         spanish,
		"utf8-bom.txt":     english,
		"utf16le-bom.txt":  spanish,
		"utf16be-bom.txt":  spanish,
		"utf16le-bare.txt": spanish,
		"latin1.txt":       spanish,
		"windows1252.txt":  english,
	} {
		got, err := Decode(seeds(t, "decode")[name])
		if err != nil || got != want {
			t.Errorf("%s: got %q, %v", name, got, err)
		}
	}
}

func TestDecodeRefuses(t *testing.T) {
	for name, want := range map[string]string{
		"broken-utf8.txt":    "UTF-8 text with an invalid byte 0xC3 at offset 16",
		"dos850.txt":         "in no encoding known here",
		"odd-utf16.txt":      "cut off",
		"lone-surrogate.txt": "invalid character at offset 2",
		"binary.bin":         "binary data",
	} {
		_, err := Decode(seeds(t, "decode")[name])
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: got %v, want %q", name, err, want)
		}
	}
	if _, err := Decode([]byte("a\x00b")); err == nil || !strings.Contains(err.Error(), "binary") {
		t.Errorf("zero byte: got %v", err)
	}
}

// A capital with an accent before a closing quotation mark is valid UTF-8 by chance; the rest of the text tells.
func TestDecodeChanceUTF8(t *testing.T) {
	got, err := Decode([]byte("dijo que la operaci\xf3n en Bogot\xe1 fue de la POLIC\xcdA y del \xabCAF\xc9\xbb de Nari\xf1o"))
	if want := "dijo que la operación en Bogotá fue de la POLICÍA y del «CAFÉ» de Nariño"; err != nil || got != want {
		t.Errorf("got %q, %v", got, err)
	}
}
