"""An attributor from another package in the place of the rules for running text.

It is shown windows: runs of a report's story lines, verbatim. What it proposes as spans is checked, laid onto the
words, and its holders, nesting and forms are settled here as those of the rules are. Block quotations, what reporting
rests on, refusals to comment it left out and hedges without a holder stay with the rules.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Protocol, get_args

from hearsay.attribute.finding import Finding
from hearsay.attribute.lexicon import Act, cues
from hearsay.attribute.view import STORY, Doc
from hearsay.plugs import Choice, load
from hearsay.stage import Made, Stage
from hearsay.types import Attribution, Dropped, Parse, Report, Span, Stance

__all__ = ["Attributor", "Proposal", "Proposed", "cut_windows", "plug_attributor"]

WINDOW = 3_000  # characters shown at once, unless the attributor says how many it takes

_ENDS = re.compile(r"[.!?…][”’\"')\]]*\s+(?=\S)")


@dataclass(frozen=True, slots=True)
class Proposal:
    """Who is said to say what, as spans of the window that was shown."""

    source: tuple[Span, ...]
    cue: tuple[Span, ...]
    content: tuple[Span, ...]
    stance: Stance = "asserts"
    hedge: Span | None = None


@dataclass(frozen=True, slots=True)
class Proposed:
    """The proposals for one window, and what was thrown away on the way: (what, why)."""

    proposals: tuple[Proposal, ...]
    dropped: tuple[tuple[str, str], ...] = ()


class Attributor(Protocol):
    """What ``find`` gives depends on the window alone; ``version`` changes whenever it would give something else.

    Optional: ``window``, the characters it takes at once; ``remote`` where it asks another process, which is then done
    one window after the other by the process that keeps the case.
    """

    version: str

    def find(self, window: str) -> Proposed:
        """The attributions of a window. Raises EndpointDown when nothing more can be asked; the run then stops."""


def plug_attributor(stage: Stage, choice: Choice) -> tuple[Stage, ...]:
    """The stages that ask the attributor chosen and settle its proposals; the stage itself where none is chosen."""
    plug = load("attributor", choice, "find")
    if plug is None:
        return (stage,)
    attributor = plug.it
    size = max(200, int(getattr(attributor, "window", WINDOW)))
    remote = bool(getattr(attributor, "remote", False))

    def texts(report: Report) -> list[str]:
        return [report.text[w.start : w.end] for w in cut_windows(report, size)]

    def ask(windows: Sequence[str]) -> list[Proposed]:
        return [_check(window, attributor.find(window)) for window in windows]

    def run(report: Report, parse: Parse, proposed: Mapping[str, Proposed]) -> Made[tuple[Attribution, ...]]:
        return settle(report, parse, proposed, size)

    asked = Stage(
        name="ask",
        version=f"1 by {plug.stamp}",
        needs=("report",),
        makes="proposed",
        type=Proposed,
        scope="text",
        texts=texts,
        run_batch=ask,
        batch=1 if remote else 12_000,
        here=remote,
        about="what another attributor proposes for each window of story lines",
    )
    needs = (*stage.needs, "proposed")
    return asked, replace(stage, version=f"{stage.version} by {plug.stamp}", needs=needs, run=run)


def settle(
    report: Report, parse: Parse, proposed: Mapping[str, Proposed], size: int = WINDOW
) -> Made[tuple[Attribution, ...]]:
    """A report's attributions from what was proposed for its windows. A window that was not answered gives none."""
    from hearsay.attribute.nest import nest
    from hearsay.attribute.view import view

    doc = view(report, parse)
    findings: list[Finding] = []
    dropped: list[Dropped] = []
    for window in cut_windows(report, size):
        answer = proposed.get(report.text[window.start : window.end])
        if answer is None:
            continue
        dropped += [Dropped(report.id, what, "attribute", why) for what, why in answer.dropped]
        for p in answer.proposals:
            found = _lay(doc, p, window.start)
            if found is None:
                said = " … ".join(report.text[window.start + s.start : window.start + s.end] for s in p.content)
                dropped.append(Dropped(report.id, said[:200], "attribute", "proposed where no words were read"))
            else:
                findings.append(found)
    return Made(nest(doc, _complete(doc, findings)), tuple(dropped))


