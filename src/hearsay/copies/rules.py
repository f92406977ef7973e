"""The thresholds of the room: how much must agree, and how far apart, for two texts to share a passage."""

from __future__ import annotations

__all__: list[str] = []  # read by name: every constant below is public

# Outside quotation marks, separate newsrooms coincide below these (measured on 300 pairs of BASIL: 1 % of pairs above).
REUSE_RUN = 12  # words in one unchanged run
EDITED_WORDS, EDITED_RUN = 20, 7  # or words in all, with one unchanged run of so many
# A capitalised word counts half towards these: long names and titles recur in separate reports.
QUOTE_WORDS = 6  # inside quotation marks on both sides, in one unchanged run; or REUSE_RUN words in all
# A run that one text interrupts needs more: "… at this time," he said. "The scene is …" are two turns of speech.
INTERRUPTED_WORDS = 8
INTERRUPTION = 12  # words that may stand between two pieces of one quotation ("… ," he said, "…")
DENSITY = (2, 5)  # share of a passage's words that must agree

GAP = 25  # tokens that may separate two runs of one passage
LOOKBACK = 64  # runs before a run that it may continue
EDIT = 4  # words put in, left out or changed that the stretching of an end may cross
RESYNC = 3  # words that must agree after such an edit

REPEATS = 3  # occurrences of one n-gram within one text that take part
CAP = 64  # holders up to which every pair is met, in a pile that allows it
CAPS = (CAP, 32, 16, 8, 4, 2)
HUBS = 4  # where more hold an n-gram: each meets the first so many, one of which wrote it, most likely
NEIGHBOURS = 2  # and its next so many
EDITS = tuple(
    (x, total - x) for total in range(1, 2 * EDIT - 1) for x in range(total + 1) if x <= EDIT and total - x <= EDIT
)
