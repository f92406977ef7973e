"""What bare numbers count, and people in a state that two words name."""

from __future__ import annotations

import pytest
from claims_of import mentions


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
