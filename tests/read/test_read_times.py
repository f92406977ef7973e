from datetime import date

import pytest

from hearsay.read import parse_report
from hearsay.types import Credit, Line, Report, When


def report(text, published="2031-03-06", **more):
    lines = []
    at = 0
    for part in text.split("\n"):
        lines.append(Line(at, at + len(part), "body", 1.0, "test"))
        at += len(part) + 1
    when = When(published, published, "day", how="declared_jsonld") if published else None
    return Report("r", "r.txt", text, "en", tuple(lines), more.pop("credits", ()), published=when, **more)


def times(text, published="2031-03-06", **more):
    parse = parse_report(report(text, published, **more))
    return {text[t.start : t.end]: t.when and (t.when.start, t.when.end, t.when.precision) for t in parse.times}


def day(text):
    return (text, text, "day")


# 6 March 2031 is a Thursday.
@pytest.mark.parametrize(
    ("text", "said", "meant"),
    [
        ("It burned on Tuesday.", "Tuesday", day("2031-03-04")),
        ("It burned on Thursday.", "Thursday", day("2031-03-06")),
        ("They will meet on Tuesday.", "Tuesday", day("2031-03-11")),
        ("They meet next Tuesday.", "next Tuesday", day("2031-03-11")),
        ("It burned Sunday night.", "Sunday night", day("2031-03-02")),
        ("It burned yesterday.", "yesterday", day("2031-03-05")),
        ("It burned last night.", "last night", day("2031-03-05")),
        ("It burned this morning.", "this morning", day("2031-03-06")),
        ("It burned on 3 March 2031.", "3 March 2031", day("2031-03-03")),
        ("It burned on March 3, 2031.", "March 3, 2031", day("2031-03-03")),
        ("It burned on Monday, 3 March.", "Monday, 3 March", day("2031-03-03")),
        ("It burned on the 5th of February.", "5th of February", day("2031-02-05")),
        ("It burned on Dec. 24.", "Dec. 24", day("2030-12-24")),
        ("It burned on 2031-02-01.", "2031-02-01", day("2031-02-01")),
        ("It burned on 13/02/2031.", "13/02/2031", day("2031-02-13")),
        ("It burned last week.", "last week", ("2031-02-24", "2031-03-02", "week")),
        ("It burned last month.", "last month", ("2031-02-01", "2031-02-28", "month")),
        ("It burned late last month.", "late last month", ("2031-02-20", "2031-02-28", "month")),
        ("It burned earlier this month.", "earlier this month", ("2031-03-01", "2031-03-06", "month")),
        ("It burned in January.", "January", ("2031-01-01", "2031-01-31", "month")),
        ("It burned in October.", "October", ("2030-10-01", "2030-10-31", "month")),
        ("It burned last year.", "last year", ("2030-01-01", "2030-12-31", "year")),
        ("It burned in 2019.", "2019", ("2019-01-01", "2019-12-31", "year")),
        ("It has burned since 2019.", "2019", ("2019-01-01", None, "year")),
        ("It burned two days ago.", "two days ago", day("2031-03-04")),
        ("It burned two weeks ago.", "two weeks ago", ("2031-02-17", "2031-02-23", "week")),
        ("It burned over the past three days.", "the past three days", ("2031-03-03", "2031-03-06", "day")),
        ("It burned in the first quarter of 2030.", "the first quarter of 2030", ("2030-01-01", "2030-03-31", "month")),
    ],
)
def test_an_expression_means_days(text, said, meant):
    assert times(text)[said] == meant


def test_the_night_before_is_reckoned_from_the_date_named_last():
    assert times("Police came on 3 March. It began the night before.")["the night before"] == day("2031-03-02")


def test_a_date_that_could_be_march_or_april_is_left_open():
    assert times("It burned on 03/04/2031.") == {"03/04/2031": None}


def test_without_an_anchor_relative_times_stay_unresolved_and_absolute_ones_do_not():
    assert times("It burned on Tuesday, not on 3 March 2031.", published=None) == {
        "Tuesday": None,
        "3 March 2031": day("2031-03-03"),
    }


def test_the_dateline_day_goes_before_the_day_of_publication():
    text = "LODZ, March 4 (NWA) - The depot burned on Monday."
    found = parse_report(report(text, "2031-03-06", credits=(Credit("dateline", "LODZ", 0, 13),)))
    when = next(t.when for t in found.times if text[t.start : t.end] == "Monday")
    assert (when.start, when.how) == ("2031-03-03", "dateline")


def test_a_count_that_looks_like_a_year_is_no_time():
    assert times("Some 2,000 people and 1950 houses were hit.") == {}
    assert times("More than 2000 people came.") == {}


def test_impossible_dates_do_not_fail():
    assert times("It burned on 31 February 2031 and in 2031.")["31 February 2031"] is None


@pytest.mark.parametrize("published", ["not-a-date", "2031", "2031-13-45"])
def test_a_damaged_publication_date_is_no_anchor(published):
    assert times("It burned on Tuesday.", published)["Tuesday"] is None


def test_every_interval_is_in_order():
    text = "Late on Friday, early next month, overnight, mid-April, three years later, until Monday, the 1990s."
    for t in parse_report(report(text)).times:
        if t.when and t.when.start and t.when.end:
            assert date.fromisoformat(t.when.start) <= date.fromisoformat(t.when.end)
