"""A row of a table as a report: its text as it stands, its fields as a page's, what its head and foot say."""

import pytest

from hearsay.clean import read_making, take_row
from hearsay.types import Document, Stated

STORY = (
    "A ferry with sixty people on board ran aground off Skarholm early on Monday and was refloated on the noon tide. "
    "Its master said the channel had moved since the last survey."
)


def row(text, **fields):
    given = {k: (Stated(v, "declared_jsonl"),) for k, v in fields.items()}
    return Document("r", "pile.jsonl#1", "text", text, given=given)


def test_all_of_a_rows_text_is_one_line_of_story():
    text = f"  \n{STORY}\n\nAccept all cookies\n"
    report = take_row(row(text, outlet="Skarholm Post", title="Aground"))
    (line,) = report.lines
    assert (line.role, text[line.start : line.end]) == ("body", text.strip())
    assert (report.text, report.outlet.value, report.title) == (text, "Skarholm Post", "Aground")
    assert take_row(row(" \n ")).lines == ()


@pytest.mark.parametrize(
    ("said", "start", "end", "precision"),
    [
        ("2031-03-04", "2031-03-04", "2031-03-04", "day"),
        ("2031-03-04T06:12:00+01:00", "2031-03-04", "2031-03-04", "day"),
        ("2031-02", "2031-02-01", "2031-02-28", "month"),
        ("2031", "2031-01-01", "2031-12-31", "year"),
        ("4 March 2031", "2031-03-04", "2031-03-04", "day"),
    ],
)
def test_a_rows_date_is_as_precise_as_it_says(said, start, end, precision):
    when = take_row(row(STORY, published=said)).published
    assert (when.start, when.end, when.precision, when.said) == (start, end, precision, said)
    assert when.how == "declared_jsonl"


@pytest.mark.parametrize("said", ["soon", "0000-00-00", "2031-13-45", ""])
def test_a_date_that_is_none_stays_empty(said):
    assert take_row(row(STORY, published=said)).published is None


def test_head_and_foot_say_who_made_it():
    text = f"By Ann Lee\n\nSKARHOLM, March 3, 2031 (Moravia News Agency) - {STORY}\n\nOriginally published at The Lock"
    report = read_making(take_row(row(text, outlet="Skarholm Post")))
    told = {(c.kind, c.name) for c in report.credits}
    assert {("agency", "Moravia News Agency"), ("republished_from", "The Lock"), ("byline", "Ann Lee")} <= told
    assert all(text[c.start : c.end].strip() for c in report.credits)
    assert report.byline == ("Ann Lee",)
    assert report.published.start == "2031-03-03"


def test_what_fields_say_beats_the_text():
    text = f"By Ann Lee\n\nSKARHOLM, March 3, 2031 - {STORY}"
    report = read_making(take_row(row(text, byline="Bo Ek", published="2031-03-05")))
    assert (report.byline, report.published.start) == (("Bo Ek",), "2031-03-05")


def test_an_outlet_does_not_credit_itself():
    report = read_making(take_row(row(f"{STORY}\n\n(Moravia News Agency)", outlet="Moravia News Agency")))
    assert [c for c in report.credits if c.kind == "agency"] == []


def test_the_foot_of_a_very_long_text_is_read_at_its_place():
    text = "\n\n".join([STORY] * 900) + "\n\nSource: Moravia News Agency"
    report = read_making(take_row(row(text)))
    assert [text[c.start : c.end] for c in report.credits] == ["Source: Moravia News Agency"]
