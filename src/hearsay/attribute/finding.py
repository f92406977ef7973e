"""A found attribution while it is still tokens: what the rules make and later steps complete."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from hearsay.attribute.lexicon import Act
from hearsay.attribute.view import Doc
from hearsay.types import Form, Hop, Stance

__all__ = ["Finding", "by_sentence"]


@dataclass(slots=True, eq=False)
class Finding:
    """Tokens of source, cue and content. ``holder`` is the source's head word, -1 where there is none.

    ``said_by`` is set when the source stands elsewhere (floating quotation): the holder's head word.
    ``within`` is the finding this one is inside of, where a rule knows it; containment decides otherwise.
    """

    cue: list[int]
    source: list[int]
    content: set[int]
    holder: int = -1
    act: Act = "statement"
    stance: Stance = "asserts"
    hedge: list[int] = field(default_factory=list)
    form: Form | None = None
    rule: str = ""
    sense: str = ""  # the lexicon lemma
    at: int = -1  # the word the rule fired on
    within: Finding | None = None
    heard_by: int = -1  # head word of who was told
    hop: Hop | None = None
    key: str = ""  # the holder among the cast
    referring: bool = False  # the source stands for somebody named before
    outlet: Hop | None = None  # of sourcing: the outlet whose reporting rests on the holder
    mind: bool | None = None  # overrides what the act says the content is about
    dead: bool = False

    @property
    def place(self) -> int:
        """Where in the text it stands: its first word."""
        return min([*self.cue, *self.source, *self.content], default=0)


def by_sentence(doc: Doc, findings: Iterable[Finding]) -> dict[int, list[Finding]]:
    """For each sentence, the findings whose content reaches into it."""
    out: dict[int, list[Finding]] = {}
    for f in findings:
        for s in {doc.sent[t] for t in f.content}:
            out.setdefault(s, []).append(f)
    return out
