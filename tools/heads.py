"""Fit the model of plain-text heads: ``python tools/heads.py [--folds]`` writes src/hearsay/lexicons/heads.tsv.

Labels come from the gold lines of the corpus' train split. ``--folds`` first prints what piles left out of the fit
get: the share of reports whose own name is found on its line, and whose headline is. Maximum likelihood with an L2
penalty by AdaGrad; weights under .05 are left out of the file.
"""

from __future__ import annotations

import random
import re
import sys
from collections.abc import Iterator
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
JUMBLED = 2  # heads with lines of other pages' furniture put in and neighbours changed places, for each head
BARED_WEIGHT = 0.1  # of a head with lines left out beside one as it is
PENALTY = 1.5
ROUNDS = 80
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
    whims = random.Random(pile.name)
    asides = sorted(
        {
            " ".join(x["quote"].split())
            for report in pile.gold["reports"]
            for x in report["lines"]
            if x["role"] in ("furniture", "related") and len(x["quote"].split()) <= 14
            if not (report["outlet"] and fold(report["outlet"]) in fold(x["quote"]))
        }
    )
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
        for _ in range(JUMBLED):
            runs, labels = jumble(whole, named, asides, whims)
            traits = [look_at(run) for run in runs]
            features = describe_head(runs, traits, head_marks(runs, traits))
            yield pile.name, features, labels[: len(features)], False


def jumble(runs: list[Run], labels: list[str], asides: list[str], whims: random.Random) -> tuple[list[Run], list[str]]:
    """A head as another house might print it: furniture between its lines, its byline, date or name elsewhere."""
    first = next((i for i, x in enumerate(labels) if x == "story"), len(labels))
    rows = list(zip(runs[:first], labels[:first], strict=True))
    for what in ("by", "date", "name"):
        held = [r for r in rows if r[1] == what]
        if len(held) == 1 and whims.random() < 0.3:
            rows.remove(held[0])
            rows.insert(whims.randint(0, len(rows)), held[0])
    for _ in range(whims.choice((0, 1, 1, 2)) if asides else 0):
        text = whims.choice(asides)
        rows.insert(whims.randint(0, len(rows)), (Run(0, len(text), text), "other"))
    titles = [r for r in rows if r[1] == "title"]
    if titles and whims.random() < 0.15:
        rows.insert(rows.index(titles[0]) + 1, (titles[0][0], "other"))
    rows += list(zip(runs[first:], labels[first:], strict=True))
    return [r for r, _ in rows], [x for _, x in rows]


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
    seen: dict[str, set[str]] = {}
    counts: dict[str, int] = {}
    for pile, lines, _, _ in heads:
        for line in lines:
            for f in line:
                counts[f] = counts.get(f, 0) + 1
                seen.setdefault(f, set()).add(pile)
    model = Model(sorted(f for f, n in counts.items() if n >= 3 and len(seen[f]) >= 2))
    batch = Batch(model, heads)
    sum_lines, sum_steps = np.full_like(model.lines, 1e-3), np.full_like(model.steps, 1e-3)
    for _ in range(ROUNDS):
        d_lines, d_steps = batch.slope(model)
        d_lines -= PENALTY * model.lines
        d_steps -= PENALTY * model.steps
        sum_lines += d_lines**2
        sum_steps += d_steps**2
        model.lines += 0.25 * d_lines / np.sqrt(sum_lines)
        model.steps += 0.25 * d_steps / np.sqrt(sum_steps)
    return model


class Batch:
    """All heads side by side, padded to one length, so that a round is a few array operations."""

    def __init__(self, model: Model, heads: list[Head]) -> None:
        size = len(LABELS)
        self.long = max(len(labels) for _, _, labels, _ in heads)
        self.weight = np.array([1.0 if whole else BARED_WEIGHT for _, _, _, whole in heads])
        self.there = np.zeros((len(heads), self.long), bool)
        self.right = np.zeros((len(heads), self.long, size))
        rows, places = [], []
        for h, (_, lines, labels, _) in enumerate(heads):
            self.there[h, : len(labels)] = True
            for i, (line, label) in enumerate(zip(lines, labels, strict=True)):
                self.right[h, i, LABELS.index(label)] = 1.0
                held = [model.place[f] for f in line if f in model.place]
                places += held
                rows += [h * self.long + i] * len(held)
        self.rows, self.places = np.array(rows), np.array(places)
        self.starts = np.flatnonzero(np.r_[True, self.rows[1:] != self.rows[:-1]])
        self.by_place = np.argsort(self.places, kind="stable")
        held_at = self.places[self.by_place]
        self.turns = np.flatnonzero(np.r_[True, held_at[1:] != held_at[:-1]])
        self.held = held_at[self.turns]

    def slope(self, model: Model) -> tuple[np.ndarray, np.ndarray]:
        """The gradient of the log-likelihood for features and for steps."""
        n, size = len(self.weight), len(LABELS)
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
    """The expected labels of each line and the expected steps of every head, by forward-backward."""
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


def expect(scores: np.ndarray, steps: np.ndarray) -> np.ndarray:
    """The expected labels of each line of one head."""
    there = np.ones((1, len(scores)), bool)
    return expect_all(scores[None], steps, there)[0][0]


def judge(heads: list[Head], model: Model, verbose: bool) -> np.ndarray:
    right = np.zeros(4)
    for pile, lines, labels, whole in heads:
        if not whole:
            continue
        scores = np.array([model.lines[[model.place[f] for f in line if f in model.place]].sum(0) for line in lines])
        single = expect(scores, model.steps)
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
