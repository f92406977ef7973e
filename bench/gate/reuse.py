"""Reuse, speed and durability: what the gate measures on texts made from the corpus itself."""

from __future__ import annotations

import json
import os
import random
import re
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from bench.copies import KINDS, build_pile
from bench.copies import score as score_copies
from bench.gate.figures import Figure
from bench.gate.piles import Pile, visible_text
from hearsay.case import trace
from hearsay.copies.passages import Text, find_passages
from hearsay.show import to_json

_DOCUMENTS, _OUTLETS = 600, 20  # of two pages of an outlet nobody can tell what is furniture
_CHUNK = 140  # words of a made-up original: the corpus is small, so its paragraphs are dealt anew


def copies(piles: list[Pile]) -> list[Figure]:
    """Recall by kind of copy and precision, on a pile with exact provenance; documents per CPU second."""
    made = build_pile(_base(piles), _DOCUMENTS, seed=1, outlets=_OUTLETS)
    texts = [Text(str(i), t, series=o) for i, (t, o) in enumerate(zip(made.texts, made.outlets, strict=True))]
    find_passages(texts[:50])  # what is loaded on first use is not speed
    began = time.process_time()
    found = find_passages(texts)
    spent = time.process_time() - began
    told = score_copies(made, found)
    rows = [Figure(f"reuse: {k} copies found", round(100 * told[f"recall {k}"], 1), _DOCUMENTS) for k in KINDS]
    return [
        *rows,
        Figure("reuse: precision", round(100 * told["precision"], 1), len(found)),
        Figure("reuse: documents", float(round(len(texts) / spent)), len(texts), unit="per CPU second"),
    ]


def _base(piles: list[Pile]) -> list[list[str]]:
    """Texts of a few paragraphs that no two share: the paragraphs of all reports, shuffled and dealt."""
    seen, paragraphs = set(), []
    for pile in piles:
        for path in sorted((pile.folder / "reports").iterdir()):
            for p in re.split(r"\n+", visible_text(path)):
                words = p.split()
                key = " ".join(words[:8])
                if len(words) >= 20 and key not in seen:
                    seen.add(key)
                    paragraphs.append(" ".join(words))
    random.Random(1).shuffle(paragraphs)
    base: list[list[str]] = [[]]
    for p in paragraphs:
        if sum(len(x.split()) for x in base[-1]) >= _CHUNK:
            base.append([])
        base[-1].append(p)
    return base[:-1]


def durability(pile: Pile) -> list[Figure]:
    """Kill a trace at several moments; resumed, each must end in the JSON of an undisturbed run."""
    moments = (0.8, 1.6, 2.4)
    with tempfile.TemporaryDirectory() as scratch:
        whole = _finish(pile, Path(scratch) / "whole")
        same = 0
        for moment in moments:
            case = Path(scratch) / f"killed{moment}"
            code = "import sys; from hearsay.case import trace; trace(sys.argv[1], sys.argv[2], workers=0)"
            process = subprocess.Popen([sys.executable, "-c", code, str(pile.folder / "reports"), str(case)])
            time.sleep(moment)
            os.kill(process.pid, signal.SIGKILL)
            process.wait()
            same += _finish(pile, case) == whole
    return [Figure("durability: killed runs that resume to the same answer", 100 * same / len(moments), len(moments))]


def _finish(pile: Pile, case: Path) -> str:
    traced = trace(str(pile.folder / "reports"), case, workers=0)
    try:
        return json.dumps(to_json(traced.case.findings()), sort_keys=True)
    finally:
        traced.case.close()
