"""The quantities a clause states: which of the report's belong to it, what they count, and within what scope.

Units are states ("people killed") where the clause or the counted noun names one, so that "12 dead", "killed 12" and
"a toll of 12" count the same thing; else the counted noun with the verb ("truck burn"), else the noun.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from hearsay.claim.clauses import Clause
from hearsay.claim.predicate import Predicate
from hearsay.claim.tree import Tree
from hearsay.claim.units import CURRENCY, PLAIN_NOUNS, next_state, noun_state, own_state, read_unit
from hearsay.claim.words import load_words
from hearsay.text import fold
from hearsay.types import Quantity, Value

__all__ = ["Counted", "bare_number", "count_clause", "count_noun", "place_quantities"]

REGIONS = frozenset(
    {"district", "province", "ward", "camp", "village", "city", "area", "region", "section", "side", "town", "county"}
    | {"state", "north", "south", "east", "west", "suburb", "neighbourhood", "neighborhood", "quarter", "stand", "wing"}
)
COLLECTIVE = frozenset(
    {"group", "crowd", "convoy", "team", "gang", "column", "fleet", "band", "unit", "mob", "series", "string"}
)
REACH = 4  # tokens between a number and the one it became
ASIDE = frozenset({"acl:relcl", "advcl", "parataxis", "csubj"})
PLAIN = frozenset(
    {"other", "another", "more", "least", "many", "few", "several", "some", "total", "further", "additional"}
)


@dataclass(frozen=True, slots=True)
class Counted:
    """A stated quantity with the tokens that carry it."""

    value: Value
    quantity: Quantity
    tokens: tuple[int, ...]
    noun: int
    state: int | None = None  # the word of state that stands right behind the number
    passing: bool = False  # said on the side: the clause is not about it


def bare_number(
    tree: Tree, placed: Sequence[tuple[Quantity, int, tuple[int, ...]]], tokens: Sequence[int]
) -> Counted | None:
    """The first number among the tokens, whatever it counts: "the union says nine"."""
    inside = set(tokens)
    for quantity, noun, own in placed:
        if own and all(t in inside for t in own if t != noun):
            unit = own_state(tree, noun) or _plain_unit(tree, quantity, noun)
            return Counted(_value(tree, quantity, unit, ()), quantity, own, noun, passing=True)
    return None


def place_quantities(tree: Tree, quantities: Iterable[Quantity]) -> list[tuple[Quantity, int, tuple[int, ...]]]:
    """The quantities of a sentence with the token that heads each and all its tokens."""
    placed = []
    for quantity in quantities:
        tokens = tree.tokens_in(quantity.start, quantity.end)
        if quantity.noun is not None:
            tokens = sorted({*tokens, *tree.tokens_in(quantity.noun.start, quantity.noun.end)})
        if not tokens:
            continue
        inside = set(tokens)
        heads = [t for t in tokens if tree.head(t) not in inside]
        noun = (
            next((t for t in tree.tokens_in(quantity.noun.start, quantity.noun.end)), None) if quantity.noun else None
        )
        heads.sort(key=lambda t: (tree.upos[t] not in ("NUM", "NOUN", "SYM"), t))
        head = noun if noun is not None else (heads[0] if heads else tokens[0])
        if tree.bases[head] in ("nummod", "advmod", "case", "det", "amod") and tree.head(head) >= 0 and noun is None:
            head = tree.head(head)
        placed.append((quantity, head, tuple(tokens)))
    return placed


def count_clause(
    tree: Tree, clause: Clause, predicate: Predicate, placed: Sequence[tuple[Quantity, int, tuple[int, ...]]]
) -> list[Counted]:
    """The quantities that the clause itself states, nearest role first."""
    if not placed:
        return []
    region = set(clause.tokens)
    placed = _without_former(tree, placed)
    found: list[tuple[int, Counted]] = []
    for quantity, noun, tokens in placed:
        if noun not in region or not quantity_counts(tree, clause, quantity, noun, predicate):
            continue
        rank = _rank(tree, clause, predicate, noun)
        if rank is None:
            continue
        unit = read_unit(tree, clause, predicate, quantity, noun)
        scope = _scope(tree, clause, quantity, noun, unit)
        if unit is None or (rank and not _telling(unit) and quantity.how != "share"):
            continue
        behind = next_state(tree, clause, quantity, noun)
        found.append((rank, Counted(_value(tree, quantity, unit, scope), quantity, tokens, noun, behind)))
    if not found:
        return _passing(tree, clause, predicate, placed)
    best: dict[tuple[str | None, tuple[str, ...]], tuple[int, Counted]] = {}
    for rank, counted in found:
        key = (counted.value.unit, counted.value.scope)
        if key not in best or rank < best[key][0]:
            best[key] = (rank, counted)
    return [c for _, c in sorted(best.values(), key=lambda rc: (rc[0], rc[1].quantity.start))]


def _without_former(
    tree: Tree, placed: Sequence[tuple[Quantity, int, tuple[int, ...]]]
) -> list[tuple[Quantity, int, tuple[int, ...]]]:
    """Leaves out what a number was before: "raised the fare from 1.80 to 2.75" gives 2.75."""
    gone = set()
    for (a, _, before), (_, _, after) in pairwise(placed):
        came = tree.words[before[0] - 1] if before[0] else ""
        went = tree.words[after[0] - 1] if after[0] else ""
        if came == "from" and went == "to" and after[0] - before[-1] <= REACH:
            gone.add((a.start, a.end))
    return [row for row in placed if (row[0].start, row[0].end) not in gone]


def _passing(
    tree: Tree, clause: Clause, predicate: Predicate, placed: Sequence[tuple[Quantity, int, tuple[int, ...]]]
) -> list[Counted]:
    """The number that a clause gives in passing, where no argument of it is counted: how long, how far, how large."""
    region, found = set(clause.tokens), []
    for quantity, noun, tokens in placed:
        inside = [t for t in tokens if t in region]
        if not inside or not _is_number(tree, quantity, noun):
            continue
        path = _path(tree, clause, noun if noun in region else inside[0])
        if any(tree.rels[p] in ASIDE for p in path):
            continue
        found.append(
            (
                len(path),
                Counted(
                    _value(
                        tree,
                        quantity,
                        _plain_unit(tree, quantity, noun) if _rank(tree, clause, predicate, noun) == 0 else None,
                        (),
                    ),
                    quantity,
                    tokens,
                    noun,
                    passing=True,
                ),
            )
        )
    found.sort(key=lambda f: (f[0], f[1].quantity.start))
    return [c for _, c in found[:1]]


def _is_number(tree: Tree, quantity: Quantity, noun: int) -> bool:
    """Whether it says how many or how much, and is no part of a name and no "one of the worst"."""
    said = fold(tree.text[quantity.start : quantity.end])
    if said == "one" or tree.lemmas[noun] in load_words().group("units", "months"):
        return False
    return tree.upos[noun] != "PROPN" or bool(quantity.unit)


def _plain_unit(tree: Tree, quantity: Quantity, noun: int) -> str | None:
    if quantity.unit:
        return quantity.unit
    return tree.lemmas[noun] if tree.upos[noun] == "NOUN" else None


def _path(tree: Tree, clause: Clause, token: int) -> list[int]:
    """From a token up to, and without, the clause's head."""
    steps = [token, *tree.above(token)]
    return steps[: steps.index(clause.head)] if clause.head in steps else steps


