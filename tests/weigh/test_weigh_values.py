"""How two numbers, dates or places stand to each other."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from weigh_piles import day, number, place

from hearsay.types import When
from hearsay.weigh.values import Stated, clash_dates, clash_places, overlap_values, relate_values

MONDAY = (date(2031, 3, 3), date(2031, 3, 3))
TUESDAY = (date(2031, 3, 4), date(2031, 3, 4))


@pytest.mark.parametrize(
    ("a", "b", "relation"),
    [
        (number(2), number(2, unit="truck"), "not_comparable"),
        (number(2), number(2, how="increment"), "not_comparable"),
        (number(300), number(300, scope=("in the city",)), "scope"),
        (number(34), number(12, unit="soldiers"), "scope"),
        (number(34), number(34, unit="victims"), "equal"),
        (number(200, round=True), number(207), "equal"),
        (number(34), number(35), "conflict"),
        (number(34), number(24, 99, said="dozens"), "refines"),
        (number(4, None), number(7), "refines"),
        (number(270, 330), number(300, 400), "compatible"),
        (number(4), number(7), "conflict"),
        (number(4, unit=None), number(4), "equal"),
    ],
)
def test_the_first_relation_that_fits(a, b, relation):
    assert relate_values(Stated(a), Stated(b)) == relation
    assert relate_values(Stated(b), Stated(a)) == relation


def test_a_greater_toll_at_a_later_day_is_an_update():
    def told(low, high, on):
        return Stated(number(low, high), as_of=on)

    assert relate_values(told(4, 4, MONDAY), told(7, 7, TUESDAY)) == "update"
    assert relate_values(told(4, None, MONDAY), told(7, None, TUESDAY)) == "update"
    assert relate_values(told(7, 7, MONDAY), told(4, 4, TUESDAY)) == "conflict"
    assert relate_values(told(4, 4, MONDAY), told(7, 7, MONDAY)) == "conflict"
    assert relate_values(told(24, 99, MONDAY), told(34, 34, TUESDAY)) == "refines"


def test_a_place_inside_the_other_excuses_a_difference_but_makes_none():
    town, land = place("Czechia", "Ostrava"), place("Czechia")
    assert relate_values(Stated(number(4), where=town), Stated(number(7), where=land)) == "scope"
    assert relate_values(Stated(number(4), where=town), Stated(number(4), where=land)) == "equal"


def test_dates_clash_only_past_a_day():
    assert not clash_dates(day("2031-03-04"), day("2031-03-05"))
    assert clash_dates(day("2031-03-04"), day("2031-03-06"))
    assert not clash_dates(day("2031-03-01", "2031-03-31", "month"), day("2031-03-06"))
    assert not clash_dates(When(None, None, "day", "Tuesday"), day("2031-03-06"))
    assert not clash_dates(day("not a day"), day("2031-03-06"))


def test_places_clash_where_their_paths_part():
    assert clash_places(place("Czechia", "Ostrava"), place("Czechia", "Brno"))
    assert clash_places(place("Czechia", "Ostrava"), place("Poland", "Krakow"))
    assert not clash_places(place("Czechia"), place("Czechia", "Brno"))
    assert not clash_places(place("Czechia", "Moravia", "Ostrava"), place("Czechia", "Ostrava"))
    assert not clash_places(place("Ostrava"), place("Brno"))
    assert not clash_places(place("Czechia", "the border"), place("Poland", "Krakow"))


ends = st.one_of(st.none(), st.integers(0, 60))


@given(ends, ends, ends, ends, st.booleans(), st.booleans())
def test_a_relation_of_numbers_holds_both_ways(low_a, high_a, low_b, high_b, round_a, round_b):
    a = number(low_a, high_a, round=round_a)
    b = number(low_b, high_b, round=round_b)
    for v in (a, b):
        if v.low is not None and v.high is not None and v.low > v.high:
            return
    assert relate_values(Stated(a), Stated(b)) == relate_values(Stated(b), Stated(a))
    assert relate_values(Stated(a), Stated(a)) == "equal"
    assert overlap_values(a, b) == (relate_values(Stated(a), Stated(b)) != "conflict")
