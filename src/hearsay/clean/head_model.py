"""The head of a plain text, line by line: its name, headline, deck, byline, date, other furniture, story.

A linear-chain conditional random field (Lafferty, McCallum, Pereira 2001) over what a line looks like and what stands
around it. Its weights are ``lexicons/heads.tsv``, fitted by ``tools/heads.py`` on the invented incidents' train split.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from hearsay.clean.crf import Rows, Steps, marginals, read_rows_of, score_lines
from hearsay.clean.days import DATE
from hearsay.clean.masthead import PICTOGRAM
from hearsay.clean.names import is_agency, is_body, is_outlet, is_person
from hearsay.clean.outlet import hosts_in
from hearsay.clean.runs import Run
from hearsay.clean.self_names import names_itself
from hearsay.clean.title import split_site
from hearsay.clean.traits import Traits
from hearsay.text import fold, initials, words

__all__ = ["LABELS", "LOOKED_AT", "HeadLine", "describe_head", "read_head"]

LABELS = ("name", "title", "deck", "by", "date", "other", "story")
LOOKED_AT = 14  # lines from the top at most
SEEN = 600  # characters of a line that are looked at
_PART = re.compile(
    rf"\s*(?:\||::+|:\s|~|•|·|—|–|»|>{{2,}}|/{{2,}}|!{{2,}}|--+|{PICTOGRAM})\s*"
    r"|\s+-\s+|\s+/\s+|\t+|[ \t\u00a0]{3,}|\s+(?=[(\[])|(?<=\w), "
)
_SLUG = re.compile(r"^[A-Z]{2,6}[-/ ]?\d{2,}|^[A-Z]+(?:-[A-Z0-9]+)+\b|\b[A-Z]{3}-[A-Z]{3}")
_ISSUE = re.compile(r"(?i)\b(?:issue|vol(?:ume)?\.?|edition|bulletin|no\.|nr\.?|number|ref)\W*[\dIVXL]")
_RELEASE = re.compile(r"(?i)\b(?:press|media|news) (?:release|statement|note|notice)|^statement\b|communiqu")
_PLACE_DATE = re.compile(r"^[A-ZÀ-Þ][\w .,'’-]{2,30}, (?:\d|[A-Z][a-z]{2,8}\.? \d)")
_BY = re.compile(r"(?i)^(?:by|from|words|text|report(?:ed|er|ing)?|story|posted by|compiled by|interview)\b[: ]")
_UPDATED = re.compile(r"(?i)\b(?:updated|posted|published|last modified|first broadcast|issued|min(?:ute)?s? read)\b")
_TAGLINE = re.compile(
    r"(?i)^\(?(?:since|est\.?|founded|an? |your |we |all the |the (?:voice|home|paper|week)"
    r"|news (?:from|for)|every |for )"
)


_STATE = re.compile(
    r"(?i)^(?:the )?(?:(?:federal |islamic |united |people['’]s )?(?:republic|kingdom|government|state|commonwealth"
    r"|province|prefecture|county|city|municipality|union)|république|república|repubblica|ministère)"
    r" (?:of|du|de|del|d['’])"
)
_UNIT = re.compile(
    r"(?i)\b(?:press|media|information|communications?|public|corporate|external) (?:office|unit|service|centre|center"
    r"|department|desk|section|team|affairs|relations|directorate)|\bdirectorate\b|\bspokes(?:man|woman|person)\b"
    r"|\bsecretariat\b|\bdirection\b|\bdivision\b|\bnewsroom\b"
)
_STREET = re.compile(r"(?i)\b(?:p\.? ?o\.? box|street|road|avenue|rue|floor|tel|phone|fax|www)\b|\b\d{4,6}\b")
_SMALL = "the a an of in on at to for and by from with as is are was were be has have it its this that or not"
_HOLLOW = frozenset(re.findall(r"\w+", _SMALL))


@dataclass(frozen=True, slots=True)
class HeadLine:
    """One line of the head: the probability of each label, in the order of ``LABELS``."""

    run: int
    shares: tuple[float, ...]

    def share(self, label: str) -> float:
        """The probability of a label, 0–1."""
        return self.shares[LABELS.index(label)]


def read_head(
    runs: Sequence[Run], traits: Sequence[Traits], marks: Mapping[int, frozenset[str]]
) -> tuple[HeadLine, ...]:
    """The lines of a head with the probability of each label. ``marks``: what is known of a run (see describe_head)."""
    told = describe_head(runs, traits, marks)
    rows, steps = _weights()
    scores = score_lines(told, rows, LABELS)
    return tuple(HeadLine(i, shares) for i, shares in enumerate(marginals(scores, steps, LABELS)))


def describe_head(
    runs: Sequence[Run], traits: Sequence[Traits], marks: Mapping[int, frozenset[str]]
) -> list[list[str]]:
    """What each line of the head looks like, as features; the head ends with the second paragraph of prose."""
    prose = [i for i, t in enumerate(traits) if t.prose]
    end = min(len(runs), LOOKED_AT, (prose[1] if len(prose) > 1 else len(runs)) + 1)
    body = [runs[i].text[:4000] for i in prose]
    story = frozenset(w[:6] for text in body[:8] for w in words(text[:1500]) if len(w) > 3)
    rest = [f" {fold(r.text[:300])} " for r, t in zip(runs, traits, strict=True) if not t.prose and len(r.text) < 300]
    hosts = hosts_in("\n".join(r.text[:400] for r, t in zip(runs, traits, strict=True) if t.words <= 40))
    first = prose[0] if prose else len(runs)
    own = [_of_line(i, runs[i], traits[i], marks.get(i, frozenset()), story, body, rest, hosts) for i in range(end)]
    return [_in_place(i, own, first) for i in range(end)]


def _of_line(
    i: int,
    run: Run,
    t: Traits,
    marks: frozenset[str],
    story: frozenset[str],
    body: Sequence[str],
    rest: Sequence[str],
    hosts: frozenset[str],
) -> list[str]:
    line = _by_itself(run.text, t, run.gap, run.bullet)
    part, told = line.part, line.long
    found = [*line.shape, *(f"mark={m}" for m in sorted(marks)), *line.found]
    if told and story:
        share = len(told & story) / len(told)
        found += [f"told={_bucket(int(4 * share), (0, 1, 2, 3))}", f"told {min(3, len(told & story))}"]
    bare = fold(re.sub(r"^[Tt]he\s+", "", part))
    if bare and len(bare) > 3:
        joined = bare.replace(" ", "")
        if any(
            h == joined or (len(joined) > 5 and joined in h) or h in bare.split() or h == initials(part).casefold()
            for h in hosts
        ):
            found.append("host")
        if names_itself(_titled(part), body):
            found.append("names itself")
        if sum(f" {bare} " in r for r in rest) > 1:
            found.append("again")
        if len(bare.split()) <= 6 and any(f" {bare} " in f" {fold(b)} " for b in body[:6]):
            found.append("in story")
    folded = f" {fold(run.text[:300])} "
    if t.words >= 4 and rest.count(folded) > 1:
        found.append("twice")
    site = split_site(run.text)[1]
    if site and sum(f" {fold(site)} " in r for r in rest) > 1:
        found.append("signed")
    if i > 0 and t.function_words >= 0.3:
        found.append("small words")
    return found


@dataclass(frozen=True, slots=True)
class _Look:
    """What a line looks like whatever stands around it: its features, its first part, the stems of its longer words."""

    shape: tuple[str, ...]
    found: tuple[str, ...]
    part: str
    long: frozenset[str]


@lru_cache(maxsize=4096)  # a line stands in every reprint
def _by_itself(line: str, t: Traits, gap: bool, bullet: bool) -> _Look:
    text = " ".join(line[:SEEN].split())  # a file may be one line
    part = (_PART.split(text.strip("[]*_ ")) or [text])[0].strip()
    shape = f"words={_bucket(t.words, (1, 2, 3, 5, 7, 10, 14, 20, 30))}", f"case={_case(text)}", f"part={_case(part)}"
    found = [f"part words={_bucket(len(part.split()), (1, 2, 3, 5, 7))}"] if part != text else ["one part"]
    tests = {
        "terminal": t.terminal, "question": text.endswith("?"), "colon": text.endswith(":"), "prose": t.prose,
        "digits": any(c.isdigit() for c in text), "date": bool(DATE.search(text)), "quoted": t.quoted,
        "page talk": t.page_talk is not None or t.plain_talk, "label": t.label, "counter": t.counter,
        "crumbs": t.crumbs, "mail": t.mail_header, "gap": gap, "bullet": bullet,
        "outlet": is_outlet(_titled(part)), "agency": is_agency(_titled(part)), "body": is_body(_titled(part)),
        "person": is_person(_titled(part)), "the": part.casefold().startswith("the "),
        "slug": bool(_SLUG.search(text)), "issue": bool(_ISSUE.search(text)), "release": bool(_RELEASE.search(text)),
        "place and date": bool(_PLACE_DATE.match(text)), "by": bool(_BY.match(text)),
        "updated": bool(_UPDATED.search(text)),
        "tagline": bool(_TAGLINE.match(text)), "sentence": t.sentence, "headline": t.headline,
        "domain": bool(re.search(r"\b[\w-]{3,}\.(?:com|org|net|info|news|co|example|[a-z]{2})\b", text)),
        "state": bool(_STATE.match(text)), "unit": bool(_UNIT.search(text)), "street": bool(_STREET.search(text)),
        "pictogram": bool(re.search(PICTOGRAM, text)), "in brackets": text[:1] in "([" and text[-1:] in ")]",
        "bracket": "(" in text or "[" in text, "bars": "|" in text or "·" in text or "•" in text,
    }  # fmt: skip
    found += [name for name, holds in tests.items() if holds]
    if t.words <= 12:
        found += sorted({f"word={w}" for w in words(text) if len(w) > 2 and w.isalpha() and w not in _HOLLOW})
    opening = re.search(r"\w", text)
    found.append(f"opens={'none' if opening is None else _kind(text[0])}")
    return _Look(shape, tuple(found), part, frozenset(w[:6] for w in words(text) if len(w) > 3))


_NEAR = (
    "date",
    "by",
    "page talk",
    "prose",
    "headline",
    "outlet",
    "body",
    "person",
    "tagline",
    "terminal",
    "slug",
    "crumbs",
    "digits",
    "state",
    "unit",
    "release",
    "domain",
    "mark=names nothing",
    "mark=masthead 3",
    "mark=masthead 4",
    "mark=masthead 2",
)


def _in_place(i: int, own: Sequence[Sequence[str]], first: int) -> list[str]:
    """A line's features with its place and its neighbours'."""
    left = _bucket(first - i, (0, 1, 2, 3, 4, 6))
    found = ["bias", f"line={min(i, 6)}", f"left={left}", f"line={min(i, 3)}&left={left}", *own[i]]
    found += [f"left={left}&{f}" for f in own[i] if f.startswith("mark=masthead") or f in ("headline", "outlet")]
    found += [
        f"line={min(i, 3)}&{f}"
        for f in own[i]
        if f.startswith(("case", "words", "outlet", "told=", "part=")) or f in _NEAR
    ]
    for step, name in ((-1, "before"), (1, "after"), (2, "after next")):
        if 0 <= i + step < len(own):
            beside = own[i + step]
            found += [f"{name}: {f}" for f in beside if f in _NEAR or f.startswith(("case", "words", "told="))]
        else:
            found.append(f"{name}: none")
    return found


def _kind(char: str) -> str:
    return "digit" if char.isdigit() else "capital" if char.isupper() else "small" if char.islower() else "mark"


def _case(text: str) -> str:
    letters = [c for c in text if c.isalpha()]
    if not letters:
        return "none"
    if all(c.isupper() for c in letters):
        return "capitals"
    if all(c.islower() for c in letters):
        return "lower"
    long = [w for w in re.findall(r"[^\W\d_]+", text) if len(w) > 3]
    caps = sum(w[0].isupper() for w in long)
    if long and caps == len(long):
        return "title"
    return "mixed" if caps * 2 > len(long) else "sentence"


def _titled(name: str) -> str:
    return name.title() if name.isupper() or name.islower() else name


def _bucket(value: int, bounds: Sequence[int]) -> str:
    return next((f"≤{b}" for b in bounds if value <= b), f">{bounds[-1]}")


@cache
def _weights() -> tuple[Rows, Steps]:
    return read_rows_of("heads.tsv", LABELS)
