"""What a clause predicates: the verb that carries it, through light, aspectual, raising and planning governors."""

from __future__ import annotations

from dataclasses import dataclass

from hearsay.claim.clauses import Clause
from hearsay.claim.plans import settle_plan
from hearsay.claim.tree import Tree, once
from hearsay.claim.words import load_words
from hearsay.types import Modality, Polarity

__all__ = ["Predicate", "nominal_verb", "read_predicate"]


@dataclass(frozen=True, slots=True, eq=False)  # a key of what is read once: told by identity
class Predicate:
    """The carrying lemma, the token it stands at, and what the governors passed on the way do to it."""

    lemma: str
    token: int
    verb: str  # the lemma of the governing verb itself
    polarity: Polarity
    modality: Modality
    hedge: str | None
    future: bool = False
    would: bool = False
    opinion: bool = False
    wish: bool = False
    blanket: bool = False  # negated of everything: "no", "never", "at no time"
    theme: tuple[int, ...] = ()  # what an outcome befell, where its governor has another object
    frame: tuple[int, ...] = ()  # tokens that the lemma stands for, where it is an outcome


SENSING = frozenset({"see", "hear", "smell", "feel", "watch"})
BOUNDING = frozenset({"fewer", "less", "more", "longer", "later", "sooner", "doubt"})


class _State:
    def __init__(self) -> None:
        self.negated = False
        self.modality: Modality = "happened"
        self.hedge: str | None = None
        self.future = self.would = self.opinion = self.wish = self.blanket = False


@once
def read_predicate(tree: Tree, clause: Clause) -> Predicate:
    """Follow the clause's head down to what carries the meaning."""
    state = _State()
    token = clause.head
    _read_modifiers(tree, token, state)
    if _to_come(tree, token, clause) or _due(tree, token):
        state.modality = "planned"
    for _ in range(6):
        following = _step(tree, token, state, clause)
        if following is None:
            break
        token = following
        _read_modifiers(tree, token, state, governed=True)
    lemma = _phrase(tree, token) or _carry(tree, token, clause, state)
    for subject in clause.subjects:
        if _none_of(tree, subject) or tree.words[subject] in ("nobody", "nothing", "none"):
            state.negated = not state.negated or tree.words[subject] == "none"
            state.blanket = tree.words[subject] not in ("nobody", "nothing", "none")
    for obj in clause.objects:
        if _none_of(tree, obj) or tree.words[obj] in ("nobody", "nothing", "none"):
            state.negated = True
            state.blanket = tree.words[obj] not in ("nobody", "nothing", "none")
    if _none_of(tree, token) and tree.upos[token] in ("NOUN", "PROPN"):
        state.negated = state.blanket = True
    if state.modality == "planned" and _cut_short(tree, token):
        state.modality = "aborted"
    state.modality = settle_plan(tree, clause, token, state.modality, state.negated)
    if clause.conditional and state.modality == "happened":
        state.modality = "hypothetical"
    return Predicate(
        lemma,
        token,
        tree.lemmas[clause.head],
        "negated" if state.negated else "affirmed",
        state.modality,
        state.hedge,
        state.future,
        state.would,
        state.opinion,
        state.wish,
        state.blanket and state.negated,
    )


_SCARCE = ("hardly", "barely", "scarcely")


def _none_of(tree: Tree, noun: int) -> bool:
    """Whether a noun phrase names none: "no guard", "neither man", "not one guard"; "no fewer than 23" names some."""
    for kid in tree.some(noun, "det", "nummod", "advmod"):
        word, following = tree.words[kid], _next_word(tree, kid)
        if word in ("no", "neither") and following not in BOUNDING:
            return True
        if word == "any" and kid and tree.words[kid - 1] in _SCARCE:
            return True
        if word == "not" and (following == "one" or following in ("a", "a single", "even")):
            return True
        if word == "one" and kid and tree.words[kid - 1] in ("not", "n't"):
            return True
    return False


def _read_modifiers(tree: Tree, token: int, state: _State, governed: bool = False) -> None:
    words = load_words()
    negative, hypothetical = words.group("negation", "words"), words.group("planning", "hypothetical")
    will, should = words.group("planning", "modals"), words.group("planning", "opinion")
    perfect = any(tree.lemmas[k] == "have" for k in tree.some(token, "aux"))
    for kid in tree.kids[token]:
        word, lemma, base = tree.words[kid], tree.lemmas[kid], tree.bases[kid]
        if word in _SCARCE and _next_word(tree, kid) == "any":
            continue  # counted with its noun
        if base in ("advmod", "det", "cc") and (word in negative or lemma == "not"):
            only = any(tree.words[k] in ("only", "just") for k in tree.kids[kid]) or _next_word(tree, kid) in (
                "only",
                "just",
            )
            state.negated ^= not only
            state.blanket |= word == "never"
        elif base == "advmod" and word in words.group("hedges", "adverbs"):
            state.hedge = state.hedge or tree.said([kid])
        elif base == "aux" and not governed:
            if word in will or lemma in ("will", "shall"):
                state.future = True
            elif word in hypothetical or lemma in hypothetical:
                if (perfect and word in words.group("hedges", "modals")) or (
                    word in ("may", "might") and tree.upos[token] != "VERB"
                ):
                    state.hedge = state.hedge or tree.said([kid])
                elif (word in ("could", "ca", "can") and (_negated(tree, token) or tree.lemmas[token] in SENSING)) or (
                    word in ("'d", "’d") and perfect is False and tree.words[token].endswith(("ed", "en"))
                ):
                    pass
                else:
                    state.modality = "hypothetical"
                    state.would = lemma in ("would", "'d", "’d") or word in ("would", "'d", "’d")
            elif word in should or lemma in should:
                state.opinion = True


