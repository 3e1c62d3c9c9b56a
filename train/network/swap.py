"""Copies of sentences with other names in the place of theirs, so that a net learns from what stands about a name, and sees rare ones."""
import random

import yaml

import conllu
import namesnet

CHANGED = 0.7  # of the names
FOREIGN = 0.4  # of persons' names come from the other language
ACTORS = 0.25  # of organisations' names come from the gazetteer


class Names:
    """The distinct names of sentences: a rare one is as likely as a common one."""

    def __init__(self, sentences):
        first, last, kinds = set(), set(), {"ORG": set(), "LOC": set()}
        for s in filter(usable, sentences):
            for a, b, kind in conllu.spans(s.names):
                name = tuple(s.forms[a:b])
                if not all(capital(w) for w in name):
                    continue
                if kind in kinds:
                    kinds[kind].add(name)
                elif kind == "PER" and len(name) > 1:
                    first.add(name[:1])
                    last.add(name[1:])
        self.first, self.last, self.org, self.loc = map(sorted, (first, last, kinds["ORG"], kinds["LOC"]))

    def person(self, rng, words):
        """A person's name of several words, or of one."""
        if words > 1:
            return rng.choice(self.first) + rng.choice(self.last)
        return rng.choice(self.first) if rng.random() < 0.5 else rng.choice(self.last)[-1:]


def usable(s):
    """Whether a sentence has names and is not in capitals."""
    return bool(s.names) and any(s.names[i] != "O" for i in range(len(s))) and not all(f.isupper() for f in s.forms if f.isalpha())


def capital(word):
    return word[0].isupper() or not word[0].isalpha() or len(word) < 4


def actors(lang):
    """Names of the gazetteer's actors in a language, each as its words."""
    out = []
    for a in yaml.safe_load(namesnet.ACTORS.read_text(encoding="utf-8"))["actors"]:
        own = [a["name"]] if lang == "en" or not a.get(lang) else []
        out += [tuple(n.split()) for n in own + a.get(lang, []) + a.get("acronym", [])]
    return out


def swapped(sentences, lang, foreign, seed):
    """Copies of the sentences with names; foreign are sentences of the other language, for its persons' names."""
    rng, own, other, bodies, out = random.Random(seed), Names(sentences), Names(foreign), actors(lang), []
    for s in filter(usable, sentences):
        forms, names, at = [], [], 0
        for a, b, kind in conllu.spans(s.names):
            new = s.forms[a:b]
            if rng.random() < CHANGED:
                if kind == "PER":
                    new = (other if rng.random() < FOREIGN else own).person(rng, b - a)
                elif kind == "ORG":
                    new = rng.choice(bodies if rng.random() < ACTORS else own.org)
                elif kind == "LOC":
                    new = rng.choice(own.loc)
            forms += [*s.forms[at:a], *new]
            names += ["O"] * (a - at) + ["B-" + kind] + ["I-" + kind] * (len(new) - 1)
            at = b
        out.append(conllu.Sentence(forms=forms + s.forms[at:], names=names + ["O"] * (len(s) - at)))
    return out
