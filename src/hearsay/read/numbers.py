"""Numbers: finds number words and figures in a sentence and what interval they name by themselves.

Vague wording has the intervals of the table in ``lexicons/quantities.toml``; a range is one number; bounds such as "at
least" are put on later, in ``quantities``.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache

from hearsay.lexicons import read_table

__all__ = ["Number", "find_numbers", "phrase_at", "phrase_before", "phrases", "split_price"]

_THOUSANDS = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?$")
_PLAIN = re.compile(r"\d{1,15}(?:\.\d{1,9})?$")
_PRICED = re.compile(r"([^\W\d_]{2,4})(\d[\d.,]{0,20})$")
_CONTINENTAL = re.compile(r"\d{1,3}(?:\.\d{3})+$")
_GLUED_SCALES = frozenset(("m", "k", "b"))
_RANGE_MARKS = frozenset(("-", "–", "—", "to"))
_SIGNS = frozenset("$ € £ ¥ ₹ ₴ ₽ us$ a$ c$ % percent".split())  # noqa: SIM905

_LENGTHS = (["above"], ["high"], ["long"], ["wide"], ["tall"], ["deep"], ["below"], ["away"], ["race"], ["apart"])

Phrases = dict[str, list[tuple[tuple[str, ...], str]]]


@dataclass(frozen=True, slots=True)
class Number:
    """Tokens ``first`` up to ``end`` name [low, high].

    ``kind`` is exact, vague, range or fraction; ``figure``: written in digits.
    """

    first: int
    end: int
    low: float
    high: float
    kind: str
    figure: bool = False


def find_numbers(words: Sequence[str], glued: Sequence[bool]) -> list[Number]:
    """The numbers of one sentence, disjoint and in order.

    ``words`` are in lower case; ``glued[i]`` says that no space stands before word i.
    """
    out: list[Number] = []
    i = 0
    while i < len(words):
        number = _vague_at(words, i) or _cardinal_at(words, glued, i)
        if number is None:
            i += 1
            continue
        number = _range(words, glued, number)
        out.append(number)
        i = number.end
    return out


@cache
def phrases(table: str, *keys: str) -> Phrases:
    """The phrases of a part of the quantity lexicon by first word, longest first, each with its class."""
    node = read_table("quantities.toml")[table]
    rows = [(p, k) for k in (keys or tuple(node)) for p in (node[k] if isinstance(node[k], list) else [k])]
    out: Phrases = {}
    for phrase, key in rows:
        parts = tuple(re.findall(r"[^\s-]+|-", phrase))
        out.setdefault(parts[0], []).append((parts, key))
    return {w: sorted(rows, key=lambda r: (-len(r[0]), r)) for w, rows in out.items()}


def phrase_at(words: Sequence[str], i: int, table: Phrases) -> tuple[int, str] | None:
    """The longest phrase that starts at ``i``: the index past it, and its class."""
    if i >= len(words):
        return None
    for parts, key in table.get(words[i], ()):
        if tuple(words[i : i + len(parts)]) == parts:
            return i + len(parts), key
    return None


def phrase_before(words: Sequence[str], end: int, table: Phrases) -> tuple[int, str] | None:
    """The longest phrase that ends before ``end``: the index it starts at, and its class."""
    for start in range(max(0, end - 6), end):
        found = phrase_at(words, start, table)
        if found:
            for parts, key in table[words[start]]:
                if start + len(parts) == end and tuple(words[start:end]) == parts:
                    return start, key
    return None


@cache
def _vague() -> tuple[Phrases, dict[str, tuple[list[float], str]]]:
    lexicon = read_table("quantities.toml")
    values = {p: (v, "vague") for p, v in lexicon["vague"].items()}
    values |= {p: (v, "fraction") for p, v in lexicon["fraction"].items()}
    table: Phrases = {}
    for phrase in values:
        parts = tuple(re.findall(r"[^\s-]+|-", phrase))
        table.setdefault(parts[0], []).append((parts, phrase))
    return {w: sorted(rows, key=lambda r: (-len(r[0]), r)) for w, rows in table.items()}, values


def _vague_at(words: Sequence[str], i: int) -> Number | None:
    table, values = _vague()
    found = phrase_at(words, i, table)
    if not found:
        return None
    end, phrase = found
    (low, high), kind = values[phrase]
    scale = _scales().get(words[end], 0) if end < len(words) else 0
    if scale >= 1000 and kind == "vague" and words[end] not in _GLUED_SCALES:
        return Number(i, end + 1, low * scale, high * scale, kind)
    if kind == "fraction" and not (end < len(words) and words[end] in ("of", "the", "its", "their", "a", "all")):
        return None
    return Number(i, end, low, high, "exact" if low == high and kind == "vague" else kind)


@cache
def _scales() -> dict[str, int]:
    return dict(read_table("quantities.toml")["scale"])


@cache
def _ones() -> dict[str, int]:
    return dict(read_table("quantities.toml")["ones"])


def _cardinal_at(words: Sequence[str], glued: Sequence[bool], i: int) -> Number | None:
    word = words[i]
    if word[0].isdigit() or split_price(word):
        return _figure_at(words, glued, i)
    if word in _ones() or (
        word in ("a", "an") and i + 1 < len(words) and _scales().get(words[i + 1], 0) in (100, 1000, 10**6, 10**9)
    ):
        if word in ("a", "an") and words[i + 1] in ("m", "k", "b", "bn", "mn"):
            return None
        return _spelled_at(words, i)
    return None


def split_price(word: str) -> tuple[str, str] | None:
    """The sign and the figure of an amount written as one word: "Sh312", "Rs38"."""
    found = _PRICED.match(word)
    return (found[1], found[2]) if found and found[1].upper() in _currency_codes() else None


@cache
def _currency_codes() -> frozenset[str]:
    return frozenset(sign.upper() for sign in read_table("quantities.toml")["currency"])


@cache
def _money_words() -> frozenset[str]:
    return frozenset(sign.lower() for sign in read_table("quantities.toml")["currency"])


def _figure_at(words: Sequence[str], glued: Sequence[bool], i: int) -> Number | None:
    price = split_price(words[i])
    word = price[1] if price else words[i]
    if _CONTINENTAL.match(word) and (word.count(".") > 1 or (words[i + 1 : i + 2] and words[i + 1] in _money_words())):
        word = word.replace(".", "")
    if not (_THOUSANDS.match(word) or _PLAIN.match(word)):
        return None
    value, end = float(word.replace(",", "")), i + 1
    while end < len(words):
        at = end + 1 if words[end] == "-" and end + 1 < len(words) and words[end + 1] in _scales() else end
        scale = _scales().get(words[at], 0)
        long = words[at] == "m" and (value >= 1000 or words[at + 1 : at + 2] in _LENGTHS)
        if long:
            break
        priced = price is not None or (i > 0 and words[i - 1] in _SIGNS)
        if not scale or (words[at] in _GLUED_SCALES and not glued[at] and not priced):
            break
        value, end = value * scale, at + 1
    return Number(i, end, value, value, "exact", figure=True)


def _spelled_at(words: Sequence[str], i: int) -> Number | None:
    ones, scales = _ones(), _scales()
    total = current = 0.0
    end, last = i, 0.0
    while end < len(words):
        word = words[end]
        if word in ("a", "an") and end == i:
            current = 1
        elif word in ones and (end == i or last >= 100 or (last >= 20 and last % 10 == 0 and 0 < ones[word] < 10)):
            current += ones[word]
            last = ones[word]
        elif (word == "-" and 20 <= last < 100 and end + 1 < len(words) and 0 < ones.get(words[end + 1], 0) < 10) or (
            word == "and" and last >= 100 and end + 1 < len(words) and words[end + 1] in ones
        ):
            pass
        elif (
            word == "and"
            and tuple(words[end + 1 : end + 3]) == ("a", "half")
            and words[min(end + 3, len(words) - 1)] in scales
        ):
            current += 0.5
            end += 2
        elif word in scales and word not in _GLUED_SCALES and current:
            if scales[word] == 100 or scales[word] == 12:
                current *= scales[word]
            else:
                total += current * scales[word]
                current = 0
            last = max(100.0, scales[word])
        else:
            break
        end += 1
    value = total + current
    return Number(i, end, value, value, "exact") if end > i else None


def _one_in(words: Sequence[str], glued: Sequence[bool], a: Number, at: int) -> Number:
    """A share said as "one in five"; "two in three days" is none."""
    b = _cardinal_at(words, glued, at)
    if b is None or b.figure or not a.low < b.low <= 100:
        return a
    if words[b.end : b.end + 1] in ([], ["days"], ["weeks"], ["months"], ["years"], ["hours"], ["minutes"]):
        return a
    return replace(b, first=a.first, low=a.low / b.low, high=a.low / b.low, kind="fraction")


def _range(words: Sequence[str], glued: Sequence[bool], a: Number) -> Number:
    """Two numbers that name the ends of one interval; else ``a`` itself."""
    at = a.end
    while at < len(words) and words[at] in ("%", "percent", "per", "cent"):
        at += 1
    if at + 1 >= len(words) or a.kind not in ("exact", "vague"):
        return a
    before = words[a.first - 1] if a.first else ""
    before = words[a.first - 2] if before in _SIGNS and a.first > 1 else before
    mark = words[at]
    if mark == "in" and a.kind == "exact" and not a.figure:
        return _one_in(words, glued, a, at + 1)
    if mark in _RANGE_MARKS:
        changes = read_table("quantities.toml")["words"]["changes"]
        rising = before == "from" and any(w in changes for w in words[max(0, a.first - 6) : a.first])
        if rising or (mark == "to" and before in ("up", "by")):
            return a
    elif not (mark == "and" and before == "between") and not (mark == "or" and a.kind == "exact"):
        return a
    start = at + 1
    while start < len(words) and words[start] in _SIGNS:
        start += 1
    b = _cardinal_at(words, glued, start) if start < len(words) else None
    if b is None:
        return a
    low = a.low
    scale = next((s for s in (10**12, 10**9, 10**6, 1000, 100, 12) if b.high >= s and words[b.end - 1] in _scales()), 1)
    scale = _scales().get(words[b.end - 1], 1) if scale > 1 else 1
    if scale > 1 and a.high < b.high / scale and words[a.end - 1] not in _scales():
        low = a.low * scale
    if not low < b.high or (mark == "or" and b.high > 2 * low) or (mark in ("-", "–") and b.high > 1000 * max(low, 1)):
        return a
    return replace(b, first=a.first, low=low, high=b.high, kind="range")
