"""How the answers to one question stand to each other: readings, and relations between numbers."""

from __future__ import annotations

from typing import Any

COUNTED = ("asserts", "confirms", "denies")
Interval = tuple[int | None, int | None]


def interval(x: dict[str, Any]) -> Interval | None:
    """The number of an attestation."""
    return (x["value"]["low"], x["value"]["high"]) if x["value"] else None


def ends(v: Interval) -> tuple[float, float]:
    """An interval with its open ends far out."""
    return (0.0 if v[0] is None else v[0], float("inf") if v[1] is None else v[1])


def overlap(a: Interval, b: Interval) -> bool:
    """Whether two intervals share a number."""
    (p, q), (r, s) = ends(a), ends(b)
    return p <= s and r <= q


def inside(a: Interval, b: Interval) -> bool:
    """Whether the first lies in the second."""
    (p, q), (r, s) = ends(a), ends(b)
    return r <= p and q <= s


def readings(rows: list[dict[str, Any]], unit: str) -> list[dict[str, Any]]:
    """The answers and who supports each; a wide number supports every narrow one in its reach."""
    told = [n for n, x in enumerate(rows) if x["stance"] in COUNTED]
    against = [n for n in told if rows[n]["stance"] == "denies"]
    side = [n for n in told if n not in against]
    values: dict[Interval, str] = {}
    for n in side:
        v = interval(rows[n])
        if v:
            values.setdefault(v, rows[n]["value"]["said"])
    out: list[dict[str, Any]] = []
    silent = [n for n in side if interval(rows[n]) is None]
    if values:
        least = [v for v in values if not any(w != v and inside(w, v) for w in values)]
        for v in sorted(least, key=ends):
            who = [n for n in side if n in silent or overlap(interval(rows[n]) or v, v)]
            slot = {"slot": "quantity", "low": v[0], "high": v[1], "unit": unit, "text": values[v]}
            out.append({"value": slot, "attestations": who})
    elif side:
        slot_ = {"slot": "polarity", "low": None, "high": None, "unit": None, "text": "yes"} if against else None
        out.append({"value": slot_, "attestations": side})
    if against:
        no = {"slot": "polarity", "low": None, "high": None, "unit": None, "text": "no"}
        out.append({"value": no, "attestations": against})
    return out


def relations(rows: list[dict[str, Any]], days: list[str]) -> list[dict[str, Any]]:
    """Pairs of groups of attestations and what they are to each other."""
    side = [n for n, x in enumerate(rows) if x["stance"] in ("asserts", "confirms")]
    against = [n for n, x in enumerate(rows) if x["stance"] == "denies"]
    out = [{"a": side, "b": against, "kind": "denial"}] if side and against else []
    groups: dict[Interval, list[int]] = {}
    for n in side:
        v = interval(rows[n])
        if v:
            groups.setdefault(v, []).append(n)
    order = sorted(groups, key=ends)
    for i, a in enumerate(order):
        out += [
            {"a": groups[a], "b": groups[b], "kind": relation(a, b, first(groups[a], days), first(groups[b], days))}
            for b in order[i + 1 :]
        ]
    return out


def first(group: list[int], days: list[str]) -> str:
    """The earliest day a group is told for."""
    return min((days[n] for n in group if days[n]), default="")


def relation(a: Interval, b: Interval, day_a: str, day_b: str) -> str:
    """What two different numbers of one thing are to each other; ``b`` starts at the same number or a greater one."""
    (p, q), (r, s) = ends(a), ends(b)
    greater = r > p and (q == s == float("inf") or q < r)
    if greater and day_a and day_b and day_b > day_a:
        return "update"
    if inside(a, b) or inside(b, a):
        return "refines"
    return "compatible" if overlap(a, b) else "conflict"
