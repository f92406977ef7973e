"""The stage: what all claims of a pile share."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from weigh_piles import claim, day, number, official, outlet, say

from hearsay.types import Derivation, Linked, Report, Stated
from hearsay.weigh import WEIGH
from hearsay.weigh.pile import find_cycles, name_outlets


def report(key, name=None, duplicate_of=None, published=None, aliases=()):
    told = Stated(name, "given") if name else None
    return Report(
        id=key, path=f"{key}.txt", text="", language="en", lines=(), credits=(), duplicate_of=duplicate_of,
        outlet=told, published=published, aliases=aliases,
    )  # fmt: skip


def derivation(child, parent, direction="declared", kind="citation", probability=0.9):
    return Derivation(child, parent, None, kind, True, direction, probability, (), ())


def test_a_stage_of_the_pile():
    assert (WEIGH.name, WEIGH.makes, WEIGH.scope) == ("weigh", "weighed", "pile")
    assert WEIGH.needs == ("report", "derivations", "linked")


def test_a_pile_is_weighed_claim_by_claim():
    reports = {
        "r1": report("r1", "Morning Herald", published=day("2031-03-03")),
        "r2": report("r2", "Lakeside Post", published=day("2031-03-06")),
    }
    mentions = (
        say("Morning Herald", official("Ostrava police"), key="a", report="r1", value=number(4)),
        say("Lakeside Post", official("Ostrava police"), key="b", report="r2", value=number(6)),
    )
    made = WEIGH.run(report=reports, derivations=(), linked=Linked((claim(*mentions, kind="count"),), ()))
    assert made.dropped == ()
    assert [d.kind for d in made.value["c1"].disagreements] == ["update"]


def test_an_empty_pile_weighs_nothing():
    assert WEIGH.run(report={}, derivations=(), linked=Linked((), ())).value == {}


def test_an_identical_report_without_an_outlet_is_the_report_it_repeats():
    reports = {"r1": report("r1"), "r2": report("r2", duplicate_of="r1")}
    mentions = (
        say(outlet(), key="a", report="r1"),
        say(outlet(), key="b", report="r2"),
    )
    weighed = WEIGH.run(report=reports, derivations=(), linked=Linked((claim(*mentions),), ())).value["c1"]
    assert (weighed.origins.high, weighed.independent.high) == (1, 1)


def test_the_pile_knows_outlets_by_all_their_names():
    assert name_outlets({"r1": report("r1", "Morning Herald", aliases=("morningherald.example",))}) == {
        "morning herald",
        "morningherald.example",
    }


def test_rings_of_derivation_are_found():
    ring = [derivation("a", "b"), derivation("b", "c"), derivation("c", "a"), derivation("d", "a")]
    assert find_cycles(ring, {}) == {"a": 0, "b": 0, "c": 0}
    assert find_cycles(ring[:2] + ring[3:], {}) == {}
    assert find_cycles([*ring[:2], derivation("c", "a", direction="unknown")], {}) == {}
    assert find_cycles([*ring[:2], derivation("c", "a", kind="shared_quotation")], {}) == {}


def test_the_hash_seed_changes_nothing():
    code = (
        "import sys; sys.path.insert(0, sys.argv[1])\n"
        "from weigh_piles import *\n"
        "from hearsay.weigh import weigh_claim\n"
        "whom = [official('Jan Holub', 'minister'), nobody('a US official'), official('police'), nobody('residents')]\n"
        "names = ['Morning Herald', 'Lakeside Post', 'Valley Tribune', 'MNA', 'Far Dispatch']\n"
        "m = [say(names[i % 5], *([names[i % 3]] if i % 2 else []), *whom[i % 4 : i % 4 + 1 if i % 7 else 0],"
        " key=f'm{i:02}', value=number(i % 3 + 1), passages=('g',) * (i % 5 == 0),"
        " depends=((f'm{i // 2:02}', .3, 'x'),)) for i in range(24)]\n"
        "print(weigh_claim(claim(*m), PILE))\n"
    )
    here = str(Path(__file__).parent)
    told = {
        subprocess.run(
            [sys.executable, "-c", code, here],
            capture_output=True,
            text=True,
            check=True,
            env={**os.environ, "PYTHONHASHSEED": seed},
        ).stdout
        for seed in ("0", "1", "2")
    }
    assert len(told) == 1


def test_importing_the_room_stays_light():
    code = "import sys, hearsay.weigh; print([m for m in ('networkx', 'rapidfuzz') if m in sys.modules])"
    assert (
        subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.strip() == "[]"
    )
