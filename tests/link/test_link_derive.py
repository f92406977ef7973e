import itertools
from dataclasses import replace

from reuse_piles import OTHER, OWN, WIRE, cites, derivations, parses, passages, report

from hearsay.link.derive import DERIVE, derive
from hearsay.types import Hop

EDITED = (
    WIRE.split("\n\nThe dam's")[0]
    .replace("early on Tuesday", "at dawn on Tuesday")
    .replace("some 1,200", "about 1,200")
)
FIRST, SECOND, THIRD, LAST = WIRE.split("\n\n")


def edges(found):
    return {(d.child, d.parent or d.parent_outlet, d.kind, d.direction) for d in found}


def test_a_credited_reprint_comes_from_the_agencys_report():
    sign = "Meridian News Agency"
    pile = [
        report("a", WIRE, sign),
        report("b", "ORRIN (MNA) — " + WIRE, "Valley Post", credited=[("agency", "MNA", "(MNA)")]),
        report("c", EDITED + "\n\n" + sign, "Echo", credited=[("agency", sign, sign)]),
    ]
    found = derivations(pile)
    assert edges(found) == {
        ("b", "a", "republication", "declared"),
        ("c", "a", "republication", "declared"),
    }
    assert all(d.credited for d in found)
    (b,) = [d for d in found if d.child == "b"]
    assert any(pile[1].text[e.child.start : e.child.end] == "(MNA)" for e in b.evidence)


def test_reprints_of_a_wire_outside_the_pile_are_siblings():
    pile = [
        report("a", "ORRIN (MNA) — " + WIRE, "Valley Post", "2031-03-04", credited=[("agency", "MNA", "(MNA)")]),
        report(
            "b",
            WIRE + "\n\n(Meridian News Agency)",
            "Echo",
            "2031-03-05",
            credited=[("agency", "Meridian News Agency", "(Meridian News Agency)")],
        ),
    ]
    assert {(d.child, d.parent, d.kind, d.credited) for d in derivations(pile)} == {
        ("a", None, "republication", True),
        ("b", None, "republication", True),
    }


def test_an_uncredited_trimmed_and_edited_reprint_comes_from_the_earlier_report():
    pile = [report("a", WIRE, "Valley Post", "2031-03-04"), report("b", EDITED, "Echo", "2031-03-05")]
    (d,) = derivations(pile)
    assert (d.child, d.parent, d.kind, d.direction, d.credited) == ("b", "a", "republication", "inferred", False)
    assert d.probability >= 0.85
    assert any("2031-03-04" in reason for reason in d.because)


def test_trimming_tells_the_copy_where_dates_do_not():
    for published in (None, "2031-03-04"):
        pile = [report("b", WIRE, "Valley Post", published), report("a", FIRST + "\n\n" + THIRD, "Echo", published)]
        (d,) = derivations(pile)
        assert (d.child, d.parent, d.direction) == ("a", "b", "inferred")
        assert 0.6 <= d.probability < 0.9


def test_the_same_text_without_any_sign_has_no_direction():
    pile = [report("a", WIRE, "Valley Post"), report("b", WIRE, "Echo")]
    (d,) = derivations(pile)
    assert (d.direction, d.probability) == ("unknown", 0.5)


def test_a_surname_introduced_only_in_the_other_tells_the_copy():
    whole = "Governor Ilse Tamm arrived at noon to see the wall for herself.\n\n"
    rest = "Tamm walked the length of the broken wall with two engineers and would not say who pays."
    pile = [
        report("a", "Water rose again overnight in Orrin.\n\n" + rest, "Echo"),
        report("b", whole + rest, "Valley Post"),
    ]
    (d,) = derivations(pile)
    assert (d.child, d.parent, d.direction) == ("a", "b", "inferred")
    assert any("Tamm" in reason for reason in d.because)


def test_quotation_marks_around_what_another_report_wrote_tell_the_copy():
    pile = [
        report("a", WIRE, "Valley Post"),
        report("b", f"It was long before help came to us.\n\n“{THIRD}”\n\nThat is how they saw it.", "Echo"),
    ]
    (d,) = derivations(pile)
    assert (d.child, d.parent, d.kind, d.direction) == ("b", "a", "passage_reuse", "inferred")


def test_a_lifted_paragraph_is_passage_reuse():
    own = OTHER + "\n\n" + THIRD
    pile = [report("a", WIRE, "Valley Post", "2031-03-04"), report("b", own, "Echo", "2031-03-06")]
    (d,) = derivations(pile)
    assert (d.child, d.parent, d.kind) == ("b", "a", "passage_reuse")
    (evidence,) = [e for e in d.evidence if e.child.start is not None]
    assert own[evidence.child.start : evidence.child.end] == THIRD[:-1]
    assert WIRE[evidence.parent.start : evidence.parent.end] == THIRD[:-1]


