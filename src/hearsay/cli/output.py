"""What the commands share: consoles, the progress bar, writing results, the gate of --fail-on."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from hearsay.errors import NoCase
from hearsay.plugs import Choice, parse_options
from hearsay.types import Findings

if TYPE_CHECKING:
    from rich.console import Console

__all__ = [
    "case_option",
    "case_to_show",
    "choice_of",
    "failed_gate",
    "make_console",
    "note",
    "output_options",
    "plug_options",
    "show_progress",
    "write_outputs",
]

_GATES = ("single-origin", "dispute")


def case_option(command: Callable[..., Any]) -> Callable[..., Any]:
    """The option that names a case."""
    return click.option(
        "--case", "folder", type=click.Path(path_type=Path), help="The case folder. Default: the newest *.hearsay here."
    )(command)


def case_to_show(folder: Path | None) -> Path:
    """The case to show, named on stderr when it was not asked for by name. Raises NoCase."""
    from hearsay.case import newest_case

    if folder is None:
        folder = newest_case(Path.cwd())
        note(f"case: {folder.name}")
    elif not folder.is_dir():
        raise NoCase(f"there is no case at {folder}.", "Make one: hearsay trace PILE --case DIR")
    return folder


def plug_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """--reader, --attributor, --set: what other packages bring."""
    for option in (
        click.option("--set", "options", multiple=True, metavar="NAME.KEY=VALUE", help="An option of either of them."),
        click.option("--attributor", metavar="NAME", default="", help="Another attributor than the package's rules."),
        click.option("--reader", metavar="NAME", default="", help="Another reader (see hearsay doctor)."),
    ):
        command = option(command)
    return command


def choice_of(reader: str, attributor: str, options: tuple[str, ...]) -> Choice:
    """What these options chose. Raises BadPlug."""
    return parse_options(options, Choice(reader, attributor))


def note(text: str) -> None:
    """A line for the person, not for the data."""
    click.echo(text, err=True)


def make_console() -> Console:
    """The console for data: plain where stdout is no terminal."""
    from rich.console import Console

    return Console(highlight=False, soft_wrap=not sys.stdout.isatty(), emoji=False, markup=False)


@contextmanager
def show_progress(quiet: bool) -> Iterator[Callable[[str, int, int], None] | None]:
    """A progress bar on stderr, only where stdout and stderr are terminals."""
    if quiet or not (sys.stderr.isatty() and sys.stdout.isatty()):
        yield None
        return
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TaskID, TextColumn, TimeElapsedColumn

    with Progress(
        TextColumn("{task.description:>10}"),
        BarColumn(),
        TextColumn("{task.completed}/{task.total}"),
        TimeElapsedColumn(),
        console=Console(stderr=True),
        transient=True,
    ) as bars:
        rows: dict[str, TaskID] = {}

        def tell(stage: str, done: int, total: int) -> None:
            if stage not in rows:
                rows[stage] = bars.add_task(stage, total=total)
            bars.update(rows[stage], completed=done, total=total)

        yield tell


def write_outputs(findings: Findings, json: str | None, csv: str | None, html: str | None) -> None:
    """Write the asked-for files. Raises OutputError."""
    from hearsay import show

    if json:
        show.write_json(findings, json)
    if csv:
        show.write_csv(findings, csv)
    if html:
        show.write_html(findings, html)
        note(f"report: {html}")


def failed_gate(findings: Findings, gates: tuple[str, ...]) -> list[str]:
    """The gates of --fail-on that were hit."""
    hit = []
    weighed = findings.weighed.values()
    if "single-origin" in gates and any(w.independent.high <= 1 and w.origins.high >= 1 for w in weighed):
        hit.append("single-origin")
    if "dispute" in gates and any(d.kind in ("conflict", "denial") for w in weighed for d in w.disagreements):
        hit.append("dispute")
    return hit


def output_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """--json, --csv, --html, --fail-on: the same on every command that ends in findings."""
    for option in (
        click.option("--fail-on", "gates", multiple=True, type=click.Choice(_GATES), help="Exit 4 when this is found."),
        click.option("--html", metavar="FILE", help="Write the report as one self-contained page."),
        click.option("--csv", metavar="FILE", help="Write one row per mention ('-': stdout)."),
        click.option("--json", metavar="FILE", help="Write the case as JSON ('-': stdout)."),
    ):
        command = option(command)
    return command
