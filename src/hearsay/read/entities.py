"""Entities: which names of one report mean the same bearer, and the fullest form it gives for each.

Short names go to the full name with that surname, initials to the name they abbreviate, misspellings to the name that
differs by one letter, shortened bodies to the body they begin, outlets to their form in the outlet table. Two full
names are never joined unless one holds the other.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from hearsay.lexicons import read_table
from hearsay.read.outlets import known_outlet, looks_like_outlet
from hearsay.read.places import is_place
from hearsay.text import fold, fold_spaces, initials
from hearsay.types import NameKind

__all__ = ["Found", "settle"]

_PARTICLES = frozenset("al el de del la van von der den bin ibn abu da di du le bint ben mac ter".split())  # noqa: SIM905
_SMALL = frozenset("of the and for in on & de del la und des du".split())  # noqa: SIM905
_SUFFIX = frozenset(("jr", "jr.", "sr", "sr.", "ii", "iii", "iv"))
_MANY = 300  # likely bearers of one word that are looked at
_ACRONYM = re.compile(r"[A-Z][A-Z0-9.&-]{1,9}$")


@dataclass(frozen=True, slots=True)
class Found:
    """A name of the report with what is known of it so far; ``said`` is its wording, ``entity`` its fullest form."""

    start: int
    end: int
    kind: NameKind
    said: str
    entity: str
    the: bool = False


def settle(text: str, names: list[Found], outlets: Sequence[str] = ()) -> list[Found]:
    """Gives every name its kind and entity. Offsets stay; initials and outlets that were not tagged are added.

    ``outlets`` are names of outlets known from the report's metadata and credits.
    """
    names = [_with_outlet(n) for n in _with_given(text, _part_outlets(names), outlets)]
    names, short = _introduced(text, names)
    names = _same_kind(names)
    full = _link_people(names)
    bodies = _link_bodies(names, short)
    out = []
    for n in names:
        key = (n.kind == "person", fold(n.said))
        entity = full.get(n.start) if n.kind == "person" else bodies.get(key[1])
        given = n.entity if n.kind == "outlet" and n.entity != n.said else None
        out.append(replace(n, entity=given or entity or n.said))
    return [_with_table(n) for n in _one_kind(out)]


def _part_outlets(names: list[Found]) -> list[Found]:
    """Two outlets that were tagged as one name: "the Ostrava Courier and Radio Velmar"."""
    out = []
    for n in names:
        first, joint, second = n.said.partition(" and ")
        if joint and not known_outlet(n.said) and all(_is_outlet(part) for part in (first, second)):
            cut = n.start + len(first)
            out.append(replace(n, end=cut, said=first, entity=first))
            out.append(replace(n, start=cut + len(joint), said=second, entity=second, the=False))
        else:
            out.append(n)
    return out


def _is_outlet(said: str) -> bool:
    return " " in said and bool(known_outlet(said) or looks_like_outlet(said))


def _with_given(text: str, names: list[Found], outlets: Sequence[str]) -> list[Found]:
    """Names of the report's own outlet and of those it credits are outlets, in full and by their initials."""
    forms = {o.removeprefix("The "): o for o in sorted(outlets) if len(o) > 2}
    forms |= {i: o for o in sorted(outlets) if len(i := initials(o)) > 2 and i not in forms}
    out = []
    for n in names:
        given = forms.get(n.said.removeprefix("The "))
        out.append(replace(n, kind="outlet", entity=given) if given else n)
    out.sort(key=lambda n: (n.start, n.end))
    for form in sorted(forms):
        if form.isalpha() and form[1:].islower():
            continue  # "Standard", "Dawn": a word of the language too
        for match in re.finditer(rf"(?<![\w.@/]){re.escape(form)}(?![\w@/]|\.\w)", text):
            first = bisect_right(out, match.start(), key=lambda n: n.end)
            inside = out[first : bisect_left(out, match.end(), key=lambda n: n.start)]
            if all(match.start() <= n.start and n.end <= match.end() for n in inside):
                out[first : first + len(inside)] = [Found(match.start(), match.end(), "outlet", match[0], forms[form])]
    return out


def _with_outlet(n: Found) -> Found:
    if n.kind == "outlet":
        return n
    known = known_outlet(n.said)
    if n.kind == "person" and not n.the:
        return replace(n, kind="outlet") if known and n.said.isupper() and len(n.said) > 2 else n
    if known and (n.kind != "place" or not is_place(n.said)):
        return replace(n, kind="outlet")
    return replace(n, kind="outlet") if looks_like_outlet(n.said, n.the) else n


def _with_table(n: Found) -> Found:
    known = known_outlet(n.entity) if n.kind == "outlet" else None
    return replace(n, entity=known) if known else n


