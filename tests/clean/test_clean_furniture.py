"""Lines that one outlet repeats over its reports become furniture; its stories, twice told, do not."""

from __future__ import annotations

from hearsay.clean import CLEAN, SET_FURNITURE
from hearsay.types import Document, Report, Stated

STORIES = [
    (
        "Bridge to Osk closed after crack is found",
        [
            "Engineers have closed the road bridge to Osk after finding a crack in its northern pillar on Monday.",
            "The crack is two metres long, said Ada Merrin, who heads the inspection service of the region.",
            "Buses will run by way of Tuma until the end of the month, the town hall said in a notice.",
        ],
    ),
    (
        "Two fishermen rescued off Velmora",
        [
            "Two fishermen were pulled from the sea off Velmora on Tuesday after nine hours in the water.",
            "A ferry captain saw their lamp shortly after four in the morning, the coast guard said.",
            "Both men are in hospital and are expected to recover, according to a doctor on duty.",
        ],
    ),
    (
        "Teachers in Karsk vote to strike",
        [
            "Teachers in the city of Karsk have voted to walk out for two days from next Wednesday.",
            "Their union said that 83 percent had backed the strike in a ballot held over the weekend.",
            "The education ministry called the vote regrettable and offered to reopen talks on pay.",
        ],
    ),
]
STANDING = "Velmora tide tables and harbour notices"
BACKGROUND = "Tessaly has been governed under emergency rules since the floods of 2028, which killed 61 people."
NOTE = "The Harbour Ledger does not name victims until their families have been told."


def report(n, *, extra=(), outlet="Harbour Ledger", copy_of=None, story=None) -> Report:
    title, paragraphs = STORIES[n] if story is None else STORIES[story]
    text = "\n\n".join([title, "By Ann Lee", *paragraphs[:2], *extra, *paragraphs[2:]])
    given = {"outlet": (Stated(outlet, "given"),)} if outlet else {}
    document = Document(f"r{n}{'c' if copy_of else ''}", f"r{n}.txt", "text", text, duplicate_of=copy_of, given=given)
    return CLEAN.run(document=document).value


def mark(*reports):
    return SET_FURNITURE.run(page={r.id: r for r in reports}).value


def role(found: Report, text: str) -> str:
    start = found.text.index(text)
    return next(line.role for line in found.lines if line.start == start)


def reason(found: Report, text: str) -> str:
    start = found.text.index(text)
    return next(line.reason for line in found.lines if line.start == start)


def test_a_line_repeated_over_an_outlets_reports_is_furniture():
    made = mark(report(0, extra=[STANDING]), report(1, extra=[STANDING]))
    assert role(made["r0"], STANDING) == "furniture"
    assert reason(made["r1"], STANDING) == "repeated in 2 reports of Harbour Ledger"


def test_one_report_alone_repeats_nothing():
    before = report(0, extra=[STANDING])
    assert mark(before)["r0"] == before


def test_two_outlets_sharing_a_line_is_reuse_and_no_furniture():
    before = [report(0, extra=[STANDING]), report(1, extra=[STANDING], outlet="Karsk Post")]
    made = mark(*before)
    assert made["r0"] == before[0]
    assert made["r1"] == before[1]


def test_an_identical_report_enters_no_statistics_and_gets_the_treatment_of_its_original():
    twin = report(0, extra=[STANDING], copy_of="r0")
    made = mark(report(0, extra=[STANDING]), twin)
    assert role(made["r0"], STANDING) == "body"
    made = mark(report(0, extra=[STANDING]), twin, report(1, extra=[STANDING]))
    assert role(made["r0c"], STANDING) == role(made["r0"], STANDING) == "furniture"
    assert reason(made["r0"], STANDING) == "repeated in 2 reports of Harbour Ledger"


def test_one_story_printed_twice_is_no_furniture():
    first = report(0)
    second = report(1, story=0, extra=["Drivers said they had heard a noise like a shot on Sunday night."])
    made = mark(first, second)
    assert made["r0"] == first
    assert made["r1"] == second


def test_a_background_sentence_used_again_stays_a_claim():
    made = mark(report(0, extra=[BACKGROUND]), report(1, extra=[BACKGROUND]), report(2, extra=[BACKGROUND]))
    assert {role(r, BACKGROUND) for r in made.values()} == {"body"}


def test_notes_credits_and_corrections_are_kept_however_often_they_stand():
    kept = [
        ("Originally appeared at DockTalk", "credit"),
        ("Correction: An earlier version of this story gave a wrong name.", "correction"),
        ("This article is based on interviews with port workers.", "methods_note"),
    ]
    made = mark(*(report(n, extra=[line for line, _ in kept]) for n in range(3)))
    for line, wanted in kept:
        assert {role(r, line) for r in made.values()} == {wanted}


def test_the_name_of_an_outlet_of_the_pile_is_no_story():
    made = mark(
        report(0, extra=["More in the Karsk Post"]), report(1, extra=["Karsk Post"]), report(2, outlet="Karsk Post")
    )
    assert role(made["r1"], "Karsk Post") == "furniture"


def test_the_order_of_the_pile_changes_nothing():
    reports = [report(n, extra=[STANDING]) for n in range(3)]
    assert mark(*reports) == mark(*reversed(reports))
