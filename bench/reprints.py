"""Trace a pile of reprints beside a pile of distinct reports: CPU and wall seconds, stage by stage.

    python -m bench.reprints [--reports 1000] [--share 0.9] [--workers N] [--seed 1] [--json FILE]

One pile holds so many reports that all tell something else; the other holds a tenth of them and nine reprints of each:
as they stand, trimmed, credited, with lines of the site between their paragraphs, edited a little, each under another
outlet's name, day and furniture. Every distinct passage is read by the model once, so the second pile must cost at most
a quarter of the first. Each pile is traced in a process of its own. The reports are third-party data beside the
project; where they are absent this says so and stops.
"""

from __future__ import annotations

import argparse
import json
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from pathlib import Path

from bench.copies.base import INCIDENTS, Article, read_incidents

KINDS = ("whole", "trimmed", "credited", "furnished", "edited")
AIM = 0.25
# What sites put around and between their paragraphs; the outlet's name is filled in.
HEADS = ("Home | News | Sports | Weather | Contact {name}", "{name} — News you can use", "Skip to main content")
FEET = (
    "Copyright {year} {name}. All rights reserved. This material may not be published, broadcast or redistributed.",
    "Sign up for the {name} newsletter and never miss a story.",
    "Follow {name} on Twitter and like us on Facebook.",
    "Have a story idea? Send tips to newsroom@{slug}.example",
)
BETWEEN = ("Story continues below advertisement", "Read more: More stories from {name}", "Share this story")
CREDITS = ("This story was first published by {of}.", "(Originally appeared at {of})", "Republished from {of}.")
PLACES = ("Alder", "Birch", "Cedar", "Dunmore", "Elmhurst", "Fallow", "Granby", "Harrow", "Ivydale", "Juniper")
PAPERS = ("Gazette", "Courier", "Dispatch", "Observer", "Ledger", "Sentinel", "Chronicle", "Examiner")
OUTLETS = tuple(f"{place} {paper}" for place in PLACES for paper in PAPERS)


