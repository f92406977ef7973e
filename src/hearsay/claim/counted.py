"""The quantities a clause states: which of the report's belong to it, what they count, and within what scope.

Units are states ("people killed") where the clause or the counted noun names one, so that "12 dead", "killed 12" and
"a toll of 12" count the same thing; else the counted noun with the verb ("truck burn"), else the noun.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from hearsay.claim.clauses import Clause
from hearsay.claim.predicate import Predicate, nominal_verb
from hearsay.claim.tree import Tree
from hearsay.claim.words import load_words
from hearsay.text import fold
from hearsay.types import Quantity, Value

__all__ = ["Counted", "count_clause", "count_noun", "event_verb", "place_quantities", "tally_verb"]

CURRENCY = 3  # letters of an ISO code
REGIONS = frozenset(
    {"district", "province", "ward", "camp", "village", "city", "area", "region", "section", "side", "town", "county"}
    | {"state", "north", "south", "east", "west", "suburb", "neighbourhood", "neighborhood", "quarter", "stand", "wing"}
)
LINKING = frozenset({"be", "leave", "remain", "report", "pronounce", "declare", "find"})
AMBIGUOUS = frozenset({"fire", "charge", "strike", "seize", "free", "save", "execute"})
BARE_VERBS = frozenset(
    {"be", "have", "say", "see", "find", "include", "report", "put", "rise", "reach", "stand", "leave", "know", "count"}
)
FLEEING = frozenset(
    {"people", "person", "resident", "villager", "civilian", "family", "refugee", "household", "thousand", "other"}
)
ASIDE = frozenset({"acl:relcl", "advcl", "parataxis", "csubj"})
PLAIN = frozenset(
    {"other", "another", "more", "least", "many", "few", "several", "some", "total", "further", "additional"}
)
PLAIN_NOUNS = frozenset(
    {"number", "total", "toll", "count", "figure", "tally", "hundred", "thousand", "dozen", "score", "million"}
)


@dataclass(frozen=True, slots=True)
class Counted:
    """A stated quantity with the tokens that carry it."""

    value: Value
    quantity: Quantity
    tokens: tuple[int, ...]
    noun: int
    state: int | None = None  # the word of state that stands right behind the number


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
    region = set(clause.tokens)
    found: list[tuple[int, Counted]] = []
    for quantity, noun, tokens in placed:
        if noun not in region or not quantity_counts(tree, clause, quantity, noun, predicate):
            continue
        rank = _rank(tree, clause, predicate, noun)
        if rank is None:
            continue
        unit = _unit(tree, clause, predicate, quantity, noun)
        scope = _scope(tree, clause, quantity, noun, unit)
        if unit is None or (rank and not _telling(unit) and quantity.how != "share"):
            continue
        behind = _next_state(tree, clause, quantity, noun)
        found.append((rank, Counted(_value(tree, quantity, unit, scope), quantity, tokens, noun, behind)))
    best: dict[tuple[str | None, tuple[str, ...]], tuple[int, Counted]] = {}
    for rank, counted in found:
        key = (counted.value.unit, counted.value.scope)
        if key not in best or rank < best[key][0]:
            best[key] = (rank, counted)
    return [c for _, c in sorted(best.values(), key=lambda rc: (rc[0], rc[1].quantity.start))]


def _telling(unit: str | None) -> bool:
    """Units that are worth a value even where the number is no core argument: states, money, shares."""
    if unit is None:
        return False
    return unit in load_words().raw["states"] or (unit.isupper() and len(unit) == CURRENCY) or unit in ("percent", "%")


def count_noun(tree: Tree, quantity: Quantity, noun: int, tokens: tuple[int, ...]) -> Counted | None:
    """A count that a noun phrase states by itself: "the deaths of 34 people", "a toll of 34", "34 dead"."""
    state = _own_state(tree, noun) or _noun_state(tree, noun, quantity)
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


def _unit(tree: Tree, clause: Clause, predicate: Predicate, quantity: Quantity, noun: int) -> str | None:
    words = load_words()
    raw = fold(quantity.unit or "")
    if quantity.unit and ((quantity.unit.isupper() and len(quantity.unit) == CURRENCY) or raw in ("percent", "%")):
        return quantity.unit
    own = _own_state(tree, noun)
    weak = tree.lemmas[noun] in words.group("people", "weak")
    if own is not None and not weak:
        return own
    lemma = raw or (tree.lemmas[noun] if tree.upos[noun] in ("NOUN", "PROPN") else "")
    verb = _damage(tree, predicate)
    if lemma in words.group("units", "measures"):
        return f"{lemma} {verb}" if verb != lemma else lemma
    thing = lemma in words.group("people", "things")
    behind = None if thing else _next_state(tree, clause, quantity, noun)
    state = words.named[tree.words[behind]] if behind is not None else None
    state = (
        state or _verb_state(tree, clause, predicate, noun) or (None if thing else _noun_state(tree, noun, quantity))
    )
    state = state or (None if thing else own) or _clause_state(tree, clause, predicate, noun)
    if state is not None and not thing:
        return state
    if state is not None and verb not in words.raw["damage"]:
        return f"{lemma} {state.split()[-1]}"
    if not lemma:
        return state
    if lemma in words.group("people", "persons") and verb not in BARE_VERBS and noun != clause.head:
        return f"people {verb}"
    if noun == clause.head or not _argument(tree, clause, noun):
        return lemma
    if verb in BARE_VERBS:
        return lemma
    return f"{lemma} {verb}"


def _argument(tree: Tree, clause: Clause, noun: int) -> bool:
    return noun in (*clause.subjects, *clause.objects) or tree.bases[noun] in ("obj", "nsubj", "conj", "obl")


def _own_state(tree: Tree, noun: int) -> str | None:
    """The state that the counted noun is itself the name of."""
    named = load_words().named
    return named.get(tree.words[noun], named.get(tree.lemmas[noun]))


def _next_state(tree: Tree, clause: Clause, quantity: Quantity, noun: int) -> int | None:
    """The word of state said right behind the number: "seven dead and two dozen wounded"."""
    named = load_words().named
    tokens = tree.tokens_in(quantity.start, quantity.end)
    at = max([*tokens, noun if tree.upos[noun] in ("NOUN", "NUM") else -1])
    for token in range(at + 1, min(at + 3, tree.size)):
        if tree.words[token] in named and tree.upos[token] in ("ADJ", "VERB", "NOUN"):
            active = tree.first(token, "obj", "aux", "aux:pass", "cop", "nsubj", "compound") is not None
            return None if active or token == clause.head else token
        if tree.upos[token] not in ("ADV", "NOUN") or tree.lemmas[token] not in load_words().group("people", "generic"):
            return None
    return None


def _noun_state(tree: Tree, noun: int, quantity: Quantity) -> str | None:
    """A state that what the counted noun stands under, or what stands with it, names."""
    named = load_words().named
    things = load_words().group("people", "things")
    if tree.lemmas[noun] in things:
        return None
    for kid in tree.some(noun, "amod", "acl", "nmod", "dep"):
        state = named.get(tree.words[kid]) or named.get(tree.lemmas[kid])
        if state is None or _other_count(tree, kid, quantity):
            continue
        if tree.bases[kid] != "nmod" or tree.has(kid, "case", ("of", "among")):
            return state
    head = tree.head(noun)
    if (
        head >= 0
        and tree.bases[noun] in ("nmod", "nummod", "appos")
        and (tree.lemmas[head] in named or tree.words[head] in named)
    ):
        cases = {tree.words[c] for c in tree.some(noun, "case")}
        if not cases or cases & {"of", "among"}:
            return named.get(tree.words[head], named.get(tree.lemmas[head]))
    return None


def _other_count(tree: Tree, token: int, quantity: Quantity) -> bool:
    numbers = list(tree.some(token, "nummod"))
    return any(tree.sentence.starts[n] >= quantity.end or tree.sentence.ends[n] <= quantity.start for n in numbers)


def _verb_state(tree: Tree, clause: Clause, predicate: Predicate, noun: int) -> str | None:
    """The state the clause's verb puts the counted in."""
    words = load_words()
    verbs = [predicate.lemma, predicate.verb, tree.lemmas[predicate.token], tree.words[predicate.token]]
    verbs += [
        tree.lemmas[k] for k in tree.some(predicate.token, "conj") if k not in clause.cut and tree.upos[k] == "VERB"
    ]
    verbs.sort(key=lambda v: words.patient.get(v) != "people killed")
    subject_side = _under(tree, noun, clause.subjects)
    for verb in verbs:
        if verb in words.patient and (not subject_side or clause.passive or not clause.objects):
            if subject_side and not clause.passive and verb in AMBIGUOUS:
                continue
            return words.patient[verb]
        if verb == "flee" and tree.lemmas[noun] not in FLEEING:
            continue
        if verb in words.subject and subject_side:
            return words.subject[verb]
        if verb in words.named and (subject_side or predicate.verb == "leave") and verb not in ("be", "have"):
            return words.named[verb]
    return None


