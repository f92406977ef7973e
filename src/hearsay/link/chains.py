"""Chains through the pile."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from hearsay.types import Derivation, Mention, Passage, Report

__all__ = ["extend_chains"]


def extend_chains(
    reports: Mapping[str, Report],
    mentions: Sequence[Mention],
    passages: Sequence[Passage],
    derivations: Sequence[Derivation],
) -> tuple[Mention, ...]:
    """The mentions as they are."""
    return tuple(mentions)
