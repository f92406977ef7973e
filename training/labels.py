"""The label lists of the reader, in the order of its columns."""

from __future__ import annotations

__all__ = ["ATTRIBUTION", "HEADS", "NAMES", "TIMES", "UNKNOWN_TAG", "UPOS", "inside_outside"]

UNKNOWN_TAG = ""  # of a word that a data set says nothing of
UPOS = (
    *("ADJ", "ADP", "ADV", "AUX", "CCONJ", "DET", "INTJ", "NOUN", "NUM"),
    *("PART", "PRON", "PROPN", "PUNCT", "SCONJ", "SYM", "VERB", "X"),
)


def inside_outside(*kinds: str) -> tuple[str, ...]:
    """O, then B- and I- of every kind."""
    return ("O", *(prefix + kind for kind in kinds for prefix in ("B-", "I-")))


# One label set per way of annotating: data sets differ in what they call a name, and a shared head blurs them.
# "any" joins what they agree on; "news" is GUM's entity layer, MEANTIME and our own corpus; "own" tells outlets apart.
NAMES = {
    "uner": inside_outside("LOC", "ORG", "PER"),
    "any": inside_outside("LOC", "ORG", "PER"),
    "wiki": inside_outside("LOC", "MISC", "ORG", "PER"),
    "news": inside_outside("LOC", "ORG", "PER"),
    "wnut": inside_outside("corporation", "creative-work", "group", "location", "person", "product"),
    "btc": inside_outside("LOC", "ORG", "PER"),
    "own": inside_outside("LOC", "MISC", "ORG", "OUTLET", "PER"),
}
ATTRIBUTION = {
    "cue": inside_outside("C"),
    "source": inside_outside("S"),
    "content": inside_outside("T"),
}
TIMES = {"time": inside_outside("T")}
HEADS = {**NAMES, **ATTRIBUTION, **TIMES}
