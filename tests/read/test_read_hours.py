"""Hours, parts of days and bare days of a month, and numbers that are hours, ages, items or sums of money."""

from __future__ import annotations

from dataclasses import replace

import pytest

from hearsay.read import bare_report, parse_report
from hearsay.types import Parse, When

THURSDAY = "2033-03-10"


def read(text: str) -> Parse:
    report = bare_report(text)
    return parse_report(replace(report, published=When(THURSDAY, THURSDAY, "day")))


def days(text: str) -> list[str | None]:
    return [t.when.start if t.when else None for t in read(text).times]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("The roof fell at around 8 pm on Tuesday.", "2033-03-08"),
        ("Around 7:35 a.m. today, a tram left the rails.", "2033-03-10"),
        ("The break-in took place at 4.11 a.m.", "2033-03-10"),
        ("The call came in at 4.19, she said.", "2033-03-10"),
        ("He walked in at twenty to six.", "2033-03-10"),
        ("They came home at one in the afternoon.", "2033-03-10"),
        ("The search was called off at dusk.", "2033-03-10"),
        ("The walkout began on Tuesday last week.", "2033-03-01"),
        ("It was signed on the twelfth of March 2031.", "2031-03-12"),
        ("The nurse has been home since the 9th.", "2033-03-09"),
        ("They were seized on the 4th of this month.", "2033-03-04"),
    ],
)
def test_hour_belongs_to_the_day_named_or_the_report(text: str, wanted: str) -> None:
    assert days(text)[0] == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("The paper was to publish on Sunday the rest of the file.", "2033-03-13"),
        ("The curfew will be relaxed on Saturday, the office said.", "2033-03-12"),
        ("The union dropped the stoppage it had called for Saturday.", "2033-03-12"),
        ("The committee meets on Tuesday.", "2033-03-15"),
        ("Forty had been counted by Friday.", "2033-03-04"),
        ("An envoy promised her a post on Tuesday.", "2033-03-08"),
        ("A plan to fly the patient home on Sunday has been put off.", "2033-03-13"),
        ("The deed was to have been signed on 30 October.", "2032-10-30"),
        ("The case was due to travel on 12 October.", "2032-10-12"),
        ("The hearing was set for 12 April.", "2033-04-12"),
        ("An offer had been made in the autumn.", "2032-09-01"),
        ("The committee met on Tuesday.", "2033-03-08"),
    ],
)
def test_weekday_lies_ahead_where_the_clause_says_so(text: str, wanted: str) -> None:
    assert days(text)[0] == wanted


def test_small_hours_after_a_night_are_the_next_day() -> None:
    assert days("The pipe burst on Tuesday night. It was shut before 1 am.") == ["2033-03-08", "2033-03-09"]


def test_weekday_after_a_day_named_before() -> None:
    assert days("The order was signed on 2 March. The strike was called for the Monday after.")[1] == "2033-03-07"


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Sh312 million has been stolen.", (312e6, 312e6, "shilling")),
        ("Customers may withdraw up to KSh 5,000.", (0, 5000, "KES")),
        ("He collects GHC 200 every week.", (200, 200, "GHS")),
        ("A member got 200.000 euro for her vote.", (200000, 200000, "EUR")),
        ("The bank owned up to 6,400 accounts.", (6400, 6400, "account")),
        ("A third of us never wash.", (0.3333, 0.3334, "people")),
        ("No officer has been arrested.", (0, 0, "officer")),
        ("The site was offline for two days after a fire.", (2, 2, "day")),
    ],
)
def test_sums_and_shares(text: str, wanted: tuple[float, float, str]) -> None:
    (quantity,) = read(text).quantities
    assert (quantity.low, quantity.high, quantity.unit) == wanted


@pytest.mark.parametrize(
    "text",
    [
        "The dead are a woman of 34 and a man of 71.",
        "Digging stopped at nine on Sunday night.",
        "The clock showed 2:04:51.",
    ],
)
def test_ages_hours_and_race_times_count_nothing(text: str) -> None:
    assert read(text).quantities == ()


def test_item_numbers_and_stamps_count_nothing() -> None:
    assert [q.low for q in read("6. 1,900 tents have been delivered.").quantities] == [1900]
    assert [q.low for q in read("17.10 Three men were arrested, police say.").quantities] == [3]
