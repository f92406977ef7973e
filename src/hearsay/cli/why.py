"""``hearsay why``: how one count came about."""

from __future__ import annotations

from pathlib import Path

import click

from hearsay.cli.output import case_option, case_to_show, make_console


@click.command("why")
@click.argument("claim")
@case_option
def command(claim: str, folder: Path | None) -> None:
    """How the count of CLAIM came about, span by span. CLAIM is an id as the summary prints it, or its beginning."""
    from hearsay.case import open_case
    from hearsay.show import print_why

    with open_case(case_to_show(folder)) as case:
        print_why(case.findings(), claim, make_console())
