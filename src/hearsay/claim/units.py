"""What a quantity counts: states ("people killed") where a clause or noun names one, else the counted thing."""

from __future__ import annotations

from collections.abc import Sequence

from hearsay.claim.clauses import Clause
from hearsay.claim.predicate import Predicate, nominal_verb
from hearsay.claim.tree import Tree
from hearsay.claim.words import load_words
from hearsay.text import fold
from hearsay.types import Quantity

__all__ = ["CURRENCY", "PLAIN_NOUNS", "event_verb", "next_state", "noun_state", "own_state", "read_unit", "tally_verb"]

CURRENCY = 3  # letters of an ISO code
LINKING = frozenset({"be", "leave", "remain", "report", "pronounce", "declare", "find"})
AMBIGUOUS = frozenset({"fire", "charge", "strike", "seize", "free", "save", "execute"})
BARE_VERBS = frozenset(
    {"be", "have", "say", "see", "find", "include", "report", "put", "rise", "reach", "stand", "leave", "know", "count"}
)
FLEEING = frozenset(
    {"people", "person", "resident", "villager", "civilian", "family", "refugee", "household", "thousand", "other"}
)
PLAIN_NOUNS = frozenset(
    {"number", "total", "toll", "count", "figure", "tally", "hundred", "thousand", "dozen", "score", "million"}
)


def read_unit(tree: Tree, clause: Clause, predicate: Predicate, quantity: Quantity, noun: int) -> str | None:
    """The unit of a quantity of the clause; None where nothing says what is counted."""
    words = load_words()
    raw = fold(quantity.unit or "")
    if quantity.unit and ((quantity.unit.isupper() and len(quantity.unit) == CURRENCY) or raw in ("percent", "%")):
        return quantity.unit
    own = own_state(tree, noun)
    weak = tree.lemmas[noun] in words.group("people", "weak")
    if own is not None and not weak:
        return own
    lemma = raw or (tree.lemmas[noun] if tree.upos[noun] in ("NOUN", "PROPN") else "")
    verb = _damage(tree, predicate)
    if lemma in words.group("units", "measures"):
        return f"{lemma} {verb}" if verb != lemma else lemma
    thing = lemma in words.group("people", "things")
    behind = None if thing else next_state(tree, clause, quantity, noun)
    state = words.named[tree.words[behind]] if behind is not None else None
    state = state or _verb_state(tree, clause, predicate, noun) or (None if thing else noun_state(tree, noun, quantity))
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


def own_state(tree: Tree, noun: int) -> str | None:
    """The state that the counted noun is itself the name of."""
    named = load_words().named
    return named.get(tree.words[noun], named.get(tree.lemmas[noun]))


def next_state(tree: Tree, clause: Clause, quantity: Quantity, noun: int) -> int | None:
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


def noun_state(tree: Tree, noun: int, quantity: Quantity) -> str | None:
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
    words = load_words()
    named = words.named

    def state_of(token: int) -> str | None:
        return named.get(tree.words[token]) or named.get(tree.lemmas[token])

    def verb_state(token: int) -> str | None:
        return words.patient.get(tree.lemmas[token]) or words.subject.get(tree.lemmas[token])

    if clause.copular or predicate.verb in LINKING:
        for token in (predicate.token, *tree.some(clause.head, "xcomp", "obj", "obl"), *tree.kids[predicate.token]):
            if tree.words[token] in named and tree.bases[token] != "nsubj":
                return named[tree.words[token]]
    tallies = any(tree.lemmas[s] in PLAIN_NOUNS for s in clause.subjects)
    if not tallies and _under(tree, noun, clause.subjects):
        return None
    for subject in clause.subjects:
        own = state_of(subject)
        if own:
            return own
        if tree.lemmas[subject] in PLAIN_NOUNS:
            below = tree.subtree(subject)
            state = next((found for t in below if (found := state_of(t) or verb_state(t))), None)
            if state:
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
