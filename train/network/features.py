"""What the network sees of a word: rows of embedding tables, as docs/models/format.md tells."""
import functools
import unicodedata

import numpy as np

MASK = 0xFFFFFFFF


def fnv1a(text):
    """FNV-1a, 32 bits, of the UTF-8 bytes."""
    h = 2166136261
    for byte in text.encode("utf-8", "surrogatepass"):
        h = ((h ^ byte) * 16777619) & MASK
    return h


@functools.lru_cache(maxsize=None)
def _low(rune):
    if "0" <= rune <= "9":
        return "0"
    low = rune.lower()
    return low if len(low) == 1 else rune


def norm(form):
    """Lower case rune by rune, ASCII digits as 0."""
    return "".join(map(_low, form))


@functools.lru_cache(maxsize=None)
def _class(rune):
    if "0" <= rune <= "9":
        return "d"
    category = unicodedata.category(rune)
    return "X" if category == "Lu" else "x" if category == "Ll" else rune


def shape(form, mode):
    """Classes of the runes, runs cut at 4, after the case mode of the sentence."""
    out, last, run = [mode], None, 0
    for rune in form:
        c = _class(rune)
        run = run + 1 if c == last else 1
        last = c
        if run <= 4:
            out.append(c)
    return "".join(out)


def mode(forms):
    """Case of a sentence: 'u' nearly all upper, 'l' nothing upper, 'm' mixed."""
    up = low = 0
    for form in forms:
        for rune in form:
            c = _class(rune)
            up += c == "X"
            low += c == "x"
    return "u" if up > 3 * low else "l" if up == 0 else "m"


class Extractor:
    """Rows of a net's features in one table made of all its tables laid end to end."""

    def __init__(self, features, rows, keys):
        """features as in the model's header; rows: table name to number of rows; keys: sorted hashes of the vocabulary."""
        self.features = features
        self.keys = keys
        self.index = {int(k): i + 1 for i, k in enumerate(keys)}
        self.offset, at = {}, 0
        for f in features:
            self.offset[f["tensor"]] = at
            at += rows[f["tensor"]]
        self.total = at
        self.rows = rows
        self.by_norm, self.by_form = {}, {}

    def _norm_rows(self, n):
        row = self.by_norm.get(n)
        if row is None:
            row = []
            for f in self.features:
                base, size = self.offset[f["tensor"]], self.rows[f["tensor"]]
                kind = f["kind"]
                if kind == "vocab":
                    row.append(base + self.index.get(fnv1a("v\0" + n), 0))
                elif kind == "shape":
                    row.append(-1)
                else:
                    s = n if kind == "norm" else n[: f["n"]] if kind == "prefix" else n[-f["n"]:]
                    row.append(base + fnv1a(f["tag"] + "\0" + s) % size)
            self.by_norm[n] = row
        return row

    def rows_of(self, forms):
        """An array [words, features] of rows for one sentence."""
        m = mode(forms)
        out = np.empty((len(forms), len(self.features)), dtype=np.int32)
        for i, form in enumerate(forms):
            row = self.by_form.get((form, m))
            if row is None:
                row = list(self._norm_rows(norm(form)))
                for k, f in enumerate(self.features):
                    if f["kind"] == "shape":
                        row[k] = self.offset[f["tensor"]] + fnv1a(f["tag"] + "\0" + shape(form, m)) % self.rows[f["tensor"]]
                row = self.by_form[(form, m)] = np.array(row, dtype=np.int32)
            out[i] = row
        return out
