"""Finds the clauses of a sentence that can carry a claim, and the run of text each one owns.

A clause is own when it says something that its governor does not already say: coordinated predicates with arguments,
content clauses, finite adverbial clauses, relative clauses, participles with an agent, a time, a number or a name.
Infinitives, conditionals and purposes stay with their governor.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from hearsay.claim.said import Parts, Said, frame_of
from hearsay.claim.tree import Tree, once
from hearsay.claim.words import load_words
from hearsay.lexicons import read_table

__all__ = ["Clause", "find_clauses"]

CLAUSAL = frozenset({"root", "ccomp", "advcl", "acl", "parataxis", "csubj", "xcomp", "conj", "dep", "list", "appos"})
CONTENT = ("obj", "iobj", "obl", "ccomp", "xcomp", "nsubj", "csubj", "nmod", "nummod", "cop")
CORE = frozenset({"nsubj", "obj", "iobj", "aux", "cop", "advmod", "compound", "expl", "xcomp", "obl", "flat", "fixed"})
NOMINAL = frozenset(
    {"det", "amod", "nmod", "nummod", "case", "flat", "compound", "fixed", "goeswith", "appos", "conj", "cc"}
)
NOMINAL_TAGS = frozenset({"NOUN", "PROPN", "PRON", "NUM", "ADJ", "ADV", "SYM", "X", "DET"})
CONDITIONS = frozenset({"if", "unless", "should", "provided", "lest", "whether", "in"})
EMBEDDED = frozenset({"whether", "if", "why", "how", "what", "who", "where", "when", "which"})
FINITE = frozenset({"was", "were", "is", "are", "has", "have", "had", "will", "did", "does", "do"})
ASKING = frozenset({"why", "how", "what", "who", "which", "whether"})
TELLING = frozenset(
    {"explain", "describe", "recall", "show", "tell", "reveal", "question", "doubt", "dispute", "challenge", "recount"}
)
INQUIRING = frozenset({"ask", "wonder", "inquire", "enquire", "know", "tell", "check"})
RELATIVES = frozenset({"who", "which", "that", "whom", "whose", "where", "when"})


@dataclass(frozen=True, slots=True, eq=False)  # a key of what is read once: told by identity
class Clause:
    """A clause head with what belongs to it.

    ``base`` is the relation that places it (that of the first conjunct for a coordinated one); ``cut`` are heads of
    clauses below that stand on their own; ``run`` is the tokens whose stretch of text it owns; ``subjects`` may be
    inherited (then ``inherited``).
    """

    head: int
    base: str
    cut: frozenset[int]
    tokens: tuple[int, ...]
    run: tuple[int, ...]
    subjects: tuple[int, ...]
    objects: tuple[int, ...]
    agent: int | None
    passive: bool
    copular: bool
    nominal: bool
    inherited: bool
    conditional: bool


class _Finder:
    def __init__(self, tree: Tree, frames: frozenset[int], parts: Parts, rich: frozenset[int]) -> None:
        self.tree, self.frames, self.parts, self.rich = tree, frames, parts, rich

    @cached_property
    def candidates(self) -> list[int]:
        return [t for t in range(self.tree.size) if self._clausal(t)]

    @cached_property
    def own(self) -> frozenset[int]:
        chosen: set[int] = set()
        for token in sorted(self.candidates, key=lambda t: (sum(1 for _ in self.tree.above(t)), t)):
            if self._stands(token, chosen):
                chosen.add(token)
        return frozenset(chosen)

    def _clausal(self, token: int) -> bool:
        tree = self.tree
        base = tree.bases[token]
        if base == "root":
            return True
        if tree.first(token, "cop") is not None:
            return base in CLAUSAL or self._told(token)
        if base in ("appos", "dep", "list", "parataxis"):
            return tree.upos[token] in ("VERB", "AUX")
        verbal = tree.upos[token] in ("VERB", "AUX") or tree.first(token, "nsubj", "csubj") is not None
        if base == "conj":
            head = tree.head(token)
            return verbal and (tree.upos[head] in ("VERB", "AUX") or tree.first(head, "nsubj", "cop") is not None)
        return verbal and base in CLAUSAL

    def _stands(self, token: int, chosen: set[int]) -> bool:
        tree = self.tree
        base = tree.bases[token]
        head = tree.head(token)
        if base == "root" and self._headline(token) is not None:
            return False
        if base in ("root", "parataxis", "list", "dep") or self._told(token):
            return True
        has_subject = tree.first(token, "nsubj", "csubj", "expl") is not None
        marks = {tree.words[k] for k in tree.some(token, "mark")}
        if base == "conj":
            first = head
            while tree.bases[first] == "conj" and tree.head(first) >= 0:
                first = tree.head(first)
            ours = any(tree.first(token, rel) is not None for rel in ("obj", "obl", "ccomp", "nsubj", "cop", "xcomp"))
            if tree.bases[first] in ("advcl", "acl") and first not in chosen:
                return has_subject
            if tree.bases[first] == "xcomp" and first not in chosen:
                return has_subject or any(tree.words[k] in FINITE for k in tree.some(token, "aux"))
            if any(tree.words[k] in FINITE for k in tree.some(token, "aux")):
                return True
            return ours
        if base == "ccomp" and tree.lemmas[head] in load_words().group("predicates", "asking"):
            return tree.lemmas[head] == "insist" and tree.lemmas[token] != tree.words[token]
        if base == "ccomp":
            asked = marks & EMBEDDED or self._opening(token) & ASKING
            return not asked or tree.lemmas[head] in TELLING
        if base == "csubj":
            return has_subject
        if base == "xcomp":
            return head in self.frames and tree.upos[token] in ("VERB", "AUX") and tree.lemmas[head] not in _KEEPS
        if base == "advcl" and not self._accused(token):
            if "from" in marks and tree.lemmas[head] in read_table("outcomes.toml")["preventing"]["verbs"]:
                return False
            if marks & CONDITIONS or self._infinitive(token) or self._inverted(token):
                return False
            return has_subject or self._rich(token)
        if tree.rels[token] == "acl:relcl":
            return self._rich(token) or any(tree.first(token, r) is not None for r in ("obj", "obl", "ccomp", "xcomp"))
        if base in ("acl", "advcl") and self._accused(token):
            return True
        if base in ("acl", "appos"):
            headline = base == "acl" and self._headline(head) == token
            return headline or (not self._infinitive(token) and (has_subject or self._rich(token)))
        return False

    def _told(self, token: int) -> bool:
        """A whole clause under a cue whose relation the parser took for a noun's: "six people were aboard, he said"."""
        tree = self.tree
        whole = tree.first(token, "cop") is not None and tree.first(token, "nsubj") is not None
        return whole and tree.head(token) in self.frames and tree.bases[token] in ("nmod", "obl", "obj")

    def _opening(self, token: int) -> set[str]:
        ours = self.tree.subtree(token)
        return {self.tree.words[ours[0]]} if ours and ours[0] != token else set()

    def _infinitive(self, token: int) -> bool:
        return any(self.tree.words[k] == "to" for k in self.tree.some(token, "mark"))

    def _accused(self, token: int) -> bool:
        """The deed in "accused the company of hiding the leak"."""
        accusing = load_words().group("predicates", "accusing")
        above = list(self.tree.above(token))[:2]
        return self.tree.has(token, "mark", ("of", "for")) and any(self.tree.lemmas[a] in accusing for a in above)

    def _inverted(self, token: int) -> bool:
        """An inverted condition: "should the talks fail"."""
        ours = self.tree.subtree(token)
        return bool(ours) and self.tree.words[ours[0]] in ("should", "were", "had") and ours[0] != token

    def _rich(self, token: int) -> bool:
        """It names an agent, a time, a number or a name of its own."""
        tree = self.tree
        if tree.first(token, "obl:agent") is not None:
            return True
        return any(k in self.rich for k in tree.subtree(token) if k != token)

    def _headline(self, token: int) -> int | None:
        """The participle that carries a headline without auxiliary: "Three killed in blast"."""
        tree = self.tree
        if (
            tree.head(token) >= 0
            or tree.upos[token] not in NOMINAL_TAGS
            or tree.first(token, "nsubj", "cop", "acl:relcl") is not None
        ):
            return None
        for kid in tree.some(token, "acl"):
            if tree.upos[kid] == "VERB" and kid > token and tree.words[kid][-3:] != "ing":
                return kid
        return None

    def clause(self, token: int) -> Clause:
        tree = self.tree
        noun = tree.head(token) if tree.bases[token] == "acl" else -1
        if noun >= 0 and self._headline(noun) == token:
            return self._headline_clause(noun, token)
        cut = frozenset(k for k in self.own if k != token and token in set(tree.above(k)))
        subjects, inherited = self._subjects(token)
        objects = tuple(tree.some(token, "obj"))
        agent = tree.first(token, "obl:agent")
        passive = tree.first(token, "nsubj:pass", "aux:pass") is not None
        if not passive and tree.upos[token] == "VERB" and not objects and not tree.words[token].endswith("ing"):
            passive = tree.bases[token] == "acl" and tree.rels[token] != "acl:relcl"
        copular = tree.first(token, "cop") is not None
        nominal = not copular and tree.upos[token] in NOMINAL_TAGS and tree.first(token, "nsubj") is None
        frame = frame_of(token, self.parts)
        tokens = tuple(t for t in tree.subtree(token, cut) if t not in frame)
        core = self._core(token, cut)
        marks = {tree.words[k] for k in tree.some(token, "mark")}
        conditional = bool(marks & CONDITIONS) or any(
            ({tree.words[m] for m in tree.some(k, "mark")} & {"if", "unless"} and tree.lemmas[token] not in INQUIRING)
            or self._inverted(k)
            for k in tree.some(token, "advcl")
        )
        return Clause(
            head=token,
            base=self._base(token),
            cut=cut,
            tokens=tokens or (token,),
            run=_ends(core),
            subjects=subjects,
            objects=objects,
            agent=agent,
            passive=passive,
            copular=copular,
            nominal=nominal,
            inherited=inherited,
            conditional=conditional,
        )

    def _headline_clause(self, noun: int, token: int) -> Clause:
        tree = self.tree
        cut = frozenset(k for k in self.own if k not in (token, noun) and noun in set(tree.above(k)))
        frame = frame_of(token, self.parts)
        tokens = tuple(t for t in tree.subtree(noun, cut) if t not in frame)
        core = [t for t in self._phrase(noun, cut) if t not in frame and tree.upos[t] != "PUNCT"]
        return Clause(
            head=token,
            base="root",
            cut=cut,
            tokens=tokens or (token,),
            run=_ends([*core, token]),
            subjects=(noun,),
            objects=tuple(tree.some(token, "obj")),
            agent=tree.first(token, "obl:agent"),
            passive=tree.first(token, "obj") is None and not self._infinitive(token),
            copular=False,
            nominal=False,
            inherited=False,
            conditional=False,
        )

    def _base(self, token: int) -> str:
        while self.tree.bases[token] == "conj" and self.tree.head(token) >= 0:
            token = self.tree.head(token)
        return self.tree.rels[token]

    def _subjects(self, token: int) -> tuple[tuple[int, ...], bool]:
        tree = self.tree
        own = tuple(
            k for k in tree.some(token, "nsubj") if tree.words[k] not in RELATIVES or tree.rels[token] != "acl:relcl"
        )
        if own:
            return own, False
        head, base = tree.head(token), tree.bases[token]
        for _ in range(tree.size):
            if head < 0:
                return (), False
            if base == "acl":
                relative = tree.rels[token] == "acl:relcl"
                pronoun = any(tree.words[k] in RELATIVES for k in tree.some(token, "obj", "obl"))
                return ((), False) if relative and pronoun else ((head,), True)
            if base == "xcomp":
                objects = tuple(tree.some(head, "obj"))
                if objects:
                    return objects, True
            if base not in ("conj", "advcl", "xcomp"):
                return (), False
            found = tuple(tree.some(head, "nsubj"))
            if found and not all(tree.words[k] in RELATIVES for k in found):
                return found, True
            token, base, head = head, tree.bases[head], tree.head(head)
        return (), False

    def _core(self, token: int, cut: frozenset[int]) -> list[int]:
        """Predicate, arguments and their modifiers, without what only leads in or trails off."""
        tree = self.tree
        keep = [token]
        nominal = tree.upos[token] in NOMINAL_TAGS
        for kid in tree.kids[token]:
            base = tree.bases[kid]
            if kid in cut or (tree.words[kid] in EMBEDDED and kid < token and base in ("advmod", "mark")):
                continue
            if base == "conj" and not nominal and self._astray(kid):
                continue
            if base in ("obl", "advmod") and any(kid < c < token and tree.head(c) == token for c in cut):
                continue  # "For the mayor, while many left, the town stayed": the clause between is no part of this one
            if (
                base in CORE
                or (nominal and base in NOMINAL)
                or (base == "ccomp" and kid not in self.own)
                or (base == "acl" and nominal)
                or (base == "conj" and kid not in self.own)
            ):
                keep.extend(self._phrase(kid, cut))
        frame = frame_of(token, self.parts)
        kept = [t for t in keep if t not in frame and (t == token or tree.upos[t] != "PUNCT")]
        return kept or [token]

    def _astray(self, token: int) -> bool:
        """A noun coordinated with a verb opens a clause that the parser lost: "Nothing came and hopes were dashed"."""
        tree = self.tree
        return tree.upos[token] in ("NOUN", "PROPN") and tree.first(token, "cop", "nsubj") is None

    def _phrase(self, token: int, cut: frozenset[int]) -> list[int]:
        tree, out, stack = self.tree, [], [token]
        while stack:
            at = stack.pop()
            if at in cut:
                continue
            out.append(at)
            stack.extend(k for k in tree.kids[at] if tree.rels[k] != "acl:relcl" and tree.bases[k] != "parataxis")
        return out


# The complement of these says how the speaker stands to it, not what is told.
_KEEPS = frozenset({"try", "begin", "start", "continue", "seem", "appear", "refuse", "decline", "want", "plan", "fail"})


def find_clauses(tree: Tree, said: Said, rich: frozenset[int]) -> Sequence[Clause]:
    """The clauses of a sentence that stand on their own, in text order of their heads.

    ``said`` tells which tokens frame what is said (left out of spans), ``rich`` are tokens of names, times and numbers.
    """
    return _clauses(tree, said.frames, said.parts, rich)


@once
def _clauses(tree: Tree, frames: frozenset[int], parts: Parts, rich: frozenset[int]) -> tuple[Clause, ...]:
    finder = _Finder(tree, frames, parts, rich)
    return tuple(finder.clause(token) for token in sorted(finder.own))


def _ends(tokens: Sequence[int]) -> tuple[int, int]:
    return min(tokens), max(tokens)
