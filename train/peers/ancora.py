"""Turns AnCora's habits, which spaCy's Spanish model learned, into those of the GSD and PUD treebanks."""
import re

DROPPED = ("AdpType", "AdvType")
DATIVE = ("le", "les")


def features(word):
    f = dict(p.split("=", 1) for p in word.feats.split("|") if "=" in p)
    for name in DROPPED:
        f.pop(name, None)
    if f.get("PronType") == "Int,Rel":
        f["PronType"] = "Rel"
    if word.upos == "PRON" and "Case" in f:
        f.pop("Definite", None)
    if f.get("VerbForm") == "Part" and word.upos == "ADJ":
        f.pop("Tense", None)
    if word.upos == "NUM":
        f["NumForm"] = "Digit" if word.form[:1].isdigit() else "Word"
        f["NumType"] = "Card"
    if word.upos not in ("NUM", "ADJ"):
        f.pop("NumForm", None)
    return "|".join(f"{k}={v}" for k, v in sorted(f.items(), key=lambda p: p[0].lower())) or "_"


def marked(children):
    """The preposition among a word's children, or None."""
    return next((k.form.lower() for k in children if k.rel == "case"), None)


def harmonise(words, infinitive):
    """Change the words of a sentence in place. infinitive(form) is the lemma of a participle, or None."""
    kids, place = {}, {}
    for i, w in enumerate(words, 1):
        kids.setdefault(w.head, []).append(w)
        place[id(w)] = i
    for i, w in enumerate(words, 1):
        low, mine = w.form.lower(), kids.get(i, [])
        nominal = w.head and words[w.head - 1].upos in ("NOUN", "PROPN", "PRON", "NUM")
        if low == "se" and w.upos == "PRON" and w.rel in ("obj", "iobj", "expl"):
            w.rel = "expl:pv"
        elif low in DATIVE and w.rel in ("obj", "iobj"):
            w.rel = "obl:arg"
        elif w.upos == "PRON" and low in ("me", "te", "nos", "os") and w.rel in ("obj", "iobj"):
            if any(k.rel in ("obj", "ccomp") and k is not w for k in kids.get(w.head, [])):
                w.rel = "obl:arg"
        elif w.rel in ("obj", "iobj") and marked(mine):
            # AnCora calls whatever a verb asks for an object; GSD only what stands without a preposition, or "a" and alone.
            alone = not any(k.rel in ("obj", "ccomp") and k is not w and not marked(kids.get(place[id(k)], [])) for k in kids.get(w.head, []))
            if marked(mine) != "a":
                w.rel = "obl"
            elif not alone:
                w.rel = "obl:arg"
        elif low == "como" and w.rel == "mark" and nominal and not any(k.rel in ("cop", "aux") for k in kids.get(w.head, [])):
            w.upos, w.rel = "ADP", "case"
        elif w.upos == "AUX" and w.rel.split(":")[0] not in ("aux", "cop"):
            w.upos = "VERB"
        elif re.fullmatch(r"\d[\d.,]*", w.form) and w.upos in ("NOUN", "PROPN", "SYM"):
            w.upos = "NUM"
        elif w.rel == "compound" and w.upos in ("NOUN", "PROPN"):
            w.rel = "nmod"
        elif w.rel == "flat" and any(k.rel == "case" for k in mine):
            w.rel = "nmod"
        elif w.rel == "flat" and w.upos == "ADJ":
            w.rel = "amod"
        elif w.upos == "ADJ" and w.rel == "amod" and "VerbForm=Part" in w.feats and any(k.rel.split(":")[0] in ("obl", "obj", "xcomp", "nsubj") for k in mine):
            lemma = infinitive(w.form)
            if lemma:
                w.upos, w.rel, w.lemma = "VERB", "acl", lemma
        w.feats = features(w)
