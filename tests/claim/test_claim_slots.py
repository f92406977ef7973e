"""The number and the time that a clause states, on the side or shared with the clause it goes with."""

from __future__ import annotations

import pytest
from claims_of import of


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("State television went dark for two hours.", (2, 2)),
        ("The tremor measured 5.8, the institute said.", (5.8, 5.8)),
        ("The wreck was found on a ridge 600 metres up.", (600, 600)),
        ("The capital is about 300 km north of the quarry.", (270, 330)),
        ("Raiders came at night on 40 motorcycles.", (40, 40)),
        ("The decree raised the price from $1.80 to $2.75 a gallon.", (2.75, 2.75)),
        ("Up to 40 policemen took part in the raid.", (None, 40)),
    ],
)
def test_clause_states_a_number_on_the_side(text: str, wanted: tuple[float | None, float]) -> None:
    value = of(text, text.split()[1]).value
    assert value is not None
    assert (value.low, value.high) == wanted


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("At least four people were killed when a blast tore through the plant late on Tuesday.", "four people"),
        ("The governor reversed course on Tuesday and declared five districts a disaster zone.", "declared"),
        ("A sample taken on Tuesday from the reservoir contained solvent.", "contained"),
        ("The council met on Tuesday and pledged allegiance to the new head.", "pledged"),
    ],
)
def test_clause_shares_the_day_of_what_it_goes_with(text: str, said: str) -> None:
    when = of(text, said).when
    assert when is not None
    assert when.start == "2031-06-03"


def test_day_of_saying_is_not_the_day_of_what_is_said() -> None:
    when = of("Police said on Tuesday that two men had robbed the bank.", "robbed").when
    assert when is None


def test_day_is_told_before_the_hour() -> None:
    when = of("12:00 The fair of Tuesday was broken up by police.", "broken").when
    assert when is not None
    assert when.start == "2031-06-03"
