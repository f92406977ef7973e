"""One report cleaned: the document's text cut in runs, title first, credits next, then the role of every line."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from hearsay.clean import metadata
from hearsay.clean.bylines import is_lone_name, read_byline
from hearsay.clean.credits import STRONG, Found, read_credits, sign_off
from hearsay.clean.datelines import Dateline, read_dateline
from hearsay.clean.days import DATE
from hearsay.clean.html import Page
from hearsay.clean.language import language_of
from hearsay.clean.lexicon import lexicon
from hearsay.clean.names import job_words
from hearsay.clean.published import date_line
from hearsay.clean.roles import Sheet, give_roles
from hearsay.clean.runs import Run, blocks_to_runs, cut_runs
from hearsay.clean.score import Zone, find_zone, score_runs
from hearsay.clean.sections import find_comments, find_related
from hearsay.clean.title import pick_title, title_text
from hearsay.clean.traits import Traits, in_english, look_at
from hearsay.stage import Made
from hearsay.types import Document, Report, Stated

__all__ = ["clean_document", "clean_plainly"]

_BY_LINES = frozenset({"by", "author", "authors", "written by", "words", "reporter", "story by", "by:"})
TAIL = 12  # lines after the last paragraph in which credits may stand
EARLY = 3  # paragraphs of the story in which a dateline may stand


@dataclass(frozen=True, slots=True)
class _Story:
    """Where the story stands among the runs."""

    zone: Zone
    closed: frozenset[int]
    comments: int | None
    related: Mapping[int, str]


def clean_document(document: Document) -> Made[Report]:
    """The report of a document: every character that is not white space in a line with a role, and its metadata."""
    if document.media == "html":
        from hearsay.clean.html import read_html

        return Made(_clean_page(document, read_html(document.source)))
    return Made(_clean(document, document.source, cut_runs(document.source), {}, ()))


def clean_plainly(document: Document, reason: str) -> Made[Report]:
    """The report of a document whose page hung or broke the reader: its text with the tags stripped."""
    if document.media != "html":
        return Made(_clean(document, document.source, cut_runs(document.source), {}, (reason,) if reason else ()))
    from hearsay.clean.html import read_html_fallback

    return Made(_clean_page(document, read_html_fallback(document.source), reason))


def _clean_page(document: Document, page: Page, reason: str = "") -> Report:
    warnings = (reason, *page.warnings) if reason else page.warnings
    return _clean(document, page.text, blocks_to_runs(page), page.declared, warnings)


def _clean(
    document: Document,
    text: str,
    runs: Sequence[Run],
    declared: Mapping[str, tuple[Stated, ...]],
    warnings: tuple[str, ...],
) -> Report:
    traits = [look_at(run) for run in runs]
    if not in_english(traits):
        traits = [look_at(run, english=False) for run in runs]
    known = metadata.merge(document.given, declared)
    story = _find_story(runs, traits)
    whole = {i: read_credits(run.text) for i, run in enumerate(runs) if traits[i].words <= 60 and not traits[i].counter}
    dated = {i for i, run in enumerate(runs) if date_line(run.text)}
    said_titles = [s.value for s in known.get("title", ())]
    bare = {i for i, run in enumerate(runs) if traits[i].words <= 14 and read_byline(run.text, bare=True)}
    marked = frozenset(i for i, found in whole.items() if found) | dated | bare | frozenset(story.related)
    title = pick_title(runs, traits, marked, said_titles)
    credits_by_run = _placed_credits(runs, traits, story, title, whole, dated)
    datelines = _find_datelines(runs, traits, story, title, credits_by_run)
    scores = score_runs(runs, traits, story.zone, story.closed)
    latin = sum(t.other_script * t.words for t in traits) < 0.5 * max(1, sum(t.words for t in traits))
    facts = metadata.Facts(
        runs, traits, title, credits_by_run, datelines, story.zone, story.related, story.comments, dated
    )
    found = metadata.read(facts, known, text)
    sheet = Sheet(
        runs,
        traits,
        scores,
        story.zone,
        title,
        credits_by_run,
        datelines,
        story.related,
        story.comments,
        latin,
        title_text=title_text(runs[title].text) if title is not None else found.title,
        asides=found.asides,
    )
    sheet.standfirst = _standfirst(sheet, dated)
    lines = give_roles(sheet)
    language = language_of(text, lines)
    notes = [*document.warnings, *warnings, *found.warnings]
    if language not in ("en", "und"):
        notes.append(f"in another language than English ({language}): left unread")
    if not any(line.role in ("body", "quotation") for line in lines):
        notes.append("no story found on the page")
    return Report(
        id=document.id,
        path=document.path,
        text=text,
        language=language,
        lines=tuple(lines),
        credits=metadata.make_credits(facts, lines, found),
        duplicate_of=document.duplicate_of,
        title=found.title,
        outlet=found.outlet,
        byline=found.byline,
        published=found.published,
        url=found.url,
        canonical=found.canonical,
        based_on=found.based_on,
        warnings=tuple(dict.fromkeys(notes)),
        aliases=found.aliases,
    )


def _find_story(runs: Sequence[Run], traits: Sequence[Traits]) -> _Story:
    comments = find_comments(runs, traits)
    end = len(runs) if comments is None else comments
    related = find_related(runs, traits, end)
    closed = frozenset(related) | frozenset(range(end, len(runs)))
    zone = find_zone(traits, closed)
    return _Story(zone, closed, comments, related)


def _placed_credits(
    runs: Sequence[Run],
    traits: Sequence[Traits],
    story: _Story,
    title: int | None,
    whole: Mapping[int, Sequence[Found]],
    dated: set[int],
) -> dict[int, list[Found]]:
    """Credits that stand where credits stand: above the story, under it, or worded so that the place does not matter."""
    zone = story.zone
    kept: dict[int, list[Found]] = {}
    prose = [i for i, t in enumerate(traits) if t.prose and zone.holds(i)]
    head_end = prose[0] if prose else len(runs)
    tail_start = prose[-1] if prose else 0
    for i, run in enumerate(runs):
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
    for i in prose[:1] + prose[-2:]:
        if i not in kept and (found_off := sign_off(runs[i].text)) and not found_off.whole:
            kept[i] = [found_off]
    return kept


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
    off = sign_off(text)
    if off is not None and off.whole and i != title and ((title is not None and i > title) or i >= tail_start):
        return [off]
    after_title = title is not None and title < i <= head_end
    if after_title or i > tail_start:
        found = read_byline(text, bare=True)
        if any(_told_of(f.name, runs, traits) for f in found if f.kind == "byline") and DATE.search(text):
            found = []  # "Ostrava Port, 3 March": a place of the story before a date
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
    return any(t.prose and surname in run.text for run, t in zip(runs, traits, strict=True))


def _is_job_line(text: str) -> bool:
    lowered = text.casefold().strip(" .")
    return len(lowered) < 50 and any(lowered == w or lowered.endswith(f" {w}") for w in job_words() if len(w) > 4)


def _find_datelines(
    runs: Sequence[Run],
    traits: Sequence[Traits],
    story: _Story,
    title: int | None,
    credits_by_run: Mapping[int, Sequence[Found]],
) -> dict[int, Dateline]:
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
        if dateline is None or (dateline.alone and seen > 1):
            continue
        if dateline.alone or body or traits[i].words >= 8:
            found[i] = dateline
    return found


def _standfirst(sheet: Sheet, dated: set[int]) -> frozenset[int]:
    """The deck: one line (or two) between the headline and the byline, or without a full stop before the story."""
    if sheet.title is None:
        return frozenset()
    traits, runs = sheet.traits, sheet.runs
    deck: list[int] = []
    crossed = False  # a byline, credit or date stands between the headline and here
    for i in range(sheet.title + 1, min(len(runs), sheet.title + 9)):
        t = traits[i]
        if i in sheet.credits or i in dated or (i in sheet.datelines and sheet.datelines[i].alone):
            crossed = True
            if deck:
                break
            continue
        if _is_aside(sheet, i):
            continue
        if i in sheet.datelines or not 5 <= t.words <= 60 or deck or _bracketed(runs[i].text):
            break
        if runs[i].kind == "caption" or lexicon().captions.search(t.plain) or lexicon().corrections.search(t.plain):
            continue
        hinted = "standfirst" in runs[i].hints
        follows = _next_known(sheet, i, dated)
        pulled = _pulled(sheet, i)
        if (
            hinted
            or pulled
            or (not crossed and follows in ("byline", "date"))
            or (not t.terminal and follows == "prose" and t.words >= 6)
        ):
            deck.append(i)
        else:
            break
    return frozenset(deck)


def _is_aside(sheet: Sheet, i: int) -> bool:
    t = sheet.traits[i]
    return bool(t.page_talk or t.label or t.counter or t.plain_talk or i in sheet.asides or i in sheet.related) or (
        sheet.latin and t.other_script > 0.3
    )


def _bracketed(text: str) -> bool:
    return text[:1] in "([" and text[-1:] in ")]"


def _next_known(sheet: Sheet, i: int, dated: set[int]) -> str:
    for j in range(i + 1, min(len(sheet.runs), i + 5)):
        if any(f.kind in ("byline", "affiliation") or f.whole for f in sheet.credits.get(j, ())) or j in dated:
            return "byline"
        if j in sheet.datelines:
            return "date"
        if _is_aside(sheet, j) or (not sheet.traits[j].sentence and sheet.traits[j].words <= 4):
            continue
        return "prose" if sheet.traits[j].prose else "other"
    return "end"


def _pulled(sheet: Sheet, i: int) -> bool:
    """A quotation under the headline whose words stand in the story again."""
    text = sheet.runs[i].text.strip()
    if text[:1] not in '"“‘«' or not (5 <= sheet.traits[i].words <= 60):
        return False
    return text[-1:] in '"”’»'
