"""What the model says of one text: the record between the two stages, offsets relative to the text."""

from __future__ import annotations

from dataclasses import dataclass

from hearsay.types import Sentence

__all__ = ["RawName", "TextParse"]


@dataclass(frozen=True, slots=True)
class RawName:
    """A name span as the taggers found it: kind PER, ORG, LOC or MISC."""

    start: int
    end: int
    kind: str


@dataclass(frozen=True, slots=True)
class TextParse:
    """One text read: sentences (``line`` is 0), names, and words that look like attribution cues with a probability."""

    sentences: tuple[Sentence, ...]
    names: tuple[RawName, ...]
    cues: tuple[tuple[int, int, float], ...] = ()
