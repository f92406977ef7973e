import numpy as np

from hearsay.read.model import Labels, Scores, load_reader, open_reader
from hearsay.read.parse import parse_text


class TwoRoots:
    """A reader that wants two roots, and has labels for the next best heads."""

    labels = Labels(("NOUN", "VERB"), ("root", "nsubj", "advcl"), load_reader().labels.heads)

    def __init__(self, spare):
        self.spare = spare

    def score(self, window):
        n = len(window.words)
        arcs = np.full((n, n + 1), -9.0, dtype=np.float32)
        arcs[0, 2] = arcs[1, 0] = 5
        arcs[2, 0], arcs[2, 2] = 2, 1  # its second choice is the second word
        heads = {k: np.zeros((n, len(v)), dtype=np.float32) for k, v in self.labels.heads.items()}
        spare = (np.array([[1], [1], [2]]), np.array([[0], [0], [2]])) if self.spare else (None, None)
        return Scores(np.array([0, 1, 1]), arcs, np.array([1, 0, 0]), heads, *spare)


def test_an_arc_that_repair_moved_takes_the_label_of_its_new_head():
    assert parse_text("guards fled shooting", TwoRoots(spare=True)).sentences[0].deprels == ("nsubj", "root", "advcl")


def test_a_reader_without_such_labels_is_mended_by_rule():
    assert parse_text("guards fled shooting", TwoRoots(spare=False)).sentences[0].deprels[2] == "parataxis"


def test_a_reader_from_a_folder_reads_like_the_shipped_one():
    from importlib.resources import as_file, files

    text = "Crews from three towns came; the last flames were out by dawn."
    with as_file(files("hearsay.models")) as folder:
        assert parse_text(text, open_reader(folder)) == parse_text(text)
