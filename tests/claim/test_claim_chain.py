"""Chains and voice from hand-made attributions."""

from hearsay.claim.chain import Chains
from hearsay.types import Attribution, Credit, Hop, Line, Place, Report, Span, Stated

TEXT = (
    "KARVIN — Officials told the Gazette that the dam was safe. The mayor said engineers believed it would hold. "
    "A Courier reporter at the scene counted nine bodies. The bridge is closed."
)


def place(words):
    start = TEXT.index(words)
    return Span(start, start + len(words))


def sentence(words):
    start = TEXT.index(words)
    begin = TEXT.rfind(". ", 0, start)
    end = TEXT.index(".", start)
    return Span(begin + 2 if begin >= 0 else 0, end + 1)


def report(**fields):
    base = {
        "id": "r",
        "path": "r.txt",
        "text": TEXT,
        "language": "en",
        "lines": (Line(0, len(TEXT), "body", 1.0, ""),),
        "credits": (),
        "outlet": Stated("The Courier", "given"),
    }
    return Report(**{**base, **fields})


def said(source, content, hop, parent=None, form="indirect", stance="asserts", about="world"):
    return Attribution((place(source),), (), (place(content),), parent, form, stance, None, hop, about)


def names(chain):
    return [h.name or h.description for h in chain.hops]


def test_a_chain_starts_at_the_publisher_and_runs_outermost_to_innermost():
    gazette = Hop("outlet", name="Gazette")
    officials = Hop("anonymous", description="Officials", group=True)
    outer = said("the Gazette", "Officials told the Gazette that the dam was safe", gazette)
    inner = said("Officials", "the dam was safe", officials, parent=0)
    chain = Chains(report(), (outer, inner)).at(place("safe"), sentence("safe"))
    assert names(chain) == ["The Courier", "Gazette", "Officials"]
    assert chain.voice == "attributed"


def test_credits_stand_between_publisher_and_sources_nearest_first():
    stated = (
        Credit("agency", "Meridian News Agency", 0, 6),
        Credit("republished_from", "Gulf Monitor", 0, 6),
        Credit("contributor", "Ann Lee", 0, 6),
        Credit("via", "Courier", 0, 6),
    )
    chain = Chains(report(credits=stated), ()).at(place("closed"), sentence("closed"))
    assert names(chain) == ["The Courier", "Gulf Monitor", "Meridian News Agency"]
    assert chain.voice == "unsourced"


def test_a_credit_for_a_part_applies_there_only():
    covered = place("The bridge is closed")
    chains = Chains(report(credits=(Credit("agency", "MNA", 0, 6, covers=covered),)), ())
    assert names(chains.at(place("closed"), sentence("closed"))) == ["The Courier", "MNA"]
    assert names(chains.at(place("safe"), sentence("safe"))) == ["The Courier"]


def test_the_same_holder_stands_once():
    courier = said("the Gazette", "the dam was safe", Hop("outlet", name="Courier"))
    assert names(Chains(report(), (courier,)).at(place("safe"), sentence("safe"))) == ["The Courier"]


def test_an_outlet_without_a_name_is_still_the_first_hop():
    chain = Chains(report(outlet=None), ()).at(place("closed"), sentence("closed"))
    assert chain.hops[0].kind == "outlet"
    assert chain.hops[0].name is None


def test_the_outlets_own_reporter_is_its_own_voice_and_no_hop():
    reporter = said("A Courier reporter at the scene", "nine bodies", Hop("witness", description="A Courier reporter"))
    chain = Chains(report(), (reporter,)).at(place("nine bodies"), sentence("nine bodies"))
    assert names(chain) == ["The Courier"]
    assert chain.voice == "own"


def test_own_voice_needs_more_than_wording():
    assert Chains(report(), ()).at(place("closed"), sentence("closed")).voice == "unsourced"


