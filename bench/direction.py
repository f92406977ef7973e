"""Who copied whom: how often the direction of a pair is right, and whether its probability means what it says.

    python -m bench.direction                 corpus train and dev, and the generated worlds
    python -m bench.direction --train -v      train only, with every wrong pair (dev is only ever counted)
    python -m bench.direction --fit           the weights of lexicons/direction.toml from train and worlds, cross-validated

A pair counts where two reports of a pile share unquoted text and the gold has one derive from the other, directly or
through others. The verdict on the pair is judged, not the derivation that is kept of it.
"""

from __future__ import annotations

import argparse
import itertools
import pickle
import sys
import tempfile
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from bench.gate.__main__ import SEED, WORLDS
from bench.gate.piles import Pile as Incident
from bench.gate.piles import read_piles, read_split
from hearsay.case import trace
from hearsay.link.derive import judge_all
from hearsay.link.direction import Verdict
from hearsay.link.pile import Pile
from hearsay.types import Findings, Parse

BINS = (0.0, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 1.01)


@dataclass(frozen=True)
class Made:
    """A pile as far as the derivations, with what gold says of its pairs: (child, parent) by report id."""

    name: str
    findings: Findings
    parses: dict[str, Parse]
    true: frozenset[tuple[str, str]]
    direct: frozenset[tuple[str, str]]


@dataclass(frozen=True)
class Judged:
    """The verdict on a pair of which gold knows the direction."""

    pile: str
    verdict: Verdict
    right: bool


def make(incident: Incident) -> Made:
    """Trace a pile."""
    with tempfile.TemporaryDirectory() as scratch:
        traced = trace(str(incident.folder / "reports"), Path(scratch) / "case", workers=0)
        try:
            findings, parses = traced.case.findings(), traced.case.parses()
        finally:
            traced.case.close()
    files = {Path(r.path).name: r.duplicate_of or r.id for r in findings.reports}
    ids = {g["id"]: files[Path(g["file"]).name] for g in incident.gold["reports"] if Path(g["file"]).name in files}
    up: dict[str, set[str]] = defaultdict(set)
    for d in incident.gold["derivations"]:
        if d["parent"] in ids and d["child"] in ids and d["kind"] != "shared_quotation":
            up[ids[d["child"]]].add(ids[d["parent"]])
    true = {(child, a) for child in list(up) for a in _ancestors(up, child)}
    direct = {(c, p) for c, found in up.items() for p in found}
    return Made(incident.name, findings, parses, frozenset(t for t in true if t[::-1] not in true), frozenset(direct))


def _ancestors(up: dict[str, set[str]], child: str) -> set[str]:
    seen: set[str] = set()
    stack = [child]
    while stack:
        for parent in up.get(stack.pop(), set()) - seen:
            seen.add(parent)
            stack.append(parent)
    return seen - {child}


def lay_out(made: Made) -> Pile:
    """The pile as the derivations see it."""
    reports = {r.id: r for r in made.findings.reports}
    return Pile(reports, made.findings.passages, made.findings.attributions, made.parses)


def judge_pile(made: Made) -> list[Judged]:
    """The verdicts on the pairs whose direction gold knows."""
    found = []
    for v in judge_all(lay_out(made)):
        pair = (v.child, v.parent)
        if pair in made.true or pair[::-1] in made.true:
            found.append(Judged(made.name, v, pair in made.true))
    return found


def worlds() -> Iterable[Incident]:
    """Generated piles of every world, of another seed than the gate's."""
    from bench.world import WORLDS as SETTINGS
    from bench.world import make_world, write_pile

    with tempfile.TemporaryDirectory() as scratch:
        for name, events in WORLDS.items():
            for made in make_world(replace(SETTINGS[name], events=events), SEED + 1):
                write_pile(made, Path(scratch) / name)
            yield from (Incident(p.folder) for p in read_piles([Path(scratch) / name]))


