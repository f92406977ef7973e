"""Hostile text made harmless without hiding it: what could steer a terminal or turn a line round becomes a symbol."""

from __future__ import annotations

import re

from hearsay.text import fold_spaces

__all__ = ["one_line", "printable"]

_NAMED = {
    0x061C: "ALM",
    0x200B: "ZWSP",
    0x2060: "WJ",
    0x202A: "LRE",
    0x202B: "RLE",
    0x202C: "PDF",
    0x202D: "LRO",
    0x202E: "RLO",
    0x2066: "LRI",
    0x2067: "RLI",
    0x2068: "FSI",
    0x2069: "PDI",
    0xFEFF: "BOM",
}
_SYMBOLS = (
    {c: chr(0x2400 + c) for c in range(0x20) if c not in (0x09, 0x0A)}
    | {0x7F: "␡"}
    | dict.fromkeys(range(0x80, 0xA0), "\N{REPLACEMENT CHARACTER}")
    | {code: f"⟨{name}⟩" for code, name in _NAMED.items()}
)
_ODD = re.compile("[" + "".join(re.escape(chr(c)) for c in _SYMBOLS) + "\ud800-\udfff]")
_LONE = re.compile("[\ud800-\udfff]")


def printable(text: str) -> str:
    """The text with control characters, bidi controls and lone surrogates as visible symbols.

    Tabs and newlines stay. The result may be longer than the text: it is for showing, never for offsets.
    """
    if not _ODD.search(text):
        return text
    return _LONE.sub("\N{REPLACEMENT CHARACTER}", text.replace("\r\n", "\n").translate(_SYMBOLS))


def one_line(text: str) -> str:
    """The same on one line: runs of white space become one space."""
    return printable(fold_spaces(text))
