"""Runs: cuts a text into the pieces that get a role, one paragraph each, hard-wrapped lines joined."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from hearsay.clean.html import Block, BlockKind, Page

__all__ = ["Run", "blocks_to_runs", "cut_runs"]

WRAP_MIN, WRAP_MAX = 40, 132  # columns between which software wraps text by hand
LONGEST_BYLINE = 90
SURE_JOINS = 2  # continuation lines that show a text to be wrapped throughout
QUOTE_MARK = re.compile(r"[ \t]*((?:>[ \t]?)+)")
BULLET = re.compile(r"[ \t]*(?:[•·▪◦‣*–—-]|\(?\d{1,2}[.)])[ \t]+\S")
BYLINE = re.compile(
    r"by (?:(?:our|a) )?[^\W\d_][\w’'.-]*(?: [A-Z][\w’'-]+){1,3}(?:$|,? (?:and|in|with) [A-Z]| ?[|\d(,]|[A-Z])"
)
SENTENCE_END = re.compile(r"[.!?…:;][\"'”’»)\]]*(?:\s*[(\[][^()\[\]]{1,40}[)\]])?$")


@dataclass(frozen=True, slots=True)
class Run:
    """A paragraph, heading or list item: a slice of the report's text without white space at its ends.

    ``main``, ``links``, ``kind`` and ``hints`` are what the page's structure says; a plain text has none.
    ``quoted``: marked by ">" or indented where the text around it is not. ``gap``: a blank line stands before it.
    """

    start: int
    end: int
    text: str
    kind: BlockKind | None = None
    tag: str = ""
    main: bool | None = None
    links: float = 0.0
    hints: tuple[str, ...] = ()
    quoted: bool = False
    bullet: bool = False
    gap: bool = True


@dataclass(slots=True)
class _Physical:
    """A line of the file; ``start`` and ``end`` leave out white space and, at the start, a quotation mark ">"."""

    start: int
    end: int
    text: str
    indent: int
    mark: str
    gap: bool
    joined: bool = False  # continues the line before


def cut_runs(source: str) -> list[Run]:
    """The runs of a plain text, in order; together they hold every character that is not white space."""
    lines = list(_physical_lines(source))
    _mark_joins(lines)
    indented = _indents_stand_out(lines)
    runs: list[Run] = []
    at = 0
    while at < len(lines):
        last = at
        while last + 1 < len(lines) and lines[last + 1].joined:
            last += 1
        first = lines[at]
        start, end = first.start - len(first.mark), lines[last].end
        text = source[start:end]
        set_in = indented and all(line.indent >= 4 for line in lines[at : last + 1])
        quoted = bool(first.mark) or (set_in and not BULLET.match(first.text))
        runs.append(Run(start, end, text, quoted=quoted, bullet=bool(BULLET.match(first.text)), gap=first.gap))
        at = last + 1
    return runs


def blocks_to_runs(page: Page) -> list[Run]:
    """The runs of a page that came with structure. Blocks of preformatted text may hold several paragraphs."""
    runs: list[Run] = []
    for block in page.blocks:
        text = page.text[block.start : block.end]
        lead, tail = len(text) - len(text.lstrip()), len(text.rstrip())
        if tail <= lead:
            continue
        if block.tag == "pre" and "\n" in text.strip():
            at = block.start
            runs += [_from_block(at + part.start, at + part.end, part.text, block) for part in cut_runs(text)]
        else:
            runs.append(_from_block(block.start + lead, block.start + tail, text.strip(), block))
    return runs


def _from_block(start: int, end: int, text: str, block: Block) -> Run:
    return Run(
        start,
        end,
        text,
        kind=block.kind,
        tag=block.tag,
        main=block.main,
        links=block.links,
        hints=block.hints,
        quoted=block.kind == "quotation",
        bullet=block.kind == "list",
    )


def _physical_lines(source: str) -> Iterator[_Physical]:
    at, gap = 0, True
    for raw in source.splitlines(keepends=True):
        stripped = raw.strip()
        if not stripped:
            gap = True
        else:
            begin = at + len(raw) - len(raw.lstrip())
            mark = ""
            if (match := QUOTE_MARK.match(raw)) and raw[match.end() :].strip():
                mark = raw[len(raw) - len(raw.lstrip()) : match.end()]
            start = begin + len(mark)
            end = begin + len(stripped)
            indent = len(raw[: begin - at].expandtabs(4))
            yield _Physical(start, end, source[start:end], indent, mark, gap)
            gap = False
        at += len(raw)


def _mark_joins(lines: list[_Physical]) -> None:
    """Which lines continue the one before.

    A line that breaks off mid-sentence before a small letter surely continues. Where that happens again and again the
    text is wrapped at the width those lines show, and every line the next word did not fit on continues too.
    """
    sure = [i for i in range(1, len(lines)) if _surely_continues(lines[i - 1], lines[i])]
    if len(sure) < SURE_JOINS and any(_width(line) > WRAP_MAX for line in lines):
        return  # paragraphs stand on one line each: a line that opens with a small letter is one of its own
    for i in sure:
        lines[i].joined = True
    if len(sure) < SURE_JOINS:
        return
    widths = sorted(_width(lines[i - 1]) for i in sure)
    width = widths[-1 - len(widths) // 20]
    if len(sure) * 4 < sum(1 for i in range(1, len(lines)) if not lines[i].gap and _fits_not(lines, i, width)):
        return  # mostly full lines that begin anew: one paragraph a line, some of them cut
    for i in range(1, len(lines)):
        if not lines[i].joined and _may_continue(lines[i - 1], lines[i]) and _fits_not(lines, i, width):
            lines[i].joined = True


def _width(line: _Physical) -> int:
    return line.indent + len(line.mark) + line.end - line.start


def _may_continue(a: _Physical, b: _Physical) -> bool:
    return not b.gap and a.mark.strip() == b.mark.strip() and not BULLET.match(b.text) and b.indent <= a.indent + 1


def _surely_continues(a: _Physical, b: _Physical) -> bool:
    return (
        _may_continue(a, b)
        and WRAP_MIN <= _width(a) <= WRAP_MAX
        and b.text[:1].islower()
        and not SENTENCE_END.search(a.text)
        and not (len(b.text) <= LONGEST_BYLINE and BYLINE.match(b.text))
    )


def _fits_not(lines: list[_Physical], i: int, width: int) -> bool:
    """The first word of this line would not have fitted on the line before."""
    before = _width(lines[i - 1])
    word = len(lines[i].text.split(None, 1)[0])
    return before <= width + 2 and before + 1 + word > width - 2


def _indents_stand_out(lines: list[_Physical]) -> bool:
    """Indenting means quotation only where most lines start at the margin and no paragraph opens with an indent."""
    if not lines:
        return False
    flush = sum(1 for line in lines if line.indent < 4)
    return flush * 2 > len(lines)
