"""Writes a world to disk: ``python -m bench.world OUT --seed 1 --events 20 --world base``."""

from __future__ import annotations

import argparse
import sys
from dataclasses import replace
from pathlib import Path

if __package__ in (None, ""):  # run as a folder: python bench/world …
    sys.path.insert(0, str(Path(__file__).resolve().parents[2]))
    __package__ = "bench.world"

from bench.world import WORLDS, make_pile, write_pile


def main() -> int:
    """Write the piles; print how many."""
    parser = argparse.ArgumentParser(prog="bench.world", description="Write piles of invented news with known origins.")
    parser.add_argument("out", type=Path, help="folder to write the piles to")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--events", type=int, default=20, help="number of piles")
    parser.add_argument("--world", choices=sorted(WORLDS), default="base")
    given = parser.parse_args()
    settings = replace(WORLDS[given.world], events=given.events)
    reports = claims = 0
    for k in range(settings.events):
        pile = make_pile(settings, given.seed, k)
        write_pile(pile, given.out)
        reports += len(pile.files)
        claims += len(pile.gold["claims"])
    print(f"{settings.events} piles, {reports} reports, {claims} claims in {given.out}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
