"""One report cleaned: the document's text cut in runs, title first, credits next, then the role of every line."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from hearsay.clean import metadata
from hearsay.clean.byline_rules import JOB_NOUN
from hearsay.clean.bylines import read_byline
from hearsay.clean.credit_records import make_credits
from hearsay.clean.credits import read_credits
from hearsay.clean.datelines import read_dateline
from hearsay.clean.days import DATE
from hearsay.clean.deck import find_deck
from hearsay.clean.facts import Facts
from hearsay.clean.head_model import LOOKED_AT, HeadLine, read_head
from hearsay.clean.heads import Story, find_datelines, place_credits
from hearsay.clean.html import Page
from hearsay.clean.language import language_of
from hearsay.clean.masthead import HEAD, Masthead, best_masthead, is_menu, names_nothing, read_masthead, weigh_mastheads
from hearsay.clean.outlet import rank_of
from hearsay.clean.published import date_line
from hearsay.clean.roles import Sheet, give_roles, role_by_rules
from hearsay.clean.runs import Run, blocks_to_runs, cut_runs
from hearsay.clean.score import find_zone, score_runs
from hearsay.clean.sections import find_comments, find_related
from hearsay.clean.slugs import find_slugs
from hearsay.clean.title import pick_title, title_text
from hearsay.clean.traits import Traits, in_english, look_at
from hearsay.stage import Made
from hearsay.types import Document, Report, Role, Stated

__all__ = ["clean_by_rules", "clean_document", "clean_plainly", "head_marks"]

SURE, SURER = 0.35, 0.6  # probability from which a line of the head is taken for its name
HEADLINE, UNLIKELY = 0.35, 0.02  # probability from which a line is the headline, and below which it is none
BYLINE = 0.25  # probability from which a line is a byline
BORNE_OUT = 1.0  # weight of its wording from which the former will do


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


def clean_by_rules(document: Document) -> tuple[list[Run], Sequence[Traits], list[Role]]:
    """The runs of a plain text, what they look like, and the role that the rules alone give each."""
    runs = cut_runs(document.source)
    sheet, _ = _lay_out(document, document.source, runs, {})
    return runs, sheet.facts.traits, [role_by_rules(sheet, i)[0] for i in range(len(runs))]


def _clean(
    document: Document,
    text: str,
    runs: Sequence[Run],
    declared: Mapping[str, tuple[Stated, ...]],
    warnings: tuple[str, ...],
) -> Report:
    sheet, found = _lay_out(document, text, runs, declared)
    facts = sheet.facts
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
        credits=make_credits(facts, lines, found.outlet.value if found.outlet else None, found.aliases),
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


def _lay_out(
    document: Document, text: str, runs: Sequence[Run], declared: Mapping[str, tuple[Stated, ...]]
) -> tuple[Sheet, metadata.Read]:
    """All that is known of a page when the roles of its lines are given, and its metadata."""
    traits = [look_at(run) for run in runs]
    if not in_english(traits):
        traits = [look_at(run, english=False) for run in runs]
    known = metadata.merge(document.given, declared)
    story = _find_story(runs, traits)
    whole = {i: read_credits(run.text) for i, run in enumerate(runs) if traits[i].words <= 60 and not traits[i].counter}
    dated = {i for i, run in enumerate(runs) if date_line(run.text)}
    said_titles = [s.value for s in known.get("title", ())]
    bare = {
        i
        for i, run in enumerate(runs)
        if traits[i].words <= 14
        and (DATE.search(run.text) or JOB_NOUN.search(run.text))
        and read_byline(run.text, bare=True)
    }
    marked = frozenset(i for i, found in whole.items() if found) | dated | bare | frozenset(story.related)
    slugs = find_slugs(runs, traits)
    # A head that goes on beyond what the model looks at is a site's menu, one entry a line.
    plain = all(run.kind is None for run in runs) and any(t.prose for t in traits[:LOOKED_AT])
    lines_of_head = read_head(runs, traits, head_marks(runs, traits)) if plain else ()
    masthead = None
    if not any(rank_of(s.how) <= 1 for s in known.get("outlet", ())):
        masthead = _masthead(runs, traits, lines_of_head, marked | frozenset(slugs), story.related)
    head = {masthead.run, *masthead.asides} if masthead else set()
    menus = {i for i, run in enumerate(runs[:HEAD]) if not traits[i].prose and is_menu(run.text)}
    likely = {h.run: h.share("title") - h.share("name") for h in lines_of_head}
    sentences = {i for i, t in enumerate(traits[:LOOKED_AT]) if t.prose or (t.words >= 9 and t.plain.endswith("."))}
    title = None if said_titles else _headline(lines_of_head, head | sentences)
    if title is None:
        unlikely = {h.run for h in lines_of_head if h.share("title") < UNLIKELY}
        barred = marked | head | menus | set(slugs) | (set() if said_titles else unlikely)
        title = pick_title(runs, traits, barred, said_titles, masthead.run if masthead else None, likely)
    bylines = frozenset(h.run for h in lines_of_head if h.share("by") >= BYLINE and not traits[h.run].prose)
    credits_by_run = place_credits(runs, traits, story, title, whole, dated, bylines)
    datelines = find_datelines(runs, traits, story, title, credits_by_run)
    scores = score_runs(runs, traits, story.zone, story.closed)
    latin = sum(t.other_script * t.words for t in traits) < 0.5 * max(1, sum(t.words for t in traits))
    facts = Facts(
        runs,
        traits,
        title,
        credits_by_run,
        datelines,
        story.zone,
        story.related,
        story.comments,
        dated,
        masthead,
        slugs,
    )
    found = metadata.read(facts, known, text)
    facts = replace(facts, credits=found.credits)
    sheet = Sheet(
        facts,
        scores,
        latin,
        title_text=title_text(runs[title].text) if title is not None else found.title,
        outlet=found.outlet.value if found.outlet else None,
        asides=found.asides,
        plain=all(run.kind is None for run in runs),
    )
    sheet.standfirst = find_deck(sheet)
    return sheet, found


def head_marks(runs: Sequence[Run], traits: Sequence[Traits]) -> dict[int, frozenset[str]]:
    """What is known of the lines of a page's head by their wording alone: credits by kind, dates, menus, slugs."""
    marks: dict[int, set[str]] = {}
    slugs = find_slugs(runs, traits)
    known = frozenset(
        i for i, run in enumerate(runs[:HEAD]) if i in slugs or date_line(run.text) or read_credits(run.text)
    )
    weighed = {m.run: m.weight for m in weigh_mastheads(runs, traits, known, {})}
    for i, run in enumerate(runs[:LOOKED_AT]):
        found = marks.setdefault(i, set())
        if i in weighed:
            found.add(f"masthead {min(4, max(0, int(weighed[i])))}")
        if names_nothing(run.text):
            found.add("names nothing")
        if traits[i].words <= 60 and not traits[i].counter:
            found |= {f"{f.kind}{' whole' if f.whole else ''}" for f in read_credits(run.text)}
        if date_line(run.text):
            found.add("date line")
        if traits[i].words <= 14 and read_byline(run.text, bare=True):
            found.add("bare byline")
        if not traits[i].prose and is_menu(run.text):
            found.add("menu")
        if i in slugs:
            found.add("slug")
        dateline = read_dateline(run.text, early=True)
        if dateline is not None:
            found.add("dateline" + (" of an agency" if dateline.agency else ""))
    return {i: frozenset(found) for i, found in marks.items()}


