"""The HTML reader: from a page's source to its visible text, the blocks of it, and what the page declares of itself."""

from __future__ import annotations

from typing import Final

from hearsay.clean.html_dates import guess_day
from hearsay.clean.html_declared import declare
from hearsay.clean.html_facts import read_facts, read_marks
from hearsay.clean.html_guard import disarm
from hearsay.clean.html_main import mark_main
from hearsay.clean.html_page import Block, BlockKind, Page
from hearsay.clean.html_plain import strip_tags
from hearsay.clean.html_text import lay_out
from hearsay.types import Stated

__all__ = ["Block", "BlockKind", "Page", "read_html", "read_html_fallback"]

HIDDEN: Final = 500  # characters out of sight that are worth a warning: a paragraph


def read_html(source: str) -> Page:
    """The page's visible text with its blocks and declared metadata.

    May take long on a hostile page, though none is known: run it under a time limit and then take
    ``read_html_fallback``.
    """
    from resiliparse.parse.html import HTMLTree

    safe, warnings = disarm(source)
    document = HTMLTree.parse(safe).document
    layout = lay_out(document)
    blocks, warning = mark_main(safe, layout.text, layout.blocks)
    if layout.hidden >= HIDDEN:
        warnings.append(f"hidden elements with {layout.hidden} characters were left out")
    declared = declare(read_facts(safe), read_marks(document))
    if "published" not in declared:
        addresses = [s.value for key in ("url", "canonical") for s in declared.get(key, ())]
        if day := guess_day(safe, layout.text, blocks, addresses):
            declared["published"] = (Stated(day, "inferred_date"),)
    return Page(layout.text, tuple(blocks), declared, (*warnings, *([warning] if warning else [])))


def read_html_fallback(source: str) -> Page:
    """The text of a page that the reader gave up on: tags taken away in linear time, safe for anything."""
    text, blocks = strip_tags(source)
    declared = declare(read_facts(source), ())
    return Page(text, tuple(blocks), declared, ("the page could not be read in full: only its bare text was taken",))
