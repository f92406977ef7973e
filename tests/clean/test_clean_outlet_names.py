"""The outlet of a page that is plain text: mastheads, release heads, slugs, self-references, and what the pile adds."""

import itertools
import time

import pytest

from hearsay.clean import CLEAN, SET_FURNITURE
from hearsay.clean.fullest import fullest, is_short_for, recased
from hearsay.clean.masthead import is_menu, part_name
from hearsay.clean.self_names import cited_names, name_of_host, names_itself, told_names
from hearsay.clean.slugs import read_slug
from hearsay.types import Document

STORY = (
    "The roof of the grain hall in Pernava came down before noon on Monday while a shift of twenty was at work.\n\n"
    "Firefighters pulled three men from the rubble by nightfall, the town's fire chief Marek Sohl said at the gate.\n\n"
    "The owner of the hall had been told in spring that its beams were rotten, two former inspectors said on Tuesday.\n"
)


def clean(text, name="a"):
    return CLEAN.run(document=Document(id=name, path=f"{name}.txt", media="text", source=text)).value


def settle(**texts):
    pages = {name: clean(text, name) for name, text in texts.items()}
    return SET_FURNITURE.run(page=pages).value


def outlet(report):
    return report.outlet.value if report.outlet else None


@pytest.mark.parametrize(
    ("head", "name"),
    [
        ("COAST & HILL WEEKLY   Brana – Lom\nGrain hall falls in Pernava\n", "COAST & HILL WEEKLY"),
        ("LATEFEED365 – all the news, all day\nSHOCK: Grain hall falls on workers in Pernava\n", "LATEFEED365"),
        (
            "Edda's Kitchen Table\nbread, rivers and other arguments\nAbout me | Archive | Tea\nA hall falls\n",
            "Edda's Kitchen Table",
        ),
        ("the pernava lamp\n12.05.31 / TOWN / page 3\nUnder the beams\n", "the pernava lamp"),
        ('RADIO BRANA 97.4 FM   LISTEN LIVE\n"It went like a door": a miller on the hall\n', "RADIO BRANA"),
        (
            "Sol Observer | the voice of four valleys\nPolitics  Valleys  Farming  Football\nWhat we know so far\n",
            "Sol Observer",
        ),
        (
            "GrainTalk\nFarm news from everywhere, every minute\nHome | Prices | Weather\nGrain hall falls\n",
            "GrainTalk",
        ),
        ("CropAlert.example — harvest intelligence\nHall: Pernava, collapse\n", "CropAlert"),
        (
            "PERNAVA DISTRICT POLICE COMMAND\nPublic Affairs Unit\nPRESS RELEASE - for immediate use\nHALL COLLAPSE\n",
            "PERNAVA DISTRICT POLICE COMMAND",
        ),
        (
            "Open Hands Relief\nFOR IMMEDIATE RELEASE\n12 May 2031\nGrain hall: our count of the dead\n",
            "Open Hands Relief",
        ),
        ("BRANA GRAIN S.A.\nStatement No. 2\nBrana, 12 May 2031\n", "BRANA GRAIN"),
        ("The Slow Harrow\nby Petr Lank\nWE WERE TOLD IN SPRING\n", "The Slow Harrow"),
    ],
)
def test_the_line_at_the_head_names_the_page(head, name):
    assert outlet(clean(f"{head}\n{STORY}")) == name


@pytest.mark.parametrize(
    "head",
    [
        "Grain hall falls in Pernava\n",
        "EXCLUSIVE\nGrain hall falls in Pernava\n",
        "World News\nGrain hall falls in Pernava\n",
        "World / Europe\nGrain hall falls in Pernava\nThe owner had been told of it in spring\n",
        "Home > World > here\nHorror in the valley!!\n",
        "Today's Paper\nGrain hall falls in Pernava\n",
        "Grain Hall Falls\nThree men were pulled from the rubble\nBy Ann Lee\n",
        "FOR IMMEDIATE RELEASE\nGrain hall: our count of the dead\n",
        "Support Independent Journalism\nGrain hall falls in Pernava\n",
    ],
)
def test_a_headline_section_or_kicker_names_nobody(head):
    assert outlet(clean(f"{head}\n{STORY}")) is None


def test_the_headline_is_looked_for_under_the_masthead():
    report = clean(f"NOTES FROM THE SOLA\na blog about rivers, mostly\nSomeone always knew\n\n{STORY}")
    assert report.title == "Someone always knew"
    roles = {report.text[line.start : line.end]: line.role for line in report.lines}
    assert roles["NOTES FROM THE SOLA"] == "furniture"
    assert roles["a blog about rivers, mostly"] == "furniture"


