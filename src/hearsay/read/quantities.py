"""Quantities: numbers of things, as closed intervals with what is counted.

Bounds follow DESIGN's table: "at least 12" is [12, None], "more than 12" [13, None], "up to 12" [0, 12], "nearly 12"
[0.85 n, n), "about 12" ±10 %. Ages, dates, clock times, years, addresses, telephone numbers, scores, ordinals and the
numbers in names are no quantities. Shares are parts of one.
"""

from __future__ import annotations

import math
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache

from hearsay.lexicons import read_table
from hearsay.read.idle import is_counted
from hearsay.read.numbers import Number, find_numbers, phrase_at, phrase_before, phrases
from hearsay.read.units import Counted, find_counted, is_currency, lexicon_words
from hearsay.types import How, Quantity, Sentence, Span

__all__ = ["find_quantities"]

_SKIPPED_BEFORE = frozenset(("$", "€", "£", "¥", "us$", "a", "an", "the", "usd", "us", "another", "a total of", "only"))
_UP_TO = frozenset(
    {"go", "goes", "going", "gone", "own", "owns", "owned", "owning", "put", "add", "adds", "added", "adding"}
)
_BIG = 1e15


def find_quantities(text: str, sentence: Sentence, taken: Sequence[Span] = ()) -> list[Quantity]:
    """The quantities of one sentence, in order.

    ``taken`` are spans of dates and times, whose numbers count nothing: disjoint and in order.
    """
    at = sentence.start
    first = bisect_right(taken, at, key=lambda s: s.end)
    near = taken[first : bisect_left(taken, sentence.end, key=lambda s: s.start)]
    by_itself = Sentence(
        0,
        sentence.end - at,
        0,
        tuple([a - at for a in sentence.starts]),
        tuple([b - at for b in sentence.ends]),
        sentence.upos,
        sentence.heads,
        sentence.deprels,
        sentence.lemmas,
    )
    found = _find(text[at : sentence.end], by_itself, tuple([Span(s.start - at, s.end - at) for s in near]))
    return [_shift(q, at) for q in found]


def _shift(q: Quantity, by: int) -> Quantity:
    noun = Span(q.noun.start + by, q.noun.end + by) if q.noun else None
    return replace(q, start=q.start + by, end=q.end + by, noun=noun)


@lru_cache(maxsize=4096)  # a sentence stands in every reprint
def _find(text: str, sentence: Sentence, near: tuple[Span, ...]) -> Sequence[Quantity]:
    words = [text[a:b].lower().replace("’", "'") for a, b in zip(sentence.starts, sentence.ends, strict=True)]
    glued = [i > 0 and sentence.starts[i] == sentence.ends[i - 1] for i in range(len(words))]
    out: list[Quantity] = []
    for number in find_numbers(words, glued):
        at = sentence.starts[number.first]
        if any(s.start <= at < s.end for s in near) or number.high > _BIG:
            continue
        frame = _Frame(text, sentence, words, glued)
        if not is_counted(number, words, glued, sentence):
            continue
        counted = find_counted(number, words, glued, sentence)
        if counted is not None:
            out.append(frame.quantity(number, counted))
    out.extend(_negated(text, sentence, words, out))
    return sorted(out, key=lambda q: (q.start, q.end))


@dataclass(frozen=True, slots=True)
class _Frame:
    text: str
    sentence: Sentence
    words: list[str]
    glued: list[bool]

    def quantity(self, number: Number, counted: Counted) -> Quantity:
        first, bound, how = self._before(number)
        end = max(number.end, counted.end)
        after = self._after(number, counted)
        if after:
            end = max(end, after[0])
            if after[1] in ("ge", "le", "about"):
                bound = bound or after[1]
            elif after[1] == "more":
                how = "increment"
        if counted.share:
            how = "share"
        scale = 0.01 if counted.percent else 1.0
        whole = not counted.share and not counted.measured
        low, high = _interval(number, bound, whole)
        # An end that is not reached is one step of the float inside: what is measured has no next whole number.
        low = None if low is None else _tidy(low * scale, up=bound in ("gt", "over") and not whole)
        if counted.percent and high is not None and bound == "about" and number.high <= 100:
            high = min(high, 100.0)
        high = None if high is None else _tidy(high * scale, down=bound in ("lt", "near") and not whole)
        noun = counted.noun
        return Quantity(
            start=self.sentence.starts[first],
            end=self.sentence.ends[end - 1],
            low=low,
            high=high,
            unit=counted.unit,
            how=how,
            round=_is_round(number) and bound is None,
            noun=Span(self.sentence.starts[noun[0]], self.sentence.ends[noun[1] - 1]) if noun else None,
        )

    def _before(self, number: Number) -> tuple[int, str | None, How]:
        first, bound = number.first, None
        how: How = "count"
        at = first
        if number.kind == "range" and at and self.words[at - 1] in ("between", "from"):
            at = first = at - 1
        for _ in range(4):
            step = phrase_before(self.words, at, phrases("before")) if bound is None else None
            if step and not self._is_idle(step, at):
                at, bound = step
                first = at
                continue
            grown = phrase_before(self.words, at, phrases("increment", "before"))
            if grown:
                at, how = grown[0], "increment"
                first = at
            elif at > 0 and (self.words[at - 1] in _SKIPPED_BEFORE or is_currency(self.words[at - 1])):
                at -= 1
                if self.words[at] in ("$", "€", "£", "¥", "us$", "usd") or is_currency(self.words[at]):
                    first = at
            else:
                break
        return first, bound, how

    def _is_idle(self, step: tuple[int, str], end: int) -> bool:
        """Words that look like a bound and are none: "the past 12 months", "over the three days", "around 5 p.m."."""
        start = step[0]
        phrase = self.words[start:end]
        previous = self.words[start - 1] if start else ""
        if phrase in (["past"], ["passed"], ["crossed"]) and previous in ("the", "these", "those", "for", "in", "over"):
            return True
        if phrase == ["up", "to"] and (previous in lexicon_words("changes") or previous in _UP_TO):
            return True  # where it went, not how high at most
        return phrase == ["over"] and self.words[end : end + 1] == ["the"]

    def _after(self, number: Number, counted: Counted) -> tuple[int, str] | None:
        for at in dict.fromkeys((number.end, counted.end)):
            at += self.words[at : at + 2] == ["-", "plus"]
            at += self.words[at : at + 1] == [","]
            found = phrase_at(self.words, at, phrases("after"))
            if found:
                return found
            more = phrase_at(self.words, at, phrases("increment", "after"))
            if more and self.words[more[0] : more[0] + 1] != ["than"]:
                return more[0], "more"
        return None


