"""Chains: who heard it, who cites whom, block quotations, what reporting rests on."""


def test_who_told_an_outlet_stands_behind_it(one):
    found = one("Eva Novak told the Valley Courier that the wall had cracked.", "told")
    assert found.chain == ["Valley Courier", "Eva Novak"]
    assert found.hop.kind == "person"
    assert found.parent.hop.kind == "outlet"
    assert found.parent.content == found.content


def test_told_to_the_publisher_itself_adds_no_hop(one):
    found = one("Eva Novak told the Courier that the wall had cracked.", "told", outlet="The Valley Courier")
    assert found.chain == ["Eva Novak"]


def test_told_reporters_adds_no_hop(one):
    assert one("Eva Novak told reporters that the wall had cracked.", "told").chain == ["Eva Novak"]


def test_an_outlet_citing_its_sources(one):
    text = "The Tribune, citing a senior intelligence official, reported that the general had fled."
    found = one(text, "citing")
    assert found.chain == ["Tribune", "senior intelligence official"]
    assert "the general had fled" in found.content


def test_according_to_an_outlet_which_cited(one):
    text = "According to Northern Wire, which cited two officials familiar with the talks, the convoy turned back."
    found = one(text, "cited")
    assert found.chain[0] == "Northern Wire"
    assert found.hop.number == 2
    assert "the convoy turned back" in found.content


def test_quoted_as_saying(one):
    text = "The minister was quoted by the Interpress news agency as saying that the border would reopen."
    found = one(text, "saying")
    assert found.chain == ["Interpress", "minister"]


def test_a_clause_inside_a_clause_is_nested(said):
    outer, inner = said("Novak said that police told her the gate was locked.")
    assert inner.parent is outer
    assert inner.hop.name == "police"


def test_a_second_speaker_after_while_is_not_nested(said):
    text = "Residents said the shooting lasted an hour; the army said it lasted minutes."
    assert [f.parent for f in said(text)] == [None, None]


def test_the_official_keeps_speaking_through_the_agency(said):
    text = (
        "A rescue official told Meridian News Agency that divers had found four bodies. "
        "The official said the search would go on."
    )
    assert all(f.chain[0] == "Meridian News Agency" for f in said(text) if f.hop.kind == "anonymous")


def test_a_mention_of_an_outlet_that_is_no_source(said):
    text = "Sofia Lund, who has covered the region for the Northern Times, said the road was closed."
    assert [f.chain for f in said(text)] == [["Sofia Lund"]]


def test_an_outlets_own_reporter_is_the_outlet(said):
    (found,) = said("A Northern Times reporter at the scene counted six bodies.")
    assert (found.hop.kind, found.hop.name, found.hop.rests) == ("outlet", "Northern Times", True)
    assert found.content == "counted six bodies"


def test_what_an_outlets_reporting_rests_on(said):
    text = (
        "The wall had cracked in May, the Valley Courier reported.\n"
        "The Valley Courier based its reporting on interviews with three former engineers."
    )
    found = said(text)
    (note,) = [f for f in found if f.it.form == "sourcing" and f.hop.kind == "anonymous"]
    assert note.content == ""
    assert (note.hop.group, note.hop.number) == (True, 3)
    assert note.parent.hop.name == "Valley Courier"
    assert all(f.hop.rests for f in found if f.hop.kind == "outlet")


def test_condition_of_anonymity_is_no_statement(said):
    text = "An engineer, who spoke on condition of anonymity, said the wall had cracked."
    assert [(f.cue, f.hop.kind) for f in said(text)] == [("said", "anonymous")]


def test_a_block_quotation_speaks_for_who_was_led_in(said):
    text = (
        "The Valley Courier wrote on Tuesday:\n"
        "The wall had been leaking for weeks. Two engineers said they had warned the operator.\n"
        "We could not reach the operator."
    )
    found = said(text, roles={1: "quotation"})
    (block,) = [f for f in found if f.it.form == "block"]
    assert block.hop.name == "Valley Courier"
    assert block.content.startswith("The wall had been leaking")
    assert block.content.rstrip(".").endswith("warned the operator")
    (engineers,) = [f for f in found if f.source == "Two engineers"]
    assert engineers.chain[0] == "Valley Courier"


def test_a_paragraph_announced_by_an_outlets_name_is_a_block(said):
    text = (
        "The raid was called off, says a report in the Atlantic Courier.\n"
        "From the AC:\n"
        "The plan would have sent 24 men to a farm on the night of June 29, the officials said.\n"
        "Make of that what you will."
    )
    found = said(text)
    (block,) = [f for f in found if f.it.form == "block"]
    assert block.hop.name == "Atlantic Courier"
    (officials,) = [f for f in found if f.source == "the officials"]
    assert officials.chain == ["Atlantic Courier", "officials"]


def test_paragraphs_that_tell_the_paraphrase_again_are_the_outlets(said):
    text = (
        "Now that Ramos is back in Puerto Azul, with the backing of 40 mayors who see him as the lawful governor of "
        "the province, tempers are rising. "
        "And as the Harbour Herald pointed out, the calls for a strike will only grow.\n"
        "Even though Ramos is back in Puerto Azul, seen by 40 mayors as the lawful governor of the province, the "
        "failed landing shows how weak his hand is. The landing was stopped by the coast guard.\n"
        "The Harbour Herald gave no names."
    )
    (block,) = [f for f in said(text) if f.it.form == "block"]
    assert block.hop.name == "Harbour Herald"
    assert block.content.endswith("stopped by the coast guard.")


def test_a_report_that_only_follows_up_is_no_block(said):
    text = (
        "As the Harbour Herald pointed out, the calls for a strike will only grow.\n"
        "Dockers met in the old market hall on Monday night.\n"
        "The Harbour Herald gave no names."
    )
    assert not [f for f in said(text) if f.it.form == "block"]


def test_a_methods_note_belongs_to_the_outlet_the_report_says_it_of(said):
    text = (
        "Harbour Herald based its reporting on interviews with northern and southern officials.\n"
        "Some more words of our own about the harbour.\n"
        "This article is based on interviews with northern and southern officials. Ramos declined to comment."
    )
    (block,) = [f for f in said(text) if f.it.form == "block"]
    assert block.hop.name == "Harbour Herald"
    (refusal,) = [f for f in said(text) if f.stance == "declines"]
    assert refusal.parent is not None
    assert refusal.parent.hop.name == "Harbour Herald"
