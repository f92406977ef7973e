"""Write the generated parts of the documentation anew: ``python tools/docs.py`` (``--check``: only say what is stale).

A part stands between ``<!-- made: NAME -->`` and ``<!-- end -->``. What is between them comes from the program itself:
its help, its plan, what the demo prints, the heads of the lexicons, ``bench/quality.json`` where there is one. Nothing
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
from typing import NamedTuple

ROOT = Path(__file__).resolve().parents[1]
PICTURE = ROOT / "docs" / "claim.svg"
QUALITY = ROOT / "bench" / "quality.json"
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
    found = [*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md"), *(ROOT / "examples").glob("*.md")]
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


def write_figures() -> str:
    """One line of measured quality; where nothing is measured yet, where to look."""
    rows = quality()
    if not rows:
        return "Measured figures, each with the command that reproduces it: [docs/quality.md](docs/quality.md)."
    told = " · ".join(f"{row['name']} **{row['value']}** (aim {row['aim']})" for row in rows)
    return f"Measured, on piles it was not tuned to: {told}. All figures: [docs/quality.md](docs/quality.md)."


def write_quality() -> str:
    """The table of measured figures."""
    rows = quality()
    if not rows:
        return "*Nothing measured for this version yet: run the benchmarks below.*"
    table = ["| quality | measured | aim | on | command |", "| --- | --- | --- | --- | --- |"]
    table += [f"| {r['name']} | {r['value']} | {r['aim']} | {r['on']} | `{r['command']}` |" for r in rows]
    return "\n".join(table)


def quality() -> list[dict[str, str]]:
    """Rows of bench/quality.json: name, value, aim, on, command. Empty where there is no such file."""
    if not QUALITY.is_file():
        return []
    rows: list[dict[str, str]] = json.loads(QUALITY.read_text(encoding="utf-8"))
    return rows


PARTS: dict[str, Callable[[], str]] = {
    "help": write_help,
    "stages": write_stages,
    "lexicons": write_lexicons,
    "demo": write_demo,
    "figures": write_figures,
    "quality": write_quality,
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
