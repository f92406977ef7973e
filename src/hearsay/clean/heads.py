"""Where credits, bylines and datelines may stand: above the story, under it, or anywhere where the wording is plain."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from hearsay.clean.byline_forms import people_in_places, person_and_place
from hearsay.clean.byline_rules import JOB_NOUN
from hearsay.clean.bylines import is_lone_name, read_byline
from hearsay.clean.credits import STRONG, Found, sign_off
from hearsay.clean.datelines import Dateline, read_dateline
from hearsay.clean.names import is_person, job_words
from hearsay.clean.runs import Run
from hearsay.clean.score import Zone
from hearsay.clean.signed import read_signed, signatories
from hearsay.clean.traits import Traits
from hearsay.text import fold

__all__ = ["Story", "find_datelines", "place_credits"]

_BY_LINES = frozenset({"by", "author", "authors", "written by", "words", "reporter", "story by", "by:"})
SIGNED = 4  # lines after the last paragraph in which its signature stands
TAIL = 12  # lines after the last paragraph in which credits may stand
EARLY = 3  # paragraphs of the story in which a dateline may stand


@dataclass(frozen=True, slots=True)
class Story:
    """Where the story stands among the runs."""

    zone: Zone
    closed: frozenset[int]
    comments: int | None
    related: Mapping[int, str]


def place_credits(
    runs: Sequence[Run],
    traits: Sequence[Traits],
    story: Story,
    title: int | None,
    whole: Mapping[int, Sequence[Found]],
    dated: set[int],
    bylines: frozenset[int] = frozenset(),
) -> dict[int, list[Found]]:
    """Credits where credits stand: above the story, under it, or worded so that the place does not matter.

    ``bylines``: the lines that the head model takes for bylines, which may be worded as none is.
    """
    zone = story.zone
    kept: dict[int, list[Found]] = {}
    prose = [i for i, t in enumerate(traits) if t.prose and zone.holds(i)]
    head_end = prose[0] if prose else len(runs)
    tail_start = prose[-1] if prose else 0
    for i in range(len(runs)):
        if i == title or (story.comments is not None and i > story.comments and not _is_copyright(whole.get(i))):
            continue
        found = list(whole.get(i, ()))
        if i in story.related and not any(f.rule in STRONG for f in found):
            continue
        above = 2 if all(f.kind in ("byline", "affiliation") for f in found) else 6
        near_head = (title or 0) - above <= i <= head_end + 1
        near_tail = tail_start <= i <= tail_start + TAIL
        if not found and (near_head or near_tail) and traits[i].words <= 20 and i not in dated:
            found = _bare_credits(i, runs, traits, title, whole, dated, head_end, tail_start)
        if i in bylines and i < tail_start:
            found = _signed(runs[i].text, found)
        if not found:
            continue
        strong = any(f.rule in STRONG for f in found)
        if i > tail_start + 3 and all(f.kind in ("byline", "affiliation") for f in found) and dated & {i - 1, i, i + 1}:
            continue  # a card of another story: a name and a date well after the end of this one
        if (
            strong
            or near_head
            or near_tail
            or all(f.kind == "copyright" for f in found)
            or (zone.holds(i) and _after_heading(runs, traits, i))
        ):
            kept[i] = found
    if not any(f.kind == "byline" for found in kept.values() for f in found):
        kept |= _signature(runs, traits, story, kept, dated, tail_start)
    for i in prose[:1] + prose[-2:]:
        if i not in kept and (found_off := sign_off(runs[i].text)) and not found_off.whole:
            kept[i] = [found_off]
    return kept


def _signed(text: str, found: list[Found]) -> list[Found]:
    """What a line says that is a byline by its place: the names found on it, or those of an unusual wording."""
    dateline = read_dateline(text, early=True)
    if dateline is not None and (dateline.agency or not is_person(dateline.place or "")):
        return [f for f in found if f.kind != "byline"]
    named = [f for f in found if f.kind == "byline"]
    if any(f.kind != "byline" and not JOB_NOUN.search(f.name) for f in found) and " & " not in text:
        return found
    if (
        found
        and all(f.kind == "byline" for f in found)
        and (named and all(is_person(f.name) for f in named) and _sound(named))
    ):
        return found
    return [Found("byline", n, 0, len(text), True, "byline") for n in read_signed(text)] or found


def _signature(
    runs: Sequence[Run],
    traits: Sequence[Traits],
    story: Story,
    kept: Mapping[int, Sequence[Found]],
    dated: set[int],
    last: int,
) -> dict[int, list[Found]]:
    """Who signs a statement or letter that has no byline: "Ann Lee, chairwoman" within a few lines of its end."""
    if not 0 < last < len(runs) - 1:
        return {}
    for i in range(last + 1, min(len(runs), last + 1 + SIGNED)):
        if i in story.closed or i in kept or i in dated or traits[i].page_talk or traits[i].label:
            continue
        if names := signatories(runs[i].text):
            return {i: [Found("byline", name, 0, len(runs[i].text), True, "signature") for name in names]}
    return {}


def _sound(named: Sequence[Found]) -> bool:
    return not any(re.search(r"[a-z][A-Z]", f.name) for f in named)


def _is_copyright(found: Sequence[Found] | None) -> bool:
    return bool(found) and all(f.kind == "copyright" for f in found or ())


def _after_heading(runs: Sequence[Run], traits: Sequence[Traits], i: int) -> bool:
    """A byline within the page: "By Ann Lee" under a heading, as in a page that holds several stories."""
    return runs[i].text[:3].casefold() == "by " and i > 0 and not traits[i - 1].terminal and traits[i].words <= 12


def _bare_credits(
    i: int,
    runs: Sequence[Run],
    traits: Sequence[Traits],
    title: int | None,
    whole: Mapping[int, Sequence[Found]],
    dated: set[int],
    head_end: int,
    tail_start: int,
) -> list[Found]:
    """Credits without a word for it: "(MNA)", "Ann Lee | 3 March 2031", a name alone beside a date."""
    text = runs[i].text
    alone = read_dateline(text, early=True)
    if alone is not None and alone.agency:
        return []
    off = sign_off(text)
    if off is not None and off.whole and i != title and ((title is not None and i > title) or i >= tail_start):
        return [off]
    after_title = title is not None and title < i <= head_end
    if after_title or i > tail_start:
        found = read_byline(text, bare=True)
        if i > tail_start and person_and_place(text):
            found = []  # "Ann Lee, Chairwoman" under a statement signs it
        placed = after_title and bool(people_in_places(text))
        if not placed and any(_told_of(f.name, runs, traits) for f in found if f.kind == "byline"):
            found = []  # "Ostrava Port, 3 March": a place or a person of the story
        if found and (after_title or i <= tail_start + 2):
            return [Found(f.kind, f.name, f.start, f.end, True, "byline") for f in found]
    if not is_lone_name(text) or _told_of(text, runs, traits):
        return []
    before_by = i > 0 and runs[i - 1].text.strip(" :").casefold() in _BY_LINES
    under_title = title is not None and title < i <= title + 2 and 2 <= len(text.split()) <= 3 and not text.isupper()
    beside = any(
        j in dated or any(f.kind == "byline" for f in whole.get(j, ())) or _is_job_line(runs[j].text)
        for j in (i - 1, i + 1)
        if 0 <= j < len(runs)
    )
    hinted = bool({"byline", "author"} & set(runs[i].hints)) and not {"bio", "related", "comment"} & set(runs[i].hints)
    if (after_title and (before_by or under_title or beside or hinted)) or (
        i == tail_start + 1 and text[:1] in "—–-" and runs[i].gap
    ):
        names = [f for f in read_byline(f"By {text}") if f.kind == "byline"]
        return [Found("byline", f.name, 0, len(text), True, "a name under the headline") for f in names]
    return []


def _told_of(text: str, runs: Sequence[Run], traits: Sequence[Traits]) -> bool:
    """The name stands in the story too: it is somebody told about, not the writer."""
    surname = text.split()[-1].strip(".,")
    about = text.strip(" .,|")
    return any(
        t.prose and surname in run.text and not run.text.lstrip("•*-–— ").startswith(about)  # a note on the author
        for run, t in zip(runs, traits, strict=True)
    )


def _is_job_line(text: str) -> bool:
    lowered = text.casefold().strip(" .")
    return len(lowered) < 50 and any(lowered == w or lowered.endswith(f" {w}") for w in job_words() if len(w) > 4)


def find_datelines(
    runs: Sequence[Run],
    traits: Sequence[Traits],
    story: Story,
    title: int | None,
    credits_by_run: Mapping[int, Sequence[Found]],
) -> dict[int, Dateline]:
    """The datelines of the story's first paragraphs, or alone on a line before them, by run."""
    found: dict[int, Dateline] = {}
    start = -1 if title is None else title
    seen = 0
    for i, run in enumerate(runs):
        if i <= start or i in story.closed or traits[i].page_talk:
            continue
        if any(f.whole for f in credits_by_run.get(i, ())):
            continue
        body = traits[i].prose or (traits[i].sentence and traits[i].words >= 8)
        dateline = read_dateline(run.text, early=seen < EARLY)
        seen += body
        if dateline is None or (dateline.alone and seen > 1) or _speaks(run.text, runs):
            continue
        if dateline.alone or body or traits[i].words >= 8:
            found[i] = dateline
    wires = {fold(d.agency) for d in found.values() if d.agency}
    return {i: d for i, d in found.items() if not (d.place and fold(d.place) in wires)}


def _speaks(text: str, runs: Sequence[Run]) -> bool:
    """A label of a transcript: "SANG: The memo was a draft" among other lines that open with one."""
    label = re.match(r"[A-Z][A-Z .]{1,20}:", text)
    return label is not None and sum(bool(re.match(r"[A-Z][A-Z .]{1,20}:", r.text)) for r in runs) >= 3
