"""One outcome, however it is governed: what was prevented, refused or turned back did not come about."""

from __future__ import annotations

import pytest
from claims_of import mentions


@pytest.mark.parametrize(
    ("text", "event", "polarity"),
    [
        ("The ministry denied entry to the relief convoy on Monday.", "enter", "negated"),
        ("The observers were refused access to the camp on Monday.", "enter", "negated"),
        ("The observers gained access to the camp on Monday.", "enter", "affirmed"),
        ("No supplies got in that day.", "enter", "negated"),
        ("Hardly any supplies got in that week.", "enter", "negated"),
        ("Soldiers turned the trucks back at the bridge on Monday.", "enter", "negated"),
        ("The convoy was blocked at the border on Monday.", "enter", "negated"),
        ("Guards prevented the trucks from crossing the bridge on Monday.", "cross", "negated"),
        ("The trucks were unable to cross the bridge on Monday.", "cross", "negated"),
        ("The guards did not allow the trucks to cross the bridge on Monday.", "cross", "negated"),
        ("The fire forced the crew to leave the ship on Monday.", "leave", "affirmed"),
        ("The convoy entered the town on Monday.", "enter", "affirmed"),
    ],
)
def test_outcome_is_the_predicate_and_turns_the_polarity(text: str, event: str, polarity: str) -> None:
    (mention,) = mentions(text)
    assert (mention.predicate, mention.polarity) == (event, polarity)


@pytest.mark.parametrize(
    "text",
    [
        "Soldiers blocked the road to the border on Monday.",
        "Police stopped the march in the square on Monday.",
        "The court allowed the firm to sell the mine on Monday.",
    ],
)
def test_what_says_nothing_of_an_outcome_stays_as_it_is(text: str) -> None:
    assert all(m.polarity == "affirmed" and m.predicate not in ("enter", "sell") for m in mentions(text))


def test_what_is_kept_out_is_whom_it_befell() -> None:
    (mention,) = mentions("The ministry denied entry to the relief convoy on Monday.")
    assert [a.head for a in mention.arguments if a.role == "target"] == ["convoy"]
    assert "enter" in mention.terms
    assert "deny" not in mention.terms


def test_clause_ends_where_a_noun_goes_on_for_another() -> None:
    text = "No supplies got in that day and fears that the garrison would mutiny have so far been calmed."
    first = mentions(text)[0]
    assert text[first.start : first.end] == "No supplies got in that day"
