"""The title: picks the headline among a page's first lines, and knows its later copies."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache

from hearsay.clean.datelines import read_dateline
from hearsay.clean.lexicon import caption_at
from hearsay.clean.names import is_agency, is_body, is_outlet
from hearsay.clean.runs import Run
from hearsay.clean.traits import Traits
from hearsay.text import fold, words

__all__ = ["is_copy", "pick_title", "split_site"]

SEARCHED = 60  # runs from the top among which a headline is looked for
HEAD_MODEL = 3.0  # what the head model's word for a line is worth
LEAST = 0.8  # score below which a page has no headline
_SITE = re.compile(r"\s+(?:\||–|—|-|::|•|·|»|«)\s+")
_SUBJECT = re.compile(r"(?:Subject|Title|Headline|HEADLINE|TITLE)\s*:\s*(?=\S)")


def pick_title(
    runs: Sequence[Run],
    traits: Sequence[Traits],
    marked: frozenset[int],
    declared: Sequence[str] = (),
    masthead: int | None = None,
    likely: Mapping[int, float] | None = None,
) -> int | None:
    """The index of the headline; None where no line reads like one.

    ``marked`` are runs known to be something else (credits, bylines, dates, furniture); under a ``masthead`` the first
    line that could be a headline is a good one. ``likely``: how far the head model takes a line for the headline, −1 to
    1. A headline stands before the
    prose, is no sentence, and often stands twice or matches what the page declares.
    """
    first_prose = next((i for i, t in enumerate(traits) if t.prose and i not in marked), None)
    stop = min(len(runs), SEARCHED if first_prose is None else min(first_prose + 2, SEARCHED * 4))
    if declared:
        stop = min(len(runs), max(stop, SEARCHED))
    start = max(0, stop - SEARCHED)
    folded = [fold(r.text[:400]) for r in runs]
    story = _story_words(runs, traits, marked)
    wanted = [fold(split_site(d)[0]) for d in declared] + [fold(d) for d in declared]
    best: tuple[float, int] | None = None
    opened = False
    for i in range(start, stop):
        if i in marked or not _could_be(runs[i], traits[i]):
            continue
        score = _score(i, runs, traits, folded, first_prose) + _told(runs[i].text, story)
        if any(_same(folded[i], w) for w in wanted):
            score += 6
        score += HEAD_MODEL * (likely or {}).get(i, 0.0)
        if masthead is not None and i > masthead and not opened:
            score += 1.5
        if not opened and (masthead is None or i > masthead):
            plain_start = i < 8 and 4 <= traits[i].words <= 22 and not traits[i].terminal
            score += 1.2 if plain_start else 0.4
            opened = True
        if first_prose is not None and i >= first_prose:
            score -= 3
        if best is None or score > best[0] + 1e-9:
            best = (score, i)
    return best[1] if best and best[0] >= (LEAST if masthead is None else 0.0) else None


@lru_cache(maxsize=8192)
def split_site(title: str) -> tuple[str, str | None]:
    """The headline and the site in "Four die in hostel fire | The Ostrava Courier"; site None where there is none."""
    parts = _SITE.split(title)
    if len(parts) < 2 or len(parts[-1].split()) > 6 or len(title) - len(parts[-1]) < 15:
        return title.strip(), None
    cut = title.rfind(parts[-1])
    head = re.sub(r"\s+(?:\||–|—|-|::|•|·|»|«)\s*$", "", title[:cut])
    return head.strip(), parts[-1].strip()


def is_copy(text: str, title: str) -> bool:
    """A line that says the headline again: the same words, cut short, or with the site's name behind."""
    a, b = fold(text[:500]), fold(title[:500])
    if a == b:
        return True
    wa, wb = words(text[:500]), words(title[:500])
    if len(wa) < 3 or len(wb) < 3:
        return False
    if wa == wb:
        return True
    head, site = split_site(text)
    if site and words(head) == wb:
        return True
    if text.rstrip().endswith(("…", "...")) and wb[: len(wa)] == wa and len(wa) >= 4:
        return True
    if abs(len(wa) - len(wb)) > 1 or len(wb) < 6 or text.rstrip().endswith("."):
        return False
    return len(set(wa) ^ set(wb)) <= 2 and wa[:2] == wb[:2]


