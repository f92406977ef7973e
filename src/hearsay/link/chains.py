"""Chains through the pile: a clause copied or cited from another report has that report's chain behind it.

A mention arrives with the chain its own report tells. Derivations lead on: to the words in the report they were copied
from, or that a credited or cited outlet wrote. Where nobody knows who copied whom, the passage marks both as one.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from hearsay.link.correspond import Alignment, likeness, match_place, same_hop
from hearsay.link.issuers import find_issuers
from hearsay.link.marks import mark, mark_passages, mark_quotations
from hearsay.link.outlets import Outlets, is_described_outlet, names_any_paper, names_nobody, speaks_for_itself
from hearsay.link.pile import common, length
from hearsay.link.relays import Path, Relay, bare_name, find_relays, is_passed_on, path_at
from hearsay.models.sentences import clause_likeness
from hearsay.text import fold, fold_spaces, overlap, words
from hearsay.types import Anchor, Derivation, Hop, HopKind, Mention, Passage, Report, Span, Voice

__all__ = ["extend_chains"]

_FOLLOWED = 0.5  # probability from which an inferred derivation is a hop
_INSIDE = 0.6  # share of a mention that must stand in a passage to be copied with it
_TOUCHES = 20  # characters, or half of the shorter, that a mention and a quotation share
_ALIKE, _NEAR = 0.62, 0.5  # likeness from which a mention of the cited report is the one meant, or may be
_MEANT, _REWORDED = 0.45, 0.7  # cosine from which a clause of the cited, of the reprinted report is the one meant
_HEADLINE, _BESIDE = 0.6, 0.5
_SAME_NUMBER = 0.2  # what a number of the same thing adds to that
_MAY_BE = 0.4
_ALTERED = 0.5  # that a copied clause under another holder still depends on its original
_LONGEST = 24  # hops
_DEEPEST = 150  # reports followed one behind the other


@dataclass(frozen=True, slots=True)
class Copy:
    """A stretch of a report that came from another, aligned with where it stands there."""

    derivation: Derivation
    here: Span
    alignment: Alignment


def extend_chains(
    reports: Mapping[str, Report],
    mentions: Sequence[Mention],
    passages: Sequence[Passage],
    derivations: Sequence[Derivation],
) -> tuple[Mention, ...]:
    """The mentions with chains, shared-text marks and dependences as the whole pile shows them, in the order given."""
    pile = _Pile(reports, mentions, passages, derivations)
    extended = {m.id: pile.extend(m) for m in sorted(mentions, key=lambda m: (m.report, m.start, m.end, m.id))}
    marks = mark_passages(reports, pile.of_report, passages, pile.outlets, extended)
    quotations = mark_quotations(pile.of_report, passages)
    return tuple(
        mark(
            extended[m.id],
            tuple(sorted({*m.passages, *marks.get(m.id, ())})),
            tuple(sorted({*m.quotations, *quotations.get(m.id, ())})),
        )
        for m in mentions
    )


class _Pile:
    """Everything a mention may come from."""

    def __init__(
        self,
        reports: Mapping[str, Report],
        mentions: Sequence[Mention],
        passages: Sequence[Passage],
        derivations: Sequence[Derivation],
    ) -> None:
        self.reports = reports
        self.outlets = Outlets(
            reports, sorted({h.name for m in mentions for h in m.chain if h.kind == "outlet" and h.name})
        )
        self.issuers = find_issuers(reports, self.outlets)
        self.of_report: dict[str, list[Mention]] = defaultdict(list)
        for m in sorted(mentions, key=lambda m: (m.report, m.start, m.end, m.id)):
            self.of_report[m.report].append(m)
        self.unquoted: dict[tuple[str, str], list[tuple[Span, Span]]] = defaultdict(list)
        for p in passages:
            if not p.quoted:
                a, b = Span(p.a_start, p.a_end), Span(p.b_start, p.b_end)
                self.unquoted[p.a, p.b].append((a, b))
                self.unquoted[p.b, p.a].append((b, a))
        self.up: dict[str, list[Derivation]] = defaultdict(list)
        for d in sorted(derivations, key=lambda d: (d.direction != "declared", -d.probability, d.parent or "", d.kind)):
            self.up[d.child].append(d)
        self.copies = {child: list(self._find_copies(child)) for child in sorted(self.up)}
        self._relays: dict[str, tuple[Relay, ...]] = {}
        self._heads: dict[str, list[tuple[int, int]]] = {}  # report → its titles and standfirsts
        self._done: dict[str, Mention] = {}
        self._open: set[str] = set()

    def _find_copies(self, child: str) -> list[Copy]:
        found = []
        for d in self.up[child]:
            if d.parent is None or d.parent not in self.reports or child not in self.reports:
                continue
            if d.kind in ("republication", "passage_reuse", "citation") and followed(d):
                for here, there in self.unquoted.get((child, d.parent), ()):
                    text, other = self.reports[child].text, self.reports[d.parent].text
                    found.append(Copy(d, here, Alignment(text, here, other, there)))
        return found

    def extend(self, m: Mention) -> Mention:
        """A mention with its chain led on as far as the pile goes."""
        if m.id in self._done:
            return self._done[m.id]
        if m.id in self._open or len(self._open) > _DEEPEST:
            return m
        self._open.add(m.id)
        m = self._know_outlets(_without_nobody(m))
        told = self._told_in_body(m)
        if told:
            known = self._know_outlets(_without_nobody(told))
            m = replace(m, chain=known.chain, voice=known.voice)
        copied = self._through_copy(m) or self._through_relays(m)
        made = copied or self._through_beside(m) or self._through_outlets(m)
        if told and made is m:
            # Nothing of its own leads a headline on: it has the whole way that the body's words came.
            behind = self.extend(told)
            made = replace(m, chain=behind.chain, voice=behind.voice)
        made = self._through_hidden(made)
        self._open.discard(m.id)
        self._done[m.id] = made
        return made

    def _know_outlets(self, m: Mention) -> Mention:
        """The mention with hops that the pile knows for outlets as such, and its own outlet named once."""
        chain = [m.chain[0]]
        for hop in m.chain[1:]:
            said = hop.name or hop.description or ""
            if hop.link == "credit" and is_passed_on(self._relays_of(m.report), said) and self._path(m) is None:
                continue  # who passes on what an outlet told says of each thing that it was told there
            if hop.link not in ("credit", "copy") and speaks_for_itself(self.outlets, m.report, said):
                continue
            if hop.kind != "outlet" and (issuer := self._issued_by(m, said)):
                hop = replace(hop, kind="outlet", name=issuer, body=None)
                said = issuer
            if hop.kind == "outlet" and names_any_paper(said):
                hop = self._one_cited(m.report, hop)
                said = hop.name or said
            if meant := self.outlets.reports_of(said):
                if self.outlets.is_own(m.report, said):
                    continue
                plain = hop.kind in ("person", "document") and not (hop.description or hop.body)
                if hop.kind == "outlet" or plain or any(d.parent in meant for d in self.up.get(m.report, ())):
                    hop = replace(hop, kind="outlet", name=self.outlets.full_name(said))
            chain.append(hop)
        if chain == list(m.chain):
            return m
        return self._with_chain(m, chain) if len(chain) < len(m.chain) else replace(m, chain=tuple(chain))

    def _issued_by(self, m: Mention, said: str) -> str | None:
        """The body that a holder is, where the mention's sentence cites that body's statement of the pile."""
        for issuer in self.issuers:
            if m.report in issuer.reports or not issuer.pattern.search(fold(said)):
                continue
            for d in self.up.get(m.report, ()):
                if (
                    d.kind == "citation"
                    and d.parent in issuer.reports
                    and any(_stands_in(e.child, m) for e in d.evidence)
                ):
                    return issuer.name
        return None

    def _told_in_body(self, m: Mention) -> Mention | None:
        """What the body says to the same as a headline, and from whom: who writes headlines has read no further."""
        if m.voice == "attributed" or not self._in_title(m):
            return None
        if not any(_is_told(o) or self._path(o) for o in self.of_report[m.report]):
            return None
        told = self._meant(m, m.report, _HEADLINE, body=True)
        return told if told is not None and (_is_told(told) or self._path(told)) else None

    def _one_cited(self, report: str, hop: Hop) -> Hop:
        """A paper only described ("a local newspaper") under the name of the one outlet that the report cites."""
        cited = {d.parent_outlet for d in self.up.get(report, ()) if d.kind == "citation" and d.credited}
        only = next(iter(cited)) if len(cited) == 1 else None
        return replace(hop, name=only) if only else hop

    def _through_copy(self, m: Mention) -> Mention | None:
        """Led on by the passage it stands in, or by the reprint whose headline it is."""
        copy = self._copy_at(Span(m.start, m.end), m.report)
        if copy is not None:
            parent = copy.derivation.parent or ""
            place = copy.alignment.across(Span(m.start, m.end))
            original = match_place(m, place, self.of_report[parent]) if place else None
            original = original or self._sole_holder(parent, place)
            behind = self.extend(original).chain if original else self._chain_at(parent, place)
            return self._join(m, copy.derivation, behind, copy.here, original)
        d = self._reprint_of(m.report)
        if d is not None and d.parent is not None and self._rides_along(m, d.parent):
            original = self._said_alike(m, d.parent) or self._meant(m, d.parent, _REWORDED)
            behind = self.extend(original).chain if original else self._chain_at(d.parent, None)
            return self._join(m, d, behind, None, original)
        return None

    def _sole_holder(self, report: str, place: Span | None) -> Mention | None:
        """A mention of the sentences at a place, where all of those have one holder."""
        if place is None:
            return None
        there = [o for o in self.of_report[report] if overlap(o.sentence, place) > 0 and o.stance != "declines"]
        if not there or any(not self._same(o.chain[-1], there[0].chain[-1]) for o in there[1:]):
            return None
        return max(there, key=lambda o: (overlap(Span(o.start, o.end), place), -o.start, o.id))

    def _reprint_of(self, report: str) -> Derivation | None:
        """The derivation that makes the report as a whole another's."""
        for d in self.up.get(report, ()):
            if d.parent in self.reports and d.kind == "republication" and followed(d):
                return d
        return None

    def _copy_at(self, span: Span, report: str) -> Copy | None:
        best: Copy | None = None
        most = 0
        for copy in self.copies.get(report, ()):
            shared = min(span.end, copy.here.end) - max(span.start, copy.here.start)
            if shared >= _INSIDE * (span.end - span.start) and shared > most:
                best, most = copy, shared
        return best

    def _rides_along(self, m: Mention, parent: str) -> bool:
        """Whether a mention outside the shared text still is the reprint's: its headline, or words of the original."""
        report = self.reports[m.report]
        role = next((x.role for x in report.lines if x.start <= m.start < x.end), "body")
        if role in ("title", "standfirst"):
            return True
        said = fold(report.text[m.start : m.end])
        if len(said) > _TOUCHES and said in fold(self.reports[parent].text):
            return True
        original = self._said_alike(m, parent) or self._meant(m, parent, _REWORDED)
        return original is not None and (m.voice == "unsourced" or self._same(m.chain[-1], original.chain[-1]))

    def _chain_at(self, report: str, place: Span | None) -> tuple[Hop, ...]:
        """The outlets behind a place of a report that makes no claim of its own there."""
        source = self.reports[report]
        name = source.outlet.value if source.outlet else None
        at = Anchor(report, field="outlet", value=name)
        hops = [Hop("outlet", name, link="outlet", at=at, aliases=source.aliases)]
        key = f"place:{report}"
        if key not in self._open and len(self._open) <= _DEEPEST:
            copy = self._copy_at(place, report) if place is not None else None
            d = copy.derivation if copy else self._reprint_of(report) if place is None else None
            if d is not None and d.parent is not None:
                self._open.add(key)
                nearest, *further = self._chain_at(d.parent, copy.alignment.across(place) if copy and place else None)
                self._open.discard(key)
                return (hops[0], replace(nearest, link="copy"), *further)
        rank = {"via": 0, "republished_from": 1, "agency": 2}
        for c in sorted((c for c in source.credits if c.kind in rank), key=lambda c: (rank[c.kind], c.start)):
            whole = c.covers is None or (place is not None and c.covers.start <= place.start < c.covers.end)
            if whole and not self.outlets.is_own(report, c.name):
                hops.append(Hop("outlet", c.name, link="credit", at=Anchor(report, c.start, c.end)))
        return tuple(hops)

    def _join(
        self, m: Mention, d: Derivation, behind: Sequence[Hop], here: Span | None, original: Mention | None
    ) -> Mention:
        """The publisher, then the chain behind it, unless the report puts a holder of its own before the words."""
        local = m.chain[1:]
        copied = [here] if here else []
        added = [h for h in local if h.link not in ("credit", "outlet") and not self._copied_with(h, m.report, copied)]
        added = [h for h in added if not any(self._same(h, b) for b in behind)]
        if added:
            return self._depend(m, original, _ALTERED, "the same words stand in a report it derives from")
        credit = [h for h in local if h.link == "credit" and not any(self._same(h, b) for b in behind)]
        first = next((i for i, h in enumerate(local) if self._same(h, behind[0])), None)
        nearer = [h for h in credit if first is not None and local.index(h) < first]
        beyond = [h for h in credit if h not in nearer]
        at = Anchor(m.report, here.start, here.end) if here else (d.evidence[0].child if d.evidence else None)
        entry = replace(behind[0], link="copy", at=at)
        outlets = 1 + next((i for i, h in enumerate(behind[1:]) if h.kind != "outlet"), len(behind) - 1)
        rest = behind[1:]
        if original is None or behind[-1].kind == "outlet":
            # The other report names nobody here: the holder is the one these words name.
            kept = [h for h in local if h.kind != "outlet" and not any(self._same(h, b) for b in behind)]
            chain = [m.chain[0], *nearer, entry, *rest[: outlets - 1], *beyond, *rest[outlets - 1 :], *kept]
        else:
            chain = [m.chain[0], *nearer, entry, *rest[: outlets - 1], *beyond, *rest[outlets - 1 :]]
        return self._with_chain(m, chain)

    def _copied_with(self, hop: Hop, report: str, spans: Sequence[Span]) -> bool:
        """Whether the words that name a hop were copied along."""
        if hop.at is None or hop.at.report != report or hop.at.start is None or hop.at.end is None:
            return True
        return not spans or length(common(tuple(spans), (Span(hop.at.start, hop.at.end),))) > 0

    def _through_outlets(self, m: Mention) -> Mention:
        """Led on from each outlet it credits or cites to that outlet's own report, nearest first."""
        for i, hop in enumerate(m.chain[1:], start=1):
            if hop.kind != "outlet" or not hop.name:
                continue
            for d in self.up.get(m.report, ()):
                if d.parent not in self.reports or not followed(d) or d.kind == "shared_quotation":
                    continue
                if not self._means(d, hop.name):
                    continue
                original = self._said_alike(m, d.parent) or self._meant(m, d.parent, _MEANT)
                if original is None:
                    near = self._said_alike(m, d.parent, _NEAR)
                    return self._depend(m, near, _MAY_BE, f"{hop.name} reports something like it")
                behind = self.extend(original).chain
                later = [h for h in m.chain[i + 1 :] if not any(self._same(h, b) for b in behind)]
                named = [h for h in later if h.kind != "outlet"]
                if named and (named[-1].name or behind[-1].kind == "outlet"):
                    behind = (*(h for h in behind if h.kind == "outlet"), *later)
                return self._with_chain(m, [*m.chain[:i], hop, *behind[1:]])
        return m

    def _path(self, m: Mention) -> Path | None:
        """The outlets that the words around a mention say it came by."""
        relays = self._relays_of(m.report)
        if not relays:
            return None
        back = any(is_described_outlet(h.name or h.description or "") for h in m.chain[1:])
        return path_at(self.reports[m.report], relays, Span(m.start, m.end), back)

    def _relays_of(self, report: str) -> tuple[Relay, ...]:
        if report not in self._relays:
            self._relays[report] = find_relays(self.reports[report], self.outlets)
        return self._relays[report]

    def _through_relays(self, m: Mention) -> Mention | None:
        """Led along the outlets that its paragraph says it came by, and on from the first that is in the pile."""
        path = self._path(m)
        if path is None:
            return None
        names = [bare_name(self.outlets.full_name(n)) for n in path.outlets]
        local = [h for h in m.chain[1:] if not self._names_path(h, names)]
        if len(names) > 1:
            local = [h for h in local if h.kind != "outlet"]
        if any(h.kind == "outlet" for h in local):
            return None
        plain = len(names) == 1 and bool(self.outlets.reports_of(names[0]))
        if local and (plain or not path.follows or (local[-1].name and not path.inside)):
            return None
        if plain and not path.inside:
            return None
        at = Anchor(m.report, path.at.start, path.at.end)
        hops = [Hop("outlet", n, link="text", at=at) for n in names]
        if not local and path.holder:
            kind: HopKind = "document" if path.papers else "anonymous"
            local = [Hop(kind, description=path.holder, link="text", at=at)]
        for i, name in enumerate(names):
            for report in self.outlets.reports_of(name):
                original = None if report == m.report else self._said_alike(m, report) or self._meant(m, report, _MEANT)
                if original is not None:
                    behind = self.extend(original).chain[1:]
                    open_end = not behind or behind[-1].kind == "outlet"
                    if local and (open_end or local[-1].name):
                        behind = (*(h for h in behind if h.kind == "outlet"), *local)
                    return self._with_chain(m, [m.chain[0], *hops[: i + 1], *behind])
        return self._with_chain(m, [m.chain[0], *hops, *local])

    def _names_path(self, hop: Hop, names: Sequence[str]) -> bool:
        """Whether a hop is one of these outlets under another name or none: "the station", "the same report"."""
        said = hop.name or hop.description or ""
        if any(self.outlets.same(said, n) or set(words(said)) <= set(words(n)) for n in names):
            return True
        return is_described_outlet(said) or (not hop.name and any(fold(n) in fold(said) for n in names))

    def _through_beside(self, m: Mention) -> Mention | None:
        """Led on through an outlet that its sentence cites for what that outlet has from the same holder."""
        if any(h.kind == "outlet" for h in m.chain[1:]):
            return None
        for d in self.up.get(m.report, ()):
            if d.kind != "citation" or d.parent not in self.reports or not followed(d):
                continue
            at = next((e.child for e in d.evidence if _stands_in(e.child, m)), None)
            original = (self._said_alike(m, d.parent) or self._meant(m, d.parent, _BESIDE)) if at else None
            if original is None:
                continue
            behind = self.extend(original).chain
            mine = [h for h in m.chain[1:] if not any(self._same(h, b) for b in behind)]
            issued = mine and d.parent in self.outlets.reports_of(mine[-1].body or "")
            if mine and (behind[-1].kind != "outlet" or not issued):
                continue
            return self._with_chain(m, [m.chain[0], replace(behind[0], link="text", at=at), *behind[1:], *mine])
        return None

    def _means(self, d: Derivation, name: str) -> bool:
        if d.parent_outlet and self.outlets.same(d.parent_outlet, name):
            return True
        return d.parent in self.outlets.reports_of(name)

    def _through_hidden(self, m: Mention) -> Mention:
        """An uncredited outlet outside the pile that only another copy's credit shows."""
        for d in self.up.get(m.report, ()):
            if d.parent is not None or d.credited or not d.parent_outlet or not followed(d):
                continue
            spans = [
                Span(e.child.start, e.child.end)
                for e in d.evidence
                if e.child.start is not None and e.child.end is not None and e.child.report == m.report
            ]
            inside = any(min(s.end, m.end) - max(s.start, m.start) >= _INSIDE * (m.end - m.start) for s in spans)
            headline = d.kind == "republication" and self._in_title(m)
            if (inside or headline) and not any(h.name and self.outlets.same(h.name, d.parent_outlet) for h in m.chain):
                hop = Hop("outlet", d.parent_outlet, link="copy", at=d.evidence[0].child if d.evidence else None)
                m = self._with_chain(m, [m.chain[0], hop, *m.chain[1:]])
        return m

    def _in_title(self, m: Mention) -> bool:
        if m.report not in self._heads:
            lines = self.reports[m.report].lines
            self._heads[m.report] = [(x.start, x.end) for x in lines if x.role in ("title", "standfirst")]
        return any(start <= m.start < end for start, end in self._heads[m.report])

    def _said_alike(self, m: Mention, report: str | None, bar: float = _ALIKE) -> Mention | None:
        """The mention of another report that says the same, if one clearly does."""
        best = max(
            (
                (likeness(m, o), -o.start, o.id, o)
                for o in self.of_report.get(report or "", ())
                if not self._in_title(o)
            ),
            key=lambda row: row[:3],
            default=None,
        )
        return best[3] if best and best[0] >= bar else None

    def _meant(self, m: Mention, report: str | None, bar: float, body: bool = False) -> Mention | None:
        """The mention of a report (of its body) nearest in meaning that does not state another number of the same."""
        clause = self._clause(m)
        best: tuple[float, int, str] | None = None
        found: Mention | None = None
        for o in self.of_report.get(report or "", ()):
            if o.stance == "declines" or (m.value and o.value and not _may_agree(m, o)) or (body and self._in_title(o)):
                continue
            near = clause_likeness(clause, self._clause(o))
            near += _SAME_NUMBER * bool(m.value and o.value and m.value.unit == o.value.unit)
            if near >= bar and (best is None or (-near, o.start, o.id) < best):
                best, found = (-near, o.start, o.id), o
        return found

    def _clause(self, m: Mention) -> str:
        return fold_spaces(self.reports[m.report].text[m.start : m.end])

    def _same(self, a: Hop, b: Hop) -> bool:
        if a.kind == b.kind == "outlet" and a.name and b.name:
            return self.outlets.same(a.name, b.name)
        return same_hop(a, b)

    def _with_chain(self, m: Mention, hops: Sequence[Hop]) -> Mention:
        """The mention with another chain, each holder once; what was copied is nobody's own voice."""
        chain: list[Hop] = []
        for hop in hops:
            if not hop.name or not any(self._same(hop, h) for h in chain):
                chain.append(hop)
        holder = chain[-1].kind != "outlet" or chain[-1].link not in ("outlet", "credit", "copy")
        voice: Voice = "attributed" if holder else "unsourced"
        return replace(m, chain=tuple(chain[:_LONGEST]), voice=voice)

    def _depend(self, m: Mention, on: Mention | None, probability: float, why: str) -> Mention:
        if on is None or any(row[0] == on.id for row in m.depends):
            return m
        return replace(m, depends=tuple(sorted((*m.depends, (on.id, probability, why)))))


