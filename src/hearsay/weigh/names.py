"""Names: whether two may be one person, one outlet, one body, judged by words alone."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Literal

from hearsay.text import fold, initials, words
from hearsay.weigh.words import find_nations, nations_meet, read_tables

__all__ = ["body_core", "compare_bodies", "outlet_words", "outlets_meet", "person_words", "persons_meet"]

Fit = Literal["same", "open", "different"]

_NEAR = 0.75  # spellings this alike may be one name
_LONG = 7  # parts of a name; past this nothing is shown
_VOWELS = re.compile(r"[aeiouyhw']+")
_SOUNDS = (
    ("tsch", "c"), ("sch", "s"), ("kh", "k"), ("ph", "f"), ("ts", "c"), ("tz", "c"), ("ch", "c"), ("cz", "c"),
    ("sh", "s"), ("sz", "s"), ("zh", "z"), ("dj", "j"), ("gh", "g"), ("th", "t"), ("q", "k"), ("x", "ks"),
    ("ck", "k"), ("v", "w"), ("j", "i"), ("z", "s"),
)  # fmt: skip


def person_words(name: str) -> tuple[str, ...]:
    """The parts of a person's name, folded, without titles; initials keep their one letter."""
    titles = read_tables().titles
    parts = [w for w in words(name.replace("-", " ").replace(".", " ")) if not w.isdigit()]
    bare = [w for w in parts if w not in titles]
    return tuple(bare or parts)


@lru_cache(maxsize=65536)
def persons_meet(a: tuple[str, ...], b: tuple[str, ...]) -> bool:
    """True where one name may be a short, initialled, misspelt or transliterated form of the other."""
    particles = read_tables().particles
    one = tuple(w for w in a if w not in particles) or a
    two = tuple(w for w in b if w not in particles) or b
    if "".join(sorted(one)) == "".join(sorted(two)) or _alike("".join(one), "".join(two)):
        return True
    few, many = sorted((one, two), key=lambda t: (len(t), t))
    return len(few) > _LONG or _embeds(few, list(many))


@lru_cache(maxsize=65536)
def outlet_words(name: str) -> tuple[str, ...]:
    """What names an outlet: words without the article and the domain's ending."""
    tables = read_tables()
    parts = [w for w in words(name.replace(".", " ")) if w not in tables.filler]
    while "." in name and len(parts) > 1 and parts[-1] in tables.endings:
        parts.pop()
    return tuple(parts)


def outlets_meet(a: str, b: str) -> bool:
    """True where two outlet names may mean one outlet: one inside the other, its initials, nearly its spelling."""
    one, two = outlet_words(a), outlet_words(b)
    if not one or not two or set(one) <= set(two) or set(two) <= set(one):
        return True
    joined_a, joined_b = "".join(one), "".join(two)
    if joined_a in joined_b or joined_b in joined_a or _alike(joined_a, joined_b, 0.85):
        return True
    if _abbreviates(a, b) or _abbreviates(b, a):
        return True
    few, many = sorted((one, two), key=lambda t: (len(t), t))
    return len(few) == len(many) and all(_alike(x, y) for x, y in zip(few, many, strict=True))


@lru_cache(maxsize=65536)
def body_core(name: str) -> frozenset[str]:
    """The words that tell a body from others; all of its words where none does."""
    tables = read_tables()
    every = frozenset(words(name)) - tables.stop
    core = frozenset(w for w in every - tables.generic if not find_nations(w, anywhere=True))
    return core or every


@lru_cache(maxsize=65536)
def compare_bodies(a: str, b: str) -> Fit:
    """Same words: same. One inside the other by words, initials or the table of wholes: open. Else different."""
    tables = read_tables()
    full_a, full_b = frozenset(words(a)) - tables.stop, frozenset(words(b)) - tables.stop
    if full_a == full_b:
        return "same"
    if not nations_meet(find_nations(a, anywhere=True), find_nations(b, anywhere=True)):
        return "different"
    core_a, core_b = body_core(a), body_core(b)
    if core_a <= core_b or core_b <= core_a or full_a <= full_b or full_b <= full_a:
        return "open"
    if _abbreviates(a, b) or _abbreviates(b, a) or _holds(core_a, core_b) or _holds(core_b, core_a):
        return "open"
    if (_is_whole(full_a) and not full_b & tables.private) or (_is_whole(full_b) and not full_a & tables.private):
        return "open"
    return _by_words(a, b, core_a, core_b)


