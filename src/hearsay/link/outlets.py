"""One outlet, many names: full names, initials, web domains, short forms and misspellings."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache, cached_property, lru_cache
from itertools import combinations

from rapidfuzz import fuzz

from hearsay.lexicons import read_table
from hearsay.text import fold, initials
from hearsay.types import Report

__all__ = [
    "Outlets",
    "is_agency_name",
    "is_described_outlet",
    "is_same_outlet",
    "name_keys",
    "names_any_paper",
    "names_nobody",
    "speaks_for_itself",
]

_ALIKE = 93.0  # similarity of two spellings, in per cent: "Ostrava Courier" and "Ostava Courier", not "Opava Courier"
_FUZZY_FROM = 8  # letters a name needs before a misspelling is believed
_MANY = 7  # words from which a name's parts are not all tried as short forms
_HOST = re.compile(r"^(?:https?://)?(?:www\d?\.|m\.|amp\.|en\.)?([^/:?#\s]+\.[a-z]{2,})(?:[/:?#].*)?$", re.IGNORECASE)
_PLAINLY = str.maketrans({"ø": "o", "æ": "ae", "ß": "ss", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i", "œ": "oe"})
_ACRONYM = re.compile(r"[A-Z]{3,5}")
_BRACKETS = re.compile(r"^(.*\S)\s*\(([^()]+)\)\s*$")


@cache
def _words(kind: str) -> frozenset[str]:
    return frozenset(read_table("outlet_words.toml")[kind].split())


class Outlets:
    """The outlets of a pile: which of its reports a name means.

    ``cited`` are names of outlets that the pile's texts give, whether or not it holds reports of theirs.
    """

    def __init__(self, reports: Mapping[str, Report], cited: Iterable[str] = ()) -> None:
        self._by_key: dict[str, set[str]] = defaultdict(set)
        self._keys: dict[str, frozenset[str]] = {}
        self._meant: dict[str, tuple[str, ...]] = {}
        self._full: dict[str, str] = {}  # what was asked before: a pile of reprints asks the same of each
        self._same: dict[tuple[str, str], bool] = {}
        self._own: dict[tuple[str, str], bool] = {}
        for id_, report in reports.items():
            if report.duplicate_of is None:
                self._keys[id_] = frozenset(k for name in _names_of(report) for k in name_keys(name))
                for key in self._keys[id_]:
                    self._by_key[key].add(id_)
        self._by_initial: dict[str, list[str]] = defaultdict(list)
        for key in sorted(self._by_key):
            self._by_initial[key[0]].append(key)
        shorts: dict[str, set[frozenset[str]]] = defaultdict(set)
        for id_, report in reports.items():
            if report.duplicate_of is None and report.outlet:
                for key in _short_keys(report.outlet.value):
                    shorts[key].add(self._keys[id_])
        # A short form ("the Courier") is a name only where it fits one outlet of the pile.
        self._short = {k: next(iter(v)) for k, v in shorts.items() if len(v) == 1}
        self._own_names = {
            i: tuple(dict.fromkeys(n for n in _names_of(r) if not _HOST.match(n))) for i, r in reports.items()
        }
        self.adopted = self._adopt(reports)
        self.__dict__.pop("_by_first", None)  # made before the adopted had their names
        for id_, name in self.adopted.items():
            self._keys[id_] |= name_keys(name)
            for key in name_keys(name):
                self._by_key[key].add(id_)
                if key not in self._by_initial[key[0]]:
                    self._by_initial[key[0]].append(key)
            self._own_names[id_] = (*self._own_names[id_], name)
        self._outside = self._fullest_outside(cited)
        for asked in (self._full, self._same, self._own):
            asked.clear()

    def _adopt(self, reports: Mapping[str, Report]) -> dict[str, str]:
        """Reports that name no outlet, but say they are by an agency that another report credits: the agency's own.

        Only one unnamed report can be the original, and it is no later than those that credit the agency.
        """
        crediting: dict[str, dict[str, str]] = defaultdict(dict)
        for id_, report in sorted(reports.items()):
            if report.duplicate_of is not None:
                continue
            named = [c.name for c in report.credits if c.kind != "dateline" and c.covers is None]
            for name in (*named, *report.byline):
                if not names_nobody(name):
                    crediting["".join(_plain(name))].setdefault(id_, name)
        found: dict[str, str] = {}
        for _, by in sorted(crediting.items()):
            unnamed = [i for i in by if reports[i].outlet is None and not reports[i].url and i not in found]
            if len(unnamed) != 1 or len(by) < 2:
                continue
            only = unnamed[0]
            name = by[only]
            credited = {c.kind for c in reports[only].credits if c.name == name}
            if self.reports_of(name) or ("agency" not in credited and "republished_from" not in credited):
                continue
            if "republished_from" in credited or any(_is_earlier(reports[i], reports[only]) for i in by):
                continue
            found[only] = name
        self._meant.clear()
        return found

    def _fullest_outside(self, cited: Iterable[str]) -> dict[str, str]:
        """Short form → fullest name of a cited outlet without a report here, where it fits only one."""
        full: dict[str, set[str]] = defaultdict(set)
        for name in sorted({n for n in cited if not self.reports_of(n) and not names_nobody(n)}):
            for key in {"".join(_plain(name)), *_short_keys(name)}:
                full[key].add(name)
        best = {}
        for key, names in full.items():
            longest = max(names, key=lambda n: (len(_plain(n)), len(n), n))
            if all(set(_plain(n)) <= set(_plain(longest)) for n in names):
                best[key] = longest
        return best

    def reports_of(self, name: str) -> tuple[str, ...]:
        """Ids of the reports that the named outlet published, sorted."""
        if name not in self._meant:
            self._meant[name] = self._look_up(name)
        return self._meant[name]

    @cached_property
    def _by_first(self) -> dict[str, list[tuple[str, str]]]:
        """First letter → reports with a name of their outlet that begins with it."""
        found: dict[str, list[tuple[str, str]]] = defaultdict(list)
        for id_, names in self._own_names.items():
            for name in names:
                if said := _said(name):
                    found[said[0][0]].append((id_, name))
        return found

    @cached_property
    def written(self) -> re.Pattern[str]:
        """The names of the pile's outlets as they may stand in a text, the longest first; single words are left out."""
        names = {re.sub(r"^The ", "", n) for own in self._own_names.values() for n in own if len(_plain(n)) > 1}
        ordered = sorted(names, key=lambda n: (-len(n), n))
        if not ordered:
            return re.compile("(?!)")
        # Few places of a text begin with a letter that a name begins with: the names are tried there alone.
        letters = "".join(sorted({re.escape(n.split()[0][0]) for n in ordered}))
        return re.compile(rf"(?<!\w)(?=[{letters}])(?:{'|'.join(map(_written, ordered))})")

    def is_own(self, report: str, name: str) -> bool:
        """Whether a name is that of the report's own outlet; a report may call its outlet by any part of the name."""
        known = self._own.get((report, name))
        if known is None:
            known = self._own[report, name] = self._is_own(report, name)
        return known

    def _is_own(self, report: str, name: str) -> bool:
        if report in self.reports_of(name):
            return True
        plain = _plain(name)
        said = "".join(plain)
        mine = self._own_names.get(report, ())
        if any(said in _short_keys(own) for own in mine):
            return True
        if len(plain) == 1 and len(said) >= 4 and any(len(_plain(o)) > 1 and _plain(o)[0] == said for o in mine):
            return True  # "the Gazzetta" in the Gazzetta del Monte
        core = [w for w in plain if w not in _words("loose")]
        if core and len(core) < len(plain) and any(set(core) <= set(_plain(own)) for own in mine):
            return True  # "Post Bureau" in the Gandaki Post
        short = initials(name)
        return len(short) >= 3 and any(short in own.split() for own in mine)  # "RSA SPORT" for Rift Sport Agency

    def same(self, a: str, b: str) -> bool:
        """Whether two names mean one outlet, by themselves or through the pile."""
        known = self._same.get((a, b))
        if known is None:
            known = self._same[a, b] = self._is_same(a, b)
        return known

    def _is_same(self, a: str, b: str) -> bool:
        if is_same_outlet(a, b) or set(self.reports_of(a)) & set(self.reports_of(b)):
            return True
        return is_same_outlet(self.full_name(a), self.full_name(b))

    def names_of(self, report: str) -> tuple[str, ...]:
        """What the outlet of a report is called, domains left out."""
        return self._own_names.get(report, ())

    def full_name(self, name: str) -> str:
        """The fullest form the pile gives for the outlet that a name means."""
        if name not in self._full:
            self._full[name] = self._fullest(name)
        return self._full[name]

    def _fullest(self, name: str) -> str:
        meant = [r for r in self.reports_of(name) if self._own_names.get(r)]
        if meant:
            return min((self._own_names[r][0] for r in meant), key=lambda n: (-len(_plain(n)), n.isupper(), -len(n), n))
        return self._outside.get("".join(_plain(name)), name)

    def of_one(self, a: str, b: str) -> bool:
        """Whether two reports are of one outlet."""
        return bool(self._keys.get(a, frozenset()) & self._keys.get(b, frozenset()))

    def _look_up(self, name: str) -> tuple[str, ...]:
        keys = name_keys(name)
        found = {id_ for key in keys for id_ in self._by_key.get(key, ())}
        if not found:
            short = {k for key in keys if key in self._short for k in self._short[key]}
            found = {id_ for key in short for id_ in self._by_key[key]}
        if not found and "," in name:
            found = set(self.reports_of(name.rpartition(",")[2].strip()))  # "Ann Lee, Meridian News Agency"
        if not found and _ACRONYM.fullmatch(name.strip()):
            first = name.strip()[0].casefold()
            fits = [i for i, own in self._by_first.get(first, ()) if _abbreviates(name.strip(), own)]
            fits = sorted(set(fits))
            if fits and all(self.of_one(fits[0], i) for i in fits[1:]):
                found = set(fits)
        if not found:
            near = {key for k in keys for key in self._by_initial.get(k[0], ()) if _misspelt(k, key)}
            found = {id_ for key in near for id_ in self._by_key[key]}
        return tuple(sorted(found))


