"""Makes a hostile page safe to parse, in linear time: no giant tag, no endless script, no bottomless nesting.

Parsers compare every attribute of a tag with every other one, lose all text after a script that never closes, and drop
what lies deeper than 256 levels without a word. Each repair leaves a warning.
"""

from __future__ import annotations

import re
from typing import Final

from hearsay.clean.html_tags import BLOCKS, VOID

__all__ = ["TAG", "disarm", "split_raw"]

LONGEST_TAG: Final = 65_536
SHORT_TAG: Final = 2_000
MOST_ATTRIBUTES: Final = 1_000  # "=" and blanks in a tag
DEEPEST: Final = 150  # levels of nesting kept; libxml2 loses text below 256

_UNSAFE = re.compile("[\0\ud800-\udfff]")
_XML_DECLARATION = re.compile(r"\s*<\?xml[^>]{0,500}\?>")
_SWALLOWS = re.compile(
    r"<!--|<(script|style|textarea|title|iframe|noembed|noframes|xmp|plaintext)(?=[\s/>])", re.IGNORECASE
)
_READABLE = re.compile(r"<(?:p|div|article|section|main|body|table|ul|ol|h[1-6]|blockquote)(?=[\s/>])", re.IGNORECASE)
_BREAKS = re.compile(r"(?:<br>){3,}")
# Quotation marks protect ">" only after "=". Possessive, so that no page makes it backtrack.
TAG = re.compile(
    r"""<(/?)([a-zA-Z][^\s/>]*+)((?:[^=>]++|=\s*+(?:"[^"]*+"|'[^']*+')|=)*+)(?:>|\Z)"""  # name, rest
)
_OPENS_VALUE = re.compile(r"<[a-zA-Z][^<>]*=\s*$")
# These close by themselves and so do not nest.
_SELF_CLOSING = frozenset(
    (
        "p",
        "li",
        "dt",
        "dd",
        "td",
        "th",
        "tr",
        "option",
        "optgroup",
        "thead",
        "tbody",
        "tfoot",
        "colgroup",
        "a",
        "body",
        "html",
        "head",
    )
)
_DRAWING = frozenset(
    ("path", "circle", "rect", "line", "g", "use", "polygon", "polyline", "ellipse", "stop", "defs", "image")
)


def disarm(source: str) -> tuple[str, list[str]]:
    """The page without what breaks parsers, and a warning for each thing that was changed."""
    warnings: list[str] = []
    if _UNSAFE.search(source):
        source = _UNSAFE.sub(lambda m: "" if m[0] == "\0" else "\ufffd", source)
    source = _XML_DECLARATION.sub("", source, count=1) if source.lstrip()[:5] == "<?xml" else source
    pieces = split_raw(_close_quotes(source, warnings), warnings)
    _tame_tags(pieces, warnings)
    return "".join(piece for piece, _ in pieces), warnings


def _close_quotes(source: str, warnings: list[str]) -> str:
    """An attribute whose quotation mark never closes would hide the rest of the page."""
    for mark in "\"'":
        at = source.rfind(mark)
        if at > 0 and _OPENS_VALUE.search(source, max(0, at - 2000), at):
            end = source.find(">", at)
            if end > 0:
                source = f"{source[:end]}{mark}{source[end:]}"
                warnings.append(f"an attribute at character {at} never closes: the text after it is read all the same")
    return source


def split_raw(source: str, warnings: list[str]) -> list[tuple[str, bool]]:
    """The page as pieces of markup and of raw text (scripts, styles, comments); what never closes is opened up."""
    pieces: list[tuple[str, bool]] = []
    endless: set[str] = set()
    at = begin = 0
    while opened := _SWALLOWS.search(source, at):
        name = (opened[1] or "!--").lower()
        closed = None if name in endless else _closing(name).search(source, opened.end())
        if closed:
            pieces += [(source[begin : opened.start()], False), (source[opened.start() : closed.end()], True)]
            begin = at = closed.end()
            continue
        if name not in endless:
            what = "a comment" if name == "!--" else f"a <{name}> element"
            warnings.append(
                f"{what} at character {opened.start()} never closes: the text after it is read all the same"
            )
        endless.add(name)
        pieces.append((source[begin : opened.start()], False))
        begin = at = _resume(source, name, opened.end())
    pieces.append((source[begin:], False))
    return pieces


def _closing(name: str) -> re.Pattern[str]:
    return re.compile("--!?>" if name == "!--" else rf"</{name}[^<>]{{0,1000}}>", re.IGNORECASE)


def _resume(source: str, name: str, at: int) -> int:
    """Where to read on after something that never closes: its contents if they are text, else the next text element."""
    if name in ("!--", "title", "textarea", "xmp", "plaintext", "noframes"):
        return at if name == "!--" else source.find(">", at) + 1 or len(source)
    readable = _READABLE.search(source, at)
    return readable.start() if readable else len(source)


def _tame_tags(pieces: list[tuple[str, bool]], warnings: list[str]) -> None:
    """Take attributes from giant tags, and containers nested deeper than DEEPEST (a block's boundary stays a <br>)."""
    depth = 0
    skipped: dict[str, int] = {}

    def keep(tag: re.Match[str]) -> str:
        nonlocal depth
        name = tag[2].lower()
        kept = tag[0]
        if len(kept) > SHORT_TAG and (len(kept) > LONGEST_TAG or kept.count("=") + kept.count(" ") > MOST_ATTRIBUTES):
            warnings.append(f"a <{name[:40]}> tag of {len(kept)} characters was read without its attributes")
            kept = f"<{tag[1]}{name[:40]}>"
        if name in VOID or name in _SELF_CLOSING or (name in _DRAWING and tag[3].endswith("/")):
            return kept
        if tag[1]:
            if skipped.get(name):
                skipped[name] -= 1
                return "<br>" if name in BLOCKS else ""
            depth = max(0, depth - 1)
            return kept
        if depth >= DEEPEST:
            skipped[name] = skipped.get(name, 0) + 1
            return "<br>" if name in BLOCKS else ""
        depth += 1
        return kept

    for i, (piece, raw) in enumerate(pieces):
        if not raw:
            tamed = TAG.sub(keep, piece)
            pieces[i] = (_BREAKS.sub("<br><br>", tamed) if skipped else tamed, False)
    if skipped:
        warnings.append(f"nested deeper than {DEEPEST} elements: what lies below was read without its containers")
