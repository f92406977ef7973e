"""Fit what agreements and clashes of two clauses are worth: ``python tools/matching.py build/clauses`` (minutes).

Writes the weights of likeness (src/hearsay/lexicons/matching.toml). Mentions are those that the pipeline finds in the
train split, labelled by the gold attestation their quote overlaps (tools/clauses.py); a pair of one pile is positive
when both mentions stand under one gold claim, negative under two, those of one report too.

The weights are a ridge logistic regression over the features of ``hearsay.link.likeness.compare`` drawn to PRIOR. A
pile's clauses are read with the encoder that has not seen it, from the folder that training/clauses.py has written:
``half0.int8.onnx`` for every second pile from the first on, ``half1.int8.onnx`` for the others.
"""

from __future__ import annotations

import itertools
import re
import sys
from functools import partial
from itertools import combinations
from pathlib import Path

import numpy as np

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from bench.gate.piles import read_split  # noqa: E402 -- the path above makes it importable
from clauses import Labelled, label  # noqa: E402

from hearsay.lexicons import read_table  # noqa: E402
from hearsay.link.likeness import compare, describe, weigh_terms  # noqa: E402
from hearsay.models.sentences import MODEL, Meanings, encode_wordings  # noqa: E402

LEXICON = ROOT / "src" / "hearsay" / "lexicons" / "matching.toml"
FOLDS = 4
# Where the data is silent, what people who code events by hand go by; the fit is drawn to these.
PRIOR = {
    "meaning": 6.0, "margin": 3.0, "one_report": -0.5, "terms": 2.0, "terms_inside": 1.0,
    "predicate": 0.6, "predicate_in_terms": 0.4,
    "deed_clash": -0.8, "unit": 1.2, "unit_state": 2.6, "unit_noun": 0.5, "noun_apart": -1.5,
    "population_clash": -1.2, "part_clash": -1.2, "value": 1.0, "unit_clash": -3.0, "unit_missing": -0.8,
    "actor": 0.8, "actor_clash": -0.3, "target": 0.4, "target_clash": -0.3, "names": 0.3, "names_clash": -0.3,
    "where": 0.2, "where_clash": -1.0, "when": 0.5, "when_clash": -0.7, "when_far": -3.0, "modality_clash": -0.5,
    "soft_clash": -0.6,
}  # fmt: skip
FREE = ("kind", "denial", "crossed")  # may go either way; elsewhere an agreement never counts against a pair


def main() -> None:
    models = Path(sys.argv[1]).resolve()
    features: list[tuple[bool, bool, dict[str, float]]] = []
    folds: list[int] = []
    for i, pile in enumerate(read_split("train")):
        features += pair_up(label(pile), str(models / f"half{i % 2}.int8.onnx"))
        folds += [i % FOLDS] * (len(features) - len(folds))
    names = sorted(set(itertools.chain(*(f for *_, f in features), read_table("matching.toml")["weights"])) - {"bias"})
    x, y, apart = matrix(features, names)
    fold = np.array(folds)
    print(f"{len(y)} pairs, {int(y.sum())} of one claim")
    out = np.zeros(len(y))
    for k in range(FOLDS):
        out[fold == k] = predict(x[fold == k], *fit(x[fold != k], y[fold != k], names))
    print("out of fold, two reports:", figures(y[apart], out[apart]))
    print("out of fold, all:", figures(y, out))
    w, b = fit(x, y, names)
    if "--dev" in sys.argv:
        dev = [row for pile in read_split("dev") for row in pair_up(label(pile), MODEL)]
        x_dev, y_dev, apart_dev = matrix(dev, names)
        print("dev, two reports:", figures(y_dev[apart_dev], predict(x_dev, w, b)[apart_dev]))
    weights = dict([("bias", b), *zip(names, w, strict=True)])
    for name, value in weights.items():
        print(f"{name:22} {value:6.2f}")
    terms, meaning = x[:, names.index("terms")], x[:, names.index("meaning")]
    slope = float(np.cov(terms, meaning)[0, 1] / terms.var())
    write(weights, float(meaning.mean() - slope * terms.mean()), slope)


def pair_up(told: Labelled, model: str) -> list[tuple[bool, bool, dict[str, float]]]:
    """Every pair of labelled mentions: whether of one claim, whether in two reports, and the features."""
    rarity = weigh_terms(told.mentions)
    features = [(told.claims.get(m.id, -1), describe(m, rarity, told.reports[m.report])) for m in told.mentions]
    meanings = Meanings([(f.report, f.wording) for _, f in features], partial(encode_wordings, model=model))
    labelled = [(g, f) for g, f in features if g >= 0]
    return [(g == h, a.report != b.report, compare(a, b, meanings)) for (g, a), (h, b) in combinations(labelled, 2)]


def matrix(
    rows: list[tuple[bool, bool, dict[str, float]]], names: list[str]
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    x = np.array([[f.get(n, 0.0) for n in names] for *_, f in rows])
    return x, np.array([y for y, *_ in rows], dtype=float), np.array([apart for _, apart, _ in rows])


def fit(x: np.ndarray, y: np.ndarray, names: list[str], ridge: float = 6.0) -> tuple[np.ndarray, float]:
    """Projected gradient ascent of the likelihood, drawn to PRIOR, signs held."""
    prior = np.array([PRIOR.get(n, 0.0) for n in names])
    free = np.array([n in FREE for n in names])
    w, b = prior.copy(), -4.0
    step = 0.4 / len(y) / (x.var(0).max() + 0.25)
    momentum_w, momentum_b = np.zeros_like(w), 0.0
    for _ in range(4000):
        error = y - predict(x, w, b)
        momentum_w = 0.9 * momentum_w + (x.T @ error - ridge * (w - prior))
        momentum_b = 0.9 * momentum_b + error.sum()
        w = w + step * momentum_w
        b = b + step * momentum_b
        w = np.where(~free & (w * prior < 0), 0.0, w)
    return w, b


def predict(x: np.ndarray, w: np.ndarray, b: float) -> np.ndarray:
    return 1 / (1 + np.exp(-np.clip(x @ w + b, -30, 30)))


def figures(y: np.ndarray, likely: np.ndarray) -> str:
    """Average precision, and the best F1 with its threshold."""
    order = np.argsort(-likely, kind="stable")
    right = np.cumsum(y[order])
    precision, recall = right / np.arange(1, len(y) + 1), right / y.sum()
    f1 = 2 * precision * recall / np.maximum(1e-9, precision + recall)
    best = int(f1.argmax())
    return (
        f"average precision {(precision * y[order]).sum() / y.sum():.3f}, best F1 {f1[best]:.3f}"
        f" (P {precision[best]:.2f} R {recall[best]:.2f}) at {likely[order][best]:.3f}"
    )


def write(weights: dict[str, float], base: float, slope: float) -> None:
    """Write the fitted parts of the lexicon; thresholds and floors stay as they are."""
    text = LEXICON.read_text(encoding="utf-8")
    body = "".join(f"{name} = {value:.2f}\n" for name, value in weights.items())
    text = text[: text.index("[weights]")] + "[weights]\n" + body
    text = re.sub(r"(?m)^base = .*$", f"base = {base:.2f}", text)
    LEXICON.write_text(re.sub(r"(?m)^slope = .*$", f"slope = {slope:.2f}", text), encoding="utf-8")


if __name__ == "__main__":
    main()
