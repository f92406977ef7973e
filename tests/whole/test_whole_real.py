"""The laws of the whole on real reports, where there are any beside the project: an incident stream of many outlets."""

import gzip
import json
import random
import signal
import subprocess
import sys
import time
from itertools import islice

import pytest

from hearsay.case import trace
from hearsay.show import to_json

REPORTS = 40
FINDINGS = ("claims", "derivations", "incidents", "disagreements")


@pytest.fixture(scope="module")
def rows(shared):
    source = shared / "data" / "incidents" / "docs.jsonl.gz"
    if not source.is_file():
        pytest.skip("no incident reports beside the project")
    with gzip.open(source, "rt", encoding="utf-8") as lines:
        docs = [json.loads(line) for line in islice(lines, REPORTS)]
    keys = (("text", "text"), ("title", "title"), ("url", "url"), ("outlet", "outlet"), ("published", "dct"))
    return [json.dumps({key: doc[name] for key, name in keys}) for doc in docs]


def write(folder, rows):
    folder.mkdir(parents=True, exist_ok=True)
    for i, row in rows:
        (folder / f"{i:03}.jsonl").write_text(row + "\n", encoding="utf-8")
    return folder


def traced(pile, folder, **options):
    result = trace(pile if isinstance(pile, list) else str(pile), folder, **options)
    case = to_json(result.case.findings())
    result.case.close()
    return case


@pytest.fixture(scope="module")
def pile(rows, tmp_path_factory):
    return write(tmp_path_factory.mktemp("real") / "pile", enumerate(rows))


@pytest.fixture(scope="module")
def plain(pile, tmp_path_factory):
    return traced(pile, tmp_path_factory.mktemp("plain") / "case", workers=2)


@pytest.mark.slow
def test_no_report_fails_in_a_stage(plain):
    assert len(plain["reports"]) == REPORTS
    assert plain["claims"]
    assert not [d for d in plain["dropped"] if d["what"].startswith("stage ")]


@pytest.mark.slow
def test_order_and_one_worker_change_nothing(pile, plain, tmp_path):
    files = [str(p) for p in sorted(pile.iterdir())]
    random.Random(11).shuffle(files)
    assert traced(files, tmp_path / "case", workers=1) == plain


@pytest.mark.slow
def test_a_pile_added_to_itself_finds_the_same(rows, pile, plain, tmp_path):
    write(tmp_path / "twice", enumerate(rows))
    write(tmp_path / "twice", ((500 + i, row) for i, row in enumerate(rows)))
    case = traced(tmp_path / "twice", tmp_path / "case")
    assert sum(r["duplicate_of"] is not None for r in case["reports"]) == REPORTS
    assert {key: case[key] for key in FINDINGS} == {key: plain[key] for key in FINDINGS}


@pytest.mark.slow
def test_killed_at_many_moments_and_resumed_it_finds_the_same(pile, plain, tmp_path):
    case = tmp_path / "case"
    command = [sys.executable, "-m", "hearsay", "trace", str(pile), "--case", str(case), "-q"]
    for wait in (0.4, 0.8, 1.2, 1.6, 2.0, 2.6):
        run = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        time.sleep(wait)
        run.send_signal(signal.SIGKILL)
        run.wait()
    assert traced(pile, case) == plain
