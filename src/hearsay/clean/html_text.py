"""The visible text of a page and its blocks: what a reader of the page would see, line by line."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import groupby, pairwise
from typing import Any, Final

from hearsay.clean.html_page import Block, BlockKind
from hearsay.clean.html_tags import (
    BLOCKS,
    HINTS,
    INLINE_HINTS,
    KINDS,
    NEGATIONS,
    STRONG_KINDS,
    TAG_HINTS,
    UNSEEN,
)

__all__ = ["Layout", "lay_out"]

_HIDING = re.compile(r"(?:^|[;\s])(?:display\s*:\s*none|visibility\s*:\s*hidden)", re.IGNORECASE)
_HUMP = re.compile(r"(?<=[a-z])(?=[A-Z])")
_PART = re.compile(r"[^\W\d_]+")
_TERMINAL = re.compile(r"[.!?…:;][\"'”’»)\]]*$")
NOSCRIPT_WORDS: Final = 50  # a <noscript> with this many words holds a story, not an appeal to turn scripts on
SHORT_BLOCK: Final = 25  # words; in a longer one a <time> is part of a sentence
WHOLE_PAGE: Final = 0.6  # a class word on an element with more of the text than this speaks of the page


@dataclass(slots=True)
class _Place:
    """Where text stands: the innermost block element and what its ancestors tell."""

    block: int
    tag: str
    kind: BlockKind
    strong: BlockKind | None = None
    hints: tuple[tuple[str, int], ...] = ()  # (hint, number of the element that gives it)
    link: bool = False
    quoted: bool = False
    apart: int = 0  # number of the inline element that may stand apart
    keep_lines: bool = False
    in_story: bool = False


@dataclass(slots=True)
class _Run:
    """Text without a line end or a change of place in it."""

    start: int
    end: int
    place: _Place


@dataclass(slots=True)
class Layout:
    """The text, its blocks, and how many characters of hidden elements were left out."""

    text: str
    blocks: list[Block]
    hidden: int = 0


@dataclass(slots=True)
class _Ink:
    """Writes the text: collapses white space, ends lines, remembers where each run stands."""

    out: list[str] = field(default_factory=list)
    at: int = 0
    line_start: bool = True
    space: bool = False
    runs: list[_Run | None] = field(default_factory=list)  # None where a block ends or <br> stands
    breaks: int = 0

    def write(self, data: str, place: _Place) -> None:
        if place.keep_lines and "\n" in data:
            for n, line in enumerate(data.split("\n")):
                if n:
                    self.end_line(soft=True)
                self._write(line, place)
        else:
            self._write(data, place)

    def _write(self, data: str, place: _Place) -> None:
        words = data.split()
        if not words:
            self.space = self.space or bool(data)
            return
        if (self.space or data[0].isspace()) and not self.line_start:
            self.out.append(" ")
            self.at += 1
        text = " ".join(words)
        self.out.append(text)
        self.runs.append(_Run(self.at, self.at + len(text), place))
        self.at += len(text)
        self.line_start, self.space, self.breaks = False, data[-1].isspace(), 0

    def end_line(self, *, soft: bool = False) -> None:
        """End the line. Two soft ends (``<br>``) in a row end the paragraph, as a block's end does."""
        self.breaks += 1 if soft else 2
        if not self.line_start:
            self.out.append("\n")
            self.at += 1
            self.line_start = True
        self.space = False
        if self.runs and self.runs[-1] is not None and self.breaks >= 2:
            self.runs.append(None)


