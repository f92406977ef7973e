"""Plugs: readers and attributors that other packages bring by entry points, and which of them a run was asked to use.

The factory an entry point names takes its options (``--set NAME.KEY=VALUE``) as a mapping and gives an object with a
``version``. Making it must be cheap: weights are loaded on first use. Name, version and options that change what is
found make up the stamp that goes into the fingerprints of the stages it takes over.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from hearsay.errors import BadPlug, UnknownPlug

__all__ = ["OWN", "Choice", "Plug", "load", "parse_options", "plugs_of"]

Kind = Literal["reader", "attributor"]

GROUPS: dict[Kind, str] = {"reader": "hearsay.readers", "attributor": "hearsay.attributors"}
OWN: dict[Kind, str] = {"reader": "shipped", "attributor": "rules"}  # what is used when nothing is asked for
_WITH_US: dict[Kind, dict[str, str]] = {"reader": {}, "attributor": {"endpoint": "hearsay.attribute.endpoint:Endpoint"}}


@dataclass(frozen=True, slots=True)
class Choice:
    """The reader and the attributor of a run; empty names are those of the package."""

    reader: str = ""
    attributor: str = ""
    options: tuple[tuple[str, str], ...] = ()

    def encode(self) -> str:
        """One line that a worker process is started with."""
        return json.dumps([self.reader, self.attributor, self.options])

    @classmethod
    def decode(cls, line: str) -> Choice:
        """The choice of such a line."""
        reader, attributor, options = json.loads(line)
        return cls(reader, attributor, tuple((key, value) for key, value in options))

    def wanted(self, kind: Kind) -> str:
        """The name asked for, empty where it is the package's own."""
        name = self.reader if kind == "reader" else self.attributor
        return "" if name == OWN[kind] else name


@dataclass(frozen=True, slots=True)
class Plug:
    """A loaded plug and the stamp that tells its products from those of others."""

    it: Any
    stamp: str


def plugs_of(kind: Kind) -> dict[str, str]:
    """The names that can be asked for, with the package that brings each."""
    from importlib.metadata import entry_points

    found = {OWN[kind]: "hearsay", **dict.fromkeys(_WITH_US[kind], "hearsay")}
    for point in entry_points(group=GROUPS[kind]):
        found.setdefault(point.name, f"{point.dist.name} {point.dist.version}" if point.dist else "?")
    return dict(sorted(found.items()))


def load(kind: Kind, choice: Choice, method: str | tuple[str, ...]) -> Plug | None:
    """What the choice names, made with its options; None where that is the package's own.

    ``method``: what it must be able to do, one of them at least. Raises UnknownPlug, BadPlug, or what the plug says of
    its options.
    """
    name = choice.wanted(kind)
    if not name:
        return None
    options = {key.partition(".")[2]: value for key, value in choice.options if key.partition(".")[0] == name}
    made = _make(kind, name, _factory(kind, name), options)
    methods = (method,) if isinstance(method, str) else method
    if not any(callable(getattr(made, m, None)) for m in methods) or not isinstance(
        getattr(made, "version", None), str
    ):
        raise BadPlug(
            f"the {kind} {name!r} has no version or no method {' or '.join(methods)}.", "See docs/readers.md."
        )
    return Plug(made, f"{name} {made.version}")


def parse_options(pairs: tuple[str, ...], choice: Choice) -> Choice:
    """The choice with options as typed, ``NAME.KEY=VALUE``. Raises BadPlug where a pair belongs to no chosen plug."""
    chosen = [name for name in (choice.wanted("reader"), choice.wanted("attributor")) if name]
    options = {}
    for pair in pairs:
        key, equals, value = pair.partition("=")
        name, dot, rest = key.strip().partition(".")
        if not (equals and dot and rest):
            raise BadPlug(f"--set takes NAME.KEY=VALUE, not {pair!r}.", "For instance: --set endpoint.model=NAME")
        if name not in chosen:
            raise BadPlug(f"--set {key} is for {name!r}, which was not chosen.", f"Add --attributor {name}.")
        options[f"{name}.{rest}"] = value
    return Choice(choice.reader, choice.attributor, tuple(sorted(options.items())))


def _factory(kind: Kind, name: str) -> Callable[[Mapping[str, str]], Any]:
    import importlib
    from importlib.metadata import entry_points

    if name in _WITH_US[kind]:
        module, _, attribute = _WITH_US[kind][name].partition(":")
        factory: Callable[[Mapping[str, str]], Any] = getattr(importlib.import_module(module), attribute)
        return factory
    points = sorted(entry_points(group=GROUPS[kind], name=name), key=lambda p: p.value)
    if not points:
        names = ", ".join(plugs_of(kind))
        raise UnknownPlug(f"there is no {kind} {name!r}.", f"There are: {names}. hearsay doctor lists them.")
    if len({p.value for p in points}) > 1:
        raise BadPlug(f"two packages bring a {kind} {name!r}.", "Uninstall one of them.")
    try:
        loaded: Callable[[Mapping[str, str]], Any] = points[0].load()
    except Exception as error:
        raise BadPlug(f"the {kind} {name!r} cannot be imported: {_told(error)}.", "Reinstall its package.") from error
    return loaded


def _make(kind: Kind, name: str, factory: Callable[[Mapping[str, str]], Any], options: Mapping[str, str]) -> Any:
    from hearsay.errors import HearsayError

    try:
        return factory(options)
    except HearsayError:
        raise
    except Exception as error:
        raise BadPlug(
            f"the {kind} {name!r} cannot be made: {_told(error)}.", "Look at its --set options and its documentation."
        ) from error


def _told(error: Exception) -> str:
    return " ".join(f"{type(error).__name__}: {error}".split())[:300].rstrip(".")
