"""The model pass over one text: tokens, sentences, trees, lemmas, raw names and cue scores.

A reading depends on the text alone: windows hold whole sentences of this text in order and are scored one by one.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache

import numpy as np
import numpy.typing as npt

from hearsay.models.pieces import spell
from hearsay.read.lemmas import lemma_of
from hearsay.read.mends import mend_tree
from hearsay.read.model import Labels, Reader, Scores, Window, load_reader
from hearsay.read.sentences import cut_sentences
from hearsay.read.spans import chances_of, find_cues, find_names
from hearsay.read.tokens import cut_tokens
from hearsay.read.trees import best_heads
from hearsay.read.types import RawName, TextParse
from hearsay.types import Sentence

__all__ = ["parse_text", "parse_texts"]

WINDOW = 128  # pieces a window of several sentences may hold; a longer sentence is a window by itself
LONGEST = 480  # pieces any window may hold: the encoder has 512 places
_WINDOWS = 256  # scored windows kept for one call

Token = tuple[int, int]


def parse_texts(texts: Sequence[str]) -> list[TextParse]:
    """Read texts one by one; a window that stands in several of them, or twice in one, is scored once."""
    reader = _Remembering(load_reader())
    return [parse_text(text, reader) for text in texts]


def parse_text(text: str, reader: Reader | None = None) -> TextParse:
    """Read one text. Offsets of the result index ``text``; a text without words gives an empty parse."""
    reader = reader or load_reader()
    tokens = cut_tokens(text)
    words = [text[a:b] for a, b in tokens]
    sizes = [len(spell(w)) for w in words]
    sentences: list[Sentence] = []
    names: list[RawName] = []
    cues: list[tuple[int, int, float]] = []
    for group in _pack(_shorten(cut_sentences(text, tokens), sizes), sizes):
        first, last = group[0][0], group[-1][1]
        numbers = tuple(i for i, (a, b) in enumerate(group) for _ in range(a, b))
        scores = reader.score(Window(tuple(words[first:last]), numbers))
        chances = {head: chances_of(logits) for head, logits in scores.heads.items()}
        for a, b in group:
            sentence = _sentence(words[a:b], tokens[a:b], scores, a - first, reader.labels)
            sentences.append(sentence)
            rows = {head: of_all[a - first : b - first] for head, of_all in chances.items()}
            names.extend(find_names(words[a:b], sentence, rows, reader.labels))
            cues.extend(find_cues(tokens[a:b], rows["cue"]))
    return TextParse(tuple(sentences), tuple(names), tuple(cues))


class _Remembering:
    def __init__(self, reader: Reader) -> None:
        self.labels = reader.labels
        self.score = lru_cache(maxsize=_WINDOWS)(reader.score)


def _shorten(sentences: list[Token], sizes: list[int]) -> Iterator[Token]:
    """Cuts a sentence of more pieces than the encoder can take."""
    for a, b in sentences:
        total, first = 0, a
        for i in range(a, b):
            if total + sizes[i] > LONGEST:
                yield first, i
                total, first = 0, i
            total += sizes[i]
        yield first, b


def _pack(sentences: Iterator[Token], sizes: list[int]) -> Iterator[list[Token]]:
    group: list[Token] = []
    total = 2
    for a, b in sentences:
        size = sum(sizes[a:b])
        if group and total + size > WINDOW:
            yield group
            group, total = [], 2
        group.append((a, b))
        total += size
    if group:
        yield group


def _sentence(words: Sequence[str], tokens: Sequence[Token], scores: Scores, at: int, labels: Labels) -> Sentence:
    n = len(words)
    rows = scores.arcs[at : at + n]
    own: npt.NDArray[np.float32] = np.concatenate([rows[:, :1], rows[:, at + 1 : at + n + 1]], axis=1)
    heads = best_heads(own)
    upos = tuple(labels.upos[i] for i in scores.upos[at : at + n])
    given = _labels(scores, at, [at + head + 1 if head >= 0 else 0 for head in heads])
    deprels = tuple(
        _relation(labels.rels[rel], head, upos[i], upos[head])
        for i, (rel, head) in enumerate(zip(given, heads, strict=True))
    )
    heads, deprels = mend_tree(words, upos, heads, deprels)
    return Sentence(
        start=tokens[0][0],
        end=tokens[-1][1],
        line=0,
        starts=tuple(a for a, _ in tokens),
        ends=tuple(b for _, b in tokens),
        upos=upos,
        heads=heads,
        deprels=deprels,
        lemmas=tuple(lemma_of(w, u) for w, u in zip(words, upos, strict=True)),
    )


def _labels(scores: Scores, at: int, columns: Sequence[int]) -> list[int]:
    """The labels of the arcs from the words after ``at`` to these columns: repair may have moved some from the best."""
    rels: list[int] = scores.rels[at : at + len(columns)].tolist()
    best = scores.arcs[at : at + len(columns)].argmax(axis=1).tolist()
    for i, column in enumerate(columns):
        if best[i] != column and scores.spare_heads is not None and scores.spare_rels is not None:
            for k in np.flatnonzero(scores.spare_heads[at + i] == column)[:1]:
                rels[i] = int(scores.spare_rels[at + i, k])
    return rels


def _relation(rel: str, head: int, upos: str, head_upos: str) -> str:
    """The label the graph gave, mended where tree repair moved the word to or from the root."""
    if head < 0:
        return "root"
    if rel != "root":
        return rel
    if upos in ("VERB", "AUX"):
        return "parataxis"
    if upos in ("NOUN", "PROPN", "PRON", "NUM"):
        return "obl" if head_upos == "VERB" else "nmod"
    return "punct" if upos == "PUNCT" else "dep"
