#!/usr/bin/env python3
"""Annotate text with another tool, as CoNLL-U.

    annotate.py --tool spacy|corenlp --lang en|es [--harmonise] [--tokens [--cut]] IN OUT.conllu

IN is plain text; with --tokens it is CoNLL-U, whose sentences and tokens are kept, --cut dividing Spanish contracted
tokens ("del", "decirle") into their words. --harmonise turns the habits of spaCy's Spanish model (AnCora's) into GSD's. The last line on standard error is JSON: tokens, seconds spent annotating
and seconds spent loading.
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
    p.add_argument("input")
    p.add_argument("output")
    a = p.parse_args()
    stem = os.path.basename(a.output).removesuffix(".conllu")
    text = given = None
    if a.tokens:
        given = conllu.read(a.input)
    else:
        with conllu.opened(a.input) as f:
            text = f.read()
    if a.tool == "spacy":
        import spacypipe

        nlp, load = spacypipe.load(a.lang)
        if a.tokens:
            got, spent = spacypipe.reannotate(nlp, given, a.lang, a.cut, a.harmonise)
        else:
            got, spent = spacypipe.annotate(nlp, text, a.lang, a.harmonise)
    else:
        import corenlp

        got, spent, load = corenlp.annotate(text, given, a.lang)
    with open(a.output, "w", encoding="utf-8") as out:
        conllu.write(got, out, text, "" if a.tokens else a.input, stem)
    tokens = sum(len(s.words) - sum(b - i for i, (b, _) in s.multi.items()) for s in got)
    print(json.dumps({"tokens": tokens, "seconds": round(spent, 3), "load": round(load, 3)}), file=sys.stderr)


if __name__ == "__main__":
    main()
