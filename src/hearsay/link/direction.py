"""Which of two reports copied: credits first, then canonical links, dates, and what copying leaves behind.

The order is the design's. Dates and traces are inferences with a probability; the weights of the traces are judgement,
not fitted: there is no corpus of news reuse with known direction.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass

from hearsay.link.outlets import is_same_outlet, names_nobody
from hearsay.link.pile import Pile, Share, Spans, Story, common, length, merge
from hearsay.text import fold, fold_spaces
from hearsay.types import Anchor, Attribution, Credit, Direction, Evidence, Report, Span

__all__ = ["Verdict", "credits_for", "credits_of", "judge", "outlet_hops"]

CREDIT_KINDS = ("via", "republished_from", "agency", "byline")
_DECLARED = 0.97
_DATED = {"given": 0.92, "declared": 0.92, "text": 0.85, "inferred": 0.75}
_UNDATED, _NAMELESS, _UNPLACED = 0.8, 0.5, 0.4  # log odds of having copied, for want of a date, a name, a place
_UNSURE = 0.6  # below this the direction is unknown
_TOP, _DEEP = 0.12, 0.3  # how far into the story a passage starts that opens it, or stands inside it
_REACH = 250  # characters before a passage in which an introduction of it may stand
_LINE = 160  # characters of a line that says who made the report
_MEMORY = 20_000  # characters before a passage in which a name may be introduced
_AFTER = 120  # and after one
_CAPITALS = re.compile(r"[A-Z][\w’'-]*(?: (?:of |& |and |the )?[A-Z0-9][\w’'-]*){0,5}")
_TOKEN = re.compile(r"\b[\w’'-]+")
_PRONOUN = re.compile(r"[\"“‘']?\s*(he|she|they|it|his|her|their|its|him|them|el|ella|il|elle|er|sie)\b", re.IGNORECASE)
_FULL_NAME = re.compile(r"\b[A-Z][\w’'-]+(?:(?: [A-Z]\.| de| al| van| von| bin| da| del| der| el)* [A-Z][\w’'-]+)+")


@dataclass(frozen=True, slots=True)
class Verdict:
    """Who copied whom, how that is known, and how surely. ``lean`` is the log odds the traces alone give the child."""

    child: str
    parent: str
    direction: Direction
    probability: float
    credited: bool
    because: tuple[str, ...]
    evidence: tuple[Evidence, ...]


def judge(pile: Pile, share: Share) -> Verdict:
    """The verdict on a pair that shares unquoted text."""
    sides = (share, share.flipped())
    credited = [(s, list(_declarations(pile, s))) for s in sides]
    declared = [(s, found) for s, found in credited if found]
    if len(declared) == 1:
        side, found = declared[0]
        return _verdict(side, "declared", _DECLARED, True, found)
    linked = [(s, found) for s in sides if (found := list(_links(pile, s)))]
    if len(linked) == 1:
        side, found = linked[0]
        return _verdict(side, "declared", _DECLARED, False, found)
    traces = [list(_traces(pile, s)) for s in sides]
    lean = sum(t[0] for t in traces[0]) - sum(t[0] for t in traces[1])
    if order := pile.order(share.here, share.there):
        child = 0 if order > 0 else 1
        towards = lean if child == 0 else -lean
        sure = _odds(math.log(_dated(pile, share) / (1 - _dated(pile, share))) + towards / 2)
        reasons = [_dates(pile, sides[child]), *((r, e) for _, r, e in traces[child])]
        return _verdict(sides[child], "inferred", min(0.97, max(_UNSURE, sure)), False, reasons)
    child = 0 if lean > 0 or (lean == 0 and _later(pile, share)) else 1
    sure = _odds(abs(lean))
    reasons = [(r, e) for _, r, e in traces[child]]
    if sure < _UNSURE:
        because = ("nothing shows which of the two was first",)
        return Verdict(
            sides[child].here, sides[child].there, "unknown", 0.5, False, because, _passage_evidence(sides[child])
        )
    return _verdict(sides[child], "inferred", sure, False, reasons)


def credits_of(pile: Pile, report: str) -> list[Credit]:
    """Credits that name another outlet, in the order of the chain: nearest first."""
    found = []
    for credit in pile.report(report).credits:
        if credit.kind not in CREDIT_KINDS or not credit.name or pile.outlets.is_own(report, credit.name):
            continue
        if names_nobody(credit.name) or _presents(pile.report(report).text, credit):
            continue
        if credit.kind == "byline" and not pile.outlets.reports_of(credit.name):
            continue
        found.append(credit)
    return sorted(found, key=lambda c: (CREDIT_KINDS.index(c.kind), c.start, c.end))


def _presents(text: str, credit: Credit) -> bool:
    """Whether a name in brackets is that of who speaks: "PRESENTER (Ann Lee): Good evening"."""
    return text[credit.end : credit.end + 2] == "):"


def credits_for(pile: Pile, report: str, outlet_of: str, spans: tuple[Span, ...] = ()) -> list[Credit]:
    """The credits of a report that name the outlet of another, for text that meets the spans where any are given."""
    return [
        c
        for c in credits_of(pile, report)
        if outlet_of in pile.outlets.reports_of(c.name)
        and (c.covers is None or not spans or common((c.covers,), spans))
    ]


def outlet_hops(pile: Pile, report: str) -> Iterator[tuple[Attribution, str]]:
    """Attributions of a report to another outlet, with its name."""
    for a in pile.stories[report].attributions:
        if a.hop is None or not a.hop.name or a.stance == "declines":
            continue
        # One report cannot know that a name is an outlet's; the pile can.
        outlet = a.hop.kind == "outlet" or bool(pile.outlets.reports_of(a.hop.name))
        if outlet and not pile.outlets.is_own(report, a.hop.name):
            yield a, a.hop.name


def _declarations(pile: Pile, share: Share) -> Iterator[tuple[str, Evidence]]:
    """What the side here says of having the text from the side there."""
    here = pile.report(share.here)
    for credit in credits_for(pile, share.here, share.there, share.spans):
        quote = fold_spaces(here.text[credit.start : credit.end])[:120]
        yield f"credits {credit.name}: “{quote}”", Evidence(Anchor(share.here, credit.start, credit.end))
    for attribution, name in outlet_hops(pile, share.here):
        if share.there in pile.outlets.reports_of(name) and _introduces(attribution, share.spans):
            spans = attribution.source or attribution.cue
            if spans:
                yield (
                    f"attributes the passage to {name}",
                    Evidence(Anchor(share.here, spans[0].start, spans[-1].end)),
                )
    yield from _named_above(pile, share)
    yield from _named_beside(pile, share)


def _named_above(pile: Pile, share: Share) -> Iterator[tuple[str, Evidence]]:
    """The other's outlet in the line that says who made the report: "By Quarry Wire12 October"."""
    report = pile.report(share.here)
    for author in report.byline:
        if share.there in pile.outlets.reports_of(author) and not pile.outlets.is_own(share.here, author):
            yield f"is signed {author}", Evidence(Anchor(share.here, field="byline", value=author))
            return
    for line in report.lines:
        if line.role not in ("byline", "credit", "dateline") or line.end - line.start > _LINE:
            continue
        for match in pile.outlets.written.finditer(report.text, line.start, line.end):
            name = match.group()
            if share.there in pile.outlets.reports_of(name) and not pile.outlets.is_own(share.here, name):
                yield f"names {name} where it says who made it", Evidence(Anchor(share.here, *match.span()))
                return


