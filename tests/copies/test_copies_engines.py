"""The compiled engine and the array engine give the same passages; which one runs depends on the size of the pile."""

import random
import subprocess
import sys
import time

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
    some, strange = list_marks(points, table.row, table.props, marks, np.zeros(0x110000, np.bool_))
    assert not strange
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


def large_texts():
    """One text of five million characters, and what is hard about it."""
    rnd = random.Random(3)
    words = words_of(rnd, 5000, 5000)
    whole = rnd.choices(words, k=720_000)
    edited = [rnd.choice(words) if rnd.random() < 0.05 else w for w in whole]
    parts = [whole[i : i + 60] for i in range(0, len(whole), 60)]
    rnd.shuffle(parts)
    return " ".join(whole), " ".join(edited), " ".join(w for part in parts for w in part)


@pytest.mark.parametrize("fast", [True, False])
def test_hard_texts_cost_no_more_than_long_ones(fast, monkeypatch):
    whole, edited, shuffled = large_texts()
    piles = {
        "twice": ([whole, whole], 1),
        "edited": ([whole, edited], 1),
        "in other order": ([whole, shuffled], 10_000),
        "one word": (["word " * 1_000_000, "word " * 500_000], 1),
        "of a period": (["one two three four five six seven " * 100_000] * 2, 1),
        "only marks": ([".,;:!? " * 100_000, "…—“”" * 100_000, "\ud800" * 200_000, "", " "], 0),
        "quotations": (["“a " * 100_000, "'a " * 100_000, '"x" ' * 60_000], 0),
        "identical": ([whole[:2500]] * 10_000, 9_999),
    }
    if not fast:
        del piles["twice"], piles["identical"], piles["in other order"]
    monkeypatch.setattr(passages, "wanted", lambda words: fast)
    find_passages([Text(str(i), whole[:3000], order=str(i)) for i in range(3)])
    for name, (texts, least) in piles.items():
        began = time.process_time()
        found = passages.find_all([Text(f"{i:05}", t) for i, t in enumerate(texts)])
        assert time.process_time() - began < (10 if fast else 60), name
        assert len(found) >= least, name


def test_small_piles_never_load_the_compiler():
    code = (
        "import sys; from hearsay.copies.passages import Text, find_passages; "
        "find_passages([Text(str(i), 'the gates of the dam were opened after midnight ' * 30) for i in range(10)]); "
        "print('numba' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, encoding="utf-8", check=True)
    assert done.stdout.strip() == "False"


def test_without_a_folder_for_machine_code_the_engine_still_compiles(monkeypatch):
    from hearsay.copies import jit

    def refuse(**how):
        if how.pop("cache", False):
            raise RuntimeError("cannot cache function: no locator available")
        return lambda function: function

    monkeypatch.setattr("numba.njit", lambda **how: refuse(**how))

    def double(x):
        return 2 * x

    assert jit.compiled(double)(4) == 8
