"""Bodies, firms and groups whose own statement is a report of the pile, and what texts call them.

A ministry's bulletin is a source like an outlet's report: who says "a ministry bulletin speaks of 17 dead" has it from
there. Texts name such bodies by part of their name, by what they are ("the company", "police") and by what they
issued, so a mention counts only with what it is said to have said found in the statement.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from hearsay.lexicons import read_table
from hearsay.link.outlets import Outlets
from hearsay.text import fold
from hearsay.types import Report, Span

__all__ = ["Issuer", "find_issuers", "issues_itself", "mentions_of"]

_ENDS = 8  # lines at either end of a page where a statement says what it is
_RELEASE = re.compile(
    r"for immediate release|\b(?:press|media|news) (?:release|statement|office|officer|contacts?|enquiries|inquiries)\b"
    r"|\bcommuniqu[eé]\b|\bnotes? (?:to|for) editors\b|\b(?:investor|media) relations\b|\bcorporate affairs\b"
    r"|\bstatement (?:by|from|of|on|no)\b|\bbulletin no\b|\bpress notice\b|\bcomunicado\b"
    r"|\bstock exchange (?:release|notice)\b|\bforward-looking\b|^contacts?:"
)
_WE = re.compile(r"\b(?:we|our|us)\b")
_QUOTED = re.compile(r"[“\"][^”\"\n]*[”\"]")
_WHEN = (
    r"(?:(?:earlier|this|that|last|on|in|at|an?|the|morning|afternoon|evening|night|week|today|yesterday|\w+day),? )*"
)
_ADVERB = r"(?:(?:which|has|had|have|now|also|only|itself|earlier|later|first|since) )*"
_OWN_EARS = re.compile(
    r"\btold (?:us|me|this|our)\b|\bin an interview\b|\bby (?:tele)?phone\b|\b(?:declined|refused) to\b|\bcould not be "
    r"reached\b|\bdid not (?:respond|answer|reply|return)\b|\bno comment\b|\basked (?:about|by|whether|if)\b"
)
_ARTICLES = frozenset(("el", "la", "le", "les", "il", "lo", "der", "die", "das", "al"))
_TALLY = re.compile(r"\d[^.]{0,12}\($")  # "17 (interior ministry)"
_NAMED_ENOUGH = 5  # letters of the word that names a firm


@dataclass(frozen=True, slots=True)
class Issuer:
    """A body with a statement in the pile: its reports, the words of its name, the pattern texts name it by."""

    reports: tuple[str, ...]
    name: str
    words: frozenset[str]
    pattern: re.Pattern[str]
    first: str


def issues_itself(report: Report) -> bool:
    """Whether a report is its publisher's own statement: by the publisher's name, or by what the text calls itself."""
    if (
        report.outlet is None
        or report.byline
        or any(c.kind in ("agency", "republished_from", "via") for c in report.credits)
    ):
        return False
    name = _words(report.outlet.value)
    if set(name) & _media():
        return bool({name[0], name[-1]} & _naming())
    if set(name) & _naming():
        return True
    lines = [*report.lines[:_ENDS], *report.lines[-_ENDS:]]
    ends = "\n".join(fold(report.text[x.start : min(x.end, x.start + 160)]) for x in lines)
    told = fold(_QUOTED.sub("", "\n".join(report.text[x.start : x.end] for x in report.lines if x.role == "body")))
    distinct = next((w for w in name if w not in _lacking() and len(w) > 3), "\n")
    if name[:1] and name[0] in _ARTICLES:
        return False  # "El Mirador" is a paper
    return _RELEASE.search(ends) is not None and (_WE.search(told) is not None or distinct in told)


def find_issuers(reports: Mapping[str, Report], outlets: Outlets) -> tuple[Issuer, ...]:
    """The bodies that issued reports of the pile, with the wordings that can mean only one of them."""
    by_name: dict[str, list[str]] = {}
    for id_, report in sorted(reports.items()):
        if report.duplicate_of is None and issues_itself(report) and report.outlet:
            by_name.setdefault(outlets.full_name(report.outlet.value), []).append(id_)
    forms = {name: set(_forms(name)) for name in by_name}
    others = {
        w
        for r in reports.values()
        if r.outlet and outlets.full_name(r.outlet.value) not in by_name
        for w in _words(r.outlet.value)
    }
    found = []
    for name, ids in by_name.items():
        mine = {f for f in forms[name] if not any(f in forms[o] for o in forms if o != name)}
        mine = {f for f in mine if " " in f or f not in others}
        pattern = "|".join(sorted(map(re.escape, mine), key=lambda f: (-len(f), f))) or "(?!)"
        found.append(
            Issuer(tuple(ids), name, frozenset(_words(name)), re.compile(rf"\b(?:{pattern})\b"), _words(name)[0])
        )
    return tuple(found)


def mentions_of(issuer: Issuer, text: str, sentence: Span) -> Iterator[tuple[Span, bool]]:
    """Where a sentence names a body as one that said something, or its papers; and whether only by what it is."""
    said = fold(text[sentence.start : sentence.end])
    if len(said) != sentence.end - sentence.start or _OWN_EARS.search(said):
        return
    for match in issuer.pattern.finditer(said):
        if match.group() == issuer.first and not text[sentence.start + match.start()].isupper():
            continue
        before, after = said[: match.start()], said[match.end() :]
        forms = _wordings()
        papers = forms.papers.match(after) is not None
        bracketed = _TALLY.search(before) is not None and after[:1] in (",", ")")
        if papers or bracketed or forms.says.match(after) or forms.led.search(before):
            loose = match.group() in read_table("issuers.toml")["called"] and not papers
            yield Span(sentence.start + match.start(), sentence.start + match.end()), loose


@dataclass(frozen=True, slots=True)
class _Wordings:
    """What follows a body's name, or leads up to it, where it is said to have said something."""

    says: re.Pattern[str]
    papers: re.Pattern[str]
    led: re.Pattern[str]


