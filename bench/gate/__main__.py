"""The gate: ``python -m bench.gate`` scores the program on gold and on real text and compares with the pinned floors.

python -m bench.gate                     the table; exit 1 below a floor
python -m bench.gate --update            pin what was reached (refuses to lower a floor)
python -m bench.gate --update --why "…"  the same, lowering with a reason that is kept
python -m bench.gate --hold              the held half of the real text, and the test split: once per issue
python -m bench.gate --on FOLDER… [-v]   only these piles, no floors; -v says what went wrong
python -m bench.gate --gold              score the gold as output: every layer must be 100
python -m bench.gate --second            how far two readers agree: the second scored on the first's gold
"""

from __future__ import annotations

import argparse
import datetime as dt
import json
import os
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from pathlib import Path

from bench.gate import real, reuse
from bench.gate.figures import Figure, figures, speed
from bench.gate.floors import find_falls, read_floors, update_floors
from bench.gate.piles import CORPUS, Pile, corpus_hash, read_piles, read_second, read_split
from bench.gate.run import present_gold, trace_pile
from bench.gate.score import score

PEERS = Path(__file__).with_name("peers.json")
WORLDS = {  # piles of each
    "base": 8,
    "low_credit": 4,
    "high_credit": 4,
    "distortion": 4,
    "sensational": 4,
    "anonymous": 4,
    "second_hand": 4,
}
SEED = 20


def main(argv: Sequence[str] | None = None) -> int:
    """Run what the arguments ask for; the exit code says whether every floor holds."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--update", action="store_true")
    parser.add_argument("--why")
    parser.add_argument("--hold", action="store_true")
    parser.add_argument("--on", nargs="+", type=Path)
    parser.add_argument("--gold", action="store_true")
    parser.add_argument("--second", action="store_true")
    parser.add_argument("-v", "--verbose", action="store_true")
    args = parser.parse_args(argv)
    if args.on:
        show(measure_piles(read_piles(args.on), "piles", args.gold, args.verbose, each=True))
        return 0
    if args.gold:
        return prove_scorer()
    if args.second:
        show(second_figures())
        return 0
    if args.hold:
        rows = measure_piles(read_split("test"), "test", verbose=args.verbose)
        for some in real.held():
            rows += some
        show(rows)
        (Path(__file__).resolve().parents[1] / "held.json").write_text(told(rows), encoding="utf-8")
        return 0
    return guard(args.update, args.why, args.verbose)


def guard(update: bool, why: str | None, verbose: bool) -> int:
    """Measure everything that has a floor, print the table, compare."""
    began = time.perf_counter()
    piles, floors = read_split("dev"), read_floors()
    rows = measure_piles(piles, "dev", verbose=verbose, timed=True)
    rows += measure_worlds(verbose)
    rows += reuse.copies(read_piles([CORPUS])) + reuse.durability(piles[0])
    optional = set()
    for some in real.watched():
        rows += some
        optional |= {f.name for f in some}
    hashed = corpus_hash(piles)
    show(rows, floors["floors"])
    print(f"{time.perf_counter() - began:.0f} s")
    if update:
        refused = update_floors(rows, hashed, floors, optional, why, dt.datetime.now(dt.UTC).date().isoformat())
        for name in refused:
            print(f"not lowered: {name}. Say why with --why.")
        return 1 if refused else 0
    if floors["corpus"] != hashed:
        print("The dev piles are not those the floors were measured on: look at the figures, then run with --update.")
        return 1
    falls = find_falls(rows, floors)
    for fall in falls:
        print(f"BELOW ITS FLOOR  {fall}")
    return 1 if falls else 0


def prove_scorer() -> int:
    """The gold as output must score 100 on every layer, and nothing false."""
    bad = 0
    for pile in read_piles([CORPUS]):
        for figure in figures(score(pile, present_gold(pile)).counts, pile.name):
            if "counting outlets" in figure.name or "width" in figure.name or "found corr" in figure.name:
                continue
            want = 0 if figure.lower else 100
            if figure.value != want and not (figure.name.endswith("exact") and figure.value == 100):
                print(f"{figure.name}: {figure.value:g}, not {want}")
                bad += 1
    print("the gold scores 100 on every layer" if not bad else f"{bad} layers of the gold are not scored 100")
    return 1 if bad else 0


def measure_piles(
    piles: Sequence[Pile],
    where: str,
    gold: bool = False,
    verbose: bool = False,
    each: bool = False,
    timed: bool = False,
) -> list[Figure]:
    """Figures of the piles taken together."""
    total: Counter[str] = Counter()
    for pile, (counts, notes) in zip(piles, _scored(piles, gold), strict=True):
        total += Counter(counts)
        if each or verbose:
            print(summary(pile.name, counts))
        for note in notes if verbose else ():
            print("   ", note)
    return figures(total, where) + ([speed(total)] if timed else [])


def second_figures() -> list[Figure]:
    """The second reader's annotation scored as if it were a run: agreement, layer by layer."""
    total: Counter[str] = Counter()
    for second in read_second():
        total += score(Pile(second.folder), present_gold(second)).counts
    return figures(total, "second reader")


