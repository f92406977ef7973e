"""What of a long report is read: pieces of whole sentences, up to a stated length, the rest recorded."""

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from hearsay.read import READ, bare_report
from hearsay.read import extent as room
from hearsay.read.extent import measure

SENTENCE = "The ferry left Ostvik at noon, harbour police said. "


def test_a_short_report_is_read_line_by_line():
    report = bare_report("One line here.\n\nAnother line there.")
    assert [report.text[p.start : p.end] for _, p in measure(report).pieces] == report.text.split("\n\n")
    assert measure(report).unread is None


def test_a_long_line_is_read_in_pieces_of_whole_sentences():
    report = bare_report(SENTENCE * 1000)
    pieces = [report.text[p.start : p.end] for _, p in measure(report).pieces]
    assert len(pieces) > 5
    assert all(len(p) <= room.PIECE and p.startswith("The ferry") and p.endswith("said.") for p in pieces)
    assert len(set(pieces)) <= 2, "alike pieces are alike texts, read once"


def test_what_is_not_read_is_recorded(monkeypatch):
    monkeypatch.setattr(room, "LONGEST", 20_000)
    report = bare_report("\n".join([SENTENCE * 300] * 3))
    extent = measure(report)
    assert extent.unread is not None
    line, span = extent.unread
    assert line == 1
    assert report.text[span.start :].startswith("The ferry")
    assert span.end == report.lines[-1].end
    made = READ.run(report, {})
    assert [(d.stage, d.report) for d in made.dropped] == [("read", "text")]
    assert f"{span.start:,}" in made.dropped[0].what


@settings(max_examples=60, deadline=None)
@given(st.text(st.sampled_from("ab. ?!“”\n\u200b\xa0,A"), max_size=400), st.integers(5, 60), st.integers(10, 300))
def test_pieces_are_in_order_and_with_the_rest_cover_the_story(text, piece, longest):
    before = room.PIECE, room.LONGEST
    room.PIECE, room.LONGEST = piece, longest
    try:
        report = bare_report(text)
        extent = measure(report)
    finally:
        room.PIECE, room.LONGEST = before
    covered: set[int] = set()
    at = 0
    for index, span in extent.pieces:
        assert at <= span.start < span.end <= report.lines[index].end
        at = span.end
        covered.update(range(span.start, span.end))
    assert len(covered) <= longest
    if extent.unread:
        covered.update(range(extent.unread[1].start, extent.unread[1].end))
    assert all(
        i in covered or text[i].isspace() or i >= len(text)
        for line in report.lines
        for i in range(line.start, line.end)
    )


def test_identical_and_foreign_reports_are_not_read():
    report = bare_report(SENTENCE)
    assert not measure(replace(report, duplicate_of="other")).pieces
    assert not measure(replace(report, language="de")).pieces
