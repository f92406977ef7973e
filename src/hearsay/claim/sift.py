"""Tells what is no claim (questions, commands, opinion, generic truths) and what is a claim no count can support."""

from __future__ import annotations

from dataclasses import dataclass

from hearsay.claim.clauses import Clause
from hearsay.claim.predicate import Predicate
from hearsay.claim.tree import Tree, once
from hearsay.claim.words import load_words
from hearsay.text import fold
from hearsay.types import Modality, Soft

__all__ = ["Verdict", "judge", "sift_sentence"]

SECOND = frozenset({"you", "your", "yours", "yourself"})
SAME_PAST = frozenset(
    {"put", "cut", "hit", "set", "shut", "hurt", "let", "cost", "quit", "split", "spread", "burst", "cast"}
)
COMPARING = frozenset({"more", "less", "worse", "better", "increasingly", "further", "louder", "higher", "lower"})
GROWING = frozenset(
    {
        "grow",
        "become",
        "get",
        "worsen",
        "improve",
        "increase",
        "deteriorate",
        "escalate",
        "rise",
        "fall",
        "lead",
        "cause",
        "need",
        "be",
        "have",
        "prove",
        "emerge",
        "mean",
        "affect",
        "continue",
        "remain",
        "succeed",
        "fail",
    }
)
AGENTS = ("er", "or", "ist", "ant", "man", "woman", "client", "party", "gang", "delegate", "deputy", "people")
CONTENT_TAGS = frozenset({"NOUN", "PROPN", "NUM", "PRON", "SYM"})


@dataclass(frozen=True, slots=True)
class Verdict:
    """``reason`` is a code for what is dropped, None for what is kept; ``soft`` marks what is kept but not counted."""

    reason: str | None = None
    soft: Soft | None = None
    modality: Modality | None = None


@once
def sift_sentence(tree: Tree, attributed: bool, headline: bool = False) -> str | None:
    """A reason code where nothing in the sentence can be a claim."""
    said = fold(tree.said_here)
    verbal = any(u in ("VERB", "AUX") for u in tree.upos)
    if load_words().boilerplate.search(said) and not (verbal and said.startswith("by ")):
        return "boilerplate"
    if load_words().sourcing.search(said):
        return "sourcing"
    if said.rstrip("\"”'’)] ").endswith("?"):
        return "question"
    root = next((t for t in range(tree.size) if tree.head(t) < 0), None)
    if root is None:
        return "fragment"
    if not headline and not attributed and _imperative(tree, root):
        return "imperative"
    if all(tree.upos[t] in ("PUNCT", "NUM", "SYM", "X", "INTJ") for t in range(tree.size)):
        return "fragment"
    return None


def _imperative(tree: Tree, token: int) -> bool:
    """A bare verb form without subject or auxiliary."""
    bare = tree.upos[token] == "VERB" and tree.words[token] == tree.lemmas[token]
    if not bare or tree.words[token] in SAME_PAST:
        return False
    return tree.first(token, "nsubj", "aux", "cop", "mark", "csubj", "expl") is None


@once
def judge(
    tree: Tree, clause: Clause, predicate: Predicate, attributed: bool, rich: frozenset[int], timed: bool
) -> Verdict:
    """Whether a clause is a claim. ``attributed``: a holder beyond the outlet; ``rich``: tokens of names, numbers."""
    words = load_words()
    span = tree.span(clause.run)
    said = fold(tree.text[span.start : span.end])
    weighty = any(t in rich for t in clause.tokens)
    if not _has_content(tree, clause, predicate):
        return Verdict("fragment")
    if (
        clause.base in ("root", "parataxis")
        and not clause.subjects
        and _imperative(tree, clause.head)
        and not attributed
    ):
        return Verdict("imperative")
    after = tree.text[span.end : span.end + 2].strip()
    question = after.startswith("?") or _asks(tree, clause)
    if question:
        return Verdict("question")
    if any(tree.words[s] in SECOND for s in clause.subjects) or ("you" in said.split() and not attributed):
        return Verdict("address")
    if predicate.wish:
        return Verdict(None if attributed and weighty else "wish", "opinion")
    numbers = any(tree.upos[t] == "NUM" for t in clause.tokens)
    opinion = _opinion(tree, clause, predicate, said, numbers)
    if opinion:
        return Verdict(None, "opinion") if attributed and (weighty or predicate.opinion) else Verdict("opinion")
    if span.end - span.start < 8 and not weighty:
        return Verdict("fragment")
    if words.motive.search(said) and not weighty:
        return Verdict(None, "motive") if attributed else Verdict("opinion")
    if predicate.future or (predicate.would and attributed and not clause.conditional):
        return _future(tree, clause, predicate, attributed, timed, weighty)
    if predicate.modality == "hypothetical":
        return Verdict(None, "forecast") if attributed or weighty else Verdict("hypothetical")
    if not attributed and _generic(tree, clause, predicate, weighty, timed):
        return Verdict("generic")
    return Verdict()


