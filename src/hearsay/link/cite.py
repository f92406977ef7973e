"""Derivations without shared prose: credits of outlets outside the pile, and citations in the text."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache

from hearsay.lexicons import read_table
from hearsay.link.direction import credits_of, outlet_hops
from hearsay.link.issuers import Issuer, find_issuers, mentions_of
from hearsay.link.outlets import is_same_outlet
from hearsay.link.pile import Pile, Spans, common, length, merge, oriented, terms_of, without
from hearsay.link.relay_forms import OFFICE
from hearsay.link.relays import Relay, bare_name, find_relays
from hearsay.text import fold_spaces
from hearsay.types import Anchor, Attribution, Derivation, DerivationKind, Evidence, Passage, Span

__all__ = ["Copied", "cite_outlets", "credit_outlets"]

_SUPPORT = 0.4  # share of a cited content's terms that the outlet's report must hold
_RESEMBLES = 0.45  # share of a credited reprint's terms, where no passage survived the editing
_TOLD = 0.35  # the same where the outlet is only named beside it, a number or four words among them
_MANY_TERMS = 4
_MOST = 0.6  # share of the few terms of a short clause that a statement must hold
_SAME_MATTER = (
    0.1  # share of the shorter story's terms in both, from which the outlet's nearest report is the one meant
)
_MARGIN = 0.05
_DECLARED = 0.97
_LIKELY = 0.7  # that a report with the same matter is the paper that is only described

_CAPITALS = re.compile(r"[A-Z][\w’'-]*(?: (?:of |and |& |for |the )?[A-Z][\w’'-]*)*")
_CALLED = r"(?:newspaper|paper|daily|weekly|tabloid|broadcaster|website|agency|magazine|portal|blog)"
_PAPER = re.compile(
    rf"\b(?:report|article|story|interview|leaked|claims?|account|according|told) (?:in|to|by|from|on|with) "
    rf"(?:an?|another|one) (?:[\w’'-]+ ){{0,2}}{_CALLED}\b"
    r"|\b(?:an?|another|one) (?:[\w’'-]+ ){0,2}(?:newspaper|tabloid|broadcaster|website|(?:wire|news) agency|portal|"
    r"paper)(?:(?:['’]s)? (?:report|article|story|suggestion|claim|account)"
    r"| (?:has |had )?(?:reported|reports|said|says|wrote|heard|claimed|counted))\b"
)
_FIRM = re.compile(r"\b(?:Corp|Inc|Ltd|PLC|plc|LLC|GmbH|Co|S\.A)\b")
_STAFF = re.compile(r"\b(?:for|with|at|of)(?: the)? $", re.IGNORECASE)  # "who has covered the region for the Herald"
_REPORTS = re.compile(
    r"(?:’s|'s)?(?: (?:first|also|later))? (?:reported|reports|wrote|writes|ha[sd] it|quoted|quotes|cited)\b"
)

Copied = Mapping[str, Sequence[tuple[str, Span]]]


def credit_outlets(pile: Pile, found: Sequence[Derivation]) -> list[Derivation]:
    """A republication for every credited outlet from which no shared text was found, nearest credit first."""
    parents = _parents(found)
    made: list[Derivation] = []
    for child in sorted(pile.stories):
        explained = [n for p in sorted(filter(None, parents[child])) for n in _credited_by(pile, p)]
        for credit in credits_of(pile, child):
            meant = [r for r in pile.outlets.reports_of(credit.name) if r != child]
            if credit.kind == "byline" or any(r in parents[child] for r in meant):
                continue
            # What the parent itself credits reached the child through the parent.
            if any(pile.outlets.same(credit.name, name) for name in explained):
                continue
            parent = _edited_original(pile, child, meant, found)
            explained += [credit.name, *(_credited_by(pile, parent) if parent else ())]
            quote = fold_spaces(pile.report(child).text[credit.start : credit.end])[:120]
            made.append(
                Derivation(
                    child=child,
                    parent=parent,
                    parent_outlet=credit.name,
                    kind="republication",
                    credited=True,
                    direction="declared",
                    probability=_DECLARED,
                    because=(f"credits {credit.name}: “{quote}”",),
                    evidence=(Evidence(Anchor(child, credit.start, credit.end)),),
                )
            )
    return made


def cite_outlets(pile: Pile, found: Sequence[Derivation], copied: Copied) -> list[Derivation]:
    """A citation for every outlet a report names as its source, unless the citation itself was copied."""
    parents = _parents(found)
    outlets = {(d.child, d.parent_outlet) for d in found if d.parent is None or d.credited}
    made: dict[tuple[str, str], Derivation] = {}
    issuers = find_issuers({i: s.report for i, s in pile.stories.items()}, pile.outlets)
    for child in sorted(pile.stories):
        known = [name for c, name in sorted(outlets, key=str) if c == child and name]
        relays = find_relays(pile.report(child), pile.outlets)
        relayed = [*_from_issuers(pile, child, issuers), *_relayed(pile, relays)]
        behind = _behind(pile, relays)
        for cited in (*relayed, *_cited(pile, child), *_issued(pile, child), *_named(pile, child)):
            if any(_same(pile, n, cited.name) for n in behind):
                continue  # the nearest outlet is the source, not whom that one names
            if any(length(common((s,), (cited.at,))) > 0 for _, s in copied.get(child, ())):
                continue
            name = pile.outlets.full_name(cited.name)
            if any(is_same_outlet(name, i.name) for i in issuers):
                cited = replace(cited, issued=True, bar=max(cited.bar, _SUPPORT))
            meant = [r for r in pile.outlets.reports_of(name) if r != child]
            if any(r in parents[child] for r in meant) or any(_same(pile, n, name) for n in known):
                continue
            parent = _supporting(pile, child, cited, meant, found)
            if parent is None and cited.bar > 0:
                continue
            key = (child, parent or next((n for c, n in made if c == child and _same(pile, n, name)), name))
            words = fold_spaces(pile.report(child).text[cited.at.start : cited.at.end])[:120]
            evidence = (Evidence(Anchor(child, cited.at.start, cited.at.end)),)
            if key in made:
                old = made[key]
                if evidence[0] not in old.evidence:
                    made[key] = _with_evidence(old, evidence)
                continue
            made[key] = Derivation(
                child=child,
                parent=parent,
                parent_outlet=name,
                kind=cited.kind,
                credited=True,
                direction="declared",
                probability=_DECLARED,
                because=(f"names {name} as its source: “{words}”",),
                evidence=evidence,
            )
    taken = {(d.child, d.parent) for d in (*found, *made.values())}
    papers = [i for i in sorted(pile.stories) if not any(i in x.reports for x in issuers)]
    for d in _described(pile, papers, taken, found):
        made.setdefault((d.child, d.parent or ""), d)
    return _one_per_outlet(pile, list(made.values()))


def _described(
    pile: Pile, papers: Sequence[str], taken: set[tuple[str, str | None]], found: Sequence[Derivation]
) -> Iterator[Derivation]:
    """Citations of "a local paper", "a British tabloid": the one report that tells what the sentence does."""
    copies = {d.child for d in found if d.parent}
    for child, story in sorted(pile.stories.items()):
        for sentence in story.parse.sentences if story.parse else ():
            span = Span(sentence.start, sentence.end)
            match = _PAPER.search(pile.report(child).text, span.start, span.end)
            if match is None or not common(story.spans, (span,)) or child in copies:
                continue
            content = without((span,), (Span(*match.span()),))
            told = _with_figures(story.terms_at(content))
            ranked = []
            for r in papers:
                if r == child or pile.order(r, child) > 0 or pile.outlets.of_one(r, child) or (r, child) in taken:
                    continue
                shared = told & _with_figures(pile.stories[r].terms)
                ranked.append((len(shared) / max(1, len(told)), r not in copies, r, len(shared)))
            ranked.sort(reverse=True)
            if not ranked or ranked[0][0] < _TOLD or ranked[0][3] < _MANY_TERMS:
                continue
            if len(ranked) > 1 and ranked[1][0] > ranked[0][0] - _MARGIN and ranked[1][1] == ranked[0][1]:
                continue  # more than one may be the paper
            parent = ranked[0][2]
            words = fold_spaces(match.group())
            yield Derivation(
                child=child,
                parent=parent,
                parent_outlet=pile.outlet(parent),
                kind="citation",
                credited=True,
                direction="declared",
                probability=_LIKELY,
                because=(f"names “{words}” as its source, and this report tells what it is said to",),
                evidence=(Evidence(Anchor(child, match.start(), match.end())),),
            )


@dataclass(frozen=True, slots=True)
class Cited:
    """An outlet that a report names as where it has something from.

    ``content`` is what it has from there; ``bar`` the share of that which the outlet's report must hold, 0 where the
    wording alone makes it a source.
    """

    name: str
    at: Span
    content: Spans
    kind: DerivationKind = "citation"
    bar: float = 0.0
    issued: bool = False


def _from_issuers(pile: Pile, child: str, issuers: Sequence[Issuer]) -> Iterator[Cited]:
    """Bodies whose own statement is in the pile, where a sentence gives what they said in it."""
    story = pile.stories[child]
    if story.parse is None:
        return
    text = pile.report(child).text
    for issuer in issuers:
        if child in issuer.reports:
            continue
        for sentence in story.parse.sentences:
            span = Span(sentence.start, sentence.end)
            if common(story.spans, (span,)):
                for at, loose in mentions_of(issuer, text, span):
                    bar = _MOST if loose else _SUPPORT
                    yield Cited(issuer.name, at, without((span,), (at,)), bar=bar, issued=True)


def _relayed(pile: Pile, relays: Sequence[Relay]) -> Iterator[Cited]:
    """Outlets that the wording of a sentence or of a note over the text gives as where the matter is from."""
    for relay in relays:
        known = pile.outlets.reports_of(relay.name)
        content = without((relay.sentence,), (relay.at,))
        yield Cited(
            relay.name, relay.at, content, "republication" if relay.note else "citation", _TOLD if known else 0.0
        )


def _behind(pile: Pile, relays: Sequence[Relay]) -> list[str]:
    """Outlets outside the pile that a report only says another outlet names."""
    nearest = {r.name for r in relays}
    named = sorted({b for r in relays for b in r.behind} - nearest)
    return [b for b in named if not pile.outlets.reports_of(b)]


def _cited(pile: Pile, child: str) -> Iterator[Cited]:
    """Outlets that attributions give as source."""
    for attribution, name in outlet_hops(pile, child):
        at = _said(attribution)
        if at is not None and not _is_office(pile, child, name, at):
            kind: DerivationKind = "republication" if attribution.form in ("republication", "credit") else "citation"
            known = attribution.hop is not None and attribution.hop.kind == "outlet"
            yield Cited(name, at, tuple(attribution.content), kind, bar=0.0 if known else _TOLD)


def _is_office(pile: Pile, child: str, name: str, at: Span) -> bool:
    """Whether a name outside the pile that reads as an outlet's is a court's or a firm's, or no name: "the channel"."""
    if pile.outlets.reports_of(name):
        return False
    said = pile.report(child).text[at.start : at.end + 20]
    return bare_name(name) != name or OFFICE.search(name) is not None or _FIRM.search(said) is not None


