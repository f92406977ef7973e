"""Fit the weights of claim matching on incidents with gold: ``python bench/matching.py FOLDER… [--write]``.

Mentions are those the pipeline finds, labelled by the gold attestation their quote overlaps; a pair of mentions of one pile
is positive when both stand under one gold claim, negative when under two. Ridge logistic regression over the features of
``hearsay.link.likeness.compare``, leave-one-pile-out figures printed first.
"""

from __future__ import annotations

import itertools
import json
import re
import sys
import tempfile
from collections import defaultdict
from itertools import combinations
from pathlib import Path

import numpy as np

from bench.gate.quotes import Folded
from hearsay.case import trace
from hearsay.lexicons import read_table
from hearsay.link.likeness import compare, describe, weigh_terms
from hearsay.text import words

LEXICON = Path(__file__).parents[1] / "src" / "hearsay" / "lexicons" / "matching.toml"
# Where the data is silent, what people who code events by hand go by; the fit is drawn to these.
PRIOR = {
    "meaning": 4.0, "terms": 2.0, "terms_inside": 1.0, "predicate": 0.6, "predicate_in_terms": 0.4, "deed_clash": -0.8, "unit": 1.2,
    "unit_state": 2.6, "unit_noun": 0.5, "noun_apart": -1.5, "population_clash": -1.2, "part_clash": -1.2, "value": 1.0, "unit_clash": -3.0, "unit_missing": -0.8, "actor": 0.8, "actor_clash": -0.3,
    "target": 0.4, "target_clash": -0.3, "names": 0.3, "names_clash": -0.3, "where": 0.2, "where_clash": -1.0,
    "when": 0.5, "when_clash": -0.7, "when_far": -3.0, "modality_clash": -0.5, "soft_clash": -0.6,
}  # fmt: skip
FREE = ("kind", "denial", "crossed")  # may go either way; elsewhere an agreement never counts against a pair


def main() -> None:
    folders = [Path(a) for a in sys.argv[1:] if not a.startswith("-")]
    piles = sorted(p.parent for f in folders for p in f.rglob("gold.json"))
    rows = [(pile, label, features) for pile in range(len(piles)) for label, features in pairs(piles[pile])]
    names = sorted(set(itertools.chain(*(f for *_, f in rows), read_table("matching.toml")["weights"])) - {"bias"})
    x = np.array([[f.get(n, 0.0) for n in names] for _, _, f in rows])
    y = np.array([label for _, label, _ in rows], dtype=float)
    pile = np.array([p for p, _, _ in rows])
    print(f"{len(piles)} piles, {len(y)} pairs, {int(y.sum())} of one claim")
    if len(piles) > 2:
        held = np.zeros(len(y))
        for p in range(len(piles)):
            w, b = fit(x[pile != p], y[pile != p], names)
            held[pile == p] = predict(x[pile == p], w, b)
        for cut in (0.3, 0.4, 0.5, 0.6, 0.7, 0.8):
            print(f"  cut {cut}: {figures(y, held >= cut)}")
    w, b = fit(x, y, names)
    for name, value in [("bias", b), *zip(names, w, strict=True)]:
        print(f"{name:22} {value:6.2f}")
    if "--write" in sys.argv:
        write(dict([("bias", b), *zip(names, w, strict=True)]))


def pairs(pile: Path) -> list[tuple[bool, dict[str, float]]]:
    gold = json.loads((pile / "gold.json").read_text(encoding="utf-8"))
    with tempfile.TemporaryDirectory() as scratch:
        traced = trace(str(pile / "reports"), Path(scratch) / "case")
        findings = traced.case.findings()
        traced.case.close()
    mentions = [m for c in findings.claims for m in c.mentions]
    texts = {Path(r.path).name: (r.id, Folded(r.text)) for r in findings.reports}
    files = {r["id"]: Path(r["file"]).name for r in gold["reports"]}
    by_report = defaultdict(list)
    for m in mentions:
        by_report[m.report].append(m)
    label: dict[str, tuple[float, int]] = {}  # the one mention of an attestation that is nearest to the gist
    for g, claim in enumerate(gold["claims"]):
        gist = set(words(claim["gist"]))
        for att in claim["attestations"]:
            rid, folded = texts[files[att["report"]]]
            span = folded.find(att["quote"])
            near: list[tuple[float, str]] = []
            for m in by_report[rid] if span else ():
                over = min(span[1], m.end) - max(span[0], m.start)
                if over >= 0.5 * min(span[1] - span[0], m.end - m.start):
                    said = set(m.terms) | set(words(m.value.said if m.value else ""))
                    near.append((over / max(span[1] - span[0], m.end - m.start) + len(gist & said) / len(gist), m.id))
            if near and max(near)[0] > label.get(max(near)[1], (0.0, 0))[0]:
                label[max(near)[1]] = (max(near)[0], g)
    rarity = weigh_terms(mentions)
    source = {r.id: r.text for r in findings.reports}
    described = [(label[m.id][1], describe(m, rarity, source[m.report])) for m in mentions if m.id in label]
    return [(g == h, compare(a, b)) for (g, a), (h, b) in combinations(described, 2)]


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


def figures(y: np.ndarray, guess: np.ndarray) -> str:
    right = float((guess * y).sum())
    p, r = right / max(1, guess.sum()), right / max(1, y.sum())
    return f"P {p:.3f} R {r:.3f} F1 {2 * p * r / max(1e-9, p + r):.3f}"


def write(weights: dict[str, float]) -> None:
    text = LEXICON.read_text(encoding="utf-8")
    head = re.sub(r"\(hand-set start; fitted by", "(fitted by", text[: text.index("[weights]")])
    body = "".join(f"{name} = {value:.2f}\n" for name, value in weights.items())
    LEXICON.write_text(head + "[weights]\n" + body, encoding="utf-8")


if __name__ == "__main__":
    main()
