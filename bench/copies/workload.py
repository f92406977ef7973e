"""A pile of documents whose every word is known by origin: originals, and copies of them in equal parts by kind.

Six documents in ten are originals. Which of them is copied follows a Zipf law, so that a few stand in very many
documents. Every document ends with its outlet's furniture of 25 words and is dated: a copy up to three days after its
source, one in ten not at all. Documents come in mixed order. Deterministic per base, size and seed.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import accumulate, islice
from typing import Any

import numpy as np

from bench.copies.base import draw
from bench.copies.kinds import HOSTED, KINDS, Paragraphs, Word, make_copy

__all__ = ["Document", "Pile", "Run", "build_pile", "make_documents"]

_ORIGINALS = 0.6
_SOURCES = 4  # one original in so many is ever copied
_FURNITURE = 25
_UNDATED = 0.1
Run = tuple[int, int, int, int]  # first word here, how many, whose, first word there


@dataclass(frozen=True, slots=True)
class Document:
    """One document: ``words`` are the character spans of its words before the furniture, ``runs`` their origins."""

    number: int
    text: str
    outlet: str
    published: str  # empty: not dated
    kind: str
    source: int  # the original it copies, −1 for an original
    words: Any  # an array of two columns: hundreds of thousands of documents are held at once
    runs: tuple[Run, ...]
    furniture: int  # where it begins


@dataclass
class Pile:
    """Documents with where every word comes from."""

    documents: list[Document] = field(default_factory=list)

    @property
    def texts(self) -> list[str]:
        """Their texts."""
        return [d.text for d in self.documents]

    @property
    def outlets(self) -> list[str]:
        """Their outlets."""
        return [d.outlet for d in self.documents]


def build_pile(base: Sequence[Sequence[str]], size: int, seed: int, outlets: int = 200) -> Pile:
    """A pile of ``size`` documents over a base of articles in paragraphs; what the base lacks is drawn from it."""
    return Pile(list(make_documents(base, size, seed, outlets)))


def make_documents(base: Sequence[Sequence[str]], size: int, seed: int, outlets: int = 200) -> Iterator[Document]:
    """The documents of a pile one by one: nothing is held but the base and the originals that are copied."""
    rnd = random.Random(seed)
    base = [list(paragraphs) for paragraphs in base]
    rnd.shuffle(base)
    pool = [w for paragraphs in base[:500] for p in paragraphs for w in p.split()]
    furniture = [" ".join(rnd.choice(pool) for _ in range(_FURNITURE)) for _ in range(outlets)]
    kinds = _deal_kinds(size, rnd)
    originals = [i for i, kind in enumerate(kinds) if kind == "original"]
    wanted = len(originals) + sum(kind in HOSTED for kind in kinds)
    fresh = iter(_fresh(base, wanted, seed))
    # Sources are documents of their own, so they are written first and given out at their places.
    sources = sorted(rnd.sample(originals, max(1, len(originals) // _SOURCES)))
    held = dict(zip(sources, islice(fresh, len(sources)), strict=True))
    days = {i: date(2021, 1, 1) + timedelta(days=rnd.randrange(300)) for i in sources}
    weights = list(accumulate(1 / (k + 3) ** 0.8 for k in range(len(sources))))
    ranked = rnd.sample(sources, len(sources))
    for number, kind in enumerate(kinds):
        if kind == "original":
            source = -1
            paragraphs = _written(held[number] if number in held else next(fresh), number)
            day = days.get(number) or date(2021, 1, 1) + timedelta(days=rnd.randrange(300))
        else:
            source = rnd.choices(ranked, cum_weights=weights)[0]
            host = _written(next(fresh), number) if kind in HOSTED else []
            paragraphs = make_copy(kind, _written(held[source], source), host, pool, rnd)
            day = days[source] + timedelta(days=rnd.randint(1, 3))
        outlet = rnd.randrange(outlets)
        published = "" if rnd.random() < _UNDATED and number not in held else day.isoformat()
        yield _render(number, paragraphs, furniture[outlet], f"outlet {outlet}", published, kind, source)


def _deal_kinds(size: int, rnd: random.Random) -> list[str]:
    names = list(KINDS)
    copied = size - int(size * _ORIGINALS)
    kinds = ["original"] * (size - copied) + [names[i % len(names)] for i in range(copied)]
    rnd.shuffle(kinds)
    return kinds


def _fresh(base: list[list[str]], wanted: int, seed: int) -> Iterator[list[str]]:
    yield from base[:wanted]
    yield from draw(base, max(0, wanted - len(base)), seed)


def _written(paragraphs: Sequence[str], number: int) -> Paragraphs:
    """The words of an article as written in a document."""
    made: Paragraphs = []
    place = 0
    for paragraph in paragraphs:
        words = paragraph.split()
        made.append([(w, number, place + i) for i, w in enumerate(words)])
        place += len(words)
    return made


def _render(
    number: int, paragraphs: Paragraphs, furniture: str, outlet: str, published: str, kind: str, source: int
) -> Document:
    at = 0
    words: list[tuple[int, int]] = []
    flat: list[Word] = []
    for paragraph in paragraphs:
        for word in paragraph:
            words.append((at, at + len(word[0])))
            at += len(word[0]) + 1
        at += 1  # a paragraph ends with two line breaks where a word ends with a space
        flat += paragraph
    body = "\n\n".join(" ".join(w for w, _, _ in p) for p in paragraphs)
    assert len(body) + 2 == at
    text = f"{body}\n\n{furniture}"
    return Document(
        number,
        text,
        outlet,
        published,
        kind,
        source,
        np.array(words, np.int32),
        tuple(_runs(flat)),
        len(body) + 2,
    )


def _runs(words: Sequence[Word]) -> Iterator[Run]:
    """Words in runs that follow each other here and where they come from."""
    first = 0
    for i in range(1, len(words) + 1):
        if i < len(words) and words[i][1] == words[i - 1][1] >= 0 and words[i][2] == words[i - 1][2] + 1:
            continue
        if words[first][1] >= 0:
            yield first, i - first, words[first][1], words[first][2]
        first = i
