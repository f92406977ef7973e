"""Write the generated parts of the documentation anew: ``python tools/docs.py`` (``--check``: only say what is stale).

A part stands between ``<!-- made: NAME -->`` and ``<!-- end -->``. What is between them comes from the program itself:
its help, its plan, what the demo prints, the heads of the lexicons, the gate's floors. Nothing
else of a page is touched. The tests make the same parts and compare.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

ROOT = Path(__file__).resolve().parents[1]
PICTURE = ROOT / "docs" / "claim.svg"
QUALITY = ROOT / "bench" / "quality.json"
COPIES = ROOT / "bench" / "copies" / "figures.json"
LINES, COLUMNS = 8, 100  # of the demo's output in the README
_PART = re.compile(r"(<!-- made: (\w+) -->\n).*?(<!-- end -->)", re.DOTALL)
_LEXICON_HEAD = 200  # characters of a lexicon's head that its row shows


class Demo(NamedTuple):
    """Every claim of the demo as printed, the lines chosen from that, and the picture of the claim they are of."""

    output: str
    shown: str
    picture: str


def pages() -> list[Path]:
    """Every page with a generated part."""
    folders = (ROOT, ROOT / "docs", ROOT / "examples", ROOT / "corpus")
    found = [page for folder in folders for page in folder.glob("*.md")]
    return sorted(p for p in found if _PART.search(p.read_text(encoding="utf-8")))


def render(page: Path) -> str:
    """The page with its generated parts as they should be."""

    def fill(match: re.Match[str]) -> str:
        return f"{match[1]}{PARTS[match[2]]().strip()}\n{match[3]}"

    return _PART.sub(fill, page.read_text(encoding="utf-8"))


def write_help() -> str:
    """The help of every command, as a terminal of 100 columns shows it."""
    import click

    from hearsay.cli import hearsay

    settings = {**hearsay.context_settings, "terminal_width": COLUMNS}
    top = click.Context(hearsay, info_name="hearsay", **settings)
    blocks = [f"## hearsay\n\n```text\n{hearsay.get_help(top)}\n```"]
    for name in hearsay.list_commands(top):
        command = hearsay.get_command(top, name)
        assert command is not None
        text = command.get_help(click.Context(command, info_name=name, parent=top))
        blocks.append(f"## hearsay {name}\n\n```text\n{text}\n```")
    return "\n\n".join(re.sub(r"[ \t]+$", "", block, flags=re.MULTILINE) for block in blocks)


def write_stages() -> str:
    """The plan as a table."""
    from hearsay.plan import build_plan

    rows = [
        "| stage | version | scope | needs | makes | what it is for |",
        "| --- | --- | --- | --- | --- | --- |",
    ]
    for name, version, scope, needs, makes, about in build_plan().rows():
        rows.append(f"| `{name}` | {version} | {scope} | {needs} | {makes} | {about} |")
    return "\n".join(rows)


def write_lexicons() -> str:
    """Every lexicon with the head comment that says what it is and where it is from."""
    rows = ["| file | what it holds |", "| --- | --- |"]
    for path in lexicons():
        head = head_comment(path)
        text = head if len(head) <= _LEXICON_HEAD else head[: _LEXICON_HEAD - 1].rsplit(" ", 1)[0] + " …"
        rows.append(f"| `{path.name}` | {text.replace('|', '/')} |")
    return "\n".join(rows)


def lexicons() -> list[Path]:
    """The lexicon files that people read and edit."""
    folder = ROOT / "src" / "hearsay" / "lexicons"
    return sorted(p for p in folder.iterdir() if p.suffix in (".toml", ".tsv", ".txt"))


def head_comment(path: Path) -> str:
    """The comment a file begins with, on one line."""
    lines = []
    for line in path.read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            break
        lines.append(line.lstrip("#").strip())
    return " ".join(" ".join(lines).split())


def write_demo() -> str:
    """Eight lines of what the demo prints."""
    return f"```text\n{run_demo().shown}\n```"


@cache
def run_demo() -> Demo:
    """Run the demo in a folder of its own and choose the claim that shows most."""
    from hearsay.case import open_case

    with tempfile.TemporaryDirectory() as scratch:
        _hearsay(scratch, "demo")
        output = _hearsay(scratch, "show", "--all", "--case", "hearsay-demo/demo.hearsay")
        with open_case(Path(scratch) / "hearsay-demo" / "demo.hearsay") as case:
            findings = case.findings()
    lines = output.splitlines()
    blocks = _claims_in(lines)
    from hearsay.show.view import View

    view = View(findings)
    claims = {short: view.find_claim(short) for _, short in blocks}

    def worth(block: tuple[int, str]) -> tuple[int, ...]:
        """What looks like more than it is shows most: some outlets, one origin, a long way back; and it must fit."""
        from hearsay.show.html.graph import merge_chains
        from hearsay.show.order import carriers, is_disputed, is_echo

        claim = claims[block[1]]
        weighed = view.weighed(claim)
        graph = merge_chains(claim, weighed, view)
        fits = carriers(claim) >= 3 and len(graph.nodes) <= 9 and len(graph.open) <= 3
        told = len(view.gist(claim).split()) >= 5
        longest = max(len(m.chain) for m in claim.mentions)
        return fits, told, is_echo(claim, weighed), not is_disputed(weighed), longest, carriers(claim)

    start, short = max(blocks, key=worth)  # the first of equals
    shown = "\n".join(lines[start : start + LINES])
    return Demo(output, shown, draw_claim(view, short))


def _hearsay(folder: str, *args: str) -> str:
    env = {**os.environ, "COLUMNS": str(COLUMNS), "PYTHONUTF8": "1"}
    command = [sys.executable, "-m", "hearsay", *args]
    return subprocess.run(command, cwd=folder, check=True, capture_output=True, encoding="utf-8", env=env).stdout


def _claims_in(lines: list[str]) -> list[tuple[int, str]]:
    """Each printed claim: the line it begins on, and the id it is called by."""
    found: list[tuple[int, str]] = []
    start = 0
    for i, line in enumerate(lines):
        if not line:
            start = i + 1
        if match := re.fullmatch(r"\s+hearsay why (\w+)", line):
            found.append((start, match[1]))
    return found


def draw_claim(view: object, short: str) -> str:
    """One claim with its chains as an SVG that stands by itself, for light and dark."""
    from html import escape

    from hearsay.show.html.figure import draw
    from hearsay.show.html.graph import merge_chains
    from hearsay.show.order import carriers
    from hearsay.show.view import View
    from hearsay.show.words import count_words, plural

    assert isinstance(view, View)
    claim = view.find_claim(short)
    weighed = view.weighed(claim)
    figure = draw(merge_chains(claim, weighed, view))
    size = re.search(r'viewBox="(-?[\d.]+) 0 ([\d.]+) ([\d.]+)"', figure)
    assert size is not None
    left, width, height = (float(n) for n in size.groups())
    body = figure[figure.index(">") + 1 : figure.rindex("</svg>")]
    quote = view.gist(claim)
    room = int(width / 9)
    title = quote if len(quote) <= room else quote[: room - 1].rstrip() + "…"
    counts = f"{plural(carriers(claim), 'report')}, {count_words(weighed.origins, weighed.independent)}"
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" role="img" viewBox="{left - 12:.0f} -66 {width + 24:.0f} '
        f'{height + 78:.0f}" width="{width + 24:.0f}" height="{height + 78:.0f}">\n'
        f"<title>{escape(quote)}: {escape(counts)}</title>\n<style>{_STYLE}</style>\n"
        f'<rect class="page" x="{left - 12:.0f}" y="-66" width="{width + 24:.0f}" height="{height + 78:.0f}" rx="6"/>\n'
        f'<text class="quote" x="{left + 2:.0f}" y="-40">“{escape(title)}”</text>\n'
        f'<text class="count" x="{left + 2:.0f}" y="-18">{escape(counts)}</text>\n'
        f"{body.replace('<g ', chr(10) + '<g ')}\n</svg>\n"
    )


_STYLE = """
svg{--page:#fff;--ink:#1c1d20;--soft:#5b5f66;--node:#f4f4f1;--origin:#fff3cf;--line:#80858d;--bar:#2f5d8a}
@media(prefers-color-scheme:dark){svg{--page:#17181b;--ink:#eceae4;--soft:#a9adb5;--node:#23252a;--origin:#3a3218;
--line:#8b9099;--bar:#8db8e2}}
text{font:13px system-ui,-apple-system,"Segoe UI",Roboto,sans-serif;fill:var(--ink)}
.page{fill:var(--page)}.quote{font-size:15px;font-weight:600}.count{fill:var(--soft)}
.sub{font-size:11.5px;fill:var(--soft)}.node rect{fill:var(--node);stroke:var(--line)}
.end rect{fill:var(--origin);stroke:var(--ink);stroke-width:1.8}.end .name{font-weight:600}
.k-anonymous rect,.k-unsourced rect{stroke-dasharray:5 3}.k-unsourced rect{fill:none}
.k-unsourced .name{font-weight:400;font-style:italic}.bar{stroke:var(--bar);stroke-width:4;fill:none}
.edge{fill:none;stroke:var(--line);stroke-width:1.5}.copied{stroke-dasharray:3 3}.head{fill:var(--line)}
.maybe{fill:none;stroke:var(--line);stroke-dasharray:1 5;stroke-linecap:round;stroke-width:2}
"""


# The rows of the README's line: what it is called, the figure's name in the gate, the aim.
_LINE = (
    ("false corroboration", "dev: false corroboration", "≤ 2 %"),
    ("counting outlets instead", "dev: false corroboration, counting outlets", ""),
    ("missed corroboration", "dev: missed corroboration", "≤ 25 %"),
    ("found corroboration", "dev: found corroboration", "≥ 60 %"),
    ("gold inside the interval", "dev: independent: gold inside the interval", "≥ 90 %"),
    ("same claim across reports, F1", "dev: same claim: F1", "≥ 75 %"),
    ("whole chain right", "dev: whole chain", "≥ 70 %"),
    ("derivations, F1", "dev: derivations: F1", "≥ 95 %"),
    ("attribution on real news, F1", "{half} half): source exact, content by half, F1", "≥ 55 %"),
)


def write_figures() -> str:
    """One line of measured quality, from the gate's floors and the held half."""
    rows = {**pinned(), **held()}
    told = []
    for name, key, aim in _LINE:
        found = next((rows[k] for half in ("held", "watched") for k in rows if k.endswith(key.format(half=half))), None)
        if found is not None:
            told.append(f"{name} **{found['value']:g} {found['unit']}**" + (f" (aim {aim})" if aim else ""))
    return (
        "Measured by `make gate`, on incidents nobody worked on while the rules were written: "
        + " · ".join(told)
        + ". All figures: [docs/quality.md](docs/quality.md)."
    )


def write_floors() -> str:
    """The gate's figures with the aim or what others reach; the last column is from the held half or split."""
    peers: dict[str, str] = json.loads((ROOT / "bench" / "gate" / "peers.json").read_text(encoding="utf-8"))
    beside = {_plain(name): row for name, row in held().items()}
    table = ["| figure | reached | over | held out | others and aim |", "| --- | --- | --- | --- | --- |"]
    for name, row in pinned().items():
        also = beside.get(_plain(name))
        shown = f"{also['value']:g} {also['unit']}" if also else ""
        least = peers.get(name.partition(": ")[2], peers.get(name, ""))
        table.append(f"| {name} | {row['value']:g} {row['unit']} | {row['of']} | {shown} | {least} |")
    return "\n".join(table)


def write_quality() -> str:
    """The table of what is measured beside the gate."""
    rows: list[dict[str, str]] = json.loads(QUALITY.read_text(encoding="utf-8")) if QUALITY.is_file() else []
    table = ["| quality | measured | aim | on | command |", "| --- | --- | --- | --- | --- |"]
    table += [f"| {r['name']} | {r['value']} | {r['aim']} | {r['on']} | `{r['command']}` |" for r in rows]
    return "\n".join(table)


def write_copies() -> str:
    """What the copies engine and its rivals reached on one workload, and what the engine costs as the pile grows."""
    held: dict[str, Any] = json.loads(COPIES.read_text(encoding="utf-8"))
    parts = []
    if run := held.get("side by side"):
        tools = run["tools"]
        own = tools["hearsay"]["CPU s"]
        told = f"Side by side, {run['documents']:,} documents of {run['words per document']} words:"
        table = ["| | " + " | ".join(tools) + " | aim |", "| --- |" + " --- |" * (len(tools) + 1)]
        for name, aim in _REUSE.items():
            row = [_figure(tool.get(name)) for tool in tools.values()]
            table.append(f"| {name} | " + " | ".join(row) + f" | {aim} |")
        times = " | ".join(f"{tool['CPU s'] / own:.1f}" for tool in tools.values())
        parts.append("\n".join([told, "", *table, f"| times the CPU of hearsay | {times} | |"]))
    if rows := held.get("growth"):
        first = rows[0]["CPU s"] / rows[0]["documents"]
        table = ["| documents | " + " | ".join(f"{r['documents']:,}" for r in rows) + " | aim |"]
        table.append("| --- |" + " --- |" * (len(rows) + 1))
        for name, aim in _GROWTH.items():
            table.append(f"| {name} | " + " | ".join(_figure(r.get(name)) for r in rows) + f" | {aim} |")
        grown = " | ".join(f"{r['CPU s'] / r['documents'] / first:.2f}" for r in rows)
        table.append(f"| cost per document, first = 1 | {grown} | < 1.6 |")
        parts.append("\n".join(["As the pile grows:", "", *table]))
    return "\n\n".join(parts)


_KINDS = ("exact", "trimmed", "edited", "lifted", "quoted", "reordered", "new lede", "numbers", "quotes", "scanned")
_ALIKE = ("exact", "trimmed", "edited", "lifted", "reordered")
# The rows of the copies page: a figure's name and the aim.
_REUSE = {
    **{f"recall {kind}": "≥ .995" if kind in _ALIKE else "≥ .99" if kind == "quoted" else "" for kind in _KINDS},
    "recall all pairs": "",
    "recall all pairs through classes": "",
    "precision": "≥ .999",
    "char recall": "≥ .97",
    "char precision": "≥ .97",
    "boundary error, median": "≤ 1",
    "boundary error, p90": "",
    "furniture pairs": "",
    "documents per CPU s": "",
    "peak MB": "",
}
_GROWTH = {
    "words per document": "",
    "documents per CPU s": "≥ 15,000 at 20,000",
    "CPU s": "",
    "peak MB": "",
    "KB per document": "< 16 at 80,000",
    "KB per document beyond the texts": "",
    "first run, CPU s more": "",
    "recall exact": "≥ .995",
    "recall trimmed": "≥ .995",
    "recall edited": "≥ .995",
    "recall lifted": "≥ .995",
    "recall quoted": "≥ .99",
    "recall reordered": "≥ .995",
    "recall all pairs": "",
    "recall all pairs through classes": "",
    "precision": "≥ .999",
    "boundary error, median": "≤ 1",
}


def _figure(value: float | None) -> str:
    """Shares to four places, all else to as many as it bears."""
    if value is None:
        return "–"
    if value == int(value) or abs(value) >= 100:
        return f"{value:,.0f}"
    return f"{value:.4f}".lstrip("0") if value < 1 else f"{value:.1f}"


def pinned() -> dict[str, dict[str, Any]]:
    """The gate's floors: figure → value, unit, over how many."""
    path = ROOT / "bench" / "floors.json"
    floors: dict[str, dict[str, Any]] = json.loads(path.read_text(encoding="utf-8"))["floors"] if path.is_file() else {}
    return floors


def held() -> dict[str, dict[str, Any]]:
    """What ``make hold`` measured last."""
    path = ROOT / "bench" / "held.json"
    rows: dict[str, dict[str, Any]] = json.loads(path.read_text(encoding="utf-8")) if path.is_file() else {}
    return rows


def _plain(name: str) -> str:
    """A figure's name without the split or half that it is measured on."""
    return re.sub(r"^(?:dev|test): |\((?:held|watched) half\)", "", name)


def write_corpus() -> str:
    """How much each split of the corpus holds."""
    splits: dict[str, list[str]] = json.loads((ROOT / "corpus" / "splits.json").read_text(encoding="utf-8"))
    rows, total = [], [0] * 5
    for name, slugs in splits.items():
        counts = [len(slugs), 0, 0, 0, 0]
        for slug in slugs:
            folder = ROOT / "corpus" / slug
            gold = json.loads((folder / "gold.json").read_text(encoding="utf-8"))
            counts[1] += len(gold["reports"])
            counts[2] += len(gold["claims"])
            counts[3] += sum(len(c["attestations"]) for c in gold["claims"])
            spans = folder / "attributions.jsonl"
            lines = spans.read_text(encoding="utf-8").splitlines() if spans.is_file() else []
            counts[4] += sum(len(json.loads(line)["attributions"]) for line in lines)
        total = [a + b for a, b in zip(total, counts, strict=True)]
        rows.append(f"| {name} | " + " | ".join(f"{n:,}" for n in counts) + " |")
    head = ["| | piles | reports | claims | attestations | attributions |", "| --- | --- | --- | --- | --- | --- |"]
    return "\n".join([*head, *rows, "| all | " + " | ".join(f"{n:,}" for n in total) + " |"])


def write_agreement() -> str:
    """How far the second reader agrees with the first."""
    sys.path.insert(0, str(ROOT))
    from bench.gate.__main__ import second_figures

    rows = [f for f in second_figures() if "corroboration" not in f.name and "counting outlets" not in f.name]
    if not rows:
        return "*No second reading yet.*"
    table = ["| layer | agreement | over |", "| --- | --- | --- |"]
    return "\n".join([*table, *(f"| {f.name.partition(': ')[2]} | {f.value:g} {f.unit} | {f.of} |" for f in rows)])


PARTS: dict[str, Callable[[], str]] = {
    "help": write_help,
    "stages": write_stages,
    "lexicons": write_lexicons,
    "demo": write_demo,
    "figures": write_figures,
    "quality": write_quality,
    "copies": write_copies,
    "floors": write_floors,
    "corpus": write_corpus,
    "agreement": write_agreement,
}


def main() -> int:
    check = "--check" in sys.argv[1:]
    wanted = {page: render(page) for page in pages()} | {PICTURE: run_demo().picture}
    stale = [p for p, text in wanted.items() if not p.is_file() or p.read_text(encoding="utf-8") != text]
    for path in stale:
        print(f"{'stale' if check else 'written'}: {path.relative_to(ROOT)}")
        if not check:
            path.write_text(wanted[path], encoding="utf-8")
    return 1 if check and stale else 0


if __name__ == "__main__":
    sys.exit(main())
