"""The wording: what codes, kinds and counts are called in front of people. Templates over fields, never sentences."""

from __future__ import annotations

from hearsay.show.safe import one_line
from hearsay.types import Answer, Count, Grade, Hop, Independent, Mention, Report, Stated, Value, When

__all__ = [
    "CONFLICTS",
    "DERIVATIONS",
    "KINDS",
    "LINKS",
    "ROLES",
    "STANCES",
    "VOICES",
    "answer_words",
    "chance",
    "count_words",
    "grade_words",
    "hop_kind",
    "hop_name",
    "how_words",
    "interval",
    "manner",
    "number",
    "outlet_name",
    "plural",
    "reason_words",
    "when_words",
]

REASONS = {
    "no_holder": "nobody is named who could know",
    "retracted": "its only origin has taken it back",
    "outweighed": "at most one independent chain, against a side with at least two",
    "contested": "at most one independent chain, and others conflict or deny",
    "corroborated": "at least two independent chains, and nothing against them",
    "disputed": "at least two independent chains, but others conflict or deny",
    "unsure": "at least two independent chains, if what was taken for no copy is none",
    "one_newsroom": "at least two origins, but no two separate ways",
    "may_coincide": "several chains that may go back to one holder",
    "single_origin": "everything goes back to one origin",
    "unsourced": "told in an outlet's own voice, with no source given",
    "opinion": "an opinion, which no count can support",
    "motive": "a motive, which no count can support",
    "forecast": "a forecast, which no count can support",
}
CONFLICTS = {
    "conflict": "accounts conflict",
    "update": "figure updated over time",
    "scope": "accounts differ in scope",
    "refines": "one account is more exact",
    "denial": "denied",
}
STANCES = {
    "asserts": "says so",
    "confirms": "confirms it",
    "denies": "denies it",
    "doubts": "doubts it",
    "declines": "declines to say",
}
VOICES = {"attributed": "attributed", "own": "own reporting", "unsourced": "no source given"}
MODALITIES = {"planned": "planned", "aborted": "called off", "hypothetical": "hypothetical"}
KINDS = {
    "outlet": "outlet",
    "person": "person",
    "official": "official",
    "anonymous": "unnamed source",
    "document": "document",
    "witness": "witness",
}
DERIVATIONS = {
    "republication": "republishes",
    "passage_reuse": "reuses passages of",
    "citation": "cites",
    "shared_quotation": "shares a quotation with",
}
ROLES = {
    "title": "title",
    "standfirst": "standfirst",
    "byline": "byline",
    "dateline": "dateline",
    "credit": "credit",
    "body": "body",
    "quotation": "block quotation",
    "caption": "caption",
    "correction": "correction",
    "methods_note": "methods note",
    "related": "related link",
    "comment": "reader comment",
    "furniture": "site furniture",
}
LINKS = {
    "text": "read in the text",
    "credit": "read in a credit",
    "block": "block quotation",
    "copy": "copied words found in the pile",
    "outlet": "publishes the report",
}
_HOW = {
    "given": "given by your table",
    "text": "read in the page",
    "declared_jsonl": "declared by the record",
    "declared_mail": "declared by the mail",
    "declared_jsonld": "declared by the page (JSON-LD)",
    "declared_og": "declared by the page (Open Graph)",
    "declared_meta": "declared by the page (meta)",
    "inferred_url": "guessed from the address",
    "inferred_domain": "guessed from the domain",
}


def plural(n: int, noun: str, many: str | None = None) -> str:
    """As in "1 report", "7 reports"."""
    return f"{n:,} {noun if n == 1 else many or noun + 's'}"


def interval(low: object, high: object) -> str:
    """As in "2" where the ends meet, else "1–3"."""
    return str(low) if low == high else f"{low}–{high}"