def test_copied_text_never_speaks_in_its_own_voice():
    stated = (Credit("republished_from", "Gulf Monitor", 0, 6),)
    chain = Chains(report(credits=stated), ()).at(place("nine bodies"), sentence("nine bodies"))
    assert chain.voice == "unsourced"


def test_a_staff_byline_and_a_dateline_at_the_scene_place_the_reporter():
    dateline = Credit("dateline", "KARVIN", 0, 6)
    text = TEXT + " The blast in Karvin broke windows."
    at = {"text": text, "byline": ("Ann Lee",), "lines": (Line(0, len(text), "body", 1.0, ""),)}
    karvin = Place("Karvin", ("CZ", "Karvin"), "Karvin")
    assert Chains(report(credits=(dateline,), **at), ()).own.at_scene(karvin, 0, recent=False, toll=False)
    assert not Chains(report(credits=(dateline,), **{**at, "byline": ()}), ()).own.at_scene(
        karvin, 0, recent=True, toll=False
    )
    wire = (dateline, Credit("agency", "MNA", 0, 6))
    assert not Chains(report(credits=wire, **at), ()).own.at_scene(karvin, 0, recent=True, toll=False)
    elsewhere = Place("Oslo", ("NO", "Oslo"), "Oslo")
    assert not Chains(report(credits=(dateline,), **at), ()).own.at_scene(elsewhere, 0, recent=True, toll=False)


def test_a_denial_on_the_way_denies():
    outer = said("The mayor", "engineers believed it would hold", Hop("official", name="The mayor"), stance="denies")
    inner = said("engineers", "it would hold", Hop("anonymous", description="engineers"), parent=0)
    chain = Chains(report(), (outer, inner)).at(place("hold"), sentence("hold"))
    assert chain.stance == "denies"


def test_a_block_quotation_comes_before_what_is_said_in_it():
    block = said("The mayor", "The bridge is closed", Hop("outlet", name="Bulletin"), form="block")
    inner = said("engineers", "The bridge is closed", Hop("person", name="Jan Holub"))
    chain = Chains(report(), (inner, block)).at(place("closed"), sentence("closed"))
    assert names(chain) == ["The Courier", "Bulletin", "Jan Holub"]


def test_a_sourcing_note_makes_its_outlet_rest_on_something():
    cited = said("the Gazette", "the dam was safe", Hop("outlet", name="Gazette"))
    note = Attribution(
        (place("the Gazette"),), (), (), None, "sourcing", "asserts", None, Hop("outlet", name="Gazette")
    )
    chain = Chains(report(), (cited, note)).at(place("safe"), sentence("safe"))
    assert chain.hops[-1].rests


def test_a_note_for_the_whole_report_names_its_holders():
    holders = Hop("anonymous", description="officials and exiles", group=True)
    note = Attribution((), (), (Span(0, len(TEXT)),), None, "sourcing", "asserts", None, holders)
    chain = Chains(report(), (note,)).at(place("closed"), sentence("closed"))
    assert names(chain) == ["The Courier", "officials and exiles"]
    assert chain.voice == "attributed"


def test_nesting_that_runs_in_a_circle_ends():
    a = said("Officials", "the dam was safe", Hop("person", name="A"), parent=1)
    b = said("Officials", "the dam was safe", Hop("person", name="B"), parent=0)
    chain = Chains(report(), (a, b)).at(place("safe"), sentence("safe"))
    assert sorted(names(chain)) == ["A", "B", "The Courier"]


def test_an_outlet_whose_report_rests_on_one_holder_has_that_holder_behind_it():
    gazette = Hop("outlet", name="Gazette")
    officials = Hop("anonymous", description="three harbour officials", group=True)
    told = said("the Gazette", "the dam was safe", gazette)
    note = said("the Gazette", "The bridge is closed", gazette, form="sourcing")
    rests = said("Officials", "The bridge is closed", officials, parent=1, form="sourcing")
    chain = Chains(report(), (told, note, rests)).at(place("safe"), sentence("safe"))
    assert names(chain) == ["The Courier", "Gazette", "three harbour officials"]
