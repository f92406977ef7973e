"""One paragraph on the terminal: styled pieces under a hanging indent, nothing in them read as markup."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.console import Console

__all__ = ["print_line"]


def print_line(console: Console, *parts: tuple[str, str], indent: int = 0, hang: int = 2) -> None:
    """Prints (text, style) pieces as one paragraph; what wraps stands ``hang`` columns further in.

    Texts come through ``printable`` first: this only lays them out.
    """
    from rich.text import Text

    room = max(20, console.width - indent - hang)
    for number, line in enumerate(Text.assemble(*parts).wrap(console, room, overflow="fold")):
        line.rstrip()
        row = Text(" " * (indent + (hang if number else 0)))
        console.print(row.append_text(line), soft_wrap=True)
