"""The room link: what derives from what, which mentions are one claim, which reports tell of one incident."""

from __future__ import annotations

from hearsay.link.claims import LINK
from hearsay.link.derive import DERIVE

__all__ = ["DERIVE", "LINK"]
