"""Benchmark of the copies room: recall by kind of copy, precision, boundaries, speed, on a pile with exact provenance.

    python bench/copies.py BASE.jsonl[.gz] [--docs 2000] [--seed 1]

BASE holds one report a line with a field "text"; no text of it is kept. Six in ten documents are originals; the rest
are copies of them in equal parts: exact, trimmed (40-80 % of the paragraphs), edited (5-15 % of the words changed,
paragraphs left out), lifted (40-90 words in a fresh article, once or twice), quoted (12-25 words in quotation marks in
a fresh article). Every document carries its outlet's footer. Truth is known word by word.
"""

from __future__ import annotations

import argparse
import gzip
import json
import random
import re
import statistics
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from hearsay.copies.passages import Text, find_passages
from hearsay.types import Passage

KINDS = ("exact", "trimmed", "edited", "lifted", "quoted")
Word = tuple[str, int, int]  # the word, the original it comes from (-1: nobody's), its place there


@dataclass
class Pile:
    """Documents with where every word comes from."""

    texts: list[str]
    outlets: list[str]
    kinds: list[tuple[str, int]]  # kind and source of each document
    words: list[list[tuple[int, int, int, int]]]  # start, end, origin, place


def read_base(path: Path) -> list[list[str]]:
    """Paragraphs of every report of 100 words or more, each text once."""
    seen: set[str] = set()
    base = []
    with gzip.open(path, "rt", encoding="utf-8") if path.suffix == ".gz" else path.open(encoding="utf-8") as lines:
        for line in lines:
            text = json.loads(line)["text"]
            paragraphs = [" ".join(p.split()) for p in re.split(r"\n+", text) if p.strip()]
            grams = " ".join(" ".join(paragraphs).split()[20:40])
            if sum(len(p.split()) for p in paragraphs) >= 100 and grams not in seen:
                seen.add(grams)
                base.append(paragraphs)
    return base


