"""One reading of the characters: words with hash, span and weight, and which of them stand in quotation marks."""

from __future__ import annotations

from typing import Any

import numpy as np

from hearsay.copies.characters import (
    ALONE,
    APOSTROPHE,
    COMMA,
    DIGIT,
    LATIN,
    LETTER,
    MARK,
    SKIP,
    SPACE,
    UPPER,
    WORD,
)
from hearsay.copies.jit import compiled
from hearsay.copies.marks import LONGEST, LONGEST_SINGLE
from hearsay.copies.tokens import BASE, CAPITAL, QUOTED, powers

__all__ = ["find_quotations", "list_marks", "list_quoted", "mixed", "read_texts"]

_BASE = np.uint64(BASE)
_AT_HAND = 64
_POWERS = powers(_AT_HAND)[0]
_M1, _M2 = np.uint64(0xBF58476D1CE4E5B9), np.uint64(0x94D049BB133111EB)
_S27, _S30, _S31, _S32 = np.uint64(27), np.uint64(30), np.uint64(31), np.uint64(32)
# What closes a quotation, by what opened it.
_NONE, _HIGH, _LOW, _ANGLE, _ANGLE_BACK, _CORNER, _CORNER_TWO, _STRAIGHT, _TYPED, _SINGLE, _TYPEWRITER = range(11)


@compiled
def mixed(h: Any) -> Any:
    """See ``tokens.mix``."""
    h = (h ^ (h >> _S30)) * _M1
    h = (h ^ (h >> _S27)) * _M2
    return h ^ (h >> _S31)


@compiled
def property_at(points: Any, i: Any, row: Any, props: Any) -> Any:
    """Properties of a character."""
    p = points[i]
    return props[np.int64(p) + 1 if p < LATIN else np.int64(row[p])]


@compiled
def find_words(
    points: Any,
    begin: Any,
    stop: Any,
    row: Any,
    kinds: Any,
    props: Any,
    weights: Any,
    firsts: Any,
    counts: Any,
    values: Any,
    letter: Any,
    n: Any,
    hashed: Any,
    start: Any,
    end: Any,
    info: Any,
    marks: Any,
    seen: Any,
) -> Any:
    """Write the words from ``begin`` to ``stop`` from row ``n`` on; give the row after the last and how many ``marks``.

    ``letter`` has the value of each character below LATIN that is one letter of a word, else 0. Where characters have
    no row they are set in ``seen``, and the third answer is True.
    """
    inside = strange = False
    some = 0
    last = begin
    h = np.uint64(0)
    power = np.uint64(1)
    letters = 0
    i = begin
    while i < stop:
        p = points[i]
        v = letter[p] if p < LATIN else np.uint64(0)
        if v:
            if not inside:
                inside = True
                h = np.uint64(0)
                letters = 0
                start[n] = i
                info[n] = weights[p + 1] | (CAPITAL if props[p + 1] & UPPER else 0)
            while v:
                power = _POWERS[letters] if letters < _AT_HAND else power * _BASE
                h += v * power
                letters += 1
                i += 1
                if i == stop:
                    break
                p = points[i]
                v = letter[p] if p < LATIN else np.uint64(0)
            last = i - 1
            continue
        r = np.int64(p) + 1 if p < LATIN else np.int64(row[p])
        if r == 0:
            seen[p] = strange = True
        kind = kinds[r]
        if kind == WORD:
            if not inside:
                inside = True
                h = np.uint64(0)
                letters = 0
                start[n] = i
                info[n] = weights[r] | (CAPITAL if props[r] & UPPER else 0)
            for k in range(firsts[r], firsts[r] + counts[r]):
                power = _POWERS[letters] if letters < _AT_HAND else power * _BASE
                h += values[k] * power
                letters += 1
            last = i
        elif kind != SKIP:
            if props[r] & MARK:
                marks[some] = i
                some += 1
            joins = False
            if inside and (kind == APOSTROPHE or (kind == COMMA and property_at(points, last, row, props) & DIGIT)):
                j = i + 1
                after = np.int64(0)
                while j < stop:
                    q = points[j]
                    after = np.int64(q) + 1 if q < LATIN else np.int64(row[q])
                    if kinds[after] != SKIP:
                        break
                    j += 1
                if j < stop and kinds[after] == WORD:
                    joins = kind == APOSTROPHE or (props[after] & DIGIT) != 0
            if inside and not joins:
                hashed[n] = mixed(h) >> _S32
                end[n] = last + 1
                n += 1
                inside = False
            if kind == ALONE:
                hashed[n] = mixed(values[firsts[r]]) >> _S32
                start[n] = i
                end[n] = i + 1
                info[n] = weights[r] | (CAPITAL if props[r] & UPPER else 0)
                n += 1
        i += 1
    if inside:
        hashed[n] = mixed(h) >> _S32
        end[n] = last + 1
        n += 1
    return n, some, strange