def title_text(text: str) -> str:
    """The headline's words without a label ("Subject:") before them."""
    return " ".join(_SUBJECT.sub("", text, count=1).split())


def _could_be(run: Run, t: Traits) -> bool:
    if not 2 <= t.words <= 40 or len(run.text) > 320 or t.label or t.counter or t.page_talk or t.foreign:
        return False
    dateline = read_dateline(run.text, early=True)
    if dateline is not None and (dateline.agency or dateline.day):
        return False
    if (run.bullet and run.kind is None) or caption_at(t.plain) is not None:
        return False
    return (
        not (t.plain_talk and t.words < 8)
        and t.other_script < 0.3
        and (not t.mail_header or bool(_SUBJECT.match(run.text)))
    )


def _score(
    i: int, runs: Sequence[Run], traits: Sequence[Traits], folded: Sequence[str], first_prose: int | None
) -> float:
    t, run = traits[i], runs[i]
    score = 1.0
    score += {True: 2.0, False: -0.3}[4 <= t.words <= 18]
    if t.words > 24:
        score -= 1.0
    if t.terminal and t.words > 5 and t.plain.endswith((".", '."', "...")):
        score -= 2.8
    if is_outlet(run.text) or is_body(run.text) or is_agency(run.text):
        score -= 3.0
    site = split_site(run.text)[1] or ""
    signed = bool(site) and sum(f" {fold(site)} " in f" {f} " for f in folded) > 1  # the site's name stands again
    score += 1.5 * signed
    if t.plain.endswith(":") or (t.crumbs and not (signed or is_outlet(site))):
        score -= 1.5
    if re.match(r"[\"“‘«]", run.text) and run.text.rstrip()[-1:] in '"”’»':
        score -= 1.2
    if sum(1 for f in folded if f == folded[i]) > 1 and t.words >= 4:
        score += 1.5
    if (
        any(
            len(f) > len(folded[i]) + 2 and f.startswith(folded[i] + " ") and re.match(r" ?[|–—-]", f[len(folded[i]) :])
            for f in folded[: i + 40]
        )
        and t.words >= 4
    ):
        score += 1.0
    if re.search(
        r"(?i)\b(?:newsletter|bulletin|issue|edition|vol(?:ume)?\.?)\b.{0,20}\b(?:no\.?|nr\.?|#)? ?\d{1,4}$", run.text
    ):
        score -= 0.8
    if _SUBJECT.match(run.text):
        score += 2.0
    score += {"h1": 3.0, "title": 3.0, "h2": 0.8}.get(run.tag, 0.0)
    if run.kind not in (None, "heading") and run.tag not in ("div", "p", "span"):
        score -= 1.0
    if run.links > 0.6:
        score -= 1.5
    if first_prose is not None:
        score -= 0.06 * min(20, max(0, first_prose - i))
    return score


def _story_words(runs: Sequence[Run], traits: Sequence[Traits], marked: frozenset[int]) -> frozenset[str]:
    """The longer words of the first paragraphs: what the headline is about."""
    prose = [i for i, t in enumerate(traits) if t.prose and i not in marked][:8]
    return frozenset(w[:6] for i in prose for w in words(runs[i].text[:1500]) if len(w) > 3)


def _told(text: str, story: frozenset[str]) -> float:
    """How much of a headline the story tells: from -1 to 2."""
    own = {w[:6] for w in words(text) if len(w) > 3}
    if not own or not story:
        return 0.0
    return min(1.0, len(own) / 3) * (3.0 * len(own & story) / len(own) - 1.0)


def _same(a: str, b: str) -> bool:
    if not a or not b:
        return False
    if a == b:
        return True
    wa, wb = set(words(a)), set(words(b))
    return min(len(wa), len(wb)) >= 3 and len(wa & wb) / max(1, len(wa | wb)) >= 0.8
