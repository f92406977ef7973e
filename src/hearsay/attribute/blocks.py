"""Block quotations: whole paragraphs that speak for somebody else, marked as such or with their markup lost."""

from __future__ import annotations

import itertools
from collections.abc import Iterator

from hearsay.attribute.finding import Finding
from hearsay.attribute.lexicon import listed
from hearsay.attribute.outlets import is_own_outlet, outlet_at
from hearsay.attribute.subjects import source_of
from hearsay.attribute.view import Doc

__all__ = ["find_blocks"]

_LEAD = listed("blocks_lead")
_CONTENT = frozenset({"NOUN", "PROPN", "VERB", "ADJ", "NUM"})
_RUN = 6  # paragraphs an unmarked quotation may have
_SHARED = 5  # content words one of its sentences must share with the paraphrase that led in
_SHARE = 0.4  # and their part of the shorter sentence


def find_blocks(doc: Doc, findings: list[Finding]) -> Iterator[Finding]:
    """One finding per block: form ``block``, content the whole of its lines, the holder named where it was led in."""
    yield from _marked(doc, findings)
    yield from _announced(doc, findings)
    yield from _notes(doc, findings)
    yield from _unmarked(doc, findings)


def _lines(doc: Doc) -> dict[int, list[int]]:
    """Sentences by line."""
    out: dict[int, list[int]] = {}
    for s, line in enumerate(doc.line):
        out.setdefault(line, []).append(s)
    return out


def _tokens(doc: Doc, sentences: list[int]) -> set[int]:
    return {t for s in sentences for t in doc.sentence(s)}


def _block(lead: list[int], source: list[int], content: set[int], holder: int) -> Finding:
    return Finding(lead, source, content, holder, form="block", rule="block", at=lead[0] if lead else -1)


def _marked(doc: Doc, findings: list[Finding]) -> Iterator[Finding]:
    lines = _lines(doc)
    order = sorted(lines)
    i = 0
    while i < len(order):
        if doc.report.lines[order[i]].role != "quotation":
            i += 1
            continue
        j = i
        while (
            j + 1 < len(order) and doc.report.lines[order[j + 1]].role == "quotation" and order[j + 1] == order[j] + 1
        ):
            j += 1
        content = _tokens(doc, [s for line in order[i : j + 1] for s in lines[line]])
        led = _lead_in(doc, lines[order[i - 1]][-1], findings) if i else None
        if led is None:
            led = _pulled(doc, content, findings)
        if led is not None:
            cue, source, holder = led
            said = any(f.cue == cue and f.content - content for f in findings)  # the cue has its own words to lead
            yield _block([] if said else cue, [] if said else source, content, holder)
        i = j + 1


def _lead_in(doc: Doc, s: int, findings: list[Finding]) -> tuple[list[int], list[int], int] | None:
    """Who speaks, by the last sentence before a block: a cue with its source, "From the Herald:", a named outlet."""
    tokens = doc.sentence(s)
    here = [f for f in findings if f.cue and f.cue[0] in tokens and f.source and doc.quote[f.cue[0]] < 0]
    here = [
        f
        for f in here
        if f.act in ("statement", "publication", "attitude", "question")
        and f.rule in ("verb", "according", "relay", "colon")
    ]
    outlets = [f for f in here if f.holder >= 0 and outlet_at(doc, f.holder)]
    if outlets or here:
        f = (outlets or here)[-1]
        return list(f.cue), list(f.source), f.holder
    for v in reversed(tokens):
        if doc.upos[v] == "VERB" and doc.lemma[v] in _LEAD and doc.quote[v] < 0:
            holder, source = source_of(doc, v)
            if (
                holder >= 0
                and doc.upos[holder] in ("PROPN", "NOUN", "PRON")
                and doc.low[holder] not in ("it", "this", "that")
            ):
                return [v], source, holder
    colon = [t for t in tokens if doc.word[t] == ":"]
    if colon and colon[-1] >= tokens[-1] - 1:
        named = [
            t
            for t in tokens
            if doc.name[t] >= 0 and doc.names[doc.name[t]].kind in ("person", "organisation", "outlet")
        ]
        named = [t for t in named if doc.name[doc.head[t]] != doc.name[t] or doc.head[t] < 0]
        pick = [t for t in named if outlet_at(doc, t)] or named
        if pick:
            return [colon[-1]], doc.phrase(pick[-1]), pick[-1]
    return None


def _pulled(doc: Doc, content: set[int], findings: list[Finding]) -> tuple[list[int], list[int], int] | None:
    """A pull quote: the same words stand in the body, with their speaker."""
    said = _plain(doc, content)
    if len(said) < 24:
        return None
    for f in findings:
        if f.holder >= 0 and not (f.content & content) and said in _plain(doc, f.content):
            return list(f.cue), list(f.source), f.holder
    return None


