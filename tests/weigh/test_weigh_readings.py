"""Readings, how they clash, and their grades."""

from __future__ import annotations

from weigh_piles import PILE, claim, day, number, official, outlet, paper, person, place, say

from hearsay.types import Argument, Grade
from hearsay.weigh import weigh_claim

POLICE = official("Ostrava police")
MINISTER = official("Jan Holub", "interior minister")
MAYOR = official("Eva Nova", "mayor of Ostrava")


def weigh(*mentions, kind="event", **more):
    return weigh_claim(claim(*mentions, kind=kind), PILE, **more)


def answers(w):
    return [(r.value and (r.value.slot, r.value.text), r.mentions) for r in w.readings]


def clashes(w):
    return [(d.slot, d.kind, [s.value.text for s in d.sides]) for d in w.disagreements]


def test_without_differing_answers_there_is_one_reading():
    w = weigh(say("Morning Herald", POLICE, key="a"), say("Lakeside Post", MAYOR, key="b"))
    assert answers(w) == [(None, (0, 1))]
    assert w.disagreements == ()


def test_a_common_number_is_the_reading_of_all_who_speak_on_it():
    w = weigh(say("Morning Herald", POLICE, key="a", value=number(4)), say("Lakeside Post", MAYOR, key="b"))
    assert answers(w) == [(("quantity", "4"), (0, 1))]


def test_a_mention_supports_every_reading_it_overlaps():
    w = weigh(
        say("Morning Herald", POLICE, key="a", value=number(34)),
        say("Lakeside Post", MAYOR, key="b", value=number(24, 99, said="dozens")),
        say("Valley Tribune", MINISTER, key="c"),
    )
    assert answers(w) == [(("quantity", "dozens"), (0, 1)), (("quantity", "34"), (0, 1))]
    assert clashes(w) == [("quantity", "refines", ["dozens", "34"])]
    assert w.independent.low == 3
    assert [r.grade.reasons for r in w.readings] == [("corroborated",)] * 2


def test_numbers_that_cannot_both_hold_conflict():
    w = weigh(
        say("Morning Herald", POLICE, key="a", value=number(4)), say("Lakeside Post", MAYOR, key="b", value=number(9))
    )
    assert clashes(w) == [("quantity", "conflict", ["4", "9"])]
    assert [r.grade for r in w.readings] == [Grade(4, ("contested",))] * 2
    assert w.independent.low == 2


def test_a_toll_that_grows_from_day_to_day_is_an_update():
    mentions = [
        say("Morning Herald", POLICE, key="a", value=number(4)),
        say("Lakeside Post", MAYOR, key="b", value=number(7)),
    ]
    dates = {"r-Morning Herald": day("2031-03-03"), "r-Lakeside Post": day("2031-03-05")}
    w = weigh(*mentions, kind="count", published=dates)
    assert clashes(w) == [("quantity", "update", ["4", "7"])]
    assert [r.grade.reasons for r in w.readings] == [("single_origin",)] * 2


def test_a_toll_told_on_many_days_is_one_update_in_the_order_of_its_numbers():
    tolls = [
        ("Morning Herald", 4, "03"),
        ("Lakeside Post", 7, "05"),
        ("Valley Tribune", 12, "07"),
        ("Hill Star", 19, "09"),
    ]
    mentions = [say(name, POLICE, key=name, value=number(n)) for name, n, _ in tolls]
    dates = {f"r-{name}": day(f"2031-03-{d}") for name, _, d in tolls}
    w = weigh(*mentions, kind="count", published=dates)
    assert clashes(w) == [("quantity", "update", ["4", "7", "12", "19"])]


def test_what_is_no_part_of_the_chain_stays_beside_it():
    tolls = [
        ("Morning Herald", 4, "03"),
        ("Lakeside Post", 7, "05"),
        ("Valley Tribune", 12, "07"),
        ("Hill Star", 9, "07"),
    ]
    mentions = [say(name, POLICE, key=name, value=number(n)) for name, n, _ in tolls]
    dates = {f"r-{name}": day(f"2031-03-{d}") for name, _, d in tolls}
    found = clashes(weigh(*mentions, kind="count", published=dates))
    assert ("quantity", "update", ["4", "7", "12"]) in found
    assert ("quantity", "update", ["4", "7", "9"]) in found
    assert ("quantity", "conflict", ["9", "12"]) in found
    assert len(found) == 3


def test_days_apart_are_two_readings_and_neighbours_one():
    a = say("Morning Herald", POLICE, key="a", when=day("2031-03-04"))
    near = say("Lakeside Post", MAYOR, key="b", when=day("2031-03-05"))
    far = say("Valley Tribune", MINISTER, key="c", when=day("2031-03-09"))
    assert answers(weigh(a, near)) == [(None, (0, 1))]
    w = weigh(a, near, far)
    assert answers(w) == [(("date", "2031-03-04"), (0, 1)), (("date", "2031-03-09"), (2,))]
    assert clashes(w) == [("date", "conflict", ["2031-03-04", "2031-03-09"])]


def test_towns_and_doers_may_conflict():
    def by(who, key, name, **more):
        return say(name, POLICE, key=key, arguments=(Argument("actor", 0, 3, who, who),), **more)

    w = weigh(by("Karel Dub", "a", "Morning Herald"), by("Olga Ticha", "b", "Lakeside Post"))
    assert clashes(w) == [("actor", "conflict", ["Karel Dub", "Olga Ticha"])]
    w = weigh(
        by("Karel Dub", "a", "Morning Herald", where=place("Czechia", "Ostrava")),
        by("K. Dub", "b", "Lakeside Post", where=place("Czechia", "Brno")),
    )
    assert clashes(w) == [("place", "conflict", ["Brno", "Ostrava"])]


