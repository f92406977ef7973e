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
import math
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
from hearsay.link.direction import Verdict, find_declared
from hearsay.link.pile import Pile
from hearsay.link.traces import find_traces
from hearsay.types import Findings, Parse

# What the weights were before any pair was seen.
JUDGED = {
    "trimmed": 1.2, "whole_inside": 1.2, "contained": 0.4, "quoted": 1.8, "told_as_own": 1.8, "names_other": 2.2,
    "told_to_other": 1.5, "lost_name": 1.6, "lost_pronoun": 1.0, "no_agency": 0.9, "undated": 0.8, "nameless": 0.5,
    "unplaced": 0.4, "unsigned": 0.4, "hedged": 0.8, "own_voice": 0.8, "agency": 0.6, "rounded": 0.8, "stemma": 1.0,
    "clock": 1.5,
}  # fmt: skip
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


def hide(made: Made) -> Made:
    """The pile without dates and without anybody named as an outlet's source: what is left are traces in the text."""
    reports = tuple(
        replace(
            r, published=None, credits=tuple(c for c in r.credits if c.kind == "dateline"), canonical=None, based_on=()
        )
        for r in made.findings.reports
    )
    return replace(made, findings=replace(made.findings, reports=reports))


Row = tuple[str, dict[str, float]]  # pile; trace → how often the true copy bears it less how often the other does


def rows_of(made: Made) -> list[Row]:
    """The traces of every pair whose direction gold knows and neither of the two declares, whatever is dated."""
    pile, rows = lay_out(made), []
    for (a, b), share in pile.shares.items():
        known = (a, b) in made.true or (b, a) in made.true
        if not known or find_declared(pile, share) is not None:
            continue
        told: dict[str, float] = defaultdict(float)
        for side in (share, share.flipped()):
            sign = 1 if (side.here, side.there) in made.true else -1
            for sign_of in find_traces(pile, side):
                told[sign_of.name] += sign * sign_of.times
        rows.append((made.name, dict(told)))
    return rows


def fit(rows: Sequence[Row], hold: float) -> dict[str, float]:
    """Weights that make the true copies likely, held near what was judged and never below nothing; plain descent."""
    prior = JUDGED
    w = dict(prior)
    for _ in range(3_000):
        slope = {name: hold * (w[name] - prior[name]) for name in w}
        for _, told in rows:
            off = 1 / (1 + math.exp(sum(w[n] * x for n, x in told.items())))
            for n, x in told.items():
                slope[n] -= off * x
        w = {n: max(0.0, w[n] - 0.5 / (hold + len(rows) / 4) * slope[n]) for n in w}
    return w


def loss(rows: Sequence[Row], w: dict[str, float]) -> float:
    """Mean log loss over pairs."""
    lean = [sum(w[n] * x for n, x in told.items()) for _, told in rows]
    return sum(math.log1p(math.exp(-x)) for x in lean) / max(1, len(lean))


def fit_all(train: Sequence[Made], made_up: Sequence[Made], dev: Sequence[Made]) -> None:
    """Weights by how firmly they are held, cross-validated over the incidents of train; dev beside them."""
    own = [row for m in train for row in (*rows_of(m), *rows_of(hide(m)))]
    more = [row for m in made_up for row in (*rows_of(m), *rows_of(hide(m)))]
    seen = [row for m in dev for row in (*rows_of(m), *rows_of(hide(m)))]
    names = sorted({name for name, _ in own})
    print(
        f"{len(own)} pairs of train, {len(more)} of worlds; judged: train {loss(own, JUDGED):.3f} dev {loss(seen, JUDGED):.3f}"
    )
    tried: list[tuple[float, float]] = []
    for hold in (1.0, 2.0, 4.0, 8.0, 16.0, 32.0):
        total = 0.0
        for k in range(5):
            out = set(names[k::5])
            w = fit([r for r in own if r[0] not in out] + more, hold)
            part = [r for r in own if r[0] in out]
            total += loss(part, w) * len(part)
        whole = fit(own + more, hold)
        print(
            f"  hold {hold:4g}: left out {total / len(own):.3f}, train {loss(own, whole):.3f}, dev {loss(seen, whole):.3f}"
        )
        tried.append((total / len(own), hold))
    best = max(hold for left, hold in tried if left <= 1.02 * min(tried)[0])  # the firmest that is as good
    for name, value in fit(own + more, best).items():
        count = sum(name in told for _, told in own + more)
        right = sum(told.get(name, 0) > 0 for _, told in own + more)
        print(f"{name} = {value:.2f}  # judged {JUDGED[name]}, in {count} pairs, right in {right}")


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
    if args.fit:
        fit_all(train, piles("worlds", worlds()), piles("dev", read_split("dev")))
        return 0
    judged = [j for made in train for j in judge_pile(made)]
    show(judged, "train")
    for j in judged if args.verbose else ():
        if not j.right or j.verdict.direction == "unknown":
            tell(j, train)
    show([j for made in train for j in judge_pile(hide(made))], "train, dates and credits hidden")
    for name, found in (("dev", not args.train), ("worlds", not args.no_worlds)):
        if found:
            some = piles(name, read_split("dev") if name == "dev" else worlds())
            show([j for made in some for j in judge_pile(made)], name)
            show([j for made in some for j in judge_pile(hide(made))], f"{name}, dates and credits hidden")
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
