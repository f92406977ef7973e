"""Stages declare what they need and make; the plan proves that the declarations fit."""

import pytest

from hearsay.errors import PlanError
from hearsay.plan import build_plan
from hearsay.stage import Made, Plan, Stage


def stage(name, needs, makes):
    return Stage(name, "1", needs, makes, str, "report", run=lambda **_: Made(""))


def test_a_plan_in_order_is_accepted():
    plan = Plan([stage("a", ("document",), "x"), stage("b", ("x", "document"), "y")], {"document": str})
    assert [row[0] for row in plan.rows()] == ["a", "b"]


def test_a_need_that_nobody_makes_is_refused():
    with pytest.raises(PlanError, match="b needs z"):
        Plan([stage("b", ("z",), "y")], {"document": str})


def test_a_need_made_only_later_is_refused():
    with pytest.raises(PlanError, match="no earlier stage"):
        Plan([stage("b", ("x",), "y"), stage("a", ("document",), "x")], {"document": str})


def test_two_makers_of_one_product_are_refused():
    with pytest.raises(PlanError, match="made already"):
        Plan([stage("a", ("document",), "x"), stage("b", ("document",), "x")], {"document": str})


def test_the_shipped_plan_follows_the_house():
    names = [s.name for s in build_plan().stages]
    assert names == [
        "clean", "furniture", "copies", "parse", "read", "attribute", "claim", "derive", "link", "weigh",
    ]  # fmt: skip
    assert all(s.about for s in build_plan().stages), "every stage says what it is for"
