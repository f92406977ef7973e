"""Denials, grants and refusals by wording, and the polarity that goes with them."""

from __future__ import annotations

import pytest

from hearsay.attribute import ATTRIBUTE
from hearsay.claim import read_claims
from hearsay.read import parse_report
from hearsay.types import Line, Mention, Report, Role, Stated, When


def of(text: str, said: str, role: Role = "body") -> Mention:
    day = When("2031-06-05", "2031-06-05", "day")
    lines = (Line(0, len(text), role, 1.0, ""),)
    report = Report("r", "r.txt", text, "en", lines, (), outlet=Stated("Vale Echo", "given"), published=day)
    parse = parse_report(report)
    attributions = ATTRIBUTE.run(report=report, parse=parse).value  # type: ignore[misc]
    at = text.index(said)
    found = read_claims(report, parse, attributions).value
    return next(m for m in found if m.start <= at < m.end)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("It is not true that the dam was blown up, the ministry said.", "dam was blown"),
        ("It is false that the minister has resigned.", "minister has"),
        ("Police denied that officers had beaten the driver.", "officers"),
        ("The company's claim that the siren was sounded is a lie.", "siren"),
        ("The Echo retracts the statement.", "retracts"),
        ('"There was no plan to clear the valley," said interior ministry spokesman Jan Holub.', "plan"),
        ("Police spokeswoman Ana Reyes said officers had never entered the chapel.", "entered"),
    ],
)
def test_wording_denies(text: str, said: str) -> None:
    mention = of(text, said)
    assert (mention.stance, mention.polarity) == ("denies", "negated")


def test_what_one_calls_a_thing_denies_no_report() -> None:
    assert (
        of('The producer called the recall of nine lots "purely precautionary" on Monday.', "producer").stance
        == "asserts"
    )
    assert of('The governor called the report "a fairy tale".', "governor").stance == "denies"


def test_correction_takes_back_what_was_said() -> None:
    assert of("The first report said that the bridge opened in 1969.", "bridge", "correction").stance == "denies"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("The mine's lawyer did not dispute that a letter had been sent.", "dispute"),
        ("The ministry did not deny that there had been a warning.", "deny"),
    ],
)
def test_not_to_dispute_is_to_grant(text: str, said: str) -> None:
    assert of(text, said).stance == "confirms"


@pytest.mark.parametrize(
    "text",
    [
        "The company turned down an interview.",
        "The ministry had not called back when this page closed.",
        "The embassy is yet to respond to our queries.",
        "The warden would not go into that.",
        "She took no questions.",
        "The firm's manager did not pick our calls.",
        "Calls to the mayor, Ana Ilieva, went unanswered.",
    ],
)
def test_refusal_is_on_no_side(text: str) -> None:
    mention = of(text, text.split()[-2])
    assert (mention.stance, mention.polarity) == ("declines", "affirmed")


def test_who_will_not_be_named_still_tells() -> None:
    text = "An engineer who declined to be named said the operator had let the lake rise."
    assert of(text, "operator").stance == "asserts"


def test_at_least_a_number_is_no_negation() -> None:
    assert of("No fewer than 23 persons were killed on Sunday.", "persons").polarity == "affirmed"


def test_not_one_is_a_negation() -> None:
    assert of("Not one conveyor has moved since Monday.", "conveyor").polarity == "negated"


def test_a_toll_of_nought_is_a_number() -> None:
    mention = of("No passengers were killed, police spokesman Jan Holub said.", "passengers")
    assert mention.stance == "asserts"