def _named_beside(pile: Pile, share: Share) -> Iterator[tuple[str, Evidence]]:
    """The other's outlet named just before or after the passage: "Here is how the Sentinel put it:"."""
    text = pile.report(share.here).text
    for span in share.spans:
        for start, end in (_before(text, span), _after(text, span)):
            for match in _CAPITALS.finditer(text, start, end):
                if common(share.spans, (Span(match.start(), match.end()),)):
                    continue
                if share.there in pile.outlets.reports_of(match.group()) and not pile.outlets.is_own(
                    share.here, match.group()
                ):
                    yield (
                        f"names {match.group()} beside the passage",
                        Evidence(Anchor(share.here, match.start(), match.end())),
                    )
                    return


def _before(text: str, span: Span) -> tuple[int, int]:
    """What introduces a passage: its paragraph so far, or the one before where that ends in a colon."""
    start = max(0, span.start - _REACH)
    paragraph = text.rfind("\n", start, len(text[: span.start].rstrip()))
    if text[start : span.start].rstrip()[-1:] == ":" or paragraph < 0:
        return max(start, paragraph + 1), span.start
    line = text.rfind("\n", start, span.start)
    return max(start, line + 1), span.start


def _after(text: str, span: Span) -> tuple[int, int]:
    """The rest of the sentence a passage ends in."""
    end = min(len(text), span.end + _AFTER)
    stops = [i for mark in ("\n", ". ", "! ", "? ") if (i := text.find(mark, span.end, end)) >= 0]
    return span.end, min(stops, default=end)


