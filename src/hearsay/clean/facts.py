"""What is known of a page before its metadata is read and its roles are given."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from hearsay.clean.credits import Found
from hearsay.clean.datelines import Dateline
from hearsay.clean.masthead import Masthead
from hearsay.clean.runs import Run
from hearsay.clean.score import Zone
from hearsay.clean.slugs import Slug
from hearsay.clean.traits import Traits

__all__ = ["Facts"]


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of a page before its metadata is read. Keys are indices of runs."""

    runs: Sequence[Run]
    traits: Sequence[Traits]
    title: int | None
    credits: Mapping[int, Sequence[Found]]
    datelines: Mapping[int, Dateline]
    zone: Zone
    related: Mapping[int, str]
    comments: int | None
    dated: set[int]
    masthead: Masthead | None = None
    slugs: Mapping[int, Slug] = field(default_factory=dict)

    @property
    def first_prose(self) -> int:
        """The index of the story's first paragraph; the number of runs where there is none."""
        told = [i for i, t in enumerate(self.traits) if t.prose and self.zone.holds(i) and not self._above_byline(i)]
        under = (i for i in told if self.title is None or i > self.title)  # not a blurb above the headline
        return next(under, told[0] if told else len(self.runs))

    def _above_byline(self, i: int) -> bool:
        """A deck: the byline or the date still follows."""
        if self.title is None or not self.title < i <= self.title + 3:
            return False
        after = range(i + 1, min(i + 4, len(self.runs)))
        return any(j in self.dated or any(f.kind == "byline" for f in self.credits.get(j, ())) for j in after)

    @property
    def last_prose(self) -> int:
        """The index of the story's last paragraph, -1 where there is none."""
        return next((i for i in range(len(self.runs) - 1, -1, -1) if self.traits[i].prose and self.zone.holds(i)), -1)
