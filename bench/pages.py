"""Measures the HTML reader: main text on scrapinghub's pages, metadata on fundus'. ``python bench/pages.py DATA``.

DATA holds ``main-text/`` (ground-truth.json, html/*.html.gz) and ``metadata/<country>/`` (pages and their answers).
Main text: words and 4-word shingles, precision and recall averaged over pages, as the benchmark's own script does.
Metadata: exact after folding; authors as a set of names; dates by day.
"""

from __future__ import annotations

import gzip
import json
import re
import sys
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from hearsay.clean.html import Page, read_html
from hearsay.text import fold

_WORD = re.compile(r"\w+")


def main(folder: str) -> None:
    """Print both tables."""
    if (Path(folder) / "main-text").is_dir():
        measure_text(Path(folder) / "main-text")
    if (Path(folder) / "metadata").is_dir():
        measure_metadata(Path(folder) / "metadata")


def measure_text(folder: Path) -> None:
    """How much of the story the main blocks hold, and how much else."""
    gold = json.loads((folder / "ground-truth.json").read_text("utf-8"))
    rows: dict[str, list[tuple[float, float]]] = {}
    began, unmarked = time.perf_counter(), 0
    for name in sorted(gold):
        page = read_html(gzip.decompress((folder / "html" / f"{name}.html.gz").read_bytes()).decode("utf-8"))
        unmarked += any(b.main is None for b in page.blocks)
        story = "\n".join(page.text[b.start : b.end] for b in page.blocks if b.main is not False)
        body = gold[name]["articleBody"]
        for what, text in (("main", story), ("all", page.text)):
            for n in (1, 4):
                rows.setdefault(f"{what} {n}-gram", []).append(_counts(text, body, n))
    seconds = time.perf_counter() - began
    print(f"main text: {len(gold)} pages, {len(gold) / seconds:.0f} pages/s, no main text on {unmarked}")
    for what, counts in rows.items():
        precision, recall = _mean([p for p, _ in counts]), _mean([r for _, r in counts])
        print(f"  {what:12} F1 {2 * precision * recall / (precision + recall):.3f}  P {precision:.3f}  R {recall:.3f}")


def read_story(folder: Path) -> tuple[float, int]:
    """F1 of the main blocks' 4-word shingles, and the number of pages."""
    gold = json.loads((folder / "ground-truth.json").read_text("utf-8"))
    pairs = []
    for name in sorted(gold):
        page = read_html(gzip.decompress((folder / "html" / f"{name}.html.gz").read_bytes()).decode("utf-8"))
        story = "\n".join(page.text[b.start : b.end] for b in page.blocks if b.main is not False)
        pairs.append(_counts(story, gold[name]["articleBody"], 4))
    precision, recall = _mean([p for p, _ in pairs]), _mean([r for _, r in pairs])
    return 2 * precision * recall / (precision + recall), len(pairs)


def read_metadata(folder: Path) -> tuple[float, int]:
    """Share of pages whose first declared day is the answer's, and the number of dated pages."""
    days = [
        ([s.value[:10] for s in page.declared.get("published", ())][:1], gold["publishing_date"][:10])
        for page, gold in _answers(folder)
        if gold.get("publishing_date")
    ]
    return sum(got == [want] for got, want in days) / max(1, len(days)), len(days)


def _counts(text: str, body: str, n: int) -> tuple[float, float]:
    got, want = _grams(text, n), _grams(body, n)
    hits = sum((got & want).values())
    return hits / max(1, sum(got.values())), hits / max(1, sum(want.values()))


def _grams(text: str, n: int) -> Counter[tuple[str, ...]]:
    words = _WORD.findall(text)
    return Counter(tuple(words[i : i + n]) for i in range(max(1, len(words) - n + 1)))


def _mean(values: list[float]) -> float:
    return sum(values) / len(values)


def measure_metadata(folder: Path) -> None:
    """Titles, authors and dates against the answers; how often each field is filled."""
    tally: dict[str, Counter[str]] = {f: Counter() for f in ("title", "byline", "published", "outlet")}
    began, pages = time.perf_counter(), 0
    for page, gold in _answers(folder):
        pages += 1
        got = {f: [s.value for s in page.declared.get(f, ())] for f in tally}
        tally["outlet"]["exact" if got["outlet"] else "none"] += 1
        if gold.get("title"):
            tally["title"][_judge({fold(v) for v in got["title"][:1]}, {fold(gold["title"])})] += 1
        names = {fold(a) for a in gold.get("authors") or []}
        tally["byline"][_judge({fold(v) for v in got["byline"]}, names)] += 1
        if gold.get("publishing_date"):
            tally["published"][_judge({v[:10] for v in got["published"][:1]}, {gold["publishing_date"][:10]})] += 1
    print(f"metadata: {pages} pages, {pages / (time.perf_counter() - began):.0f} pages/s")
    for what, counts in tally.items():
        total = sum(counts.values())
        print(f"  {what:10}" + "".join(f"  {k} {v / total:.3f}" for k, v in sorted(counts.items())) + f"  n={total}")


def _judge(got: set[str], want: set[str]) -> str:
    if not want:
        return "spurious" if got else "rightly none"
    if got == want:
        return "exact"
    return "none" if not got else "partial" if got & want else "wrong"


def _answers(folder: Path) -> Iterator[tuple[Page, dict[str, Any]]]:
    """Pages with their answers; versions of one publisher's answers stand in the order of its pages' dates."""
    for info in sorted(folder.glob("*/meta.info")):
        names = sorted(json.loads(info.read_text("utf-8")))
        for publisher in sorted({name.split("_")[0] for name in names}):
            pages = [name for name in names if name.split("_")[0] == publisher]
            path = info.parent / f"{publisher}.json"
            answers = list(json.loads(path.read_text("utf-8")).values()) if path.exists() else []
            if len(answers) != len(pages):
                continue
            for name, answer in zip(pages, answers, strict=True):
                source = gzip.decompress((info.parent / name).read_bytes()).decode("utf-8", "replace")
                yield read_html(source), answer


if __name__ == "__main__":
    main(sys.argv[1])
