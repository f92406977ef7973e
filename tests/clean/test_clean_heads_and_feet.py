"""Days, bylines and roles of the lines above and under a story, in the shapes that saved pages have."""

import pytest

from hearsay.clean import CLEAN
from hearsay.clean.byline_forms import people_by_label, people_in_places, person_and_place, staff_of
from hearsay.clean.bylines import read_byline
from hearsay.clean.credits import read_credits
from hearsay.clean.published import dated_part, days_of_line
from hearsay.types import Document

STORY = (
    "The roof of the grain hall in Pernava came down before noon on Monday while a shift of twenty was at work.\n\n"
    "Firefighters pulled three men from the rubble by nightfall, the town's fire chief Marek Sohl said at the gate.\n\n"
    "The owner of the hall had been told in spring that its beams were rotten, two former inspectors said on Tuesday.\n"
)


def clean(text):
    return CLEAN.run(document=Document(id="a", path="a.txt", media="text", source=text)).value


def roles(text):
    report = clean(text)
    return {" ".join(report.text[line.start : line.end].split()): line.role for line in report.lines}


@pytest.mark.parametrize(
    "line",
    [
        "13-May-2031 | Grain | Buildings",
        "13.05.31 / TOWN / page 14-15",
        "Tuesday 13/05/2031 16:00. Not for use before.",
        "Tuesday 13 May 2031, morning bulletin (transcript, translated)",
        "Date: 13-05-2031 Time: 11:05:44:am",
        "Lowland Wire · May 13, 2031, 3:48 p.m.",
        "GDB bot+editors // Tue 13 May 2031",
        "By ANN LEEMay 13, 2031 6:05am",
        "Pernava Daily - Brana - Tuesday, 13 May 2031",
        "Pernava camp, 13 May 2031, 18:00 h",
    ],
)
def test_a_day_beside_other_words_dates_the_page(line):
    published = clean(f"Grain hall falls on workers in Pernava\n{line}\n\n{STORY}").published
    assert published is not None
    assert published.start == "2031-05-13"


def test_days_in_figures():
    assert [day.first for day, _ in days_of_line("15-05-2033")] == [(5, 15)]
    assert [day.year for day, _ in days_of_line("17.10.32")] == [2032]
    assert days_of_line("version 1.2.34 of it") == []
    assert not dated_part("The hall fell on 13 May 2031 and nobody had been told of the beams by anyone")


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("Ann Lee (in Brana) and Jan Holub (at Sola bridge)", ["Ann Lee", "Jan Holub"]),
        ("Ann Lee in Brana and Jan Holub in Pernava", ["Ann Lee", "Jan Holub"]),
        ("By Ann Lee on the Sola quay", ["Ann Lee"]),
        ("Ann Lee, Pernava", ["Ann Lee"]),
        ("Interview: Ann Lee. Text: Jan Holub", ["Ann Lee", "Jan Holub"]),
        ("Presenter: Ann Lee", ["Ann Lee"]),
        ("By ANN LEEPublished 20:14 15 May 2033", ["ANN LEE"]),
        ("POSTED BY EDDA T. ON 6 SEPTEMBER 2031", ["EDDA T."]),
        ('posted by moderator "Trotter" on Mon 16/05/33 09.40   (212 votes)', ["Trotter"]),
        ("posted by The Gossip on Fri Nov 7 @ 8:02", ["The Gossip"]),
        ("Feed Staff | 5 Mar 2031 09:12", ["Feed Staff"]),
        ("by Lookout Desk", ["Lookout Desk"]),
        ("Tim KK | Sabtu, 13 Sep 2031 | 16:21 WITA", ["Tim KK"]),
    ],
)
def test_a_byline_is_read_in_its_less_common_forms(line, names):
    found = read_byline(line, bare=True)
    assert [f.name for f in found if f.kind == "byline"] == names
    assert not [f for f in found if f.kind == "agency"]