def chance(p: float) -> str:
    """A probability in two digits that never rounds to certainty: .97, <.01, >.99, 0, 1."""
    if p in (0.0, 1.0):
        return f"{p:.0f}"
    return "<.01" if p < 0.01 else ">.99" if p > 0.99 else f"{p:.2f}".removeprefix("0")


def number(value: float | str | None) -> str:
    """A number as people write it; empty for an open end."""
    if value is None:
        return ""
    if isinstance(value, str):
        return one_line(value)
    return f"{value:,.0f}" if float(value).is_integer() else f"{value:,.10g}"


def _bounds(low: float | str | None, high: float | str | None) -> str:
    if low is None and high is None:
        return ""
    if low == high:
        return number(low)
    if high is None:
        return f"{number(low)} or more"
    return f"up to {number(high)}" if low is None else f"{number(low)}–{number(high)}"


def count_words(origins: Count, independent: Independent | Count) -> str:
    """As in "origins 1–2, independent 1"."""
    return f"origins {interval(origins.low, origins.high)}, independent {interval(independent.low, independent.high)}"


def answer_words(answer: Answer | Value | None) -> str:
    """A reading's words and, where they are not the number itself, what they were taken to mean."""
    if answer is None:
        return "one account"
    said = one_line(answer.text if isinstance(answer, Answer) else answer.said)
    bounds = _bounds(answer.low, answer.high)
    return f"{said} [{bounds}]" if bounds and bounds not in said.split() else said or bounds


def when_words(when: When | None) -> str:
    """An interval of days; the words it was read from where it has no day."""
    if when is None:
        return ""
    if when.start is None and when.end is None:
        return one_line(when.said or "")
    if when.start == when.end:
        return one_line(when.start or "")
    return one_line(f"{when.start or '…'} – {when.end or '…'}")


def how_words(how: str | None) -> str:
    """Where a piece of metadata came from, in words."""
    return _HOW.get(how or "", one_line((how or "not stated").replace("_", " ")))


def reason_words(code: str) -> str:
    """A grade's reason code in words."""
    return REASONS.get(code, one_line(code.replace("_", " ")))


def grade_words(grade: Grade) -> str:
    """As in "credibility 3 of 6: everything goes back to one origin"."""
    reasons = "; ".join(reason_words(r) for r in grade.reasons)
    return f"credibility {grade.credibility} of 6" + (f": {reasons}" if reasons else "")


def outlet_name(outlet: Stated | None, path: str) -> str:
    """What to call a report's outlet; its file where the outlet is not known."""
    return one_line(outlet.value) if outlet and outlet.value.strip() else f"unknown outlet ({one_line(_file(path))})"


def hop_name(hop: Hop, report: Report | None = None) -> str:
    """What to call a holder: its name, else its description in quotation marks, else that it is not named."""
    if hop.name and hop.name.strip():
        return one_line(hop.name)
    if hop.description and hop.description.strip():
        return f"“{one_line(hop.description)}”"
    if hop.kind == "outlet" and report is not None:
        return outlet_name(None, report.path)
    return f"{KINDS.get(hop.kind, hop.kind)}, not named"


def hop_kind(hop: Hop) -> str:
    """What a holder is: its role as given where it has a name, else its kind; empty for an outlet."""
    if hop.kind == "outlet":
        return ""
    if hop.name and hop.description:
        return one_line(hop.description)
    return KINDS.get(hop.kind, hop.kind)


def manner(mention: Mention) -> str:
    """How a mention is put: stance, voice, and what is not plain assertion."""
    parts = [
        STANCES[mention.stance],
        VOICES[mention.voice],
        "in the negative" if mention.polarity == "negated" else "",
        MODALITIES.get(mention.modality, ""),
        f"hedged (“{one_line(mention.hedge)}”)" if mention.hedge else "",
        mention.soft or "",
    ]
    return ", ".join(p for p in parts if p)


def _file(path: str) -> str:
    return path.replace("\\", "/").rstrip("/").rsplit("/", 1)[-1] or path
