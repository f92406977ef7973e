"""hearsay: what a pile of news reports claims, who says so, and how many independent origins stand behind each claim.

    >>> import hearsay
    >>> traced = hearsay.trace("reports/")          # doctest: +SKIP
    >>> for claim in traced.case.claims: ...        # doctest: +SKIP

The public face: ``trace``, ``open_case``, ``Case``, ``Traced``, the record types of ``hearsay.types`` and the
exceptions of ``hearsay.errors``. Everything is loaded on first use: importing the package costs next to nothing.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

from hearsay._version import __version__

if TYPE_CHECKING:
    from hearsay.case import Case as Case
    from hearsay.case import Traced as Traced
    from hearsay.case import open_case as open_case
    from hearsay.case import trace as trace
    from hearsay.errors import HearsayError as HearsayError
    from hearsay.plugs import Choice as Choice
    from hearsay.types import Attribution as Attribution
    from hearsay.types import Claim as Claim
    from hearsay.types import Derivation as Derivation
    from hearsay.types import Disagreement as Disagreement
    from hearsay.types import Dropped as Dropped
    from hearsay.types import Findings as Findings
    from hearsay.types import Incident as Incident
    from hearsay.types import Mention as Mention
    from hearsay.types import Passage as Passage
    from hearsay.types import Reading as Reading
    from hearsay.types import Report as Report
    from hearsay.types import Weighed as Weighed

_HOMES = {
    "Case": "case",
    "Traced": "case",
    "open_case": "case",
    "trace": "case",
    "HearsayError": "errors",
    "Choice": "plugs",
    **dict.fromkeys(
        (
            "Attribution",
            "Claim",
            "Derivation",
            "Disagreement",
            "Dropped",
            "Findings",
            "Incident",
            "Mention",
            "Passage",
            "Reading",
            "Report",
            "Weighed",
        ),
        "types",
    ),
}

__all__ = ["__version__", *sorted(_HOMES)]


def __getattr__(name: str) -> Any:
    if name in _HOMES:
        return getattr(importlib.import_module(f"hearsay.{_HOMES[name]}"), name)
    raise AttributeError(f"module 'hearsay' has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted(__all__)
