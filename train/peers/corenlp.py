"""Stanford CoreNLP: its pipeline run over a text, its JSON read as Universal Dependencies words."""
import json
import os
import re
import subprocess
import tempfile

import english
from conllu import Sentence, Word

KINDS = {"PERSON": "PER", "ORGANIZATION": "ORG", "LOCATION": "LOC", "MISC": "MISC", "PERS": "PER", "LUG": "LOC", "ORG": "ORG", "OTROS": "MISC"}
HERE = os.path.dirname(os.path.abspath(__file__))
# Names alone, without the rules for numbers, times and finer kinds, which have no counterpart here.
PLAIN_NAMES = ["-ner.applyFineGrained", "false", "-ner.applyNumericClassifiers", "false", "-ner.useSUTime", "false", "-ner.buildEntityMentions", "false"]


def classpath(folder):
    out = os.path.join(folder, "classpath")
    subprocess.run(["mvn", "-q", "-B", "-f", os.path.join(HERE, "pom.xml"), "dependency:build-classpath", f"-Dmdep.outputFile={out}"], check=True)
    with open(out) as f:
        return f.read().strip()


def pipeline(texts, lang, steps, options, memory="4g"):
    """CoreNLP's JSON for each text, the seconds it took and those of loading."""
    with tempfile.TemporaryDirectory() as folder:
        paths = [os.path.join(folder, str(i)) for i in range(len(texts))]
        for path, text in zip(paths, texts):
            with open(path, "w", encoding="utf-8", newline="") as f:
                f.write(text)
        files = os.path.join(folder, "files")
        with open(files, "w", encoding="utf-8") as f:
            f.write("\n".join(paths) + "\n")
        command = ["java", f"-Xmx{memory}", "-XX:+UseSerialGC", "-cp", classpath(folder), "edu.stanford.nlp.pipeline.StanfordCoreNLP"]
        command += ["-props", "StanfordCoreNLP-spanish.properties"] if lang == "es" else []
        command += ["-annotators", steps, "-threads", "1", "-fileList", files, "-outputFormat", "json", "-outputDirectory", folder, *options]
        run = subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
        if run.returncode:
            raise SystemExit(f"CoreNLP failed on {lang}: {run.stderr.strip().splitlines()[-1]}")
        parsed = []
        for path in paths:
            with open(path + ".json", encoding="utf-8") as f:
                parsed.append(json.load(f)["sentences"])
    spent = float(re.search(r"TOTAL: ([\d.]+) sec", run.stderr).group(1))
    load = float(re.search(r"Pipeline setup: ([\d.]+) sec", run.stderr).group(1))
    return parsed, spent, load


def documents(texts, lang):
    """The sentences of each raw text, with tags, lemmas, trees and names, the seconds it took and those of loading."""
    steps = "tokenize,ssplit," + ("mwt," if lang == "es" else "") + "pos,lemma,ner,depparse"
    parsed, spent, load = pipeline(texts, lang, steps, PLAIN_NAMES + ["-ssplit.newlineIsSentenceBreak", "two"])
    return [list(sentences(p, text, None, lang)) for p, text in zip(parsed, texts)], spent, load


def reannotate(documents, lang):
    """The same for documents given as sentences, whose tokens are kept."""
    texts = ["".join(" ".join(re.sub(r"\s", "_", w.form) for w in s.words) + "\n" for s in given) for given in documents]
    options = PLAIN_NAMES + ["-tokenize.whitespace", "true", "-ssplit.eolonly", "true"]
    parsed, spent, load = pipeline(texts, lang, "tokenize,ssplit,pos,lemma,ner,depparse", options)
    return [list(sentences(p, None, given, lang)) for p, given in zip(parsed, documents)], spent, load


def truecase(texts):
    """English texts in capitals, in the case that a model thinks they would have: of the same length."""
    parsed, _, _ = pipeline(texts, "en", "tokenize,ssplit,pos,lemma,truecase", [])
    return [recased(text, sentences) for text, sentences in zip(texts, parsed)]


