"""``hearsay stages``: the plan as a table."""

from __future__ import annotations

import click


@click.command("stages")
def command() -> None:
    """The stages in order: what each needs and makes."""
    from hearsay.plan import build_plan

    rows = [("stage", "version", "scope", "needs", "makes", ""), *build_plan().rows()]
    widths = [max(len(row[i]) for row in rows) for i in range(5)]
    for row in rows:
        click.echo("  ".join([*(cell.ljust(width) for cell, width in zip(row, widths, strict=False)), row[5]]).rstrip())
