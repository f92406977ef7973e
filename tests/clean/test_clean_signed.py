"""Bylines of unusual wording, signatures of statements, and names that a house prints in its own way."""

from __future__ import annotations

import pytest

from hearsay.clean import CLEAN
from hearsay.clean.datelines import read_dateline
from hearsay.clean.signed import read_signed, signatories
from hearsay.types import Document, Report

STORY = (
    "The roof of the grain hall in Pernava came down before dawn on Monday and killed three men, the mayor said.\n\n"
    "The owner of the hall had been told in spring that its beams were rotten, two former inspectors said on Tuesday.\n"
)


def clean(text: str) -> Report:
    assert CLEAN.run is not None
    return CLEAN.run(document=Document(id="a", path="a.txt", media="text", source=text)).value


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("Ann Lee in Ostrava, with Jan Holub at Brana", ["Ann Lee", "Jan Holub"]),
        ("Issue 12, 3 March 2031. Compiled by Ann Lee", ["Ann Lee"]),
        ("Posted Monday, March 3, 2031, 7:05 AM by Ann Lee", ["Ann Lee"]),
        ("Host: Ann Lee. Guest: Jan Holub, Brana Mills", ["Ann Lee"]),
        ("EXCLUSIVE by Ann Lee, Chief ReporterMonday 3 March 2031, 00:01", ["Ann Lee"]),
        ("Our desk: Ann Lee and Omar al-Khatib", ["Ann Lee", "Omar al-Khatib"]),
        ("By our special correspondent Ann Lee. Monday 3 March.", ["Ann Lee"]),
        ("No. 12. Monday 3 March 2031. From: Odile", ["Odile"]),
        ("3 Mar 2031 | Team Brana | 2 min", ["Team Brana"]),
        ("BY OWN CORRESPONDENT", ["Own Correspondent"]),
        ("Brana Staff | Mon, 3 March 2031", ["Brana Staff"]),
        ("by the BranaLive team03/03/31 4.45 pm", ["the BranaLive team"]),
        ("Monday 3 March 2031, 10:15", []),
        ("Share this story with a friend", []),
    ],
)
def test_a_line_that_is_a_byline_by_its_place_names_its_writers(line, names):
    assert read_signed(line) == names


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("Ann Lee, chairwoman", ["Ann Lee"]),
        ("(SGD.) COL JAN HOLUB", ["Jan Holub"]),
        ("Ann Lee, President  ·  Jan Holub, Secretary", ["Ann Lee", "Jan Holub"]),
        ("Chief Executive Officer", []),
        ("Brana River Authority", []),
        ("Ann Lee said that she would appeal.", []),
    ],
)
def test_a_signature_is_a_name_with_an_office_behind_it(line, names):
    assert signatories(line) == names


def test_who_signs_a_statement_is_credited_but_is_no_reporter():
    report = clean(
        "Brana Mill Workers' Union\nSTATEMENT No. 4\n3 March 2031\n\n" + STORY + "\nJan Holub, branch secretary\n"
    )
    assert ("byline", "Jan Holub") in {(c.kind, c.name) for c in report.credits}
    assert report.byline == ()


@pytest.mark.parametrize(
    ("head", "name"),
    [
        ("BRANA24!! | Gist | Lotto\nGrain hall falls, three men dead\nBy Ann Lee\n", "Brana24"),
        ("BRANA BUZZ \U0001f525 your daily scroll\nGrain hall falls, three men dead\n", "BRANA BUZZ"),
        ("BRANA TELEGRAM >> World >> Region\nGrain hall falls, three men dead\n", "BRANA TELEGRAM"),
        ("Grain hall falls, three men dead\nLNA - Lowland News Agency - 3 March 2031\n", "Lowland News Agency"),
        ("Grain hall falls, three men dead\nBy Lowland News Agency\n", "Lowland News Agency"),
    ],
)
def test_a_name_is_told_from_what_a_house_prints_around_it(head, name):
    report = clean(f"{head}\n{STORY}")
    assert report.outlet is not None
    assert report.outlet.value.casefold() == name.casefold()


def test_a_line_under_a_short_headline_is_not_drawn_into_it():
    long = STORY.replace("\n\n", " and so it went on for the rest of that week and of the next one as well. ")
    report = clean(
        f"BRANA BUZZ\nGrain hall falls and kills three men in Pernava\nas shared by Hall Watch Digest\n\n{long}"
    )
    assert report.title == "Grain hall falls and kills three men in Pernava"
    assert ("via", "Hall Watch Digest") in {(c.kind, c.name) for c in report.credits}


@pytest.mark.parametrize(
    "text",
    ["PRESENTER (Ann Lee): The hall has fallen.", "Lowland News Agency, 3 March 2031", "MNA - Meridian News Agency"],
)
def test_a_speaker_or_an_agency_is_no_place(text):
    assert read_dateline(text, early=True) is None


def test_an_abbreviated_province_keeps_its_stop():
    dateline = read_dateline("HALE, Low., March 3 (LNA) - The hall fell.", early=True)
    assert dateline is not None
    assert dateline.place == "HALE, Low."
