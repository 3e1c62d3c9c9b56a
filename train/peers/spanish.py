"""Spanish tokens as Universal Dependencies cuts them: "del" is de, el; "decírselo" is decir, se, lo."""
import re
from dataclasses import replace

ARTICLE = "Definite=Def|Gender=Masc|Number=Sing|PronType=Art"
CLITICS = {
    "me": ("yo", "Case=Acc,Dat|Number=Sing|Person=1|PrepCase=Npr|PronType=Prs"),
    "te": ("tú", "Case=Acc,Dat|Number=Sing|Person=2|PrepCase=Npr|PronType=Prs"),
    "se": ("él", "Case=Acc,Dat|Person=3|PrepCase=Npr|PronType=Prs|Reflex=Yes"),
    "nos": ("yo", "Case=Acc,Dat|Number=Plur|Person=1|PrepCase=Npr|PronType=Prs"),
    "os": ("tú", "Case=Acc,Dat|Number=Plur|Person=2|PrepCase=Npr|PronType=Prs"),
    "lo": ("él", "Case=Acc|Gender=Masc|Number=Sing|Person=3|PrepCase=Npr|PronType=Prs"),
    "la": ("él", "Case=Acc|Gender=Fem|Number=Sing|Person=3|PrepCase=Npr|PronType=Prs"),
    "los": ("él", "Case=Acc|Gender=Masc|Number=Plur|Person=3|PrepCase=Npr|PronType=Prs"),
    "las": ("él", "Case=Acc|Gender=Fem|Number=Plur|Person=3|PrepCase=Npr|PronType=Prs"),
    "le": ("él", "Case=Dat|Number=Sing|Person=3|PronType=Prs"),
    "les": ("él", "Case=Dat|Number=Plur|Person=3|PronType=Prs"),
}
TAIL = r"((?:me|te|se|nos|os)?(?:me|te|nos|os|lo|la|los|las|le|les|se))"
INFINITIVE = re.compile(r"^(\w*[aeiáéí]r)" + TAIL + "$", re.I)
GERUND = re.compile(r"^(\w*[áé]ndo)" + TAIL + "$", re.I)
IMPERATIVE = re.compile(r"^(\w*[áéí]\w*?)" + TAIL + "$", re.I)
PLAIN = str.maketrans("áéíóúÁÉÍÓÚ", "aeiouAEIOU")


def clitics(tail):
    """The pronouns that a tail of clitics is made of, or None."""
    low = tail.lower()
    if low in CLITICS:
        return [tail]
    for cut in (2, 3):
        if low[:cut] in CLITICS and low[cut:] in CLITICS:
            return [tail[:cut], tail[cut:]]
    return None


def parts(form, upos, feats, lemma):
    """The words of a token: one, or a contraction's two, or a verb and its clitics. Tag and features decide on verbs."""
    low = form.lower()
    if low in ("del", "al") and upos in ("ADP", "DET", "SCONJ", "ADV", "X"):
        article = "EL" if form.isupper() else "el"
        return [form[:-1] if low == "del" else form[:1], article]
    if upos not in ("VERB", "AUX"):
        return [form]
    shapes = [INFINITIVE] if "VerbForm=Inf" in feats else [GERUND] if "VerbForm=Ger" in feats else []
    if not shapes and ("Mood=Imp" in feats or " " in lemma):
        shapes = [IMPERATIVE]
    for shape in shapes:
        m = shape.match(form)
        tail = m and clitics(m.group(2))
        if tail:
            stem = m.group(1)
            # "oír", "reír" keep the accent that the hiatus asks for; one that only the clitics brought goes.
            hiatus = len(tail) == 1 and re.search(r"[aeoAEO]ír$", stem)
            return [stem if hiatus else stem.translate(PLAIN)] + tail
    return [form]


