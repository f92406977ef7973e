"""Two real pages beside the project: chains that a reader sees in them."""

import pytest


@pytest.fixture(scope="module")
def pages(shared):
    folder = shared / "reports"
    if not folder.is_dir():
        pytest.skip("no real pages beside the project")
    return {path.name[:3]: path.read_text("utf-8") for path in sorted(folder.glob("*.txt"))}


def test_an_interview_has_one_speaker(said, pages):
    found = [f for f in said(pages["004"]) if f.cue == "says" and f.hop]
    assert len(found) >= 10
    assert {f.hop.name for f in found} == {"Dylan Baddour"}


def test_an_aggregator_passes_an_outlets_sources_on(said, pages):
    found = said(pages["000"])
    (leak,) = [f for f in found if f.source == "a Latin American official"]
    assert leak.chain == ["Bloomberg", "Latin American official"]
    assert leak.hop.kind == "anonymous"
    (refusal,) = [f for f in found if f.stance == "declines"]
    assert refusal.chain[0] == "Bloomberg"
    assert {f.hop.rests for f in found if f.hop and f.hop.name == "Bloomberg"} == {True}
    blocks = [f for f in found if f.it.form == "block"]
    assert [f.hop.name for f in blocks] == ["Bloomberg", "Bloomberg"]
    assert blocks[0].content.startswith("Led by retired General")
