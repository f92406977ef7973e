from dataclasses import replace

from reuse_piles import OWN, WIRE, cites, parses, passages, report, spot

from hearsay.link.chains import extend_chains
from hearsay.link.derive import derive
from hearsay.text import digest, words
from hearsay.types import Anchor, Hop, Line, Mention

TOLL = "killing at least four people"
HOMES = "driving some 1,200 families from their homes"
SCHOOLS = "Two schools on the high ground have been turned into shelters"
QUOTE = "We had warned the ministry about that wall three winters running"
TAMM = Hop("official", "Ilse Tamm", "governor")


def mention(r, quote, *hops, predicate="kill", terms=None, value=None):
    """A mention with its local chain: the outlet, the whole-report credits, then the holders given."""
    s = spot(r.text, quote)
    outlet = r.outlet.value if r.outlet else None
    credited = [Hop("outlet", c.name, link="credit", at=Anchor(r.id, c.start, c.end)) for c in r.credits]
    placed = [h if h.at else replace(h, at=Anchor(r.id, s.start, s.end)) for h in hops]
    chain = (Hop("outlet", outlet, link="outlet", at=Anchor(r.id, field="outlet", value=outlet)), *credited, *placed)
    return Mention(
        digest(r.id, quote),
        r.id,
        s.start,
        s.end,
        s,
        "event",
        chain,
        "attributed" if hops else "unsourced",
        "asserts",
        "affirmed",
        "happened",
        predicate,
        (),
        tuple(terms or words(quote)),
        value=value,
    )


def chains(reports, mentions, attributions=None):
    found = passages(reports)
    by_id = {r.id: r for r in reports}
    made = derive(by_id, found, attributions or {}, parses(reports)).value
    out = extend_chains(by_id, mentions, found, made)
    turned = extend_chains(dict(reversed(by_id.items())), tuple(reversed(mentions)), found, made)
    assert tuple(reversed(turned)) == out
    return out


def names(m):
    return [h.name or h.description for h in m.chain]


def test_an_uncredited_copy_passes_through_the_report_it_was_copied_from():
    a, b = report("a", WIRE, "Valley Post", "2031-03-04"), report("b", WIRE, "Echo", "2031-03-05")
    first, second = chains([a, b], [mention(a, TOLL, TAMM), mention(b, TOLL, TAMM)])
    assert names(first) == ["Valley Post", "Ilse Tamm"]
    assert names(second) == ["Echo", "Valley Post", "Ilse Tamm"]
    assert (second.chain[1].link, second.voice, second.passages) == ("copy", "attributed", ())
    assert b.text[second.chain[1].at.start : second.chain[1].at.end].startswith("Floodwater")


def test_what_a_copy_says_in_its_own_voice_is_never_its_own():
    a, b = report("a", WIRE, "Valley Post", "2031-03-04"), report("b", WIRE, "Echo", "2031-03-05")
    own = replace(mention(b, SCHOOLS), voice="own")
    _, copied = chains([a, b], [replace(mention(a, SCHOOLS), voice="own"), own])
    assert (names(copied), copied.voice) == (["Echo", "Valley Post"], "unsourced")


def test_a_chain_of_reprints_is_followed_to_its_end():
    a = report("a", WIRE, "Meridian News Agency", "2031-03-04")
    b = report("b", "(MNA) — " + WIRE, "Valley Post", "2031-03-05", credited=[("agency", "MNA", "(MNA)")])
    c = report("c", "Via Valley Post\n\n" + WIRE, "Echo", credited=[("via", "Valley Post", "Via Valley Post")])
    out = chains([a, b, c], [mention(r, TOLL, TAMM) for r in (a, b, c)])
    assert [names(m) for m in out] == [
        ["Meridian News Agency", "Ilse Tamm"],
        ["Valley Post", "Meridian News Agency", "Ilse Tamm"],
        ["Echo", "Valley Post", "Meridian News Agency", "Ilse Tamm"],
    ]


