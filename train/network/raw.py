"""Raw English text as sentences of words, near enough to the treebanks' words for silver annotation."""
import re

import conllu
import corpora

ABBREVIATIONS = {"Mr.", "Mrs.", "Ms.", "Dr.", "Gen.", "Col.", "Lt.", "Sgt.", "Capt.", "Sen.", "Rep.", "Gov.", "St.", "Jr.", "Sr.", "Inc.", "Corp.", "Co.", "Ltd.",
                 "U.S.", "U.N.", "U.K.", "No.", "vs.", "Jan.", "Feb.", "Mar.", "Apr.", "Aug.", "Sept.", "Sep.", "Oct.", "Nov.", "Dec.", "a.m.", "p.m.", "i.e.", "e.g.", "D.C."}
UPPER = {a.upper() for a in ABBREVIATIONS}
WORD = re.compile(r"""
    https?://\S+ | \w+@[\w.]+
  | \$?\d+(?:[.,:/]\d+)*(?:st|nd|rd|th|s)?\b | (?:[A-Za-z]\.){2,}
  | \w+(?:[-'’&]\w+)* | --+ | \.\.\.+ | \S""", re.X)
CLITIC = re.compile(r"(?i)^(.+?)(n['’]t|['’](?:s|re|ve|ll|d|m))$")


def words(text):
    out = []
    for m in WORD.finditer(text):
        w = m.group()
        if w == "." and out and (out[-1][0] + "." in ABBREVIATIONS or out[-1][0] + "." in UPPER or re.fullmatch(r"[A-Z]", out[-1][0])) and out[-1][1] == m.start():
            out[-1] = (out[-1][0] + ".", m.end())
            continue
        if w[0] == "$" and len(w) > 1:
            out.append(("$", m.start() + 1))
            w = w[1:]
        c = CLITIC.match(w)
        if c and w.lower() not in ("o'clock",):
            out += [(c.group(1), m.start() + len(c.group(1))), (c.group(2), m.end())]
        else:
            out.append((w, m.end()))
    return [w for w, _ in out]


def split(text):
    """Sentences as lists of words; paragraphs end sentences."""
    for paragraph in re.split(r"\n\s*\n", text):
        sentence, depth = [], 0
        ws = words(paragraph)
        for i, w in enumerate(ws):
            sentence.append(w)
            after = ws[i + 1] if i + 1 < len(ws) else None
            if w in (".", "?", "!") and after not in ('"', "”", "'", ")", "]", "’", None) or w in ('"', "”", ")", "]") and len(sentence) > 1 and sentence[-2] in (".", "?", "!"):
                yield sentence
                sentence = []
            elif len(sentence) >= 120:
                yield sentence
                sentence = []
        if sentence:
            yield sentence


def muc4():
    out = []
    for path in sorted((corpora.root() / "muc4/train/text").iterdir()):
        out += [conllu.Sentence(forms=s, doc=path.name) for s in split(path.read_text(encoding="utf-8"))]
    return out


def reports():
    out = []
    for path in sorted((corpora.root() / "reports/en").glob("*.txt")):
        out += [conllu.Sentence(forms=s, doc=path.name) for s in split(path.read_text(encoding="utf-8"))]
    return out


BRACKETS = {"-LRB-": "(", "-RRB-": ")", "-LSB-": "[", "-RSB-": "]", "``": '"', "''": '"'}


def polnear():
    """PolNeAR's words and sentences as its CoreNLP layer has them; names in SILVER are CoreNLP's."""
    kinds = {"PERSON": "PER", "ORGANIZATION": "ORG", "LOCATION": "LOC"}
    out = []
    for s in conllu.read(corpora.root() / "polnear/corenlp/train.conllu.gz"):
        names = conllu.bio([kinds.get(conllu.NER.search(m).group(1), "O") if conllu.NER.search(m) else "O" for m in s.misc])
        out.append(conllu.Sentence(forms=[BRACKETS.get(f, f) for f in s.forms], names=names, doc=s.doc))
    return out