def _introduced(text: str, names: list[Found]) -> tuple[list[Found], dict[str, str]]:
    """Initials given in brackets after a name, or before it, and every use of them."""
    short: dict[str, tuple[str, NameKind]] = {}
    for n in names:
        after = re.match(r"[’']?s?,? ?[(\[]\s?[“\"‘']?([A-Z][\w.&-]{1,9})[”\"’']?\s?[)\]]", text[n.end : n.end + 20])
        if after and _abbreviates(after[1], n.said):
            short[after[1]] = (n.said, n.kind)
        before = re.search(r"(?<!\w)([A-Z][A-Z0-9&-]{1,9})\s?\(\s?(?:the )?$", text[max(0, n.start - 20) : n.start])
        if before and _abbreviates(before[1], n.said):
            short[before[1]] = (n.said, n.kind)
    if not short:
        return names, {}
    starts, ends = [n.start for n in names], [n.end for n in names]
    added = [
        Found(match.start(), match.end(), short[match[0]][1], match[0], short[match[0]][0])
        for match in re.finditer(r"(?<![\w.@#&-])[A-Z][\w&-]{1,9}(?![\w@])", text)
        if match[0] in short and bisect_right(ends, match.start()) >= bisect_left(starts, match.end())
    ]
    kinds = {a: kind for a, (_, kind) in short.items()}
    names = [replace(n, kind=kinds[n.said]) if n.said in kinds else n for n in names]
    return sorted([*names, *added], key=lambda n: (n.start, n.end)), {a: said for a, (said, _) in short.items()}


def _abbreviates(acronym: str, said: str) -> bool:
    letters = [c for c in acronym.upper() if c.isalpha()]
    if len(letters) < 2:
        return False
    capitals = list(initials(said))
    firsts = [w[0].upper() for w in re.findall(r"[^\W\d_]+", said)]
    it = iter(firsts)
    return letters in (capitals, firsts) or (
        len(letters) > 2 and letters[0] == firsts[0] and all(c in it for c in letters)
    )


def _same_kind(names: list[Found]) -> list[Found]:
    """A lone word that is the surname of a person named in full is that person, whatever the tagger said."""
    surnames = {_last(n.said) for n in names if n.kind == "person" and len(_parts(n.said)) > 1}
    single = {fold(n.said) for n in names if len(n.said.split()) == 1}
    persons = {s for s in surnames & single if not is_place(s)}
    firsts = {fold(_parts(n.said)[0]) for n in names if n.kind == "person" and len(_parts(n.said)) > 1}
    bodies = {
        fold(n.said).removeprefix("the ").split()[0]: n.kind
        for n in names
        if n.kind in ("organisation", "outlet") and len(n.said.split()) > 1
    }
    out = []
    for n in names:
        key = fold(n.said)
        if n.kind != "outlet" and key in persons:
            n = replace(n, kind="person")
        elif n.kind == "person" and key in bodies and key not in surnames | firsts:
            n = replace(n, kind=bodies[key])  # "Meridian" of the Meridian News Agency
        out.append(n)
    return out


def _one_kind(names: list[Found]) -> list[Found]:
    """Every name of one entity has the kind most of them have."""
    votes: dict[str, Counter[NameKind]] = {}
    for n in names:
        votes.setdefault(fold(n.entity), Counter())[n.kind] += 2 if n.kind != "other" else 1
    order: tuple[NameKind, ...] = ("outlet", "person", "organisation", "place", "other")
    best = {key: max(order, key=lambda k: (v[k], -order.index(k))) for key, v in votes.items()}
    return [replace(n, kind=best[fold(n.entity)]) if best[fold(n.entity)] != n.kind else n for n in names]


# people --------------------------------------------------------------------------------------------------------------


def _parts(name: str) -> list[str]:
    """The words of a person's name without suffixes and particles: ["Maria", "Souza"] of "Maria de Souza"."""
    words = [w for w in re.findall(r"[^\W\d_]+(?:['’][^\W\d_]+)*\.?", name) if fold(w) not in _SUFFIX]
    return [w for w in words if fold(w) not in _PARTICLES] or words


def _last(name: str) -> str:
    parts = _parts(name)
    return fold(parts[-1]) if parts else fold(name)


def _link_people(names: list[Found]) -> dict[int, str]:
    """For the start of each person's name the fullest form of the bearer."""
    people = [n for n in names if n.kind == "person"]
    counts = Counter(fold_spaces(n.said) for n in people)
    full = _join_full([name for name in counts if len(_parts(name)) > 1], counts)
    out: dict[int, str] = {}
    heard: dict[str, str] = {}  # surname → the full name last heard
    later: dict[str, str] = {}
    for n in reversed(people):
        if len(_parts(n.said)) > 1:
            later[_last(n.said)] = full[fold_spaces(n.said)]
    lone = Counter(fold(n.said) for n in people if len(_parts(n.said)) <= 1)
    firsts: dict[str, set[str]] = {}
    for name in full.values():
        firsts.setdefault(fold(_parts(name)[0]), set()).add(name)
    for n in people:
        said = fold_spaces(n.said)
        if said in full:
            out[n.start] = full[said]
            heard[_last(said)] = full[said]
            continue
        word = _last(said)
        found = heard.get(word) or later.get(word) or _only(firsts.get(word)) or _misspelt(word, heard, later, lone)
        out[n.start] = found or said
    return out


