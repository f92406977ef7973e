"""What was planned and what came of it, and numbers that somebody gives bare."""

from __future__ import annotations

import pytest
from claims_of import mentions, of


@pytest.mark.parametrize(
    ("text", "said", "wanted"),
    [
        ("The rally that the union had called for Saturday is off.", "rally", "aborted"),
        ("The ceremony was to have begun at noon.", "ceremony", "aborted"),
        ("The clinic had been due to reopen in May.", "clinic", "aborted"),
        ("A march had been planned by the students.", "march", "aborted"),
        ("A raid on the yard was planned and called off.", "raid", "aborted"),
        ("A drill planned for January was postponed.", "drill", "aborted"),
        ("The drill is planned for Monday.", "drill", "planned"),
        ("The ministry is drafting rules on fuel sales.", "ministry", "planned"),
        ("The committee meets on Tuesday.", "committee", "planned"),
        ("Smoke could be seen from the harbour.", "Smoke", "happened"),
        ("A judge asked him if he had slept.", "judge", "happened"),
        ("The committee met on Tuesday.", "committee", "happened"),
    ],
)
def test_modality_of_plans(text: str, said: str, wanted: str) -> None:
    assert of(text, said).modality == wanted


@pytest.mark.parametrize("text", ["The union says nine.", "The police said nine.", "The company says nine dead."])
def test_bare_number_is_a_claim_of_who_gives_it(text: str) -> None:
    (mention,) = mentions("A wall fell on the crowd. " + text)[1:]
    assert mention.value is not None
    assert (mention.value.low, mention.value.high) == (9, 9)
    assert mention.voice == "attributed"


def test_verb_that_can_also_mean_to_say_stands_where_somebody_else_says_it() -> None:
    assert of("The match has been put off, the league said.", "match").predicate


def test_clause_under_a_cue_stands_whatever_relation_it_was_given() -> None:
    assert of("Six people were aboard the aircraft, which left at ten, the airline said.", "Six people").value
