"""``hearsay copies`` at its edges: rows as they stand, ids that repeat, large and empty inputs, streams."""

import json
import os
import subprocess
import sys
import time

import pytest

LEAD = (
    "A tanker lorry left the coast road above Brenna Bay on Sunday night and came to rest against the sea wall, "
    "where it leaked heating oil into the harbour until morning. Nobody was hurt. "
)
CAUSE = (
    "The driver, who had been on the road since four in the morning, told the harbour master that the brakes had "
    "faded twice on the descent and that he had reported the same fault to the haulier in January."
)


def hearsay(*args, cwd, stdin=None):
    done = subprocess.run(
        [sys.executable, "-m", "hearsay", *map(str, args)], cwd=cwd, input=stdin, capture_output=True, timeout=300
    )
    out, err = done.stdout.decode(), done.stderr.decode()
    assert "Traceback" not in out + err
    return done.returncode, out, err


def jsonl(rows):
    return "".join(json.dumps(row) + "\n" for row in rows)


def rows_of(out):
    return [json.loads(line) for line in out.splitlines()]


def test_golden_rows(tmp_path):
    rows = [
        {"id": "bay", "text": LEAD + CAUSE, "outlet": "Brenna Mail", "published": "2031-02-02"},
        {"id": "cut", "text": LEAD, "outlet": "Coast Echo", "published": "2031-02-04"},
        {"id": "own", "text": "A plain account of another thing altogether.", "outlet": "Third Paper"},
    ]
    code, out, err = hearsay("copies", "-", "--jsonl", "-", cwd=tmp_path, stdin=jsonl(rows).encode())
    assert (code, err) == (0, "")
    (row,) = rows_of(out)
    assert row.pop("probability") >= 0.8
    assert row == {
        "a": "bay",
        "b": "cut",
        "a_start": 0,
        "a_end": len(LEAD) - 2,
        "b_start": 0,
        "b_end": len(LEAD) - 2,
        "words": 34,
        "quoted": False,
        "direction": "inferred",
        "because": ["published 2031-02-04, the other 2031-02-02"],
    }


def test_a_row_is_story_from_end_to_end(tmp_path):
    tail = "Share this story with your friends and sign up here for our free weekly harbour newsletter today"
    rows = [{"id": i, "text": f"{text}\n\n{tail}"} for i, text in (("a", LEAD), ("b", CAUSE))]
    code, out, _ = hearsay("copies", "-", "--jsonl", "-", cwd=tmp_path, stdin=jsonl(rows).encode())
    (row,) = rows_of(out)
    assert code == 0
    assert rows[0]["text"][row["a_start"] : row["a_end"]] == tail


def test_a_rows_own_credit_declares_where_it_came_from(tmp_path):
    rows = [
        {"id": "z", "text": f"{LEAD}{CAUSE}", "outlet": "Fjordline News Agency"},
        {"id": "a", "text": f"BRENNA, Feb 2 (Fjordline News Agency) - {LEAD}{CAUSE}", "outlet": "Coast Echo"},
        {"id": "b", "text": f"{LEAD}{CAUSE}\n\nOriginally published by Fjordline News Agency", "outlet": "Brenna Mail"},
    ]
    code, out, _ = hearsay("copies", "-", "--jsonl", "-", cwd=tmp_path, stdin=jsonl(rows).encode())
    told = {(r["a"], r["b"]): r["direction"] for r in rows_of(out)}
    assert code == 0
    assert (told["z", "a"], told["z", "b"]) == ("declared", "declared")


def test_ids_that_repeat_are_told_in_one_sentence_and_nothing_is_lost(tmp_path):
    rows = [{"id": "x", "text": LEAD}, {"id": "x", "text": LEAD + CAUSE}, {"id": "y", "text": CAUSE}]
    rows.append({"id": "pile.jsonl#1", "text": CAUSE + " More to follow."})  # an id that is another row's place
    (tmp_path / "pile.jsonl").write_text(jsonl(rows))
    code, out, err = hearsay("copies", "pile.jsonl", "--jsonl", "-", cwd=tmp_path)
    assert code == 0
    assert len(err.strip().splitlines()) == 1
    assert "“x”" in err
    pairs = {frozenset((r["a"], r["b"])) for r in rows_of(out)}
    assert frozenset(("pile.jsonl#1", "pile.jsonl#2")) in pairs
    assert frozenset(("pile.jsonl#2", "y")) in pairs
    assert frozenset(("pile.jsonl#4", "y")) in pairs


