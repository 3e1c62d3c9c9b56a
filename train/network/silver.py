"""Silver: raw text annotated by the teacher."""
import pickle
import random
from collections import Counter

import torch

import conllu
import corenlpnames
import features
import minilm
import raw
import recipe
import spacynames
import teacher

SMALL = {"OF", "THE", "AND", "FOR", "DE", "LA", "DEL", "LOS", "LAS", "Y", "'S", "IN", "TO"}
ACRONYMS = {"USA", "US", "UN", "OAS", "EU", "CIA", "DEA", "ELN", "EPL", "UNO", "ARENA", "UNITA", "IRA", "ETA"}
SHARES = {"polnear": 0.5, "muc4": 0.35, "reports": 1.0}


def tuned(path, ewt, gum, named):
    """The English teacher, trained unless a file holds it."""
    labels = recipe.labels_of([ewt, gum], ("PER", "ORG", "LOC"))
    file = minilm.File()
    subwords = teacher.Subwords(file)
    torch.manual_seed(1)
    model = teacher.Teacher(file, labels, depth=6, frozen=0)
    if path.exists():
        labels, state = torch.load(path, weights_only=False)
        model = teacher.Teacher(file, labels, depth=6, frozen=0)
        model.load_state_dict(state)
    else:
        teacher.train(model, subwords, [ewt + gum + named, ewt], labels, {})
        torch.save((labels, model.state_dict()), path)
    return model, subwords, labels


def english(work, ewt, gum, wikigold):
    """Annotated raw sentences, and names for the sentences of ewt."""
    path = work / "en-silver.pickle"
    if path.exists():
        return pickle.loads(path.read_bytes())
    model, subwords, labels = tuned(work / "teacher-en.pt", ewt, gum, wikigold)
    rng, texts = random.Random(1), []
    for name, read in (("polnear", raw.polnear), ("muc4", raw.muc4), ("reports", raw.reports)):
        texts += [s for s in read() if rng.random() < SHARES[name] and 3 <= len(s) <= 70]
    got = teacher.annotate(model, subwords, [s.forms for s in texts], labels)
    other = spacynames.annotate([s.forms for s in texts])
    for s, (tags, heads, rels, names), third in zip(texts, got, other):
        s.upos, s.feats = map(list, zip(*((t.partition("|")[0], t.partition("|")[2] or "_") for t in tags)))
        s.heads, s.rels = heads, rels
        # PolNeAR has CoreNLP's names; spaCy reads no capitals.
        s.names = names if capitals(s) else elected(len(s), [names, third, s.names] if s.names else [names, third])
    upper = [s for s in texts if capitals(s)]
    for s, names in zip(upper, corenlpnames.annotate([s.forms for s in upper], caseless=True)):
        s.names = joined(len(s), names, s.names)
    for k, s in enumerate(upper):
        if k % 4:
            s.forms = cased(s)
    forms = [s.forms for s in ewt]
    got = teacher.annotate(model, subwords, forms, labels, parts=("tag", "names"))
    votes = zip([g[3] for g in got], spacynames.annotate(forms), corenlpnames.annotate(forms))
    out = texts, [elected(len(s), v) for s, v in zip(ewt, votes)]
    path.write_bytes(pickle.dumps(out))
    return out


def capitals(s):
    return features.mode(s.forms) == "u"


def cased(s):
    """The words of a sentence in capitals as mixed case would have them: names and proper nouns with a capital, short ones without a vowel all in capitals."""
    out = []
    for i, (form, upos, name) in enumerate(zip(s.forms, s.upos, s.names)):
        if name == "O" and upos != "PROPN" and form != "I":
            out.append(form.capitalize() if i == 0 else form.lower())
        elif "." in form or len(form) <= 5 and not set(form) & set("AEIOU") or form in ACRONYMS:
            out.append(form)
        elif form in SMALL:
            out.append(form.lower())
        else:
            out.append("-".join(p.capitalize() for p in form.split("-")))
    return out


def joined(length, first, second):
    """The first annotator's names, and the second's that lie apart from them."""
    spans = conllu.spans(first)
    return conllu.tags_of(length, spans + [x for x in conllu.spans(second) if not any(x[0] < y[1] and y[0] < x[1] for y in spans)])


def elected(length, votes):
    """Names most annotators give; None, no verdict, where two annotators differ."""
    sets = [set(conllu.spans(v)) for v in votes]
    if len(sets) == 2 and sets[0] != sets[1]:
        return None
    count = Counter(x for one in sets for x in one)
    return conllu.tags_of(length, [x for x, n in count.items() if 2 * n > len(sets)])
