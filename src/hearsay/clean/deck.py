"""The deck: the standfirst or pull quote between a headline and its story."""

from __future__ import annotations

from hearsay.clean.lexicon import caption_at, is_correction
from hearsay.clean.published import dated_part
from hearsay.clean.roles import Sheet

__all__ = ["find_deck"]


def find_deck(sheet: Sheet) -> frozenset[int]:
    """The deck: one line (or two) between the headline and the byline, or without a full stop before the story."""
    if sheet.facts.title is None:
        return frozenset()
    traits, runs = sheet.facts.traits, sheet.facts.runs
    deck: list[int] = []
    crossed = False  # a byline, credit or date stands between the headline and here
    for i in range(sheet.facts.title + 1, min(len(runs), sheet.facts.title + 9)):
        t = traits[i]
        if (
            i in sheet.facts.credits
            or i in sheet.facts.dated
            or dated_part(runs[i].text)
            or (i in sheet.facts.datelines and sheet.facts.datelines[i].alone)
        ):
            crossed = True
            if deck:
                break
            continue
        if _is_aside(sheet, i):
            continue
        if i in sheet.facts.datelines or not 5 <= t.words <= 60 or deck or _bracketed(runs[i].text):
            break
        if runs[i].kind == "caption" or caption_at(t.plain) is not None or is_correction(t.plain):
            continue
        hinted = "standfirst" in runs[i].hints
        follows = _next_known(sheet, i)
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
    t = sheet.facts.traits[i]
    return bool(
        t.page_talk or t.label or t.counter or t.plain_talk or i in sheet.asides or i in sheet.facts.related
    ) or (sheet.latin and t.other_script > 0.3)


def _bracketed(text: str) -> bool:
    return text[:1] in "([" and text[-1:] in ")]"


def _next_known(sheet: Sheet, i: int) -> str:
    for j in range(i + 1, min(len(sheet.facts.runs), i + 5)):
        if (
            any(f.kind in ("byline", "affiliation") or f.whole for f in sheet.facts.credits.get(j, ()))
            or j in sheet.facts.dated
        ):
            return "byline"
        if j in sheet.facts.datelines:
            return "date"
        if _is_aside(sheet, j) or (not sheet.facts.traits[j].sentence and sheet.facts.traits[j].words <= 4):
            continue
        return "prose" if sheet.facts.traits[j].prose else "other"
    return "end"


def _pulled(sheet: Sheet, i: int) -> bool:
    """A quotation under the headline whose words stand in the story again."""
    text = sheet.facts.runs[i].text.strip()
    if text[:1] not in '"“‘«' or not (5 <= sheet.facts.traits[i].words <= 60):
        return False
    return text[-1:] in '"”’»'