def lay_out(root: Any) -> Layout:
    """Lay out a parsed page (resiliparse DOM node)."""
    ink = _Ink()
    hidden = 0
    numbers = 0
    extents: dict[int, tuple[int, int]] = {}  # of elements that give hints
    begun: dict[int, int] = {}
    stack: list[tuple[Any, _Place | None, int]] = [(root, _Place(0, "body", "paragraph"), 0)]
    while stack:
        node, place, number = stack.pop()
        if place is None:  # the end of an element
            if number in begun:
                extents[number] = (begun.pop(number), ink.at)
            if node:
                ink.end_line()
            continue
        kind = node.type
        if kind == _TEXT:
            ink.write(node.value or "", place)
            continue
        if kind != _ELEMENT:
            if kind == _DOCUMENT:
                stack += [(child, place, 0) for child in reversed(_children(node))]
            continue
        tag = node.tag.lower()
        if tag == "br":
            ink.end_line(soft=True)
            continue
        if tag == "wbr" or _unseen(tag, node):
            continue
        attributes = _read_attributes(node)
        if attributes and _hides(tag, attributes):
            hidden += len((node.text or "").strip())
            continue
        block = tag in BLOCKS
        if block or attributes or tag in _TELLING:
            numbers += 1
            inner = _enter(tag, attributes, place, numbers, block=block)
            if inner.hints is not place.hints:
                begun[numbers] = ink.at
            if block:
                ink.end_line()
            if block or numbers in begun:
                stack.append((block, None, numbers))
            place = inner
        stack += [(child, place, 0) for child in reversed(_children(node))]
    text = "".join(ink.out).rstrip("\n")
    return Layout(text, _blocks(text, ink.runs, extents), hidden)


_ELEMENT, _TEXT, _DOCUMENT = 1, 3, 9
_HINTING = frozenset(("class", "id", "role", "itemprop", "rel", "data-testid", "data-component"))
_READ = _HINTING | {"hidden", "style"}
_TELLING = frozenset(("a", "time", "q", "cite", "label"))  # inline elements that say something without attributes
_PREFORMATTED = frozenset(("pre", "xmp", "listing", "textarea"))


def _children(node: Any) -> list[Any]:
    found, child = [], node.first_child
    while child is not None:
        found.append(child)
        child = child.next
    return found


def _unseen(tag: str, node: Any) -> bool:
    if tag == "noscript":
        return len((node.text or "").split()) < NOSCRIPT_WORDS
    return tag in UNSEEN or (tag == "dialog" and "open" not in node.attrs)


def _read_attributes(node: Any) -> dict[str, str]:
    """Those attributes that matter here; one without a value is empty."""
    return {name: (node.getattr(name) or "")[:1000] for name in node.attrs if name in _READ}


def _hides(tag: str, attributes: dict[str, str]) -> bool:
    # A page that fades in, or waits for its scripts, hides its whole body: a reader sees it all the same.
    if tag in ("html", "body", "main", "article"):
        return False
    if attributes.get("hidden", "until-found").lower() != "until-found":
        return True
    style = attributes.get("style")
    return bool(style and _HIDING.search(style))


def _enter(tag: str, attributes: dict[str, str], place: _Place, number: int, *, block: bool) -> _Place:
    """The place of what stands directly inside this element."""
    words: frozenset[str] = frozenset()
    if attributes and tag not in ("html", "body"):
        words = _known_hints(" ".join(v for name, v in attributes.items() if name in _HINTING))
    hint = TAG_HINTS.get(tag)
    if tag in ("header", "footer"):
        hint = f"article-{tag}" if place.in_story else tag
    hints, fresh = place.hints, []
    if words or hint:
        known = {h for h, _ in hints}
        fresh = sorted(h for h in (words | {hint} if hint else words) if h not in known)
    if fresh:
        hints = (*hints, *((h, number) for h in fresh))
    strong = STRONG_KINDS.get(tag)
    if "pullquote" in fresh:
        strong = "quotation"
    if attributes.get("role", "").lower() == "heading":
        strong = "heading"
    if strong is None or place.strong == "quotation":
        strong = place.strong if place.strong and strong != "caption" else strong
    apart = place.apart
    if not block and (tag == "time" or not INLINE_HINTS.isdisjoint(fresh)):
        apart = number
    return _Place(
        block=number if block else place.block,
        tag=tag if block or tag == "time" else place.tag,
        kind=KINDS.get(tag, "other") if block else ("time" if tag == "time" else place.kind),
        strong=strong,
        hints=hints,
        link=place.link or tag == "a",
        quoted=place.quoted or tag == "q",
        apart=0 if block else apart,
        keep_lines=place.keep_lines or tag in _PREFORMATTED,
        in_story=place.in_story or tag in ("article", "main", "blockquote"),
    )


