"""What copying leaves behind: signs that one of two reports that share a passage had it from the other.

Each sign has a weight in log odds in ``lexicons/direction.toml``, which says how it was come by.
"""

from __future__ import annotations

import math
import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, cached_property

from hearsay.lexicons import read_table
from hearsay.link.declared import credits_of
from hearsay.link.outlets import is_agency_name
from hearsay.link.pile import Pile, Share, Spans, Story, common, length, merge
from hearsay.text import fold
from hearsay.types import Anchor, Evidence, Report, Span

__all__ = ["Trace", "find_traces", "weights"]

_TOP, _DEEP = 0.12, 0.3  # how far into the story a passage starts that opens it, or stands inside it
_WHOLE, _PART = 0.8, 0.75  # share of a story that is all of it, or only part
_MOST = 8  # other copies that add weight
_MEMORY = 20_000  # characters before a passage in which a name may be introduced
_ROUND = re.compile(r"(?:about|around|some|nearly|almost|over|more than|roughly|at least)\s+$", re.IGNORECASE)
_NUMBER = re.compile(r"(?<![\w.,])(?:\d{1,3}(?:,\d{3}){1,3}|\d{3,9})(?!\w|,\d)")
_CAPITAL = re.compile(r"\b[A-Z][\w’'-]*")
_TOKEN = re.compile(r"\b[\w’'-]+")
_PRONOUN = re.compile(r"[\"“‘']?\s*(he|she|they|it|his|her|their|its|him|them|el|ella|il|elle|er|sie)\b", re.IGNORECASE)
_FULL_NAME = re.compile(r"\b[A-Z][\w’'-]+(?:(?: [A-Z]\.| de| al| van| von| bin| da| del| der| el)* [A-Z][\w’'-]+)+")


@dataclass(frozen=True, slots=True)
class Trace:
    """A sign that the report here copied."""

    name: str
    reason: str
    evidence: Evidence
    times: float = 1.0

    @property
    def weight(self) -> float:
        """In log odds."""
        return weights()[self.name] * self.times


@cache
def weights() -> dict[str, float]:
    """The log odds of each trace."""
    return {name: float(value) for name, value in read_table("direction.toml")["trace"].items()}


class Marks:
    """What is looked up again and again in one report: names and where they stand, its clock, its own voice."""

    def __init__(self, story: Story) -> None:
        self.story = story
        self.text = story.report.text

    @cached_property
    def plain(self) -> str:
        """The story's text, for finding words in; as long as the text itself."""
        plain = self.text.lower()
        return plain if len(plain) == len(self.text) else self.text

    @cached_property
    def full_names(self) -> tuple[tuple[int, tuple[str, ...]], ...]:
        """Names of two words and more: where each starts, and its words."""
        return tuple((m.start(), tuple(m.group().split())) for m in _FULL_NAME.finditer(self.text))

    @cached_property
    def capitals(self) -> dict[str, int]:
        """Where each word that begins with a capital first stands."""
        found: dict[str, int] = {}
        for match in _CAPITAL.finditer(self.text):
            found.setdefault(match.group(), match.start())
        return found

    @cached_property
    def _numbers(self) -> tuple[list[tuple[int, int, int]], list[tuple[int, int, int]]]:
        about, exact = [], []
        for match in _NUMBER.finditer(self.text):
            value = int(match.group().replace(",", ""))
            if _ROUND.search(self.text[max(0, match.start() - 12) : match.start()]):
                about.append((match.start(), match.end(), value))
            elif value % 10:
                exact.append((match.start(), match.end(), value))
        return about, exact

    @property
    def about(self) -> list[tuple[int, int, int]]:
        """Numbers that are said to be about so many: start, end, value."""
        return self._numbers[0]

    @property
    def exact(self) -> list[tuple[int, int, int]]:
        """Numbers that are given to the last digit."""
        return self._numbers[1]

    @cached_property
    def voice(self) -> dict[str, int]:
        """Where it says that it knows from others, or that its own newsroom heard it: "hedges", "own"."""
        found = {}
        for kind, words in read_table("direction.toml")["words"].items():
            places = [at for w in words for at in _find_word(self.plain, w)]
            inside = [at for at in sorted(places) if common(self.story.own, (Span(at, at + 1),))]
            if inside:
                found[kind] = inside[0]
        return found

    def told(self, names: tuple[str, ...]) -> int | None:
        """Where it says that somebody told the outlet of these names: "told the Valley Post"."""
        for name in names:
            for verb in ("told ", "told the ", "tells ", "tells the "):
                at = self.plain.find(verb + name.lower().removeprefix("the "))
                if at >= 0 and common(self.story.spans, (Span(at, at + 1),)):
                    return at
        return None


