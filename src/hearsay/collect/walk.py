"""A pile's paths to its files: folders walked, globs opened, each file once."""

from __future__ import annotations

import difflib
import glob
import os
import stat
from collections.abc import Iterator, Sequence
from pathlib import Path

from hearsay.collect.records import Refused
from hearsay.errors import NoSuchPath

__all__ = ["STDIN", "printable", "walk"]

STDIN = "-"


def walk(pile: Sequence[str]) -> tuple[dict[str, str], list[Refused]]:
    """Files of a pile, each with the argument it came by, and what was not entered.

    A file's path is as given; inside a folder, the folder's joined with the path from there.

    Hidden files and case folders (``*.hearsay``) inside folders are passed over. Raises NoSuchPath.
    """
    files: dict[str, tuple[str, str]] = {}
    refused: list[Refused] = []
    for given in pile:
        for path in _expand(given):
            for item in _enter(path):
                if isinstance(item, Refused):
                    refused.append(item)
                else:
                    key = item if item == STDIN else os.path.abspath(item)
                    files[key] = min(files.get(key, (item, given)), (item, given))
    return dict(sorted(files.values())), sorted(set(refused), key=lambda r: (r.path, r.reason))


def printable(path: str) -> str:
    """A path that can be written as UTF-8: bytes of a file name that are none become U+FFFD."""
    return path if path.isascii() else os.fsencode(path).decode("utf-8", "replace")


def _expand(given: str) -> list[str]:
    if given == STDIN or _exists(given):
        return [given]
    if glob.has_magic(given):
        if found := sorted(glob.glob(given, recursive=True)):
            return found
        raise NoSuchPath(f"No file matches {printable(given)}.", "Quote the pattern, or give the folder instead.")
    raise NoSuchPath(f"No such file or folder: {printable(given) or '(an empty path)'}.", _suggest(given))


def _exists(path: str) -> bool:
    try:
        return bool(path) and os.path.lexists(path)
    except ValueError:
        return False


def _suggest(given: str) -> str:
    """The nearest name that does exist."""
    if "\0" in given or not given:
        return "Give a file, a folder, a pattern or - for standard input."
    parent = Path(given).parent
    try:
        names = sorted(os.listdir(parent))
    except OSError:
        return f"There is no folder {printable(str(parent))} either: check the path."
    close = difflib.get_close_matches(Path(given).name, names, n=1, cutoff=0.6)
    if close:
        near = os.path.join(os.path.dirname(given), close[0])
        return f"Did you mean {printable(near)}?"
    return "Check the path; a folder, a file, a pattern or - for standard input will do."


def _enter(path: str) -> Iterator[str | Refused]:
    if path == STDIN or not os.path.isdir(path):
        yield path
        return
    if path.rstrip("/\\").endswith(".hearsay"):
        return
    folders = [path]
    while folders:
        folder = folders.pop()
        try:
            with os.scandir(folder) as entries:
                inside = sorted(entries, key=lambda e: e.name)
        except OSError as error:
            yield Refused(folder, f"the folder cannot be opened ({error.strerror}); check its permissions")
            continue
        saved = {Path(e.name).stem for e in inside if e.name.lower().endswith((".html", ".htm", ".xhtml"))}
        for entry in inside:
            below = f"{folder.rstrip('/')}/{entry.name}" if folder != "/" else f"/{entry.name}"
            if entry.name.startswith("."):
                continue
            if not _is_folder(entry):
                yield from _file(entry, below)
            elif entry.is_symlink():
                yield Refused(below, "a link to a folder is not followed; give its own path to read it", counts=False)
            elif entry.name.endswith("_files") and entry.name.removesuffix("_files") in saved:
                yield Refused(below, "holds the pictures and scripts of the saved page beside it", counts=False)
            elif not entry.name.endswith(".hearsay"):
                folders.append(below)


def _is_folder(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_dir()
    except OSError:
        return False


def _file(entry: os.DirEntry[str], path: str) -> Iterator[str | Refused]:
    try:
        mode = entry.stat().st_mode
    except OSError as error:
        yield Refused(path, f"cannot be opened ({error.strerror}); check the link or its permissions")
        return
    if stat.S_ISREG(mode):
        yield path
    else:
        yield Refused(path, "is no regular file", counts=False)
