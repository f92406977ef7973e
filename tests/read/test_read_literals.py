"""The sieve never withholds a pattern that would have matched."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hearsay.read.literals import Sieve, needed
from hearsay.read.timex import _rules


@pytest.mark.parametrize(
    ("pattern", "sets"),
    [
        (r"in the (?:dark|dawn)", [{"in the da"}, {"rk", "wn"}]),
        (r"\b[iI]n \d+", [{"in "}]),
        (r"(?:cat|dog)s?", [{"cat", "dog"}]),
        (r"(?:cat|\d)", []),
        (r"(?:cat)?", []),
        (r"(?:ab){2,3}", [{"ab"}]),
        (r"a+", [{"a"}]),
        (r"(?i)cat", []),
        (r".*", []),
    ],
)
def test_what_a_pattern_cannot_do_without(pattern, sets):
    assert [set(s) for s in needed(re.compile(pattern))] == sets


SAID = (
    "on Tuesday 3 March 2031 , the 7th of May last week two hours ago at half past five p.m. 9.30 Christmas Eve spring "
    "of 2029 since the previous night MONDAY Sept. 4th-6th 2031-03-04 3/4/2031 the 1990s early June mid-March Q3 2030 "
    "noon tomorrow morning İstanbul ſeptember ١٢ Yesterday overnight a few days later next year's first quarter"
)
PIECES = SAID.split()


@settings(max_examples=300, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=12).map(" ".join))
def test_no_rule_of_time_that_would_match_is_left_out(text):
    rules = _rules()
    picked = Sieve([pattern for _, pattern, _ in rules]).pick(text)
    assert [i for i, (_, pattern, _) in enumerate(rules) if pattern.search(text)] == [
        i for i in picked if rules[i][1].search(text)
    ]
    assert picked == sorted(picked)