def _masthead(
    runs: Sequence[Run],
    traits: Sequence[Traits],
    head: Sequence[HeadLine],
    marked: frozenset[int],
    closed: Mapping[int, str],
) -> Masthead | None:
    """The line that names the site, by the head model, which its wording must bear out where the model is less sure."""
    weighed = {m.run: m for m in weigh_mastheads(runs, traits, marked, closed)}
    lines = (h for h in head if not traits[h.run].mail_header and traits[h.run].page_talk is None)
    best = max(lines, key=lambda h: h.share("name"), default=None)
    if best is not None:
        known = weighed.get(best.run)
        borne_out = known is not None and known.weight >= BORNE_OUT
        sure = best.share("name") >= (SURE if borne_out else SURER)
        if sure and (borne_out or not _tells(best.run, runs, traits)):
            return read_masthead(best.run, runs[best.run].text, known.asides if known else frozenset())
    return best_masthead(weighed.values())


def _tells(i: int, runs: Sequence[Run], traits: Sequence[Traits]) -> bool:
    """Whether a line is made of words that the story uses as words: "Grain Hall Falls" over a story of a grain hall."""
    prose = [r.text[:1500] for r, t in zip(runs, traits, strict=True) if t.prose]
    said = {w[:4] for text in prose for w in re.findall(r"\b[a-z]{4,}", text)}
    own = [w.casefold()[:4] for w in re.findall(r"[^\W\d_]{4,}", runs[i].text)]
    return len(own) >= 2 and sum(w in said for w in own) >= 0.6 * len(own)


def _headline(head: Sequence[HeadLine], barred: set[int]) -> int | None:
    """The line that the head model takes for the headline; None where it is not sure."""
    best = max((h for h in head if h.run not in barred), key=lambda h: h.share("title"), default=None)
    return best.run if best is not None and best.share("title") >= HEADLINE else None


def _find_story(runs: Sequence[Run], traits: Sequence[Traits]) -> Story:
    comments = find_comments(runs, traits)
    end = len(runs) if comments is None else comments
    related = find_related(runs, traits, end)
    closed = frozenset(related) | frozenset(range(end, len(runs)))
    zone = find_zone(traits, closed)
    return Story(zone, closed, comments, related)
