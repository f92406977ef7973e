"""Publishes an event: which outlets report when, who copies whom, what is withdrawn, what a collector saved."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

from .cast import POOLS, Names, local_press, make_press
from .copying import choose_mode, write_copy
from .dice import Dice
from .events import make_event
from .gold import make_gold
from .grammar import TOLD, WHEN, capital, kinds, plain, table, tidy, wrap
from .page import render
from .records import Article, Event, Outlet, Sentence, Telling, Told
from .reporting import Wordings, the
from .settings import Settings
from .writing import PLAIN, make_scribe, mend, pad, write_own


@dataclass(frozen=True, slots=True)
class Pile:
    """One folder: a slug, its reports by file name, and the gold."""

    slug: str
    files: dict[str, str]
    gold: dict[str, Any]


def make_pile(settings: Settings, seed: int, number: int) -> Pile:
    """The pile with this number in the world of this seed."""
    press = make_press(Dice(f"{seed}/press"))
    order = Dice(f"{seed}/kinds").order(kinds())
    dice = Dice(f"{seed}/{number}")
    kind = order[number % len(order)]
    taken: dict[str, bool] = {}
    names = Names(dice.split("names"), dice.pick(POOLS), taken)
    day = date(dice.between(2031, 2036), dice.between(1, 12), dice.between(1, 28))
    event = make_event("i1", kind, day, names, settings, dice.split("i1"))
    events = [event]
    if dice.chance(settings.twin):
        events.append(make_event("i2", kind, day, names, settings, dice.split("i2")))
    used, articles = Wordings(), []
    for e in events:
        n = dice.between(7, 13) if len(events) == 1 else dice.between(4, 7)
        articles += publish(e, n, press, taken, used, settings, dice.split(f"press {e.id}"))
    if dice.chance(settings.unrelated):
        other = make_event(
            f"i{len(events) + 1}", order[(number + 3) % len(order)], day, names, settings, dice.split("i9")
        )
        events.append(other)
        articles += publish(other, 1, press, taken, used, settings, dice.split("press i9"))
    save(articles, settings, dice.split("saved"))
    kept = dice.order([a for a in articles if a.saved])
    for k, a in enumerate(kept, 1):
        a.id = f"r{k:02d}"
    files, pages = {}, {}
    for a in kept:
        page = render(a, dice.split(f"page {a.dice_name}"))
        pages[a.id] = page
        files[page.file] = page.text
    slug = f"{settings.world}-{seed}-{number + 1:03d}-{event.slots['place'].lower()}-{kind}".replace("_", "-")
    return Pile(slug, files, make_gold(slug, events, kept, pages))


def write_pile(pile: Pile, folder: Path) -> None:
    """Put a pile on disk in the corpus's layout."""
    import json

    reports = folder / pile.slug / "reports"
    reports.mkdir(parents=True, exist_ok=True)
    for name, text in pile.files.items():
        (reports / name).write_text(text, encoding="utf-8", newline="\n")
    gold = json.dumps(pile.gold, ensure_ascii=False, indent=1) + "\n"
    (reports.parent / "gold.json").write_text(gold, encoding="utf-8", newline="\n")


def publish(
    event: Event, n: int, press: list[Outlet], taken: dict[str, bool], used: Wordings, settings: Settings, dice: Dice
) -> list[Article]:
    """All reports on an event, in the order in which they came out."""
    out: list[Article] = []
    outlets = invite(event, n, press, taken, dice)
    days = sorted(dice.weigh((0, 1, 2, 3), (0.45, 0.3, 0.15, 0.1)) for _ in outlets)
    for k, (outlet, day) in enumerate(zip(outlets, days, strict=True)):
        out.append(report(event, outlet, day, k, press, out, used, settings, dice.split(str(k))))
    if n > 3 and dice.chance(0.4):
        follow = [a for a in out if a.mode == "own" and a.outlet.kind != "aggregator" and a.day < 3]
        if follow:
            first = dice.pick(follow)
            again = blank(
                event, first.outlet, min(3, first.day + dice.between(1, 2)), len(out), settings, dice.split("again")
            )
            write_own(again, used, settings, dice.split("again/text"))
            out.append(again)
    if n > 3 and dice.chance(settings.retraction):
        out += withdraw(out, used, settings, dice.split("withdraw"))
    return out


def invite(event: Event, n: int, press: list[Outlet], taken: dict[str, bool], dice: Dice) -> list[Outlet]:
    """The outlets that report, newsrooms mostly before those who repeat; none in two events of one pile."""
    free = [o for o in press if o.name not in taken]
    wires = dice.some([o for o in free if o.kind == "wire"], dice.between(1, 2) if n > 3 else 1)
    originals = dice.some([o for o in free if o.kind == "original"], dice.between(2, 4) if n > 3 else 0)
    newsrooms = [*wires, *originals]
    if dice.chance(0.7) or not newsrooms:
        newsrooms.append(local_press(event, taken, dice))
    newsrooms = newsrooms[:n]
    rest = dice.some([o for o in free if o.kind == "aggregator"], max(0, n - len(newsrooms)))
    for o in (*newsrooms, *rest):
        taken[o.name] = True
    late = {o.name: (o.kind == "aggregator") * dice.uniform() * 2 + dice.uniform() for o in (*newsrooms, *rest)}
    order = sorted((*newsrooms, *rest), key=lambda o: late[o.name])
    first = next(k for k, o in enumerate(order) if o.kind != "aggregator")
    return [order[first], *order[:first], *order[first + 1 :]]