def _to_come(tree: Tree, token: int, clause: Clause) -> bool:
    """Whether it is still to come: "inspectors are to examine", "was due to begin", "Bank to buy rival"."""
    if not tree.has(token, "mark", ("to",)) or clause.base not in ("root", "ccomp", "parataxis"):
        return False
    imminent = load_words().group("planning", "imminent")
    auxes = [tree.lemmas[k] for k in tree.some(token, "aux", "cop")]
    return not auxes or any(a == "be" or a in imminent for a in auxes)


def _due(tree: Tree, token: int) -> bool:
    """What was due, as in "had been due to reopen", where the parser hangs "due to" on the verb as a preposition."""
    imminent = load_words().group("planning", "imminent")
    return any(tree.words[k] in imminent and _next_word(tree, k) == "to" for k in tree.some(token, "case", "advmod"))


def _cut_short(tree: Tree, token: int) -> bool:
    """A plan stopped on the way: "was about to board when officers stopped him"."""
    stopping = {"stop", "intercept", "prevent", "halt", "intervene", "thwart", "foil", "arrest", "catch"}
    return any(
        tree.lemmas[k] in stopping
        and (tree.has(k, "advmod", ("when",)) or tree.has(k, "mark", ("before", "when", "until")))
        for k in tree.some(token, "advcl")
    )


def _negated(tree: Tree, token: int) -> bool:
    return any(tree.words[k] in load_words().group("negation", "words") for k in tree.some(token, "advmod"))


def _next_word(tree: Tree, token: int) -> str:
    return tree.words[token + 1] if token + 1 < tree.size else ""


def _step(tree: Tree, token: int, state: _State, clause: Clause) -> int | None:
    """From a governor to the complement that says what happened."""
    words = load_words()
    lemma = tree.lemmas[token]
    below = next((k for k in tree.some(token, "xcomp") if k not in clause.cut), None)
    if below is None and tree.upos[token] in ("ADJ", "VERB", "NOUN") and lemma in words.group("planning", "imminent"):
        below = next((k for k in tree.some(token, "advcl", "ccomp", "acl") if tree.has(k, "mark", ("to",))), None)
    if below is None:
        return _abort(tree, token, state, clause)
    if lemma in words.group("predicates", "planning") or (
        lemma in words.group("planning", "imminent")
        and (tree.has(below, "mark", ("to",)) or _next_word(tree, token) == "to")
    ):
        if tree.upos[below] in ("VERB", "AUX") or tree.first(below, "cop") is not None:
            passive = tree.first(token, "aux:pass", "cop") is not None
            forecast = lemma in ("expect", "mean") and not passive
            state.modality = "planned" if state.modality == "happened" else state.modality
            state.future |= forecast or lemma == "expect"
            return below
        return None
    if tree.words[token] == "going" and tree.has(below, "mark", ("to",)):
        state.modality = "planned"
        return below
    if lemma in words.group("predicates", "failing") and tree.upos[below] == "VERB":
        state.negated = not state.negated
        return below
    if lemma in words.group("predicates", "raising"):
        passive = clause.passive or tree.first(token, "aux:pass", "nsubj:pass") is not None
        passive = passive or lemma in ("seem", "appear", "likely", "unlikely") or tree.words[below] in words.named
        if passive and (
            tree.upos[below] in ("VERB", "AUX")
            or tree.first(below, "cop") is not None
            or lemma in ("seem", "appear", "fear")
        ):
            if lemma in words.group("predicates", "hedging"):
                state.hedge = state.hedge or tree.said([token])
            else:
                state.future = True
                state.negated ^= lemma == "unlikely"
            return below
        return None
    if lemma in words.group("predicates", "wishing"):
        state.wish = not tree.first(token, "obj") is not None
        return None
    if lemma in words.group("predicates", "aspect") and tree.upos[below] in ("VERB", "AUX"):
        return below
    if lemma in _BECOMING and tree.upos[below] in ("ADJ", "VERB", "NOUN"):
        return below
    return None


