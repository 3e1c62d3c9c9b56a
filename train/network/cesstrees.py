"""The constituent trees of CESS-ESP as they are written."""
import re

import conllu
import corpora

QUOTES = {"-Fpa-": "(", "-Fpt-": ")"}


class Leaf:
    """A word on its way to a dependency tree."""

    def __init__(self, form, eagles, lemma):
        self.form, self.eagles, self.lemma = form, eagles, lemma
        self.upos = self.feats = self.rel = None
        self.head = None
        self.first_of = None

    def attach(self, head, rel):
        if self is not head:
            self.head, self.rel = head, rel


class Node:
    def __init__(self, label):
        name, _, function = label.partition("-")
        self.function = function.split(".")[0]
        parts = name.replace("*", "").split(".")
        self.name = name
        kept = parts[:1] + [p for p in parts[1:] if p not in ("ms", "fs", "mp", "fp", "s", "p", "x", "j", "co", "e", "1n", "2n", "1c")]
        self.kind = ".".join(kept)
        self.coordinated = "co" in parts
        self.adjoined = "j" in parts
        self.children = []

    def leaves(self):
        for c in self.children:
            if isinstance(c, Leaf):
                yield c
            else:
                yield from c.leaves()


def trees():
    """The trees with their document's name."""
    path = corpora.root() / "cess-es/trees.tbf.gz"
    doc = ""
    for part in re.split(r"(?m)^(?=# document|\($)", conllu.opened(path).read()):
        if part.startswith("#"):
            doc, _, part = part[1:].replace("document", "", 1).strip().partition("\n")
        tokens = re.findall(r"[()]|[^\s()]+", part)
        if "(" not in tokens:
            continue
        stack, at, whole = [Node("TOP")], 0, None
        while at < len(tokens):
            token = tokens[at]
            at += 1
            if token == "(":
                label = tokens[at] if at < len(tokens) and tokens[at] not in "()" else ""
                at += bool(label)
                words = []
                while at < len(tokens) and tokens[at] not in "()":
                    words.append(tokens[at])
                    at += 1
                node = Node(label)
                if len(words) >= 2:
                    node = Leaf(QUOTES.get(words[0], words[0]), label, words[1])
                    at += at < len(tokens) and tokens[at] == ")"
                    stack[-1].children.append(node)
                else:
                    stack[-1].children.append(node)
                    stack.append(node)
            elif len(stack) > 1:
                stack.pop()
        whole = prune(stack[0])
        if whole.children:
            yield doc, whole


def prune(node):
    node.children = [c for c in node.children if isinstance(c, Leaf) or prune(c).children]
    return node
