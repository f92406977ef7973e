"""The lexicon of lines: what cookie bars, share buttons, corrections, notes and captions say, compiled once."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache, lru_cache

from hearsay.lexicons import read_table
from hearsay.text import fold_spaces

__all__ = ["Lexicon", "caption_at", "is_correction", "label_of", "lexicon", "plain_quotes"]

FILE = "clean_lines.toml"
_EDGE = re.compile(r"^[\W\d_]+|[\W\d_]+$")
_QUOTES = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "„": '"', "«": '"', "»": '"', " ": " "})


def plain_quotes(text: str) -> str:
    """The text with straight quotation marks and single spaces: what the patterns are written for."""
    return fold_spaces(text.translate(_QUOTES))


def label_of(text: str) -> str:
    """A line as the label list knows it: no case, edge punctuation or counters ("Comments (12)" is "comments")."""
    return _EDGE.sub("", plain_quotes(text)).casefold()


class Lexicon:
    """Compiled groups of patterns. Each ``find`` names the first group that matches, or None."""

    def __init__(self) -> None:
        table = read_table(FILE)
        self.labels: frozenset[str] = frozenset(table["labels"]["words"])
        self.english: frozenset[str] = frozenset(table["words"]["english"])
        self.foreign: frozenset[str] = frozenset(table["words"]["foreign"]) - self.english
        self.speech: frozenset[str] = frozenset(table["words"]["speech"])
        self.soft: dict[str, tuple[float, re.Pattern[str]]] = {
            name: (float(group["weight"]), _compile(group["patterns"])) for name, group in table["soft"].items()
        }
        self._hard = {name: _compile(patterns) for name, patterns in table["hard"].items()}
        self.plain = _compile(table["plain"]["patterns"])
        self.related = _compile(table["headings"]["related"])
        self.comments = _compile(table["headings"]["comments"])
        self.comment_marks = _compile(table["headings"]["comment_marks"])
        self.methods = _compile(table["notes"]["methods"])
        self.anonymity = _compile(table["notes"]["anonymity"])
        self.corrections = _compile(table["notes"]["corrections"])
        self.captions = _compile(table["notes"]["captions"])

    def hard(self, text: str) -> str | None:
        """The group of page talk that a line belongs to whatever its shape: cookies, newsletter, share, form."""
        return next((name for name, pattern in self._hard.items() if pattern.search(text)), None)

    def hard_groups(self, text: str) -> int:
        """How many groups of page talk a line belongs to."""
        return sum(1 for pattern in self._hard.values() if pattern.search(text))


@lru_cache(maxsize=8192)  # asked of a line for title, deck and role, and again in every reprint
def caption_at(plain: str) -> int | None:
    """Where a line of straight quotation marks has the mark of a caption; None where it has none."""
    match = lexicon().captions.search(plain)
    return match.start() if match else None


@lru_cache(maxsize=8192)
def is_correction(plain: str) -> bool:
    """Whether a line of straight quotation marks is worded as a correction or a note of the editors."""
    return lexicon().corrections.search(plain) is not None


def _compile(patterns: Iterable[str]) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{p})" for p in patterns), re.IGNORECASE)


@cache
def lexicon() -> Lexicon:
    """The lexicon, read on first use."""
    return Lexicon()
