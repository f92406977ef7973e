"""The exceptions. Each message says what is wrong, where, and the next thing to type.

HearsayError                 anything this package raises on purpose
├── InputError               what was given cannot be read
│   ├── NoSuchPath           a path that does not exist
│   ├── NothingReadable      a pile without one readable report
│   └── BadTable             a --meta table that cannot be used
├── CaseError                the case folder cannot be used
│   ├── CaseVersion          written by another version of the format
│   ├── CaseBusy             another process is writing to it
│   ├── CaseDamaged          the file is not a case, or is broken
│   └── NoCase               no case where one was looked for
├── CopiesIndexError         an index of copies cannot be used
│   ├── CopiesIndexVersion   written by another version of the format or the engine
│   ├── CopiesIndexBusy      another process is writing to it
│   └── CopiesIndexDamaged   the folder is not an index, or is broken
├── OutputError              a result cannot be written (folder read-only, disk full)
├── PlugError                a reader or an attributor that was asked for cannot be used
│   ├── UnknownPlug          no package brings one of that name
│   ├── BadPlug              it cannot be imported, made or called, or its options are wrong
│   └── EndpointDown         the endpoint it asks does not answer, or not as it should
├── UnknownClaim             an id that names no claim of the case, or more than one
└── PlanError                stages that do not fit together (a programming error)
"""

from __future__ import annotations

__all__ = [
    "BadPlug",
    "BadTable",
    "CaseBusy",
    "CaseDamaged",
    "CaseError",
    "CaseVersion",
    "CopiesIndexBusy",
    "CopiesIndexDamaged",
    "CopiesIndexError",
    "CopiesIndexVersion",
    "EndpointDown",
    "HearsayError",
    "InputError",
    "NoCase",
    "NoSuchPath",
    "NothingReadable",
    "OutputError",
    "PlanError",
    "PlugError",
    "UnknownClaim",
    "UnknownPlug",
]


class HearsayError(Exception):
    """Base of all. ``next_step`` is a command or an act that mends it."""

    def __init__(self, what: str, next_step: str = "") -> None:
        self.what = what
        self.next_step = next_step
        super().__init__(f"{what} {next_step}".strip())


class InputError(HearsayError):
    """What was given cannot be read."""


class NoSuchPath(InputError):
    """A path that does not exist."""


class NothingReadable(InputError):
    """A pile without one readable report."""


class BadTable(InputError):
    """A --meta table that cannot be used."""


class CaseError(HearsayError):
    """The case folder cannot be used."""


class CaseVersion(CaseError):
    """The case was written by another version of the format."""


class CaseBusy(CaseError):
    """Another process is writing to the case."""


class CaseDamaged(CaseError):
    """The file is not a case, or is broken."""


class NoCase(CaseError):
    """There is no case where one was looked for."""


class CopiesIndexError(HearsayError):
    """An index of copies cannot be used."""


class CopiesIndexVersion(CopiesIndexError):
    """The index was written by another version of the format or of the engine."""


class CopiesIndexBusy(CopiesIndexError):
    """Another process is writing to the index."""


class CopiesIndexDamaged(CopiesIndexError):
    """The folder is not an index, or is broken."""


class OutputError(HearsayError):
    """A result cannot be written."""


class PlugError(HearsayError):
    """A reader or an attributor that was asked for cannot be used."""


class UnknownPlug(PlugError):
    """No package brings one of that name."""


class BadPlug(PlugError):
    """It cannot be imported, made or called, or its options are wrong."""


class EndpointDown(PlugError):
    """The endpoint it asks does not answer, or not as it should."""


class UnknownClaim(HearsayError):
    """An id that names no claim of the case, or more than one."""


class PlanError(HearsayError):
    """Stages that do not fit together."""
