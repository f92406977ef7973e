"""Rows of ``hearsay read``: the contract, field by field, over invented texts, files and pages."""

import json

import jsonschema
import pytest

from hearsay import show
from hearsay.part import read_pile
from hearsay.show.reading import reading_rows

STORY = (
    "LITOVEL, March 3, 2031 - At least two people were killed when a barge sank on Monday, police said. "
    "“We heard it go,” Petra Nemcova, a lock keeper, told the Litovel Post. “Then it was gone.”\n\n"
    "The owner, Opava Steel Inc., reportedly knew in 2029. It did not respond to a request for comment.\n\n"
    "By Ann Lee\nRead more: five stories you missed\nSign up for our newsletter.\n"
)
TEXTS = {
    "story": STORY,
    "short": "Depot fire hurts four",
    "wrapped": "The minister said the dam was safe.\nBut two engineers told him\nin March that it leaked.",
    "marks": "  \ufeffTwo\u00a0men — 👩‍🚒👍🏽 and Zoë — “ran”, she said…\r\n\r\nThey\u200b did.\t\n",
    "numbers": "1,200 of the 3,000 homes (40%) had no power at 9.30pm.",
    "only": "Subscribe now! Follow us on Twitter.",
    "czech": "Policie v pondělí zadržela v Litovli dva muže, kteří podle ministerstva přepadli banku.",
}


@pytest.fixture(scope="module")
def rows(tmp_path_factory):
    path = tmp_path_factory.mktemp("rows") / "pile.jsonl"
    path.write_text("".join(json.dumps({"id": i, "text": t}) + "\n" for i, t in TEXTS.items()), encoding="utf-8")
    found = read_pile(path, workers=0)
    return {row["id"]: row for row in reading_rows(found.findings, found.parses, found.names)}


def test_the_schema_is_a_schema_and_every_row_fits_it(rows):
    jsonschema.Draft202012Validator.check_schema(show.reading_schema())
    for row in rows.values():
        jsonschema.validate(row, show.reading_schema(), jsonschema.Draft202012Validator)


def test_rows_hold_exactly_the_fields_of_the_schema(rows):
    def check(value, schema):
        if schema.get("type") == "object":
            assert list(value) == list(schema["properties"])
            for name, inner in schema["properties"].items():
                check(value[name], inner)
        elif schema.get("type") == "array" and isinstance(schema.get("items"), dict):
            for item in value:
                check(item, schema["items"])

    for row in rows.values():
        check(row, show.reading_schema())


def test_texts_and_ids_come_back_unchanged_in_the_order_of_the_rows(rows):
    assert {i: row["text"] for i, row in rows.items()} == TEXTS
    assert list(rows) == list(TEXTS)


def test_a_row_is_read_whole(rows):
    for name in ("story", "wrapped", "marks", "numbers", "only"):
        row = rows[name]
        covered = {i for t in row["tokens"] for i in range(t["start"], t["end"])}
        assert all(i in covered for i, c in enumerate(row["text"]) if c.isalnum()), name


def test_sentences_and_tokens_are_ordered_disjoint_and_nested(rows):
    for row in rows.values():
        ends = 0
        tokens = row["tokens"]
        for start, end in row["sentences"]:
            assert ends <= start < end
            ends = end
            inside = [i for i, t in enumerate(tokens) if start <= t["start"] and t["end"] <= end]
            assert (tokens[inside[0]]["start"], tokens[inside[-1]]["end"]) == (start, end)
            assert [tokens[i]["head"] for i in inside].count(-1) == 1
            assert {tokens[i]["head"] for i in inside} <= {-1, *inside}
        at = [x for t in tokens for x in (t["start"], t["end"])]
        assert at == sorted(at)


def test_every_span_is_a_slice_with_words_in_it(rows):
    for row in rows.values():
        spans = [(x["start"], x["end"]) for name in ("names", "times", "quantities", "tokens") for x in row[name]]
        for a in row["attributions"]:
            spans += [tuple(s) for s in (*a["source"], *a["cue"], *a["content"], *([a["hedge"]] if a["hedge"] else []))]
            assert a["parent"] is None or (0 <= a["parent"] < len(row["attributions"]))
        assert all(row["text"][s:e].strip() == row["text"][s:e] != "" for s, e in spans)


def test_what_is_read_is_what_it_says(rows):
    row = rows["story"]
    text = row["text"]
    values = {text[t["start"] : t["end"]]: t["value"] for t in row["times"]}
    assert values["Monday"] == {"start": "2031-03-03", "end": "2031-03-03", "precision": "day"}
    assert values["2029"] == {"start": "2029-01-01", "end": "2029-12-31", "precision": "year"}
    assert {"start": 2, "unit": "people"}.items() <= {"start": row["quantities"][0]["low"], "unit": "people"}.items()
    kinds = {text[n["start"] : n["end"]]: n["kind"] for n in row["names"]}
    assert kinds["Petra Nemcova"] == "person"
    assert kinds["Litovel Post"] == "outlet"
    stances = {a["stance"] for a in row["attributions"]}
    assert {"asserts", "declines"} <= stances
    assert any(a["hedge"] and text[slice(*a["hedge"])] == "reportedly" for a in row["attributions"])
    told = next(a for a in row["attributions"] if any(text[slice(*c)] == "told" for c in a["cue"]))
    assert row["attributions"][told["parent"]]["source_kind"] == "outlet"


def test_another_language_is_left_unread_with_a_note(rows, tmp_path):
    assert rows["czech"]["tokens"] == []
    path = tmp_path / "one.jsonl"
    path.write_text(json.dumps({"id": "cz", "text": TEXTS["czech"]}) + "\n")
    assert read_pile(path, workers=0).unread() == [("cz", "in another language than English (cs)")]


def test_of_files_and_pages_the_story_is_read(tmp_path):
    (tmp_path / "a.txt").write_text(STORY, encoding="utf-8")
    page = (
        "<html><body><nav>Home News Sport</nav><p>"
        + STORY.split("\n\n")[0]
        + "</p><footer>About us</footer></body></html>"
    )
    (tmp_path / "b.jsonl").write_text(json.dumps({"id": 12, "html": page}) + "\n", encoding="utf-8")
    found = read_pile([tmp_path / "a.txt", tmp_path / "b.jsonl"], workers=0)
    plain, html = reading_rows(found.findings, found.parses, found.names)
    assert plain["text"] == STORY
    words = {plain["text"][t["start"] : t["end"]] for t in plain["tokens"]}
    assert "barge" in words
    assert "newsletter" not in words
    assert html["id"] == 12
    assert {"barge", "Nemcova"} <= {html["text"][t["start"] : t["end"]] for t in html["tokens"]}


def test_with_story_rows_are_read_as_pages_are(tmp_path):
    path = tmp_path / "one.jsonl"
    path.write_text(json.dumps({"id": "s", "text": STORY}) + "\n", encoding="utf-8")
    found = read_pile(path, workers=0, story=True)
    (row,) = reading_rows(found.findings, found.parses, found.names)
    assert "newsletter" not in {row["text"][t["start"] : t["end"]] for t in row["tokens"]}
    assert row["text"] == STORY


def test_rows_past_the_ninth_keep_their_order(tmp_path):
    path = tmp_path / "many.jsonl"
    path.write_text("".join(json.dumps({"id": n, "text": f"It was number {n}."}) + "\n" for n in range(12)))
    found = read_pile(path, workers=0)
    assert [row["id"] for row in reading_rows(found.findings, found.parses, found.names)] == list(range(12))
