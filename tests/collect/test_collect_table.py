"""The user's table of metadata."""

import pytest

from hearsay.collect import collect
from hearsay.errors import BadTable


@pytest.fixture
def pile(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    for name in ("pile/a/r1.txt", "pile/b/r1.txt", "pile/b/r2.txt"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(f"The gates were opened late ({name}).")
    return tmp_path


def read(table, encoding="utf-8"):
    with open("meta.csv", "w", encoding=encoding, newline="") as file:
        file.write(table)
    got = collect(["pile"], meta="meta.csv")
    return got, {d.path: {k: [(s.value, s.how) for s in v] for k, v in d.given.items()} for d in got.documents}


def test_values_are_given_and_come_first(pile):
    got, facts = read(
        "path,outlet,url,published,title,byline\n"
        'pile/a/r1.txt,"Velm, Daily",https://velm.example/1,2031-03-04,"A ""B""",Ann Lee; Bo Ray\n'
    )
    assert facts["pile/a/r1.txt"] == {
        "outlet": [("Velm, Daily", "given")],
        "url": [("https://velm.example/1", "given")],
        "published": [("2031-03-04", "given")],
        "title": [('A "B"', "given")],
        "byline": [("Ann Lee", "given"), ("Bo Ray", "given")],
    }
    assert facts["pile/b/r1.txt"] == {}
    assert got.dropped == ()


def test_given_values_beat_declared_ones(pile):
    (pile / "rows.jsonl").write_text('{"text": "The gates.", "outlet": "Old Name"}\n')
    (pile / "meta.csv").write_text("path,outlet\nrows.jsonl#1,New Name\n")
    (document,) = collect(["rows.jsonl"], meta="meta.csv").documents
    assert [(s.value, s.how) for s in document.given["outlet"]] == [
        ("New Name", "given"),
        ("Old Name", "declared_jsonl"),
    ]


@pytest.mark.parametrize("path", ["pile/b/r2.txt", "./pile/b/r2.txt", "b/r2.txt", "r2.txt", "pile//b/r2.txt"])
def test_a_file_is_found_by_any_unique_end_of_its_path(pile, path):
    _, facts = read(f"path,outlet\n{path},Velm Daily\n")
    assert facts["pile/b/r2.txt"] == {"outlet": [("Velm Daily", "given")]}


def test_a_path_counted_from_the_tables_folder_is_found(pile):
    (pile / "pile/b/meta.csv").write_text("path,outlet\nr1.txt,Velm Daily\n")
    got = collect(["pile"], meta="pile/b/meta.csv")
    assert [d.path for d in got.documents if d.given] == ["pile/b/r1.txt"]
    assert got.dropped == ()


@pytest.mark.parametrize(("path", "why"), [("r1.txt", "2 files"), ("r9.txt", "no file"), ("2.txt", "no file")])
def test_rows_that_match_none_or_many_are_set_aside(pile, path, why):
    got, facts = read(f"path,outlet\n{path},Velm Daily\npile/b/r2.txt,Other\n")
    assert why in got.dropped[0].reason
    assert sum(map(bool, facts.values())) == 1


@pytest.mark.parametrize(
    ("table", "encoding"),
    [
        ("path;outlet\npile/b/r2.txt;Velm Däily\n", "utf-8"),
        ("path\toutlet\npile/b/r2.txt\tVelm Däily\n", "utf-8"),
        ("path,outlet\r\npile/b/r2.txt,Velm Däily\r\n", "utf-8-sig"),
        ("Path , Outlet,,\npile/b/r2.txt,Velm Däily,,\n\n,,,\n", "utf-8"),
        ("path;outlet;title\npile/b/r2.txt;Velm Däily;\n", "cp1252"),
        ("path\toutlet\npile/b/r2.txt\tVelm Däily\n", "utf-16"),
    ],
)
def test_tables_of_any_office_program_are_read(pile, table, encoding):
    _, facts = read(table, encoding)
    assert facts["pile/b/r2.txt"]["outlet"] == [("Velm Däily", "given")]


@pytest.mark.parametrize(
    ("table", "says"),
    [
        ("", "empty"),
        ("outlet,title\nx,y\n", "no column path"),
        ("path,outlt\na,b\n", "Did you mean outlet"),
        ("path,path\na,b\n", "twice"),
        ("path,outlet\npile/b/r2.txt,a,b\n", "Line 2"),
        ("path,outlet\n,Velm\n", "has no path"),
        ("path,published\npile/b/r2.txt,3/4/2031\n", "2031-03-04"),
        ("path,outlet\nr2.txt,A\npile/b/r2.txt,B\n", "Lines 2 and 3"),
        ('path,outlet\nr2.txt,"A\n' + "x" * 200_000, "cannot be read"),
        ("\x01\x02\x03" * 100, "no CSV"),
    ],
)
def test_tables_that_cannot_be_used_say_what_to_mend(pile, table, says):
    with pytest.raises(BadTable, match=says):
        read(table)


def test_a_missing_table_is_named(pile):
    with pytest.raises(BadTable, match=r"nowhere\.csv"):
        collect(["pile"], meta="nowhere.csv")


def test_the_table_itself_is_no_report(pile):
    (pile / "pile/meta.csv").write_text("path,outlet\nb/r2.txt,Velm Daily\n")
    got = collect(["pile"], meta="pile/meta.csv")
    assert len(got.documents) == 3
    assert got.dropped == ()
