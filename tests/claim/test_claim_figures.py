"""What bare numbers count, and people in a state that two words name."""

from __future__ import annotations

import pytest

from hearsay.attribute import ATTRIBUTE
from hearsay.claim import read_claims
from hearsay.read import parse_report
from hearsay.types import Line, Mention, Report, Stated, When


def mentions(text: str) -> tuple[Mention, ...]:
    day = When("2031-06-05", "2031-06-05", "day")
    lines = (Line(0, len(text), "body", 1.0, ""),)
    report = Report("r", "r.txt", text, "en", lines, (), outlet=Stated("Vale Echo", "given"), published=day)
    parse = parse_report(report)
    attributions = ATTRIBUTE.run(report=report, parse=parse).value  # type: ignore[misc]
    return read_claims(report, parse, attributions).value


def units(text: str) -> list[str | None]:
    return [m.value.unit for m in mentions(text) if m.value is not None]


@pytest.mark.parametrize("then", ["The union says nine.", "The union puts it at nine."])
def test_a_bare_number_counts_what_was_counted_just_before(then: str) -> None:
    assert units("Six people were killed in the pit. " + then) == ["people killed", "people killed"]


def test_a_bare_number_far_from_any_count_stays_bare() -> None:
    far = "Six people were killed in the pit. " + "The rain stopped on Monday in Vale. " * 4
    assert units(far + "The union says nine.")[-1] is None


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("Four men were shot dead on Monday.", "people killed"),
        ("Four men were stabbed to death on Monday.", "people killed"),
        ("Seven people are confirmed dead.", "people killed"),
        ("Four men were shot on Monday.", "people shot"),
        ("Seventeen patients have tested positive.", "people infected"),
        ("Nine guards were held hostage on Monday.", "people kidnapped"),
        ("Six students were rounded up on Monday.", "people arrested"),
    ],
)
def test_two_words_name_one_state(text: str, unit: str) -> None:
    assert units(text) == [unit]
