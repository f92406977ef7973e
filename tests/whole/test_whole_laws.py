"""Laws of the whole program: order, workers, a resume and an added copy change nothing but what they must."""

import json
import random
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from hearsay.case import trace
from hearsay.show import to_json

EXAMPLES = Path(__file__).parents[2] / "examples"
PILES = sorted(p for p in EXAMPLES.glob("*/reports") if p.is_dir())


@pytest.fixture(scope="module", params=PILES, ids=lambda p: p.parent.name)
def pile(request):
    return request.param


def traced(paths, folder, **options):
    result = trace(paths, folder, **options)
    findings = result.case.findings()
    result.case.close()
    return json.dumps(to_json(findings), ensure_ascii=False, sort_keys=True)


@pytest.fixture(scope="module")
def plain(pile, tmp_path_factory):
    return traced(str(pile), tmp_path_factory.mktemp("plain") / "case")


@pytest.mark.slow
def test_one_worker_two_and_none_agree(pile, plain, tmp_path):
    assert traced(str(pile), tmp_path / "one", workers=1) == plain
    assert traced(str(pile), tmp_path / "none", workers=0) == plain


@pytest.mark.slow
def test_the_order_of_input_does_not_matter(pile, plain, tmp_path):
    files = [str(p) for p in sorted(pile.iterdir())]
    random.Random(7).shuffle(files)
    assert json.loads(traced(files, tmp_path / "c"))["claims"] == json.loads(plain)["claims"]


@pytest.mark.slow
def test_adding_reports_one_by_one_ends_where_all_at_once_does(pile, plain, tmp_path):
    part = tmp_path / "part"
    part.mkdir()
    for file in sorted(pile.iterdir())[::-1]:
        shutil.copy(file, part / file.name)
        if file.name.endswith(("3.txt", "1.txt")):
            traced(str(part), tmp_path / "case")
    case = json.loads(traced(str(part), tmp_path / "case"))
    want = json.loads(plain)
    for key in ("claims", "derivations", "incidents", "disagreements"):
        assert case[key] == want[key]


@pytest.mark.slow
def test_an_identical_report_adds_only_its_own_entry(pile, plain, tmp_path):
    twice = tmp_path / "pile"
    shutil.copytree(pile, twice)
    for file in sorted(pile.iterdir()):
        shutil.copy(file, twice / f"zz-{file.name}")
    case = json.loads(traced(str(twice), tmp_path / "case"))
    want = json.loads(plain)
    copies = [r for r in case["reports"] if r["duplicate_of"]]
    assert len(copies) == len(want["reports"])
    added = {r["id"] for r in copies}
    for key in ("claims", "derivations", "incidents", "disagreements"):
        assert case[key] == want[key]
    assert [d for d in case["dropped"] if d["report"] not in added] == want["dropped"]


@pytest.mark.slow
def test_a_killed_run_resumes_to_the_same_case(pile, plain, tmp_path):
    command = [sys.executable, "-m", "hearsay", "trace", str(pile), "--case", str(tmp_path / "case"), "-q"]
    for wait in (0.5, 0.9, 1.4, 2.0):
        run = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        time.sleep(wait)
        run.send_signal(signal.SIGKILL)
        run.wait()
    assert traced(str(pile), tmp_path / "case") == plain


@pytest.mark.slow
def test_every_quote_is_verbatim(pile, tmp_path):
    result = trace(str(pile), tmp_path / "case")
    findings = result.case.findings()
    texts = {r.id: r.text for r in findings.reports}
    case = to_json(findings)
    result.case.close()
    for report in case["reports"]:
        for part in (*report["lines"], *report["credits"]):
            assert texts[report["id"]][part["start"] : part["end"]] == part["quote"]
    for claim in case["claims"]:
        for m in claim["mentions"]:
            assert texts[m["report"]][m["start"] : m["end"]] == m["quote"]
            assert m["quote"] in m["sentence"] or m["sentence"] in m["quote"]
        for count in [claim, *claim["readings"]]:
            assert 0 <= count["origins"]["low"] <= count["origins"]["high"]
            assert 0 <= count["independent"]["low"] <= count["independent"]["high"]
