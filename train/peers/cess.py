"""CESS-ESP: the leaves of its trees as tokens with their gold tag, lemma and name."""
import re
from dataclasses import dataclass, field

from conllu import opened

LEAF = re.compile(r"\(([^\s()]+) ([^\s()]+) ([^\s()]+)\)")
MARKS = {"-Fpa-": "(", "-Fpt-": ")", "-fpa-": "(", "-fpt-": ")", "-Fca-": "[", "-Fct-": "]", "-fe-": '"', "-Fe-": '"'}
NAMES = {"p": "PER", "o": "ORG", "l": "LOC", "a": "MISC"}
PERSONS, NUMBERS, GENDERS = "123", {"s": "Sing", "p": "Plur"}, {"m": "Masc", "f": "Fem"}


@dataclass
class Token:
    form: str
    tag: str  # EAGLES
    lemma: str | None  # None for a part of an expression that the treebank writes as one
    name: str  # O, or B- or I- with the kind


@dataclass
class Tree:
    document: str
    tokens: list = field(default_factory=list)
    named: bool = True  # every name's kind is given


def read(path):
    """The sentences that have words, in order."""
    out, document, text = [], "", []
    with opened(path) as lines:
        for line in lines:
            if line.startswith("# document"):
                out += filter(None, [tree(text, document)])
                document, text = line.split()[-1], []
            elif line.startswith("("):
                out += filter(None, [tree(text, document)])
                text = [line]
            else:
                text.append(line)
    return out + list(filter(None, [tree(text, document)]))


def tree(lines, document):
    out = Tree(document)
    for tag, form, lemma in LEAF.findall("".join(lines)):
        form = MARKS.get(form, form)
        pieces = [MARKS.get(p, p) for p in form.split("_") if p] or [form]
        kind = NAMES.get(tag[6:7]) if tag.startswith("np") else None
        if tag.startswith("np") and not kind:
            out.named = False
        for i, piece in enumerate(pieces):
            name = f"{'I' if i else 'B'}-{kind}" if kind else "O"
            out.tokens.append(Token(piece, tag, lemma if len(pieces) == 1 else None, name))
    return out if out.tokens else None


def upos(tag, seen):
    """The universal tag of an EAGLES tag; where EAGLES is coarser, what a tagger has seen decides."""
    kind = tag[:2].lower()
    if kind == "np":
        return "PROPN"
    if kind[0] == "n":
        return "NOUN" if seen not in ("NUM", "SYM") else seen
    if kind[0] == "v":
        if tag[2:3] == "p" and seen == "ADJ":
            return "ADJ"
        return seen if seen in ("VERB", "AUX") else "AUX" if kind in ("va", "vs") else "VERB"
    if kind[0] == "a":
        return "ADJ" if seen != "NUM" else seen
    if kind[0] == "d":
        return "NUM" if kind == "dn" and seen == "NUM" else "DET"
    if kind[0] == "p":
        return seen if kind in ("pn", "pr") and seen in ("NUM", "ADV", "PRON") else "PRON"
    if kind[0] == "f":
        return seen if seen in ("PUNCT", "SYM") else "PUNCT"
    return {"r": "ADV", "s": "ADP", "i": "INTJ"}.get(kind[0]) or {"cc": "CCONJ", "cs": "SCONJ"}.get(kind) or seen


def features(tag):
    """The gender, number and verb features that an EAGLES tag tells."""
    kind, f = tag[:1].lower(), {}
    if kind == "v":
        mood, tense = tag[2:3], tag[3:4]
        if mood in "ism":
            f["Mood"], f["VerbForm"] = {"i": "Ind", "s": "Sub", "m": "Imp"}[mood], "Fin"
            if tense == "c":
                f["Mood"] = "Cnd"
            elif tense in "pifs" and mood != "m":
                f["Tense"] = {"p": "Pres", "i": "Imp", "f": "Fut", "s": "Past"}[tense]
        else:
            f["VerbForm"] = {"n": "Inf", "g": "Ger", "p": "Part"}.get(mood, "Fin")
            if mood == "p":
                f["Tense"] = "Past"
        person, number, gender = tag[4:5], tag[5:6], tag[6:7]
    else:
        at = {"n": 2, "a": 3, "d": 3, "p": 3}.get(kind)
        if at is None:
            return "_"
        person, gender, number = "", tag[at:at + 1], tag[at + 1:at + 2]
    if person and person in PERSONS:
        f["Person"] = person
    if number in NUMBERS:
        f["Number"] = NUMBERS[number]
    if gender in GENDERS:
        f["Gender"] = GENDERS[gender]
    return "|".join(f"{k}={v}" for k, v in sorted(f.items(), key=lambda p: p[0].lower())) or "_"
