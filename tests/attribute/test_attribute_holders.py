"""Whom a source stands for: kinds in the order of the design, names, bodies, pronouns, short forms."""

import pytest

KINDS = [
    # text, cue, kind, name, a word of the description
    ("The Valley Courier reported that the wall had cracked.", "reported", "outlet", "Valley Courier", None),
    ("The report said the wall had cracked.", "said", "document", None, "report"),
    ("A court filing said the wall had cracked.", "said", "document", None, "court filing"),
    ("An official said the wall had cracked.", "said", "anonymous", None, "official"),
    ("Two people familiar with the talks said the deal was off.", "said", "anonymous", None, "familiar"),
    ("Residents said the wall had cracked.", "said", "anonymous", None, "Residents"),
    ("Police sources said the wall had cracked.", "said", "anonymous", None, "sources"),
    ("Eva Novak, a survivor, said the wall had cracked.", "said", "witness", "Eva Novak", "survivor"),
    ("Eva Novak, who was inside, said the wall had cracked.", "said", "witness", "Eva Novak", None),
    ("Interior Minister Jan Holub said the wall had cracked.", "said", "official", "Jan Holub", "Interior Minister"),
    ("Jan Holub, a police spokesman, said the wall had cracked.", "said", "official", "Jan Holub", "police spokesman"),
    ("Mayor Eva Novak said the wall had cracked.", "said", "official", "Eva Novak", "Mayor"),
    ("Police said the wall had cracked.", "said", "official", "Police", None),
    ("The interior ministry said the wall had cracked.", "said", "official", "interior ministry", None),
    ("A police spokeswoman said the wall had cracked.", "said", "official", "police", "police spokeswoman"),
    ("Retired General Pavel Dvorak said the wall had cracked.", "said", "person", "Pavel Dvorak", "Retired General"),
    ("Jan Holub, a baker, said the wall had cracked.", "said", "person", "Jan Holub", "baker"),
    ("A spokesman for Acme Mining said the wall had cracked.", "said", "person", "Acme Mining", "spokesman"),
    ("Kessel Hydro, the company that runs the dam, said the wall had cracked.", "said", "person", "Kessel Hydro", None),
]


@pytest.mark.parametrize(("text", "cue", "kind", "name", "described"), KINDS)
def test_kinds_first_that_fits(one, text, cue, kind, name, described):
    hop = one(text, cue).hop
    assert (hop.kind, hop.name) == (kind, name)
    if described:
        assert described in hop.description


def test_a_first_person_account_makes_a_witness(one):
    text = "“I ran to the gate and saw three men fall,” Tomas Reyes told reporters."
    assert one(text, "told").hop.kind == "witness"


def test_a_plural_holder_says_its_number(one):
    hop = one("Two officials said the deal was off.", "said").hop
    assert (hop.group, hop.number) == (True, 2)
    hop = one("Officials said the deal was off.", "said").hop
    assert (hop.group, hop.number) == (True, None)


def test_nationality_and_region(one):
    assert one("A Colombian official said the deal was off.", "said").hop.nationality == "Colombia"
    assert one("A Latin American official said the deal was off.", "said").hop.nationality is None


def test_an_official_keeps_the_body(one):
    hop = one("A ministry official said the deal was off.", "said").hop
    assert (hop.kind, hop.name, hop.body) == ("anonymous", None, "ministry")


def test_pronouns_and_short_names_resolve_to_the_fullest_name(said):
    text = (
        "Interior Minister Jan Holub visited the valley on Monday. He said the road was safe. "
        "Holub added that the school would open. The minister said he would return."
    )
    assert [f.hop.name for f in said(text) if f.hop] == ["Jan Holub"] * len(said(text))


def test_a_pronoun_takes_the_right_sex(said):
    text = "Mayor Eva Novak met Peter Dvorak at the bridge. He said it was closed. She said it was open."
    assert [f.hop.name for f in said(text)] == ["Peter Dvorak", "Eva Novak"]


def test_the_subject_of_the_sentence_before_is_who_speaks(said):
    text = "Lena Brandt is a lawyer who represents the workers. She says the contract was never signed."
    (found,) = said(text)
    assert found.hop.name == "Lena Brandt"
    assert "lawyer" in found.hop.description


def test_a_definite_description_finds_its_holder(said):
    text = "Kessel Hydro runs the dam. The company said the wall was sound."
    assert said(text)[-1].hop.name == "Kessel Hydro"
    text = "Retired General Pavel Dvorak led the group. The general said it was over."
    assert said(text)[-1].hop.name == "Pavel Dvorak"


def test_a_bare_body_takes_its_full_form(said):
    text = "The interior ministry closed the road. The ministry said it would reopen on Friday."
    assert said(text)[-1].hop.name == "interior ministry"


def test_an_office_named_later_is_the_person(said):
    text = (
        "Four people died in the blast, the county prefect said.\n"
        "The fire was out by noon, prefect Ilie Marcu told reporters."
    )
    assert {f.hop.name for f in said(text)} == {"Ilie Marcu"}


def test_an_unnamed_minister_is_introduced_by_name(said):
    text = (
        "Slovakia’s interior minister denied the report.\n"
        "Jan Holub, speaking in a gymnasium, said forty people were hurt."
    )
    assert [f.hop.name for f in said(text)] == ["Jan Holub", "Jan Holub"]
    assert all(f.hop.kind == "official" for f in said(text))


def test_a_statement_speaks_for_who_gave_it(said):
    text = "The ministry of energy condemned the leak in a statement. The statement said the plant was shut."
    assert said(text)[-1].hop.name == "ministry of energy"


def test_an_operator_between_commas(one):
    found = one("A length of the wall gave way after four days of rain, the operator, Kessel Hydro, said.", "said")
    assert found.source == "the operator, Kessel Hydro"
    assert "wall gave way" in found.content


def test_many_is_an_anonymous_group(one):
    hop = one("The clashes, which many believed were staged, ended at dusk.", "believed").hop
    assert (hop.kind, hop.group) == ("anonymous", True)


def test_a_ship_is_no_speaker(said):
    text = "The ferry Bintang Timur sank on Friday. Captain Arif Mokole was on board. He said a wave had struck it."
    assert said(text)[-1].hop.name == "Arif Mokole"


def test_a_name_that_is_called_an_operator_is_no_person(said):
    text = (
        "A length of the wall gave way, the operator, Hidro-Sul, said. The company said the main wall was sound. "
        "Hidro-Sul's press office did not answer questions."
    )
    assert [f.hop.name for f in said(text)] == ["Hidro-Sul"] * 3
    (baker,) = said("Jan Holub, owner of the mill, said the wall had cracked.")
    assert baker.hop.name == "Jan Holub"


def test_a_paper_that_was_seen_speaks_for_itself(one):
    hop = one(
        "An audit report of the accounts court, seen by this newspaper, says the money was never spent.", "says"
    ).hop
    assert hop.kind == "document"
    assert "audit report" in hop.description


def test_an_unnamed_paper_is_the_one_named_later(said):
    text = (
        "A ward has been closed, a local newspaper has reported.\n"
        "Eva Novak told the Valley Courier that nobody had warned her."
    )
    assert said(text)[0].hop.name == "Valley Courier"
