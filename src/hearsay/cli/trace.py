"""``hearsay trace``: the main job."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from hearsay.cli.output import (
    choice_of,
    failed_gate,
    make_console,
    note,
    output_options,
    plug_options,
    show_progress,
    write_outputs,
)


@click.command("trace")
@click.argument("pile", nargs=-1, required=True)
@click.option("--case", "folder", type=click.Path(path_type=Path), help="The case folder. Default: ./PILE.hearsay")
@click.option("--meta", metavar="FILE.csv", help="What the pages do not say: path,outlet,published,url,title,byline.")
@click.option("--workers", type=click.IntRange(0), help="Processes. Default: one per core; 0: none but this.")
@click.option("--timings", is_flag=True, help="Print seconds per stage.")
@click.option("-q", "--quiet", is_flag=True, help="No summary, no progress.")
@plug_options
@output_options
def command(
    pile: tuple[str, ...],
    folder: Path | None,
    meta: str | None,
    workers: int | None,
    timings: bool,
    quiet: bool,
    reader: str,
    attributor: str,
    options: tuple[str, ...],
    json: str | None,
    csv: str | None,
    html: str | None,
    gates: tuple[str, ...],
) -> int:
    """Read a PILE (files, folders, globs, - for stdin) and say who actually said so.

    Reads .txt .html .htm .jsonl .pdf .mhtml .eml. Keeps a case folder, so that the next run redoes only what changed.
    """
    from hearsay.case import trace

    choice = choice_of(reader, attributor, options)
    with show_progress(quiet) as progress:
        traced = trace(
            list(pile),
            folder,
            meta=meta,
            workers=workers,
            stdin=sys.stdin.buffer,
            progress=progress,
            choice=choice,
        )
    findings = traced.case.findings()
    write_outputs(findings, json, csv, html)
    if not quiet and "-" not in (json, csv):
        from hearsay.show import print_summary

        print_summary(findings, make_console())
    if timings:
        for stage, seconds in traced.seconds.items():
            note(f"{stage:>10} {seconds:8.2f} s")
    for path in traced.gone:
        note(f"gone: {path} is not in the pile any more and has left the case")
    for one in traced.unreadable:
        note(f"unreadable: {one.what}: {one.reason}")
    if not quiet:
        note(f"case: {traced.case.folder}")
    hit = failed_gate(findings, gates)
    if hit:
        note(f"--fail-on: {', '.join(hit)}")
        return 4
    return 3 if traced.unreadable else 0
