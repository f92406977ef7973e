"""Prove that incidents share no text: ``python bench/overlap.py``; exit code 1 with a line for each run found.

No run of 12 words of body text may stand in two incidents of the corpus, nor in the corpus and the data beside the
project, but for the stock phrases listed in ``corpus/stock-phrases.txt`` (one a line).
"""

from __future__ import annotations

import gzip
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import IO

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))  # run as a file, or imported by the tests

from bench.gate.piles import Pile, read_piles, visible_text  # noqa: E402 -- the path above makes it importable

SHARED = ROOT / ".." / "shared"
RUN = 12  # words


def main() -> int:
    found = list(find_runs(read_piles([ROOT / "corpus", ROOT / "examples"]))) + list(find_shared())
    for line in found:
        print(line)
    print(f"{len(found)} runs of {RUN} words shared")
    return 1 if found else 0


def find_runs(piles: list[Pile]) -> Iterator[str]:
    """Runs that stand in two incidents, the first of each chain of overlapping ones."""
    stock = stock_runs()
    holder: dict[str, str] = {}
    for pile in piles:
        last = -RUN
        for path in sorted((pile.folder / "reports").iterdir()):
            for i, run in enumerate(runs(visible_text(path))):
                other = holder.setdefault(run, pile.name)
                if other != pile.name and run not in stock:
                    if i > last + 1:
                        yield f"{other} and {pile.name} ({path.name}): {run}"
                    last = i
            last = -RUN


def find_shared() -> Iterator[str]:
    """Runs of the corpus that stand in the data beside the project; nothing where there is none."""
    stock = stock_runs()
    holder: dict[str, str] = {}
    for pile in read_piles([ROOT / "corpus", ROOT / "examples"]):
        for path in sorted((pile.folder / "reports").iterdir()):
            for run in runs(visible_text(path)):
                holder.setdefault(run, f"{pile.name} ({path.name})")
    for path in sorted(p for p in SHARED.rglob("*") if p.is_file() and p.suffix in (".gz", ".txt", ".conllu", ".md")):
        if path.suffix == ".gz" and path.name.endswith(".html.gz"):
            continue  # pages as they come are markup; their stories stand in the answers beside them
        with _open(path) as lines:
            for line in lines:
                for run in runs(re.sub(r"\\[nrtu]\w{0,4}", " ", line)):
                    if run in holder and run not in stock:
                        yield f"{holder[run]} and {path.name}: {run}"


def _open(path: Path) -> IO[str]:
    if path.suffix == ".gz":
        return gzip.open(path, "rt", encoding="utf-8", errors="replace")
    return path.open(encoding="utf-8", errors="replace")


def stock_runs() -> frozenset[str]:
    """The runs within the listed stock phrases."""
    path = ROOT / "corpus" / "stock-phrases.txt"
    lines = path.read_text(encoding="utf-8").splitlines() if path.is_file() else []
    return frozenset(run for line in lines if not line.startswith("#") for run in runs(line))


def runs(text: str) -> Iterator[str]:
    """Every run of words of a text, folded."""
    found = re.findall(r"[^\W_]+(?:['’][^\W_]+)?", text.casefold().replace("’", "'"))
    for i in range(len(found) - RUN + 1):
        yield " ".join(found[i : i + RUN])


if __name__ == "__main__":
    sys.exit(main())