def _find_word(text: str, word: str) -> Iterator[int]:
    at = text.find(word)
    while at >= 0:
        if not text[at - 1 : at].isalnum() and not text[at + len(word) : at + len(word) + 1].isalnum():
            yield at
        at = text.find(word, at + 1)


def marks_of(pile: Pile, report: str) -> Marks:
    """The marks of a report, made once."""
    found = pile.memo.get(report)
    if not isinstance(found, Marks):
        found = pile.memo[report] = Marks(pile.stories[report])
    return found


def find_traces(pile: Pile, share: Share, *, compared: bool = True) -> Iterator[Trace]:
    """Signs that the side here copied; ``compared`` with third copies too, which costs more."""
    here, there = pile.stories[share.here], pile.stories[share.there]
    spans, others = share.spans, share.other_spans
    mine, theirs = marks_of(pile, share.here), marks_of(pile, share.there)
    whole = Evidence(_anchor(share.here, spans), _anchor(share.there, others))
    covered, other = here.cover(spans), there.cover(others)
    opens, other_opens = here.place(spans[0].start) <= _TOP, there.place(others[0].start) <= _TOP
    if covered >= _WHOLE and other < _PART and (other_opens or len(share.passages) > 1):
        yield Trace("trimmed", "it is the other, trimmed", whole)
    elif other >= _WHOLE and covered < _PART and other_opens and not opens and here.place(spans[0].start) >= _DEEP:
        yield Trace("whole_inside", "it holds all of the other inside a longer text", whole)
    elif covered >= other + 0.1 and covered >= 0.5:
        yield Trace("contained", "more of it stands in the other than of the other in it", whole)
    yield from _quoted(here, there, spans, others, whole)
    yield from _naming(pile, share, mine, theirs, whole)
    yield from _lost_context(share, mine, theirs)
    yield from _rounded(share, mine, theirs)
    yield from _unsigned(pile, share, whole)
    if "hedges" in mine.voice and "hedges" not in theirs.voice:
        at = mine.voice["hedges"]
        yield Trace("hedged", "it tells what others report", Evidence(Anchor(share.here, at, at + 1)))
    if "own" in theirs.voice and "own" not in mine.voice:
        at = theirs.voice["own"]
        anchors = Evidence(_anchor(share.here, spans), Anchor(share.there, at, at + 1))
        yield Trace("own_voice", "only the other says that its own newsroom was told", anchors)
    if pile.later_by_the_clock(share.here, share.there):
        yield Trace("clock", "its page shows a later time of day", _clocks(pile, share))
    if not compared:
        return
    with_here, with_there = pile.sides(share)
    if with_there and not with_here:
        count = len(with_there)
        copies = "another copy goes" if count == 1 else f"{count} other copies go"
        said = f"where the two differ, {copies} with the other and none with it"
        # The first text lies on a side of the tree as likely as the side is large.
        yield Trace("stemma", said, whole, times=math.log(1 + min(count, _MOST)))


def _quoted(here: Story, there: Story, spans: Spans, others: Spans, whole: Evidence) -> Iterator[Trace]:
    quoted, other_quoted = (
        length(common(s.quotes, x)) / max(1, length(x)) for s, x in ((here, spans), (there, others))
    )
    if quoted >= 0.7 and other_quoted <= 0.4 and not _is_speech(here, spans):
        yield Trace("quoted", "it has the passage in quotation marks, the other not", whole)
    if other_quoted >= 0.7 and quoted <= 0.4 and _is_speech(there, others):
        yield Trace("told_as_own", "it tells as its own what the other quotes somebody saying", whole)


def _naming(pile: Pile, share: Share, mine: Marks, theirs: Marks, whole: Evidence) -> Iterator[Trace]:
    """The other's outlet named in the passage here; or named there as who was told, and left out here."""
    report = theirs.story.report
    names = tuple(n for n in (report.outlet.value if report.outlet else "", *report.aliases) if len(n) > 2)
    for name in names:
        plain = fold(name)
        if plain.split() and plain.split()[-1] in mine.plain and _stands_in(name, mine, share.spans):
            yield Trace("names_other", "the passage itself names the other's outlet", whole)
            return
    at = theirs.told(names)
    if at is not None and mine.told(names) is None:
        evidence = Evidence(_anchor(share.here, share.spans), Anchor(share.there, at, at + 1))
        yield Trace("told_to_other", "only the other says that its outlet was told so", evidence)
    here_agency, there_agency = (is_agency_name(pile.outlet(i) or "") for i in (share.here, share.there))
    if there_agency and not here_agency:
        yield Trace("agency", "the other is an agency's", whole)


