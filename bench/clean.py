"""Measures cleaning: words of the story kept, furniture lines set aside, and metadata read from text alone.

    python bench/clean.py DATA [--pages N] [--show N]

DATA is a folder with ``pages/main-text`` (article-extraction-benchmark) and ``pages/metadata`` (fundus fixtures).
Each page is dumped to plain text in two ways: ``residual`` (what a main-text extractor leaves, the realistic case) and
``naive`` (all of its text). A line is story when its words stand in the gold body, furniture when at most a quarter of
its 4-word shingles do; lines in between are not scored.
"""

from __future__ import annotations

import argparse
import gzip
import json
import re
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from hearsay.clean import CLEAN
from hearsay.types import Document, Report

STORY_ROLES = {"body", "quotation", "methods_note", "correction"}
WORD = re.compile(r"\w+")


def shingles(words: list[str]) -> set[tuple[str, ...]]:
    """The 4-word shingles of a line; a shorter line is one shingle."""
    n = min(4, len(words))
    return {tuple(words[i : i + n]) for i in range(len(words) - n + 1)} if words else set()


def judge(text: str, gold: str) -> Iterator[tuple[int, int, int, bool]]:
    """Start, end, words and whether it is story, for each physical line that can be told."""
    gold_words = WORD.findall(gold.lower())
    flat = " " + " ".join(gold_words) + " "
    known = {n: {tuple(gold_words[i : i + n]) for i in range(len(gold_words) - n + 1)} for n in (1, 2, 3, 4)}
    at = 0
    for raw in text.splitlines(keepends=True):
        words = WORD.findall(raw.lower())
        start = at
        at += len(raw)
        if not words:
            continue
        own = shingles(words)
        share = sum(s in known[len(next(iter(own)))] for s in own) / len(own)
        exact = f" {' '.join(words)} " in flat
        if (exact and len(words) > 1) or share >= 0.75:
            yield start, at, len(words), True
        elif share <= 0.25:
            yield start, at, len(words), False


def clean(text: str, name: str, media: str = "text", url: str | None = None) -> Report:
    """The report of one page."""
    assert CLEAN.run is not None
    return CLEAN.run(document=Document(id=name, path=name, media=media, source=text)).value  # type: ignore[arg-type]


def role_at(report: Report, start: int, end: int) -> tuple[str, str]:
    """The role that most of a stretch of text has, and its reason."""
    shares: Counter[tuple[str, str]] = Counter()
    for line in report.lines:
        shared = min(end, line.end) - max(start, line.start)
        if shared > 0:
            shares[line.role, line.reason] += shared
    return shares.most_common(1)[0][0] if shares else ("none", "")