def make_piles(articles: Sequence[Article], count: int, share: float, seed: int) -> dict[str, list[dict[str, str]]]:
    """Rows of both piles, ``count`` each; ``share`` of the second are reprints of its other reports."""
    rnd = random.Random(seed)
    distinct = [row(a, a.outlet, a.published, a.title, a.paragraphs) for a in articles[:count]]
    first = articles[: count - int(count * share)]
    reprints = [
        reprint(first[i % len(first)], KINDS[i // len(first) % len(KINDS)], rnd) for i in range(count - len(first))
    ]
    return {"distinct": distinct, "reprints": [*distinct[: len(first)], *reprints]}


def row(article: Article, outlet: str, day: str, title: str, paragraphs: Sequence[str]) -> dict[str, str]:
    slug = "".join(c for c in outlet.lower() if c.isalnum())
    url = f"https://{slug}.example/{day}/{article.id[:12]}"
    return {"text": "\n\n".join(paragraphs), "title": title, "url": url, "outlet": outlet, "published": day}


def reprint(article: Article, kind: str, rnd: random.Random) -> dict[str, str]:
    """One report under another outlet's name, with that outlet's furniture, a day or two later."""
    name = rnd.choice(OUTLETS)
    day = (date.fromisoformat(article.published) + timedelta(days=rnd.randrange(3))).isoformat()
    filled = {"name": name, "year": day[:4], "slug": name.replace(" ", "").lower(), "of": article.outlet}
    body, title = list(article.paragraphs), article.title
    if kind == "trimmed":
        body = body[: max(2, round(len(body) * rnd.uniform(0.4, 0.8)))]
    elif kind == "credited":
        body.insert(rnd.choice([0, len(body)]), rnd.choice(CREDITS).format(**filled))
    elif kind == "furnished":
        for line in BETWEEN:
            body.insert(rnd.randint(1, len(body)), line.format(**filled))
    elif kind == "edited":
        title = " ".join(title.split()[:-1]) or title
        words = [w for p in article.paragraphs for w in p.split()]
        for i in rnd.sample(range(len(body)), max(1, len(body) // 4)):
            body[i] = " ".join(rnd.choice(words) if rnd.random() < 0.05 else w for w in body[i].split())
    head, foot = OUTLETS.index(name) % len(HEADS), OUTLETS.index(name) % len(FEET)
    around = [
        HEADS[head].format(**filled),
        *body,
        FEET[foot].format(**filled),
        FEET[(foot + 1) % len(FEET)].format(**filled),
    ]
    return row(article, name, day, title, around)


def measure(rows: Sequence[dict[str, str]], workers: int | None) -> dict[str, object]:
    """Trace rows in a process of its own: CPU, wall and stage seconds, megabytes, how much came out."""
    with tempfile.TemporaryDirectory() as scratch:
        pile = Path(scratch) / "pile.jsonl"
        pile.write_text("".join(json.dumps(r) + "\n" for r in rows), encoding="utf-8")
        command = [sys.executable, "-m", "bench.reprints", "--trace", str(pile)]
        command += [] if workers is None else ["--workers", str(workers)]
        out = subprocess.run(command, check=True, capture_output=True, encoding="utf-8").stdout
    result: dict[str, object] = json.loads(out)
    return result


def trace_pile(pile: Path, workers: int | None) -> dict[str, object]:
    """What ``measure`` asks a fresh process for."""
    from hearsay.case import trace

    begun, used = time.perf_counter(), cpu_seconds()
    with tempfile.TemporaryDirectory() as scratch:
        traced = trace(str(pile), Path(scratch) / "case.hearsay", workers=workers)
        wall, cpu = time.perf_counter() - begun, cpu_seconds() - used
        findings = traced.case.findings()
        texts = Counter(stage for stage, _ in traced_texts(traced.case.folder))
    return {
        "cpu": round(cpu, 2),
        "wall": round(wall, 2),
        "stages": {name: round(seconds, 2) for name, seconds in traced.seconds.items()},
        "reports": len(findings.reports),
        "paragraphs read": texts["parse"],
        "passages": len(findings.passages),
        "mentions": sum(len(c.mentions) for c in findings.claims),
        "claims": len(findings.claims),
        "derivations": len(findings.derivations),
        "peak MB": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
    }


def traced_texts(folder: Path) -> Iterator[tuple[str, str]]:
    """Stage and key of every product of a stage that reads texts."""
    from hearsay.store import Reader

    reader = Reader(folder)
    yield from (("parse", key) for key, _ in reader.bodies("parse"))
    reader.close()


def cpu_seconds() -> float:
    """User and system seconds of this process and of its children that have ended."""
    return sum(
        used.ru_utime + used.ru_stime
        for used in (resource.getrusage(resource.RUSAGE_SELF), resource.getrusage(resource.RUSAGE_CHILDREN))
    )


def print_table(found: dict[str, dict[str, object]]) -> None:
    a, b = found["distinct"], found["reprints"]
    print(f"{'':18}{'distinct':>12}{'reprints':>12}{'ratio':>8}")
    stages = {f"{s} s": (a["stages"].get(s, 0.0), b["stages"].get(s, 0.0)) for s in a["stages"]}  # type: ignore[attr-defined]
    for name, (x, y) in {**{k: (a[k], b[k]) for k in a if k != "stages"}, **stages}.items():
        print(f"{name:18}{x:>12}{y:>12}{y / x if x else 0:>8.2f}")  # type: ignore[operator]
    for name in ("cpu", "wall"):
        print(f"{name}: reprints at {b[name] / a[name]:.3f} of distinct (aim: at most {AIM})")  # type: ignore[operator]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--reports", type=int, default=1000)
    parser.add_argument("--share", type=float, default=0.9)
    parser.add_argument("--workers", type=int)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--json", type=Path, help="write what was measured here")
    parser.add_argument("--keep", type=Path, help="write both piles into this folder and trace nothing")
    parser.add_argument("--trace", type=Path, help=argparse.SUPPRESS)
    args = parser.parse_args()
    if args.trace:
        print(json.dumps(trace_pile(args.trace, args.workers)))
        return
    if not INCIDENTS.is_file():
        print("no incident reports beside the project: nothing measured")
        return
    piles = make_piles(read_incidents(), args.reports, args.share, args.seed)
    if args.keep:
        for name, rows in piles.items():
            (args.keep / f"{name}.jsonl").write_text("".join(json.dumps(r) + "\n" for r in rows), encoding="utf-8")
        return
    found = {name: measure(rows, args.workers) for name, rows in piles.items()}
    print_table(found)
    if args.json:
        args.json.write_text(json.dumps(found, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
