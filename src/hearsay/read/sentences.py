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
_STARTERS = frozenset(_LEXICON["starters"])
_ENDER = re.compile(r"(?:[!?]+|\.+|…+|[。！？])$")
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
    if _BLANK.search(text, tokens[at][1] - 1, tokens[at + 1][0] + 2):
        return at + 1
    word = words[at]
    abbreviated = len(word) > 1 and word[-1] == "." and word[0] not in ".…"
    if not abbreviated and not _ENDER.search(word):
        return None
    if word in _HOLDS or word.title() in _HOLDS:
        return None
    after = at + 1
    while after < len(words) and words[after] in _CLOSERS and _closes(text, tokens, words[after], after):
        after += 1
    quoted = after > at + 1
    if after >= len(words):
        return None
    opening = after
    while opening < len(words) - 1 and words[opening] in _OPENERS:
        opening += 1
    following = words[opening]
    if abbreviated:
        return after if quoted or following in _STARTERS or opening > after else None
    if at == first + 1 and words[first].isdigit() and word == ".":
        return None  # the number of a list
    if following[0].islower() and following == following.lower():
        spaced = tokens[after][0] > tokens[at][1]
        plain = (
            word == "." and not quoted and spaced and at > first and words[at - 1].isalpha() and len(words[at - 1]) > 2
        )
        return after if plain else None
    if not (following[0].isalnum() or opening > after):
        return None
    if quoted and word[-1] in "?!" and any(w.lower() in _SPEAK for w in words[after + 1 : after + 4]):
        return None
    return after


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