def _by_words(a: str, b: str, core_a: frozenset[str], core_b: frozenset[str]) -> Fit:
    shared = core_a & core_b
    left, right = core_a - shared, core_b - shared
    if all(any(_alike(x, y, 0.85) for y in right) for x in left) or all(
        any(_alike(x, y, 0.85) for y in left) for x in right
    ):
        return "open"
    # "Ostrava police" and "Brno police" are two bodies; "river police" and "Ostrava police" need not be.
    if shared & read_tables().body_nouns and not (_proper(a, left) and _proper(b, right)):
        return "open"
    return "different"


def _is_whole(every: frozenset[str]) -> bool:
    """True for a government as such: "the Czech government", "authorities", "Colombia"."""
    tables = read_tables()
    rest = frozenset(w for w in every - tables.generic if not find_nations(w, anywhere=True))
    return rest <= tables.whole and (bool(rest) or not every & tables.body_nouns)


def _proper(name: str, wanted: frozenset[str]) -> bool:
    return any(token[:1].isupper() and wanted & set(words(token)) for token in name.split())


def _holds(whole: frozenset[str], part: frozenset[str]) -> bool:
    return any(whole & w and part & p for w, p in read_tables().contains)


def _abbreviates(short: str, long: str) -> bool:
    plain = short.replace(".", "").strip()
    return 2 <= len(plain) <= 8 and " " not in plain and fold(plain) == fold(initials(long)) and " " in long.strip()


def _embeds(few: tuple[str, ...], many: list[str]) -> bool:
    """True where every part of the shorter name has a part of the longer one of its own."""
    if not few:
        return True
    first, rest = few[0], few[1:]
    return any(_part_meets(first, part) and _embeds(rest, many[:i] + many[i + 1 :]) for i, part in enumerate(many))


@lru_cache(maxsize=65536)
def _part_meets(a: str, b: str) -> bool:
    if a == b or _alike(a, b):
        return True
    if (len(a) == 1 or len(b) == 1) and a[0] == b[0]:
        return True
    if min(len(a), len(b)) >= 3 and (a.startswith(b) or b.startswith(a)):
        return True
    short = read_tables().short
    return bool(short.get(a, frozenset()) & short.get(b, frozenset()))


@lru_cache(maxsize=65536)
def _alike(a: str, b: str, near: float = _NEAR) -> bool:
    if a == b:
        return True
    longest = max(len(a), len(b))
    if longest < 4 or min(len(a), len(b)) / longest < near - 0.15:
        return False
    if near <= _NEAR and len(_skeleton(a)) >= 2 and _skeleton(a) == _skeleton(b):
        return True
    # Each slip changes two letters of the set at most: a cheap way out of most comparisons.
    if (_letters(a) ^ _letters(b)).bit_count() > 2 * (longest - int(near * longest)):
        return False
    from rapidfuzz.distance import OSA

    return OSA.normalized_similarity(a, b) >= near


@lru_cache(maxsize=65536)
def _letters(word: str) -> int:
    mask = 0
    for c in word:
        mask |= 1 << (ord(c) & 63)
    return mask


@lru_cache(maxsize=65536)
def _skeleton(word: str) -> str:
    """The consonants that survive a change of alphabet."""
    for old, new in _SOUNDS:
        word = word.replace(old, new)
    first, rest = word[:1], _VOWELS.sub("", word[1:])
    bare = first + rest
    return "".join(c for i, c in enumerate(bare) if i == 0 or c != bare[i - 1])
