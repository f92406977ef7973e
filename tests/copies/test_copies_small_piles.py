"""What the engine costs a small pile: ten reports, in a process that has never run it, nothing compiled before."""

import json
import os
import random
import subprocess
import sys

import pytest

AT_MOST = 1.0  # CPU seconds that the engine adds, what it loads included

SCRIPT = """
import json, sys, time
import numpy  # the reader needs it whatever the pile
from hearsay.types import Line, Report, Stated
import hearsay.copies
rows = json.load(sys.stdin)
reports = {
    r["id"]: Report(
        id=r["id"], path=r["id"], text=r["text"], language="en", credits=(), outlet=Stated(r["outlet"], "given"),
        lines=(Line(start=0, end=len(r["text"]), role="body", score=1.0, reason="test"),),
    )
    for r in rows
}
begun = time.process_time()
made = hearsay.copies.run(reports)
spent = time.process_time() - begun
print(json.dumps({"seconds": spent, "passages": len(made.value), "compiled": "numba" in sys.modules}))
"""


def ten_reports():
    rnd = random.Random(5)
    words = [a + b for a in ("bar", "kel", "mor", "sut", "ven", "tri") for b in ("an", "ic", "ola", "und", "eth", "os")]
    stories = [" ".join(rnd.choice(words) for _ in range(600)) for _ in range(4)]
    return [
        {"id": f"r{i}", "outlet": f"Paper {i}", "text": f"{stories[i % 4]} {' '.join(rnd.choices(words, k=80))}"}
        for i in range(10)
    ]


@pytest.fixture(scope="module")
def first_run(tmp_path_factory):
    env = {**os.environ, "NUMBA_CACHE_DIR": str(tmp_path_factory.mktemp("cache")), "OMP_NUM_THREADS": "1"}
    command = [sys.executable, "-c", SCRIPT]
    rows = json.dumps(ten_reports())
    done = subprocess.run(command, input=rows, check=True, capture_output=True, encoding="utf-8", env=env)
    return json.loads(done.stdout)


def test_ten_reports_cost_less_than_a_second_on_the_first_run(first_run):
    assert first_run["passages"] >= 8
    assert first_run["seconds"] < AT_MOST


def test_ten_reports_wait_for_no_compiler(first_run):
    assert not first_run["compiled"]