def test_a_denial_is_the_other_side_and_counts_for_neither_total():
    w = weigh(say("Morning Herald", POLICE, key="a"), say("Lakeside Post", MINISTER, key="b", stance="denies"))
    assert answers(w) == [(("polarity", "affirmed"), (0,)), (("polarity", "negated"), (1,))]
    assert clashes(w) == [("polarity", "denial", ["affirmed", "negated"])]
    assert w.origins.high == 1
    assert w.readings[0].grade == Grade(4, ("contested",))


def test_a_denial_of_a_number_is_set_against_that_number():
    w = weigh(
        say("Morning Herald", POLICE, key="a", value=number(4)),
        say("Lakeside Post", MAYOR, key="b", value=number(40)),
        say("Valley Tribune", MINISTER, key="c", stance="denies", value=number(40)),
    )
    assert ("polarity", "denial", ["40", "negated"]) in clashes(w)


def test_one_who_says_no_without_denying_conflicts():
    w = weigh(say("Morning Herald", POLICE, key="a"), say("Lakeside Post", MAYOR, key="b", polarity="negated"))
    assert clashes(w) == [("polarity", "conflict", ["affirmed", "negated"])]


def test_nobody_died_is_the_number_nought():
    w = weigh(
        say("Morning Herald", POLICE, key="a", value=number(0, said="no one"), polarity="negated"),
        say("Lakeside Post", MAYOR, key="b", value=number(4)),
    )
    assert clashes(w) == [("quantity", "conflict", ["no one", "4"])]


def test_who_declines_or_doubts_is_on_no_side():
    w = weigh(
        say("Morning Herald", POLICE, key="a"),
        say("Lakeside Post", MINISTER, key="b", stance="declines"),
        say("Valley Tribune", MAYOR, key="c", stance="doubts"),
    )
    assert answers(w) == [(None, (0,))]
    assert w.origins.high == 1


def test_two_who_deny_outweigh_one_who_asserts():
    w = weigh(
        say("Morning Herald", POLICE, key="a"),
        say("Lakeside Post", MINISTER, key="b", stance="denies"),
        say("Valley Tribune", MAYOR, key="c", stance="denies"),
    )
    assert w.readings[0].grade == Grade(5, ("outweighed",))


def test_corroborated_but_denied_is_disputed():
    w = weigh(
        say("Morning Herald", POLICE, key="a"),
        say("Lakeside Post", MAYOR, key="b"),
        say("Valley Tribune", MINISTER, key="c", stance="denies"),
    )
    assert w.readings[0].grade == Grade(2, ("disputed",))


def test_what_its_only_origin_takes_back_is_retracted():
    w = weigh(
        say("Morning Herald", "MNA", key="a"),
        say("MNA", key="b"),
        say("MNA", key="c", report="correction", stance="denies"),
    )
    assert w.readings[0].grade == Grade(5, ("retracted",))


def test_opinion_and_forecast_are_graded_six_and_support_nothing():
    views = [
        say("Morning Herald", person("Lucie Mala"), key="a", soft="forecast"),
        say("Lakeside Post", MAYOR, key="b", soft="forecast"),
    ]
    w = weigh(*views)
    assert w.readings[0].grade == Grade(6, ("no_holder", "forecast"))
    assert w.independent.low == 0


def test_a_document_and_a_person_corroborate():
    w = weigh(say("Morning Herald", paper("a leaked memo"), key="a"), say("Lakeside Post", MAYOR, key="b"))
    assert w.readings[0].grade == Grade(1, ("corroborated",))


def test_a_thousand_different_numbers_stay_in_bounds():
    w = weigh(*(say("Morning Herald", POLICE, key=f"m{i:03}", start=i, value=number(i * 3)) for i in range(300)))
    assert len(w.readings) == 300
    assert len(w.disagreements) < 1000


def test_a_denial_is_on_the_other_side_whichever_way_it_is_worded():
    for no in ("affirmed", "negated"):
        for yes in ("affirmed", "negated"):
            w = weigh(
                say("Morning Herald", POLICE, key="a", polarity=yes),
                say("Lakeside Post", MINISTER, key="b", stance="denies", polarity=no),
            )
            assert [r.mentions for r in w.readings] == [(0,), (1,)]
            assert [(d.slot, d.kind) for d in w.disagreements] == [("polarity", "denial")]
            assert [r.grade.reasons for r in w.readings] == [("contested",)] * 2


def test_a_report_that_goes_on_in_the_negative_takes_nothing_back():
    said = say("Morning Herald", POLICE, key="a", report="one")
    for report, polarity, code in (
        ("one", "negated", "contested"),
        ("one", "affirmed", "retracted"),
        ("two", "negated", "retracted"),
    ):
        no = say("Morning Herald", POLICE, key="b", report=report, stance="denies", polarity=polarity)
        assert weigh(said, no).readings[0].grade.reasons == (code,)


def test_a_question_that_nobody_answers_has_one_reading_without_a_holder():
    w = weigh(say("Morning Herald", POLICE, key="a", stance="declines"))
    assert answers(w) == [(None, ())]
    assert w.readings[0].grade == Grade(6, ("no_holder",))


def test_an_outlet_without_a_source_for_one_answer_is_no_sure_holder_of_another():
    cited = say("Lakeside Post", outlet("Morning Herald"), key="b", value=number(9))
    w = weigh(
        say("Morning Herald", key="a", value=number(4)), cited, say("Valley Tribune", MAYOR, key="c", value=number(9))
    )
    nine = next(r for r in w.readings if r.mentions == (1, 2))
    assert (nine.independent.low, nine.grade.reasons[0]) == (1, "may_coincide")
    assert nine.independent.low <= w.independent.low
