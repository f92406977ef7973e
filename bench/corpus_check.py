"""Prove the gold of the invented incidents: ``python bench/corpus_check.py [corpus/SLUG…]`` (default: every pile).

Checks that quotes, evidence, credits and lines stand verbatim in their report (white space folded; an HTML page counts
by its visible text), that ids and enumerated words are known, that chains start at the report's outlet, that copies
and citations among the chains have their derivation, and recomputes origins and independent intervals by brute force
from the chains. Prints one line per problem; exit code 1 when there is one.

What cannot be read off two hop strings stands in the gold's own ``hops``:
``same`` (pairs of one holder under two strings), ``different`` (unnamed pairs shown different by role, sex, place),
``open`` (pairs that would pass for different but are in neither relation), ``plural`` (a plural holder and its stated
number, or null), ``rests`` (cited outlets whose basis the citing report states).
"""

from __future__ import annotations

import json
import re
import sys
from collections import Counter
from collections.abc import Callable
from html.parser import HTMLParser
from itertools import combinations
from pathlib import Path

KINDS = {"person", "official", "anonymous", "document", "witness"}
ALLOWED = {
    "kind": {"event", "count", "state", "statement", "plan", "denial"},
    "voice": {"attributed", "own", "unsourced"},
    "stance": {"asserts", "confirms", "denies", "doubts", "declines"},
    "polarity": {"affirmed", "negated"},
    "modality": {"happened", "planned", "aborted", "hypothetical"},
    "role": {
        "title", "standfirst", "byline", "dateline", "credit", "body", "quotation", "caption", "correction",
        "methods_note", "related", "comment", "furniture",
    },
    "derivation": {"republication", "passage_reuse", "citation", "shared_quotation"},
    "direction": {"declared", "inferred", "unknown"},
    "credit": {"republished_from", "agency", "via", "byline", "contributor", "dateline"},
    "relation": {"equal", "refines", "compatible", "update", "scope", "conflict", "denial"},
    "how": {"count", "increment", "share"},
}  # fmt: skip
SIDE = {"asserts", "confirms"}
BLOCKS = {
    "address", "article", "aside", "blockquote", "body", "br", "button", "dd", "div", "dl", "dt", "fieldset",
    "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "html", "li", "main",
    "nav", "ol", "option", "p", "pre", "section", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul",
}  # fmt: skip
SILENT = {"script", "style", "template", "head", "noscript"}
VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}


class Visible(HTMLParser):
    """The visible text of a page."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.out: list[str] = []
        self.open: list[tuple[str, bool]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Open a tag; know whether what is in it is hidden."""
        if tag in BLOCKS:
            self.out.append("\n")
        if tag in VOID:
            return
        given = dict(attrs)
        style = (given.get("style") or "").replace(" ", "")
        hidden = tag in SILENT or "hidden" in given or "display:none" in style
        self.open.append((tag, hidden or any(h for _, h in self.open[-1:])))

    def handle_endtag(self, tag: str) -> None:
        """Close a tag and what was left open in it."""
        if tag in BLOCKS:
            self.out.append("\n")
        for i in range(len(self.open) - 1, -1, -1):
            if self.open[i][0] == tag:
                del self.open[i:]
                return

    def handle_data(self, data: str) -> None:
        """Keep text that is seen."""
        if not (self.open and self.open[-1][1]):
            self.out.append(data)


def squeeze(text: str) -> str:
    return re.sub(r"\s+", " ", text.replace("\xa0", " ")).strip()


def visible(path: Path) -> str:
    text = path.read_text(encoding="utf-8")
    if path.suffix in (".html", ".htm"):
        parser = Visible()
        parser.feed(text)
        text = "".join(parser.out)
    return squeeze(text)


def kind(hop: str) -> str:
    head, colon, _ = hop.partition(":")
    return head if colon and head in KINDS else "outlet"


