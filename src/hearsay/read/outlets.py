"""Outlets: whether a name is one of a newspaper, agency or broadcaster, by table and by shape."""

from __future__ import annotations

import re
from functools import cache

from hearsay.lexicons import read_table
from hearsay.read.places import is_place
from hearsay.text import fold

__all__ = ["known_outlet", "looks_like_outlet"]

_FUSED = re.compile(
    r"^[A-Z][A-Za-z]*[a-z](?:News|Post|Times|Wire|Press|Feed|Talk|Daily|Media|Digest|Today|Herald|Tribune|Radio|TV|Deck|Watch"
    r"|Report|Insider|Alert)\d*$"
)
_DOMAIN = re.compile(r"(?i)^(?:www\.)?[a-z0-9-]+\.(?:com|org|net|news|info|co\.uk|press|media|tv)$")


def known_outlet(name: str) -> str | None:
    """The fullest form of an outlet in the table. Names in capitals match as they are, others without case."""
    if (found := _exact().get(name)) is not None:
        return found
    return _folded().get(fold(name).removeprefix("the ")) if not name.isupper() else None


def looks_like_outlet(name: str, the: bool = False) -> bool:
    """Whether the words of a name are an outlet's. ``the``: the definite article stands before it."""
    if _DOMAIN.match(name) or _FUSED.match(name):
        return True
    words = fold(name).removeprefix("the ").split()
    the = the or name.lower().startswith("the ")
    shape = read_table("names.toml")["outlet"]
    if len(words) < 2:
        return the and bool(words) and words[0] in shape["alone"]
    if any(inside in " ".join(words) for inside in shape["inside"]):
        return True
    if words[-1] in shape["strong"]:
        return True
    if words[-1] in shape["weak"] or " ".join(words[-2:]) in shape["weak"]:
        return (
            the
            or words[0] in ("daily", "sunday", "evening", "morning", "weekly", "national")
            or is_place(" ".join(words[:-1]))
        )
    return words[0] in shape["first"] and words[0] not in ("le", "la", "el") and len(words) < 4


@cache
def _exact() -> dict[str, str]:
    return {alias: name for name, aliases in read_table("outlets.toml").items() for alias in (name, *aliases)}


@cache
def _folded() -> dict[str, str]:
    # Short words alone are too common to go by without case: "Time", "Fox", "Vice".
    return {fold(a).removeprefix("the "): name for a, name in _exact().items() if len(a) > 4 and not a.isupper()}
