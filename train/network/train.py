"""Train one net on a mixture of coded corpora."""
import math
import time

import numpy as np
import torch
import torch.nn.functional as F

import batches
import measure
from model import crf_loss


def losses(net, rows, mask, col):
    x = net.encode(rows, mask)
    total, words = 0.0, int(mask.sum())
    heads = net.config["heads"]
    if "tag" in heads and (col["tag"] >= 0).any():
        total = total + F.cross_entropy(net.tag(x).flatten(0, 1), col["tag"].flatten(), ignore_index=batches.IGNORE)
    if "parse" in heads and (col["head"] >= 0).any():
        known = (col["head"] >= 0) & mask
        s, with_root = net.arcs(x, mask)
        total = total + F.cross_entropy(s[known], col["head"][known])
        r = net.rels(x, with_root, col["head"].clamp(min=0))
        rel = torch.where(known, col["rel"], torch.full_like(col["rel"], batches.IGNORE))
        total = total + F.cross_entropy(r.flatten(0, 1), rel.flatten(), ignore_index=batches.IGNORE)
    if "names" in heads and (col["name"] >= 0).any():
        total = total + crf_loss(net.name(x), net.transitions(), col["name"].clamp(min=0), mask)
    return total, words


class Average:
    """Exponential moving average of the weights, updated every few steps."""

    def __init__(self, net, decay=0.999, every=4):
        self.net, self.decay, self.every, self.step = net, decay ** every, every, 0
        self.shadow = {k: v.detach().clone() for k, v in net.named_parameters()}

    def update(self):
        self.step += 1
        if self.step % self.every:
            return
        d = min(self.decay, self.step / (self.step + 40.0))
        with torch.no_grad():
            for k, v in self.net.named_parameters():
                self.shadow[k].lerp_(v, 1 - d)

    def swap(self):
        with torch.no_grad():
            for k, v in self.net.named_parameters():
                kept = v.detach().clone()
                v.copy_(self.shadow[k])
                self.shadow[k].copy_(kept)


def train(net, mixture, evals, labels, epochs, words=2500, rate=3e-3, warmup=200, seed=1, log=lambda s: print(s, flush=True), limit_s=None, upper=0.12, lower=0.06):
    """mixture: (coded, share) pairs, share the part of the corpus seen in an epoch (may exceed 1).
    evals: name → (sentences, coded). Leaves the averaged weights in net."""
    rng = np.random.default_rng(seed)
    torch.manual_seed(seed)

    def plan():
        out = []
        for c, share in mixture:
            n = len(c.start) - 1
            picks = np.concatenate([rng.permutation(n) for _ in range(int(share))] + [rng.permutation(n)[:int(round(n * (share % 1)))]])
            out += [(c, b) for b in batches.shuffled(c, picks, words, rng)]
        rng.shuffle(out)
        return out

    steps_per_epoch = len(plan())
    total_steps = steps_per_epoch * epochs
    decay, plain = [], []
    for k, p in net.named_parameters():
        (decay if p.dim() > 1 and k != "table" else plain).append(p)
    opt = torch.optim.AdamW([{"params": decay, "weight_decay": 0.02}, {"params": plain, "weight_decay": 0.0}], lr=rate, betas=(0.9, 0.98), fused=True)
    average, step, began, seen = Average(net), 0, time.process_time(), 0
    log(f"{sum(p.numel() for p in net.parameters())} weights, {steps_per_epoch} steps an epoch, {epochs} epochs")
    for epoch in range(epochs):
        net.train()
        sum_loss = 0.0
        for c, batch in plan():
            done = step / total_steps if limit_s is None else min(1.0, (time.process_time() - began) / limit_s)
            scale = min(1, (step + 1) / warmup) * (0.02 + 0.98 * 0.5 * (1 + math.cos(math.pi * min(1, done))))
            for g in opt.param_groups:
                g["lr"] = rate * scale
            dice = rng.random(len(batch))
            casing = np.where(dice < upper, 1, np.where(dice < upper + lower, 2, 0))
            rows, mask, col = batches.padded(c, batch, casing)
            loss, n = losses(net, rows, mask, col)
            opt.zero_grad(set_to_none=True)
            loss.backward()
            torch.nn.utils.clip_grad_norm_(net.parameters(), 2.0)
            opt.step()
            average.update()
            step += 1
            seen += n
            sum_loss += float(loss.detach())
        out_of_time = limit_s is not None and time.process_time() - began > limit_s
        if epoch % 2 == 1 or epoch == epochs - 1 or out_of_time:
            average.swap()
            report = {name: measure.scores(s, measure.predict(net, c, labels)) for name, (s, c) in evals.items()}
            if not (epoch == epochs - 1 or out_of_time):
                average.swap()
            log(f"epoch {epoch + 1} loss {sum_loss / steps_per_epoch:.3f} {seen / (time.process_time() - began):.0f} words/s {time.process_time() - began:.0f} s {report}")
        else:
            log(f"epoch {epoch + 1} loss {sum_loss / steps_per_epoch:.3f} {seen / (time.process_time() - began):.0f} words/s")
        if out_of_time:
            break
    net.eval()
