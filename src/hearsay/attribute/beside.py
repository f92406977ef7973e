"""What stands beside a verb of saying where the tree shows no clause: all that follows, or all before its comma."""

from __future__ import annotations

from hearsay.attribute.lexicon import listed
from hearsay.attribute.view import Doc

__all__ = ["clause_before", "what_follows"]

_VERBAL = frozenset({"VERB", "AUX"})
_NOTHING = listed("beside_nothing")
_ASIDE = frozenset({"ADV", "PART"})


def what_follows(doc: Doc, v: int, source: list[int]) -> set[int]:
    """As in "The indictment says Holt", "They say two hours", "Holub told the Herald the dam was safe".

    Empty where the verb closes its sentence, or what follows is no more than "so", "nothing", "otherwise".
    """
    stop = doc.first[doc.sent[v] + 1]
    if (
        not source
        or max(source) >= v
        or any(doc.upos[t] not in ("AUX", "ADV", "PUNCT") for t in range(max(source) + 1, v))
    ):
        return set()
    start = v + 1
    for _ in range(3):
        start = _past(doc, v, start, stop)
    if (
        start >= stop
        or doc.upos[start] in ("PUNCT", "CCONJ", "ADP", "SCONJ", "VERB", "PART")
        or doc.quote[start] != doc.quote[v]
    ):
        return set()
    end = next((t for t in range(start, stop) if doc.word[t] in (";", ":")), stop)
    run = doc.trim(range(start, end))
    if not run or (len(run) < 3 and doc.low[run[0]] in _NOTHING):
        return set()
    return set(run)


def _past(doc: Doc, v: int, t: int, stop: int) -> int:
    """The first token after a hearer ("told reporters") or a time ("said on Monday") that begins at ``t``."""
    if t >= stop:
        return t
    for k in doc.kids[v]:
        below = doc.under(k) if k > v else []
        if not below or below[0] != t:
            continue
        hearer = doc.rel[k] == "iobj" and doc.lemma[v] == "tell"
        when = doc.full[k] == "obl:unmarked" or (
            doc.rel[k] == "obl" and doc.case(k) in ("on", "in", "at", "to", "through", "by")
        )
        if (
            hearer
            or when
            or (doc.rel[k] == "advmod" and len(below) == 1 and doc.low[t] in ("also", "later", "then", "earlier"))
        ):
            return below[-1] + 1
    return t


def clause_before(doc: Doc, group: list[int]) -> list[int]:
    """The words from the start of the sentence, or its last strong mark, to the comma before a bracketed cue.

    Empty where they hold no clause or the cue does not follow a comma.
    """
    s = doc.sent[group[0]]
    first = doc.first[s]
    if group[0] - 1 <= first or doc.word[group[0] - 1] != ",":
        return []
    before = range(first, group[0] - 1)
    quoted = doc.quote[group[0] - 2]
    marks = [t for t in before if doc.word[t] in (";", ":") or (quoted >= 0 and doc.quote[t] != quoted)]
    run = doc.trim(t for t in before if t > max(marks, default=first - 1))
    return run if run and _is_clause(doc, run) else []


def _is_clause(doc: Doc, run: list[int]) -> bool:
    """True for a run that holds a finite verb with its subject."""
    inside = set(run)
    for t in run:
        verbal = doc.upos[t] in _VERBAL or bool(doc.of(t, "cop"))
        if verbal and any(k in inside for k in doc.of(t, "nsubj", "expl", "csubj")):
            return doc.rel[t] != "acl"
    return False
