"""The grammar: tables read from TOML, and the expansion of one template into marked text.

A template holds ``(a|b)`` for a choice (nested, may be empty), ``{slot}`` for a name or phrase, ``[q person|people]``
for the quantity with what it counts, ``[q]`` for the bare quantity, and ``[was|were]`` for what agrees with it.
Marked text carries control characters around values and time phrases, and around each thing told, so that a span
survives every later edit; ``unmark`` turns them into offsets.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

from .dice import Dice

HERE = Path(__file__).resolve().parent / "grammar"
VALUE, WHEN, HEDGE = ("\ue000", "\ue001"), ("\ue002", "\ue003"), ("\ue004", "\ue005")
TOLD = tuple((chr(0xE010 + 2 * i), chr(0xE011 + 2 * i)) for i in range(8))
MARKS = re.compile("[\ue000-\ue0ff]")


@cache
def table(name: str) -> dict[str, Any]:
    """One file of the grammar."""
    return tomllib.loads((HERE / f"{name}.toml").read_text(encoding="utf-8"))


@cache
def kinds() -> tuple[str, ...]:
    """The kinds of event, by name of their file."""
    return tuple(sorted(p.stem.removeprefix("kind_") for p in HERE.glob("kind_*.toml")))


def expand(
    template: str,
    dice: Dice,
    slot: Callable[[str], str],
    quantity: Callable[[tuple[str, str] | None], str] | None = None,
    *,
    one: bool = False,
) -> str:
    """A template with every choice made and every slot filled."""
    out: list[str] = []
    i = 0
    while i < len(template):
        c = template[i]
        if c == "(":
            end, options = alternatives(template, i)
            out.append(expand(dice.pick(options), dice, slot, quantity, one=one))
            i = end
        elif c == "{":
            end = template.index("}", i)
            out.append(slot(template[i + 1 : end]))
            i = end + 1
        elif c == "[":
            end = template.index("]", i)
            body = expand(template[i + 1 : end], dice, slot, quantity, one=one)
            out.append(agree(body, quantity, one=one))
            i = end + 1
        else:
            out.append(c)
            i += 1
    return "".join(out)


def agree(body: str, quantity: Callable[[tuple[str, str] | None], str] | None, *, one: bool) -> str:
    """What stands in square brackets, with the number it asks for."""
    if body == "q" or body.startswith("q "):
        assert quantity is not None, "a quantity where nothing is counted"
        noun = tuple(body[2:].split("|")) if len(body) > 1 else None
        return VALUE[0] + quantity((noun[0], noun[-1]) if noun else None) + VALUE[1]
    single, _, plural = body.partition("|")
    return single if one else plural


def alternatives(template: str, at: int) -> tuple[int, list[str]]:
    """The options of the choice that opens at ``at``, and where it ends."""
    depth, start, options = 0, at + 1, []
    for i in range(at, len(template)):
        c = template[i]
        if c == "(":
            depth += 1
        elif c == ")":
            depth -= 1
            if depth == 0:
                options.append(template[start:i])
                return i + 1, options
        elif c == "|" and depth == 1 and template.count("[", at, i) == template.count("]", at, i):
            options.append(template[start:i])
            start = i + 1
    raise ValueError(f"a choice does not close: {template}")


def wrap(text: str, mark: tuple[str, str]) -> str:
    """Text inside a pair of marks."""
    return mark[0] + text + mark[1]


def plain(marked: str) -> str:
    """Marked text without its marks."""
    return MARKS.sub("", marked)


def between(marked: str, mark: tuple[str, str]) -> str | None:
    """The plain text inside the first such pair of marks."""
    a = marked.find(mark[0])
    b = marked.find(mark[1], a)
    return plain(marked[a:b]) if 0 <= a < b else None


def capital(marked: str) -> str:
    """The first letter raised, past marks and opening quotation marks."""
    for i, c in enumerate(marked):
        if c.isalnum():
            return marked[:i] + c.upper() + marked[i + 1 :]
    return marked


def tidy(marked: str) -> str:
    """Commas that met a full stop or each other, and doubled blanks, put right."""
    m = "([\ue000-\ue0ff]*)"
    marked = re.sub(f",{m},", r"\1,", marked)
    marked = re.sub(f",{m}([.:;—])", r"\1\2", marked)
    marked = re.sub(r" {2,}", " ", marked)
    marked = re.sub(f" {m}([,.;])", r"\1\2", marked)
    return re.sub(rf"\.{m}\.", r"\1.", marked)
