"""One sentence as a tree to walk: children, subtrees, words, spans.

What a tree is by its own words and relations, wherever it stands, is its shape. Copies of a sentence have one shape
between them, and what was read of it once (``once``) is not read again.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator
from functools import lru_cache, wraps
from typing import Any, Concatenate, ParamSpec, TypeVar

from hearsay.text import fold
from hearsay.types import Sentence, Span

__all__ = ["Shape", "Tree", "once"]

P = ParamSpec("P")
T = TypeVar("T")
_SHAPES = 4096  # sentences remembered: a report has thirty, and its copies come one long after the other


class Shape:
    """A sentence without its place: what follows from its wording and parse alone.

    ``text`` is its wording, ``after`` whether the two characters behind it are a question mark (?), blank or neither.
    """

    def __init__(
        self,
        text: str,
        after: str,
        starts: tuple[int, ...],
        ends: tuple[int, ...],
        upos: tuple[str, ...],
        heads: tuple[int, ...],
        rels: tuple[str, ...],
        lemmas: tuple[str, ...],
    ) -> None:
        size = len(starts)
        self.size = size
        self.words = tuple(fold(text[a:b]) for a, b in zip(starts, ends, strict=True))
        self.lemmas = tuple(fold(lemma) or word for lemma, word in zip(lemmas, self.words, strict=True))
        self.upos = upos
        self.rels = rels
        self.bases = tuple(rel.partition(":")[0] for rel in rels)
        kids: list[list[int]] = [[] for _ in range(size)]
        for token, head in enumerate(heads):
            if 0 <= head < size and head != token:
                kids[head].append(token)
        self.kids = tuple(tuple(k) for k in kids)
        self.known: dict[Hashable, Any] = {}


_shape = lru_cache(maxsize=_SHAPES)(Shape)


def once(read: Callable[Concatenate[Tree, P], T]) -> Callable[Concatenate[Tree, P], T]:
    """Lets a reading of a tree be made once for all sentences of its shape.

    What is read may depend on the shape and on the arguments only, and neither those nor the result may hold offsets:
    places are tokens. The result is shared, so nothing may change it.
    """

    @wraps(read)
    def recall(tree: Tree, /, *args: P.args, **kwargs: P.kwargs) -> T:
        known, key = tree.shape.known, (read, *args, *kwargs.items())
        if key not in known:
            known[key] = read(tree, *args, **kwargs)
        found: T = known[key]
        return found

    return recall


class Tree:
    """A parsed sentence over the report's text. Tokens are indices; ``kids`` are in text order."""

    def __init__(self, sentence: Sentence, text: str, index: int) -> None:
        self.sentence = sentence
        self.index = index
        self.text = text
        at = sentence.start
        self.shape = shape = _shape(
            text[at : sentence.end],
            "".join("?" if c == "?" else " " if c.isspace() else "." for c in text[sentence.end : sentence.end + 2]),
            tuple([a - at for a in sentence.starts]),
            tuple([b - at for b in sentence.ends]),
            sentence.upos,
            sentence.heads,
            sentence.deprels,
            sentence.lemmas,
        )
        self.size = shape.size
        self.words = shape.words
        self.lemmas = shape.lemmas
        self.upos = shape.upos
        self.rels = shape.rels
        self.bases = shape.bases
        self.kids = shape.kids

    def head(self, token: int) -> int:
        """The governor, -1 at the root."""
        return self.sentence.heads[token]

    @property
    def said_here(self) -> str:
        """The sentence's wording."""
        return self.text[self.sentence.start : self.sentence.end]

    def some(self, token: int, *rels: str) -> Iterator[int]:
        """Children by relation, given with or without subtype."""
        for kid in self.kids[token]:
            if self.bases[kid] in rels or self.rels[kid] in rels:
                yield kid

    def first(self, token: int, *rels: str) -> int | None:
        """The first child by relation."""
        return next(self.some(token, *rels), None)

    def subtree(self, token: int, without: Iterable[int] = ()) -> list[int]:
        """The token and all below it in text order, leaving out the subtrees at ``without``."""
        out, stop, stack = [], set(without), [token]
        while stack:
            at = stack.pop()
            if at in stop:
                continue
            out.append(at)
            stack.extend(self.kids[at])
        return sorted(out)

    def above(self, token: int) -> Iterator[int]:
        """The governors from the nearest up; ends after as many steps as there are tokens, whatever the tree."""
        at = self.head(token)
        for _ in range(self.size):
            if at < 0:
                return
            yield at
            at = self.head(at)

    def span(self, tokens: Iterable[int]) -> Span:
        """The contiguous run from the first of the tokens to the last."""
        run = list(tokens)
        return Span(self.sentence.starts[min(run)], self.sentence.ends[max(run)])

    def tokens_in(self, start: int, end: int) -> list[int]:
        """Tokens that overlap a run of the text."""
        starts, ends = self.sentence.starts, self.sentence.ends
        return [t for t in range(self.size) if starts[t] < end and ends[t] > start]

    def has(self, token: int, rel: str, words: Iterable[str]) -> bool:
        """Whether a child in that relation is one of the words, by form or lemma."""
        wanted = set(words)
        return any(self.words[k] in wanted or self.lemmas[k] in wanted for k in self.some(token, rel))

    def said(self, tokens: Iterable[int]) -> str:
        """The verbatim text of the run the tokens make."""
        span = self.span(tokens)
        return self.text[span.start : span.end]