def test_a_chain_of_reposts_has_one_derivation_a_hop():
    first = "As the Kessel Monitor reported on Tuesday, the wall had been failing for years.\n\n" + WIRE
    second = "Reposted from Riverwatch\n\n" + first
    pile = [
        report("r4", first, "Riverwatch", "2031-03-04"),
        report(
            "r5",
            second,
            "Open Eye",
            "2031-03-04",
            credited=[("republished_from", "Riverwatch", "Reposted from Riverwatch")],
        ),
    ]
    said = {
        r.id: (cites(r, "Kessel Monitor", "the Kessel Monitor", "the wall had been failing for years"),) for r in pile
    }
    assert edges(derivations(pile, said)) == {
        ("r5", "r4", "republication", "declared"),
        ("r4", "Kessel Monitor", "citation", "declared"),
    }


def test_what_the_parent_credits_reaches_the_child_through_the_parent():
    credit = ("republished_from", "Kessel Monitor", "Originally appeared at Kessel Monitor")
    first = "Originally appeared at Kessel Monitor\n\n" + WIRE
    pile = [
        report("r4", first, "Riverwatch", credited=[credit]),
        report(
            "r5", "via Riverwatch\n\n" + first, "Open Eye", credited=[("via", "Riverwatch", "via Riverwatch"), credit]
        ),
    ]
    assert edges(derivations(pile)) == {
        ("r5", "r4", "republication", "declared"),
        ("r4", "Kessel Monitor", "republication", "declared"),
    }


def test_of_two_possible_parents_the_one_whose_edits_the_child_shares_is_kept():
    between = WIRE.replace("at nightfall", "after dark").replace(
        "rated the wall as sound", "had found nothing wrong with it"
    )
    between = between.replace("killing at least four people", "and at least four people died").replace(
        "lamps and loudhailers", "torches"
    )
    pile = [
        report("a", WIRE, "Valley Post", "2031-03-04"),
        report("b", between, "Echo", "2031-03-05"),
        report("c", between.replace("schools", "gyms"), "Lantern", "2031-03-06"),
    ]
    assert {(d.child, d.parent) for d in derivations(pile)} == {("b", "a"), ("c", "b")}


def test_an_uncredited_copy_of_the_wire_is_not_hung_on_another_reprint():
    pile = [
        report("a", WIRE, "Meridian News Agency", "2031-03-04"),
        report("b", "(MNA) — " + WIRE, "Echo", "2031-03-05", credited=[("agency", "MNA", "(MNA)")]),
        report("c", EDITED, "Lantern", "2031-03-06"),
    ]
    assert {(d.child, d.parent) for d in derivations(pile)} == {("b", "a"), ("c", "a")}


def test_an_uncredited_copy_older_than_its_credited_twin_has_it_from_the_agency_too():
    pile = [
        report("a", WIRE, "Valley Post", "2031-03-04"),
        report("b", "(MNA) — " + WIRE, "Echo", "2031-03-06", credited=[("agency", "MNA", "(MNA)")]),
    ]
    assert {(d.child, d.parent, d.parent_outlet, d.direction) for d in derivations(pile)} == {
        ("a", None, "MNA", "inferred"),
        ("b", None, "MNA", "declared"),
    }


PRIVATE = OWN.replace("told reporters", "said")
PRIVATE_WIRE = WIRE.replace("told reporters", "said")


def test_newsrooms_that_heard_one_speaker_in_public_owe_each_other_nothing():
    pile = [report("a", WIRE, "Meridian News Agency", "2031-03-04"), report("b", OWN, "Lantern", "2031-03-06")]
    assert derivations(pile) == ()


def test_a_quotation_that_fell_on_no_public_occasion_is_shared_without_direction():
    pile = [
        report("a", PRIVATE_WIRE, "Meridian News Agency", "2031-03-04"),
        report("b", PRIVATE, "Lantern", "2031-03-06"),
    ]
    (d,) = derivations(pile)
    assert (d.kind, d.direction, d.credited) == ("shared_quotation", "unknown", False)
    assert pile[1].text[d.evidence[0].child.start : d.evidence[0].child.end].startswith("We had warned the ministry")


def test_a_copy_of_a_holder_brings_no_further_shared_quotation():
    pile = [
        report("a", PRIVATE_WIRE, "Valley Post", "2031-03-04"),
        report("b", PRIVATE, "Lantern", "2031-03-04"),
        report("c", EDITED.replace("told reporters", "said"), "Echo", "2031-03-06"),
    ]
    assert edges(derivations(pile)) == {
        ("c", "a", "republication", "inferred"),
        ("b", "a", "shared_quotation", "unknown"),
    }