def _telling(unit: str | None) -> bool:
    """Units that are worth a value even where the number is no core argument: states, money, shares."""
    if unit is None:
        return False
    return unit in load_words().raw["states"] or (unit.isupper() and len(unit) == CURRENCY) or unit in ("percent", "%")


def count_noun(tree: Tree, quantity: Quantity, noun: int, tokens: tuple[int, ...]) -> Counted | None:
    """A count that a noun phrase states by itself: "the deaths of 34 people", "a toll of 34", "34 dead"."""
    state = own_state(tree, noun) or noun_state(tree, noun, quantity)
    if state is None:
        return None
    return Counted(_value(tree, quantity, state, _scope(tree, None, quantity, noun, state)), quantity, tokens, noun)


def quantity_counts(tree: Tree, clause: Clause, quantity: Quantity, noun: int, predicate: Predicate) -> bool:
    """Whether a quantity counts or sums something, and is no date, age, distance or duration on the side."""
    words = load_words()
    unit = fold(quantity.unit or "")
    said = fold(tree.text[quantity.start : quantity.end])
    if said == "one" and any(tree.has(k, "case", ("of",)) for k in tree.some(noun, "nmod")):
        return False  # "one of the worst"
    if tree.lemmas[noun] in words.group("units", "months"):
        return False
    if tree.upos[noun] == "PROPN" and (not unit or not tree.words[noun].endswith(("s", "ese", "ish"))):
        return False  # an age behind a name, a house number, a number in a name
    if unit in words.group("units", "measures") or tree.lemmas[noun] in words.group("units", "measures"):
        verb = {predicate.verb, predicate.lemma}
        core = tree.bases[noun] in ("obj", "nsubj", "root", "xcomp") or noun == clause.head
        ages = tree.words[noun].endswith("-old") or unit == "age"
        return core and not ages and bool(verb & words.group("units", "measure_verbs"))
    return True


