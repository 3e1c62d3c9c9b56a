"""The network: hashed word features, window and scan layers, heads for tags, trees and names."""
import torch
import torch.nn.functional as F
from torch import nn


def asig(x):
    """An algebraic sigmoid: no exponential, so that the runtime needs none."""
    return 0.5 + 0.5 * x * torch.rsqrt(1 + x * x)


class Scan(torch.autograd.Function):
    """c[t] = f[t]*c[t-1] + u[t] along the first axis, c before the first being zero."""

    @staticmethod
    def forward(ctx, f, u):
        c = torch.empty_like(u)
        c[0] = u[0]
        for t in range(1, len(u)):
            torch.addcmul(u[t], f[t], c[t - 1], out=c[t])
        ctx.save_for_backward(f, c)
        return c

    @staticmethod
    def backward(ctx, grad):
        f, c = ctx.saved_tensors
        g = grad.clone()
        for t in range(len(g) - 2, -1, -1):
            g[t].addcmul_(f[t + 1], g[t + 1])
        df = torch.zeros_like(f)
        df[1:] = g[1:] * c[:-1]
        return df, g


class ConvLayer(nn.Module):
    def __init__(self, width, dropout):
        super().__init__()
        self.ln, self.lin, self.dropout = nn.LayerNorm(width), nn.Linear(3 * width, width), dropout

    def forward(self, x, mask):
        h = self.ln(x) * mask
        left, right = F.pad(h[:, :-1], (0, 0, 1, 0)), F.pad(h[:, 1:], (0, 0, 0, 1))
        return x + F.dropout(F.hardswish(self.lin(torch.cat([left, h, right], 2))), self.dropout, self.training)


class ScanLayer(nn.Module):
    def __init__(self, width, hidden, dropout):
        super().__init__()
        self.ln, self.inp, self.out = nn.LayerNorm(width), nn.Linear(width, 4 * hidden), nn.Linear(2 * hidden, width)
        self.hidden, self.dropout = hidden, dropout
        with torch.no_grad():  # gates from short to long memory
            for k in (0, 2):
                self.inp.bias[k * hidden:(k + 1) * hidden] = torch.linspace(-1, 2, hidden)

    def forward(self, x, mask):
        ff, zf, fb, zb = self.inp(self.ln(x)).transpose(0, 1).chunk(4, 2)
        f = asig(torch.cat([ff, fb.flip(0)], 2))
        m = mask.transpose(0, 1)
        u = (1 - f) * torch.cat([zf * m, (zb * m).flip(0)], 2)
        c = Scan.apply(f, u)
        cf, cb = c.chunk(2, 2)
        c = F.hardswish(torch.cat([cf, cb.flip(0)], 2)).transpose(0, 1)
        return x + F.dropout(self.out(c), self.dropout, self.training)


