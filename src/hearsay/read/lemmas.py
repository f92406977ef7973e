"""Lemmas: lower-case dictionary forms, chosen by part of speech."""

from __future__ import annotations

from functools import cache, lru_cache
from typing import Any

from hearsay.lexicons import read_table

__all__ = ["lemma_of"]

_KEPT = frozenset(("PUNCT", "SYM", "X", "INTJ", "NUM", "ADP", "CCONJ", "SCONJ", "DET"))


_E_STEMS = frozenset("at as ir ur in us id ag dg rg ng bl pl tl".split())  # noqa: SIM905


@lru_cache(maxsize=65536)
def lemma_of(word: str, upos: str) -> str:
    """The lemma of a word, lower-case."""
    low = word.lower().replace("’", "'")
    if not low.isascii():
        low = low.encode("utf-8", "replace").decode("utf-8")  # a lone surrogate cannot be stored
    table = _table()
    if (found := table["fixed"].get(f"{low}/{upos}")) is not None:
        return str(found)
    if upos in _KEPT or len(low) > 40 or not low[0].isalpha():
        return low
    if upos in ("VERB", "AUX"):
        return _verb(low, table)
    if upos == "NOUN":
        return _noun(low, table)
    if upos == "PROPN":
        return low
    if upos in ("ADJ", "ADV"):
        return str(table["degree"].get(low, low))
    return str(table["pronoun"].get(low, low)) if upos == "PRON" else low


@cache
def _table() -> dict[str, Any]:
    raw = read_table("lemmas.toml")
    verbs = {form: lemma for lemma, forms in raw["verb"].items() for form in forms.split()}
    nouns = {form: lemma for lemma, forms in raw["noun"].items() for form in forms.split()}
    return {**raw, "verb_form": verbs, "noun_form": nouns}


def _dictionary(word: str) -> str:
    import simplemma

    return str(simplemma.lemmatize(word, lang="en")).lower()


def _verb(low: str, table: dict[str, Any]) -> str:
    if low in table["verb_form"]:
        return str(table["verb_form"][low])
    for ending, swaps in (("ing", ("", "e")), ("ed", ("", "e")), ("es", ("", "e")), ("s", ("",))):
        stem = low[: -len(ending)]
        if not low.endswith(ending) or len(stem) < 2 or not any(c in "aeiouy" for c in stem):
            continue
        if (ending == "s" and stem.endswith(("s", "u", "i"))) or (ending == "ed" and stem.endswith("e")):
            continue
        found = _dictionary(low)
        if found != low and found[:2] == low[:2]:
            return found
        if ending in ("ed", "es") and stem.endswith("i"):
            return stem[:-1] + "y"
        if len(stem) > 3 and stem[-1] == stem[-2] and stem[-1] not in "lsz":
            return stem[:-1]
        return stem + swaps[-1] if _wants_e(stem) else stem
    return _dictionary(low) if low.endswith("d") else low


def _wants_e(stem: str) -> bool:
    return stem[-1] in "cuvz" or stem[-2:] in _E_STEMS


def _noun(low: str, table: dict[str, Any]) -> str:
    if low in table["noun_form"]:
        return str(table["noun_form"][low])
    if not low.endswith(("s", "i", "a", "n", "ae")) or low.endswith(("ss", "us", "is", "ing")):
        return low
    found = _dictionary(low)
    return found if found[:2] == low[:2] else low
