"""Windows: sentences packed, roughened and padded into the arrays that a step takes.

The reader meets single lines as often as whole paragraphs, and text that nobody proof-read: so an epoch packs each
document anew, at a length drawn for it, and some sentences come in capitals, in lower case, with plain quotation marks,
without their last stop or with a slip of the keyboard.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from hearsay.models.pieces import CLS, SEP, spell, word_shape
from training.data import Document, Part, Sentence
from training.labels import HEADS, UNKNOWN_TAG, UPOS

__all__ = ["IGNORED", "NO_SENTENCE", "Batch", "Window", "epoch_windows", "group", "pack", "pad"]

IGNORED = -100
NO_SENTENCE = -1  # of the words that only fill a row
LONGEST = 300  # pieces; a longer sentence is cut
_LENGTHS = ((1, 0.3), (64, 0.2), (128, 0.5))  # pieces a window may hold, with the chance of each; 1 is one sentence
_TYPING = {"“": '"', "”": '"', "‘": "'", "’": "'", "’s": "'s", "n’t": "n't", "’re": "'re", "’ve": "'ve", "’ll": "'ll"}
_TYPESETTING = {"'s": "’s", "n't": "n’t", "'re": "’re", "'ve": "’ve", "'ll": "’ll", "'d": "’d", "'m": "’m"}

Array = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Window:
    """Sentences that are read together."""

    sentences: tuple[Sentence, ...]
    pieces: tuple[tuple[int, ...], ...]  # per word

    @property
    def size(self) -> int:
        """Pieces, with the two at the ends."""
        return sum(map(len, self.pieces)) + 2


@dataclass(frozen=True, slots=True)
class Batch:
    """Windows as arrays of one row each; targets are IGNORED where nothing is known."""

    ids: Array
    mask: Array
    shapes: Array
    first: Array
    numbers: Array  # of the sentence that each word stands in, NO_SENTENCE for filling
    upos: Array
    heads: Array  # place in the window + 1, 0 the root
    rels: Array
    tags: dict[str, Array]


def epoch_windows(parts: Sequence[Part], dice: random.Random) -> list[Window]:
    """The windows of one epoch, in no order."""
    out: list[Window] = []
    lengths, chances = zip(*_LENGTHS, strict=True)
    for part in parts:
        loose: list[Document] = []  # single sentences of no document are packed by chance
        for doc in part.documents:
            if dice.random() >= part.share:
                continue
            (loose if len(doc) == 1 else out).extend(
                [doc] if len(doc) == 1 else pack([_roughen(s, dice) for s in doc], dice.choices(lengths, chances)[0])
            )
        dice.shuffle(loose)
        for start in range(0, len(loose), 4):
            run = [_roughen(doc[0], dice) for doc in loose[start : start + 4]]
            out.extend(pack(run, dice.choices(lengths, chances)[0]))
    return out


def pack(document: Sequence[Sentence], length: int) -> Iterator[Window]:
    """Windows of whole sentences that hold up to this many pieces, or one longer sentence."""
    run: list[Sentence] = []
    pieces: list[tuple[int, ...]] = []
    size = 2
    for sentence in document:
        own = [spell(w) for w in sentence.words]
        need = sum(map(len, own))
        if need > LONGEST:
            continue
        if run and size + need > length:
            yield Window(tuple(run), tuple(pieces))
            run, pieces, size = [], [], 2
        run.append(sentence)
        pieces.extend(own)
        size += need
    if run:
        yield Window(tuple(run), tuple(pieces))


def group(windows: Sequence[Window], pieces: int, dice: random.Random) -> list[list[Window]]:
    """Groups of windows of like length that pad to about this many pieces, shuffled."""
    order = sorted(windows, key=lambda w: w.size + 6 * dice.random())
    out: list[list[Window]] = []
    run: list[Window] = []
    widest = 0
    for window in order:
        if run and max(widest, window.size) * (len(run) + 1) > pieces:
            out.append(run)
            run, widest = [], 0
        run.append(window)
        widest = max(widest, window.size)
    if run:
        out.append(run)
    dice.shuffle(out)
    return out


def pad(windows: Sequence[Window], rels: Mapping[str, int]) -> Batch:
    """The arrays of a group of windows."""
    rows, long = len(windows), max(w.size for w in windows)
    wide = max(len(w.pieces) for w in windows)
    ids, mask, shapes = (np.zeros((rows, long), np.int64) for _ in range(3))
    first = np.zeros((rows, wide), np.int64)
    numbers = np.full((rows, wide), NO_SENTENCE, np.int64)
    upos, heads, labels = (np.full((rows, wide), IGNORED, np.int64) for _ in range(3))
    present = {h for w in windows for s in w.sentences for h in s.tags}
    tags = {h: np.full((rows, wide), IGNORED, np.int64) for h in HEADS if h in present}
    for r, window in enumerate(windows):
        words = [w for s in window.sentences for w in s.words]
        flat, at = [CLS], []
        for word, pieces in zip(words, window.pieces, strict=True):
            at.append(len(flat))
            shapes[r, len(flat) : len(flat) + len(pieces)] = word_shape(word)
            flat.extend(pieces)
        flat.append(SEP)
        ids[r, : len(flat)] = flat
        mask[r, : len(flat)] = 1
        first[r, : len(at)] = at
        start = 0
        for k, s in enumerate(window.sentences):
            end = start + len(s.words)
            numbers[r, start:end] = k
            if s.upos and s.heads and s.rels:
                upos[r, start:end] = [_UPOS.get(u, IGNORED) for u in s.upos]
                heads[r, start:end] = [h + start if h else 0 for h in s.heads]
                labels[r, start:end] = [rels.get(rel, IGNORED) for rel in s.rels]
            for head, row in s.tags.items():
                tags[head][r, start:end] = [_TAGS[head].get(t, IGNORED) for t in row]
            start = end
    return Batch(ids, mask, shapes, first, numbers, upos, heads, labels, tags)


_UPOS = {u: i for i, u in enumerate(UPOS)}
_TAGS = {head: {t: i for i, t in enumerate(row)} | {UNKNOWN_TAG: IGNORED} for head, row in HEADS.items()}


def _roughen(sentence: Sentence, dice: random.Random) -> Sentence:
    """The sentence, seldom as less careful hands would have typed it; its trees and tags hold."""
    draw = dice.random()
    if draw > 0.27:
        return sentence
    words = sentence.words
    if draw < 0.03:
        words = [w.upper() for w in words]
    elif draw < 0.05:
        words = [w.lower() for w in words]
    elif draw < 0.07:
        words = [w[:1].upper() + w[1:] if len(w) > 3 else w for w in words]
    elif draw < 0.14:
        words = [_TYPING.get(w, w) for w in words]
    elif draw < 0.20:
        words = [_TYPESETTING.get(w, w) for w in words]
    elif draw < 0.23:
        words = _slip(words, dice)
    elif sentence.heads and sentence.upos and len(words) > 3 and sentence.upos[-1] == "PUNCT":
        if len(words) not in sentence.heads:
            return Sentence(
                words[:-1],
                sentence.upos[:-1],
                sentence.heads[:-1],
                (sentence.rels or [])[:-1],
                {head: row[:-1] for head, row in sentence.tags.items()},
            )
        return sentence
    return replace(sentence, words=words)


def _slip(words: list[str], dice: random.Random) -> list[str]:
    """Two letters of one longer word swapped, or one left out."""
    long = [i for i, w in enumerate(words) if len(w) > 5 and w.isalpha()]
    if not long:
        return words
    i = dice.choice(long)
    word, at = words[i], dice.randrange(1, len(words[i]) - 2)
    rest = word[at + 1] + word[at] + word[at + 2 :] if dice.random() < 0.5 else word[at + 1 :]
    return [*words[:i], word[:at] + rest, *words[i + 1 :]]
