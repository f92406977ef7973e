"""Descriptions of the lead and the names that come later; who goes on speaking."""

LEAD = "Nine people died in the crush, a police chief said on Monday.\n\n"


def test_a_police_chief_is_the_commissioner_named_later(one):
    text = LEAD + "Commissioner Petra Vondra said the gate had been forced."
    assert one(text, "said").hop.name == "Petra Vondra"


def test_a_bare_name_that_speaks_right_after_is_the_one_in_office(said):
    text = (
        "Divers have found nine bodies, the head of the regional rescue office said.\n\n"
        "The boat went down at noon, Petra Vondra told a briefing on the quay."
    )
    names = {f.hop.name for f in said(text) if f.hop is not None}
    assert names == {"Petra Vondra"}


def test_an_officer_of_another_field_is_not_tied(said):
    text = LEAD + "Jan Holub, director of the customs house, said nothing was missing."
    first = next(f for f in said(text) if "police chief" in f.source)
    assert first.hop.name is None


def test_two_named_officers_who_fit_leave_the_lead_unnamed(said):
    text = LEAD + (
        "Inspector Petra Vondra said the gate had been forced.\n\nSuperintendent Jan Holub said it had been locked."
    )
    first = next(f for f in said(text) if "police chief" in f.source)
    assert first.hop.name is None


def test_a_prosecutor_in_the_title_is_the_state_attorney(said):
    text = "Prosecutor confirms nine deaths\n\nWe have counted nine bodies, state attorney Jan Holub said on Monday."
    assert {f.hop.name for f in said(text, roles={0: "title"}) if f.hop is not None} == {"Jan Holub"}


def test_a_denial_that_goes_on_keeps_its_speaker(said):
    text = "Jan Holub denied that his men had fired and suggested that there were armed men in the crowd."
    found = {f.cue: f for f in said(text)}
    assert found["suggested"].hop.name == "Jan Holub"
    assert found["denied"].content == "that his men had fired"
    assert found["suggested"].parent is None


def test_a_trailing_participle_of_saying_belongs_to_the_first_speaker(one):
    text = 'Petra Vondra rejected claims that officers had fired gas, telling reporters: "Not one canister."'
    assert one(text, "telling").hop.name == "Petra Vondra"


def test_per_and_by_count_name_a_holder(one, said):
    assert one("The toll stays at 14 per the police.", "per").content == "The toll stays at 14"
    found = one("Jan Holub went out seven times. He saved forty passengers, by his count.", "by")
    assert found.hop.name == "Jan Holub"
    assert not said("There are two doctors per patient and 40 beds per hospital.")


def test_with_reference_to_stands_behind_who_says_it(one):
    text = "The water was kept too high, says Jan Holub with reference to a ministry insider."
    assert one(text, "reference").chain == ["Jan Holub", "ministry insider"]


def test_the_number_may_stand_far_from_its_verb(one):
    found = one("The water minister has put the number killed by the dam collapse at 17.", "put")
    assert found.source == "The water minister"
    assert found.content.endswith("17")


def test_a_thing_is_nobody_who_says_he(one):
    text = "The steward, Jan Holub, confirmed the chain. He added that the key was collected at half time."
    assert one(text, "added").hop.name == "Jan Holub"
    assert (
        one("Jan Holub spoke on Monday. Nine are dead and thirty-one missing, he says.", "says").hop.name == "Jan Holub"
    )


def test_a_short_relative_clause_stays_in_a_description(one):
    found = one("A banker who worked on the deal said the plan was dropped.", "said")
    assert found.hop.description == "banker who worked on the deal"


def test_who_closes_the_sentence_said_it(one):
    found = one("Jan Holub wept as the verdicts were read, said a person who was in the gallery.", "said")
    assert found.hop.description == "person who was in the gallery"


def test_a_country_that_refuses_is_no_speaker(said):
    found = said("The raid was off after Slovakia refused to let the helicopters in.")
    assert all(f.hop is None for f in found)


def test_a_clause_between_speaker_and_told_does_not_make_the_hearers_speak(one):
    text = (
        "Nine people died in the fire, Dr Petra Vondra, who runs the emergency department at the clinical hospital, "
        "told reporters in front of the hospital on Thursday morning."
    )
    found = one(text, "told")
    assert found.hop.name == "Petra Vondra"
    assert found.content == "Nine people died in the fire"


def test_a_pronoun_goes_on_with_the_pronoun_before_it(said):
    text = (
        "An hour earlier Jan Novak had stood on the quay and said nineteen.\n\n"
        "Petra Vondra, 34, sat wrapped in a curtain. She had been on the lower deck. The trucks broke loose, she said."
    )
    assert [f.hop.name for f in said(text)][-1] == "Petra Vondra"


def test_somebody_new_takes_the_pronoun_over(said):
    text = (
        "Jan Novak went out seven times. He brought in forty people, he says.\n\n"
        "The captain, Karel Dvorak, swam ashore. He is being held at the station, where he said a wave struck."
    )
    assert [f.hop.name for f in said(text)][-1] == "Karel Dvorak"
