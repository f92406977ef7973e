"""``hearsay copies`` and ``hearsay read``: parts of the job by themselves, as rows with offsets into the text given."""

import json
import subprocess
import sys

import pytest

LEAD = (
    "A grain barge broke in two below the Teplice lock before dawn on Monday and sank within minutes, "
    "the river authority said. All five of the crew were taken off by a passing tug. "
)
PARAGRAPH = (
    "Divers found a crack two metres long beside the forward hold, and the owner had been told in the spring to have "
    "the plates there measured again. The barge was built forty-one years ago and changed hands in the autumn."
)
QUOTED = "nobody on the quay had ever seen the river that low in March"
WIRE = f"{LEAD}\n\n{PARAGRAPH}\n"
REPRINT = f"Source: Moravia Wire\n\n{LEAD}\n\n{PARAGRAPH}\n"
LIFTED = (
    "Shipping on the upper river stood still for a second day.\n\n"
    f"“{QUOTED[0].upper()}{QUOTED[1:]},” lock keeper Petra Nemcova said.\n\n{PARAGRAPH}\n"
)
OTHER = f"Freight rates rose on Tuesday.\n\nA pilot, Karel Dusek, said that “{QUOTED}” and that he would not sail.\n"


def hearsay(*args, cwd, stdin=None):
    done = subprocess.run(
        [sys.executable, "-m", "hearsay", *map(str, args)], cwd=cwd, input=stdin, capture_output=True, timeout=120
    )
    out, err = done.stdout.decode(), done.stderr.decode()
    assert "Traceback" not in out + err
    return done.returncode, out, err


def jsonl(rows):
    return "".join(json.dumps(row) + "\n" for row in rows)


@pytest.fixture(scope="module")
def texts():
    return {"wire": WIRE, "reprint": REPRINT, "lifted": LIFTED, "other": OTHER}


@pytest.fixture(scope="module")
def copies(texts, tmp_path_factory):
    folder = tmp_path_factory.mktemp("copies")
    outlets = {"wire": "Moravia Wire", "reprint": "Litovel Post", "lifted": "The Lock", "other": "River Pilot"}
    rows = [{"id": i, "text": t, "outlet": outlets[i], "published": "2031-03-04"} for i, t in texts.items()]
    (folder / "pile.jsonl").write_text(jsonl([*rows, dict(rows[0], id="again")]))
    code, _, _ = hearsay("copies", "pile.jsonl", "--jsonl", "out.jsonl", cwd=folder)
    assert code == 0
    return [json.loads(line) for line in (folder / "out.jsonl").read_text(encoding="utf-8").splitlines()]


def test_a_copies_row_has_the_fields_of_the_contract(copies):
    fields = ["a", "b", "a_start", "a_end", "b_start", "b_end", "words", "quoted", "direction", "because"]
    assert all(list(row) == [*fields, "probability"] for row in copies)
    assert {row["direction"] for row in copies} <= {"declared", "inferred", "unknown"}


def test_copies_offsets_index_the_text_as_given(copies, texts):
    for row in copies:
        a, b = texts[row["a"]], texts.get(row["b"], WIRE)
        mine = a[row["a_start"] : row["a_end"]].casefold().split()
        theirs = b[row["b_start"] : row["b_end"]].casefold().split()
        assert mine == theirs


def test_a_credited_copy_has_a_direction_with_its_reason(copies):
    row = next(r for r in copies if {r["a"], r["b"]} == {"wire", "reprint"})
    assert (row["a"], row["b"], row["direction"]) == ("wire", "reprint", "declared")
    assert any("Moravia Wire" in reason for reason in row["because"])
    assert PARAGRAPH.rstrip(".") in WIRE[row["a_start"] : row["a_end"]]


def test_a_lifted_paragraph_is_found_whole(copies):
    row = next(r for r in copies if {r["a"], r["b"]} == {"wire", "lifted"})
    side = "a" if row["a"] == "lifted" else "b"
    assert PARAGRAPH.rstrip(".") in LIFTED[row[f"{side}_start"] : row[f"{side}_end"]]


def test_a_shared_quotation_is_marked_and_has_no_direction(copies):
    row = next(r for r in copies if {r["a"], r["b"]} == {"lifted", "other"})
    assert (row["quoted"], row["direction"], row["because"]) == (True, "unknown", [])


def test_an_identical_report_makes_one_row_from_end_to_end(copies):
    (row,) = [r for r in copies if "again" in (r["a"], r["b"])]
    assert {row["a"], row["b"]} == {"wire", "again"}
    assert WIRE[row["a_start"] : row["a_end"]] == WIRE.strip()
    assert row["because"] == ["the two are identical"]