def test_what_is_no_byline():
    assert people_in_places("Four killed in Brana and three in Pernava") == []
    assert person_and_place("Ann Lee, Reporter") is None
    assert people_by_label("Text: the beams were rotten, he said.") == []
    assert staff_of("Hundreds of staff") is None


def test_a_credit_in_one_part_of_a_dated_line():
    assert [(f.kind, f.name) for f in read_credits("16.05.2033 - 10:02 - Africa - via GrainTalk")] == [
        ("via", "GrainTalk")
    ]
    assert [(f.kind, f.name) for f in read_credits("Saturday, March 8, 2031 | Compiled by the Digest desk")] == [
        ("byline", "the Digest desk")
    ]
    assert [(f.kind, f.name) for f in read_credits("by Lowland Press Bureau12 October 2032, 18.40")] == [
        ("agency", "Lowland Press Bureau")
    ]
    assert [(f.kind, f.name) for f in read_credits("Produced by the Sola TV web desk. Do you have pictures?")] == [
        ("contributor", "Sola TV web desk")
    ]


def test_a_short_byline_under_a_headline_does_not_join_it():
    text = f"Inspectors knew for months that the beams of the hall were rotten\nby Ann Lee\n\n{STORY}"
    assert clean(text).byline == ("Ann Lee",)


def test_a_signature_under_a_statement_is_no_byline():
    assert clean(f"Statement on the hall\n13 May 2031\n\n{STORY}\nAnn Lee, Chairwoman\n").byline == ()


def test_the_head_and_foot_of_a_page_get_their_roles():
    found = roles(
        "The Sola Post\nHome | River | Sport | Town\nGrain hall falls on workers\n13 May 2031\n\n" + STORY + "\n"
        "From the LC:\n\nThe beams had been painted over in the week before the visit, three workers said.\n\n"
        "Nobody in the town would say who had ordered the paint, and the mayor did not come to the door.\n\n"
        "Read next: Ferry fares to rise\nBaca juga: Harga tiket naik\n>> Fishing permits: what changes\n"
        "Classifieds: Water tank, two heifers\nMissed a show? Get the podcast\nPage 1 of 1\n"
        "carl_77: they always come back\n(This version corrects the spelling of Sohl)\n"
    )
    assert found["The Sola Post"] == "furniture"
    assert found["13 May 2031"] == "furniture"
    assert found["The beams had been painted over in the week before the visit, three workers said."] == "quotation"
    assert found["Read next: Ferry fares to rise"] == "related"
    assert found["Baca juga: Harga tiket naik"] == "related"
    assert found[">> Fishing permits: what changes"] == "related"
    assert found["Classifieds: Water tank, two heifers"] == "furniture"
    assert found["Missed a show? Get the podcast"] == "furniture"
    assert found["Page 1 of 1"] == "furniture"
    assert found["carl_77: they always come back"] == "comment"
    assert found["(This version corrects the spelling of Sohl)"] == "correction"


def test_a_place_and_a_day_on_a_line_of_their_own_are_a_dateline():
    found = roles(f"TERRA GRAIN\nStatement on the hall\nBrana, 13 May 2031 – for immediate release\n\n{STORY}")
    assert found["Brana, 13 May 2031 – for immediate release"] == "dateline"


@pytest.mark.parametrize(
    ("line", "agency"),
    [
        ("Sola Post staff, with files from Lowland News Agency", "Lowland News Agency"),
        ("By Sola Post staff with files from LNA", "LNA"),
        ("Courier staff, with wire reports", "wire reports"),
    ],
)
def test_a_staff_byline_keeps_its_agency(line, agency):
    assert [f.name for f in read_credits(line) if f.kind == "agency"] == [agency]


def test_a_station_s_own_tag_in_the_dateline_is_no_credit():
    report = clean(f"KVRN News 9\nHome | Watch | Weather | Sport\nGrain hall falls\n\nPERNAVA (KVRN) - {STORY}")
    assert [(c.kind, c.name) for c in report.credits] == [("dateline", "PERNAVA")]