def _has_content(tree: Tree, clause: Clause, predicate: Predicate) -> bool:
    """At least one content argument besides the predicate; a clause in passing needs more than a pronoun."""
    words = load_words()
    if clause.nominal and clause.base in ("root", "parataxis", "list", "dep", "appos"):
        event = (
            predicate.lemma in words.raw["predicates"]["nominal"].values() or tree.lemmas[clause.head] in words.named
        )
        return event and sum(tree.upos[t] in CONTENT_TAGS for t in clause.tokens) > 1
    if predicate.lemma in words.patient or predicate.lemma in words.subject or predicate.lemma in words.named:
        return bool(clause.subjects) or len(clause.tokens) > 1
    passing = clause.base in ("advcl", "acl", "acl:relcl", "advcl:relcl") and not clause.inherited
    if passing and all(tree.upos[s] in ("PRON", "DET") for s in clause.subjects):
        return any(t != clause.head and tree.upos[t] in ("NOUN", "PROPN", "NUM") for t in clause.tokens)
    if any(tree.upos[s] in ("NOUN", "PROPN", "NUM", "ADJ") or tree.upos[s] == "PRON" for s in clause.subjects):
        return len(clause.tokens) > 1
    return any(t != clause.head and tree.upos[t] in ("NOUN", "PROPN", "NUM") for t in clause.tokens)


def _asks(tree: Tree, clause: Clause) -> bool:
    opening = tree.words[clause.tokens[0]]
    return opening in ("who", "what", "why", "how") and clause.base in ("root", "parataxis")


def _opinion(tree: Tree, clause: Clause, predicate: Predicate, said: str, numbers: bool) -> bool:
    words = load_words()
    if predicate.opinion and not numbers:
        return True
    if words.rhetoric.search(said):
        return True
    if predicate.verb in words.group("opinion", "verbs") and predicate.lemma == predicate.verb and not numbers:
        return True
    token = predicate.token
    placed = any(tree.bases[k] == "case" and tree.words[k] in ("in", "at", "on", "under") for k in tree.kids[token])
    if not clause.copular and predicate.verb not in ("be", "remain", "become", "seem", "look", "sound", "prove", "get"):
        return False
    if placed:
        return False
    lemma, word = tree.lemmas[token], tree.words[token]
    superlative = any(tree.words[k] in ("most", "least") for k in tree.kids[token]) and tree.upos[token] == "ADJ"
    if word in words.group("opinion", "adjectives") or lemma in words.group("opinion", "adjectives") or superlative:
        return not numbers
    if tree.upos[token] == "NOUN" and (
        lemma in words.group("opinion", "nouns") or word in words.group("opinion", "nouns")
    ):
        return not numbers
    adjectives = [tree.lemmas[k] for k in tree.some(token, "amod")]
    return any(a in words.group("opinion", "adjectives") for a in adjectives) and not numbers


def _future(tree: Tree, clause: Clause, predicate: Predicate, attributed: bool, timed: bool, weighty: bool) -> Verdict:
    """What will be: a plan where someone can carry it out or a date is set, else a forecast."""
    words = load_words()
    region = {tree.words[t] for t in clause.tokens}
    degree = bool(region & COMPARING)
    guess = predicate.verb in words.group("forecast", "words") or any(
        tree.lemmas[s] in words.group("forecast", "nouns") for s in clause.subjects
    )
    bodies = words.group("people", "bodies")
    bodies |= words.group("predicates", "plan_nouns")
    agents = any(
        tree.lemmas[s] in bodies or tree.upos[s] in ("PROPN", "PRON") or tree.lemmas[s].endswith(AGENTS)
        for s in clause.subjects
    )
    act = predicate.lemma not in GROWING and not clause.copular
    if not guess and not degree and (timed or (act and (agents or clause.passive))):
        return Verdict(None, None, "planned")
    if attributed or (weighty and not degree):
        return Verdict(None, "forecast", "hypothetical")
    return Verdict("forecast")


def _generic(tree: Tree, clause: Clause, predicate: Predicate, weighty: bool, timed: bool) -> bool:
    """A definition or a general truth: present tense, a kind as subject, no name, number or time."""
    if weighty or timed or predicate.modality != "happened" or not clause.subjects:
        return False
    head = clause.head
    cops = [tree.words[k] for k in tree.some(head, "cop")]
    present = any(c in ("is", "are") for c in cops) or (tree.upos[head] == "VERB" and _present(tree, head))
    subject = clause.subjects[0]
    possessing = clause.copular or predicate.verb in ("have", "like", "love", "own", "live", "know")
    person = tree.words[subject] in ("he", "she", "they", "i", "we")
    if possessing and person and clause.base == "root" and tree.first(head, "obl") is None:
        return True
    if not present or tree.first(head, "aux") is not None:
        return False
    determiners = [tree.words[k] for k in tree.some(subject, "det", "nmod:poss")]
    kind = tree.upos[subject] == "NOUN" and (
        not determiners or determiners[0] in ("a", "an", "any", "every", "most", "many")
    )
    empty = tree.words[subject] in ("it", "this", "that", "there", "what", "one") and clause.copular
    return kind or empty


def _present(tree: Tree, token: int) -> bool:
    word, lemma = tree.words[token], tree.lemmas[token]
    return word == lemma or (
        word.endswith("s") and word[:-1].startswith(lemma[: max(1, len(lemma) - 1)]) and word != lemma
    )
