"""``hearsay show``: a traced case again."""

from __future__ import annotations

from pathlib import Path

import click

from hearsay.cli.output import case_option, case_to_show, failed_gate, make_console, note, output_options, write_outputs


@click.command("show")
@case_option
@click.option("--all", "everything", is_flag=True, help="Every claim, not only those that most hangs on.")
@output_options
def command(
    folder: Path | None,
    everything: bool,
    json: str | None,
    csv: str | None,
    html: str | None,
    gates: tuple[str, ...],
) -> int:
    """Show a case: the summary, or as JSON, CSV (one row per mention) or one HTML page."""
    from hearsay.case import open_case
    from hearsay.show import print_summary

    with open_case(case_to_show(folder)) as case:
        findings = case.findings()
    write_outputs(findings, json, csv, html)
    if not (json or csv or html):
        print_summary(findings, make_console(), all=everything)
    hit = failed_gate(findings, gates)
    if hit:
        note(f"--fail-on: {', '.join(hit)}")
    return 4 if hit else 0
