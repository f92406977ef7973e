"""The outlet: which name a page gives itself. Several weak signs or one strong one; never a name the story cites."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cache

from hearsay.clean.names import (
    WHO,
    clean_name,
    is_agency,
    is_body,
    is_initials,
    is_outlet,
    is_person,
    is_title_case,
)
from hearsay.lexicons import read_table
from hearsay.text import fold, initials

__all__ = ["Sign", "choose_outlet", "host_of", "page_signs", "rank_of", "same_outlet", "strip_the"]

ALONE = "its name alone on a line"
ENOUGH = 2.0  # weight at which a name is the page's own
_ASK = (
    r"support|donate to|subscribe to|about|follow|contact|join|advertise (?:with|in|on)|more from|newsletter from"
    r"|welcome to|visit|download|like|help|back|copyright|sign up (?:for|to)|get|read|listen to|watch|become an?"
    r"|write for|email"
    r"|independent|why|editorial standards at|work (?:at|for)"
)
_SELF = re.compile(
    rf"^(?:{_ASK})\s+(?:the )?(?P<who>(?-i:{WHO}))(?:'s|’s)?\s*(?:today|now|on\b.*|app|newsletters?|channel|member"
    r"|supporter|subscriber|online|page|!|\.|:)?(?:\s.*)?$",
    re.IGNORECASE,
)
_OWN = re.compile(
    rf"^(?P<who>{WHO})(?:'s|’s)?\s+(?i:newsletters?|staff|newsroom|app|members?|subscribers?|online|homepage|podcast|team"
    r"|is (?:a|an|the) (?:member of|independent|non-?profit|daily|weekly|news|online|leading|reader).*)\W*$"
)
_FOLLOW = re.compile(rf"\b(?:Follow|Like|Find|Join|Subscribe to|Support) ((?:[Tt]he )?{WHO}) on\b")
_MASTHEAD = re.compile(rf"^(?P<who>{WHO})\s*(?:$|[|•·–—,:-]|\(|est\.|since)", re.IGNORECASE)
_HOST = re.compile(r"(?:https?://)?(?:www\.|m\.|en\.)?(?P<host>(?:[a-z0-9-]+\.)+[a-z]{2,12})", re.IGNORECASE)
_ADDRESS = re.compile(
    r"(?:(?<![\w.+-])[\w.+-]{1,64}@|https?://(?:www\.)?|www\.)([\w-]{4,40})\.[a-z]{2,12}", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Sign:
    """A place where a page seems to name itself. ``run`` is the index of the run."""

    name: str
    weight: float
    run: int
    why: str


def hosts_in(text: str) -> frozenset[str]:
    """The first labels of the domains and mail addresses a page's lines hold: "karskpost" of news@karskpost.example."""
    return frozenset(m[1].casefold() for m in _ADDRESS.finditer(text[:200_000]) if m[1].casefold() not in _others())


def page_signs(texts: Sequence[str], head: int, spare: frozenset[int]) -> list[Sign]:
    """The signs in a page's lines.

    ``head`` is the index of its title or first paragraph; runs in ``spare`` are story and are not looked at.
    """
    signs: list[Sign] = []
    for i, text in enumerate(texts):
        if i in spare or len(text) > 400:
            continue
        line = " ".join(text.split())
        match = _SELF.match(line)
        if match and len(line.split()) <= 14:
            signs.append(Sign(clean_name(match["who"]), 1.0, i, "the page asks to support, follow or read it"))
        elif (own := _OWN.match(line)) and len(line.split()) <= 25:
            signs.append(Sign(clean_name(own["who"]), 1.0, i, "the page speaks of its staff or letters"))
        signs += [Sign(clean_name(m[1]), 0.6, i, "the page asks to be followed") for m in _FOLLOW.finditer(line)]
        if (
            match is None
            and len(line.split()) <= 10
            and is_title_case(line.strip(" .:|–—-*"))
            and not line.endswith((".", ":"))
        ):
            signs.append(Sign(clean_name(line), 1.0, i, ALONE))
        if i < head and len(line.split()) <= 14 and (match := _MASTHEAD.match(line)):
            name = clean_name(match["who"])
            weight = 1.5 if is_outlet(name) else 2.0 if is_body(name) and i <= 1 and name == clean_name(line) else 0.0
            if weight:
                signs.append(Sign(name, weight, i, "it heads the page"))
    return [s for s in signs if _may_name_a_page(s.name)]


