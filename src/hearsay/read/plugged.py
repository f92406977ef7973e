"""A reader from another package in the place of the shipped one, its trees checked before anything leans on them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Protocol

from hearsay.plugs import Choice, load
from hearsay.read.types import TextParse
from hearsay.stage import Stage
from hearsay.types import Sentence

__all__ = ["TextReader", "check_parse", "plug_reader"]

_OPEN = ("ADJ", "ADV", "INTJ", "NOUN", "PROPN", "VERB")
_CLOSED = ("ADP", "AUX", "CCONJ", "DET", "NUM", "PART", "PRON", "SCONJ", "PUNCT", "SYM", "X")
_UPOS = frozenset((*_OPEN, *_CLOSED))
_KINDS = frozenset(("PER", "ORG", "LOC", "MISC"))


class TextReader(Protocol):
    """A reader: what ``read`` finds depends on the text alone, and ``version`` changes whenever that would.

    A package may bring a ``Reader`` of ``hearsay.read.model`` instead, which scores windows of words; tokens,
    sentences, trees and names are then worked out from its scores as from the shipped graph's.
    """

    version: str

    def read(self, text: str) -> TextParse:
        """Sentences, trees and names of one paragraph; offsets index ``text``."""


def plug_reader(stage: Stage, choice: Choice) -> Stage:
    """The stage with the reader that was chosen, under a version of its own. Raises PlugError."""
    plug = load("reader", choice, ("read", "score"))
    if plug is None:
        return stage
    reader = plug.it

    def run_batch(texts: Sequence[str]) -> list[TextParse]:
        if not hasattr(reader, "read"):
            from hearsay.read.parse import parse_text

            return [check_parse(text, parse_text(text, reader)) for text in texts]
        return [check_parse(text, reader.read(text)) for text in texts]

    return replace(stage, version=f"{stage.version} by {plug.stamp}", run_batch=run_batch)


def check_parse(text: str, parse: TextParse) -> TextParse:
    """The parse itself, where every later room can rely on it. Raises ValueError that says what is wrong with it."""
    if not isinstance(parse, TextParse):
        raise ValueError(f"the reader gave {type(parse).__name__}, not TextParse")
    for number, sentence in enumerate(parse.sentences, 1):
        if (wrong := _wrong(text, sentence)) is not None:
            raise ValueError(f"sentence {number} {wrong}")
    if any(a.end > b.start for a, b in pairwise(parse.sentences)):
        raise ValueError("sentences overlap or are out of order")
    for name in parse.names:
        if not 0 <= name.start < name.end <= len(text) or name.kind not in _KINDS:
            raise ValueError(f"a name of kind {name.kind!r} at {name.start}–{name.end} is no name of this text")
    if any(a.end > b.start for a, b in pairwise(parse.names)):
        raise ValueError("names overlap or are out of order")
    return parse


def _wrong(text: str, s: Sentence) -> str | None:
    n = len(s.starts)
    columns = (s.ends, s.upos, s.heads, s.deprels, s.lemmas)
    if not n or any(len(column) != n for column in columns):
        return "has columns of different lengths, or no token"
    if not s.starts[0] >= 0 or s.ends[-1] > len(text) or (s.start, s.end) != (s.starts[0], s.ends[-1]):
        return "does not run from its first token to its last, within the text"
    tokens = list(zip(s.starts, s.ends, strict=True))
    if any(a >= b for a, b in tokens) or any(a[1] > b[0] for a, b in pairwise(tokens)):
        return "has tokens that are empty, overlap or are out of order"
    if unknown := sorted(set(s.upos) - _UPOS):
        return f"has tags that are no universal parts of speech: {', '.join(map(repr, unknown[:3]))}"
    if s.heads.count(-1) != 1 or any(not -1 <= h < n for h in s.heads) or not _is_tree(s.heads):
        return "has heads that make no tree with one root"
    return None


def _is_tree(heads: tuple[int, ...]) -> bool:
    safe = [False] * len(heads)
    for i in range(len(heads)):
        path, at = set(), i
        while at >= 0 and not safe[at]:
            if at in path:
                return False
            path.add(at)
            at = heads[at]
        for k in path:
            safe[k] = True
    return True
