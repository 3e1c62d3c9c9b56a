"""Decoding: heads from arc scores, names from label scores."""
import numpy as np


def heads_of(scores):
    """Heads (0 the root) that maximise the sum of scores [n, n+1] as a tree with exactly one word on the root."""
    n = len(scores)
    best = scores.argmax(1)
    if (best == 0).sum() == 1 and is_tree(best):
        return best
    full = np.full((n + 1, n + 1), -1e9)
    full[1:, :] = scores
    tree = arborescence(full)
    if (tree[1:] == 0).sum() == 1:
        return tree[1:]
    # One root: of all words that could carry it, try those the unconstrained tree proposes and the likeliest ones.
    tries = set(np.flatnonzero(tree[1:] == 0)) | set(np.argsort(-scores[:, 0])[:3])
    top, out = -np.inf, None
    for r in tries:
        one = full.copy()
        one[1:, 0] = -1e9
        one[r + 1, 0] = full[r + 1, 0]
        one[r + 1, 1:] = -1e9
        got = arborescence(one)[1:]
        value = scores[np.arange(n), got].sum()
        if value > top:
            top, out = value, got
    return out


def is_tree(heads):
    state = np.zeros(len(heads) + 1, dtype=np.int8)
    state[0] = 2
    for i in range(1, len(heads) + 1):
        path, j = [], i
        while state[j] == 0:
            state[j] = 1
            path.append(j)
            j = heads[j - 1]
        if state[j] == 1:
            return False
        state[path] = 2
    return True


def arborescence(scores):
    """Chu-Liu/Edmonds: heads of nodes 1.. given scores[dependent, head]; heads[0] is 0."""
    n = len(scores)
    scores = scores.copy()
    np.fill_diagonal(scores, -1e9)
    heads = scores.argmax(1)
    heads[0] = 0
    cycle = find_cycle(heads)
    if cycle is None:
        return heads
    inside = np.zeros(n, dtype=bool)
    inside[cycle] = True
    outside = np.flatnonzero(~inside)
    gain = scores - scores[np.arange(n), heads][:, None]
    m = len(outside)
    small = np.full((m + 1, m + 1), -1e9)
    small[:m, :m] = scores[np.ix_(outside, outside)]
    into = gain[np.ix_(cycle, outside)]
    entry = into.argmax(0)
    small[m, :m] = into.max(0)
    out = scores[np.ix_(outside, cycle)]
    exit_ = out.argmax(1)
    small[:m, m] = out.max(1)
    sub = arborescence(small)
    new = heads.copy()
    for a, node in enumerate(outside):
        if a:
            new[node] = cycle[exit_[a]] if sub[a] == m else outside[sub[a]]
    breaks = cycle[entry[sub[m]]]
    new[breaks] = outside[sub[m]]
    new[0] = 0
    return new


def find_cycle(heads):
    color = np.zeros(len(heads), dtype=np.int32)
    color[0] = -1
    for i in range(1, len(heads)):
        j = i
        while color[j] == 0:
            color[j] = i
            j = heads[j]
        if color[j] == i:
            cycle, k = [j], heads[j]
            while k != j:
                cycle.append(k)
                k = heads[k]
            return np.array(cycle)
        j = i
        while color[j] == i:
            color[j] = -1
            j = heads[j]
    return None


def viterbi(emit, trans):
    """The best label path of emit [n, L] under trans [L+1, L]."""
    score = emit[0] + trans[0]
    back = []
    for e in emit[1:]:
        all_ = score[:, None] + trans[1:]
        back.append(all_.argmax(0))
        score = all_.max(0) + e
    path = [int(score.argmax())]
    for b in reversed(back):
        path.append(int(b[path[-1]]))
    return path[::-1]
