"""Text: content hashes, folding for comparison (never for output), spans."""

from __future__ import annotations

import functools
import hashlib
import re
import unicodedata
from collections.abc import Iterable

from hearsay.types import Span

__all__ = ["contains", "digest", "fold", "fold_spaces", "initials", "overlap", "words"]

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_SPACES = re.compile(r"\s+")


def digest(*parts: str, size: int = 8) -> str:
    """``size`` bytes of BLAKE2b in hex. Parts are kept apart:  ("ab", "c") differs from ("a", "bc")."""
    h = hashlib.blake2b(digest_size=size)
    for part in parts:
        data = part.encode("utf-8", "surrogatepass")
        h.update(len(data).to_bytes(8, "big"))
        h.update(data)
    return h.hexdigest()


@functools.lru_cache(maxsize=65536)
def fold(text: str) -> str:
    """For comparing only: no case, accents, invisible characters, curly quotes or runs of white space."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", text) if unicodedata.category(c) not in ("Mn", "Cf"))
    plain = plain.replace("’", "'").replace("‘", "'").replace("“", '"').replace("”", '"')
    return fold_spaces(plain).casefold()


def fold_spaces(text: str) -> str:
    """Runs of white space to one space, ends trimmed."""
    return _SPACES.sub(" ", text).strip()


def words(text: str) -> list[str]:
    """The words of a text, folded."""
    return _WORD.findall(fold(text))


def initials(name: str) -> str:
    """The capitals that abbreviate a name: "Meridian News Agency" gives "MNA"."""
    return "".join(w[0] for w in re.findall(r"[^\W\d_]+", name) if w[0].isupper())


def overlap(a: Span, b: Span) -> int:
    """Characters two spans share."""
    return max(0, min(a.end, b.end) - max(a.start, b.start))


def contains(spans: Iterable[Span], inner: Span) -> bool:
    """True when one of the spans holds all of ``inner``."""
    return any(s.start <= inner.start and inner.end <= s.end for s in spans)