def test_siblings_meet_in_the_agency_outside_the_pile():
    a = report("a", "(MNA) — " + WIRE, "Valley Post", credited=[("agency", "MNA", "(MNA)")])
    sign = "Meridian News Agency"
    b = report("b", WIRE + "\n\n" + sign, "Echo", credited=[("agency", sign, sign)])
    out = chains([a, b], [mention(a, TOLL, TAMM), mention(b, TOLL, TAMM)])
    assert [names(m) for m in out] == [["Valley Post", "MNA", "Ilse Tamm"], ["Echo", sign, "Ilse Tamm"]]
    assert all(m.passages == () for m in out)


def test_an_uncredited_twin_meets_its_credited_sibling():
    a = report("a", WIRE, "Valley Post", "2031-03-04")
    b = report("b", "(MNA) — " + WIRE, "Echo", "2031-03-06", credited=[("agency", "MNA", "(MNA)")])
    out = chains([a, b], [mention(a, TOLL, TAMM), mention(b, TOLL, TAMM)])
    assert [names(m) for m in out] == [["Valley Post", "MNA", "Ilse Tamm"], ["Echo", "MNA", "Ilse Tamm"]]


def test_copies_of_unknown_direction_share_the_passage():
    a, b = report("a", WIRE, "Valley Post"), report("b", WIRE, "Echo")
    first, second = chains([a, b], [mention(a, TOLL, TAMM), mention(b, TOLL, TAMM)])
    assert names(first) == ["Valley Post", "Ilse Tamm"]
    assert first.passages == second.passages != ()


def test_a_copy_of_a_report_without_outlet_shares_the_passage_too():
    a, b = report("a", WIRE, None, "2031-03-04"), report("b", WIRE, "Echo", "2031-03-05")
    first, second = chains([a, b], [mention(a, TOLL, TAMM), mention(b, TOLL, TAMM)])
    assert names(second) == ["Echo", None, "Ilse Tamm"]
    assert first.passages == second.passages != ()


def test_a_lifted_passage_without_a_mention_in_the_parent_still_names_its_outlet():
    a = report("a", WIRE, "Valley Post", "2031-03-04")
    b = report("b", "We were asleep.\n\n" + WIRE.split("\n\n")[2], "Echo", "2031-03-05")
    out = chains([a, b], [mention(b, SCHOOLS), mention(b, "We were asleep", predicate="sleep")])
    assert [names(m) for m in out] == [["Echo", "Valley Post"], ["Echo"]]


def test_a_holder_that_the_copy_puts_before_the_words_itself_stays():
    a = report("a", WIRE, "Valley Post", "2031-03-04")
    lead = "The mayor told our newsroom what he saw: "
    b = report("b", lead + WIRE.split("\n\n")[2], "Echo", "2031-03-05")
    mayor = Hop("official", None, "mayor", at=Anchor("b", 0, 9))
    first, second = chains([a, b], [mention(a, SCHOOLS), mention(b, SCHOOLS, mayor)])
    assert names(second) == ["Echo", "mayor"]
    assert second.depends[0][0] == first.id
    assert first.passages == second.passages != ()


def test_a_shared_quotation_marks_every_mention_in_it():
    a, b = report("a", WIRE, "Meridian News Agency"), report("b", OWN, "Lantern")
    out = chains([a, b], [mention(a, QUOTE, TAMM), mention(b, QUOTE, TAMM), mention(a, TOLL, TAMM)])
    assert out[0].quotations == out[1].quotations != ()
    assert out[2].quotations == ()
    assert names(out[1]) == ["Lantern", "Ilse Tamm"]


