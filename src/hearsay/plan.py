"""The plan: which stages a trace runs, in the order of the house."""

from __future__ import annotations

from functools import cache

from hearsay.plugs import Choice
from hearsay.stage import Plan, Stage

__all__ = ["build_plan", "reading_stages"]


@cache
def build_plan(choice: Choice = Choice()) -> Plan:  # noqa: B008 (frozen)
    """Collect → clean → copies → read → attribute → claim → link → weigh, as one checked plan.

    Raises PlugError where the reader or attributor chosen cannot be used.
    """
    from hearsay.claim import CLAIM
    from hearsay.clean import CLEAN, SET_FURNITURE
    from hearsay.copies import COPIES
    from hearsay.link import DERIVE, LINK
    from hearsay.types import Document
    from hearsay.weigh import WEIGH

    return Plan(
        [CLEAN, SET_FURNITURE, COPIES, *reading_stages(choice), CLAIM, DERIVE, LINK, WEIGH],
        given={"document": Document},
        choice=choice.encode(),
    )


def reading_stages(choice: Choice) -> tuple[Stage, ...]:
    """Parse → read → attribute, by the reader and the attributor chosen."""
    from hearsay.attribute import attribute_by
    from hearsay.read import READ, parse_by

    return (parse_by(choice), READ, *attribute_by(choice))
