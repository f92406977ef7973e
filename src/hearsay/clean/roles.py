"""Roles: gives every run its role, with the score and the reason, and cuts a run where two roles share it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from hearsay.clean.facts import Facts
from hearsay.clean.foot_model import read_foot, revise
from hearsay.clean.lexicon import caption_at, is_correction, lexicon
from hearsay.clean.outlet import same_outlet
from hearsay.clean.published import date_line, dated_part
from hearsay.clean.runs import Run
from hearsay.clean.title import is_copy
from hearsay.clean.traits import Traits
from hearsay.types import Line, Role

__all__ = ["Sheet", "first_sentence", "give_roles", "role_by_rules"]

FURNITURE_BELOW = 0.15  # score below which a line is set aside; measured in bench/clean.py
FOREIGN_SHARE = 0.3  # letters of another script that make a line part of a widget
_ABBREVIATED = re.compile(
    r"(?:\b(?:[A-Z]\.)+|\b(?:Mr|Mrs|Ms|Dr|Gen|Col|Lt|Sgt|Maj|Capt|Gov|Sen|Rep|Prof|St|No|Inc|Ltd|Co|Jr|Sr|vs|Brig|Adm|Cmdr|Hon|Rev|Mt|Ft|etc|e\.g|i\.e)\.)$"
)
_HANDS_OVER = re.compile(
    r"(?:From|Via|Per|Quoting|As|Here is|Here['’]s|Over (?:at|to))"
    r"\s+(?:the\s+)?[A-Z][\w’'&.-]*(?:\s+[\w’'&.-]+){0,4}:"
)
# A handle no byline has: with a figure or an underscore, or in small letters throughout.
_HANDLE = re.compile(
    r"(?:(?i:top comment): ?)?(?!https?:)(?:(?=\w*[\d_])(?=\w*[^\W\d_])\w{3,25}|[a-z]{5,25}|[A-Z]\w+ [A-Z]\.)"
    r"(?::|\s+[–-])\s+\S"
)
_BIO = re.compile(
    r",? (?:is|was|covers|writes|reports|has (?:covered|written|reported|been)|joined|works|edits|tweets|can be)\b"
)
_SENTENCE_END = re.compile(r"[.!?][\"'”’)]*\s+(?=[\"'“‘(]?[A-ZÀ-Þ0-9])")
_HINT_ROLES: tuple[tuple[frozenset[str], Role], ...] = (
    (frozenset({"comment", "comments"}), "comment"),
    (frozenset({"related", "popular"}), "related"),
)
_PAGE_HINTS = """ad bio breadcrumb button consent copyright donate footer form header keyword nav newsletter pagination
paywall promo search share sidebar skip widget"""
_HINT_FURNITURE = frozenset(re.findall(r"\w+", _PAGE_HINTS))


@dataclass(slots=True)
class Sheet:
    """All that is known of a page when roles are given. Keys are indices of runs."""

    facts: Facts
    scores: Sequence[tuple[float, str]]
    latin: bool
    title_text: str | None = None
    outlet: str | None = None
    standfirst: frozenset[int] = field(default_factory=frozenset)
    plain: bool = False  # a text without a page's structure
    asides: Mapping[int, str] = field(default_factory=dict)  # furniture known from elsewhere, with the reason
    head_end: int = field(init=False)  # the index of the story's first paragraph
    foot: int = field(init=False)  # the index from which no paragraph of the story stands any more

    def __post_init__(self) -> None:
        self.head_end = self.facts.first_prose
        self.foot = len(self.facts.runs)
        while self.foot and (
            not self.facts.traits[self.foot - 1].prose or _HANDLE.match(self.facts.runs[self.foot - 1].text)
        ):
            self.foot -= 1


def give_roles(sheet: Sheet) -> list[Line]:
    """The lines of the page: one or more a run, in order, disjoint, covering every run whole."""
    lines: list[Line] = []
    given = _with_foot(sheet, [role_by_rules(sheet, i) for i in range(len(sheet.facts.runs))])
    for i, run in enumerate(sheet.facts.runs):
        role, score, reason = given[i]
        at = run.start
        dateline = sheet.facts.datelines.get(i)
        if dateline is not None and not dateline.alone and role in ("body", "quotation", "methods_note"):
            end = at + len(run.text[: dateline.end].rstrip())
            lines.append(Line(at, end, "dateline", score, "place and agency before the first words"))
            rest = run.text[dateline.end :]
            at = run.end - len(rest.lstrip())
            text = rest.lstrip()
        else:
            text = run.text
        if role in ("body", "quotation") and (cut := _note_ends(text)) is not None:
            lines.append(Line(at, at + cut, "methods_note", score, "tells how the story was reported"))
            rest = text[cut:]
            at, text = run.end - len(rest.lstrip()), rest.lstrip()
            if not text:
                continue
        lines.append(Line(at, run.end, role, score, reason))
    return lines


def _with_foot(sheet: Sheet, given: list[tuple[Role, float, str]]) -> list[tuple[Role, float, str]]:
    """The roles with those of a plain text's last lines that the foot model is sure the rules have wrong."""
    if not sheet.plain:
        return given
    shares = read_foot(sheet.facts.runs, sheet.facts.traits, [role for role, _, _ in given])
    for i, share in shares.items():
        rule, score, _ = given[i]
        traits = sheet.facts.traits
        heading = rule == "body" and i < sheet.facts.zone.last and traits[i + 1].sentence and not traits[i].sentence
        role = rule if heading else revise(rule, share)
        if role != rule and i not in sheet.facts.credits:
            given[i] = (
                role,
                max(score, 0.5) if role == "body" else min(score, 0.3),
                "by its place and wording at the foot",
            )
    return given


