"""The claim room's words, read once from its lexicon."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

__all__ = ["Words", "load_words"]


@dataclass(frozen=True)
class Words:
    """The lexicon as lookups. ``raw`` holds every table as it stands in the file."""

    raw: dict[str, Any]
    patient: dict[str, str]  # verb → state of its object
    subject: dict[str, str]  # verb → state of its subject
    named: dict[str, str]  # noun or adjective → the state it names
    damage: dict[str, str]  # wording → one verb for it
    boilerplate: re.Pattern[str]
    declining: re.Pattern[str]
    rhetoric: re.Pattern[str]
    motive: re.Pattern[str]
    earlier: re.Pattern[str]
    sourcing: re.Pattern[str]

    def group(self, table: str, key: str) -> frozenset[str]:
        """One list of the lexicon as a set."""
        return _group(table, key)

    def mapping(self, table: str, key: str) -> dict[str, str]:
        """One sub-table of the lexicon."""
        found: dict[str, str] = self.raw[table][key]
        return found


@cache
def load_words() -> Words:
    """The lexicon, parsed once per process."""
    raw = _read()
    patient: dict[str, str] = {}
    subject: dict[str, str] = {}
    named: dict[str, str] = {}
    for state, row in raw["states"].items():
        patient.update((verb, state) for verb in row["verbs_patient"] if verb not in patient)
        subject.update((verb, state) for verb in row["verbs_subject"] if verb not in subject)
        named.update((word, state) for word in row["words"] if word not in named)
    damage = {wording: verb for verb, wordings in raw["damage"].items() for wording in wordings}
    return Words(
        raw,
        patient,
        subject,
        named,
        damage,
        re.compile("|".join(f"(?:{p})" for p in raw["boilerplate"]["patterns"])),
        re.compile("|".join(f"(?:{p})" for p in raw["declining"]["patterns"])),
        _wordings(raw["opinion"]["markers"]),
        _wordings(raw["opinion"]["motive"]),
        re.compile(raw["correction"]["earlier"]),
        re.compile(raw["boilerplate"]["sourcing"]),
    )


def _wordings(said: list[str]) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, said))})")


@cache
def _read() -> dict[str, Any]:
    return tomllib.loads((files("hearsay.lexicons") / "claims.toml").read_text(encoding="utf-8"))


@cache
def _group(table: str, key: str) -> frozenset[str]:
    return frozenset(_read()[table][key])
