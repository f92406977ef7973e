"""Words: cuts a text into tokens with exact offsets, close to the conventions of UD English EWT.

Clitics stand alone (did|n't, Holub|'s, can|not), hyphens and slashes inside words are tokens except after bound
prefixes (e-mail, non-violent); numbers, dates, web and mail addresses and abbreviations stay whole. White space and
invisible format characters belong to no token. Every pattern is bounded, so hostile input costs linear time.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from hearsay.lexicons import read_table

__all__ = ["cut_tokens"]

_LEXICON = read_table("abbreviations.toml")


def _alternatives(words: list[str]) -> str:
    forms = {*words, *(w.upper() for w in words if len(w) > 2)}
    return "|".join(re.escape(w) for w in sorted(forms, key=lambda w: (-len(w), w)))


# Marks and joiners that continue a word though \w does not hold them.
_MARKS = (
    "\u00ad\u0300-\u036f\u0483-\u0489\u0591-\u05bd\u0610-\u061a\u064b-\u065f\u0670\u0900-\u0dff\u0e31-\u0e4e"
    "\u200c\u200d"
)
_W = rf"[\w{_MARKS}]"
_SKIP = "\\s\x00-\x1f\x7f-\x9f\u00ad\u200b-\u200f\u2028-\u202f\u2060-\u206f\ufe0e\ufe0f\ufeff"
_ENDS = "com|org|net|gov|edu|int|info|news|media|press|co|io|tv|uk|de|fr|eu|ru|ua|cz|ca|au|ie|nl|pl|es|ch"
_ABBREVIATION = _alternatives([*_LEXICON["title"], *_LEXICON["onward"], *_LEXICON["end"]])
_NUMBERED = _alternatives(_LEXICON["number"])
_PREFIX = "|".join(sorted(_LEXICON["prefix"], key=len, reverse=True))

_PATTERNS = (
    ("url", r"(?:https?://|www\.)[^\s<>\"“”«»]{1,2000}"),
    ("mail", r"[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,6}"),
    (
        "domain",
        rf"(?<![\w@])(?:[A-Za-z0-9][A-Za-z0-9-]{{0,62}}\.){{1,4}}(?:{_ENDS})(?:/[^\s<>\"“”]{{0,500}})?(?![\w@])",
    ),
    ("tag", r"[@#][^\W\d_]\w{0,99}"),
    ("letters", r"(?<!\w)(?:[A-Za-z]\.){2,6}(?![A-Za-z])"),
    ("capitals", r"(?<![\w.])(?:[A-Z]\.){1,5}[A-Z](?![\w.’'])"),
    ("abbreviation", rf"(?<![\w.])(?:{_ABBREVIATION})\.(?![\w])"),
    ("numbered", rf"(?<![\w.])(?:{_NUMBERED})\.(?=[ \u00a0]?\d)"),
    ("initial", r"(?<![\w.'’])[A-Z]\.(?=[ \u00a0][A-Z])"),
    ("phone", r"\+?\d{1,4}(?:[-.]\d{3}){1,2}[-.]\d{4}(?!\w)"),
    ("date", r"\d{4}-\d{2}-\d{2}(?!\w)|\d{1,4}/\d{1,2}(?:/\d{2,4})?(?![\w/])|\d{1,2}\.\d{1,2}\.\d{2,4}(?!\w)"),
    ("clock", r"\d{1,2}:\d{2}(?::\d{2})?(?!\d)"),
    ("decade", r"['’]?\d{2,4}s\b"),
    ("fraction", r"(?<![\w.])\.\d{1,40}(?![\w.])"),
    ("number", r"\d{1,400}(?:[.,]\d{1,400}){0,40}(?:(?:st|nd|rd|th|ST|ND|RD|TH)\b)?"),
    ("compound", rf"(?<!\w)(?:{_PREFIX})-[^\W\d_]{_W}{{0,99}}"),
    ("word", rf"[^\W]{_W}{{0,4999}}(?:['’][^\W_]{_W}{{0,99}}){{0,6}}"),
    ("dots", r"\.{2,}|…+"),
    ("marks", r"[!?]+|-{2,}|''|``|‘‘|’’|={2,}|\*{2,}|~{2,}|\+{2,}|<{2,}|>{2,}|\|{2,}|#{2,}"),
    ("flag", "[\U0001f1e6-\U0001f1ff]{2}"),
    ("emoji", "[\u2600-\u27bf\U0001f300-\U0001faff][\ufe0f\u200d\U0001f3fb-\U0001f3ff\u2640\u2642]{0,8}"),
    ("other", rf"[^{_SKIP}]"),
)
_TOKEN = re.compile("|".join(f"(?P<{name}>{pattern})" for name, pattern in _PATTERNS))
_CLITIC = re.compile(r"(?i)(?<=\w)(?:n['’]t|['’](?:s|re|ve|ll|d|m))$")
_FUSED = {"cannot": 3, "gonna": 3, "wanna": 3, "gotta": 3, "gimme": 3, "lemme": 3}
_TRAIL = ".,;:!?'’”\")]}>"


def cut_tokens(text: str) -> list[tuple[int, int]]:
    """Start and end of every token, in order, disjoint; they cover all but white space and format characters."""
    out: list[tuple[int, int]] = []
    at = 0
    while match := _TOKEN.search(text, at):
        start, end, kind = match.start(), match.end(), match.lastgroup
        if kind in ("url", "mail", "domain"):
            while end - start > 1 and text[end - 1] in _TRAIL:
                end -= 1
        if kind == "word":
            out.extend(_split_word(text, start, end))
        else:
            out.append((start, end))
        at = end
    return out


def _split_word(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    word = text[start:end]
    if cut := _FUSED.get(word.lower(), 0):
        yield from ((start, start + cut), (start + cut, end))
        return
    if ("'" in word or "’" in word) and (match := _CLITIC.search(word)):
        cut = start + match.start()
        if cut > start:
            yield from _split_word(text, start, cut)
            yield cut, end
            return
    yield start, end
