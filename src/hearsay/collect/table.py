"""The user's table of metadata (--meta): what it says beats everything read from a report."""

from __future__ import annotations

import csv
import difflib
import io
import os
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from hearsay.collect.decode import decode, looks_binary
from hearsay.collect.records import Found, Refused
from hearsay.errors import BadTable
from hearsay.types import Stated

__all__ = ["Row", "apply_table", "read_table"]

COLUMNS: Final = ("path", "outlet", "url", "published", "title", "byline")
_DAY: Final = re.compile(
    r"\d{4}(?:-\d{2}(?:-\d{2}(?:[T ]\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?\s*(?:Z|[+-]\d{2}:?\d{2})?)?)?)?"
)


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table."""

    line: int
    path: str
    given: dict[str, tuple[Stated, ...]]


def read_table(name: str) -> list[Row]:
    """The rows of a CSV file (commas, semicolons or tabs). Raises BadTable."""
    try:
        with open(name, "rb") as file:
            data = file.read(50_000_001)
    except OSError as error:
        raise BadTable(
            f"The table {name} cannot be opened ({error.strerror}).", "Check the path after --meta."
        ) from None
    if looks_binary(data) or len(data) > 50_000_000:
        raise BadTable(f"The table {name} is no CSV text.", "Save it as CSV (UTF-8).")
    text = decode(data)[0].replace("\0", "")
    header = text.lstrip().split("\n", 1)[0]
    mark = max(",;\t|", key=lambda m: (_names(header.split(m)) >= {"path"}, header.count(m)))
    try:
        rows = [(n, cells) for n, cells in _lines(text, mark) if any(c.strip() for c in cells)]
    except csv.Error as error:
        raise BadTable(f"The table {name} cannot be read: {error}.", "Save it as CSV (UTF-8) again.") from None
    if not rows:
        raise BadTable(f"The table {name} is empty.", f"Its first line names columns: {', '.join(COLUMNS)}.")
    columns = _columns(name, rows[0][1])
    return [_row(name, line, columns, cells) for line, cells in rows[1:]]


def _names(cells: Sequence[str]) -> set[str]:
    return {c.strip().strip('"').lower() for c in cells}


def _lines(text: str, mark: str) -> list[tuple[int, list[str]]]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=mark)
    return [(reader.line_num, cells) for cells in reader]


def _columns(name: str, cells: Sequence[str]) -> list[str]:
    columns = [c.strip().lower() for c in cells]
    while columns and not columns[-1]:
        columns.pop()
    for column in columns:
        if column not in COLUMNS:
            close = difflib.get_close_matches(column, COLUMNS, n=1)
            hint = f"Did you mean {close[0]}? " if close else ""
            raise BadTable(f"The table {name} has an unknown column '{column}'.", f"{hint}Known: {', '.join(COLUMNS)}.")
    if "path" not in columns:
        raise BadTable(f"The table {name} has no column path.", "Add one that names each file as given to trace.")
    if len(set(columns)) < len(columns):
        raise BadTable(f"The table {name} names a column twice.", "Keep one of them.")
    return columns


def _row(name: str, line: int, columns: Sequence[str], cells: Sequence[str]) -> Row:
    extra = [c for c in cells[len(columns) :] if c.strip()]
    if extra:
        raise BadTable(
            f"Line {line} of the table {name} has more cells than columns.", "Put values with commas in quotes."
        )
    values = {c: v.strip() for c, v in zip(columns, cells, strict=False) if v.strip()}
    path = values.pop("path", "")
    if not path:
        raise BadTable(f"Line {line} of the table {name} has no path.", "Name the file it speaks of.")
    day = values.get("published")
    if day and not _DAY.fullmatch(day):
        raise BadTable(f"Line {line} of the table {name}: '{day}' is no day.", "Write it as 2031-03-04.")
    given: dict[str, tuple[Stated, ...]] = {k: (Stated(v, "given"),) for k, v in values.items()}
    if "byline" in values:
        given["byline"] = tuple(Stated(n.strip(), "given") for n in values["byline"].split(";") if n.strip())
    return Row(line, path, given)


def apply_table(name: str, rows: Sequence[Row], found: Sequence[Found]) -> tuple[list[Found], list[Refused]]:
    """The reports with the table's values before their own, and the rows that match none or too many.

    A row names a file by its path as given, else by the path from the table's folder, else by the end of its path.
    Raises BadTable where two rows speak of one report.
    """
    by_path = {f.path: i for i, f in enumerate(found)}
    by_place: dict[str, list[int]] = {}
    by_end: dict[str, list[int]] = {}
    for i, f in enumerate(found):
        by_place.setdefault(os.path.abspath(f.path), []).append(i)
        parts = f.path.replace("\\", "/").split("/")
        for k in range(len(parts)):
            by_end.setdefault("/".join(parts[k:]), []).append(i)
    inside: dict[str, list[int]] = {}
    for i, f in enumerate(found):
        inside.setdefault(f.path.rpartition("#")[0], []).append(i)
    folder = os.path.dirname(os.path.abspath(name))
    told: dict[int, int] = {}
    result, refused = list(found), []
    for row in rows:
        end = os.path.normpath(row.path).replace("\\", "/").lstrip("/")
        own = [by_path[row.path]] if row.path in by_path else None
        places = own or by_place.get(os.path.abspath(row.path)) or by_place.get(os.path.join(folder, row.path))
        places = places or inside.get(row.path) or by_end.get(end) or []
        if not places or (len(places) > 1 and row.path not in inside):
            why = (
                f"could be any of {len(places)} files; write more of its path"
                if places
                else "names no file of the pile"
            )
            refused.append(Refused(f"{name}:{row.line}", f"'{row.path}' {why}", counts=False))
            continue
        for i in places:
            if i in told:
                raise BadTable(
                    f"Lines {told[i]} and {row.line} of the table {name} name one file.", "Keep one of them."
                )
            told[i] = row.line
            merged = {k: (*row.given.get(k, ()), *result[i].given.get(k, ())) for k in {**row.given, **result[i].given}}
            result[i] = replace(result[i], given=merged)
    return result, refused