def _introduces(attribution: Attribution, spans: tuple[Span, ...]) -> bool:
    """Whether an attribution speaks for shared text: most of its content, or its words just before the passage."""
    content = tuple(sorted(attribution.content, key=lambda s: s.start))
    if content and length(common(content, spans)) >= 0.5 * min(length(content), length(spans)):
        return True
    said = [s.end for s in (*attribution.source, *attribution.cue)]
    return bool(said) and any(0 <= s.start - max(said) <= _REACH and not content for s in spans)


def _links(pile: Pile, share: Share) -> Iterator[tuple[str, Evidence]]:
    here, there = pile.report(share.here), pile.report(share.there)
    goals = {_address(u) for u in (there.url, there.canonical) if u}
    if here.canonical and here.url and _address(here.canonical) != _address(here.url):
        if _address(here.canonical) in goals or share.there in pile.outlets.reports_of(here.canonical):
            yield (
                "its canonical link names the other",
                Evidence(Anchor(share.here, field="canonical", value=here.canonical)),
            )
    elif here.canonical and _address(here.canonical) in {_address(there.url)} - {""}:
        yield (
            "its canonical link names the other",
            Evidence(Anchor(share.here, field="canonical", value=here.canonical)),
        )
    for source in here.based_on:
        named = share.there in pile.outlets.reports_of(source) and not pile.outlets.is_own(share.here, source)
        if _address(source) in goals or named:
            yield "says that it is based on the other", Evidence(Anchor(share.here, field="isBasedOn", value=source))


def _address(url: str | None) -> str:
    return re.sub(r"^https?://(www\.)?|[?#].*$|/+$", "", (url or "").strip().lower())


def _dated(pile: Pile, share: Share) -> float:
    hows = [w.how or "text" for w in (pile.report(share.here).published, pile.report(share.there).published) if w]
    return min((_DATED.get(how.split("_")[0], _DATED["text"]) for how in hows), default=_DATED["text"])


def _dates(pile: Pile, share: Share) -> tuple[str, Evidence]:
    after, before = pile.bounds[share.here][0], pile.bounds[share.there][1]
    evidence = Evidence(
        Anchor(share.here, field="published", value=after), Anchor(share.there, field="published", value=before)
    )
    here, there = pile.report(share.here).published, pile.report(share.there).published
    said = f"published {after}" if here and here.start else f"it has text that was published {after}"
    other = f"the other {before}" if there and there.end else f"the other was copied by {before}"
    return f"{said}, {other}", evidence


def _traces(pile: Pile, share: Share) -> Iterator[tuple[float, str, Evidence]]:
    """Signs that the side here copied: weight in log odds, what it is, where."""
    here, there = pile.stories[share.here], pile.stories[share.there]
    spans, others = share.spans, share.other_spans
    whole = Evidence(_anchor(share.here, spans), _anchor(share.there, others))
    covered, other = here.cover(spans), there.cover(others)
    opens, other_opens = here.place(spans[0].start) <= _TOP, there.place(others[0].start) <= _TOP
    if covered >= 0.8 and other < 0.75 and (other_opens or len(share.passages) > 1):
        yield 1.2, "it is the other, trimmed", whole
    if other >= 0.8 and covered < 0.75 and other_opens and not opens and here.place(spans[0].start) >= _DEEP:
        yield 1.2, "it holds all of the other inside a longer text", whole
    quoted, other_quoted = (
        length(common(s.quotes, x)) / max(1, length(x)) for s, x in ((here, spans), (there, others))
    )
    if quoted >= 0.7 and other_quoted <= 0.4 and not _is_speech(here, spans):
        yield 1.8, "it has the passage in quotation marks, the other not", whole
    if other_quoted >= 0.7 and quoted <= 0.4 and _is_speech(there, others):
        yield 1.8, "it tells as its own what the other quotes somebody saying", whole
    names = (there.report.outlet.value if there.report.outlet else "", *there.report.aliases)
    said = [fold(here.report.text[s.start : s.end]) for s in spans]
    if any(len(n) > 2 and re.search(rf"\b{re.escape(fold(n))}\b", text) for n in names for text in said):
        yield 2.2, "the passage itself names the other's outlet", whole
    yield from _lost_context(pile, share)
    if not credits_of(pile, share.here) and any(c.kind == "agency" for c in credits_of(pile, share.there)):
        yield 0.9, "only the other credits the agency", whole
    yield from _unsigned(pile, share)


