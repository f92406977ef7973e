"""The HTML reader: a page's source to its visible text, the blocks of that text, and what the page declares of itself."""

from __future__ import annotations

from hearsay.clean.html_guard import disarm
from hearsay.clean.html_main import mark_main
from hearsay.clean.html_page import Block, BlockKind, Page
from hearsay.clean.html_plain import strip_tags
from hearsay.clean.html_text import lay_out

__all__ = ["Block", "BlockKind", "Page", "read_html", "read_html_fallback"]


def read_html(source: str) -> Page:
    """The page's visible text with its blocks and declared metadata."""
    from resiliparse.parse.html import HTMLTree

    safe, warnings = disarm(source)
    tree = HTMLTree.parse(safe)
    layout = lay_out(tree.document)
    blocks, warning = mark_main(safe, layout.text, layout.blocks)
    return Page(layout.text, tuple(blocks), {}, (*warnings, *([warning] if warning else [])))


def read_html_fallback(source: str) -> Page:
    """The text of a page that the reader gave up on: tags taken away in linear time, safe for anything."""
    text, blocks = strip_tags(source)
    return Page(text, tuple(blocks), {}, ("the page could not be read in full: only its bare text was taken",))
