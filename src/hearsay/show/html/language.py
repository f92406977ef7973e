"""The language and writing direction of a report, as HTML attributes that are always valid."""

from __future__ import annotations

import re

from hearsay.types import Report

__all__ = ["direction", "language"]

_TAG = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*")
_RIGHT_TO_LEFT = frozenset({"ar", "arc", "ckb", "dv", "fa", "he", "ku", "nqo", "ps", "sd", "syr", "ug", "ur", "yi"})


def language(report: Report | None) -> str:
    """The report's language tag; "und" where it has none that HTML allows."""
    tag = report.language if report else ""
    return tag if _TAG.fullmatch(tag or "") else "und"


def direction(report: Report | None) -> str:
    """The direction, ltr or rtl; auto where the language is not known, where the text decides."""
    tag = language(report)
    if tag == "und":
        return "auto"
    return "rtl" if tag.split("-")[0] in _RIGHT_TO_LEFT else "ltr"
