import json

import pytest
from test_copies_index import write_pile

from hearsay.copies import parquet
from hearsay.copies.index import open_index
from hearsay.errors import OutputError

pq = pytest.importorskip("pyarrow.parquet", reason="pyarrow is not installed")


@pytest.fixture
def tables(tmp_path, monkeypatch):
    monkeypatch.setattr(parquet, "_SHARD", 200)
    monkeypatch.setattr(parquet, "_REPORTS", 20)
    texts = write_pile(11, 50)
    with open_index(tmp_path / "i", write=True) as index:
        for lo in range(0, 50, 10):
            index.add(texts[lo : lo + 10])
        parquet.write_tables(index, tmp_path / "tables")
        passages = index.passages()
    return tmp_path / "tables", texts, passages


def test_postings_are_sharded_by_the_top_bits_and_sorted(tables):
    folder, _, _ = tables
    files = sorted((folder / "postings").glob("reuse-*.parquet"))
    assert len(files) in (2, 4, 8, 16, 32)
    shift = 64 - (len(files) - 1).bit_length()
    for number, file in enumerate(files):
        rows = list(zip(*pq.read_table(file, columns=["h", "doc", "pos"]).to_pydict().values(), strict=True))
        assert rows == sorted(rows)
        assert {h >> shift for h, _, _ in rows} <= {number}


def test_pairs_and_reports_say_what_the_index_says(tables):
    folder, texts, passages = tables
    reports = pq.read_table(folder / "reports.parquet").to_pylist()
    assert {r["id"] for r in reports} == {t.id for t in texts}
    assert [r["date"] for r in reports] == sorted(r["date"] for r in reports)
    ids = {r["doc"]: r["id"] for r in reports}
    pairs = [
        (
            ids[p["a"]],
            ids[p["b"]],
            *(p[k] for k in ("a_start", "a_end", "b_start", "b_end", "words", "quoted", "class")),
        )
        for p in pq.read_table(folder / "pairs.parquet").to_pylist()
    ]
    assert pairs == [(p.a, p.b, p.a_start, p.a_end, p.b_start, p.b_end, p.words, p.quoted, p.group) for p in passages]
    words = {r["doc"]: r for f in sorted((folder / "words").iterdir()) for r in pq.read_table(f).to_pylist()}
    assert all(len(words[r["doc"]]["hash"]) == r["words"] for r in reports)
    text = {t.id: t.text for t in texts}
    word = words[0]
    first = text[ids[0]][word["start"][0] : word["end"][0]]
    assert first
    assert first.isalnum()
    assert json.loads((folder / "tables.json").read_text())["format"] == "hearsay-copies-tables/1"


def test_other_peoples_folders_are_left_alone_and_old_tables_replaced(tables, tmp_path):
    folder, _, _ = tables
    with open_index(tmp_path / "i") as index:
        parquet.write_tables(index, folder)
        (tmp_path / "mine").mkdir()
        (tmp_path / "mine" / "letter").write_text("x")
        with pytest.raises(OutputError, match="not empty"):
            parquet.write_tables(index, tmp_path / "mine")
