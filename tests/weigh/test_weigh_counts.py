"""Worked counts: who had it from whom, and how many that makes."""

from __future__ import annotations

import time

from weigh_piles import PILE, claim, nobody, official, outlet, person, say

from hearsay.types import Count
from hearsay.weigh import weigh_claim

POLICE = official("Ostrava police")
MINISTER = official("Jan Holub", "interior minister")
MAYOR = official("Eva Nova", "mayor of Ostrava")


def counts(*mentions, **more):
    w = weigh_claim(claim(*mentions), PILE, **more)
    return (w.origins.low, w.origins.high), (w.independent.low, w.independent.high)


def reasons(*mentions):
    return [r.grade.reasons for r in weigh_claim(claim(*mentions), PILE).readings]


def test_three_outlets_that_reprint_one_agency_are_one_origin():
    wire = [
        say("MNA", POLICE, key="a"),
        say("Morning Herald", "MNA", POLICE, key="b"),
        say("Lakeside Post", "MNA", POLICE, key="c"),
    ]
    assert counts(*wire) == ((1, 1), (1, 1))
    assert reasons(*wire) == [("single_origin",)]


def test_two_officials_heard_by_one_reporter_are_two_origins_and_one_chain():
    heard = [say("Morning Herald", MINISTER, key="a"), say("Morning Herald", MAYOR, key="b", start=90)]
    assert counts(*heard) == ((2, 2), (1, 1))
    assert reasons(*heard) == [("one_newsroom",)]


def test_two_newsrooms_with_a_source_each_corroborate():
    apart = [say("Morning Herald", MINISTER, key="a"), say("Lakeside Post", MAYOR, key="b")]
    assert counts(*apart) == ((2, 2), (2, 2))
    assert reasons(*apart) == [("corroborated",)]


def test_chains_are_not_spliced():
    crossed = [
        say("Morning Herald", "Rivet Agency", "Noon Bulletin", MINISTER, key="a"),
        say("Lakeside Post", "Noon Bulletin", "Rivet Agency", MAYOR, key="b"),
    ]
    assert counts(*crossed) == ((2, 2), (1, 1))


def test_two_newsrooms_at_one_press_conference_share_their_origin():
    assert counts(say("Morning Herald", MINISTER, key="a"), say("Lakeside Post", MINISTER, key="b")) == ((1, 1), (1, 1))


def test_unsourced_voices_count_at_the_high_end_only():
    voices = [say("Morning Herald", key="a"), say("Lakeside Post", key="b")]
    assert counts(*voices) == ((0, 2), (0, 2))
    assert reasons(*voices) == [("may_coincide",)]
    assert counts(voices[0]) == ((0, 1), (0, 1))
    assert reasons(voices[0]) == [("unsourced",)]


def test_an_outlet_of_unknown_name_pairs_with_nothing_at_the_low_end():
    assert counts(say(outlet(), MINISTER, key="a"), say("Lakeside Post", MAYOR, key="b")) == ((2, 2), (1, 2))


def test_two_reports_without_an_outlet_may_be_one_newsroom():
    assert counts(say(outlet(), MINISTER, key="a"), say(outlet(), MAYOR, key="b")) == ((2, 2), (1, 2))
    assert counts(say(outlet(), MINISTER, key="a", report="r"), say(outlet(), MAYOR, key="b", report="r"))[1] == (1, 1)


def test_anonymous_sources_may_be_one_person():
    a, b = say("Morning Herald", nobody("a senior official"), key="a"), say("Lakeside Post", nobody("an aide"), key="b")
    assert counts(a, b) == ((1, 2), (1, 2))
    assert reasons(a, b) == [("may_coincide",)]


def test_a_role_that_excludes_the_other_tells_anonymous_sources_apart():
    a, b = say("Morning Herald", nobody("a US official"), key="a"), say("Lakeside Post", nobody("a resident"), key="b")
    assert counts(a, b) == ((2, 2), (2, 2))


def test_a_cited_outlet_outside_the_pile_needs_a_basis_to_count_low():
    other = say("Lakeside Post", MAYOR, key="b")
    assert counts(say("Morning Herald", "Far Dispatch", key="a"), other) == ((1, 2), (1, 2))
    assert counts(say("Morning Herald", outlet("Far Dispatch", rests=True), key="a"), other) == ((2, 2), (2, 2))


def test_a_cited_outlet_inside_the_pile_leads_on_to_whom_it_cites():
    cited = say("Morning Herald", "MNA", key="a")
    source = say("MNA", MINISTER, key="b")
    assert counts(cited, source) == ((1, 1), (1, 1))
    # The Herald has the minister's word by way of MNA, so a second paper quoting him adds no origin.
    assert counts(cited, source, say("Lakeside Post", MINISTER, key="c")) == ((1, 1), (1, 1))


def test_a_headline_adds_no_voice_to_its_own_story():
    assert counts(say("Morning Herald", key="t"), say("Morning Herald", POLICE, key="b", start=40)) == ((1, 1), (1, 1))


def test_its_own_reporter_is_an_origin_beside_its_source():
    seen = [say("Morning Herald", key="a", voice="own"), say("Morning Herald", POLICE, key="b", start=40)]
    assert counts(*seen) == ((2, 2), (1, 1))
    assert counts(seen[0], say("Lakeside Post", POLICE, key="c")) == ((2, 2), (2, 2))


def test_outlets_that_cite_each_other_are_one_voice_without_a_source():
    ring = [say("Morning Herald", "Lakeside Post", key="a"), say("Lakeside Post", "Morning Herald", key="b")]
    (low, high), independent = counts(*ring)
    assert high == 1
    assert independent[1] == 1
    assert low <= 1


