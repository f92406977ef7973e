"""Idle numbers: ages, years, clock times, labels, scores and what else counts nothing."""

from __future__ import annotations

import re
from collections.abc import Sequence

from hearsay.read.numbers import Number
from hearsay.read.units import HYPHENS, is_currency, lexicon_words
from hearsay.types import Sentence

__all__ = ["is_counted"]

_STAMP = re.compile(r"(?:[01]?\d|2[0-3])[.:][0-5]\d$")
_HOUR_BEFORE = ("at", "until", "till", "by", "before", "after", "past", "to", "since", "around", "about", "from")
_HOUR_AFTER = ("on", "in", "this", "yesterday", "last", "that", "today", "tomorrow", "tonight", "sharp")
_HOUR_OF = re.compile(r"(?:mon|tues|wednes|thurs|fri|satur|sun)day|morning|afternoon|evening|night|sharp|day")
_YEAR = re.compile(r"(1[5-9]|20)\d\d$")


def is_counted(number: Number, words: Sequence[str], glued: Sequence[bool], sentence: Sentence) -> bool:
    """False for ages, years, clock times, labels ("Flight 370"), scores and numbers inside names and compounds."""
    first, end = number.first, number.end
    before = words[first - 1] if first else ""
    after = words[end] if end < len(words) else ""
    if before in HYPHENS and first > 1 and glued[first] and glued[first - 1]:
        return False  # F-16, covid-19, the second half of a score
    if after in HYPHENS and end + 1 < len(words) and glued[end] and glued[end + 1]:
        # "a 23,600-seat stadium" counts, "a 34-year-old" and "a one-way street" do not.
        old = any(w in ("old", "olds") for w in words[end + 1 : end + 5])
        return words[end + 1].isalpha() and not old and words[number.first] != "one"
    if number.kind == "exact" and number.figure and before in ("#", "/", "№"):
        return False
    return not (
        _is_age(number, words, sentence)
        or _is_year(number, words, sentence)
        or _is_clock(words, end, before)
        or _is_hour(number, words)
        or _is_marker(number, words)
        or _is_label(number, words, sentence)
        or _is_idle_one(number, words, sentence)
        or _is_score(number, words, glued, sentence)
    )


def _is_age(number: Number, words: Sequence[str], sentence: Sentence) -> bool:
    first, end = number.first, number.end
    before = words[first - 1] if first else ""
    after = words[end : end + 3]
    if before in ("aged", "age") or after[:2] in (["years", "old"], ["months", "old"], ["year", "old"]):
        return True
    if len(after) > 2 and after[0] in lexicon_words("years_of_age") and after[1] == "-" and after[2].startswith("old"):
        return True
    low = number.low
    if not 0 < low < 120 or number.kind != "exact" or first == 0:
        return False
    # "Jan Holub, 34, said" and "Jan Holub (34)"
    if before == "of" and first > 1 and words[first - 2] in lexicon_words("aged") and (not after or _closing(after[0])):
        return True  # "a woman of 34 and a man of 71"
    closed = after[:1] in ([","], [")"], ["."], [";"])
    named = first > 1 and sentence.upos[first - 2] == "PROPN"
    if before in (",", "(") and closed and (named or before == "("):
        return True
    return before == "," and after[:1] == [","] and first > 1 and sentence.upos[first - 2] in ("PROPN", "NOUN")


def _closing(word: str) -> bool:
    """Whether a word cannot be what the number before it counts."""
    return not word[0].isalnum() or word in (
        "and",
        "or",
        "who",
        "was",
        "is",
        "has",
        "had",
        "from",
        "in",
        "died",
        "were",
    )


def _is_hour(number: Number, words: Sequence[str]) -> bool:
    """An hour said bare: "at nine on Sunday", "shortly after four in the morning", "by 7.15 this morning"."""
    first, end = number.first, number.end
    before = words[first - 1] if first else ""
    if number.kind != "exact" or not 0 < number.low < 25 or before not in _HOUR_BEFORE:
        return False
    after = words[end : end + 3]
    return bool(after) and after[0] in _HOUR_AFTER and any(_HOUR_OF.match(w) for w in after)


def _is_marker(number: Number, words: Sequence[str]) -> bool:
    """What leads in a line: the number of an item ("6. 1,900 tents"), the hour of an entry ("17.10 One dead")."""
    if number.first or not number.figure or number.kind != "exact":
        return False
    after = words[number.end : number.end + 1]
    return after in (["."], [")"]) or bool(_STAMP.match(words[0]))


