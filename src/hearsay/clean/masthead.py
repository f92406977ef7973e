"""The masthead: the line at a page's head that names its site or issuing body, told from a headline, kicker or menu."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from hearsay.clean.names import is_agency, is_body, is_outlet, is_person
from hearsay.clean.runs import Run
from hearsay.clean.self_names import names_itself
from hearsay.clean.traits import Traits
from hearsay.lexicons import read_table
from hearsay.text import fold, initials

__all__ = ["Masthead", "best_masthead", "is_menu", "names_nothing", "part_name", "read_masthead", "weigh_mastheads"]

ENOUGH, SURE = 2.0, 3.0  # weight from which a line is the masthead; of one that is
LOOKED_AT = 3  # lines of substance from the top among which it is looked for
HEAD = 30  # lines of a page's head at most
MOST_WORDS = 7
SEEN = 300  # characters of a line that are looked at: a file may be one line
CROWDED = 10  # lines of substance before the story from which a head is a menu, one entry a line
PICTOGRAM = r"[\u2190-\u21ff\u2600-\u27bf\ufe0f\u200d\U0001f000-\U0001faff]+"
_PARTS = re.compile(
    rf"\s*(?:\||:{{2,}}|~|•|·|—|–|»|>{{2,}}|/{{2,}}|!{{2,}}|--+|{PICTOGRAM})\s*|:\s+(?=(?:an?|the|your|news|all)\b)"
    r"|\s+-\s+|\s+/\s+|(?<=\S)[ \t\u00a0]{2,}(?=\S)|\t+|\s+(?=[(\[][^()\[\]]*[)\]]\s*$)"
)
_MENU = re.compile(r"\s*(?:\||•|·|»|>|\]\s*\[)\s*|\s+/\s+|[ \t\u00a0]{2,}|\t+")
_DESK = re.compile(r"(?i)(?<=\w)\s+(?:sport|sports|politics|business|opinion|money|travel|newsdesk|news desk)$")
_FREQUENCY = re.compile(r"\s+\d{2,4}(?:[.,]\d{1,2})?(?:\s*(?:FM|AM|MHz|kHz))?\b")
_DOMAIN = re.compile(r"(?i)(?:www\.)?([\w-]{3,40})\.(?:[a-z]{2,3}\.)?[a-z]{2,10}")
_MAIL_HOST = re.compile(r"(?:@|www\.)([\w-]{3,40})\.[a-z]{2,12}", re.IGNORECASE)
_CAMEL = re.compile(r"[A-Z]?[a-z]+[A-Z]\w+|[A-Z][A-Za-z]{3,}\d{2,3}|[A-Z]{4,}\d{2,3}")
_SMALL = "of the for and from in on to a an & de la del des du di da do dos das der von van und y e el los"
_LINKS = frozenset(re.findall(r"\S+", _SMALL))
_TAGLINE = re.compile(
    r"(?i)^(?:\(?(?:since|est\.?|founded|independent since)\b|an? (?:blog|journal|diary|notebook|newsletter|weekly"
    r"|site)\b|your\b|we\b|all the\b|the (?:voice|home|paper|week|fans)\b|news (?:from|for)\b|every\b)"
)
_RELEASE = re.compile(
    r"(?i)(?:^|\n)\W*(?:for immediate (?:release|use|publication)|(?:press|media|news) (?:release|statement"
    r"|office|centre|center|contacts?|enquir|inquir)|(?:public|corporate|external) (?:affairs|communications)"
    r"|enquiries\s*:|notes? (?:to|for) editors|our ref\b|communiqu[eé]\b"
    r"|(?:situation|position) (?:note|report|update)\b|ends\W*(?:\n|$)|yours in\b"
    r"|statement (?:by|of|on|from|no)\b|contact\s*:\s)"
)
_SUFFIX = re.compile(
    r",?\s+(?:Inc|Ltd|Limited|LLC|PLC|plc|Corp|GmbH|AG|NV|N\.V|SA|S\.A|S\.p\.A|SpA|Pty Ltd|Co|ASA?|Oyj?|AB|BV|B\.V|ApS"
    r"|A/S|SE|SRL|S\.R\.L|Bhd|Tbk)\.?$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Masthead:
    """A line that names the site. ``asides``: the taglines beside it; ``alias``: the name with what was cut off it."""

    run: int
    name: str
    weight: float
    asides: frozenset[int] = frozenset()
    alias: str | None = None


@dataclass(frozen=True, slots=True)
class Named:
    """A line cut into the name it opens with and the rest; ``marks`` says what of it only a site's name has."""

    name: str
    rest: tuple[str, ...]
    marks: frozenset[str]
    alias: str | None = None


def best_masthead(found: Iterable[Masthead]) -> Masthead | None:
    """The masthead by wording alone; None where no line of the head is one beyond doubt."""
    sure = [m for m in found if m.weight >= ENOUGH]
    return max(sure, key=lambda m: (m.weight, -m.run), default=None)


