"""Vectors of single words from the pretrained encoder, to start the student's vocabulary from."""
import numpy as np
import torch

import encoder
from features import fnv1a

DEPTH = 8
SIZE = 128


def raw(words, depth=DEPTH):
    """Two arrays [len(words), width]: subword embeddings, and the reading of the word alone by the encoder's first layers."""
    file = encoder.File()
    net = encoder.Encoder(file, depth).eval()
    pieces = [file.subwords(w) or [file.unk] for w in words]
    order = sorted(range(len(words)), key=lambda k: len(pieces[k]))
    static, deep = np.zeros((len(words), file.width), np.float32), np.zeros((len(words), file.width), np.float32)
    with torch.no_grad():
        for at in range(0, len(order), 512):
            take = order[at:at + 512]
            longest = max(len(pieces[k]) for k in take)
            ids = np.full((len(take), longest + 2), file.pad)
            for r, k in enumerate(take):
                ids[r, :len(pieces[k]) + 2] = [file.bos] + pieces[k] + [file.eos]
            ids = torch.from_numpy(ids)
            mask = ids != file.pad
            x = net(ids, mask, torch.zeros_like(ids))
            inner = mask.clone()
            inner[:, 0] = False
            inner &= ids != file.eos
            m = inner.unsqueeze(2).float()
            deep[take] = ((x * m).sum(1) / m.sum(1)).numpy()
            static[take] = ((net.words[ids] * m).sum(1) / m.sum(1)).numpy()
    return static, deep


def principal(*parts):
    """[len(words), SIZE]: the principal components of parts, each scaled to have the same weight."""
    scaled = lambda a: (a - a.mean(0)) / (a.std() + 1e-9)
    both = np.concatenate([scaled(p) for p in parts], 1)
    values, basis = np.linalg.eigh(np.cov(both.T))
    out = both @ basis[:, ::-1][:, :SIZE]
    return (out / out.std()).astype(np.float32)


def compute(words):
    """[len(words), SIZE]: the principal components of raw(words)."""
    return principal(*raw(words))


def rows(words, table, extractor):
    """The vectors of words, table's rows, at their rows of the extractor's vocabulary; others are zero."""
    out = np.zeros((len(extractor.keys) + 1, SIZE), np.float32)
    for w, v in zip(words, table):
        out[extractor.index[fnv1a("v\0" + w)]] = v
    return torch.from_numpy(out)
