"""Draws names, places, the press, and the people who can be asked."""

from __future__ import annotations

from typing import Any

from .dice import Dice
from .grammar import expand, table
from .records import Event, Outlet, Source

POOLS = ("fjord", "steppe", "sierra", "delta", "coast", "levant", "shire", "isles")


class Names:
    """Names of one pool, none given twice."""

    def __init__(self, dice: Dice, pool: str, taken: dict[str, bool]) -> None:
        self.dice, self.data, self.taken = dice, table("names")[pool], taken

    def fresh(self, key: str) -> str:
        """A name nobody has yet."""
        names: list[str] = [n for n in self.data[key].split() if n not in self.taken] or self.data[key].split()
        name = self.dice.pick(names)
        self.taken[name] = True
        return name

    def person(self, *, woman: bool | None = None) -> tuple[str, str, str]:
        """Full name, surname and pronoun."""
        she = self.dice.chance(0.45) if woman is None else woman
        given = self.fresh("women" if she else "men")
        surname = self.fresh("surnames")
        return f"{given} {surname}", surname, "she" if she else "he"

    def place(self, key: str) -> str:
        """A town or a region."""
        return self.fresh(key)


def make_source(number: int, key: str, event: Event, names: Names, dice: Dice) -> Source:
    """Somebody with a role in an event."""
    role: dict[str, Any] = dict(table("roles")[key])
    full, surname, he = "", "", "it"
    if role["kind"] in ("official", "person", "witness"):
        full, surname, he = names.person(woman=role.get("woman"))
    elif role["kind"] == "anonymous":
        he = "they" if "plural" in role else ("she" if role.get("woman") or dice.chance(0.4) else "he")
    his = {"he": "his", "she": "her", "they": "their", "it": "its"}[he]

    def fill(text: str) -> str:
        return expand(text, dice, lambda s: his if s == "his" else event.slots[s])

    for field in ("long", "short", "colour"):
        role[field] = [fill(x) for x in role.get(field, [])]
    for field in ("title", "the", "name", "desc"):
        if field in role:
            role[field] = fill(role[field])
    return Source(f"{event.id}.{number}", role, full, surname, he, dice.between(19, 71))


def style(name: str, kind: str, medium: str, initials: str, dice: Dice) -> Outlet:
    """An outlet with a house style of its own."""
    us = dice.chance(0.4)
    form = dice.pick(("us", "short", "us", "iso")) if us else dice.pick(("uk", "long", "uk", "iso"))
    below = dice.pick((10, 10, 13, 2)) if kind == "aggregator" else dice.pick((10, 10, 11, 13))
    return Outlet(name, kind, medium, initials, us, below, dice.chance(0.6), form, dice.chance(0.7))


def make_press(dice: Dice) -> list[Outlet]:
    """The world's press: agencies, newsrooms, and those who mostly repeat."""
    press = table("press")
    out = [style(name, "wire", medium, initials, dice) for name, initials, medium in press["wires"]]
    out += [style(name, "original", medium, "", dice) for name, medium in press["originals"]]
    out += [style(name, "aggregator", "website", "", dice) for name in press["aggregators"]]
    pull = [{"wire": 8.0, "original": 3.0, "aggregator": 1.0}[o.kind] for o in out]
    for o in out:
        # A small Dirichlet-like taste: most of the weight falls on a few favourites.
        o.favourites = [p * (-dice.uniform() + 1.0) ** 6 for p in pull]
    return out


def local_press(event: Event, taken: dict[str, bool], dice: Dice) -> Outlet:
    """The paper or station of the place itself."""
    options = [n.format(place=event.slots["place"], region=event.slots["region"]) for n in table("press")["local"]]
    name = dice.pick([n for n in options if n not in taken])
    taken[name] = True
    return style(name, "local", "broadcaster" if name.startswith("Radio") else "newspaper", "", dice)
