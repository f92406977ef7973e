"""Fits what makes a proposal an attribution: the weights of ``lexicons/attributing.toml``.

    python tools/attributing.py [--dev] [--dry]

Gold: the train split of ``corpus/`` and those articles of GUM whose licence allows it. Every proposal of verb and noun
rules, and of tree and cue tagger where no rule has one, is a row; right is what meets a gold attribution: content by
half, a source that overlaps (its edges are no reason to leave one out). Ridge logistic regression by Newton's method.
Figures are the gate's, out of fold, whole incidents left out; the cuts have the best F1 out of fold, but what a rule
found is dropped only below .25, since other news marks more than this gold does. ``--dev`` scores the dev split as
well, ``--dry`` writes nothing.
"""

from __future__ import annotations

import gzip
import json
import re
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from bench.gate.match import pair_spans  # noqa: E402 -- the path above makes it importable
from bench.gate.piles import Pile, read_split  # noqa: E402
from bench.gate.run import Spans, gold_spans  # noqa: E402
from bench.gate.score import move_spans  # noqa: E402

from hearsay.attribute.find import is_idle, propose  # noqa: E402
from hearsay.attribute.ranker import describe_all, group_of  # noqa: E402
from hearsay.attribute.view import view  # noqa: E402
from hearsay.case import trace  # noqa: E402
from hearsay.read import bare_report, parse_report  # noqa: E402
from hearsay.types import Parse, Report  # noqa: E402

LEXICON = ROOT / "src" / "hearsay" / "lexicons" / "attributing.toml"
GUM = ROOT / ".." / "shared" / "data" / "attribution" / "gum.train.jsonl.gz"
FOLDS = 6
RIDGE = 4.0
SEEN = 4  # rows that a feature must stand in
GUM_WEIGHT = 0.3  # GUM marks beliefs and first persons that reports do not turn on
RULES = {"rule": 0.0, "idle": 1.1, "likely": 1.1}  # the cuts that leave it to the rules
HIGHEST = {"rule": 0.25, "idle": 0.9, "likely": 0.9}  # cuts tried
Read = tuple[str, Report, Parse, list[Spans]]


@dataclass
class Told:
    """One text: its proposals with features; ``pairs`` as the gate pairs gold and proposals."""

    pile: str
    gold: int
    features: list[dict[str, float]]
    group: list[str]
    at: list[int]
    pairs: list[tuple[float, int, int]]
    y: list[float]  # 1 where it meets some gold but for the edges of its source

    def right(self, kept: Sequence[int]) -> int:
        """How many gold attributions the kept proposals meet, one to one."""
        keep, matched, used = set(kept), set(), set()
        for _, g, m in self.pairs:
            if m in keep and g not in matched and m not in used:
                matched.add(g)
                used.add(m)
        return len(used)


def main() -> None:
    train = [describe_text(*row) for row in read_piles(read_split("train"))]
    gum = [describe_text(*row) for row in read_gum()]
    dev = [describe_text(*row) for row in read_piles(read_split("dev"))] if "--dev" in sys.argv else []
    weights, cut = fit_all(train, gum, dev)
    if "--dry" not in sys.argv:
        write(weights, cut)


def fit_all(train: list[Told], gum: list[Told], dev: list[Told]) -> tuple[dict[str, float], dict[str, float]]:
    """The weights fitted on everything and the cuts found out of fold, with the figures printed."""
    piles = sorted({t.pile for t in train})
    likely: dict[int, np.ndarray] = {}
    for fold in range(FOLDS):
        out = set(piles[fold::FOLDS])
        names, w = fit([t for t in train if t.pile not in out], gum)
        likely |= {id(t): chances(t, names, w) for t in train if t.pile in out}
    told = [(t, likely[id(t)]) for t in train]
    print(f"{len(piles)} incidents, {sum(len(t.features) for t in train)} proposals, {sum(t.gold for t in train)} gold")
    print("rules alone:        ", figures(told, RULES))
    cut = dict(RULES)
    for group, highest in [*HIGHEST.items()] * 2:
        tried = [cut | {group: round(float(step), 2)} for step in np.arange(0.05, highest + 0.01, 0.05)]
        cut = max([cut, *tried], key=lambda c: f1(told, c))
    print("ranker, out of fold:", figures(told, cut), cut)
    names, w = fit(train, gum)
    if dev:
        scored = [(t, chances(t, names, w)) for t in dev]
        print("dev, rules alone:   ", figures(scored, RULES))
        print("dev, ranker:        ", figures(scored, cut))
    return dict(zip(names, map(float, w), strict=True)), cut


def describe_text(pile: str, report: Report, parse: Parse, gold: list[Spans]) -> Told:
    """The proposals of one text beside its gold."""
    doc = view(report, parse)
    found = propose(doc)
    idle = [is_idle(doc, f, found) for f in found]
    mine = [
        Spans(*(tuple((s.start, s.end) for s in doc.spans(x)) for x in (f.source, f.cue, f.content)), None, "", None)
        for f in found
    ]
    group = [group_of(doc, f, dull) for f, dull in zip(found, idle, strict=True)]
    y = [float(any(meets(g, m) for g in gold)) for m in mine]
    pairs = pair_spans(gold, mine, report.text)
    return Told(pile, len(gold), describe_all(doc, found, idle), group, [f.at for f in found], pairs, y)


def meets(gold: Spans, mine: Spans) -> bool:
    """Content by half, and a source that overlaps or is missing in both."""
    here, there = letters(gold.source), letters(mine.source)
    if bool(here) != bool(there) or (here and not here & there):
        return False
    here, there = letters(gold.content), letters(mine.content)
    return len(here & there) >= 0.5 * len(here | there)


