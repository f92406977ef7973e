"""One holder, one name: short forms, misspellings and abbreviations of a holder take the fullest form in the pile."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cache

from rapidfuzz.distance import DamerauLevenshtein

from hearsay.text import fold, initials, words
from hearsay.types import Hop, Mention

__all__ = ["unify_holders"]

_PERSONAL = frozenset({"person", "official", "witness", "anonymous"})


def unify_holders(mentions: Sequence[Mention]) -> tuple[Mention, ...]:
    """The mentions with every named hop under the fullest form its holder has in the pile, other forms as aliases."""
    hops = [hop for m in mentions for hop in m.chain if hop.name]
    names = {
        **_fullest([h for h in hops if h.kind in _PERSONAL], _short_person),
        **_fullest([h for h in hops if h.kind not in _PERSONAL], _short_body),
    }
    described = _descriptions(hops, names)
    return tuple(_with_chain(m, tuple(_rename(h, names, described) for h in m.chain)) for m in mentions)


def _with_chain(m: Mention, chain: tuple[Hop, ...]) -> Mention:
    return m if all(a is b for a, b in zip(chain, m.chain, strict=True)) else replace(m, chain=chain)


def _fullest(hops: Sequence[Hop], is_short: object) -> dict[tuple[bool, str], str]:
    """Folded form → full form. A short form that fits two full ones stays as it is: it may be either."""
    assert callable(is_short)
    counts: Counter[str] = Counter()
    spelled: dict[str, Counter[str]] = defaultdict(Counter)
    for hop in hops:
        assert hop.name is not None
        key = fold(hop.name)
        counts[key] += 1
        spelled[key][hop.name] += 1
    best = {key: max(forms, key=lambda f: (forms[f], len(f), f)) for key, forms in spelled.items()}
    personal = bool(hops) and hops[0].kind in _PERSONAL
    result: dict[tuple[bool, str], str] = {}
    by_length = sorted(counts, key=lambda k: (-len(_words(k)), -counts[k], k))
    under: dict[str, list[str]] = defaultdict(list)  # a letter → the names that a form with it could be short for
    for key in by_length:
        for letter in sorted(_letters(best[key])):
            under[letter].append(key)
    for key in by_length:
        near = under[_letter(best[key], personal)]
        longer = [other for other in near if other != key and is_short(best[key], best[other], counts)]
        target = key
        if len(longer) == 1 or (longer and all(is_short(best[o], best[longer[0]], counts) for o in longer[1:])):
            target = longer[0]
        result[personal, key] = best[target]
    for at, form in list(result.items()):
        result[at] = result.get((personal, fold(form)), form)
    return result


def _letter(short: str, personal: bool) -> str:
    """The first letter of the word by which a short form is told: a person's last, a body's first."""
    parts = [w for w in _words(short) if personal or w != "the"]
    return parts[-1 if personal else 0][0] if parts else ""


def _letters(full: str) -> set[str]:
    """The letters that the telling word of a short form of this name can begin with."""
    parts = [w for w in _words(full) if w != "the"] or _words(full)
    return {w[0] for w in (*parts, *_words(full)[1:2])} | {initials(full)[:1].casefold()} - {""}


@cache
def _words(name: str) -> tuple[str, ...]:
    return tuple(words(name))


def _short_person(short: str, full: str, counts: Mapping[str, int]) -> bool:
    """Whether "Holub", "J. Holub", "Jan Hollub" stand for "Jan Holub"; never one first name for another."""
    a, b = _words(short), _words(full)
    if not a or not b or len(b) < len(a) or fold(short) == fold(full):
        return False
    if len(a) < len(b):
        if not _spelled_like(a[-1], b[-1]) and not (len(b) > 2 and _spelled_like(a[-1], b[1])):
            return False
        return all(any(_given_like(x, y) for y in b[:-1]) for x in a[:-1])
    if len(a) == 1:
        return _spelled_like(a[0], b[0]) and counts[fold(short)] < counts[fold(full)]
    same = all(_spelled_like(x, y) or _given_like(x, y) for x, y in zip(a, b, strict=True))
    return same and (counts[fold(short)], fold(full)) < (counts[fold(full)], fold(short))


def _short_body(short: str, full: str, counts: Mapping[str, int]) -> bool:
    """Whether "MNA" stands for "Meridian News Agency", "the Courier" for "The Ostrava Courier"."""
    a, b = [w for w in _words(short) if w != "the"], [w for w in _words(full) if w != "the"]
    if not a or not b or fold(short) == fold(full):
        return False
    if a == b:
        return (counts[fold(short)], fold(full)) < (counts[fold(full)], fold(short))
    if len(a) == 1 and len(b) > 1 and len(a[0]) > 1:
        if short.isupper() and a[0] == initials(full).casefold():
            return True
        return len(a[0]) > 4 and a[0] == b[-1]
    joined, target = "".join(a), "".join(b)
    return joined == target and len(a) < len(b)


def _spelled_like(a: str, b: str) -> bool:
    if a == b:
        return True
    if min(len(a), len(b)) < 5 or a[0] != b[0]:
        return False
    return DamerauLevenshtein.distance(a, b) <= (1 if min(len(a), len(b)) < 9 else 2)


def _given_like(a: str, b: str) -> bool:
    return a == b or (1 in (len(a), len(b)) and a[0] == b[0])


def _descriptions(hops: Sequence[Hop], names: Mapping[tuple[bool, str], str]) -> dict[str, tuple[Hop, tuple[str, ...]]]:
    """For each full name: the hop that tells most of its holder, and the other forms of the name."""
    told: dict[str, list[Hop]] = defaultdict(list)
    for hop in hops:
        told[_name(hop, names)].append(hop)
    result = {}
    for name, group in told.items():
        most = max(
            group, key=lambda h: (bool(h.body), bool(h.description), len(h.description or ""), h.description or "")
        )
        forms = {h.name for h in group if h.name} | {a for h in group for a in h.aliases}
        result[name] = (most, tuple(sorted(forms - {name})))
    return result


def _name(hop: Hop, names: Mapping[tuple[bool, str], str]) -> str:
    assert hop.name is not None
    return names.get((hop.kind in _PERSONAL, fold(hop.name)), hop.name)


def _rename(
    hop: Hop, names: Mapping[tuple[bool, str], str], described: Mapping[str, tuple[Hop, tuple[str, ...]]]
) -> Hop:
    if not hop.name:
        return hop
    name = _name(hop, names)
    most, aliases = described[name]
    kind = hop.kind
    if kind == "person" and most.kind in ("official", "witness"):
        kind = most.kind
    body, description = hop.body or most.body, hop.description or most.description
    nationality, sex = hop.nationality or most.nationality, hop.sex or most.sex
    said = (hop.name, hop.kind, hop.aliases, hop.body, hop.description, hop.nationality, hop.sex)
    if said == (name, kind, aliases, body, description, nationality, sex):
        return hop
    return replace(
        hop,
        name=name,
        kind=kind,
        aliases=aliases,
        body=body,
        description=description,
        nationality=nationality,
        sex=sex,
    )
