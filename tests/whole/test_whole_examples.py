"""The examples as golden cases: what an editor would be told of them, held against their gold.

Floors lie a little under what is reached, so that a slip shows and a change of wording does not. The aim is that no
claim with one origin is called corroborated.
"""

import importlib.util
import json
from collections import Counter
from pathlib import Path

import pytest

from hearsay.case import trace
from hearsay.show import to_json

ROOT = Path(__file__).parents[2]
FLOORS = {
    "harbour-fire": {"false": 0, "found": 0.90, "chain": 0.65, "derivations": 0.90, "outlet": 0.90},
    "border-convoy": {"false": 1, "found": 0.90, "chain": 0.65, "derivations": 0.90, "outlet": 0.85},
}


@pytest.fixture(scope="module")
def incidents():
    spec = importlib.util.spec_from_file_location("incidents", ROOT / "bench" / "incidents.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module", params=sorted(FLOORS))
def scored(request, incidents, tmp_path_factory):
    pile = ROOT / "examples" / request.param
    result = trace(str(pile / "reports"), tmp_path_factory.mktemp(request.param) / "case")
    findings = result.case.findings()
    result.case.close()
    gold = json.loads((pile / "gold.json").read_text(encoding="utf-8"))
    counts = incidents.score(gold, to_json(findings), {r.id: r.text for r in findings.reports})
    return FLOORS[request.param], counts


def share(counts: Counter, part: str, whole: str) -> float:
    return counts[part] / counts[whole]


def test_one_origin_is_not_called_corroborated(scored):
    floors, counts = scored
    assert counts["false"] <= floors["false"]
    assert counts["naive false"] > counts["false"], "counting outlets would have been wrong more often"


def test_what_the_reports_claim_is_found(scored):
    floors, counts = scored
    assert share(counts, "found", "attestations") >= floors["found"]


def test_chains_lead_to_who_said_so(scored):
    floors, counts = scored
    assert share(counts, "chain right", "fields") >= floors["chain"]


def test_who_has_it_from_whom_is_found(scored):
    floors, counts = scored
    assert share(counts, "derivations right", "derivations gold") >= floors["derivations"]
    assert share(counts, "derivations right", "derivations system") >= floors["derivations"]


def test_outlets_are_read_off_the_pages(scored):
    floors, counts = scored
    assert share(counts, "outlet right", "reports") >= floors["outlet"]
