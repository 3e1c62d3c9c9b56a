"""Write nets as the runtime reads them: docs/models/format.md."""
import json
import struct

import numpy as np

MAGIC = b"COTEJOM1"
SHARE = 0.45  # of the second net in what two nets say of names
TYPES = {"f32": np.float32, "f16": np.float16, "i8": np.int8, "u32": np.uint32}


def quantised(array):
    """Rows as int8 and their scales."""
    scale = np.abs(array).max(1) / 127
    scale[scale == 0] = 1
    return np.rint(array / scale[:, None]).astype(np.int8), scale.astype(np.float32)


class Writer:
    def __init__(self, lang, labels, made):
        self.header = {"version": 1, "lang": lang, "made": made, "labels": labels, "nets": [], "tensors": []}
        self.parts, self.at = [], 0

    def add(self, name, array, dtype="f32"):
        data = np.ascontiguousarray(array, dtype=TYPES[dtype]).tobytes()
        self.header["tensors"].append({"name": name, "dtype": dtype, "shape": list(np.shape(array)), "offset": self.at})
        data += b"\0" * (-len(data) % 16)
        self.parts.append(data)
        self.at += len(data)

    def add_rows(self, name, array):
        """A table as int8 with a scale a row."""
        values, scale = quantised(array)
        self.add(name, values, "i8")
        self.add(name + ".scale", scale)

    def net(self, net, extractor, share=1.0):
        """A net with pretrained vectors folded into its vocabulary table; share is the weight of what it says of names."""
        cfg, name = net.config, net.config["name"]
        table = net.table.detach().numpy().copy()
        if net.project is not None:
            table[: len(net.pretrained)] += (net.pretrained @ net.project.weight.T).detach().numpy()
        for f in extractor.features:
            a = extractor.offset[f["tensor"]]
            self.add_rows(f["tensor"], table[a:a + extractor.rows[f["tensor"]]])
            if f["kind"] == "vocab":
                self.add(f["keys"], extractor.keys, "u32")
        self.header["nets"].append({k: cfg[k] for k in ("name", "width", "layers", "heads")} | {"features": extractor.features})
        put = lambda key, t: self.add(f"{name}.{key}", t.detach().numpy())

        def linear(key, m):
            put(key + ".w", m.weight)
            put(key + ".b", m.bias)

        def ln(key, m):
            put(key + ".g", m.weight)
            put(key + ".b", m.bias)

        ln("embed.ln", net.embed_ln)
        for k, layer in enumerate(net.layers):
            ln(f"layer{k}.ln", layer.ln)
            if cfg["layers"][k]["type"] == "conv":
                linear(f"layer{k}", layer.lin)
            else:
                linear(f"layer{k}.in", layer.inp)
                linear(f"layer{k}.out", layer.out)
        ln("ln", net.ln)
        if "tag" in cfg["heads"]:
            linear("tag", net.tag)
        if "parse" in cfg["heads"]:
            put("root", net.root)
            linear("arc.dep", net.arc_dep)
            linear("arc.head", net.arc_head)
            put("arc.u", net.arc_u)
            put("arc.hb", net.arc_hb)
            put("arc.dist", net.arc_dist)
            linear("rel.dep", net.rel_dep)
            linear("rel.head", net.rel_head)
            linear("rel", net.rel)
        if "names" in cfg["heads"]:
            put("name.w", net.name.weight * share)
            put("name.b", net.name.bias * share)
            put("name.trans", net.transitions() * share)

    def write(self, path):
        header = json.dumps(self.header, ensure_ascii=False, separators=(",", ":")).encode()
        with open(path, "wb") as out:
            out.write(MAGIC + struct.pack("<I", len(header)) + header)
            out.write(b"\0" * (-out.tell() % 16))
            for part in self.parts:
                out.write(part)
