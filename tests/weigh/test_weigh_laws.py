"""The laws of weighing, for any claim."""

from __future__ import annotations

import dataclasses
import random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from weigh_piles import brief, claim, nobody, number, official, outlet, paper, person, say

from hearsay.types import Claim
from hearsay.weigh import weigh_claim
from hearsay.weigh.hops import relate

SETTINGS = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])

PAPERS = [
    "Ostrava Courier",
    "Morning Herald",
    "Lakeside Post",
    "Valley Tribune",
    "Meridian News Agency",
    "Harbour Times",
]
IN_PILE = frozenset(name.casefold() for name in PAPERS[:5])
NAMED = [
    official("Jan Holub", "interior minister"),
    official("Eva Nova", "mayor of Ostrava"),
    official("interior ministry"),
    official("Ostrava police"),
    person("Petr Svoboda", "a shopkeeper"),
    person("Lucie Mala"),
    paper("an autopsy report"),
]
VAGUE = [
    nobody("a senior official"),
    nobody("officials", group=True),
    nobody("three residents", group=True, number=3),
    nobody("a US official"),
    nobody("a police source"),
    nobody(),
    official(None, "interior ministry spokesman", body="interior ministry"),
    person("J. Holub"),
    outlet(None, description="local media"),
]
outlets = st.sampled_from([*map(outlet, PAPERS), outlet(None)])
named_outlets = st.sampled_from([outlet(name) for name in PAPERS])


@st.composite
def mentions_of(draw, publishers=outlets, holders=(*NAMED, *VAGUE), plain=False, least=1, most=8):
    """Mentions with short random chains; ``plain``: full names only, nothing that ties mentions but their hops."""
    count = draw(st.integers(least, most))
    made = []
    for n in range(count):
        chain = [draw(publishers), *draw(st.lists(named_outlets, max_size=2))]
        ends = draw(st.sampled_from(["holder", "holder", "holder", "unsourced", "own"] + ([] if plain else ["cited"])))
        if ends == "holder":
            chain.append(draw(st.sampled_from(holders)))
            voice = "attributed"
        elif ends == "cited":
            chain.append(dataclasses.replace(draw(outlets), rests=draw(st.booleans())))
            voice = "attributed"
        else:
            chain, voice = chain[:1], ends
        more = {}
        if not plain:
            more["stance"] = draw(
                st.sampled_from(["asserts", "asserts", "asserts", "confirms", "denies", "declines", "doubts"])
            )
            more["polarity"] = draw(st.sampled_from(["affirmed", "affirmed", "affirmed", "negated"]))
            more["soft"] = draw(st.sampled_from([None, None, None, None, "opinion", "forecast"]))
            more["passages"] = tuple(draw(st.lists(st.sampled_from(["g1", "g2"]), max_size=1)))
            more["quotations"] = tuple(draw(st.lists(st.sampled_from(["q1", "q2"]), max_size=1)))
            more["value"] = draw(
                st.sampled_from([None, number(4), number(7), number(24, 99, said="dozens"), number(4, None)])
            )
            if n and draw(st.booleans()):
                parents = draw(st.lists(st.integers(0, count - 1), max_size=2, unique=True))
                ps = st.sampled_from([0.02, 0.05, 0.2, 0.5, 0.95, 1.0])
                more["depends"] = tuple((f"m{p}", draw(ps), "similar wording") for p in parents if p != n)
        made.append(
            say(
                *chain,
                key=f"m{n}",
                report=f"r{n if plain else draw(st.integers(0, count))}",
                start=20 * n,
                voice=voice,
                **more,
            )
        )
    return made


plain_mentions = mentions_of(publishers=named_outlets, holders=NAMED, plain=True, least=2)


def weigh(mentions, **more):
    return weigh_claim(claim(*mentions), IN_PILE, **more)


def low_high(weighed):
    return (weighed.origins, weighed.independent.low, weighed.independent.high)


