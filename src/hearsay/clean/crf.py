"""Linear-chain conditional random fields (Lafferty, McCallum, Pereira 2001): how likely each label of a line is."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

from hearsay.lexicons import read_rows

__all__ = ["Rows", "Steps", "Weights", "marginals", "read_rows_of", "read_weights", "score_lines"]

Weights = Mapping[tuple[str, str], float]  # feature and label
Rows = Mapping[str, tuple[float, ...]]  # feature → its weight for each label
Steps = Mapping[tuple[str, str], float]  # a label and the next; "start" stands before the first line


def read_weights(name: str) -> tuple[Weights, Steps]:
    """The weights of a lexicon file: those of features by label, and those of steps from label to label."""
    weights: dict[tuple[str, str], float] = {}
    steps: dict[tuple[str, str], float] = {}
    for kind, first, label, value in read_rows(name):
        (weights if kind == "line" else steps)[first, label] = float(value)
    return weights, steps


def read_rows_of(name: str, labels: Sequence[str]) -> tuple[Rows, Steps]:
    """The same, with the weights of a feature for all labels side by side."""
    weights, steps = read_weights(name)
    features = dict.fromkeys(feature for feature, _ in weights)
    return {f: tuple(weights.get((f, label), 0.0) for label in labels) for f in features}, steps


def score_lines(lines: Sequence[Sequence[str]], rows: Rows, labels: Sequence[str]) -> list[list[float]]:
    """What the features of each line weigh for each label."""
    none = (0.0,) * len(labels)
    known = [[rows[f] for f in line if f in rows] or [none] for line in lines]
    return [[sum(column) for column in zip(*found, strict=True)] for found in known]


def marginals(scores: Sequence[Sequence[float]], steps: Steps, labels: Sequence[str]) -> list[tuple[float, ...]]:
    """The probability of each label on each line (forward–backward, in logarithms)."""
    if not scores:
        return []
    move = [[steps.get((a, b), 0.0) for b in labels] for a in labels]
    size = range(len(labels))
    forward = [[scores[0][b] + steps.get(("start", labels[b]), 0.0) for b in size]]
    for row in scores[1:]:
        last = forward[-1]
        forward.append([row[b] + _sum([last[a] + move[a][b] for a in size]) for b in size])
    backward = [[0.0] * len(labels)]
    for row in reversed(scores[1:]):
        last = backward[-1]
        backward.append([_sum([move[a][b] + row[b] + last[b] for b in size]) for a in size])
    backward.reverse()
    total = _sum(forward[-1])
    return [
        tuple(math.exp(f + b - total) for f, b in zip(*pair, strict=True))
        for pair in zip(forward, backward, strict=True)
    ]


def _sum(values: Sequence[float]) -> float:
    most = max(values)
    return most + math.log(sum(math.exp(v - most) for v in values))
