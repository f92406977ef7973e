"""The marked excerpts: every mark reads, every incident has claims that several excerpts word."""

import re
from collections import defaultdict
from pathlib import Path

from training.incidents import read_excerpts, unmark

EXCERPTS = Path(__file__).resolve().parents[2] / "corpus" / "excerpts"


def test_marks_become_spans():
    text, spans = unmark("Police said [2|the pier fell] and that [1|nine died].")
    assert text == "Police said the pier fell and that nine died."
    assert [(text[s:e], claim) for s, e, claim in spans] == [("the pier fell", 2), ("nine died", 1)]


def test_no_mark_of_the_corpus_is_left_over():
    for path in sorted(EXCERPTS.glob("*.txt")):
        for line in path.read_text(encoding="utf-8").splitlines():
            assert line.startswith("#") or not re.search(r"[\[\]|]", unmark(line)[0]), f"{path.name}: {line[:60]}"


def test_incidents_of_the_corpus_have_claims_with_several_wordings():
    incidents = read_excerpts(EXCERPTS)
    assert len(incidents) > 100
    for incident in incidents:
        told = defaultdict(set)
        for clause in incident.clauses:
            told[clause.claim].add(clause.report)
            assert 0 < clause.low < clause.high < len(incident.texts[clause.text])
        assert sum(len(reports) >= 3 for reports in told.values()) >= 5, incident.name
