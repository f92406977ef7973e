"""What can be turned in a world, and the stress worlds by name."""

from __future__ import annotations

from dataclasses import dataclass, replace


@dataclass(frozen=True, slots=True)
class Settings:
    """The parameters of a world; every number but ``events`` and ``sensational`` is a probability.

    The base values, and those of the stress worlds, are those of the numeric simulation this generator grew out of.
    """

    world: str = "base"
    events: int = 20  # piles
    credit: float = 0.5  # a copy names the report it was made from
    paraphrase: float = 0.3  # a copy is told anew, clause by clause
    distortion: float = 0.08  # a copy changes a number
    anonymous: float = 0.4  # a primary source is unnamed
    sensational: float = 1.0  # how much more a report with an extreme number is copied
    two_sources: float = 0.6  # an own report rests on two sources
    second_hand: float = 0.15  # a source after the first only repeats an earlier one (half of them say so)
    role_only: float = 0.1  # a named source is given by role only
    own: float = 0.55  # a newsroom that could copy reports for itself
    lost: float = 0.08  # a credited parent was not saved
    conference: float = 0.5  # one source speaks to all newsrooms at once, in one wording
    retraction: float = 0.35  # a pile has a report withdrawn by its outlet
    picked_up: float = 0.5  # a copy of what was withdrawn says so
    twin: float = 0.2  # a pile holds two like incidents
    unrelated: float = 0.25  # a pile holds a report on something else
    undated: float = 0.12  # a report gives no date
    nameless: float = 0.08  # a report gives no outlet (only reports nobody copied)
    html: float = 0.35  # a report is saved as HTML
    local_lead: float = 0.35  # a newsroom that copies a wire puts paragraphs of its own on top


BASE = Settings()
WORLDS: dict[str, Settings] = {
    "base": BASE,
    "low_credit": replace(BASE, world="low_credit", credit=0.2, paraphrase=0.5),
    "high_credit": replace(BASE, world="high_credit", credit=0.8, paraphrase=0.1),
    "distortion": replace(BASE, world="distortion", distortion=0.25),
    "sensational": replace(BASE, world="sensational", sensational=6.0),
    "anonymous": replace(BASE, world="anonymous", anonymous=0.8),
    "second_hand": replace(BASE, world="second_hand", second_hand=0.5),
}
