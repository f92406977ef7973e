"""``hearsay demo``: the main job on a packaged pile."""

from __future__ import annotations

import errno
from importlib.resources import files
from pathlib import Path

import click

from hearsay.cli.output import make_console, note, show_progress


@click.command("demo")
@click.option(
    "--into",
    type=click.Path(path_type=Path),
    default=Path("hearsay-demo"),
    show_default=True,
    help="Folder for the reports, the case and the page.",
)
@click.option("--workers", type=click.IntRange(0), help="Processes. Default: one per core; 0: none but this.")
def command(into: Path, workers: int | None) -> None:
    """Trace a packaged pile of invented reports, offline, and write its HTML report.

    The reports are laid out in the folder first, so that every path of the result can be opened.
    """
    from hearsay.case import trace
    from hearsay.show import print_summary, write_html

    pile = _lay_out(into / "reports")
    with show_progress(quiet=False) as progress:
        traced = trace(str(pile), into / "demo.hearsay", workers=workers, progress=progress)
    findings = traced.case.findings()
    traced.case.close()
    print_summary(findings, make_console())
    page = into / "report.html"
    write_html(findings, str(page))
    note(f"\nThe same as a page, with all evidence: {page.resolve()}  (open it in a browser)")
    note(f"How a count came about: hearsay why ID --case {into / 'demo.hearsay'}")


def _lay_out(folder: Path) -> Path:
    from hearsay.errors import OutputError

    try:
        folder.mkdir(parents=True, exist_ok=True)
        for packed in (files("hearsay") / "demo").iterdir():
            if packed.name.startswith("r"):
                (folder / packed.name).write_bytes(packed.read_bytes())
    except OSError as error:
        why = "the disk is full" if error.errno == errno.ENOSPC else str(error.strerror)
        raise OutputError(f"cannot write {folder}: {why}.", "Name another folder with --into DIR.") from error
    return folder
