"""The fullest form of a name: whose initials "MNA" are, what "Tejo" or "the Ledger" is short for, by what texts say."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import lru_cache

from hearsay.clean.names import UPPER, clean_name, is_agency, is_initials, is_outlet
from hearsay.text import fold, initials

__all__ = ["full_forms", "fullest", "is_short_for", "recased"]

LONGEST = 6  # words of a full name
_WORD = rf"[{UPPER}][\w’'&-]*"
_NAMES = re.compile(rf"{_WORD}(?:[ \t]+(?:(?:of|the|for|and|&|de|la|del|du)[ \t]+)?{_WORD})+")


_NO_START = frozenset({"the", "of", "for", "and", "&", "a", "an", "one", "our", "when", "while", "but", "by", "from"})
_NO_END = frozenset({"posted", "published", "updated", "said", "reported", "reports", "writes"})


def is_short_for(short: str, full: str) -> bool:
    """Whether a name can stand for a longer one: its initials, or its first or last words."""
    a, b = fold(short).split(), fold(re.sub(r"^[Tt]he\s+", "", full)).split()
    if not a or len(b) < 2 or len(b) <= len(a):
        return False
    if len(a) == 1 and is_initials(short):
        return initials(full).casefold() == a[0] or b[0] == a[0]  # "(KVRN)" on the page of KVRN News
    return b[: len(a)] == a or b[-len(a) :] == a


def full_forms(short: str, texts: Iterable[str]) -> Counter[str]:
    """The outlets' names in some texts that a name can stand for, and how often each stands there."""
    found: Counter[str] = Counter()
    upper = is_initials(short)
    first = fold(short).split()[:1]
    last = fold(short).split()[-1:]
    for words, told_by, times in _capitalised(tuple(texts)):
        if (upper and short[0] not in told_by) or (not upper and first and told_by.isdisjoint((first[0], last[0]))):
            continue
        for size in range(2, min(LONGEST, len(words)) + 1):
            for at in range(len(words) - size + 1):
                part = words[at : at + size]
                if upper and part[0][0] != short[0]:
                    continue
                if part[0].casefold() in _NO_START or part[-1].casefold() in _NO_END or part[-1][0].islower():
                    continue
                if not upper and first and fold(part[0]) != first[0] and fold(part[-1]) != last[0]:
                    continue
                name = clean_name(" ".join(part))
                if is_short_for(short, name) and (is_outlet(name) or is_agency(name)):
                    found[name] += times
    return found


@lru_cache(maxsize=4)  # asked of one pile for every short name in it
def _capitalised(texts: tuple[str, ...]) -> Sequence[tuple[tuple[str, ...], frozenset[str], int]]:
    """The runs of capitalised words in some texts, in the order in which they first stand there, and how often each.

    With each run what tells at once that a name cannot be short for it: its words, folded, and their first letters.
    """
    counts = Counter(tuple(match.group().split()) for text in texts for match in _NAMES.finditer(text))
    return [(run, frozenset({*map(fold, run), *(word[0] for word in run)}), n) for run, n in counts.items()]


def fullest(short: str, texts: Iterable[str]) -> str | None:
    """The one full form of a name that some texts hold; None where they hold none, or several that differ."""
    forms = full_forms(short, texts)
    by_fold: dict[str, list[str]] = {}
    for name in sorted(forms):
        by_fold.setdefault(fold(name), []).append(name)
    longest = {k for k in by_fold if not any(k != o and f" {k} " in f" {o} " for o in by_fold)}
    if not is_initials(short):
        longest = set(by_fold) if len(by_fold) == 1 else longest if len(longest) == 1 else set()
    if len(longest) != 1:
        return None
    return max(by_fold[longest.pop()], key=lambda n: (not n.isupper(), forms[n], n))


def recased(name: str, texts: Iterable[str]) -> str:
    """A name printed in capitals or small letters as running text writes it; as it is where no text does."""
    if not (name.isupper() or name.islower()) or is_initials(name):
        return name
    pattern = re.compile(rf"(?<![^\W_]){re.escape(name)}(?![^\W_])", re.IGNORECASE)
    seen: Counter[str] = Counter()
    for text in texts:
        for match in pattern.finditer(text):
            said = match.group()
            if not said.isupper() and not said.islower() and said[0].isupper():
                seen[said] += 1
    return max(sorted(seen), key=lambda n: seen[n]) if seen else name
