#!/usr/bin/env python3
"""Annotate text with another tool, as CoNLL-U.

    annotate.py --tool spacy|corenlp --lang en|es [--harmonise] [--tokens [--cut]] IN OUT.conllu [IN OUT.conllu…]

IN is plain text; with --tokens it is CoNLL-U, whose sentences and tokens are kept, --cut dividing Spanish contracted
tokens ("del", "decirle") into their words. --harmonise turns the habits of spaCy's Spanish model (AnCora's) into GSD's.
The last line on standard error is JSON: tokens, seconds spent annotating and seconds spent loading.
"""
import argparse
import json
import os
import sys

import conllu


def main():
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("--tool", choices=["spacy", "corenlp"], required=True)
    p.add_argument("--lang", choices=["en", "es"], required=True)
    p.add_argument("--tokens", action="store_true")
    p.add_argument("--cut", action="store_true")
    p.add_argument("--harmonise", action="store_true")
    p.add_argument("files", nargs="+")
    a = p.parse_args()
    if len(a.files) % 2:
        p.error("files come in pairs: one to read, one to write")
    sources, outputs = a.files[::2], a.files[1::2]
    texts = [None] * len(sources) if a.tokens else [content(path) for path in sources]
    given = [conllu.read(path) for path in sources] if a.tokens else []
    if a.tool == "spacy":
        got, spent, load = by_spacy(a, texts, given)
    else:
        import corenlp

        got, spent, load = corenlp.reannotate(given, a.lang) if a.tokens else corenlp.documents(texts, a.lang)
    tokens = 0
    for source, output, text, sentences in zip(sources, outputs, texts, got):
        with open(output, "w", encoding="utf-8") as out:
            conllu.write(sentences, out, text, "" if a.tokens else source, os.path.basename(output).removesuffix(".conllu"))
        tokens += sum(s.tokens() for s in sentences)
    print(json.dumps({"tokens": tokens, "seconds": round(spent, 3), "load": round(load, 3)}), file=sys.stderr)


def content(path):
    with conllu.opened(path) as f:
        return f.read()


def by_spacy(a, texts, given):
    import spacypipe

    nlp, load = spacypipe.load(a.lang)
    if a.tokens:
        made = [spacypipe.reannotate(nlp, s, a.lang, a.cut, a.harmonise) for s in given]
    else:
        made = [spacypipe.annotate(nlp, t, a.lang, a.harmonise) for t in texts]
    return [sentences for sentences, _ in made], sum(spent for _, spent in made), load


if __name__ == "__main__":
    main()
