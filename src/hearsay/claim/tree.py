"""One sentence as a tree to walk: children, subtrees, words, spans."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from hearsay.text import fold
from hearsay.types import Sentence, Span

__all__ = ["Tree"]


class Tree:
    """A parsed sentence over the report's text. Tokens are indices; ``kids`` are in text order."""

    def __init__(self, sentence: Sentence, text: str, index: int) -> None:
        self.sentence = sentence
        self.index = index
        self.size = len(sentence.starts)
        self.text = text
        self.words = tuple(fold(text[a:b]) for a, b in zip(sentence.starts, sentence.ends, strict=True))
        self.lemmas = tuple(fold(lemma) or word for lemma, word in zip(sentence.lemmas, self.words, strict=True))
        self.upos = sentence.upos
        self.rels = sentence.deprels
        self.bases = tuple(rel.partition(":")[0] for rel in sentence.deprels)
        kids: list[list[int]] = [[] for _ in range(self.size)]
        for token, head in enumerate(sentence.heads):
            if 0 <= head < self.size and head != token:
                kids[head].append(token)
        self.kids = tuple(tuple(k) for k in kids)

    def head(self, token: int) -> int:
        """The governor, -1 at the root."""
        return self.sentence.heads[token]

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