def test_a_cited_outlet_is_a_parent_whether_or_not_it_is_in_the_pile():
    cited = "The wall of the Marsh Dam broke and four people were killed, the Valley Post reported.\n\n"
    cited += "Bridge closed, says Harbour Radio."
    pile = [
        report("a", WIRE, "The Valley Post", "2031-03-04"),
        report("b", cited, "Lantern", "2031-03-05"),
        report("x", OTHER, "Harbour Gazette"),
    ]
    said = {
        "b": (
            cites(
                pile[1], "Valley Post", "the Valley Post", "The wall of the Marsh Dam broke and four people were killed"
            ),
            cites(pile[1], "Harbour Radio", "Harbour Radio", "Bridge closed"),
            cites(pile[1], "Lantern", "Bridge", "closed"),
        )
    }
    found = derivations(pile, said)
    assert edges(found) == {("b", "a", "citation", "declared"), ("b", "Harbour Radio", "citation", "declared")}
    assert next(d for d in found if d.parent == "a").parent_outlet == "The Valley Post"


def test_an_outlet_cited_for_what_its_report_does_not_hold_has_no_parent_in_the_pile():
    text = "A minister resigned over leaked tapes, the Harbour Gazette reported."
    pile = [report("a", OTHER, "Harbour Gazette"), report("b", text, "Lantern")]
    said = {"b": (cites(pile[1], "Harbour Gazette", "the Harbour Gazette", "A minister resigned over leaked tapes"),)}
    (d,) = derivations(pile, said)
    assert (d.parent, d.parent_outlet) == (None, "Harbour Gazette")


def test_a_credited_wire_rewritten_beyond_recognition_still_is_the_parent():
    rewritten = (
        "Four dead after the Marsh Dam's eastern wall gives way. Water driving families from Orrin; governor Ilse Tamm"
        " says"
        " ministry was warned. Schools are shelters. Operator Northern Waterworks silent; inspection"
        " rated wall sound.\n\nMNA"
    )
    pile = [
        report("a", WIRE, "Meridian News Agency"),
        report("b", rewritten, "Echo", credited=[("agency", "MNA", "MNA")]),
    ]
    (d,) = derivations(pile)
    assert (d.child, d.parent, d.kind, d.credited) == ("b", "a", "republication", True)


def test_canonical_and_based_on_links_declare_the_parent():
    here = "https://valleypost.example/flood"
    a = report("a", WIRE, "Valley Post", "2031-03-06", url=here)
    for told in ({"canonical": here}, {"based_on": (here,)}):
        b = report("b", WIRE, "Echo", "2031-03-04", url="https://echo.example/1", **told)
        (d,) = derivations([a, b])
        assert (d.child, d.parent, d.direction) == ("b", "a", "declared")


def test_separate_reports_and_other_news_derive_from_nothing():
    pile = [report("a", WIRE.replace("“", "").replace("”", ""), "Valley Post"), report("x", OTHER, "Gazette")]
    assert derivations(pile) == ()


def test_no_report_is_its_own_ancestor_and_order_does_not_matter():
    parts = [FIRST, SECOND, THIRD, LAST]
    mixed = [
        report(f"r{i}", "\n\n".join(p), f"Outlet {i}", f"2031-03-0{1 + i % 3}")
        for i, p in enumerate(itertools.permutations(parts, 3))
    ]
    mixed = mixed[:8]
    found = derivations(mixed)
    up = {}
    for d in found:
        up.setdefault(d.child, set()).add(d.parent)

    def ancestors(r, seen=()):
        assert r not in seen
        for p in up.get(r, ()):
            ancestors(p, (*seen, r))

    for r in up:
        ancestors(r)
    turned = {r.id: r for r in reversed(mixed)}
    assert derive(turned, tuple(reversed(passages(mixed))), {}, parses(mixed)).value == found
    assert DERIVE.run is derive


def test_an_undated_wire_is_older_than_what_came_after_its_dated_reprint():
    pile = [
        report("a", WIRE, "Meridian News Agency"),
        report("b", "(MNA) — " + WIRE, "Valley Post", "2031-03-05", credited=[("agency", "MNA", "(MNA)")]),
        report("c", OTHER + "\n\n" + THIRD, "Echo", "2031-03-06"),
    ]
    (d,) = [d for d in derivations(pile) if d.child == "c"]
    assert (d.parent, d.kind, d.direction) == ("a", "passage_reuse", "inferred")
    assert any("copied by 2031-03-05" in reason for reason in d.because)


def test_credits_that_name_nobody_make_no_derivation():
    pile = [report("a", WIRE + "\n\nWire reports", "Echo", credited=[("agency", "Wire reports", "Wire reports")])]
    assert derivations(pile) == ()


