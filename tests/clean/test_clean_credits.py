"""Credits, bylines and datelines read from single lines; and sentences of a story that are none."""

from __future__ import annotations

import pytest

from hearsay.clean.bylines import read_byline
from hearsay.clean.credits import read_credits, sign_off
from hearsay.clean.datelines import read_dateline

CREDITS = {
    "Originally appeared at DockTalk": "republished_from DockTalk",
    "This article was originally published on The Undercurrent.": "republished_from The Undercurrent",
    "This story first ran in the Harbour Ledger and is reposted here with thanks.": "republished_from Harbour Ledger",
    "First published in The Brno Ledger on 3 March 2031.": "republished_from The Brno Ledger",
    "Republished with permission from Common Quay": "republished_from Common Quay",
    "This article was republished from The Ostrava Courier under a Creative Commons license. Read the original.": (
        "republished_from The Ostrava Courier"
    ),
    "Read the original at ostravacourier.example": "republished_from ostravacourier.example",
    "Reprinted from openQuay": "republished_from openQuay",
    "Authored by Max Harrow via The Undercurrent": "byline Max Harrow; via The Undercurrent",
    "h/t Litava Watch": "via Litava Watch",
    "via Litava Watch": "via Litava Watch",
    "Source: Meridian News Agency": "agency Meridian News Agency",
    "Source: The Ostrava Courier": "republished_from The Ostrava Courier",
    "With inputs from MNA": "agency MNA",
    "With files from Jan Holub": "contributor Jan Holub",
    "(With inputs from agencies)": "agency agencies",
    "From wire reports": "agency wire reports",
    "Story by Ledger staff and wire reports": "byline Ledger staff; affiliation Ledger; agency wire reports",
    "By STEVE PELLS and TOMAS BOMA": "byline STEVE PELLS; byline TOMAS BOMA",
    "By Ann Lee and Jan Holub, Meridian News Agency": "byline Ann Lee; byline Jan Holub; agency Meridian News Agency",
    "By Ann Lee | Staff Reporter": "byline Ann Lee",
    "By Ann LeeMarch 3, 2031 11:52 am": "byline Ann Lee",
    "By Ann Lee (MNA)": "byline Ann Lee; agency MNA",
    "By A. B. Lee, Courier Staff Writer": "byline A. B. Lee; affiliation Courier",
    "Posted by admin": "byline admin",
    "Posted on March 7, 2031 by The Watcher": "byline The Watcher",
    "Written by Karolina Cove.": "byline Karolina Cove",
    "By Our Correspondent": "byline Our Correspondent",
    "Jan Holub and Eva Mala contributed to this report.": "contributor Jan Holub; contributor Eva Mala",
    "Meridian News Agency writer Josh Lind in Ostrava contributed to this report.": (
        "agency Meridian News Agency; contributor Josh Lind"
    ),
    "Reporting by Ana Mari and Jan Holub in Ostrava; Editing by Bill Tarr": (
        "contributor Ana Mari; contributor Jan Holub; contributor Bill Tarr"
    ),
    "© 2031 The Ostrava Courier. All rights reserved.": "copyright The Ostrava Courier",
    "This report was produced in partnership with the Quay Desk.": "contributor Quay Desk",
}
NO_CREDITS = [
    "The report was released by the Interior Ministry on Monday.",
    "This report was released by Quay Watch on Monday and counts 14 dead.",
    "First reported by Sahara Wire, the attack killed four.",
    "Taken from Karsk, the boys were held for a week.",
    "Published by the army, the list names 14 men.",
    "By the time he arrived, it was over.",
    "By Monday evening Ann Lee had left Ostrava.",
    "Staff and guests fled the hotel.",
    "Reporting from the front is banned, the army said.",
    "With reports of shooting from Dalan, the army closed the road.",
    "He contributed to the reporting of the massacre, prosecutors said.",
    "While AI tools have contributed to this report, it was checked by people.",
    "Source: army",
    "Support DockTalk",
]
DATELINES = {
    "CARVENA, Feb 23 (Meridian News Agency) - Four people died": ("CARVENA", "Meridian News Agency", "Feb 23"),
    "MOLA CITY (MNA) — The city's": ("MOLA CITY", "MNA", None),
    "LONDON — Some 300 people": ("LONDON", None, None),
    "BERUNA/THE HOLM, March 7 (X) - Judges": ("BERUNA/THE HOLM", "X", "March 7"),
    "OSTRAVA, Czech Republic (MNA) — The": ("OSTRAVA, Czech Republic", "MNA", None),
    "Monday, 3 March, Ostrava: The police": ("Ostrava", None, "3 March"),
    "(Ostrava) – The authorities": ("Ostrava", None, None),
    "OSTRAVA, March 3 /MNA/ - The": ("OSTRAVA", "MNA", "March 3"),
    "(MNA) - Four people": (None, "MNA", None),
    "Karsk, 6 March 2032. The mission": ("Karsk", None, "6 March 2032"),
    "4 March 2031, Litava -- At least": ("Litava", None, "4 March 2031"),
}
NO_DATELINES = [
    "However — the army said",
    "BREAKING — Four dead",
    "Jan Holub — the mayor — said",
    "President Holub (ODS) - who was there",
    "The United Nations (UN) - Its",
    "Tuesday — The army",
    "Q: What did you see?",
    "Police said on Monday (March 3) — it",
]


@pytest.mark.parametrize("line", CREDITS)
def test_a_credit_is_read_by_its_wording(line):
    assert "; ".join(f"{f.kind} {f.name}" for f in read_credits(line)) == CREDITS[line]


@pytest.mark.parametrize("line", NO_CREDITS)
def test_a_sentence_of_the_story_is_no_credit(line):
    assert read_credits(line) == []


@pytest.mark.parametrize("line", DATELINES)
def test_a_dateline_is_read_by_its_shape(line):
    found = read_dateline(line, early=True)
    assert found is not None
    assert (found.place, found.agency, found.day.said if found.day else None) == DATELINES[line]
    assert line[found.end :][:1].isupper()


@pytest.mark.parametrize("line", NO_DATELINES)
def test_a_dash_alone_makes_no_dateline(line):
    assert read_dateline(line, early=True) is None


def test_a_bare_place_is_a_dateline_only_where_the_story_begins():
    assert read_dateline("LONDON — Some 300 people", early=False) is None
    assert read_dateline("LONDON, March 3 (MNA) — Some 300 people", early=False) is not None


@pytest.mark.parametrize(
    ("line", "name"),
    [("(MNA)", "MNA"), ("— Meridian News Agency", "Meridian News Agency"), ("He left the hall. (MNA)", "MNA")],
)
def test_an_agency_signs_the_end(line, name):
    found = sign_off(line)
    assert found is not None
    assert found.name == name
    assert name in line[found.start : found.end]


def test_initials_explained_in_a_sentence_sign_nothing():
    assert sign_off("He joined the Free Ostrava Front (FOF).") is None
    assert sign_off("-- Ann Lee") is None


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("Ann Lee | March 3, 2031", ["Ann Lee"]),
        ("Ann Lee, Staff Writer", ["Ann Lee"]),
        ("Jonas Brekk in Dalan and agencies", ["Jonas Brekk"]),
        ("Amy Gibb Political Correspondent", ["Amy Gibb"]),
        ("Jan Holub, mayor", []),
        ("New Ostrava Bridge Opens", []),
        ("Monday, 3 March 2031", []),
    ],
)
def test_a_byline_without_by_needs_a_date_a_job_or_a_place(line, names):
    assert [f.name for f in read_byline(line, bare=True) if f.kind == "byline"] == names
