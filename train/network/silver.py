"""Silver: raw text annotated by the teacher."""
import pickle
import random

import torch

import conllu
import minilm
import raw
import recipe
import teacher

SHARES = {"polnear": 0.55, "muc4": 0.4, "reports": 1.0}


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
    for s, (tags, heads, rels, names) in zip(texts, got):
        s.upos, s.feats = map(list, zip(*((t.partition("|")[0], t.partition("|")[2] or "_") for t in tags)))
        s.heads, s.rels, s.names = heads, rels, agreed(s.names, names)
    got = teacher.annotate(model, subwords, [s.forms for s in ewt], labels, parts=("tag", "names"))
    out = texts, [g[3] for g in got]
    path.write_bytes(pickle.dumps(out))
    return out


def agreed(other, names):
    """The teacher's names; where another annotator saw the same words otherwise, no verdict on the sentence."""
    if other is None:
        return names
    return names if {x[:2] for x in conllu.spans(other)} == {x[:2] for x in conllu.spans(names)} else None
