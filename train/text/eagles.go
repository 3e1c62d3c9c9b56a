package main

import (
	"strings"

	"github.com/cotejo/cotejo/nlp"
	"github.com/cotejo/cotejo/train/corpora"
)

// Letters of EAGLES tags as UD features.
var (
	genders = map[byte]string{'m': "Masc", 'f': "Fem"}
	numbers = map[byte]string{'s': "Sing", 'p': "Plur"}
	moods   = map[byte]string{'i': "Ind", 's': "Sub", 'm': "Imp"}
	tenses  = map[byte]string{'p': "Pres", 's': "Past", 'i': "Imp", 'f': "Fut"}
)

// eagles gives the part of speech and the features, as UD Spanish-GSD has them, of a noun, adjective, verb or adverb that is
// one word, from its EAGLES tag.
func eagles(w corpora.Leaf) (upos nlp.UPOS, feats string, ok bool) {
	tag := w.Tag + "0000000"
	if strings.Contains(w.Form, "_") {
		return nlp.X, "", false
	}
	switch {
	case strings.HasPrefix(tag, "nc"):
		return nlp.NOUN, features("Gender", genders[tag[2]], "Number", numbers[tag[3]]), true
	case tag[0] == 'a':
		return nlp.ADJ, features("Gender", genders[tag[3]], "Number", numbers[tag[4]]), true
	case tag[0] == 'r':
		return nlp.ADV, "", true
	case tag[0] != 'v':
		return nlp.X, "", false
	}
	switch mood, tense := tag[2], tag[3]; {
	case mood == 'n':
		feats = "VerbForm=Inf"
	case mood == 'g':
		feats = "VerbForm=Ger"
	case mood == 'p':
		feats = features("Gender", genders[tag[6]], "Number", numbers[tag[5]], "VerbForm", "Part")
	case tense == 'c':
		feats = features("Mood", "Cnd", "Number", numbers[tag[5]], "Person", strings.Trim(tag[4:5], "0"), "VerbForm", "Fin")
	default:
		feats = features("Mood", moods[mood], "Number", numbers[tag[5]], "Person", strings.Trim(tag[4:5], "0"), "Tense", tenses[tense], "VerbForm", "Fin")
	}
	return nlp.VERB, feats, true
}

// features joins names and values, but for those without a value.
func features(pairs ...string) string {
	var out []string
	for i := 0; i < len(pairs); i += 2 {
		if pairs[i+1] != "" {
			out = append(out, pairs[i]+"="+pairs[i+1])
		}
	}
	return strings.Join(out, "|")
}
