"""Lexicons: word lists and tables as data files beside this module, read once and shared."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any

__all__ = ["read_bytes", "read_rows", "read_table", "read_words"]


def read_bytes(name: str) -> bytes:
    """A lexicon file as it is."""
    return files(__name__).joinpath(name).read_bytes()


@cache
def read_table(name: str) -> dict[str, Any]:
    """A TOML lexicon. Shared by all callers: do not change it."""
    return tomllib.loads(read_bytes(name).decode("utf-8"))


@cache
def read_words(name: str) -> frozenset[str]:
    """A plain list, one entry a line, ``#`` comments."""
    lines = (line.split("#")[0].strip() for line in read_bytes(name).decode("utf-8").splitlines())
    return frozenset(line for line in lines if line)


@cache
def read_rows(name: str) -> tuple[tuple[str, ...], ...]:
    """The rows of a tab-separated lexicon; lines that begin with ``#`` are its comments."""
    lines = read_bytes(name).decode("utf-8").splitlines()
    return tuple(tuple(line.split("\t")) for line in lines if line and not line.startswith("#"))
