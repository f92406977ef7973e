"""Trees: the best single-rooted tree for each sentence from arc scores (Chu-Liu/Edmonds where the argmax is none)."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

__all__ = ["best_heads"]

_ROOTS_TRIED = 3


def best_heads(scores: npt.NDArray[np.float32]) -> tuple[int, ...]:
    """Heads of one sentence: ``scores`` is n×(n+1), column 0 the root; gives indices into the sentence, -1 the root."""
    heads = scores.argmax(axis=1).tolist()
    if not _is_tree(heads):
        heads = _single_root_tree(scores.astype(np.float64)).tolist()
    return tuple([head - 1 for head in heads])


def _is_tree(heads: list[int]) -> bool:
    """True where every word leads to the root, and one word hangs on it; heads count from 1, the root is 0."""
    if heads.count(0) != 1:
        return False
    walk = [0] * (len(heads) + 1)  # the word whose way up a word was first met on
    for start in range(1, len(heads) + 1):
        at = start
        while at and not walk[at]:
            walk[at] = start
            at = heads[at - 1]
        if at and walk[at] == start:
            return False
    return True


def _single_root_tree(scores: npt.NDArray[np.float64]) -> npt.NDArray[np.int64]:
    n = len(scores)
    full = np.full((n + 1, n + 1), -1e9)
    full[1:] = scores
    inner = full[1:, 1:].max(axis=1)  # what a word can bring that does not hang on the root
    best: tuple[float, npt.NDArray[np.int64]] | None = None
    for root in np.argsort(-scores[:, 0], kind="stable")[:_ROOTS_TRIED]:
        most = scores[root, 0] + inner.sum() - inner[root]
        if best is not None and most < best[0] - 1e-6:
            continue  # no tree under this root can be better
        trial = full.copy()
        trial[1:, 0] = -1e9
        trial[root + 1] = -1e9
        trial[root + 1, 0] = scores[root, 0]
        heads = _spanning_tree(trial)
        weight = float(trial[np.arange(1, n + 1), heads[1:]].sum())
        if best is None or weight > best[0]:
            best = (weight, heads)
    if best is None:
        raise ValueError("a sentence without words has no tree")
    return np.asarray(best[1][1:])


def _spanning_tree(scores: npt.NDArray[np.float64]) -> npt.NDArray[np.int64]:
    """Maximum spanning arborescence from node 0; ``scores[d, h]`` is the weight of head h for d."""
    scores = scores.copy()
    np.fill_diagonal(scores, -1e18)
    heads: npt.NDArray[np.int64] = scores.argmax(axis=1)
    heads[0] = 0
    cycle = _find_cycle(heads)
    if cycle is None:
        return heads
    inside = np.zeros(len(scores), dtype=bool)
    inside[cycle] = True
    rest = np.flatnonzero(~inside)
    m = len(rest)
    small = np.full((m + 1, m + 1), -1e18)
    small[:m, :m] = scores[np.ix_(rest, rest)]
    leaving = scores[np.ix_(rest, cycle)]
    small[:m, m] = leaving.max(axis=1)
    leaves = cycle[leaving.argmax(axis=1)]
    kept = scores[cycle, heads[cycle]]
    entering = scores[np.ix_(cycle, rest)] - kept[:, None] + kept.sum()
    small[m, :m] = entering.max(axis=0)
    enters = cycle[entering.argmax(axis=0)]
    small[0] = -1e18
    solved = _spanning_tree(small)
    for k in range(1, m):
        heads[rest[k]] = rest[solved[k]] if solved[k] < m else leaves[k]
    heads[enters[solved[m]]] = rest[solved[m]]
    return heads


def _find_cycle(heads: npt.NDArray[np.int64]) -> npt.NDArray[np.int64] | None:
    seen = [0] * len(heads)
    for start in range(1, len(heads)):
        path: list[int] = []
        node = start
        while node != 0 and not seen[node]:
            seen[node] = start
            path.append(node)
            node = int(heads[node])
        if node != 0 and seen[node] == start and node in path:
            return np.array(path[path.index(node) :])
    return None
