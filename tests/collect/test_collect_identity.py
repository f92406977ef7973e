"""Ids hash what a report is; identical ones are ranked by path."""

from hearsay.collect import collect

STORY = "Three were hurt at the Orlo quarry, a union official said.\n"


def put(folder, names, text=STORY):
    for name in names:
        (folder / name).write_text(text)


def test_the_same_report_has_the_same_id_wherever_it_lies(tmp_path):
    put(tmp_path, ["a.txt"])
    first = collect([str(tmp_path / "a.txt")]).documents[0].id
    (tmp_path / "a.txt").rename(tmp_path / "z.txt")
    assert collect([str(tmp_path / "z.txt")]).documents[0].id == first


def test_identical_reports_point_to_the_first_by_path(tmp_path):
    put(tmp_path, ["b.txt", "a.txt", "c.txt"])
    a, b, c = collect([str(tmp_path)]).documents
    assert a.duplicate_of is None
    assert b.duplicate_of == c.duplicate_of == a.id
    assert len({a.id, b.id, c.id}) == 3


def test_another_copy_changes_no_other_id(tmp_path):
    put(tmp_path, ["a.txt", "b.txt"])
    put(tmp_path, ["other.txt"], "Nothing of the kind happened.\n")
    before = {d.id for d in collect([str(tmp_path)]).documents}
    put(tmp_path, ["c.txt"])
    assert before < {d.id for d in collect([str(tmp_path)]).documents}


def test_text_and_page_of_the_same_bytes_are_two_reports(tmp_path):
    put(tmp_path, ["a.txt", "a.html"])
    assert all(d.duplicate_of is None for d in collect([str(tmp_path)]).documents)


def test_given_metadata_makes_another_report(tmp_path):
    put(tmp_path, ["a.txt", "b.txt"])
    (tmp_path / "meta.csv").write_text("path,outlet\na.txt,The Orlo Ledger\nb.txt,Velm Tribune\n")
    documents = collect([str(tmp_path)], meta=str(tmp_path / "meta.csv")).documents
    assert [d.duplicate_of for d in documents] == [None, None]
