"""Traits: what one run looks like on its own, whatever stands around it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from hearsay.clean.lexicon import label_of, lexicon, plain_quotes
from hearsay.clean.runs import Run

__all__ = ["Traits", "in_english", "look_at"]

SEEN = 600  # characters the patterns look at: page talk is short
LONG, OPENING = 35, 120  # words of a long paragraph, characters of its opening
TERMINAL = re.compile(r"[.!?…][\"'”’»)\]*_]*(?:\s*[(\[][^()\[\]\n]{1,40}[)\]]\.?)?$")  # "… he said. (MNA)"
SENTENCE_BREAK = re.compile(r"[.!?][\"'”’»)]*\s+[\"'“‘«(]?[A-ZÀ-Þ0-9]")
_WORD = re.compile(r"[^\W_]+(?:['’.\-][^\W_]+)*")
_CRUMB = re.compile(r"\S\s*[>»›/|·•→]\s*\S")
_COUNTER = re.compile(
    r"[\W\d_]*$|[\W_]*[a-zA-Z]?[\W_]*$|[\W_]*\d[\W\d_]*[a-zA-Z]{1,3}[\W\d_]*$|[a-zA-Z]{1,2}[\W_]*\d[\W\d_]*$"
)
_MAIL_HEADER = re.compile(
    r"(?:From|To|Cc|Date|Sent|Reply-To|Subject|Message-ID|Received|MIME-Version|(?:X|Content|List)-[\w-]+): ?\S"
)
_SPOKEN = re.compile(
    r"\b(?:said|says|told|added|asked|wrote|tweeted|replied|explained|recalled|insisted|warned|announced)\b",
    re.IGNORECASE,
)
_QUOTES = '"“”„«»'


@dataclass(frozen=True, slots=True)
class Traits:
    """``words`` counts words; shares are 0–1. ``page_talk`` names a lexicon group that makes the line furniture."""

    words: int
    terminal: bool
    sentences: int
    quoted: bool
    title_case: float
    capitals: float
    digits: float
    commas: int
    function_words: float
    other_script: float
    foreign: bool
    label: bool
    page_talk: str | None
    plain_talk: bool
    soft: tuple[tuple[str, float], ...]
    crumbs: bool
    counter: bool
    mail_header: bool
    speech: bool
    plain: str  # the text as patterns see it

    @property
    def prose(self) -> bool:
        """A paragraph: a full sentence of some length with the small words of running text."""
        return (
            self.words >= 12
            and self.terminal
            and self.function_words >= 0.2
            and self.page_talk is None
            and not self.foreign
        )

    @property
    def sentence(self) -> bool:
        """Ends like a sentence and says nothing of the page."""
        return (
            self.words >= 2
            and (self.terminal or (self.plain.endswith(":") and self.words >= 4))
            and not (self.page_talk or self.label or self.counter or self.plain_talk or self.foreign)
        )

    @property
    def headline(self) -> bool:
        """The shape of a headline or link: a few words without a full stop."""
        return (
            3 <= self.words <= 28
            and not (self.terminal and self.plain.endswith((".", '."', ".'")))
            and not self.counter
        )


def look_at(run: Run, *, english: bool = True) -> Traits:
    """The traits of a run. On a page in another language its function words count and none of its lines is foreign."""
    return _look_at(run.text, english)


@lru_cache(maxsize=8192)  # sites repeat their furniture, reprints their paragraphs
def _look_at(text: str, english: bool) -> Traits:
    lex = lexicon()
    plain = plain_quotes(text[:SEEN])
    tokens = _WORD.findall(text)
    lowered = [t.casefold() for t in tokens]
    letters = [c for c in text[:SEEN] if c.isalpha()]
    n, count = len(tokens), max(1, len(letters))
    known = sum(t in lex.english for t in lowered)
    foreign = sum(t in lex.foreign for t in lowered)
    if not english:
        known, foreign = (max(known + foreign, round(0.3 * len(tokens))) if len(tokens) >= 12 else known + foreign), 0
    spoken = any(q in plain for q in '"') and bool(_SPOKEN.search(text[:2000]))
    short = n <= 70 and not spoken
    return Traits(
        words=n,
        terminal=bool(TERMINAL.search(text[-60:])),
        sentences=1 + sum(1 for _ in SENTENCE_BREAK.finditer(text[:4000])),
        quoted=text[:1] in _QUOTES or text[-1:] in _QUOTES,
        title_case=sum(t[:1].isupper() for t in tokens) / max(1, n),
        capitals=sum(c.isupper() for c in letters) / count,
        digits=sum(c.isdigit() for c in text[:SEEN]) / max(1, len(text[:SEEN])),
        commas=text[:SEEN].count(", "),
        function_words=known / max(1, n),
        other_script=sum(not _latin(c) for c in letters) / count if letters else 0.0,
        foreign=n >= 4 and foreign >= 2 and foreign >= 2 * known + 1 and known / max(1, n) < 0.12,
        label=n <= 6 and label_of(plain) in lex.labels,
        page_talk=_page_talk(plain, n) if short else None,
        plain_talk=short and bool(lex.plain.search(plain)),
        soft=tuple((name, weight) for name, (weight, pattern) in lex.soft.items() if pattern.search(plain)),
        crumbs=n <= 14 and bool(_CRUMB.search(plain)) and n <= 3 * (1 + len(re.findall(r"[>»›/|·•→]", plain))),
        counter=len(text) <= 60 and bool(_COUNTER.match(text)),
        mail_header=bool(_MAIL_HEADER.match(text)),
        speech=any(t in lex.speech for t in lowered),
        plain=plain,
    )


def _page_talk(plain: str, words: int) -> str | None:
    """The group of page talk. A long paragraph that only ends in an appeal ("tell us in the comments") is story."""
    lex = lexicon()
    if words <= LONG:
        return lex.hard(plain)
    return lex.hard(plain[:OPENING]) or (lex.hard(plain) if lex.hard_groups(plain) > 1 else None)


def in_english(traits: Sequence[Traits]) -> bool:
    """Whether a page's longer lines are English by their function words; a page without long lines is taken for it."""
    long = [t for t in traits if t.words >= 15]
    total = sum(t.words for t in long)
    return total < 15 or sum(t.function_words * t.words for t in long) / total >= 0.2


def _latin(char: str) -> bool:
    return char < "\u0250" or unicodedata.name(char, "").startswith("LATIN")
