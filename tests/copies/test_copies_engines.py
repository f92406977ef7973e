"""The compiled engine and the array engine give the same passages; which one runs depends on the size of the pile."""

import random

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hearsay.copies import passages
from hearsay.copies.marks import quoted_parts
from hearsay.copies.passages import Text, find_passages, read_words

pytest.importorskip("numba")
pytestmark = pytest.mark.slow  # compiling takes its time on the first run

VOCABULARY = [
    "river",
    "“open",
    "gates”",
    "night,",
    "the",
    "‘and’",
    "1,200",
    "12,5",
    "families\n\n",
    "don't",
    "boys'",
    "'so'",
    "''no''",
    "``yes``",
    "«",
    '"',
    "„tief“",
    "naïve",
    "ﬁre\nﬃ",
    "co\xadop",
    "大坝",
    "ประตู",
    "\ud800",
    "…",
    "—",
    "'",
    "’",
    "Marsh",
    "Dam",
    "said",
    "officials",
    "midnight",
    "water",
    "😀",
    "½",
    "Ⅻ",
    "ß",
    "İ",
]
PIECES = st.lists(st.sampled_from(VOCABULARY), max_size=40).map(" ".join)


@pytest.fixture
def engines(monkeypatch):
    """Both engines as functions of texts."""

    def run(fast, texts, **how):
        monkeypatch.setattr(passages, "wanted", lambda words: fast)
        return find_passages(texts, **how)

    return lambda texts, **how: (run(False, texts, **how), run(True, texts, **how))


def words_of(rnd, count, size=300):
    return [rnd.choice("ABCDEFGHabcdefghijklmnop") + "".join(rnd.choices("abcdefgh", k=5)) for _ in range(size)][:count]


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_words_are_read_alike(data):
    from hearsay.copies.fast.words import pack_words
    from hearsay.copies.tokens import CAPITAL, QUARTERS, QUOTED

    texts = data.draw(st.lists(PIECES | st.text(max_size=30), max_size=5))
    spans = st.lists(st.tuples(st.integers(-2, 60), st.integers(-2, 60)), max_size=3)
    parts = [data.draw(st.none() | spans) for _ in texts]
    slow = read_words(
        [
            Text(str(i), t, parts=None if p is None else tuple(p))
            for i, (t, p) in enumerate(zip(texts, parts, strict=True))
        ]
    )
    fast = pack_words(texts, parts, [()] * len(texts))
    assert fast.first.tolist() == slow.tokens.first.tolist()
    for a, b in (
        (fast.hash, slow.tokens.hash),
        (fast.start, slow.tokens.start),
        (fast.end, slow.tokens.end),
        (fast.info & QUARTERS, slow.tokens.weight),
        ((fast.info & QUOTED) != 0, slow.quoted),
        ((fast.info & CAPITAL) != 0, slow.capital),
    ):
        assert a.tolist() == b.tolist()


@settings(max_examples=150, deadline=None)
@given(
    st.lists(st.sampled_from(["word", " ", "\n\n", "'", "’", "‘", "“", "”", '"', "„", "``", "''", ".", "«", "»", "("]))
)
def test_quotations_are_told_alike(pieces):
    from hearsay.copies.characters import describe
    from hearsay.copies.fast.scan import find_quotations, list_marks

    text = "".join(pieces)
    points = np.frombuffer(text.encode("utf-32-le"), np.uint32)
    table = describe(points.tolist())
    spans = np.zeros((len(text) + 1, 2), np.int64)
    marks = np.zeros(len(text), np.int64)
    some = list_marks(points, 0, len(text), table.row, table.props, marks)
    count = find_quotations(points, len(text), table.row, table.props, marks, some, spans)
    assert [tuple(s) for s in spans[:count].tolist()] == quoted_parts(text)


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 2**32), st.integers(2, 12))
def test_edited_piles_give_the_same_passages(seed, count):
    """Texts cut, shuffled, repeated and edited out of few words: crossing runs, echoes, popular n-grams."""
    rnd = random.Random(seed)
    words = words_of(rnd, 300, rnd.choice([6, 40, 300]))
    source = [rnd.choice(words) for _ in range(rnd.choice([30, 120, 400]))]
    texts = []
    for i in range(count):
        made = source[:]
        for _ in range(rnd.randint(0, 6)):
            at, size = rnd.randrange(len(made) + 1), rnd.randint(1, 60)
            action = rnd.randrange(5)
            if action == 0:
                del made[at : at + size]
            elif action == 1:
                made[at:at] = rnd.choices(words, k=rnd.randint(1, 30))
            elif action == 2:
                made = made[at:] + made[:at]
            elif action == 3:
                made[at:at] = made[:size]
            else:
                made[at : at + size] = ["“", *made[at : at + size], "”"]
        made = [rnd.choice(words) if rnd.random() < 0.05 else w for w in made]
        texts.append(Text(str(i), " ".join(made), series=rnd.choice(["a", "b", None]), order=rnd.choice(["", "1"])))
    original = passages.wanted
    try:
        for window in (1, 4):
            passages.wanted = lambda words: False
            slow = find_passages(texts, window=window)
            passages.wanted = lambda words: True
            assert find_passages(texts, window=window) == slow
    finally:
        passages.wanted = original