def weigh_mastheads(
    runs: Sequence[Run], traits: Sequence[Traits], marked: frozenset[int], closed: Mapping[int, str]
) -> list[Masthead]:
    """The lines of a page's head that may name its site, each with its weight.

    ``marked`` are runs known to be bylines, dates or credits, ``closed`` those under links. A line is weighed by its
    own shape, by the menu or tagline beside it, and by the page naming itself elsewhere; a page's only line of
    substance is its headline, never a masthead.
    """
    stop = next((i for i, t in enumerate(traits) if t.prose and i not in marked), len(runs))
    head = range(min(stop, HEAD))
    content = [i for i in head if i not in marked and i not in closed and not _is_aside(runs[i], traits[i])]
    found = []
    for rank, i in enumerate(content[:LOOKED_AT]):
        named = part_name(runs[i].text)
        if named is None or len(content) < 2 + rank:
            continue
        weight, asides = _weigh(i, named, runs, traits, content, marked, stop)
        weight -= 0.6 * rank + 1.0 * (len(content) > CROWDED)
        found.append(Masthead(i, named.name, round(weight, 2), asides, named.alias))
    return found


def read_masthead(run: int, text: str, asides: frozenset[int]) -> Masthead | None:
    """The masthead on a line known to be one: its first part that can be a name, else its first part as it stands."""
    line = text[:SEEN].strip().strip("[]*_=~# ")
    parts = [p.strip(" .:,;") for p in _PARTS.split(line) if p and p.strip(" .:,;")]
    parts = [_DESK.sub("", p) for p in parts if not names_nothing(p)]
    for part in sorted(parts, key=lambda p: not (is_outlet(_titled(p)) or is_body(_titled(p)))):
        if (named := part_name(part)) is not None:
            return Masthead(run, named.name, SURE, asides, named.alias)
    if not parts or len(parts[0]) > 70 or not any(c.isalpha() for c in parts[0]):
        return None
    return Masthead(run, parts[0], SURE, asides)


def part_name(text: str) -> Named | None:
    """The site's name a line opens with, where its shape allows one."""
    line = text[:SEEN].strip().strip("[]*_ ")
    parts = [p.strip() for p in _PARTS.split(line) if p and p.strip()]
    if not parts or len(parts[0]) > 70:
        return None
    name, marks = parts[0], set[str]()
    if domain := _DOMAIN.fullmatch(name):
        return Named(domain[1], tuple(parts[1:]), frozenset({"domain"}), name) if len(domain[1]) > 3 else None
    alias: str | None = None
    if found := _FREQUENCY.search(name):
        marks.add("frequency")
        bare = (name[: found.start()] + name[found.end() :]).strip()
        if is_outlet(bare.title()):
            name, alias = bare, name  # "Radio Litava 97.4 FM" is Radio Litava; "Litava 97.4 FM" goes by its frequency
    if cut := _SUFFIX.search(name):
        marks.add("company")
        name, alias = name[: cut.start()].strip(), name
    if not _could_name(name):
        return None
    if name.isupper():
        marks.add("capitals")
    elif name.islower():
        marks.add("lower")
    if any(_CAMEL.fullmatch(w) for w in name.split()):
        marks.add("coined")
    return Named(name, tuple(parts[1:]), frozenset(marks), alias)


@lru_cache(maxsize=8192)
def names_nothing(text: str) -> bool:
    """Nothing but words of sections and labels: "World / Europe", "Today's Paper"."""
    low = [re.sub(r"['’]s?$", "", w) for w in re.findall(r"[^\W_]+(?:['’]\w+)?", text.casefold())]
    return bool(low) and all(w in _kickers() or w in _LINKS or w in _never() for w in low)


@lru_cache(maxsize=8192)
def is_menu(text: str) -> bool:
    """Three or more short entries side by side: "Home | News | Sport", "[Membership]  [Shop]"."""
    parts = [p.strip(" []()▶>") for p in _MENU.split(text.strip()) if p.strip(" []()▶>")]
    return len(parts) >= 3 and all(len(p.split()) <= 4 and not p.endswith(".") for p in parts) and len(text) <= 240


def _could_name(name: str) -> bool:
    words = name.split()
    if not 1 <= len(words) <= MOST_WORDS or len(name) < 4 or name[-1] in ".!?,;:\"'”’…" or name[0] in "\"'“‘«#@":
        return False
    low = [re.sub(r"['’]s?$", "", w.casefold()) for w in words]
    if any(w in _never() for w in low) or all(w in _kickers() or w in _LINKS for w in low):
        return False
    plain = _FREQUENCY.sub("", name)
    if sum(c.isdigit() for c in plain) > 3 or re.search(r"\b\d{3,}\b|[/:]", plain):
        return False
    if name.islower():
        return len(words) <= 4
    return all(w[0].isupper() or w[0].isdigit() or w[0] == "&" or w in _LINKS or _CAMEL.fullmatch(w) for w in words)


