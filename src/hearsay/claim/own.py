"""When an outlet's own voice is first-hand: its reporter was there, or the outlet is a body telling of itself.

Wording alone is never enough, and no copied or credited text is anybody's own. A reporter is placed by a sentence that
says so ("our reporter counted"), by an agency-free dateline or a byline with the scene in it ("By Ana Lee, in Dombe").
A placed reporter does not make a toll her own: casualties are counted by others unless the sentence says who counted.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from functools import cache, cached_property, lru_cache

from hearsay.claim.words import load_words
from hearsay.text import fold, words
from hearsay.types import Attribution, Place, Report, Span

__all__ = ["OwnVoice"]

_LEADING = 8  # lines at either end of a page where a release says what it is


class OwnVoice:
    """What one report shows of its outlet's presence. ``names`` are the outlet's names, folded."""

    def __init__(self, report: Report, attributions: Sequence[Attribution], names: Collection[str]) -> None:
        self.report = report
        self.attributions = attributions
        self.names = names

    def places_reporter(self, sentence: Span) -> bool:
        """Whether the sentence itself puts the outlet's reporter with what is told."""
        said = fold(self.report.text[sentence.start : sentence.end])
        anyone, first_person = _places_anyone(said)
        if anyone or (first_person and self.report.byline and not said.startswith(('"', "'"))):
            return True
        names = [n for n in self._called if n in said]
        return bool(names) and _placing("|".join(map(re.escape, names))).search(said) is not None

    def at_scene(self, where: Place | None, line: int, recent: bool, toll: bool) -> bool:
        """Whether a clause is the outlet's own by where its reporter stands, or by what the outlet is.

        ``where`` is the clause's place, ``line`` the line it stands in, ``recent`` whether it happened in these days,
        ``toll`` whether it counts what befell people.
        """
        if self.report.lines[line].role not in ("body", "standfirst"):
            return False
        if self.issuer:
            return True
        if toll or not self._scenes:
            return False
        if where is not None:
            told = {_plain(p) for p in (where.name, where.said, *where.path[2:])}
            return any(place in told or any(place in t or t in place for t in told) for place in self._scenes)
        return line in self._opening or recent

    @cached_property
    def issuer(self) -> bool:
        """Whether the outlet is a body, firm or group that issued this text itself: a release, bulletin, statement."""
        if self.report.outlet is None or self._copied:
            return False
        own = load_words().raw["own"]
        name = set(words(self.report.outlet.value))
        if name & set(own["press_words"]):
            return False
        if name & set(own["issuing_words"]):
            return True
        lines = self.report.lines
        ends = [*lines[:_LEADING], *lines[-_LEADING:]]
        text = " \n ".join(fold(self.report.text[line.start : min(line.end, line.start + 160)]) for line in ends)
        return not self.report.byline and re.search(own["release"], text) is not None

    @cached_property
    def _copied(self) -> bool:
        report = self.report
        if any(c.kind in ("republished_from", "agency", "via") for c in report.credits) or report.based_on:
            return True
        return any(a.form in ("republication", "block") for a in self.attributions)

    @cached_property
    def _scenes(self) -> frozenset[str]:
        """The folded places where the report puts its reporter."""
        report = self.report
        if not report.outlet or not report.byline or self._copied:
            return frozenset()
        places = {_plain(c.name).split(",")[0].strip() for c in report.credits if c.kind == "dateline"}
        for credit in report.credits:
            if credit.kind == "byline":
                line = report.text[credit.start : credit.end + 80].split("\n")[0]
                places |= {_plain(m) for m in re.findall(load_words().raw["own"]["byline_place"], line)}
        told = _plain(" ".join(report.text[line.start : line.end] for line in report.lines if line.role == "body"))
        return frozenset(p for p in places if p and len(re.findall(rf"\b{re.escape(p)}\b", told)) >= 1)

    @cached_property
    def _opening(self) -> frozenset[int]:
        return frozenset([i for i, line in enumerate(self.report.lines) if line.role == "body"][:2])

    @cached_property
    def _called(self) -> list[str]:
        """What the outlet may be called in its own text."""
        short = {n.split()[-1] for n in self.names if len(n.split()) > 1 and len(n.split()[-1]) > 3}
        return sorted({*self.names, *short})


@lru_cache(maxsize=4096)  # a sentence is asked about for each of its clauses, and stands in other reports too
def _places_anyone(said: str) -> tuple[bool, bool]:
    """Whether a sentence's wording places a reporter whatever the outlet is called, and whether in the first person."""
    anyone, first_person = _plain_patterns()
    return anyone.search(said) is not None, first_person.search(said) is not None


@cache
def _plain_patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    plain = [p for p in load_words().raw["own"]["patterns"] if "{outlet}" not in p]
    first = [p for p in plain if p.startswith("^")]
    return re.compile("|".join(f"(?:{p})" for p in plain if p not in first)), re.compile("|".join(first))


@lru_cache(maxsize=512)  # an outlet has many reports
def _placing(outlets: str) -> re.Pattern[str]:
    """The wordings that place a reporter of the outlet by its name."""
    named = [p.replace("{outlet}", f"(?:{outlets})") for p in load_words().raw["own"]["patterns"] if "{outlet}" in p]
    return re.compile("|".join(f"(?:{p})" for p in named))


def _plain(text: str) -> str:
    return " ".join(w for w in words(text) if w != "the")
