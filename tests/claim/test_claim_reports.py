"""Invented reports with hand-made gold: what is found, and what is said of it."""

import tomllib
from collections import Counter
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest

from hearsay.attribute import ATTRIBUTE
from hearsay.claim import read_claims
from hearsay.read import parse_report
from hearsay.text import fold
from hearsay.types import Line, Report, Stated, When

ROWS = tomllib.loads((Path(__file__).parent / "reports.toml").read_text(encoding="utf-8"))["report"]
BY_NAME = {row["name"]: row for row in ROWS}


@cache
def claims(name):
    row = BY_NAME[name]
    text = row["text"].lstrip("\n")
    lines, at = [], 0
    for raw in text.split("\n"):
        if raw:
            lines.append(Line(at, at + len(raw), "body" if lines else "title", 1.0, ""))
        at += len(raw) + 1
    day = When("2031-06-05", "2031-06-05", "day", None, "given")
    outlet = Stated(row["outlet"], "given")
    report = Report(name, f"{name}.txt", text, "en", tuple(lines), (), outlet=outlet, published=day)
    parse = parse_report(report)
    attributions = ATTRIBUTE.run(report=report, parse=parse).value
    return report, read_claims(report, parse, attributions)


def find(report, mentions, said):
    start = report.text.index(said)
    end = start + len(said)

    def share(mention):
        return max(0, min(end, mention.end) - max(start, mention.start)) / min(end - start, mention.end - mention.start)

    return [m for m in mentions if share(m) >= 0.5]


def marks(gold, mention):
    """Which fields of the gold row the mention has right."""
    value = mention.value
    out = {
        "stance": mention.stance == gold["stance"] if "stance" in gold else mention.stance in ("asserts", "confirms"),
        "modality": mention.modality == gold.get("modality", "happened"),
    }
    if (gold.get("low"), gold.get("high")) != (0, 0):
        out["polarity"] = mention.polarity == gold.get(
            "polarity", "negated" if gold.get("stance") == "denies" else "affirmed"
        )
    if "unit" in gold:
        out["unit"] = value is not None and value.unit == gold["unit"]
    if "low" in gold:
        high = None if gold.get("open") else gold.get("high")
        close = value is not None and value.low == gold["low"]
        out["value"] = close and (value.high == high or (high and value.high and abs(value.high / high - 1) < 1e-9))
    if "kind" in gold:
        out["kind"] = mention.kind == gold["kind"]
    if "hedge" in gold:
        out["hedge"] = mention.hedge is not None and gold["hedge"] in mention.hedge.lower()
    if "last" in gold:
        hop = mention.chain[-1]
        out["last"] = gold["last"] in fold(" ".join(x for x in (hop.name, hop.description, hop.body) if x))
    elif "stance" not in gold:
        out["last"] = mention.voice != "attributed"
    return out


def test_the_facts_of_the_reports_are_found_and_read_right():
    found, total, right, asked = 0, 0, Counter(), Counter()
    for name, row in BY_NAME.items():
        report, made = claims(name)
        for gold in row["gold"]:
            total += 1
            candidates = find(report, made.value, gold["said"])
            if not candidates:
                continue
            found += 1
            best = max((marks(gold, m) for m in candidates), key=lambda k: (sum(map(bool, k.values())), len(k)))
            asked.update(best.keys())
            right.update(k for k, ok in best.items() if ok)
    assert found / total >= 0.97
    floors = {"stance": 0.96, "polarity": 0.97, "modality": 0.96, "unit": 0.9, "value": 0.88, "last": 0.88, "kind": 0.9}
    for field, floor in floors.items():
        assert right[field] / asked[field] >= floor, (field, right[field], asked[field])


@pytest.mark.parametrize("name", sorted(BY_NAME))
def test_what_is_no_claim_is_dropped_with_a_reason(name):
    report, made = claims(name)
    for said in BY_NAME[name]["none"]:
        start = report.text.index(said)
        hits = [m for m in made.value if m.start < start + len(said) and m.end > start and m.soft is None]
        assert not hits, [report.text[m.start : m.end] for m in hits]
        assert any(d.what.strip() and fold(d.what[:20]) in fold(report.text) for d in made.dropped)


def test_a_refusal_takes_the_claim_it_is_about():
    _, made = claims("explosion")
    refusal = next(m for m in made.value if m.stance == "declines")
    assert refusal.voice == "attributed"
    assert any(m.predicate == refusal.predicate and m.stance != "declines" for m in made.value)


def test_two_counts_of_one_clause_are_two_mentions():
    _, made = claims("border")
    units = {m.value.unit: m for m in made.value if m.value}
    dead, wounded = units["people killed"], units["people injured"]
    assert (dead.value.low, dead.value.high) == (7, None)
    assert dead.id != wounded.id


def test_a_retraction_denies_what_it_takes_back_in_the_outlets_name():
    _, made = claims("protest")
    taken_back = next(m for m in made.value if m.value and m.value.low == 3)
    assert taken_back.stance == "denies"
    assert [h.kind for h in taken_back.chain] == ["outlet"]


def test_a_mention_depends_on_its_report_alone():
    report, made = claims("flood")
    moved = replace(report, path="elsewhere/copy.txt")
    parse = parse_report(moved)
    assert read_claims(moved, parse, ATTRIBUTE.run(report=moved, parse=parse).value) == made