def _stands_in(name: str, marks: Marks, spans: Spans) -> bool:
    pattern = re.compile(rf"\b{re.escape(fold(name))}\b")
    return any(pattern.search(fold(marks.text[s.start : s.end])) for s in spans)


def _unsigned(pile: Pile, share: Share, whole: Evidence) -> Iterator[Trace]:
    """What an original carries and the side here lacks: its agency, a day, a name at its head, a dateline, a writer."""
    mine, theirs = credits_of(pile, share.here), credits_of(pile, share.there)
    if not mine and any(c.kind == "agency" for c in theirs):
        yield Trace("no_agency", "only the other credits the agency", whole)
    here, there = pile.report(share.here), pile.report(share.there)
    for name, what, has_here, has_there in (
        ("undated", "a date", here.published, there.published),
        ("nameless", "an outlet", here.outlet, there.outlet),
        ("unplaced", "a dateline", _has(here, "dateline"), _has(there, "dateline")),
        ("unsigned", "an author", here.byline, there.byline),
    ):
        if has_there and not has_here:
            yield Trace(name, f"only the other has {what}", Evidence(Anchor(share.here, field="published")))


def _has(report: Report, kind: str) -> bool:
    return any(c.kind == kind for c in report.credits)


def _is_speech(story: Story, spans: Spans) -> bool:
    """Whether quoted text is somebody's speech rather than another outlet's words."""
    return any(
        a.hop is not None
        and a.hop.kind not in ("outlet", "document")
        and length(common(merge(a.content), spans)) >= 0.5 * length(spans)
        for a in story.attributions
    )


def _lost_context(share: Share, here: Marks, there: Marks) -> Iterator[Trace]:
    """A surname or a pronoun whose bearer is introduced only in the other report."""
    title = set(_TOKEN.findall(here.story.report.title or ""))
    for mine, theirs, _ in share.passages:
        evidence = Evidence(Anchor(share.here, mine.start, mine.end), Anchor(share.there, theirs.start, theirs.end))
        low, high = (bisect_left(there.full_names, (at,)) for at in (max(0, theirs.start - _MEMORY), theirs.start))
        first, last = (bisect_left(here.full_names, (at,)) for at in (mine.start, mine.end)) if low < high else (0, 0)
        named_inside = {word for _, name in here.full_names[first:last] for word in name}
        lost = [
            name
            for name in sorted({words[-1] for _, words in there.full_names[low:high]})
            if mine.start <= here.capitals.get(name, -1) < mine.end  # its first mention stands in the passage
            and name not in named_inside
            and name not in title
        ]
        if lost:
            yield Trace("lost_name", f"“{lost[0]}” is introduced only in the other", evidence)
            return
        opens = _PRONOUN.match(here.text, mine.start, mine.end) and not here.text[: mine.start].strip()
        if opens and there.text[max(0, theirs.start - _MEMORY) : theirs.start].strip():
            yield Trace("lost_pronoun", "it opens with a pronoun that only the other explains", evidence)
            return


def _rounded(share: Share, here: Marks, there: Marks) -> Iterator[Trace]:
    """A number that the other gives exactly and the side here only about: "1,204", "more than 1,200"."""
    for mine, theirs, _ in share.passages if here.about and there.exact else ():
        said = [row for row in here.about if mine.start <= row[0] < mine.end]
        for at, end, exact in there.exact if said else ():
            if not theirs.start <= at < theirs.end:
                continue
            for start, stop, value in said:
                if exact != value and abs(exact - value) <= 0.05 * exact:
                    anchors = Evidence(Anchor(share.here, start, stop), Anchor(share.there, at, end))
                    reason = f"it rounds “{there.text[at:end]}” to “{here.text[start:stop]}”"
                    yield Trace("rounded", reason, anchors)
                    return


def _clocks(pile: Pile, share: Share) -> Evidence:
    here, there = (
        Anchor(i, field="published", value=clock.at.strftime("%Y-%m-%d %H:%M") if clock else None)
        for i, clock in ((i, pile.clock(i)) for i in (share.here, share.there))
    )
    return Evidence(here, there)


def _anchor(report: str, spans: Spans) -> Anchor:
    longest = max(spans, key=lambda s: (s.end - s.start, -s.start))
    return Anchor(report, longest.start, longest.end)
