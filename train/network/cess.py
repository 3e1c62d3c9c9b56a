"""CESS-ESP to Universal Dependencies: heads by a head table, relations by the functions the trees carry.

EAGLES tags give parts of speech and features; multiword leaves ("Banco_de_España") are taken apart. What the trees do not
say (the tag of a rare pronoun, a word inside an odd expression) is left unknown, for training to skip.
"""
import re
from collections import Counter, defaultdict

import numpy as np

import conllu
import trees as decoding
from cesstrees import Leaf, Node, trees
from eagles import Lexicon, tagged

UNKNOWN = "?"
MODALS = {"poder", "deber", "soler"}
ADVERBIAL_PREPOSITIONS = set("antes después además dentro cerca lejos delante detrás debajo encima fuera acerca luego alrededor".split())
CLITIC = re.compile(r"^(.*?(?:[aeiáéíóú]r|ndo))((?:me|te|se|nos|os)?(?:lo|la|los|las|le|les)?)$", re.I)
NAMES = {"np0000p": "PER", "np0000o": "ORG", "np0000l": "LOC", "np0000a": "MISC"}


class Converter:
    def __init__(self, gold):
        self.lexicon = Lexicon(gold)

    def sentence(self, doc, tree):
        """A Sentence, or None where the tree yields no dependency tree."""
        self.parts = {}
        for leaf in tree.leaves():
            self.parts[id(leaf)] = [leaf]
        self.prepare(tree, False)
        root = self.head_of(tree)
        order = [w for leaf in tree.leaves() for w in self.parts[id(leaf)]]
        place = {id(w): i + 1 for i, w in enumerate(order)}
        root.head, root.rel = None, "root"
        heads = [place.get(id(w.head), 0) if w is not root else 0 for w in order]
        if sum(h == 0 for h in heads) != 1 or not decoding.is_tree(np.array(heads)):
            return None
        self.passive(order)
        return conllu.Sentence(
            forms=[w.form for w in order], upos=[w.upos if w.upos and w.feats is not None else UNKNOWN for w in order],
            feats=[w.feats if w.feats is not None else "_" for w in order], heads=heads, rels=[w.rel for w in order],
            lemmas=[w.lemma if w.eagles[:1] not in "WZ" else w.form for w in order], names=self.names(tree), doc=doc)

    def names(self, tree):
        """BIO tags; None for a sentence with a name of untold kind."""
        out = []
        for leaf in tree.leaves():
            parts = self.parts[id(leaf)]
            kind = NAMES.get(leaf.eagles)
            if kind is None and leaf.eagles.startswith("np"):
                return None
            out += ["O"] * len(parts) if kind is None else ["B-" + kind] + ["I-" + kind] * (len(parts) - 1)
        return out

    def passive(self, order):
        below = defaultdict(set)
        for w in order:
            if w.head is not None:
                below[id(w.head)].add(w.rel)
        for w in order:
            if w.rel in ("nsubj", "csubj") and below[id(w.head)] & {"aux:pass", "expl:pass"}:
                w.rel += ":pass"

    # -- leaves ---------------------------------------------------------------------------------------------------------

    def prepare(self, node, participle):
        for c in node.children:
            if isinstance(c, Leaf):
                self.one(c, participle or node.kind == "participi")
            else:
                self.prepare(c, c.kind == "participi")

    def one(self, leaf, participle):
        low = leaf.form.lower()
        if leaf.eagles.startswith("spcm") and low in ("del", "al"):
            upper = leaf.form.isupper()
            first, second = ("d", "e") if low == "del" else ("a", "")
            prep = leaf.form[0] + ("" if low == "al" else "E" if upper else "e")
            leaf.form, leaf.lemma = prep, "de" if low == "del" else "a"
            leaf.upos, leaf.feats = "ADP", "_"
            article = Leaf("EL" if upper else "el", "da0ms0", "el")
            tagged(article, self.lexicon, False)
            self.parts[id(leaf)] = [leaf, article]
            return
        if "_" in leaf.form:
            self.expression(leaf, participle)
            return
        tagged(leaf, self.lexicon, participle)
        if leaf.eagles[:1] == "v" and leaf.eagles[2:3] in "ng":
            m = CLITIC.match(leaf.form)
            if m and m.group(2) and len(m.group(1)) > 2:
                self.clitics(leaf, m)

    def clitics(self, leaf, m):
        verb = m.group(1)
        plain = str.maketrans("áéíóú", "aeiou")
        leaf.form = verb.translate(plain) if leaf.lemma.endswith(verb.translate(plain)[-2:]) or verb.endswith("ndo") else verb
        out = [leaf]
        for c in re.findall(r"me|te|se|nos|os|los|las|les|lo|la|le", m.group(2), re.I):
            w = Leaf(c, "pp", "él" if c[0] == "l" else c)
            w.upos, w.feats = "PRON", self.lexicon.feats(c, "PRON")
            w.attach(leaf, "obl:arg" if c.startswith("le") else "expl:pv" if c == "se" else "obj" if c[0] == "l" else "obl:arg")
            out.append(w)
        self.parts[id(leaf)] = out

    def expression(self, leaf, participle):
        """Take a multiword leaf apart; the leaf object becomes its head word."""
        pieces = []
        for p in leaf.form.split("_"):
            if not p:
                continue
            low = p.lower()
            if low in ("del", "al"):
                pieces += [("D" if p[0] == "D" else p[0]) + ("e" if low == "del" else ""), "el"]
            else:
                pieces.append(p)
        words = [Leaf(p, leaf.eagles, p.lower()) for p in pieces]
        for w in words:
            upos = self.lexicon.upos(w.form)
            if leaf.eagles.startswith("np") and leaf.eagles != "np0000p" and w.form[0].isupper() and w.form[1:].islower():
                w.upos, w.feats = self.lexicon.inside_name(w.form)
            elif leaf.eagles.startswith("np") and (w.form[0].isupper() or upos in (None, "NOUN", "ADJ", "VERB", "PROPN")):
                w.upos, w.feats = "PROPN", "_"
            elif w.form[0].isdigit():
                w.upos, w.feats = "NUM", "NumForm=Digit|NumType=Card"
            elif upos:
                w.upos, w.feats = upos, self.lexicon.feats(w.form, upos)
            elif w.form == "ciento":
                w.upos, w.feats = "NUM", "NumForm=Word|NumType=Card"
            else:
                w.upos = leaf.upos
        function = leaf.eagles[:1] in "sc" or " ".join(pieces[:2]).lower() in self.lexicon.fixed
        if function and len(words) > 1 and not leaf.eagles.startswith("np"):
            head = words[0]
            for w in words[1:]:
                w.attach(head, "fixed")
            leaf.shape = "fixed"
        else:
            content = [w for w in words if w.upos not in ("ADP", "DET", "CCONJ", "SCONJ", "PUNCT")] or words[:1]
            head = content[0]
            if len(words) == 2 and words[1].form == "%":
                head = words[1]
                words[0].attach(head, "nummod")
            pending, marked, segment = [], False, head
            for w in words:
                if w.upos in ("ADP", "DET", "CCONJ", "SCONJ"):
                    pending.append(w)
                    continue
                for q in pending:
                    q.attach(w, {"ADP": "case", "DET": "det", "CCONJ": "cc", "SCONJ": "mark"}[q.upos])
                    marked = marked or q.upos == "ADP"
                conj = any(q.upos == "CCONJ" for q in pending)
                if w is not head and w.head is None:
                    if conj:
                        w.attach(segment, "conj")
                    elif pending:
                        w.attach(head, "obl" if leaf.eagles[0] in "vr" else "nmod")
                        segment = w
                    elif w.upos == "PUNCT":
                        w.attach(head, "punct")
                    else:
                        flat = w.upos in ("PROPN", "NUM", "X") or leaf.eagles.startswith("np") and w.upos != "ADJ"
                        w.attach(segment, "flat" if flat else "amod" if w.upos == "ADJ" else "nmod")
                pending = []
            for q in pending:
                q.attach(head, "fixed")
        # The leaf stands for its head word in the constituent tree.
        at = words.index(head)
        leaf.form, leaf.upos, leaf.feats, leaf.expression = head.form, head.upos, head.feats, head.upos not in ("ADP", "ADV", "SCONJ", "CCONJ")
        leaf.cased = any(w.rel == "case" and w.head is head for w in words)
        for w in words:
            if w.head is head:
                w.head = leaf
        words[at] = leaf
        if leaf.upos is None:
            tagged(leaf, self.lexicon, participle)
        self.parts[id(leaf)] = words

    # -- heads ----------------------------------------------------------------------------------------------------------

    def head_of(self, node):
        """Attach everything below node to its head word, and return that."""
        if isinstance(node, Leaf):
            extra = self.parts[id(node)]
            if len(extra) > 1 and extra[1].head is None and extra[1].eagles == "da0ms0" and node.upos == "ADP":
                node.article = extra[1]
            return node
        kids = node.children
        if node.coordinated:
            return self.coordination(node)
        kind = node.kind
        if kind == "sp":
            return self.prepositional(node)
        if kind in ("grup.verb", "infinitiu", "gerundi") or (kind == "participi"):
            return self.verbs(node)
        if kind.startswith("S") or kind in ("TOP", "", "INC"):
            return self.clause(node)
        if kind in ("sn", "sno", "snp", "snl", "sna", "snn", "snd", "grup.nom", "relatiu", "sa", "s.a", "grup.a", "sadv", "grup.adv", "espec", "interjeccio"):
            return self.phrase(node)
        return self.phrase(node)

    def pick(self, kids, *tests):
        for test in tests:
            for c in kids:
                if test(c):
                    return c
        return None

    def phrase(self, node):
        kids = node.children
        kind = node.kind
        leaf = lambda starts: (lambda c: isinstance(c, Leaf) and c.eagles.startswith(starts))
        sub = lambda *kinds: (lambda c: isinstance(c, Node) and c.kind in kinds)
        clause = lambda c: isinstance(c, Node) and c.kind.startswith("S")
        solid = lambda c: not (isinstance(c, Leaf) and c.eagles[:1] == "F")
        if kind == "grup.adv" and self.adverbial_preposition(node):
            return self.adverbial_preposition(node)
        if kind == "sadv":
            main = self.pick(kids, sub("grup.adv"), sub("sadv"), leaf(("rg", "rn")), solid)
        elif kind in ("grup.adv",):
            main = self.pick(kids, leaf(("rg", "rn", "pt")), sub("grup.adv", "sadv"), solid)
        elif kind in ("s.a", "sa"):
            main = self.pick(kids, sub("grup.a"), leaf("a"), sub("s.a", "sa"), sub("grup.nom"), solid)
        elif kind == "grup.a":
            main = self.pick(kids, leaf("a"), leaf("n"), sub("grup.a"), leaf(("Z", "p")), sub("participi"), solid)
        elif kind == "grup.nom":
            main = self.pick(kids, leaf("nc"), leaf(("np", "n", "p")), leaf(("Z", "W")), sub("grup.nom"), sub("s.a", "sa", "grup.a"), sub("sn", "snp", "snd", "sno", "snl"), clause, solid)
        elif kind == "relatiu":
            main = self.pick(kids, leaf("pr"), solid)
        elif kind == "espec":
            main = self.pick(kids, solid)
        else:
            main = self.pick(kids, sub("grup.nom"), lambda c: isinstance(c, Node) and c.kind in ("sn", "sno", "snp", "snl", "sna", "snn", "snd") and not c.adjoined,
                             sub("relatiu"), sub("s.a", "sa", "grup.a"), clause, leaf(("n", "p", "Z", "W")), sub("sp"), solid)
        main = main or kids[0]
        head = self.head_of(main)
        seen = False
        for c in kids:
            if c is main:
                seen = True
                continue
            self.modifier(c, head, node, seen)
        return head

    def adverbial_preposition(self, node):
        """antes de X: X heads, antes is its case, de is fixed to antes."""
        kids = [c for c in node.children if not (isinstance(c, Leaf) and c.eagles[:1] == "F")]
        if len(kids) != 2 or not isinstance(kids[0], Leaf) or kids[0].form.lower() not in ADVERBIAL_PREPOSITIONS or not isinstance(kids[1], Node) or kids[1].kind != "sp" or kids[1].coordinated:
            return None
        inner = kids[1]
        head = self.head_of(inner)
        adverb = kids[0]
        for w in inner.children:
            if isinstance(w, Node) and w.kind == "prep":
                for p in w.leaves():
                    rel = p.rel
                    p.attach(adverb, "fixed")
                    adverb.attach(head, "mark" if rel == "mark" else "case")
        if adverb.head is None:
            return None
        adverb.upos, adverb.feats = "ADV", "_"
        for c in node.children:
            if isinstance(c, Leaf) and c.eagles[:1] == "F":
                c.attach(head, "punct")
        node.became = "sp"
        return head

    def prepositional(self, node):
        kids = node.children
        main = self.pick(kids, lambda c: isinstance(c, Node) and c.kind not in ("prep", "sadv", "neg") and not c.adjoined,
                         lambda c: isinstance(c, Node) and c.kind == "sadv", lambda c: isinstance(c, Leaf) and c.eagles[:1] not in "Fs")
        if main is None:
            main = kids[-1] if not (isinstance(kids[-1], Leaf) and kids[-1].eagles[:1] == "F") else kids[0]
        head = self.head_of(main)
        clausal = isinstance(main, Node) and main.kind.startswith("S.") and main.kind[:3] in ("S.F", "S.N") and not main.kind.startswith(("S.F.R", "S.NF.P"))
        for c in kids:
            if c is main:
                continue
            if isinstance(c, Node) and c.kind == "prep":
                preps = list(c.leaves())
                for p in preps:
                    p.attach(head, "mark" if clausal else "case")
                    self.article(p, head)
            else:
                self.modifier(c, head, node, True)
        node.clausal = clausal
        return head

    def article(self, prep, head):
        extra = self.parts[id(prep)]
        if len(extra) == 2 and extra[1].eagles == "da0ms0" and extra[1].head is None:
            extra[1].attach(head, "det")

    def coordination(self, node):
        """First conjunct heads; coordinators and commas go to the conjunct after them."""
        kids = node.children
        conjunct = lambda c: isinstance(c, Node) and not c.adjoined and c.kind not in ("coord", "conj.subord", "espec", "prep", "neg") and c.function not in ("CC", "CCT", "CCL", "AO", "ET", "MOD")
        parts = [c for c in kids if conjunct(c)] or [c for c in kids if isinstance(c, Node) and c.kind != "coord"] or [c for c in kids if isinstance(c, Leaf) and c.eagles[:1] != "F"] or kids
        first = self.head_of(parts[0])
        heads = {id(parts[0]): first}
        for p in parts[1:]:
            h = self.head_of(p)
            h.attach(first, "conj")
            heads[id(p)] = h
        for at, c in enumerate(kids):
            if id(c) in heads:
                continue
            after = next((heads[id(k)] for k in kids[at + 1:] if id(k) in heads), None)
            if isinstance(c, Node) and c.kind == "coord":
                for w in c.leaves():
                    w.attach(after or first, "punct" if w.eagles[:1] == "F" else "cc")
            elif isinstance(c, Leaf) and c.eagles[:1] == "F":
                c.attach(after or first, "punct")
            else:
                self.modifier(c, first, node, True)
        return first

    def verbs(self, node):
        """A verb group: auxiliaries hang from the last verb they build a form with; other periphrases are xcomp."""
        kids = node.children
        verbs = []
        for c in kids:
            if isinstance(c, Leaf):
                if c.eagles[:1] in "va" and c.eagles[:2] != "ao" or (node.kind == "participi" and c.eagles[:1] != "F" and not verbs):
                    verbs.append(c)
            elif c.kind in ("infinitiu", "gerundi", "participi"):
                verbs.append(c)
        if not verbs:
            return self.phrase(node)
        words = [self.head_of(v) for v in verbs]
        if len(words) == 1 and words[0].upos == "AUX" and words[0].lemma == "haber":
            words[0].upos = "VERB"
        lower = words[-1]
        top = lower
        for k in range(len(words) - 2, -1, -1):
            w, nxt = words[k], top
            lemma = w.lemma
            infinitive, gerund = nxt.feats == "VerbForm=Inf", nxt.feats == "VerbForm=Ger"
            participle = bool(nxt.feats) and "VerbForm=Part" in nxt.feats
            if lemma == "haber" and (participle or infinitive) or lemma in MODALS and infinitive or lemma == "estar" and gerund:
                w.upos = "AUX"
                w.attach(nxt, "aux")
            elif lemma in ("ser", "estar") and participle:
                w.upos = "AUX"
                w.attach(nxt, "aux:pass" if lemma == "ser" else "aux")
            else:
                nxt.attach(w, "xcomp")
                top = w
                if w.upos == "AUX" and lemma in ("ser", "estar"):
                    w.upos = "VERB"
        at = 0
        for c in kids:
            if c in verbs:
                at = verbs.index(c)
            elif isinstance(c, Leaf) and (c.eagles[:1] in "sc"):
                target = words[min(at + 1, len(words) - 1)]
                target = target if target.head is None or target.rel == "xcomp" else target.head
                c.attach(target, "mark")
                self.article(c, target)
            else:
                self.modifier(c, top, node, True)
        top.lower = lower
        return top

    def clause(self, node):
        kids = node.children
        verb = self.pick(kids, lambda c: isinstance(c, Node) and c.kind in ("grup.verb", "infinitiu", "gerundi", "participi"))
        solid = [c for c in kids if not (isinstance(c, Leaf) and c.eagles[:1] == "F")]
        if verb is None:
            main = self.pick(solid, lambda c: isinstance(c, Node) and c.kind.startswith("S") and not c.adjoined and c.function == "",
                             lambda c: isinstance(c, Node) and c.kind in ("sn", "snp", "sno", "snl", "sna", "snn"), lambda c: isinstance(c, Node) and c.kind not in ("conj.subord", "coord", "neg"),
                             lambda c: True) or kids[0]
            head = self.head_of(main)
            for c in kids:
                if c is not main:
                    self.dependent(c, head, head, node)
            return head
        top = self.head_of(verb)
        lower = getattr(top, "lower", top)
        head = top
        main = verb
        if lower.lemma in ("ser", "estar") and lower.eagles[:2] in ("vs", "vm"):
            attribute = self.pick(kids, lambda c: isinstance(c, Node) and c.function == "ATR")
            if attribute is not None:
                head = self.head_of(attribute)
                participle = attribute.kind.startswith("S.NF.P") and top.lemma == "ser"
                top.upos = "AUX"
                top.attach(head, "aux:pass" if participle else "cop")
                for w in [w for leaf in verb.leaves() for w in self.parts[id(leaf)]]:
                    if w.head is top and w.rel in ("aux", "mark"):
                        w.head = head
                lower, main = head, attribute
            elif lower.upos == "AUX":
                lower.upos = "VERB"
        for c in kids:
            if c is not verb and c is not main:
                self.dependent(c, head, lower, node)
        return head

    # -- relations ------------------------------------------------------------------------------------------------------

    def dependent(self, c, head, lower, node):
        """A child of a clause: by its function."""
        if isinstance(c, Leaf):
            tag = c.eagles
            rel = "punct" if tag[:1] == "F" else "mark" if tag == "cs" else "cc" if tag == "cc" else "advmod" if tag[0] == "r" else "mark" if tag[0] == "s" else "dep"
            c.attach(head, rel)
            return
        if c.kind in ("conj.subord",):
            for w in c.leaves():
                w.attach(head, "punct" if w.eagles[:1] == "F" else "mark")
            return
        if c.kind == "coord":
            for w in c.leaves():
                w.attach(head, "punct" if w.eagles[:1] == "F" else "cc")
            return
        if c.kind in ("morf.pron", "morfema.verbal"):
            for w in c.leaves():
                w.attach(head, "expl:pass" if c.function == "PASS" else "expl:pv")
            return
        if c.kind == "neg":
            for w in c.leaves():
                w.attach(head, "punct" if w.eagles[:1] == "F" else "advmod")
            return
        h = self.head_of(c)
        f, kind = c.function, getattr(c, "became", c.kind)
        clausal = kind.startswith("S")
        adverb = kind in ("sadv", "grup.adv") or (kind == "relatiu" and h.upos == "ADV")
        after = f in ("CD", "CREG", "CPRED", "CC", "CCL", "CI", "CAG", "ATR")
        target = lower if after else head
        if f == "SUJ":
            rel = "csubj" if clausal else "nsubj"
        elif f == "CD":
            rel = ("xcomp" if kind.startswith("S.NF") else "ccomp") if clausal else "obj"
        elif f == "CI":
            rel = "obl:arg"
        elif f == "CAG":
            rel = "obl:agent"
        elif f == "ATR":
            rel = "xcomp"
        elif f == "CPRED":
            rel = "obl" if kind == "sp" else "xcomp"
        elif f == "VOC":
            rel = "vocative"
        elif kind in ("interjeccio",):
            rel = "discourse"
        elif adverb:
            rel = "obl" if getattr(h, "expression", False) and getattr(h, "cased", False) else "advmod"
        elif kind == "sp":
            rel = ("xcomp" if f == "CREG" else "advcl") if getattr(c, "clausal", False) else "obl"
        elif kind.startswith(("S.F.A", "S.NF")):
            rel = "advcl"
        elif kind.startswith("S.F.R"):
            rel = "acl:relcl" if head.upos in ("NOUN", "PROPN", "PRON") else "advcl"
        elif clausal:
            rel = "advcl" if f in ("CC", "AO", "CCT") else "parataxis"
        elif kind == "INC":
            rel = "parataxis"
        elif kind in ("sa", "s.a"):
            rel = "advcl"
        elif kind.startswith("sn"):
            rel = "obl" if f or head.upos in ("VERB", "AUX", "ADJ") else "appos"
        else:
            rel = "dep"
        h.attach(target, rel)

    def modifier(self, c, head, node, after):
        """A child of a phrase that is not its head."""
        if isinstance(c, Leaf):
            tag = c.eagles
            self.article(c, head)
            if tag[:1] == "F":
                rel = "punct"
            elif tag[0] == "d":
                rel = "nummod" if tag[1] == "n" else "amod" if c.upos == "ADJ" else "det"
            elif tag[:1] == "Z" or tag.startswith("pn"):
                rel = "nummod"
            elif tag[0] == "r":
                rel = "advmod"
            elif tag[0] == "s":
                rel = "case"
            elif tag == "cs":
                rel = "mark"
            elif tag == "cc":
                rel = "cc"
            elif tag[0] == "a":
                rel = "amod"
            elif tag.startswith("np"):
                rel = "flat" if head.upos == "PROPN" else "appos"
            elif tag[0] == "n":
                rel = "appos"
            elif tag.startswith("p"):
                rel = "det"
            else:
                rel = "dep"
            c.attach(head, rel)
            return
        if c.kind == "espec":
            for w in c.children:
                if isinstance(w, Leaf):
                    self.modifier(w, head, node, after)
                    if w.rel == "advmod" and head.upos in ("NOUN", "PROPN") and w.form.lower() in ("más", "menos", "casi", "unos"):
                        number = next((x for x in c.children if isinstance(x, Leaf) and x.eagles[:1] == "Z"), None)
                        if number is not None:
                            w.attach(number, "advmod")
                else:
                    h = self.head_of(w)
                    h.attach(head, "nummod" if h.upos == "NUM" else "advmod" if h.upos == "ADV" else "det")
            return
        if c.kind in ("prep", "conj.subord", "coord", "neg", "morf.pron", "morfema.verbal"):
            for w in c.leaves():
                w.attach(head, "punct" if w.eagles[:1] == "F" else {"prep": "case", "conj.subord": "mark", "coord": "cc", "neg": "advmod"}.get(c.kind, "expl:pv"))
                self.article(w, head)
            return
        if head.upos in ("VERB", "AUX") and c.function:
            self.dependent(c, head, head, node)
            return
        h = self.head_of(c)
        kind = getattr(c, "became", c.kind)
        nominal = head.upos in ("NOUN", "PROPN", "PRON", "NUM", "SYM", "X", "DET")
        if kind == "sp":
            rel = ("acl" if nominal else "advcl") if getattr(c, "clausal", False) else "nmod" if nominal else "obl"
        elif kind in ("s.a", "sa", "grup.a"):
            rel = "amod" if nominal else "advmod" if head.upos == "ADV" else "conj" if c.coordinated else "advcl"
            if h.upos in ("NOUN", "PROPN") and nominal:
                rel = "appos"
        elif kind.startswith("S.F.R"):
            rel = "acl:relcl" if nominal else "advcl"
        elif kind.startswith("S.NF"):
            rel = "acl" if nominal else "advcl"
            if nominal and kind.startswith("S.NF.P") and sum(w.eagles[:1] != "F" for w in c.leaves()) == 1 and h.upos == "VERB":
                h.upos, rel = "ADJ", "amod"
        elif kind.startswith("S.F.A"):
            rel = "advcl" if not nominal else "acl"
        elif kind.startswith("S"):
            rel = "acl" if nominal and kind.startswith("S.F.C") else "parataxis"
        elif kind in ("sadv", "grup.adv", "neg"):
            rel = "advmod"
        elif kind == "snd":
            rel = "nmod" if nominal else "obl"
        elif kind.startswith("sn") or kind == "grup.nom":
            rel = "appos" if nominal else "obl"
            if nominal and h.upos == "NUM" and after and head.upos in ("NOUN",):
                rel = "nummod"
        elif kind == "relatiu":
            rel = "det" if h.upos == "DET" else "nmod"
        elif kind == "interjeccio":
            rel = "discourse"
        elif kind == "INC":
            rel = "parataxis"
        elif kind in ("infinitiu", "gerundi", "participi", "grup.verb"):
            rel = "acl" if nominal else "xcomp"
        else:
            rel = "dep"
        h.attach(head, rel)


def sentences(gold):
    """All sentences that convert, given gold UD sentences for closed-class tags."""
    converter, out, lost = Converter(gold), [], Counter()
    every = list(trees())
    for _, tree in every:
        converter.lexicon.learn(tree.leaves())
    for doc, tree in every:
        try:
            s = converter.sentence(doc, tree)
        except (AttributeError, IndexError, KeyError) as e:
            lost[repr(e)[:80]] += 1
            continue
        if s is None:
            lost["no tree"] += 1
        elif len(s) > 0:
            out.append(punctuation_unknown(s))
    return out, lost


def punctuation_unknown(s):
    """The heads of punctuation inside a sentence are a treebank's own custom: left unknown, for the gold trees to teach."""
    last = len(s) - 1
    s.heads = [-1 if r == "punct" and i < last else h for i, (h, r) in enumerate(zip(s.heads, s.rels))]
    return s