def test_a_name_in_capitals_is_written_as_the_page_writes_it():
    text = f"TERRA GRAIN LOGISTICS\nPress office\nStatement on the hall\n\nTerra Grain Logistics mourns. {STORY}"
    assert outlet(clean(text)) == "Terra Grain Logistics"


def test_a_company_suffix_and_a_frequency_are_no_part_of_the_name():
    assert part_name("BRANA GRAIN S.A.").name == "BRANA GRAIN"
    assert part_name("RADIO BRANA 1040 AM – voice of the hills").name == "RADIO BRANA"
    assert part_name("Brana 101.7 FM").name == "Brana 101.7 FM"
    assert part_name("Four people were killed, police said.") is None


def test_a_menu_is_told_from_a_headline():
    assert is_menu("Home | River | Business | Sport")
    assert is_menu("[Membership]  [Bus to away]  [Shop]")
    assert not is_menu("Hall falls — three dead")


def test_an_address_and_a_self_reference_spell_the_name():
    text = (
        f"INFERNO IN THE VALLEY: hall falls on workers\nBy Kay BrandPublished: 08:41, 4 March 2031\n\n{STORY}\n"
        "Some users claimed that a drone had struck the roof. The Torch could not verify the claim.\n\n"
        "Do you know more? Email stories@dailytorch.example\n"
    )
    assert outlet(clean(text)) == "Daily Torch"


def test_a_name_of_the_furniture_that_is_told_things_is_the_outlet():
    text = (
        f"HORROR AT THE MILL\nBy Kay Brand\nDAILY KLAXON SPORT\nFollow us on Loop  |  45 comments\n\n{STORY}\n"
        'But a driver who saw it told the Klaxon: "It came down like a lid, all of it at once."\n'
    )
    assert fold_name(outlet(clean(text))) == "daily klaxon"


def fold_name(name):
    return name.casefold() if name else None


def test_an_agency_s_own_copy_is_the_agency_s_and_its_dateline_credits_it_in_full():
    text = (
        "Grain hall falls in Pernava\nBy Ann Lee\n\nPERNAVA, May 12, 2031 (LNA) - " + STORY + "\n"
        "A Lowland News Agency reporter saw the beams on the ground.\n\n(Reporting by Ann Lee; Editing by Mia Hale)\n"
    )
    report = clean(text)
    assert outlet(report) == "Lowland News Agency"
    assert "LNA" in report.aliases
    assert {(c.kind, c.name) for c in report.credits} == {
        ("byline", "Ann Lee"),
        ("contributor", "Mia Hale"),
        ("dateline", "PERNAVA"),
        ("agency", "Lowland News Agency"),
    }


def test_who_reported_the_agency_s_own_copy_is_its_byline():
    text = f"Grain hall falls\n\nPERNAVA, May 12, 2031 (LNA) - {STORY}\n(Reporting by Ann Lee; Editing by Mia Hale)\n"
    assert clean(text).byline == ("Ann Lee",)


def test_a_reprint_credits_the_agency_once_by_its_full_name():
    text = (
        "The Sola Post\nHome | River | Business | Sport\nGrain hall falls in Pernava\nLowland News Agency\n"
        f"Tuesday 13 May 2031 06.02\n\nPERNAVA, May 12 (LNA) - {STORY}"
    )
    report = clean(text)
    assert outlet(report) == "The Sola Post"
    assert [(c.kind, c.name) for c in report.credits if c.kind == "agency"] == [("agency", "Lowland News Agency")]


@pytest.mark.parametrize(
    ("line", "foot", "agency"),
    [
        ("LNA 0412 ENG GEN URGENT", False, "LNA"),
        ("LNA/0516/2110/PER-HALL-LEAD 3", False, "LNA"),
        ("LNA TOWN Pernava", False, "LNA"),
        ("LNA jr/cv/lm", True, "LNA"),
        ("ends LNA rp", True, "LNA"),
        ("lna/msu/ed.trs", True, "LNA"),
        ("///LNA 15.06.31 18:44 - desk: hills@lna.example", True, "LNA"),
        ("PERNAVA DISPATCH", False, None),
        ("ENDS", True, None),
        ("and/or", True, None),
    ],
)
def test_a_slug_line_names_the_desk_s_agency(line, foot, agency):
    slug = read_slug(line, foot)
    assert (slug.agency if slug else None) == agency


