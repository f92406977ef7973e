"""Who copied whom: clocks, edits shared with third copies, credits both ways, rings."""

import itertools
from dataclasses import replace

import pytest
from reuse_piles import OTHER, WIRE, cites, derivations, parses, passages, report

from hearsay.link.clocks import read_clock
from hearsay.link.direction import Verdict, judge
from hearsay.link.pile import Pile
from hearsay.link.rings import undo_rings
from hearsay.link.stemma import collate
from hearsay.types import Span, When
from hearsay.weigh.pile import find_cycles

FIRST, SECOND, THIRD, LAST = WIRE.split("\n\n")


def verdict(a, b, *others, attributions=None):
    pile = [a, b, *others]
    laid = Pile({r.id: r for r in pile}, passages(pile), attributions or {}, parses(pile))
    share = laid.share(a.id, b.id)
    assert share is not None
    return judge(laid, share)


def dated(id_, text, outlet, said, day="2031-03-04", how="declared_jsonld"):
    return replace(report(id_, text, outlet), published=When(day, day, "day", said, how))


def test_minutes_of_known_zones_decide_even_across_midnight():
    first = dated("a", WIRE, "Valley Post", "2031-03-04T23:50:00-05:00")
    later = dated("b", WIRE, "Echo", "2031-03-04T23:55:00-05:00")
    v = verdict(first, later)
    assert (v.child, v.parent, v.direction) == ("b", "a", "inferred")
    assert "04:55 UTC" in v.because[0]
    east = dated(
        "b", WIRE, "Echo", "2031-03-05T06:40:00+02:00", day="2031-03-05"
    )  # an hour later by date, earlier by UTC
    v = verdict(first, east)
    assert (v.child, v.parent) == ("a", "b")


def test_equal_minutes_and_a_day_against_a_minute_of_it_decide_nothing():
    minute = dated("a", WIRE, "Valley Post", "2031-03-04T06:12:00Z")
    assert verdict(minute, dated("b", WIRE, "Echo", "2031-03-04T07:12:00+01:00")).direction == "unknown"
    assert verdict(minute, dated("b", WIRE, "Echo", "2031-03-04")).direction == "unknown"


def test_overlapping_intervals_decide_nothing_and_disjoint_ones_do():
    month = replace(
        report("a", WIRE, "Valley Post"), published=When("2031-03-01", "2031-03-31", "month", "March", "text")
    )
    assert verdict(month, report("b", WIRE, "Echo", "2031-03-20")).direction == "unknown"
    v = verdict(month, report("b", WIRE, "Echo", "2031-04-01"))
    assert (v.child, v.direction) == ("b", "inferred")


@pytest.mark.parametrize(
    ("line", "minutes", "sure"),
    [
        ("4 March 2031, 17:52", 17 * 60 + 52, False),
        ("4 March 2031 at 5.52 p.m.", 17 * 60 + 52, False),
        ("4 March 2031 | 12:05 am EST", 5 + 300, True),
        ("4 March 2031 17h52 CET", 16 * 60 + 52, True),
        ("4 March 2031", None, None),
        ("4 March 2031, 12 comments", None, None),
        ("Updated 4 March 2031, 17:52", None, None),
    ],
)
def test_the_time_beside_a_date_is_read_but_not_that_of_an_update(line, minutes, sure):
    r = report("a", f"{line}\n\n{WIRE}", "Valley Post")
    clock = read_clock(replace(r, published=When("2031-03-04", "2031-03-04", "day", "4 March 2031", "text")))
    if minutes is None:
        assert clock is None
    else:
        assert (clock.at.hour * 60 + clock.at.minute, clock.sure) == (minutes, sure)


def test_clocks_without_a_zone_are_a_trace_and_no_proof():
    def page(id_, outlet, time):
        r = report(id_, f"4 March 2031, {time}\n\n{WIRE}", outlet)
        return replace(r, published=When("2031-03-04", "2031-03-04", "day", "4 March 2031", "text"))

    v = verdict(page("a", "Echo", "18.40"), page("b", "Valley Post", "17:52"))
    assert (v.child, v.direction) == ("a", "inferred")
    assert v.probability < 0.9
    assert "its page shows a later time of day" in v.because


def edit(text, *pairs):
    for old, new in pairs:
        assert old in text
        text = text.replace(old, new)
    return text


