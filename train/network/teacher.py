"""The teacher: a pretrained encoder tuned to tags, trees and names, to annotate raw text that the small network then learns from."""
import math
import time

import numpy as np
import torch
import torch.nn.functional as F
from torch import nn

import conllu
import trees
from batches import IGNORE, tag_label
from encoder import CASES, Encoder, case_of
from model import crf_loss, forbidden


class Teacher(nn.Module):
    def __init__(self, file, labels, depth=8, frozen=3, arc=256, rel=128):
        super().__init__()
        self.encoder = Encoder(file, depth)
        w = file.width
        for p in [self.encoder.position, *self.encoder.ln.parameters(), *(q for b in self.encoder.blocks[:frozen] for q in b.parameters())]:
            p.requires_grad_(False)
        self.root = nn.Parameter(torch.randn(w) * 0.3)
        self.tag, self.name = nn.Linear(w, len(labels["tag"])), nn.Linear(w, len(labels["name"]))
        self.trans = nn.Parameter(torch.zeros(len(labels["name"]) + 1, len(labels["name"])))
        self.register_buffer("forbidden", forbidden(labels["name"]))
        self.arc_dep, self.arc_head, self.arc_u = nn.Linear(w, arc), nn.Linear(w, arc), nn.Parameter(torch.randn(arc, arc) * arc ** -0.75)
        self.arc_hb = nn.Parameter(torch.zeros(arc))
        self.rel_dep, self.rel_head, self.rel = nn.Linear(w, rel), nn.Linear(w, rel), nn.Linear(3 * rel, len(labels["rel"]))

    def words(self, ids, mask, owner, case, count):
        """Vectors [B, T, width] of words; owner [B, S] is the subword's word, or T for none."""
        x = self.encoder(ids, mask, case)
        b, _, w = x.shape
        out = x.new_zeros(b, count + 1, w).scatter_add(1, owner.unsqueeze(2).expand(-1, -1, w), x)
        n = x.new_zeros(b, count + 1).scatter_add(1, owner, torch.ones_like(owner, dtype=x.dtype))
        x = (out / n.clamp(min=1).unsqueeze(2))[:, :count]
        return F.dropout(x, 0.1, self.training)

    def arcs(self, x, mask):
        b, t, w = x.shape
        with_root = torch.cat([self.root.expand(b, 1, w), x], 1)
        drop = lambda v: F.dropout(F.gelu(v), 0.2, self.training)
        d, h = drop(self.arc_dep(x)), drop(self.arc_head(with_root))
        s = (d @ self.arc_u + self.arc_hb) @ h.transpose(1, 2)
        s = s.masked_fill(~F.pad(mask, (1, 0), value=True)[:, None, :], -1e4)
        return s.masked_fill(F.pad(torch.eye(t, dtype=torch.bool), (1, 0)), -1e4), with_root

    def rels(self, x, with_root, heads):
        rd, rh = F.gelu(self.rel_dep(x)), F.gelu(self.rel_head(with_root))
        rh = rh.gather(1, heads.unsqueeze(2).expand(-1, -1, rh.shape[2]))
        return self.rel(F.dropout(torch.cat([rd, rh, rd * rh], 2), 0.2, self.training))

    def transitions(self):
        return self.trans.masked_fill(self.forbidden, -1e4)


