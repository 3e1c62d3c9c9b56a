package intake

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"strings"
	"unicode"
	"unicode/utf16"
	"unicode/utf8"

	"golang.org/x/net/html/charset"
	"golang.org/x/text/encoding/charmap"
)

// flaw is what is wrong with bytes, before it is known whose they are.
type flaw struct{ problem, remedy string }

func (f *flaw) Error() string { return f.problem }

const resave = "save it as UTF-8 text"

var errBinary = &flaw{"binary data, not text", "save what it says as text or HTML, with the program that made it"}

// Decode gives the text of bytes in UTF-8, UTF-16, Latin-1 or Windows-1252, without a byte order mark and otherwise unchanged.
//
// Bytes that are valid UTF-8 are UTF-8 whatever else they are labelled: nothing else looks like it by chance. Text in a
// single-byte code is taken for Windows-1252, which holds all of Latin-1 that is printable; no other code fits English or
// Spanish so well, and guessing by letter statistics goes wrong on short reports. Bytes that are neither, UTF-8 broken
// here and there, and binary data are refused.
func Decode(raw []byte) (string, error) {
	text, err := decode(raw)
	if err != nil {
		return "", err
	}
	return text, checkText(text)
}

var (
	bomUTF8    = []byte{0xEF, 0xBB, 0xBF}
	bomUTF16LE = []byte{0xFF, 0xFE}
	bomUTF16BE = []byte{0xFE, 0xFF}
)

func decode(raw []byte) (string, error) {
	switch {
	case bytes.HasPrefix(raw, bomUTF16LE):
		return decodeUTF16(raw[2:], binary.LittleEndian)
	case bytes.HasPrefix(raw, bomUTF16BE):
		return decodeUTF16(raw[2:], binary.BigEndian)
	}
	if order := looksUTF16(raw); order != nil {
		return decodeUTF16(raw, order)
	}
	if bytes.IndexByte(raw, 0) >= 0 {
		return "", errBinary
	}
	raw = bytes.TrimPrefix(raw, bomUTF8)
	if utf8.Valid(raw) {
		return string(raw), nil
	}
	if at, broken := brokenUTF8(raw); broken {
		return "", &flaw{fmt.Sprintf("UTF-8 text with an invalid byte 0x%02X at offset %d", raw[at], at), resave + " again from its source"}
	}
	return decodeWindows1252(raw)
}

// decodeUTF16 keeps an unpaired surrogate from passing as text.
func decodeUTF16(raw []byte, order binary.ByteOrder) (string, error) {
	if len(raw)%2 != 0 {
		return "", &flaw{"UTF-16 text cut off in the middle of a character", resave + " again from its source"}
	}
	units := make([]uint16, len(raw)/2)
	for i := range units {
		units[i] = order.Uint16(raw[2*i:])
	}
	var b strings.Builder
	b.Grow(len(units))
	for i := 0; i < len(units); i++ {
		r := rune(units[i])
		if utf16.IsSurrogate(r) {
			next := rune(unicode.ReplacementChar)
			if i+1 < len(units) {
				next = rune(units[i+1])
			}
			if r = utf16.DecodeRune(r, next); r == unicode.ReplacementChar {
				return "", &flaw{fmt.Sprintf("UTF-16 text with an invalid character at offset %d", 2*i), resave + " again from its source"}
			}
			i++
		}
		b.WriteRune(r)
	}
	return b.String(), nil
}

// looksUTF16 gives the byte order of UTF-16 without a mark: in Latin script nearly every second byte is zero.
func looksUTF16(raw []byte) binary.ByteOrder {
	head := raw[:min(len(raw), 1024)&^1]
	if len(head) < 4 || len(raw)%2 != 0 {
		return nil
	}
	var even, odd int
	for i := 0; i < len(head); i += 2 {
		if head[i] == 0 {
			even++
		}
		if head[i+1] == 0 {
			odd++
		}
	}
	pairs := len(head) / 2
	switch {
	case odd*10 >= pairs*7 && even == 0:
		return binary.LittleEndian
	case even*10 >= pairs*7 && odd == 0:
		return binary.BigEndian
	}
	return nil
}

// brokenUTF8 says whether bytes that are not valid UTF-8 were meant to be, and where the first wrong byte is. In a
// single-byte code a letter with an accent is only now and then followed by a byte that makes it look like UTF-8.
func brokenUTF8(raw []byte) (at int, broken bool) {
	at = -1
	good, bad := 0, 0
	for i := 0; i < len(raw); {
		if raw[i] < utf8.RuneSelf {
			i++
			continue
		}
		r, n := utf8.DecodeRune(raw[i:])
		if r == utf8.RuneError && n == 1 {
			bad++
			if at < 0 {
				at = i
			}
		} else {
			good++
		}
		i += n
	}
	return at, good > 0 && good >= bad
}

// Letters and signs of Windows-1252 above ASCII that English and Spanish newspapers print. Bytes of another code, read as
// Windows-1252, give mostly other signs.
const printed = "áéíóúüñçàèìòùâêîôûäëïöãõåæøœßÁÉÍÓÚÜÑÇÀÈÌÒÙÂÊÎÔÛÄËÏÖÃÕÅÆØŒ¿¡«»“”‘’‹›–—…ªº°·•€£©®™§½¼¾²³\u00a0\u00ad"

func decodeWindows1252(raw []byte) (string, error) {
	unknown := &flaw{"bytes in no encoding known here (UTF-8, UTF-16, Latin-1, Windows-1252)", resave}
	for _, b := range raw {
		switch b {
		case 0x81, 0x8D, 0x8F, 0x90, 0x9D: // stand for nothing
			return "", unknown
		}
	}
	out, err := charmap.Windows1252.NewDecoder().Bytes(raw)
	if err != nil {
		return "", unknown
	}
	usual, odd := 0, 0
	for _, r := range string(out) {
		switch {
		case r < utf8.RuneSelf:
		case strings.ContainsRune(printed, r):
			usual++
		default:
			odd++
		}
	}
	if odd > usual {
		return "", unknown
	}
	return string(out), nil
}

// checkText refuses what decodes but is no text.
func checkText(text string) error {
	controls, runes := 0, 0
	for _, r := range text {
		runes++
		switch {
		case r == 0:
			return errBinary
		case r == '\t' || r == '\n' || r == '\r' || r == '\f' || r == '\v':
		case r < ' ' || r == 0x7F:
			controls++
		}
	}
	if controls > 8 && controls*100 > runes {
		return errBinary
	}
	return nil
}

// decodeHTML is Decode for a page, which may say its own code in a header or a meta tag. The label is believed only where
// the bytes are not valid UTF-8. A page with a broken character here and there is shown by every browser, so it is read
// too, with U+FFFD in their place: offsets count in the text taken from it, not in its bytes.
func decodeHTML(raw []byte, contentType string) (string, error) {
	text, err := decode(raw)
	if err != nil || !utf8.Valid(raw) {
		if e, name, certain := charset.DetermineEncoding(raw, contentType); certain && name != "utf-8" && name != "replacement" {
			out, decodeErr := e.NewDecoder().Bytes(raw)
			if decodeErr == nil {
				text, err = string(bytes.TrimPrefix(out, bomUTF8)), nil
			}
		}
	}
	if err != nil {
		if _, broken := brokenUTF8(raw); !broken {
			return "", err
		}
		text = strings.ToValidUTF8(string(raw), string(unicode.ReplacementChar))
	}
	return text, checkText(text)
}
