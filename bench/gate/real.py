"""Figures on real text beside the project; each is skipped where its data is absent.

Half of the attributions and of the bounds, by a hash of the document or page, is *watched* here on every run; the other
half is *held*: run by ``make hold`` once per issue, and what bars are stated on. The rest has no bar tuned on it.
"""

from __future__ import annotations

import gzip
import hashlib
import importlib.util
import json
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from itertools import combinations
from pathlib import Path
from types import ModuleType
from typing import Any

from bench.gate.figures import Figure
from bench.gate.piles import SHARED

DATA = SHARED / "data"
WATCHED, HELD = 0, 1
STREAM = 300  # reports of the stream whose grouping is scored


def watched() -> Iterator[list[Figure]]:
    """The figures of every run."""
    for measure in (lambda: attribution(WATCHED), lambda: bounds(WATCHED), stream, newsrooms, pages, plain_pages):
        yield measure()


def held() -> Iterator[list[Figure]]:
    """The figures of the half nobody works on."""
    yield attribution(HELD)
    yield bounds(HELD)


def half_of(name: str) -> int:
    """The half a document or page belongs to."""
    return int(hashlib.sha1(name.encode(), usedforsecurity=False).hexdigest(), 16) % 2


def attribution(half: int) -> list[Figure]:
    """Attributions in US political news: source exact and content by half, and any overlap of all three parts."""
    path = DATA / "attribution" / "polnear.dev.jsonl.gz"
    if not path.is_file():
        return []
    from bench.attribution import predict

    scorer = _load(DATA / "scorers" / "attribution.py")
    scores, gold = scorer.Ev(), 0
    for row in _rows(path):
        if half_of(row["doc_id"]) == half:
            scores.add(row["text"], row["attributions"], predict(row["text"])[0])
            gold += len(row["attributions"])
    table = scores.rep()
    name = f"attribution on real news ({_half(half)} half)"
    return [
        Figure(f"{name}: source exact, content by half, F1", round(table["triple_src_exact_content_.5"][2], 1), gold),
        Figure(f"{name}: triple overlap, F1", round(table["triple_overlap"][2], 1), gold),
        Figure(f"{name}: cue exact, recall", round(table["cue_exact"][1], 1), gold),
    ]


def bounds(half: int) -> list[Figure]:
    """Claims with a bound against evidence: supported, refuted, neither."""
    path = DATA / "quantities" / "vitaminc-bounds.dev.jsonl.gz"
    if not path.is_file():
        return []
    from bench.quantities import LABELS, decide

    rows = [row for row in _rows(path) if half_of(row["page"]) == half]
    right = sum((decide(r["claim"], r["evidence"]) or "U") == LABELS[r["label"]] for r in rows)
    return [Figure(f"bounds against evidence ({_half(half)} half): three-way", _share(right, len(rows)), len(rows))]


def stream() -> list[Figure]:
    """Local reports on shootings: which tell of one incident, and whether its dead are counted right."""
    folder = DATA / "incidents"
    if not folder.is_dir():
        return []
    texts = {d["doc_id"]: d for d in _rows(folder / "docs.jsonl.gz")}
    rows = sorted(
        _rows(folder / "incidents.jsonl.gz"), key=lambda r: hashlib.sha256(r["incident_id"].encode()).digest()
    )
    docs: dict[str, dict[str, Any]] = {}
    gold, killed = {}, {}
    for wanted in (
        lambda r: len(r["doc_ids"]) > 1,
        lambda r: len(r["doc_ids"]) == 1,
    ):  # half of them told more than once
        full = len(docs) + STREAM // 2
        for row in filter(wanted, rows):
            if len(docs) >= full:
                break
            for doc in row["doc_ids"]:
                if doc in texts and doc not in docs:
                    docs[doc] = texts[doc]
                    gold[str(len(docs))] = row["incident_id"]
                    killed[row["incident_id"]] = row["num_killed"]
    case, ids = _trace(list(docs.values()))
    mine = {ids[r]: i["id"] for i in case["incidents"] for r in i["reports"] if r in ids}
    precision, recall = _b_cubed(gold, mine), _b_cubed(mine, gold)
    right, told = _count_dead(case, ids, gold, killed)
    return [
        Figure("incidents in a stream: B³ precision", round(100 * precision, 1), len(gold)),
        Figure("incidents in a stream: B³ recall", round(100 * recall, 1), len(gold)),
        Figure("incidents in a stream: stated dead right", _share(right, told), told),
    ]


