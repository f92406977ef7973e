from dataclasses import replace

from reuse_piles import derivations, parses, report

from hearsay.link.derive import derive
from hearsay.link.issuers import find_issuers, issues_itself, mentions_of
from hearsay.link.outlets import Outlets
from hearsay.types import Sentence, Span

BULLETIN = """\
MEDIA RELEASE

Our crews have recovered 17 bodies from the lower town of Orrin. We have put up 1,900 tents at the race course.

Media contact: Ilse Tamm"""


def cited(text, name="Interior Ministry", outlet="Lantern", bulletin=BULLETIN):
    """Who the text cites of a bulletin and nothing else, each sentence parsed as one run of words."""
    pile = [report("a", bulletin, name, "2031-03-04"), report("b", text, outlet, "2031-03-05")]
    parsed = parses(pile)
    found = derive({r.id: r for r in pile}, (), {}, {i: with_sentences(p, pile) for i, p in parsed.items()}).value
    return {(d.child, d.parent, d.kind) for d in found}


def with_sentences(parse, pile):
    text = next(r.text for r in pile if r.id == parse.report)
    rows, at = [], 0
    for part in text.replace("\n\n", ". ").split(". "):
        start = text.index(part, at)
        at = start + len(part)
        rows.append(Sentence(start, at, 0, (start,), (at,), ("X",), (-1,), ("root",), ("x",)))
    return replace(parse, sentences=tuple(rows))


def test_a_body_that_is_said_to_have_said_what_its_bulletin_says_is_cited():
    assert cited("A ministry bulletin speaks of 17 bodies and 1,900 tents.") == {("b", "a", "citation")}
    assert cited("The interior ministry this morning spoke of 17 bodies.") == {("b", "a", "citation")}
    assert cited("The toll is 17 (interior ministry, Tuesday).") == {("b", "a", "citation")}


def test_a_body_that_says_something_else_or_to_the_reporter_is_not_cited_by_its_bulletin():
    assert cited("The ministry says that the road to Velden will be shut until Friday.") == set()
    assert cited("The ministry told us that 17 bodies had been recovered.") == set()
    assert cited("The ministry stands on the square, 17 steps from the river.") == set()


def test_a_firm_goes_by_the_first_word_of_its_name_and_by_what_it_is():
    statement = (
        "For immediate release\n\nWe shut the Orrin plant at 22:40 after a release of ammonia. Contact: press desk"
    )
    for text in ("Tarvik shut the plant at 22:40, Tarvik said.", "The company said it shut the Orrin plant at 22:40."):
        assert cited(text, name="Tarvik Nitrates", bulletin=statement) == {("b", "a", "citation")}


def test_papers_are_no_issuers_and_bodies_are():
    assert issues_itself(report("a", BULLETIN, "Orrin Police Command"))
    assert issues_itself(report("a", BULLETIN, "Tarvik Nitrates"))
    assert not issues_itself(report("a", BULLETIN, "The Orrin Courier"))
    assert not issues_itself(report("a", BULLETIN, "El Faro de Orrin"))
    assert not issues_itself(report("a", "Four people drowned.", "Tarvik Nitrates"))


def test_a_word_that_could_mean_two_bodies_means_neither():
    pile = {
        "a": report("a", BULLETIN, "Ministry of Justice"),
        "b": report("b", BULLETIN, "Ministry of the Interior"),
    }
    found = find_issuers(pile, Outlets(pile))
    text = "The ministry said on Monday that 17 were dead, and the interior ministry said 19."
    assert [list(mentions_of(i, text, Span(0, len(text)))) for i in found if "justice" in i.words] == [[]]
    assert [len(list(mentions_of(i, text, Span(0, len(text))))) for i in found if "interior" in i.words] == [1]


def test_a_paper_that_is_only_described_is_the_report_that_tells_the_same():
    told = "Thieves want a ransom of two million crowns for the silver arm of Orrin, an insider told the Comet."
    other = "The silver arm of Orrin was taken on Sunday night. Three men broke the glass, said the abbot."
    asked = (
        "Asked about a report in a coastal newspaper that a ransom of two million crowns was wanted, the abbot laughed."
    )
    pile = [
        report("a", told, "The Comet", "2031-03-04"),
        report("c", other, "Orrin Courier", "2031-03-04"),
        report("b", asked, "Lantern", "2031-03-05"),
    ]
    found = derive({r.id: r for r in pile}, (), {}, {i: with_sentences(p, pile) for i, p in parses(pile).items()}).value
    assert [(d.child, d.parent, d.kind, d.probability) for d in found] == [("b", "a", "citation", 0.7)]


def test_without_a_parse_nothing_is_cited():
    assert derivations([report("a", BULLETIN, "Interior Ministry")]) == ()