def recased(text, parsed):
    point, out = code_points(text), [c.lower() if len(c.lower()) == 1 else c for c in text]
    for s in parsed:
        for t in s["tokens"]:
            start, end = point(t["characterOffsetBegin"]), point(t["characterOffsetEnd"])
            word = t.get("truecaseText", "")
            if word.lower() == text[start:end].lower() and len(word) == end - start:
                out[start:end] = word
        start, end = point(s["tokens"][0]["characterOffsetBegin"]), point(s["tokens"][-1]["characterOffsetEnd"])
        first = next((i for i in range(start, end) if out[i].isalpha()), None)
        if first is not None:
            out[first] = text[first]
    return "".join(out)


def code_points(text):
    """A function from Java's offsets, which count UTF-16 units, to code points."""
    if all(ord(c) < 0x10000 for c in text):
        return lambda i: i
    at = []
    for i, c in enumerate(text):
        at += [i] * (2 if ord(c) > 0xFFFF else 1)
    at.append(len(text))
    return at.__getitem__


def sentences(parsed, text, given, lang):
    if given is not None and len(parsed) != len(given):
        raise SystemExit(f"CoreNLP made {len(parsed)} sentences of {len(given)}")
    point = code_points(text) if given is None else None
    last = None
    for k, s in enumerate(parsed):
        tokens = s["tokens"]
        if given is None:
            spans = [(point(t["characterOffsetBegin"]), point(t["characterOffsetEnd"])) for t in tokens]
            forms = [t["word"] if spans.count(p) > 1 else text[p[0]:p[1]] for t, p in zip(tokens, spans)]
        else:
            spans, forms = [(w.start, w.end) for w in given[k].words], [w.form for w in given[k].words]
            if len(tokens) != len(forms):
                raise SystemExit(f"CoreNLP made {len(tokens)} tokens of {len(forms)} in sentence {k + 1}")
        out = Sentence(words(s, tokens, spans, forms, lang))
        if given is None:
            out.multi = multiword(out.words, text, lang)
            out.paragraph = last is None or bool(re.search(r"\n[ \t]*\r?\n", text[last:spans[0][0]]))
            last = spans[-1][1]
        else:
            out.multi, out.paragraph, out.document = given[k].multi, given[k].paragraph, given[k].document
        yield out


def words(sentence, tokens, spans, forms, lang):
    dep = {d["dependent"]: (d["governor"], "root" if d["dep"] == "ROOT" else d["dep"]) for d in sentence["basicDependencies"]}
    children = {}
    for head, rel in dep.values():
        children.setdefault(head, set()).add(rel)
    out, before = [], "O"
    for i, (t, (start, end), form) in enumerate(zip(tokens, spans, forms), 1):
        head, rel = dep[i]
        kind = KINDS.get(t.get("ner"), "O")
        w = Word(form, start, end, t.get("lemma") or form, head=head, rel=rel)
        w.name = kind if kind == "O" else f"{'I' if kind == before else 'B'}-{kind}"
        before = kind
        if lang == "en":
            w.xpos, w.upos = t["pos"], english.upos(t["pos"], rel, form)
            w.feats = english.features(t["pos"], rel, form, children.get(i, ()))
            if w.upos != "PROPN" and not form.isupper():
                w.lemma = w.lemma.lower()
        else:
            w.upos = t["pos"]
        w.lemma = re.sub(r"\s", "_", w.lemma)
        out.append(w)
    return out


def multiword(words, text, lang):
    """The tokens that hold several of the words: those with one span, and in English those that a word is glued to."""
    out, i = {}, 0
    while i < len(words):
        j = i
        while j + 1 < len(words):
            a, b = words[j], words[j + 1]
            same = (a.start, a.end) == (b.start, b.end)
            if not (same or (lang == "en" and a.end == b.start and english.glued(a.form, b.form))):
                break
            j += 1
        if j > i:
            out[i] = (j, text[words[i].start:words[j].end])
        i = j + 1
    return out
