"""Attribution against gold: who is said to say what, on news nobody trained on. Reads ../shared; skips what is absent.

    python bench/attribution.py [--half 0|1]

Headline: source exact and content overlap of at least .5, F1. The news articles are split in two by the hash of their id
so that rules can be worked on against one half (``--half 0``) and proved on the other.
"""

from __future__ import annotations

import argparse
import gzip
import hashlib
import importlib.util
import json
import sys
import time
from pathlib import Path
from types import ModuleType
from typing import Any

SHARED = Path(__file__).resolve().parents[1] / ".." / "shared"
ROWS = (
    ("source exact", "source_exact"),
    ("cue exact", "cue_exact"),
    ("content exact", "content_exact"),
    ("triple exact", "triple_exact"),
    ("source exact + content >= .5", "triple_src_exact_content_.5"),
    ("triple overlap", "triple_overlap"),
    ("content >= .5", "content_.5"),
)
SAYING = frozenset(
    {"say", "tell", "state", "add", "note", "report", "claim", "allege", "assert", "argue", "insist", "maintain"}
    | {"contend", "declare", "announce", "acknowledge", "admit", "concede", "confirm", "deny", "explain", "warn"}
    | {"caution", "write", "tweet", "reply", "respond", "answer", "testify", "accord", "according", "reveal"}
)
ELSEWHERE = "people among each other 71.4 / 75.4; rules on a first parse 47.7 / 50.5; Gender Gap Tracker 37.8 / 41.3"


def load_scorer() -> ModuleType:
    spec = importlib.util.spec_from_file_location("attribution_scorer", SHARED / "data/scorers/attribution.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def half_of(doc_id: str) -> int:
    return int(hashlib.sha1(doc_id.encode()).hexdigest(), 16) % 2


def read_rows(path: Path, half: int | None) -> list[dict[str, Any]]:
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    return [row for row in rows if half is None or half_of(row["doc_id"]) == half]


def predict(text: str) -> tuple[list[dict[str, list[list[int]]]], dict[int, str], float]:
    """The attributions of a bare text as rows, the lemma that begins at each offset, and the seconds the room took."""
    from hearsay.attribute import attribute
    from hearsay.read import bare_report, parse_report

    report = bare_report(text)
    parse = parse_report(report)
    began = time.perf_counter()
    found = attribute(report, parse)
    took = time.perf_counter() - began
    rows = [
        {role: [[s.start, s.end] for s in getattr(a, role)] for role in ("source", "cue", "content")} for a in found
    ]
    lemmas = {start: lemma for s in parse.sentences for start, lemma in zip(s.starts, s.lemmas, strict=True)}
    return rows, lemmas, took


def measure(name: str, rows: list[dict[str, Any]], scorer: ModuleType) -> None:
    scores = scorer.Ev()
    said = found = 0
    seconds = words = 0.0
    for row in rows:
        text = row["text"]
        predicted, lemmas, took = predict(text)
        seconds += took
        words += len(text.split())
        scores.add(text, row["attributions"], predicted)
        tokens = scorer.toks(text)
        contents = [scorer.norm(text, p["content"], tokens) for p in predicted]
        for gold in row["attributions"]:
            cue = scorer.norm(text, gold["cue"], tokens)
            if not {lemmas.get(tokens[i][0], "") for i in cue} & SAYING:
                continue
            said += 1
            content = scorer.norm(text, gold["content"], tokens)
            found += any(scorer.jac(content, c) >= 0.5 for c in contents if c & content)
    print(f"\n{name}: {len(rows)} documents, {words:.0f} words, {words / max(seconds, 1e-9):,.0f} words/s in this room")
    table = scores.rep()
    for label, key in ROWS:
        precision, recall, f1 = table[key]
        print(f"  {label:30} P {precision:5.1f}  R {recall:5.1f}  F1 {f1:5.1f}")
    print(f"  {'contents found of verbs of saying':34} {100 * found / max(1, said):5.1f} of {said}")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--half", type=int, choices=(0, 1), help="only one half of the news articles")
    half = parser.parse_args().half
    folder = SHARED / "data/attribution"
    if not folder.is_dir():
        print("skipped: no ../shared/data/attribution")
        return 0
    scorer = load_scorer()
    print(f"source exact + content / triple overlap elsewhere: {ELSEWHERE}")
    measure("PolNeAR dev (US political news)", read_rows(folder / "polnear.dev.jsonl.gz", half), scorer)
    if half is None:
        for part in ("dev", "test"):
            rows = read_rows(folder / f"gum.{part}.jsonl.gz", None)
            measure(f"GUM {part} (all genres, first person counted)", rows, scorer)
            news = [row for row in rows if row["genre"] in ("news", "interview")]
            measure(f"GUM {part} (news, interviews)", news, scorer)
    return 0


if __name__ == "__main__":
    sys.exit(main())
