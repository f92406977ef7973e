"""``hearsay copies``: reuse alone."""

from __future__ import annotations

import sys

import click

from hearsay.cli.output import make_console, note, show_progress


@click.command("copies")
@click.argument("pile", nargs=-1, required=True)
@click.option("--jsonl", metavar="FILE", help="Write one row per pair of passages ('-': stdout).")
@click.option("--index", metavar="DIR", help="Add PILE to an index on disk; say what it shares with all that is there.")
@click.option("--parquet", metavar="DIR", help="Write postings and passages as Parquet tables (docs/copies-index.md).")
@click.option("--workers", type=click.IntRange(0), help="Processes. Default: one per core; 0: none but this.")
def command(
    pile: tuple[str, ...], jsonl: str | None, index: str | None, parquet: str | None, workers: int | None
) -> int:
    """The passages that stand in more than one report of PILE, with offsets into each text. Keeps no case."""
    if index is not None or parquet is not None:
        return _add(pile, jsonl, index, parquet, workers)
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


def _add(pile: tuple[str, ...], jsonl: str | None, index: str | None, parquet: str | None, workers: int | None) -> int:
    from hearsay.indexed import add_pile
    from hearsay.show import print_index, write_index

    with show_progress(quiet=False) as progress:
        found = add_pile(list(pile), index, parquet=parquet, workers=workers, stdin=sys.stdin.buffer, progress=progress)
    for line in found.notes:
        note(line)
    if found.ignored:
        note(f"{len(found.ignored)} of them were in the index already, text and all, and were not added again")
    if jsonl:
        write_index(found.passages, jsonl)
    else:
        print_index(found.passages, found.texts, found.added, found.held, make_console())
    for one in found.unreadable:
        note(f"unreadable: {one.what}: {one.reason}")
    return 3 if found.unreadable else 0
