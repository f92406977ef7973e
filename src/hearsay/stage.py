"""Stages: what each room declares, and the proof that the declarations fit together.

A stage makes exactly one product. Its scope says how it is called:

- ``report``: once per report, ``run(**{need: this report's product or, for a pile product, the pile's})``
- ``pile``:   once per pile, ``run(**{need: {report id: product} or the pile's product})``
- ``text``:   once per distinct text of the pile: ``texts(product of the only need)`` lists a report's texts,
  ``run_batch([text, …])`` gives one value for each. Who needs it gets ``{text: value}`` for its own report's texts.

A pile stage with ``per_report`` returns ``{report id: product}`` and its product is then a report product.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Generic, Literal, TypeVar

from hearsay.errors import PlanError
from hearsay.types import Dropped

__all__ = ["Made", "Plan", "Scope", "Stage"]

Scope = Literal["report", "pile", "text"]
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Made(Generic[T]):
    """What a run gives: the product and what was set aside on the way."""

    value: T
    dropped: tuple[Dropped, ...] = ()


@dataclass(frozen=True)
class Stage:
    """One room's step. A new ``version`` makes every product of the stage, and what rests on it, be made again."""

    name: str
    version: str
    needs: tuple[str, ...]
    makes: str
    type: Any  # of the product; for scope text, of one text's value
    scope: Scope
    run: Callable[..., Made[Any]] | None = None
    per_report: bool = False
    texts: Callable[[Any], Sequence[str]] | None = None
    run_batch: Callable[[Sequence[str]], Sequence[Any]] | None = None
    batch: int = 12_000  # characters of texts given to one run_batch; what it made is kept before the next
    here: bool = False  # run by this process and not by a worker: it waits for somebody else's machine
    limit_s: float | None = None  # wall seconds one report may take before it is given up with a warning
    fallback: Callable[[Any, str], Made[Any]] | None = None  # makes the product when run fails or runs out of time
    about: str = field(default="", compare=False)

    @property
    def level(self) -> Scope:
        """Whether the product belongs to one report, to one text or to the pile."""
        return "report" if self.per_report else self.scope


class Plan:
    """Stages in an order in which every need is made first.

    Raises PlanError when a need is made by nobody, by two stages, or only later.
    """

    def __init__(self, stages: Sequence[Stage], given: Mapping[str, Any], choice: str = "") -> None:
        self.stages = tuple(stages)
        self.choice = choice  # by which plan.py builds the same stages in a worker
        self.given = dict(given)
        made: dict[str, Stage | None] = dict.fromkeys(given)
        for stage in stages:
            for need in stage.needs:
                if need not in made:
                    raise PlanError(f"stage {stage.name} needs {need}, which no earlier stage makes")
            if stage.makes in made:
                raise PlanError(f"stage {stage.name} makes {stage.makes}, which is made already")
            made[stage.makes] = stage
        self._made = made
        self.types: dict[str, Any] = {**self.given, **{s.makes: s.type for s in self.stages}}

    def maker(self, product: str) -> Stage | None:
        """The stage that makes a product; None for what is given from outside."""
        return self._made[product]

    def rows(self) -> list[tuple[str, str, str, str, str, str]]:
        """The stage table: name, version, scope, needs, makes, what it is for."""
        return [(s.name, s.version, s.scope, ", ".join(s.needs), s.makes, s.about) for s in self.stages]
