"""The kinds of copy a workload holds: what each makes of its source, word by word.

A word is ``(text, origin, place)``: the document it was first written in and its place there. A word that a copy
puts in or changes has no origin (−1): an engine owes nothing for it.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Sequence

__all__ = ["HOSTED", "KINDS", "Paragraphs", "Word", "make_copy"]

Word = tuple[str, int, int]
Paragraphs = list[list[Word]]

_FEWEST = 40  # words a trimmed copy keeps
_LIFTED = (40, 90)
_QUOTED = (12, 25)


def make_copy(kind: str, source: Paragraphs, host: Paragraphs, pool: Sequence[str], rnd: random.Random) -> Paragraphs:
    """A copy of ``source``; ``host`` is the fresh article that takes up what is lifted, quoted or newly led in."""
    made = KINDS[kind]([list(p) for p in source], [list(p) for p in host], pool, rnd)
    return [p for p in made if p]


def _exact(source: Paragraphs, host: Paragraphs, pool: Sequence[str], rnd: random.Random) -> Paragraphs:
    """The whole text."""
    return source


def _trimmed(source: Paragraphs, host: Paragraphs, pool: Sequence[str], rnd: random.Random) -> Paragraphs:
    """The first 40 to 80 % of the paragraphs."""
    part = source[: max(1, round(len(source) * rnd.uniform(0.4, 0.8)))]
    flat = _flat(source)
    return part if sum(map(len, part)) >= _FEWEST else [flat[: max(60, len(flat) // 2)]]


def _edited(source: Paragraphs, host: Paragraphs, pool: Sequence[str], rnd: random.Random) -> Paragraphs:
    """5 to 15 % of the words replaced, left out or put in; one paragraph in ten left out."""
    rate = rnd.uniform(0.05, 0.15)
    made: Paragraphs = []
    for paragraph in source:
        if rnd.random() < 0.1:
            continue
        words: list[Word] = []
        for word in paragraph:
            dice = rnd.random()
            if dice < rate * 0.5:
                words.append(_own(rnd.choice(pool)))
            elif dice >= rate * 0.75:
                words.append(word)
                if dice < rate:
                    words.append(_own(rnd.choice(pool)))
        made.append(words)
    return made if any(made) else source


def _lifted(source: Paragraphs, host: Paragraphs, pool: Sequence[str], rnd: random.Random) -> Paragraphs:
    """One or two runs of 40 to 90 words in a fresh article."""
    for _ in range(rnd.choice((1, 2))):
        host.insert(rnd.randint(0, len(host)), _take(source, _LIFTED, rnd))
    return host


def _quoted(source: Paragraphs, host: Paragraphs, pool: Sequence[str], rnd: random.Random) -> Paragraphs:
    """12 to 25 words in quotation marks in a fresh article."""
    said = [(w.strip('"“”'), o, i) for w, o, i in _take(source, _QUOTED, rnd)]
    said = [w for w in said if w[0]]
    said[0] = ("“" + said[0][0], *said[0][1:])
    said[-1] = (said[-1][0] + "”", *said[-1][1:])
    host.insert(rnd.randint(0, len(host)), [_own("He"), _own("said:"), *said])
    return host


def _reordered(source: Paragraphs, host: Paragraphs, pool: Sequence[str], rnd: random.Random) -> Paragraphs:
    """All paragraphs, in another order."""
    rnd.shuffle(source)
    return source


def _led(source: Paragraphs, host: Paragraphs, pool: Sequence[str], rnd: random.Random) -> Paragraphs:
    """Another first paragraph."""
    lead = [_own(w) for w, _, _ in host[0]]
    return [lead, *source[1:]] if len(source) > 1 else [lead, source[0][len(source[0]) // 3 :]]


def _numbers(source: Paragraphs, host: Paragraphs, pool: Sequence[str], rnd: random.Random) -> Paragraphs:
    """Numbers up to ninety-nine in letters, small ones in letters as figures."""
    return [[_in_other_form(word) for word in paragraph] for paragraph in source]


def _requoted(source: Paragraphs, host: Paragraphs, pool: Sequence[str], rnd: random.Random) -> Paragraphs:
    """Straight quotation marks and apostrophes curly, curly ones straight. The words stay the same."""
    return [[(_turn_quotes(w), o, i) for w, o, i in paragraph] for paragraph in source]


def _scanned(source: Paragraphs, host: Paragraphs, pool: Sequence[str], rnd: random.Random) -> Paragraphs:
    """2 to 6 % of the words misread as a scanner does."""
    rate = rnd.uniform(0.02, 0.06)
    return [[_misread(word, rnd) if rnd.random() < rate else word for word in paragraph] for paragraph in source]


KINDS: dict[str, Callable[[Paragraphs, Paragraphs, Sequence[str], random.Random], Paragraphs]] = {
    "exact": _exact,
    "trimmed": _trimmed,
    "edited": _edited,
    "lifted": _lifted,
    "quoted": _quoted,
    "reordered": _reordered,
    "new lede": _led,
    "numbers": _numbers,
    "quotes": _requoted,
    "scanned": _scanned,
}
HOSTED = frozenset(("lifted", "quoted", "new lede"))  # kinds that need a fresh article


def _own(word: str) -> Word:
    return word, -1, -1


def _flat(source: Paragraphs) -> list[Word]:
    return [w for p in source for w in p]


def _take(source: Paragraphs, length: tuple[int, int], rnd: random.Random) -> list[Word]:
    flat = _flat(source)
    count = min(len(flat), rnd.randint(*length))
    at = rnd.randint(0, len(flat) - count)
    return flat[at : at + count]


_SMALL = (
    *("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"),
    *("thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"),
)
_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_IN_LETTERS = {
    **{str(i): word for i, word in enumerate(_SMALL)},
    **{str(20 + 10 * i): word for i, word in enumerate(_TENS)},
    **{str(20 + 10 * i + j): f"{ten}-{_SMALL[j]}" for i, ten in enumerate(_TENS) for j in range(1, 10)},
}
_IN_FIGURES = {word: figure for figure, word in _IN_LETTERS.items() if word not in ("one", "zero")}
_CORE = re.compile(r"^(\W*)(.*?)(\W*)$", re.DOTALL)


def _in_other_form(word: Word) -> Word:
    match = _CORE.match(word[0])
    assert match is not None
    before, core, after = match.groups()
    other = _IN_LETTERS.get(core) or _IN_FIGURES.get(core)
    return _own(before + other + after) if other else word


_TURNED = str.maketrans({"“": '"', "”": '"', "‘": "'", "’": "'", "'": "’"})


def _turn_quotes(word: str) -> str:
    if '"' in word:  # straight: opening before the first letter, closing after it
        first = next((i for i, c in enumerate(word) if c.isalnum()), len(word))
        return "".join(("“" if i < first else "”") if c == '"' else c for i, c in enumerate(word))
    return word.translate(_TURNED)


_CONFUSED = (
    ("rn", "m"),
    ("m", "rn"),
    ("cl", "d"),
    ("l", "1"),
    ("o", "0"),
    ("e", "c"),
    ("h", "b"),
    ("i", "l"),
    ("s", "5"),
)


def _misread(word: Word, rnd: random.Random) -> Word:
    text = word[0]
    fitting = [(good, bad) for good, bad in _CONFUSED if good in text]
    if fitting:
        good, bad = rnd.choice(fitting)
        return _own(text.replace(good, bad, 1))
    return _own(text + rnd.choice(".,'i")) if rnd.random() < 0.3 else _own(text[1:] or "|")
