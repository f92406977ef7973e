import random

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hearsay.models.pieces import MAX_PIECES, spell, word_shape
from hearsay.read.lemmas import lemma_of
from hearsay.read.model import load_reader
from hearsay.read.parse import parse_text
from hearsay.read.trees import best_heads

PARAGRAPHS = [
    "At least four people were hurt when a depot burned down in Karvina on Tuesday, officials said.",
    "“We saw smoke,” said Petra Vlkova, who lives nearby.",
    "The ministry did not respond to a request for comment.",
    "Depot fire hurts four",
    "Crews from three towns came; the last flames were out by dawn, and nobody was missing.",
]


def test_a_reading_depends_on_its_text_alone():
    alone = {text: parse_text(text) for text in PARAGRAPHS}
    order = PARAGRAPHS * 2
    random.Random(7).shuffle(order)
    assert all(parse_text(text) == alone[text] for text in order)


def test_the_tree_of_a_plain_sentence_is_right():
    s = parse_text("The guards shot two men.").sentences[0]
    assert s.upos == ("DET", "NOUN", "VERB", "NUM", "NOUN", "PUNCT")
    assert s.heads == (1, 2, -1, 4, 2, 2)
    assert s.deprels == ("det", "nsubj", "root", "nummod", "obj", "punct")
    assert s.lemmas == ("the", "guard", "shoot", "two", "man", ".")


@settings(max_examples=25, deadline=None)
@given(st.text(max_size=120))
def test_any_text_gives_one_tree_per_sentence_and_exact_slices(text):
    parse = parse_text(text)
    for s in parse.sentences:
        n = len(s.starts)
        assert n == len(s.ends) == len(s.upos) == len(s.heads) == len(s.deprels) == len(s.lemmas)
        assert s.start == s.starts[0]
        assert s.end == s.ends[-1]
        assert 0 <= s.start < s.end <= len(text)
        assert [h for h in s.heads if h == -1] == [-1]
        for i in range(n):
            seen, at = set(), i
            while at != -1:
                assert at not in seen
                seen.add(at)
                at = s.heads[at]
    for name in parse.names:
        assert text[name.start : name.end].strip()


@pytest.mark.parametrize(
    "text",
    ["", "   ", "\x00\x01", "🔥" * 300, "a" * 20_000, "слово 言葉 كلمة", "no end " * 400, "“" * 500, "\ud800 lone"],
)
def test_odd_texts_are_read_without_failing(text):
    parse_text(text)


def test_a_window_never_holds_more_pieces_than_the_encoder_has_places():
    sizes = []

    class Spy:
        labels = load_reader().labels

        def score(self, window):
            sizes.append(2 + sum(len(spell(w)) for w in window.words))
            return load_reader().score(window)

    parse_text("Überflüssigkeitsgesetzgebung " * 300, Spy())
    assert len(sizes) > 1
    assert max(sizes) <= 512


@given(st.text(max_size=200))
def test_every_word_has_pieces(word):
    assert 1 <= len(spell(word)) <= MAX_PIECES
    assert 0 <= word_shape(word) <= 5


@settings(max_examples=60)
@given(st.integers(1, 12), st.integers(0, 10_000))
def test_any_scores_give_a_tree_with_one_root(n, seed):
    scores = np.random.default_rng(seed).normal(size=(n, n + 1)).astype(np.float32)
    for i in range(n):
        scores[i, i + 1] = -1e4
    heads = best_heads(scores)
    assert heads.count(-1) == 1
    for i in range(n):
        at, steps = i, 0
        while at != -1:
            at, steps = heads[at], steps + 1
            assert steps <= n


@pytest.mark.parametrize(
    ("word", "upos", "lemma"),
    [
        ("left", "VERB", "leave"), ("left", "ADJ", "left"), ("shot", "VERB", "shoot"), ("men", "NOUN", "man"),
        ("people", "NOUN", "people"), ("casualties", "NOUN", "casualty"),
        ("said", "VERB", "say"), ("denied", "VERB", "deny"),
        ("stopped", "VERB", "stop"), ("needed", "VERB", "need"), ("need", "VERB", "need"), ("bring", "VERB", "bring"),
        ("meeting", "NOUN", "meeting"), ("Holub", "PROPN", "holub"), ("worst", "ADJ", "bad"), ("’s", "AUX", "be"),
        ("buses", "NOUN", "bus"), ("investigating", "VERB", "investigate"), ("seizes", "VERB", "seize"),
    ],
)  # fmt: skip
def test_lemmas_follow_the_part_of_speech(word, upos, lemma):
    assert lemma_of(word, upos) == lemma
