"""Measure the copies engine and its rivals on one workload, in turns, each run in a process of its own.

    python -m bench.copies [--documents 5000] [--rounds 3] [--tools hearsay,rensa,datasketch,passim-style]
    python -m bench.copies --growth [--large]     cost from 5,000 to 80,000 documents; --large: to 320,000
    python -m bench.copies [--growth] --update    the same, and pin what was reached in bench/copies/figures.json
    python -m bench.copies --check                the side-by-side run against what is pinned; exit 1 where it fell

The base is real articles beside the project (or any file of rows with a text: --base FILE); none of it is kept. Where
that has too few articles, the rest is drawn from it, two words at a time. Seconds are CPU seconds of the process and
its children.
"""

from __future__ import annotations

import argparse
import json
import statistics
import sys
import tempfile
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from bench.copies.base import read_articles, read_base
from bench.copies.measure import measure
from bench.copies.score import Found, Hit, score_hits
from bench.copies.tools import TOOLS, missing
from bench.copies.workload import Document, make_documents

FIGURES = Path(__file__).with_name("figures.json")
SIZES, LARGE = (5_000, 20_000, 80_000), 320_000
_SIBLINGS = 20_000  # documents up to which all pairs are scored
_SLACK, _SLOWER = 0.002, 0.6  # by which a share may fall, to which share the speed may


def make(base: Sequence[Sequence[str]], size: int, seed: int, rows: Path) -> list[Document]:
    """The documents of a workload; the rows that tools are given go into a file."""
    documents = []
    with rows.open("w", encoding="utf-8") as out:
        for d in make_documents(base, size, seed):
            row = {"id": f"{d.number:07}", "text": d.text, "outlet": d.outlet, "published": d.published}
            out.write(json.dumps(row) + "\n")
            documents.append(d)
    return documents


def read_found(path: Path, spans: bool) -> Found:
    """A tool's answer by pair."""
    with np.load(path) as held:
        columns = [held[name].tolist() for name in ("pairs", "spans", "quoted", "groups")]
    found: Found = defaultdict(list)
    for (a, b), (a0, a1, b0, b1), quoted, group in zip(*columns, strict=True):
        found[a, b].append(Hit(a0, a1, b0, b1, quoted, str(group) if group >= 0 else "", spans))
    return found


def run_side_by_side(
    base: Sequence[Sequence[str]], size: int, seed: int, tools: Sequence[str], rounds: int
) -> dict[str, Any]:
    """Scores and costs of each tool: the median over rounds in which the tools take turns."""
    with tempfile.TemporaryDirectory() as scratch:
        rows = Path(scratch) / "rows.jsonl"
        documents = make(base, size, seed, rows)
        runs: dict[str, list[dict[str, float]]] = {name: [] for name in tools}
        for turn in range(rounds):
            for name in tools:
                note(f"round {turn + 1} of {rounds}: {name}")
                runs[name].append(measure(name, rows, Path(scratch) / f"{name}.npz"))
        told = {}
        for name in tools:
            scores = score_hits(documents, read_found(Path(scratch) / f"{name}.npz", TOOLS[name].spans))
            told[name] = {**cost(runs[name], size), **scores}
    return {**describe(documents, seed), "rounds": rounds, "tools": told}


def run_growth(base: Sequence[Sequence[str]], sizes: Sequence[int], seed: int) -> list[dict[str, Any]]:
    """The engine alone at growing sizes, and at the first size the first run after installation."""
    found = []
    for size in sizes:
        with tempfile.TemporaryDirectory() as scratch:
            rows, out = Path(scratch) / "rows.jsonl", Path(scratch) / "out.npz"
            note(f"{size:,} documents: writing them")
            documents = make(base, size, seed, rows)
            note(f"{size:,} documents: finding copies")
            runs = [measure("hearsay", rows, out) for _ in range(3 if size <= SIZES[1] else 1)]
            cold = measure("hearsay", rows, out, cold=True) if size == sizes[0] else None
            note(f"{size:,} documents: scoring")
            scores = score_hits(documents, read_found(out, True), siblings=size <= _SIBLINGS)
            row = {**describe(documents, seed), **cost(runs, size), **scores}
            if cold:
                row["first run, CPU s more"] = cold["cpu"] - row["CPU s"]
            found.append(row)
    return found


def describe(documents: Sequence[Document], seed: int) -> dict[str, Any]:
    words = sum(len(d.words) for d in documents) / len(documents)
    return {"documents": len(documents), "seed": seed, "words per document": round(words)}