@lru_cache(maxsize=65536)
def is_same_outlet(a: str, b: str) -> bool:
    """Whether two names mean one outlet, whatever the pile: equal but for form, initials, domain or a slip."""
    left, right = name_keys(a), name_keys(b)
    return bool(left & right) or any(_misspelt(x, y) for x in left for y in right)


def names_nobody(name: str) -> bool:
    """Whether a credit names no outlet at all: "agencies", "wire reports", "our own correspondent", a day."""
    plain = _plain(name)
    if all(w.isdigit() for w in plain):
        return True
    if plain[-1] in _words("posts") and "".join(plain[:-1]) not in _known():
        return not set(plain[:-1]) & _words("extra")
    return set(plain) <= _words("generic") | _words("loose")


def names_any_paper(name: str) -> bool:
    """Whether an outlet is only described: "a local newspaper", "the paper"."""
    return name == name.lower() and bool(set(_plain(name)) & _words("papers"))


def is_agency_name(name: str) -> bool:
    """Whether an outlet's name says that it is an agency's: "Meridian News Agency", "Quarry Wire"."""
    return bool(set(_plain(name)) & _words("agencies"))


def is_described_outlet(said: str) -> bool:
    """Whether a holder is an outlet or its report under no name: "the station", "the same report", "a local paper"."""
    return said == said.lower() and bool(
        set(_plain(said)[-1:]) & (_words("papers") | _words("called") | _words("pieces"))
    )


