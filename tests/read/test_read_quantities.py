import pytest

from hearsay.read import read_text

INF = None

TABLE = [
    ("At least two miners were killed.", "At least two miners", 2, INF, "miner", "count"),
    ("More than 12 trucks burned.", "More than 12 trucks", 13, INF, "truck", "count"),
    ("More than 2000 homes burned.", "More than 2000 homes", 2001, INF, "home", "count"),
    ("Fewer than 10 people came.", "Fewer than 10 people", 0, 9, "people", "count"),
    ("Up to 40 people died.", "Up to 40 people", 0, 40, "people", "count"),
    ("As many as 40 people died.", "As many as 40 people", 0, 40, "people", "count"),
    ("No fewer than 15 boats sank.", "No fewer than 15 boats", 15, INF, "boat", "count"),
    ("Nearly 300 homes burned.", "Nearly 300 homes", 255, 299, "home", "count"),
    ("Almost two dozen homes burned.", "Almost two dozen homes", 21, 23, "home", "count"),
    ("About 300 sailors deserted.", "About 300 sailors", 270, 330, "sailor", "count"),
    ("An estimated 70 percent of voters stayed home.", "An estimated 70 percent", 0.63, 0.77, "voter", "share"),
    ("A few dozen officers fled.", "A few dozen officers", 24, 72, "officer", "count"),
    ("Dozens of people were hurt.", "Dozens of people", 24, 99, "people", "count"),
    ("Tens of thousands of people marched.", "Tens of thousands of people", 20000, 99999, "people", "count"),
    ("Hundreds of homes were flooded.", "Hundreds of homes", 200, 999, "home", "count"),
    ("Several ships left.", "Several ships", 3, 9, "ship", "count"),
    ("A couple of dozen strikers stayed.", "A couple of dozen strikers", 24, 24, "striker", "count"),
    ("Half a million people fled.", "Half a million people", 500000, 500000, "people", "count"),
    ("Two dozen trucks left.", "Two dozen trucks", 24, 24, "truck", "count"),
    ("Between 20 and 30 people were killed.", "Between 20 and 30 people", 20, 30, "people", "count"),
    ("From 20 to 30 fishermen went missing.", "From 20 to 30 fishermen", 20, 30, "fisherman", "count"),
    ("They lost 20-30 cars.", "20-30 cars", 20, 30, "car", "count"),
    ("Two or three men fled.", "Two or three men", 2, 3, "man", "count"),
    ("Another 1.5 million refugees left.", "Another 1.5 million refugees", 1.5e6, 1.5e6, "refugee", "increment"),
    ("Four more bodies were found.", "Four more bodies", 4, 4, "body", "increment"),
    ("One truck burned.", "One truck", 1, 1, "truck", "count"),
    ("One was killed.", "One", 1, 1, "people", "count"),
    ("No one was hurt.", "No one", 0, 0, "people", "count"),
    ("Nobody died.", "Nobody", 0, 0, "people", "count"),
    ("None of the passengers was hurt.", "None of the passengers", 0, 0, "passenger", "count"),
    ("There were no casualties.", "no casualties", 0, 0, "casualty", "count"),
    ("Almost no provisions got in.", "Almost no provisions", 0, 0.1, "provision", "share"),
    ("The protest drew 5,000-plus people.", "5,000-plus people", 5000, INF, "people", "count"),
    ("The army lost 40 or more tanks.", "40 or more tanks", 40, INF, "tank", "count"),
    ("At least 34 and possibly more workers were trapped.",
     "At least 34 and possibly more workers", 34, INF, "worker", "count"),
    ("The death toll rose to 7.", "7", 7, 7, "death", "count"),
    ("A death toll of 34 was given.", "34", 34, 34, "death", "count"),
    ("The repair cost $5 million.", "$5 million", 5e6, 5e6, "USD", "count"),
    ("The repair cost 1.2m euros.", "1.2m euros", 1.2e6, 1.2e6, "EUR", "count"),
    ("Three in four homes burned.", "Three in four homes", 0.75, 0.75, "home", "share"),
    ("Thirty-four miners came back.", "Thirty-four miners", 34, 34, "miner", "count"),
    ("Two hundred and fifty thousand people came.",
     "Two hundred and fifty thousand people", 250000, 250000, "people", "count"),
    ("12 dead, 40 injured in depot blast", "12", 12, 12, "people", "count"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "said", "low", "high", "unit", "how"), TABLE)
def test_wording_becomes_an_interval(text, said, low, high, unit, how):
    first = read_text(text).quantities[0]
    assert (text[first.start : first.end], first.low, first.high, first.unit, first.how) == (said, low, high, unit, how)


@pytest.mark.parametrize(
    "text",
    [
        "Jan Novak, 34, spoke.",
        "A 34-year-old man spoke.",
        "Flight 370 left at 10 a.m. on 3 March 2031.",
        "They live at 221 Baker Street.",
        "Call 555-123-4567 now.",
        "The home side won 3-1.",
        "The seventh victim died.",
        "He was born in 1975 and left in 1999.",
        "The city is twice the size of Lodz.",
        "He is one of the best.",
        "There was no comment.",
        "The F-16 and the AK-47 are old.",
    ],
)
def test_numbers_that_count_nothing_are_left_out(text):
    assert read_text(text).quantities == ()


def test_a_change_gives_both_numbers_and_no_range():
    text = "The toll rose from 4 to 7."
    assert [(q.low, q.high) for q in read_text(text).quantities] == [(4, 4), (7, 7)]


def test_round_numerals_are_flagged_and_kept_exact():
    found = {(q.low, q.high, q.round) for q in read_text("A group of 200 met 34 miners and 12 cooks.").quantities}
    assert found == {(200, 200, True), (34, 34, False), (12, 12, False)}


def test_the_noun_is_the_words_that_are_counted():
    text = "Police arrested 14 of the 20 marchers."
    first = read_text(text).quantities[0]
    assert first.noun is not None
    assert text[first.noun.start : first.noun.end] == "marchers"


def test_an_open_end_of_what_is_measured_lies_just_inside():
    low = read_text("It cost more than $5 million.").quantities[0].low
    assert low is not None
    assert 5e6 < low < 5e6 + 1e-3
