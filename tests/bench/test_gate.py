"""The gate: the gold scores full marks, every fault is seen, no floor gives way in silence."""

import copy
import json

import pytest
from bench.gate import floors as floors_module
from bench.gate.figures import Figure, figures
from bench.gate.floors import find_falls, update_floors
from bench.gate.piles import CORPUS, read_piles
from bench.gate.run import Run, present_gold
from bench.gate.score import score

PILES = read_piles([CORPUS])


def told(pile, run):
    return {f.name.partition(": ")[2]: f for f in figures(score(pile, run).counts, "x")}


@pytest.fixture(scope="module")
def pile():
    return next(p for p in PILES if any(c["independent"]["low"] >= 2 for c in p.gold["claims"]))


@pytest.mark.parametrize("pile", PILES, ids=lambda p: p.name)
def test_the_gold_as_output_scores_full_marks_on_every_layer(pile):
    free = ("counting outlets", "width", "found corroboration", "missed corroboration")
    for name, figure in told(pile, present_gold(pile)).items():
        if not any(word in name for word in free):
            assert figure.value == (0 if figure.lower else 100), name


def test_counting_outlets_calls_single_origin_claims_corroborated():
    assert sum(score(p, present_gold(p)).counts["naive false"] for p in PILES) >= len(PILES)


def spoil(run, change):
    case = copy.deepcopy(run.case)
    change(case)
    return Run(case, run.texts, run.attributions)


def merge_claims(case):
    first, second = case["claims"][:2]
    first["mentions"] += second["mentions"]
    del case["claims"][1]


def split_claims(case):
    for claim in list(case["claims"]):
        half = len(claim["mentions"]) // 2
        case["claims"].append({**claim, "id": claim["id"] + "x", "mentions": claim["mentions"][half:]})
        claim["mentions"] = claim["mentions"][:half]


def count_outlets(case):
    for claim in case["claims"]:
        n = len({m["chain"][0]["name"] for m in claim["mentions"]})
        claim["independent"] = {"low": n, "high": n}


def forget_counts(case):
    for claim in case["claims"]:
        claim["independent"] = {"low": 0, "high": 0}


def shorten_chains(case):
    for claim in case["claims"]:
        for m in claim["mentions"]:
            m["chain"] = m["chain"][:1]


def turn_derivations(case):
    for d in case["derivations"]:
        d["child"], d["parent"] = d["parent"], d["child"]


def deny_everything(case):
    for claim in case["claims"]:
        for m in claim["mentions"]:
            m["stance"], m["polarity"], m["modality"], m["voice"] = "doubts", "?", "hypothetical", "?"


def drop_values(case):
    for claim in case["claims"]:
        for m in claim["mentions"]:
            m["value"] = m["when"] = None


def call_all_furniture(case):
    for r in case["reports"]:
        r["lines"] = [{**line, "role": "comment"} for line in r["lines"]]
        r["outlet"], r["published"], r["title"], r["credits"] = {"name": "X"}, {"start": "1999-01-01"}, "No", []


def settle_everything(case):
    case["disagreements"] = []


@pytest.mark.parametrize(
    ("change", "hurt"),
    [
        (merge_claims, ["same claim: precision"]),
        (split_claims, ["same claim: recall"]),
        (count_outlets, ["false corroboration", "independent: exact"]),
        (forget_counts, ["missed corroboration", "found corroboration", "independent: gold inside the interval"]),
        (shorten_chains, ["last hop", "whole chain", "origin of chains deeper than one"]),
        (turn_derivations, ["derivations: precision", "derivations: direction"]),
        (deny_everything, ["stance", "polarity", "modality", "voice"]),
        (drop_values, ["values", "times"]),
        (call_all_furniture, ["line roles", "outlets", "dates of publication", "titles", "credits: recall"]),
    ],
    ids=lambda x: x.__name__ if callable(x) else "",
)
def test_every_fault_shows_in_its_layer(pile, change, hurt):
    clean, spoilt = told(pile, present_gold(pile)), told(pile, spoil(present_gold(pile), change))
    for name in hurt:
        worse = spoilt[name].value > clean[name].value if clean[name].lower else spoilt[name].value < clean[name].value
        assert worse, name


