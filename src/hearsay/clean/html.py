"""The HTML reader: a page's source to its visible text, the blocks of that text, and what the page declares of itself."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass, field
from typing import Literal

from hearsay.types import Stated

__all__ = ["Block", "BlockKind", "Page", "read_html", "read_html_fallback"]

BlockKind = Literal["heading", "paragraph", "list", "quotation", "caption", "table", "time", "other"]


@dataclass(frozen=True, slots=True)
class Block:
    """A run of the page's text that one block-level element holds as its own.

    ``tag`` is the innermost block element; ``main`` tells whether the main-text extractor kept it (None: it failed);
    ``links`` is the share of characters inside links, 0–1; ``hints`` are what ancestors' class, id and role say
    (byline, caption, comment, related …), sorted.
    """

    start: int
    end: int
    tag: str
    kind: BlockKind
    main: bool | None = None
    links: float = 0.0
    hints: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Page:
    """A page as read. Blocks are disjoint, in order, and cover every non-blank character of ``text``."""

    text: str
    blocks: tuple[Block, ...]
    declared: dict[str, tuple[Stated, ...]] = field(default_factory=dict)
    warnings: tuple[str, ...] = ()


def read_html(source: str) -> Page:
    """The page's visible text with its blocks and declared metadata."""
    return read_html_fallback(source)


def read_html_fallback(source: str) -> Page:
    """For a page that the reader gave up on: its text by stripping tags, in linear time."""
    bare = re.sub(r"(?is)<(script|style|template|head)\b.*?</\1\s*>", " ", source)
    bare = re.sub(r"(?i)</?(?:p|div|br|li|h[1-6]|tr|td|blockquote|article|section|header|footer)\b[^<>]{0,4096}>", "\n", bare)
    bare = html.unescape(re.sub(r"<[^<>]{0,4096}>", "", bare))
    lines = [t for t in (" ".join(line.split()) for line in bare.split("\n")) if t]
    blocks, at = [], 0
    for line in lines:
        blocks.append(Block(at, at + len(line), "p", "paragraph"))
        at += len(line) + 1
    return Page("\n".join(lines), tuple(blocks), {}, ("read without its structure",))
