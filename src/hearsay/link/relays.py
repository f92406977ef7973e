"""Outlets that a report says it has its matter from, read off how it says so: "picked up from", "X writes, citing Y".

Aggregators name their sources in forms that no single sentence's attribution shows: a note over the text ("via X",
"as shared by X"), a name that only its use tells for an outlet's, a later sentence that says where that outlet in turn
has it from. A relay is the way to the outlet: nearest first, then whom that outlet names.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache

from hearsay.lexicons import read_table
from hearsay.link.outlets import Outlets, is_same_outlet, names_nobody
from hearsay.link.relay_forms import (
    ABOUT,
    AFTER,
    BEFORE,
    BEHIND,
    HOLDER,
    NAME,
    NOTE,
    OFFICE,
    PAPERS,
    PER,
    RELAYED,
    SENTENCE,
    SO,
    STAFF,
    TOLD,
    WHOLE,
)
from hearsay.types import Report, Span

__all__ = ["Path", "Relay", "bare_name", "find_relays", "is_passed_on", "path_at"]

_PARAGRAPH = 2000  # characters of a paragraph that are looked back over: a file may be one line
_READ = 60_000  # characters of a report in which it is looked for: ten times a long one
_FORMAL = 90  # characters a note over or under a text may have
_BESIDE = 45  # of them, beside the name


@dataclass(frozen=True, slots=True)
class Relay:
    """An outlet named as where a report has something from. ``at`` is the name, ``sentence`` where it stands.

    ``line`` is where its paragraph begins. ``note``: said of the text as a whole. ``behind``: the outlets that this
    one is said to have it from, nearest first. ``holder`` is whom the last of them is said to have it from, ``papers``
    where that is a document. ``whole`` where the sentence says so of all that the outlet tells ("X has it from Y"),
    ``about`` where only what follows is the outlet's ("denied a report by X that …").
    """

    name: str
    at: Span
    sentence: Span
    line: int
    note: bool = False
    behind: tuple[str, ...] = ()
    holder: str | None = None
    papers: bool = False
    whole: bool = False
    about: bool = False


@dataclass(frozen=True, slots=True)
class Path:
    """The outlets that a place of a report came by, nearest first, where that is said, and the holder said to be last.

    ``inside``: the place stands in the sentence that names them; ``follows``: nothing says that it is not theirs.
    """

    outlets: tuple[str, ...]
    at: Span
    holder: str | None = None
    papers: bool = False
    inside: bool = True
    follows: bool = True


def path_at(report: Report, relays: Sequence[Relay], place: Span, back: bool = False) -> Path | None:
    """The way that a place of a report came by its relays: its paragraph's; with ``back`` the last one before it.

    A paragraph may be told first and sourced after: "There were four of them. So writes the Beacon".
    """
    told = [r for r in relays if not r.note]
    line = report.text.rfind("\n", 0, place.start) + 1
    here = [r for r in told if r.line == line]
    before = [r for r in here if r.sentence.start <= place.start]
    relay = before[-1] if before else here[0] if here else None
    if relay is None:
        following = [r for r in told if r.line > line and not report.text[place.end : r.line].strip(' \n\t.!?”"’')]
        relay = next((r for r in following if SO.match(report.text, r.line)), None)
    if relay is None and back:
        relay = next((r for r in reversed(relays) if r.sentence.end <= place.start), None)
    if relay is None:
        return None
    names, holder, papers = relay.behind, relay.holder, relay.papers
    for other in told:
        later = other.sentence.start >= relay.sentence.start
        if other.name != relay.name or not (other.line == relay.line or (later and (other.whole or not names))):
            continue
        if not names:
            names = other.behind
        if holder is None and (not names or not other.behind or names[-1] in other.behind):
            holder, papers = other.holder, other.papers
    inside = relay.sentence.start <= place.start < relay.sentence.end
    follows = not relay.about or place.start >= relay.at.start
    return Path((relay.name, *names), relay.at, holder, papers, inside, follows)


def bare_name(name: str) -> str:
    """An outlet's name without what it is called: "the Western Frontier newspaper"."""
    return re.sub(rf" (?:{_called()})$", "", name)


def is_passed_on(relays: Sequence[Relay], name: str) -> bool:
    """Whether a note over the text names an outlet that its paragraphs name again where they have something from it."""
    return any(r.note and r.name == name for r in relays) and any(r.name == name and not r.note for r in relays)


