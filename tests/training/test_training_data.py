import pytest
from training.data import WRITTEN, read_written


def written(tmp_path, line):
    path = tmp_path / "a.txt"
    path.write_text(line + "\n", encoding="utf-8")
    return list(read_written([path]))


def test_marks_become_tags_of_five_kinds_and_of_the_three_that_others_share(tmp_path):
    ((sentence,),) = written(
        tmp_path, "The [U|Drava Post]'s [P|Ana Kos] saw [M|Iraqi] trucks of [O|Petrol-Trans] in [L|Pécs]"
    )
    assert "'s" in sentence.words
    tags = dict(zip(sentence.words, zip(sentence.tags["own"], sentence.tags["uner"], strict=True), strict=True))
    assert (tags["Drava"], tags["Post"]) == (("B-OUTLET", "B-ORG"), ("I-OUTLET", "I-ORG"))
    assert tags["'s"] == tags["trucks"] == ("O", "O")
    assert tags["Iraqi"] == ("B-MISC", "O")
    assert tags["Trans"] == ("I-ORG", "I-ORG")
    assert tags["Pécs"] == ("B-LOC", "B-LOC")


@pytest.mark.parametrize("line", ["by [X|Ana]", "by [P|Ana", "a|b", "[P|Ana [L|Kos]]"])
def test_a_broken_mark_is_named_with_its_place(tmp_path, line):
    with pytest.raises(ValueError, match=r"a\.txt:1"):
        written(tmp_path, line)


def test_the_lines_that_ship_are_whole_and_none_comes_twice():
    paths = sorted(WRITTEN.glob("*.txt"))
    lines = [line for path in paths for line in path.read_text(encoding="utf-8").splitlines()]
    assert len(lines) == len(set(lines)) > 5000
    assert sum(len(doc) for doc in read_written(paths)) > len(lines)
