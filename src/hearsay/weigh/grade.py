"""Grades: Admiralty credibility 1–6 of a reading, as this pile supports it. It never speaks of truth."""

from __future__ import annotations

from collections.abc import Sequence

from hearsay.types import Count, Grade, Independent, Mention

__all__ = ["grade_reading"]

_SURE = 0.95


def grade_reading(
    support: Sequence[Mention], origins: Count, independent: Independent, opposed: Sequence[Count], retracted: bool
) -> Grade:
    """The first rule that fits, with its code. ``opposed``: counts of the sides that conflict with it or deny it."""
    soft = sorted({m.soft for m in support if m.soft is not None}) if all(m.soft for m in support) else []
    if origins.high == 0 or soft:
        return Grade(6, ("no_holder", *soft))
    if retracted:
        return Grade(5, ("retracted",))
    if independent.high <= 1 and any(side.low >= 2 for side in opposed):
        return Grade(5, ("outweighed",))
    if independent.high <= 1 and any(side.high >= 1 for side in opposed):
        return Grade(4, ("contested",))
    if independent.low >= 2:
        if not opposed and independent.p2 >= _SURE:
            return Grade(1, ("corroborated",))
        return Grade(2, (*(("disputed",) if opposed else ()), *(("unsure",) if independent.p2 < _SURE else ())))
    if origins.low >= 2:
        return Grade(2, ("one_newsroom",))
    if independent.high >= 2:
        return Grade(2, ("may_coincide",))
    unsourced = bool(support) and all(m.voice == "unsourced" for m in support)
    return Grade(3, ("unsourced",) if unsourced else ("single_origin",))
