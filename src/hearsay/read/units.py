"""Units: what a number counts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from hearsay.lexicons import read_table
from hearsay.read.numbers import Number, phrase_at, phrases, split_price
from hearsay.types import Sentence

__all__ = ["Counted", "find_counted", "is_currency", "lexicon_words"]


HYPHENS = frozenset(("-", "–", "‑"))
_MODIFIERS = ("nummod", "det", "amod", "compound", "nmod", "advmod")


@dataclass(frozen=True, slots=True)
class Counted:
    """The unit, the tokens of its noun, and the index past what belongs to the quantity."""

    unit: str | None
    noun: tuple[int, int] | None
    end: int
    share: bool = False
    percent: bool = False
    measured: bool = False  # money, lengths: not whole numbers of things


def find_counted(number: Number, words: Sequence[str], glued: Sequence[bool], sentence: Sentence) -> Counted | None:
    """What the number counts; None where it counts nothing.

    Where no noun follows, "four were hurt" gives people and "the toll rose to 7" the toll; else the unit is None.
    """
    compound = _compound(number, words, glued, sentence)
    if compound:
        return compound
    money = _money(number, words)
    if money:
        return money
    percent = _percent(number, words, sentence)
    if percent:
        return percent
    share = number.kind == "fraction"
    head = _noun_of(number, words, sentence)
    if head is None:
        if share:
            pronoun = number.end + (words[number.end : number.end + 1] == ["of"])
            people = pronoun > number.end and words[pronoun : pronoun + 1] and words[pronoun] in ("us", "them", "you")
            return Counted("people", (pronoun, pronoun + 1), pronoun + 1, share=True) if people else None
        return _elided(number, words, sentence)
    unit = _unit(sentence.lemmas[head] if sentence.upos[head] != "PROPN" else words[head])
    if unit == "other" or sentence.lemmas[head] in lexicon_words("casualties"):
        unit = "people"
    measured = unit in lexicon_words("measures")
    if words[head - 1] in ("square", "cubic", "nautical"):
        unit = f"{words[head - 1]} {unit}"
    return Counted(unit, (head, head + 1), max(head + 1, number.end), share=share, measured=measured)


@cache
def lexicon_words(key: str) -> frozenset[str]:
    """A word list of the quantity lexicon."""
    return frozenset(_lexicon()["words"][key])


def _lexicon() -> dict[str, Any]:
    return read_table("quantities.toml")


def _unit(lemma: str) -> str:
    return str(_lexicon()["unit"].get(lemma, lemma))


@cache
def _codes() -> dict[str, str]:
    """Currency codes and signs in capitals; words of money stand behind their number and are left out."""
    return {sign.upper(): unit for sign, unit in _lexicon()["currency"].items() if sign != sign.lower()}


def is_currency(word: str) -> bool:
    """Whether a word stands before sums of money: "KSh", "NPR"."""
    return word.isalpha() and word.upper() in _codes()


def _money(number: Number, words: Sequence[str]) -> Counted | None:
    signs = _lexicon()["currency"]
    end = number.end
    price = split_price(words[number.first])
    if price:
        return Counted(_codes()[price[0].upper()], (number.first, number.first + 1), end, measured=True)
    if (
        number.first
        and number.figure
        and words[number.first - 1].upper() in _codes()
        and words[number.first - 1].isalpha()
    ):
        return Counted(_codes()[words[number.first - 1].upper()], (number.first - 1, number.first), end, measured=True)
    for at in (number.first - 1, number.first - 2):
        if at >= 0 and (sign := words[at].upper()) in signs and not words[at].isalpha() | (at < number.first - 1):
            return Counted(signs[sign], (at, at + 1), end, measured=True)
    for at in (end, end + 1):
        if (
            at < len(words)
            and words[at] in signs
            and (at == end or words[end] in ("us", "u.s.", "canadian", "australian"))
        ):
            return Counted(signs[words[at]], (at, at + 1), at + 1, measured=True)
    return None


def _compound(number: Number, words: Sequence[str], glued: Sequence[bool], sentence: Sentence) -> Counted | None:
    """A "23,600-seat stadium" counts seats; a "5,000-strong crowd" people."""
    end = number.end
    if not (end + 1 < len(words) and words[end] in HYPHENS and glued[end] and glued[end + 1]):
        return None
    word = words[end + 1]
    if word == "strong":
        return Counted("people", (end + 1, end + 2), end + 2)
    if word == "plus" or not word.isalpha():
        return None
    unit = _unit(sentence.lemmas[end + 1])
    return Counted(unit, (end + 1, end + 2), end + 2, measured=unit in lexicon_words("measures"))


def _percent(number: Number, words: Sequence[str], sentence: Sentence) -> Counted | None:
    end = number.end
    if words[end : end + 3] == ["out", "of", "100"]:
        return Counted(None, None, end + 3, share=True, percent=True, measured=True)
    text = " ".join(words[end : end + 2])
    if not (words[end : end + 1] and words[end] in ("%", "percent", "pct")) and text not in (
        "per cent",
        "percentage points",
    ):
        return None
    end += 2 if text in ("per cent", "percentage points") else 1
    at = end
    unit, noun = None, None
    if words[at : at + 1] == ["of"]:
        noun = next((i for i in range(at + 1, min(at + 7, len(words))) if _is_head_noun(i, sentence)), None)
    elif at < len(words) and sentence.upos[at] in ("NOUN", "ADJ") and _is_head_noun(at, sentence):
        noun = at
    if noun is not None:
        unit = _unit(sentence.lemmas[noun])
    return Counted(unit, (noun, noun + 1) if noun is not None else None, end, share=True, percent=True, measured=True)


def _is_head_noun(i: int, sentence: Sentence) -> bool:
    if (
        sentence.upos[i] not in ("NOUN", "PROPN")
        or sentence.lemmas[i + 1 : i + 2] == ("'s",)
        or not sentence.lemmas[i][0].isalpha()
    ):
        return False
    head = sentence.heads[i]
    inside = i < head <= i + 5
    return not (sentence.deprels[i].split(":")[0] in ("compound", "flat", "amod") and inside)


def _noun_of(number: Number, words: Sequence[str], sentence: Sentence) -> int | None:
    """The counted noun: the head the number modifies, or the noun after "of"."""
    last = number.end - 1
    if words[number.end : number.end + 1] == ["of"] or words[last] == "of":
        start = number.end + (words[last] != "of")
        reach = range(start, min(start + 8, len(words)))
        found = next((i for i in reach if _is_head_noun(i, sentence)), None)
        stop = next((i for i in reach if sentence.upos[i] in ("VERB", "PUNCT", "AUX")), len(words))
        if found is not None and found < stop:
            return found
    inside = range(number.first, number.end)
    for i in reversed(inside):
        head = sentence.heads[i]
        hangs = sentence.deprels[i].split(":")[0] in _MODIFIERS and number.end <= head < number.end + 8
        if hangs and sentence.upos[head] in ("NOUN", "PROPN") and sentence.lemmas[head][0].isalpha():
            return head
    # What the tree missed: the first noun that follows without a verb or a mark between.
    start = number.end
    if after := phrase_at(words, start, phrases("after")):
        start = after[0]
    for i in range(start, min(start + 4, len(words))):
        if sentence.upos[i] in ("VERB", "AUX", "PUNCT", "ADP", "CCONJ", "SCONJ", "PRON", "DET"):
            break
        if _is_head_noun(i, sentence):
            return i
    return None


def _elided(number: Number, words: Sequence[str], sentence: Sentence) -> Counted | None:
    """What is meant where no noun follows: people by the verb, or the toll that stands at the number."""
    i = number.end - 1
    head = sentence.heads[i]
    end = number.end
    follows = words[end : end + 1]
    if follows and sentence.lemmas[end] in lexicon_words("person_verbs") | {"other", "dead", "wounded", "injured"}:
        if sentence.lemmas[end] == "other":
            return Counted("people", (end, end + 1), end + 1)
        return Counted("people", None, end)
    if any(words[j] in ("one", "nobody", "none") for j in range(number.first, number.end)) and number.high == 0:
        return Counted("people", None, end)
    if follows == ["of"] and words[number.first] == "one":
        return None  # "one of the best"
    after = [
        lemma for lemma in sentence.lemmas[end : end + 4] if lemma not in ("be", "have", "also", "still", "feared")
    ]
    if after and sentence.lemmas[end] in ("be", "have", "also", "feared") and after[0] in lexicon_words("person_verbs"):
        return Counted("people", None, end)
    behind = number.first - 1 - (words[number.first - 1] == "a")
    while behind > 0 and (
        words[behind] in ("at", "least", "than", "more", "about", "around", "nearly") or behind == head - 1
    ):
        behind -= 1
    if behind > 0 and words[behind] == "of" and sentence.lemmas[behind - 1] in lexicon_words("tolls"):
        return _toll(behind - 1, words, sentence, end)
    if head >= 0:
        rel = sentence.deprels[i].split(":")[0]
        if sentence.lemmas[head] in lexicon_words("person_verbs") and rel in ("nsubj", "obj", "nummod", "xcomp", "obl"):
            return Counted("people", None, end)
        toll = _toll_of(head, sentence)
        if toll is not None and rel in ("obl", "obj", "root", "xcomp", "advmod", "nmod"):
            return _toll(toll, words, sentence, end)
    return Counted(None, None, end)


def _toll(noun: int, words: Sequence[str], sentence: Sentence, end: int) -> Counted:
    """The death toll counts deaths, the number of dead people."""
    modified = noun > 0 and sentence.heads[noun - 1] == noun and sentence.deprels[noun - 1] == "compound"
    left = noun - modified
    unit = _unit(sentence.lemmas[left]) if modified else _of_noun(noun, words, sentence)
    return Counted(unit, (left, noun + 1), end)


def _toll_of(verb: int, sentence: Sentence) -> int | None:
    """The "toll" or "number" whose size the verb gives."""
    for j, head in enumerate(sentence.heads):
        if (
            head == verb
            and sentence.deprels[j].split(":")[0] in ("nsubj", "obj")
            and sentence.lemmas[j] in lexicon_words("tolls")
        ):
            return j
    return None


def _of_noun(toll: int, words: Sequence[str], sentence: Sentence) -> str | None:
    if words[toll + 1 : toll + 2] != ["of"]:
        return None
    reach = range(toll + 2, min(toll + 7, len(words)))
    noun = next((i for i in reach if _is_head_noun(i, sentence)), None)
    if noun is None:
        return "people" if any(sentence.lemmas[i] in lexicon_words("person_verbs") for i in reach) else None
    return _unit(sentence.lemmas[noun])
