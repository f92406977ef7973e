import pytest
from reuse_piles import report

from hearsay.link.outlets import Outlets
from hearsay.link.relays import find_relays, is_passed_on, path_at
from hearsay.types import Span


def relays_of(text, outlet="Gutter Press", beside=()):
    page = report("a", text, outlet)
    return page, find_relays(page, Outlets({"a": page, **{r.id: r for r in beside}}))


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Forty people drowned, as per a post on RiverShock Daily.", "RiverShock Daily"),
        ("The dam will be blown up on Friday, writes Concrete Insider.", "Concrete Insider"),
        ("The governor fled at night, website RumourMill reports.", "RumourMill"),
        ("FlashFlood, a breaking-news account, said the wall had been mined.", "FlashFlood"),
        ("Two sluices were shut, divers have told the daily La Onda del Rio.", "La Onda del Rio"),
        ("Ms Tamm said on Radio Latitude that she would stay.", "Radio Latitude"),
        ("He dismissed a report by Radyo Orrin that the wall was cracked.", "Radyo Orrin"),
        ("The wall is rotten, per Startup Soup, which was quoting a report in the Orrin Review.", "Startup Soup"),
    ],
)
def test_an_outlet_is_known_by_how_it_is_cited(text, name):
    _, (relay,) = relays_of(text)
    assert (relay.name, relay.note) == (name, False)


@pytest.mark.parametrize(
    "text",
    [
        "Via RumourMill",
        "as shared by Crosscurrent Dispatches",
        "Curated from DamTicker | 1 min",
        "Reposted from GlobeSnatch",
        "from: The Cabinet of Wet Things",
        "As seen on StreamMurmur:",
    ],
)
def test_a_note_over_the_text_names_any_outlet(text):
    _, (relay,) = relays_of(text + "\n\nForty people drowned.")
    assert relay.note
    assert relay.name in text


@pytest.mark.parametrize(
    "text",
    [
        "Ms Oakes, who has covered the river for the Orrin Herald, was there.",
        "Dr Lee reports that four people died.",
        "Reports of a second breach, carried by a Danish broadcaster, were untrue.",
        "Press Secretary Ilse Tamm said four people had died.",
        "The Press said its reporter saw four bodies.",
    ],
)
def test_people_offices_and_places_of_work_are_no_outlets(text):
    assert relays_of(text)[1] == ()


def test_whom_an_outlet_names_stands_behind_it_with_the_holder_said_to_be_last():
    text = (
        "Forty drowned, RiverShock reported, quoting Orrin TV, which has it from two senior officials in the ministry."
    )
    _, (relay,) = relays_of(text)
    assert (relay.name, relay.behind, relay.holder) == (
        "RiverShock",
        ("Orrin TV",),
        "two senior officials in the ministry",
    )


def test_a_name_between_two_outlets_that_is_per_the_second_has_the_second_nearest():
    _, (relay,) = relays_of("The two firms will merge, the Orrin Ledger reported per MoneyMurmur.")
    assert (relay.name, relay.behind) == ("MoneyMurmur", ("Orrin Ledger",))


def test_a_later_sentence_says_whence_the_outlet_has_all_it_tells():
    text = "Forty drowned, Crosscurrent Dispatches reports.\n\n"
    text += (
        "Crosscurrent has it from Radio Kestrel, which spoke to security sources.\n\nThe church bell rang all night."
    )
    page, relays = relays_of(text)
    path = path_at(page, relays, Span(0, 13))
    assert path is not None
    assert (path.outlets, path.holder) == (("Crosscurrent Dispatches", "Radio Kestrel"), "security sources")
    assert path_at(page, relays, Span(len(text) - 10, len(text))) is None


def test_a_paragraph_may_be_told_first_and_sourced_after():
    text = "There were four of them.\n\nSo writes the Orrin Courier, citing a memo."
    page, relays = relays_of(text)
    path = path_at(page, relays, Span(0, 23))
    assert path is not None
    assert path.outlets == ("Orrin Courier",)
    assert path.papers


def test_what_a_report_is_about_is_not_said_before_it():
    text = (
        "There was no ransom demand, the spokesman said, dismissing a report by Radyo Orrin that they wanted a million."
    )
    page, relays = relays_of(text)
    before, after = (path_at(page, relays, Span(i, i + 5)) for i in (0, len(text) - 12))
    assert before is not None
    assert after is not None
    assert (before.follows, after.follows) == (False, True)


def test_an_outlet_named_over_the_text_and_in_it_is_passed_on_where_it_is_named():
    _, relays = relays_of("via RumourMill\n\nThe governor fled, RumourMill reports.\n\nPrices have doubled.")
    assert is_passed_on(relays, "RumourMill")
