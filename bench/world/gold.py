"""The answers: what a careful reader can get out of the pile, and beside it what the world knows.

Readable gold (``origins``, ``independent``, ``readings``, chains) follows only what text and pile show: a copy counts
as one where it says so or shares wording with a report in the pile; a paraphrase without a trace has the chain its own
text gives. ``true_origins`` and ``true_independent`` hold the truth of the world for the same attestations.
"""

from __future__ import annotations

import re
from typing import Any

from . import checker
from .events import gist
from .grammar import HEDGE, TOLD, VALUE, WHEN, between, plain
from .page import Page, ink
from .records import Article, Event, Fact, Sentence, Shown, Source, Told
from .relations import readings, relations

SIDE = ("asserts", "confirms")
SAME_QUOTE = 6  # words of a quotation that show one speaker
LIFTED = 9  # words a lifted sentence needs to be known again


def make_gold(slug: str, events: list[Event], articles: list[Article], pages: dict[str, Page]) -> dict[str, Any]:
    """The gold of one pile."""
    articles = sorted(articles, key=lambda a: a.id)
    hops = Hops(articles)
    derivations = [d for a in articles for d in derive(a)]
    claims: list[dict[str, Any]] = []
    met: list[dict[str, Source | None]] = []
    for event in events:
        for fact in event.facts.values():
            rows = [(a, s, t, k) for a in articles if a.event is event for s in sentences(a)
                    for k, t in enumerate(s.told) if t.telling.fact is fact]  # fmt: skip
            if rows:
                claims.append(claim(f"c{len(claims) + 1:02d}", event, fact, rows, hops, met))
    gold: dict[str, Any] = {
        "incident": slug,
        "summary": f"An invented {events[0].kind} in {events[0].slots['place']}, as an invented press told it.",
        "traps": {},
        "incidents": [{"id": e.id, "reports": [a.id for a in articles if a.event is e]} for e in events],
        "reports": [report(a, pages[a.id]) for a in articles],
        "derivations": derivations,
        "claims": claims,
        "hops": hops.relations(met),
    }
    gold["incidents"] = [i for i in gold["incidents"] if i["reports"]]
    test = checker.hops(gold)
    for c in claims:
        count(c, test)
    gold["traps"] = traps(events, articles, gold)
    gold["world"] = {
        "kind": events[0].kind,
        "articles": {a.id: {"mode": a.mode, "parent": a.parent.id or "not saved" if a.parent else None, "credited": a.credited,
                            "distorted": a.distorted, "extreme": round(a.extreme, 3), "outlet": a.outlet.name, "day": a.published.isoformat()} for a in articles},
    }  # fmt: skip
    return gold


def sentences(a: Article) -> list[Sentence]:
    """What an article tells, correction included."""
    return a.sentences + ([a.correction] if a.correction else [])


def trace(t: Told) -> Told | None:
    """The told that a careful reader can follow this one to, in another report."""
    a, p = t.article, t.parent
    assert a is not None
    if p is None:
        return None
    assert p.article is not None
    if a.blanket or t.cited or (a.mode == "local lead" and a.credited and t.how == "verbatim"):
        return p
    if t.how == "verbatim" and p.article.saved and (a.mode != "rewrite" or words(t) >= LIFTED):
        # Wording alone leads to whoever had it first.
        while p.how == "verbatim" and p.parent and p.parent.article and p.parent.article.saved:
            p = p.parent
        return p
    source = t.telling.source
    saved = p.article is not None and p.article.saved
    if t.how == "retold" and t.direct and t.direct == p.direct and source and not source.conference and saved:
        return p
    return None


def words(t: Told) -> int:
    """How long the sentence is that a told stands in."""
    assert t.article is not None
    return next(len(plain(s.raw).split()) for s in sentences(t.article) if any(x is t for x in s.told))


def place(a: Article) -> str:
    """The first hop of every chain of an article."""
    return f"unknown outlet ({a.id})" if a.nameless else a.outlet.name


