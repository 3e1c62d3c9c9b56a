"""Names in GUM: its entity mentions are whole phrases; the name in one is the run of proper nouns about its head."""
import re

import conllu

KINDS = {"person": "PER", "organization": "ORG", "place": "LOC"}
PART = re.compile(r"\(([^()]+)|([^()]*)\)")
ENTITY = re.compile(r"(?:^|\|)Entity=([^|]+)")
TITLES = set("""President Vice Secretary Professor Prof. Dr. Dr Mr. Mr Mrs. Mrs Ms. Ms Miss Sir Lady Lord King Queen Prince Princess Pope Emperor General
Gen. Colonel Col. Captain Capt. Major Lieutenant Lt. Sergeant Sgt. Senator Sen. Representative Rep. Governor Gov. Mayor Judge Justice Chief Minister
Prime Speaker Madam Madame Chairman Director Deputy Attorney Officer Detective Ambassador Bishop Father Sister Brother Saint Coach Uncle Aunt
Fellow Founder Congressman Congresswoman Commander Admiral Doctor Chancellor""".split())
INNER = {"of", "the", "for", "and", "&", "de", "la", "del", "di", "von", "van", "-", "'s", "in"}


def mentions(misc):
    """Spans (start, end, type, identity) of a sentence's mentions; those that cross sentences are left out."""
    open_, out = {}, []
    for i, value in enumerate(misc):
        m = ENTITY.search(value)
        if not m:
            continue
        text, at = m.group(1), 0
        while at < len(text):
            if text[at] == "(":
                end = at + 1
                while end < len(text) and text[end] not in "()":
                    end += 1
                fields = text[at + 1:end].split("-", 6)
                ident = fields[0]
                kind = fields[1] if len(fields) > 1 else ""
                identity = fields[6].split("-", 1)[-1] if len(fields) > 6 and "-" in fields[6] else ""
                if end < len(text) and text[end] == ")":
                    out.append((i, i + 1, kind, identity))
                    at = end + 1
                else:
                    open_.setdefault(ident, []).append((i, kind, identity))
                    at = end
            else:
                end = text.index(")", at) if ")" in text[at:] else len(text)
                ident = text[at:end]
                if open_.get(ident):
                    start, kind, identity = open_[ident].pop()
                    out.append((start, i + 1, kind, identity))
                at = end + 1
    return out


def name_in(s, start, end):
    """The run of proper nouns that holds the span's head, or None."""
    proper = lambda i: s.xpos[i] in ("NNP", "NNPS")
    head = next((i for i in range(start, end) if not start < s.heads[i] <= end), None)
    if head is None or not proper(head):
        return None
    a = b = head
    while a > start and (proper(a - 1) or (s.forms[a - 1] in INNER - {"the", "and", "'s"} and a - 1 > start and proper(a - 2))):
        a -= 1
    b += 1
    while b < end:
        if proper(b) or (s.xpos[b] == "CD" and b + 1 == end):
            b += 1
            continue
        k = b
        while k < end and s.forms[k] in INNER:
            k += 1
        if b < k < end and proper(k) and s.forms[b] not in ("'s", "-", "in", "and"):
            b = k + 1
        else:
            break
    return a, b


def without_title(s, a, b):
    """A person's name without titles before it; None for a mere title or a people."""
    while a < b and s.forms[a] in TITLES:
        a += 1
    if a == b or any(s.xpos[i] == "NNPS" for i in range(a, b)) or s.forms[a] in INNER:
        return None
    return a, b


def annotate(sentences):
    """Set names on GUM sentences; outer mentions win over what lies inside them."""
    for s in sentences:
        found = []
        if s.misc:
            for start, end, kind, _ in mentions(s.misc):
                if kind in KINDS:
                    span = name_in(s, start, end)
                    if span and kind == "person":
                        span = without_title(s, *span)
                    if span:
                        found.append((*span, KINDS[kind]))
        found.sort(key=lambda x: (x[0] - x[1], x[0]))
        taken, names = set(), []
        for a, b, kind in found:
            if not taken & set(range(a, b)):
                taken |= set(range(a, b))
                names.append((a, b, kind))
        s.names = conllu.tags_of(len(s), names)
    return sentences
