"""One holder, one name: short forms, misspellings and initials take the fullest form, and no further."""

import pytest

from hearsay.link.holders import unify_holders
from hearsay.types import Hop, Mention, Span


def mentions(*hops):
    return [
        Mention(f"m{i}", f"r{i}", 0, 1, Span(0, 1), "event", (Hop("outlet", "The Post"), hop), "attributed", "asserts",
                "affirmed", "happened", "say", (), ())
        for i, hop in enumerate(hops)
    ]  # fmt: skip


def names(*hops):
    return [m.chain[-1].name for m in unify_holders(mentions(*hops))]


@pytest.mark.parametrize(
    ("short", "full"),
    [
        (Hop("official", "Holub"), Hop("official", "Jan Holub")),
        (Hop("person", "J. Holub"), Hop("person", "Jan Holub")),
        (Hop("person", "Guadio"), Hop("person", "Juan Guaidó")),
        (Hop("outlet", "MNA"), Hop("outlet", "Meridian News Agency")),
    ],
)
def test_a_short_form_takes_the_full_one(short, full):
    assert names(short, full, full) == [full.name] * 3


def test_a_surname_that_two_people_bear_stays_open():
    assert names(Hop("person", "Holub"), Hop("person", "Jan Holub"), Hop("person", "Petra Holub"))[0] == "Holub"


def test_two_full_names_are_never_joined():
    assert names(Hop("person", "Jan Holub"), Hop("person", "Jan Havel")) == ["Jan Holub", "Jan Havel"]


def test_what_one_report_tells_of_a_holder_the_others_know():
    known = Hop("official", "Jan Holub", "interior ministry spokesman", body="interior ministry")
    bare, _ = unify_holders(mentions(Hop("person", "Jan Holub"), known))
    assert bare.chain[-1].kind == "official"
    assert bare.chain[-1].body == "interior ministry"
