"""The file contract: findings as the dict, and the bytes, of ``hearsay-case/1``."""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Mapping
from dataclasses import fields
from pathlib import Path
from typing import Any

from hearsay.show.output import write_bytes
from hearsay.types import (
    Anchor,
    Answer,
    Attribution,
    Claim,
    Count,
    Credit,
    Derivation,
    Disagreement,
    Dropped,
    Evidence,
    Findings,
    Hop,
    Incident,
    Independent,
    Line,
    Mention,
    Passage,
    Reading,
    Report,
    Span,
    Weighed,
    When,
)

__all__ = ["FORMAT", "case_bytes", "case_dict", "case_schema", "write_case"]

FORMAT = "hearsay-case/1"

Json = dict[str, Any]
Texts = Mapping[str, str]  # report id → text


def case_dict(findings: Findings) -> Json:
    """The findings as plain dicts and lists: the contract's fields, and some more. Lists are sorted by id and offset.

    Numbers are finite: an open end is null. Every ``quote`` is the slice ``start:end`` of its report's text.
    """
    return {key: part if isinstance(part, str) else list(part) for key, part in _parts(findings).items()}


def case_bytes(findings: Findings) -> bytes:
    """The same as UTF-8: indented by one, keys in the order of the contract, the same bytes for the same findings."""
    return bytes(_write(findings))


def _parts(findings: Findings) -> dict[str, str | Iterable[Json]]:
    texts = {r.id: r.text for r in findings.reports}
    claims = sorted(findings.claims, key=lambda c: c.id)
    disputes = [d for w in findings.weighed.values() for d in w.disagreements]
    return {
        "format": FORMAT,
        "hearsay": findings.version,
        "reports": (_report(r) for r in sorted(findings.reports, key=lambda r: (r.id, r.path))),
        "derivations": sorted((_derivation(d, texts) for d in findings.derivations), key=_by("child", "parent")),
        "incidents": (_incident(i) for i in sorted(findings.incidents, key=lambda i: i.id)),
        "claims": (_claim(c, findings.weighed.get(c.id), texts) for c in claims),
        "disagreements": sorted((_disagreement(d) for d in disputes), key=_by("claim", "slot", "kind")),
        "dropped": sorted((_dropped(d) for d in findings.dropped), key=_by("report", "stage", "reason", "what")),
        "passages": sorted((_passage(p) for p in findings.passages), key=_by("a", "b")),
        "attributions": (
            _attribution(report, number, a, texts)
            for report in sorted(findings.attributions)
            for number, a in enumerate(findings.attributions[report])
        ),
    }


def _write(findings: Findings) -> bytearray:
    """Row by row: of a large pile the rows together would take several times the memory of the file."""
    out = bytearray(b"{")
    for key, part in _parts(findings).items():
        out += b'\n "' + key.encode() + b'": '
        if isinstance(part, str):
            out += _indented(part)
        else:
            start = len(out)
            for row in part:
                out += b",\n  " + _indented(row).replace(b"\n", b"\n  ")
            out[start : start + 1] = b"["
            out += b"\n ]" if len(out) > start + 1 else b"]"
        out += b","
    out[-1:] = b"\n}\n"
    return out


