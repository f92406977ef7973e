"""What is scored: the contract's JSON, each report's text and attributions; from a trace, or from the gold itself."""

from __future__ import annotations

import tempfile
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bench.gate.piles import Pile, visible_text
from bench.gate.quotes import Folded
from hearsay.case import trace
from hearsay.show import to_json

PREFIXES = ("person", "official", "anonymous", "document", "witness")
CREDIT_FORMS = ("credit", "republication")  # scored with the credits, not with the spans of sentences


@dataclass(frozen=True)
class Spans:
    """One attribution: source, cue and content as spans of the report's text; ``parent`` is a place in the list."""

    source: tuple[tuple[int, int], ...]
    cue: tuple[tuple[int, int], ...]
    content: tuple[tuple[int, int], ...]
    parent: int | None
    stance: str
    holder: str | None


@dataclass(frozen=True)
class Run:
    """The answer to a pile. ``texts`` and ``attributions`` go by report id of the case."""

    case: dict[str, Any]
    texts: dict[str, str]
    attributions: dict[str, list[Spans]]


def trace_pile(pile: Pile) -> Run:
    """Trace the reports of a pile in this process."""
    with tempfile.TemporaryDirectory() as scratch:
        traced = trace(str(pile.folder / "reports"), Path(scratch) / "case", workers=0)
        try:
            findings = traced.case.findings()
            case = to_json(findings)
            texts = {r.id: r.text for r in findings.reports}
            rows = {
                r.id: [
                    Spans(
                        tuple((s.start, s.end) for s in a.source),
                        tuple((s.start, s.end) for s in a.cue),
                        tuple((s.start, s.end) for s in a.content),
                        a.parent,
                        a.stance,
                        (a.hop.name or a.hop.description) if a.hop else None,
                    )
                    for a in traced.case.attributions(r.id)
                ]
                for r in findings.reports
            }
        finally:
            traced.case.close()
    return Run(case, texts, rows)


def present_gold(pile: Pile) -> Run:
    """The gold as the contract's output: what scores 100 on every layer, or the scorer is wrong."""
    gold = pile.gold
    texts = {r["id"]: visible_text(pile.folder / r["file"]) for r in gold["reports"]}
    claims = [_claim(claim, texts) for claim in gold["claims"]]
    case = {
        "reports": [_report(r, texts[r["id"]]) for r in gold["reports"]],
        "derivations": [dict(d) for d in gold["derivations"]],
        "incidents": [dict(i) for i in gold["incidents"]],
        "claims": claims,
        "disagreements": [d for claim, told in zip(gold["claims"], claims, strict=True) for d in _sides(claim, told)],
        "dropped": [],
    }
    return Run(case, texts, {r: spans for r in texts if (spans := gold_spans(pile, r)) is not None})


def gold_spans(pile: Pile, report: str) -> list[Spans] | None:
    """The gold attributions within the sentences of a report; None where that layer was not written."""
    if pile.attributions is None:
        return None
    rows = [a for a in pile.attributions.get(report, {}).get("attributions", []) if a["form"] not in CREDIT_FORMS]
    place = {a["id"]: i for i, a in enumerate(rows)}

    def spans(pairs: list[list[int]]) -> tuple[tuple[int, int], ...]:
        return tuple((s, e) for s, e in pairs)

    return [
        Spans(
            spans(a["source"]),
            spans(a["cue"]),
            spans(a["content"]),
            place.get(a["nested_in"]),
            {"declines_comment": "declines", "not_reached": "declines"}.get(a["stance"], a["stance"]),
            a["source_entity"]["name"] if a["source_entity"] else None,
        )
        for a in rows
    ]


def _report(gold: dict[str, Any], text: str) -> dict[str, Any]:
    day = gold["published"]
    lines = [dict(row) for row in gold["lines"]]
    return {
        "id": gold["id"],
        "path": gold["file"],
        "duplicate_of": None,
        "outlet": {"name": gold["outlet"], "how": "gold"},
        "title": gold["title"],
        "byline": gold["byline"],
        "published": {"start": day, "end": day, "precision": "day", "how": "gold"} if day else None,
        "credits": gold["credits"],
        "lines": lines,
    }


def _claim(claim: dict[str, Any], texts: dict[str, str]) -> dict[str, Any]:
    folded = {i: Folded(t) for i, t in texts.items()}
    mentions = []
    for a in claim["attestations"]:
        start, end = folded[a["report"]].find(a["quote"]) or (0, 0)
        when, place = a.get("when"), a.get("where")
        mentions.append(
            {
                **{k: a[k] for k in ("report", "voice", "stance", "polarity", "modality", "hedge", "value")},
                "quote": a["quote"],
                "start": start,
                "end": end,
                "chain": [_hop(h) for h in a["chain"]],
                "when": {**when, "precision": "day"} if when else None,
                "where": {"name": place, "path": [place], "said": place} if place else None,
                "actors": a.get("actors", []),
            }
        )
    first = claim["attestations"][0]
    return {
        "id": claim["id"],
        "incident": claim["incident"],
        "kind": claim["kind"],
        "gist": {"report": first["report"], "quote": first["quote"]},
        "mentions": mentions,
        "readings": claim["readings"],
        "origins": claim["origins"],
        "independent": claim["independent"],
    }


def _hop(hop: str) -> dict[str, Any]:
    head, colon, rest = hop.partition(":")
    kind, name = (head, rest) if colon and head in PREFIXES else ("outlet", hop)
    if hop.startswith("unknown outlet ("):
        return {"kind": "outlet", "name": None, "description": None, "cue": None}
    if kind == "anonymous":
        return {"kind": kind, "name": None, "description": name, "cue": None}
    return {"kind": kind, "name": name, "description": None, "cue": None}


def _sides(claim: dict[str, Any], told: dict[str, Any]) -> list[dict[str, Any]]:
    by_kind: dict[str, list[list[int]]] = defaultdict(list)
    for relation in claim["relations"]:
        by_kind[relation["kind"]] += [relation["a"], relation["b"]]
    return [
        {"claim": told["id"], "kind": kind, "sides": [{"mentions": side} for side in sides]}
        for kind, sides in by_kind.items()
    ]