def build_pile(base: list[list[str]], size: int, seed: int, outlets: int = 200) -> Pile:
    """A pile of ``size`` documents; the same for the same seed."""
    rnd = random.Random(seed)
    base = base[:]
    rnd.shuffle(base)
    originals, hosts_wanted = int(size * 0.6), int(size * 0.16) + 2
    if len(base) < originals + hosts_wanted:
        sys.exit(
            f"The base has {len(base)} usable reports; {originals + hosts_wanted} are needed. Use a smaller --docs."
        )
    pool = [w for paragraphs in base[:500] for p in paragraphs for w in p.split()]
    footers = [" ".join(rnd.choice(pool) for _ in range(25)) for _ in range(outlets)]

    def fresh(paragraphs: list[str], origin: int) -> list[list[Word]]:
        out, place = [], 0
        for p in paragraphs:
            ws = p.split()
            out.append([(w, origin, place + i) for i, w in enumerate(ws)])
            place += len(ws)
        return out

    documents = [fresh(base[i], i) for i in range(originals)]
    kinds: list[tuple[str, int]] = [("original", -1)] * originals
    hosts = iter(base[originals:])
    sources = rnd.sample(range(originals), max(1, originals // 4))
    weights = [1 / (k + 3) ** 0.8 for k in range(len(sources))]
    while len(documents) < size:
        kind = KINDS[len(documents) % len(KINDS)]
        source = rnd.choices(sources, weights)[0]
        documents.append(copy(kind, documents[source], fresh, hosts, len(documents), pool, rnd))
        kinds.append((kind, source))
    pile = Pile([], [], kinds, [])
    for paragraphs in documents:
        outlet = rnd.randrange(outlets)
        render(pile, paragraphs, footers[outlet], f"outlet {outlet}")
    return pile


def copy(
    kind: str,
    source: list[list[Word]],
    fresh: Callable[[list[str], int], list[list[Word]]],
    hosts: Iterator[list[str]],
    number: int,
    pool: list[str],
    rnd: random.Random,
) -> list[list[Word]]:
    """The paragraphs of a copy of one kind."""
    flat = [w for p in source for w in p]
    if kind == "exact":
        return [list(p) for p in source]
    if kind == "trimmed":
        part = [list(p) for p in source[: max(1, round(len(source) * rnd.uniform(0.4, 0.8)))]]
        return part if sum(map(len, part)) >= 40 else [flat[: max(60, len(flat) // 2)]]
    if kind == "edited":
        rate, out = rnd.uniform(0.05, 0.15), []
        for p in source:
            if rnd.random() < 0.1:
                continue
            q: list[Word] = []
            for w in p:
                x = rnd.random()
                if x < rate * 0.5:
                    q.append((rnd.choice(pool), -1, -1))
                elif x >= rate * 0.75:
                    q.append(w)
                    if x < rate:
                        q.append((rnd.choice(pool), -1, -1))
            out.append(q)
        return [q for q in out if q] or [flat]
    host = fresh(next(hosts), number)
    if kind == "lifted":
        for _ in range(rnd.choice([1, 2])):
            n = min(len(flat), rnd.randint(40, 90))
            at = rnd.randint(0, len(flat) - n)
            host.insert(rnd.randint(0, len(host)), flat[at : at + n])
        return host
    n = min(len(flat), rnd.randint(12, 25))
    at = rnd.randint(0, len(flat) - n)
    said = flat[at : at + n]
    said[0] = ("“" + said[0][0], *said[0][1:])
    said[-1] = (said[-1][0] + "”", *said[-1][1:])
    host.insert(rnd.randint(0, len(host)), [("He", -1, -1), ("said:", -1, -1), *said])
    return host


def render(pile: Pile, paragraphs: list[list[Word]], footer: str, outlet: str) -> None:
    """Add a document's text, the place of its words, and its outlet."""
    parts, words, at = [], [], 0
    for p in paragraphs:
        for i, (word, origin, place) in enumerate(p):
            words.append((at, at + len(word), origin, place))
            gap = "\n\n" if i == len(p) - 1 else " "
            parts.append(word + gap)
            at += len(word) + len(gap)
    pile.texts.append("".join(parts) + footer)
    pile.words.append(words)
    pile.outlets.append(outlet)


def true_pairs(pile: Pile, least: int = 12, gap: int = 8) -> dict[tuple[int, int], list[tuple[int, int, int, int]]]:
    """Runs of words that two documents have from one origin: pair of documents → character spans in both."""
    holders: dict[int, dict[int, dict[int, int]]] = defaultdict(dict)
    for number, words in enumerate(pile.words):
        for i, (_, _, origin, place) in enumerate(words):
            if origin >= 0:
                holders[origin].setdefault(number, {})[place] = i
    out: dict[tuple[int, int], list[tuple[int, int, int, int]]] = {}
    for by_document in holders.values():
        numbers = sorted(by_document)
        for x, da in enumerate(numbers):
            for db in numbers[x + 1 :]:
                a, b = by_document[da], by_document[db]
                runs: list[list[tuple[int, int]]] = []
                for place in sorted(a.keys() & b.keys()):
                    i, j = a[place], b[place]
                    if runs and 0 < i - runs[-1][-1][0] <= gap and 0 < j - runs[-1][-1][1] <= gap:
                        runs[-1].append((i, j))
                    else:
                        runs.append([(i, j)])
                wa, wb = pile.words[da], pile.words[db]
                for run in runs:
                    if len(run) >= least:
                        (i, j), (k, m) = run[0], run[-1]
                        out.setdefault((da, db), []).append((wa[i][0], wa[k][1], wb[j][0], wb[m][1]))
    return out


def score(pile: Pile, found: list[Passage]) -> dict[str, float]:
    """Recall of source → copy by kind and of all pairs, precision, characters, boundary error in characters."""
    truth = true_pairs(pile)
    got: dict[tuple[int, int], list[tuple[int, int, int, int]]] = defaultdict(list)
    for p in found:
        a, b, spans = int(p.a), int(p.b), (p.a_start, p.a_end, p.b_start, p.b_end)
        if a > b:
            a, b, spans = b, a, (p.b_start, p.b_end, p.a_start, p.a_end)
        got[a, b].append(spans)
    right: Counter[str] = Counter()
    seen: Counter[str] = Counter()
    for number, (kind, source) in enumerate(pile.kinds):
        if source >= 0 and (source, number) in truth:
            seen[kind] += 1
            right[kind] += (source, number) in got
    result = {f"recall {kind}": right[kind] / max(1, seen[kind]) for kind in KINDS}
    result["recall all pairs"] = sum(p in got for p in truth) / max(1, len(truth))
    # Reuse that was in the base before we copied anything is real: judged by the words of the passage.
    extra = [p for p in got if p not in truth]
    result["spurious pairs"] = sum(not any(natural(pile, p, s) for s in got[p]) for p in extra)
    result["precision"] = 1 - result["spurious pairs"] / max(1, len(got))
    errors, both, ours, theirs = [], 0, 0, 0
    for pair, spans in truth.items():
        if pair not in got:
            continue
        want, have = {c for s in spans for c in range(s[2], s[3])}, {c for s in got[pair] for c in range(s[2], s[3])}
        both, ours, theirs = both + len(want & have), ours + len(have), theirs + len(want)
        if len(spans) == 1 and len(got[pair]) == 1:
            errors.append(abs(spans[0][2] - got[pair][0][2]) + abs(spans[0][3] - got[pair][0][3]))
    result["char recall"], result["char precision"] = both / max(1, theirs), both / max(1, ours)
    result["median boundary error"] = statistics.median(errors) if errors else 0.0
    return result


def natural(pile: Pile, pair: tuple[int, int], spans: tuple[int, int, int, int]) -> bool:
    """Whether a passage nobody planted is the same text on both sides."""
    from rapidfuzz import fuzz

    a, b = pile.texts[pair[0]][spans[0] : spans[1]], pile.texts[pair[1]][spans[2] : spans[3]]
    return fuzz.ratio(a.lower(), b.lower()) >= 60


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("base", type=Path)
    parser.add_argument("--docs", type=int, default=2000)
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args()
    pile = build_pile(read_base(args.base), args.docs, args.seed)
    texts = [
        Text(str(i), text, series=outlet) for i, (text, outlet) in enumerate(zip(pile.texts, pile.outlets, strict=True))
    ]
    began = time.process_time()
    found = find_passages(texts)
    spent = time.process_time() - began
    print(f"{len(texts)} documents, {sum(map(len, pile.texts)) / 1e6:.1f} MB, {len(found)} passages")
    for name, value in {**score(pile, found), "documents per CPU second": len(texts) / spent}.items():
        print(f"{name:26} {value:.4f}" if value < 100 else f"{name:26} {value:.0f}")


if __name__ == "__main__":
    main()
