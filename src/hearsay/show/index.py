"""What a pile shares with an index: rows, and a list on the terminal."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from hearsay.show.reuse import PAIRS, Row, print_passages, print_rest, tell_passage
from hearsay.show.safe import one_line
from hearsay.show.terminal import print_line
from hearsay.show.words import plural
from hearsay.types import Passage

if TYPE_CHECKING:
    from rich.console import Console

__all__ = ["index_rows", "list_index"]


def index_rows(passages: Sequence[Passage]) -> Iterator[Row]:
    """A row per pair of passages. An index keeps no texts, so who had them from whom is not told."""
    for p in passages:
        yield tell_passage(p, None, {p.a: p.a, p.b: p.b})


def list_index(passages: Sequence[Passage], texts: Mapping[str, str], added: int, held: int, console: Console) -> None:
    """Prints which of the reports in ``texts`` share what with whom, most words first."""
    pairs: dict[tuple[str, str], list[Row]] = defaultdict(list)
    for row in index_rows(passages):
        pairs[row["a"], row["b"]].append(row)
    told = f"{plural(added, 'report')} added, {held:,} in the index: {plural(len(passages), 'shared passage')}"
    print_line(console, (f"{told}, {plural(len(pairs), 'pair')}", "bold"))
    ordered = sorted(pairs.items(), key=lambda pair: (-sum(r["words"] for r in pair[1]), pair[0]))
    for (a, b), shared in ordered[:PAIRS]:
        console.print()
        print_line(console, (f"{one_line(a)} – {one_line(b)}", "bold"))
        print_passages(shared, texts, console)
    print_rest(len(ordered) - PAIRS, console)
