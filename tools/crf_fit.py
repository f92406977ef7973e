"""Fit a linear-chain conditional random field and write its weights as a lexicon, for tools/heads.py and feet.py.

Maximum likelihood with an L2 penalty by AdaGrad; weights under .05 are left out of the file.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np

Sequence_ = tuple[str, list[list[str]], list[str], float]  # pile, features by line, labels, weight


class Model:
    """Weights of features by label, and of steps from label to label; the last row of ``steps`` is the start."""

    def __init__(self, features: list[str], labels: Sequence[str]) -> None:
        self.labels = tuple(labels)
        self.place = {f: i for i, f in enumerate(features)}
        self.lines = np.zeros((len(features), len(labels)))
        self.steps = np.zeros((len(labels) + 1, len(labels)))

    def shares(self, lines: list[list[str]]) -> np.ndarray:
        """The probability of each label of each line of one sequence."""
        scores = np.array([self.lines[[self.place[f] for f in line if f in self.place]].sum(0) for line in lines])
        return expect_all(scores[None], self.steps, np.ones((1, len(scores)), bool))[0][0]


def fit(rows: Sequence[Sequence_], labels: Sequence[str], penalty: float, rounds: int) -> Model:
    """The model of most likelihood with an L2 penalty, by AdaGrad, of features seen three times and in two piles."""
    seen: dict[str, set[str]] = {}
    counts: dict[str, int] = {}
    for pile, lines, _, _ in rows:
        for line in lines:
            for f in line:
                counts[f] = counts.get(f, 0) + 1
                seen.setdefault(f, set()).add(pile)
    model = Model(sorted(f for f, n in counts.items() if n >= 3 and len(seen[f]) >= 2), labels)
    batch = Batch(model, rows)
    sum_lines, sum_steps = np.full_like(model.lines, 1e-3), np.full_like(model.steps, 1e-3)
    for _ in range(rounds):
        d_lines, d_steps = batch.slope(model)
        d_lines -= penalty * model.lines
        d_steps -= penalty * model.steps
        sum_lines += d_lines**2
        sum_steps += d_steps**2
        model.lines += 0.25 * d_lines / np.sqrt(sum_lines)
        model.steps += 0.25 * d_steps / np.sqrt(sum_steps)
    return model


class Batch:
    """All sequences side by side, padded to one length, so that a round is a few array operations."""

    def __init__(self, model: Model, rows: Sequence[Sequence_]) -> None:
        size = len(model.labels)
        self.long = max(len(labels) for _, _, labels, _ in rows)
        self.weight = np.array([weight for _, _, _, weight in rows])
        self.there = np.zeros((len(rows), self.long), bool)
        self.right = np.zeros((len(rows), self.long, size))
        at, places = [], []
        for h, (_, lines, labels, _) in enumerate(rows):
            self.there[h, : len(labels)] = True
            for i, (line, label) in enumerate(zip(lines, labels, strict=True)):
                self.right[h, i, model.labels.index(label)] = 1.0
                held = [model.place[f] for f in line if f in model.place]
                places += held
                at += [h * self.long + i] * len(held)
        self.rows, self.places = np.array(at), np.array(places)
        self.starts = np.flatnonzero(np.r_[True, self.rows[1:] != self.rows[:-1]])
        self.by_place = np.argsort(self.places, kind="stable")
        held_at = self.places[self.by_place]
        self.turns = np.flatnonzero(np.r_[True, held_at[1:] != held_at[:-1]])
        self.held = held_at[self.turns]

    def slope(self, model: Model) -> tuple[np.ndarray, np.ndarray]:
        """The gradient of the log-likelihood for features and for steps."""
        n, size = len(self.weight), len(model.labels)
        scores = np.zeros((n * self.long, size))
        scores[self.rows[self.starts]] = np.add.reduceat(model.lines[self.places], self.starts, axis=0)
        scores = scores.reshape(n, self.long, size)
        single, pair = expect_all(scores, model.steps, self.there)
        rest = (self.right - single) * self.weight[:, None, None] * self.there[:, :, None]
        d_lines = np.zeros_like(model.lines)
        flat = rest.reshape(-1, size)[self.rows[self.by_place]]
        d_lines[self.held] = np.add.reduceat(flat, self.turns, axis=0)
        d_steps = np.zeros_like(model.steps)
        d_steps[-1] = rest[:, 0].sum(0)
        both = self.weight[:, None] * self.there[:, 1:]
        d_steps[:-1] = np.einsum("hi,hia,hib->ab", both, self.right[:, :-1], self.right[:, 1:])
        d_steps[:-1] -= np.einsum("hi,hiab->ab", both, pair)
        return d_lines, d_steps


def expect_all(scores: np.ndarray, steps: np.ndarray, there: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """The expected labels of each line and the expected steps of every sequence, by forward-backward."""
    long = scores.shape[1]
    move = steps[:-1]
    forward, backward = np.zeros_like(scores), np.zeros_like(scores)
    forward[:, 0] = scores[:, 0] + steps[-1]
    for i in range(1, long):
        new = scores[:, i] + _log_sum(forward[:, i - 1][:, :, None] + move[None], 1)
        forward[:, i] = np.where(there[:, i, None], new, forward[:, i - 1])
    for i in range(long - 2, -1, -1):
        new = _log_sum(move[None] + (scores[:, i + 1] + backward[:, i + 1])[:, None, :], 2)
        backward[:, i] = np.where(there[:, i + 1, None], new, 0.0)
    total = _log_sum(forward[:, -1], 1)
    single = np.exp(forward + backward - total[:, None, None])
    pair = np.exp(
        forward[:, :-1, :, None]
        + move[None, None]
        + (scores[:, 1:] + backward[:, 1:])[:, :, None, :]
        - total[:, None, None, None]
    )
    return single, np.where(there[:, 1:, None, None], pair, 0.0)


def _log_sum(x: np.ndarray, axis: int) -> np.ndarray:
    most = x.max(axis=axis, keepdims=True)
    return (most + np.log(np.exp(x - most).sum(axis=axis, keepdims=True))).squeeze(axis)


def write(model: Model, out: Path, about: Sequence[str]) -> None:
    """The weights as rows: feature, label and weight; label, next label and weight."""
    rows = [f"# {line}" for line in about]
    rows += [
        f"line\t{f}\t{label}\t{model.lines[i, j]:.2f}"
        for f, i in model.place.items()
        for j, label in enumerate(model.labels)
        if abs(model.lines[i, j]) >= 0.05
    ]
    names = (*model.labels, "start")
    rows += [
        f"step\t{a}\t{b}\t{model.steps[i, j]:.2f}" for i, a in enumerate(names) for j, b in enumerate(model.labels)
    ]
    out.write_text("\n".join(rows) + "\n", encoding="utf-8")
    print(out.name, len(rows), "rows", out.stat().st_size)
