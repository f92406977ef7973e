"""Score the whole pipeline on invented incidents with gold: ``python bench/incidents.py FOLDER… [-v]``.

How things match: a mention matches a gold attestation of the same report when their quotes overlap by half of the
shorter; a gold claim is scored on the system claim that holds most of its matches, one to one; pair F1 runs over matched
mentions of different reports; hops match when folded names (or aliases) match or, unnamed, the head noun does.
"""

from __future__ import annotations

import json
import re
import sys
import tempfile
from collections import Counter, defaultdict
from itertools import combinations
from pathlib import Path

from rapidfuzz import fuzz

from hearsay.case import trace
from hearsay.show import to_json
from hearsay.text import fold

VERBOSE = "-v" in sys.argv


def main() -> None:
    folders = [Path(a) for a in sys.argv[1:] if not a.startswith("-")]
    piles = sorted(p.parent for f in folders for p in (f.rglob("gold.json") if f.is_dir() else [f]))
    total: Counter[str] = Counter()
    for pile in piles:
        gold = json.loads((pile / "gold.json").read_text(encoding="utf-8"))
        with tempfile.TemporaryDirectory() as scratch:
            traced = trace(str(pile / "reports"), Path(scratch) / "case")
            case = to_json(traced.case.findings())
            texts = {r.id: r.text for r in traced.case.reports}
            traced.case.close()
        counts = score(gold, case, texts)
        if VERBOSE or len(piles) > 1:
            print(f"{pile.name:34}", line(counts))
        total += counts
    print(f"{'ALL':34}", line(total))
    print(table(total))


