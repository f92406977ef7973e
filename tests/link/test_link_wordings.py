"""Clauses where they stand: what is read with a clause, and how its nearness counts between two reports."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from hearsay.link.wordings import place
from hearsay.models.sentences import Meanings
from hearsay.models.wordings import Wording, cut_stretches, place_pieces
from hearsay.types import Line, Report


def report(text):
    lines, at = [], 0
    for row in text.split("\n"):
        lines.append(Line(at, at + len(row), "body", 1.0, ""))
        at += len(row) + 1
    return Report("a", "a.txt", text, "en", tuple(lines), ())


def test_a_clause_is_read_in_its_line_alone():
    text = "The  quay was shut.\nPolice said that   it would open\ton Friday. Nobody was hurt.\nShips waited."
    start = text.index("it would")
    wording = place(report(text), start, text.index(". Nobody"))
    assert wording.text == "Police said that it would open on Friday. Nobody was hurt."
    assert wording.text[wording.start : wording.end] == "it would open on Friday"


def test_copies_set_differently_are_worded_alike():
    a, b = "“We  closed it,” he said. It stays shut.", "“We closed it,” he\u00a0said.  It stays shut."
    places = [place(report(t), t.index("It stays"), t.index("shut") + 4) for t in (a, b)]
    assert places[0] == places[1]


def test_clauses_of_a_long_line_share_a_few_texts():
    sentences = [f"On day {n} the gate of lock {n} was found to be jammed by driftwood and mud." for n in range(40)]
    text = " ".join(sentences)
    found = [place(report(text), s := text.index(x), s + len(x)) for x in sentences]
    assert [w.text[w.start : w.end] for w in found] == sentences
    texts = {w.text for w in found}
    assert len(texts) < 10
    assert max(map(len, texts)) <= 480


@given(st.text(max_size=1500))
def test_stretches_cover_a_line(line):
    cuts = cut_stretches(line)
    assert cuts[0] == 0
    assert cuts[-1] == len(line)
    assert list(cuts) == sorted(cuts)


@given(st.text(min_size=1, max_size=300), st.data())
def test_any_span_of_any_text_has_a_place(text, data):
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    wording = place(Report("a", "a.txt", text, "en", (Line(0, len(text), "body", 1.0, ""),), ()), start, end)
    assert 0 <= wording.start <= wording.end <= len(wording.text)
    pieces, [(low, high)] = place_pieces(wording.text, [(wording.start, wording.end)])
    assert 0 <= low <= high <= len(pieces)


def test_the_nearest_of_two_reports_have_no_margin():
    here, there = [Wording(t, 0, len(t)) for t in ("p", "q")], [Wording(t, 0, len(t)) for t in ("r", "s")]
    vectors = {"p": (1, 0, 0), "q": (0, 1, 0), "r": (0.9, 0.1, 0), "s": (0.6, 0.5, 0.2)}

    def encode(wordings):
        return np.array([vectors[w.text] for w in wordings], dtype=np.float32)

    meanings = Meanings([*(("a", w) for w in here), *(("b", w) for w in there)], encode)
    assert meanings.margin(here[0], there[0], "a", "b") == 0
    assert meanings.margin(here[0], there[1], "a", "b") < 0
    assert meanings.margin(there[1], here[0], "b", "a") == meanings.margin(here[0], there[1], "a", "b")
    assert meanings.likeness(here[0], there[0]) > meanings.likeness(here[0], there[1])
