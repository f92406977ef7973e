"""Measures bounds and intervals on VitaminC claims that hold one: three-way accuracy of claim against evidence.

    python bench/quantities.py DATA [N]

The quantity of the claim is aligned with the quantity of the evidence whose unit, nearby words and size fit best; inside
is SUPPORTS, disjoint is REFUTES, anything else NOT ENOUGH INFO.
"""

# ruff: noqa: ANN001, ANN201, ANN202 -- a script that prints its table

from __future__ import annotations

import gzip
import json
import math
import re
import sys
from collections import Counter
from dataclasses import replace
from pathlib import Path

from hearsay.read import read_text

LABELS = {"SUPPORTS": "S", "REFUTES": "R", "NOT ENOUGH INFO": "U"}


def relation(c, e):
    inf = math.inf
    cl, ch = (-inf if c.low is None else c.low), (inf if c.high is None else c.high)
    el, eh = (-inf if e.low is None else e.low), (inf if e.high is None else e.high)
    if el >= cl and eh <= ch:
        return "S"
    if eh < cl or el > ch:
        return "R"
    return "U"


def near_words(text, q):
    """Words around a quantity with a weight that falls with the distance; a comma or "and" between halves it."""
    out = {}
    for side, reach in ((text[: q.start][::-1], -1), (text[q.end :], 1)):
        tokens = re.findall(r"[A-Za-z]+|[,;.()]", side[::-1] if reach < 0 else side)
        tokens = tokens[::-1] if reach < 0 else tokens
        weight = 1.0
        for token in tokens[:14]:
            weight *= 0.93
            if token in (",", ";", ".", "(", ")", "and", "but"):
                weight *= 0.55
            elif len(token) > 3:
                stem = token.lower()[:5]
                out[stem] = max(out.get(stem, 0), weight)
    inner = re.findall(r"[A-Za-z]{4,}", text[q.start : q.end])
    return out | {w.lower()[:5]: 1.2 for w in inner if w.lower() not in BOUNDS}


BOUNDS = {
    "more",
    "than",
    "least",
    "most",
    "over",
    "under",
    "above",
    "below",
    "nearly",
    "almost",
    "exceed",
    "around",
    "about",
    "approximately",
    "less",
    "fewer",
    "some",
}


def size(q):
    v = [x for x in (q.low, q.high) if x]
    return v[0] if q.high is None and v else v[-1] if v else 0


def tight(q):
    """What a stated bound stands for beside a claim: "over 10 million" is a little over ten million."""
    if q.high is None and q.low:
        return replace(q, high=q.low * 1.005)
    if q.low == 0 and q.high:
        return replace(q, low=q.high * 0.99)
    if q.low and q.high and q.low < q.high <= 1.25 * q.low:
        middle = q.high if abs(q.low / q.high - 0.85) < 0.01 else (q.low + q.high) / 2
        return replace(q, low=middle * 0.995, high=middle * 1.005)
    return q


def decide(claim, evidence, cache=None):
    if cache is None:
        cache = {}

    def read(text):
        if text not in cache:
            cache[text] = read_text(text)
        return cache[text]

    c, e = read(claim), read(evidence)
    if not c.quantities:
        return None
    bounded = [q for q in c.quantities if q.low is None or q.high is None or q.low != q.high]
    wanted = bounded or list(c.quantities)
    votes = assign(claim, wanted, evidence, e.quantities)
    if not votes:
        return "U"
    return "R" if "R" in votes else "S" if all(v == "S" for v in votes) else "U"


def assign(claim, wanted, evidence, offered):
    """Each wanted quantity with the best free one of the evidence, best pairs first."""
    pairs = []
    for i, c in enumerate(wanted):
        mine = near_words(claim, c)
        for k, e in enumerate(offered):
            if (e.how == "share") != (c.how == "share") or money(e) != money(c):
                continue
            theirs = near_words(evidence, e)
            shared = sum(min(mine[w], theirs[w]) for w in mine.keys() & theirs.keys())
            a, b = size(e), size(c)
            far = min(4, abs(math.log10(a / b))) if a > 0 and b > 0 else 4
            fit = shared + 1.2 * (e.unit == c.unit and c.unit is not None) - 1.0 * far
            pairs.append((fit, -i, -k))
    votes, used_c, used_e = [], set(), set()
    for fit, i, k in sorted(pairs, reverse=True):
        if i in used_c or k in used_e:
            continue
        used_c.add(i)
        used_e.add(k)
        if fit > -1.0:
            c, e = wanted[-i], tight(offered[-k])
            votes.append(relation(c, e))
    return votes


def money(q):
    return q.unit in ("USD", "EUR", "GBP", "INR")


def main():
    path = Path(sys.argv[1]) / "quantities" / "vitaminc-bounds.dev.jsonl.gz"
    with gzip.open(path, "rt", encoding="utf-8") as file:
        data = [json.loads(line) for line in file]
    data = data[:: max(1, len(data) // int(sys.argv[2]))] if len(sys.argv) > 2 else data
    n, ok, conf, missed, wrong = 0, 0, Counter(), 0, []
    for row in data:
        got = decide(row["claim"].replace("\ufffd", " "), row["evidence"].replace("\ufffd", " "))
        missed += got is None
        got, want = got or "U", LABELS[row["label"]]
        n += 1
        ok += got == want
        conf[want, got] += 1
        if got != want:
            wrong.append((want, got, row["claim"], row["evidence"]))
    f = []
    for k in "SRU":
        p = conf[k, k] / max(1, sum(conf[g, k] for g in "SRU"))
        r = conf[k, k] / max(1, sum(conf[k, g] for g in "SRU"))
        f.append(round(2 * p * r / max(1e-9, p + r), 3))
    both = sum(conf[g, p] for g in "SR" for p in "SR")
    print(
        f"VitaminC bounds dev: n {n}, 3-way accuracy {ok / n:.4f}, F1 S/R/U {f}, no quantity found in claim {missed},",
        f"S against R when both decided {(conf['S', 'S'] + conf['R', 'R']) / both:.4f}",
        dict(conf),
    )
    if len(sys.argv) > 3:
        for want, got, claim, evidence in wrong[:: max(1, len(wrong) // int(sys.argv[3]))]:
            c, e = read_text(claim), read_text(evidence)
            show = lambda t, p: [(t[q.start : q.end], q.low, q.high, q.unit, q.how[0]) for q in p.quantities]  # noqa: E731
            print(want, got, "\n  C", claim, show(claim, c), "\n  E", evidence, show(evidence, e))


if __name__ == "__main__":
    main()
