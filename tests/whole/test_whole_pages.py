"""The two real pages beside the project, read from there and never copied: what an editor must be able to rely on."""

import json
import shutil

import pytest

from hearsay.case import trace
from hearsay.show import schema, to_json


@pytest.fixture(scope="module")
def case(shared, tmp_path_factory):
    pages = sorted((shared / "reports").glob("0*.txt"))
    if len(pages) != 2:
        pytest.skip("the two pages are not there")
    folder = tmp_path_factory.mktemp("pages")
    for page in pages:
        shutil.copy(page, folder)
    result = trace(str(folder), folder / "case")
    findings = result.case.findings()
    result.case.close()
    return to_json(findings)


@pytest.fixture(scope="module")
def repost(case):
    return next(r for r in case["reports"] if "000_" in r["path"])


@pytest.fixture(scope="module")
def interview(case):
    return next(r for r in case["reports"] if "004_" in r["path"])


def roles(report, start):
    return {line["role"] for line in report["lines"] if line["quote"].startswith(start)}


def chains(case, *words):
    return [
        [hop["name"] or hop["description"] for hop in m["chain"]]
        for claim in case["claims"]
        for m in claim["mentions"]
        if all(w in m["quote"] for w in words)
    ]


def claims(case, *words):
    return [c for c in case["claims"] if any(all(w in m["quote"] for w in words) for m in c["mentions"])]


def test_the_contract_holds(case):
    import jsonschema

    jsonschema.validate(json.loads(json.dumps(case)), schema())


def test_furniture_is_furniture_and_the_story_survives(repost, interview):
    for start in ("0 $", "2,500 $", "AUGUST 2025", "Support SouthFront", "Subscribe", "Would love your thoughts"):
        assert roles(repost, start) <= {"furniture", "comment", "related"}, start
    told = [line for line in repost["lines"] if line["role"] in ("body", "quotation", "methods_note")]
    assert len(told) >= 13
    assert sum(line["role"] in ("body", "quotation", "standfirst") for line in interview["lines"]) == 12


def test_the_second_page_says_who_made_it_and_when(interview):
    assert interview["title"].startswith("Some Defectors Left Venezuela")
    assert interview["byline"] == ["Jill Ament", "Caroline Covington"]
    assert interview["published"]["start"] == "2019-02-26"
    assert interview["outlet"]["name"] is None if interview["outlet"] else True
    assert any("outlet" in w and "--meta" in w for w in interview["warnings"])


def test_the_first_page_has_no_date_and_says_so(repost):
    assert repost["published"] is None
    assert any("date" in w for w in repost["warnings"])


def test_the_chain_of_the_scoop_is_drawn_whole(case):
    found = [c for c in chains(case) if c[:3] == ["SouthFront", "ZeroHedge", "Bloomberg"] and len(c) > 3]
    assert any("official" in (c[-1] or "").casefold() for c in found), found


def test_the_general_confirms_and_the_spokesman_does_not_answer(case):
    mentions = [m for c in case["claims"] for m in c["mentions"]]
    assert any("Alcal" in (m["chain"][-1]["name"] or "") and m["stance"] == "confirms" for m in mentions)
    assert any("respond" in m["quote"] and m["stance"] == "declines" for m in mentions)


def test_the_abandoned_plan_is_aborted_with_one_independent_chain(case):
    aborted = [c for c in case["claims"] if any(m["modality"] == "aborted" for m in c["mentions"])]
    assert aborted
    assert all(c["independent"]["high"] == 1 for c in aborted)


def test_numbers_have_their_intervals(case):
    values = {(m["value"]["low"], m["value"]["high"]) for c in case["claims"] for m in c["mentions"] if m["value"]}
    assert (2, None) in values  # at least two dead
    assert (50, 50) in values
    assert (270, 330) in values  # about 300
    assert (24, 72) in values  # a few dozen
    assert (1_500_000, 1_500_000) in values


def test_the_two_numbers_of_defectors_meet_in_one_claim(case):
    both = [c for c in claims(case, "300 defectors") if c in claims(case, "few dozen", "defected")]
    assert both
    (claim,) = both
    assert len(claim["readings"]) >= 2
    kinds = {d["kind"] for d in case["disagreements"] if d["claim"] == claim["id"]}
    assert kinds & {"conflict", "scope"}


def test_the_burnt_trucks_have_one_origin(case):
    assert claims(case, "trucks", "set on fire")
    for claim in claims(case, "trucks", "set on fire"):
        assert (claim["independent"]["low"], claim["independent"]["high"]) == (1, 1)


def test_the_aid_that_was_kept_out_is_one_claim_of_two_pages(case):
    both = [c for c in claims(case, "no provisions got in") if c in claims(case, "denied entry")]
    (claim,) = both
    assert claim["independent"]["high"] == 2
    assert claim["independent"]["low"] == 1  # one outlet is not named, so nothing shows it to be another


def test_nothing_is_called_corroborated(case):
    assert all(c["independent"]["low"] <= 1 for c in case["claims"])


def test_opinion_is_no_claim(case):
    assert not claims(case, "forever wars")


def test_whom_a_reporter_works_for_is_no_hop(case):
    assert not any(hop and "Washington Post" in hop for c in chains(case) for hop in c)