def _interval(number: Number, bound: str | None, whole: bool) -> tuple[float | None, float | None]:
    low, high = number.low, number.high
    step = 1.0 if whole and low == int(low) and high == int(high) else 0.0
    if bound == "ge":
        return low, None
    if bound == "gt":
        return (high if number.kind == "range" else low) + step, None
    if bound == "le":
        return 0.0, high
    if bound == "lt":
        return 0.0, high - step
    if number.kind != "exact" or bound is None:
        return low, high
    if bound == "near":
        return min(_ceil(0.85 * low, step), high - step), high - step
    if bound == "over":
        return low + step, max(low + step, _floor(1.15 * high, step))
    return min(low, _ceil(0.9 * low, step)), max(high, _floor(1.1 * high, step))


def _ceil(value: float, step: float) -> float:
    return float(math.ceil(value - 1e-9)) if step else value


def _floor(value: float, step: float) -> float:
    return float(math.floor(value + 1e-9)) if step else value


def _tidy(value: float, up: bool = False, down: bool = False) -> float:
    value = float(f"{value:.12g}")  # 190 million × 1.1 is 209 million
    return math.nextafter(value, math.inf) if up else math.nextafter(value, -math.inf) if down else value


def _is_round(number: Number) -> bool:
    if number.kind != "exact" or number.low < 20 or number.low != int(number.low):
        return False
    digits = str(int(number.low))
    return digits.endswith("0") and len(digits.rstrip("0")) <= 2


def _negated(text: str, sentence: Sentence, words: list[str], found: list[Quantity]) -> list[Quantity]:
    """Counts of nothing: "no casualties" is [0, 0]; "almost no aid", "hardly any aid" are a share near nothing."""
    out = []
    for i, word in enumerate(words):
        before = words[i - 1] if i else ""
        scarce = (word == "no" and before in ("almost", "virtually", "practically", "nearly")) or (
            word in ("any", "anyone", "anybody") and before in ("hardly", "scarcely", "barely")
        )
        if not scarce and word != "no":
            continue
        head = sentence.heads[i]
        if head <= i or head > i + 5 or sentence.upos[head] != "NOUN":
            continue
        lemma = sentence.lemmas[head]
        plural = words[head] != lemma
        if not scarce and not plural and lemma not in _no_counted() and not _suffers(sentence, head):
            continue
        if any(q.start <= sentence.starts[i] < q.end for q in found) or words[i + 1] in (
            "fewer",
            "less",
            "more",
            "longer",
        ):
            continue
        if not scarce and lemma in (
            "comment",
            "plan",
            "reason",
            "doubt",
            "sign",
            "way",
            "circumstance",
            "term",
            "problem",
            "word",
        ):
            continue
        out.append(
            Quantity(
                start=sentence.starts[i - 1 if scarce else i],
                end=sentence.ends[head],
                low=0.0,
                high=0.1 if scarce else 0.0,
                unit=unit_name(lemma),
                how="share" if scarce else "count",
                round=False,
                noun=Span(sentence.starts[head], sentence.ends[head]),
            )
        )
    return out


def _suffers(sentence: Sentence, noun: int) -> bool:
    """Whether one of a kind is said to have met with what people meet: "no officer was arrested"."""
    verb = sentence.heads[noun]
    inside = verb >= 0 and sentence.deprels[noun].split(":")[0] in ("nsubj", "obj")
    return inside and sentence.lemmas[verb] in lexicon_words("person_verbs")


def unit_name(lemma: str) -> str:
    """The name a counted noun's lemma is filed under."""
    return str(read_table("quantities.toml")["unit"].get(lemma, lemma))


@cache
def _no_counted() -> frozenset[str]:
    return frozenset(read_table("quantities.toml")["words"]["no_counted"])
