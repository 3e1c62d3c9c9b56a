"""Sentences as arrays, and batches of like length."""
from dataclasses import dataclass

import numpy as np
import torch

IGNORE = -100


@dataclass
class Coded:
    """A corpus as flat arrays; sentence i is rows start[i]:start[i+1]. rows holds one array a casing: as is, upper, lower."""

    rows: list
    start: np.ndarray
    tag: np.ndarray
    head: np.ndarray
    rel: np.ndarray
    name: np.ndarray

    def lengths(self):
        return self.start[1:] - self.start[:-1]


def tag_label(upos, feats):
    return upos if feats in ("_", "", None) else upos + "|" + feats


def code(sentences, extractor, labels, casings=3):
    index = {k: {v: i for i, v in enumerate(vs)} for k, vs in labels.items()}
    lengths = [len(s) for s in sentences]
    start = np.concatenate([[0], np.cumsum(lengths)]).astype(np.int64)
    total = start[-1]
    col = {k: np.full(total, IGNORE, dtype=np.int64) for k in ("tag", "head", "rel", "name")}
    rows = [np.empty((total, len(extractor.features)), dtype=np.int32) for _ in range(casings)]
    for s, a, b in zip(sentences, start, start[1:]):
        for r, change in zip(rows, (str, str.upper, str.lower)):
            r[a:b] = extractor.rows_of([change(f) for f in s.forms])
        if s.upos and "tag" in index:
            col["tag"][a:b] = [index["tag"].get(tag_label(u, f), IGNORE) for u, f in zip(s.upos, s.feats)]
        if s.heads:
            col["head"][a:b] = [h if h >= 0 else IGNORE for h in s.heads]
            col["rel"][a:b] = [index["rel"].get(r, IGNORE) for r in s.rels]
        if s.names and "name" in index:
            col["name"][a:b] = [index["name"].get(n, 0) for n in s.names]
    return Coded(rows, start, col["tag"], col["head"], col["rel"], col["name"])


def shuffled(coded, picks, words, rng):
    """Lists of sentences (indices into picks' corpus) of like length, about `words` words a list, in random order."""
    lengths = coded.lengths()[picks]
    order = np.argsort(lengths + rng.uniform(0, 4, len(picks)), kind="stable")
    out, batch, longest = [], [], 0
    for k in order:
        longest = max(longest, lengths[k])
        if batch and longest * (len(batch) + 1) > words:
            out.append(batch)
            batch, longest = [], lengths[k]
        batch.append(picks[k])
    if batch:
        out.append(batch)
    rng.shuffle(out)
    return out


def padded(coded, batch, casing):
    """Tensors of a batch; casing[i] says which casing sentence i has."""
    lengths = [coded.start[i + 1] - coded.start[i] for i in batch]
    b, t = len(batch), max(lengths)
    rows = np.zeros((b, t, coded.rows[0].shape[1]), dtype=np.int32)
    mask = np.zeros((b, t), dtype=bool)
    cols = {k: np.full((b, t), IGNORE, dtype=np.int64) for k in ("tag", "head", "rel", "name")}
    for k, (i, n) in enumerate(zip(batch, lengths)):
        a = coded.start[i]
        rows[k, :n] = coded.rows[casing[k]][a:a + n]
        mask[k, :n] = True
        for name, col in cols.items():
            col[k, :n] = getattr(coded, name)[a:a + n]
    return torch.from_numpy(rows), torch.from_numpy(mask), {k: torch.from_numpy(v) for k, v in cols.items()}