@given(mentions_of())
@SETTINGS
def test_every_interval_is_in_order(mentions):
    w = weigh(mentions)
    for origins, independent in [(w.origins, w.independent), *((r.origins, r.independent) for r in w.readings)]:
        assert 0 <= origins.low <= origins.high
        assert 0 <= independent.low <= independent.high
        assert independent.low <= origins.low
        assert independent.high <= origins.high
        assert 0 <= independent.p2 <= 1
        assert len(independent.proof_low) == independent.low
        assert len(independent.proof_high) == independent.high
        assert independent.exact
    for d in w.disagreements:
        assert len(d.sides) >= 2
        assert all(s.independent.low <= s.independent.high for s in d.sides)


@given(mentions_of(), st.randoms(use_true_random=False))
@SETTINGS
def test_the_order_of_mentions_changes_nothing(mentions, shuffle):
    shuffled = mentions[:]
    shuffle.shuffle(shuffled)
    a, b = weigh(mentions), weigh(shuffled)

    def told(w, given_mentions):
        def ids(indices):
            return sorted(given_mentions[i].id for i in indices)

        return (
            w.origins,
            sorted(str((o.kind, o.name, o.description, o.sure, ids(o.mentions))) for o in w.origin_list),
            [
                (r.value, ids(r.mentions), r.origins, r.independent.low, r.independent.high, r.independent.p2, r.grade)
                for r in w.readings
            ],
            (w.independent.low, w.independent.high, w.independent.p2),
            ids(w.independent.proof_low),
            ids(w.independent.proof_high),
            [(d.slot, d.kind, [(s.value, ids(s.mentions), s.independent) for s in d.sides]) for d in w.disagreements],
        )

    assert told(a, mentions) == told(b, shuffled)


@given(mentions_of(publishers=named_outlets), st.data())
@SETTINGS
def test_a_copy_of_a_report_changes_no_count(mentions, data):
    report = data.draw(st.sampled_from(sorted({m.report for m in mentions})))
    copies = [
        dataclasses.replace(m, id=f"copy-{m.id}", report="copy", chain=(outlet("Borrowed Gazette"), *m.chain))
        for m in mentions
        if m.report == report
    ]
    before, after = weigh(mentions), weigh([*mentions, *copies])
    assert low_high(before) == low_high(after), brief([*mentions, *copies])
    assert len(before.readings) == len(after.readings)
    for r, s in zip(before.readings, after.readings, strict=True):
        assert (r.origins, r.independent.low, r.independent.high, r.grade) == (
            s.origins,
            s.independent.low,
            s.independent.high,
            s.grade,
        ), brief([*mentions, *copies])


@given(mentions_of(), st.data())
@SETTINGS
def test_saying_it_twice_changes_no_count(mentions, data):
    again = data.draw(st.sampled_from(mentions))
    twice = dataclasses.replace(again, id="again", start=again.start + 1, end=again.end + 1)
    assert low_high(weigh(mentions)) == low_high(weigh([*mentions, twice]))


@given(plain_mentions, st.data())
@SETTINGS
def test_a_copy_of_unknown_direction_changes_no_count(mentions, data):
    chosen = data.draw(st.sampled_from(mentions))
    marked = [dataclasses.replace(m, passages=("g",)) if m is chosen else m for m in mentions]
    copy = dataclasses.replace(
        chosen, id="copy", report="copy", chain=(outlet("Borrowed Gazette"), *chosen.chain[1:]), passages=("g",)
    )
    assert low_high(weigh(mentions)) == low_high(weigh([*marked, copy])), brief([*marked, copy])


@given(plain_mentions, st.data())
@SETTINGS
def test_a_report_on_which_no_relation_rests_never_lowers_by_coming_nor_raises_by_going(mentions, data):
    gone = data.draw(st.sampled_from(mentions))
    fewer, all_of_them = weigh([m for m in mentions if m is not gone]), weigh(mentions)
    assert fewer.origins.low <= all_of_them.origins.low
    assert fewer.independent.low <= all_of_them.independent.low


@given(plain_mentions, st.sampled_from(["denies", "doubts", "declines"]))
@SETTINGS
def test_denials_doubts_and_refusals_count_for_nothing(mentions, stance):
    other = say("Harbour Times", person("Olga Ticha"), key="other", report="other", stance=stance)
    assert low_high(weigh(mentions)) == low_high(weigh([*mentions, other]))