def _is_told(m: Mention) -> bool:
    return m.voice == "attributed" and m.stance in ("asserts", "confirms")


def _stands_in(anchor: Anchor, m: Mention) -> bool:
    if anchor.report != m.report or anchor.start is None or anchor.end is None:
        return False
    return overlap(Span(anchor.start, anchor.end), m.sentence) > 0


def _may_agree(a: Mention, b: Mention) -> bool:
    """Whether two values can be one answer."""
    x, y = a.value, b.value
    if x is None or y is None or x.unit != y.unit or x.how != y.how:
        return x is None or y is None
    low = max(v for v in (x.low, y.low, float("-inf")) if v is not None)
    high = min(v for v in (x.high, y.high, float("inf")) if v is not None)
    return low <= high


def _without_nobody(m: Mention) -> Mention:
    """The mention without credits that name nobody ("agencies"), where another outlet is named."""
    named = [h for h in m.chain[1:] if not (h.link == "credit" and names_nobody(h.name or ""))]
    if len(named) == len(m.chain) - 1 or not any(h.kind == "outlet" for h in named):
        return m
    return replace(m, chain=(m.chain[0], *named))


def followed(d: Derivation) -> bool:
    """Whether a derivation is sure enough to be a hop."""
    return d.direction != "unknown" and d.probability >= _FOLLOWED
