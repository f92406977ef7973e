"""What holds for any text: verbatim spans, unique ids, no traceback, nothing from duplicates."""

from dataclasses import replace

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hearsay.claim import CLAIM, read_claims
from hearsay.read import parse_report
from hearsay.types import Attribution, Hop, Line, Report, Span

TEXT = (
    "police said two people were killed in the blast , . ? - 12 about no not denied who had left after The River of "
    "Monday could will arrested and fire “ ” 's at least dead that plan to cancel you 3.5 $ % ( ) é"
)
WORDS = st.sampled_from([*TEXT.split(), '"', "\n"])


def make(text):
    lines, at = [], 0
    for raw in text.split("\n"):
        if raw.strip():
            start = at + len(raw) - len(raw.lstrip())
            lines.append(Line(start, at + len(raw.rstrip()), "body", 1.0, ""))
        at += len(raw) + 1
    return Report("r", "r.txt", text, "en", tuple(lines), ())


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(WORDS, min_size=1, max_size=40), st.data())
def test_any_text_gives_verbatim_unique_mentions(words, data):
    text = " ".join(words)
    report = make(text)
    parse = parse_report(report)
    spans = st.tuples(st.integers(0, len(text)), st.integers(0, len(text))).map(lambda p: Span(min(p), max(p)))
    attributions = tuple(
        Attribution(
            (data.draw(spans),), (data.draw(spans),), (data.draw(spans),), parent, "indirect", stance, None, hop
        )
        for parent, stance, hop in data.draw(
            st.lists(
                st.tuples(
                    st.sampled_from([None, 0, 1]),
                    st.sampled_from(["asserts", "denies", "declines"]),
                    st.sampled_from([None, Hop("person", name="A")]),
                ),
                max_size=3,
            )
        )
    )
    made = read_claims(report, parse, attributions)
    assert made == read_claims(report, parse, attributions)
    assert len({m.id for m in made.value}) == len(made.value)
    for mention in made.value:
        assert 0 <= mention.start < mention.end <= len(text)
        assert text[mention.start : mention.end].strip()
        assert mention.chain[0].kind == "outlet"
        assert mention.predicate
        for argument in mention.arguments:
            assert 0 <= argument.start < argument.end <= len(text)
    for dropped in made.dropped:
        assert dropped.stage == "claim"
        assert dropped.reason


def test_a_duplicate_and_an_unread_report_give_nothing():
    report = make("Two people were killed in the blast on Monday.")
    parse = parse_report(report)
    assert read_claims(report, parse, ()).value
    assert read_claims(replace(report, duplicate_of="other"), parse, ()).value == ()
    assert read_claims(report, replace(parse, sentences=()), ()).value == ()


def test_the_stage_says_what_it_needs_and_makes():
    assert CLAIM.needs == ("report", "parse", "attributions")
    assert CLAIM.makes == "mentions"
    assert CLAIM.level == "report"
