"""Processor time of reading and attributing one report of 600 words, part by part: ``python bench/reading.py [N]``.

N real local reports (default 60) of 400 to 900 words, or where they are absent the invented corpus's train split; scaled to 600
words. One process, one thread; every text new. The bar is 111 ms on each of two cores: 18 reports a second.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import resource
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import hearsay.attribute.find as find
import hearsay.attribute.view as view
import hearsay.read.model as model
import hearsay.read.parse as parse
import hearsay.read.report as report
from hearsay.attribute import attribute
from hearsay.clean.page import clean_document
from hearsay.read import parse_report
from hearsay.types import Document, Report

DATA = Path(__file__).parents[2] / "shared" / "data" / "incidents" / "docs.jsonl.gz"
CORPUS = Path(__file__).parents[1] / "corpus"
BAR_MS = 111

# part of the table: (module, function it stands in as, …)
PARTS: dict[str, list[tuple[Any, str]]] = {
    "tokens and sentences": [(parse, "cut_tokens"), (parse, "cut_sentences"), (report, "measure")],
    "model": [(model._Graph, "score")],
    "trees": [(parse, "_sentence")],
    "name spans, cues": [(parse, "find_names"), (parse, "find_cues")],
    "names settled": [(report, "_names")],
    "times": [(report, "find_anchor"), (report, "find_times")],
    "quantities": [(report, "find_quantities")],
    "quotations": [(report, "find_quotes")],
    "attribute": [(view, "view"), (find, "find_all")],
}


class Meter:
    """Processor seconds by part; a part within a part counts for the inner one only."""

    def __init__(self) -> None:
        self.spent = dict.fromkeys(PARTS, 0.0)
        self._inner = [0.0]

    def wrap(self, part: str, function: Callable[..., Any]) -> Callable[..., Any]:
        """The function, its processor time counted for a part."""

        def timed(*args: Any, **more: Any) -> Any:
            begun = time.process_time()
            self._inner.append(0.0)
            try:
                return function(*args, **more)
            finally:
                took = time.process_time() - begun
                self.spent[part] += took - self._inner.pop()
                self._inner[-1] += took

        return timed


def reports(count: int) -> list[Report]:
    """The first reports in English of a fitting length, cleaned."""
    out: list[Report] = []
    for path, text in _texts():
        if not 400 <= len(text.split()) <= 900:
            continue
        made = clean_document(Document(hashlib.sha256(text.encode()).hexdigest()[:16], path, "text", text)).value
        if made.language == "en":
            out.append(made)
        if len(out) == count:
            break
    return out


def _texts() -> Iterator[tuple[str, str]]:
    if DATA.is_file():
        with gzip.open(DATA, "rt", encoding="utf-8") as rows:
            for row in map(json.loads, rows):
                yield row["doc_id"], row["text"]
        return
    splits = json.loads((CORPUS / "splits.json").read_text(encoding="utf-8"))
    for name in sorted(splits["train"]):
        for path in sorted((CORPUS / name).rglob("*.txt")):
            yield str(path), path.read_text(encoding="utf-8")


def main() -> None:
    count = int(next((a for a in sys.argv[1:] if a.isdigit()), "60"))
    pile = reports(count)
    attribute(pile[0], parse_report(pile[0]))  # lexicons and model are loaded
    meter = Meter()
    for part, places in PARTS.items():
        for owner, name in places:
            setattr(owner, name, meter.wrap(part, getattr(owner, name)))
    words = 0
    seen = hashlib.sha256()
    begun = time.process_time()
    for one in pile:
        found = parse_report(one)
        seen.update(repr((found, attribute(one, found))).encode("utf-8", "backslashreplace"))
        words += sum(len(s.starts) for s in found.sentences)
    total = time.process_time() - begun
    story = sum(len(r.text[line.start : line.end].split()) for r in pile for line in r.lines if line.role == "body")
    ms = 1000 * 600 / story
    for part, spent in meter.spent.items():
        print(f"{part:>22} {spent * ms:7.1f} ms")
    print(f"{'the rest':>22} {(total - sum(meter.spent.values())) * ms:7.1f} ms")
    print(
        f"{'all':>22} {total * ms:7.1f} ms of processor time per 600 words: {2000 / (total * ms):.1f} reports/s on two cores"
    )
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{len(pile)} reports, {story:,} words, {words:,} tokens, peak {peak:.0f} MB, bar {BAR_MS} ms")
    print(f"fingerprint of everything found: {seen.hexdigest()[:16]}")


if __name__ == "__main__":
    main()
