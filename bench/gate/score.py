"""Scores a run on a pile against its gold, layer by layer, as counts that add up over piles.

A mention matches a gold attestation of the same report when their quotes overlap by half of the shorter; a gold claim is
scored on the one system claim that holds most of its matches, one to one; pair F1 runs over matched mentions of different
reports; disagreements are compared by kind on the matched claims.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from itertools import combinations
from pathlib import Path
from typing import Any

from rapidfuzz import fuzz

from bench.gate.match import hop_matches, match_spans, names_match, near, overlap
from bench.gate.piles import Pile
from bench.gate.quotes import Folded, squeeze
from bench.gate.run import Run, Spans, gold_spans
from hearsay.text import fold

Json = dict[str, Any]
CLASHES = ("conflict", "update", "scope", "refines", "denial")
FIELDS = ("stance", "polarity", "modality", "voice")
SIDE = ("asserts", "confirms")


class Sheet:
    """Counts by name, and one line for each thing that went wrong."""

    def __init__(self) -> None:
        self.counts: Counter[str] = Counter()
        self.notes: list[str] = []

    def add(self, name: str, value: float = 1) -> None:
        """Add to a count."""
        self.counts[name] += value  # type: ignore[assignment]  # sums of widths are no whole numbers

    def sets(self, name: str, want: Counter[Any], have: Counter[Any]) -> None:
        """Gold, system and right of a layer in which things are found or not."""
        self.add(f"{name} gold", sum(want.values()))
        self.add(f"{name} system", sum(have.values()))
        self.add(f"{name} right", sum((want & have).values()))

    def note(self, text: str) -> None:
        """Say what went wrong."""
        self.notes.append(text)


def score(pile: Pile, run: Run) -> Sheet:
    """Every layer that has gold."""
    sheet = Sheet()
    files = {Path(r["path"]).name: r for r in run.case["reports"]}
    ids = {g["id"]: files[Path(g["file"]).name]["id"] for g in pile.gold["reports"] if Path(g["file"]).name in files}
    for g in pile.gold["reports"]:
        if g["id"] in ids:
            _score_report(sheet, g, files[Path(g["file"]).name])
        else:
            sheet.note(f"report {g['file']} is not in the case")
            sheet.add("reports")
    _score_derivations(sheet, pile.gold, run.case, ids)
    _score_incidents(sheet, pile.gold, run.case, ids)
    _score_attributions(sheet, pile, run, ids)
    _score_claims(sheet, pile.gold, run, ids)
    return sheet


def _score_report(sheet: Sheet, gold: Json, mine: Json) -> None:
    name = mine["outlet"]["name"] if mine["outlet"] else None
    outlet = (name is None) == (gold["outlet"] is None) and (name is None or names_match(name, gold["outlet"]))
    when = (mine["published"] or {}).get("start") or ""
    dated = when[:10] == (gold["published"] or "")
    sheet.add("reports")
    sheet.add("outlets right", outlet)
    sheet.add("dates right", dated)
    sheet.add("titles right", fuzz.ratio(fold(mine["title"] or ""), fold(gold["title"] or "")) > 85)
    if not outlet or not dated:
        sheet.note(f"{gold['id']}: outlet {name} / {gold['outlet']}, date {when} / {gold['published']}")
    sheet.sets(
        "credits",
        Counter((x["kind"], fold(x["name"] or "")) for x in gold["credits"]),
        Counter((x["kind"], fold(x["name"] or "")) for x in mine["credits"]),
    )
    for row in gold["lines"]:
        quote = squeeze(row["quote"])
        roles = [
            x["role"] for x in mine["lines"] if quote[:60] in squeeze(x["quote"]) or squeeze(x["quote"])[:60] in quote
        ]
        sheet.add("lines")
        sheet.add("lines right", row["role"] in roles)
        if row["role"] not in roles:
            sheet.note(f"{gold['id']}: line {row['role']} is {roles[:3]}: {quote[:60]!r}")


def _score_derivations(sheet: Sheet, gold: Json, case: Json, ids: dict[str, str]) -> None:
    def parent(d: Json, report: str | None) -> str:
        return report or "outlet:" + re.sub(r"^the ", "", fold(d["parent_outlet"] or ""))

    want = {(ids.get(d["child"]), parent(d, ids.get(d["parent"]))): d for d in gold["derivations"]}
    have = {(d["child"], parent(d, d["parent"])): d for d in case["derivations"]}
    sheet.sets("derivations", Counter(want.keys()), Counter(have.keys()))
    for key in sorted(want.keys() & have.keys(), key=str):
        sheet.add("derivation kinds")
        sheet.add("derivation kinds right", want[key]["kind"] == have[key]["kind"])
    # Direction: of the pairs of reports that both sides tie together, those tied the right way round.
    tied = {frozenset(k): k for k in want if k[0] in ids.values() and k[1] in ids.values()}
    for key in sorted(tied.values(), key=str):
        a, b = key
        if key in have or (b, a) in have:
            sheet.add("directions")
            sheet.add("directions right", key in have)
    names = {v: k for k, v in ids.items()}
    for what, keys in (("missed", want.keys() - have.keys()), ("extra", have.keys() - want.keys())):
        for child, of in sorted(keys, key=str):
            sheet.note(f"derivation {what}: {names.get(child or '', child)} ← {names.get(of, of)}")


def _score_incidents(sheet: Sheet, gold: Json, case: Json, ids: dict[str, str]) -> None:
    def pairs(groups: Iterator[list[str]]) -> Counter[Any]:
        return Counter({frozenset(p) for group in groups for p in combinations(sorted(set(group)), 2)})

    sheet.sets(
        "incidents",
        pairs([ids[r] for r in i["reports"] if r in ids] for i in gold["incidents"]),
        pairs(list(i["reports"]) for i in case["incidents"]),
    )


def _score_attributions(sheet: Sheet, pile: Pile, run: Run, ids: dict[str, str]) -> None:
    for report in sorted(ids):
        gold = gold_spans(pile, report)
        if gold is None:
            continue
        text = run.texts[ids[report]]
        mine = run.attributions.get(ids[report], [])
        assert pile.attributions is not None
        told = pile.attributions[report]["text"] if report in pile.attributions else text
        if told != text:
            gold = move_spans(gold, told, text)
        matched = match_spans(gold, mine, text)
        sheet.add("attributions gold", len(gold))
        sheet.add("attributions system", len(mine))
        sheet.add("attributions right", len(matched))
        for g, m in sorted(matched.items()):
            sheet.add("attributions stance right", gold[g].stance == mine[m].stance)
            parent = gold[g].parent
            if parent is not None:
                sheet.add("nested")
                sheet.add("nested right", parent in matched and mine[m].parent == matched[parent])
        for g, a in enumerate(gold):
            if g not in matched:
                sheet.note(
                    f"attribution missed in {report}: {_told(a.source, text)} | {_told(a.cue, text)} | {_told(a.content, text)[:70]}"
                )


def _told(spans: tuple[tuple[int, int], ...], text: str) -> str:
    return squeeze(" … ".join(text[s:e] for s, e in spans))


def move_spans(rows: list[Spans], told: str, text: str) -> list[Spans]:
    """Spans of the visible page in the text that the program read: by their words, nearest to the same place."""
    folded = Folded(text)

    def move(spans: tuple[tuple[int, int], ...]) -> tuple[tuple[int, int], ...]:
        found = (folded.find(told[s:e], s / max(1, len(told))) for s, e in spans)
        return tuple(f for f in found if f)

    return [Spans(move(a.source), move(a.cue), move(a.content), a.parent, a.stance, a.holder) for a in rows]


def _score_claims(sheet: Sheet, gold: Json, run: Run, ids: dict[str, str]) -> None:
    claims = run.case["claims"]
    mentions = [(k, j, m) for k, claim in enumerate(claims) for j, m in enumerate(claim["mentions"])]
    matched = _match_mentions(sheet, gold, run, ids, mentions)
    votes = Counter((g, k) for (g, _), found in matched.items() for k in {mentions[x][0] for x in found})
    chosen: dict[int, int] = {}
    used: set[int] = set()
    for (g, k), _ in sorted(votes.items(), key=lambda v: (-v[1], v[0])):
        if g not in chosen and k not in used:
            chosen[g] = k
            used.add(k)
    best: dict[tuple[int, int], int] = {}  # attestation → the mention it is compared with
    for (g, a), found in matched.items():
        inside = [x for x in found if mentions[x][0] == chosen.get(g)]
        best[g, a] = (inside or found)[0]
    _score_pairs(sheet, mentions, best)
    for (g, a), x in sorted(best.items()):
        _score_fields(sheet, gold["claims"][g]["attestations"][a], mentions[x][2])
    for g, claim in enumerate(gold["claims"]):
        _score_counts(sheet, claim, claims[chosen[g]] if g in chosen else None)
        _score_clashes(sheet, claim, claims[chosen[g]]["id"] if g in chosen else None, run.case)
    for k, claim in enumerate(claims):
        if k not in used and claim["independent"]["low"] >= 2:
            sheet.add("unmatched corroborated")
            ends = [m["chain"][-1]["name"] for m in claim["mentions"]]
            sheet.note(f"low ≥ 2 in no gold claim: {claim['gist']['quote'][:90]!r} {ends}")


def _match_mentions(
    sheet: Sheet, gold: Json, run: Run, ids: dict[str, str], mentions: list[tuple[int, int, Json]]
) -> dict[tuple[int, int], list[int]]:
    """Gold claim and attestation → the mentions that overlap it, best first."""
    by_report = defaultdict(list)
    for x, (_, _, m) in enumerate(mentions):
        by_report[m["report"]].append((x, m))
    folded = {i: Folded(t) for i, t in run.texts.items()}
    pairs = []
    for g, claim in enumerate(gold["claims"]):
        for a, att in enumerate(claim["attestations"]):
            sheet.add("attestations")
            report = ids.get(att["report"], "")
            span = folded[report].find(att["quote"]) if report in folded else None
            if span is None:
                sheet.note(f"{claim['id']}[{a}]: its quote is not in the text that was read")
                continue
            for x, m in by_report[report]:
                share = overlap(span, (m["start"], m["end"]))
                if share:
                    # One clause may have two holders ("both have said"): the one meant comes first.
                    other = not (m["chain"] and hop_matches(att["chain"][-1], m["chain"][-1]))
                    pairs.append((-round(share, 3), other, g, a, x))
    matched: dict[tuple[int, int], list[int]] = defaultdict(list)
    for _, _, g, a, x in sorted(pairs):
        matched[g, a].append(x)
    sheet.add("attestations found", len(matched))
    return matched


def _score_pairs(sheet: Sheet, mentions: list[tuple[int, int, Json]], best: dict[tuple[int, int], int]) -> None:
    for x, y in combinations(sorted(best), 2):
        (kx, _, mx), (ky, _, my) = mentions[best[x]], mentions[best[y]]
        if mx["report"] == my["report"]:
            continue
        sheet.add("pairs gold", x[0] == y[0])
        sheet.add("pairs system", kx == ky)
        sheet.add("pairs right", x[0] == y[0] and kx == ky)


def _score_fields(sheet: Sheet, att: Json, m: Json) -> None:
    sheet.add("fields")
    for name in FIELDS:
        sheet.add(f"{name} right", m[name] == att[name])
    if att.get("value"):
        v = m["value"]
        sheet.add("values")
        sheet.add(
            "values right", bool(v) and near(v["low"], att["value"]["low"]) and near(v["high"], att["value"]["high"])
        )
    if att.get("when") and att["when"].get("start"):
        sheet.add("times")
        sheet.add("times right", bool(m["when"]) and m["when"]["start"] == att["when"]["start"])
    want, have = att["chain"], m["chain"]
    last = bool(have) and hop_matches(want[-1], have[-1])
    whole = len(want) == len(have) and all(hop_matches(g, s) for g, s in zip(want, have, strict=True))
    sheet.add("last hops right", last)
    sheet.add("chains right", whole)
    if len(want) > 2:
        sheet.add("deep chains")
        sheet.add("deep origins right", last)
    if not whole:
        shown = [h["name"] or h["description"] or "?" for h in have]
        sheet.note(
            f"chain, last hop {'right' if last else 'wrong'}, {att['report']}: {want} ≠ {shown}: {m['quote'][:70]!r}"
        )


def _score_counts(sheet: Sheet, gold: Json, mine: Json | None) -> None:
    want = gold["independent"]
    single, double = want["high"] <= 1, want["low"] >= 2
    outlets = len({a["chain"][0] for a in gold["attestations"] if a["stance"] in SIDE})
    sheet.add("claims")
    sheet.add("single", single)
    sheet.add("double", double)
    sheet.add("naive false", single and outlets >= 2)
    sheet.add("naive missed", double and outlets < 2)
    if mine is None:
        sheet.add("lost")
        sheet.add("missed", double)
        sheet.note(f"lost: {gold['id']} {gold['gist'][:80]}")
        return
    have = mine["independent"]
    false, missed = single and have["low"] >= 2, double and have["high"] <= 1
    sheet.add("false", false)
    sheet.add("missed", missed)
    sheet.add("confirmed", double and have["low"] >= 2)
    sheet.add("scored")
    sheet.add("inside", have["low"] <= want["low"] and want["high"] <= have["high"])
    sheet.add("exact", (have["low"], have["high"]) == (want["low"], want["high"]))
    sheet.add("width", have["high"] - have["low"])
    sheet.add("error", abs(have["low"] + have["high"] - want["low"] - want["high"]) / 2)
    sheet.add("naive error", abs(2 * outlets - want["low"] - want["high"]) / 2)
    for name in ("low", "high"):
        sheet.add(f"origins {name} right", mine["origins"][name] == gold["origins"][name])
    sheet.add(
        "origins inside",
        mine["origins"]["low"] <= gold["origins"]["low"] and gold["origins"]["high"] <= mine["origins"]["high"],
    )
    if (have["low"], have["high"]) != (want["low"], want["high"]):
        flag = "FALSE" if false else "missed" if missed else "off"
        sheet.note(
            f"{flag}: {gold['id']} gold {want['low']}–{want['high']} of {len(gold['attestations'])},"
            f" ours {have['low']}–{have['high']} of {len(mine['mentions'])}: {gold['gist'][:80]}"
        )


def _score_clashes(sheet: Sheet, gold: Json, mine: str | None, case: Json) -> None:
    want = {r["kind"] for r in gold["relations"]} & set(CLASHES)
    have = {d["kind"] for d in case["disagreements"] if mine is not None and d["claim"] == mine}
    for kind in CLASHES:
        sheet.add(f"{kind} gold", kind in want)
        sheet.add(f"{kind} system", kind in have)
        sheet.add(f"{kind} right", kind in want and kind in have)
