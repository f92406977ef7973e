"""How well an engine did on a workload: recall by kind, precision, boundaries, characters, furniture.

What is found between two documents that share no planted words may still be right: the base is real, and real articles
share text. Such a pair counts as right only when the words themselves show it, read here independently of any engine:
the two spans have a run of 12 words in common (6 inside quotation marks), or 20 words in order of which 7 in one run
and two fifths of the longer span. A pair found only in the outlets' furniture counts as wrong.
"""

from __future__ import annotations

import random
import re
import statistics
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from bench.copies.kinds import KINDS
from bench.copies.truth import Shared, source_pairs, true_pairs
from bench.copies.workload import Document, Pile
from hearsay.types import Passage

__all__ = ["Found", "Hit", "score", "score_hits"]

_SAMPLE = 3000  # pairs beyond the planted ones that are read, drawn by chance where there are more
Found = dict[tuple[int, int], list["Hit"]]


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage as a tool gives it; document tools give whole documents, ``spans`` False. ``group`` names its class."""

    a_start: int
    a_end: int
    b_start: int
    b_end: int
    quoted: bool = False
    group: str = ""
    spans: bool = True


def score(pile: Pile, found: Iterable[Passage]) -> dict[str, float]:
    """Scores of passages whose reports are named by their number in the pile."""
    return score_hits(pile.documents, gather(found))


def gather(passages: Iterable[Passage]) -> Found:
    """Passages by pair of documents, the lesser number first."""
    found: Found = defaultdict(list)
    for p in passages:
        a, b = int(p.a), int(p.b)
        if a < b:
            found[a, b].append(Hit(p.a_start, p.a_end, p.b_start, p.b_end, p.quoted, p.group))
        else:
            found[b, a].append(Hit(p.b_start, p.b_end, p.a_start, p.a_end, p.quoted, p.group))
    return found


def score_hits(documents: Sequence[Document], found: Found, siblings: bool = True) -> dict[str, float]:
    """All scores. ``siblings`` False leaves out what grows with the square of a passage's copies (all-pairs recall)."""
    sources = source_pairs(documents)
    result = _score_kinds(documents, sources, found)
    truth = true_pairs(documents) if siblings else sources
    if siblings:
        held = _classes(found)
        result["recall all pairs"] = _share(bool(_fitting(found.get(p, ()), s)) for p, s in truth.items())
        result["recall all pairs through classes"] = _share(
            bool(_fitting(found.get(p, ()), s)) or bool(held[p[0]] & held[p[1]]) for p, s in truth.items()
        )
    return {**result, **_score_precision(documents, truth, found), **_score_spans(documents, sources, found)}


def _score_kinds(
    documents: Sequence[Document], sources: Mapping[tuple[int, int], list[Shared]], found: Found
) -> dict[str, float]:
    seen: Counter[str] = Counter()
    right: Counter[str] = Counter()
    for document in documents:
        pair = (min(document.number, document.source), max(document.number, document.source))
        if document.source >= 0 and pair in sources:
            seen[document.kind] += 1
            right[document.kind] += bool(_fitting(found.get(pair, ()), sources[pair]))
    return {f"recall {kind}": right[kind] / seen[kind] for kind in KINDS if seen[kind]}


def _fitting(hits: Iterable[Hit], shared: Iterable[Shared]) -> list[Hit]:
    """Hits that overlap some true passage on both sides."""
    true = list(shared)
    return [
        h
        for h in hits
        if not h.spans
        or any(
            min(h.a_end, s.a_end[1]) > max(h.a_start, s.a_start[0])
            and min(h.b_end, s.b_end[1]) > max(h.b_start, s.b_start[0])
            for s in true
        )
    ]


def _classes(found: Found) -> dict[int, set[str]]:
    held: dict[int, set[str]] = defaultdict(set)
    for pair, hits in found.items():
        for number in pair:
            held[number].update(h.group for h in hits if h.group)
    return held


