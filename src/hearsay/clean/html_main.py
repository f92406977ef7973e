"""Which blocks of a page are its main text: what an extractor returns, aligned back onto the blocks by their words."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from hearsay.clean.html_page import Block

__all__ = ["mark_main"]

LARGEST: Final = 3_000_000  # characters of source; the extractor takes seconds beyond
GRAM: Final = 4  # words
SHARE: Final = 0.6  # of a block's grams that the extractor must have kept
NEAR: Final = 6  # blocks around the story in which a short line is believed to be part of it

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
    """Mark the blocks whose words stand in ``kept``: long ones by their word 4-grams, short ones as whole lines."""
    lines = [tuple(_TOKEN.findall(line.casefold())) for line in kept.split("\n")]
    words = [w for line in lines for w in line]
    grams = {hash(tuple(words[i : i + GRAM])) for i in range(len(words) - GRAM + 1)}
    whole = Counter("".join(line) for line in lines if line)
    keys: list[str] = []
    main: list[bool] = []
    sure: list[int] = []
    for i, block in enumerate(blocks):
        mine = _TOKEN.findall(text[block.start : block.end].casefold())
        keys.append("".join(mine))
        total = len(mine) - GRAM + 1
        if total >= GRAM:
            hits = sum(hash(tuple(mine[k : k + GRAM])) in grams for k in range(total))
            main.append(hits >= SHARE * total)
            if main[-1] and total >= 2 * GRAM:
                sure.append(i)
        else:
            main.append(keys[-1] in whole)
    _thin_repeats(keys, main, sure, whole)
    return [replace(b, main=m) for b, m in zip(blocks, main, strict=True)]


def _thin_repeats(keys: list[str], main: list[bool], sure: list[int], whole: Counter[str]) -> None:
    """Where a line stands more often on the page than in the main text, keep those nearest to the story."""
    spots: dict[str, list[int]] = {}
    for i, key in enumerate(keys):
        if main[i]:
            spots.setdefault(key, []).append(i)
    once = [i for i in sure if len(spots[keys[i]]) == 1] or sure
    if not once:
        return

    def distance(i: int) -> int:
        k = bisect_left(once, i)
        return min(abs(i - once[j]) for j in (k - 1, k) if 0 <= j < len(once))

    for key, found in spots.items():
        allowed = max(1, whole.get(key, 1))
        if len(found) > allowed:
            for i in sorted(found, key=lambda i: (distance(i), i))[allowed:]:
                main[i] = False
        short = len(key) < 40
        for i in found:
            if main[i] and short and distance(i) > NEAR and len(found) > 1:
                main[i] = False