def test_missing_disagreements_show():
    clash = next(p for p in PILES if any(r["kind"] == "conflict" for c in p.gold["claims"] for r in c["relations"]))
    assert told(clash, spoil(present_gold(clash), settle_everything))["disagreements: conflict"].value == 0


def test_attributions_that_are_missing_or_wrong_show():
    spans = next((p for p in PILES if p.attributions), None)
    if spans is None:
        pytest.skip("no pile with attribution spans")
    run = present_gold(spans)
    none = Run(run.case, run.texts, {})
    assert told(spans, none)["attribution: recall"].value == 0


PINNED = {
    "corpus": "0",
    "lowered": [],
    "floors": {
        "dev: false corroboration": {"value": 2.0, "of": 600, "lower": True, "unit": "%"},
        "dev: same claim: F1": {"value": 60.0, "of": 600, "lower": False, "unit": "%"},
        "bounds": {"value": 85.0, "of": 600, "lower": False, "unit": "%", "optional": True},
    },
}


def rows(false=2.0, pairs=60.0):
    return [Figure("dev: false corroboration", false, 60, lower=True), Figure("dev: same claim: F1", pairs, 60)]


def test_a_figure_below_its_floor_is_a_fall_and_noise_is_not():
    assert find_falls(rows(), PINNED) == []
    assert find_falls(rows(pairs=59.6), PINNED) == []
    assert [f.name for f in find_falls(rows(pairs=59.0), PINNED)] == ["dev: same claim: F1"]
    assert [f.name for f in find_falls(rows(false=3.0), PINNED)] == ["dev: false corroboration"]


def test_a_figure_that_is_gone_is_a_fall_unless_its_data_may_be_absent():
    assert [f.name for f in find_falls(rows()[:1], PINNED)] == ["dev: same claim: F1"]


def test_update_raises_floors_and_refuses_to_lower_one_without_a_reason(tmp_path, monkeypatch):
    monkeypatch.setattr(floors_module, "PATH", tmp_path / "floors.json")
    assert update_floors(rows(pairs=50.0), "1", PINNED, set(), None, "2031-01-01") == ["dev: same claim: F1"]
    assert not floors_module.PATH.exists()
    assert update_floors(rows(pairs=50.0), "1", PINNED, set(), "a stricter gold", "2031-01-01") == []
    kept = json.loads(floors_module.PATH.read_text())
    assert kept["floors"]["dev: same claim: F1"]["value"] == 50
    assert kept["lowered"][0]["why"] == "a stricter gold"
    assert kept["floors"]["bounds"]["value"] == 85, "a floor whose data is absent today stays"
    assert update_floors(rows(pairs=70.0), "1", kept, set(), None, "2031-01-02") == []
    assert json.loads(floors_module.PATH.read_text())["floors"]["dev: same claim: F1"]["value"] == 70


QUALITIES = {  # what good looks like → the floor that keeps it
    "false corroboration": "dev: false corroboration",
    "missed corroboration": "dev: missed corroboration",
    "found corroboration": "dev: found corroboration",
    "same claim across reports": "dev: same claim: F1",
    "chains": "dev: whole chain",
    "derivations": "dev: derivations: recall",
    "reuse": "reuse: precision",
    "attribution": "attribution on real news (watched half): source exact, content by half, F1",
    "quantities": "bounds against evidence (watched half): three-way",
    "cleaning": "pages as plain text: words of the story kept",
    "speed": "speed: reports",
    "durability": "durability: killed runs that resume to the same answer",
}


@pytest.mark.parametrize("quality", QUALITIES)
def test_every_quality_has_a_floor(quality):
    assert QUALITIES[quality] in floors_module.read_floors()["floors"]
