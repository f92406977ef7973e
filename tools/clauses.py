"""Label the clauses that the pipeline finds in the corpus' train split: ``python tools/clauses.py OUT`` (minutes).

Writes a row per pile, as ``training/incidents.py`` reads it: the texts that are read together, and the clauses in them
with the gold claim they word, those of the gold attestations themselves too. ``label`` serves ``tools/matching.py``.
"""

from __future__ import annotations

import json
import sys
import tempfile
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from bench.gate.piles import Pile, read_split  # noqa: E402 -- the path above makes it importable
from bench.gate.quotes import Folded  # noqa: E402

from hearsay.case import trace  # noqa: E402
from hearsay.link.wordings import place  # noqa: E402
from hearsay.text import words  # noqa: E402
from hearsay.types import Mention, Report  # noqa: E402


@dataclass(frozen=True)
class Labelled:
    """A traced pile: its reports, its mentions, and the number of the gold claim of those that word one."""

    name: str
    reports: dict[str, Report]
    mentions: list[Mention]
    claims: dict[str, int]
    quotes: list[tuple[str, int, int, int]]  # report, start, end and claim of each gold attestation


def label(pile: Pile) -> Labelled:
    """Trace a pile and label its mentions by the one gold attestation that each is nearest to."""
    with tempfile.TemporaryDirectory() as scratch:
        traced = trace(str(pile.folder / "reports"), Path(scratch) / "case", workers=0)
        findings = traced.case.findings()
        traced.case.close()
    mentions = [m for c in findings.claims for m in c.mentions]
    quotes = list(find_quotes(pile, findings.reports))
    by_report = defaultdict(list)
    for m in mentions:
        by_report[m.report].append(m)
    best: dict[str, tuple[float, int]] = {}
    for report, start, end, claim in quotes:
        gist = set(words(pile.gold["claims"][claim]["gist"]))
        near: list[tuple[float, str]] = []
        for m in by_report[report]:
            over = min(end, m.end) - max(start, m.start)
            if over >= 0.5 * min(end - start, m.end - m.start):
                said = set(m.terms) | set(words(m.value.said if m.value else ""))
                near.append((over / max(end - start, m.end - m.start) + len(gist & said) / len(gist), m.id))
        if near and max(near)[0] > best.get(max(near)[1], (0.0, 0))[0]:
            best[max(near)[1]] = max(near)[0], claim
    claims = {ident: claim for ident, (_, claim) in best.items()}
    return Labelled(pile.name, {r.id: r for r in findings.reports}, mentions, claims, quotes)


def find_quotes(pile: Pile, reports: Sequence[Report]) -> Iterator[tuple[str, int, int, int]]:
    """Report, start, end and claim of each gold attestation that the texts hold."""
    texts = {Path(r.path).name: (r.id, Folded(r.text)) for r in reports}
    files = {r["id"]: Path(r["file"]).name for r in pile.gold["reports"]}
    for g, claim in enumerate(pile.gold["claims"]):
        for attestation in claim["attestations"]:
            report, folded = texts[files[attestation["report"]]]
            span = folded.find(attestation["quote"])
            if span is not None:
                yield report, *span, g


def row_of(told: Labelled) -> dict[str, object]:
    """A pile as training reads it."""
    inside = defaultdict(set)
    for report, start, end, claim in [
        *((m.report, m.start, m.end, told.claims.get(m.id, -1)) for m in told.mentions),
        *told.quotes,
    ]:
        if told.reports[report].duplicate_of is None:
            wording = place(told.reports[report], start, end)
            inside[wording.text].add((wording.start, wording.end, claim, report))
    texts = sorted(inside)
    clauses = [(i, *clause) for i, text in enumerate(texts) for clause in sorted(inside[text])]
    return {"name": told.name, "texts": texts, "clauses": clauses}


def main() -> None:
    out = Path(sys.argv[1])
    out.parent.mkdir(parents=True, exist_ok=True)
    with out.open("w", encoding="utf-8") as file:
        for pile in read_split("train"):
            file.write(json.dumps(row_of(label(pile)), ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main()
