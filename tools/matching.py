"""Fit claim matching on the corpus' train split: ``python tools/matching.py`` (minutes).

Writes the turn of the sentence vectors (src/hearsay/models/clauses.npy) and the weights of likeness
(src/hearsay/lexicons/matching.toml). Mentions are those that the pipeline finds, labelled by the gold attestation their
quote overlaps; a pair of one pile is positive when both mentions stand under one gold claim, negative under two.

The turn is a matrix begun at identity: supervised contrastive loss over a pile's clauses (Khosla et al. 2020),
centred as at run time, drawn back to identity, Adam. The weights are a ridge logistic regression over the features of
``hearsay.link.likeness.compare`` drawn to PRIOR; for them each train pile is turned by a matrix that has not seen it.
"""

from __future__ import annotations

import itertools
import random
import re
import sys
import tempfile
from collections import defaultdict
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path

import numpy as np

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from bench.gate.piles import Pile, read_split  # noqa: E402 -- the path above makes it importable
from bench.gate.quotes import Folded  # noqa: E402

from hearsay.case import trace  # noqa: E402
from hearsay.lexicons import read_table  # noqa: E402
from hearsay.link.likeness import Features, compare, describe, weigh_terms  # noqa: E402
from hearsay.models.sentences import encode_clauses, shared  # noqa: E402
from hearsay.text import words  # noqa: E402

LEXICON = ROOT / "src" / "hearsay" / "lexicons" / "matching.toml"
TURN = ROOT / "src" / "hearsay" / "models" / "clauses.npy"
ROUNDS, STEP, WARMTH, DRAW = 8, 3e-4, 0.12, 0.01
FOLDS = 4
# Where the data is silent, what people who code events by hand go by; the fit is drawn to these.
PRIOR = {
    "meaning": 4.0, "terms": 2.0, "terms_inside": 1.0, "predicate": 0.6, "predicate_in_terms": 0.4,
    "deed_clash": -0.8, "unit": 1.2, "unit_state": 2.6, "unit_noun": 0.5, "noun_apart": -1.5,
    "population_clash": -1.2, "part_clash": -1.2, "value": 1.0, "unit_clash": -3.0, "unit_missing": -0.8,
    "actor": 0.8, "actor_clash": -0.3, "target": 0.4, "target_clash": -0.3, "names": 0.3, "names_clash": -0.3,
    "where": 0.2, "where_clash": -1.0, "when": 0.5, "when_clash": -0.7, "when_far": -3.0, "modality_clash": -0.5,
    "soft_clash": -0.6,
}  # fmt: skip
FREE = ("kind", "denial", "crossed")  # may go either way; elsewhere an agreement never counts against a pair


@dataclass
class Told:
    """A traced pile: its labelled mentions, and the clauses of all of them with their vectors and labels."""

    name: str
    labelled: list[tuple[int, Features]]
    clauses: list[str]
    vectors: np.ndarray
    labels: np.ndarray  # per clause; -1 where no gold attestation is overlapped


class Turned:
    """What ``hearsay.models.sentences.Meanings`` is, for a matrix that is still being fitted."""

    def __init__(self, told: Told, turn: np.ndarray) -> None:
        self.place = {clause: i for i, clause in enumerate(told.clauses)}
        _, _, self.vectors = centre(told.vectors @ turn.T)

    def likeness(self, a: str, b: str) -> float:
        """Cosine of two clauses."""
        return round(float(self.vectors[self.place[a]] @ self.vectors[self.place[b]]), 4)


def main() -> None:
    train = [read_told(pile) for pile in read_split("train")]
    dev = [read_told(pile) for pile in read_split("dev")] if "--dev" in sys.argv else []
    features: list[tuple[bool, dict[str, float]]] = []
    for fold in range(FOLDS):
        turn = fit_turn([t for i, t in enumerate(train) if i % FOLDS != fold])
        for told in train[fold::FOLDS]:
            features += pair_up(told, turn)
    names = sorted(set(itertools.chain(*(f for _, f in features), read_table("matching.toml")["weights"])) - {"bias"})
    x, y = matrix(features, names)
    print(f"{len(train)} piles, {len(y)} pairs, {int(y.sum())} of one claim")
    w, b = fit(x, y, names)
    print("out of fold:", figures(y, predict(x, w, b)))
    turn = fit_turn(train)
    if dev:
        x_dev, y_dev = matrix([f for told in dev for f in pair_up(told, turn)], names)
        print("dev:", figures(y_dev, predict(x_dev, w, b)))
    for name, value in [("bias", b), *zip(names, w, strict=True)]:
        print(f"{name:22} {value:6.2f}")
    np.save(TURN, turn.astype(np.float16))
    terms, meaning = x[:, names.index("terms")], x[:, names.index("meaning")]
    slope = float(np.cov(terms, meaning)[0, 1] / terms.var())
    write(dict([("bias", b), *zip(names, w, strict=True)]), float(meaning.mean() - slope * terms.mean()), slope)


