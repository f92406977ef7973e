"""How a newsroom names itself in its own story: "told the Courier", "the Courier has seen", "this newspaper"."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from hearsay.clean.names import UPPER
from hearsay.lexicons import read_table
from hearsay.text import fold

__all__ = ["cited_names", "first_person", "name_of_host", "names_itself", "told_names", "told_spans"]

_TOLD = (
    r"(?:(?:told|telling|spoke (?:to|with)|speaking to|said to|in an interview (?:with|to)|interview with|seen by"
    r"|obtained by|reviewed by|viewed by|shown to|shared with|released to|provided to|leaked to|read to|contacted by"
    r"|approached by|asked by|reached by|sent to|in an e-?mail to))"
)
_OWN_ACT = (
    r"(?:could not|couldn['’]t|was (?:not able|unable) to|has (?:not been able|learn(?:ed|t)|seen|obtained|reviewed"
    r"|asked|approached|contacted|verified)|have (?:learn(?:ed|t)|seen|obtained)|understands|can reveal|counted"
    r"|verified|visited|asked|contacted|approached|obtained|reviewed|put (?:the|these|a)|is not naming)"
)
_WORD = rf"[{UPPER}][\w’'&-]*"
_SHORT = rf"(?:{_WORD}(?: (?:& |and )?{_WORD}){{0,4}})"
_TOLD_NAME = re.compile(rf"\b{_TOLD} (?P<the>[Tt]he )?(?P<who>{_SHORT})")
_ACTING = re.compile(rf"(?:^|[.!?”\"] |, |\b(?:and|but|which) )(?P<the>[Tt]he )(?P<who>{_SHORT}) {_OWN_ACT}\b")
_CITED = re.compile(
    rf"(?:\baccording to|\b(?:reported|published|quoted|revealed|carried) (?:by|in)) (?:the |The )?(?P<a>{_SHORT})"
    rf"|\b(?:[Tt]he )?(?P<b>{_SHORT})(?:,? which broke the story)?,? (?:reported|reports|said|says|writes|wrote|quoted"
    r"|quotes|has it|claims|claimed|revealed|adds)\b"
)
_FIRST = re.compile(
    r"\b(?:[Tt]his (?:newspaper|paper|reporter|correspondent|website|site|magazine)"
    r"|[Oo]ur (?:own )?(?:reporter|correspondent"
    r"|photographer|newsroom|team|crew|listeners|morning programme|programme)|told us|explained to us|this station)\b"
)


def told_names(texts: Iterable[str]) -> dict[str, int]:
    """Short names a story uses for whoever was told or found things out, and how often; nearest spelling first seen."""
    found: dict[str, int] = {}
    for text in texts:
        for name in _told_in(text):
            found[name] = found.get(name, 0) + 1
    return found


@lru_cache(maxsize=8192)  # each line of a head asks it of the whole story, and so does each reprint
def _told_in(text: str) -> tuple[str, ...]:
    found = []
    for pattern in (_TOLD_NAME, _ACTING):
        for match in pattern.finditer(text):
            name = _trim(match["who"])
            if name and not (match["the"] is None and pattern is _ACTING):
                found.append(("the " if match["the"] else "") + name)
    return tuple(found)


def told_spans(text: str) -> list[tuple[str, int, int]]:
    """The names of ``told_names`` with where each stands in a text."""
    found = []
    for pattern in (_TOLD_NAME, _ACTING):
        for match in pattern.finditer(text):
            name = _trim(match["who"])
            if name:
                start = match.start("who")
                found.append((("the " if match["the"] else "") + name, start, start + len(name)))
    return sorted(found, key=lambda f: (f[1], f[2], f[0]))


def cited_names(texts: Iterable[str]) -> frozenset[str]:
    """Folded names that a story cites as the source of a report: these are somebody else."""
    return frozenset(
        fold(_trim(m["a"] or m["b"])) for text in texts for m in _CITED.finditer(text) if _trim(m["a"] or m["b"])
    )


def first_person(texts: Iterable[str]) -> int:
    """How often a story speaks of its own newsroom without a name."""
    return sum(len(_FIRST.findall(text)) for text in texts)


def names_itself(name: str, texts: Iterable[str]) -> float:
    """How far a story uses a name, or its last or first word, for itself: 1 for once, more for again."""
    words = fold(re.sub(r"^[Tt]he\s+", "", name)).split()
    if not words:
        return 0.0
    shorts = {" ".join(words), words[-1], " ".join(words[-2:])} | ({words[0]} if len(words[0]) > 3 else set())
    total = 0
    for said, times in told_names(texts).items():
        bare = fold(re.sub(r"^the ", "", said))
        if bare == " ".join(words) or (said.startswith("the ") and bare in shorts):
            total += times
    return 1.0 + 0.25 * (total - 1) if total else 0.0


def name_of_host(short: str, hosts: Iterable[str], texts: Iterable[str]) -> str | None:
    """The name that an address spells: "the Torch" and dailytorch.example make the Daily Torch.

    What is left of the address must be a word of outlets' names or one that ``texts`` write with a capital.
    """
    key = "".join(fold(short).split())
    if len(key) < 4:
        return None
    words = read_table("clean_names.toml")["outlet"]
    known = {*words["words"], *words["weak"], *words["openers"]}
    capitals: dict[str, str] = {}
    for text in texts:
        for word in re.findall(_WORD, text[:20_000]):
            capitals.setdefault(fold(word), word)
    for host in sorted(hosts):
        flat = host.replace("-", "")
        if flat == key:
            return short
        for rest, form in ((flat.removesuffix(key), "{} {}"), (flat.removeprefix(key), "{1} {0}")):
            if rest in (flat, "") or not (rest in known or rest in capitals):
                continue
            return form.format(capitals.get(rest, rest.capitalize()), short)
    return None


def _trim(name: str) -> str:
    """A name without the day or month that follows it, and without a title that is no outlet's."""
    words = name.replace("’s", "").replace("'s", "").split()
    stop = frozenset(read_table("clean_names.toml")["masthead"]["stops"])
    kept: list[str] = []
    for word in words:
        if word.casefold() in stop:
            break
        kept.append(word)
    return " ".join(kept)
