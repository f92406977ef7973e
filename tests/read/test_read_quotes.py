from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hearsay.read.quotes import find_quotes
from hearsay.types import Span


def quotes(text):
    spans, at = [], 0
    for part in text.split("\n"):
        spans.append(Span(at, at + len(part)))
        at += len(part) + 1
    return [(text[q.start : q.end], q.open) for q in find_quotes(text, spans)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("“We won,” he said. “It’s over.”", [("We won,", False), ("It’s over.", False)]),
        ('"We won," he said.', [("We won,", False)]),
        ("« Partez », he said, „raus“ and ``now''.", [("Partez", False), ("raus", False), ("now", False)]),
        ("‘We won,’ he said of the workers’ union.", [("We won,", False)]),
        ("'We don't know the workers' names,' she said.", [("We don't know the workers' names,", False)]),
        ("It’s the boys’ club and the girls’ school, rock ’n’ roll in the ’90s.", []),
        ("A 'scare quote' here.", [("scare quote", False)]),
        ("He is 6'2\" tall.", []),
        ("“A ‘nested’ one,” he said.", [("A ‘nested’ one,", False)]),
        ("‘The “plan” failed,’ she said.", [("The “plan” failed,", False)]),
        ("“First paragraph.\n“Second one,” he said.", [("First paragraph.", True), ("Second one,", False)]),
        ("“Never closed.\nNothing quoted here.", [("Never closed.", True)]),
        ('He said "we stay and "we fight" today.', [("we stay and", True), ("we fight", False)]),
        ("”", []),
        ("““””", []),
    ],
)
def test_marks_pair_as_readers_pair_them(text, expected):
    assert quotes(text) == expected


@given(st.text(alphabet=st.sampled_from("ab ,.\n“”‘’\"'«»„`s"), max_size=200))
def test_odd_marks_are_never_fatal_and_quotes_are_disjoint(text):
    spans, at = [], 0
    for part in text.split("\n"):
        spans.append(Span(at, at + len(part)))
        at += len(part) + 1
    found = find_quotes(text, spans)
    assert all(0 <= q.start < q.end <= len(text) for q in found)
    assert all(a.end <= b.start for a, b in pairwise(found))
