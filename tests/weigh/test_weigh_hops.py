"""What is shown same, shown different, or left open between two hops."""

from __future__ import annotations

import pytest
from weigh_piles import nobody, official, outlet, paper, person

from hearsay.weigh.hops import relate

HOLUB = person("Jan Holub")
POLICE = official("police")
OSTRAVA_POLICE = official("Ostrava police")
INTERIOR = official("interior ministry")
MNA = outlet("Meridian News Agency")

SAME = [
    (HOLUB, person("Mr Jan Holub")),
    (person("Ján Holub"), HOLUB),
    (person("Jan Holub", aliases=("Johnny Holub",)), person("Johnny Holub")),
    (INTERIOR, official("Ministry of the Interior")),
    (INTERIOR, official(None, "ministry spokesman", body="interior ministry")),
    (official("Jan Holub", "spokesman", cue="said in a statement", body="interior ministry"), INTERIOR),
    (paper("a statement", body="Ostrava police"), OSTRAVA_POLICE),
    (official(None, "Ostrava police"), OSTRAVA_POLICE),
    (outlet("The Morning Herald"), outlet("Morning Herald")),
    (outlet("morningherald.example"), outlet("Morning Herald")),
    (outlet("MNA"), MNA),
    (outlet("Interior Ministry"), INTERIOR),
]
DIFFERENT = [
    (HOLUB, person("Petr Svoboda")),
    (HOLUB, person("Petr Holub")),
    (INTERIOR, official("health ministry")),
    (OSTRAVA_POLICE, official("Brno police")),
    (POLICE, official("University Hospital")),
    (official("Czech interior ministry"), official("Slovak interior ministry")),
    (nobody("a US official"), person("Ramon Villalba", "a retired general")),
    (nobody("a US official"), nobody("a Latin American official")),
    (nobody("a US official"), nobody("an official", nationality="Colombian")),
    (nobody("a resident"), POLICE),
    (nobody("witnesses", group=True), nobody("officials", group=True)),
    (nobody("a former mayor"), nobody("a police officer")),
    (nobody("a nurse", sex="f"), nobody("a nurse", sex="m")),
    (nobody("a resident", place="Ostrava"), nobody("a resident", place="Brno")),
    (nobody("a ministry official", body="interior ministry"), official("health ministry")),
    (official("Eva Nova", "mayor"), POLICE),
    (outlet("Ostrava Courier"), outlet("Morning Herald")),
    (outlet("Morning Herald"), HOLUB),
    (outlet("Morning Herald"), paper("a leaked memo")),
    (paper("a leaked memo"), HOLUB),
    (paper("satellite images"), paper("an indictment")),
]
OPEN = [
    (HOLUB, person("J. Holub")),
    (HOLUB, person("Holub")),
    (HOLUB, person("Jan Holup")),
    (person("Muhammad al-Rashid"), person("Mohammed Al Rasheed")),
    (person("Bill Carter"), person("William Carter")),
    (person("Maria Garcia Lopez"), person("Maria Lopez")),
    (POLICE, OSTRAVA_POLICE),
    (official("river police"), OSTRAVA_POLICE),
    (official("the government"), INTERIOR),
    (official("Czech government"), INTERIOR),
    (official("security forces"), official("the army")),
    (official("NRA"), official("National Rivers Authority")),
    (official("Jan Holub", "spokesman", body="interior ministry"), INTERIOR),
    (nobody("a senior official", body="interior ministry"), INTERIOR),
    (HOLUB, nobody("a person familiar with the plan")),
    (official("Jan Holub", "interior minister"), nobody("a government official")),
    (nobody("a US official"), nobody("an American diplomat")),
    (nobody("a retired general"), nobody("a resident")),
    (nobody(), nobody("a US official")),
    (outlet(None), outlet("Morning Herald")),
    (outlet(None), HOLUB),
    (outlet("The Herald"), outlet("Morning Herald")),
    (outlet("Morning Herold"), outlet("Morning Herald")),
    (outlet("Morning Herald"), nobody("a journalist at the scene")),
    (paper("a police report", body="Ostrava police"), OSTRAVA_POLICE),
    (paper("a statement"), INTERIOR),
    (paper("a report"), paper("a document")),
]


@pytest.mark.parametrize(("a", "b"), SAME)
def test_shown_same(a, b):
    assert relate(a, b).relation == relate(b, a).relation == "same"


@pytest.mark.parametrize(("a", "b"), DIFFERENT)
def test_shown_different(a, b):
    assert relate(a, b).relation == relate(b, a).relation == "different"


@pytest.mark.parametrize(("a", "b"), OPEN)
def test_left_open(a, b):
    assert relate(a, b).relation == relate(b, a).relation == "open"


def test_the_reason_names_both_sides():
    because = relate(HOLUB, person("Petr Svoboda")).because
    assert "Jan Holub" in because
    assert "Petr Svoboda" in because


@pytest.mark.parametrize("name", ["", " ", "—", "😀" * 40, "a " * 400, "ب" * 300, "\u202e\u0000", "." * 50])
def test_strange_names_are_no_trouble(name):
    for hop in (
        person(name),
        outlet(name),
        official(name, name, body=name),
        nobody(name, place=name, nationality=name),
    ):
        for other in (hop, HOLUB, MNA, INTERIOR, paper(name)):
            assert relate(hop, other).relation in ("same", "different", "open")