def test_a_credited_wire_in_other_words_is_followed_by_what_it_says():
    a = report("a", WIRE, "Meridian News Agency")
    text = "Orrin flood: at least four people killed.\n\nMNA"
    b = report("b", text, "Echo", credited=[("agency", "MNA", "MNA")])
    terms = ["least", "four", "people", "kill"]
    _, second = chains(
        [a, b], [mention(a, TOLL, TAMM, terms=terms), mention(b, "at least four people killed", terms=terms)]
    )
    assert names(second) == ["Echo", "Meridian News Agency", "Ilse Tamm"]
    assert second.voice == "attributed"


def test_a_cited_outlet_is_followed_to_what_it_wrote_itself():
    a = report("a", WIRE, "Valley Post", "2031-03-04")
    text = "The flood at the Marsh Dam killed at least four people, the Valley Post reported. Fair tickets stay valid."
    b = report("b", text, "Lantern")
    said = {
        "b": (cites(b, "Valley Post", "the Valley Post", "The flood at the Marsh Dam killed at least four people"),)
    }
    terms = ["least", "four", "people", "kill"]
    post = Hop("outlet", "Valley Post")
    pair = [mention(a, TOLL, TAMM, terms=terms), mention(b, "killed at least four people", post, terms=terms)]
    _, second = chains([a, b], pair, said)
    assert names(second) == ["Lantern", "Valley Post", "Ilse Tamm"]
    other = mention(b, "Fair tickets stay valid", post, predicate="stay")
    assert names(chains([a, b], [pair[0], other], said)[1]) == ["Lantern", "Valley Post"]


def test_the_headline_of_a_reprint_has_the_original_behind_it():
    a = report("a", WIRE, "Valley Post", "2031-03-04")
    b = report("b", "Four dead in Orrin flood\n\n" + WIRE, "Echo", "2031-03-05")
    lines = (Line(0, 24, "title", 1.0, ""), *b.lines[1:])
    b = replace(b, lines=lines, title="Four dead in Orrin flood")
    _, head = chains([a, b], [mention(a, TOLL, TAMM), mention(b, "Four dead in Orrin flood", terms=["four", "dead"])])
    assert names(head)[:2] == ["Echo", "Valley Post"]


def test_nothing_shared_changes_nothing():
    a, b = report("a", WIRE.replace("“", "").replace("”", ""), "Valley Post"), report("b", OWN, "Lantern")
    pair = (mention(a, TOLL, TAMM), mention(b, "a metre deep in brown water"))
    assert chains([a, b], pair) == pair


def test_cycles_of_citation_end():
    a = report("a", "Four people were killed in Orrin, the Echo reported.", "Lantern")
    b = report("b", "Four people were killed in Orrin, the Lantern reported.", "Echo")
    quote = "Four people were killed in Orrin"
    said = {"a": (cites(a, "Echo", "the Echo", quote),), "b": (cites(b, "Lantern", "the Lantern", quote),)}
    out = chains([a, b], [mention(a, quote, Hop("outlet", "Echo")), mention(b, quote, Hop("outlet", "Lantern"))], said)
    assert all(len(m.chain) <= 3 for m in out)


def test_an_outlet_taken_for_a_person_and_the_own_outlet_are_put_right():
    a, b = report("a", WIRE, "Statewire"), report("b", "Four died, Statewire told the Echo.", "The Echo")
    hops = (Hop("outlet", "Echo"), Hop("person", "Statewire"))
    (m,) = chains([a, b], [mention(b, "Four died", *hops)])
    assert [(h.kind, h.name) for h in m.chain] == [("outlet", "The Echo"), ("outlet", "Statewire")]


def test_a_report_calls_its_own_outlet_by_a_part_of_its_name():
    b = report("b", "Four died, Ilse Tamm told Sable FM.", "Sable 101.7 FM")
    (m,) = chains([b], [mention(b, "Four died", Hop("outlet", "Sable FM"), TAMM)])
    assert names(m) == ["Sable 101.7 FM", "Ilse Tamm"]


