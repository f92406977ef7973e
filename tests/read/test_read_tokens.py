import time
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hearsay.read.sentences import MAX_SENTENCE, cut_sentences
from hearsay.read.tokens import cut_tokens


def words(text):
    return [text[a:b] for a, b in cut_tokens(text)]


def sentences(text):
    tokens = cut_tokens(text)
    return [text[tokens[a][0] : tokens[b - 1][1]] for a, b in cut_sentences(text, tokens)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("He didn't say Holub's name.", "He|did|n't|say|Holub|'s|name|."),
        ("They won’t; we’re sure it’s theirs.", "They|wo|n’t|;|we|’re|sure|it|’s|theirs|."),
        ("You cannot go.", "You|can|not|go|."),
        ("a well-known e-mail", "a|well|-|known|e-mail"),
        ("$5m, 12% and 1,200.50", "$|5|m|,|12|%|and|1,200.50"),
        ("at 10:30 on 3/4/2031 or 2031-03-04", "at|10:30|on|3/4/2031|or|2031-03-04"),
        ("Write to desk@northwire.example.", "Write|to|desk@northwire.example|."),
        ("See https://northwire.example/a?b=c.", "See|https://northwire.example/a?b=c|."),
        ("Lt. Col. J. R. Smith of the U.S. army", "Lt.|Col.|J.|R.|Smith|of|the|U.S.|army"),
        ("“Go!” she said…", "“|Go|!|”|she|said|…"),
        ("the 1990s and the 7th", "the|1990s|and|the|7th"),
        ("20-30 trucks -- and/or cars", "20|-|30|trucks|--|and|/|or|cars"),
        ("zero\u200bwidth", "zero|width"),
        ("the U.S and .15 of it", "the|U.S|and|.15|of|it"),
        ("🚒🔥 fire", "🚒|🔥|fire"),
    ],
)
def test_tokens_follow_the_treebank(text, expected):
    assert words(text) == expected.split("|")


@given(st.text(max_size=300))
def test_tokens_are_ordered_disjoint_slices_that_cover_every_letter(text):
    tokens = cut_tokens(text)
    assert all(a < b for a, b in tokens)
    assert all(before[1] <= after[0] for before, after in pairwise(tokens))
    covered = {i for a, b in tokens for i in range(a, b)}
    assert all(i in covered for i, c in enumerate(text) if c.isalnum())


@given(st.text(alphabet=st.sampled_from("aB1 .,'’“”\"!?-\n(…"), max_size=400))
def test_every_token_is_in_exactly_one_sentence(text):
    tokens = cut_tokens(text)
    spans = cut_sentences(text, tokens)
    assert [i for a, b in spans for i in range(a, b)] == list(range(len(tokens)))
    assert all(0 < b - a <= MAX_SENTENCE for a, b in spans)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The fire spread. Crews left.", ["The fire spread.", "Crews left."]),
        ("Lt. Col. Ann Lee spoke. She left.", ["Lt. Col. Ann Lee spoke.", "She left."]),
        ("It came from the U.S. The ship sank.", ["It came from the U.S.", "The ship sank."]),
        ("The U.S. Navy sailed at 10 a.m. on Monday.", ["The U.S. Navy sailed at 10 a.m. on Monday."]),
        ("“It is over.” She left.", ["“It is over.”", "She left."]),
        ("“Where were they?” Holub asked.", ["“Where were they?” Holub asked."]),
        ("“Where?” he said. “There.”", ["“Where?” he said.", "“There.”"]),
        ("J. K. Novak came. No. 5 burned.", ["J. K. Novak came.", "No. 5 burned."]),
        ("He said no. The mayor agreed.", ["He said no.", "The mayor agreed."]),
        ("They waited ... and left. Then rain.", ["They waited ... and left.", "Then rain."]),
        ("Depot fire kills two", ["Depot fire kills two"]),
        ("One.\n\nTwo", ["One.", "Two"]),
        ("It rose 3.5 points. Up 2.", ["It rose 3.5 points.", "Up 2."]),
        ('He left. "We stay," she said.', ["He left.", '"We stay," she said.']),
    ],
)
def test_sentences_end_where_news_prose_ends_them(text, expected):
    assert sentences(text) == expected


@pytest.mark.parametrize(
    "text",
    ["a" * 20_000, "a." * 10_000, "'" * 20_000, "a-" * 10_000, "1," * 10_000, "@" * 20_000, "é́" * 5_000, "x@" * 10_000],
)
def test_hostile_runs_take_linear_time(text):
    begun = time.perf_counter()
    cut_sentences(text, cut_tokens(text))
    assert time.perf_counter() - begun < 3


@settings(max_examples=30)
@given(st.text(max_size=60), st.text(max_size=60))
def test_tokens_do_not_depend_on_what_another_paragraph_says(a, b):
    assert cut_tokens(a + "\n\n" + b)[: len(cut_tokens(a))] == cut_tokens(a) or not a.strip()
