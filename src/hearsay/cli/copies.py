"""``hearsay copies``: reuse alone."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from hearsay.cli.output import show_progress


@click.command("copies")
@click.argument("pile", nargs=-1, required=True)
@click.option("--jsonl", metavar="FILE", help="Write one row per pair of passages ('-': stdout).")
@click.option(
    "--case", "folder", type=click.Path(path_type=Path), help="Keep the case there instead of a temporary folder."
)
def command(pile: tuple[str, ...], jsonl: str | None, folder: Path | None) -> int:
    """The passages that stand in more than one report of PILE, with offsets into each text."""
    import tempfile

    from hearsay.case import trace
    from hearsay.show import print_copies, write_copies

    with tempfile.TemporaryDirectory(prefix="hearsay-") as scratch, show_progress(quiet=False) as progress:
        traced = trace(
            list(pile), folder or Path(scratch) / "copies.hearsay", stdin=sys.stdin.buffer, progress=progress
        )
        findings = traced.case.findings()
        traced.case.close()
    if jsonl:
        write_copies(findings, jsonl)
    else:
        from hearsay.cli.output import make_console

        print_copies(findings, make_console())
    return 3 if traced.unreadable else 0