def test_the_name_of_the_other_outlet_before_a_passage_credits_it():
    pile = [
        report("a", WIRE, "The Valley Post", "2031-03-04"),
        report(
            "b", f"{OTHER}\n\nHere is how the Valley Post put it:\n\n{THIRD}\n\nNobody knows.", "Echo", "2031-03-04"
        ),
    ]
    (d,) = derivations(pile)
    assert (d.child, d.parent, d.kind, d.direction, d.credited) == ("b", "a", "passage_reuse", "declared", True)


def test_the_pile_knows_a_name_for_an_outlets_where_one_report_cannot():
    text = "Statewire, citing two aides, said four people were killed when the wall of the Marsh Dam broke."
    pile = [report("a", WIRE, "Statewire"), report("b", text, "Echo")]
    said = cites(pile[1], "Statewire", "Statewire", "four people were killed when the wall of the Marsh Dam broke")
    found = derivations(pile, {"b": (replace(said, hop=replace(said.hop, kind="person")),)})
    assert edges(found) == {("b", "a", "citation", "declared")}


def read(r, names=()):
    """A parse with one sentence per full stop, and the names given."""
    import re

    from hearsay.types import Name, Sentence

    sentences = tuple(
        Sentence(m.start(), m.end(), 0, (), (), (), (), (), ()) for m in re.finditer(r"[^.\n]+\.", r.text)
    )
    found = tuple(Name(r.text.index(n), r.text.index(n) + len(n), "organisation", n) for n in names)
    return replace(parses([r])[r.id], sentences=sentences, names=found)


def cited_by_name(text):
    a = report("a", "Its monitors list 31 dead and 12 missing in the Orrin flood.", "Rill Aid League", "2031-03-04")
    b = report("b", text, "Lantern", "2031-03-05")
    pile = {"a": a, "b": b}
    return edges(derive(pile, (), {}, {"a": read(a), "b": read(b, ["Rill Aid League"])}).value)


def test_an_outlet_named_beside_its_own_figure_is_cited_one_named_for_its_staff_is_not():
    assert cited_by_name("The Rill Aid League has a list of 31 dead.") == {("b", "a", "citation", "declared")}
    assert cited_by_name("Ada Roe, who counted 31 dead bridges for the Rill Aid League, is back.") == set()
    assert cited_by_name("The Rill Aid League also runs a bakery in Velden.") == set()


def test_a_statement_quoted_by_two_is_the_source_of_both_and_they_of_neither():
    quote = "Every sack that left our mill was weighed twice and sealed"
    issued = report("s", f"“{quote},” said Ada Roe, spokeswoman for Orrin Mills.", "Orrin Mills", "2031-03-04")
    speaker = Hop("person", "Ada Roe", "spokeswoman for Orrin Mills", body="Orrin Mills")
    pile, said = [issued], {}
    for name, outlet in (("a", "Lantern"), ("b", "Echo")):
        r = report(
            name, f"In Velden, the {outlet} found flour. “{quote},” Ada Roe said in a note.", outlet, "2031-03-05"
        )
        pile.append(r)
        said[name] = (replace(cites(r, None, "Ada Roe", quote), hop=speaker),)
    found = derivations(pile, said)
    assert edges(found) == {("a", "s", "citation", "declared"), ("b", "s", "citation", "declared")}


def test_an_uncredited_copy_of_a_wire_and_its_credited_reprint_comes_from_the_wire():
    sign = "Meridian News Agency"
    pile = [
        report("a", WIRE, sign, "2031-03-04"),
        report("b", WIRE + "\n\n" + sign, "Valley Post", "2031-03-04", credited=[("agency", sign, sign)]),
        report("c", EDITED, "Echo", "2031-03-04"),
    ]
    assert {(d.child, d.parent) for d in derivations(pile)} == {("b", "a"), ("c", "a")}


def test_who_tells_in_his_own_words_what_another_quotes_somebody_saying_copied():
    speech = "Three of the floats came loose in the dark and all of us were running for the upper deck by then"
    a = report("a", f"Ada Roe sells tea. “{speech},” she told us.", "Lantern")
    b = report("b", f"A boat sank. {speech}. Nobody knows why.", "Echo")
    said = {"a": (replace(cites(a, None, "she", speech), hop=Hop("witness", "Ada Roe")),)}
    (d,) = derivations([a, b], said)
    assert (d.child, d.parent, d.direction) == ("b", "a", "inferred")


def test_an_outlet_in_the_line_that_says_who_made_a_report_is_its_source():
    a = report("a", WIRE, "Quarry Wire", "2031-03-04")
    b = report("b", "By Quarry Wire4 March 2031\n\n" + WIRE, "Valley Post", "2031-03-04")
    b = replace(b, lines=(replace(b.lines[0], role="byline"), *b.lines[1:]))
    assert edges(derivations([a, b])) == {("b", "a", "republication", "declared")}
