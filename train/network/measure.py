"""Scores on given words: tags, trees, names. The scorer of the corpora gives the same on these; this one is for training."""
from collections import Counter

import numpy as np
import torch

import batches
import conllu
import trees


def predict(net, coded, labels, casing=0, words=4000):
    """Annotate: lists of (tags, heads, rels, names), None where the net has no such head, in corpus order."""
    net.eval()
    out = [None] * (len(coded.start) - 1)
    order = np.argsort(coded.lengths(), kind="stable")
    at = 0
    with torch.no_grad():
        while at < len(order):
            take = [order[at]]
            at += 1
            while at < len(order) and coded.lengths()[order[at]] * (len(take) + 1) <= words:
                take.append(order[at])
                at += 1
            rows, mask, _ = batches.padded(coded, take, [casing] * len(take))
            x = net.encode(rows, mask)
            heads_of = net.config["heads"]
            tags = net.tag(x).argmax(2).numpy() if "tag" in heads_of else None
            if "parse" in heads_of:
                s, with_root = net.arcs(x, mask)
                s = s.numpy()
                heads = np.zeros(mask.shape, dtype=np.int64)
                for k, i in enumerate(take):
                    n = coded.start[i + 1] - coded.start[i]
                    heads[k, :n] = trees.heads_of(s[k, :n, :n + 1])
                r = net.rels(x, with_root, torch.from_numpy(heads)).numpy()
                root = labels["rel"].index("root")
                r[:, :, root] = np.where(heads == 0, 1e9, -1e9)
                rels = r.argmax(2)
            if "names" in heads_of:
                emit, trans = net.name(x).numpy(), net.transitions().numpy()
            for k, i in enumerate(take):
                n = coded.start[i + 1] - coded.start[i]
                out[i] = (
                    [labels["tag"][t] for t in tags[k, :n]] if tags is not None else None,
                    heads[k, :n].tolist() if "parse" in heads_of else None,
                    [labels["rel"][t] for t in rels[k, :n]] if "parse" in heads_of else None,
                    conllu.bio([labels["name"][t] for t in trees.viterbi(emit[k, :n], trans)]) if "names" in heads_of else None)
    return out


def scores(sentences, predicted):
    """Percentages: UPOS, features, UAS, LAS (relations without subtype), names F1."""
    c = Counter()
    for s, (tags, heads, rels, names) in zip(sentences, predicted):
        c["words"] += len(s)
        if tags and s.upos:
            for u, f, t in zip(s.upos, s.feats, tags):
                upos, _, feats = t.partition("|")
                c["upos"] += u == upos
                c["feats"] += (f if f else "_") == (feats or "_")
        if heads and s.heads:
            for h, r, h2, r2 in zip(s.heads, s.rels, heads, rels):
                c["uas"] += h == h2
                c["las"] += h == h2 and r.split(":")[0] == r2.split(":")[0]
        if names and s.names:
            gold, got = set(conllu.spans(s.names)), set(conllu.spans(names))
            c["gold"] += len(gold)
            c["got"] += len(got)
            c["right"] += len(gold & got)
    out = {k: round(100 * c[k] / c["words"], 2) for k in ("upos", "feats", "uas", "las") if k in c}
    if c["gold"]:
        out["names"] = round(200 * c["right"] / (c["gold"] + c["got"]), 2)
    return out