def _issued(pile: Pile, child: str) -> Iterator[Cited]:
    """Bodies that issued a report of the pile themselves, where they or who speaks for them are quoted from it."""
    for attribution in pile.stories[child].attributions:
        hop, at = attribution.hop, _said(attribution)
        if hop is None or at is None or hop.kind == "outlet" or attribution.stance == "declines":
            continue
        for name in (hop.name, hop.body, pile.bodies.get(hop.name or ""), *_spoken_for(hop.description)):
            if name and pile.outlets.reports_of(name) and not pile.outlets.is_own(child, name):
                yield Cited(name, at, tuple(attribution.content), bar=_SUPPORT)
                break


def _spoken_for(description: str | None) -> Iterator[str]:
    """The capitalised part of a role: "spokeswoman for Kestrel Freight"."""
    yield from _CAPITALS.findall(description or "")


def _named(pile: Pile, child: str) -> Iterator[Cited]:
    """Outlets of the pile named in a sentence that tells what their report tells, a number included."""
    story = pile.stories[child]
    if story.parse is None:
        return
    text = pile.report(child).text
    names = [(n.start, n.end, n.entity) for n in story.parse.names if n.kind in ("outlet", "organisation", "other")]
    names += [(*m.span(), m.group()) for m in pile.outlets.written.finditer(text)]
    names = sorted({n for n in names if pile.outlets.reports_of(n[2]) and not pile.outlets.is_own(child, n[2])})
    for sentence in story.parse.sentences if names else ():
        span = Span(sentence.start, sentence.end)
        if not common(story.spans, (span,)):
            continue
        for start, end, name in names:
            if span.start <= start < span.end and not _STAFF.search(text[max(span.start, start - 12) : start]):
                bar = 0.0 if _REPORTS.match(text, end) else _TOLD
                yield Cited(name, Span(start, end), without((span,), (Span(start, end),)), bar=bar)


