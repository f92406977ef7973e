import msgspec
from hypothesis import given, settings
from hypothesis import strategies as st

from hearsay.read import PARSE, READ, TextParse, parse_report, read_text
from hearsay.types import Line, Parse, Report

TEXT = "Depot fire hurts four\nBy Ann Lee\n“We ran,” said Petra Vlkova on Tuesday.\nRead more stories"
ROLES = ("title", "byline", "body", "related")


def report(**more):
    lines, at = [], 0
    for part, role in zip(TEXT.split("\n"), ROLES, strict=True):
        lines.append(Line(at, at + len(part), role, 1.0, "test"))
        at += len(part) + 1
    return Report("r1", "r1.txt", TEXT, more.pop("language", "en"), tuple(lines), (), **more)


def test_only_story_lines_are_read():
    assert PARSE.texts(report()) == ["Depot fire hurts four", "“We ran,” said Petra Vlkova on Tuesday."]


def test_duplicates_and_other_languages_are_not_read():
    assert PARSE.texts(report(duplicate_of="r0")) == []
    assert PARSE.texts(report(language="cs")) == []
    assert READ.run(report=report(language="cs"), paragraphs={}).value.sentences == ()


def test_the_record_between_the_stages_survives_storage():
    for value in PARSE.run_batch(PARSE.texts(report())):
        assert msgspec.msgpack.decode(msgspec.msgpack.encode(value), type=TextParse) == value


def test_the_parse_survives_storage():
    parse = parse_report(report())
    assert msgspec.msgpack.decode(msgspec.msgpack.encode(parse), type=Parse) == parse


def test_offsets_are_those_of_the_report():
    parse = parse_report(report())
    said = [TEXT[s.start : s.end] for s in parse.sentences]
    assert said == ["Depot fire hurts four", "“We ran,” said Petra Vlkova on Tuesday."]
    assert [s.line for s in parse.sentences] == [0, 2]
    assert "Petra Vlkova" in {TEXT[n.start : n.end] for n in parse.names}
    assert [TEXT[q.start : q.end] for q in parse.quotes] == ["We ran,"]
    assert [TEXT[t.start : t.end] for t in parse.times] == ["Tuesday"]


def test_texts_are_read_alike_in_any_batch():
    texts = PARSE.texts(report())
    assert PARSE.run_batch(texts) == PARSE.run_batch(texts[::-1])[::-1]


@settings(max_examples=25, deadline=None)
@given(st.text(alphabet=st.characters(codec="utf-8"), max_size=150))
def test_every_span_is_a_verbatim_slice(text):
    parse = read_text(text)
    for span in (*parse.sentences, *parse.names, *parse.times, *parse.quantities, *parse.quotes):
        assert 0 <= span.start < span.end <= len(text)
        assert text[span.start : span.end].strip()
