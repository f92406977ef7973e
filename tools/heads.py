"""Fit the model of plain-text heads: ``python tools/heads.py [--folds]`` writes src/hearsay/lexicons/heads.tsv.

Labels come from the gold lines of the corpus' train split. ``--folds`` first prints what piles left out of the fit
get: the share of reports whose own name is found on its line, and whose headline is. Maximum likelihood with an L2
penalty by AdaGrad; weights under .05 are left out of the file.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import numpy as np

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from bench.gate.piles import Pile, read_split  # noqa: E402 -- the path above makes it importable
from bench.gate.quotes import squeeze  # noqa: E402

from hearsay.clean import head_model  # noqa: E402
from hearsay.clean.head_model import LABELS, describe_head  # noqa: E402
from hearsay.clean.page import head_marks  # noqa: E402
from hearsay.clean.runs import Run, cut_runs  # noqa: E402
from hearsay.clean.traits import look_at  # noqa: E402
from hearsay.text import fold, initials  # noqa: E402

OUT = ROOT / "src" / "hearsay" / "lexicons" / "heads.tsv"
LABEL_OF = {
    "title": "title", "standfirst": "deck", "byline": "by", "credit": "by", "dateline": "date", "furniture": "other",
    "related": "other", "comment": "other", "caption": "other", "correction": "other", "methods_note": "other",
}  # fmt: skip
BARED: tuple[tuple[str, ...], ...] = (
    (),
    ("name",),
    ("name", "other"),
    ("other", "by", "date"),
    ("name", "other", "by", "date", "deck"),
)
BARED_WEIGHT = 0.15  # of a head with lines left out beside one as it is
PENALTY = 0.4
ROUNDS = 160
Head = tuple[str, list[list[str]], list[str], bool]  # pile, features by line, labels, whether nothing was left out


def main() -> None:
    heads = [head for pile in read_split("train") for head in read_heads(pile)]
    print(f"{len(heads)} heads")
    if "--folds" in sys.argv:
        names = sorted({h[0] for h in heads})
        right = np.zeros(4)
        for fold_number in range(5):
            out = set(names[fold_number::5])
            model = fit([h for h in heads if h[0] not in out])
            right += judge([h for h in heads if h[0] in out], model, "-v" in sys.argv)
        name, headline = right[0] / right[1], right[2] / right[3]
        print(f"left out: name {name:.3f} of {right[1]:.0f}, headline {headline:.3f} of {right[3]:.0f}")
    write(fit(heads))


def read_heads(pile: Pile) -> Iterator[Head]:
    """The heads of a pile's plain texts with the label of each line."""
    for report in pile.gold["reports"]:
        if not report["file"].endswith(".txt"):
            continue
        whole = cut_runs((pile.folder / report["file"]).read_text(encoding="utf-8"))
        named = label_lines(report, whole)
        seen = []
        for bare in BARED:  # pages that do not say whose they are, and pages cleaned by whoever saved them
            kept = [(r, x) for r, x in zip(whole, named, strict=True) if x not in bare]
            runs, labels = [r for r, _ in kept], [x for _, x in kept]
            if not runs or labels in seen:
                continue
            seen.append(labels)
            traits = [look_at(run) for run in runs]
            features = describe_head(runs, traits, head_marks(runs, traits))
            yield pile.name, features, labels[: len(features)], not bare


def label_lines(report: dict, runs: list[Run]) -> list[str]:
    """What each run is by the gold lines; a line that gives the outlet's name and no credit is its name."""
    rows = [(squeeze(x["quote"]), x["role"]) for x in report["lines"]]
    labels, titled = [], False
    for run in runs:
        text = squeeze(run.text)
        role = next((r for q, r in rows if q == text), None) or next(
            (
                r
                for q, r in rows
                if len(q) >= 12 and ((q in text and 2 * len(q) > len(text)) or (text in q and 3 * len(text) > len(q)))
            ),
            None,
        )
        label = LABEL_OF.get(role or "", "story")
        if role is None and report["title"] and squeeze(report["title"]) == text:
            label = "title"
        if label == "title":
            label, titled = ("other" if titled else "title"), True
        if label == "other" and report["outlet"] and len(text) < 120:
            name, line = fold(re.sub(r"^(?i:the) ", "", report["outlet"])), fold(text)
            short = initials(report["outlet"])
            if (
                f" {name} " in f" {line} "
                or (len(name) > 4 and name.replace(" ", "") in line.replace(" ", ""))
                or (len(short) > 2 and short in text.split() and not any(c.isdigit() for c in text))
            ):
                label = "name"
        labels.append(label)
    return labels