def _is_year(number: Number, words: Sequence[str], sentence: Sentence) -> bool:
    if number.kind not in ("exact", "range") or not number.figure:
        return False
    word = words[number.end - 1]
    if not _YEAR.match(word):
        return False
    before = words[number.first - 1] if number.first else ""
    if before in ("than", "least", "about", "around", "some", "nearly", "almost", "over", "approximately", "roughly"):
        return False
    head = sentence.heads[number.first]
    counts = head >= number.end and sentence.upos[head] == "NOUN" and sentence.lemmas[head] != words[head]
    if counts and before not in ("the", "in", "since", "of", "its", "his", "their"):
        return False
    after = words[number.end] if number.end < len(words) else ""
    return after not in (
        "people",
        "soldiers",
        "troops",
        "civilians",
        "men",
        "women",
        "children",
        "refugees",
        "homes",
        "%",
        "percent",
        "tonnes",
    )


def _is_clock(words: Sequence[str], end: int, before: str) -> bool:
    after = words[end] if end < len(words) else ""
    return after in (
        "am",
        "pm",
        "a.m.",
        "p.m.",
        "a.m",
        "p.m",
        "o'clock",
        "gmt",
        "utc",
        "noon",
        "bst",
        "cet",
        "est",
        "edt",
    ) or (after == "local" and words[end + 1 : end + 2] == ["time"])


def _is_label(number: Number, words: Sequence[str], sentence: Sentence) -> bool:
    """A number that names: "Flight 370", "Article 5", "Boeing 737", "No. 10", "221 Baker Street"."""
    first, end = number.first, number.end
    if number.kind != "exact" or first == 0:
        return number.figure and _is_address(end, words, sentence)
    before = words[first - 1]
    if is_currency(before):
        return False
    head = sentence.heads[first]
    hangs_left = head == first - 1 and sentence.upos[head] in ("NOUN", "PROPN")
    if (
        before in lexicon_words("labels")
        and (hangs_left or number.figure)
        and not (head > first and sentence.upos[head] == "NOUN" and before not in ("no.", "flight", "highway", "route"))
    ):
        return True
    if number.figure and sentence.upos[first - 1] == "PROPN" and hangs_left:
        return True
    return number.figure and _is_address(end, words, sentence)


def _is_address(end: int, words: Sequence[str], sentence: Sentence) -> bool:
    for i in range(end, min(end + 4, len(words))):
        if words[i] in (
            "street",
            "avenue",
            "road",
            "boulevard",
            "lane",
            "st.",
            "ave.",
            "blvd.",
            "rd.",
            "drive",
            "place",
        ):
            return sentence.upos[i] == "PROPN" and i > end
        if sentence.upos[i] not in ("PROPN", "ADJ"):
            return False
    return False


def _is_idle_one(number: Number, words: Sequence[str], sentence: Sentence) -> bool:
    if words[number.first] != "one" or number.end != number.first + 1:
        return False
    after = words[number.end] if number.end < len(words) else ""
    before = words[number.first - 1] if number.first else ""
    if after in lexicon_words("one_idle") or before in (
        "the",
        "this",
        "that",
        "another",
        "each",
        "every",
        "any",
        "which",
        "no",
        "some",
    ):
        return True
    counts = sentence.upos[number.first] == "NUM" or after == "of"
    rel = sentence.deprels[number.first].split(":")[0]
    verb = sentence.heads[number.first]
    if rel == "nsubj" and verb >= 0 and sentence.lemmas[verb] in lexicon_words("person_verbs"):
        return False
    return not counts or (sentence.upos[number.first] == "PRON" and rel not in ("nsubj", "nummod"))


def _is_score(number: Number, words: Sequence[str], glued: Sequence[bool], sentence: Sentence) -> bool:
    """Two figures beside a word of contests: "won 3-1", "a 5–4 vote", "lost 2 to 1"."""
    end = number.end
    single = number.kind == "exact" and end + 1 < len(words) and words[end] in HYPHENS and words[end + 1][0].isdigit()
    if number.kind != "range" and not single:
        return False
    near = {sentence.lemmas[i] for i in range(max(0, number.first - 3), min(end + 3, len(words)))}
    noun = end < len(words) and sentence.upos[end] in ("NOUN", "ADJ") and not single
    if noun and sentence.lemmas[end] not in lexicon_words("score_verbs"):
        return False
    return bool(near & lexicon_words("score_verbs")) or (single and not noun)
