"""Trees whose relations contradict each other."""

from hearsay.read.mends import mend_tree


def mended(text):
    """The mended tree of words given as word/TAG<head:relation."""
    cells = [part.rsplit("<", 1) for part in text.split()]
    words, upos = zip(*(left.split("/") for left, _ in cells), strict=True)
    heads, rels = zip(*(right.split(":", 1) for _, right in cells), strict=True)
    got = mend_tree(words, upos, tuple(map(int, heads)), rels)
    return [f"{word}<{head}:{rel}" for word, head, rel in zip(words, *got, strict=True)]


def test_the_subject_of_an_open_complement_goes_to_what_governs_it():
    tree = (
        "The/DET<1:det clinic/NOUN<6:nsubj had/AUX<6:aux been/AUX<6:cop due/ADJ<-1:root to/PART<6:mark "
        "reopen/VERB<4:xcomp"
    )
    assert mended(tree)[1:4] == ["clinic<4:nsubj", "had<4:aux", "been<4:cop"]


def test_the_noun_with_subject_and_copula_is_the_predicate():
    tree = "Six/NUM<4:nsubj were/AUX<4:cop aboard/ADP<-1:root the/DET<4:det aircraft/NOUN<2:obl"
    assert mended(tree) == ["Six<4:nsubj", "were<4:cop", "aboard<4:case", "the<4:det", "aircraft<-1:root"]


def test_a_participle_that_usage_made_no_preposition_is_a_verb():
    tree = (
        "The/DET<1:det Herald/PROPN<5:nsubj citing/VERB<4:case two/NUM<4:nummod officials/NOUN<5:obl "
        "reported/VERB<-1:root"
    )
    assert mended(tree)[2:5] == ["citing<5:advcl", "two<4:nummod", "officials<2:obj"]
    assert mended(tree.replace("citing", "including"))[2] == "including<4:case"


def test_of_two_subjects_with_a_comma_between_the_second_names_the_first():
    tree = (
        "The/DET<1:det steward/NOUN<6:nsubj ,/PUNCT<3:punct Jan/PROPN<6:nsubj Holub/PROPN<3:flat ,/PUNCT<1:punct "
        "confirmed/VERB<-1:root it/PRON<6:obj"
    )
    assert mended(tree)[3] == "Jan<1:appos"


def test_who_does_what_others_say_of_him_is_the_subject_of_what_he_does():
    tree = "men/NOUN<6:nsubj who/PRON<2:compound police/NOUN<3:nsubj say/VERB<0:acl:relcl fired/VERB<3:ccomp"
    assert mended(tree + " shots/NOUN<4:obj fled/VERB<-1:root")[1] == "who<4:nsubj"
    tree = "law/NOUN<-1:root that/PRON<3:obj critics/NOUN<3:nsubj say/VERB<0:acl:relcl will/AUX<5:aux hurt/VERB<3:ccomp"
    assert mended(tree)[1] == "that<5:nsubj"


def test_what_is_looked_into_belongs_to_the_inquiry():
    tree = "asked/VERB<-1:root for/ADP<2:case inquiry/NOUN<0:obl into/ADP<5:case the/DET<5:det collapse/NOUN<0:obl"
    assert mended(tree)[5] == "collapse<2:nmod"


def test_what_stands_before_a_subject_is_not_of_a_clause_inside_it():
    tree = (
        "told/VERB<3:advcl aides/NOUN<0:obl officials/NOUN<5:nsubj charged/VERB<2:acl are/AUX<5:aux "
        "waiting/VERB<-1:root"
    )
    assert mended(tree)[0] == "told<5:advcl"


def test_a_tree_without_clashes_stays():
    upos, heads, rels = ("NOUN", "VERB", "NOUN"), (1, -1, 1), ("nsubj", "root", "obj")
    assert mend_tree(("guards", "shot", "men"), upos, heads, rels) == (heads, rels)
