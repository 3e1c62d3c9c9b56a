"""Make the fixture that holds the runtime to the trainer's arithmetic: a tiny model of random weights and its scores.

    fixture.py FOLDER          # writes FOLDER/tiny.bin and FOLDER/tiny.json
"""
import json
import sys
from pathlib import Path

import numpy as np
import torch

import batches
import export
import recipe
import trees
from conllu import Sentence
from features import Extractor, fnv1a, norm
from model import Net

SENTENCES = [
    ["The", "Red", "Lantern", "crew", "moved", "12", "crates", "through", "Port-Elisa", "on", "3", "May", "."],
    ["POLICE", "SAY", "\"", "NO", "\""],
    ["ñandú", "Übergröße", "IJsselmeer", "İstanbul", "Ⅻ", "ａＢ1", "e\u0301l", "x"],
    ["—"],
    ["¿", "Quién", "mandó", "los", "4.500", "kilos", "?"],
]
LABELS = {
    "tag": ["NOUN|Number=Sing", "VERB", "PUNCT", "PROPN|Number=Sing", "DET|Definite=Def|PronType=Art"],
    "rel": ["nsubj", "root", "obj", "nmod:poss", "punct", "flat"],
    "name": ["O", "B-PER", "I-PER", "B-LOC", "I-LOC"],
}
WORDS = ["the", "crew", "moved", "crates", "police", "say", ".", "00", "kilos", "los"]


def tiny(name, layers, heads):
    keys = np.array(sorted(fnv1a("v\0" + norm(w)) for w in WORDS), dtype=np.uint32)
    feats = recipe.features(name)
    rows = {f["tensor"]: len(keys) + 1 if f["kind"] == "vocab" else 17 for f in feats}
    ex = Extractor(feats, rows, keys)
    net = Net({"name": name, "width": 16, "layers": layers, "heads": heads, "arc": 8, "rel": 8, "dist": 3}, ex.total, LABELS)
    with torch.no_grad():
        for k, p in net.named_parameters():
            if k != "table":
                p.copy_(torch.randn(p.shape) * (0.5 if p.dim() > 1 else 0.3) + (1.0 if k.endswith("ln.weight") else 0.0))
        net.table.copy_(torch.randn(net.table.shape))
        for f in feats:
            a = ex.offset[f["tensor"]]
            values, scale = export.quantised(net.table[a:a + rows[f["tensor"]]].numpy())
            net.table[a:a + rows[f["tensor"]]] = torch.from_numpy(values * scale[:, None])
    return net.eval(), ex


def expected(nets):
    out = []
    for forms in SENTENCES:
        case, emit, trans = {"forms": forms}, 0, 0
        for net, ex in nets:
            coded = batches.code([Sentence(forms=forms)], ex, LABELS, casings=1)
            case[net.config["name"] + "_rows"] = (coded.rows[0] - np.array([ex.offset[f["tensor"]] for f in ex.features])).tolist()
            rows, mask, _ = batches.padded(coded, [0], [0])
            with torch.no_grad():
                x = net.encode(rows, mask)
                if "tag" in net.config["heads"]:
                    case["tag_scores"] = net.tag(x)[0].tolist()
                    case["tags"] = [LABELS["tag"][i] for i in net.tag(x)[0].argmax(1)]
                    s, with_root = net.arcs(x, mask)
                    heads = trees.heads_of(s[0].numpy())
                    r = net.rels(x, with_root, torch.from_numpy(heads)[None])[0]
                    case["arc_scores"] = [[None if i + 1 == j else v for j, v in enumerate(row)] for i, row in enumerate(s[0].tolist())]
                    case["heads"] = heads.tolist()
                    case["rel_scores"] = r.tolist()
                    root = LABELS["rel"].index("root")
                    r = r.clone()
                    r[:, root] = torch.where(torch.from_numpy(heads) == 0, 1e9, -1e9)
                    case["rels"] = [LABELS["rel"][i] for i in r.argmax(1)]
                if "names" in net.config["heads"]:
                    emit, trans = emit + net.name(x)[0].numpy(), trans + net.transitions().detach().numpy()
        case["name_scores"] = emit.tolist()
        case["names"] = [LABELS["name"][i] for i in trees.viterbi(emit, trans)]
        out.append(case)
    return out


def main():
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    torch.manual_seed(7)
    folder = Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    conv, scan = {"type": "conv", "width": 3}, {"type": "scan", "hidden": 16}
    nets = [tiny("syntax", [conv, scan, scan], ["tag", "parse", "names"]), tiny("names", [conv, conv], ["names"])]
    writer = export.Writer("en", LABELS, {"what": "random weights"})
    for net, ex in nets:
        writer.net(net, ex)
    writer.write(folder / "tiny.bin")
    with open(folder / "tiny.json", "w", encoding="utf-8") as out:
        json.dump(expected(nets), out, ensure_ascii=False)


if __name__ == "__main__":
    main()
