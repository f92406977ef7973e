"""``hearsay read``: what the reader finds, alone."""

from __future__ import annotations

import sys

import click

from hearsay.cli.output import choice_of, note, plug_options, show_progress


@click.command("read")
@click.argument("pile", nargs=-1, required=True)
@click.option("--jsonl", metavar="FILE", default="-", show_default=True, help="Where the rows go, one per report.")
@click.option("--workers", type=click.IntRange(0), help="Processes. Default: one per core; 0: none but this.")
@click.option("--story", is_flag=True, help="Of JSON rows too, read only what a page's story would be.")
@plug_options
def command(
    pile: tuple[str, ...],
    jsonl: str,
    workers: int | None,
    story: bool,
    reader: str,
    attributor: str,
    options: tuple[str, ...],
) -> int:
    """Sentences, tokens, names, times, quantities and attributions of each report of PILE, with offsets.

    A row of JSON (id, text) is read whole, its text as given; of a file, what is its story.
    """
    from hearsay.part import read_pile
    from hearsay.show import write_reading

    with show_progress(quiet=False) as progress:
        found = read_pile(
            list(pile),
            workers=workers,
            stdin=sys.stdin.buffer,
            progress=progress,
            choice=choice_of(reader, attributor, options),
            story=story,
        )
    write_reading(found.findings, found.parses, jsonl, found.names)
    for path, why in found.unread():
        note(f"not read: {path}: {why}")
    for one in found.unreadable:
        note(f"unreadable: {one.what}: {one.reason}")
    return 3 if found.unreadable else 0