_BECOMING = frozenset(
    {
        "remain",
        "stay",
        "become",
        "leave",
        "find",
        "declare",
        "pronounce",
        "keep",
        "report",
        "turn",
        "get",
        "render",
        "fall",
        "be",
    }
)


def _abort(tree: Tree, token: int, state: _State, clause: Clause) -> int | None:
    """A plan that was called off: the plan's own act carries the clause."""
    words = load_words()
    lemma = tree.lemmas[token]
    particle = tree.first(token, "compound:prt", "advmod")
    phrase = f"{lemma} {tree.words[particle]}" if particle is not None else lemma
    always = words.group("predicates", "aborting_always")
    if tree.upos[token] not in ("VERB", "ADJ"):
        return None
    nouns = (*clause.objects, *(clause.subjects if clause.passive or not clause.objects else ()))
    plans = words.group("predicates", "plan_nouns")
    plan = next((n for n in nouns if tree.lemmas[n] in plans), None)
    sure_plan = plan is not None and tree.lemmas[plan] in _PLANS
    negated_go = lemma == "go" and _negated(tree, token) and particle is not None and tree.words[particle] == "ahead"
    if phrase in always or lemma in always or negated_go:
        state.modality = "aborted"
        state.negated = False
    elif lemma in words.group("predicates", "aborting") and (
        sure_plan
        or (plan is not None and phrase in _WEAK and tree.lemmas[plan] in words.group("predicates", "unstarted"))
    ):
        state.modality = "aborted"
    else:
        return None
    if plan is None:
        return None
    inner = next((k for k in tree.some(plan, "acl", "ccomp", "xcomp") if tree.has(k, "mark", ("to",))), None)
    return inner if inner is not None else plan


_PLANS = frozenset({"plan", "plot", "scheme", "attempt", "bid", "proposal", "intention", "coup", "merger", "takeover"})
_WEAK = frozenset(
    {"abandon", "prevent", "block", "halt", "stop", "shelve", "drop", "derail", "disrupt", "collapse", "scrap"}
)


def _phrase(tree: Tree, token: int) -> str | None:
    """The one verb that a verb with its particle or noun comes to: "set on fire", "got in"."""
    if tree.upos[token] not in ("VERB", "AUX"):
        return None
    lemma, phrases = tree.lemmas[token], load_words().mapping("predicates", "phrases")
    beside = [k for k in tree.kids[token] if tree.rels[k] in ("compound:prt", "obl", "obj", "xcomp", "advmod")]
    near = [word for k in beside for word in (tree.words[k], tree.lemmas[k])]
    for kid in tree.kids[token]:
        if tree.rels[kid] in ("obl", "xcomp"):
            near.extend(f"{tree.words[c]} {tree.words[kid]}" for c in tree.some(kid, "case"))
    if token + 2 < tree.size and tree.words[token + 2] in _BARE_TIMES:
        near.append(tree.words[token + 1])  # a particle taken for the preposition of a bare time: "got in that day"
    return next((phrases[f"{lemma} {word}"] for word in near if f"{lemma} {word}" in phrases), None)


_BARE_TIMES = frozenset({"that", "this", "last", "next", "yesterday", "today"})


def _carry(tree: Tree, token: int, clause: Clause, state: _State) -> str:
    """The lemma, with light verbs, phrases and words of state resolved."""
    words = load_words()
    lemma, upos = tree.lemmas[token], tree.upos[token]
    states = words.mapping("predicates", "states")
    if upos in ("VERB", "AUX"):
        if lemma in words.group("predicates", "accusing"):
            for deed in tree.some(token, "obl", "nmod"):
                if tree.has(deed, "case", ("of", "for")) and tree.upos[deed] == "NOUN":
                    return nominal_verb(tree.lemmas[deed])
        if lemma in words.group("predicates", "occur"):
            for subject in clause.subjects:
                return nominal_verb(tree.lemmas[subject])
        if lemma == "be" and clause.subjects and tree.first(token, "expl") is not None:
            return nominal_verb(tree.lemmas[clause.subjects[0]])
        if lemma in words.group("predicates", "light"):
            targets = (*tree.some(token, "obj"), *(clause.subjects if clause.passive else ()))
            for target in targets:
                if tree.lemmas[target] in words.mapping("predicates", "nominal"):
                    return nominal_verb(tree.lemmas[target])
        if lemma == "leave":
            for obj in tree.some(token, "obj"):
                for kid in (obj, *tree.some(obj, "amod", "acl"), *tree.some(token, "xcomp")):
                    if tree.words[kid] in words.named:
                        return states.get(tree.words[kid], tree.lemmas[kid])
        return lemma
    return states.get(tree.words[token], states.get(lemma, nominal_verb(lemma) if upos == "NOUN" else lemma))


def nominal_verb(noun: str) -> str:
    """The verb behind an event noun where the lexicon knows one, else the noun: "raid", "explosion" → "explode"."""
    return load_words().mapping("predicates", "nominal").get(noun, noun)