def blank(event: Event, outlet: Outlet, day: int, k: int, settings: Settings, dice: Dice) -> Article:
    """An article before it has text."""
    a = Article(event, outlet, day, 360 + k * 60 + dice.between(0, 50), "own", f"{event.id}.{k}")
    a.undated = outlet.kind != "wire" and dice.chance(settings.undated)
    a.html = outlet.kind != "wire" and dice.chance(settings.html)
    pool = Names(dice.split("writer"), dice.pick(POOLS), {})
    a.writer = pool.person()[0]
    return a


def report(event: Event, outlet: Outlet, day: int, k: int, press: list[Outlet], out: list[Article], used: Wordings,
           settings: Settings, dice: Dice) -> Article:  # fmt: skip
    """One outlet's report: its own, or made from one that is out."""
    a = blank(event, outlet, day, k, settings, dice)
    own = outlet.kind == "wire" or (outlet.kind != "aggregator" and dice.chance(settings.own))
    if own or not out:
        write_own(a, used, settings, dice.split("own"))
        return a
    a.parent = choose_parent(outlet, out, press, settings, dice)
    a.mode = choose_mode(a.parent, outlet.kind, settings, dice)
    write_copy(a, used, settings, dice.split("copy"))
    return a


def choose_parent(outlet: Outlet, out: list[Article], press: list[Outlet], settings: Settings, dice: Dice) -> Article:
    """The report that an outlet copies: by taste, and the more extreme its number the sooner."""
    at = {o.name: k for k, o in enumerate(press)}
    weights = []
    for b in out:
        taste = outlet.favourites[at[b.outlet.name]] if outlet.favourites and b.outlet.name in at else 1.0
        weights.append(
            (taste + 0.05) * (1 + settings.sensational * b.extreme) * (1.6 if b.outlet.kind == "wire" else 1.0)
        )
    return dice.weigh(out, weights)


def withdraw(out: list[Article], used: Wordings, settings: Settings, dice: Dice) -> list[Article]:
    """A newsroom takes something back; some of those who copied it say so."""
    options = []
    for a in out:
        children = [c for c in out if c.parent is a and not c.undated]
        told = [
            t
            for t in a.told
            if t.telling.stance == "asserts"
            and t.telling.fact.id != "main"
            and t.telling.source
            and t.clause
            and WHEN[0] not in t.clause
        ]
        if a.mode == "own" and children and told and a.day < 3:
            options.append((a, children, told))
    if not options:
        return []
    a, children, told = dice.pick(options)
    what = dice.pick(told)
    note = blank(a.event, a.outlet, a.day + 1, len(out) + 1, settings, dice.split("note"))
    note.mode, note.undated = "correction", False
    scribe = make_scribe(note, used, settings, dice.split("scribe"))
    rules = table("reporting")["retracts"]
    clause = what.clause
    taken_back = Telling(what.telling.fact, None, a.day, "denies", what.expression)

    def line(key: str, where: Article) -> Sentence:
        text = scribe.fill(dice.pick(rules[key]), dice, C=clause, O=the(a.outlet))
        text = capital(tidy(wrap(text.removesuffix("."), TOLD[0]) + "."))
        row = Told(taken_back, [], what.expression, cited=where is not note, parent=None if where is note else what)
        row.article = where
        return Sentence(text, [row], starts=True)

    rows = [line("own", note)]
    rest = [
        t for t in a.told if t.telling.fact is not what.telling.fact and t.telling.source and t.telling.stance in PLAIN
    ]
    rows += [scribe.sentence(replace(t.telling, stance="asserts"), bare=not t.shown) for t in rest[:4]]
    pad(rows, scribe, dice.split("pad"), 80)
    if len(rows) > 1:
        rows[1].starts = True
    note.sentences = mend(rows)
    for s in rows:
        for t in s.told:
            t.article = note
    place, noun = a.event.slots["place"], a.event.free["noun"][0]
    note.title = dice.pick(
        (f"Correction: {place} {noun}", f"{place} {noun}: a correction", f"Our report on the {place} {noun}")
    )
    for c in children:
        if dice.chance(settings.picked_up):
            c.correction = line("copy", c)
    return [note]


def save(articles: list[Article], settings: Settings, dice: Dice) -> None:
    """What the collector has: some credited parents are missing, some pages have lost their outlet's name."""
    for a in articles:
        children = [c for c in articles if c.parent is a]
        credited = children and all(c.credited for c in children)
        if credited and a.mode == "own" and not any(c.correction for c in children) and dice.chance(settings.lost * 3):
            noted = any(b.mode == "correction" and b.outlet is a.outlet for b in articles)
            a.saved = noted or sum(b.saved for b in articles) <= 6
        text = " ".join(plain(s.raw) for s in a.sentences)
        leaf = not children and a.mode != "correction" and a.outlet.kind not in ("wire", "local")
        twice = sum(b.outlet is a.outlet for b in articles) > 1
        a.nameless = leaf and not twice and a.outlet.name not in text and dice.chance(settings.nameless * 1.6)
    if not any(a.html for a in articles if a.saved):
        options = [a for a in articles if a.saved and a.outlet.kind != "wire"] or [a for a in articles if a.saved]
        dice.pick(options).html = True
