"""Names as CoreNLP's three-class CRF sees them, on given words: Finkel, Grenager and Manning 2005, cased or caseless.

Needs Java, and the jars stanford-corenlp-4.5.7, -models and -models-english of Maven Central, which make.sh fetches;
CORENLP_JARS names their folder.
"""
import os
import subprocess
import tempfile
from pathlib import Path

import conllu

KINDS = {"PERSON": "PER", "ORGANIZATION": "ORG", "LOCATION": "LOC"}
DEFAULT = Path.home() / ".m2/repository/edu/stanford/nlp/stanford-corenlp/4.5.7"


def annotate(forms_lists, caseless=False):
    """BIO tags of each sentence."""
    folder = Path(os.environ.get("CORENLP_JARS", DEFAULT))
    jars = sorted(folder.glob("*.jar"))
    if not jars:
        raise SystemExit(f"no CoreNLP in {folder}: fetch it as make.sh does, or set CORENLP_JARS")
    model = "edu/stanford/nlp/models/ner/english.all.3class." + ("caseless." if caseless else "") + "distsim.crf.ser.gz"
    with tempfile.TemporaryDirectory() as at:
        words, answers = Path(at) / "words.tsv", Path(at) / "answers.tsv"
        with open(words, "w", encoding="utf-8") as out:
            for forms in forms_lists:
                out.write("".join("_".join(f.split()) + "\n" for f in forms) + "\n")
        with open(answers, "w", encoding="utf-8") as out:
            subprocess.run(
                ["java", "-Xmx2g", "-XX:+UseSerialGC", "-Dfile.encoding=UTF-8", "-cp", ":".join(map(str, jars)), "edu.stanford.nlp.ie.crf.CRFClassifier",
                 "-loadClassifier", model, "-testFile", str(words), "-map", "word=0", "-entitySubclassification", "noprefix", "-encoding", "utf-8"],
                stdout=out, stderr=subprocess.DEVNULL, check=True)
        sentences, now = [], []
        for line in open(answers, encoding="utf-8"):
            line = line.rstrip("\n")
            if line:
                now.append(KINDS.get(line.split("\t")[-1], "O"))
            elif now:
                sentences.append(conllu.bio(now))
                now = []
        if now:
            sentences.append(conllu.bio(now))
    if [len(s) for s in sentences] != [len(f) for f in forms_lists]:
        raise SystemExit("CoreNLP gave back other words than it was given")
    return sentences
