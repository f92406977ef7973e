"""``hearsay read``: what the reader finds, alone."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from hearsay.cli.output import show_progress


@click.command("read")
@click.argument("pile", nargs=-1, required=True)
@click.option("--jsonl", metavar="FILE", default="-", show_default=True, help="Where the rows go, one per report.")
def command(pile: tuple[str, ...], jsonl: str) -> int:
    """Sentences, tokens, names, times, quantities and attributions of each report of PILE, with offsets."""
    import tempfile

    from hearsay.case import trace
    from hearsay.show import write_reading

    with tempfile.TemporaryDirectory(prefix="hearsay-") as scratch, show_progress(quiet=False) as progress:
        traced = trace(list(pile), Path(scratch) / "read.hearsay", stdin=sys.stdin.buffer, progress=progress)
        write_reading(traced.case.findings(), traced.case.parses(), jsonl)
        traced.case.close()
    return 3 if traced.unreadable else 0
