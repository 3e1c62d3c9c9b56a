package nlp

// typed gives, for each language, the marks that its treebanks print for those that they do not have, so that a text set with care reads
// like one that was typed: AnCora and GSD know straight quotation marks and one dash, and take “ for a name.
var typed = map[Lang]map[string]string{
	Spanish: {"—": "-", "–": "-", "―": "-", "“": `"`, "”": `"`, "„": `"`, "‟": `"`, "‘": "'", "’": "'", "‚": "'", "‹": "«", "›": "»", "…": "...",
		"•": "-", "·": "-", "●": "-", "▪": "-", "■": "-", "◦": "-", "‣": "-"},
	English: {"―": "—", "‟": "“", "„": "“", "●": "•", "▪": "•", "■": "•", "◦": "•", "‣": "•"},
}