@lru_cache(maxsize=8192)
def _known_hints(words: str) -> frozenset[str]:
    found: set[str] = set()
    for name in words.split():
        parts = [p.lower() for p in _PART.findall(_HUMP.sub("-", name))]
        if NEGATIONS.intersection(parts):
            continue
        pairs = [f"{a}-{b}" for a, b in pairwise(parts)]
        joined = ["".join(parts)] if len(parts) > 1 else []
        found.update(HINTS[p] for p in (*parts, *pairs, *joined) if p in HINTS)
    return frozenset(found)


def _blocks(text: str, runs: list[_Run | None], extents: dict[int, tuple[int, int]]) -> list[Block]:
    """Runs of one block element between two of its breaks, cut where a date or a new line stands apart."""
    limit = max(200.0, WHOLE_PAGE * len(text))
    page_wide = {n for n, (start, end) in extents.items() if end - start > limit}
    found: list[Block] = []
    group = 0
    keyed: list[tuple[tuple[int, int], _Run]] = []
    for run in runs:
        if run is None:
            group += 1
        else:
            keyed.append(((group, run.place.block), run))
    for _, members in groupby(keyed, key=lambda pair: pair[0]):
        found += [_block(part, page_wide) for part in _cut_apart(text, [run for _, run in members])]
    return found


def _cut_apart(text: str, runs: list[_Run]) -> list[list[_Run]]:
    words = len(text[runs[0].start : runs[-1].end].split())
    parts = [[runs[0]]]
    for before, run in pairwise(runs):
        if (
            words <= SHORT_BLOCK and before.place.apart != run.place.apart and _says(text, before) and _says(text, run)
        ) or ("\n" in text[before.end : run.start] and _new_paragraph(text, before, run)):
            parts.append([run])
        else:
            parts[-1].append(run)
    return parts


def _says(text: str, run: _Run) -> bool:
    return any(c.isalnum() for c in text[run.start : run.end])


def _new_paragraph(text: str, before: _Run, run: _Run) -> bool:
    """After a ``<br>``: a sentence that goes on in lower case does not begin anew, and a heading stays whole."""
    if run.place.kind == "heading":
        return False
    goes_on = text[run.start].islower() and not _TERMINAL.search(text[max(0, before.end - 4) : before.end])
    return not goes_on


def _block(runs: list[_Run], page_wide: set[int]) -> Block:
    size = sum(r.end - r.start for r in runs)
    weights: dict[str, int] = {}
    for run in runs:
        for hint in {h for h, n in run.place.hints if n not in page_wide}:
            weights[hint] = weights.get(hint, 0) + run.end - run.start
    linked = sum(r.end - r.start for r in runs if r.place.link)
    quoted = sum(r.end - r.start for r in runs if r.place.quoted)
    timed = sum(r.end - r.start for r in runs if r.place.kind == "time")
    place = next((r.place for r in runs if r.place.kind != "time"), runs[0].place)
    kind = place.strong or place.kind
    if timed == size:
        kind = "time"
    elif quoted >= 0.9 * size:
        kind = "quotation"
    elif kind == "table" and size > 250 and linked < size / 2:
        kind = "paragraph"  # a table that lays out the page
    hints = tuple(sorted(h for h, w in weights.items() if 2 * w >= size))
    tag = "time" if kind == "time" else place.tag
    return Block(runs[0].start, runs[-1].end, tag, kind, None, round(linked / size, 3), hints)
