"""Forms in which a holder is named and words are given to it, beyond "X said that"."""

import pytest

SOURCES = [
    ("The road was open, spokeswoman Femke Holt said.", "said", "spokeswoman Femke Holt"),
    ("The boy was found alive, her brother, Marek Holub, told the Herald.", "told", "her brother, Marek Holub"),
    ("Four survivors were in the ward, a nurse there said.", "said", "a nurse there"),
    ("The bridge was shut, one of them said.", "said", "one of them"),
    ("The dam, according to the owner, Holt Dairy B.V., was never inspected.", "according", None),
    ("Jan Holub, who says the talks go on, told the Courier that the strike was over.", "told", "Jan Holub"),
]


@pytest.mark.parametrize(("text", "cue", "source"), SOURCES)
def test_a_source_is_the_whole_phrase(one, text, cue, source):
    found = one(text, cue)
    if source is not None:
        assert found.source == source


def test_whom_somebody_told_is_not_the_source(one):
    found = one("The director, Hanna Dorn, told SPK that the relay had failed.", "told")
    assert found.source == "The director, Hanna Dorn"


CONTENTS = [
    (
        "The fall wiped out a quarter of the firm's value, two officials said, asking not to be named.",
        "said",
        "The fall wiped out a quarter of the firm's value",
    ),
    ("The indictment says Holub.", "says", "Holub"),
    ("They say two hours.", "say", "two hours"),
    ("The report lists 31 closed roads in the valley.", "lists", "31 closed roads in the valley"),
    ("She gave the number of injured as 23.", "gave", "the number of injured as 23"),
    ("I counted nine graves behind the church.", "counted", "nine graves behind the church"),
    ("The producer called the recall “purely precautionary”.", "called", "the recall “purely precautionary"),
    ("Laboratory tests found methanol in the bottles.", "found", "methanol in the bottles"),
    ("Kelvin Otero wanted to know where his money had gone.", "know", "where his money had gone"),
]


@pytest.mark.parametrize(("text", "cue", "content"), CONTENTS)
def test_contents_beside_the_cue(one, text, cue, content):
    assert one(text, cue).content.replace(" … ", " ") == content


def test_a_quotation_after_a_colon_is_said_apart(said):
    found = said("Holub said he would deny everything: “I have never been to that house.”")
    contents = [f.content for f in found]
    assert contents[0] == "he would deny everything"
    assert contents[-1] == "I have never been to that house."
    assert {f.hop.name for f in found} == {"Holub"}


def test_the_question_is_no_part_of_the_answer(one):
    found = one("Asked about the key, Jan Holub said the door had been open.", "said")
    assert found.content == "the door had been open"


def test_what_comes_back_to_the_first_subject_is_content(one):
    found = one("The men were at work, she said, and had sent two warnings.", "said")
    assert "had sent two warnings" in found.content


def test_what_a_court_hears_is_nobodys_named(one):
    found = one("The drugs came by sea, a court heard on Friday.", "heard")
    assert found.source == ""
    assert found.cue == "a court heard"
    assert found.content == "The drugs came by sea"


def test_turns_of_an_interview(said):
    text = (
        "Doctor Nela Inta runs the ward.\n\n"
        "INTA: We had ninety children on Monday. Four are babies.\n\n"
        "HOST: How long will it last?\n\n"
        "INTA: Until it rains. Nobody has told us of a plan.\n\n"
        "HOST: Thank you."
    )
    found = [f for f in said(text) if f.cue == ":"]
    assert [f.source for f in found] == ["INTA", "INTA"]
    assert found[0].content == "We had ninety children on Monday. Four are babies"
    assert all(f.hop.name and f.hop.name.endswith("Inta") for f in found)


def test_a_quotation_nobody_is_named_for_stands_alone(said):
    found = said("The road office was shut all day and would not open.\n\n“They did not even answer the bell.”")
    assert [(f.source, f.cue) for f in found] == [("", "")]


DECLINES = [
    ("The ministry declined to comment on the terms.", "the terms"),
    ("Holub would not be drawn on the draft.", "the draft"),
    ("The police did not wish to comment.", ""),
    ("The airline had not called back.", ""),
    ("The mayor would not talk about the ship.", "the ship"),
    ("The firm did not answer a list of questions.", "a list of questions"),
]


@pytest.mark.parametrize(("text", "content"), DECLINES)
def test_what_was_left_unsaid(said, text, content):
    (found,) = [f for f in said(text) if f.stance == "declines"]
    assert found.content == content


def test_counts_and_views_are_sources(one):
    assert one("The strike should end, in her view.", "in").source == "her view"
    assert one("There were forty, by our own count.", "by").source == "our own count"


def test_only_words_are_taken_back(said):
    assert said("The paper withdrew its report on the fire.")[0].cue == "withdrew"
    assert said("The union withdrew all its cattle from the market.") == []


TRACED = [
    ("The Northern Herald had it from two officials.", "two officials"),
    ("The Northern Herald attributed its account to a prison guard.", "a prison guard"),
    ("The information came from a retired general.", "a retired general"),
    ("The Northern Herald had cited three people close to the court.", "three people close to the court"),
]


@pytest.mark.parametrize(("text", "source"), TRACED)
def test_whom_an_outlet_had_it_from(said, text, source):
    assert source in [f.source for f in said(text) if f.it.form == "sourcing"]


def test_who_says_flatly_that_there_was_none_denies_it(one):
    assert one("There was no shooting, the minister said.", "said").stance == "denies"
    assert one("The log says there was no shooting.", "says").stance == "asserts"


def test_deeds_of_asking_are_no_statements(said):
    assert said("The driver asked to leave. The families were told to wait.") == []


def test_the_police_of_a_lead_are_the_officer_named_later(said):
    text = (
        "At least seven people were killed when a pit fell in, police said on Friday.\n\n"
        "“We dug all night,” said Superintendent Kofi Adu, the district police commander."
    )
    assert {f.hop.name for f in said(text)} == {"Kofi Adu"}


def test_a_participle_gives_its_noun_to_who_did_it(one):
    found = one("The count is far short of the 31 claimed by the mayor.", "claimed")
    assert (found.source, found.content) == ("the mayor", "the 31")
    assert one("The figure of 14 injured was given by the health ministry.", "given").source == "the health ministry"