def cost(runs: Sequence[dict[str, float]], size: int) -> dict[str, float]:
    """Medians over the runs of one tool."""
    cpu, peak, rows = (statistics.median(r[k] for r in runs) for k in ("cpu", "peak MB", "rows MB"))
    return {
        "CPU s": cpu,
        "documents per CPU s": size / cpu,
        "peak MB": peak,
        "KB per document": 1000 * peak / size,  # all of the process: interpreter, libraries, the texts themselves
        "KB per document beyond the texts": 1000 * max(0.0, peak - rows) / size,
        "passages": runs[-1]["passages"],
    }


def print_tools(run: dict[str, Any]) -> None:
    """The tools as columns; the last row of cost is how many times the engine's CPU a tool took."""
    tools: dict[str, dict[str, float]] = run["tools"]
    print(
        f"{run['documents']:,} documents of {run['words per document']} words, seed {run['seed']}, {run['rounds']} rounds"
    )
    print(f"{'':34}" + "".join(f"{name:>14}" for name in tools))
    names = list(dict.fromkeys(key for row in tools.values() for key in row))
    for name in names:
        print(f"{name:34}" + "".join(f"{show(row.get(name)):>14}" for row in tools.values()))
    if "hearsay" in tools:
        own = tools["hearsay"]["CPU s"]
        print(f"{'times the CPU of hearsay':34}" + "".join(f"{row['CPU s'] / own:>14.1f}" for row in tools.values()))


def print_growth(rows: Sequence[dict[str, Any]]) -> None:
    names = list(dict.fromkeys(key for row in rows for key in row))
    for name in names:
        print(f"{name:34}" + "".join(f"{show(row.get(name)):>14}" for row in rows))
    first = rows[0]["CPU s"] / rows[0]["documents"]
    print(
        f"{'cost per document, first = 1':34}" + "".join(f"{r['CPU s'] / r['documents'] / first:>14.2f}" for r in rows)
    )


def show(value: float | None) -> str:
    if value is None:
        return "–"
    return f"{value:.4f}" if isinstance(value, float) and value < 10 else f"{value:,.0f}"


def find_falls(run: dict[str, Any]) -> list[str]:
    """What is worse than pinned: a share by more than 0.002, the speed by more than two fifths."""
    held = json.loads(FIGURES.read_text(encoding="utf-8"))["side by side"]["tools"]["hearsay"]
    now = run["tools"]["hearsay"]
    falls = [
        f"{name}: {now.get(name, 0):.4f}, pinned {value:.4f}"
        for name, value in held.items()
        if name.startswith(("recall", "precision", "char")) and now.get(name, 0) < value - _SLACK
    ]
    if now["documents per CPU s"] < _SLOWER * held["documents per CPU s"]:
        falls.append(f"speed: {now['documents per CPU s']:.0f}, pinned {held['documents per CPU s']:.0f}")
    return falls


def note(line: str) -> None:
    print(line, file=sys.stderr, flush=True)


def rounded(value: Any) -> Any:
    if isinstance(value, dict):
        return {k: rounded(v) for k, v in value.items()}
    if isinstance(value, list):
        return [rounded(v) for v in value]
    return round(value, 4) if isinstance(value, float) else value


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--base", type=Path)
    parser.add_argument("--documents", type=int, default=SIZES[0])
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--tools", default=",".join(TOOLS))
    parser.add_argument("--growth", action="store_true")
    parser.add_argument("--large", action="store_true")
    parser.add_argument("--update", action="store_true")
    parser.add_argument("--check", action="store_true")
    args = parser.parse_args()
    base = [a.paragraphs for a in (read_articles(args.base) if args.base else read_base())]
    if not base:
        print("no articles beside the project and no --base: nothing measured")
        return 0
    tools = []
    for name in args.tools.split(","):
        if wanting := missing(TOOLS[name]):
            note(f"{name} is left out: python -m pip install {' '.join(wanting)} (or pip install --group bench)")
        elif args.documents > TOOLS[name].most:
            note(f"{name} is left out: it is run on {TOOLS[name].most:,} documents at most")
        else:
            tools.append(name)
    held: dict[str, Any] = json.loads(FIGURES.read_text(encoding="utf-8")) if FIGURES.is_file() else {}
    if args.growth:
        sizes = (*SIZES, LARGE) if args.large else SIZES
        held["growth"] = run_growth(base, sizes, args.seed)
        print_growth(held["growth"])
    if not args.growth:
        run = run_side_by_side(base, args.documents, args.seed, ["hearsay"] if args.check else tools, args.rounds)
        print_tools(run)
        if args.check:
            falls = find_falls(run)
            print("\n".join(falls) or "nothing fell")
            return 1 if falls else 0
        held["side by side"] = run
    if args.update:
        FIGURES.write_text(json.dumps(rounded(held), indent=1) + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