def _score_precision(
    documents: Sequence[Document], truth: Mapping[tuple[int, int], list[Shared]], found: Found
) -> dict[str, float]:
    furniture, extra = 0, []
    for pair, hits in found.items():
        a, b = documents[pair[0]], documents[pair[1]]
        body = [h for h in hits if not (h.spans and _in_furniture(a, b, h))]
        if not body:
            furniture += 1
        elif pair not in truth:
            extra.append((pair, body))
    read = random.Random(0).sample(extra, _SAMPLE) if len(extra) > _SAMPLE else extra
    wrong = sum(not any(_same_text(documents[a], documents[b], h) for h in hits) for (a, b), hits in read)
    spurious = wrong * len(extra) / max(1, len(read))
    pairs = max(1, len(found))
    return {
        "pairs": float(len(found)),
        "natural pairs": len(extra) - spurious,
        "spurious pairs": spurious,
        "furniture pairs": float(furniture),
        "precision": 1 - (spurious + furniture) / pairs,
    }


def _in_furniture(a: Document, b: Document, hit: Hit) -> bool:
    return hit.a_start + hit.a_end > 2 * a.furniture or hit.b_start + hit.b_end > 2 * b.furniture


_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")


def _same_text(a: Document, b: Document, hit: Hit) -> bool:
    """Whether the words of two spans are the same text: see the head of this module."""
    from rapidfuzz.distance import LCSseq

    left, right = _read(a.text[hit.a_start : hit.a_end]), _read(b.text[hit.b_start : hit.b_end])
    if _run(left, right, 12) or (hit.quoted and _run(left, right, 6)):
        return True
    if not hit.spans or not _run(left, right, 7):
        return False
    common = LCSseq.similarity(left, right)
    return bool(common >= 20 and common >= 0.4 * max(len(left), len(right)))


def _read(text: str) -> list[str]:
    plain = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    # "Its just a shame" is "It's just a shame", typed in haste: an apostrophe left out makes no other text.
    return [re.sub("['’]", "", w).lower() for w in _WORD.findall(re.sub(r"(?<=\d),(?=\d)", "", plain))]


def _run(left: Sequence[str], right: Sequence[str], length: int) -> bool:
    grams = {tuple(left[i : i + length]) for i in range(len(left) - length + 1)}
    return any(tuple(right[i : i + length]) in grams for i in range(len(right) - length + 1))


def _score_spans(
    documents: Sequence[Document], sources: Mapping[tuple[int, int], list[Shared]], found: Found
) -> dict[str, float]:
    """Characters and boundaries in the copy, over all pairs of source and copy; a pair not found has no character."""
    errors: list[int] = []
    both = ours = theirs = 0
    for pair, shared in sources.items():
        copy_is_b = documents[pair[1]].source == pair[0]
        true = [(s.b_start, s.b_end) if copy_is_b else (s.a_start, s.a_end) for s in shared]
        hits = [h for h in found.get(pair, ()) if h.spans and not _in_furniture(*(documents[n] for n in pair), h)]
        have = _cover((h.b_start, h.b_end) if copy_is_b else (h.a_start, h.a_end) for h in hits)
        most = _cover((start[0], end[1]) for start, end in true)
        least = _cover((start[1], end[0]) for start, end in true)
        theirs += _length(least)
        both += _overlap(have, least)
        ours += _length(have)
        # What may be taken or left (marks on the outer words) is no error.
        ours -= _overlap(have, most) - _overlap(have, least)
        if len(true) == 1 and len(hits) == 1:
            (start, end), (first, last) = true[0], have[0]
            errors.append(_beyond(first, start) + _beyond(last, end))
    if not ours:
        return {}
    return {
        "char recall": both / max(1, theirs),
        "char precision": both / ours,
        "boundary error, median": statistics.median(errors) if errors else 0.0,
        "boundary error, p90": statistics.quantiles(errors, n=10)[-1] if len(errors) > 1 else 0.0,
    }


def _beyond(at: int, allowed: tuple[int, int]) -> int:
    return max(0, allowed[0] - at, at - allowed[1])


def _cover(spans: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    cover: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if cover and start <= cover[-1][1]:
            cover[-1] = (cover[-1][0], max(end, cover[-1][1]))
        else:
            cover.append((start, end))
    return cover


def _length(cover: Iterable[tuple[int, int]]) -> int:
    return sum(end - start for start, end in cover)


def _overlap(left: Sequence[tuple[int, int]], right: Sequence[tuple[int, int]]) -> int:
    return sum(max(0, min(e, f) - max(s, t)) for s, e in left for t, f in right)


def _share(right: Iterable[bool]) -> float:
    told = list(right)
    return sum(told) / max(1, len(told))
