"""Penn Treebank tags and CoreNLP's tokens, turned into what Universal Dependencies says of English words."""

TAGS = {
    "NN": "NOUN", "NNS": "NOUN", "NNP": "PROPN", "NNPS": "PROPN", "MD": "AUX", "JJ": "ADJ", "JJR": "ADJ", "JJS": "ADJ",
    "RB": "ADV", "RBR": "ADV", "RBS": "ADV", "WRB": "ADV", "IN": "ADP", "TO": "ADP", "RP": "ADP", "DT": "DET", "PDT": "DET",
    "WDT": "DET", "WP": "PRON", "WP$": "PRON", "PRP": "PRON", "PRP$": "PRON", "EX": "PRON", "CD": "NUM", "CC": "CCONJ",
    "UH": "INTJ", "POS": "PART", "FW": "X", "LS": "X", "ADD": "X", "AFX": "X", "GW": "X", "XX": "X", "SYM": "SYM", "#": "SYM", "$": "SYM",
}
PERSONAL = {
    "i": "Case=Nom|Number=Sing|Person=1", "me": "Case=Acc|Number=Sing|Person=1", "we": "Case=Nom|Number=Plur|Person=1",
    "us": "Case=Acc|Number=Plur|Person=1", "you": "Person=2", "he": "Case=Nom|Gender=Masc|Number=Sing|Person=3",
    "him": "Case=Acc|Gender=Masc|Number=Sing|Person=3", "she": "Case=Nom|Gender=Fem|Number=Sing|Person=3",
    "her": "Case=Acc|Gender=Fem|Number=Sing|Person=3", "it": "Gender=Neut|Number=Sing|Person=3",
    "they": "Case=Nom|Number=Plur|Person=3", "them": "Case=Acc|Number=Plur|Person=3",
}
POSSESSIVE = {
    "my": "Number=Sing|Person=1", "our": "Number=Plur|Person=1", "your": "Person=2", "his": "Gender=Masc|Number=Sing|Person=3",
    "her": "Gender=Fem|Number=Sing|Person=3", "its": "Gender=Neut|Number=Sing|Person=3", "their": "Number=Plur|Person=3",
}
DETERMINERS = {
    "the": "Definite=Def|PronType=Art", "a": "Definite=Ind|PronType=Art", "an": "Definite=Ind|PronType=Art", "no": "PronType=Neg",
    "this": "Number=Sing|PronType=Dem", "that": "Number=Sing|PronType=Dem", "these": "Number=Plur|PronType=Dem",
    "those": "Number=Plur|PronType=Dem", "all": "PronType=Tot", "each": "PronType=Tot", "every": "PronType=Tot", "both": "PronType=Tot",
}
BY_TAG = {
    "NN": "Number=Sing", "NNP": "Number=Sing", "NNS": "Number=Plur", "NNPS": "Number=Plur", "VBD": "Mood=Ind|Tense=Past|VerbForm=Fin",
    "VBZ": "Mood=Ind|Number=Sing|Person=3|Tense=Pres|VerbForm=Fin", "VBP": "Mood=Ind|Tense=Pres|VerbForm=Fin", "VB": "VerbForm=Inf",
    "MD": "VerbForm=Fin", "VBN": "Tense=Past|VerbForm=Part", "JJ": "Degree=Pos", "JJR": "Degree=Cmp", "JJS": "Degree=Sup",
    "RBR": "Degree=Cmp", "RBS": "Degree=Sup", "WDT": "PronType=Rel", "WP": "PronType=Rel",
}
NOT = ("not", "n't", "n’t")


def upos(tag, rel, form):
    low, bare = form.lower(), rel.split(":")[0]
    if tag.startswith("VB"):
        return "AUX" if bare in ("aux", "cop") else "VERB"
    if low in NOT and tag == "RB":
        return "PART"
    if tag in ("IN", "TO") and bare == "mark":
        return "PART" if low == "to" else "SCONJ"
    if tag in ("DT", "PDT", "WDT") and bare == "cc":
        return "CCONJ"
    if tag in ("DT", "WDT") and bare != "det":
        return "PRON"
    if low == "%":
        return "SYM"
    return TAGS.get(tag) or ("X" if any(c.isalnum() for c in form) else "PUNCT")


def features(tag, rel, form, children):
    """The features that a tag and a tree tell; children are the relations of the word's dependents."""
    low, bare = form.lower(), rel.split(":")[0]
    if tag == "VBG":
        nominal = bare in ("csubj", "xcomp", "ccomp", "advcl", "obj", "obl") and not any(c.startswith("nsubj") for c in children)
        return "VerbForm=Ger" if nominal else "Tense=Pres|VerbForm=Part"
    if tag == "VBN" and "aux:pass" in children:
        return "Tense=Past|VerbForm=Part|Voice=Pass"
    if tag == "RB" and low in NOT:
        return "Polarity=Neg"
    if tag == "CD":
        return f"NumForm={'Digit' if form[:1].isdigit() else 'Word'}|NumType=Card"
    if tag == "PRP" and low in PERSONAL:
        return PERSONAL[low] + "|PronType=Prs"
    if tag == "PRP$" and low in POSSESSIVE:
        return POSSESSIVE[low] + "|Poss=Yes|PronType=Prs"
    if tag == "DT":
        return DETERMINERS.get(low, "PronType=Ind")
    return BY_TAG.get(tag, "_")


def glued(before, word):
    """Whether a word that follows another without a space is of one token with it: do|n't, Restrepo|'s, can|not."""
    low = word.lower()
    if low in ("'s", "’s"):
        return before[-1:].isalnum()
    return before[-1:].isalpha() and (word[0].isalpha() or (word[0] in "'’" and word[1:2].isalpha()))
