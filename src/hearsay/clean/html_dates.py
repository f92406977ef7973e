"""A day for a page that declares none: htmldate's guess, taken only where the page or its address shows that day.

htmldate always finds a day, on undated pages too; what it finds is believed where it stands in the address, or in a
short line of the page itself that says little else.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Final

from hearsay.clean.html_page import Block
from hearsay.clean.html_values import days_in

__all__ = ["guess_day"]

LARGEST: Final = 3_000_000  # characters of source
OTHER_WORDS: Final = 6  # beside the date in a line that says when the page was published
_ELSEWHERE: Final = frozenset(
    ("aside", "bio", "caption", "comment", "copyright", "figure", "footer", "nav", "popular", "promo", "related")
)
_WORD = re.compile(r"[^\W\d_]{2,}")


def guess_day(source: str, text: str, blocks: Sequence[Block], addresses: Iterable[str]) -> str | None:
    """The day as ISO 8601, or None where nothing on the page bears the guess out."""
    if len(source) > LARGEST:
        return None
    shown = {day for address in addresses for day in days_in(address)}
    for block in blocks:
        line = text[block.start : min(block.end, block.start + 200)]
        if len(_WORD.findall(line)) <= OTHER_WORDS + 1 and not _ELSEWHERE & set(block.hints):
            shown |= days_in(line)
    if not shown:
        return None
    day = _ask_htmldate(source)
    return day if day in shown else None


def _ask_htmldate(source: str) -> str | None:
    import logging

    from htmldate import find_date

    logging.getLogger("htmldate").setLevel(logging.CRITICAL)
    try:
        # A fixed end of time: the default, today, would make the answer depend on the day of the run.
        return find_date(source, original_date=True, min_date="1990-01-01", max_date="2199-12-31")
    except Exception:  # noqa: BLE001 - a third party's parser on hostile input may raise anything
        return None
