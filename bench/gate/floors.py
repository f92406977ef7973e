"""Floors: the value each figure must keep, pinned in ``bench/floors.json`` with a hash of the corpus they were measured on.

A floor is never moved by a run alone: ``--update`` raises floors to what was reached, and lowers one only with a reason,
which stays in the file.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bench.gate.figures import Figure

PATH = Path(__file__).resolve().parents[1] / "floors.json"
# What a figure may fall below its floor before the gate fails: the noise of another machine's floating point, which may
# turn one case of a row; so a share may fall by this or by two cases, whichever is more.
EPSILON = {"%": 0.5, "": 0.05, "per CPU second": 0.4}
_CASES = 2
RELATIVE = {"per CPU second"}  # machines differ in speed: the slack is a share of the floor


@dataclass(frozen=True)
class Fall:
    """A figure below its floor, or a floor whose figure is gone."""

    name: str
    floor: float
    value: float | None
    unit: str

    def __str__(self) -> str:
        if self.value is None:
            return (
                f"{self.name}: no figure any more, its floor is {self.floor:g}. Bring the layer back or drop the floor."
            )
        return f"{self.name}: {self.value:g} {self.unit}, its floor is {self.floor:g} {self.unit}"


def read_floors() -> dict[str, Any]:
    """The file's content: ``corpus`` (hash), ``floors`` (name → value, of, lower, unit, optional), ``lowered``."""
    if not PATH.is_file():
        return {"corpus": None, "floors": {}, "lowered": []}
    content: dict[str, Any] = json.loads(PATH.read_text(encoding="utf-8"))
    return content


def find_falls(figures: Sequence[Figure], floors: dict[str, Any]) -> list[Fall]:
    """Every figure that is worse than its floor by more than its epsilon; rows that need absent data may be missing."""
    have = {f.name: f for f in figures}
    falls = []
    for name, row in floors["floors"].items():
        figure = have.get(name)
        if figure is None:
            if not row.get("optional"):
                falls.append(Fall(name, row["value"], None, row["unit"]))
        elif is_worse(figure.value, row):
            falls.append(Fall(name, row["value"], figure.value, row["unit"]))
    return falls


def is_worse(value: float, row: dict[str, Any]) -> bool:
    """Whether a value is worse than a floor by more than its epsilon."""
    slack = EPSILON[row["unit"]] * (row["value"] if row["unit"] in RELATIVE else 1)
    if row["unit"] == "%":
        slack = max(slack, _CASES * 100 / max(1, row["of"]))
    return bool(value > row["value"] + slack if row["lower"] else value < row["value"] - slack)


def update_floors(
    figures: Sequence[Figure], corpus: str, floors: dict[str, Any], optional: set[str], why: str | None, day: str
) -> list[str]:
    """Pin what was reached; returns the names of floors that would have to be lowered and were not, for want of a reason.

    Floors of figures that are missing now stay. With a reason everything is pinned and each lowering recorded.
    """
    refused, rows = [], dict(floors["floors"])
    lowered = list(floors["lowered"])
    for figure in figures:
        old = rows.get(figure.name)
        new = {"value": figure.value, "of": figure.of, "lower": figure.lower, "unit": figure.unit}
        if figure.name in optional:
            new["optional"] = True
        worse = old is not None and (figure.value > old["value"] if figure.lower else figure.value < old["value"])
        if worse and old is not None and not why:
            if is_worse(figure.value, old):
                refused.append(figure.name)
            continue
        if worse and old is not None:
            lowered.append({"name": figure.name, "from": old["value"], "to": figure.value, "why": why, "day": day})
        rows[figure.name] = new
    if not refused:
        content = {"corpus": corpus, "floors": rows, "lowered": lowered}
        PATH.write_text(json.dumps(content, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    return refused
