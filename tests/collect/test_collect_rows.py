"""Reports as rows of JSON."""

import json

import pytest

from hearsay.collect import collect

TEXT = "Two ferries collided off Port Selm on Tuesday, the harbour master said."


def rows(tmp_path, *values, name="pile.jsonl"):
    path = tmp_path / name
    path.write_text("\n".join(v if isinstance(v, str) else json.dumps(v) for v in values))
    return collect([str(path)])


def facts(document):
    return {k: [s.value for s in v] for k, v in document.given.items()}


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        (
            {
                "maintext": TEXT,
                "title": "Ferries collide",
                "authors": ["Ann Lee", "Bo Ray"],
                "date_publish": "2031-03-04 08:00:00",
                "date_download": "2031-04-01",
                "source_domain": "selmpost.example",
                "url": "https://selmpost.example/a",
            },
            {
                "title": ["Ferries collide"],
                "byline": ["Ann Lee", "Bo Ray"],
                "published": ["2031-03-04 08:00:00"],
                "outlet": ["selmpost.example"],
                "url": ["https://selmpost.example/a"],
            },
        ),
        (
            {"text": TEXT, "url": "https://selmpost.example/a", "date": "2031-09-01", "dump": "CC-2031", "id": "<u>"},
            {"url": ["https://selmpost.example/a"], "id": ["<u>"]},
        ),
        (
            {
                "text_content": TEXT,
                "article_title": "Ferries collide",
                "publication_date": "2031-03-04",
                "canonical_domain": "selmpost.example",
            },
            {"title": ["Ferries collide"], "published": ["2031-03-04"], "outlet": ["selmpost.example"]},
        ),
        (
            {
                "title": "Ferries collide",
                "authors": ["Ann Lee"],
                "publishing_date": "2031-03-04 09:00:00+00:00",
                "body": {"summary": [], "sections": [{"headline": [], "paragraphs": [TEXT]}]},
            },
            {"title": ["Ferries collide"], "byline": ["Ann Lee"], "published": ["2031-03-04 09:00:00+00:00"]},
        ),
        (
            {
                "text": TEXT,
                "author": "Ann Lee",
                "date": "2031-03-04",
                "sitename": "Selm Post",
                "source": "https://selmpost.example/a",
                "hostname": "selmpost.example",
            },
            {
                "byline": ["Ann Lee"],
                "published": ["2031-03-04"],
                "outlet": ["Selm Post"],
                "url": ["https://selmpost.example/a"],
            },
        ),
        (
            {"text": TEXT, "outlet": "Selm Post", "dct": "2031-03-04", "title": "", "source": {"name": "x"}},
            {"outlet": ["Selm Post"], "published": ["2031-03-04"]},
        ),
    ],
    ids=["news-please", "fineweb", "mcmetadata", "fundus", "trafilatura", "plain"],
)
def test_rows_of_common_crawlers_are_understood(tmp_path, row, expected):
    (document,) = rows(tmp_path, row).documents
    assert document.source == TEXT
    assert facts(document) == expected
    assert {s.how for v in document.given.values() for s in v} <= {"declared_jsonl", "inferred_domain"}


def test_each_row_is_a_report_named_by_its_line(tmp_path):
    got = rows(tmp_path, {"text": TEXT}, "", {"text": TEXT + " Nobody was hurt."})
    assert [d.path.rpartition("#")[2] for d in got.documents] == ["1", "3"]


def test_rows_that_cannot_be_used_are_set_aside_one_by_one(tmp_path):
    got = rows(tmp_path, {"text": TEXT}, "{broken", "[1, 2]", {"text": "  "}, {"text": 7}, "9" * 6000)
    assert len(got.documents) == 1
    assert [d.what.rpartition("#")[2] for d in got.dropped] == ["2", "3", "4", "5", "6"]
    assert got.unreadable == 5


def test_a_file_of_other_rows_is_set_aside_as_one(tmp_path):
    (tmp_path / "a.txt").write_text(TEXT)
    (tmp_path / "grades.jsonl").write_text('{"grade": 1}\n{"grade": 2}\n')
    got = collect([str(tmp_path)])
    assert len(got.dropped) == 1
    assert "2 rows" in got.dropped[0].reason


def test_rows_may_hold_pages(tmp_path):
    html = "<html><body><p>Two ferries collided.</p></body></html>"
    got = rows(tmp_path, {"html": html}, {"text": TEXT, "html": html}, {"content": html})
    assert [d.media for d in got.documents] == ["html", "text", "html"]


def test_json_files_hold_one_report_or_a_list(tmp_path):
    one = rows(tmp_path, json.dumps({"maintext": TEXT}, indent=1), name="one.json")
    many = rows(tmp_path, json.dumps([{"text": TEXT}, {"text": TEXT + "x"}]), name="many.json")
    assert one.documents[0].path.endswith("one.json")
    assert [d.path.rpartition("#")[2] for d in many.documents] == ["1", "2"]


def test_half_characters_are_made_whole(tmp_path):
    (document,) = rows(tmp_path, '{"text": "The \\ud83d gates", "title": "\\ud800"}').documents
    assert document.source == "The \ufffd gates"
    assert document.given["title"][0].value == "\ufffd"


def test_deep_rows_do_not_break_the_reader(tmp_path):
    got = rows(tmp_path, {"text": TEXT}, '{"text": ' + "[" * 50_000 + "]" * 50_000 + "}")
    assert len(got.documents) == 1


def test_rows_that_differ_only_in_their_id_are_identical_reports(tmp_path):
    path = tmp_path / "rows.jsonl"
    path.write_text("".join(json.dumps({"id": i, "text": TEXT}) + "\n" for i in ("a", 2, "")), encoding="utf-8")
    documents = collect([str(path)]).documents
    assert [facts(d).get("id") for d in documents] == [["a"], ["2"], None]
    assert [d.duplicate_of for d in documents] == [None, documents[0].id, documents[0].id]
