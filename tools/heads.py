"""Fit the model of plain-text heads: ``python tools/heads.py [--folds]`` writes src/hearsay/lexicons/heads.tsv.

Labels come from the gold lines of the corpus' train split. ``--folds`` first prints what piles left out of the fit
get: the share of reports whose own name is found on its line, and whose headline is.
"""

from __future__ import annotations

import random
import re
import sys
from collections.abc import Iterator
from pathlib import Path

import numpy as np
from crf_fit import Model, fit, write

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from bench.gate.piles import Pile, read_split  # noqa: E402 -- the path above makes it importable
from bench.gate.quotes import squeeze  # noqa: E402

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
Head = tuple[str, list[list[str]], list[str], float]  # pile, features by line, labels, weight: 1 for one as it is


def main() -> None:
    heads = [head for pile in read_split("train") for head in read_heads(pile)]
    print(f"{len(heads)} heads")
    if "--folds" in sys.argv:
        names = sorted({h[0] for h in heads})
        right = np.zeros(4)
        for fold_number in range(5):
            out = set(names[fold_number::5])
            model = fit_heads([h for h in heads if h[0] not in out])
            right += judge([h for h in heads if h[0] in out], model, "-v" in sys.argv)
        name, headline = right[0] / right[1], right[2] / right[3]
        print(f"left out: name {name:.3f} of {right[1]:.0f}, headline {headline:.3f} of {right[3]:.0f}")
    write(
        fit_heads(heads),
        OUT,
        (
            "What a line of a plain text's head looks like, and what that says of its label: weights of a linear-chain",
            "conditional random field, fitted by tools/heads.py on the train split of corpus/. Own data, Apache-2.0.",
        ),
    )


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
            yield pile.name, features, labels[: len(features)], BARED_WEIGHT if bare else 1.0
        for _ in range(JUMBLED):
            runs, labels = jumble(whole, named, asides, whims)
            traits = [look_at(run) for run in runs]
            features = describe_head(runs, traits, head_marks(runs, traits))
            yield pile.name, features, labels[: len(features)], BARED_WEIGHT


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


def fit_heads(heads: list[Head]) -> Model:
    return fit(heads, LABELS, PENALTY, ROUNDS)


def judge(heads: list[Head], model: Model, verbose: bool) -> np.ndarray:
    right = np.zeros(4)
    for pile, lines, labels, whole in heads:
        if whole < 1:
            continue
        single = model.shares(lines)
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


if __name__ == "__main__":
    main()
