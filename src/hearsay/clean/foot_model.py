"""The foot of a plain text: which of its last lines are story, which furniture, links, comments or notes.

The same kind of model as the head's (``head_model``), over what a line says and what the rules made of it and of its
neighbours. Its weights are ``lexicons/feet.tsv``, fitted by ``tools/feet.py`` on the invented incidents' train split.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache, lru_cache

from hearsay.clean.crf import Rows, Steps, marginals, read_rows_of, score_lines
from hearsay.clean.runs import Run
from hearsay.clean.traits import Traits
from hearsay.text import words
from hearsay.types import Role

__all__ = ["FOOT", "describe_foot", "read_foot", "revise"]

FOOT: tuple[Role, ...] = (
    "body", "furniture", "related", "comment", "correction", "credit", "byline", "methods_note",
)  # fmt: skip
LINES = 12  # from the end at most
LONG = 45  # words from which a line is looked at only as a neighbour
GIVE_UP, KEEP_LINK, CHANGE, TAKE_BACK = 0.75, 0.85, 0.6, 0.9  # probability from which the model overrules the rules
_OPEN = frozenset({"body", "furniture", "related", "comment"})  # what the rules call a note is one
_YOU = re.compile(r"(?i)\b(?:you|your|yours|us|our|we)\b")
_MONEY = re.compile(r"[$€£¥₹%]|\b\d{3,}[- ]\d{3,}")
_ADDRESS = re.compile(r"\S+@\S+|\b[\w-]+\.(?:com|org|net|example|[a-z]{2})\b|https?:")
_BARS = re.compile(r"\s[|·•/]\s|\]\s*\[")
_ASKING = re.compile(
    r"(?i)^\W*(?:get|join|support|follow|donate|give|send|text|tell|share|like|subscribe|sign|win|shop|buy|ask|call|visit"
    r"|download|upgrade|become|read|listen|watch|click|tap|tag|rate|report|vote|drop|help|advertise|contact|write|forward"
    r"|unsubscribe|got|did|do|have|want|liked|enjoy\w*|missed|looking|found|spotted)\b"
)
_SAID = re.compile(r"(?i)\b(?:said|says|told|added|was|were|had|did not|killed|died|according)\b")
_WRONG = re.compile(
    r"(?i)\b(?:correct\w*|misstat\w*|wrong\w*|apologi\w*|nearer|amend\w*|clarif\w*|misspel\w*|withdraw\w*)\b"
)


def read_foot(runs: Sequence[Run], traits: Sequence[Traits], roles: Sequence[Role]) -> dict[int, Mapping[Role, float]]:
    """The probability of each role of ``FOOT`` for the last lines of a text, by run. ``roles``: what the rules gave."""
    told = describe_foot(runs, traits, roles)
    if not told:
        return {}
    rows, steps = _weights()
    at = range(len(runs) - len(told), len(runs))
    shares = marginals(score_lines(told, rows, FOOT), steps, FOOT)
    return {i: dict(zip(FOOT, row, strict=True)) for i, row in zip(at, shares, strict=True)}


def revise(rule: Role, shares: Mapping[Role, float]) -> Role:
    """The role of a line by the rules, or by the model where it is sure of another; the story is given up last."""
    best = max(FOOT, key=lambda role: (shares[role], role))
    if rule not in _OPEN or best == rule:
        return rule
    needed = {"body": GIVE_UP, "related": KEEP_LINK}.get(rule, CHANGE)
    if best == "body":
        needed = TAKE_BACK if rule == "furniture" else 1.1  # comments and links are none of the story
    return best if shares[best] >= needed else rule


def describe_foot(runs: Sequence[Run], traits: Sequence[Traits], roles: Sequence[Role]) -> list[list[str]]:
    """What each of the last lines looks like, as features; never lines of the first half of a text."""
    first = max(len(runs) - LINES, (len(runs) + 1) // 2)
    story = {
        w[:6] for r, t in zip(runs[:first], traits[:first], strict=True) if t.prose for w in words(r.text) if len(w) > 3
    }
    prose = max((i for i, t in enumerate(traits) if t.prose and t.words >= 20), default=0)
    own = [_of_line(runs[i].text, traits[i], roles[i], story) for i in range(first, len(runs))]
    found = []
    for k, i in enumerate(range(first, len(runs))):
        after, left = i - prose, len(runs) - 1 - i
        line = [*own[k], f"after={max(-2, min(5, after))}", f"left={min(5, left)}"]
        line += [
            f"after={max(-1, min(2, after))}&{f}" for f in own[k] if f.startswith(("rule", "words", "said", "you"))
        ]
        for step, name in ((-1, "before"), (1, "next")):
            beside = roles[i + step] if 0 <= i + step < len(runs) else "none"
            line.append(f"{name} rule={beside}")
        line.append(f"gap={runs[i].gap}")
        found.append(line)
    return found


def _of_line(text: str, t: Traits, role: Role, story: set[str]) -> list[str]:
    own, long = _by_itself(text, t, role)
    if not long:
        return list(own)
    return [*own, f"told={int(4 * sum(w in story for w in long) / len(long))}"]


@lru_cache(maxsize=4096)  # a line stands in every reprint
def _by_itself(text: str, t: Traits, role: Role) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """What a line looks like whatever its page tells, and the stems of its longer words."""
    plain = " ".join(text[:600].split())
    low = list(words(plain))
    found = ["bias", f"rule={role}", f"words={min(12, t.words // 3) if t.words <= LONG else 'long'}"]
    tests = {
        "terminal": t.terminal, "prose": t.prose, "you": bool(_YOU.search(plain)), "money": bool(_MONEY.search(plain)),
        "address": bool(_ADDRESS.search(plain)), "bars": bool(_BARS.search(plain)), "asks": bool(_ASKING.match(plain)),
        "said": bool(_SAID.search(plain)), "wrong": bool(_WRONG.search(plain)), "quoted": t.quoted,
        "foreign": t.foreign,
        "other script": t.other_script > 0.2, "talk": t.page_talk is not None, "plain talk": t.plain_talk,
        "question": "?" in plain, "exclaims": "!" in plain, "brackets": plain[:1] in "([", "colon": ":" in plain[:30],
        "capitals": t.capitals > 0.5, "crumbs": t.crumbs, "speech": t.speech, "headline": t.headline,
    }  # fmt: skip
    found += [name for name, holds in tests.items() if holds]
    found += [f"rule={role}&{name}" for name, holds in tests.items() if holds]
    found.append(f"small words={int(5 * min(0.59, t.function_words))}")
    if t.words <= LONG:
        found += sorted({f"word={w}" for w in low if len(w) > 1 and w.isalpha()})
        found += [f"opens={' '.join(low[:2])}", f"first={low[0]}"] if low else []
    return tuple(found), tuple(w[:6] for w in low if len(w) > 3)


@cache
def _weights() -> tuple[Rows, Steps]:
    return read_rows_of("feet.tsv", FOOT)