def _only(names: set[str] | None) -> str | None:
    return next(iter(names)) if names and len(names) == 1 else None


def _misspelt(word: str, heard: dict[str, str], later: dict[str, str], lone: Counter[str]) -> str | None:
    close = {**later, **heard}
    if len(close) > _MANY:
        return None  # a list of names, not a story: too much would look alike
    found = {close[s] for s in close if _one_letter_off(word, s) and lone[word] <= max(1, lone[s])}
    return found.pop() if len(found) == 1 else None


def _one_letter_off(a: str, b: str) -> bool:
    from rapidfuzz.distance import OSA

    if min(len(a), len(b)) < 5 or a[0] != b[0] or a == b:
        return False
    return OSA.distance(a, b) <= (1 if min(len(a), len(b)) < 9 else 2)


def _join_full(names: list[str], counts: Counter[str]) -> dict[str, str]:
    """Joins full names of one person: one holds the other, differ in accents, initials or one letter of one part."""
    order = sorted(names, key=lambda n: (-len(_parts(n)), -counts[n], -len(n), n))
    sharing: dict[str, list[str]] = {}  # a part of a name → the full forms that have it
    out: dict[str, str] = {}
    for name in order:
        parts = [fold(p).rstrip(".") for p in _parts(name)]
        near = sorted({h for part in parts for h in sharing.get(part, ())[:_MANY]})
        same = [h for h in near if _same_person(name, h)]
        out[name] = same[0] if len(same) == 1 else name
        if out[name] == name:
            for part in parts:
                sharing.setdefault(part, []).append(name)
    return out


def _same_person(short: str, long: str) -> bool:
    a, b = [fold(p).rstrip(".") for p in _parts(short)], [fold(p).rstrip(".") for p in _parts(long)]
    if len(a) < 2 or len(b) < 2:
        return False
    if a[-1] != b[-1] and not _one_letter_off(a[-1], b[-1]):
        # Spanish and Arabic names may drop the last part: "Juan Vela Ruiz".
        return len(a) > 1 and len(b) > len(a) and b[: len(a)] == a
    slips = a[-1] != b[-1]
    it = iter(b[:-1])
    for part in a[:-1]:
        match = next(
            (x for x in it if x == part or _initial(part, x) or (not slips and _one_letter_off(part, x))), None
        )
        if match is None:
            return False
        slips = slips or (match != part and not _initial(part, match))
    return True


def _initial(a: str, b: str) -> bool:
    return (len(a) == 1 or len(b) == 1) and a[0] == b[0]


# bodies --------------------------------------------------------------------------------------------------------------


def _link_bodies(names: list[Found], short: dict[str, str]) -> dict[str, str]:
    """For the folded wording of each body, outlet, place or other name the fullest form of the bearer."""
    rest = [n for n in names if n.kind != "person"]
    counts = Counter(fold_spaces(n.said) for n in rest)
    kinds = {fold(n.said): n.kind for n in rest}
    forms: dict[str, str] = {}
    for said in sorted(counts, key=lambda s: (s.isupper() and len(s) > 5, -counts[s], s)):
        forms.setdefault(_plain(said), said)
    out = {fold(said): forms[_plain(said)] for said in counts}
    long = [s for s in forms.values() if len(s.split()) > 1 and kinds[fold(s)] in ("organisation", "outlet", "other")]
    by_initials: dict[str, list[str]] = {}
    by_word: dict[str, list[str]] = {}
    for name in sorted(set(long)):
        by_initials.setdefault(initials(name), []).append(name)
        words = _plain(name).split()
        for word in {words[0], words[-1]}:
            by_word.setdefault(word, []).append(name)
    for said in sorted(counts):
        key = fold(said)
        if kinds[key] not in ("organisation", "outlet", "other"):
            continue
        if said in short:
            out[key] = forms[_plain(short[said])] if _plain(short[said]) in forms else short[said]
        elif _ACRONYM.match(said):
            found = by_initials.get(said.replace(".", ""), [])
            if len(found) == 1:
                out[key] = found[0]
        else:
            near = by_word.get((_plain(said).split() or [""])[0], [])[:_MANY]
            found = [s for s in near if _begins(_plain(said), _plain(s))]
            if not found and kinds[key] == "outlet":
                found = [s for s in near if kinds[fold(s)] == "outlet" and _plain(s).endswith(" " + _plain(said))]
            alone = (
                kinds[key] == "outlet"
                or len(key.split()) > 1
                or (not is_place(key) and key not in read_table("names.toml")["bodies"])
            )
            if len(found) == 1 and alone:
                out[key] = found[0]
    return out


def _plain(said: str) -> str:
    """What two spellings of a body's name share: no article, no full stops, no accents."""
    return fold(said).removeprefix("the ").replace(".", "")


def _begins(short: str, long: str) -> bool:
    a, b = short.split(), long.split()
    return len(a) < len(b) and b[: len(a)] == a and b[len(a)] not in _SMALL
