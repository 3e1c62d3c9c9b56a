"""Sentences of CoNLL-U, and the few operations on them that training needs."""
import gzip
import io
import re
from dataclasses import dataclass, field

NER = re.compile(r"(?:^|\|)NER=([^|]+)")


@dataclass
class Sentence:
    """One sentence, a list a column. Heads count from 1, 0 is the root, -1 unknown; a column without annotation is None."""

    forms: list
    upos: list = None
    xpos: list = None
    feats: list = None
    heads: list = None
    rels: list = None
    names: list = None
    lemmas: list = None
    doc: str = ""
    space_after: list = field(default=None, repr=False)
    misc: list = field(default=None, repr=False)

    def __len__(self):
        return len(self.forms)


def opened(path):
    path = str(path)
    return io.TextIOWrapper(gzip.open(path) if path.endswith(".gz") else open(path, "rb"), encoding="utf-8")


def read(path):
    """Yield the sentences of a CoNLL-U file, gzip or not. Words of multiword tokens stand alone; empty nodes are dropped."""
    doc, rows, glued_until, glued = "", [], 0, set()
    with opened(path) as lines:
        for line in lines:
            line = line.rstrip("\n")
            if not line:
                if rows:
                    yield sentence(rows, doc, glued)
                rows, glued_until, glued = [], 0, set()
            elif line.startswith("# newdoc id"):
                doc = line.split("=", 1)[1].strip()
            elif line[0] != "#":
                col = line.split("\t")
                if "-" in col[0]:
                    first, last = map(int, col[0].split("-"))
                    glued.update(range(first, last))
                    if "SpaceAfter=No" in col[9]:
                        glued.add(last)
                elif "." not in col[0]:
                    rows.append(col)
                    if "SpaceAfter=No" in col[9]:
                        glued.add(int(col[0]))
    if rows:
        yield sentence(rows, doc, glued)


def sentence(rows, doc, glued):
    def column(k):
        values = [r[k] for r in rows]
        return None if all(v == "_" for v in values) else values

    heads = [int(r[6]) if r[6].isdigit() else -1 for r in rows]
    names = [m.group(1) if (m := NER.search(r[9])) else None for r in rows]
    return Sentence(
        forms=[r[1] for r in rows],
        upos=column(3),
        xpos=column(4),
        feats=[r[5] for r in rows] if column(3) else None,
        heads=None if all(h < 0 for h in heads) else heads,
        rels=column(7),
        names=bio(names) if any(names) else None,
        lemmas=column(2),
        doc=doc,
        space_after=[i not in glued for i in range(1, len(rows) + 1)],
        misc=column(9),
    )


def bio(tags):
    """BIO tags from B-X/I-X/O or from bare types; an I- after another type or after O opens a name."""
    out, before = [], "O"
    for tag in tags:
        if not tag or tag == "O":
            out.append("O")
            before = "O"
            continue
        prefix, _, rest = tag.partition("-")
        kind, begins = (rest, prefix == "B") if prefix in ("B", "I") and rest else (tag, False)
        out.append(("I-" if before == kind and not begins else "B-") + kind)
        before = kind
    return out


def spans(tags):
    """Spans (start, end, kind) of BIO tags."""
    out, open_ = [], None
    for i, tag in enumerate(tags):
        if tag.startswith("I-") and open_ and open_[2] == tag[2:]:
            continue
        if open_:
            out.append((open_[0], i, open_[2]))
            open_ = None
        if tag != "O":
            open_ = (i, None, tag[2:])
    if open_:
        out.append((open_[0], len(tags), open_[2]))
    return out


def tags_of(length, names):
    """BIO tags from spans (start, end, kind)."""
    tags = ["O"] * length
    for start, end, kind in names:
        tags[start] = "B-" + kind
        tags[start + 1:end] = ["I-" + kind] * (end - start - 1)
    return tags


def write(path, sentences, upper=False):
    """Write sentences as CoNLL-U, multiword tokens as their words."""
    with open(path, "w", encoding="utf-8") as out:
        for s in sentences:
            for i, form in enumerate(s.forms):
                out.write("\t".join([
                    str(i + 1), form.upper() if upper else form, s.lemmas[i] if s.lemmas else "_", s.upos[i] if s.upos else "_", "_",
                    s.feats[i] if s.feats else "_", str(s.heads[i]) if s.heads and s.heads[i] >= 0 else "_",
                    s.rels[i] if s.rels else "_", "_", "NER=" + s.names[i] if s.names else "_"]) + "\n")
            out.write("\n")