def letters(spans: tuple[tuple[int, int], ...]) -> set[int]:
    return {i for s, e in spans for i in range(s, e)}


def read_piles(piles: Sequence[Pile]) -> Iterator[Read]:
    """The reports of the piles as a trace reads them, with the gold moved onto their text."""
    for pile in piles:
        with tempfile.TemporaryDirectory() as scratch:
            case = trace(str(pile.folder / "reports"), Path(scratch) / "case", workers=0).case
            reports, parses = case.findings().reports, case.parses()
            case.close()
        yield from beside_gold(pile, [(r, parses[r.id]) for r in reports])


def beside_gold(pile: Pile, read: Sequence[tuple[Report, Parse]]) -> Iterator[Read]:
    """What was read, each report with its gold."""
    files = {Path(r.path).name: (r, parse) for r, parse in read}
    for row in pile.gold["reports"]:
        gold = gold_spans(pile, row["id"])
        if gold is None or Path(row["file"]).name not in files or pile.attributions is None:
            continue
        report, parse = files[Path(row["file"]).name]
        told = pile.attributions[row["id"]]["text"] if row["id"] in pile.attributions else report.text
        yield pile.name, report, parse, gold if told == report.text else move_spans(gold, told, report.text)


def read_gum() -> Iterator[Read]:
    """GUM's train articles under a licence that lets a lexicon be fitted on them."""
    if not GUM.exists():
        return
    for line in gzip.decompress(GUM.read_bytes()).decode("utf-8").splitlines():
        row = json.loads(line)
        licence = row.get("licence") or ""
        if licence.startswith("CC-BY-") and "NC" not in licence and "ND" not in licence:
            report = bare_report(row["text"])
            yield row["doc_id"], report, parse_report(report), gum_spans(row)


def gum_spans(row: dict) -> list[Spans]:  # type: ignore[type-arg]
    return [
        Spans(*(tuple((s, e) for s, e in a[role]) for role in ("source", "cue", "content")), None, "", None)
        for a in row["attributions"]
        if a["cue"] or a["source"]
    ]


def fit(train: Sequence[Told], gum: Sequence[Told]) -> tuple[list[str], np.ndarray]:
    """Names and weights of the features that are seen often enough."""
    texts = [(t, 1.0) for t in train] + [(t, GUM_WEIGHT) for t in gum]
    weighed = np.array([g != "given" for t, _ in texts for g in t.group])
    seen: dict[str, int] = {}
    for t, _ in texts:
        for f, group in zip(t.features, t.group, strict=True):
            for name in f if group != "given" else ():
                seen[name] = seen.get(name, 0) + 1
    names = sorted(n for n, k in seen.items() if k >= SEEN)
    x = np.concatenate([matrix(t, names) for t, _ in texts])[weighed]
    y = np.concatenate([t.y for t, _ in texts])[weighed]
    weight = np.concatenate([np.full(len(t.features), share) for t, share in texts])[weighed]
    pull = np.array([0.01 if n == "bias" else RIDGE for n in names])
    w = np.zeros(len(names))
    for _ in range(12):
        p = 1 / (1 + np.exp(-np.clip(x @ w, -30, 30)))
        slope = x.T @ (weight * (y - p)) - pull * w
        bend = (x * (weight * p * (1 - p))[:, None]).T @ x + np.diag(pull)
        w = w + np.linalg.solve(bend, slope)
    return names, w


def matrix(told: Told, names: list[str]) -> np.ndarray:
    place = {n: i for i, n in enumerate(names)}
    x = np.zeros((len(told.features), len(names)))
    for row, f in enumerate(told.features):
        for name, value in f.items():
            if name in place:
                x[row, place[name]] = value
    return x


def chances(told: Told, names: list[str], w: np.ndarray) -> np.ndarray:
    return 1 / (1 + np.exp(-np.clip(matrix(told, names) @ w, -30, 30)))


def counts(told: Sequence[tuple[Told, np.ndarray]], cut: dict[str, float]) -> tuple[int, int, int]:
    gold = mine = right = 0
    for t, likely in told:
        best: dict[int, int] = {}
        kept = []
        for n, group in enumerate(t.group):
            if likely[n] < cut.get(group, 0.0):
                continue
            if group != "likely":
                kept.append(n)
            elif t.at[n] not in best or likely[n] > likely[best[t.at[n]]]:
                best[t.at[n]] = n
        kept += best.values()
        gold, mine, right = gold + t.gold, mine + len(kept), right + t.right(kept)
    return gold, mine, right


def f1(told: Sequence[tuple[Told, np.ndarray]], cut: dict[str, float]) -> float:
    gold, mine, right = counts(told, cut)
    return 2 * right / max(1, gold + mine)


def figures(told: Sequence[tuple[Told, np.ndarray]], cut: dict[str, float]) -> str:
    gold, mine, right = counts(told, cut)
    return f"P {100 * right / max(1, mine):.1f} R {100 * right / max(1, gold):.1f} F1 {100 * f1(told, cut):.1f}"


def write(weights: dict[str, float], cut: dict[str, float]) -> None:
    """Write the fitted parts of the lexicon; its comments stay."""
    text = LEXICON.read_text(encoding="utf-8")
    body = "".join(f"{json.dumps(n)} = {w:.2f}\n" for n, w in sorted(weights.items()) if abs(w) >= 0.005)
    for name, value in cut.items():
        text = re.sub(rf"(?m)^{name} = .*$", f"{name} = {value:.2f}", text)
    LEXICON.write_text(text[: text.index("[weights]")] + "[weights]\n" + body, encoding="utf-8")


if __name__ == "__main__":
    main()
