"""Which mentions are one claim: what is counted, what is done, who, where, when."""

import random

import pytest

from hearsay.link.alike import family, words_alike
from hearsay.link.claims import link_pile
from hearsay.link.counted import compare_units, is_part, may_share_claim, population
from hearsay.link.likeness import compare, describe, score, threshold, weigh_terms
from hearsay.types import Argument, Hop, Line, Mention, Place, Report, Span, Stated, Value, When


def mention(report, text, clause, predicate, terms, **fields):
    start = text.index(clause)
    base = {
        "id": f"{report}-{start}-{predicate}",
        "report": report,
        "start": start,
        "end": start + len(clause),
        "sentence": Span(0, len(text)),
        "kind": "event",
        "chain": (Hop("outlet", report), Hop("official", f"source of {report}")),
        "voice": "attributed",
        "stance": "asserts",
        "polarity": "affirmed",
        "modality": "happened",
        "predicate": predicate,
        "arguments": (),
        "terms": tuple(terms.split()),
    }
    return Mention(**{**base, **fields})


def report(ident, text):
    return Report(
        ident, f"{ident}.txt", text, "en", (Line(0, len(text), "body", 1.0, ""),), (), outlet=Stated(ident, "given")
    )


def killed(n, **scope):
    return Value(n, n, "people killed", "count", str(n), **scope)


TEXTS = {
    "a": "Four people were killed when a warehouse burned in Lindhaven. The harbour was closed to ships.",
    "b": "The Lindhaven warehouse fire left seven dead. Ships were kept out of the harbour.",
    "c": "A tram derailed in Ostvik and nobody was hurt. Trams will run again on Friday.",
}


def pile():
    a, b, c = TEXTS["a"], TEXTS["b"], TEXTS["c"]
    return {
        "a": [
            mention("a", a, "Four people were killed", "kill", "people kill warehouse lindhaven", value=killed(4)),
            mention("a", a, "The harbour was closed to ships", "close", "harbour close ship"),
        ],
        "b": [
            mention("b", b, "left seven dead", "leave", "lindhaven warehouse fire dead", value=killed(7)),
            mention("b", b, "Ships were kept out of the harbour", "keep", "ship keep harbour"),
        ],
        "c": [mention("c", c, "A tram derailed in Ostvik", "derail", "tram derail ostvik")],
    }


def claims_of(mentions, texts=TEXTS):
    reports = {i: report(i, t) for i, t in texts.items()}
    return link_pile(reports, mentions, (), ()).value.claims


def test_two_tolls_of_one_event_are_one_claim_and_another_fact_is_another():
    groups = [{m.id for m in c.mentions} for c in claims_of(pile())]
    toll = next(g for g in groups if any("kill" in i for i in g))
    assert {i.split("-")[0] for i in toll} == {"a", "b"}
    assert all(not any("derail" in i for i in g) or len(g) == 1 for g in groups)


def test_the_order_of_mentions_does_not_matter():
    shuffled = {k: random.Random(3).sample(v, len(v)) for k, v in reversed(pile().items())}
    assert claims_of(pile()) == claims_of(shuffled)


def test_a_headline_has_it_from_whom_the_story_names():
    text = "Four dead in fire. Four people were killed, the fire chief said."
    headline = mention(
        "a",
        text,
        "Four dead in fire",
        "die",
        "dead fire",
        value=killed(4),
        voice="unsourced",
        chain=(Hop("outlet", "a"),),
    )
    story = mention("a", text, "Four people were killed", "kill", "people kill", value=killed(4))
    (claim,) = claims_of({"a": [headline, story]}, {"a": text})
    assert {m.voice for m in claim.mentions} == {"attributed"}