def first_sentence(text: str) -> int:
    """Where the first sentence ends, its closing marks included; the whole length where there is but one."""
    for match in _SENTENCE_END.finditer(text[:1200]):
        end = len(text[: match.end()].rstrip())
        if not _ABBREVIATED.search(text[:end]):
            return end
    return len(text)


@lru_cache(maxsize=8192)  # a paragraph stands in every reprint
def _note_ends(text: str) -> int | None:
    """The end of the sentences at a paragraph's head that tell how the story was reported; None where none do."""
    lex = lexicon()
    end = first_sentence(text)
    head = " ".join(text[:end].split()).lstrip("*•†-–— ")
    if lex.methods.search(head):
        return end
    if end == len(text) and lex.anonymity.search(head) and not head.startswith(('"', "“")):
        return end
    return None


def role_by_rules(sheet: Sheet, i: int) -> tuple[Role, float, str]:
    """The role of a run by the rules, with the score that it is story and the reason."""
    run, t = sheet.facts.runs[i], sheet.facts.traits[i]
    score, reason = sheet.scores[i]
    low = min(score, 0.1)
    if i == sheet.facts.title:
        return "title", 0.5, "the headline"
    if sheet.facts.comments is not None and i >= sheet.facts.comments:
        return _in_comments(sheet, i, low)
    if t.mail_header and i < sheet.facts.zone.first:
        return "furniture", low, "a header of the message"
    found = [f for f in sheet.facts.credits.get(i, ()) if f.whole]
    if found:
        kinds = {f.kind for f in found}
        if (
            "copyright" not in kinds
            and sheet.outlet
            and all(f.kind == "agency" and f.rule != "sign-off" and same_outlet(f.name, sheet.outlet) for f in found)
        ):
            return "furniture", low, "the outlet's own name"
        if "copyright" not in kinds:
            by = bool(kinds & {"byline", "affiliation"}) or re.match(r"\W*[Bb][Yy]\s", run.text) is not None
            noted = {f.rule for f in found} <= {"reporting by", "editing by"} or kinds == {"agency"}
            role: Role = "byline" if by and not noted else "credit"
            return role, low, f"{found[0].rule}: {found[0].name}"[:120]
    dateline = sheet.facts.datelines.get(i)
    if dateline is not None and dateline.alone and dateline.place:
        return "dateline", low, "a dateline on a line of its own"
    if date_line(run.text) and not run.quoted and i not in sheet.facts.related:
        return "furniture", low, "a date"
    if t.words <= 120 and is_correction(t.plain) and not t.label:
        return "correction", score, "a correction or a note of the editors"
    if sheet.title_text and t.words <= 45 and is_copy(run.text, sheet.title_text):
        return "furniture", low, "repeats the title"
    if i in sheet.standfirst:
        return "standfirst", score, "a deck under the headline"
    if i < sheet.head_end and not t.prose and dated_part(run.text) and i not in sheet.facts.related:
        return "furniture", low, "a date with what stands beside it"
    if run.kind == "caption" or ("caption" in run.hints and not run.main) or (t.words <= 60 and _captioned(run, t)):
        return "caption", min(score, 0.3), "a caption or picture credit"
    if i in sheet.facts.related:
        why = sheet.facts.related[i]
        return ("furniture" if " box " in why or why.startswith("heading") else "related"), low, why
    if _about_author(sheet, i):
        return "furniture", low, "about the author"
    if i in sheet.asides:
        return "furniture", low, sheet.asides[i]
    if i >= sheet.foot > 0 and t.words >= 3 and _HANDLE.match(run.text):
        return "comment", low, "signed with a reader's handle"
    if aside := _page_talk(sheet, i):
        return "furniture", min(score, 0.05), aside
    if hinted := _hinted(sheet, i):
        return hinted[0], low, hinted[1]
    if sheet.latin and (t.other_script > FOREIGN_SHARE):
        return "furniture", low, "in another script than the page"
    if sheet.latin and t.foreign and not run.quoted:
        return "furniture", low, "in another language than the page"
    if score < FURNITURE_BELOW:
        return "furniture", score, reason
    if run.quoted:
        return "quotation", score, "set off as a quotation"
    if i and t.prose and _HANDS_OVER.match(sheet.facts.runs[i - 1].text.strip()) and sheet.facts.zone.holds(i - 1):
        return "quotation", score, "the line before says from whom it is quoted"
    return "body", score, reason


