"""Trace real local news reports; print seconds per stage, wall seconds, peak memory: ``python bench/speed.py [N]``.

The reports are third-party data beside the project; where they are absent this says so and stops.
Bars: the first 1,000 in at most 120 s and 1.5 GB on two cores, JSON and HTML included.
"""

from __future__ import annotations

import gzip
import json
import os
import sys
import tempfile
import threading
import time
from itertools import islice
from pathlib import Path

from hearsay import show
from hearsay.case import trace

DATA = Path(__file__).parents[2] / "shared" / "data" / "incidents" / "docs.jsonl.gz"


class Watch(threading.Thread):
    """Samples the resident memory of this process and its children, in MB; ``peak`` is the largest sum seen."""

    def __init__(self) -> None:
        super().__init__(daemon=True)
        self.done = threading.Event()
        self.peak = 0.0

    def run(self) -> None:
        """Sample until ``done``."""
        me = Path(f"/proc/{os.getpid()}")
        while not self.done.wait(0.1):
            begun = [ids for thread in me.glob("task/*/children") for ids in children(thread)]
            self.peak = max(self.peak, sum(map(resident, [me.name, *begun])))


def children(thread: Path) -> list[str]:
    try:
        return thread.read_text().split()
    except OSError:
        return []  # the thread ended meanwhile


def resident(process: str) -> float:
    try:
        return int(Path(f"/proc/{process}/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE") / 1e6
    except OSError:
        return 0.0  # it ended meanwhile


def main() -> None:
    if not DATA.is_file():
        print("no incident reports beside the project: nothing measured")
        return
    count = int(next((a for a in sys.argv[1:] if a.isdigit()), "1000"))
    with tempfile.TemporaryDirectory() as scratch:
        pile = Path(scratch) / "reports.jsonl"
        with gzip.open(DATA, "rt", encoding="utf-8") as rows, pile.open("w", encoding="utf-8") as out:
            for row in islice(rows, count):
                d = json.loads(row)
                one = {
                    "text": d["text"],
                    "title": d["title"],
                    "url": d["url"],
                    "outlet": d["outlet"],
                    "published": d["dct"],
                }
                out.write(json.dumps(one) + "\n")
        watch = Watch()
        watch.start()
        begin = time.perf_counter()
        traced = trace(str(pile), Path(scratch) / "case.hearsay")
        read = time.perf_counter() - begin
        findings = traced.case.findings()
        show.write_json(findings, str(Path(scratch) / "case.json"))
        written = time.perf_counter() - begin - read
        show.write_html(findings, str(Path(scratch) / "report.html"))
        total = time.perf_counter() - begin
        for stage, seconds in traced.seconds.items():
            print(f"{stage:>12} {seconds:8.2f} s (summed over workers)")
        print(f"{'json':>12} {written:8.2f} s")
        print(f"{'html':>12} {total - read - written:8.2f} s")
        size = (Path(scratch) / "case.json").stat().st_size
        mentions = sum(len(c.mentions) for c in findings.claims)
    watch.done.set()
    watch.join()
    print(f"{count} reports, {mentions} mentions, {len(findings.claims)} claims, JSON {size / 1e6:.1f} MB")
    print(
        f"wall {total:.1f} s ({count / total:.1f} reports/s), peak {watch.peak:.0f} MB (this process and its workers)"
    )
    print(f"unreadable: {len(traced.unreadable)}")


if __name__ == "__main__":
    main()
