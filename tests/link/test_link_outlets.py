import pytest
from reuse_piles import report

from hearsay.link.outlets import Outlets, is_same_outlet, names_nobody


@pytest.mark.parametrize(
    ("a", "b", "same"),
    [
        ("The Ostrin Courier", "Ostrin Courier", True),
        ("Ostrin Courier", "Ostrn Courier", True),
        ("Ostrin Courier", "Oskar Courier", False),
        ("MNA", "Meridian News Agency", True),
        ("Meridian News Agency (MNA)", "MNA", True),
        ("Meridian", "Meridian News Agency", True),
        ("Hollow Hedge", "HollowHedge", True),
        ("https://www.ostrin-courier.co.uk/world/1", "Ostrin Courier", True),
        ("North Herald", "South Herald", False),
        ("Valley Post", "Valley Times", False),
        ("Kestrel Radio", "Kestrel News", False),
        ("Daily News", "The Daily", False),
        ("The Ostrin Courier’s", "Ostrin Courier", True),
        ("", "x", False),
    ],
)
def test_names_of_one_outlet_are_told_from_names_of_two(a, b, same):
    assert is_same_outlet(a, b) is same
    assert is_same_outlet(b, a) is same


def test_a_short_form_names_the_one_outlet_it_fits():
    one = {"a": report("a", "x", "The Ostrin Courier"), "b": report("b", "x", "Valley Post")}
    assert Outlets(one).reports_of("the Courier") == ("a",)
    two = {**one, "c": report("c", "x", "Karsk Courier")}
    assert Outlets(two).reports_of("the Courier") == ()
    assert Outlets(one).reports_of("news") == ()


def test_what_a_page_calls_itself_names_its_outlet():
    pile = {"a": report("a", "x", "The Ostrin Courier", aliases=("TOC", "ostrincourier.example"))}
    assert Outlets(pile).reports_of("TOC") == ("a",)
    assert Outlets(pile).is_own("a", "ostrincourier.example")


def test_credits_that_name_nobody_are_known():
    assert all(map(names_nobody, ["agencies", "wire reports", "staff and news agencies", "our correspondents"]))
    assert not any(map(names_nobody, ["Meridian News Agency", "Valley Post", "MNA"]))