def _plain(doc: Doc, tokens: set[int]) -> str:
    return " ".join(doc.low[t] for t in sorted(tokens) if doc.upos[t] != "PUNCT")


def _announced(doc: Doc, findings: list[Finding]) -> Iterator[Finding]:
    """The paragraph after a line like "From the Courier:" or "The Courier writes:"."""
    lines = _lines(doc)
    order = sorted(lines)
    for line, after in itertools.pairwise(order):
        last = doc.sentence(lines[line][-1])
        if doc.word[last[-1]] != ":" or doc.report.lines[after].role != "body":
            continue
        led = _lead_in(doc, lines[line][-1], findings)
        if led is None or not outlet_at(doc, led[2]) or is_own_outlet(doc, led[2]):
            continue
        yield _block(led[0], led[1], _tokens(doc, lines[after]), led[2])


def _notes(doc: Doc, findings: list[Finding]) -> Iterator[Finding]:
    """A note "This article is based on …" in a report that says the same of the outlet it cites is that outlet's."""
    lines = _lines(doc)
    sourcing = [f for f in findings if f.rule == "sourcing" and f.source]
    for note in [f for f in sourcing if f.heard_by < 0 and _is_note(doc, f)]:
        words = _words(doc, note.source)
        for other in sourcing:
            if other.heard_by < 0 or doc.line[doc.sent[other.at]] == doc.line[doc.sent[note.at]]:
                continue
            if is_own_outlet(doc, other.heard_by) or len(words & _words(doc, other.source)) < 2:
                continue
            content = _tokens(doc, lines[doc.line[doc.sent[note.at]]])
            source = [t for t in doc.phrase(other.heard_by) if t not in other.cue]
            yield _block(list(other.cue), source, content, other.heard_by)
            break


def _is_note(doc: Doc, f: Finding) -> bool:
    works = [t for t in doc.sentence(doc.sent[f.at]) if t < f.at and doc.rel[t] == "nsubj"]
    return any("this" in doc.lows(k, "det") for k in works)


def _words(doc: Doc, tokens: list[int]) -> set[str]:
    return {doc.lemma[t] for t in tokens if doc.upos[t] in _CONTENT}


def _unmarked(doc: Doc, findings: list[Finding]) -> Iterator[Finding]:
    """Paragraphs right after "as the Herald pointed out" that tell again what was just paraphrased."""
    lines = _lines(doc)
    order = [line for line in sorted(lines) if doc.report.lines[line].role == "body"]
    taken: set[int] = set()
    for i, line in enumerate(order):
        led = _paraphrase(doc, lines[line], findings)
        if led is None or line in taken:
            continue
        run: list[int] = []
        closed = False
        for nxt in order[i + 1 : i + 1 + _RUN]:
            if _names(doc, lines[nxt], led.holder):
                closed = True
                break
            run.append(nxt)
        before = [s for prev in order[max(0, i - 2) : i + 1] for s in lines[prev]]
        strong = [nxt for nxt in run if any(_retells(doc, s, b) for s in lines[nxt] for b in before)]
        if not strong:
            continue
        run = run if closed else run[: run.index(strong[-1]) + 1]
        taken.update(run)
        yield _block(list(led.cue), list(led.source), _tokens(doc, [s for x in run for s in lines[x]]), led.holder)


def _paraphrase(doc: Doc, sentences: list[int], findings: list[Finding]) -> Finding | None:
    """The last attribution of a paragraph, when it is to another outlet and worded as a lead-in ("as X put it")."""
    last = doc.sentence(sentences[-1])
    here = [f for f in findings if f.rule in ("verb", "relay") and f.cue and f.cue[0] in last and f.holder >= 0]
    for f in here:
        if not outlet_at(doc, f.holder) or is_own_outlet(doc, f.holder):
            continue
        if "as" in doc.lows(f.at, "mark") or doc.word[last[-1]] == ":":
            return f
    return None


def _names(doc: Doc, sentences: list[int], holder: int) -> bool:
    if doc.name[holder] < 0:
        return False
    name = doc.names[doc.name[holder]]
    return any(
        doc.name[t] >= 0 and doc.names[doc.name[t]].entity == name.entity for s in sentences for t in doc.sentence(s)
    )


def _retells(doc: Doc, s: int, b: int) -> bool:
    left, right = _words(doc, list(doc.sentence(s))), _words(doc, list(doc.sentence(b)))
    shared = len(left & right)
    return shared >= _SHARED and shared >= _SHARE * min(len(left), len(right))