def test_a_rule_of_marks_at_the_foot_is_read_at_once():
    begun = time.process_time()
    for rule in ("-" * 80, "/" * 40 + "-" * 40, "* " * 40, "((((" * 20, "ends" * 20):
        assert read_slug(rule, foot=True) is None
    assert time.process_time() - begun < 1


def test_short_names_and_full_ones():
    assert is_short_for("LNA", "Lowland News Agency")
    assert is_short_for("Ledger", "The Brana Ledger")
    assert not is_short_for("Ledger", "Ledger")
    assert fullest("LNA", ["The Lowland News Agency reported it."]) == "Lowland News Agency"
    assert fullest("LNA", ["Lowland News Agency", "Lom News Agency"]) is None
    assert recased("SOLA POST", ["as the Sola Post reported"]) == "Sola Post"


def test_self_references_are_told_from_citations():
    assert told_names(['"Nobody asked," she told the Ledger.', "The Ledger could not verify it."]) == {"the Ledger": 2}
    assert "ledger" in cited_names(["The government denies it, the Ledger reports."])
    assert names_itself("Brana Ledger", ["he told the Ledger on Monday."]) == 1.0
    assert names_itself("Sola Post", ["he told the Ledger on Monday."]) == 0.0
    assert name_of_host("Torch", ["dailytorch"], []) == "Daily Torch"
    assert name_of_host("Torch", ["mailtorpedo"], []) is None


OWN = (
    "'We wrote it down': inspectors warned of the hall\n13 May 2031\n\n" + STORY + "\n"
    '"Three of them died here with us," the doctor told the Ledger.\n\n'
    "What will be asked next is who knew. This newspaper counted eleven buses at the gate.\n"
)
CITING = (
    "LATEFEED365 – all the news, all day\nSHOCK: hall was known to be rotten\n14 May 2031\n\n"
    "The grain hall in Pernava had been inspected twice, two former inspectors have told the Brana Ledger.\n\n"
    "The government flatly denies it, the Ledger reports, with a spokeswoman saying there was no such letter.\n"
)
COPYING = (
    "Blood in the valley\n14 May 2031\n\n"
    '"Three of them died here with us," the doctor told the Ledger.\n\n'
    "Read that again and draw your own conclusions about who was paid to look away in all those years.\n"
)


def test_the_pile_gives_a_short_name_in_full():
    settled = settle(a=OWN, b=CITING)
    assert settled["a"].outlet.value == "Brana Ledger"
    assert settled["a"].outlet.how == "inferred_pile"
    assert outlet(settled["b"]) == "LATEFEED365"
    assert not any("names no outlet" in w for w in settled["a"].warnings)


def test_a_copied_sentence_names_nobody_s_outlet():
    assert outlet(settle(b=CITING, c=COPYING)["c"]) is None
    assert outlet(settle(a=OWN, b=CITING, c=COPYING)["c"]) is None


def test_initials_are_given_in_full_by_the_pile():
    wire = f"LNA 0412 ENG GEN\nGrain hall falls\n\nPERNAVA, 12 May (LNA) - {STORY}\nlna/msu\n"
    other = f"The Sola Post\nHome | River | Town\nHall down\n13 May 2031\n\nLowland News Agency saw it. {STORY}"
    settled = settle(a=wire, b=other)
    assert outlet(settled["a"]) == "Lowland News Agency"
    assert settled["a"].published is not None
    assert settled["a"].published.start == "2031-05-12"  # the year is its neighbour's


def test_a_page_of_another_writer_is_nobody_s():
    a = f"THE SOLA POST\nHome | River | Sport | Town\nHall down\nBy Ann Lee\n13 May 2031\n\n{STORY}"
    b = "Hall stood on bad ground\nBy Ann Lee\n15 May 2031\n\nThe ground under the hall had been wet since winter.\n"
    c = b.replace("Ann Lee", "Jan Holub").replace("wet", "soft")
    settled = settle(a=a, b=b, c=c)
    assert outlet(settled["b"]) == "THE SOLA POST"
    assert outlet(settled["c"]) is None


def test_the_pile_is_read_the_same_in_any_order():
    texts = {"a": OWN, "b": CITING, "c": COPYING}
    pages = {name: clean(text, name) for name, text in texts.items()}
    made = [
        SET_FURNITURE.run(page={name: pages[name] for name in order}).value
        for order in itertools.permutations(sorted(texts))
    ]
    assert all(m == made[0] for m in made)
