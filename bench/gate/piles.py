"""Piles with gold, read from their folders: reports, answers, attribution spans; and what split each belongs to."""

from __future__ import annotations

import hashlib
import json
import re
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from bench.corpus_check import Visible

ROOT = Path(__file__).resolve().parents[2]
CORPUS = ROOT / "corpus"
SHARED = ROOT / ".." / "shared"
SPLITS = CORPUS / "splits.json"


@dataclass(frozen=True)
class Pile:
    """One invented incident: its folder with ``reports/``, ``gold.json`` and, where written, ``attributions.jsonl``.

    ``reading`` goes before the names of the answers' files: "second." is what the second reader found.
    """

    folder: Path
    reading: str = ""

    @property
    def name(self) -> str:
        """Its slug."""
        return self.folder.name

    @cached_property
    def gold(self) -> dict[str, Any]:
        """The answers."""
        gold: dict[str, Any] = json.loads((self.folder / f"{self.reading}gold.json").read_text(encoding="utf-8"))
        return gold

    @cached_property
    def attributions(self) -> dict[str, dict[str, Any]] | None:
        """Report id → row of ``attributions.jsonl``; None where that layer was not written."""
        path = self.folder / f"{self.reading}attributions.jsonl"
        if not path.is_file():
            return None
        rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
        return {row["doc_id"]: row for row in rows}


def read_piles(folders: list[Path]) -> list[Pile]:
    """Every pile at or below the folders, by name."""
    found = {p.parent.resolve() for f in folders for p in f.rglob("gold.json")}
    return [Pile(p) for p in sorted(found, key=lambda p: p.name)]


def read_second() -> list[Pile]:
    """The piles that a second reader annotated too, as that reader did."""
    return [Pile(p.parent, "second.") for p in sorted(CORPUS.glob("*/second.gold.json"))]


def read_split(name: str) -> list[Pile]:
    """The piles of one split of the corpus: train, dev or test."""
    return [Pile(CORPUS / slug) for slug in json.loads(SPLITS.read_text(encoding="utf-8"))[name]]


def corpus_hash(piles: list[Pile]) -> str:
    """A hash of every file of these piles: floors hold for one corpus only."""
    h = hashlib.sha256()
    for pile in piles:
        for path in sorted(p for p in pile.folder.rglob("*") if p.is_file()):
            h.update(f"{pile.name}/{path.relative_to(pile.folder).as_posix()}\0".encode())
            h.update(path.read_bytes())
    return h.hexdigest()[:16]


def visible_text(path: Path) -> str:
    """The text of a report as a reader sees it; a page's tags are gone, its blocks stand on lines."""
    text = path.read_text(encoding="utf-8")
    if path.suffix not in (".html", ".htm"):
        return text
    page = Visible()
    page.feed(text)
    return re.sub(r" ?\n[\n ]*", "\n", re.sub(r"[ \t\xa0]+", " ", "".join(page.out))).strip() + "\n"
