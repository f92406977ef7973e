"""``hearsay copies``: reuse alone."""

from __future__ import annotations

import sys

import click

from hearsay.cli.output import make_console, note, show_progress


@click.command("copies")
@click.argument("pile", nargs=-1, required=True)
@click.option("--jsonl", metavar="FILE", help="Write one row per pair of passages ('-': stdout).")
@click.option("--workers", type=click.IntRange(0), help="Processes. Default: one per core; 0: none but this.")
def command(pile: tuple[str, ...], jsonl: str | None, workers: int | None) -> int:
    """The passages that stand in more than one report of PILE, with offsets into each text. Keeps no case."""
    from hearsay.reuse import find_copies
    from hearsay.show import print_copies, write_copies

    with show_progress(quiet=False) as progress:
        found = find_copies(list(pile), workers=workers, stdin=sys.stdin.buffer, progress=progress)
    for line in found.notes:
        note(line)
    if jsonl:
        write_copies(found.reports, found.judged(), found.names, jsonl)
    else:
        print_copies(found.reports, found.judged(), found.names, make_console())
    for one in found.unreadable:
        note(f"unreadable: {one.what}: {one.reason}")
    return 3 if found.unreadable else 0