def main_text(folder: Path, pages: int, show: int, english: bool) -> None:
    """Words kept and lines dropped on pages with a gold body."""
    from resiliparse.extract.html2text import extract_plain_text

    gold = json.loads((folder / "ground-truth.json").read_text())
    for label, main in (("residual", True), ("naive", False), ("html", None)):
        kept = words = dropped = lines = 0
        lost: list[tuple[int, str, str]] = []
        stayed: list[tuple[str, str]] = []
        spent = 0.0
        reports = 0
        by_page: list[float] = []
        for key in sorted(gold)[slice(None) if not pages else slice(pages) if pages > 0 else slice(-pages, None)]:
            html = gzip.decompress((folder / "html" / f"{key}.html.gz").read_bytes()).decode("utf-8", "replace")
            text = html if main is None else extract_plain_text(html, main_content=main)
            begun = time.process_time()
            report = clean(text, key, "html" if main is None else "text")
            text = report.text
            spent += time.process_time() - begun
            reports += 1
            if english and report.language != "en":
                continue
            before = words, kept
            for start, end, count, story in judge(text, gold[key]["articleBody"]):
                role, reason = role_at(report, start, end)
                if story:
                    words += count
                    kept += count if role in STORY_ROLES else 0
                    if role not in STORY_ROLES:
                        lost.append((count, f"{role}: {reason}", text[start:end].strip()))
                else:
                    lines += 1
                    dropped += role not in STORY_ROLES
                    if role in STORY_ROLES:
                        stayed.append((reason, text[start:end].strip()))
            by_page.append((kept - before[1]) / max(1, words - before[0]))
        whole = sum(share >= 0.995 for share in by_page) / max(1, len(by_page))
        print(
            f"{label:9} words of the story kept {kept / max(1, words):.4f}  furniture lines set aside {dropped / max(1, lines):.3f}"
            f"  ({words} words, {lines} lines, {reports / max(spent, 1e-9):.0f} pages per CPU second;"
            f" {whole:.2f} of pages keep .995)"
        )
        if show:
            print("  lost by reason:", Counter({r: 0 for _, r, _ in lost}) and _by_reason(lost))
            for count, reason, line in sorted(lost, key=lambda x: -x[0])[:show]:
                print(f"  LOST {count:4} [{reason}] {line[:150]!r}")
            for reason, line in stayed[:: max(1, len(stayed) // show)]:
                print(f"  STAYED [{reason}] {line[:150]!r}")


def keep_and_drop(folder: Path, residual: bool, english: bool) -> tuple[int, int, int, int]:
    """Story words kept, story words, furniture lines set aside, furniture lines, over pages saved as text."""
    from resiliparse.extract.html2text import extract_plain_text

    gold = json.loads((folder / "ground-truth.json").read_text())
    kept = words = dropped = lines = 0
    for key in sorted(gold):
        html = gzip.decompress((folder / "html" / f"{key}.html.gz").read_bytes()).decode("utf-8", "replace")
        report = clean(extract_plain_text(html, main_content=residual), key)
        if english and report.language != "en":
            continue
        for start, end, count, story in judge(report.text, gold[key]["articleBody"]):
            keeps = role_at(report, start, end)[0] in STORY_ROLES
            words, kept = words + count * story, kept + count * (story and keeps)
            lines, dropped = lines + (not story), dropped + (not story and not keeps)
    return kept, words, dropped, lines


def _by_reason(lost: list[tuple[int, str, str]]) -> list[tuple[str, int]]:
    counts: Counter[str] = Counter()
    for words, reason, _ in lost:
        counts[reason.split(":")[0] + ":" + reason.split(":", 1)[1][:30]] += words
    return counts.most_common(12)


def _rows(path: Path) -> list[str]:
    return gzip.decompress(path.read_bytes()).decode("utf-8").splitlines()


def news_text(folder: Path) -> None:
    """Words kept of news that is nothing but story: PolNeAR and BASIL articles, headline first."""
    roles: Counter[str] = Counter()
    texts = []
    for raw in _rows(folder / "attribution" / "polnear.dev.jsonl.gz"):
        row = json.loads(raw)
        texts += [row["text"]] if row["primary"] else []
    for raw in _rows(folder / "same-event" / "basil.jsonl.gz"):
        row = json.loads(raw)
        body = (" ".join(p) if isinstance(p, list) else p for p in row["body-paragraphs"])
        texts.append("\n\n".join([row["title"], *body]))
    for text in texts:
        report = clean(text, "news")
        for line in report.lines:
            roles[line.role] += len(text[line.start : line.end].split())
    story = sum(n for role, n in roles.items() if role in STORY_ROLES | {"dateline", "title"})
    print(f"{'news':9} words kept {story / sum(roles.values()):.5f}  ({sum(roles.values())} words)", dict(roles))


def metadata(folder: Path, show: int) -> None:
    """Title, byline and day read from the text alone, on news pages in English."""
    from resiliparse.extract.html2text import extract_plain_text

    counts: Counter[str] = Counter()
    for table in sorted(p for cc in ("us", "uk", "ca", "au", "za", "na", "lk") for p in (folder / cc).glob("*.json")):
        for page in sorted(table.parent.glob(f"{table.stem}_*.html.gz")):
            day = page.name[len(table.stem) + 1 :].removesuffix(".html.gz").replace("_", "-")
            for version, gold in sorted(json.loads(table.read_text()).items()):
                html = gzip.decompress(page.read_bytes()).decode("utf-8", "replace")
                meta_day = str(gold.get("publishing_date", ""))[:10]
                if (
                    not gold.get("title")
                    or WORD.findall(gold["title"].lower())[:3] == []
                    or gold["title"][:30] not in html
                ):
                    continue
                report = clean(extract_plain_text(html, main_content=False), f"{page.name} {version} {day}")
                _tally(counts, "title", _fold(gold["title"]), _fold(report.title or ""))
                authors = sorted({_fold(a) for a in gold.get("authors", [])})
                _tally(counts, "byline", "; ".join(authors), "; ".join(sorted({_fold(b) for b in report.byline})))
                found = (
                    report.published.start
                    if report.published and report.published.start == report.published.end
                    else ""
                )
                _tally(counts, "day", meta_day, found or "")
                if show and (found or "") != meta_day:
                    print("  DAY", page.name, meta_day, report.published)
                if show and authors != sorted({_fold(b) for b in report.byline}):
                    print("  BY", page.name, authors, report.byline)
                if show and _fold(gold["title"]) != _fold(report.title or ""):
                    print("  TITLE", page.name, repr(gold["title"][:80]), repr((report.title or "")[:80]))
    for field in ("title", "byline", "day"):
        got = {k.split()[1]: v for k, v in counts.items() if k.startswith(field)}
        print(f"{field:9}", " ".join(f"{k} {got.get(k, 0)}" for k in ("right", "wrong", "missed", "invented")))


def _tally(counts: Counter[str], field: str, gold: str, found: str) -> None:
    if gold == found:
        counts[f"{field} right"] += 1
    elif not found:
        counts[f"{field} missed"] += 1
    elif not gold:
        counts[f"{field} invented"] += 1
    else:
        counts[f"{field} wrong"] += 1


def _fold(text: str) -> str:
    return " ".join(WORD.findall(text.lower()))


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path)
    parser.add_argument("--pages", type=int, default=0, help="only the first N pages, with -N all but them")
    parser.add_argument("--english", action="store_true", help="only pages read as English")
    parser.add_argument("--show", type=int, default=0, help="print N errors of each kind")
    args = parser.parse_args()
    main_text(args.data / "pages" / "main-text", args.pages, args.show, args.english)
    news_text(args.data)
    metadata(args.data / "pages" / "metadata", args.show)