class Hops:
    """What two hops are to each other."""

    def __init__(self, gold: dict) -> None:
        given = gold.get("hops", {})
        self.plural: dict = given.get("plural", {})
        self.rests = set(given.get("rests", []))
        self.sames = {frozenset(p) for p in given.get("same", [])}
        self.differents = {frozenset(p) for p in given.get("different", [])}
        self.opens = {frozenset(p) for p in given.get("open", [])}
        self.outlets = {r["outlet"] for r in gold["reports"] if r["outlet"]}

    def same(self, a: str, b: str) -> bool:
        """Whether two hops are shown to be one holder."""
        return a == b or frozenset((a, b)) in self.sames

    def different(self, a: str, b: str) -> bool:
        """Whether two hops are shown to be two holders."""
        pair = frozenset((a, b))
        if self.same(a, b) or pair in self.opens or a.startswith("unknown outlet") or b.startswith("unknown outlet"):
            return False
        if pair in self.differents:
            return True
        ka, kb = kind(a), kind(b)
        people = {"person", "official", "anonymous", "witness"}
        if ka in people and kb in people:
            return "anonymous" not in (ka, kb)
        return True

    def sourced(self, attestation: dict, own: set[str]) -> bool:
        """Whether a chain counts in low: it ends in a holder, not in an outlet's bare say-so."""
        last = attestation["chain"][-1]
        if attestation["voice"] == "unsourced":
            return False
        return kind(last) != "outlet" or attestation["voice"] == "own" or last in own or last in self.rests


def largest(n: int, fits: Callable[[int, int], bool]) -> int:
    """Size of the largest set of 0…n-1 whose members fit pairwise."""
    best = 0

    def grow(size: int, rest: list[int]) -> None:
        nonlocal best
        best = max(best, size)
        for k, i in enumerate(rest):
            if size + len(rest) - k <= best:
                return
            grow(size + 1, [j for j in rest[k + 1 :] if fits(i, j)])

    grow(0, list(range(n)))
    return best


def counts(attestations: list[dict], hops: Hops) -> tuple[dict, dict]:
    """Origins and independent of a set of attestations."""
    own = {a["chain"][-1] for a in attestations if a["voice"] == "own"}
    chains = sorted({(tuple(a["chain"]), hops.sourced(a, own)) for a in attestations})
    high = sorted({c for c, _ in chains})
    low = sorted({c for c, sourced in chains if sourced})

    def apart(test: Callable[[str, str], bool]) -> Callable[[tuple, tuple], bool]:
        return lambda a, b: all(test(x, y) for x in a for y in b)

    different = apart(hops.different)
    unlike = apart(lambda x, y: not hops.same(x, y))
    independent = {
        "low": largest(len(low), lambda i, j: different(low[i], low[j])),
        "high": largest(len(high), lambda i, j: unlike(high[i], high[j])),
    }
    holders = sorted({c[-1] for c in low})
    groups: list[list[str]] = []
    for h in sorted({c[-1] for c in high}):
        touching = [g for g in groups if any(hops.same(h, x) for x in g)]
        groups = [g for g in groups if g not in touching] + [sum(touching, [h])]
    size = 0
    for g in groups:
        size += max((hops.plural[x] or 2) if x in hops.plural else 1 for x in g)
    origins = {"low": largest(len(holders), lambda i, j: hops.different(holders[i], holders[j])), "high": size}
    return origins, independent


