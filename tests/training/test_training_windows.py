import random

from training.data import Part, Sentence
from training.labels import HEADS
from training.windows import IGNORED, NO_SENTENCE, epoch_windows, group, pack, pad

RELS = {"det": 0, "nsubj": 1, "root": 2, "punct": 3, "obj": 4}


def parsed():
    return Sentence(
        ["The", "guards", "shot", "two", "."],
        ["DET", "NOUN", "VERB", "NUM", "PUNCT"],
        [2, 3, 0, 3, 3],
        ["det", "nsubj", "root", "obj", "punct"],
        {"cue": ["O", "O", "O", "O", "O"]},
    )


def named():
    return Sentence(["Petra", "Vlkova", "left"], tags={"uner": ["B-PER", "I-PER", "O"], "any": ["B-PER", "I-PER", ""]})


def test_a_window_holds_whole_sentences_up_to_its_length():
    windows = list(pack([parsed()] * 6, 20))
    assert [len(w.sentences) for w in windows] == [3, 3]
    assert all(w.size <= 20 for w in windows)
    assert [len(w.sentences) for w in pack([parsed()] * 3, 1)] == [1, 1, 1]


def test_arrays_point_at_the_heads_within_the_window():
    batch = pad([next(iter(pack([named(), parsed()], 64)))], RELS)
    assert batch.heads[0].tolist() == [IGNORED] * 3 + [5, 6, 0, 6, 6]
    assert batch.rels[0].tolist() == [IGNORED] * 3 + [0, 1, 2, 4, 3]
    assert batch.numbers[0].tolist() == [0, 0, 0, 1, 1, 1, 1, 1]


def test_what_a_data_set_does_not_say_is_left_out():
    lone, both = pack([named()], 64), pack([named(), parsed()], 64)
    batch = pad([*lone, *both], RELS)
    inside = HEADS["uner"].index("I-PER")
    assert batch.tags["uner"][0].tolist()[:4] == [inside - 1, inside, 0, IGNORED]
    assert batch.tags["any"][0].tolist()[:3] == [inside - 1, inside, IGNORED]
    assert batch.tags["uner"][1].tolist()[3:] == [IGNORED] * 5
    assert batch.tags["cue"][0].tolist()[:3] == [IGNORED] * 3
    assert batch.numbers[0].tolist()[3:] == [NO_SENTENCE] * 5
    assert "wiki" not in batch.tags


def test_an_epoch_is_a_function_of_its_seed_and_keeps_trees_whole():
    parts = [Part("trees", [[parsed()] * 40] * 5), Part("names", [[named()]] * 30)]
    one, two = (epoch_windows(parts, random.Random(3)) for _ in range(2))
    assert [w.pieces for w in one] == [w.pieces for w in two]
    forms = set()
    for batch in group(one, 200, random.Random(3)):
        pad(batch, RELS)
        forms |= {tuple(s.words) for w in batch for s in w.sentences}
        for s in (s for w in batch for s in w.sentences):
            assert all(len(row) == len(s.words) for row in s.tags.values())
            assert s.heads is None or max(s.heads) <= len(s.words) == len(s.upos)
    assert ("THE", "GUARDS", "SHOT", "TWO", ".") in forms
    assert ("The", "guards", "shot", "two") in forms
