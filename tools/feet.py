"""Fit the model of plain-text feet: ``python tools/feet.py [--folds]`` writes src/hearsay/lexicons/feet.tsv.

Labels come from the gold lines of the corpus' train split, features from what the rules make of the same texts.
``--folds`` first prints, for piles left out of the fit, how many lines of the foot have their role: by the rules, and
by the model.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

from crf_fit import Model, fit, write

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from bench.gate.piles import Pile, read_split  # noqa: E402 -- the path above makes it importable
from bench.gate.quotes import squeeze  # noqa: E402

from hearsay.clean.foot_model import FOOT, describe_foot, revise  # noqa: E402
from hearsay.clean.page import clean_by_rules  # noqa: E402
from hearsay.types import Document  # noqa: E402

OUT = ROOT / "src" / "hearsay" / "lexicons" / "feet.tsv"
SAME = {"quotation": "body", "standfirst": "body", "title": "furniture", "dateline": "body", "caption": "furniture"}
PENALTY, ROUNDS = 1.5, 80
Foot = tuple[str, list[list[str]], list[str], float, list[str]]  # as crf_fit has them, and the rules' roles


def main() -> None:
    feet = [foot for pile in read_split("train") for foot in read_feet(pile)]
    print(f"{len(feet)} feet")
    if "--folds" in sys.argv:
        names = sorted({f[0] for f in feet})
        by_rule = by_model = spoilt = lines = 0
        for number in range(5):
            out = set(names[number::5])
            model = fit_feet([f for f in feet if f[0] not in out])
            for _, features, labels, _, rules in (f for f in feet if f[0] in out):
                for right, rule, shares in zip(labels, rules, model.shares(features), strict=True):
                    made = revise(rule, dict(zip(FOOT, map(float, shares), strict=True)))
                    lines += 1
                    by_rule += right == SAME.get(rule, rule)
                    by_model += right == SAME.get(made, made)
                    spoilt += right == "body" != made and rule == made.replace(made, "body")
        print(f"left out: by the rules {by_rule / lines:.3f}, by the model {by_model / lines:.3f} of {lines}")
        print(f"lines of the story set aside by the model: {spoilt}")
    write(
        fit_feet(feet),
        OUT,
        (
            "What a line of a plain text's foot looks like, and what that says of its role: weights of a linear-chain",
            "conditional random field, fitted by tools/feet.py on the train split of corpus/. Own data, Apache-2.0.",
        ),
    )


def fit_feet(feet: list[Foot]) -> Model:
    return fit([f[:4] for f in feet], FOOT, PENALTY, ROUNDS)


def read_feet(pile: Pile) -> Iterator[Foot]:
    """The feet of a pile's plain texts with the label of each line and its role by the rules."""
    for report in pile.gold["reports"]:
        if not report["file"].endswith(".txt"):
            continue
        text = (pile.folder / report["file"]).read_text(encoding="utf-8")
        document = Document(id="x", path=report["file"], media="text", source=text)
        runs, traits, roles = clean_by_rules(document)
        features = describe_foot(runs, traits, roles)
        rows = [(squeeze(x["quote"]), x["role"]) for x in report["lines"]]
        labels = []
        for run in runs[len(runs) - len(features) :]:
            line = squeeze(run.text)
            said = [r for q, r in rows if q == line] or [
                r for q, r in rows if len(q) >= 8 and (line in q or (q in line and 2 * len(q) > len(line)))
            ]
            role = SAME.get(said[0], said[0]) if said else "body"
            labels.append(role if role in FOOT else "body")
        if features:
            yield pile.name, features, labels, 1.0, list(roles[len(runs) - len(features) :])


if __name__ == "__main__":
    main()
