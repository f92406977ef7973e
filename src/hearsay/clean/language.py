"""The language a report is told in, judged by its story and not by the page around it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from hearsay.clean.lexicon import lexicon
from hearsay.types import Line

__all__ = ["language_of"]

SEEN = 6000  # characters that decide
CLEAR = 0.28  # share of English function words that settles it
_WORD = re.compile(r"[^\W\d_]+")


def language_of(text: str, lines: Sequence[Line]) -> str:
    """An ISO 639-1 code; "und" where there are no words. English by its function words, else by py3langid."""
    story = " ".join(text[line.start : line.end] for line in lines if line.role in ("body", "quotation"))[:SEEN]
    if len(story.split()) < 8:
        story = text[:SEEN]
    tokens = _WORD.findall(story.casefold())
    if not tokens:
        return "und"
    english = lexicon().english
    share = sum(t in english for t in tokens) / len(tokens)
    if share >= CLEAR or (share >= 0.2 and len(tokens) < 40):
        return "en"
    import py3langid

    code = str(py3langid.classify(story)[0])
    return "en" if code != "en" and share >= 0.22 and len(tokens) < 80 else code