class Subwords:
    """Subwords of words, remembered."""

    def __init__(self, file):
        self.file, self.memory = file, {}

    def __call__(self, form):
        got = self.memory.get(form)
        if got is None:
            got = self.memory[form] = self.file.subwords(form) or [self.file.unk]
        return got

    def batch(self, forms_lists):
        """Tensors ids, mask, owner, case, and the greatest number of words."""
        count = max(map(len, forms_lists))
        rows = []
        for forms in forms_lists:
            ids, owner = [self.file.bos], [count]
            for i, form in enumerate(forms):
                if len(ids) > 505:
                    ids.append(self.file.unk)
                    owner.append(i)
                    continue
                pieces = self(form)
                ids += pieces
                owner += [i] * len(pieces)
            ids, owner = ids[:510], owner[:510]
            cases = [case_of(f) for f in forms] + [CASES.index("other")] * (count + 1 - len(forms))
            rows.append((ids + [self.file.eos], owner + [count], cases))
        longest = max(len(r[0]) for r in rows)
        ids = np.full((len(rows), longest), self.file.pad, dtype=np.int64)
        own = np.full((len(rows), longest), count, dtype=np.int64)
        case = np.full((len(rows), longest), CASES.index("other"), dtype=np.int64)
        for k, (i, o, c) in enumerate(rows):
            ids[k, :len(i)], own[k, :len(o)], case[k, :len(o)] = i, o, [c[w] for w in o]
        mask = np.arange(longest)[None, :] < np.array([len(r[0]) for r in rows])[:, None]
        return torch.from_numpy(ids), torch.from_numpy(mask), torch.from_numpy(own), torch.from_numpy(case), count


def targets(sentences, labels, count):
    index = {k: {v: i for i, v in enumerate(vs)} for k, vs in labels.items()}
    col = {k: np.full((len(sentences), count), IGNORE, dtype=np.int64) for k in ("tag", "head", "rel", "name")}
    mask = np.zeros((len(sentences), count), dtype=bool)
    for k, s in enumerate(sentences):
        n = len(s)
        mask[k, :n] = True
        if s.upos:
            col["tag"][k, :n] = [index["tag"].get(tag_label(u, f), IGNORE) for u, f in zip(s.upos, s.feats)]
        if s.heads:
            col["head"][k, :n] = [h if h >= 0 else IGNORE for h in s.heads]
            col["rel"][k, :n] = [index["rel"].get(r, IGNORE) for r in s.rels]
        if s.names:
            col["name"][k, :n] = [index["name"].get(x, 0) for x in s.names]
    return torch.from_numpy(mask), {k: torch.from_numpy(v) for k, v in col.items()}


def grouped(sentences, subwords, budget, order):
    """Lists of sentences whose padded subwords number at most budget."""
    length = lambda s: sum(len(subwords(f)) for f in s.forms) + 2
    sized = sorted(((length(s) + order(s), length(s), k) for k, s in enumerate(sentences)))
    out, batch, longest = [], [], 0
    for _, n, k in sized:
        longest = max(longest, n)
        if batch and longest * (len(batch) + 1) > budget:
            out.append(batch)
            batch, longest = [], n
        batch.append(k)
    if batch:
        out.append(batch)
    return out


