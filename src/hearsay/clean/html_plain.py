"""The reader of last resort: the text of any page by taking its tags away, in linear time, without a tree."""

from __future__ import annotations

import html

from hearsay.clean.html_guard import TAG, split_raw
from hearsay.clean.html_page import Block, BlockKind
from hearsay.clean.html_tags import BLOCKS, KINDS

__all__ = ["strip_tags"]


def strip_tags(source: str) -> tuple[str, list[Block]]:
    """The text of the page and its lines as blocks. Hidden elements cannot be told and stay in."""
    lines: list[tuple[str, str, bool]] = []
    line: list[str] = []
    tag, quotes = "body", 0

    def end_line() -> None:
        words = html.unescape("".join(line)).split()
        line.clear()
        if words:
            lines.append((" ".join(words), tag, quotes > 0))

    for markup, raw in split_raw(source.replace("\0", ""), []):
        at = 0
        if raw:
            continue
        for found in TAG.finditer(markup):
            line.append(markup[at : found.start()])
            at = found.end()
            name = found[2].lower()
            if name == "br" or name in BLOCKS:
                end_line()
                if name == "blockquote":
                    quotes = max(0, quotes - 1) if found[1] else quotes + 1
                elif name != "br":
                    tag = "body" if found[1] else name
        line.append(markup[at:])
    end_line()
    blocks, at = [], 0
    for text, name, quoted in lines:
        kind: BlockKind = "quotation" if quoted else KINDS.get(name, "other")
        blocks.append(Block(at, at + len(text), name, kind))
        at += len(text) + 1
    return "\n".join(text for text, _, _ in lines), blocks
