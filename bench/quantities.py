"""Measures bounds and intervals on VitaminC claims that hold one: three-way accuracy of claim against evidence.

    python bench/quantities.py DATA [N]

The quantity of the claim is aligned with the quantity of the evidence whose unit, nearby words and size fit best; inside
is SUPPORTS, disjoint is REFUTES, anything else NOT ENOUGH INFO.
"""

from __future__ import annotations

import gzip
import json
import math
import re
import sys
from collections import Counter
from pathlib import Path

from hearsay.read import read_text

LABELS = {"SUPPORTS": "S", "REFUTES": "R", "NOT ENOUGH INFO": "U"}
BOUND = re.compile(r"(?i)than|least|most|over|under|above|below|nearly|almost|up to|exceed|around|about|approximately|at\b|less|more")


def stems(text):
    return {w[:5] for w in re.findall(r"[a-z]+", text.lower()) if len(w) > 3}


def relation(c, e):
    inf = math.inf
    cl, ch = (-inf if c.low is None else c.low), (inf if c.high is None else c.high)
    el, eh = (-inf if e.low is None else e.low), (inf if e.high is None else e.high)
    if el >= cl and eh <= ch:
        return "S"
    if eh < cl or el > ch:
        return "R"
    return "U"


def key(text, parse, q):
    return stems(text[max(0, q.start - 60) : q.end + 60])


def size(q):
    v = [x for x in (q.low, q.high) if x]
    return v[0] if q.high is None and v else v[-1] if v else 0


def decide(claim, evidence, cache={}):
    def read(text):
        if text not in cache:
            cache[text] = read_text(text)
        return cache[text]

    c, e = read(claim), read(evidence)
    if not c.quantities:
        return None
    bounded = [q for q in c.quantities if q.low is None or q.high is None or q.low != q.high]
    ranked = bounded or list(c.quantities)
    votes = [align(claim, c, want, evidence, e) for want in ranked]
    sure = [v for v, same in votes if same] or [votes[0][0]]
    return "R" if "R" in sure else "S" if all(v == "S" for v in sure) else "U"


def align(claim, c, want, evidence, e):
    pool = [q for q in e.quantities if (q.how == "share") == (want.how == "share") and (money(q) == money(want))]
    if not pool:
        return "U", False
    words = key(claim, c, want)

    def fit(q):
        a, b = size(q), size(want)
        far = min(4, abs(math.log10(a / b))) if a > 0 and b > 0 else 4
        return len(words & key(evidence, e, q)) + 1.5 * (q.unit == want.unit) - 0.6 * far, -q.start

    best = max(pool, key=fit)
    return relation(want, best), best.unit == want.unit


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
    print(f"VitaminC bounds dev: n {n}, 3-way accuracy {ok / n:.4f}, F1 S/R/U {f}, no quantity found in claim {missed},",
          f"S against R when both decided {(conf['S', 'S'] + conf['R', 'R']) / both:.4f}", dict(conf))
    if len(sys.argv) > 3:
        for want, got, claim, evidence in wrong[:: max(1, len(wrong) // int(sys.argv[3]))]:
            c, e = read_text(claim), read_text(evidence)
            show = lambda t, p: [(t[q.start : q.end], q.low, q.high, q.unit, q.how[0]) for q in p.quantities]  # noqa: E731
            print(want, got, "\n  C", claim, show(claim, c), "\n  E", evidence, show(evidence, e))


if __name__ == "__main__":
    main()
