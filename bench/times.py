"""Measures the values of time expressions on TimeBank and AQUAINT: gold spans, DATE, value exact.

    python bench/times.py DATA [--show N]

A gold span counts as found when an expression overlaps it. What names no date (PRESENT_REF and the like) is right when
it is left open.
"""

# ruff: noqa: ANN001, ANN201 -- a script that prints its table

from __future__ import annotations

import argparse
import gzip
import json
import re
from collections import Counter
from datetime import date
from pathlib import Path

from hearsay.read.parse import parse_text
from hearsay.read.times import find_times

SEASONS = {(3, 1): "SP", (6, 1): "SU", (9, 1): "FA", (12, 1): "WI"}


def value(when):
    start = when.start or when.end
    if start is None:
        return None
    d = date.fromisoformat(start)
    if when.precision == "week":
        iso = d.isocalendar()
        return f"{iso.year}-W{iso.week:02d}"
    if (
        when.start
        and when.end
        and (d.month, d.day) in SEASONS
        and (date.fromisoformat(when.end) - d).days in range(88, 93)
    ):
        return f"{d.year}-{SEASONS[d.month, d.day]}"
    if (
        when.start
        and when.end
        and (date.fromisoformat(when.end) - d).days in range(88, 93)
        and d.day == 1
        and d.month % 3 == 1
    ):
        return f"{d.year}-Q{(d.month + 2) // 3}"
    if when.precision == "month":
        return start[:7]
    if when.precision == "year":
        return start[:3] if when.end and (date.fromisoformat(when.end) - d).days > 3000 else start[:4]
    return start


def main():
    args = argparse.ArgumentParser()
    args.add_argument("data", type=Path)
    args.add_argument("--show", type=int, default=0)
    args.add_argument("--part", type=int, default=1)
    a = args.parse_args()
    with gzip.open(a.data / "time" / "tbaq_timeml.jsonl.gz", "rt", encoding="utf-8") as file:
        docs = [json.loads(line) for line in file][:: a.part]
    n, wrong = Counter(), Counter()
    for doc in docs:
        text, anchor = doc["text"], date.fromisoformat(doc["dct"][:10]) if doc["dct"] else None
        found = []
        for match in re.finditer(r"[^\n](?:.|\n(?!\s*\n))*", text):
            times = find_times(match[0], parse_text(match[0]).sentences, anchor, "published")
            found += [(t.start + match.start(), t.end + match.start(), t.when) for t in times]
        for gold in doc["timex"]:
            if gold["type"] != "DATE":
                continue
            named = re.match(r"\d", gold["value"] or "") is not None
            n["all"] += 1
            n["named"] += named
            best = max(found, key=lambda f: min(f[1], gold["end"]) - max(f[0], gold["start"]), default=None)
            if best is None or min(best[1], gold["end"]) <= max(best[0], gold["start"]):
                n["right"] += not named  # rightly left open
                wrong[("missed", gold["text"], gold["value"])] += named
                continue
            n["found"] += 1
            n["found named"] += named
            got = value(best[2]) if best[2] else None
            want = re.sub(r"T.*", "", gold["value"] or "")
            want = re.sub(r"W(\d)$", r"W0\1", want)
            if got == want or (got is None and not named):
                n["right"] += 1
                n["right named"] += named
            elif named:
                wrong[(got, gold["text"], want, doc["dct"])] += 1
    print(
        f"DATE, gold spans {n['all']}: value right {n['right'] / n['all']:.3f}; of those that name a date ({n['named']}):",
        f"found {n['found named'] / n['named']:.3f}, right {n['right named'] / n['named']:.3f}",
    )
    if a.show:
        for k, v in wrong.most_common(a.show):
            print(v, k)


if __name__ == "__main__":
    main()
