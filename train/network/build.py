"""Make a language's model from the corpora.

    build.py en|es OUT.bin [--work FOLDER] [--epochs N] [--seed N]
    build.py en|es OUT.bin --keep MODEL.bin        # the first net as MODEL.bin has it, and a new second one, for names, where there is one
    build.py en OUT.bin --without-held-genres      # gold trees alone, less GUM's news and interviews, which it is then measured on

Intermediate results (teacher, silver, vectors) are kept in the work folder and used again when there.
"""
import argparse
import pickle
import random
from dataclasses import dataclass
from pathlib import Path

import torch

import batches
import cess
import conllu
import corpora
import export
import gumnames
import measure
import namesnet
import reading
import recipe
import swap
import train
import vectors
from features import fnv1a
from model import Net

NAMES = {"en": ("PER", "ORG", "LOC"), "es": ("PER", "ORG", "LOC", "MISC")}
EPOCHS = {"en": 9, "es": 14}
VOCABULARY = 60000


@dataclass
class Parts:
    """What a language's nets are made of: lists of sentences; a mixture pairs them with the part of each that an epoch sees."""

    gold: list
    mixture: list
    evals: dict
    texts: list
    names: list = None  # the mixture of the second net, where there is one


def kept(path, make):
    """What make() gives, remembered in a file."""
    if path.exists():
        return pickle.loads(path.read_bytes())
    value = make()
    path.write_bytes(pickle.dumps(value))
    return value


def plain(sentences):
    """Copies with names alone."""
    return [conllu.Sentence(forms=s.forms, names=s.names) for s in sentences]


def hyphens_apart(sentences, seed):
    """Copies in which hyphens inside words stand alone, as in older treebanks."""
    rng, out = random.Random(seed), []
    for s in sentences:
        forms, names = [], []
        for form, name in zip(s.forms, s.names):
            inner = "-" in form.strip("-") and rng.random() < 0.8
            parts = [p for p in form.replace("-", " - ").split() if p] if inner else [form]
            forms += parts
            names += [name] + [name if name == "O" else "I-" + name[2:]] * (len(parts) - 1)
        if len(forms) > len(s.forms):
            out.append(conllu.Sentence(forms=forms, names=names))
    return out


def english(work, seed):
    import silver
    ewt, gum = corpora.ewt("train"), gumnames.annotate(corpora.gum("train") + corpora.gum("dev"))
    wikigold = corpora.wikigold()
    raw, ewt_names = silver.english(work, ewt, gum, wikigold)
    for s, names in zip(ewt, ewt_names):
        s.names = names
    named = wikigold + hyphens_apart(wikigold + [s for s in raw + ewt if s.names], seed)
    evals = {"ewt": corpora.ewt("dev"), "uner": corpora.uner()}
    known = plain([s for s in raw if s.names])
    apart = hyphens_apart(wikigold + known + ewt, seed)
    other = swap.swapped(ewt + gum + wikigold + known, "en", corpora.conll2002("train"), seed)
    second = [(plain(ewt), 1.5), (plain(gum), 0.5), (wikigold, 1.5), (known, 1.0), (apart, 0.3), (other, 0.3)]
    return Parts([ewt, gum], [(ewt, 1.5), (gum, 1.0), (raw, 0.6), (named, 0.6)], evals, [ewt, gum, raw, wikigold], second)


def other_genres(work, seed):
    """English without GUM's news and interviews, and without the teacher, who has seen them."""
    ewt, gum = corpora.ewt("train"), corpora.gum("train", False) + corpora.gum("dev", False)
    evals = {"ewt": corpora.ewt("dev"), "gum news, interviews": corpora.gum("train", True) + corpora.gum("dev", True)}
    return Parts([ewt, gum], [(ewt, 1.0), (gum, 1.0)], evals, [ewt, gum])


def spanish(work, seed):
    gsd = corpora.gsd(False)
    trees, _ = cess.sentences(gsd)
    names = corpora.conll2002("train")
    names, split = plain(names), corpora.split_contractions(names, seed)
    evals = {"gsd": corpora.gsd(True), "pud": corpora.pud(), "conll2002": plain(corpora.conll2002("dev"))}
    swapped = swap.swapped(names, "es", corpora.wikigold(), seed)
    second = [(names, 1.0), (split, 0.5), (plain([s for s in trees if s.names]), 0.5), (swapped, 0.3)]
    return Parts([gsd, trees], [(gsd, 3.0), (trees, 1.0), (names, 1.0), (split, 0.5)], evals, [gsd, trees, names], second)


def first(args, parts):
    """The net of tags, trees and names, trained, with its extractor and labels."""
    labels = recipe.labels_of(parts.gold, NAMES[args.lang])
    words = recipe.vocabulary(args.lang, parts.texts, VOCABULARY)
    extractor = recipe.extractor("main", words)
    config = recipe.syntax(heads=("tag", "parse", "names"), name="main")
    code = lambda s: batches.code(s, extractor, labels)
    evals = {k: (s, code(s)) for k, s in parts.evals.items()}
    table = vectors.rows(words, kept(vectors_file(args, words), lambda: vectors.compute(words)), extractor)
    net = Net(config, extractor.total, labels, pretrained=table)
    print(f"{len(labels['tag'])} tags, {len(labels['rel'])} relations, {recipe.multiply_adds(config, labels)} multiply-adds a word", flush=True)
    train.train(net, [(code(s), share) for s, share in parts.mixture], evals, labels, args.epochs or EPOCHS[args.lang], seed=args.seed)
    for k, (s, c) in evals.items():
        print("in capitals", k, measure.scores(s, measure.predict(net, c, labels, casing=1)), flush=True)
    return net, extractor, labels


def vectors_file(args, words, kind="word-vectors"):
    return args.work / f"{args.lang}-{kind}-{fnv1a(' '.join(words)):08x}.pickle"


def main():
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("lang", choices=("en", "es"))
    ask.add_argument("out")
    ask.add_argument("--work", default="build", type=Path)
    ask.add_argument("--epochs", type=int, help=f"of the first net, default {EPOCHS}")
    ask.add_argument("--seed", default=1, type=int)
    ask.add_argument("--keep", metavar="MODEL.bin", help="take the first net from this file")
    ask.add_argument("--without-held-genres", action="store_true", help="leave GUM's news and interviews out, to measure on them")
    args = ask.parse_args()
    torch.set_num_threads(1)
    torch.manual_seed(args.seed)
    args.work.mkdir(parents=True, exist_ok=True)
    if args.without_held_genres and args.lang != "en":
        ask.error("--without-held-genres is of English")
    parts = (other_genres if args.without_held_genres else english if args.lang == "en" else spanish)(args.work, args.seed)
    net, extractor, labels = reading.first(args.keep) if args.keep else first(args, parts)
    writer = export.Writer(args.lang, labels, {"epochs": args.epochs or EPOCHS[args.lang], "seed": args.seed})
    if parts.names is None:
        writer.net(net, extractor)
    else:
        words = namesnet.vocabulary(args.lang, [s for s, _ in parts.names])
        table = kept(vectors_file(args, words, "name-vectors"), lambda: namesnet.as_names(words))
        writer.net(net, extractor, 1 - export.SHARE)
        writer.net(*namesnet.make(args.lang, words, table, parts.names, parts.evals, labels, args.seed), export.SHARE)
    writer.write(args.out)


if __name__ == "__main__":
    main()
