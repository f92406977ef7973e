"""Benchmark of the index of copies: what a new report costs, and how much memory, as the index grows.

    python bench/copies_index.py BASE.jsonl[.gz] [--docs 100000] [--new 200] [--index DIR]

BASE holds one report a line with a field "text"; a chain over its pairs of words writes as many texts of 300 to 500
words as are wanted. Six in ten are originals; the rest copy one, whole, cut, or a run of 40 to 90 words of it, popular
ones often; every text ends with its outlet's 25 words. The new reports are of the same kinds. Times are CPU seconds.
"""

from __future__ import annotations

import argparse
import gzip
import json
import random
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from itertools import accumulate
from pathlib import Path

import numpy as np

from hearsay.copies.index import open_index
from hearsay.copies.passages import Text

OUTLETS, POPULAR = 200, 2000
BATCH = 2000


class Writer:
    """Writes texts by walking from word to word as the base does."""

    def __init__(self, base: Path, seed: int) -> None:
        with gzip.open(base, "rt", encoding="utf-8") if base.suffix == ".gz" else base.open(encoding="utf-8") as lines:
            known: dict[str, int] = {}
            code = np.array(
                [known.setdefault(w, len(known)) for line in lines for w in json.loads(line)["text"].split()]
            )
        self.vocabulary = np.array(list(known), object)
        order = np.argsort(code[:-1], kind="stable")
        self.following = code[1:][order]
        self.first = np.searchsorted(code[:-1][order], np.arange(self.vocabulary.size + 1))
        self.dice = random.Random(seed)
        self.numbers = np.random.default_rng(seed)
        self.footers = [" ".join(r) for r in self.runs(OUTLETS, 25)]
        self.sources: list[tuple[str, str]] = []
        self.shares = list(accumulate(1 / (k + 3) ** 0.8 for k in range(POPULAR)))
        self.made = 0

    def runs(self, count: int, length: int) -> list[list[str]]:
        """So many walks of so many words."""
        at = self.numbers.integers(0, self.following.size, count)
        walk = np.empty((count, length), np.int64)
        for step in range(length):
            walk[:, step] = self.following[at]
            low, high = self.first[walk[:, step]], self.first[walk[:, step] + 1]
            at = np.where(high > low, low + (self.numbers.random(count) * (high - low)).astype(np.int64), at)
        return self.vocabulary[walk].tolist()

    def batch(self, count: int) -> Iterator[tuple[Text, str | None]]:
        """Texts, each with the id of its source."""
        for words in self.runs(count, 500):
            own = words[: self.dice.randint(300, 500)]
            number, source = self.made, None
            self.made += 1
            name = f"r{number:07}"
            if number % 10 >= 6 and self.sources:
                source, text = self.dice.choices(self.sources, cum_weights=self.shares[: len(self.sources)])[0]
                taken = text.split(" ")
                kind = number % 10 - 6
                if kind == 1:
                    taken = taken[: len(taken) * 6 // 10]
                elif kind >= 2:
                    at = self.dice.randint(0, len(taken) - 90)
                    taken = [*own[:100], *taken[at : at + self.dice.randint(40, 90)], *own[100:]]
                own = taken
            elif len(self.sources) < POPULAR:
                self.sources.append((name, " ".join(own)))
            outlet = self.dice.randrange(OUTLETS)
            body = " ".join(own)
            yield Text(name, f"{body}\n\n{self.footers[outlet]}", f"outlet {outlet}", order=f"{number:07}"), source


def memory() -> dict[str, int]:
    """What this process holds in MB: all, its own, and the most it held."""
    found = {}
    status = Path("/proc/self/status")
    if status.exists():
        for line in status.read_text().splitlines():
            if (name := line.partition(":")[0]) in ("VmRSS", "RssAnon", "VmHWM"):
                found[{"VmRSS": "all", "RssAnon": "own", "VmHWM": "most"}[name]] = int(line.split()[1]) // 1024
    return found


def add_new(folder: Path, rows: Path) -> None:
    """In a process of its own: open the index, add one report after the other, print what it took."""
    begun = time.process_time()
    index = open_index(folder, write=True)
    opened = time.process_time() - begun
    cpu, wall, found, missed = [], [], 0, 0
    for line in rows.open(encoding="utf-8"):
        row = json.loads(line)
        text = Text(row["id"], row["text"], row["series"], order=row["order"])
        c, w = time.process_time(), time.perf_counter()
        passages = index.add([text]).passages
        cpu.append(1000 * (time.process_time() - c))
        wall.append(1000 * (time.perf_counter() - w))
        found += len(passages)
        missed += row["source"] is not None and row["source"] not in {x for p in passages for x in (p.a, p.b)}
    cuts = statistics.quantiles(cpu[1:], n=20)
    print(
        f"{len(index):>9,} reports held; opened in {1000 * opened:.0f} ms; first {cpu[0]:.0f} ms CPU"
        f" ({wall[0]:.0f} wall); then median {statistics.median(cpu[1:]):.1f}, 95 % {cuts[18]:.1f},"
        f" most {max(cpu[1:]):.1f} ms CPU; wall median {statistics.median(wall[1:]):.1f};"
        f" {found} passages, {missed} sources missed; MB {memory()}; {len(index.segments)} segments"
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("base", type=Path)
    parser.add_argument("--docs", type=int, default=100_000)
    parser.add_argument("--new", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--index", type=Path)
    parser.add_argument("--rows", type=Path, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.rows:
        add_new(options.index, options.rows)
        return
    writer = Writer(options.base, options.seed)
    with tempfile.TemporaryDirectory() as scratch:
        folder = options.index or Path(scratch) / "index"
        spent, step = 0.0, options.docs // 4
        for goal in range(step, options.docs + 1, step):
            with open_index(folder, write=True) as index:
                while writer.made < goal:
                    texts = [text for text, _ in writer.batch(min(BATCH, goal - writer.made))]
                    begun = time.process_time()
                    index.add_many(texts, answer=False)
                    spent += time.process_time() - begun
                begun = time.process_time()
                index.tidy()
                spent += time.process_time() - begun
                size = sum(p.bytes for p in index.manifest.parts)
            print(
                f"{goal:>9,} added in {spent:.0f} s CPU ({goal / spent:.0f} a second), {size / goal / 1024:.1f} KB each"
                f" on disk; MB {memory()}"
            )
            rows = Path(scratch) / "new.jsonl"
            with rows.open("w", encoding="utf-8") as file:
                for text, source in writer.batch(options.new):
                    row = {"id": text.id, "text": text.text, "series": text.series, "order": text.order}
                    file.write(json.dumps(row | {"source": source}) + "\n")
            command = [sys.executable, __file__, str(options.base), "--index", str(folder), "--rows", str(rows)]
            subprocess.run(command, check=True)


if __name__ == "__main__":
    main()
