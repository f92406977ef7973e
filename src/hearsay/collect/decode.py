"""Bytes to text: byte-order mark, then what the page declares, then UTF-8, then a guess; never an error."""

from __future__ import annotations

import codecs
import re
from typing import Final

__all__ = ["clean_surrogates", "decode", "looks_binary"]

_MARKS: Final = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_DECLARED: Final = re.compile(
    rb"""<meta[^>]{0,500}?charset\s*=\s*["']?\s*([\w.:-]{2,40})|^\s*<\?xml[^>]{0,200}?encoding\s*=\s*["']([\w.:-]{2,40})""",
    re.IGNORECASE,
)
_SURROGATE: Final = re.compile("[\ud800-\udfff]")
_CONTROLS: Final = bytes(sorted({*range(32), 127} - set(b"\t\n\v\f\r\x1b")))
_SAMPLE: Final = 262_144


def decode(data: bytes, *, declared: str | None = None, page: bool = False) -> tuple[str, tuple[str, ...]]:
    """The text of some bytes without a byte-order mark, and warnings where the encoding was in doubt.

    ``declared`` is what a container says; a ``page`` is also searched for its own declaration.
    """
    for mark, name in _MARKS:
        if data.startswith(mark):
            return _decode_lossy(data[len(mark) :], name)
    if wide := _wide_encoding(data):
        return _decode_lossy(data, wide)
    if data.isascii():
        return data.decode("ascii"), ()
    utf8 = _strict(data, "utf-8")
    if page and not declared and (found := _DECLARED.search(data[:8192])):
        declared = (found[1] or found[2]).decode("ascii")
    codec = _codec(declared) if declared else None
    if utf8 is not None:
        # Bytes beyond ASCII that happen to be UTF-8 are UTF-8, whatever an old template says.
        wrong = codec is not None and codec != "utf-8"
        return utf8, (f"declared as {declared} but is UTF-8",) if wrong else ()
    if codec and codec != "utf-8" and (text := _strict(data, codec)) is not None:
        return text, ()
    return _guess(data)


def _guess(data: bytes) -> tuple[str, tuple[str, ...]]:
    from resiliparse.parse.encoding import detect_encoding

    lossy = data.decode("utf-8", "replace")
    broken, whole = lossy.count("\ufffd"), sum(not c.isascii() for c in lossy)
    if broken <= 3 + whole // 50 and whole >= 10 * broken:
        return lossy, (f"{broken} bytes that are not UTF-8 were replaced",)
    name = str(detect_encoding(data) or "cp1252")
    guessed = None if name.lower().startswith("utf-16") else _strict(data, name)
    if guessed is not None:
        return guessed, (f"no encoding declared that fits: read as {name}",)
    return _decode_lossy(data, "cp1252")


def _codec(label: str) -> str | None:
    """Python's codec for a label as browsers understand it; None for what is no text encoding."""
    from resiliparse.parse.encoding import map_encoding_to_html5

    mapped = map_encoding_to_html5(label, fallback_utf8=False)
    if not mapped:
        return None
    try:
        name = codecs.lookup(mapped).name
    except LookupError:
        return None
    # An ASCII-readable declaration of UTF-16 cannot be true.
    return "utf-8" if name.startswith(("utf-16", "utf-32")) else name


def _strict(data: bytes, name: str) -> str | None:
    try:
        return clean_surrogates(data.decode(name))
    except (UnicodeError, LookupError):
        return None


def _decode_lossy(data: bytes, name: str) -> tuple[str, tuple[str, ...]]:
    text = _strict(data, name)
    if text is not None:
        return text, ()
    text = clean_surrogates(data.decode(name, "replace"))
    return text, (f"{text.count(chr(0xFFFD))} characters could not be decoded as {name} and were replaced",)


def _wide_encoding(data: bytes) -> str | None:
    """UTF-16 without a mark shows as zero bytes in every other place."""
    sample = data[: min(len(data), 4096) // 2 * 2]
    if len(sample) < 4:
        return None
    even, odd = sample[::2].count(0), sample[1::2].count(0)
    half = len(sample) // 2
    if odd > 0.4 * half and even < 0.05 * half:
        return "utf-16-le"
    if even > 0.4 * half and odd < 0.05 * half:
        return "utf-16-be"
    return None


def clean_surrogates(text: str) -> str:
    """Lone surrogates cannot be written anywhere: each becomes U+FFFD."""
    if text.isascii():
        return text
    try:
        text.encode("utf-8")  # many times quicker than to look for them
    except UnicodeEncodeError:
        return _SURROGATE.sub("\ufffd", text)
    return text


def looks_binary(data: bytes) -> bool:
    """Whether bytes are no text in any encoding: zero bytes, or many control characters."""
    if any(data.startswith(mark) for mark, _ in _MARKS) or _wide_encoding(data):
        return False
    sample = data if len(data) <= 2 * _SAMPLE else data[:_SAMPLE] + data[-_SAMPLE:]
    controls = len(sample) - len(sample.translate(None, _CONTROLS))
    return sample.count(0) > len(sample) / 200 or controls > len(sample) / 33
