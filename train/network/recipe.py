"""Shapes of the nets, and the vocabulary their first table is about."""
from collections import Counter

import numpy as np
import wordfreq

from features import Extractor, fnv1a, norm


def features(net):
    """The features of a net, the vocabulary first."""
    t = f"{net}.embed."
    out = [{"kind": "vocab", "tensor": t + "vocab", "keys": t + "vocab.keys"}]
    out.append({"kind": "norm", "tag": "w", "tensor": t + "w"})
    out += [{"kind": "prefix", "n": n, "tag": f"p{n}", "tensor": t + f"p{n}"} for n in (1, 2, 3)]
    out += [{"kind": "suffix", "n": n, "tag": f"s{n}", "tensor": t + f"s{n}"} for n in (1, 2, 3, 4)]
    out.append({"kind": "shape", "tag": "sh", "tensor": t + "sh"})
    return out


ROWS = {"w": 6000, "p1": 500, "p2": 1500, "p3": 4000, "s1": 500, "s2": 1500, "s3": 4000, "s4": 6000, "sh": 1000}


def vocabulary(lang, corpora, size, least=3):
    """Normal forms: those frequent in the corpora, filled up to size with the language's most frequent words."""
    seen = Counter(norm(f) for sentences in corpora for s in sentences for f in s.forms)
    words = {w for w, n in seen.items() if n >= least}
    for w in wordfreq.top_n_list(lang, size * 2):
        if len(words) >= size:
            break
        words.add(norm(w))
    return sorted(words)


def extractor(net, words, sizes=ROWS):
    keys = np.array(sorted({fnv1a("v\0" + w) for w in words}), dtype=np.uint32)
    feats = features(net)
    rows = {f["tensor"]: len(keys) + 1 if f["kind"] == "vocab" else sizes[f["tag"]] for f in feats}
    return Extractor(feats, rows, keys)


def syntax(width=128, conv=1, scan=3, hidden=128, heads=("tag", "parse"), name="syntax"):
    layers = [{"type": "conv", "width": 3}] * conv + [{"type": "scan", "hidden": hidden}] * scan
    return {"name": name, "width": width, "layers": layers, "heads": list(heads), "arc": 64, "rel": 64, "dist": 16}


def multiply_adds(cfg, labels):
    """Multiply-adds a word, trees' pairwise scores counted for 25 words a sentence."""
    w, total = cfg["width"], 0
    for layer in cfg["layers"]:
        total += 3 * w * w if layer["type"] == "conv" else w * 4 * layer["hidden"] + 2 * layer["hidden"] * w
    if "tag" in cfg["heads"]:
        total += w * len(labels["tag"])
    if "parse" in cfg["heads"]:
        total += 2 * w * (cfg["arc"] + cfg["rel"]) + cfg["arc"] ** 2 + 25 * cfg["arc"] + 3 * cfg["rel"] * len(labels["rel"])
    if "names" in cfg["heads"]:
        total += w * len(labels["name"])
    return total


def labels_of(corpora, names=None):
    """Label lists from the corpora: every joint tag and relation seen, frequent first."""
    from batches import tag_label
    tags, rels = Counter(), Counter()
    for sentences in corpora:
        for s in sentences:
            if s.upos:
                tags.update(tag_label(u, f) for u, f in zip(s.upos, s.feats) if u != "?")
            if s.rels:
                rels.update(s.rels)
    out = {"tag": [t for t, _ in sorted(tags.items(), key=lambda kv: (-kv[1], kv[0]))], "rel": [r for r, _ in sorted(rels.items(), key=lambda kv: (-kv[1], kv[0]))]}
    if names:
        out["name"] = ["O"] + [p + k for k in names for p in ("B-", "I-")]
    return out
