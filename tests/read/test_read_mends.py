"""Trees whose relations contradict each other."""

from hearsay.read.mends import mend_tree


def test_the_subject_of_an_open_complement_goes_to_what_governs_it():
    # The clinic had been due to reopen
    upos = ("DET", "NOUN", "AUX", "AUX", "ADJ", "PART", "VERB")
    rels = ("det", "nsubj", "aux", "cop", "root", "mark", "xcomp")
    heads, _ = mend_tree(upos, (1, 6, 6, 6, -1, 6, 4), rels)
    assert heads == (1, 4, 4, 4, -1, 6, 4)


def test_the_noun_with_subject_and_copula_is_the_predicate():
    # Six were aboard the aircraft
    upos = ("NUM", "AUX", "ADP", "DET", "NOUN")
    heads, rels = mend_tree(upos, (4, 4, -1, 4, 2), ("nsubj", "cop", "root", "det", "obl"))
    assert heads == (4, 4, 4, 4, -1)
    assert rels == ("nsubj", "cop", "case", "det", "root")


def test_a_tree_without_clashes_stays():
    upos, heads, rels = ("NOUN", "VERB", "NOUN"), (1, -1, 1), ("nsubj", "root", "obj")
    assert mend_tree(upos, heads, rels) == (heads, rels)