def _rank(tree: Tree, clause: Clause, predicate: Predicate, noun: int) -> int | None:
    """How central the counted noun is: 0 a core argument, 1 inside one, 2 elsewhere with weight; None on the side."""
    if noun in (clause.head, predicate.token) or (noun in clause.subjects and not clause.inherited):
        return 0
    steps = [noun, *tree.above(noun)]
    path = steps[: steps.index(clause.head)] if clause.head in steps else steps
    if not path:
        return 0
    if any(tree.rels[p] in ASIDE for p in path):
        return None
    if len(path) > 1 and tree.lemmas[path[1]] in COLLECTIVE and tree.has(noun, "case", ("of",)):
        path = path[1:]  # "a group of 200 soldiers"
    top = tree.bases[path[-1]]
    direct = len(path) == 1 or all(tree.bases[p] in ("conj", "xcomp", "appos", "nsubj", "obj") for p in path)
    if top in ("nsubj", "obj", "iobj", "xcomp", "nummod", "csubj", "appos", "conj", "ccomp"):
        if direct:
            return 0
        inner = {tree.bases[p] for p in path[:-1]}
        return (
            1
            if inner <= {"nmod", "conj", "nummod", "appos", "obj", "obl", "xcomp", "amod", "acl", "compound"}
            else None
        )
    if top in ("nmod", "obl"):
        cases = {tree.words[c] for c in tree.some(path[-1], "case")}
        if (
            len(path) == 1
            and cases & {"to", "on"}
            and predicate.lemma not in (predicate.verb, tree.lemmas[predicate.token])
        ):
            return 0  # what is burned in "set fire to two buses"
        if tree.rels[path[-1]] == "obl:agent" and len(path) == 1:
            return 0
        if tree.rels[path[-1]] == "obl:agent" or cases & {
            "of",
            "by",
            "to",
            "at",
            "with",
            "for",
            "among",
            "including",
            "from",
        }:
            return 1 if len(path) == 1 else 2
        return 2 if not cases else None
    return None


def _scope(tree: Tree, clause: Clause | None, quantity: Quantity, noun: int, unit: str | None) -> tuple[str, ...]:
    """Words that narrow the counted population, or the place or window of the count, in text order."""
    words = load_words()
    out: list[tuple[int, str]] = []
    state = unit is not None and (unit in words.raw["states"] or unit.startswith("people "))
    lemma = tree.lemmas[noun]
    plain = words.group("people", "generic") | PLAIN_NOUNS
    if (
        state
        and tree.upos[noun] == "NOUN"
        and lemma not in plain
        and lemma not in words.named
        and tree.words[noun] not in words.named
    ):
        out.append((noun, lemma))
    for kid in tree.kids[noun]:
        word, base = tree.words[kid], tree.bases[kid]
        if base in ("amod", "compound") and tree.upos[kid] != "NUM" and word not in PLAIN and word not in words.named:
            if not quantity.start <= tree.sentence.starts[kid] < quantity.end or tree.upos[kid] in (
                "ADJ",
                "PROPN",
                "NOUN",
            ):
                out.append((kid, word))
        elif base == "nmod":
            inner = tree.lemmas[kid]
            if inner in words.named or inner in plain:
                out.extend(_narrowing(tree, kid))
            elif tree.upos[noun] in ("NOUN", "NUM", "ADJ") and (tree.upos[kid] == "PROPN" or inner in REGIONS):
                aside = [k for k in tree.subtree(kid) if tree.bases[k] in ("acl", "parataxis", "appos", "conj")]
                out.append((kid, fold(tree.said(tree.subtree(kid, aside)))))
            elif tree.upos[kid] == "NOUN" and lemma in words.named and inner not in words.named:
                out.append((kid, inner))
    if clause is not None:
        token = clause.head
        if (
            clause.copular
            and noun in clause.subjects
            and tree.upos[token] == "NOUN"
            and tree.lemmas[token] not in words.named
        ):
            out.append((token, tree.lemmas[token]))
        for kid in tree.kids[clause.head]:
            if kid in clause.cut or tree.bases[kid] not in ("obl", "advmod", "nmod"):
                continue
            aside = [k for k in tree.subtree(kid) if tree.bases[k] in ("acl", "advcl", "parataxis", "appos")]
            said = [tree.words[t] for t in tree.subtree(kid, aside) if tree.upos[t] != "PUNCT"]
            window = tree.has(kid, "case", ("since", "during", "over", "within")) or "alone" in said or "only" in said
            region = tree.lemmas[kid] in REGIONS and any(
                tree.bases[k] in ("amod", "compound", "nmod") for k in tree.kids[kid]
            )
            if window or region:
                out.append((kid, " ".join(said)))
            elif any(s == "alone" for s in tree.words[kid + 1 : kid + 2]):
                out.append((kid, " ".join([*said, "alone"])))
    return tuple(dict.fromkeys(text for _, text in sorted(out)))


def _narrowing(tree: Tree, token: int) -> list[tuple[int, str]]:
    return [(k, tree.words[k]) for k in tree.some(token, "amod", "compound") if tree.words[k] not in PLAIN]


def _value(tree: Tree, quantity: Quantity, unit: str | None, scope: tuple[str, ...]) -> Value:
    end = max(quantity.end, quantity.noun.end) if quantity.noun else quantity.end
    start = min(quantity.start, quantity.noun.start) if quantity.noun else quantity.start
    if end - start > 120:
        start, end = quantity.start, quantity.end
    bounded = quantity.low == 0 and quantity.high is not None and quantity.high >= 1  # "up to 40": no least is said
    return Value(
        low=None if bounded and quantity.how != "share" else quantity.low,
        high=quantity.high,
        unit=unit,
        how=quantity.how,
        said=tree.text[start:end],
        round=quantity.round,
        scope=scope,
    )