ONE = edit(WIRE, ("early on Tuesday", "before dawn on Tuesday"), ("Rescue crews", "Rescuers"))
TWO = edit(WIRE, ("some 1,200 families", "about 1,200 families"), ("did not answer", "has not answered"))


def test_a_text_that_agrees_with_the_others_wherever_they_differ_is_nearer_the_source():
    pile = [report("x", ONE, "Echo"), report("m", WIRE, "Valley Post"), report("y", TWO, "Gazette")]
    for other in ("x", "y"):
        laid = Pile({r.id: r for r in pile}, passages(pile), {}, parses(pile))
        v = judge(laid, laid.share("m", other))
        assert (v.child, v.parent, v.direction) == (other, "m", "inferred")
        assert any("another copy goes with the other" in b for b in v.because)
    alone = verdict(pile[0], pile[1])
    assert alone.direction == "unknown"


def test_two_copies_that_share_an_edit_leave_the_third_apart():
    shared = edit(WIRE, ("roof to roof", "house to house"))
    again = edit(shared, ("lamps and loudhailers", "torches and loudhailers"))
    w = collate({i: (t, Span(0, len(t))) for i, t in (("a", WIRE), ("b", shared), ("c", again))})
    assert w.sides("b", "c") == (("a",), ())  # b stands between a and c
    assert w.sides("b", "a") == (("c",), ())
    assert w.sides("a", "c") == ((), ())


def test_texts_that_each_have_readings_of_their_own_tell_nothing():
    three = edit(WIRE, ("Two schools", "Both schools"), ("the wall as sound", "the wall as safe"))
    w = collate({i: (t, Span(0, len(t))) for i, t in (("a", ONE), ("b", TWO), ("c", three))})
    assert all(w.sides(x, y) == ((), ()) for x, y in itertools.permutations("abc", 2))


def test_a_cut_is_no_reading():
    short = WIRE.replace(THIRD + "\n\n", "")
    w = collate({i: (t, Span(0, len(t))) for i, t in (("a", WIRE), ("b", short), ("c", WIRE))})
    assert w.sides("a", "b") == ((), ())


def test_collating_very_many_or_very_long_texts_stays_cheap():
    texts = {f"r{i:03}": (f"{WIRE} {i}", Span(0, len(WIRE))) for i in range(300)}
    assert len(collate(texts).readings) <= 24
    huge = "word " * 60_000
    assert collate({i: (huge, Span(0, len(huge))) for i in "abc"}).readings == {}


def test_reports_that_credit_each_other_alike_have_no_direction_without_dates():
    a = report("a", f"Source: Echo\n\n{WIRE}", "Valley Post", credited=[("republished_from", "Echo", "Source: Echo")])
    text = f"Source: Valley Post\n\n{WIRE}"
    b = report("b", text, "Echo", credited=[("republished_from", "Valley Post", "Source: Valley Post")])
    v = verdict(a, b)
    assert (v.direction, v.credited) == ("unknown", True)
    assert v.because[0] == "each credits the other"
    early = replace(a, published=When("2031-03-04", "2031-03-04", "day", None, "text"))
    late = replace(b, published=When("2031-03-06", "2031-03-06", "day", None, "text"))
    v = verdict(early, late)
    assert (v.child, v.direction, v.because[0]) == ("b", "inferred", "each credits the other")


def test_a_credit_line_outweighs_a_name_beside_the_passage():
    a = report("a", f"Source: Echo\n\n{WIRE}", "Valley Post", credited=[("republished_from", "Echo", "Source: Echo")])
    b = report("b", f"Readers of the Valley Post will know it.\n\n{WIRE} The Valley Post agreed.", "Echo")
    v = verdict(a, b)
    assert (v.child, v.parent, v.direction) == ("a", "b", "declared")
    if len(v.because) > 1:
        assert v.because[-1].startswith("though the other")


def edge(child, parent, probability=0.7, direction="inferred"):
    return Verdict(child, parent, direction, probability, direction == "declared", ("told",), ())


def ancestors_hold_no_ring(verdicts):
    up = {}
    for v in verdicts:
        if v.direction == "inferred":
            up.setdefault(v.child, set()).add(v.parent)

    def climb(r, seen):
        assert r not in seen
        for p in up.get(r, ()):
            climb(p, (*seen, r))

    for r in up:
        climb(r, ())


