"""From counts to figures: the rows of the gate's table, each with which way is better."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

CLASHES = ("conflict", "update", "scope", "refines", "denial")


@dataclass(frozen=True)
class Figure:
    """One measured figure. ``value`` is in per cent unless ``unit`` says else; ``of`` is how many things it is over."""

    name: str
    value: float
    of: int
    lower: bool = False  # the lower the better
    unit: str = "%"


def figures(c: Mapping[str, float], where: str) -> list[Figure]:
    """Rows of one set of piles; a layer without gold has no row."""
    c = Counter(c)  # what was never counted is 0
    rows = [
        _share(c, "false corroboration", "false", "single", lower=True),
        _share(c, "false corroboration, counting outlets", "naive false", "single", lower=True),
        _share(c, "missed corroboration", "missed", "double", lower=True),
        _share(c, "found corroboration", "confirmed", "double"),
        _share(c, "independent: gold inside the interval", "inside", "scored"),
        _share(c, "independent: exact", "exact", "scored"),
        _mean(c, "independent: width", "width", "scored"),
        _mean(c, "independent: mean error", "error", "scored"),
        _mean(c, "independent: mean error, counting outlets", "naive error", "scored"),
        _share(c, "origins: gold inside the interval", "origins inside", "scored"),
        _share(c, "origins: low right", "origins low right", "scored"),
        _share(c, "claims found", "scored", "claims"),
        _share(c, "attestations found", "attestations found", "attestations"),
        *_found(c, "same claim", "pairs"),
        _share(c, "last hop", "last hops right", "fields"),
        _share(c, "whole chain", "chains right", "fields"),
        _share(c, "origin of chains deeper than one", "deep origins right", "deep chains"),
        *_found(c, "attribution", "attributions"),
        _share(c, "attribution: nesting", "nested right", "nested"),
        _share(c, "attribution: stance", "attributions stance right", "attributions right"),
        *_found(c, "derivations", "derivations"),
        _share(c, "derivations: kind", "derivation kinds right", "derivation kinds"),
        _share(c, "derivations: direction", "directions right", "directions"),
        *_found(c, "incidents", "incidents"),
        *_found(c, "credits", "credits"),
        _share(c, "line roles", "lines right", "lines"),
        _share(c, "outlets", "outlets right", "reports"),
        _share(c, "dates of publication", "dates right", "reports"),
        _share(c, "titles", "titles right", "reports"),
        _share(c, "values", "values right", "values"),
        _share(c, "times", "times right", "times"),
        *[_share(c, name, f"{name} right", "fields") for name in ("stance", "polarity", "modality", "voice")],
        *[_f1(c, f"disagreements: {kind}", kind) for kind in CLASHES],
    ]
    return [Figure(f"{where}: {r.name}", r.value, r.of, r.lower, r.unit) for r in rows if r is not None and r.of]


def speed(c: Mapping[str, float]) -> Figure:
    """Reports of 600 words a CPU second, whole pipeline, each pile in a process that has begun."""
    return Figure("speed: reports", round(c["words"] / 600 / c["seconds"], 1), int(c["words"]), unit="per CPU second")


def _share(c: Mapping[str, float], name: str, part: str, whole: str, lower: bool = False) -> Figure | None:
    return Figure(name, round(100 * c[part] / c[whole], 1), int(c[whole]), lower) if c[whole] else None


def _mean(c: Mapping[str, float], name: str, total: str, count: str) -> Figure | None:
    return Figure(name, round(c[total] / c[count], 2), int(c[count]), lower=True, unit="") if c[count] else None


def _found(c: Mapping[str, float], name: str, layer: str) -> list[Figure | None]:
    right, system, gold = (c[f"{layer} {part}"] for part in ("right", "system", "gold"))
    if not gold:
        return []
    return [
        Figure(f"{name}: precision", round(100 * right / system, 1) if system else 0.0, int(gold)),
        Figure(f"{name}: recall", round(100 * right / gold, 1), int(gold)),
        _f1(c, f"{name}: F1", layer),
    ]


def _f1(c: Mapping[str, float], name: str, layer: str) -> Figure | None:
    right, both = c[f"{layer} right"], c[f"{layer} system"] + c[f"{layer} gold"]
    return Figure(name, round(200 * right / both, 1), int(c[f"{layer} gold"])) if c[f"{layer} gold"] else None
