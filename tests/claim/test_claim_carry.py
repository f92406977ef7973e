"""Sentences that go on for the speaker of the one before."""

import re

import pytest

from hearsay.claim.carry import carry_on
from hearsay.claim.chain import Chain
from hearsay.claim.draft import Draft
from hearsay.claim.slots import Slots
from hearsay.types import Attribution, Hop, Line, Parse, Report, Sentence, Span, When

OUTLET = Hop("outlet", "Lantern")
ROE = Hop("official", "Ada Roe", "harbour master")


def carried(text, *speakers, actors=(), when=None):
    """The last holder of each sentence; ``speakers`` are those of the sentences, None where it names nobody."""
    lines = tuple(Line(m.start(), m.end(), "body", 1.0, "") for m in re.finditer(r"[^\n]+", text))
    spans = [Span(m.start(), m.end()) for m in re.finditer(r"[^.\n ][^.\n]*\.", text)]
    report = Report("r", "r.txt", text, "en", lines, (), published=When("2031-03-05", "2031-03-05", "day"))
    sentences = tuple(
        Sentence(s.start, s.end, next(i for i, x in enumerate(lines) if x.start <= s.start < x.end), *((),) * 6)
        for s in spans
    )
    drafts, said = [], []
    for i, (span, hop) in enumerate(zip(spans, speakers, strict=True)):
        hops = (OUTLET, hop) if hop else (OUTLET,)
        voice = "attributed" if hop else "unsourced"
        chain = Chain(hops, voice, "asserts", None, None, False, False)
        last = i == len(spans) - 1
        slots = Slots((), tuple(actors) if last else (), when if last else None, None)
        drafts.append(Draft(span, span, "event", chain, "affirmed", "happened", "sink", slots, ()))
        if hop:
            said.append(Attribution((span,), (), (span,), None, "indirect", "asserts", None, hop))
    parse = Parse("r", sentences, (), (), (), ())
    return [d.chain.hops[-1].name for d in carry_on(report, parse, said, drafts)]


def test_a_sentence_goes_on_for_the_only_speaker_of_its_paragraph():
    text = "The pumps failed, the harbour master said. Two crews were trapped below."
    assert carried(text, ROE, None) == ["Ada Roe", "Ada Roe"]


@pytest.mark.parametrize(
    ("text", "speakers", "more"),
    [
        ("The pumps failed, she said.\nTwo crews were trapped below.", (ROE, None), {}),
        ("The pumps failed, she said. We saw two crews below.", (ROE, None), {}),
        ("The pumps failed, she said. The Orrin Union counted two crews.", (ROE, None), {"actors": ["Orrin Union"]}),
        (
            "The pumps failed, she said. A tug sank there.",
            (ROE, None),
            {"when": When("2024-01-01", "2024-12-31", "year")},
        ),
        ("Two crews were trapped below. The pumps failed, she said.", (None, ROE), {}),
    ],
)
def test_nothing_is_carried_where_the_text_turns_to_something_else(text, speakers, more):
    told = carried(text, *speakers, **more)
    assert told == [hop.name if hop else "Lantern" for hop in speakers]


def test_two_speakers_and_more_than_two_sentences_end_it():
    other = Hop("person", "Nils Brandt")
    text = "The pumps failed, she said. The fuel ran out, Brandt said. A crew was trapped. It was late. It rained."
    assert carried(text, ROE, other, None, None, None)[2:] == ["Lantern"] * 3
    text = "The pumps failed, she said. A crew was trapped. It was late. It rained. It blew."
    assert carried(text, ROE, None, None, None, None) == ["Ada Roe"] * 3 + ["Lantern"] * 2