def test_the_one_much_less_sure_in_a_ring_is_turned():
    found = undo_rings([edge("b", "a", 0.95), edge("c", "b", 0.92), edge("a", "c", 0.65)])
    assert [(v.child, v.parent, v.direction) for v in found] == [
        ("b", "a", "inferred"),
        ("c", "b", "inferred"),
        ("c", "a", "inferred"),
    ]
    assert "other way round" in found[2].because[0]


def test_a_ring_of_equals_is_undone_with_its_reason():
    found = undo_rings([edge("b", "a"), edge("c", "b"), edge("a", "c")])
    assert {v.direction for v in found} == {"unknown"}
    assert all("come from itself" in v.because[0] and "told" in v.because for v in found)


def test_rings_are_undone_the_same_in_any_order():
    rows = [edge("b", "a", 0.8), edge("c", "b", 0.7), edge("a", "c", 0.66), edge("d", "c", 0.9), edge("b", "d", 0.75)]
    told = None
    for order in itertools.permutations(rows):
        found = undo_rings(order)
        ancestors_hold_no_ring(found)
        key = {frozenset((v.child, v.parent)): v for v in found}
        told = told or key
        assert key == told


def test_a_ring_of_credits_stands_and_is_weighed_as_one():
    rows = [edge("b", "a", 0.97, "declared"), edge("c", "b", 0.97, "declared"), edge("a", "c", 0.97, "declared")]
    found = undo_rings(rows)
    assert {v.direction for v in found} == {"declared"}
    assert sum("ring" in v.because[-1] for v in found) == 1
    pile = [
        report("a", f"{FIRST}\n\n{SECOND}", "Alpha Post", credited=[]),
        report("b", f"Source: Alpha Post\n\n{FIRST}\n\n{THIRD}", "Beta Echo"),
        report("c", f"Source: Beta Echo\n\n{THIRD}\n\n{OTHER}", "Gamma Mail"),
    ]
    pile[0] = report(
        "a",
        f"Source: Gamma Mail\n\n{FIRST}\n\n{OTHER}",
        "Alpha Post",
        credited=[("republished_from", "Gamma Mail", "Source: Gamma Mail")],
    )
    pile[1] = replace(
        report("b", pile[1].text, "Beta Echo", credited=[("republished_from", "Alpha Post", "Source: Alpha Post")])
    )
    pile[2] = replace(
        report("c", pile[2].text, "Gamma Mail", credited=[("republished_from", "Beta Echo", "Source: Beta Echo")])
    )
    made = derivations(pile)
    assert {(d.child, d.parent) for d in made if d.direction == "declared"} >= {("b", "a"), ("c", "b"), ("a", "c")}
    assert set(find_cycles(made, {})) == {"a", "b", "c"}


def test_who_was_told_and_who_only_heard_of_it_tell_the_copy():
    told = "“We had warned them three winters running,” Governor Ilse Tamm told the Valley Post."
    heard = "“We had warned them three winters running,” Governor Ilse Tamm reportedly said."
    v = verdict(report("a", f"{THIRD} {heard}", "Echo"), report("b", f"{THIRD} {told}", "Valley Post"))
    assert (v.child, v.parent) == ("a", "b")
    assert {"only the other says that its outlet was told so", "it tells what others report"} <= set(v.because)


def test_a_number_rounded_in_one_of_the_two_tells_the_copy():
    exact = edit(WIRE, ("some 1,200 families", "1,187 families"))
    v = verdict(report("a", WIRE, "Echo"), report("b", exact, "Valley Post"))
    assert v.child == "a"
    assert any("rounds" in b for b in v.because)


def test_an_attribution_of_the_passage_declares_it():
    b = report("b", f"The Valley Post reports the following. {THIRD}", "Echo")
    found = {"b": (cites(b, "Valley Post", "The Valley Post", THIRD),)}
    v = verdict(report("a", WIRE, "Valley Post"), b, attributions=found)
    assert (v.child, v.parent, v.direction) == ("b", "a", "declared")


def test_who_shares_an_edit_has_it_from_the_copy_that_made_it():
    second = edit(WIRE, ("roof to roof", "house to house"))
    third = edit(second, ("lamps and loudhailers", "torches and loudhailers"))
    pile = [
        report("a", WIRE, "Valley Post", "2031-03-04"),
        report("b", second, "Echo", "2031-03-05"),
        report("c", third, "Gazette", "2031-03-06"),
    ]
    assert {(d.child, d.parent) for d in derivations(pile)} == {("b", "a"), ("c", "b")}
