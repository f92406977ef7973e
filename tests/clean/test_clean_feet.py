"""The foot of a plain text: furniture worded as sentences, links behind labels, and what stays story there."""

from __future__ import annotations

import pytest

from hearsay.clean import CLEAN
from hearsay.clean.crf import marginals
from hearsay.types import Document

STORY = (
    "BRANA TELEGRAM\nGrain hall falls and kills three in Pernava\nBy Ann Lee\n3 March 2031\n\n"
    "The roof of the grain hall in Pernava came down before dawn on Monday and killed three men, the mayor said.\n\n"
    "The owner of the hall had been told in spring that its beams were rotten, two inspectors said on Tuesday.\n\n"
    "Nobody from the owner's office answered calls on Monday, and its gate in Brana was shut when reporters came.\n\n"
)


def role_of(foot: str) -> str:
    assert CLEAN.run is not None
    text = STORY + foot + "\n"
    report = CLEAN.run(document=Document(id="a", path="a.txt", media="text", source=text)).value
    return next(line.role for line in report.lines if text[line.start : line.end] == foot)


@pytest.mark.parametrize(
    "foot",
    [
        "You are receiving this because you signed up at our fair. Unsubscribe.",
        "Got a picture or a clip? Our WhatsApp is 099-000-0000",
        "Donate: every 900 crowns keep us going. Like and share.",
    ],
)
def test_furniture_worded_as_sentences_is_set_aside(foot):
    assert role_of(foot) == "furniture"


@pytest.mark.parametrize(
    "foot",
    [
        "Trending: Bear on a tram | Ferry fares from April",
        "Most read: Who owns the old mill?",
        "Also today: tram fares",
    ],
)
def test_headlines_behind_a_label_are_links(foot):
    assert role_of(foot) == "related"


@pytest.mark.parametrize(
    "foot",
    [
        "The mayor said he would resign if the inspectors were right about the beams.",
        '"We told them," said Jan Holub, who used to work there.',
        "Police in Brana arrested the owner's brother on Tuesday night.",
    ],
)
def test_the_last_sentence_of_the_story_stays(foot):
    assert role_of(foot) == "body"


def test_the_labels_of_a_line_share_one():
    shares = marginals([[1.0, 0.0], [0.0, 2.0], [0.5, 0.5]], {("a", "b"): 1.0, ("start", "a"): 0.3}, ("a", "b"))
    assert all(abs(sum(row) - 1) < 1e-9 for row in shares)
    assert shares[1][1] > 0.8
