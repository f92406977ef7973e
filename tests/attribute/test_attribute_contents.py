"""Which words are source, cue and content, for every family of rules."""

import pytest

CLAUSES = [
    # text, words of the cue, source, what the content begins and ends with
    (
        "Interior Minister Jan Holub said that two trucks burned.",
        "said",
        "Interior Minister Jan Holub",
        "that two trucks burned",
    ),
    ("Two trucks burned, the ministry said.", "said", "the ministry", "Two trucks burned"),
    (
        "The bridge, officials said, had been closed since Monday.",
        "said",
        "officials",
        "The bridge … had been closed since Monday",
    ),
    (
        "If the river rises again, Novak said, the town will be evacuated.",
        "said",
        "Novak",
        "If the river rises again … the town will be evacuated",
    ),
    (
        "The dam, the ministry said in a statement, was never in danger.",
        "said",
        "the ministry",
        "The dam … was never in danger",
    ),
    (
        "“The bridge was unsafe,” said Eva Novak, who lives nearby.",
        "said",
        "Eva Novak, who lives nearby",
        "The bridge was unsafe",
    ),
    (
        "According to the city council, the road will reopen on Friday.",
        "According to",
        "the city council",
        "the road will reopen on Friday",
    ),
    (
        "The road will reopen on Friday, according to two council officials.",
        "according to",
        "two council officials",
        "The road will reopen on Friday",
    ),
    (
        "As Holub put it, the bridge was a disaster waiting to happen.",
        "put it",
        "Holub",
        "the bridge was a disaster waiting to happen",
    ),
    ("The rebels accused the army of shelling the market.", "accused", "The rebels", "the army of shelling the market"),
    ("The mayor blamed the operator for the flood.", "blamed", "The mayor", "the operator for the flood"),
    (
        "Novak called for an independent inquiry into the collapse.",
        "called",
        "Novak",
        "an independent inquiry into the collapse",
    ),
    ("The council urged residents to leave their homes.", "urged", "The council", "residents to leave their homes"),
    ("Rescuers put the number of missing at 34.", "put", "Rescuers", "the number of missing … 34"),
    ("Rescuers raised the death toll to 31 on Friday.", "raised", "Rescuers", "the death toll … 31"),
    ("The mayor called the inspection a farce.", "called", "The mayor", "the inspection a farce"),
    ("The group claimed responsibility for the attack.", "claimed", "The group", "responsibility for the attack"),
    ("He signed a law that critics say will hurt farmers.", "say", "critics", "that … will hurt farmers"),
    ("Three men who police say fired the shots fled.", "say", "police", "who … fired the shots"),
    ("He ended the meeting by saying that the strike would go on.", "saying", "He", "that the strike would go on"),
    (
        "Residents rejected the ministry's claim that the wall was sound.",
        "claim",
        "the ministry",
        "that the wall was sound",
    ),
    ("Deepwater has it that the raid was called off.", "has", "Deepwater", "that the raid was called off"),
    ("The witness was told that the gate was locked.", "told", "", "that the gate was locked"),
]


@pytest.mark.parametrize(("text", "cue", "source", "content"), CLAUSES)
def test_clause_rules(one, text, cue, source, content):
    found = one(text, cue)
    assert found.source == source
    wanted = content.split(" … ")
    assert all(part in found.content for part in wanted)
    assert found.content.startswith(wanted[0].split()[0])
    assert found.content.rstrip('”"., ').endswith(wanted[-1].split()[-1])


def test_a_cut_quotation_is_one_content(one):
    found = one("“We,” he said, “will not leave the valley.”", "said")
    assert "We" in found.content
    assert "will not leave the valley" in found.content
    assert found.it.form == "direct"


def test_a_quotation_goes_on_over_sentences(one):
    text = "“We found the door open,” said Petra Malá. “Then we saw the smoke. Nobody was inside.”"
    found = one(text, "said")
    assert found.content.endswith("Nobody was inside.”") or found.content.endswith("Nobody was inside.")


def test_a_quotation_that_ends_its_sentence_belongs_to_the_next_one(one):
    assert "Not a chance" in one("“Not a chance!” the driver said.", "said").content


def test_a_quotation_goes_on_in_the_next_paragraph(said):
    text = "“The water came at night,” said Eva Novak.\n“We lost the goats and the boat.”"
    floating = [f for f in said(text) if "goats" in f.content]
    assert floating[0].hop.name == "Eva Novak"


def test_a_floating_quotation_belongs_to_the_person_beside_it(said):
    text = "Eva Novak shook her head. “We lost everything we had.”"
    floating = [f for f in said(text) if "lost everything" in f.content]
    assert floating[0].hop.name == "Eva Novak"


def test_a_colon_names_the_speaker(one):
    found = one("Jan Holub: “We will rebuild the bridge.”", ":")
    assert found.source == "Jan Holub"
    assert "We will rebuild the bridge" in found.content


def test_a_colon_after_a_remark_on_the_speaker(one):
    found = one("Eva Novak was blunt: “We were left alone.”", ":")
    assert found.source == "Eva Novak"


def test_a_dash_names_the_speaker(one):
    found = one("“We will rebuild the bridge.” — Jan Holub", "—")
    assert found.source == "Jan Holub"


@pytest.mark.parametrize(
    ("headline", "source"),
    [
        ("Police: three dead after blast at mill", "Police"),
        ("Three dead after blast at mill: police", "police"),
        ("Three dead after blast at mill – police", "police"),
        ("Dam owner told engineers to ignore crack, Courier reports", "Courier"),
        ("Bridge was unsafe, says mayor", "mayor"),
    ],
)
def test_headline_cues(said, headline, source):
    text = f"{headline}\nA mill in the valley was hit on Monday."
    assert source in [f.source for f in said(text, roles={0: "title"})]


def test_an_answer_that_points_back_has_the_content_it_answers(said):
    text = "Lawmakers accused the ministry of hiding the reports, a charge the ministry rejects."
    accused, rejects = said(text)
    assert accused.hop.description == "Lawmakers"
    assert rejects.stance == "denies"
    assert rejects.content == accused.content
    assert accused.parent is None
    assert rejects.parent is None


def test_what_the_writer_says_has_no_hop(said):
    found = said("I think the dam was badly built. We announced that the road was closed.")
    assert [(f.source, f.hop) for f in found] == [("I", None), ("We", None)]


def test_what_a_quoted_speaker_says_of_himself_adds_nothing(said):
    found = said("“I think the dam was badly built,” Jan Holub said.")
    assert [f.source for f in found] == ["Jan Holub"]


def test_a_mood_inside_somebodys_words_adds_no_attribution(said):
    found = said("Holub said he wanted to visit the valley.")
    assert [f.cue for f in found] == ["said"]


def test_what_the_content_is_about(one):
    assert one("The mayor said the road was closed.", "said").it.about == "world"
    assert one("Many believed the clashes were staged.", "believed").it.about == "mind"
    assert one("The mayor demanded an inquiry.", "demanded").it.about == "wish"


def test_what_officials_believe_is_a_guarded_statement(one):
    found = one("Police believe the fire was started deliberately.", "believe")
    assert found.it.about == "world"
    assert found.hedge == "believe"