def check(path: Path) -> list[str]:
    gold = json.loads(path.read_text(encoding="utf-8"))
    out: list[str] = []
    say = out.append
    if gold["incident"] != path.parent.name:
        say("incident is not the folder's name")
    reports = {r["id"]: r for r in gold["reports"]}
    if len(reports) != len(gold["reports"]):
        say("report ids repeat")
    files = {f"reports/{p.name}": p for p in sorted((path.parent / "reports").iterdir())}
    if set(files) != {r["file"] for r in gold["reports"]}:
        say(f"files and reports differ: {sorted(set(files) ^ {r['file'] for r in gold['reports']})}")
    texts = {r["id"]: visible(files[r["file"]]) for r in gold["reports"] if r["file"] in files}
    if not any(f.endswith(".html") for f in files):
        say("no HTML page")

    def verbatim(report: str, quote: str, what: str) -> None:
        if report not in texts:
            say(f"{what}: no report {report}")
        elif not quote or squeeze(quote) not in texts[report]:
            say(f"{what}: not in {report}: {quote!r}")

    def known(word: str, among: str, what: str) -> None:
        if word not in ALLOWED[among]:
            say(f"{what}: {among} {word!r}")

    for r in gold["reports"]:
        if r["published"] and not re.fullmatch(r"\d{4}-\d\d-\d\d", r["published"]):
            say(f"{r['id']}: published {r['published']}")
        if r["title"]:
            verbatim(r["id"], r["title"], "title")
        for x in r["credits"]:
            known(x["kind"], "credit", r["id"])
            verbatim(r["id"], x["quote"], "credit")
        for x in r["lines"]:
            known(x["role"], "role", r["id"])
            verbatim(r["id"], x["quote"], f"line {x['role']}")
    for trap, ids in gold["traps"].items():
        if not trap.isdigit() or not 1 <= int(trap) <= 18 or not set(ids) <= set(reports):
            say(f"trap {trap}: {ids}")
    incidents = {i["id"]: i for i in gold["incidents"]}
    placed = {r for i in gold["incidents"] for r in i["reports"]}
    for r in sorted(placed ^ set(reports)):
        say(f"{r} is in no incident, or is no report")
    edges = set()
    for d in gold["derivations"]:
        what = f"derivation {d['child']} ← {d['parent'] or d['parent_outlet']}"
        known(d["kind"], "derivation", what)
        known(d["direction"], "direction", what)
        verbatim(d["child"], d["evidence"], what)
        if d["parent"] and (d["parent"] not in reports or reports[d["parent"]]["outlet"] != d["parent_outlet"]):
            say(f"{what}: parent_outlet is not the parent's outlet")
        edges.add((d["child"], d["parent_outlet"]))
    hops = Hops(gold)
    strings: Counter[str] = Counter()
    for c in gold["claims"]:
        known(c["kind"], "kind", c["id"])
        if c["incident"] not in incidents:
            say(f"{c['id']}: incident {c['incident']}")
        for i, a in enumerate(c["attestations"]):
            what = f"{c['id']}[{i}]"
            verbatim(a["report"], a["quote"], what)
            for name in ("voice", "stance", "polarity", "modality"):
                known(a[name], name, what)
            if a["hedge"]:
                verbatim(a["report"], a["hedge"], what + " hedge")
            if a["report"] not in reports:
                continue
            outlet = reports[a["report"]]["outlet"] or f"unknown outlet ({a['report']})"
            if a["chain"][0] != outlet:
                say(f"{what}: chain starts with {a['chain'][0]!r}, not {outlet!r}")
            if len(set(a["chain"])) != len(a["chain"]):
                say(f"{what}: a hop stands twice")
            strings.update(set(a["chain"]))
            if a["voice"] in ("own", "unsourced") and kind(a["chain"][-1]) != "outlet":
                say(f"{what}: voice {a['voice']} but ends in {a['chain'][-1]!r}")
            if a["voice"] == "attributed" and len(a["chain"]) == 1:
                say(f"{what}: attributed, yet nobody behind the outlet")
            if len(a["chain"]) > 1 and kind(a["chain"][1]) == "outlet" and (a["report"], a["chain"][1]) not in edges:
                say(f"{what}: no derivation {a['report']} ← {a['chain'][1]}")
            if a["value"]:
                v = a["value"]
                known(v["how"], "how", what)
                verbatim(a["report"], v["said"], what + " value")
                if v["low"] is not None and v["high"] is not None and v["low"] > v["high"]:
                    say(f"{what}: value upside down")
            if a["when"]:
                if a["when"].get("said"):
                    verbatim(a["report"], a["when"]["said"], what + " when")
                if (a["when"]["start"] or "") > (a["when"]["end"] or "9"):
                    say(f"{what}: when upside down")
            if c["incident"] in incidents and a["report"] not in incidents[c["incident"]]["reports"]:
                say(f"{what}: {a['report']} is not of incident {c['incident']}")
        origins, independent = counts([a for a in c["attestations"] if a["stance"] in SIDE], hops)
        for name, mine in (("origins", origins), ("independent", independent)):
            if c[name] != mine and name not in c.get("explained", {}):
                say(f"{c['id']}: {name} {c[name]}, recomputed {mine}")
        held: set[int] = set()
        for k, reading in enumerate(c["readings"]):
            rows = [c["attestations"][i] for i in reading["attestations"]]
            held |= set(reading["attestations"])
            _, mine = counts([a for a in rows if a["stance"] in SIDE | {"denies"}], hops)
            if reading["independent"] != mine and "readings" not in c.get("explained", {}):
                say(f"{c['id']} reading {k}: {reading['independent']}, recomputed {mine}")
        counted = {i for i, a in enumerate(c["attestations"]) if a["stance"] in SIDE | {"denies"}}
        if c["readings"] and counted - held:
            say(f"{c['id']}: in no reading: {sorted(counted - held)}")
        for r in c["relations"]:
            known(r["kind"], "relation", c["id"])
            if any(i >= len(c["attestations"]) for i in r["a"] + r["b"]):
                say(f"{c['id']}: relation {r}")
    for name in ("same", "different", "open"):
        for pair in gold.get("hops", {}).get(name, []):
            out += [f"hops {name}: {x!r} is in no chain" for x in pair if x not in strings]
    for x in list(hops.plural) + sorted(hops.rests):
        if x not in strings:
            say(f"hops: {x!r} is in no chain")
    for a, b in combinations(sorted(strings), 2):
        if a.casefold() == b.casefold() or re.sub(r"^the ", "", a.casefold()) == re.sub(r"^the ", "", b.casefold()):
            say(f"two strings for one hop? {a!r} {b!r}")
    return out


