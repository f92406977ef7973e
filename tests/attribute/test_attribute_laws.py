"""What holds for any text and any tree: spans are verbatim, parents lead upwards, nothing raises, order is fixed."""

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hearsay.attribute import ATTRIBUTE, attribute
from hearsay.read import bare_report
from hearsay.types import Name, Parse, Quote, Sentence

WORDS = """
said told Holub the ministry he they who that : , . “ ” — according to citing
not no reported officials it which declined comment Courier based interviews with on accused of 34 believed to
is was as put Police allegedly denied
"""
UPOS = ("VERB", "NOUN", "PROPN", "PRON", "PUNCT", "ADP", "AUX", "DET", "NUM", "ADJ", "SCONJ", "PART", "ADV", "CCONJ")
RELATIONS = """
nsubj nsubj:pass obj iobj obl obl:agent ccomp xcomp parataxis advcl acl acl:relcl conj cc
mark case nmod nmod:poss appos flat compound det punct aux aux:pass cop advmod amod
nummod expl fixed dep compound:prt
"""


@st.composite
def parses(draw):
    """Any words under any tree: what a reader gone wrong could hand over."""
    sentences, words, names, quotes = [], [], [], []
    at = 0
    for line in range(draw(st.integers(1, 3))):
        size = draw(st.integers(1, 14))
        chosen = [draw(st.sampled_from(WORDS.split())) for _ in range(size)]
        starts = []
        for word in chosen:
            starts.append(at)
            at += len(word) + 1
        ends = [a + len(w) for a, w in zip(starts, chosen, strict=True)]
        order = draw(st.permutations(range(size)))
        heads = [-1] * size
        for rank, token in enumerate(order[1:], start=1):
            heads[token] = order[draw(st.integers(0, rank - 1))]
        rels = ["root" if h < 0 else draw(st.sampled_from(RELATIONS.split())) for h in heads]
        upos = [draw(st.sampled_from(UPOS)) for _ in chosen]
        sentences.append(
            Sentence(
                starts[0],
                ends[-1],
                line,
                tuple(starts),
                tuple(ends),
                tuple(upos),
                tuple(heads),
                tuple(rels),
                tuple(w.lower().replace("said", "say").replace("told", "tell") for w in chosen),
            )
        )
        words.append(" ".join(chosen))
        first, last = sorted((draw(st.integers(0, size - 1)), draw(st.integers(0, size - 1))))
        kind = draw(st.sampled_from(("person", "organisation", "outlet", "place", "other")))
        names.append(Name(starts[first], ends[last], kind, " ".join(chosen[first : last + 1])))
        if draw(st.booleans()):
            quotes.append(Quote(starts[first], ends[last], draw(st.booleans())))
    report = bare_report("\n".join(words))
    return report, Parse(report.id, tuple(sentences), tuple(names), (), (), tuple(quotes))


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(parses())
def test_any_tree_gives_well_formed_attributions(case):
    report, parse = case
    found = attribute(report, parse)
    assert attribute(report, parse) == found
    places = []
    for i, a in enumerate(found):
        spans = [*a.source, *a.cue, *a.content, *([a.hedge] if a.hedge else [])]
        assert spans
        for s in spans:
            assert 0 <= s.start < s.end <= len(report.text)
            assert not report.text[s.start].isspace()
            assert not report.text[s.end - 1].isspace()
        places.append(min(s.start for s in (*a.source, *a.cue, *a.content)))
        seen, at = {i}, a.parent
        while at is not None:
            assert 0 <= at < len(found)
            assert at not in seen
            seen.add(at)
            at = found[at].parent
        if a.hop is not None:
            assert a.hop.at is not None
            assert a.hop.at.report == report.id
    assert places == sorted(places)


@given(st.text(max_size=200))
@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture]
)
def test_no_text_raises(said, text):
    for f in said(text):
        assert f.text == text


def test_an_empty_parse_gives_nothing():
    report = bare_report("")
    assert ATTRIBUTE.run(report=report, parse=Parse(report.id, (), (), (), (), ())).value == ()


def test_furniture_says_nothing(said):
    text = "Police said two people died.\nReader Jan Holub said: nice story."
    assert len(said(text, roles={1: "comment"})) == 1
