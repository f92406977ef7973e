"""A mention while it is being made, and its last step: the record with an id made of its content."""

from __future__ import annotations

from dataclasses import dataclass

from hearsay.claim.chain import Chain
from hearsay.claim.slots import Slots
from hearsay.claim.stances import settle_polarity
from hearsay.text import digest
from hearsay.types import ClaimKind, Mention, Modality, Polarity, Soft, Span, Value

__all__ = ["Draft", "finish"]


@dataclass(slots=True)
class Draft:
    """What is known of a mention before it gets its id."""

    span: Span
    sentence: Span
    kind: ClaimKind
    chain: Chain
    polarity: Polarity
    modality: Modality
    predicate: str
    slots: Slots
    terms: tuple[str, ...]
    hedge: str | None = None
    value: Value | None = None
    soft: Soft | None = None


def finish(report: str, drafts: list[Draft]) -> tuple[Mention, ...]:
    """Records in text order, each with an id that is unique in the report."""
    seen: set[str] = set()
    out = []
    for draft in sorted(drafts, key=_order):
        value = draft.value
        key = digest(
            report,
            str(draft.span.start),
            str(draft.span.end),
            draft.predicate,
            draft.chain.stance,
            value.unit or "" if value else "",
            value.said if value else "",
        )
        if key in seen:
            continue  # the same clause read twice says nothing twice
        seen.add(key)
        out.append(_record(key, report, draft))
    return tuple(out)


def _order(draft: Draft) -> tuple[int, int, str, str, str]:
    value = draft.value
    return (
        draft.span.start,
        draft.span.end,
        draft.predicate,
        value.unit or "" if value else "",
        value.said if value else "",
    )


def _record(key: str, report: str, draft: Draft) -> Mention:
    return Mention(
        id=key,
        report=report,
        start=draft.span.start,
        end=draft.span.end,
        sentence=draft.sentence,
        kind=draft.kind,
        chain=draft.chain.hops,
        voice=draft.chain.voice,
        stance=draft.chain.stance,
        polarity=settle_polarity(draft.chain.stance, draft.polarity),
        modality=draft.modality,
        predicate=draft.predicate,
        arguments=draft.slots.arguments,
        terms=draft.terms,
        hedge=draft.hedge,
        value=draft.value,
        when=draft.slots.when,
        where=draft.slots.where,
        actors=draft.slots.actors,
        soft=draft.soft,
    )
