"""Mends trees where relations that were chosen word by word contradict each other.

The graph gives every word its head and label by itself; these kinds of clash have one reading only.
"""

from __future__ import annotations

from collections.abc import Sequence

__all__ = ["mend_tree"]

Tree = tuple[tuple[int, ...], tuple[str, ...]]


def mend_tree(words: Sequence[str], upos: Sequence[str], heads: tuple[int, ...], rels: tuple[str, ...]) -> Tree:
    """Heads and relations of one sentence without the clashes; a tree without them comes back as it was."""
    low = [word.lower() for word in words]
    rels = _obliques(upos, heads, rels)
    heads, rels = _participles(low, upos, heads, rels)
    heads, rels = _one_predicate(upos, heads, rels)
    heads, rels = _one_subject(low, heads, rels)
    heads, rels = _relatives(low, upos, heads, rels)
    heads = _of_the_governor(heads, rels)
    heads, rels = _into(low, upos, heads, rels)
    heads, rels = _states(upos, heads, rels)
    heads = _before_the_subject(heads, rels)
    return _before_the_mark(upos, heads, rels), rels


def _obliques(upos: Sequence[str], heads: tuple[int, ...], rels: tuple[str, ...]) -> tuple[str, ...]:
    """What opens with a preposition before its verb is no object of it: "In a blow to the mayor, the court ruled"."""
    led = {h for i, h in enumerate(heads) if rels[i] == "case" and upos[i] == "ADP" and i < h}
    return tuple("obl" if r == "obj" and i in led and i < heads[i] else r for i, r in enumerate(rels))


def _one_predicate(upos: Sequence[str], heads: tuple[int, ...], rels: tuple[str, ...]) -> Tree:
    """As in "Six people were aboard the aircraft": the noun with subject and copula is the predicate."""
    mended, labels = list(heads), list(rels)
    subjects = {h for h, r in zip(heads, rels, strict=True) if r.startswith("nsubj")}
    copulas = {h for h, r in zip(heads, rels, strict=True) if r == "cop"}
    for i in sorted(subjects & copulas):
        at = heads[i]
        if 0 <= at < i and upos[at] == "ADP" and rels[i] in ("obl", "obj", "nmod") and rels[at] != "case":
            mended[i], labels[i] = heads[at], rels[at]
            mended[at], labels[at] = i, "case"
    return tuple(mended), tuple(labels)


def _of_the_governor(heads: tuple[int, ...], rels: tuple[str, ...]) -> tuple[int, ...]:
    """An open complement has no subject: in "the clinic had been due to reopen" that of "reopen" is that of "due"."""
    above = {i: heads[i] for i, r in enumerate(rels) if r == "xcomp" and heads[i] < i}
    moved = ("nsubj", "expl", "aux", "cop")
    return tuple(
        above[h] if h in above and i < above[h] and rels[i].partition(":")[0] in moved else h
        for i, h in enumerate(heads)
    )


def _before_the_mark(upos: Sequence[str], heads: tuple[int, ...], rels: tuple[str, ...]) -> tuple[int, ...]:
    """What leads in before a clause's "while" belongs to the main clause: "For the mayor, while many left, it …"."""
    opening = {h: i for i, h in enumerate(heads) if rels[i] == "mark" and upos[i] == "SCONJ" and i < h}
    mended = list(heads)
    for i, h in enumerate(heads):
        outside = h in opening and i < opening[h] and rels[h] == "advcl" and heads[h] > h
        if outside and rels[i] == "obl":
            mended[i] = heads[h]
            lone = [k for k in range(i) if heads[k] == h and rels[k] == "advmod" and k < i]
            for k in lone:
                mended[k] = heads[h]
    return tuple(mended)


def _before_the_subject(heads: tuple[int, ...], rels: tuple[str, ...]) -> tuple[int, ...]:
    """What stands before a clause's subject does not belong to a clause inside that subject.

    In "As told by an aide, officials charged with the search are waiting" the telling is of the waiting.
    """
    subjects = [(k, h) for k, h in enumerate(heads) if rels[k].startswith("nsubj") and h > k]
    mended = list(heads)
    for i, h in enumerate(heads):
        if h > i and rels[i] in ("advcl", "obl", "advmod"):
            outer = [m for k, m in subjects if i < k < h < m]
            if outer:
                mended[i] = min(outer)
    return tuple(mended)