def test_copies_of_files_go_by_their_paths_and_keep_no_case(texts, tmp_path):
    (tmp_path / "pile").mkdir()
    for name, text in texts.items():
        (tmp_path / "pile" / f"{name}.txt").write_text(text, encoding="utf-8")
    code, out, _ = hearsay("copies", "pile", "--jsonl", "-", cwd=tmp_path)
    assert code == 0
    assert {r["a"] for r in map(json.loads, out.splitlines())} <= {f"pile/{name}.txt" for name in texts}
    code, out, _ = hearsay("copies", "pile", cwd=tmp_path)
    assert code == 0
    assert "pile/wire.txt" in out
    assert "Divers found a crack" in out
    assert [p.name for p in tmp_path.iterdir()] == ["pile"]


def test_ids_that_repeat_name_no_row(texts, tmp_path):
    rows = [{"id": "same", "text": WIRE}, {"id": "same", "text": REPRINT}]
    (tmp_path / "pile.jsonl").write_text(jsonl(rows))
    code, out, _ = hearsay("copies", "pile.jsonl", "--jsonl", "-", cwd=tmp_path)
    assert code == 0
    (row,) = map(json.loads, out.splitlines())
    assert {row["a"], row["b"]} == {"pile.jsonl#1", "pile.jsonl#2"}


def test_copies_lists_what_cannot_be_read(texts, tmp_path):
    (tmp_path / "wire.txt").write_text(WIRE)
    (tmp_path / "empty.txt").write_text("")
    code, _, err = hearsay("copies", "wire.txt", "empty.txt", cwd=tmp_path)
    assert code == 3
    assert "empty.txt" in err


STORY = (
    "LITOVEL, March 3, 2031 - At least two people were killed when a barge sank on Monday, police said.\n\n"
    "“We heard it go,” Petra Nemcova, a lock keeper, told the Litovel Post. “Then it was gone.”\n"
)


@pytest.fixture(scope="module")
def reading(tmp_path_factory):
    folder = tmp_path_factory.mktemp("read")
    rows = [
        {"id": "story", "text": STORY},
        {"id": 7, "text": STORY},
        {"text": "Die Polizei hat am Montag in Litovel zwei Männer festgenommen, wie das Ministerium mitteilte."},
    ]
    (folder / "pile.jsonl").write_text(jsonl(rows), encoding="utf-8")
    code, out, _ = hearsay("read", "pile.jsonl", cwd=folder)
    assert code == 0
    return [json.loads(line) for line in out.splitlines()]


def test_a_reading_row_has_the_fields_of_the_contract(reading):
    fields = ["id", "text", "sentences", "tokens", "names", "times", "quantities", "attributions"]
    assert all(list(row) == fields for row in reading)
    row = reading[0]
    assert list(row["tokens"][0]) == ["start", "end", "upos", "head", "deprel"]
    assert list(row["names"][0]) == ["start", "end", "kind", "entity"]
    assert list(row["times"][0]) == ["start", "end", "value"]
    assert list(row["quantities"][0]) == ["start", "end", "low", "high", "unit"]
    fields = ["source", "cue", "content", "parent", "form", "stance", "hedge", "source_kind"]
    assert list(row["attributions"][0]) == fields


def test_reading_ids_are_the_rows_own_where_given(reading):
    assert [row["id"] for row in reading] == ["story", 7, "pile.jsonl#3"]


def test_reading_offsets_index_the_text_as_given(reading):
    row = reading[0]
    text = row["text"]
    assert text == STORY
    assert any(
        text[s:e].startswith("At least two people") or "At least two people" in text[s:e] for s, e in row["sentences"]
    )
    words = [text[t["start"] : t["end"]] for t in row["tokens"]]
    assert all(word and word == word.strip() for word in words)
    assert {"killed", "barge", "Nemcova"} <= set(words)
    assert any(text[n["start"] : n["end"]].endswith("Nemcova") and n["kind"] == "person" for n in row["names"])
    assert any((q["low"], q["high"]) == (2, None) for q in row["quantities"])
    said = [text[s:e] for a in row["attributions"] for s, e in a["cue"]]
    assert "said" in said


def test_heads_stay_within_their_sentence_and_lead_to_one_root(reading):
    row = reading[0]
    tokens = row["tokens"]
    for start, end in row["sentences"]:
        inside = [i for i, t in enumerate(tokens) if start <= t["start"] and t["end"] <= end]
        assert sum(tokens[i]["head"] == -1 for i in inside) == 1
        assert all(tokens[i]["head"] in inside for i in inside if tokens[i]["head"] != -1)


def test_an_identical_report_has_the_same_reading(reading):
    first, second = reading[0], reading[1]
    assert first | {"id": ""} == second | {"id": ""}


def test_a_language_that_is_not_read_gives_an_empty_row(reading):
    assert reading[2]["text"].startswith("Die Polizei")
    assert reading[2]["tokens"] == []
    assert reading[2]["attributions"] == []