def _about_author(sheet: Sheet, i: int) -> bool:
    """A note such as "Ann Lee covers courts for the Courier" at the foot of a story by Ann Lee."""
    run, t = sheet.facts.runs[i], sheet.facts.traits[i]
    if t.words > 60 or i < sheet.facts.zone.last - 1:
        return False
    text = run.text.lstrip("•*-–— ")
    writers = {f.name for found in sheet.facts.credits.values() for f in found if f.kind == "byline"}
    return any(
        text.casefold().startswith(w.casefold()) and _BIO.match(text[len(w) :]) for w in writers if len(w.split()) > 1
    )


def _page_talk(sheet: Sheet, i: int) -> str | None:
    """Why a line is furniture by its words, None where they do not say so."""
    t = sheet.facts.traits[i]
    inside = sheet.facts.zone.first < i < sheet.facts.zone.last
    if t.page_talk:
        return f"page talk: {t.page_talk}"
    if t.label:
        return "a button or menu entry"
    if t.counter and not (inside and t.words >= 1 and sheet.facts.runs[i].quoted):
        return "a counter"
    if t.mail_header:
        return "a header of the message"
    if t.plain_talk and not (t.terminal and t.words >= 8 and sheet.facts.zone.holds(i)):
        return "page talk"
    return None


def _hinted(sheet: Sheet, i: int) -> tuple[Role, str] | None:
    """What the page's own marks make of a run that its main text leaves out."""
    run, t = sheet.facts.runs[i], sheet.facts.traits[i]
    hints = set(run.hints)
    if not hints or (run.main and t.prose) or (run.main is None and t.prose):
        return None
    for names, role in _HINT_ROLES:
        if names & hints and not run.main:
            return role, f"marked by the page as {min(names & hints)}"
    if "correction" in hints and t.words > 4:
        return "correction", "marked by the page as a correction"
    if "pullquote" in hints and t.words >= 3:
        said = any(j != i and run.text.strip("\"“”‘’' ") in other.text for j, other in enumerate(sheet.facts.runs))
        return ("furniture", "a pull quote, said again in the story") if said else None
    if not run.main and (marked := sorted(_HINT_FURNITURE & hints)):
        return "furniture", f"marked by the page as {marked[0]}"
    return None


def _captioned(run: Run, t: Traits) -> bool:
    at = caption_at(t.plain)
    # A paragraph of the story may end in brackets too: long ones need the mark at their head or a picture's credit.
    return at == 0 or (at is not None and t.words <= 40)


def _in_comments(sheet: Sheet, i: int, low: float) -> tuple[Role, float, str]:
    t = sheet.facts.traits[i]
    if i in sheet.facts.related:
        return "related", low, sheet.facts.related[i]
    if aside := _page_talk(sheet, i):
        return "furniture", min(low, 0.05), aside
    if i == sheet.facts.comments or lexicon().comments.search(t.plain):
        return "furniture", low, "heading of the comments"
    found = sheet.facts.credits.get(i)
    if found and all(f.kind == "copyright" for f in found):
        return "furniture", low, "copyright"
    if t.words <= 120 and t.words > 4 and is_correction(t.plain):
        return "correction", low, "a correction or a note of the editors"
    return "comment", low, "among the readers' comments"