class Hops:
    """Holders as hop strings: unnamed ones that may be several get letters."""

    def __init__(self, articles: list[Article]) -> None:
        self.letters: dict[Shown, str] = {}
        self.sources: dict[str, Source] = {}
        self.role_only: dict[str, bool] = {}
        self.heard: dict[str, list[str]] = {}  # quotation → who is said to have said it
        owners: dict[str, list[Shown]] = {}
        rows = [t for a in articles for t in a.told]
        needed = [x for t in rows for x in self.holders(t)]
        for shown in needed:
            same = owners.setdefault(shown[1], [])
            if shown[0] == "anonymous" and shown not in same:
                same.append(shown)
        for label, given in owners.items():
            for k, shown in enumerate(given):
                letter = chr(65 + k % 26) * (k // 26 + 1)
                self.letters[shown] = f"anonymous:{label}" + (f" {letter}" if len(given) > 1 else "")
        for t in rows:
            self.note(t)

    def holders(self, t: Told) -> list[Shown]:
        """The holders that end the readable chain of a told."""
        p = trace(t)
        if p is None:
            return t.shown
        assert p.article is not None
        return self.holders(p) if p.article.saved else t.shown

    def note(self, t: Told) -> None:
        """Remember who stands behind each hop string."""
        s = t.telling.source
        p = trace(t)
        if p is not None and p.article is not None and p.article.saved:
            self.note(p)
            return
        for k, shown in enumerate(t.shown):
            who = s if k == 0 else s.up if s else None
            if who:
                self.sources[self.string(shown)] = who
                self.role_only[self.string(shown)] = shown[0] == "anonymous" and who.kind != "anonymous"

    def string(self, shown: Shown) -> str:
        """A hop."""
        return self.letters[shown] if shown[0] == "anonymous" else f"{shown[0]}:{shown[1]}"

    def chain(self, t: Told) -> tuple[list[str], str]:
        """The readable chain of a told, and its voice."""
        a = t.article
        assert a is not None
        p = trace(t)
        if p is None:
            own = t.telling.source is None and t.how == "fresh" and not t.shown
            voice = "attributed" if t.shown else "own" if own else "unsourced"
            return [place(a), *(self.string(x) for x in t.shown)], voice
        assert p.article is not None
        rest = self.chain(p)[0] if p.article.saved else [p.article.outlet.name, *(self.string(x) for x in t.shown)]
        if t.telling.stance == "denies" and t.telling.source is None:
            rest = [p.article.outlet.name]
        voice = "attributed" if ":" in rest[-1] or t.cited else "unsourced"
        return [place(a), *rest], voice

    def fits(self, hop: str) -> list[str]:
        """The classes of people that an unnamed holder may belong to."""
        s = self.sources[hop]
        return [s.role["class"]] if self.role_only[hop] else list(s.role["fits"])

    def relations(self, met: list[dict[str, Source | None]]) -> dict[str, Any]:
        """Pairs of holders that meet in a claim and whose relation cannot be read off their strings."""
        out: dict[str, Any] = {"same": [], "different": [], "open": [], "plural": {}, "rests": []}
        pairs: dict[tuple[str, str], bool] = {}
        for group in met:
            known = sorted(h for h in group if h in self.sources)
            pairs.update(dict.fromkeys(((a, b) for i, a in enumerate(known) for b in known[i + 1 :]), True))
        for a, b in sorted(pairs):
            unnamed = [h for h in (a, b) if h.startswith("anonymous:")]
            one, two = self.sources[a], self.sources[b]
            if not unnamed:
                if "body" in (one.kind, two.kind) and one.role["org"] == two.role["org"]:
                    out["open"].append([a, b])
            elif "document" not in (one.kind, two.kind):
                if len(unnamed) == 2:
                    meet = any(c in self.fits(b) for c in self.fits(a))
                else:
                    other = two if a == unnamed[0] else one
                    meet = other.role["class"] in self.fits(unnamed[0])
                if not meet:
                    out["different"].append([a, b])
                elif one is two and self.one_voice(a, b):
                    out["same"].append([a, b])
        used = {h: True for group in met for h in group}
        for hop, s in sorted(self.sources.items()):
            if hop in used and s.kind == "anonymous" and "plural" in s.role:
                out["plural"][hop] = s.role["plural"] or None
        return out

    def one_voice(self, a: str, b: str) -> bool:
        """Whether two strings of one speaker are shown to be one by a quotation that both give."""
        return any(a in who and b in who for who in self.heard.values())


def report(a: Article, page: Page) -> dict[str, Any]:
    """One report's own answers."""
    return {
        "id": a.id,
        "file": f"reports/{page.file}",
        "outlet": None if a.nameless else a.outlet.name,
        "published": None if a.undated else a.published.isoformat(),
        "title": page.title,
        "byline": page.byline,
        "credits": [{"kind": k, "name": n, "quote": q} for k, n, q in page.credits],
        "lines": [{"quote": q, "role": r} for q, r in page.lines],
    }


def derive(a: Article) -> list[dict[str, Any]]:
    """What an article is made from, as far as it can be read."""
    rank = {"republication": 0, "passage_reuse": 1, "citation": 2, "shared_quotation": 3}
    best: dict[str, tuple[int, int, dict[str, Any]]] = {}
    rows = [(s, t) for s in sentences(a) for t in s.told]
    for s, t in rows:
        p = trace(t)
        if p is None:
            continue
        b = p.article
        assert b is not None
        mine = b is a.parent
        credited = mine and (a.credited or t.cited)
        whole = mine and a.blanket and a.credit_quote
        kind = (
            ("republication" if a.mode in ("repost", "trim") else "passage_reuse")
            if t.how == "verbatim"
            else "citation"
        )
        if s is a.correction:
            kind = "citation"
        elif t.how == "retold" and not a.blanket and not t.cited:
            kind, credited = "shared_quotation", False
        early = not a.undated and not b.undated and b.day < a.day
        inferred = early or a.mode == "trim" or kind == "shared_quotation"
        sure = credited or s is a.correction
        text = ink(a.outlet, s.raw)
        evidence = a.credit_quote if whole or (mine and a.mode == "local lead" and a.credit_quote) else text
        row = {"child": a.id, "parent": b.id if b.saved else None, "parent_outlet": b.outlet.name, "kind": kind,
               "credited": bool(sure), "direction": "declared" if sure else "inferred" if inferred else "unknown",
               "evidence": evidence}  # fmt: skip
        key = (rank[kind], -len(text))
        if b.dice_name not in best or key < best[b.dice_name][:2]:
            best[b.dice_name] = (*key, row)
    if a.parent and a.blanket and a.credit_quote and a.parent.dice_name not in best:
        row = {"child": a.id, "parent": a.parent.id if a.parent.saved else None, "parent_outlet": a.parent.outlet.name,
               "kind": "citation", "credited": True, "direction": "declared", "evidence": a.credit_quote}  # fmt: skip
        best[a.parent.dice_name] = (9, 0, row)
    return [row for _, _, row in best.values()]


def claim(key: str, event: Event, fact: Fact, rows: list[tuple[Article, Sentence, Told, int]], hops: Hops,
          met: list[dict[str, Source | None]]) -> dict[str, Any]:  # fmt: skip
    """One claim with all that is told of it; counts follow later."""
    attestations, days, ends, paths = [], [], [], []
    group: dict[str, Source | None] = {}
    for a, s, t, k in rows:
        chain, voice = hops.chain(t)
        quote = ink(a.outlet, between(s.raw, TOLD[k]) or "")
        inside = s.raw[s.raw.index(TOLD[k][0]) : s.raw.index(TOLD[k][1])]
        said, when, hedge = (between(inside, m) for m in (VALUE, WHEN, HEDGE))
        group.update(dict.fromkeys(chain))
        if len(t.direct.split()) >= SAME_QUOTE and ":" in chain[-1]:
            hops.heard.setdefault(t.direct, []).append(chain[-1])
        stance = t.telling.stance
        value = None
        if t.expression and said:
            low, high = t.expression.interval()
            value = {"low": low, "high": high, "unit": fact.data["unit"],
                     "how": "share" if fact.data["unit"] == "per cent" else "count", "said": ink(a.outlet, said)}  # fmt: skip
        attestations.append({
            "report": a.id, "quote": quote, "chain": chain, "voice": voice, "stance": stance,
            "polarity": "negated" if stance == "denies" else "affirmed", "hedge": hedge,
            "modality": fact.data.get("modality", "happened"), "value": value,
            "when": {"start": t.when.isoformat(), "end": t.when.isoformat(), "said": ink(a.outlet, when)} if t.when and when else None,
            "where": event.slots["place"] if event.slots["place"] in quote else None, "actors": [],
        })  # fmt: skip
        days.append((t.when or a.published).isoformat() if when or not a.undated else "")
        ends.append(root(t))
        paths.append(path(t))
    met.append(group)
    sides = [n for n, x in enumerate(attestations) if x["stance"] in SIDE]
    kind = "denial" if not sides and any(x["stance"] == "denies" for x in attestations) else fact.data["type"]
    origins: dict[str, list[int]] = {}
    for n in sides:
        origins.setdefault(ends[n], []).append(n)
    return {
        "id": key, "incident": event.id, "gist": gist(event, fact), "kind": kind, "attestations": attestations,
        "readings": readings(attestations, fact.data.get("unit", "")), "relations": relations(attestations, days),
        "true_origins": {"count": len(origins), "list": [{"name": k, "attestations": v} for k, v in sorted(origins.items())]},
        "true_independent": checker.disjoint([paths[n] for n in sides]),
    }  # fmt: skip


def root(t: Told) -> str:
    """Where a telling really comes from."""
    while t.parent:
        t = t.parent
    s = t.telling.source
    if s is None:
        assert t.article is not None
        return t.article.outlet.name
    return holder(s.root)


def holder(s: Source) -> str:
    """A source as the world knows it."""
    if s.kind == "anonymous":
        return f"anonymous:{s.role['desc']} #{s.id}"
    return f"{'official' if s.kind == 'body' else s.kind}:{s.name or s.role['name']}"


def path(t: Told) -> tuple[str, ...]:
    """The true chain, publisher first."""
    out = []
    step: Told | None = t
    while step:
        assert step.article is not None
        out.append(step.article.outlet.name)
        last, step = step, step.parent
    s = last.telling.source
    while s:
        out.append(holder(s))
        s = s.up
    return tuple(dict.fromkeys(out))


def count(c: dict[str, Any], test: Any) -> None:
    """Fill in origins and independent as the corpus's own check counts them."""
    rows = c["attestations"]
    c["origins"], c["independent"] = checker.counts([x for x in rows if x["stance"] in SIDE], test)
    for r in c["readings"]:
        mine = [rows[n] for n in r["attestations"] if rows[n]["stance"] in (*SIDE, "denies")]
        r["independent"] = checker.counts(mine, test)[1]


def traps(events: list[Event], articles: list[Article], gold: dict[str, Any]) -> dict[str, list[str]]:
    """Which of the corpus's traps the pile shows, and where."""
    out: dict[str, list[str]] = {}

    def put(number: int, ids: list[str]) -> None:
        if ids:
            out[str(number)] = sorted(dict.fromkeys(ids))

    credited = {d["child"]: d for d in gold["derivations"] if d["credited"]}
    kinds = {d["child"]: d["kind"] for d in gold["derivations"]}
    put(1, [a.id for a in articles if a.mode == "repost" and a.id in credited])
    put(2, [a.id for a in articles if a.mode == "trim" and a.id not in credited and a.id in kinds])
    put(3, [a.id for a in articles if a.parent and a.parent.parent])
    put(4, [a.id for a in articles if kinds.get(a.id) == "passage_reuse"])
    put(5, [a.id for a in articles if a.mode == "own"] if sum(a.mode == "own" for a in articles) > 1 else [])
    put(
        6,
        [
            a.id
            for a in articles
            if a.mode == "own" and any(t.telling.source and t.telling.source.conference for t in a.told)
        ],
    )
    put(
        7,
        [
            x["report"]
            for c in gold["claims"]
            for x in c["attestations"]
            if re.search(r"^anonymous:.* [A-Z]$", x["chain"][-1])
        ],
    )
    put(11, [a.id for a in articles if any(s.quote and not s.told for s in a.sentences)])
    put(12, [a.id for a in articles if any(WHEN[0] in s.raw for s in a.sentences)])
    put(13, [a.id for a in articles if a.misspelt])
    put(18, [a.id for a in articles if a.aside])
    put(8, [x["report"] for c in gold["claims"] if c["kind"] == "count" and c["relations"] for x in c["attestations"]])
    put(9, [x["report"] for c in gold["claims"] for x in c["attestations"] if x["stance"] in ("denies", "declines")])
    put(10, [x["report"] for c in gold["claims"] for x in c["attestations"] if x["modality"] != "happened"])
    put(14, [a.id for a in articles])
    put(15, [a.id for a in articles if a.undated or a.nameless])
    if len(events) > 1 and events[-1].kind != events[0].kind:
        put(16, [a.id for a in articles if a.event is events[-1]])
    if len(events) > 1 and events[1].kind == events[0].kind:
        put(17, [a.id for a in articles if a.event is events[1]])
    return out
