#!/usr/bin/env python3
"""Make silver training data: corpora annotated by other tools, gold layers kept where the corpus has them.

    silver.py cess|conll2002 OUT.conllu
    silver.py polnear|muc4 [--tool spacy|corenlp] OUT.conllu

COTEJO_CORPORA names the folder of corpora; requirements as for peers.py. cess and conll2002 give Spanish trees, tags and
lemmas by spaCy's small model, in the manner of GSD, over gold tokens: cess keeps its gold tags, lemmas and names, conll2002
its gold names. polnear and muc4 (truecased) give English names by spaCy's small model, or trees and names by CoreNLP.
"""
import argparse
import glob
import os
import sys

import cess
import conllu
import corenlp
import spacypipe
from conllu import Sentence, Word

OPENING, CLOSING = set("([¿¡«“"), set(")]?!.,;:»”%")


def spaced(tokens):
    """Words with the offsets they have in text as printed: no space inside brackets and quotes or before punctuation."""
    out, at, quoted, glue = [], 0, False, True
    for t in tokens:
        opens, closes = t in OPENING, t in CLOSING or t == "..."
        if t == '"':
            opens, closes, quoted = not quoted, quoted, not quoted
        if not (glue or closes):
            at += 1
        out.append(Word(t, at, at + len(t)))
        at, glue = at + len(t), opens
    return out


def spanish(given, gold):
    """Annotate sentences; gold(k, words) puts the gold layers of sentence k over spaCy's before contractions are cut."""
    nlp, _ = spacypipe.load("es")
    got, _ = spacypipe.reannotate(nlp, given, "es")
    infinitive = spacypipe.infinitives(nlp)
    for k, s in enumerate(got):
        gold(k, s.words)
        done = spacypipe.finished(s.words, "es", True, infinitive)
        done.document = s.document
        yield done


def from_cess(root):
    trees = cess.read(f"{root}/cess-es/trees.tbf.gz")
    given = []
    for i, t in enumerate(trees):
        first = i == 0 or trees[i - 1].document != t.document
        given.append(Sentence(spaced([x.form for x in t.tokens]), document=t.document if first else ""))

    def gold(k, words):
        for w, t in zip(words, trees[k].tokens):
            w.xpos = t.tag
            w.name = t.name if trees[k].named else ""
            if t.lemma is None and not t.tag.startswith("np"):
                continue
            if t.lemma is None and not w.form[0].isupper():
                continue  # "de" inside a name is the preposition that the tagger saw
            tag = cess.upos(t.tag, w.upos)
            if tag != w.upos:
                w.upos, w.feats = tag, cess.features(t.tag)
            if tag == "PROPN":
                w.lemma = w.form
            elif tag in ("NOUN", "VERB", "AUX", "ADJ", "ADV") and t.lemma and t.lemma[0].isalpha():
                w.lemma = t.lemma.lower()

    return spanish(given, gold)


def from_conll2002(root):
    read = conllu.read(f"{root}/conll2002-es/train.conllu.gz")
    given = [Sentence(spaced([w.form for w in s.words])) for s in read]

    def gold(k, words):
        for w, g in zip(words, read[k].words):
            w.name, w.xpos = g.name, g.xpos

    return spanish(given, gold)


def english(texts, parser):
    """English by spaCy, names alone; or by CoreNLP, trees and names."""
    if parser == "corenlp":
        documents = corenlp.documents(list(texts.values()), "en")[0]
    else:
        nlp, _ = spacypipe.load("en")
        nlp.disable_pipe("parser")
        nlp.enable_pipe("senter")
        documents = (spacypipe.annotate(nlp, text, "en")[0] for text in texts.values())
    for name, sentences in zip(texts, documents):
        for n, s in enumerate(sentences):
            s.document = name if n == 0 else ""
            if parser != "corenlp":
                for w in s.words:
                    w.head, w.rel = "_", "_"
            yield s


def texts_of(folder, capitals):
    """The texts of a folder by name; those in capitals get the case they would have."""
    out = {}
    for path in sorted(glob.glob(f"{folder}/*.txt")):
        with open(path, encoding="utf-8", newline="") as f:
            out[os.path.basename(path).removesuffix(".txt")] = f.read()
    return dict(zip(out, corenlp.truecase(list(out.values())))) if capitals else out


def main():
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("corpus", choices=["cess", "conll2002", "polnear", "muc4"])
    p.add_argument("output")
    p.add_argument("--tool", choices=["spacy", "corenlp"], default="spacy", help="who annotates the English")
    a = p.parse_args()
    root = os.environ.get("COTEJO_CORPORA") or sys.exit("set COTEJO_CORPORA to the folder that holds the corpora")
    if a.corpus == "cess":
        got = from_cess(root)
    elif a.corpus == "conll2002":
        got = from_conll2002(root)
    else:
        got = english(texts_of(f"{root}/{a.corpus}/train/text", a.corpus == "muc4"), a.tool)
    with open(a.output, "w", encoding="utf-8") as f:
        conllu.write(got, f, stem=a.corpus)


if __name__ == "__main__":
    main()