def read_told(pile: Pile) -> Told:
    """Trace a pile and label its mentions by the one gold attestation that each is nearest to."""
    gold = pile.gold
    with tempfile.TemporaryDirectory() as scratch:
        traced = trace(str(pile.folder / "reports"), Path(scratch) / "case", workers=0)
        findings = traced.case.findings()
        traced.case.close()
    mentions = [m for c in findings.claims for m in c.mentions]
    texts = {Path(r.path).name: (r.id, Folded(r.text)) for r in findings.reports}
    files = {r["id"]: Path(r["file"]).name for r in gold["reports"]}
    by_report = defaultdict(list)
    for m in mentions:
        by_report[m.report].append(m)
    label: dict[str, tuple[float, int]] = {}
    for g, claim in enumerate(gold["claims"]):
        gist = set(words(claim["gist"]))
        for att in claim["attestations"]:
            report, folded = texts[files[att["report"]]]
            span = folded.find(att["quote"])
            near: list[tuple[float, str]] = []
            for m in by_report[report] if span else ():
                over = min(span[1], m.end) - max(span[0], m.start)
                if over >= 0.5 * min(span[1] - span[0], m.end - m.start):
                    said = set(m.terms) | set(words(m.value.said if m.value else ""))
                    near.append((over / max(span[1] - span[0], m.end - m.start) + len(gist & said) / len(gist), m.id))
            if near and max(near)[0] > label.get(max(near)[1], (0.0, 0))[0]:
                label[max(near)[1]] = (max(near)[0], g)
    rarity = weigh_terms(mentions)
    source = {r.id: r.text for r in findings.reports}
    told = [(label[m.id][1] if m.id in label else -1, describe(m, rarity, source[m.report])) for m in mentions]
    of_clause: dict[str, int] = {}
    for g, f in told:
        of_clause[f.clause] = max(g, of_clause.get(f.clause, -1))
    clauses = sorted(of_clause)
    labels = np.array([of_clause[c] for c in clauses])
    return Told(pile.name, [(g, f) for g, f in told if g >= 0], clauses, encode_clauses(clauses), labels)


def pair_up(told: Told, turn: np.ndarray) -> list[tuple[bool, dict[str, float]]]:
    """Every pair of labelled mentions of different reports: whether they are one claim, and their features."""
    meanings = Turned(told, turn)
    return [
        (g == h, compare(a, b, meanings))  # type: ignore[arg-type]  # Turned does what Meanings does
        for (g, a), (h, b) in combinations(told.labelled, 2)
        if a.report != b.report
    ]


def matrix(rows: list[tuple[bool, dict[str, float]]], names: list[str]) -> tuple[np.ndarray, np.ndarray]:
    return np.array([[f.get(n, 0.0) for n in names] for _, f in rows]), np.array([y for y, _ in rows], dtype=float)


def centre(z: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Vectors without most of their mean; their lengths; the same at unit length."""
    y = z - shared(len(z)) * z.mean(0)
    length = np.linalg.norm(y, axis=1, keepdims=True) + 1e-9
    return y, length, y / length


def fit_turn(piles: list[Told]) -> np.ndarray:
    """The turn fitted on these piles."""
    rng = random.Random(0)
    start = np.eye(piles[0].vectors.shape[1])
    turn, first, second, n = start.copy(), np.zeros_like(start), np.zeros_like(start), 0
    for _ in range(ROUNDS):
        order = list(piles)
        rng.shuffle(order)
        for told in order:
            slope = slope_of(told, turn) + 2 * DRAW * (turn - start)
            n += 1
            first, second = 0.9 * first + 0.1 * slope, 0.999 * second + 0.001 * slope**2
            turn -= STEP * (first / (1 - 0.9**n)) / (np.sqrt(second / (1 - 0.999**n)) + 1e-8)
    return turn


def slope_of(told: Told, turn: np.ndarray) -> np.ndarray:
    """The gradient of the contrastive loss of a pile's clauses: each labelled one against all others."""
    _, length, unit = centre(told.vectors @ turn.T)
    scores = unit @ unit.T / WARMTH
    np.fill_diagonal(scores, -1e9)
    same = (told.labels[:, None] == told.labels[None]) & (told.labels[:, None] >= 0)
    np.fill_diagonal(same, False)
    anchors = same.any(1)
    share = np.exp(scores - scores.max(1, keepdims=True))
    share /= share.sum(1, keepdims=True)
    wanted = same / np.maximum(1, same.sum(1, keepdims=True))
    g = np.where(anchors[:, None], share - wanted, 0.0) / max(1, anchors.sum())
    d_unit = (g + g.T) @ unit / WARMTH
    d_apart = (d_unit - unit * (unit * d_unit).sum(1, keepdims=True)) / length
    d_turned = d_apart - shared(len(unit)) * d_apart.mean(0)
    return d_turned.T @ told.vectors


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
