"""Read a net back from a model file, the counterpart of export.py."""
import json
import struct
from pathlib import Path

import numpy as np
import torch

import export
from features import Extractor
from model import Net


def tensors(path):
    """The header of a model file, and its tensors by name."""
    data = Path(path).read_bytes()
    size = struct.unpack_from("<I", data, len(export.MAGIC))[0]
    start = len(export.MAGIC) + 4
    header, at = json.loads(data[start:start + size]), start + size
    at += -at % 16
    return header, {
        t["name"]: np.frombuffer(data, export.TYPES[t["dtype"]], int(np.prod(t["shape"])), at + t["offset"]).reshape(t["shape"]).copy()
        for t in header["tensors"]}


def first(path):
    """The first net of a model file, its pretrained vectors part of its table, with its extractor and labels. Its names count in full."""
    header, values = tensors(path)
    spec, labels = header["nets"][0], header["labels"]
    name, features = spec["name"], spec["features"]
    rows = {f["tensor"]: len(values[f["tensor"]]) for f in features}
    extractor = Extractor(features, rows, values[features[0]["keys"]])
    get = lambda key: torch.from_numpy(values[f"{name}.{key}"])
    config = spec | {"arc": len(get("arc.dep.b")), "rel": len(get("rel.dep.b")), "dist": len(get("arc.dist")) // 2}
    net = Net(config, extractor.total, labels)
    parts = {"root": net.root, "arc.u": net.arc_u, "arc.hb": net.arc_hb, "arc.dist": net.arc_dist, "name.trans": net.trans}
    modules = {"embed.ln": net.embed_ln, "ln": net.ln, "tag": net.tag, "arc.dep": net.arc_dep, "arc.head": net.arc_head,
               "rel.dep": net.rel_dep, "rel.head": net.rel_head, "rel": net.rel, "name": net.name}
    for k, layer in enumerate(net.layers):
        modules[f"layer{k}.ln"] = layer.ln
        modules |= {f"layer{k}": layer.lin} if hasattr(layer, "lin") else {f"layer{k}.in": layer.inp, f"layer{k}.out": layer.out}
    for key, m in modules.items():
        parts[key + (".g" if isinstance(m, torch.nn.LayerNorm) else ".w")], parts[key + ".b"] = m.weight, m.bias
    share = 1.0 if len(header["nets"]) == 1 else 1 - export.SHARE
    with torch.no_grad():
        for f in features:
            at = extractor.offset[f["tensor"]]
            table = values[f["tensor"]] * values[f["tensor"] + ".scale"][:, None]
            net.table[at:at + len(table)] = torch.from_numpy(table)
        for key, p in parts.items():
            p.copy_(get(key) / (share if key.startswith("name.") else 1.0))
    return net.eval(), extractor, labels
