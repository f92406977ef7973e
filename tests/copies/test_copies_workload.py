"""The benchmark's workload and scores, and the engine on a small one made of invented text."""

import random

import numpy as np
import pytest
from bench.copies import KINDS, build_pile, score, score_hits
from bench.copies.base import draw
from bench.copies.passim import find_spans
from bench.copies.score import Hit, gather
from bench.copies.truth import source_pairs, true_pairs

from hearsay.copies.passages import Text, find_passages

SIZE = 500
SMALL = ("the", "a", "of", "to", "in", "and", "that", "was", "had", "for", "on", "with", "from", "but", "said", "were")
HEADS = ("ba", "ko", "ve", "ta", "mi", "do", "su", "ra", "ne", "li", "gro", "sta")
TAILS = ("n", "rk", "vel", "ston", "da", "mer", "lish", "t", "ring", "sk")


def invent(count, seed=3):
    """Articles of made-up words among small ones: sentences, figures, quotations, four to seven paragraphs."""
    rnd = random.Random(seed)
    words = [a + b + c for a in HEADS for b in HEADS for c in TAILS]

    def sentence():
        made = [rnd.choice(SMALL) if rnd.random() < 0.45 else rnd.choice(words) for _ in range(rnd.randint(9, 24))]
        made[rnd.randrange(len(made))] = str(rnd.randint(2, 60))
        if rnd.random() < 0.2:
            return f'"{" ".join(made)}," said {rnd.choice(words).title()} {rnd.choice(words).title()}.'
        return " ".join(made).capitalize() + "."

    return [
        [" ".join(sentence() for _ in range(rnd.randint(2, 4))) for _ in range(rnd.randint(4, 7))] for _ in range(count)
    ]


@pytest.fixture(scope="module")
def pile():
    return build_pile(invent(SIZE), SIZE, seed=1, outlets=40)


@pytest.fixture(scope="module")
def found(pile):
    texts = [Text(str(d.number), d.text, series=d.outlet, order=d.published or "9999") for d in pile.documents]
    return find_passages(texts)


def test_a_workload_is_the_same_for_the_same_seed(pile):
    again = build_pile(invent(SIZE), SIZE, seed=1, outlets=40)
    assert again.texts == pile.texts
    assert build_pile(invent(SIZE), SIZE, seed=2, outlets=40).texts != pile.texts
    assert {d.kind for d in pile.documents} == {"original", *KINDS}


def test_the_truth_holds_word_by_word(pile):
    """What is said to have come from another document stands there."""
    for document in pile.documents:
        for at, count, origin, place in document.runs:
            source = pile.documents[origin]  # of its own words a host says where they stood before it took others up
            if source is document:
                continue
            for i in range(count):
                here, there = (d.text[slice(*d.words[n])] for d, n in ((document, at + i), (source, place + i)))
                if document.kind in ("quotes", "quoted"):
                    here, there = ("".join(c for c in w if c.isalnum()) for w in (here, there))
                assert here == there


def test_a_copy_shares_with_its_source_what_its_kind_says(pile):
    truth = source_pairs(pile.documents)
    for document in pile.documents:
        if document.source < 0:
            continue
        pair = tuple(sorted((document.number, document.source)))
        assert pair in truth, document.kind
        words = sum(s.words for s in truth[pair])
        whole = len(pile.documents[document.source].words)
        if document.kind in ("exact", "reordered"):
            assert words == whole
        assert words >= 12
        assert words <= (25 if document.kind == "quoted" else whole)


def test_siblings_are_true_pairs_too(pile):
    direct, every = source_pairs(pile.documents), true_pairs(pile.documents)
    assert direct.keys() < every.keys()
    assert all(every[pair] == direct[pair] for pair in direct)


def test_the_right_answer_scores_in_full(pile):
    given = {
        pair: [Hit(s.a_start[1], s.a_end[0], s.b_start[1], s.b_end[0], group="one") for s in shared]
        for pair, shared in true_pairs(pile.documents).items()
    }
    told = score_hits(pile.documents, given)
    assert {v for k, v in told.items() if k.startswith(("recall", "precision", "char"))} == {1.0}
    assert told["boundary error, p90"] == 0


def test_a_wrong_answer_scores_as_one(pile):
    furniture = next(
        (a, b)
        for a in pile.documents
        for b in pile.documents[a.number + 1 :]
        if a.outlet == b.outlet and b.source != a.number and a.source != b.number
    )
    a, b = furniture
    hit = Hit(a.furniture, len(a.text), b.furniture, len(b.text))
    assert score_hits(pile.documents, {(a.number, b.number): [hit]})["furniture pairs"] == 1
    other = next(d for d in pile.documents if d.kind == "original" and d.number > a.number and d.outlet != a.outlet)
    told = score_hits(pile.documents, {(a.number, other.number): [Hit(0, 90, 100, 190)]})
    assert told["spurious pairs"] == 1
    assert told["precision"] == 0
    assert told["recall exact"] == 0


def test_the_engine_finds_every_kind_of_copy(pile, found):
    told = score(pile, found)
    for kind in KINDS:
        assert told[f"recall {kind}"] == 1.0, kind
    assert told["recall all pairs through classes"] >= 0.995
    assert told["precision"] >= 0.99
    assert told["boundary error, median"] <= 1
    assert told["char recall"] >= 0.97
    assert told["char precision"] >= 0.97


def test_every_passage_lies_within_its_texts(pile, found):
    for (a, b), hits in gather(found).items():
        for h in hits:
            assert 0 <= h.a_start < h.a_end <= len(pile.texts[a])
            assert 0 <= h.b_start < h.b_end <= len(pile.texts[b])


def test_the_baseline_in_the_manner_of_passim_finds_whole_copies_and_no_digits():
    story = " ".join(invent(1, seed=8)[0]).strip('".')
    other = " ".join(invent(1, seed=9)[0])
    ((a, b, spans),) = find_spans([other + "\n" + story, story, other[:20]], ["x", "y", "z"])
    assert (a, b) == (0, 1)
    assert spans[0][2:] == (0, len(story))
    assert not list(find_spans([story, story], ["x", "x"])), "one series is not compared with itself"
    numbers = " ".join(str(n) for n in range(1000, 1400))
    assert not list(find_spans([numbers, numbers], ["x", "y"]))


def test_text_drawn_from_a_base_has_its_pairs_of_words_and_no_others():
    base = invent(40)
    pairs = {pair for article in base for p in article for pair in zip(p.split(), p.split()[1:], strict=False)}
    words = {w for article in base for p in article for w in p.split()}
    drawn = list(draw(base, 30, seed=1))
    assert drawn == list(draw(base, 30, seed=1))
    made = [pair for text in drawn for p in text for pair in zip(p.split(), p.split()[1:], strict=False)]
    assert {w for pair in made for w in pair} <= words
    # A chain that ends begins anew in the middle of nowhere: seldom.
    assert np.mean([pair in pairs for pair in made]) > 0.9