def squeeze(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip()


class Folded:
    """A text with runs of white space as one space, and the way back to its offsets."""

    def __init__(self, text: str) -> None:
        out, at = [], []
        space = True
        for i, c in enumerate(text):
            if c.isspace() or c == "\xa0":
                if not space:
                    out.append(" ")
                    at.append(i)
                space = True
            else:
                out.append(c)
                at.append(i)
                space = False
        self.text, self.at = "".join(out), at

    def find(self, quote: str) -> tuple[int, int] | None:
        """Offsets of a quote in the original."""
        quote = squeeze(quote)
        i = self.text.find(quote)
        return (self.at[i], self.at[i + len(quote) - 1] + 1) if i >= 0 and quote else None


def score(gold: dict, case: dict, texts: dict[str, str]) -> Counter[str]:
    c: Counter[str] = Counter()
    files = {Path(r["path"]).name: r for r in case["reports"]}
    to_system = {g["id"]: files[Path(g["file"]).name]["id"] for g in gold["reports"] if Path(g["file"]).name in files}
    folded = {i: Folded(t) for i, t in texts.items()}
    score_reports(c, gold, files, to_system)
    score_derivations(c, gold, case, to_system)

    mentions = [(k, j, m) for k, claim in enumerate(case["claims"]) for j, m in enumerate(claim["mentions"])]
    by_report = defaultdict(list)
    for at, (k, _, m) in enumerate(mentions):
        by_report[m["report"]].append((at, k, m))
    pairs = []  # gold claim, attestation, mention number
    for g, claim in enumerate(gold["claims"]):
        for a, att in enumerate(claim["attestations"]):
            c["attestations"] += 1
            rid = to_system.get(att["report"])
            span = folded[rid].find(att["quote"]) if rid in folded else None
            if span is None:
                c["quote not in text"] += 1
                continue
            for at, _, m in by_report[rid]:
                over = min(span[1], m["end"]) - max(span[0], m["start"])
                if over > 0 and over >= 0.5 * min(span[1] - span[0], m["end"] - m["start"]):
                    pairs.append((over / max(span[1] - span[0], m["end"] - m["start"]), g, a, at))
    matched: dict[tuple[int, int], list[int]] = defaultdict(list)
    for _, g, a, at in sorted(pairs, reverse=True):
        matched[g, a].append(at)
    c["found"] += len(matched)

    votes = Counter(
        (g, mentions[at][0]) for (g, _), ats in matched.items() for at in {mentions[x][0]: x for x in ats}.values()
    )
    chosen: dict[int, int] = {}
    used: set[int] = set()
    for (g, k), _ in sorted(votes.items(), key=lambda v: (-v[1], v[0])):
        if g not in chosen and k not in used:
            chosen[g] = k
            used.add(k)
    best: dict[tuple[int, int], int] = {}  # attestation → the mention it is compared with
    for (g, a), ats in matched.items():
        inside = [x for x in ats if mentions[x][0] == chosen.get(g)]
        best[g, a] = (inside or ats)[0]
    score_pairs(c, gold, mentions, best)
    for (g, a), at in best.items():
        score_fields(c, gold["claims"][g], gold["claims"][g]["attestations"][a], mentions[at][2])
    for g, claim in enumerate(gold["claims"]):
        score_counts(c, claim, case["claims"][chosen[g]] if g in chosen else None)
    for k, claim in enumerate(case["claims"]):
        if k not in used and claim["independent"]["low"] >= 2:
            c["unmatched corroborated"] += 1
            if VERBOSE:
                print(
                    "   unmatched, low>=2:",
                    claim["gist"]["quote"][:90],
                    [m["chain"][-1]["name"] for m in claim["mentions"]],
                )
    return c


def score_reports(c: Counter[str], gold: dict, files: dict, to_system: dict) -> None:
    for g in gold["reports"]:
        s = files.get(Path(g["file"]).name)
        if s is None:
            continue
        c["reports"] += 1
        name = s["outlet"]["name"] if s["outlet"] else None
        good = (name is None) == (g["outlet"] is None) and (name is None or alike(name, g["outlet"]))
        c["outlet right"] += good
        when = s["published"]["start"] if s["published"] else None
        dated = (when or "")[:10] == (g["published"] or "")
        c["date right"] += dated
        c["title right"] += fuzz.ratio(fold(s["title"] or ""), fold(g["title"] or "")) > 85
        if VERBOSE and not (good and dated):
            print("   report", g["file"], "outlet", name, "/", g["outlet"], "| date", when, "/", g["published"])
        want = Counter((x["kind"], fold(x["name"] or "")) for x in g.get("credits", []))
        have = Counter((x["kind"], fold(x["name"] or "")) for x in s["credits"])
        c["credits gold"] += sum(want.values())
        c["credits system"] += sum(have.values())
        c["credits right"] += sum((want & have).values())
        if VERBOSE and want != have:
            print("   credits", g["file"], "missed", list(want - have), "extra", list(have - want))
        for row in g.get("lines", []):
            c["lines"] += 1
            roles = [
                x["role"]
                for x in s["lines"]
                if squeeze(row["quote"])[:60] in squeeze(x["quote"])
                or squeeze(x["quote"])[:60] in squeeze(row["quote"])
            ]
            c["lines right"] += row["role"] in roles
            if VERBOSE and row["role"] not in roles:
                print("   line", g["file"], row["role"], "is", roles[:3], repr(row["quote"][:60]))


def score_derivations(c: Counter[str], gold: dict, case: dict, to_system: dict) -> None:
    def key(d: dict, child: str | None, parent: str | None) -> tuple[str | None, str]:
        return child, parent or "outlet:" + re.sub(r"^the ", "", fold(d["parent_outlet"] or ""))

    want = {key(d, to_system.get(d["child"]), to_system.get(d["parent"])) for d in gold["derivations"]}
    have = {key(d, d["child"], d["parent"]) for d in case["derivations"]}
    c["derivations gold"] += len(want)
    c["derivations system"] += len(have)
    c["derivations right"] += len(want & have)
    if VERBOSE:
        names = {v: k for k, v in to_system.items()}
        print(
            "   derivations missed",
            [(names.get(a), names.get(b, b)) for a, b in sorted(want - have)],
            "extra",
            [(names.get(a), names.get(b, b)) for a, b in sorted(have - want)],
        )


def score_pairs(c: Counter[str], gold: dict, mentions: list, best: dict) -> None:
    keys = sorted(best)
    for x, y in combinations(keys, 2):
        mx, my = mentions[best[x]], mentions[best[y]]
        if mx[2]["report"] == my[2]["report"]:
            continue
        same_gold, same_system = x[0] == y[0], mx[0] == my[0]
        c["pairs gold"] += same_gold
        c["pairs system"] += same_system
        c["pairs right"] += same_gold and same_system


def score_fields(c: Counter[str], claim: dict, att: dict, m: dict) -> None:
    c["fields"] += 1
    for name in ("stance", "polarity", "modality", "voice"):
        c[name + " right"] += m[name] == att[name]
    if att.get("value"):
        c["values"] += 1
        v = m["value"]
        c["values right"] += bool(v) and near(v["low"], att["value"]["low"]) and near(v["high"], att["value"]["high"])
    if att.get("when") and att["when"].get("start"):
        c["whens"] += 1
        c["whens right"] += bool(m["when"]) and m["when"]["start"] == att["when"]["start"]
    want, have = att["chain"], m["chain"]
    last = hop_matches(want[-1], have[-1]) if want and have else False
    whole = len(want) == len(have) and all(hop_matches(g, s) for g, s in zip(want, have, strict=True))
    c["last hop right"] += last
    c["chain right"] += whole
    if VERBOSE and not whole:
        shown = [(h["name"] or h["description"] or "?") for h in have]
        print(f"   chain {'last ok' if last else 'WRONG  '} {att['report']}", want, "≠", shown, "|", m["quote"][:70])


def near(a: float | None, b: float | None) -> bool:
    if a is None or b is None:
        return a is b
    return abs(a - b) <= 0.051 * max(1, abs(b))


def hop_matches(want: str, have: dict) -> bool:
    kind, _, name = (
        want.partition(":")
        if want.split(":")[0] in ("person", "official", "anonymous", "document", "witness")
        else ("outlet", "", want)
    )
    shown = [have["name"], have["description"], *have.get("aliases", [])]
    if kind == "anonymous" or not have["name"]:
        words = re.findall(r"[a-z]+", fold(re.sub(r" [A-Z]$", "", name)))
        mine = re.findall(r"[a-z]+", fold(" ".join(x for x in shown if x)))
        return bool(words) and (len(set(stem(words)) & set(stem(mine))) >= max(1, min(2, len(words) // 2)))
    return any(x and (alike(x, name) or contained(x, name)) for x in shown)


def stem(words: list[str]) -> list[str]:
    return [w.rstrip("s") for w in words if w not in ("the", "a", "an", "of", "two", "with")]


def contained(a: str, b: str) -> bool:
    x, y = set(re.findall(r"\w+", fold(a))) - {"the"}, set(re.findall(r"\w+", fold(b))) - {"the"}
    return bool(x) and bool(y) and (x <= y or y <= x)


def alike(a: str, b: str) -> bool:
    return fuzz.ratio(re.sub(r"^the ", "", fold(a)), re.sub(r"^the ", "", fold(b))) >= 88


def score_counts(c: Counter[str], gold: dict, system: dict | None) -> None:
    want = gold["independent"]
    c["claims"] += 1
    single = want["high"] <= 1
    double = want["low"] >= 2
    outlets = len({a["chain"][0] for a in gold["attestations"] if a["stance"] in ("asserts", "confirms")})
    c["gold single"] += single
    c["gold double"] += double
    c["naive false"] += single and outlets >= 2
    c["naive corroborated"] += outlets >= 2
    if system is None:
        c["claims lost"] += 1
        c["missed"] += double
        return
    have = system["independent"]
    c["system corroborated"] += have["low"] >= 2
    c["false"] += single and have["low"] >= 2
    c["missed"] += double and have["high"] <= 1
    c["confirmed"] += double and have["low"] >= 2
    c["inside"] += have["low"] <= want["low"] and want["high"] <= have["high"]
    c["exact"] += (have["low"], have["high"]) == (want["low"], want["high"])
    c["width"] += have["high"] - have["low"]
    c["origins exact"] += (system["origins"]["low"], system["origins"]["high"]) == (
        gold["origins"]["low"],
        gold["origins"]["high"],
    )
    c["scored"] += 1
    if VERBOSE:
        flag = "FALSE " if single and have["low"] >= 2 else "missed" if double and have["high"] <= 1 else "      "
        print(
            f"   {flag} {gold['id']} gold {want['low']}–{want['high']} of {len(gold['attestations'])} / ours {have['low']}–{have['high']} of {len(system['mentions'])} | {gold['gist'][:80]}"
        )


def ratio(c: Counter[str], a: str, b: str) -> str:
    return f"{100 * c[a] / c[b]:.0f}" if c[b] else "–"


def f1(c: Counter[str], stem: str) -> str:
    p, r = c[stem + " right"] / max(1, c[stem + " system"]), c[stem + " right"] / max(1, c[stem + " gold"])
    return f"P{100 * p:.0f}/R{100 * r:.0f}/F{200 * p * r / max(1e-9, p + r):.0f}"


def line(c: Counter[str]) -> str:
    return (
        f"found {ratio(c, 'found', 'attestations')} pairs {f1(c, 'pairs')} last {ratio(c, 'last hop right', 'fields')} "
        f"chain {ratio(c, 'chain right', 'fields')} deriv {f1(c, 'derivations')} FALSE {c['false']}/{c['gold single']} "
        f"missed {c['missed']}/{c['gold double']} confirmed {c['confirmed']} inside {ratio(c, 'inside', 'scored')} lost {c['claims lost']}"
    )


def table(c: Counter[str]) -> str:
    rows = [
        ("false corroboration %", ratio(c, "false", "gold single"), f"naive {ratio(c, 'naive false', 'gold single')}"),
        ("missed corroboration %", ratio(c, "missed", "gold double"), ""),
        ("found corroboration %", ratio(c, "confirmed", "gold double"), ""),
        ("independent inside / exact %", ratio(c, "inside", "scored"), ratio(c, "exact", "scored")),
        ("mean width", f"{c['width'] / max(1, c['scored']):.2f}", ""),
        ("origins exact %", ratio(c, "origins exact", "scored"), ""),
        ("attestations found %", ratio(c, "found", "attestations"), f"of {c['attestations']}"),
        ("pairs", f1(c, "pairs"), ""),
        ("last hop / chain %", ratio(c, "last hop right", "fields"), ratio(c, "chain right", "fields")),
        ("derivations", f1(c, "derivations"), ""),
        ("credits", f1(c, "credits"), ""),
        ("line roles %", ratio(c, "lines right", "lines"), ""),
        (
            "outlet / date / title %",
            ratio(c, "outlet right", "reports"),
            ratio(c, "date right", "reports") + " / " + ratio(c, "title right", "reports"),
        ),
        (
            "stance / polarity / modality / voice %",
            " / ".join(ratio(c, f"{n} right", "fields") for n in ("stance", "polarity", "modality", "voice")),
            "",
        ),
        ("value / when %", ratio(c, "values right", "values"), ratio(c, "whens right", "whens")),
        ("unmatched corroborated", str(c["unmatched corroborated"]), ""),
    ]
    return "\n".join(f"{a:40} {b:>16}  {d}" for a, b, d in rows)


if __name__ == "__main__":
    main()
