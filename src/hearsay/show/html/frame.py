"""What every page carries: style and script in the page itself, and the hashes that let nothing else in."""

from __future__ import annotations

import base64
import hashlib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from markupsafe import Markup

if TYPE_CHECKING:
    from jinja2 import Environment

__all__ = ["Frame", "environment", "load_frame"]


@dataclass(frozen=True, slots=True)
class Frame:
    """Style and script, our own files word for word, with their CSP hashes."""

    style: Markup
    style_hash: str
    script: Markup
    script_hash: str


@cache
def load_frame() -> Frame:
    """Reads the assets of this package."""
    style, script = (_read(name) for name in ("report.css", "report.js"))
    # Markup: these two come from the package, never from a pile.
    return Frame(Markup(style), _hash(style), Markup(script), _hash(script))  # noqa: S704


@cache
def environment() -> Environment:
    """The templates, everything they are given escaped, nothing undefined let through."""
    from jinja2 import Environment, PackageLoader, StrictUndefined

    return Environment(
        loader=PackageLoader("hearsay.show"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def _read(name: str) -> str:
    return files("hearsay.show").joinpath("assets", name).read_text(encoding="utf-8").replace("\r\n", "\n")


def _hash(text: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