def _indented(row: Json | str) -> bytes:
    import msgspec

    flat = json.dumps(row, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    try:
        return msgspec.json.format(flat.encode("utf-8"), indent=1)  # json's own indenting is ten times slower
    except UnicodeEncodeError:
        # A lone surrogate has no UTF-8; its backslash escape is what JSON writes for it.
        return json.dumps(row, ensure_ascii=False, allow_nan=False, indent=1).encode("utf-8", "backslashreplace")


def write_case(findings: Findings, path: str | Path) -> None:
    """Writes ``case_bytes``; raises OutputError."""
    write_bytes(path, _write(findings))


def _by(*keys: str) -> Any:
    def key(row: Json) -> tuple[Any, ...]:
        named = tuple(row[k] or "" for k in keys)
        return (*named, json.dumps(row, sort_keys=True))

    return key


def _number(value: float | str | None) -> float | int | str | None:
    """An integer where the float is one, null where it is not finite."""
    if not isinstance(value, float):
        return value
    if not math.isfinite(value):
        return None
    return int(value) if value.is_integer() else value


def _score(value: float) -> float:
    return float(value) if math.isfinite(value) else 0.0


def _quote(texts: Texts, report: str, start: int | None, end: int | None) -> str:
    return texts.get(report, "")[start:end] if start is not None and end is not None else ""


def _spans(spans: tuple[Span, ...], text: str) -> list[Json]:
    return [{"quote": text[s.start : s.end], "start": s.start, "end": s.end} for s in spans]


def _anchor(anchor: Anchor | None, texts: Texts) -> Json | None:
    if anchor is None:
        return None
    if anchor.start is None:
        return {"report": anchor.report, "field": anchor.field, "value": anchor.value}
    quote = _quote(texts, anchor.report, anchor.start, anchor.end)
    return {"report": anchor.report, "quote": quote, "start": anchor.start, "end": anchor.end}


def _when(when: When | None) -> Json | None:
    if when is None:
        return None
    return {"start": when.start, "end": when.end, "precision": when.precision, "said": when.said, "how": when.how}


def _report(report: Report) -> Json:
    outlet = report.outlet
    return {
        "id": report.id,
        "path": report.path,
        "duplicate_of": report.duplicate_of,
        "outlet": {"name": outlet.value if outlet else None, "how": outlet.how if outlet else None},
        "title": report.title,
        "byline": list(report.byline),
        "published": _when(report.published),
        "language": report.language,
        "credits": [_credit(c, report.text) for c in sorted(report.credits, key=lambda c: (c.start, c.end, c.kind))],
        "lines": [_line(line, report.text) for line in sorted(report.lines, key=lambda line: (line.start, line.end))],
        "warnings": list(report.warnings),
        "url": report.url,
        "canonical": report.canonical,
        "based_on": list(report.based_on),
        "aliases": list(report.aliases),
        "characters": len(report.text),
    }


def _credit(credit: Credit, text: str) -> Json:
    return {
        "kind": credit.kind,
        "name": credit.name,
        "quote": text[credit.start : credit.end],
        "start": credit.start,
        "end": credit.end,
        "covers": {"start": credit.covers.start, "end": credit.covers.end} if credit.covers else None,
    }


def _line(line: Line, text: str) -> Json:
    return {
        "quote": text[line.start : line.end],
        "start": line.start,
        "end": line.end,
        "role": line.role,
        "score": _score(line.score),
        "reason": line.reason,
    }


def _derivation(derivation: Derivation, texts: Texts) -> Json:
    return {
        "child": derivation.child,
        "parent": derivation.parent,
        "parent_outlet": derivation.parent_outlet,
        "kind": derivation.kind,
        "credited": derivation.credited,
        "direction": derivation.direction,
        "probability": _score(derivation.probability),
        "because": list(derivation.because),
        "evidence": [_evidence(e, texts) for e in derivation.evidence],
    }


def _evidence(evidence: Evidence, texts: Texts) -> Json:
    child, parent = _anchor(evidence.child, texts), _anchor(evidence.parent, texts)
    if evidence.child.start is None:
        return {"field": evidence.child.field, "value": evidence.child.value, "child": child, "parent": parent}
    quote = parent.get("quote") if parent else None
    return {"child_quote": (child or {})["quote"], "parent_quote": quote, "child": child, "parent": parent}


def _incident(incident: Incident) -> Json:
    return {
        "id": incident.id,
        "reports": sorted(incident.reports),
        "when": _when(incident.when),
        "where": incident.where,
    }


def _claim(claim: Claim, weighed: Weighed | None, texts: Texts) -> Json:
    gist = claim.mentions[claim.gist]
    counts = weighed or Weighed(claim.id, (), Count(0, 0), (), Independent(0, 0, 0.0), (), ())
    origins = [
        {
            "kind": o.kind,
            "name": o.name,
            "mentions": list(o.mentions),
            "description": o.description,
            "sure": o.sure,
        }
        for o in counts.origin_list
    ]
    return {
        "id": claim.id,
        "incident": claim.incident,
        "kind": claim.kind,
        "gist": {"report": gist.report, "quote": _quote(texts, gist.report, gist.start, gist.end)},
        "mentions": [_mention(m, texts) for m in claim.mentions],
        "readings": [_reading(r) for r in counts.readings],
        "origins": {"low": counts.origins.low, "high": counts.origins.high, "list": origins},
        "independent": _independent(counts.independent),
        "because": [
            {"a": list(t.a), "b": list(t.b), "relation": t.relation, "because": t.because} for t in counts.ties
        ],
    }


def _mention(mention: Mention, texts: Texts) -> Json:
    report = mention.report
    value, where = mention.value, mention.where
    return {
        "report": report,
        "quote": _quote(texts, report, mention.start, mention.end),
        "start": mention.start,
        "end": mention.end,
        "sentence": _quote(texts, report, mention.sentence.start, mention.sentence.end),
        "chain": [_hop(h, texts) for h in mention.chain],
        "voice": mention.voice,
        "stance": mention.stance,
        "polarity": mention.polarity,
        "hedge": mention.hedge,
        "modality": mention.modality,
        "value": {
            "low": _number(value.low),
            "high": _number(value.high),
            "unit": value.unit,
            "how": value.how,
            "said": value.said,
            "round": value.round,
            "scope": list(value.scope),
        }
        if value
        else None,
        "when": _when(mention.when),
        "where": {"name": where.name, "path": list(where.path), "said": where.said} if where else None,
        "actors": list(mention.actors),
        "id": mention.id,
        "kind": mention.kind,
        "sentence_start": mention.sentence.start,
        "sentence_end": mention.sentence.end,
        "predicate": mention.predicate,
        "arguments": [{f.name: getattr(a, f.name) for f in fields(a)} for a in mention.arguments],
        "soft": mention.soft,
        "fit": _score(mention.fit),
        "quotations": list(mention.quotations),
        "passages": list(mention.passages),
        "depends": [{"mention": i, "probability": _score(p), "because": why} for i, p, why in mention.depends],
    }


def _hop(hop: Hop, texts: Texts) -> Json:
    first = {"kind": hop.kind, "name": hop.name, "description": hop.description, "cue": hop.cue}
    rest = {f.name: getattr(hop, f.name) for f in fields(hop) if f.name not in first}
    return first | rest | {"at": _anchor(hop.at, texts), "aliases": list(hop.aliases)}


def _answer(answer: Answer | None) -> Json | None:
    if answer is None:
        return None
    return {
        "slot": answer.slot,
        "low": _number(answer.low),
        "high": _number(answer.high),
        "unit": answer.unit,
        "text": answer.text,
    }


def _independent(count: Independent) -> Json:
    return {
        "low": count.low,
        "high": count.high,
        "p2": _score(count.p2),
        "proof": {"low": list(count.proof_low), "high": list(count.proof_high)},
        "exact": count.exact,
    }


def _reading(reading: Reading) -> Json:
    return {
        "value": _answer(reading.value),
        "mentions": list(reading.mentions),
        "origins": {"low": reading.origins.low, "high": reading.origins.high},
        "independent": _independent(reading.independent),
        "grade": {"credibility": reading.grade.credibility, "reasons": list(reading.grade.reasons)},
    }


def _disagreement(disagreement: Disagreement) -> Json:
    return {
        "claim": disagreement.claim,
        "slot": disagreement.slot,
        "kind": disagreement.kind,
        "sides": [
            {
                "value": _answer(side.value),
                "mentions": list(side.mentions),
                "independent": {"low": side.independent.low, "high": side.independent.high},
            }
            for side in disagreement.sides
        ],
    }


def _dropped(dropped: Dropped) -> Json:
    return {"report": dropped.report, "what": dropped.what, "stage": dropped.stage, "reason": dropped.reason}


def _passage(p: Passage) -> Json:
    return {
        "a": p.a,
        "b": p.b,
        "a_start": p.a_start,
        "a_end": p.a_end,
        "b_start": p.b_start,
        "b_end": p.b_end,
        "words": p.words,
        "quoted": p.quoted,
        "group": p.group,
    }


def _attribution(report: str, number: int, a: Attribution, texts: Texts) -> Json:
    text = texts.get(report, "")
    return {
        "report": report,
        "number": number,
        "source": _spans(a.source, text),
        "cue": _spans(a.cue, text),
        "content": _spans(a.content, text),
        "parent": a.parent,
        "form": a.form,
        "stance": a.stance,
        "hedge": _spans((a.hedge,), text)[0] if a.hedge else None,
        "hop": _hop(a.hop, texts) if a.hop else None,
        "about": a.about,
    }


def case_schema() -> Json:
    """The JSON Schema (draft 2020-12) of the contract: strict about its fields, open to further ones."""
    from importlib.resources import files

    schema: Json = json.loads(files("hearsay.show").joinpath("case.schema.json").read_text(encoding="utf-8"))
    return schema
