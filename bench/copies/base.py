"""The base of a workload: real articles beside the project, or any text, and text drawn from it where more is wanted.

None of the base enters the project or the results: it is read, cut into words and let go.
"""

from __future__ import annotations

import gzip
import json
import random
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

__all__ = ["INCIDENTS", "SAME_EVENT", "Article", "draw", "read_articles", "read_base", "read_incidents"]

DATA = Path(__file__).resolve().parents[3] / "shared" / "data"
INCIDENTS = DATA / "incidents" / "docs.jsonl.gz"
SAME_EVENT = DATA / "same-event" / "basil.jsonl.gz"

_LEAST = 100  # words an article of the base has
_PARAGRAPH = (30, 70)  # words of a drawn paragraph
_DRAWN = (230, 590)  # words of a drawn article: 410 on average


@dataclass(frozen=True, slots=True)
class Article:
    """One text of the base with what is known of it."""

    id: str
    outlet: str
    published: str
    title: str
    paragraphs: tuple[str, ...]

    @property
    def words(self) -> int:
        """How many words its paragraphs have."""
        return sum(len(p.split()) for p in self.paragraphs)


def read_base() -> list[Article]:
    """Every article at hand, each text once; empty where the data are absent."""
    return [*read_incidents(), *(read_articles(SAME_EVENT) if SAME_EVENT.is_file() else ())]


def read_incidents() -> list[Article]:
    """The incident reports, each text once; empty where they are absent."""
    return read_articles(INCIDENTS) if INCIDENTS.is_file() else []


def read_articles(path: Path) -> list[Article]:
    """Articles of a file of rows with a text: those of 100 words or more, each text once, in the file's order."""
    found: list[Article] = []
    seen: set[str] = set()
    with gzip.open(path, "rt", encoding="utf-8") if path.suffix == ".gz" else path.open(encoding="utf-8") as rows:
        for number, line in enumerate(rows):
            row = json.loads(line)
            paragraphs = tuple(_paragraphs(row))
            grams = " ".join(" ".join(paragraphs).split()[20:40])
            article = Article(
                str(row.get("doc_id") or row.get("uuid") or row.get("id") or number),
                str(row.get("outlet") or row.get("source") or "").split(":")[0],
                str(row.get("dct") or row.get("date") or row.get("published") or ""),
                str(row.get("title") or ""),
                paragraphs,
            )
            if article.words >= _LEAST and grams not in seen:
                seen.add(grams)
                found.append(article)
    return found


def _paragraphs(row: dict[str, object]) -> Iterator[str]:
    body = row.get("text") or row.get("body-paragraphs") or row.get("body") or ""
    pieces: Sequence[object] = re.split(r"\n+", body) if isinstance(body, str) else body  # type: ignore[assignment]
    for piece in pieces:
        text = " ".join((" ".join(piece) if isinstance(piece, list) else str(piece)).split())
        if text:
            yield text


def draw(base: Sequence[Sequence[str]], count: int, seed: int) -> Iterator[list[str]]:
    """``count`` texts in paragraphs whose every two words follow each other somewhere in the base (a bigram chain).

    They are no prose, but have its words, its common phrases and their frequencies, which is what an index feels.
    """
    number: dict[str, int] = {"\n": 0}
    words = ["\n"]
    sequence = [0]
    for paragraphs in base:
        for paragraph in paragraphs:
            for word in paragraph.split():
                at = number.setdefault(word, len(words))
                if at == len(words):
                    words.append(word)
                sequence.append(at)
        sequence.append(0)
    chain = np.array(sequence, np.int32)
    order = np.argsort(chain[:-1], kind="stable")
    following, sorted_ = chain[1:][order], chain[:-1][order]
    start = np.searchsorted(sorted_, np.arange(len(words)))
    width = np.searchsorted(sorted_, np.arange(len(words)), side="right") - start
    rng = np.random.default_rng(seed)
    rnd = random.Random(seed)
    for done in range(0, count, 5000):
        batch = min(5000, count - done)
        lengths = rng.integers(*_DRAWN, batch)
        now = np.zeros(batch, np.int32)
        drawn = np.empty((batch, int(lengths.max())), np.int32)
        for step in range(drawn.shape[1]):
            now = following[start[now] + (rng.random(batch) * width[now]).astype(np.int64)]
            while (ended := now == 0).any():
                now[ended] = chain[rng.integers(1, chain.size, int(ended.sum()))]
            drawn[:, step] = now
        for row, length in zip(drawn, lengths.tolist(), strict=True):
            yield _cut([words[i] for i in row[:length].tolist()], rnd)


def _cut(words: list[str], rnd: random.Random) -> list[str]:
    """Words in paragraphs, each ended with a sentence where one ends in reach."""
    paragraphs, at = [], 0
    least, most = _PARAGRAPH
    while at < len(words):
        end = min(len(words), at + rnd.randint(least, most))
        while end < min(len(words), at + most) and not words[end - 1].endswith("."):
            end += 1
        paragraphs.append(" ".join(words[at:end]))
        at = end
    return paragraphs
