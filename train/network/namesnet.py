"""The second net: names alone, from a table of its own. Its words start from what the encoder makes of them as names, with a capital.

A weighted mean of its label scores and those of the first net's names head counts: two nets that were trained apart are wrong in different places.
"""
import re
from collections import Counter
from pathlib import Path

import torch
import wordfreq

import batches
import recipe
import train
import vectors
from features import norm
from model import Net

ACTORS = Path(__file__).resolve().parents[2] / "gazetteer/data/actors.yaml"
VOCABULARY = 24000
WORD_ROWS = 1000
WIDTH = 64
LEAST = 3  # occurrences of a word in the texts
EPOCHS = {"en": 4, "es": 8}
DROPOUT = 0.35
UPPER = 0.18  # of the sentences are seen in capitals


def vocabulary(lang, texts):
    """Normal forms: those frequent in the texts and those of the gazetteer's actors, filled up with the language's most frequent words."""
    seen = Counter(norm(f) for sentences in texts for s in sentences for f in s.forms)
    words = {w for w, n in seen.items() if n >= LEAST}
    words |= {norm(w) for w in re.findall(r"[^\W\d_]+", ACTORS.read_text(encoding="utf-8"))}
    for w in wordfreq.top_n_list(lang, 2 * VOCABULARY):
        if len(words) >= VOCABULARY:
            break
        words.add(norm(w))
    return sorted(words)


def as_names(words):
    """[len(words), vectors.SIZE]: what the encoder makes of words with a capital, and their subwords with a capital and without."""
    capital, read = vectors.raw([w[:1].upper() + w[1:] for w in words])
    small, _ = vectors.raw(words, depth=0)
    return vectors.principal(capital, read, small)


def make(lang, words, table, mixture, evals, labels, seed):
    """The net, trained, and the extractor of its features. table holds the words' vectors."""
    extractor = recipe.extractor("names", words, recipe.ROWS | {"w": WORD_ROWS})
    config = recipe.syntax(width=WIDTH, scan=3, hidden=WIDTH, heads=("names",), name="names")
    net = Net(config, extractor.total, labels, pretrained=vectors.rows(words, table, extractor), dropout=DROPOUT)
    code = lambda s: batches.code(s, extractor, labels)
    print(f"{recipe.multiply_adds(config, labels)} multiply-adds a word for names", flush=True)
    train.train(net, [(code(s), share) for s, share in mixture], {k: (s, code(s)) for k, s in evals.items()}, labels, EPOCHS[lang], seed=seed, upper=UPPER)
    return net, extractor