@given(mentions_of())
@SETTINGS
def test_corroborated_is_said_only_of_two_that_are_sure(mentions):
    for r in weigh(mentions).readings:
        if "corroborated" in r.grade.reasons:
            assert r.independent.low >= 2
            assert r.independent.p2 >= 0.95
        if r.grade.credibility == 1:
            assert r.grade.reasons == ("corroborated",)
        if r.independent.low >= 2:
            assert r.independent.p2 > 0


@given(mentions_of())
@SETTINGS
def test_what_is_counted_opens_to_mentions(mentions):
    w = weigh(mentions)
    counted = {i for i, m in enumerate(mentions) if m.stance in ("asserts", "confirms")}
    assert {i for o in w.origin_list for i in o.mentions} == counted
    assert sum(o.sure for o in w.origin_list) == w.origins.low
    assert set(w.independent.proof_low) | set(w.independent.proof_high) <= counted
    for tie in w.ties:
        for i, k in (tie.a, tie.b):
            assert k < max(1, len(mentions[i].chain))
        assert tie.because


@given(plain_mentions)
@SETTINGS
def test_the_low_end_is_the_definition_tried_out_in_full(mentions):
    def apart(a, b):
        if a.report == b.report:
            return False
        return all(relate(x, y).relation == "different" for x in a.chain for y in b.chain)

    sourced = [m for m in mentions if m.voice != "unsourced"]
    best = 0
    for subset in range(1 << len(sourced)):
        chosen = [m for k, m in enumerate(sourced) if subset >> k & 1]
        if all(apart(a, b) for k, a in enumerate(chosen) for b in chosen[:k]):
            best = max(best, len(chosen))
    assert weigh(mentions).independent.low == best


@given(st.randoms(use_true_random=False), st.integers(2, 40), st.floats(0.05, 0.95))
@SETTINGS
def test_the_search_finds_as_many_as_the_library_does(rnd, size, density):
    nx = pytest.importorskip("networkx")
    from hearsay.weigh.search import find_largest

    conflicts = [0] * size
    graph = nx.Graph()
    graph.add_nodes_from(range(size))
    for a in range(size):
        for b in range(a):
            if rnd.random() < density:
                conflicts[a] |= 1 << b
                conflicts[b] |= 1 << a
            else:
                graph.add_edge(a, b)
    found = find_largest(conflicts)
    assert found.exact
    assert all(not conflicts[a] >> b & 1 for a in found.chosen for b in found.chosen)
    assert len(found.chosen) == nx.max_weight_clique(graph, weight=None)[1]


@given(st.lists(st.sets(st.integers(0, 9), min_size=1, max_size=4), min_size=1, max_size=12))
@SETTINGS
def test_the_flow_is_never_below_the_chains(sets):
    from hearsay.weigh.search import flow_bound

    masks = [sum(1 << v for v in s) for s in sets]
    best = 0
    for subset in range(1 << len(masks)):
        chosen = [m for k, m in enumerate(masks) if subset >> k & 1]
        if sum(m.bit_count() for m in chosen) == sum_or(chosen).bit_count():
            best = max(best, len(chosen))
    assert flow_bound(masks) >= best


def sum_or(masks):
    out = 0
    for m in masks:
        out |= m
    return out


@pytest.mark.parametrize("pair", [(a, b) for a in [*NAMED, *VAGUE, outlet("Morning Herald")] for b in [*NAMED, *VAGUE]])
def test_a_relation_holds_both_ways(pair):
    a, b = pair
    assert relate(a, b).relation == relate(b, a).relation


def test_the_seed_of_a_large_draw_is_the_claim():
    rnd = random.Random(3)
    base = [
        say(name, person(f"{first} Brezina"), key=f"m{i}")
        for i, (name, first) in enumerate(zip(PAPERS, ["Adam", "Olga", "Hugo", "Vera", "Igor", "Nela"], strict=True))
    ]
    extra = [
        dataclasses.replace(
            m, depends=tuple((f"m{j}", round(rnd.uniform(0.3, 0.8), 2), "wording") for j in range(6) if j != i)
        )
        for i, m in enumerate(base)
    ]
    one = weigh_claim(Claim("c1", None, "event", 0, tuple(extra)), IN_PILE)
    two = weigh_claim(Claim("c1", None, "event", 0, tuple(reversed(extra))), IN_PILE)
    assert one.independent.p2 == two.independent.p2
    assert 0 < one.independent.p2 < 1