def main() -> int:
    root = Path(__file__).resolve().parent.parent / "corpus"
    given = [Path(a) for a in sys.argv[1:] if not a.startswith("-")] or [root]
    piles = sorted({p for g in given for p in (g.rglob("gold.json") if g.is_dir() else [g])})
    bad = 0
    traps: set[int] = set()
    for p in piles:
        gold = json.loads(p.read_text(encoding="utf-8"))
        problems = check(p)
        bad += len(problems)
        traps |= {int(t) for t in gold["traps"] if t.isdigit()}
        singles = sum(c["independent"]["high"] <= 1 for c in gold["claims"])
        doubles = sum(c["independent"]["low"] >= 2 for c in gold["claims"])
        fooled = sum(
            c["independent"]["high"] <= 1
            and len({a["chain"][0] for a in c["attestations"] if a["stance"] in SIDE}) >= 2
            for c in gold["claims"]
        )
        rows = sum(len(c["attestations"]) for c in gold["claims"])
        print(
            f"{p.parent.name}: {len(gold['reports'])} reports, {len(gold['claims'])} claims, {rows} attestations, "
            f"{doubles} with two or more origins shown, {singles} with one at most ({fooled} in several outlets), "
            f"{len(problems)} problems"
        )
        for text in problems:
            print("  ", text)
        if fooled < 2 or doubles < 2:
            print("   note: a pile wants two claims of each sort")
    print("traps held:", *sorted(traps), "| missing:", *sorted(set(range(1, 19)) - traps))
    return 1 if bad or not piles else 0


if __name__ == "__main__":
    sys.exit(main())
