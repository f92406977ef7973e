"""What a pile shares with an index: rows, and a list on the terminal."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from hearsay.show.safe import one_line
from hearsay.show.terminal import print_line
from hearsay.show.words import plural
from hearsay.types import Passage

if TYPE_CHECKING:
    from rich.console import Console

__all__ = ["index_rows", "list_index"]

_WIDTH = 160  # characters of a passage that are printed
_PAIRS = 40  # pairs of reports that are printed
_PASSAGES = 6  # passages of a pair that are printed


def index_rows(passages: Sequence[Passage]) -> Iterator[dict[str, Any]]:
    """A row per pair of passages. An index keeps no texts, so who had them from whom is not told."""
    for p in passages:
        yield {
            "a": p.a,
            "b": p.b,
            "a_start": p.a_start,
            "a_end": p.a_end,
            "b_start": p.b_start,
            "b_end": p.b_end,
            "words": p.words,
            "quoted": p.quoted,
            "direction": "unknown",
            "because": [],
            "probability": None,
        }


def list_index(passages: Sequence[Passage], texts: Mapping[str, str], added: int, held: int, console: Console) -> None:
    """Prints which of the reports in ``texts`` share what with whom, most words first."""
    pairs: dict[tuple[str, str], list[Passage]] = defaultdict(list)
    for p in passages:
        pairs[p.a, p.b].append(p)
    told = f"{plural(added, 'report')} added, {held:,} in the index: {plural(len(passages), 'shared passage')}"
    print_line(console, (f"{told}, {plural(len(pairs), 'pair')}", "bold"))
    ordered = sorted(pairs.items(), key=lambda pair: (-sum(p.words for p in pair[1]), pair[0]))
    for (a, b), shared in ordered[:_PAIRS]:
        console.print()
        print_line(console, (f"{one_line(a)} – {one_line(b)}", "bold"))
        shared.sort(key=lambda p: (-p.words, p.a_start, p.b_start))
        for p in shared[:_PASSAGES]:
            kind = "quotation" if p.quoted else "passage"
            at = f"{p.a_start}–{p.a_end} = {p.b_start}–{p.b_end}"
            print_line(console, (f"{kind}, {plural(p.words, 'word')}  ", ""), (at, "dim"), indent=2)
            print_line(console, (f"“{_begin(p, texts)}”", "italic"), indent=4)
        if len(shared) > _PASSAGES:
            print_line(console, (f"and {plural(len(shared) - _PASSAGES, 'shorter passage')}", "dim"), indent=2)
    if len(ordered) > _PAIRS:
        console.print()
        more = f"and {plural(len(ordered) - _PAIRS, 'pair')} that share less: --jsonl FILE has them all"
        print_line(console, (more, ""))


def _begin(p: Passage, texts: Mapping[str, str]) -> str:
    """The words a passage begins with, from the side whose text is at hand."""
    text = texts[p.a][p.a_start : p.a_end] if p.a in texts else texts[p.b][p.b_start : p.b_end]
    shown = one_line(text[: 4 * _WIDTH])
    return shown if len(shown) <= _WIDTH and len(text) <= 4 * _WIDTH else shown[: _WIDTH - 1].rstrip() + "…"
