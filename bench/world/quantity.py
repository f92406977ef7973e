"""Numbers as the press writes them: an expression, its interval, its words, and how copying spoils it."""

from __future__ import annotations

import math
from dataclasses import dataclass

from .dice import Dice

VAGUE: dict[str, tuple[int, int]] = {
    "several": (3, 9),
    "a handful of": (3, 7),
    "a few dozen": (24, 72),
    "dozens of": (24, 99),
    "scores of": (40, 99),
    "hundreds of": (200, 999),
}
LEADS: dict[str, tuple[str, ...]] = {
    "least": ("at least", "at least", "no fewer than"),
    "more": ("more than", "more than", "over"),
    "about": ("about", "around", "some", "roughly"),
    "nearly": ("nearly", "almost"),
    "upto": ("up to", "as many as"),
}
UNITS = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
]
TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]


@dataclass(frozen=True, slots=True)
class Expression:
    """A quantity as somebody puts it: ``kind`` is exact, one of ``LEADS``, or one of ``VAGUE``."""

    kind: str
    n: int

    def interval(self) -> tuple[int | None, int | None]:
        """What the wording allows, whole numbers, both ends included, None unbounded."""
        n = self.n
        if self.kind in VAGUE:
            return VAGUE[self.kind]
        return {
            "exact": (n, n),
            "least": (n, None),
            "more": (n + 1, None),
            "about": (math.ceil(n * 0.9 - 1e-9), math.floor(n * 1.1 + 1e-9)),
            "nearly": (math.ceil(n * 0.85 - 1e-9), n - 1),
            "upto": (0, n),
        }[self.kind]

    @property
    def one(self) -> bool:
        """Whether a singular noun follows."""
        return self.n == 1 and self.kind not in VAGUE


def numeral(n: int, below: int, *, opening: bool = False) -> str:
    """A number, in words where it is under ``below`` or opens a sentence."""
    if n < below or (opening and n < 100):
        return in_words(n)
    if n >= 1_000_000 and n % 10_000 == 0:
        return f"{n / 1_000_000:.2f}".rstrip("0").rstrip(".") + " million"
    return f"{n:,}"


def in_words(n: int) -> str:
    """A number under a hundred."""
    if n < 20:
        return UNITS[n]
    return TENS[n // 10 - 2] + (f"-{UNITS[n % 10]}" if n % 10 else "")


def phrase(e: Expression, dice: Dice, below: int, *, opening: bool = False) -> str:
    """The words of an expression, without what is counted."""
    if e.kind in VAGUE:
        return e.kind
    if e.kind == "exact":
        if opening and e.n >= 100:
            return "a total of " + numeral(e.n, below)
        return numeral(e.n, below, opening=opening)
    return f"{dice.pick(LEADS[e.kind])} {numeral(e.n, below)}"


def rounded(n: int) -> int:
    """The nearest number with one leading digit (two from 20 up, ten's steps under it)."""
    if n < 4:
        return n
    step = int("1" + "0" * max(0, len(str(n)) - 1 - (0 if n >= 20 else 1)))
    return max(step, int(n / step + 0.5) * step)


def express(n: int, dice: Dice) -> Expression:
    """How a source that knows ``n`` puts it."""
    kind = dice.weigh(("exact", "least", "about", "more", "nearly", "vague"), (0.5, 0.22, 0.13, 0.06, 0.04, 0.05))
    if n < 4 and kind != "least":
        return Expression("exact", n)
    if kind == "least":
        low = max(1, n - dice.between(0, n // 8))
        fine = int("1" + "0" * max(0, len(str(low)) - 3))  # a bound has three digits that count at most
        return Expression("least", low // fine * fine)
    if kind == "vague":
        fits = [word for word, (low, high) in VAGUE.items() if low <= n <= high]
        return Expression(dice.pick(fits), n) if fits else Expression("exact", n)
    if kind == "exact" or n < 10:
        return Expression("exact", n)
    near = rounded(n)
    if kind == "more":
        near = near - 10 ** (len(str(near)) - 1) if near >= n else near
        return Expression("more", near) if 1 < near < n else Expression("exact", n)
    if kind == "nearly":
        return Expression("nearly", near) if n < near <= n / 0.85 else Expression("about", near)
    return Expression("about", near)


def distort(e: Expression, dice: Dice) -> tuple[Expression, str]:
    """The expression as a careless copy has it, and which way it went."""
    ways = []
    if e.kind != "exact" and e.kind not in VAGUE:
        ways.append("bound dropped")
    if e.kind == "exact" and e.n >= 11 and rounded(e.n) != e.n:
        ways.append("rounded")
    if e.n >= 3:
        ways.append("half as many again")
    if e.n >= 12 and len({*str(e.n).replace("0", "")}) > 1 and e.n < 1_000_000:
        ways.append("digits shuffled")
    if not ways:
        return e, ""
    way = dice.pick(ways)
    if way == "bound dropped":
        return Expression("exact", e.n), way
    if way == "rounded":
        return Expression("about", rounded(e.n)), way
    if way == "half as many again":
        n = int(e.n * 1.5 + 0.5)
        return Expression("exact", n if n < 1_000_000 else round(n, -4)), way
    digits = list(str(e.n))
    for _ in range(20):
        digits = dice.order(digits)
        if digits[0] != "0" and int("".join(digits)) != e.n:
            return Expression("exact", int("".join(digits))), way
    return e, ""
