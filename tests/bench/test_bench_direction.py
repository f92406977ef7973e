"""The fit of the weights of traces, and what is hidden from them."""

import pytest

pytest.importorskip("rapidfuzz")

from bench.direction import JUDGED, _ancestors, basis_of, fit, loss

from hearsay.lexicons import read_table
from hearsay.link.direction import Verdict


def test_a_trace_that_is_always_right_gains_and_one_that_is_always_wrong_loses():
    rows = [("pile", {"trimmed": 1.0, "quoted": -1.0}) for _ in range(40)]
    w = fit(rows, hold=2.0)
    assert w["trimmed"] > JUDGED["trimmed"]
    assert 0 <= w["quoted"] < JUDGED["quoted"]
    assert w["clock"] == JUDGED["clock"]
    assert loss(rows, w) < loss(rows, JUDGED)


def test_what_is_held_firmly_stays_near_what_was_judged():
    rows = [("pile", {"trimmed": 1.0})] * 5
    assert abs(fit(rows, hold=500.0)["trimmed"] - JUDGED["trimmed"]) < 0.05


def test_every_trace_has_a_weight_and_none_is_below_nothing():
    weights = read_table("direction.toml")["trace"]
    assert weights.keys() == JUDGED.keys()
    assert all(value >= 0 for value in weights.values())


def test_ancestors_of_a_report_go_through_others_and_never_hold_itself():
    up = {"c": {"b"}, "b": {"a"}, "a": {"c"}}
    assert _ancestors(up, "c") == {"a", "b"}


def test_a_verdict_is_sorted_by_what_it_rests_on():
    def told(direction, *because):
        return basis_of(Verdict("b", "a", direction, 0.9, False, because, ()))

    assert told("declared", "credits the Post") == "declared"
    assert told("inferred", "published 2031-03-05, the other 2031-03-04") == "dates"
    assert told("inferred", "it is the other, trimmed") == "traces"