def _parents(found: Iterable[Derivation]) -> defaultdict[str, set[str | None]]:
    parents: defaultdict[str, set[str | None]] = defaultdict(set)
    for d in found:
        parents[d.child].add(d.parent)
    return parents


def _credited_by(pile: Pile, report: str) -> list[str]:
    return [c.name for c in credits_of(pile, report)]


def _same(pile: Pile, a: str | None, b: str) -> bool:
    return a is not None and pile.outlets.same(a, b)


def _edited_original(pile: Pile, child: str, meant: Sequence[str], found: Sequence[Derivation]) -> str | None:
    """The credited outlet's report that an edited reprint without a common passage most resembles."""
    story = pile.stories[child]
    best: tuple[float, str] | None = None
    for r in meant:
        if pile.order(r, child) > 0 or any(d.child == r and d.parent == child for d in found) or not story.terms:
            continue
        held = len(story.terms & pile.stories[r].terms) / len(story.terms)
        if held >= _RESEMBLES and (best is None or (-held, r) < (-best[0], best[1])):
            best = held, r
    return best[1] if best else None


def _supporting(pile: Pile, child: str, cited: Cited, meant: Sequence[str], found: Sequence[Derivation]) -> str | None:
    """The cited outlet's report whose story holds what is taken from it; else its one report of the same matter."""
    terms = pile.stories[child].terms_at(cited.content)
    numbers = {t for t in terms if t.isdigit()}
    best: tuple[float, str, str] | None = None
    for r in meant:
        if pile.order(r, child) > 0 or any(d.child == r and d.parent == child for d in found):
            continue
        shared = terms & pile.stories[r].terms
        held = len(shared) / len(terms) if terms else 0.0
        if any(_quotes(p, child, r, cited.content) for p in pile.quoted):
            held += 0.5
        elif cited.bar == _TOLD and not (len(shared) >= _MANY_TERMS or (numbers & shared and len(shared) > 1)):
            continue
        near = _resemblance(pile, child, r)
        if cited.issued and not _states(pile, r, cited.content, child, cited.bar):
            continue
        if cited.issued or held >= (cited.bar or _SUPPORT) or (cited.bar == 0 and near >= _SAME_MATTER):
            rank = (-held - near, pile.published(r), r)
            best = rank if best is None or rank < best else best
    return best[2] if best else None