def test_what_cannot_be_read_is_listed_and_the_rest_goes_on(tmp_path):
    lines = [json.dumps({"id": "a", "text": LEAD}), "{broken", json.dumps({"id": "b", "text": ""}), '{"id": "c"}']
    (tmp_path / "pile.jsonl").write_text("\n".join([*lines, json.dumps({"id": "d", "text": LEAD + CAUSE})]))
    code, out, err = hearsay("copies", "pile.jsonl", "--jsonl", "-", cwd=tmp_path)
    assert code == 3
    assert [(r["a"], r["b"]) for r in rows_of(out)] in ([("a", "d")], [("d", "a")])
    assert all(f"pile.jsonl#{n}" in err for n in (2, 3, 4))


def test_the_summary_puts_the_longest_first_and_shows_hostile_text_harmless(tmp_path):
    rows = [
        {"id": "long1", "text": LEAD + CAUSE + " One."},
        {"id": "long2", "text": LEAD + CAUSE + " Two."},
        {"id": "odd\u001b[31m", "text": "Here \u202e[bold]is\u001b[2J " + CAUSE},
    ]
    code, out, _ = hearsay("copies", "-", cwd=tmp_path, stdin=jsonl(rows).encode())
    assert code == 0
    assert "\u001b" not in out
    assert out.index("long1 – long2") < out.index("odd␛[31m")
    assert "“A tanker lorry left the coast road" in out


def test_a_pile_that_shares_nothing_says_so(tmp_path):
    code, out, _ = hearsay("copies", "-", cwd=tmp_path, stdin=jsonl([{"text": LEAD}, {"text": CAUSE}]).encode())
    assert code == 0
    assert "0 shared passages" in out


def test_a_table_may_be_larger_than_any_file(tmp_path, monkeypatch):
    from hearsay.collect import collect, files

    monkeypatch.setattr(files, "LARGEST", 2_000)
    rows = [{"id": n, "text": f"{n} {LEAD}"} for n in range(40)]
    rows.insert(7, {"id": "huge", "text": "x " * 3_000})
    (tmp_path / "pile.jsonl").write_text("\ufeff" + jsonl(rows), encoding="utf-8")
    found = collect([str(tmp_path / "pile.jsonl")])
    assert sorted(int(d.given["id"][0].value) for d in found.documents) == list(range(40))
    assert [(d.what.rpartition("#")[2], "larger than" in d.reason) for d in found.dropped] == [("8", True)]
    with (tmp_path / "pile.jsonl").open("rb") as stream:
        piped = collect(["-"], stdin=stream)
    assert len(piped.documents) == 40


def timed(rows, tmp_path):
    (tmp_path / "pile.jsonl").write_text(jsonl(rows))
    began = os.times()
    code, out, err = hearsay("copies", "pile.jsonl", "--jsonl", "-", cwd=tmp_path)
    ended = os.times()
    spent = ended.children_user - began.children_user + ended.children_system - began.children_system
    return code, rows_of(out), err, spent


def test_ten_thousand_identical_documents(tmp_path):
    code, rows, _, spent = timed([{"id": n, "text": LEAD + CAUSE} for n in range(10_000)], tmp_path)
    assert (code, len(rows)) == (0, 9_999)
    assert {r["a"] for r in rows} == {"0"}
    assert len({r["b"] for r in rows}) == 9_999
    assert spent < 20