def _unsigned(pile: Pile, share: Share) -> Iterator[tuple[float, str, Evidence]]:
    """What an original carries and the side here lacks: a day, a name at its head, a dateline, who wrote it."""
    here, there = pile.report(share.here), pile.report(share.there)
    for weight, what, mine, theirs in (
        (_UNDATED, "a date", here.published, there.published),
        (_NAMELESS, "an outlet", here.outlet, there.outlet),
        (_UNPLACED, "a dateline", _has(here, "dateline"), _has(there, "dateline")),
        (_UNPLACED, "an author", here.byline, there.byline),
    ):
        if theirs and not mine:
            yield weight, f"only the other has {what}", Evidence(Anchor(share.here, field="published"))


def _has(report: Report, kind: str) -> bool:
    return any(c.kind == kind for c in report.credits)


def _is_speech(story: Story, spans: Spans) -> bool:
    """Whether quoted text is somebody's speech rather than another outlet's words."""
    return any(
        a.hop is not None
        and a.hop.kind not in ("outlet", "document")
        and length(common(merge(a.content), spans)) >= 0.5 * length(spans)
        for a in story.attributions
    )


def _lost_context(pile: Pile, share: Share) -> Iterator[tuple[float, str, Evidence]]:
    """A surname or a pronoun whose bearer is introduced only in the other report."""
    here, there = pile.report(share.here), pile.report(share.there)
    for mine, theirs, _ in share.passages:
        before = here.text[max(0, mine.start - _MEMORY) : mine.start]
        other_before = there.text[max(0, theirs.start - _MEMORY) : theirs.start]
        inside = here.text[mine.start : mine.end]
        introduced = {n.split()[-1] for n in _FULL_NAME.findall(other_before)}
        known = " ".join((before, *_FULL_NAME.findall(inside), here.title or ""))
        if lost := introduced & set(_TOKEN.findall(inside)) - set(_TOKEN.findall(known)):
            yield (
                1.6,
                f"“{min(lost)}” is introduced only in the other",
                Evidence(Anchor(share.here, mine.start, mine.end), Anchor(share.there, theirs.start, theirs.end)),
            )
            return
        lead = _sentence_start(inside, before)
        if lead is not None and _PRONOUN.match(lead) and not before.strip() and other_before.strip():
            yield (
                1.0,
                "it opens with a pronoun that only the other explains",
                Evidence(Anchor(share.here, mine.start, mine.end), Anchor(share.there, theirs.start, theirs.end)),
            )
            return


def _sentence_start(inside: str, before: str) -> str | None:
    return inside if not before.strip() or before.rstrip()[-1:] in '.!?”"’\n' else None


def _later(pile: Pile, share: Share) -> bool:
    """A stable guess at the copy where nothing tells: the shorter story, then the greater id."""

    def rank(i: str) -> tuple[int, str]:
        return -length(pile.stories[i].spans), i

    return rank(share.here) > rank(share.there)


def _odds(logit: float) -> float:
    return 1 / (1 + math.exp(-logit))


def _anchor(report: str, spans: tuple[Span, ...]) -> Anchor:
    longest = max(spans, key=lambda s: (s.end - s.start, -s.start))
    return Anchor(report, longest.start, longest.end)


def _passage_evidence(share: Share) -> tuple[Evidence, ...]:
    return tuple(
        Evidence(Anchor(share.here, a.start, a.end), Anchor(share.there, b.start, b.end)) for a, b, _ in share.passages
    )


def _verdict(
    share: Share, direction: Direction, probability: float, credited: bool, found: list[tuple[str, Evidence]]
) -> Verdict:
    because = tuple(dict.fromkeys(reason for reason, _ in found))
    evidence = (*_passage_evidence(share), *dict.fromkeys(e for _, e in found if e.child.start is None or credited))
    return Verdict(share.here, share.there, direction, round(probability, 3), credited, because, evidence)


def same_source(pile: Pile, share: Share) -> str | None:
    """The outlet that both sides say they have the text from, itself neither of the two: they are siblings."""
    here, there = (_sources(pile, s) for s in (share, share.flipped()))
    for name in here:
        for other in there:
            if is_same_outlet(name, other) or pile.outlets.same(name, other):
                meant = pile.outlets.reports_of(name)
                if share.here not in meant and share.there not in meant:
                    return name
    return None


def _sources(pile: Pile, share: Share) -> list[str]:
    names = [
        c.name
        for c in credits_of(pile, share.here)
        if c.covers is None or length(common((c.covers,), share.spans)) >= 0.5 * length(share.spans)
    ]
    for attribution, name in outlet_hops(pile, share.here):
        content = tuple(sorted(attribution.content, key=lambda s: s.start))
        if length(common(content, share.spans)) >= 0.5 * length(share.spans):
            names.append(name)
    return names
