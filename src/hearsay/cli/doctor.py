"""``hearsay doctor``: is everything in place."""

from __future__ import annotations

import importlib.metadata
import platform
import tempfile
from pathlib import Path
from typing import Literal

import click

from hearsay._version import __version__

_KINDS: tuple[Literal["reader", "attributor"], ...] = ("reader", "attributor")


@click.command("doctor")
def command() -> int:
    """Check interpreter, libraries, model and that results can be written. Exit 1 if something is missing."""
    checks = [_python(), _sqlite(), *_libraries(), _model(), *_plugs(), _temporary(), _plan()]
    for name, ok, detail in checks:
        click.echo(f"{'ok ' if ok else 'BAD'}  {name:<14} {detail}")
    return 0 if all(ok for _, ok, _ in checks) else 1


def _python() -> tuple[str, bool, str]:
    return (
        "hearsay",
        True,
        f"{__version__} on Python {platform.python_version()}, {platform.system()} {platform.machine()}",
    )


def _sqlite() -> tuple[str, bool, str]:
    import apsw

    version = apsw.sqlite_lib_version()
    good = tuple(map(int, version.split(".")[:3])) >= (3, 51, 3)
    return "SQLite", good, version if good else f"{version} can lose data (WAL-reset bug): pip install -U apsw"


def _libraries() -> list[tuple[str, bool, str]]:
    rows = []
    for name in ("numpy", "onnxruntime", "trafilatura", "lxml", "pypdf", "networkx", "jinja2", "rich"):
        try:
            rows.append((name, True, importlib.metadata.version(name)))
        except importlib.metadata.PackageNotFoundError:
            rows.append((name, False, f"not installed: pip install {name}"))
    return rows


def _model() -> tuple[str, bool, str]:
    import time

    begin = time.perf_counter()
    try:
        from hearsay.read import read_text

        parse = read_text("Two people were killed in Ostrava on Tuesday, police said.")
        good = len(parse.sentences) == 1
    except Exception as error:  # noqa: BLE001 - a doctor reports every ailment
        return "reader model", False, f"{type(error).__name__}: {error}. Reinstall hearsay."
    return "reader model", good, f"loads and reads in {time.perf_counter() - begin:.2f} s"


def _plugs() -> list[tuple[str, bool, str]]:
    from hearsay.plugs import plugs_of

    return [
        (f"{kind}s", True, ", ".join(f"{name} ({package})" for name, package in plugs_of(kind).items()))
        for kind in _KINDS
    ]


def _temporary() -> tuple[str, bool, str]:
    try:
        with tempfile.NamedTemporaryFile(dir=Path.cwd()) as handle:
            handle.write(b"x")
    except OSError as error:
        return "this folder", False, f"cannot be written ({error.strerror}): name a case folder with --case DIR"
    return "this folder", True, "can be written"


def _plan() -> tuple[str, bool, str]:
    from hearsay.plan import build_plan

    return "stages", True, f"{len(build_plan().stages)} in order"