def _trace(docs: list[dict[str, Any]]) -> tuple[dict[str, Any], dict[str, str]]:
    import tempfile

    from hearsay.case import trace
    from hearsay.show import to_json

    with tempfile.TemporaryDirectory() as scratch:
        pile = Path(scratch) / "reports.jsonl"
        with pile.open("w", encoding="utf-8") as out:
            for d in docs:
                row = {"text": d["text"], "title": d["title"], "url": d["url"], "outlet": d["outlet"]}
                out.write(json.dumps({**row, "published": d["dct"]}) + "\n")
        traced = trace(str(pile), Path(scratch) / "case")
        case = to_json(traced.case.findings())
        traced.case.close()
    # A row is named by its line, from 1.
    return case, {r["id"]: r["path"].rpartition("#")[2] for r in case["reports"]}


def _b_cubed(of: dict[str, str], by: dict[str, str]) -> float:
    """Mean share of each report's group under ``by`` that is in its group under ``of``."""
    groups: dict[str, set[str]] = defaultdict(set)
    for report in of:
        groups[by.get(report, report)].add(report)
    shares = [sum(of[x] == of[r] for x in groups[by.get(r, r)]) / len(groups[by.get(r, r)]) for r in of]
    return sum(shares) / max(1, len(shares))


def _count_dead(
    case: dict[str, Any], ids: dict[str, str], gold: dict[str, str], killed: dict[str, int]
) -> tuple[int, int]:
    """Of the reports with a number of dead that is about their incident's people killed, how many have it in a bound."""
    right = told = 0
    seen: set[str] = set()
    for claim in case["claims"]:
        for m in claim["mentions"]:
            v, report = m["value"], ids.get(m["report"])
            if report not in gold or report in seen or not v or "killed" not in (v["unit"] or ""):
                continue
            seen.add(report)
            told += 1
            dead = killed[gold[report]]
            right += (v["low"] or 0) <= dead and (v["high"] is None or dead <= v["high"])
    return right, told


def newsrooms() -> list[Figure]:
    """Three newsrooms on one event, each with its own reporting: pairs that look like copies."""
    path = DATA / "same-event" / "basil.jsonl.gz"
    if not path.is_file():
        return []
    from hearsay.copies.passages import Text, find_passages

    events: dict[str, list[Text]] = defaultdict(list)
    for row in _rows(path):
        body = "\n\n".join(" ".join(p) if isinstance(p, list) else p for p in row["body-paragraphs"])
        events[row["triplet-uuid"]].append(Text(row["uuid"], body, series=row["source"]))
    alike = pairs = 0
    for texts in events.values():
        pairs += len(list(combinations(texts, 2)))
        alike += len({frozenset((p.a, p.b)) for p in find_passages(texts) if not p.quoted})
    return [Figure("separate newsrooms taken for copies", _share(alike, pairs), pairs, lower=True)]


def pages() -> list[Figure]:
    """Web pages: main text against what the shingles of the body say; dates against answers."""
    folder = DATA / "pages"
    if not folder.is_dir():
        return []
    from bench.pages import read_metadata, read_story

    shingles, count = read_story(folder / "main-text")
    dates, dated = read_metadata(folder / "metadata")
    return [
        Figure("web pages: story, 4-word shingles, F1", round(100 * shingles, 1), count),
        Figure("web pages: date", round(100 * dates, 1), dated),
    ]


def plain_pages() -> list[Figure]:
    """Pages saved as text: words of the story kept, lines of furniture set aside."""
    folder = DATA / "pages" / "main-text"
    if not folder.is_dir():
        return []
    from bench.clean import keep_and_drop

    kept, words, dropped, lines = keep_and_drop(folder, residual=True, english=True)
    return [
        Figure("pages as plain text: words of the story kept", _share(kept, words), words),
        Figure("pages as plain text: furniture lines set aside", _share(dropped, lines), lines),
    ]


def _rows(path: Path) -> Iterator[dict[str, Any]]:
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)


def _share(part: float, whole: float) -> float:
    return round(100 * part / whole, 1) if whole else 0.0


def _half(half: int) -> str:
    return "watched" if half == WATCHED else "held"


def _load(path: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location(path.stem + "_scorer", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def timed(measure: Callable[[], list[Figure]]) -> tuple[list[Figure], float]:
    """Figures and the seconds they took."""
    began = time.perf_counter()
    return measure(), time.perf_counter() - began