def measure_worlds(verbose: bool = False) -> list[Figure]:
    """Figures of the made-up presses: the base world layer by layer, of the others what counting turns on."""
    from bench.world import WORLDS as SETTINGS
    from bench.world import make_world, write_pile

    rows: list[Figure] = []
    with tempfile.TemporaryDirectory() as scratch:
        for name, events in WORLDS.items():
            folder = Path(scratch) / name
            for made in make_world(replace(SETTINGS[name], events=events), SEED):
                write_pile(made, folder)
            found = measure_piles(read_piles([folder]), f"world {name}", verbose=verbose)
            rows += [f for f in found if name == "base" or "corroboration" in f.name or "inside" in f.name]
    return rows


def _scored(piles: Sequence[Pile], gold: bool) -> Iterator[tuple[dict[str, float], list[str]]]:
    if gold or len(piles) < 2:
        yield from (_score(p.folder, gold) for p in piles)
        return
    with ProcessPoolExecutor(min(len(os.sched_getaffinity(0)), len(piles))) as pool:
        yield from pool.map(_score, [p.folder for p in piles], [gold] * len(piles))


def _score(folder: Path, gold: bool) -> tuple[dict[str, float], list[str]]:
    pile = Pile(folder)
    began = time.process_time()
    run = present_gold(pile) if gold else trace_pile(pile)
    spent = time.process_time() - began
    sheet = score(pile, run)
    sheet.add("seconds", spent)
    sheet.add("words", sum(len(text.split()) for text in run.texts.values()))
    return dict(sheet.counts), sheet.notes


def summary(name: str, counts: dict[str, float]) -> str:
    """One line on one pile."""
    have = {f.name.partition(": ")[2]: f.value for f in figures(counts, "")}
    c = Counter(counts)
    return (
        f"{name:32} false {c['false']:g}/{c['single']:g} missed {c['missed']:g}/{c['double']:g}"
        f" confirmed {c['confirmed']:g} lost {c['lost']:g}"
        + "".join(
            f" {short} {have[row]:g}"
            for short, row in (
                ("found", "attestations found"), ("pairs", "same claim: F1"), ("chain", "whole chain"),
                ("deriv", "derivations: F1"), ("attr", "attribution: F1"), ("inside", "independent: gold inside the interval"),
            )
            if row in have
        )
    )  # fmt: skip


def show(rows: Sequence[Figure], floors: dict[str, dict[str, float]] | None = None) -> None:
    """Print the table: figure, over how many, floor, what others reach."""
    peers = json.loads(PEERS.read_text(encoding="utf-8"))
    for f in rows:
        floor = (floors or {}).get(f.name)
        bound = f"{'≤' if f.lower else '≥'} {floor['value']:g}" if floor else ""
        print(
            f"{f.name:62} {f.value:>8g} {f.unit:14} of {f.of:<6} {bound:10} {peers.get(f.name.partition(': ')[2], peers.get(f.name, ''))}".rstrip()
        )


def told(rows: Sequence[Figure]) -> str:
    """The figures as a file."""
    content = {f.name: {"value": f.value, "of": f.of, "lower": f.lower, "unit": f.unit} for f in rows}
    return json.dumps(content, ensure_ascii=False, indent=1) + "\n"


if __name__ == "__main__":
    sys.exit(main())
