"""Invented pages of different houses: every line's role, the credits and the metadata."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

import pytest

from hearsay.clean import CLEAN
from hearsay.types import Document, Report

PAGES = sorted((Path(__file__).parent / "pages").glob("*.page"))


@dataclass
class Gold:
    text: str = ""
    spans: list[tuple[int, int, str]] = field(default_factory=list)
    meta: dict[str, str] = field(default_factory=dict)


def load(path: Path) -> Gold:
    """``role|text`` lines; ``.|`` continues a wrapped line; a backslash at the end keeps the next run on the line."""
    gold = Gold()
    for raw in path.read_text(encoding="utf-8").splitlines():
        if raw.startswith("# "):
            key, _, value = raw[2:].partition(":")
            gold.meta[key.strip()] = value.strip()
            continue
        if not raw:
            gold.text += "\n"
            continue
        role, _, body = raw.partition("|")
        glued = body.endswith("\\")
        body = body.removesuffix("\\")
        start = len(gold.text)
        gold.text += body
        if role == ".":
            first, _, known = gold.spans.pop()
            gold.spans.append((first, len(gold.text), known))
        else:
            gold.spans.append((start, start + len(body.rstrip()), role))
        gold.text += "" if glued else "\n"
    return gold


def clean(text: str, name: str = "p.txt") -> Report:
    assert CLEAN.run is not None
    return CLEAN.run(document=Document(id=name, path=name, media="text", source=text)).value


@pytest.mark.parametrize("path", PAGES, ids=lambda p: p.stem)
def test_every_line_of_the_page_gets_its_role(path):
    gold = load(path)
    report = clean(gold.text)
    found = {(line.start, line.end): line.role for line in report.lines}
    wrong = [
        (gold.text[start:end][:70], f"{role} read as {found.get((start, end), 'cut differently')}")
        for start, end, role in gold.spans
        if found.get((start, end)) != role
    ]
    assert not wrong, wrong


@pytest.mark.parametrize("path", PAGES, ids=lambda p: p.stem)
def test_the_page_tells_its_metadata(path):
    gold = load(path)
    report = clean(gold.text)
    told = {
        "title": str(report.title),
        "outlet": str(report.outlet.value if report.outlet else None),
        "byline": " | ".join(report.byline),
        "published": str(report.published.start if report.published else None),
    }
    assert told == {key: gold.meta[key] for key in told}


@pytest.mark.parametrize("path", PAGES, ids=lambda p: p.stem)
def test_the_page_tells_its_credits(path):
    gold = load(path)
    report = clean(gold.text)
    wanted = sorted(c.strip() for c in gold.meta["credits"].split("|") if c.strip())
    assert sorted({f"{c.kind}={c.name}" for c in report.credits}) == wanted
    for credit in report.credits:
        assert credit.name.split()[0] in report.text[credit.start : credit.end] or credit.name in report.text