def _clause_state(tree: Tree, clause: Clause, predicate: Predicate, noun: int) -> str | None:
    """The state that the clause's complement or subject names: "were among the dead", "the toll rose to 34"."""
    named = load_words().named

    def state_of(token: int) -> str | None:
        return named.get(tree.words[token]) or named.get(tree.lemmas[token])

    if clause.copular or predicate.verb in LINKING:
        for token in (predicate.token, *tree.some(clause.head, "xcomp", "obj", "obl"), *tree.kids[predicate.token]):
            if tree.words[token] in named and tree.bases[token] != "nsubj":
                return named[tree.words[token]]
    if _under(tree, noun, clause.subjects):
        return None
    for subject in clause.subjects:
        for token in (subject, *tree.some(subject, "compound", "amod", "nmod")):
            state = state_of(token)
            if state and (tree.lemmas[subject] in PLAIN_NOUNS or token == subject):
                return state
    for obj in clause.objects:
        if tree.lemmas[obj] in PLAIN_NOUNS:
            state = next((found for t in tree.subtree(obj) if (found := state_of(t))), None)
            if state:
                return state
    return None


def _under(tree: Tree, token: int, tops: Sequence[int]) -> bool:
    return token in tops or any(a in tops for a in tree.above(token))


def _damage(tree: Tree, predicate: Predicate) -> str:
    damage = load_words().damage
    return damage.get(predicate.lemma, damage.get(predicate.verb, predicate.lemma))


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
                out.append((kid, fold(tree.said(tree.subtree(kid)))))
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
            said = [tree.words[t] for t in tree.subtree(kid)]
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
    return Value(
        low=quantity.low,
        high=quantity.high,
        unit=unit,
        how=quantity.how,
        said=tree.text[start:end],
        round=quantity.round,
        scope=scope,
    )


def tally_verb(unit: str | None, lemma: str, verb: str) -> str:
    """What happened to the counted: "the toll rose to 34" says that 34 died; a verb that says it itself stands."""
    words = load_words()
    counted: str | None = words.raw["predicates"]["counted"].get(unit) if unit else None
    own = {words.patient.get(lemma), words.subject.get(lemma), words.named.get(lemma)}
    other = bool(own - {None, unit})
    if counted is not None and (other or verb in words.group("predicates", "tallying")):
        return counted
    return lemma


def event_verb(tree: Tree, noun: int) -> str:
    """The verb of the state a counted noun names: "deaths" → "die"."""
    states = load_words().mapping("predicates", "states")
    for token in (noun, *tree.kids[noun], *([tree.head(noun)] if tree.head(noun) >= 0 else [])):
        for word in (tree.words[token], tree.lemmas[token]):
            if word in load_words().named:
                return states.get(word, nominal_verb(tree.lemmas[token]))
    return tree.lemmas[noun]
