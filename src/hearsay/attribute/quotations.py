"""Quotations: contents grow to the closing mark, go on over sentences and paragraphs, and float without a cue."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from hearsay.attribute.finding import Finding, by_sentence
from hearsay.attribute.lexicon import listed
from hearsay.attribute.nominal import is_role
from hearsay.attribute.subjects import is_relative, source_of
from hearsay.attribute.view import Doc

__all__ = ["close_quotations", "find_bare_speakers", "join_continued"]

_SAY = listed("quotations_say")
_SHORT = 3  # words of a quotation that can stand as somebody's sentence


def close_quotations(doc: Doc, findings: list[Finding]) -> None:
    """A content that reaches into a quotation from outside holds all of it, in its other sentences too."""
    for f in findings:
        _clear_of_speaker(doc, f)
        outside = {doc.quote[t] for t in f.cue if doc.quote[t] >= 0}
        touched = {doc.quote[t] for t in f.content if doc.quote[t] >= 0} - outside
        own = set(f.source) | set(f.cue)
        for q in sorted(touched):
            whole = doc.quoted[q]
            inside = [t for t in whole if t in f.content]
            if len(inside) < len(whole) and own.isdisjoint(whole):
                f.content.update(whole)


def find_bare_speakers(doc: Doc, findings: list[Finding]) -> Iterator[Finding]:
    """As in "“Not a chance!” | the driver said.": a sentence of speaker and cue alone takes the quotation before it."""
    taken = {f.at for f in findings}
    for s in range(1, len(doc.first) - 1):
        tokens = doc.sentence(s)
        before = doc.sentence(s - 1)
        if len(tokens) > 12 or doc.line[s] != doc.line[s - 1] or not before or any(doc.quote[t] >= 0 for t in tokens):
            continue
        v = next((t for t in tokens if doc.lemma[t] in _SAY and doc.upos[t] == "VERB" and t not in taken), -1)
        last = max((t for t in before if doc.upos[t] != "PUNCT"), default=-1)
        if v < 0 or last < 0 or doc.quote[last] < 0 or len([t for t in tokens if doc.upos[t] == "VERB"]) > 1:
            continue
        holder, source = source_of(doc, v)
        if source:
            yield Finding([v], source, set(doc.quoted[doc.quote[last]]), holder, rule="verb", at=v)


def _clear_of_speaker(doc: Doc, f: Finding) -> None:
    """Words between a closing mark and the cue belong to the speaker, whatever the tree says of them."""
    if not f.cue or any(doc.quote[t] >= 0 for t in (*f.cue, *f.source)) or not f.source:
        return
    group = min(f.cue[0], min(f.source))
    before = [t for t in f.content if t < group and doc.quote[t] >= 0]
    if not before or doc.sent[max(before)] != doc.sent[group]:
        return
    stray = [t for t in range(max(before) + 1, group) if doc.quote[t] < 0]
    if not f.content & set(stray) or any(doc.upos[t] in ("VERB", "AUX") for t in stray):
        return
    f.content -= set(stray)
    words = [t for t in stray if doc.upos[t] not in ("PUNCT", "CCONJ")]
    if words and doc.upos[words[-1]] in ("NOUN", "PROPN") and min(f.source) == group and f.source != [f.cue[0]]:
        f.source = doc.trim([*stray, *f.source])


def join_continued(doc: Doc, findings: list[Finding]) -> list[Finding]:
    """Wholly quoted sentences without a cue outside the marks: they go on, or float and get the speaker beside them.

    Gives the new findings for floating quotations; what goes on is added to the finding it continues.
    """
    made: list[Finding] = []
    cued = _outside_cues(doc, findings)
    reaching = by_sentence(doc, findings)
    last: Finding | None = None
    for s in range(len(doc.first) - 1):
        here = [f for f in cued.get(s, ()) if any(doc.quote[t] >= 0 for t in f.content)]
        if not _wholly_quoted(doc, s) or _covered(doc, s, reaching.get(s, ())):
            if cued.get(s):
                last = _speaker(doc, s, here, cued[s])
            elif not _covered(doc, s, reaching.get(s, ())):
                last = last if _beside(doc, s, last) else None
            continue
        if last is not None and _goes_on(doc, s, last):
            last.content.update(t for t in doc.sentence(s))
            continue
        floating = _float(doc, s, last)
        if floating is not None:
            made.append(floating)
            last = floating
    return made


def _outside_cues(doc: Doc, findings: list[Finding]) -> dict[int, list[Finding]]:
    out: dict[int, list[Finding]] = {}
    for f in findings:
        if f.cue and all(doc.quote[t] < 0 for t in f.cue):
            out.setdefault(doc.sent[f.cue[0]], []).append(f)
    return out


def _speaker(doc: Doc, s: int, quoting: list[Finding], all_here: list[Finding]) -> Finding | None:
    """Whom a following quotation belongs to: the last who is quoted in the sentence, else who says the main clause."""
    able = [f for f in (quoting or all_here) if f.source and f.act in ("statement", "attitude", "question", "belief")]
    able = [f for f in able if doc.upos[f.holder] in ("PRON", "PROPN") or is_role(doc, f.holder)]
    return able[-1] if quoting and able else (able[0] if able else None)


def _beside(doc: Doc, s: int, last: Finding | None) -> bool:
    return last is not None and doc.line[s] == doc.line[_last_sentence(doc, last)]


def _last_sentence(doc: Doc, f: Finding) -> int:
    return doc.sent[max([*f.content, *f.cue, *f.source])]


def _wholly_quoted(doc: Doc, s: int) -> bool:
    words = [t for t in doc.sentence(s) if doc.upos[t] != "PUNCT"]
    return len(words) >= 1 and all(doc.quote[t] >= 0 for t in words)


def _covered(doc: Doc, s: int, findings: Sequence[Finding]) -> bool:
    words = {t for t in doc.sentence(s) if doc.upos[t] != "PUNCT"}
    if not words:
        return True
    able = [f for f in findings if f.rule == "floating" or (f.cue and all(doc.quote[t] < 0 for t in f.cue))]
    return any(len(words & f.content) >= 0.8 * len(words) for f in able)


def _goes_on(doc: Doc, s: int, last: Finding) -> bool:
    """Same paragraph right after, or the next paragraph of a quotation that was left open."""
    before = _last_sentence(doc, last)
    quoted = [t for t in last.content if doc.quote[t] >= 0]
    if not quoted:
        return False
    if doc.line[s] == doc.line[before]:
        return s - before <= 1
    q = doc.quotes[doc.quote[max(quoted)]]
    return q.open and s - before == 1


def _float(doc: Doc, s: int, last: Finding | None) -> Finding | None:
    """A quotation with nobody named in its sentence: the speaker is who spoke last, or a person beside it."""
    words = [t for t in doc.sentence(s) if doc.upos[t] != "PUNCT"]
    if len(words) < _SHORT or doc.role(s) in ("title", "quotation"):
        return None
    content = set(doc.trim(doc.sentence(s)))
    beside = _person_of(doc, s - 1) if s and doc.line[s - 1] == doc.line[s] else -1
    after = _person_of(doc, s + 1) if s + 2 < len(doc.first) and doc.line[s + 1] == doc.line[s] else -1
    if beside >= 0:
        return Finding([], [], content, beside, rule="floating", at=min(content))
    if last is not None and last.holder >= 0 and s - _last_sentence(doc, last) <= 3:
        return Finding([], [], content, last.holder, rule="floating", at=min(content))
    return Finding([], [], content, after, rule="floating", at=min(content))


def _person_of(doc: Doc, s: int) -> int:
    """The person who is the subject of an unquoted sentence."""
    if s < 0 or s + 1 >= len(doc.first):
        return -1
    for t in doc.sentence(s):
        if doc.rel[t] == "nsubj" and doc.quote[t] < 0 and not is_relative(doc, t):
            top = doc.head[t]
            if doc.rel[top] not in ("root", "conj"):
                continue
            named = doc.name[t] >= 0 and doc.names[doc.name[t]].kind == "person"
            return t if named or doc.low[t] in ("he", "she") else -1
    return -1
