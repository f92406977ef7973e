"""``hearsay demo``: the main job on a packaged pile."""

from __future__ import annotations

from importlib.resources import as_file, files
from pathlib import Path

import click

from hearsay.cli.output import make_console, note, show_progress


@click.command("demo")
@click.option(
    "--into", type=click.Path(path_type=Path), default=Path("hearsay-demo"), help="Folder for the case and the report."
)
def command(into: Path) -> None:
    """Trace a packaged pile of invented reports, offline, and write its HTML report."""
    from hearsay.case import trace
    from hearsay.show import print_summary, write_html

    into.mkdir(parents=True, exist_ok=True)
    with as_file(files("hearsay") / "demo") as pile, show_progress(quiet=False) as progress:
        traced = trace(str(pile), into / "demo.hearsay", progress=progress)
    findings = traced.case.findings()
    print_summary(findings, make_console())
    report = into / "report.html"
    write_html(findings, str(report))
    note(f"report: {report.resolve()}  (open it in a browser)")
