"""Days and how a report speaks of them."""

from __future__ import annotations

from datetime import date, timedelta

from .dice import Dice

WEEKDAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]
PARTS = {"night": ("in the early hours of {d}", "before dawn on {d}", "early on {d}"),
         "morning": ("on {d} morning", "on {d}"),
         "afternoon": ("on {d} afternoon", "on {d}"),
         "evening": ("on {d} evening", "late on {d}", "on {d} night")}  # fmt: skip


def calendar(day: date, us: bool) -> str:
    """A day without its year."""
    return f"{MONTHS[day.month - 1]} {day.day}" if us else f"{day.day} {MONTHS[day.month - 1]}"


def written(day: date, form: str, clock: str = "") -> str:
    """A day as a page prints it."""
    month = MONTHS[day.month - 1]
    text = {
        "us": f"{month} {day.day}, {day.year}",
        "uk": f"{day.day} {month} {day.year}",
        "iso": day.isoformat(),
        "long": f"{WEEKDAYS[day.weekday()]} {day.day} {month} {day.year}",
        "short": f"{month[:3]} {day.day}, {day.year}",
    }[form]
    return f"{text} {clock}".strip()


def on_day(day: date, published: date | None, part: str, us: bool, dice: Dice) -> str:
    """When something happened, as a report of ``published`` says it; weekdays alone where the page has no date."""
    weekday = WEEKDAYS[day.weekday()]
    if published is not None:
        if (published - day).days == 1 and dice.chance(0.1):
            return "yesterday"
        if dice.chance(0.2) or (published - day).days > 6:
            return f"on {calendar(day, us)}"
    return dice.pick(PARTS[part]).format(d=weekday)


def as_of(day: date, dice: Dice) -> str:
    """Up to when a number counts."""
    weekday = WEEKDAYS[day.weekday()]
    return dice.pick(
        ("by {d} evening", "as of {d} night", "by noon on {d}", "by late {d}", "as of {d} afternoon", "by {d} night")
    ).format(d=weekday)


def later(day: date, n: int) -> date:
    """``n`` days on."""
    return day + timedelta(days=n)
