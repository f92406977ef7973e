"""Which blocks of a page are its main text: what an extractor returns, aligned back onto the blocks by their words."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from itertools import accumulate
from typing import Final

from hearsay.clean.html_page import Block

__all__ = ["mark_main"]

LARGEST: Final = 3_000_000  # characters of source; the extractor takes seconds beyond
GRAM: Final = 4  # words
SHARE: Final = 0.6  # of a block's grams that the extractor must have kept
CROWD: Final = 10  # blocks on either side that tell whether a place is where the story stands
NEAR: Final = 6  # blocks from a paragraph of the story within which a repeated short line is still part of it

# Scripts without spaces count character by character.
_TOKEN = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]|[^\W_]+")


def mark_main(source: str, text: str, blocks: Sequence[Block]) -> tuple[list[Block], str | None]:
    """The blocks with ``main`` set, and a warning where no extractor could tell (``main`` is then None)."""
    if len(source) > LARGEST:
        return list(blocks), f"too large for the main-text extractor ({len(source)} characters): all text is kept"
    kept = _extract(source)
    if kept is None or not kept.strip():
        return list(blocks), "no main text was found: all text is kept"
    return align(kept, text, blocks), None


def _extract(source: str) -> str | None:
    """Trafilatura's main text; resiliparse's where it finds hardly any."""
    from resiliparse.extract.html2text import extract_plain_text

    found = _by_trafilatura(source)
    if found is not None and len(found) >= 200:
        return found
    second = str(extract_plain_text(source, main_content=True, alt_texts=False, list_bullets=False))
    return second if len(second) > 2 * len(found or "") else found


def _by_trafilatura(source: str) -> str | None:
    import logging

    import trafilatura

    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    try:
        found = trafilatura.extract(source, include_comments=False, with_metadata=False)
    except Exception:  # noqa: BLE001 - a third party's parser on hostile input may raise anything
        return None
    return str(found) if found else None


def align(kept: str, text: str, blocks: Sequence[Block]) -> list[Block]:
    """Mark the blocks whose words stand in ``kept``: long ones by their word 4-grams, short ones as whole lines.

    What ``kept`` says once is given to one place of the page: to where most of the story stands, there to the longer
    block, so that neither a teaser of the story nor a quotation pulled out of it is taken for the story.
    """
    words = [_TOKEN.findall(text[b.start : b.end].casefold()) for b in blocks]
    main = [False] * len(blocks)
    _mark_long(_TOKEN.findall(kept.casefold()), words, main)
    cells = (_squeeze(cell) for line in kept.split("\n") for cell in {line, *line.split("|")})
    _mark_short(Counter(cell for cell in cells if cell), words, main)
    return [replace(b, main=m) for b, m in zip(blocks, main, strict=True)]


def _squeeze(line: str) -> str:
    return "".join(_TOKEN.findall(line.casefold()))


def _grams(words: Sequence[str]) -> list[tuple[str, ...]]:
    return [tuple(words[k : k + GRAM]) for k in range(len(words) - GRAM + 1)]


def _mark_long(kept: Sequence[str], words: Sequence[Sequence[str]], main: list[bool]) -> None:
    left = Counter(_grams(kept))
    grams = {i: g for i, w in enumerate(words) if len(g := _grams(w)) >= GRAM}
    found = {i: g for i, g in grams.items() if sum(k in left for k in g) >= SHARE * len(g)}
    weight = [len(found.get(i, ())) for i in range(len(words))]
    around = [0, *accumulate(weight)]
    crowd = {i: around[min(len(words), i + CROWD + 1)] - around[max(0, i - CROWD)] for i in found}
    most = max(crowd.values(), default=0)
    for i in sorted(found, key=lambda i: (crowd[i] < 0.3 * most, -weight[i], i)):
        hits = [k for k in found[i] if left[k] > 0]
        if len(hits) >= SHARE * len(found[i]):
            main[i] = True
            left.subtract(hits)


def _mark_short(left: Counter[str], words: Sequence[Sequence[str]], main: list[bool]) -> None:
    """Short lines: all that the story holds inside it, and around it those nearest to it."""
    story = [i for i, m in enumerate(main) if m]

    def distance(i: int) -> int:
        k = bisect_left(story, i)
        return min((abs(i - story[j]) for j in (k - 1, k) if 0 <= j < len(story)), default=0)

    short = [i for i, w in enumerate(words) if w and len(w) < 2 * GRAM - 1 and "".join(w) in left]
    for i in sorted(short, key=lambda i: (distance(i), i)):
        key = "".join(words[i])
        if left[key] > 0 or (story and story[0] < i < story[-1] and distance(i) <= NEAR):
            main[i] = True
            left[key] -= 1
