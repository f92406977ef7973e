"""Writes a newsroom's own report: which sources, which facts, in what order."""

from __future__ import annotations

from .dice import Dice
from .grammar import capital, expand, plain
from .quantity import Expression, phrase
from .records import Article, Event, Fact, Sentence, Source, Telling
from .reporting import Scribe, Wordings
from .settings import Settings

PLAIN = ("asserts", "confirms")


def write_own(
    article: Article, used: Wordings, settings: Settings, dice: Dice, *, only: Source | None = None, few: bool = False
) -> None:
    """Fill an article that rests on its own sources; ``few``: two or three things only."""
    event = article.event
    long = article.outlet.kind != "aggregator" and dice.chance(0.25)
    extra = long or article.outlet.kind == "wire"
    scribe = make_scribe(article, used, settings, dice)
    sources = [only] if only else choose_sources(event, settings, dice, more=extra)
    told: dict[str, bool] = {}
    lead = sources[0]
    out = [] if few else write_lead(scribe, lead, told, dice)
    room = 3 if few else dice.between(14, 22) if long else dice.between(7, 12)
    for n, s in enumerate(sources):
        out += write_source(scribe, s, told, max(3, room // len(sources)), dice, again=n > 0)
    if not few:
        eyes = [f for f in event.facts.values() if f.data.get("eyes") and f.id not in told]
        if eyes and article.outlet.kind in ("local", "original") and dice.chance(0.35):
            insert(out, scribe.sentence(Telling(eyes[0], None, article.day)), dice)
        for _ in range(dice.between(1, 2)):
            insert(out, scribe.background(), dice)
        pad(out, scribe, dice, 85)
    out[0].starts = True
    article.sentences = mend(out)
    article.title = write_title(article, dice)
    for sentence in article.sentences:
        for t in sentence.told:
            t.article = article


def make_scribe(article: Article, used: Wordings, settings: Settings, dice: Dice) -> Scribe:
    """A scribe who gives some of the named by their role only."""
    hidden = {s.id: True for s in article.event.sources if s.role.get("the") and dice.chance(settings.role_only)}
    return Scribe(article, used, dice.split("words"), not article.undated, hidden)


def choose_sources(event: Event, settings: Settings, dice: Dice, *, more: bool) -> list[Source]:
    """Whom a newsroom reached: one or two, where there is room up to three, first somebody who speaks of the event."""
    able = [s for s in event.sources if any(s.stances.get(k) == "asserts" for k in s.knows)]
    lead = [s for s in able if "main" in s.knows] or able
    weights = [2.5 if s.conference else 1.0 for s in lead]
    first = dice.weigh(lead, weights)
    others = [s for s in event.sources if s is not first and s.knows]
    # Whoever only denies is asked by those who have something to put to them.
    extra = dice.chance(settings.two_sources) + (more and dice.chance(settings.two_sources / 2))
    return [first, *dice.some(others, extra)]


def write_lead(scribe: Scribe, s: Source, told: dict[str, bool], dice: Dice) -> list[Sentence]:
    """The first paragraph: what happened, with the number where there is one."""
    event, day = scribe.event, scribe.article.day
    main, count = event.facts["main"], event.facts.get(event.headline)
    bare = dice.chance(0.15)
    told["main"] = True
    a = scribe.telling(s, main, day, dice)
    if (
        count
        and count.id in s.knows
        and s.stances.get(count.id) == "asserts"
        and not (s.disclosed and s.up)
        and dice.chance(0.75)
    ):
        told[count.id] = True
        b = scribe.telling(s, count, day, dice)
        scribe.heard[count.id] = str(b.expression)
        order = (
            (b, a, dice.pick(("after", "when"))) if count.id in ("killed", "injured", "evacuated") else (a, b, "and")
        )
        return [start(scribe.both(order[0], order[1], order[2], bare=bare))]
    return [start(scribe.sentence(a, bare=bare))]


def write_source(
    scribe: Scribe, s: Source, told: dict[str, bool], room: int, dice: Dice, *, again: bool
) -> list[Sentence]:
    """What one source has to say, a paragraph or two."""
    event, day = scribe.event, scribe.article.day
    mine = [event.facts[k] for k in s.knows if k != "main"]
    disputed = [f for f in mine if s.stances.get(f.id) not in PLAIN]
    fresh = [f for f in mine if f.id not in told and f not in disputed]
    known = [f for f in mine if f.id in told and f not in disputed]
    facts = (
        (dice.some(known, 1 + dice.chance(0.4)) if again and dice.chance(0.7) else [])
        + fresh[:1]
        + dice.order(fresh[1:])
    )
    if again and not facts and not disputed and "main" in s.knows:
        facts = [event.facts["main"]]
    facts = facts[:room] + dice.order(disputed)[:2]
    out: list[Sentence] = []
    local = scribe.article.outlet.kind != "wire" and not s.conference
    k = 0
    while k < len(facts):
        t = answer(scribe, s, facts[k], day, dice, again=again and facts[k].id in told)
        pair = k + 1 < len(facts) and t.stance == "asserts" and s.stances.get(facts[k + 1].id) == "asserts"
        plans = sum(f.data["type"] == "plan" for f in facts[k : k + 2]) == 1
        if pair and not plans and not (s.disclosed and s.up) and dice.chance(0.3):
            out.append(scribe.both(t, scribe.telling(s, facts[k + 1], day, dice), "and", bare=dice.chance(0.1)))
            told[facts[k].id] = told[facts[k + 1].id] = True
            scribe.heard[facts[k].id] = str(t.expression)
            k += 2
        else:
            out.append(scribe.sentence(t, bare=t.stance == "asserts" and dice.chance(0.12), told_to=local))
            told[facts[k].id] = True
            scribe.heard[facts[k].id] = str(t.expression)
            k += 1
        if len(out) % 2 == 1 or dice.chance(0.25):
            out[-1].starts = True
        if dice.chance(0.2) and s.kind != "document" and (said := scribe.colour(s)):
            out.append(said)
    if out:
        out[0].starts = True
    return out


def answer(scribe: Scribe, s: Source, fact: Fact, day: int, dice: Dice, *, again: bool) -> Telling:
    """A telling; what another source has told already may be confirmed."""
    t = scribe.telling(s, fact, day, dice)
    firm = s.kind in ("official", "body") and not s.up and t.stance == "asserts"
    if again and firm and scribe.heard.get(fact.id, "") == str(t.expression) and dice.chance(0.5):
        return Telling(fact, s, day, "confirms", t.expression)
    return t


def insert(out: list[Sentence], s: Sentence, dice: Dice) -> None:
    """Put a paragraph somewhere after the lead, not between a "he" and the one it stands for."""
    spots = [k for k in range(1, len(out)) if not out[k].assumes] + [len(out)]
    k = dice.pick(spots)
    if k < len(out):
        start(out[k])
    out.insert(k, start(s))


def pad(out: list[Sentence], scribe: Scribe, dice: Dice, least: int) -> None:
    """Lines about the place until a report has a report's length."""
    while sum(len(plain(s.raw).split()) for s in out) < least:
        insert(out, scribe.background(), dice)


def start(s: Sentence) -> Sentence:
    """A sentence that opens a paragraph."""
    s.starts = True
    return s


def mend(sentences: list[Sentence]) -> list[Sentence]:
    """Paragraphs of three sentences at most; one that leans on the sentence before stays with it."""
    run = 0
    for s in sentences:
        if s.assumes:
            s.starts = run >= 4
        elif run >= 3:
            s.starts = True
        run = 1 if s.starts else run + 1
    return sentences


def write_title(article: Article, dice: Dice) -> str:
    """A headline from the numbers or causes the report tells."""
    event = article.event
    told = {t.telling.fact.id: t for t in reversed(article.told) if t.telling.stance in PLAIN}
    options: list[tuple[str, Expression | None]] = [(h, None) for h in event.facts["main"].data["heads"]]
    weights = [1.0] * len(options)
    for key, t in told.items():
        if key != "main":
            heads = t.telling.fact.data.get("heads", [])
            heads = [h for h in heads if "[q]" not in h] if t.expression and t.expression.one else heads
            options += [(h, t.expression) for h in heads]
            weights += [1.6] * len(heads)
    head, e = dice.weigh(options, weights)
    scribe = Scribe(article, Wordings(), dice, dated=True)
    if e and e.n >= 10 and e.kind in ("several", "a handful of"):
        e = None
    head = head if e or "[q" not in head else event.facts["main"].data["heads"][0]
    text = plain(capital(expand(head, dice, lambda s: scribe.slot(s, dice), lambda n: title_number(scribe, e, n, dice),
                                one=e.one if e else False)))  # fmt: skip
    return title_case(text) if article.outlet.us and dice.chance(0.5) else text


def title_number(scribe: Scribe, e: Expression | None, noun: tuple[str, str] | None, dice: Dice) -> str:
    """A number as headlines have it."""
    assert e is not None
    said = phrase(e, dice, scribe.article.outlet.below)
    if noun is None:
        return said.removesuffix(" of")
    return f"{said.removesuffix(' of')} {noun[0] if e.one else noun[1]}"


def title_case(text: str) -> str:
    """Every longer word raised."""
    small = ("a", "an", "the", "of", "in", "at", "by", "for", "to", "and", "or", "on", "after", "with")
    words = text.split(" ")
    return " ".join(w if i and w in small else w[:1].upper() + w[1:] for i, w in enumerate(words))