@compiled
def looks_opening(points: Any, lo: Any, hi: Any, start: Any, end: Any, row: Any, props: Any) -> Any:
    """See ``marks``."""
    if start > lo:
        p = points[start - 1]
        bracket = p == 40 or p == 91 or p == 0x2014 or p == 0x2013 or p == 45  # ([—–-
        if not bracket and not property_at(points, start - 1, row, props) & SPACE:
            return False
    return end < hi and not property_at(points, end, row, props) & SPACE


@compiled
def opening(points: Any, lo: Any, hi: Any, mark: Any, size: Any, end: Any, row: Any, props: Any) -> Any:
    """What the mark that ends before ``end`` opens, by its closing."""
    if mark == 0x201C:
        return _HIGH
    if mark == 0x201E:
        return _LOW
    if mark == 0xAB:
        return _ANGLE
    if mark == 0xBB:
        return _ANGLE_BACK
    if mark == 0x300C:
        return _CORNER
    if mark == 0x300E:
        return _CORNER_TWO
    if mark == 0x22 or mark == 0xFF02:
        return _STRAIGHT
    if size == 2:
        return _TYPED
    if mark == 0x2018:
        return _SINGLE
    if mark == 0x27 and looks_opening(points, lo, hi, end - 1, end, row, props):
        return _TYPEWRITER
    return _NONE


@compiled
def closes(opened: Any, mark: Any, size: Any) -> Any:
    """Whether a mark may close what was opened."""
    if opened == _HIGH:
        return mark == 0x201D
    if opened == _LOW:
        return mark == 0x201C or mark == 0x201D
    if opened == _ANGLE:
        return mark == 0xBB
    if opened == _ANGLE_BACK:
        return mark == 0xAB
    if opened == _CORNER:
        return mark == 0x300D
    if opened == _CORNER_TWO:
        return mark == 0x300F
    if opened == _STRAIGHT:
        return mark == 0x22 or mark == 0xFF02
    if opened == _TYPED:
        return mark == 0x27
    if opened == _SINGLE:
        return mark == 0x2019
    return opened == _TYPEWRITER and mark == 0x27 and size == 1


@compiled
def add_span(points: Any, opened: Any, start: Any, end: Any, closed: Any, spans: Any, count: Any) -> Any:
    """Write a quotation, if it is one; give the new count."""
    single = opened in (_SINGLE, _TYPEWRITER)
    if not closed:
        if single:
            return count
        for i in range(start, end):
            if points[i] == 10:
                end = i
                break
    if start < end and end - start <= (LONGEST_SINGLE if single else LONGEST):
        spans[count, 0] = start
        spans[count, 1] = end
        return count + 1
    return count


@compiled
def list_marks(points: Any, row: Any, props: Any, marks: Any, seen: Any) -> Any:
    """Write where characters stand that may open or close a quotation; give how many, and whether any has no row."""
    n = 0
    strange = False
    for i in range(points.size):
        p = points[i]
        r = np.int64(p) + 1 if p < LATIN else np.int64(row[p])
        if r == 0:
            seen[p] = strange = True
        if props[r] & MARK:
            marks[n] = i
            n += 1
    return n, strange