def speaks_for_itself(outlets: Outlets, report: str, said: str) -> bool:
    """Whether a holder is the publisher itself: "the Board" in the Board's statement, "our team", its volunteers."""
    plain = _plain(said)
    if not plain:
        return False
    if plain[0] == "our":
        return True
    for own in map(_plain, outlets.names_of(report)):
        if len(own) > 1 and set(plain) < set(own) and plain[-1] == own[-1] and plain[-1] not in _words("generic"):
            return True
        if len(own) > 1 and len(plain) > len(own) and any(plain[i : i + len(own)] == own for i in range(len(plain))):
            return bool(set(plain) & _words("staff"))
    return False


@cache
def name_keys(name: str) -> frozenset[str]:
    """What a name is compared by: letters run together, without article and brackets; initials; the domain."""
    keys: set[str] = set()
    forms = [name]
    if match := _BRACKETS.match(name.strip()):
        forms = [match[1], match[2]]
    for form in forms:
        if match := _HOST.match(form.strip()):
            keys.update(_host_keys(match[1]))
            continue
        plain = _plain(form)
        if not plain:
            continue
        keys.add("".join(plain))
        keys.add("".join(_core(plain)) or "".join(plain))
        short = initials(re.sub(r"^[Tt]he\s+", "", form.strip()))
        if len(short) >= 3 and len(plain) >= 3:
            keys.add(short.casefold())
    for key in tuple(keys):
        if (full := _known().get(key)) is not None:
            keys.add(full)
    return frozenset(k for k in keys if len(k) > 1)


