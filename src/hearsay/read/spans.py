"""Spans from the taggers: names and attribution cues of one sentence.

The taggers of the graph differ by less than two points of F1 on every open set, and so does any mixture of them; the
one used here is the best mean over six sets, with the four-type head counted double because it alone knows other names.
What the taggers miss is mostly the edges of bodies' names ("Interior Ministry"), which the tree and word lists mend.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache

import numpy as np
import numpy.typing as npt

from hearsay.lexicons import read_table, read_words
from hearsay.read.model import Labels
from hearsay.read.types import RawName
from hearsay.types import Sentence

__all__ = ["chances_of", "find_cues", "find_names"]

Token = tuple[int, int]
Rows = dict[str, npt.NDArray[np.float32]]
Run = tuple[int, int, str]

_WEIGHTS = (("uner", 1.0), ("any", 1.0), ("wiki", 2.0))
_OUTSIDE = 1.15  # how much more the chance of no name weighs: + .3 F1 on the dev parts, + .1 to .4 on each of the four
_TAGS = ("O", "B-LOC", "I-LOC", "B-ORG", "I-ORG", "B-PER", "I-PER", "B-MISC", "I-MISC")
_CUE = 0.05
_HYPHENS = frozenset(("-", "‐", "‑"))
_JOINERS = frozenset(("of", "for", "and", "&", "de", "del", "la", "the", "on", "al", "bin", "van", "von", "der"))
_LINKS = ("compound", "flat", "amod", "nmod:desc", "nmod")


def find_names(words: Sequence[str], sentence: Sentence, rows: Rows, labels: Labels) -> list[RawName]:
    """Names of one sentence, disjoint and in order; ``rows`` are its chances, offsets those of its tokens."""
    runs = [run for run in _tagged(rows, labels) if any(w not in _JOINERS for w in words[run[0] : run[1]])]
    if not _is_title_case(words):
        runs = [_mend(run, words, sentence) for run in runs]
        runs = _join(runs, words, sentence)
        runs = _add_missed(runs, words, sentence)
    trimmed = (_trim(run, words) for run in runs)
    return [
        RawName(sentence.starts[a], sentence.ends[b - 1], kind)
        for a, b, kind in trimmed
        if b > a and any(c.isalpha() for w in words[a:b] for c in w)
    ]


def find_cues(tokens: Sequence[Token], rows: npt.NDArray[np.float32]) -> list[tuple[int, int, float]]:
    """Words the cue tagger gives any chance worth weighing, with that chance."""
    chances = 1 - rows[:, 0]
    likely = map(int, np.flatnonzero(chances >= _CUE))
    return [(tokens[i][0], tokens[i][1], round(float(chances[i]), 3)) for i in likely]


def chances_of(logits: npt.NDArray[np.float32]) -> npt.NDArray[np.float32]:
    """The chance of each label for each word."""
    shifted = np.exp(logits - logits.max(axis=1, keepdims=True))
    return np.asarray(shifted / shifted.sum(axis=1, keepdims=True))


def _tagged(rows: Rows, labels: Labels) -> Iterator[Run]:
    chances = np.zeros((len(rows["any"]), len(_TAGS)))
    for head, weight in _WEIGHTS:
        chances[:, [_TAGS.index(tag) for tag in labels.heads[head]]] += weight * rows[head]
    chances[:, 0] *= _OUTSIDE
    tags = [_TAGS[i] for i in chances.argmax(axis=1)]
    start, kind = 0, ""
    for i, tag in enumerate([*tags, "O"]):
        if kind and tag != f"I-{kind}":
            yield start, i, kind
            kind = ""
        if tag != "O" and not kind:
            start, kind = i, tag[2:]


def _is_title_case(words: Sequence[str]) -> bool:
    """A headline in Title Case or CAPITALS, where case says nothing."""
    long = [w for w in words if len(w) > 3 and w.isalpha()]
    ended = words[-1] in (".", "!", "?", "”", '"')
    return not ended and len(long) > 2 and sum(w[0].isupper() for w in long) > 0.8 * len(long)


def _capital(word: str) -> bool:
    return word[:1].isupper()


def _mend(run: Run, words: Sequence[str], sentence: Sentence) -> Run:
    """Takes in the capitalised modifiers of a body's or place's name that the tagger left out."""
    a, b, kind = run
    if kind in ("ORG", "LOC", "MISC"):
        while a > 0 and _belongs(a - 1, a, b, words, sentence):
            a -= 1
    while b - a > 1 and words[b - 1] in _JOINERS:
        b -= 1
    leans = kind in ("ORG", "LOC") and b < len(words) and sentence.heads[b - 1] == b
    if leans and _is_proper(b, words, sentence) and words[b].lower() in read_table("names.toml")["outlet"]["alone"]:
        b, kind = b + 1, "ORG"  # "The Asunción | Ledger": a paper cut off from its town
    low = words[b - 1].lower()
    if low in _lexicon("bodies") and b + 1 < len(words) and words[b] in ("of", "for"):
        end = b + 1 + (words[b + 1] == "the")
        stop = end
        while stop < len(words) and (_capital(words[stop]) or (stop > end and words[stop] == "and")):
            stop += 1
        while stop > end and words[stop - 1] == "and":
            stop -= 1
        if stop > end:
            b = stop
    if kind != "PER" and low in _lexicon("bodies") and b - a > 1:
        kind = "ORG"
    elif kind == "MISC" and low in _lexicon("places") and b - a > 1:
        kind = "LOC"
    return a, b, kind


def _belongs(i: int, a: int, b: int, words: Sequence[str], sentence: Sentence) -> bool:
    word, low = words[i], words[i].lower().rstrip(".")
    if not (_capital(word) and word.isalpha()) or low in _lexicon("calendar") or low in _demonyms():
        return False
    if sentence.upos[i] not in ("PROPN", "ADJ", "NOUN") or not a <= sentence.heads[i] < b:
        return False
    return sentence.deprels[i].split(":")[0] in _LINKS and (i > 0 or sentence.upos[i] == "PROPN")


def _join(runs: list[Run], words: Sequence[str], sentence: Sentence) -> list[Run]:
    """Joins the parts of one hyphened name and runs that now touch or overlap."""
    out: list[Run] = []
    for a, b, kind in runs:
        if out and out[-1][1] == a and out[-1][2] != "PER" and kind != "PER" and _leans(a, b, sentence):
            a = out.pop()[0]  # "New | Zealand": one name cut in two
        while b + 1 < len(words) and words[b] in _HYPHENS and _glued(b, sentence) and _capital(words[b + 1]):
            b += 2
        if a > 1 and words[a - 1] in _HYPHENS and _glued(a - 1, sentence) and words[a - 2].isalpha():
            if out and out[-1][1] >= a - 1:
                a, kind = out[-1][0], out[-1][2] if kind == "MISC" else kind
                out.pop()
            elif words[a - 2].lower() in ("al", "el", "ad", "an", "as", "ul", "bin", "abu") or _capital(words[a - 2]):
                a -= 2
        if out and out[-1][1] > a:
            first = out.pop()
            a, b, kind = first[0], max(b, first[1]), first[2] if first[1] >= b else kind
        out.append((a, b, kind))
    return out


def _leans(a: int, b: int, sentence: Sentence) -> bool:
    """The word before the run hangs on it as part of one name."""
    return a <= sentence.heads[a - 1] < b and sentence.deprels[a - 1].split(":")[0] in ("compound", "flat", "amod")


def _glued(i: int, sentence: Sentence) -> bool:
    return sentence.starts[i] == sentence.ends[i - 1] and sentence.ends[i] == sentence.starts[i + 1]


def _add_missed(runs: list[Run], words: Sequence[str], sentence: Sentence) -> list[Run]:
    """Adds runs of capitalised proper nouns that no tagger took, with the kind that their last word gives."""
    taken = {i for a, b, _ in runs for i in range(a, b)}
    added: list[Run] = []
    i = 0
    while i < len(words):
        if i in taken or not _is_proper(i, words, sentence):
            i += 1
            continue
        end = i + 1
        while end < len(words) and end not in taken and _is_proper(end, words, sentence):
            end += 1
        low = words[end - 1].lower()
        kind = "ORG" if low in _lexicon("bodies") else "LOC" if low in _lexicon("places") and end - i > 1 else "MISC"
        touches = end in taken or i - 1 in taken
        if not touches and (end - i > 1 or kind == "ORG" or (i > 0 and len(low) > 1)):
            added.append((i, end, kind))
        i = end
    return sorted([*runs, *added])


def _is_proper(i: int, words: Sequence[str], sentence: Sentence) -> bool:
    low = words[i].lower().rstrip(".")
    skipped = low in _lexicon("calendar") or low in _lexicon("titles") or low in _demonyms()
    return sentence.upos[i] == "PROPN" and _capital(words[i]) and words[i][-1].isalnum() and not skipped


def _trim(run: Run, words: Sequence[str]) -> Run:
    """Takes titles, articles, possessives and stray marks off the ends."""
    a, b, kind = run
    while b > a and (words[b - 1] in ("'s", "’s", "'", "’") or not any(c.isalnum() for c in words[b - 1])):
        b -= 1
    while a < b and (words[a].lower() in ("the", "a", "an") or not any(c.isalnum() for c in words[a])):
        a += 1
    if kind == "MISC" and all(w.lower() in _demonyms() for w in words[a:b]):
        return a, a, kind
    if kind == "PER":
        if b - a == 1 and words[a][-1] == "." and words[a].lower().rstrip(".") in _lexicon("titles"):
            return a, a, kind
        while b - a > 1 and words[a].lower().rstrip(".") in _lexicon("titles"):
            a += 1
    return a, b, kind


@cache
def _lexicon(name: str) -> frozenset[str]:
    return frozenset(read_table("names.toml")[name])


@cache
def _demonyms() -> frozenset[str]:
    rows = (line.split("\t") for line in read_words("countries.tsv"))
    return frozenset(d.lower() for cells in rows if len(cells) > 3 for d in cells[3].split("|") if d)