def _complete(doc: Doc, findings: list[Finding]) -> list[Finding]:
    from hearsay.attribute.blocks import find_blocks
    from hearsay.attribute.cast import gather
    from hearsay.attribute.declines import find_declines
    from hearsay.attribute.flow import carry_over
    from hearsay.attribute.holders import resolve_all
    from hearsay.attribute.outlets import learn_outlets, mend_names, spell_out
    from hearsay.attribute.sourcing import find_sourcing
    from hearsay.attribute.stance import find_hedges

    mend_names(doc)
    doc.outlets = learn_outlets(doc)
    spell_out(doc)
    cued = {t for f in findings for t in f.cue}
    findings += [f for f in find_declines(doc) if not cued & {f.at, *f.cue}]
    findings += [f for f in find_sourcing(doc) if not cued & {f.at, *f.cue}]
    findings += find_hedges(doc, findings)
    findings += find_blocks(doc, findings)
    resolve_all(doc, gather(doc), findings)
    carry_over(doc, findings)
    return [f for f in findings if f.sense != "unnamed"]


def _lay(doc: Doc, p: Proposal, by: int) -> Finding | None:
    """A proposal on the words of the report; None where it has no content or nothing that shows who or how."""

    def words(spans: Sequence[Span]) -> list[int]:
        return sorted({t for s in spans for t in doc.within(s.start + by, s.end + by)})

    cue, source = words(p.cue), words(p.source)
    content = set(words(p.content)) - set(cue) - set(source)
    if not content or not (cue or source):
        return None
    inside = set(source)
    heads = [t for t in source if doc.head[t] not in inside and doc.upos[t] != "PUNCT"]
    named = [t for t in heads if doc.upos[t] in ("NOUN", "PROPN", "PRON")]
    at = next((t for t in cue if doc.upos[t] == "VERB"), cue[0] if cue else min(content))
    return Finding(
        cue,
        source,
        content,
        holder=(named or heads or source or [-1])[0],
        act=_act(doc, at),
        stance=p.stance,
        hedge=words([p.hedge]) if p.hedge else [],
        rule="verb" if doc.upos[at] == "VERB" else "noun" if doc.upos[at] == "NOUN" else "plug",
        sense=doc.lemma[at],
        at=at,
    )


def _act(doc: Doc, at: int) -> Act:
    lexicon = cues()
    senses = lexicon.verbs.get(doc.lemma[at], ()) if doc.upos[at] == "VERB" else ()
    noun = lexicon.nouns.get(doc.lemma[at]) if doc.upos[at] == "NOUN" else None
    return senses[0].act if senses else noun.act if noun else "statement"


def _check(window: str, answer: Proposed) -> Proposed:
    """The answer without proposals whose spans are none of this window."""
    if not isinstance(answer, Proposed):
        raise ValueError(f"the attributor gave {type(answer).__name__}, not Proposed")
    kept, dropped = [], [(str(what)[:200], str(why)[:200]) for what, why in answer.dropped]
    for p in answer.proposals:
        spans = [*p.source, *p.cue, *p.content, *([p.hedge] if p.hedge else [])]
        if all(0 <= s.start < s.end <= len(window) for s in spans) and p.stance in get_args(Stance):
            kept.append(p)
        else:
            dropped.append((f"{len(spans)} spans", "a proposed span or stance is none of this window"))
    return Proposed(tuple(kept), tuple(dropped))


def cut_windows(report: Report, size: int) -> list[Span]:
    """Runs of neighbouring story lines of at most ``size`` characters; a longer line is cut where a sentence ends."""
    if report.duplicate_of or report.language != "en":
        return []
    out: list[Span] = []
    last = -2
    for index, line in enumerate(report.lines):
        if line.role not in STORY:
            continue
        for piece in _cut(report.text, line.start, line.end, size):
            if out and last == index - 1 and piece.end - out[-1].start <= size:
                out[-1] = Span(out[-1].start, piece.end)
            else:
                out.append(piece)
            last = index
    return out


def _cut(text: str, start: int, end: int, size: int) -> Iterator[Span]:
    while end - start > size:
        at = max((m.end() for m in _ENDS.finditer(text, start, start + size)), default=0)
        at = at or text.rfind(" ", start + 1, start + size) + 1 or start + size
        yield Span(start, at)
        start = at
    if start < end:
        yield Span(start, end)