def _states(pile: Pile, report: str, content: Spans, child: str, bar: float) -> bool:
    """Whether a statement holds what is told of it: a number with something else, or most of the words."""
    told, stated = (_with_figures(x) for x in (pile.stories[child].terms_at(content), pile.stories[report].terms))
    shared = told & stated
    numbers = {t for t in told if t[0].isdigit()}
    if bar > _SUPPORT:
        return (
            len(shared) >= _MANY_TERMS - 1 and len(shared) >= bar * len(told) and bool(numbers & shared or not numbers)
        )
    if numbers:
        rare = any(len(t) > 1 for t in numbers & shared)
        return bool(numbers & shared) and (rare or len(shared - numbers) > 0)
    return (len(shared) >= _MANY_TERMS and len(shared) >= bar * len(told)) or 1 < len(shared) >= _MOST * len(told)


def _with_figures(terms: frozenset[str]) -> frozenset[str]:
    """Terms with number words as figures."""
    return frozenset(_figures().get(t, t) for t in terms)


@cache
def _figures() -> dict[str, str]:
    words = read_table("issuers.toml")["figures"].split()
    return {next(iter(terms_of(word)), word): str(n) for n, word in enumerate(words)}


def _quotes(p: Passage, child: str, parent: str, content: Spans) -> bool:
    """Whether a quotation that both have stands in the content."""
    if {p.a, p.b} != {child, parent}:
        return False
    here, _ = oriented(p, child)
    return not content or length(common((here,), merge(content))) > 0


def _resemblance(pile: Pile, a: str, b: str) -> float:
    """Share of the shorter story's terms that the other has too."""
    left, right = pile.stories[a].terms, pile.stories[b].terms
    return len(left & right) / max(1, min(len(left), len(right)))


def _said(attribution: Attribution) -> Span | None:
    """The words that name the source."""
    spans = sorted((*attribution.source, *attribution.cue), key=lambda s: (s.start, s.end))
    if not spans:
        spans = sorted(attribution.content, key=lambda s: (s.start, s.end))[:1]
    if not spans:
        return None
    return Span(spans[0].start, max(s.end for s in spans)) if spans[-1].end - spans[0].start <= 200 else spans[0]


def _one_per_outlet(pile: Pile, made: Sequence[Derivation]) -> list[Derivation]:
    """A citation that found no report of the outlet adds nothing where another of the same outlet found one."""
    kept = []
    for d in made:
        twin = any(
            o is not d
            and o.child == d.child
            and o.parent is not None
            and _same(pile, o.parent_outlet, d.parent_outlet or "")
            for o in made
        )
        if d.parent is not None or not twin:
            kept.append(d)
    return kept


def _with_evidence(d: Derivation, more: tuple[Evidence, ...]) -> Derivation:
    return replace(d, evidence=(*d.evidence, *more))