def _weigh(
    i: int,
    named: Named,
    runs: Sequence[Run],
    traits: Sequence[Traits],
    content: Sequence[int],
    marked: frozenset[int],
    stop: int,
) -> tuple[float, frozenset[int]]:
    titled = _titled(named.name)
    after = [j for j in content if j > i]
    weight = _shape(titled) + 0.5
    if {"capitals"} <= named.marks and any(not runs[j].text.isupper() for j in after):
        weight += 0.7
    weight += {True: 1.0, False: 0.0}["lower" in named.marks]
    weight += 1.5 * ("frequency" in named.marks) + 1.5 * ("company" in named.marks)
    weight += 1.2 * bool({"coined", "domain"} & named.marks) + 0.5 * titled.startswith("The ")
    asides: set[int] = set()
    if named.rest and not re.fullmatch(r"[\W\d]*", "".join(named.rest)):
        weight += 1.0
    beside = range(i + 1, min(i + 4, stop))
    menu = any(is_menu(runs[j].text) and j not in marked for j in beside) or (i > 0 and is_menu(runs[i - 1].text))
    weight += 1.0 * menu
    if len(after) > 1 and (follow := after[0]) == i + 1 and _is_tagline(runs[follow], traits[follow]):
        weight += 1.5 if _TAGLINE.match(runs[follow].text.strip()) else 0.7
        asides.add(follow)
    first_by = next((j for j in range(i + 1, stop) if j in marked), None)
    if first_by == i + 1 and after and "lower" not in named.marks and not _is_sentence_case(runs[i].text):
        weight += 1.0  # the byline stands between it and the headline
    body = [r.text for r, t in zip(runs, traits, strict=True) if t.prose]
    weight += min(1.5, names_itself(titled, body))
    rest = [r.text for j, (r, t) in enumerate(zip(runs, traits, strict=True)) if j != i and not t.prose]
    weight += 1.0 * any(
        f" {_bare(titled)} " in f" {fold(t[:300])} " for t in rest if len(t) < 300 and _apart(t, after, runs)
    )
    hosts = frozenset(m[1].casefold() for r in runs for m in _MAIL_HOST.finditer(r.text[:400]))
    weight += 1.2 * _host_bears(titled, hosts)
    released = len(titled.split()) >= 2 and bool(_RELEASE.search("\n".join(r.text[:200] for r in runs)))
    weight += 0.8 * released
    if "capitals" in named.marks and any(_cased(named.name, text) for text in body):
        weight += 0.7
    if is_person(titled) and not (named.rest or asides or menu or released or named.marks or _shape(titled)):
        weight -= 1.5
    return weight, frozenset(asides)


def _titled(name: str) -> str:
    return name.title() if name.isupper() or name.islower() else name


def _apart(text: str, after: Sequence[int], runs: Sequence[Run]) -> bool:
    """The line is none of the head's own lines of substance, such as a headline that names a firm."""
    return all(runs[j].text != text for j in after)


def _cased(name: str, text: str) -> bool:
    """The text writes a name that is printed in capitals as a name: "Terra Mare Logistika"."""
    return re.search(rf"(?<![^\W_]){re.escape(name.title())}(?![^\W_])", text) is not None


def _shape(name: str) -> float:
    """What the words of a name say: an outlet's, a body's, or nothing."""
    if is_outlet(name) or is_agency(name):
        return 1.5
    if is_body(name):
        return 1.3
    parts = fold(name).split()
    weak = set(read_table("clean_names.toml")["outlet"]["words"]) | set(
        read_table("clean_names.toml")["outlet"]["weak"]
    )
    return 1.0 if len(parts) > 1 and (parts[-1] in weak or parts[0] in weak) else 0.0


def _is_tagline(run: Run, t: Traits) -> bool:
    text = run.text.strip()
    return (
        t.words <= 14
        and not t.prose
        and not is_menu(text)
        and bool(
            text[:1].islower()
            or _TAGLINE.match(text)
            or re.search(r"(?i)\b(?:since|est\.?|founded)(?: in)? \d{4}\W*$", text)
        )
    )


def _is_sentence_case(text: str) -> bool:
    words = text.split()
    lower = [w for w in words[1:] if w[:1].islower() and w not in _LINKS]
    return len(lower) >= 2


def _is_aside(run: Run, t: Traits) -> bool:
    if t.page_talk or t.label or t.counter or t.mail_header or t.other_script > 0.3:
        return True
    return is_menu(run.text) and part_name(run.text) is None


def _bare(name: str) -> str:
    return fold(re.sub(r"^[Tt]he\s+", "", name))


def _host_bears(name: str, hosts: frozenset[str]) -> bool:
    words = _bare(name).split()
    joined = "".join(words)
    short = initials(name).casefold()
    return any(
        h == joined
        or (len(joined) > 5 and joined in h)
        or (len(short) > 2 and h == short)
        or (len(words) > 1 and h in words)
        for h in hosts
    )


@cache
def _kickers() -> frozenset[str]:
    return frozenset(read_table("clean_names.toml")["masthead"]["kickers"])


@cache
def _never() -> frozenset[str]:
    return frozenset(read_table("clean_names.toml")["masthead"]["never"])