@compiled
def find_quotations(points: Any, hi: Any, row: Any, props: Any, marks: Any, some: Any, spans: Any) -> Any:
    """Spans of ``points`` up to ``hi`` inside quotation marks, by its ``marks``; gives how many. See ``marks``."""
    lo = 0
    count = 0
    opened = _NONE
    begins = 0
    upto = 0  # what has been read as part of a mark
    for m in range(some):
        i = marks[m]
        if i < upto:
            continue
        p = points[i]
        size = 1
        if p == 10:  # a blank line ends a paragraph, and what it quotes
            j = i + 1
            while j < hi and (points[j] == 32 or points[j] == 9):
                j += 1
            if j >= hi or points[j] != 10:
                continue
            if opened != _NONE:
                count = add_span(points, opened, begins, i, False, spans, count)
            opened = _NONE
            upto = j + 1
            continue
        if p == 0x60:
            if i + 1 >= hi or points[i + 1] != 0x60:
                continue
            size = 2
        elif p == 0x27 or p == 0x2019:
            before = i > lo and (property_at(points, i - 1, row, props) & LETTER) != 0
            after = i + 1 < hi and (property_at(points, i + 1, row, props) & LETTER) != 0
            if p == 0x27 and not before and after:
                pass
            elif p == 0x27 and i + 1 < hi and points[i + 1] == 0x27:
                size = 2
            else:
                if not before and i > lo:
                    q = points[i - 1]
                    before = q == 46 or q == 44 or q == 33 or q == 63 or q == 0x2026  # .,!?…
                if not before or after:
                    continue
        upto = i + size
        if opened == _NONE:
            opened = opening(points, lo, hi, p, size, i + size, row, props)
            begins = i + size
        elif closes(opened, p, size) and not (
            (p == 0x22 or p == 0xFF02 or p == 0x27 or p == 0x60)
            and looks_opening(points, lo, hi, i, i + size, row, props)
        ):
            count = add_span(points, opened, begins, i, True, spans, count)
            opened = _NONE
        elif opening(points, lo, hi, p, size, i + size, row, props) == opened:
            count = add_span(points, opened, begins, i, False, spans, count)
            begins = i + size
    if opened != _NONE:
        count = add_span(points, opened, begins, hi, False, spans, count)
    return count


@compiled
def read_texts(
    characters: Any,
    offsets: Any,
    parts: Any,
    part_of: Any,
    row: Any,
    kinds: Any,
    props: Any,
    weights: Any,
    firsts: Any,
    counts: Any,
    values: Any,
    letter: Any,
    seen: Any,
    marks: Any,
    spans: Any,
    n: Any,
    hashed: Any,
    start: Any,
    end: Any,
    info: Any,
    first: Any,
) -> Any:
    """Write the words of each text, code points from ``offsets[d]`` on, from row ``n`` on; give the row after the last.

    Of text d only ``parts`` from ``part_of[d]`` are read, where ``part_of`` has any entries. Where characters without
    a row are met, they are set in ``seen`` and the answer is below zero: describe them and begin again.
    """
    strange = False
    for d in range(offsets.size - 1):
        points = characters[offsets[d] : offsets[d + 1]]
        count = points.size
        begin = n
        if part_of.size:
            some, new = list_marks(points, row, props, marks, seen)
            strange |= new
            for part in range(part_of[d], part_of[d + 1]):
                n, _, _ = find_words(
                    points, parts[part, 0], min(parts[part, 1], count), row, kinds, props, weights, firsts, counts,
                    values, letter, n, hashed, start, end, info, marks[some:], seen,
                )  # fmt: skip
        else:
            n, some, new = find_words(
                points, 0, count, row, kinds, props, weights, firsts, counts, values, letter, n, hashed, start, end,
                info, marks, seen,
            )  # fmt: skip
            strange |= new
        first[d] = n
        if strange:  # read on only to see what else is strange
            continue
        t = begin
        for s in range(find_quotations(points, count, row, props, marks, some, spans)):
            while t < n and start[t] < spans[s, 0]:
                t += 1
            while t < n and start[t] < spans[s, 1]:
                info[t] |= QUOTED
                t += 1
    return -1 if strange else n


@compiled
def list_quoted(info: Any, first: Any, apart: Any, at: Any, heads: Any, owner: Any, resumed: Any) -> Any:
    """Write the rows of quoted words, where each quotation begins among them and its text; give how many of each.

    ``resumed`` says which words follow an interruption.
    """
    n = pieces = 0
    for d in range(first.size - 1):
        last = -1
        for t in range(first[d], first[d + 1]):
            if info[t] & QUOTED:
                fresh = last < 0 or t - last > apart
                resumed[n] = not fresh and t - last > 1
                if fresh:
                    heads[pieces] = n
                    owner[pieces] = d
                    pieces += 1
                at[n] = t
                n += 1
                last = t
    return n, pieces