def find_relays(report: Report, outlets: Outlets) -> tuple[Relay, ...]:
    """The outlets a report relays, in the order of the text; its own outlet and places of work are none."""
    known = {n for relay in _read(report, outlets, frozenset()) for n in (relay.name, *relay.behind)}
    return tuple(_joined(_read(report, outlets, frozenset(known)), outlets))


def _read(report: Report, outlets: Outlets, known: frozenset[str]) -> list[Relay]:
    found: list[Relay] = []
    for line in report.lines:
        if line.role in ("related", "comment") or line.start > _READ:
            continue
        for match in SENTENCE.finditer(report.text, line.start, min(line.end, _READ)):
            note = match.end() - match.start() <= _FORMAL and NOTE.search(match.group().strip()) is not None
            if line.role != "furniture" or note:
                low = max(0, match.start() - _PARAGRAPH)
                paragraph = max(low, report.text.rfind("\n", low, match.start() + 1) + 1)
                found += _in_sentence(report, outlets, paragraph, Span(*match.span()), note, known, found)
    return found


@dataclass(frozen=True, slots=True)
class _Place:
    """A name where a sentence's wording leads to an outlet, or goes on from one."""

    start: int
    name: str
    before: str
    after: str
    lead: bool
    behind: bool
    says: bool
    told: bool
    about: bool


@lru_cache(maxsize=16384)  # a sentence is looked at for the outlets and again for their chains, in every reprint
def _places(text: str) -> tuple[_Place, ...]:
    """The names of a sentence that may be relayed outlets by what stands around them."""
    found = []
    for match in NAME.finditer(text):
        name = _trimmed(match[1])
        start = match.start(1) + match[1].index(name)
        if len(name) < 3 or names_nobody(name) or OFFICE.search(name):
            continue
        before, after = re.sub(r"(?:The |the )$", "", text[:start]), text[start + len(name) :]
        lead, behind = BEFORE.search(before) is not None, BEHIND.search(before) is not None
        says = AFTER.match(after) is not None
        if STAFF.search(text[:start]) or not (lead or says or behind):
            continue
        told, about = TOLD.search(before) is not None, not says and ABOUT.search(before) is not None
        found.append(_Place(start, name, before, after, lead, behind, says, told, about))
    return tuple(found)


def _in_sentence(
    report: Report,
    outlets: Outlets,
    line: int,
    sentence: Span,
    note: bool,
    known: frozenset[str],
    before_it: list[Relay],
) -> Iterator[Relay]:
    text = report.text[sentence.start : sentence.end]
    named: list[tuple[int, int, str, bool]] = []
    about: set[str] = set()
    for place in _places(text):
        name = place.name
        if outlets.is_own(report.id, name):
            continue
        if place.told and report.outlet is None:
            continue  # a page that does not name itself may be the one they told
        formal = note and place.lead and not outlets.reports_of(name)
        meant = next((k for k in sorted(known) if _short_for(name, k, outlets)), None)
        if formal or meant or _is_outlet(name, outlets, place.before, place.after, place.says):
            named.append((place.start, place.start + len(name), meant or name, place.behind))
            if place.about:
                about.add(meant or name)
    if not named:
        yield from _goes_on(text, line, sentence, before_it)
        return
    first = next((i for i, n in enumerate(named) if not n[3]), None)
    holder, papers = _holder(text)
    whole = WHOLE.search(text) is not None
    if first is None:
        if not before_it:
            first = 0
        else:
            last = before_it[-1]
            names = tuple(n for _, _, n, _ in named)
            at = Span(sentence.start + named[0][0], sentence.start + named[0][1])
            yield replace(
                last, at=at, sentence=sentence, line=line, behind=names, holder=holder, papers=papers, whole=whole
            )
            return
    if len(named) > first + 1 and RELAYED.match(_stripped(text[named[first][1] : named[first + 1][0]])):
        first += 1  # "the Post reported, per the Digest"
    start, end, name, _ = named[first]
    note = note and len(text.strip()) - (end - start) <= _BESIDE and len(named) == 1
    further = tuple(dict.fromkeys(n for i, (_, _, n, _) in enumerate(named) if i != first and n != name))
    at = Span(sentence.start + start, sentence.start + end)
    yield Relay(name, at, sentence, line, note, further, holder, papers, whole, name in about)