def _names_of(report: Report) -> Iterable[str]:
    if report.outlet:
        yield report.outlet.value
    yield from report.aliases
    if report.url and not report.url.lower().startswith(("http://web.archive.org", "https://web.archive.org")):
        yield report.url


def _common() -> frozenset[str]:
    return _words("generic") | _words("common")


@lru_cache(maxsize=65536)
def _plain(name: str) -> tuple[str, ...]:
    said = re.sub(r"['’]s$", "", fold(name).strip(" .,:;\"'@")).translate(_PLAINLY)
    plain = tuple(re.findall(r"[^\W_]+", said.replace("'", "")))
    return plain[1:] if plain[:1] == ("the",) and len(plain) > 1 else plain


def _core(plain: Sequence[str]) -> Sequence[str]:
    """A name without what any outlet may add to it, unless little is left: "Meridian News Agency" gives "meridian"."""
    core = [w for w in plain if w not in _words("extra")]
    return core if sum(map(len, core)) >= 6 and not set(core) <= _common() else plain


def _written(name: str) -> str:
    """A pattern for a name as texts write it, from its start: mastheads have it in capitals, a date may run into it."""
    words = [re.escape(w[0]) + (f"(?i:{re.escape(w[1:])})" if w[1:] else "") for w in name.split()]
    return r"\s+".join(words) + r"(?:(?![^\W\d_])|(?<=[a-z])(?=[A-Z][a-z]))"


def _is_earlier(a: Report, b: Report) -> bool:
    first, second = (r.published for r in (a, b))
    return bool(first and second and first.end and second.start and first.end < second.start)


@cache
def _said(name: str) -> tuple[str, ...]:
    return tuple(w for w in _plain(name) if w not in ("of", "the", "and", "for", "de", "la", "du"))


def _abbreviates(short: str, name: str) -> bool:
    """Whether letters stand for a name: the first of every word, and others on the way ("BNL", Bharat Newsline)."""
    said = _said(name)
    if not 1 < len(said) <= len(short):
        return False
    letters, at = short.casefold(), 0
    for i, word in enumerate(said):
        if at >= len(letters) or word[0] != letters[at]:
            return False
        at += 1
        left = len(said) - i - 1
        place = 0
        while at < len(letters) - left:
            place = word.find(letters[at], place + 1)
            if place < 0:
                break
            at += 1
    return at == len(letters)


@lru_cache(maxsize=16384)
def _short_keys(name: str) -> tuple[str, ...]:
    """Short forms: "The Ostrava Courier" may be called "the Courier", "Sable 101.7 FM" "Sable FM"."""
    return tuple(_shorten(name))


def _shorten(name: str) -> Iterator[str]:
    plain = _plain(name.partition(",")[0])  # what follows a comma is where it is: "Gulf Times, Accra"
    if len(plain) > 1 and len(plain[-1]) >= 4 and plain[-1] not in _words("generic"):
        yield plain[-1]
    if len(plain) > 1 and len(plain[0]) >= 4 and set(plain[1:]) <= _common():
        yield plain[0]
    if 2 < len(plain) < _MANY:
        for size in range(2, len(plain)):
            for part in combinations(plain, size):
                if set(part) - _common():
                    yield "".join(part)


def _host_keys(host: str) -> Iterable[str]:
    parts = [p for p in host.lower().split(".") if p]
    own = parts[-2] if len(parts) > 1 else parts[0]
    if len(parts) > 2 and own in _words("registry"):
        own = parts[-3]
    yield "".join(re.findall(r"[^\W_]+", own))


@cache
def _known() -> dict[str, str]:
    """Names of well-known agencies and outlets: each form to one key."""
    table: dict[str, str] = {}
    for full, others in read_table("outlets.toml").items():
        key = "".join(_plain(full))
        for form in (full, *others):
            table["".join(_plain(form))] = key
    return table


def _misspelt(a: str, b: str) -> bool:
    return (
        min(len(a), len(b)) >= _FUZZY_FROM and abs(len(a) - len(b)) < 3 and a[0] == b[0] and fuzz.ratio(a, b) >= _ALIKE
    )
