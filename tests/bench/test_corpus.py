"""The corpus: its gold is exact, its splits are whole, its incidents share no text."""

import pytest
from bench.corpus_check import check
from bench.gate.piles import CORPUS, ROOT, read_piles, read_split
from bench.overlap import find_runs, find_shared

PILES = read_piles([CORPUS])


@pytest.mark.parametrize("pile", read_piles([CORPUS, ROOT / "examples"]), ids=lambda p: p.name)
def test_quotes_are_verbatim_and_counts_follow_from_the_chains(pile):
    assert check(pile.folder / "gold.json") == []


def test_every_incident_is_in_one_split():
    split = {name: [p.name for p in read_split(name)] for name in ("train", "dev", "test")}
    assert sorted(name for names in split.values() for name in names) == [p.name for p in PILES]
    assert abs(len(split["dev"]) - len(PILES) / 5) <= 1
    assert abs(len(split["test"]) - len(PILES) / 5) <= 1


def test_no_run_of_twelve_words_stands_in_two_incidents():
    assert list(find_runs(read_piles([CORPUS, ROOT / "examples"]))) == []


@pytest.mark.slow
def test_no_run_of_twelve_words_stands_in_data_beside_the_project(shared):
    if not (shared / "data").is_dir():
        pytest.skip("no data beside the project")
    assert list(find_shared()) == []


@pytest.mark.parametrize("pile", PILES, ids=lambda p: p.name)
def test_attribution_spans_are_verbatim_and_nest(pile):
    if pile.attributions is None:
        pytest.skip("this layer is not written for the pile")
    assert set(pile.attributions) == {r["id"] for r in pile.gold["reports"]}
    for row in pile.attributions.values():
        ids = {a["id"] for a in row["attributions"]}
        for a in row["attributions"]:
            for start, end in [*a["source"], *a["cue"], *a["content"], *a["hedge"]]:
                assert 0 <= start < end <= len(row["text"])
                assert row["text"][start:end] == row["text"][start:end].strip()
            assert a["nested_in"] is None or a["nested_in"] in ids
            assert a["nested_in"] != a["id"]