def _participles(low: Sequence[str], upos: Sequence[str], heads: tuple[int, ...], rels: tuple[str, ...]) -> Tree:
    """A participle is a preposition only where usage made it one: "The Herald, citing two officials, reported"."""
    mended, labels = list(heads), list(rels)
    for i, rel in enumerate(rels):
        if rel == "case" and upos[i] == "VERB" and low[i].endswith("ing") and low[i] not in _PREPOSITIONS:
            noun, at = heads[i], heads[heads[i]]
            if i < noun and at >= 0 and rels[noun] in ("obl", "nmod"):
                mended[i], labels[i], mended[noun], labels[noun] = at, "advcl", i, "obj"
    return tuple(mended), tuple(labels)


def _one_subject(low: Sequence[str], heads: tuple[int, ...], rels: tuple[str, ...]) -> Tree:
    """Of two subjects with a comma between, the second tells who the first is: "The steward, Jan Holub, confirmed"."""
    mended, labels = list(heads), list(rels)
    for i, rel in enumerate(rels):
        if rel.startswith("nsubj"):
            left = min([i, *(k for k, h in enumerate(heads) if h == i and rels[k] != "punct")])
            first = next((k for k in range(i) if heads[k] == heads[i] and rels[k] == rel), None)
            clause = any(h == first and rels[k] in ("cop", "nsubj") for k, h in enumerate(heads))
            if first is not None and not clause and left - 2 >= first and low[left - 1] == ",":
                between = range(first + 1, left - 1)
                if all(_leads_to(k, first, heads) for k in between):
                    mended[i], labels[i] = first, "appos"
    return tuple(mended), tuple(labels)


def _leads_to(at: int, top: int, heads: tuple[int, ...]) -> bool:
    for _ in heads:
        if at == top or at < 0:
            break
        at = heads[at]
    return at == top


def _relatives(low: Sequence[str], upos: Sequence[str], heads: tuple[int, ...], rels: tuple[str, ...]) -> Tree:
    """Who does what others say of him: in "men who police say fired" the pronoun is the subject of "fired"."""
    mended, labels = list(heads), list(rels)
    for i, rel in enumerate(rels):
        if low[i] not in ("who", "that", "which") or upos[i] != "PRON" or rel not in ("obj", "compound", "det"):
            continue
        verb = heads[i] if rel == "obj" else heads[heads[i]]
        if verb <= i or not rels[verb].startswith("acl"):
            continue
        if not any(heads[k] == verb and rels[k] == "nsubj" and k > i for k in range(verb)):
            continue
        told = next((k for k in range(verb + 1, len(heads)) if heads[k] == verb and rels[k] == "ccomp"), None)
        if told is not None and not any(h == told and rels[k][:5] in ("nsubj", "mark") for k, h in enumerate(heads)):
            mended[i], labels[i] = told, "nsubj"
    return tuple(mended), tuple(labels)


def _into(low: Sequence[str], upos: Sequence[str], heads: tuple[int, ...], rels: tuple[str, ...]) -> Tree:
    """What is looked into belongs to the looking: "called for an inquiry into the collapse"."""
    mended, labels = list(heads), list(rels)
    for i, rel in enumerate(rels):
        if rel != "case" or low[i] != "into" or not i or upos[i - 1] != "NOUN":
            continue
        noun = heads[i]
        if rels[noun] == "obl" and low[i - 1].removesuffix("s") in _INQUIRIES and heads[i - 1] == heads[noun]:
            mended[noun], labels[noun] = i - 1, "nmod"
    return tuple(mended), tuple(labels)


def _states(upos: Sequence[str], heads: tuple[int, ...], rels: tuple[str, ...]) -> Tree:
    """What something is called or left: "called the charges baseless", "Calls to the operator rang unanswered"."""
    mended, labels = list(heads), list(rels)
    for i in range(1, len(heads)):
        at = heads[i]
        if upos[i] != "ADJ" or (at < 0 and upos[i - 1] != "VERB"):
            continue
        if at == i - 1 and rels[i] == "amod" and rels[at] == "obj" and not any(h == i for h in heads):
            mended[i], labels[i] = heads[at], "xcomp"
        elif heads[i - 1] == i and rels[i - 1] == "nsubj" and upos[i - 1] == "VERB" and "cop" not in labels:
            mended[i - 1], labels[i - 1], mended[i], labels[i] = at, rels[i], i - 1, "xcomp"
            for k, h in enumerate(heads):
                if h == i and k != i - 1:
                    mended[k] = i - 1
    return tuple(mended), tuple(labels)


_PREPOSITIONS = frozenset(  # participles that usage made prepositions
    (
        *(
            "according",
            "barring",
            "concerning",
            "considering",
            "depending",
            "during",
            "excluding",
            "failing",
            "following",
        ),
        *("including", "involving", "notwithstanding", "owing", "pending", "regarding", "respecting", "starting"),
    )
)
_INQUIRIES = frozenset(("inquiry", "enquiry", "investigation", "probe", "research", "review", "look", "insight"))
