"""Draws an event: its facts and their truth, the people who know, and what each of them says."""

from __future__ import annotations

import math
from datetime import date
from typing import Any

from .cast import Names, make_source
from .dice import Dice
from .grammar import expand, table
from .quantity import Expression, express, rounded
from .records import Event, Fact, Source
from .settings import Settings

DAYS = 4


def make_event(key: str, kind: str, day: date, names: Names, settings: Settings, dice: Dice) -> Event:
    """An event of a kind, on a day, with everything that can be known about it."""
    data = table(f"kind_{kind}")
    slots = {"place": names.place("towns"), "region": names.place("regions"), "company": dice.pick(data["company"])}
    slots["ministry"] = data["ministry"]
    for slot, options in data["fixed"].items():
        slots[slot] = dice.pick(options)
    noun = slots["a_site"].split(" ", 1)[1]
    slots["site"] = "the " + noun
    slots["site_noun"] = noun.split(" of ")[0].split()[-1]
    coin = names.data["coin"]
    slots["coin"], slots["coins"] = coin
    event = Event(key, kind, day, dice.pick(data["part"]), slots, {"mishap": data["mishap"], "noun": data["noun"]},
                  (coin[0], coin[1]), {}, [], "")  # fmt: skip
    for name, fact in chosen_facts(kind, dice):
        event.facts[name] = Fact(name, fact, truths(fact, dice) if fact["type"] == "count" else [])
    counts = [f for f in event.facts.values() if f.counted and f.data.get("heads")]
    event.headline = counts[0].id if counts else ""
    cast(event, names, settings, dice)
    return event


def chosen_facts(kind: str, dice: Dice) -> list[tuple[str, dict[str, Any]]]:
    """The main fact, most of the kind's own, and some that many events share."""
    data = table(f"kind_{kind}")
    own = [(k, v) for k, v in data["facts"].items() if k != "main"]
    shared = [(k, table("common")[k]) for k in data["use"]]
    kept = [("main", data["facts"]["main"])]
    kept += [x for x in own if dice.chance(0.88)]
    kept += [x for x in shared[:2] if dice.chance(0.85)]
    kept += dice.some(shared[2:], dice.between(2, 4))
    return kept


def truths(fact: dict[str, Any], dice: Dice) -> list[int]:
    """The number on each day: log-normal in its range, growing where such numbers grow."""
    low, high = fact["size"]
    middle, spread = (math.log(low) + math.log(high)) / 2, (math.log(high) - math.log(low)) / 4
    n = min(high, max(low, int(math.exp(dice.normal(middle, spread)) + 0.5)))
    out = [n]
    for _ in range(DAYS):
        grow = fact["grows"] and dice.chance(0.6)
        n += max(1, int(n * (0.05 + 0.4 * dice.uniform()))) if grow else 0
        out.append(n)
    scale = int(fact.get("scale", 1))
    return [n * scale for n in out]


def cast(event: Event, names: Names, settings: Settings, dice: Dice) -> None:
    """The primary sources: who they are, what they know, from whom, and how they take it."""
    data = table(f"kind_{event.kind}")
    named, unnamed = dice.order(data["named"]), dice.order(data["anon"])
    roles = table("roles")
    # Somebody must speak of the event, and of its number where there is one.
    wanted = ["event"] + ([event.facts[event.headline].data["topic"]] if event.headline else [])
    orgs: dict[str, bool] = {}
    for k in range(dice.between(3, 6)):
        pool = unnamed if dice.chance(settings.anonymous) and unnamed else named
        fits = [r for r in pool if not wanted or wanted[0] in roles[r]["topics"]] or pool
        fits = [r for r in fits if roles[r].get("org", "") not in orgs or dice.chance(0.4)] or fits
        if not fits:
            continue
        key = fits[0]
        pool.remove(key)
        source = make_source(k, key, event, names, dice)
        orgs[str(source.role.get("org", "")) or source.id] = True
        learn(event, source, settings, dice)
        if wanted and wanted[0] in source.role["topics"]:
            wanted.pop(0)
        event.sources.append(source)
    blamed = any(
        event.facts[k].data.get("disputed") and s.stances[k] == "asserts" for s in event.sources for k in s.knows
    )
    if blamed and "company_voice" in named and dice.chance(0.6):
        source = make_source(9, "company_voice", event, names, dice)
        learn(event, source, settings, dice)
        event.sources.append(source)
    speakers = [s for s in event.sources if s.kind in ("official", "person")]
    if speakers and dice.chance(settings.conference):
        speakers[0].conference = True


def learn(event: Event, source: Source, settings: Settings, dice: Dice) -> None:
    """What a source knows: from its own place, or all of it from an earlier source."""
    earlier = [
        s for s in event.sources if s.kind in ("official", "person", "body", "anonymous", "witness") and not s.up
    ]
    if earlier and source.kind not in ("document", "witness") and dice.chance(settings.second_hand):
        source.up = dice.pick(earlier)
        source.disclosed = dice.chance(0.5)
        source.knows, source.stances = list(source.up.knows), dict(source.up.stances)
        source.factor = source.up.factor
        return
    topics = source.role["topics"]
    for fact in event.facts.values():
        topic, disputed = fact.data["topic"], fact.data.get("disputed", False)
        if source.role["class"] == "company" and disputed and source.kind == "person":
            source.knows.append(fact.id)
            source.stances[fact.id] = dice.weigh(("denies", "declines"), (0.6, 0.4))
        elif topic in topics and (fact.id in ("main", event.headline) or dice.chance(0.8)):
            source.knows.append(fact.id)
            doubt = topic == "cause" and source.kind in ("official", "body", "person") and dice.chance(0.12)
            shy = disputed and source.kind in ("official", "body") and dice.chance(0.35)
            source.stances[fact.id] = "doubts" if doubt else dice.pick(("declines", "denies")) if shy else "asserts"
    beyond = ("aftermath", "plan") if source.kind in ("witness", "anonymous") else ()
    spare = [f for f in event.facts.values() if f.id not in source.knows and not f.data.get("disputed")]
    spare = [f for f in spare if f.data["topic"] not in beyond]
    for fact in dice.some(spare, max(0, 4 - len(source.knows))):
        source.knows.append(fact.id)
        source.stances[fact.id] = "asserts"
    if dice.chance(dice.error_rate()):
        source.factor = math.exp(dice.normal(0.25, 0.6))


def statement(event: Event, source: Source, fact: Fact, day: int, dice: Dice) -> Expression:
    """What a source says the number is on a day; asked twice on one day it says the same."""
    teller = source.root
    seen = max(d for d in range(day + 1) if d == 0 or dice.split(f"{teller.id}/{fact.id}/{d}").chance(0.7))
    key = (teller.id, fact.id, seen)
    if key not in event.statements:
        n = fact.truths[seen]
        if teller.factor != 1.0:
            n = max(1, int(n * teller.factor + 0.5))
        if n >= 100_000:
            n = int(n / 10_000 + 0.5) * 10_000
        if fact.data["unit"] in ("litres", "devices"):
            n = rounded(n) if n > 2000 else n
        event.statements[key] = express(n, dice.split("/".join(map(str, key))))
    return event.statements[key]


def gist(event: Event, fact: Fact) -> str:
    """The question, or the answer, as one plain sentence."""
    dice = Dice("gist")
    slots = {**event.slots, "mishap": event.free["mishap"][0]}
    text = expand(fact.data["gist"], dice, lambda s: slots[s])
    return text[0].upper() + text[1:]
