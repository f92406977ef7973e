"""The records of a page as read: its text, the blocks of it, what it declares."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from hearsay.types import Stated

__all__ = ["Block", "BlockKind", "Page"]

BlockKind = Literal["heading", "paragraph", "list", "quotation", "caption", "table", "time", "other"]


@dataclass(frozen=True, slots=True)
class Block:
    """A run of the page's text that one block-level element holds as its own.

    ``tag`` is the innermost block element; ``main`` tells whether the main-text extractor kept it (None: it failed);
    ``links`` is the share of characters inside links, 0–1; ``hints`` are what ancestors' tag, class, id and role say
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
    """A page as read. Blocks are disjoint, in order, and cover every non-blank character of ``text``.

    ``declared`` maps a field (outlet, title, published, modified, byline, url, canonical, based_on, domain,
    language …) to its values, the most trusted first.
    """

    text: str
    blocks: tuple[Block, ...]
    declared: dict[str, tuple[Stated, ...]] = field(default_factory=dict)
    warnings: tuple[str, ...] = ()