def choose_outlet(
    signs: Iterable[Sign], not_these: Iterable[str] = (), hosts: frozenset[str] = frozenset()
) -> tuple[str, str] | None:
    """The name most signs point to and why, where they are enough.

    A line counts once; different kinds of sign add up. Names in ``not_these`` are credited by the page and are not its
    own. ``hosts`` are labels of domains the page holds: they bear out a name.
    """
    barred = [fold(strip_the(n)) for n in not_these]
    groups: dict[str, list[Sign]] = {}
    for sign in signs:
        groups.setdefault(fold(strip_the(sign.name)), []).append(sign)
    for short in sorted(groups, key=lambda k: (len(k), k)):
        longer = [k for k in groups if k != short and f" {short} " in f" {k} "]
        if len(longer) == 1:  # "Courier staff writer" on the page of the Velmora Evening Courier
            keep, lose = longer[0], short
            alone = all(s.why == ALONE for s in groups[longer[0]]) and any(s.why != ALONE for s in groups[short])
            if alone or max(s.weight for s in groups[short]) > max(s.weight for s in groups[longer[0]]):
                keep, lose = short, longer[0]  # "Radio Litava 97.4 FM" under the masthead of Radio Litava
            groups[keep] += [replace(s, name=groups[keep][0].name) for s in groups.pop(lose)]
    ranked = []
    for key, found in sorted(groups.items()):
        if any(key == b for b in barred):
            continue
        best_per_run: dict[int, Sign] = {}
        for sign in found:
            if sign.run not in best_per_run or sign.weight > best_per_run[sign.run].weight:
                best_per_run[sign.run] = sign
        kinds: dict[str, float] = {}
        for sign in best_per_run.values():
            kinds[sign.why] = min(
                1.4 if sign.weight <= 1.0 else 3.0,
                kinds.get(sign.why, 0.0) + sign.weight * (0.4 if sign.why in kinds else 1.0),
            )
        if key.replace(" ", "") in hosts:
            kinds["its address bears the name"] = 1.2
        total = sum(kinds.values()) + (0.5 if is_outlet(found[0].name) else 0.0)
        ranked.append((round(total, 3), -found[0].run, found[0].name, "; ".join(sorted(kinds))))
    ranked.sort(reverse=True)
    if not ranked or ranked[0][0] < ENOUGH:
        return None
    name = max((s.name for s in groups[fold(strip_the(ranked[0][2]))]), key=lambda n: (_is_mixed(n), len(n), n))
    return name, ranked[0][3]


def host_of(url: str) -> str | None:
    """The domain a page stands on, where it belongs to one outlet."""
    match = _HOST.match(url.strip())
    if match is None or "." not in match["host"]:
        return None
    host = match["host"].casefold()
    parts = host.split(".")
    if host in _shared_hosts() or ".".join(parts[-2:]) in _shared_hosts():
        return None
    return host


def same_outlet(a: str, b: str) -> bool:
    """Two spellings of one outlet's name: with and without "The", initials, a domain, one inside the other."""
    fa, fb = fold(strip_the(a)), fold(strip_the(b))
    if fa == fb or fa.replace(" ", "") == fb.replace(" ", ""):
        return True
    if (is_initials(a) and initials(b) == a) or (is_initials(b) and initials(a) == b):
        return True
    wa, wb = fa.split(), fb.split()
    return (len(wa) >= 2 and " ".join(wa) in fb) or (len(wb) >= 2 and " ".join(wb) in fa)


def rank_of(how: str) -> int:
    """How much a piece of metadata is trusted by where it came from; less is more."""
    return 0 if how == "given" else 1 if how.startswith("declared") else 2 if how == "text" else 3


def strip_the(name: str) -> str:
    """A name without its article."""
    return re.sub(r"^[Tt]he\s+", "", name.strip())


@cache
def _others() -> frozenset[str]:
    """Words that name a service or a part of any page."""
    return frozenset(read_table("clean_names.toml")["outlet"]["others"])


@cache
def _kickers() -> frozenset[str]:
    """Words of sections and labels: a line of nothing else names no site."""
    return frozenset(read_table("clean_names.toml")["masthead"]["kickers"])


@cache
def _shared_hosts() -> frozenset[str]:
    """Hosts that carry many outlets' pages."""
    return frozenset(read_table("clean_names.toml")["outlet"]["shared_hosts"])


def _is_mixed(name: str) -> bool:
    return not name.isupper()


def _may_name_a_page(name: str) -> bool:
    parts = [p for p in re.findall(r"[^\W_]+", re.sub(r"['’]s\b", "", name.casefold())) if p]
    if not parts or len(parts) > 10 or len(name) < 3 or not any(p.isalpha() for p in parts):
        return False
    if all(p in _others() or p in _kickers() or p.isdigit() for p in parts) or {"copyright", "reserved"} & set(parts):
        return False
    half = len(parts) // 2
    if len(parts) % 2 == 0 and half > 1 and parts[:half] == parts[half:]:
        return False  # "New Post New Post": a name and its picture's text
    return not is_person(name) or is_outlet(name) or is_agency(name) or is_body(name)