def _goes_on(text: str, line: int, sentence: Span, before_it: list[Relay]) -> Iterator[Relay]:
    """A sentence that says from whom the outlet just named has it: "The portal cites sources in the ministry"."""
    if (
        not before_it
        or before_it[-1].line != line
        or not re.match(rf"\W*(?:The|Its?)\b(?: [\w-]+){{0,2}} (?:{_called()}|report|story)\b", text)
    ):
        return
    holder, papers = _holder(text)
    if holder:
        yield replace(before_it[-1], sentence=sentence, holder=holder, papers=papers)


def _stripped(between: str) -> str:
    return re.sub(r"(?: the| The)$", "", between.rstrip())


def _trimmed(name: str) -> str:
    """A name without the language it is in, a full stop, a genitive or what runs on behind it."""
    name = re.sub(rf"^((?:\w+ )+(?:{_called()}|Mail|Post|Times|News|Press)) of [A-Z]\w+$", r"\1", name)
    name = re.sub(r"^(?:Via|Per|Citing|Quoting|From|Source) (?=[A-Z])", "", name)
    return re.sub(r"^[A-Z]\w+-language ", "", re.sub(r"(?:[’']s|[.,’'-]+)$", "", name))


def _is_outlet(name: str, outlets: Outlets, before: str, after: str, says: bool) -> bool:
    """Whether a name is an outlet's: one of the pile, or by its words, its spelling, or what it is called."""
    if re.match(rf" (?:\w+ )?(?:{_called()}) (?:called |named )?[A-Z]", after):
        return False  # "Danish TV station Kanal Syd"
    if meant := outlets.reports_of(name):
        return _names_in_full(name, meant, outlets) or not any(OFFICE.search(n) for n in outlets.names_of(meant[0]))
    words = re.findall(r"[^\W_]+", name)
    parts = {p.casefold() for w in words for p in (w, *re.findall(r"[A-Z][a-z]+", w))}
    if parts & _words("media") and len(name) > 4:
        return True
    if re.search(rf"\b(?:{_called()}) $", before):
        return True
    if re.match(rf", (?:an?|the) [^,.\n]{{0,40}}\b(?:{_called()})\b", after):
        return True
    if len(words) > 1 and re.match(rf" (?:{_called()})\b", after):
        return True
    camel = any(re.search(r"[a-z][A-Z]", w) for w in words) and not re.match(
        r"(?:Mc|Mac|De|La|Le|Van|O)[A-Z]", words[-1]
    )
    if camel and (says or PER.search(before)):
        return True
    return len(words) > 1 and PER.search(before) is not None and re.match(r"(?:, which\b|[.]?$)", after) is not None


def _names_in_full(name: str, meant: tuple[str, ...], outlets: Outlets) -> bool:
    return any(is_same_outlet(name, full) for full in outlets.names_of(meant[0]))


@cache
def _called() -> str:
    """Nouns for an outlet, as a pattern."""
    return "|".join(sorted(_words("called")))


@lru_cache(maxsize=16384)
def _holder(sentence: str) -> tuple[str | None, bool]:
    last = None
    for match in HOLDER.finditer(sentence):
        last = match["said"]
    if last is None:
        return None, False
    said = re.sub(r"\s+", " ", last.strip(' “"‘'))
    return said, PAPERS.search(said) is not None


def _joined(found: list[Relay], outlets: Outlets) -> list[Relay]:
    """Relays under one full name each; an outlet that another one is said to relay stands behind that one."""
    full: list[Relay] = []
    for relay in found:
        name = next((o.name for o in full if _short_for(relay.name, o.name, outlets)), relay.name)
        behind = tuple(_fuller(b, full, outlets) for b in relay.behind if not _short_for(b, name, outlets))
        nearer = next((o for o in full if any(_short_for(name, b, outlets) for b in o.behind)), None)
        if nearer is not None:
            passed = next(b for b in nearer.behind if _short_for(name, b, outlets))
            name, behind = nearer.name, (passed, *(b for b in behind if not _short_for(b, nearer.name, outlets)))
        full.append(replace(relay, name=name, behind=tuple(dict.fromkeys(behind))))
    return full


def _fuller(name: str, relays: list[Relay], outlets: Outlets) -> str:
    return next((b for o in relays for b in o.behind if _short_for(name, b, outlets)), name)


def _short_for(short: str, full: str, outlets: Outlets) -> bool:
    if outlets.same(short, full):
        return True
    a, b = ([w.casefold() for w in re.findall(r"[^\W_]+", n)] for n in (short, full))
    return 0 < len(a) < len(b) and (a == b[: len(a)] or a == b[-len(a) :])


@cache
def _words(kind: str) -> frozenset[str]:
    return frozenset(read_table("outlet_words.toml")[kind].split())
