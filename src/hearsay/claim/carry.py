"""Sentences that go on for the speaker of the one before ("The pumps failed, she said. Two crews were trapped.")."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from hearsay.claim.chain import Chain
from hearsay.claim.draft import Draft
from hearsay.text import fold
from hearsay.types import Attribution, Parse, Report, Span

__all__ = ["carry_on"]

_ON = 2  # sentences without a word of who says so that a speaker carries
_ASIDE = re.compile(
    r"(?:we|our|i|my|here|this (?:newspaper|paper|site|website|station)|meanwhile|elsewhere|separately|background)\b"
)


def carry_on(report: Report, parse: Parse, attributions: Sequence[Attribution], drafts: Sequence[Draft]) -> list[Draft]:
    """The drafts, where a sentence of a paragraph has only one speaker so far goes on telling, under that speaker.

    Nothing is carried over a paragraph's end, past a second speaker, a cue or a quotation of its own, a name that the
    speaker's sentence does not act for, the first person, or a date long before the report.
    """
    told: dict[tuple[int, int], list[int]] = {}
    for i, draft in enumerate(drafts):
        told.setdefault((draft.sentence.start, draft.sentence.end), []).append(i)
    cued = [s for a in attributions for s in (*a.cue, *a.source)]
    out = list(drafts)
    line, holder, left = -1, None, 0
    for sentence in parse.sentences:
        if sentence.line != line:
            line, holder, left = sentence.line, None, _ON
        if not 0 <= line < len(report.lines) or report.lines[line].role != "body":
            continue
        span = Span(sentence.start, sentence.end)
        here = told.get((span.start, span.end), [])
        speakers = {_key(drafts[i].chain): drafts[i].chain for i in here if drafts[i].chain.attributed}
        if speakers:
            only = next(iter(speakers.values())) if len(speakers) == 1 else None
            if only is None or only.stance not in ("asserts", "confirms") or only.mind or only.wish:
                holder, left = None, 0
            elif left == _ON or (holder is not None and _key(holder) == _key(only)):
                holder, left = only, _ON - 1 if left == _ON else left
            else:
                holder, left = None, 0
            continue
        if holder is None or left < 0 or not here or any(s.start < span.end and s.end > span.start for s in cued):
            holder, left = (holder, left) if holder is None and left == _ON and not here else (None, 0)
            continue
        if not _goes_on(report, span, [drafts[i] for i in here], holder):
            holder, left = None, 0
            continue
        left -= 1
        for i in here:
            out[i] = replace(
                drafts[i], chain=replace(holder, stance=drafts[i].chain.stance, hedge=drafts[i].chain.hedge)
            )
    return out


def _goes_on(report: Report, sentence: Span, drafts: Sequence[Draft], holder: Chain) -> bool:
    if any(d.chain.voice != "unsourced" or d.chain.stance != "asserts" or d.soft for d in drafts):
        return False
    said = fold(report.text[sentence.start : sentence.end])
    if _ASIDE.match(said) or any(mark in said for mark in '"“”'):
        return False
    published = report.published.start if report.published else None
    for draft in drafts:
        when = draft.slots.when
        if when and when.start and published and when.start[:4] < published[:4] and when.precision in ("year", "month"):
            return False
    last = holder.hops[-1]
    mine = fold(" ".join(x for x in (last.name, last.body, last.description) if x))
    return all(fold(actor) in mine for d in drafts for actor in d.slots.actors)


def _key(chain: Chain) -> tuple[str | None, ...]:
    last = chain.hops[-1]
    return last.kind, last.name, None if last.name else last.description
