"""The search for copies on many machines: the same passages, found by a join that Daft runs here or on a Ray cluster.

Needs ``pip install 'hearsay[cluster]'``.
"""

from __future__ import annotations

from hearsay.copies.cluster.join import find_passages

__all__ = ["find_passages"]