class Net(nn.Module):
    """config: the net's entry of the model header plus sizes; pretrained: frozen vectors of the vocabulary rows, or None."""

    def __init__(self, config, total_rows, labels, pretrained=None, dropout=0.25, identity_dropout=0.25, pretrained_dropout=0.1):
        super().__init__()
        w = config["width"]
        self.config, self.dropout = config, dropout
        self.identity_dropout, self.pretrained_dropout = identity_dropout, pretrained_dropout
        self.table = nn.Parameter(torch.randn(total_rows, w) * 0.1)
        if pretrained is not None:  # a word that training never shows is its projected vector and nothing else
            self.table.data[:len(pretrained)] = 0
        self.register_buffer("pretrained", pretrained, persistent=False)
        self.project = None if pretrained is None else nn.Linear(pretrained.shape[1], w, bias=False)
        self.embed_ln = nn.LayerNorm(w)
        self.layers = nn.ModuleList(
            ConvLayer(w, dropout) if spec["type"] == "conv" else ScanLayer(w, spec["hidden"], dropout) for spec in config["layers"])
        self.ln = nn.LayerNorm(w)
        if "tag" in config["heads"]:
            self.tag = nn.Linear(w, len(labels["tag"]))
        if "parse" in config["heads"]:
            a, r, k = config["arc"], config["rel"], config["dist"]
            self.root = nn.Parameter(torch.randn(w) * 0.5)
            self.arc_dep, self.arc_head = nn.Linear(w, a), nn.Linear(w, a)
            self.arc_u = nn.Parameter(torch.eye(a) * 0.3)
            self.arc_hb = nn.Parameter(torch.zeros(a))
            self.arc_dist = nn.Parameter(torch.zeros(2 * k + 1))
            self.rel_dep, self.rel_head = nn.Linear(w, r), nn.Linear(w, r)
            self.rel = nn.Linear(3 * r, len(labels["rel"]))
        if "names" in config["heads"]:
            n = len(labels["name"])
            self.name = nn.Linear(w, n)
            self.trans = nn.Parameter(torch.zeros(n + 1, n))
            self.register_buffer("forbidden", forbidden(labels["name"]))

    def encode(self, rows, mask):
        """rows [B, T, features], mask [B, T] → the words' vectors [B, T, width]."""
        b, t, k = rows.shape
        weight = None
        vocab = rows[:, :, 0]
        if self.training:
            # Words are often new: what the first two features (which word it is) have learnt, and what it was given, go missing.
            weight = torch.ones(b * t, k)
            weight[:, :2] *= (torch.rand(b * t, 1) >= self.identity_dropout)
            vocab = torch.where(torch.rand(b, t) < self.pretrained_dropout, torch.zeros_like(vocab), vocab)
        x = F.embedding_bag(rows.reshape(-1, k), self.table, mode="sum", per_sample_weights=weight).view(b, t, -1)
        if self.project is not None:
            x = x + self.project(self.pretrained[vocab])
        m = mask.unsqueeze(2).to(x.dtype)
        x = F.dropout(self.embed_ln(x), self.dropout, self.training)
        for layer in self.layers:
            x = layer(x, m)
        return F.dropout(self.ln(x), self.dropout, self.training)

    def arcs(self, x, mask):
        """Scores [B, T, T+1] of word i having head j, column 0 the root."""
        b, t, w = x.shape
        k = self.config["dist"]
        with_root = torch.cat([self.root.expand(b, 1, w), x], 1)
        d = F.hardswish(self.arc_dep(x))
        h = F.hardswish(self.arc_head(with_root))
        s = (d @ self.arc_u + self.arc_hb) @ h.transpose(1, 2)
        i = torch.arange(t)
        dist = self.arc_dist[(i[None, :] - i[:, None]).clamp(-k, k) + k]
        s = s + F.pad(dist, (1, 0))
        valid = F.pad(mask, (1, 0), value=True)
        s = s.masked_fill(~valid[:, None, :], -1e4)
        eye = F.pad(torch.eye(t, dtype=torch.bool), (1, 0))
        return s.masked_fill(eye, -1e4), with_root

    def rels(self, x, with_root, heads):
        """Scores [B, T, labels] given heads [B, T]."""
        rd = F.hardswish(self.rel_dep(x))
        rh = F.hardswish(self.rel_head(with_root))
        rh = rh.gather(1, heads.unsqueeze(2).expand(-1, -1, rh.shape[2]))
        return self.rel(torch.cat([rd, rh, rd * rh], 2))

    def transitions(self):
        return self.trans.masked_fill(self.forbidden, -1e4)


def forbidden(names):
    """[L+1, L]: True where a BIO label may not follow: I-X only after B-X or I-X; row 0 is the start."""
    out = torch.zeros(len(names) + 1, len(names), dtype=torch.bool)
    for j, label in enumerate(names):
        if label.startswith("I-"):
            out[:, j] = True
            for i, before in enumerate(names):
                if before[2:] == label[2:] and before != "O":
                    out[i + 1, j] = False
    return out


def crf_loss(emit, trans, gold, mask):
    """Mean negative log-likelihood a word of label paths gold [B, T]."""
    b, t, _ = emit.shape
    alpha = emit[:, 0] + trans[0]
    score = alpha.gather(1, gold[:, :1]).squeeze(1)
    for i in range(1, t):
        nxt = torch.logsumexp(alpha.unsqueeze(2) + trans[1:].unsqueeze(0), 1) + emit[:, i]
        alpha = torch.where(mask[:, i:i + 1], nxt, alpha)
        step = trans[1:][gold[:, i - 1], gold[:, i]] + emit[:, i].gather(1, gold[:, i:i + 1]).squeeze(1)
        score = score + torch.where(mask[:, i], step, torch.zeros_like(step))
    return (torch.logsumexp(alpha, 1) - score).sum() / mask.sum()