def test_one_document_of_five_megabytes(tmp_path):
    words = [f"w{n * 7919 % 99991}" for n in range(750_000)]
    text = " ".join(words) + "\n\n" + LEAD + CAUSE
    code, rows, _, spent = timed(
        [{"id": "big", "text": text}, {"id": "small", "text": "Now. " + LEAD + CAUSE}], tmp_path
    )
    assert len(text) > 5_000_000 * 0.9
    assert code == 0
    (row,) = [r for r in rows if {r["a"], r["b"]} == {"big", "small"}]
    side = "a" if row["a"] == "big" else "b"
    assert text[row[f"{side}_start"] : row[f"{side}_end"]].startswith("A tanker lorry")
    assert spent < 60


@pytest.mark.parametrize("text", ["", "   \n", "…", "word " * 200_000])
def test_empty_wordless_and_repeating_documents(tmp_path, text):
    rows = [{"id": "odd", "text": text}, {"id": "a", "text": LEAD}, {"id": "b", "text": CAUSE + LEAD}]
    code, found, err, _ = timed(rows, tmp_path)
    assert code == (0 if text.strip() else 3)
    assert {frozenset((r["a"], r["b"])) for r in found} == {frozenset("ab")}
    assert ("pile.jsonl#1" in err) == (not text.strip())


def test_taking_a_row_costs_next_to_nothing(tmp_path):
    rows = [{"id": n, "text": f"{LEAD} {n} {CAUSE[: 40 + n % 60]} {n}"} for n in range(50)]
    began = time.process_time()
    from hearsay.clean import take_row
    from hearsay.types import Document

    documents = [Document(str(r["id"]), f"p#{r['id']}", "text", r["text"]) for r in rows] * 100
    for document in documents:
        take_row(document)
    assert (time.process_time() - began) / len(documents) < 0.001


def test_an_index_answers_for_what_came_before(tmp_path):
    first = [{"id": "bay", "text": LEAD + CAUSE, "outlet": "Brenna Mail", "published": "2031-02-02"}]
    second = [{"id": "echo", "text": "Oil in the harbour. " + CAUSE, "outlet": "Coast Echo", "published": "2031-02-03"}]
    (tmp_path / "one.jsonl").write_text(jsonl(first))
    (tmp_path / "two.jsonl").write_text(jsonl(second))
    code, out, err = hearsay("copies", "one.jsonl", "--index", "kept", "--jsonl", "-", cwd=tmp_path)
    assert (code, out) == (0, ""), err
    for _ in range(2):  # what is there already is answered for again
        code, out, err = hearsay("copies", "two.jsonl", "--index", "kept", "--jsonl", "-", cwd=tmp_path)
        assert code == 0, err
        (row,) = rows_of(out)
        assert (row["a"], row["b"]) == ("bay", "echo")
        assert (LEAD + CAUSE)[row["a_start"] : row["a_end"]] == CAUSE[:-1]
    assert "in the index already" in err
    code, out, err = hearsay("copies", "two.jsonl", "--index", "kept", cwd=tmp_path)
    assert code == 0
    assert "bay – echo" in out
    (tmp_path / "three.jsonl").write_text(jsonl([{"id": "bay", "text": "Another text of some length under one id."}]))
    code, out, err = hearsay("copies", "three.jsonl", "--index", "kept", cwd=tmp_path)
    assert code == 1
    assert "another text" in err
    code, out, err = hearsay("copies", "three.jsonl", "--index", "two.jsonl", cwd=tmp_path)
    assert code == 1
    assert "cannot write to the index" in err


def test_tables_are_written_or_what_they_need_is_said(tmp_path):
    rows = [{"id": "bay", "text": LEAD + CAUSE}, {"id": "echo", "text": "Oil in the harbour. " + CAUSE}]
    (tmp_path / "pile.jsonl").write_text(jsonl(rows))
    code, _, err = hearsay("copies", "pile.jsonl", "--parquet", "tables", "--index", "kept", cwd=tmp_path)
    if code:
        assert "hearsay[parquet]" in err
        assert not (tmp_path / "kept").exists()
    else:
        assert (tmp_path / "tables" / "pairs.parquet").is_file()
