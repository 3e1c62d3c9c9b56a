"""EAGLES tags to universal parts of speech and features."""
from collections import Counter, defaultdict

from cesstrees import Leaf

GENDER, NUMBER = {"m": "Masc", "f": "Fem"}, {"s": "Sing", "p": "Plur"}


class Lexicon:
    """What gold UD says of closed-class words and of single words: their commonest tag."""

    def __init__(self, gold):
        by_form, cased, fixed = defaultdict(Counter), defaultdict(Counter), set()
        for s in gold:
            for i, form in enumerate(s.forms):
                by_form[form.lower()][(s.upos[i], s.feats[i])] += 1
                if i and form[0].isupper():
                    cased[form][(s.upos[i], s.feats[i])] += 1
                if s.rels[i] == "fixed":
                    first = s.heads[i] - 1
                    fixed.add(" ".join(s.forms[first:first + 2]).lower())
        self.by_form, self.cased, self.fixed = by_form, cased, fixed
        self.common = defaultdict(Counter)

    def learn(self, leaves):
        """Remember common nouns and adjectives of the trees themselves."""
        for leaf in leaves:
            if leaf.eagles[:2] in ("nc", "aq", "ao") and "_" not in leaf.form and leaf.form.islower():
                w = Leaf(leaf.form, leaf.eagles, leaf.lemma)
                tagged(w, self, False)
                self.common[leaf.form][(w.upos, w.feats)] += 1

    def inside_name(self, form):
        """(part of speech, features) of a capitalised word of a name: gold knows it, or it is a common word; else a proper noun."""
        hits = self.cased.get(form)
        if hits and sum(hits.values()) > 1:
            return max(hits, key=hits.get)
        hits = self.common.get(form.lower())
        if hits and sum(hits.values()) > 2 and len(form) > 3:
            return max(hits, key=hits.get)
        return "PROPN", "_"

    def feats(self, form, upos):
        hits = [(n, f) for (u, f), n in self.by_form[form.lower()].items() if u == upos]
        return max(hits)[1] if hits else None

    def upos(self, form):
        hits = self.by_form[form.lower()]
        return max(hits, key=hits.get)[0] if hits else None


def joined(**feats):
    return "|".join(f"{k}={v}" for k, v in sorted(feats.items(), key=lambda kv: kv[0].lower()) if v) or "_"


def tagged(leaf, lexicon, participle):
    """Set part of speech and features of a leaf that is one word."""
    t, form = leaf.eagles, leaf.form
    c = t[:1].lower()
    if t[:1] == "F":
        leaf.upos, leaf.feats = "PUNCT", lexicon.feats(form, "PUNCT") or "_"
    elif t[:1] == "Z":
        if form == "%":
            leaf.upos, leaf.feats = "SYM", "_"
        elif t == "Zm" or not (form[0].isdigit() or lexicon.upos(form) == "NUM"):
            leaf.upos, leaf.feats = "NOUN", None
        else:
            leaf.upos = "NUM"
            leaf.feats = "NumForm=Digit|NumType=Card" if form[0].isdigit() else lexicon.feats(form, "NUM")
    elif t[:1] == "W":
        leaf.upos = "NUM" if form[0].isdigit() else "NOUN"
        leaf.feats = "NumForm=Digit|NumType=Card" if form[0].isdigit() else lexicon.feats(form, "NOUN") or "Gender=Masc|Number=Sing"
    elif t.startswith("np"):
        leaf.upos, leaf.feats = "PROPN", "_"
    elif c == "n":
        leaf.upos, leaf.feats = "NOUN", joined(Gender=GENDER.get(t[2:3]), Number=NUMBER.get(t[3:4]))
    elif c == "a":
        part = "Part" if t.endswith("p") and len(t) > 5 else None
        number, gender = NUMBER.get(t[4:5]), GENDER.get(t[3:4])
        if part and participle:
            leaf.upos, leaf.feats = "VERB", joined(Gender=gender, Number=number, VerbForm="Part")
        else:
            known = lexicon.feats(form, "ADJ")
            leaf.upos = "ADJ"
            leaf.feats = known or joined(Gender=gender, Number=number, NumType="Ord" if t[1] == "o" else None, VerbForm=part)
    elif c == "v":
        leaf.upos = "VERB" if t[1] == "m" else "AUX"
        mood, tense, person, number = t[2], t[3], t[4], t[5]
        form_of = {"n": "Inf", "g": "Ger", "p": "Part"}.get(mood, "Fin")
        if form_of == "Part":
            leaf.feats = joined(Gender=GENDER.get(t[6:7]), Number=NUMBER.get(t[5]), VerbForm="Part")
        elif form_of != "Fin":
            leaf.feats = joined(VerbForm=form_of)
        else:
            conditional = tense == "c"
            leaf.feats = joined(
                Mood="Cnd" if conditional else {"i": "Ind", "s": "Sub", "m": "Imp"}.get(mood), Number=NUMBER.get(number), Person=person if person in "123" else None,
                Tense=None if conditional else {"p": "Pres", "i": "Imp", "f": "Fut", "s": "Past"}.get(tense), VerbForm="Fin")
    elif c == "r":
        leaf.upos, leaf.feats = "ADV", "Polarity=Neg" if t == "rn" else lexicon.feats(form, "ADV") or "_"
    elif c == "s":
        leaf.upos, leaf.feats = "ADP", "_"
    elif t in ("cc", "cs"):
        leaf.upos, leaf.feats = ("CCONJ" if t == "cc" else "SCONJ"), "_"
        if form.lower() == "como":
            leaf.upos = "ADP"
    elif c == "d":
        if t[1] == "n":
            leaf.upos = "NUM"
        elif t == "da0ns0":
            leaf.upos = "PRON"
        else:
            leaf.upos = "ADJ" if lexicon.upos(form) == "ADJ" else "DET"
        leaf.feats = lexicon.feats(form, leaf.upos)
        if leaf.feats is None and leaf.upos == "DET":
            kind = {"a": "Art", "d": "Dem", "i": "Ind", "t": "Int", "e": "Exc", "p": "Prs"}.get(t[1])
            leaf.feats = joined(Gender=GENDER.get(t[3:4]), Number=NUMBER.get(t[4:5]), PronType=kind) if kind != "Prs" else None
    elif c == "p":
        leaf.upos = "NUM" if t[1] == "n" else "PRON"
        leaf.feats = lexicon.feats(form, leaf.upos)
        if t.startswith("pr"):
            if form.lower() in ("donde", "cuando", "como"):
                leaf.upos, leaf.feats = "ADV", "PronType=Rel"
            elif form.lower().startswith("cuy"):
                leaf.upos, leaf.feats = "DET", joined(Gender=GENDER.get(t[3]), Number=NUMBER.get(t[4]), Poss="Yes", PronType="Rel")
            elif leaf.feats is None or form.lower() == "que":
                leaf.feats = "PronType=Rel"
        elif leaf.feats is None and t[1] in "di":
            leaf.feats = joined(Gender=GENDER.get(t[3:4]), Number=NUMBER.get(t[4:5]), PronType={"d": "Dem", "i": "Ind"}[t[1]])
    elif c == "i":
        leaf.upos, leaf.feats = "INTJ", "_"
    else:
        leaf.upos = "X"