@cache
def _wordings() -> _Wordings:
    table = read_table("issuers.toml")
    says, papers = ("|".join(table[key].split()) for key in ("says", "papers"))
    given = "registered|verified|counted|recorded|given|issued|claimed|released"
    return _Wordings(
        re.compile(
            rf"(?:,[^,.]{{2,60}},|\([^)]*\))? {_WHEN}{_ADVERB}"
            rf"(?:(?:{says})|(?:speaks?|spoke|talks?) of|has a (?:list|count|tally))\b"
        ),
        re.compile(rf"(?:['’]s?)? (?:own |latest )?(?:{papers})s?\b"),
        re.compile(
            rf"\b(?:according to|(?:{papers}) (?:by|from|of)|(?:{given}) by) (?:(?:the|an?) )?(?:[\w-]+ ){{0,2}}$"
        ),
    )


def _forms(name: str) -> Iterator[str]:
    """What a body may be called: its name with and without what it may lack, turned round, and what it is."""
    plain = _words(name)
    core = [w for w in plain if w not in _lacking()] or plain
    yield " ".join(plain)
    yield " ".join(core)
    kinds = [w for w in core if w in _naming()]
    if len(core) > 1:
        for kind in kinds:
            for other in core:
                if other != kind:
                    yield f"{other} {kind}"
    short = "".join(w[0] for w in re.findall(r"[^\W\d_]+", name) if w[0].isupper())
    if len(short) >= 3:
        yield fold(short)
    firm = not set(plain) & (_naming() - set(_legal()))
    if firm and core and len(core[0]) >= _NAMED_ENOUGH:
        yield core[0]
    for noun, stands_for in read_table("issuers.toml")["called"].items():
        if (stands_for == "*" and firm) or set(stands_for.split()) & set(plain):
            yield noun


def _words(name: str) -> list[str]:
    return re.findall(r"[^\W_]+", fold(name).replace("'", "").replace("’", ""))


@cache
def _naming() -> frozenset[str]:
    return frozenset(read_table("issuers.toml")["names"].split())


@cache
def _lacking() -> frozenset[str]:
    return frozenset(read_table("issuers.toml")["lacks"].split())


@cache
def _legal() -> frozenset[str]:
    return frozenset(read_table("issuers.toml")["firms"].split())


@cache
def _media() -> frozenset[str]:
    return frozenset(read_table("outlet_words.toml")["media"].split())
