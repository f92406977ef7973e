"""Which parts of a text stand inside quotation marks, told from the marks alone."""

from __future__ import annotations

import re

__all__ = ["LONGEST", "LONGEST_SINGLE", "quoted_parts"]

_CLOSING = {"“": "”", "„": "“”", "«": "»", "»": "«", "「": "」", "『": "』"}
_MARK = re.compile(r"[“”„«»\"＂「」『』‘]|(?<!\w)'(?=\w)|''|``|(?<=[\w.,!?…])['’](?!\w)|\n[ \t]*\n")
LONGEST = 3000  # characters a quotation without its closing mark may run within a paragraph
LONGEST_SINGLE = 600  # single marks are apostrophes too often to be trusted further


def quoted_parts(text: str) -> list[tuple[int, int]]:
    """Spans inside quotation marks, marks excluded, in order and disjoint.

    A quotation that is not closed ends with its paragraph; one that goes on in the next paragraph opens again there.
    """
    parts: list[tuple[int, int]] = []
    opened: tuple[str, int] | None = None  # what closes it, where it starts
    for match in _MARK.finditer(text):
        mark, at = match.group(), match.start()
        if mark[0] == "\n":
            if opened:
                _add(parts, text, opened, at, closed=False)
            opened = None
            continue
        if opened is None:
            opened = _open(text, mark, match.end())
        elif mark in opened[0] and not (mark in "\"＂''``" and _looks_opening(text, at, match.end())):
            _add(parts, text, opened, at, closed=True)
            opened = None
        elif (again := _open(text, mark, match.end())) and again[0] == opened[0]:
            _add(parts, text, opened, at, closed=False)
            opened = again
    if opened:
        _add(parts, text, opened, len(text), closed=False)
    return parts


def _open(text: str, mark: str, end: int) -> tuple[str, int] | None:
    if mark in _CLOSING:
        return _CLOSING[mark], end
    if mark in ('"', "＂") or mark in ("''", "``"):
        return '"＂' if len(mark) == 1 else "''", end
    if mark == "‘":
        return "’", end
    if mark == "'" and _looks_opening(text, end - 1, end):
        return "'", end
    return None


def _looks_opening(text: str, start: int, end: int) -> bool:
    before = text[start - 1] if start else "\n"
    after = text[end] if end < len(text) else "\n"
    return (before.isspace() or before in "([—–-") and not after.isspace()


def _add(parts: list[tuple[int, int]], text: str, opened: tuple[str, int], end: int, *, closed: bool) -> None:
    start = opened[1]
    single = opened[0] in ("'", "’")
    if not closed:
        if single:
            return
        newline = text.find("\n", start, end)
        end = newline if newline >= 0 else end
    if start < end and end - start <= (LONGEST_SINGLE if single else LONGEST):
        parts.append((start, end))
