"""Mends trees where relations that were chosen word by word contradict each other.

The graph gives every word its head and label by itself; four kinds of clash have one reading only.
"""

from __future__ import annotations

from collections.abc import Sequence

__all__ = ["mend_tree"]

Tree = tuple[tuple[int, ...], tuple[str, ...]]


def mend_tree(upos: Sequence[str], heads: tuple[int, ...], rels: tuple[str, ...]) -> Tree:
    """Heads and relations of one sentence without the clashes; a tree without them comes back as it was."""
    rels = _obliques(upos, heads, rels)
    heads, rels = _one_predicate(upos, heads, rels)
    heads = _of_the_governor(heads, rels)
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
