"""What a world is made of: sources, facts, events, outlets, sentences, articles."""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from .quantity import Expression

Shown = tuple[str, str, str]  # kind of hop, label, and whose hop it is ("" where the label names the holder)


@dataclass(eq=False, slots=True)
class Fact:
    """A question about an event, with its truth day by day where it is a count."""

    id: str
    data: dict[str, Any]
    truths: list[int]
    fixed: dict[str, str] = field(default_factory=dict)

    @property
    def counted(self) -> bool:
        """Whether the answer is a number."""
        return bool(self.data["type"] == "count")


@dataclass(eq=False, slots=True)
class Source:
    """Somebody, or something, that can be asked."""

    id: str
    role: dict[str, Any]
    name: str
    surname: str
    he: str
    age: int
    knows: list[str] = field(default_factory=list)
    stances: dict[str, str] = field(default_factory=dict)
    factor: float = 1.0  # how its numbers stand to the truth
    up: Source | None = None  # whom it had everything from
    disclosed: bool = False
    conference: bool = False

    @property
    def kind(self) -> str:
        """Kind of hop: official, body, person, witness, anonymous or document."""
        return str(self.role["kind"])

    @property
    def root(self) -> Source:
        """Where its knowledge comes from."""
        return self.up.root if self.up else self


@dataclass(eq=False, slots=True)
class Event:
    """Something that happened in one place."""

    id: str
    kind: str
    day: date
    part: str
    slots: dict[str, str]
    free: dict[str, list[str]]
    coin: tuple[str, str]
    facts: dict[str, Fact]
    sources: list[Source]
    headline: str  # the count that headlines are made of, or ""
    statements: dict[tuple[str, str, int], Expression] = field(default_factory=dict)
    aloud: dict[tuple[str, str], tuple[str, str]] = field(default_factory=dict)  # what was said before microphones
    spent: dict[str, str] = field(default_factory=dict)  # sayings that have been used, and by whom


@dataclass(eq=False, slots=True)
class Outlet:
    """A publisher and its house style."""

    name: str
    kind: str  # wire, original, local, aggregator
    medium: str  # agency, newspaper, broadcaster, magazine, website
    initials: str
    us: bool
    below: int  # numbers under this are words
    curly: bool
    form: str  # of dates
    spaced: bool  # blank lines between paragraphs
    favourites: list[float] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Telling:
    """Somebody's answer to a question, before it has words."""

    fact: Fact
    source: Source | None  # None: the reporter's own eyes
    day: int
    stance: str = "asserts"
    expression: Expression | None = None


@dataclass(eq=False, slots=True)
class Told:
    """A telling as it stands in a sentence. ``parent`` is the told it was made from, ``how`` in what way."""

    telling: Telling
    shown: list[Shown]
    expression: Expression | None
    how: str = "fresh"  # fresh, verbatim, retold
    parent: Told | None = None
    cited: bool = False
    direct: str = ""
    clause: str = ""
    article: Article | None = None
    when: date | None = None


@dataclass(eq=False, slots=True)
class Sentence:
    """Marked text with what is told in it; ``bare`` is the same without its speaker."""

    raw: str
    told: list[Told]
    bare: str = ""
    quote: str = ""
    introduces: str = ""
    assumes: str = ""
    starts: bool = False  # a new paragraph


@dataclass(eq=False, slots=True)
class Article:
    """One report."""

    event: Event
    outlet: Outlet
    day: int
    minute: int
    mode: str  # own, repost, trim, rewrite, paraphrase, local lead, correction
    dice_name: str
    sentences: list[Sentence] = field(default_factory=list)
    title: str = ""
    parent: Article | None = None
    credited: bool = False
    blanket: bool = False  # the credit speaks for the whole text
    writer: str = ""
    saved: bool = True
    undated: bool = False
    nameless: bool = False
    html: bool = False
    correction: Sentence | None = None
    distorted: str = ""
    misspelt: str = ""
    aside: str = ""  # an outlet that is named without being a source
    id: str = ""
    credit_quote: str = ""
    credit_kind: str = ""
    evidence: dict[str, str] = field(default_factory=dict)

    @property
    def published(self) -> date:
        """The day it came out."""
        return date.fromordinal(self.event.day.toordinal() + self.day)

    @property
    def extreme(self) -> float:
        """How far its headline number lies from the truth of its day, as the size of the logarithm of their ratio."""
        rows = [t for t in self.told if t.expression and t.telling.fact.id == self.event.headline]
        far = [math.log(max(1, t.expression.n) / t.telling.fact.truths[t.telling.day]) for t in rows if t.expression]
        return max((abs(x) for x in far), default=0.0)

    @property
    def told(self) -> list[Told]:
        """Everything told in it, in order, a correction last."""
        rows = [t for s in self.sentences for t in s.told]
        return rows + (self.correction.told if self.correction else [])