def test_a_shared_quotation_is_a_shared_source():
    said = [
        say("Morning Herald", nobody("a resident"), key="a", quotations=("q",)),
        say("Lakeside Post", person("Petr Svoboda", "a baker"), key="b", quotations=("q",)),
    ]
    assert counts(*said) == ((1, 1), (1, 1))


def test_a_plural_source_is_one_at_least_and_its_number_at_most():
    assert counts(say("Morning Herald", nobody("officials", group=True), key="a")) == ((1, 2), (1, 1))
    assert counts(say("Morning Herald", nobody("four officials", group=True, number=4), key="a")) == ((1, 4), (1, 1))
    assert counts(say("Morning Herald", official("Ostrava police", group=True), key="a")) == ((1, 1), (1, 1))


def test_a_passage_of_unknown_direction_is_one_vertex():
    lifted = [
        say("Morning Herald", POLICE, key="a", passages=("g",)),
        say("Lakeside Post", POLICE, key="b", passages=("g",)),
    ]
    assert counts(*lifted) == ((1, 1), (1, 1))
    bare = [say("Morning Herald", key="a", passages=("g",)), say("Lakeside Post", key="b", passages=("g",))]
    assert counts(*bare) == ((0, 1), (0, 1))


def test_reports_that_derive_from_one_another_are_one_vertex():
    apart = [say("Morning Herald", MINISTER, key="a"), say("Lakeside Post", MAYOR, key="b")]
    ring = {"r-Morning Herald": 0, "r-Lakeside Post": 0}
    assert counts(*apart, cycles=ring)[1] == (1, 1)


def test_a_likely_dependence_binds_the_low_end_and_a_sure_one_both():
    def second(p):
        return say("Lakeside Post", MAYOR, key="b", depends=(("a", p, "similar wording"),))

    first = say("Morning Herald", MINISTER, key="a")
    assert counts(first, second(0.05))[1] == (2, 2)
    assert counts(first, second(0.2))[1] == (1, 2)
    assert counts(first, second(0.95))[1] == (1, 1)


def test_siblings_of_one_likely_parent_do_not_pair_at_the_low_end():
    parent = say("MNA", POLICE, key="p")
    a = say("Morning Herald", MINISTER, key="a", depends=(("p", 0.3, "similar wording"),))
    b = say("Lakeside Post", MAYOR, key="b", depends=(("p", 0.3, "similar wording"),))
    assert counts(parent, a, b)[1] == (1, 3)


def test_the_chance_of_two_is_reckoned_over_every_outcome():
    first = say("Morning Herald", MINISTER, key="a")
    second = say("Lakeside Post", MAYOR, key="b", depends=(("a", 0.3, "similar wording"),))
    third = say("Valley Tribune", person("Petr Svoboda"), key="c", depends=(("a", 0.5, "similar wording"),))
    assert weigh_claim(claim(first, second), PILE).independent.p2 == 0.7
    # One pair is left unless both depend on the first: 1 - .3 × .5
    assert weigh_claim(claim(first, second, third), PILE).independent.p2 == 0.85


def test_a_small_doubt_makes_a_pair_unsure():
    first = say("Morning Herald", MINISTER, key="a")
    second = say("Lakeside Post", MAYOR, key="b", depends=(("a", 0.08, "similar wording"),))
    w = weigh_claim(claim(first, second), PILE)
    assert (w.independent.low, w.independent.p2) == (2, 0.92)
    assert w.readings[0].grade.reasons == ("unsure",)


def test_origins_are_listed_with_their_mentions():
    w = weigh_claim(
        claim(say("Morning Herald", MINISTER, key="a"), say("Lakeside Post", key="b"), say("MNA", MINISTER, key="c")),
        PILE,
    )
    assert [(o.kind, o.name, o.mentions, o.sure) for o in w.origin_list] == [
        ("official", "Jan Holub", (0, 2), True),
        ("outlet", "Lakeside Post", (1,), False),
    ]
    assert w.origins == Count(1, 2)


def test_ties_tell_why():
    w = weigh_claim(
        claim(
            say("Morning Herald", MINISTER, key="a"),
            say("Lakeside Post", MAYOR, key="b"),
            say("Valley Tribune", MINISTER, key="c"),
            say("Harbour Times", nobody("an aide"), key="d"),
        ),
        PILE,
    )
    found = {(t.a, t.b): (t.relation, t.because) for t in w.ties}
    assert found[(0, 1), (1, 1)] == ("different", "“Jan Holub” and “Eva Nova” are two full names")
    assert found[(0, 1), (2, 1)][0] == "same"
    assert any(relation == "open" for relation, _ in found.values())


def test_a_claim_of_two_thousand_mentions_is_weighed_at_once():
    outlets = [
        f"{a} {b}" for a in ("Ostrava", "Valley", "Harbour", "Evening") for b in ("Courier", "Echo", "Star", "Mail")
    ]
    holders = [POLICE, MINISTER, MAYOR, nobody("a US official"), nobody("residents", group=True), nobody("an aide")]
    mentions = [
        say(
            outlets[i % 16],
            *([outlets[i % 5]] if i % 3 else []),
            holders[i % 6],
            key=f"m{i:04}",
            report=f"r{i}",
            start=i,
        )
        for i in range(2000)
    ]
    began = time.monotonic()
    w = weigh_claim(claim(*mentions), PILE)
    assert time.monotonic() - began < 10  # on an idle machine well under two
    assert w.origins.low >= 3