def split(words):
    """Cut the contracted tokens of a sentence. Returns (words, multi); the words of a token have offsets of their own where
    they spell it ("hacer", "lo"), else its offsets ("de", "el")."""
    cut = [parts(w.form, w.upos, w.feats, w.lemma) for w in words]
    first, at = [], 1
    for c in cut:
        first.append(at)
        at += len(c)
    out, multi = [], {}
    has_child = {w.head for w in words}
    objects = {w.head for w in words if w.rel == "obj"}
    for i, (w, c) in enumerate(zip(words, cut)):
        head = first[w.head - 1] if w.head else 0
        if len(c) == 1:
            out.append(replace(w, head=head))
            continue
        multi[len(out)] = (len(out) + len(c) - 1, w.form)
        if w.form.lower() in ("del", "al"):
            out.append(replace(w, form=c[0], lemma=c[0].lower(), upos="ADP", feats="_", head=head))
            rel, on = "det", head
            if i + 1 in has_child or not head:
                rel, on = "fixed", first[i]
            elif w.rel == "fixed" and words[w.head - 1].head:
                on = first[words[w.head - 1].head - 1]
            out.append(replace(w, form=c[1], lemma="el", upos="DET", feats=ARTICLE, head=on, rel=rel, name=inside(w.name)))
            continue
        pronoun = {"Case", "PronType", "PrepCase", "Reflex", "Gender"} | (set() if "Mood" in w.feats else {"Person", "Number"})
        feats = "|".join(f for f in w.feats.split("|") if f.split("=")[0] not in pronoun) or "_"
        out.append(replace(w, form=c[0], lemma=w.lemma.split(" ")[0], feats=feats, head=head))
        for p in c[1:]:
            low = p.lower()
            lemma, f = CLITICS[low]
            rel = "expl:pv" if low == "se" else "obl:arg" if low in ("le", "les") else "obj"
            if low == "se" and len(c) == 3 or rel == "obj" and low in ("me", "te", "nos", "os") and (len(c) == 3 or i + 1 in objects):
                rel = "obl:arg"
            out.append(replace(w, form=p, lemma=lemma, upos="PRON", feats=f, head=first[i], rel=rel, name=inside(w.name)))
    for a, (b, form) in multi.items():
        if "".join(w.form for w in out[a:b + 1]) == form:
            at = out[a].start
            for w in out[a:b + 1]:
                w.start, w.end = at, at + len(w.form)
                at = w.end
    return out, multi


def inside(name):
    return name.replace("B-", "I-")


def subtypes(words):
    """Name the passive, its agent and the relative clause, which the trees hold but their labels do not say."""
    kids = {}
    for i, w in enumerate(words, 1):
        kids.setdefault(w.head, []).append((i, w))
    for i, w in enumerate(words, 1):
        mine = [k for _, k in kids.get(i, [])]
        be = [k for k in mine if k.rel.startswith("aux") and k.lemma == "ser"]
        if "VerbForm=Part" in w.feats and be:
            be[-1].rel = "aux:pass"
            for _, k in kids[i]:
                if k.rel == "nsubj":
                    k.rel = "nsubj:pass"
        if "VerbForm=Part" in w.feats and (be or w.rel == "acl"):
            for j, k in kids.get(i, []):
                if k.rel == "obl" and any(c.form.lower() == "por" and c.rel == "case" for _, c in kids.get(j, [])):
                    k.rel = "obl:agent"
        if w.rel == "acl" and w.head and relative(i, kids):
            w.rel = "acl:relcl"


def relative(i, kids):
    """Whether the clause that word i heads has a relative word before its head."""
    for j, k in kids.get(i, []):
        if j < i and (k.lemma in ("que", "quien", "cual", "cuyo", "donde", "cuando", "como") and k.upos in ("PRON", "ADV", "DET")):
            return True
        if j < i and k.rel in ("obl", "obj", "nsubj", "nmod") and any(c.lemma in ("que", "quien", "cual", "cuyo") and c.upos in ("PRON", "DET") for _, c in kids.get(j, [])):
            return True
    return False
