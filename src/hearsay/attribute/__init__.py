"""Attribute: who is said to say what, and who that is: sources, cues, contents, holders, nesting.

An attribution without a hop (a hedge, "it is said") names nobody: it passes its hedge and stance on, and the
chain skips it.
"""

from __future__ import annotations

from hearsay.plugs import Choice
from hearsay.stage import Made, Stage
from hearsay.types import Attribution, Parse, Report

__all__ = ["ATTRIBUTE", "attribute", "attribute_by"]


def attribute(report: Report, parse: Parse) -> tuple[Attribution, ...]:
    """Every attribution of a report, sorted by position; ``parent`` indexes into the result."""
    from hearsay.attribute.find import find_all
    from hearsay.attribute.nest import nest
    from hearsay.attribute.view import view

    doc = view(report, parse)
    return nest(doc, find_all(doc))


def _run(report: Report, parse: Parse) -> Made[tuple[Attribution, ...]]:
    return Made(attribute(report, parse))


ATTRIBUTE = Stage(
    name="attribute",
    version="4",
    needs=("report", "parse"),
    makes="attributions",
    type=tuple[Attribution, ...],
    scope="report",
    run=_run,
    about="who is said to say what: sources, cues, contents, and the holder each source stands for",
)


def attribute_by(choice: Choice) -> tuple[Stage, ...]:
    """The attribute stage, or the two stages by which another attributor is asked. Raises PlugError."""
    if not choice.wanted("attributor"):
        return (ATTRIBUTE,)
    from hearsay.attribute.plugged import plug_attributor

    return plug_attributor(ATTRIBUTE, choice)
