"""Sentences: groups the tokens of one text into sentences, made for news prose.

A sentence ends at a full stop, question or exclamation mark or ellipsis with its closing quotes and brackets, unless
the stop belongs to an abbreviation or what follows goes on (lower case, or the reporting clause of a quoted question).
"""

from __future__ import annotations

import re

from hearsay.lexicons import read_table

__all__ = ["MAX_SENTENCE", "cut_sentences"]

MAX_SENTENCE = 160  # tokens; a longer run is cut at its last comma, semicolon or dash, or where it must be

_LEXICON = read_table("abbreviations.toml")
_HOLDS = frozenset(w + "." for w in (*_LEXICON["title"], *_LEXICON["number"], *_LEXICON["onward"]))
_TITLES = frozenset(w + "." for w in _LEXICON["title"])
_HOURS = frozenset(("a.m.", "p.m."))
_STARTERS = frozenset(_LEXICON["starters"])
_ENDER = re.compile(r"(?:[!?]+|\.+|…+|[。！？])$")
_STOPS = frozenset("!?.…。！？")
_CLOSERS = frozenset(("”", "’", "»", ")", "]", "}", "''", "’’", '"', "'"))
_EITHER = frozenset(('"', "'"))  # closing only when glued to what stands before
_OPENERS = frozenset(("“", "‘", "«", '"', "'", "(", "[", "``", "‘‘", "-", "–", "—", "•", "*"))
_SPEAK = frozenset(_LEXICON["speak"])
_BLANK = re.compile(r"\n\s*\n|\n\s*[•*·-]\s")


def cut_sentences(text: str, tokens: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Sentences as (first token, past the last token); every token is in exactly one, in order."""
    words = [text[a:b] for a, b in tokens]
    out: list[tuple[int, int]] = []
    first = at = 0
    while at < len(words):
        end = _end_after(text, tokens, words, first, at)
        if end is None:
            at += 1
            continue
        out.extend(_limit(words, first, end))
        first = at = end
    out.extend(_limit(words, first, len(words)))
    return out


def _end_after(text: str, tokens: list[tuple[int, int]], words: list[str], first: int, at: int) -> int | None:
    """Where the next sentence begins when one ends with token ``at``, else None."""
    if at + 1 >= len(words):
        return None
    if "\n" in text[tokens[at][1] - 1 : tokens[at + 1][0]] and _BLANK.search(
        text, tokens[at][1] - 1, tokens[at + 1][0] + 2
    ):
        return at + 1
    word = words[at]
    if word[-1] not in _STOPS:
        return None
    abbreviated = len(word) > 1 and word[-1] == "." and word[0] not in ".…"
    if not abbreviated and not _ENDER.search(word):
        return None
    if word in _HOLDS or word.title() in _HOLDS:
        return None
    after = at + 1
    while after < len(words) and words[after] in _CLOSERS and _closes(text, tokens, words[after], after):
        after += 1
    quoted = after > at + 1
    noted = after
    while (end := _note_end(words, noted)) is not None:
        noted = end
    if noted > after and not abbreviated:
        return noted if noted < len(words) else None  # "She left.[7] He stayed."
    if after >= len(words):
        return None
    opening = after
    while opening < len(words) - 1 and words[opening] in _OPENERS:
        opening += 1
    following = words[opening]
    if abbreviated:
        if following[0].islower() or (opening > after and words[after] == "("):
            return None
        if not (following[0].isalnum() or opening > after):
            return None  # the "B.A.", a degree
        hour = word.lower() in _HOURS and following in _TITLES
        return after if quoted or following in _STARTERS or opening > after or hour else None
    if word == "." and (_is_number(words, first, at) or _is_aside(words, first, at, following)):
        return None
    if following[0].islower() and following == following.lower():
        spaced = tokens[after][0] > tokens[at][1]
        plain = (
            word == "." and not quoted and spaced and at > first and words[at - 1].isalpha() and len(words[at - 1]) > 2
        )
        return after if plain or (spaced and not quoted and _is_loud(words, first, at, after)) else None
    if not (following[0].isalnum() or opening > after):
        return None
    if quoted and word[-1] in "?!" and any(w.lower() in _SPEAK for w in words[after + 1 : after + 4]):
        return None
    return after


def _is_loud(words: list[str], first: int, at: int, after: int) -> bool:
    """As in "where are they? nobody knows", written without care; not "Yahoo! said", not "Why? she asked"."""
    loud = words[at][-1] in "?!" and at > first and words[at - 1].islower()
    return loud and not any(w.lower() in _SPEAK for w in words[after : after + 4])


def _note_end(words: list[str], at: int) -> int | None:
    """Past a footnote mark: "[7]", "[citation needed]"."""
    if at + 2 < len(words) and words[at] == "[":
        if words[at + 1].isdigit() and words[at + 2] == "]":
            return at + 3
        if words[at + 1 : at + 4] == ["citation", "needed", "]"]:
            return at + 4
    return None


def _is_number(words: list[str], first: int, at: int) -> bool:
    """The number of a list or a heading: "2. Bread", "4.1. Methods", "needed: 1. Water"."""
    number = words[at - 1] if at > first else ""
    if not number.replace(".", "").isdigit():
        return False
    return at == first + 1 or words[at - 2] == ":"


def _is_aside(words: list[str], first: int, at: int, following: str) -> bool:
    """Short forms of a life in brackets: "(b. 1951)", "(m. 1977; div. 1979)"."""
    if at < first + 2 or not (words[at - 1].islower() and len(words[at - 1]) <= 3):
        return False
    if words[at - 2] == "(":
        return True
    return (
        following[0].isdigit() and "(" in words[max(first, at - 12) : at] and ")" not in words[max(first, at - 12) : at]
    )


def _closes(text: str, tokens: list[tuple[int, int]], word: str, at: int) -> bool:
    start, end = tokens[at]
    glued = start > 0 and not text[start - 1].isspace()
    if word in _EITHER:
        return glued and (end >= len(text) or not text[end].isalnum())
    return glued or word in ("”", "»", ")", "]")


def _limit(words: list[str], first: int, end: int) -> list[tuple[int, int]]:
    out = []
    while end - first > MAX_SENTENCE:
        window = range(first + MAX_SENTENCE - 1, first + MAX_SENTENCE // 2, -1)
        cut = next((i + 1 for i in window if words[i] in (";", ",", "–", "—", "--", ":")), first + MAX_SENTENCE)
        out.append((first, cut))
        first = cut
    if end > first:
        out.append((first, end))
    return out