def test_where_sides_clash_the_fewer_deny():
    text = "Guards fired shots. No shots were fired."
    yes = mention("a", text, "Guards fired shots", "fire", "guard fire shot")
    no = mention("b", text, "No shots were fired", "fire", "fire shot", polarity="negated")
    (claim,) = claims_of({"a": [yes], "b": [no]}, {"a": text, "b": text})
    assert {m.report: m.stance for m in claim.mentions} == {"a": "asserts", "b": "denies"}


@pytest.mark.parametrize(
    ("a", "b", "relation"),
    [
        ("people killed", "people killed", "unit_state"),
        ("people killed", "people injured", "unit_clash"),
        ("people evacuated", "people move", "unit_state"),
        ("people", "people killed", "unit_missing"),
        ("truck burn", "lorry burn", "unit"),
        ("truck burn", "truck return", "unit_noun"),
        ("truck burn", "house burn", "unit_clash"),
        (None, "truck burn", "unit_missing"),
        (None, None, None),
    ],
)
def test_what_may_answer_one_question(a, b, relation):
    assert compare_units(a, b) == relation
    assert compare_units(b, a) == relation


def test_groups_that_count_different_things_never_meet():
    assert not may_share_claim(frozenset({"people killed"}), frozenset({"people injured"}))
    assert may_share_claim(frozenset({"people killed", "people"}), frozenset({"people injured", "people"}))
    assert may_share_claim(frozenset(), frozenset({"people injured"}))


def test_a_part_of_a_toll_is_told_from_the_toll():
    assert is_part("Two firefighters were among the dead")
    assert is_part("six of them for burns")
    assert not is_part("Two firefighters were killed")
    assert population(killed(2, scope=("firefighter",))) == "firefighter"
    assert population(killed(2, scope=("northern",))) is None


def test_events_far_apart_in_time_or_place_are_less_alike():
    text = TEXTS["a"]
    here = mention(
        "a", text, "Four people were killed", "kill", "people kill", when=When("2031-03-04", "2031-03-04", "day")
    )
    then = mention(
        "b", text, "Four people were killed", "kill", "people kill", when=When("2028-11-01", "2028-11-30", "month")
    )
    there = mention(
        "c", text, "Four people were killed", "kill", "people kill", where=Place("Brno", ("CZ", "Brno"), "Brno")
    )
    away = mention(
        "d", text, "Four people were killed", "kill", "people kill", where=Place("Lima", ("PE", "Lima"), "Lima")
    )
    rarity = weigh_terms([here, then, there, away])
    f = [describe(m, rarity, report(m.report, text)) for m in (here, then, there, away)]
    assert "when_far" in compare(f[0], f[1])
    assert "where_clash" in compare(f[2], f[3])
    assert score(f[0], f[1]) < score(f[0], f[2])
    assert score(f[0], f[0]) > threshold()


def test_likeness_is_symmetric():
    rarity = weigh_terms([m for group in pile().values() for m in group])
    features = [describe(m, rarity, report(m.report, TEXTS[m.report])) for group in pile().values() for m in group]
    for a in features:
        for b in features:
            assert score(a, b) == pytest.approx(score(b, a))


def test_words_may_stand_for_each_other_within_limits():
    assert family("blast") == family("explosion")
    assert words_alike("defect", "defector") > 0.8
    assert words_alike(family("kill"), family("injure")) < 0.6
    assert words_alike("monday", "tuesday") == 0
    assert words_alike("4", "7") == 0


def test_an_argument_that_agrees_raises_likeness():
    text = "The ministry closed the bridge. The ministry closed the bridge. The union closed the bridge."
    by = {
        where: mention(
            where, text, "closed the bridge", "close", "close bridge", arguments=(Argument("actor", 4, 12, who),)
        )
        for where, who in (("courier", "ministry"), ("herald", "ministry"), ("ledger", "union"))
    }
    rarity = weigh_terms(by.values())
    f = {where: describe(m, rarity, report(m.report, text)) for where, m in by.items()}
    assert score(f["courier"], f["herald"]) > score(f["courier"], f["ledger"])
