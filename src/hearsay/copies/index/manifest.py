"""What an index consists of: one small file that is swapped last, so that an index is always the old or the new one."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field, replace
from functools import cache
from pathlib import Path

from hearsay.copies.index.files import replace_file
from hearsay.copies.passages import (
    QUOTE_GRAM,
    QUOTE_WINDOW,
    REUSE_GRAM,
    REUSE_WINDOW,
    Text,
    content_key,
    quoted_pieces,
    read_words,
)
from hearsay.copies.seeds import CAP, NEIGHBOURS, REPEATS, fingerprint
from hearsay.errors import CopiesIndexDamaged, CopiesIndexVersion
from hearsay.text import digest

__all__ = ["FORMAT", "Manifest", "Part", "Settings", "read_manifest", "write_manifest"]

FORMAT = "hearsay-copies-index/1"
_NAME = "manifest.json"
_PROBE = 'The quick brown fox, 1,200 strong, said: "We will not jump over that lazy dog today." Ünï 日本語 don’t.'


@dataclass(frozen=True, slots=True)
class Settings:
    """How fingerprints are chosen and met. ``engine`` tells two engines apart that would fingerprint differently."""

    gram: int = REUSE_GRAM
    window: int = REUSE_WINDOW
    quote_gram: int = QUOTE_GRAM
    quote_window: int = QUOTE_WINDOW
    repeats: int = REPEATS
    cap: int = CAP
    neighbours: int = NEIGHBOURS
    engine: str = ""


@dataclass(frozen=True, slots=True)
class Part:
    """A segment: its file, and how much is in it."""

    file: str
    reports: int
    tokens: int
    bytes: int


@dataclass(frozen=True, slots=True)
class Manifest:
    """The segments of an index in the order they were made, and the next numbers to give."""

    settings: Settings = field(default_factory=Settings)
    parts: tuple[Part, ...] = ()
    next_file: int = 1
    next_report: int = 0


def new_manifest(settings: Settings) -> Manifest:
    """The manifest of an empty index."""
    return Manifest(replace(settings, engine=engine_mark()))


def read_manifest(folder: Path) -> Manifest | None:
    """The manifest of a folder, None where there is none. Raises CopiesIndexVersion, CopiesIndexDamaged."""
    path = folder / _NAME
    try:
        raw = json.loads(path.read_bytes())
    except FileNotFoundError:
        return None
    except (ValueError, RecursionError) as error:
        raise CopiesIndexDamaged(f"{path} cannot be read.", "Make the index anew.") from error
    if not isinstance(raw, dict) or raw.get("format") != FORMAT:
        said = raw.get("format") if isinstance(raw, dict) else None
        raise CopiesIndexVersion(
            f"{folder} has the format {said!r}; this hearsay reads {FORMAT!r}.", "Make the index anew, or give another."
        )
    try:
        manifest = Manifest(
            Settings(**raw["settings"]),
            tuple(Part(**part) for part in raw["parts"]),
            int(raw["next_file"]),
            int(raw["next_report"]),
        )
    except (KeyError, TypeError, ValueError) as error:
        raise CopiesIndexDamaged(f"{path} is not a whole manifest.", "Make the index anew.") from error
    if manifest.settings.engine != engine_mark():
        raise CopiesIndexVersion(
            f"{folder} was made by an engine that takes words apart differently.", "Make the index anew."
        )
    return manifest


def write_manifest(folder: Path, manifest: Manifest) -> None:
    """Makes ``manifest`` what the folder consists of, in one step."""
    data = json.dumps({"format": FORMAT, **asdict(manifest)}, indent=1) + "\n"
    replace_file(folder / _NAME, data.encode())


@cache
def engine_mark() -> str:
    """A hash of what the engine makes of a fixed sentence."""
    words = read_words([Text("", _PROBE)])
    reuse = fingerprint(words.tokens, REUSE_GRAM, REUSE_WINDOW)
    quotes = fingerprint(quoted_pieces(words).tokens, QUOTE_GRAM, QUOTE_WINDOW)
    order = content_key(_PROBE)
    return digest(order, *(str(x.tolist()) for x in (*reuse, *quotes, words.tokens.start, words.tokens.end)))
