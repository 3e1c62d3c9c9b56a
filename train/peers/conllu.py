"""Sentences as the peers write them, read from and written as CoNLL-U."""
import gzip
from dataclasses import dataclass, field


@dataclass
class Word:
    """One syntactic word. Offsets are code points of the text, end exclusive. The words of a multiword token have their own
    where they spell it, else they share its."""

    form: str
    start: int
    end: int
    lemma: str = "_"
    upos: str = "X"
    xpos: str = "_"
    feats: str = "_"
    head: int = 0  # index in the sentence, from 1; 0 is the root
    rel: str = "root"
    name: str = "O"  # O, or B- or I- with the kind


@dataclass
class Sentence:
    words: list = field(default_factory=list)
    multi: dict = field(default_factory=dict)  # index of a token's first word -> (index of its last word, form)
    paragraph: bool = False  # opens a paragraph
    document: str = ""  # opens the document of this name

    def tokens(self):
        """How many tokens it has, multiword ones counted once."""
        return len(self.words) - sum(last - first for first, (last, _) in self.multi.items())


def opened(path):
    return gzip.open(path, "rt", encoding="utf-8", newline="") if path.endswith(".gz") else open(path, encoding="utf-8", newline="")


def read(path):
    """The sentences of a CoNLL-U file. Offsets count as in raw(): the text that the tokens spell."""
    sentences, now, skip, at = [], Sentence(), 0, 0
    with opened(path) as lines:
        for line in lines:
            line = line.rstrip("\r\n")
            if not line:
                if now.words:
                    sentences.append(now)
                now, skip = Sentence(), 0
            elif line.startswith("# newdoc"):
                now.paragraph, now.document = True, line.partition("=")[2].strip() or "document"
            elif line.startswith("# newpar"):
                now.paragraph = True
            elif line[0] != "#":
                col = line.split("\t")
                if "." in col[0]:
                    continue
                misc = dict(p.partition("=")[::2] for p in col[9].split("|"))
                gap = "SpaceAfter" not in misc
                if "-" in col[0]:
                    first, skip = map(int, col[0].split("-"))
                    now.multi[first - 1] = (skip - 1, col[1])
                    span = (at, at + len(col[1]))
                    at = span[1] + gap
                    continue
                inside = int(col[0]) <= skip
                if not inside:
                    span = (at, at + len(col[1]))
                    at = span[1] + gap
                head = int(col[6]) if col[6].isdigit() else 0
                now.words.append(Word(col[1], *span, col[2], col[3], col[4], col[5], head, col[7], misc.get("NER", "O")))
    if now.words:
        sentences.append(now)
    return sentences


def raw(sentences):
    """The text of the sentences: a space between sentences of a paragraph, an empty line before a paragraph."""
    out, before = [], None
    for s in sentences:
        skip = -1
        for i, w in enumerate(s.words):
            if i <= skip:
                continue
            skip, form = s.multi.get(i, (i, w.form))
            if before is not None:
                out.append("\n\n" if s.paragraph and i == 0 else " " * (w.start > before))
            out.append(form)
            before = s.words[skip].end
    return "".join(out) + "\n"


def write(sentences, out, text=None, document="", stem="s"):
    """Write sentences; with the text also `# text` and MISC TokenRange, code points end exclusive."""
    if document:
        out.write(f"# newdoc id = {document}\n")
    for n, s in enumerate(sentences, 1):
        if s.document:
            out.write(f"# newdoc id = {s.document}\n")
        if s.paragraph:
            out.write("# newpar\n")
        out.write(f"# sent_id = {stem}-{n}\n")
        if text is not None:
            out.write(f"# text = {' '.join(text[s.words[0].start:s.words[-1].end].split())}\n")
        for i, w in enumerate(s.words):
            last, form = s.multi.get(i, (i, w.form))
            inside = any(a <= i <= b for a, (b, _) in s.multi.items())
            place = [f"TokenRange={w.start}:{w.end}"] if text is not None else []
            following = s.words[last + 1].start if last + 1 < len(s.words) else None
            if text is None:
                tight = ["SpaceAfter=No"] if following == s.words[last].end else []
            else:
                end = s.words[last].end
                tight = ["SpaceAfter=No"] if end < len(text) and not text[end].isspace() else []
            if i in s.multi:
                span = [f"TokenRange={w.start}:{s.words[last].end}"] if text is not None else []
                out.write(f"{i + 1}-{last + 1}\t{form}" + "\t_" * 7 + "\t" + ("|".join(tight + span) or "_") + "\n")
            misc = [] if w.name in ("", "O") else [f"NER={w.name}"]
            misc = "|".join(misc + ([] if inside else tight) + place) or "_"
            out.write("\t".join([str(i + 1), w.form, w.lemma or "_", w.upos, w.xpos, w.feats, str(w.head), w.rel, "_", misc]) + "\n")
        out.write("\n")