class Model:
    """Weights of features by label, and of steps from label to label; the last row of ``steps`` is the start."""

    def __init__(self, features: list[str]) -> None:
        self.place = {f: i for i, f in enumerate(features)}
        self.lines = np.zeros((len(features), len(LABELS)))
        self.steps = np.zeros((len(LABELS) + 1, len(LABELS)))


def fit(heads: list[Head]) -> Model:
    counts: dict[str, int] = {}
    for _, lines, _, _ in heads:
        for line in lines:
            for f in line:
                counts[f] = counts.get(f, 0) + 1
    model = Model(sorted(f for f, n in counts.items() if n >= 3))
    data = [
        (
            [[model.place[f] for f in line if f in model.place] for line in lines],
            [LABELS.index(x) for x in labels],
            1.0 if whole else BARED_WEIGHT,
        )
        for _, lines, labels, whole in heads
    ]
    sum_lines, sum_steps = np.full_like(model.lines, 1e-3), np.full_like(model.steps, 1e-3)
    for _ in range(ROUNDS):
        d_lines, d_steps = -PENALTY * model.lines, -PENALTY * model.steps
        for lines, labels, weight in data:
            scores = np.array([model.lines[line].sum(0) for line in lines])
            single, pair = expect(scores, model.steps)
            for i, line in enumerate(lines):
                d_lines[line] -= weight * single[i]
                d_lines[line, labels[i]] += weight
            d_steps[-1] -= weight * single[0]
            d_steps[-1, labels[0]] += weight
            d_steps[:-1] -= weight * pair
            for a, b in pairwise(labels):
                d_steps[a, b] += weight
        sum_lines += d_lines**2
        sum_steps += d_steps**2
        model.lines += 0.25 * d_lines / np.sqrt(sum_lines)
        model.steps += 0.25 * d_steps / np.sqrt(sum_steps)
    return model


def expect(scores: np.ndarray, steps: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """The expected labels of each line and the expected steps, by forward–backward."""
    n, size = scores.shape
    forward, backward = np.zeros((n, size)), np.zeros((n, size))
    forward[0] = scores[0] + steps[-1]
    for i in range(1, n):
        forward[i] = scores[i] + np.logaddexp.reduce(forward[i - 1][:, None] + steps[:-1], axis=0)
    for i in range(n - 2, -1, -1):
        backward[i] = np.logaddexp.reduce(steps[:-1] + (scores[i + 1] + backward[i + 1])[None], axis=1)
    total = np.logaddexp.reduce(forward[-1])
    pair = np.zeros((size, size))
    for i in range(1, n):
        pair += np.exp(forward[i - 1][:, None] + steps[:-1] + (scores[i] + backward[i])[None] - total)
    return np.exp(forward + backward - total), pair


def judge(heads: list[Head], model: Model, verbose: bool) -> np.ndarray:
    right = np.zeros(4)
    for pile, lines, labels, whole in heads:
        if not whole:
            continue
        scores = np.array([model.lines[[model.place[f] for f in line if f in model.place]].sum(0) for line in lines])
        single, _ = expect(scores, model.steps)
        for at, label in ((0, "name"), (2, "title")):
            if label in labels:
                best = int(single[:, LABELS.index(label)].argmax())
                good = labels[best] == label and single[best, LABELS.index(label)] >= (0.5 if label == "name" else 0.2)
                right[at] += good
                right[at + 1] += 1
                if verbose and not good:
                    print(pile, label, labels[:8], [f"{x:.2f}" for x in single[:8, LABELS.index(label)]])
            elif label == "name" and single[:, 0].max() >= 0.5 and verbose:
                print(pile, "name where there is none", labels[:8], [f"{x:.2f}" for x in single[:8, 0]])
    return right


def write(model: Model) -> None:
    rows = [
        "# What a line of a plain text's head looks like, and what that says of its label: weights of a linear-chain",
        "# conditional random field, fitted by tools/heads.py on the train split of corpus/. Own data, Apache-2.0.",
    ]
    rows += [
        f"line\t{f}\t{label}\t{model.lines[i, j]:.2f}"
        for f, i in model.place.items()
        for j, label in enumerate(LABELS)
        if abs(model.lines[i, j]) >= 0.05
    ]
    names = (*LABELS, "start")
    rows += [f"step\t{a}\t{b}\t{model.steps[i, j]:.2f}" for i, a in enumerate(names) for j, b in enumerate(LABELS)]
    OUT.write_text("\n".join(rows) + "\n", encoding="utf-8")
    print(OUT.name, len(rows), "rows", OUT.stat().st_size)
    head_model._weights.cache_clear()


if __name__ == "__main__":
    main()
