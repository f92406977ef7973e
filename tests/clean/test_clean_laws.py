"""Laws: whatever the text, its lines are disjoint, in order and hold every character that is not white space."""

from __future__ import annotations

import time

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hearsay.clean import CLEAN
from hearsay.clean.page import clean_plainly
from hearsay.types import Document, Report

PIECES = st.sampled_from(
    [
        "Four people died on Monday when a bridge fell into the river near Karsk, the police said.",
        "By Ann LeeMarch 3, 2031 11:52 am",
        "KARSK (MNA) — Gunmen killed four drivers on the road to Dalan on Thursday night.",
        "Subscribe",
        "2,500 $",
        "Originally appeared at DockTalk",
        "This article is based on interviews with 14 people. None of them was paid.",
        "MORE ON THE TOPIC:",
        "3 Comments",
        "Petra says:",
        "> “Nobody came,” he said",
        "Read more: Port strike enters second week",
        "© 2031 The Harbour Ledger",
        "\u200b",
        "\x00\x0c",
        "٣ أيام",
        "- item one",
        "he said.",
        "Correction: It was Tuesday.",
    ]
)
TEXTS = st.one_of(
    st.text(max_size=200),
    st.lists(st.one_of(PIECES, st.text(max_size=40)), max_size=14).map("\n".join),
    st.lists(PIECES, max_size=14).map("\n\n".join),
    st.lists(PIECES, max_size=8).map("\r\n".join),
)


def clean(text: str) -> Report:
    return CLEAN.run(document=Document("r", "p.txt", "text", text)).value


def check(report: Report) -> None:
    at = 0
    for line in report.lines:
        assert at <= line.start < line.end <= len(report.text)
        assert not report.text[at : line.start].strip()
        assert 0.0 <= line.score <= 1.0
        assert line.reason
        at = line.end
    assert not report.text[at:].strip()
    for credit in report.credits:
        assert 0 <= credit.start < credit.end <= len(report.text)
        assert credit.name


@given(TEXTS)
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_lines_hold_the_whole_text(text):
    report = clean(text)
    assert report.text == text
    check(report)


@given(TEXTS)
@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_cleaning_twice_gives_the_same(text):
    assert clean(text) == clean(text)


HOSTILE = [
    "",
    " \n\t\n",
    "a" * 300_000,
    "A" * 300_000,
    "Aa" * 100_000,
    "( " * 60_000,
    "By " * 40_000,
    "A. " * 50_000,
    "1 " * 60_000,
    "—" * 100_000,
    "“" * 50_000,
    "(A" * 50_000,
    "@a" * 60_000,
    "a.b@" * 30_000,
    "via " * 50_000,
    "KARSK, " * 30_000,
    "Ann Lee, " * 20_000,
    ("A" * 99 + " ") * 3_000,
    "x\n" * 20_000,
    "Share\nx says:\n12\n" * 3_000,
]


@pytest.mark.parametrize(
    "text",
    HOSTILE,
    ids=lambda t: repr(t[:8]),
)
def test_hostile_text_is_cleaned_in_good_time(text):
    begun = time.process_time()
    check(clean(text))
    assert time.process_time() - begun < 6


def test_without_its_page_a_report_keeps_its_text():
    made = clean_plainly(
        Document("r", "p.txt", "text", "Karsk road closed\n\nFour people died."), "took too long"
    ).value
    check(made)
    assert made.warnings[0] == "took too long"