def train(teacher, subwords, rounds, labels, evals, rate=4e-4, budget=1400, seed=1, upper=0.08, log=print):
    """Tune on rounds, lists of sentences, each sentence giving what it is annotated with."""
    rng = np.random.default_rng(seed)
    torch.manual_seed(seed)
    enc = [p for p in teacher.encoder.parameters() if p.requires_grad]
    known = {id(p) for p in teacher.encoder.parameters()}
    rest = [p for p in teacher.parameters() if id(p) not in known]
    opt = torch.optim.AdamW([{"params": enc, "r": rate}, {"params": rest, "r": 2e-3}], weight_decay=0.01, betas=(0.9, 0.98), fused=True)
    began, step = time.process_time(), 0
    plans = [grouped(sentences, subwords, budget, lambda s: rng.uniform(0, 5)) for sentences in rounds]
    total = sum(map(len, plans))
    for epoch, (sentences, plan) in enumerate(zip(rounds, plans)):
        teacher.train()
        rng.shuffle(plan)
        sum_loss, words, tick = 0.0, 0, time.process_time()
        for at, picks in enumerate(plan):
            scale = min(1, (step + 1) / 60) * (0.03 + 0.97 * 0.5 * (1 + math.cos(math.pi * step / total)))
            for g in opt.param_groups:
                g["lr"] = g["r"] * scale
            batch = [sentences[k] for k in picks]
            forms = [[f.upper() for f in s.forms] if rng.random() < upper else s.forms for s in batch]
            ids, sub_mask, owner, case, count = subwords.batch(forms)
            mask, col = targets(batch, labels, count)
            x = teacher.words(ids, sub_mask, owner, case, count)
            loss = x.sum() * 0
            if (col["tag"] >= 0).any():
                loss = loss + F.cross_entropy(teacher.tag(x).flatten(0, 1), col["tag"].flatten(), ignore_index=IGNORE)
            if (col["head"] >= 0).any():
                has = col["head"] >= 0
                s, with_root = teacher.arcs(x, mask)
                loss = loss + F.cross_entropy(s[has], col["head"][has])
                r = teacher.rels(x, with_root, col["head"].clamp(min=0))
                loss = loss + F.cross_entropy(r.flatten(0, 1), col["rel"].flatten(), ignore_index=IGNORE)
            named = (col["name"] >= 0).any(1)
            if named.any():
                loss = loss + crf_loss(teacher.name(x)[named], teacher.transitions(), col["name"][named].clamp(min=0), mask[named])
            opt.zero_grad(set_to_none=True)
            loss.backward()
            torch.nn.utils.clip_grad_norm_(teacher.parameters(), 1.0)
            opt.step()
            step += 1
            words += int(mask.sum())
            sum_loss += float(loss.detach())
            if at % 100 == 99:
                log(f"  {at + 1}/{len(plan)} loss {sum_loss / (at + 1):.3f} {words / (time.process_time() - tick):.0f} words/s {time.process_time() - began:.0f} s", flush=True)
        report = {k: scores_of(teacher, subwords, s, labels) for k, s in evals.items()}
        log(f"epoch {epoch + 1} loss {sum_loss / len(plan):.3f} {time.process_time() - began:.0f} s {report}", flush=True)


def annotate(teacher, subwords, forms_lists, labels, budget=3000, parts=("tag", "parse", "names")):
    """Predictions (tags, heads, rels, names) in order, as measure.predict gives them."""
    teacher.eval()
    made = [conllu.Sentence(forms=f) for f in forms_lists]
    out = [None] * len(made)
    root = labels["rel"].index("root")
    with torch.no_grad():
        for picks in grouped(made, subwords, budget, lambda s: 0):
            batch = [made[k] for k in picks]
            ids, sub_mask, owner, case, count = subwords.batch([s.forms for s in batch])
            mask, _ = targets(batch, labels, count)
            x = teacher.words(ids, sub_mask, owner, case, count)
            tags = teacher.tag(x).argmax(2).tolist()
            s, with_root = teacher.arcs(x, mask)
            s = s.numpy()
            heads = np.zeros(mask.shape, dtype=np.int64)
            if "parse" in parts:
                for k, one in enumerate(batch):
                    heads[k, :len(one)] = trees.heads_of(s[k, :len(one), :len(one) + 1])
            r = teacher.rels(x, with_root, torch.from_numpy(heads)).numpy()
            r[:, :, root] = np.where(heads == 0, 1e9, -1e9)
            rels = r.argmax(2)
            emit, trans = teacher.name(x).numpy(), teacher.transitions().numpy()
            for k, (i, one) in enumerate(zip(picks, batch)):
                n = len(one)
                out[i] = ([labels["tag"][t] for t in tags[k][:n]],
                          heads[k, :n].tolist() if "parse" in parts else None,
                          [labels["rel"][t] for t in rels[k, :n]] if "parse" in parts else None,
                          conllu.bio([labels["name"][t] for t in trees.viterbi(emit[k, :n], trans)]) if "names" in parts else None)
    return out


def scores_of(teacher, subwords, sentences, labels):
    import measure
    return measure.scores(sentences, annotate(teacher, subwords, [s.forms for s in sentences], labels))
