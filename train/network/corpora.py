"""The corpora, each as a list of sentences. Paths are below the folder that COTEJO_CORPORA names."""
import os
import random
from pathlib import Path

import conllu

HELD_GENRES = ("news", "interview")


def root():
    path = os.environ.get("COTEJO_CORPORA")
    if not path or not Path(path).is_dir():
        raise SystemExit("set COTEJO_CORPORA to the folder that holds the corpora (ud/, gum/, conll2002-es/, …)")
    return Path(path)


def ewt(part):
    return list(conllu.read(root() / f"ud/en_ewt-{part}.conllu.gz"))


def gum(part, held_out=None):
    """GUM; held_out None for all, False for all but the news and interviews, True for these alone."""
    out = list(conllu.read(root() / f"gum/{part}.conllu.gz"))
    if held_out is None:
        return out
    return [s for s in out if (s.doc.split("_")[1] in HELD_GENRES) == held_out]


def gsd(held_out):
    """Spanish GSD dev: every fifth sentence is held out, the others train."""
    return [s for i, s in enumerate(conllu.read(root() / "ud/es_gsd-dev.conllu.gz")) if (i % 5 == 0) == held_out]


def pud():
    return list(conllu.read(root() / "ud/es_pud-first.conllu.gz"))


def conll2002(part):
    return list(conllu.read(root() / f"conll2002-es/{part}.conllu.gz"))


def split_contractions(sentences, seed):
    """Copies in which del and al are two words, as in UD; names keep their extent."""
    rng, out = random.Random(seed), []
    for s in sentences:
        forms, names = [], []
        for form, name in zip(s.forms, s.names):
            low = form.lower()
            if low in ("del", "al") and rng.random() < 0.9:
                first, second = ("de", "el") if low == "del" else ("a", "el")
                if form[0].isupper():
                    first = first.capitalize() if form[1:].islower() else first.upper()
                    second = second if form[1:].islower() else second.upper()
                forms += [first, second]
                names += [name, name if name == "O" else "I-" + name[2:]]
            else:
                forms.append(form)
                names.append(name)
        out.append(conllu.Sentence(forms=forms, names=names))
    return out


def without(sentences, kind):
    """The same with names of a kind as no names."""
    for s in sentences:
        s.names = ["O" if n.endswith("-" + kind) else n for n in s.names]
    return sentences


def wikigold():
    return without(list(conllu.read(root() / "wikigold/wikigold.conllu.gz")), "MISC")


def uner():
    return list(conllu.read(root() / "uner-en/dev.conllu.gz"))
