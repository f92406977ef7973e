"""The plan: which stages a trace runs, in the order of the house."""

from __future__ import annotations

from functools import cache

from hearsay.stage import Plan

__all__ = ["build_plan"]


@cache
def build_plan() -> Plan:
    """Collect → clean → copies → read → attribute → claim → link → weigh, as one checked plan."""
    from hearsay.attribute import ATTRIBUTE
    from hearsay.claim import CLAIM
    from hearsay.clean import CLEAN, SET_FURNITURE
    from hearsay.copies import COPIES
    from hearsay.link import DERIVE, LINK
    from hearsay.read import PARSE, READ
    from hearsay.types import Document
    from hearsay.weigh import WEIGH

    return Plan(
        [CLEAN, SET_FURNITURE, COPIES, PARSE, READ, ATTRIBUTE, CLAIM, DERIVE, LINK, WEIGH],
        given={"document": Document},
    )
