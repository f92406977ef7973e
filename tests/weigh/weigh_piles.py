"""Claims for the tests of weigh: written short, built whole."""

from __future__ import annotations

from hearsay.types import Claim, Hop, Mention, Place, Span, Value, When


def outlet(name=None, **more):
    return Hop(kind="outlet", name=name, **more)


def official(name=None, description=None, **more):
    return Hop(kind="official", name=name, description=description, **more)


def person(name, description=None, **more):
    return Hop(kind="person", name=name, description=description, **more)


def nobody(description=None, **more):
    return Hop(kind="anonymous", description=description, **more)


def paper(description=None, **more):
    return Hop(kind="document", description=description, **more)


def say(*chain, key, report=None, voice=None, stance="asserts", start=0, **more):
    """A mention; hops given as text are outlets. The report is named after its outlet unless told."""
    hops = tuple(outlet(h) if isinstance(h, str) else h for h in chain)
    report = report or f"r-{hops[0].name or key}"
    if voice is None:
        voice = "attributed" if len(hops) > 1 else "unsourced"
    fields = {
        "id": key,
        "report": report,
        "start": start,
        "end": start + 10,
        "sentence": Span(start, start + 10),
        "kind": "event",
        "chain": hops,
        "voice": voice,
        "stance": stance,
        "polarity": "affirmed",
        "modality": "happened",
        "predicate": "collapse",
        "arguments": (),
        "terms": (),
    }
    return Mention(**{**fields, **more})


def claim(*mentions, key="c1", kind="event"):
    return Claim(id=key, incident=None, kind=kind, gist=0, mentions=tuple(mentions))


def number(low, high="same", unit="people", said=None, **more):
    high = low if high == "same" else high
    return Value(low=low, high=high, unit=unit, how=more.pop("how", "count"), said=said or f"{low}", **more)


def day(start, end=None, precision="day"):
    return When(start=start, end=end or start, precision=precision, said=start)


def place(*path):
    return Place(name=path[-1], path=tuple(path), said=path[-1])


PILE = frozenset({"the ostrava courier", "morning herald", "lakeside post", "valley tribune", "harbour times", "mna"})


def brief(mentions):
    """Mentions in a line each, for reading a failure."""
    return "\n".join(
        f"{m.id} {m.report} {m.stance} {m.voice} {m.polarity} {m.soft or ''} {m.value and m.value.said} "
        f"{' <- '.join(f'{h.kind}:{h.name or h.description}{chr(42) if h.rests else str()}' for h in m.chain)} "
        f"{m.passages} {m.quotations} {m.depends}"
        for m in mentions
    )
