"""Weigh: how many origins and independent chains stand behind each claim, and where its accounts disagree."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from hearsay.stage import Made, Stage
from hearsay.types import Claim, Weighed, When

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["WEIGH", "weigh_claim"]


def weigh_claim(
    claim: Claim,
    in_pile: frozenset[str],
    *,
    published: Mapping[str, When] | None = None,
    same_report: Mapping[str, str] | None = None,
    cycles: Mapping[str, int] | None = None,
) -> Weighed:
    """Count a claim's origins and independent chains, by claim and by reading, and tell where its readings clash.

    ``in_pile``: folded names of the outlets whose reports the pile holds. ``published``: report id to its date, for
    updates. ``same_report``: a duplicate's id to what it repeats. ``cycles``: report id to its cycle of derivation.
    Pure; raises nothing. The rules are those of ``docs/how-it-counts.md``.
    """
    from hearsay.weigh.claims import weigh_claim as weigh

    return weigh(claim, in_pile, published=published, same_report=same_report, cycles=cycles)


def _run(**needs: Any) -> Made[dict[str, Weighed]]:
    from hearsay.weigh.pile import weigh_pile

    return weigh_pile(needs["report"], needs["derivations"], needs["linked"])


WEIGH = Stage(
    name="weigh",
    version="2",
    needs=("report", "derivations", "linked"),
    makes="weighed",
    type=dict[str, Weighed],
    scope="pile",
    run=_run,
    about="count origins and independent chains, grade readings, set disagreements side by side",
)
