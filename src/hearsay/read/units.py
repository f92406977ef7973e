"""What a number counts, or why it counts nothing."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from hearsay.lexicons import read_table
from hearsay.read.numbers import Number, phrase_at, phrases
from hearsay.types import Sentence

__all__ = ["Counted", "find_counted", "is_counted"]

_HYPHENS = frozenset(("-", "–", "‑"))
_MEASURES = frozenset(("kilometre", "mile", "metre", "foot", "tonne", "kilogram", "litre", "hectare", "acre", "hour", "minute",
                       "second", "degree", "mile per hour", "kilometre per hour", "point", "inch", "yard", "gram"))  # fmt: skip
_YEAR = re.compile(r"(1[5-9]|20)\d\d$")


@dataclass(frozen=True, slots=True)
class Counted:
    """The unit, the tokens of its noun, and the index past what belongs to the quantity."""

    unit: str | None
    noun: tuple[int, int] | None
    end: int
    share: bool = False
    percent: bool = False
    measured: bool = False  # money, lengths: not whole numbers of things


def is_counted(number: Number, words: Sequence[str], glued: Sequence[bool], sentence: Sentence) -> bool:
    """False for ages, years, clock times, labels ("Flight 370"), scores and numbers inside names and compounds."""
    first, end = number.first, number.end
    before = words[first - 1] if first else ""
    after = words[end] if end < len(words) else ""
    if before in _HYPHENS and first > 1 and glued[first] and glued[first - 1]:
        return False  # F-16, covid-19, the second half of a score
    if after in _HYPHENS and end + 1 < len(words) and glued[end] and glued[end + 1]:
        return words[end + 1] in ("strong", "plus")  # a 34-year-old, a three-day strike
    if number.kind == "exact" and number.figure and before in ("#", "/", "№"):
        return False
    return not (
        _is_age(number, words, sentence)
        or _is_year(number, words, sentence)
        or _is_clock(words, end, before)
        or _is_label(number, words, sentence)
        or _is_idle_one(number, words, sentence)
        or _is_score(number, words, glued, sentence)
    )


def find_counted(number: Number, words: Sequence[str], glued: Sequence[bool], sentence: Sentence) -> Counted | None:
    """What the number counts. A unit of None: nothing is named ("four were hurt" gives people, "rose to 7" the toll)."""
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
            return None
        return _elided(number, words, sentence)
    unit = _unit(sentence.lemmas[head] if sentence.upos[head] != "PROPN" else words[head])
    if unit == "other":
        unit = "people"
    measured = unit in _MEASURES
    if words[head - 1] in ("square", "cubic", "nautical"):
        unit = f"{words[head - 1]} {unit}"
    return Counted(unit, (head, head + 1), max(head + 1, number.end), share=share, measured=measured)


@cache
def _words(key: str) -> frozenset[str]:
    return frozenset(_lexicon()["words"][key])


def _lexicon() -> dict[str, Any]:
    return read_table("quantities.toml")


def _unit(lemma: str) -> str:
    return str(_lexicon()["unit"].get(lemma, lemma))


def _money(number: Number, words: Sequence[str]) -> Counted | None:
    signs = _lexicon()["currency"]
    end = number.end
    for at in (number.first - 1, number.first - 2):
        if at >= 0 and (sign := words[at].upper()) in signs and not words[at].isalpha() | (at < number.first - 1):
            return Counted(signs[sign], (at, at + 1), end, measured=True)
    if number.first and words[number.first - 1].upper() in ("USD", "EUR", "GBP", "CHF", "CZK", "RS"):
        return Counted(
            signs.get(words[number.first - 1].upper(), "INR"), (number.first - 1, number.first), end, measured=True
        )
    for at in (end, end + 1):
        if (
            at < len(words)
            and words[at] in signs
            and (at == end or words[end] in ("us", "u.s.", "canadian", "australian"))
        ):
            return Counted(signs[words[at]], (at, at + 1), at + 1, measured=True)
    return None


def _percent(number: Number, words: Sequence[str], sentence: Sentence) -> Counted | None:
    end = number.end
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
    if sentence.upos[i] not in ("NOUN", "PROPN"):
        return False
    head = sentence.heads[i]
    inside = head == i + 1 or head == i + 2
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
        if head >= number.end and sentence.deprels[i].split(":")[0] in (
            "nummod",
            "det",
            "amod",
            "compound",
            "nmod",
            "advmod",
        ):
            if sentence.upos[head] in ("NOUN", "PROPN") and head - number.end < 8:
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
    """Nothing is named after the number: people where the verb is one of persons, the toll where it stands at a number."""
    i = number.end - 1
    head = sentence.heads[i]
    end = number.end
    follows = words[end : end + 1]
    if follows and sentence.lemmas[end] in _words("person_verbs") | {"other", "dead", "wounded", "injured"}:
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
    if after and sentence.lemmas[end] in ("be", "have", "also", "feared") and after[0] in _words("person_verbs"):
        return Counted("people", None, end)
    if head >= 0:
        rel = sentence.deprels[i].split(":")[0]
        if sentence.lemmas[head] in _words("person_verbs") and rel in ("nsubj", "obj", "nummod", "xcomp", "obl"):
            return Counted("people", None, end)
        toll = _toll_of(head, sentence)
        if toll is not None and rel in ("obl", "obj", "root", "xcomp", "advmod", "nmod"):
            left = toll - (toll > 0 and sentence.heads[toll - 1] == toll and sentence.deprels[toll - 1] == "compound")
            lemma = sentence.lemmas[left] if left < toll else None
            return Counted(_unit(lemma) if lemma else _of_noun(toll, words, sentence), (left, toll + 1), end)
    return Counted(None, None, end)


def _toll_of(verb: int, sentence: Sentence) -> int | None:
    """The "toll" or "number" whose size the verb gives."""
    for j, head in enumerate(sentence.heads):
        if (
            head == verb
            and sentence.deprels[j].split(":")[0] in ("nsubj", "obj")
            and sentence.lemmas[j] in _words("tolls")
        ):
            return j
    return None


def _of_noun(toll: int, words: Sequence[str], sentence: Sentence) -> str | None:
    if words[toll + 1 : toll + 2] != ["of"]:
        return None
    reach = range(toll + 2, min(toll + 7, len(words)))
    noun = next((i for i in reach if _is_head_noun(i, sentence)), None)
    if noun is None:
        return "people" if any(sentence.lemmas[i] in _words("person_verbs") for i in reach) else None
    return _unit(sentence.lemmas[noun])


def _is_age(number: Number, words: Sequence[str], sentence: Sentence) -> bool:
    first, end = number.first, number.end
    before = words[first - 1] if first else ""
    after = words[end : end + 3]
    if before in ("aged", "age") or after[:2] in (["years", "old"], ["months", "old"], ["year", "old"]):
        return True
    if len(after) > 2 and after[0] in _words("years_of_age") and after[1] == "-" and after[2].startswith("old"):
        return True
    low = number.low
    if not 0 < low < 120 or number.kind != "exact" or first == 0:
        return False
    # "Jan Holub, 34, said" and "Jan Holub (34)"
    closed = after[:1] in ([","], [")"], ["."], [";"])
    named = first > 1 and sentence.upos[first - 2] == "PROPN"
    if before in (",", "(") and closed and (named or before == "("):
        return True
    return before == "," and after[:1] == [","] and first > 1 and sentence.upos[first - 2] in ("PROPN", "NOUN")


def _is_year(number: Number, words: Sequence[str], sentence: Sentence) -> bool:
    if number.kind not in ("exact", "range") or not number.figure:
        return False
    word = words[number.end - 1]
    if not _YEAR.match(word):
        return False
    before = words[number.first - 1] if number.first else ""
    if before in ("than", "least", "about", "around", "some", "nearly", "almost", "over", "approximately", "roughly"):
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
    head = sentence.heads[first]
    hangs_left = head == first - 1 and sentence.upos[head] in ("NOUN", "PROPN")
    if (
        before in _words("labels")
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
    if after in _words("one_idle") or before in (
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
    return not counts or (sentence.upos[number.first] == "PRON" and rel not in ("nsubj", "nummod"))


def _is_score(number: Number, words: Sequence[str], glued: Sequence[bool], sentence: Sentence) -> bool:
    """ "won 3-1", "a 5–4 vote", "lost 2 to 1": two small figures after or before a word of contests."""
    end = number.end
    single = number.kind == "exact" and end + 1 < len(words) and words[end] in _HYPHENS and words[end + 1][0].isdigit()
    if number.kind != "range" and not single:
        return False
    near = {sentence.lemmas[i] for i in range(max(0, number.first - 3), min(end + 3, len(words)))}
    noun = end < len(words) and sentence.upos[end] in ("NOUN", "ADJ") and not single
    return bool(near & _words("score_verbs")) or (single and not noun)