def test_a_publisher_s_own_people_are_no_hop():
    b = report(
        "b", "Our relief team counted nine dead. Volunteers of the Rill Aid League buried two.", "Rill Aid League"
    )
    out = chains(
        [b],
        [
            mention(b, "nine dead", Hop("anonymous", None, "Our relief team")),
            mention(b, "buried two", Hop("anonymous", None, "Volunteers of the Rill Aid League")),
        ],
    )
    assert [names(m) for m in out] == [["Rill Aid League"], ["Rill Aid League"]]
    assert {m.voice for m in out} == {"unsourced"}


def test_a_citation_in_other_words_is_followed_by_meaning_but_never_to_another_number():
    a = report(
        "a", "The dam guards were refused leave to sound the alarm, Ilse Tamm said. Nine people drowned.", "Valley Post"
    )
    b = report("b", "The Valley Post says nobody let the guards raise the alarm at the dam.", "Lantern")
    quote = "nobody let the guards raise the alarm at the dam"
    said = {"b": (cites(b, "Valley Post", "The Valley Post", quote),)}
    told = mention(a, "The dam guards were refused leave to sound the alarm", TAMM, predicate="refuse")
    _, second = chains([a, b], [told, mention(b, quote, Hop("outlet", "Valley Post"), predicate="let")], said)
    assert names(second) == ["Lantern", "Valley Post", "Ilse Tamm"]


def test_a_statement_stands_between_who_quotes_it_and_who_speaks_in_it():
    quote = "Every sack that left our mill was weighed twice"
    a = report("a", f"“{quote},” said Ada Roe, spokeswoman for Orrin Mills.", "Orrin Mills", "2031-03-04")
    b = report("b", f"Flour was short in Velden. “{quote},” Ada Roe said in a note.", "Lantern", "2031-03-05")
    roe = Hop("person", "Ada Roe", "spokeswoman for Orrin Mills", body="Orrin Mills")
    said = {"b": (replace(cites(b, None, "Ada Roe", quote), hop=roe),)}
    quoted = mention(b, quote, roe, predicate="weigh")
    s = spot(b.text, f"“{quote},” Ada Roe said in a note.")
    _, second = chains([a, b], [mention(a, quote, roe, predicate="weigh"), replace(quoted, sentence=s)], said)
    assert names(second) == ["Lantern", "Orrin Mills", "Ada Roe"]


def test_a_headline_is_told_by_who_tells_it_in_the_body():
    text = "Nine drown in Orrin flood\n\nNine people drowned in the Orrin flood, governor Ilse Tamm said."
    a = report("a", text, "Valley Post")
    a = replace(a, lines=(Line(0, 25, "title", 1.0, ""), *a.lines[1:]), title=text[:25])
    head, body = chains(
        [a], [mention(a, "Nine drown in Orrin flood"), mention(a, "Nine people drowned in the Orrin flood", TAMM)]
    )
    assert names(head) == names(body) == ["Valley Post", "Ilse Tamm"]


def test_a_headline_has_the_whole_way_its_body_came():
    a = report("a", WIRE, "Valley Post", "2031-03-04")
    top = "Flood kills at least four people"
    b = report(
        "b", f"{top}\n\nReaders sent us these pictures of the river.\n\n{WIRE.split(chr(10))[0]}", "Echo", "2031-03-05"
    )
    b = replace(b, lines=(Line(0, len(top), "title", 1.0, ""), *b.lines[1:]), title=top)
    _, head, body = chains([a, b], [mention(a, TOLL, TAMM), mention(b, top), mention(b, TOLL, TAMM)])
    assert names(head) == names(body) == ["Echo", "Valley Post", "Ilse Tamm"]


def test_credits_that_name_nobody_are_no_hops_beside_others():
    text = WIRE + "\n\nStaff and agencies\n\nMNA"
    b = report("b", text, "Echo", credited=[("agency", "agencies", "agencies"), ("agency", "MNA", "MNA")])
    (m,) = chains([b], [mention(b, TOLL, TAMM)])
    assert names(m) == ["Echo", "MNA", "Ilse Tamm"]
