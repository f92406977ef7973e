"""``hearsay read``: what the reader finds, alone."""

from __future__ import annotations

import sys

import click

from hearsay.cli.output import note, show_progress


@click.command("read")
@click.argument("pile", nargs=-1, required=True)
@click.option("--jsonl", metavar="FILE", default="-", show_default=True, help="Where the rows go, one per report.")
@click.option("--workers", type=click.IntRange(0), help="Processes. Default: one per core; 0: none but this.")
def command(pile: tuple[str, ...], jsonl: str, workers: int | None) -> int:
    """Sentences, tokens, names, times, quantities and attributions of each report of PILE, with offsets."""
    from hearsay.part import read_pile
    from hearsay.show import write_reading

    with show_progress(quiet=False) as progress:
        found = read_pile(list(pile), workers=workers, stdin=sys.stdin.buffer, progress=progress)
    write_reading(found.findings, found.parses, jsonl, found.names)
    for one in found.unreadable:
        note(f"unreadable: {one.what}: {one.reason}")
    return 3 if found.unreadable else 0
