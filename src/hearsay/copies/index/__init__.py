"""The index of copies: fingerprints, words and passages of any number of reports on disk, and new ones met with them.

``open_index(folder, write=True).add(texts)`` gives the passages that new reports share with each other and with all
that is there, in time that does not grow with the index, and puts them on disk.
"""

from __future__ import annotations

from hearsay.copies.index.manifest import Settings
from hearsay.copies.index.store import Added, Index, open_index

__all__ = ["Added", "Index", "Settings", "open_index"]
