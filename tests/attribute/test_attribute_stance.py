"""How a source stands to what it is said of, refusals, and hedges."""

import pytest

STANCES = [
    ("The ministry said the wall was sound.", "said", "asserts"),
    ("The ministry confirmed that two trucks burned.", "confirmed", "confirms"),
    ("The general admitted that the raid had been planned.", "admitted", "confirms"),
    ("The company acknowledged the leak.", "acknowledged", "confirms"),
    ("The army denied that it had opened fire.", "denied", "denies"),
    ("The army rejected the report.", "rejected", "denies"),
    ("The minister brushed aside claims that the site had been warned.", "brushed aside", "denies"),
    ("The mayor called the allegations baseless.", "called", "denies"),
    ("Earlier reports that a second dam had failed were false, police said.", "said", "denies"),
    ("The report was not true, the ministry said.", "said", "denies"),
    ("The union questioned the official toll.", "questioned", "doubts"),
    ("The figures could not be independently verified.", "verified", "doubts"),
    ("There is no evidence that the pilot was warned.", "evidence", "doubts"),
    ("Police have not confirmed the number.", "confirmed", "declines"),
]


@pytest.mark.parametrize(("text", "cue", "stance"), STANCES)
def test_stance(one, text, cue, stance):
    assert one(text, cue).stance == stance


REFUSALS = [
    ("The ministry did not respond to a request for comment.", "The ministry", ""),
    ("The ministry did not immediately reply to written questions.", "The ministry", "written questions"),
    ("A spokesman for Acme Mining declined to comment.", "A spokesman for Acme Mining", ""),
    (
        "Acme Mining declined to say how many people were underground.",
        "Acme Mining",
        "how many people were underground",
    ),
    ("The mayor could not immediately be reached for comment.", "The mayor", ""),
    ("Calls to the hospital were not returned.", "the hospital", ""),
    ("Calls to the operator rang unanswered.", "the operator", ""),
    ("There was no immediate comment from the defence ministry.", "the defence ministry", ""),
    ("The company had no comment.", "The company", ""),
    ("The governor was not available for comment.", "The governor", ""),
    ("The minister would not discuss the cause.", "The minister", "the cause"),
    ("The press office read our questions and did not answer them.", "The press office", ""),
    ("The operator has nothing to say to that.", "The operator", ""),
]


@pytest.mark.parametrize(("text", "source", "content"), REFUSALS)
def test_refusals_and_failed_contacts_decline(said, text, source, content):
    found = [f for f in said(text) if f.stance == "declines"]
    assert len(found) == 1
    assert found[0].source == source
    assert found[0].content == content
    assert found[0].hop is not None


@pytest.mark.parametrize(
    ("text", "hedge"),
    [
        ("The gunmen allegedly entered through a side gate.", "allegedly"),
        ("The group reportedly abandoned its plan.", "reportedly"),
        ("The driver is believed to have fled the scene.", "believed"),
        ("At least 40 homes were reported destroyed.", "reported"),
        ("The pilot is said to have ignored the warning.", "said"),
    ],
)
def test_a_hedge_names_nobody(said, text, hedge):
    found = [f for f in said(text) if f.hedge]
    assert [f.hedge for f in found] == [hedge]
    assert found[0].hop is None
    assert found[0].source == ""


def test_a_hedge_on_a_cue_stays_with_its_speaker(one):
    found = one("The mayor reportedly told engineers that the gate was safe.", "told")
    assert found.hedge == "reportedly"
    assert found.hop.description == "mayor"


def test_what_nobody_says_is_no_attribution(said):
    assert said("No group has claimed responsibility.") == []
    assert said("Nobody has claimed the attack.") == []


def test_to_deny_somebody_entry_is_no_denial(said):
    assert not [f for f in said("The guards denied the convoy entry to the camp.") if f.stance == "denies"]
