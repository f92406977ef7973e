"""Sections: where the readers' comments, lists of related links and boxes about the site stand."""

from __future__ import annotations

import re
from collections.abc import Sequence

from hearsay.clean.lexicon import lexicon
from hearsay.clean.runs import Run
from hearsay.clean.traits import Traits

__all__ = ["find_comments", "find_related", "looks_like_comment"]

LOOKAHEAD = 6  # runs after a heading in which comments must show
LONGEST_LIST = 40  # links under one heading
_INLINE = re.compile(
    r"^(?:\W{0,3})(?:also read|read also|read more|read next|read|see also|see|related(?: article| story| post| news)?"
    r"|more|don't miss|you (?:may|might) (?:also )?like|watch|recommended|(?:most|top) read"
    r"|(?:further|background) reading|up next|coming up|next up|on air (?:now|next)|now playing|from the archives?"
    r"|(?:now )?trending(?: now)?|hot|promoted|read on|(?:yesterday['’]s |the )?most (?:popular|read|viewed|shared)"
    r"|also (?:today|inside|in the news|in this issue|on [\w ]{2,20})|(?:more|also) (?:from|in|at) [^:]{2,40}"
    r"|on the same (?:subject|topic)|next (?:week|time|issue|minute)(?: in [^:]{2,30})?|article content continued"
    r"|(?:previous(?:ly)?|next|older|newer)(?: (?:post|story|article|entry))?|baca juga|leia (?:também|mais)"
    r"|mais lidas|lea también|lee también|más leídas?|(?:à )?lire aussi|mehr zum thema|lesen sie auch|leggi anche"
    r"|czytaj (?:także|też)|citește și|vezi și|les også|läs också|lees ook)"
    r"\s?(?:[:»>–—|]|--)\s*\S",
    re.IGNORECASE,
)
_POINTER = re.compile(r"^(?:>{2,}|[»›→▸►])\s*\w")
_SAYS = re.compile(
    r"^[\w .'’-]{2,40} (?:says|said|wrote|writes|replied|commented)(?: on [\w ,:]{4,40})?\s*:?$", re.IGNORECASE
)
_ABOUT = re.compile(
    r"^(?:About|ABOUT)(?: (?:[Tt]he|THE))?"
    r"(?: (?:[Aa]uthors?|AUTHORS?|[Ww]riter|us|Us|US)|(?: [A-Z][\w’'.&-]*){1,6})\W*$"
)


def find_comments(runs: Sequence[Run], traits: Sequence[Traits]) -> int | None:
    """The index at which the readers' comments begin; all after it is no story. None where there are none."""
    lex = lexicon()
    prose = [i for i, t in enumerate(traits) if t.prose]
    if not prose:
        return None
    for i, t in enumerate(traits):
        if i <= prose[0]:
            continue
        heading = t.words <= 12 and bool(lex.comments.search(t.plain))
        form = t.page_talk == "form"
        signed = bool(_SAYS.match(t.plain)) and t.words <= 8
        if not (heading or form or signed):
            continue
        after = range(i + 1, min(len(runs), i + 1 + LOOKAHEAD))
        marks = sum(1 for j in after if looks_like_comment(traits[j]))
        behind = sum(traits[j].words for j in prose if j < i)
        ahead = sum(traits[j].words for j in prose if j > i)
        if marks >= (1 if heading else 2) and (behind >= ahead or _marked(traits, i)):
            return i
        if (
            heading
            and behind >= 80
            and behind >= ahead
            and re.search(r"^\d|\(\d|^(?:reader|user|your) |section|^comments\W*$", t.plain, re.IGNORECASE)
        ):
            return i
        if form and not ahead:
            return i
    return None


def looks_like_comment(t: Traits) -> bool:
    """A line that only a comment section holds: "Reply", "3 hours ago", "Jan says:", a form's label."""
    return t.page_talk == "form" or (t.words <= 12 and bool(lexicon().comment_marks.search(t.plain)))


def _marked(traits: Sequence[Traits], start: int) -> bool:
    """So many marks of comments that even a short story before them is one."""
    rest = traits[start + 1 :]
    return sum(looks_like_comment(t) for t in rest) >= max(2, sum(t.prose for t in rest))


def find_related(runs: Sequence[Run], traits: Sequence[Traits], end: int) -> dict[int, str]:
    """Runs that point to other pages, with the reason: a heading like "Read more" and the links under it."""
    lex = lexicon()
    related: dict[int, str] = {}
    begun = False
    i = 0
    while i < len(runs):
        t = traits[i]
        begun = begun or t.prose
        pointer = begun and t.words <= 14 and not t.terminal and _POINTER.match(t.plain)
        if i < end and t.words <= 40 and (pointer or _INLINE.match(t.plain)) and not _quoted_speech(t):
            related[i] = "points to another page"
        elif t.words <= 10 and lex.related.search(t.plain) and not t.prose and (begun or not t.terminal):
            last = _list_end(traits, i, end if i < end else len(runs), begun) if begun else i
            for j in range(i, last + 1):
                related[j] = "heading of links to other pages" if j == i else "a link under such a heading"
            i = last
        elif i < end and _ABOUT.match(t.plain) and begun:
            rest = [j for j in range(i + 1, end) if traits[j].prose]
            if 0 < len(rest) <= 2 and rest[0] <= i + 2 and sum(x.prose or x.sentence for x in traits[:i]) >= 3:
                related[i] = "heading of a box about the site or the author"
                for j in range(i + 1, rest[-1] + 1):
                    related[j] = "a box about the site or the author"
                i = rest[-1]
        i += 1
    return related


def _list_end(traits: Sequence[Traits], i: int, end: int, begun: bool) -> int:
    """The last link under the heading at ``i``. A paragraph ends the list unless links and blurbs take turns."""
    last = i
    for j in range(i + 1, min(end, i + 1 + LONGEST_LIST)):
        t = traits[j]
        if t.prose or (t.terminal and t.words >= 8 and t.plain.endswith((".", '."'))):
            blurb = (
                j > i + 1
                and traits[j - 1].headline
                and j + 2 < end
                and traits[j + 1].headline
                and (traits[j + 2].prose or traits[j + 2].headline)
                and begun
            )
            if not blurb:
                return last
        elif t.page_talk or t.label or t.plain_talk or t.counter or t.words < 3:
            return last
        last = j
    return last


def _quoted_speech(t: Traits) -> bool:
    return t.prose and t.words > 25