def kept(incidents: Iterable[Incident], cache: Path | None) -> list[Made]:
    """The piles traced, or as kept from before."""
    if cache and cache.is_file():
        return [Made(*row) for row in pickle.loads(cache.read_bytes())]
    made = [make(i) for i in incidents]
    if cache:
        cache.write_bytes(pickle.dumps([(m.name, m.findings, m.parses, m.true, m.direct) for m in made]))
    return made


def show(judged: Sequence[Judged], what: str) -> None:
    """Accuracy, unknown, and of those given a probability how many are right."""
    told = [j for j in judged if j.verdict.direction != "unknown"]
    right = sum(j.right for j in told)
    print(f"\n{what}: {len(judged)} pairs, {len(told)} with a direction, {right} right", end="")
    print(f" ({100 * right / max(1, len(told)):.1f} %), unknown {100 * (1 - len(told) / max(1, len(judged))):.1f} %")
    for basis in ("declared", "dates", "traces"):
        some = [j for j in told if basis_of(j.verdict) == basis]
        print(f"  by {basis:9} {len(some):4}  right {100 * sum(j.right for j in some) / max(1, len(some)):5.1f} %")
    print("  probability   pairs  mean said  right")
    error = 0.0
    for low, high in itertools.pairwise(BINS):
        some = [j for j in told if low <= j.verdict.probability < high and j.verdict.direction == "inferred"]
        if some:
            said = sum(j.verdict.probability for j in some) / len(some)
            true = sum(j.right for j in some) / len(some)
            error += abs(said - true) * len(some)
            print(f"  {low:.2f}-{min(high, 1):.2f}     {len(some):4}     {said:.2f}     {true:.2f}")
    inferred = [j for j in told if j.verdict.direction == "inferred"]
    if inferred:
        brier = sum((j.verdict.probability - j.right) ** 2 for j in inferred) / len(inferred)
        print(f"  calibration error of the inferred {error / len(inferred):.3f}, Brier {brier:.3f}")


def basis_of(v: Verdict) -> str:
    """What a verdict rests on first."""
    if v.direction == "declared":
        return "declared"
    return "dates" if any("published" in b or "copied by" in b for b in v.because) else "traces"


def main() -> int:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--train", action="store_true", help="the train split only")
    parser.add_argument("--no-worlds", action="store_true")
    parser.add_argument("--keep", type=Path, help="a folder to keep traced piles in")
    parser.add_argument("--fit", action="store_true")
    parser.add_argument("-v", "--verbose", action="store_true")
    args = parser.parse_args()
    if args.keep:
        args.keep.mkdir(parents=True, exist_ok=True)

    def piles(name: str, incidents: Iterable[Incident]) -> list[Made]:
        return kept(incidents, args.keep / f"{name}.pickle" if args.keep else None)

    train = piles("train", read_split("train"))
    judged = [j for made in train for j in judge_pile(made)]
    show(judged, "train")
    for j in judged if args.verbose else ():
        if not j.right or j.verdict.direction == "unknown":
            tell(j, train)
    if not args.train:
        show([j for made in piles("dev", read_split("dev")) for j in judge_pile(made)], "dev")
    if not args.no_worlds:
        show([j for made in piles("worlds", worlds()) for j in judge_pile(made)], "worlds")
    return 0


def tell(j: Judged, train: Sequence[Made]) -> None:
    """One wrong or unknown pair of train."""
    made = next(m for m in train if m.name == j.pile)
    names = {r.id: f"{Path(r.path).name} ({r.published.start if r.published else '–'})" for r in made.findings.reports}
    v = j.verdict
    child, parent = (v.child, v.parent) if j.right else (v.parent, v.child)
    where = "direct" if (child, parent) in made.direct else "through others"
    print(f"  {j.pile}: {names[child]} is from {names[parent]} ({where}); said {v.direction} {v.probability}", end="")
    print(f" {'right' if j.right else 'the other way'}: {'; '.join(v.because)}")


if __name__ == "__main__":
    sys.exit(main())
