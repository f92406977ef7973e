"""The slots of a clause: arguments, actors, time, place and content words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from hearsay.claim.clauses import Clause
from hearsay.claim.predicate import Predicate
from hearsay.claim.tree import Tree, once
from hearsay.claim.words import load_words
from hearsay.text import fold
from hearsay.types import Argument, ArgumentRole, Name, Place, Time, When

__all__ = ["Slots", "content_words", "fill_slots", "said_when"]

FIRM = frozenset(
    {"in", "at", "near", "outside", "inside", "across", "along", "off", "around", "through", "throughout", "within"}
    | {"beside", "above", "below", "between", "beyond", "north", "south", "east", "west"}
)
MOVING = frozenset({"to", "into", "from", "towards", "toward", "onto", "via", "on"})
PLACE_NOUNS = frozenset(
    {
        "city",
        "town",
        "village",
        "district",
        "province",
        "region",
        "state",
        "county",
        "capital",
        "border",
        "coast",
        "island",
    }
    | {
        "suburb",
        "port",
        "airport",
        "station",
        "square",
        "street",
        "river",
        "lake",
        "bay",
        "sea",
        "valley",
        "area",
        "part",
    }
    | {
        "outskirts",
        "centre",
        "center",
        "north",
        "south",
        "east",
        "west",
        "shore",
        "camp",
        "peninsula",
        "strait",
        "hospital",
    }
    | {
        "prison",
        "court",
        "school",
        "university",
        "stadium",
        "market",
        "harbour",
        "harbor",
        "neighbourhood",
        "neighborhood",
    }
    | {
        "municipality",
        "parish",
        "department",
        "governorate",
        "prefecture",
        "territory",
        "side",
        "university",
        "mountains",
    }
)
TOGETHER = frozenset({"when", "as", "while", "after", "where"})
STOP = frozenset(
    {"be", "have", "do", "that", "which", "who", "it", "this", "there", "will", "would", "not", "also", "other"}
)
CONTENT = frozenset({"NOUN", "PROPN", "VERB", "ADJ", "NUM"})
QUANTIFYING = frozenset(
    {"least", "many", "most", "more", "other", "several", "few", "further", "another", "additional"}
)


@dataclass(frozen=True, slots=True)
class Slots:
    """Who, when and where of a clause."""

    arguments: tuple[Argument, ...]
    actors: tuple[str, ...]
    when: When | None
    where: Place | None


def fill_slots(tree: Tree, clause: Clause, predicate: Predicate, names: Sequence[Name], times: Sequence[Time]) -> Slots:
    """Read the slots. ``names`` and ``times`` are those of the sentence."""
    arguments = tuple(_arguments(tree, clause, predicate, names))
    return Slots(
        arguments=arguments,
        actors=_actors(tree, arguments, names),
        when=_when(tree, clause, times),
        where=_where(tree, clause, names),
    )


def content_words(tree: Tree, tokens: Iterable[int], predicate: Predicate | None = None) -> tuple[str, ...]:
    """Folded content lemmas in text order, each once; an outcome in place of the words that tell it."""
    frame = predicate.frame if predicate else ()
    lemmas = (
        predicate.lemma if predicate and t in frame else tree.lemmas[t]
        for t in tokens
        if t in frame or tree.upos[t] in CONTENT
    )
    return tuple(dict.fromkeys(lemma for lemma in lemmas if lemma not in STOP))


def _arguments(tree: Tree, clause: Clause, predicate: Predicate, names: Sequence[Name]) -> Iterable[Argument]:
    starts, ends = tree.sentence.starts, tree.sentence.ends
    for role, noun, first, last in _participants(tree, clause, predicate):
        entity = next((n.entity for n in names if n.start < ends[noun] and n.end > starts[noun]), None)
        yield Argument(role, starts[first], ends[last], tree.lemmas[noun], entity)


@once
def _participants(tree: Tree, clause: Clause, predicate: Predicate) -> tuple[tuple[ArgumentRole, int, int, int], ...]:
    """The role of each participant, its noun, and the first and last token of its phrase."""
    found: list[tuple[ArgumentRole, int, int, int]] = []
    head, token = clause.head, predicate.token
    roles: dict[int, ArgumentRole] = {}
    for subject in clause.subjects:
        roles[subject] = "target" if clause.passive or _patient(tree, clause, predicate) else "actor"
    objects = [*clause.objects, *tree.some(token, "obj", "iobj")]
    for obj in objects:
        roles.setdefault(obj, "target")
    if clause.agent is not None:
        roles[clause.agent] = "actor"
    roles = {noun: role for noun, role in roles.items() if noun not in predicate.frame}
    roles.update(dict.fromkeys(predicate.theme, "target"))
    for at in dict.fromkeys((head, token)):
        for kid in tree.some(at, "obl", "nmod", "obl:agent"):
            if kid in clause.cut or kid not in clause.tokens:
                continue
            by = tree.has(kid, "case", ("by",)) and clause.passive
            roles.setdefault(kid, "actor" if by else "other")
    if token != head and tree.upos[token] in ("NOUN", "PROPN") and token not in roles and clause.copular:
        roles[token] = "other"
    for noun in sorted(roles):
        for each in (noun, *(k for k in tree.some(noun, "conj") if k not in clause.cut)):
            if tree.upos[each] in ("ADV", "SCONJ", "PUNCT"):
                continue
            tokens = _phrase(tree, each)
            found.append((roles[noun], each, tokens[0], tokens[-1]))
    return tuple(found)


def _patient(tree: Tree, clause: Clause, predicate: Predicate) -> bool:
    """A subject that undergoes: "12 died", "three killed in blast"."""
    words = load_words()
    if predicate.lemma in words.subject or (
        predicate.lemma in ("die", "collapse", "explode", "burn") and not clause.objects
    ):
        return True
    return predicate.lemma in words.patient and not clause.objects and clause.agent is None and not clause.copular


def _phrase(tree: Tree, noun: int) -> list[int]:
    """The noun with its modifiers, without clauses, conjuncts and its own preposition."""
    out, stack = [], [noun]
    while stack:
        at = stack.pop()
        out.append(at)
        for kid in tree.kids[at]:
            drop = ("acl", "conj", "cc", "punct", "parataxis", "appos", "advcl")
            if tree.bases[kid] in drop or (
                at == noun and tree.bases[kid] == "case" and tree.words[kid] not in ("'s", "’s")
            ):
                continue
            stack.append(kid)
    return sorted(out)


def _actors(tree: Tree, arguments: Sequence[Argument], names: Sequence[Name]) -> tuple[str, ...]:
    """Participants by their fullest name; bodies and people without a name by their noun phrase's head."""
    bodies = load_words().group("people", "bodies")
    found: list[str] = []
    for argument in arguments:
        if argument.role == "other":
            continue
        inside = [n for n in names if argument.start <= n.start < argument.end]
        named = [
            n.entity for n in inside if n.kind != "place" or n.start == argument.start or n.entity == argument.entity
        ]
        if argument.entity is not None:
            found.append(argument.entity)
        elif argument.head in bodies:
            found.append(_described(tree, argument))
        else:
            found.extend(named)
    return tuple(dict.fromkeys(found))


def _described(tree: Tree, argument: Argument) -> str:
    """The common noun with what says whose it is: "border guards", "Latvian police"."""
    tokens = tree.tokens_in(argument.start, argument.end)
    head = next((t for t in reversed(tokens) if tree.lemmas[t] == argument.head), None)
    if head is None:
        return argument.head
    first = head
    while (
        first - 1 in tokens
        and tree.bases[first - 1] in ("amod", "compound")
        and tree.words[first - 1] not in QUANTIFYING
    ):
        first -= 1
    return fold(tree.said([first, head]))


def _when(tree: Tree, clause: Clause, times: Sequence[Time]) -> When | None:
    """The nearest time that governs the clause, a day before an hour; else one that the sentence shares with it."""
    if not times:
        return None
    region = set(clause.tokens)
    placed = [(time, tokens) for time in times if (tokens := tree.tokens_in(time.start, time.end))]
    own = [(time, tokens) for time, tokens in placed if all(t in region for t in tokens)]
    if own:
        return said_when(tree, min(own, key=lambda row: _nearness(tree, clause, *row))[0])
    shared = [
        (rank, time.start, time) for time, tokens in placed if (rank := _shared(tree, clause, tokens)) is not None
    ]
    return said_when(tree, min(shared, key=lambda row: row[:2])[2]) if shared else None


def _nearness(tree: Tree, clause: Clause, time: Time, tokens: Sequence[int]) -> tuple[bool, bool, int, int]:
    hour = time.when is not None and time.when.precision == "minute"
    return time.when is None, hour, min(_depth(tree, t, clause.head) for t in tokens), time.start


def _shared(tree: Tree, clause: Clause, tokens: Sequence[int]) -> int | None:
    """How a clause without a time of its own shares one, nearest relation first; None for when something was said.

    What is coordinated and what happens "when" or "as" something else does happen together; what a noun is told by
    ("a sample taken on Monday") dates the rest in default of anything better.
    """
    verb = next(
        (t for t in (tokens[0], *tree.above(tokens[0])) if tree.upos[t] in ("VERB", "AUX") or tree.head(t) < 0), None
    )
    if verb is None or verb == clause.head or _speaks(tree, verb):
        return None
    mine, theirs = [clause.head, *tree.above(clause.head)], [verb, *tree.above(verb)]
    meeting = next((t for t in mine if t in theirs), None)
    if meeting is None:
        return None
    up, down = mine[: mine.index(meeting)], theirs[: theirs.index(meeting)]
    if any(_speaks(tree, t) for t in (*up, *down, *([meeting] if up and meeting != clause.head else []))):
        return None
    steps = [tree.bases[t] for t in (*up, *down)]
    if all(step == "conj" for step in steps):
        return 0
    joined = all(
        tree.bases[t] == "conj"
        or ((tree.bases[t] == "advcl" and tree.has(t, "mark", TOGETHER)) or tree.has(t, "advmod", TOGETHER))
        for t in (*up, *down)
    )
    if joined:
        return 1
    if not up:
        return 2
    return 3 if not down else None


def _speaks(tree: Tree, token: int) -> bool:
    """A verb of saying over what is said: its time is when that was said."""
    content = tree.first(token, "ccomp", "parataxis") is not None or tree.bases[token] == "parataxis"
    return content and tree.lemmas[token] in load_words().group("predicates", "saying")


def said_when(tree: Tree, time: Time) -> When:
    """The interval of a time expression; without an anchor it stays open and keeps its wording."""
    if time.when is not None:
        return time.when
    return When(None, None, "open", tree.text[time.start : time.end])


def _depth(tree: Tree, token: int, top: int) -> int:
    for steps, at in enumerate((token, *tree.above(token))):
        if at == top:
            return steps
    return tree.size


def _where(tree: Tree, clause: Clause, names: Sequence[Name]) -> Place | None:
    """The place the clause is set in: a place name in a locative role, firm prepositions first, then the nearest."""
    region = set(clause.tokens)
    best: tuple[int, int, int, Place] | None = None
    for name in names:
        if name.kind != "place":
            continue
        tokens = [t for t in tree.tokens_in(name.start, name.end) if t in region]
        if not tokens:
            continue
        case = _preposition(tree, tokens, clause.head)
        if case is None:
            continue
        place = Place(name.entity, name.path or (name.entity,), tree.text[name.start : name.end])
        key = (0 if case in FIRM else 1, min(_depth(tree, t, clause.head) for t in tokens), name.start)
        if best is None or key < best[:3]:
            best = (*key, place)
    return best[3] if best else None


def _preposition(tree: Tree, tokens: Sequence[int], top: int) -> str | None:
    """The preposition through which a name sets the clause; None where the name is no setting ("US policy")."""
    inside = set(tokens)
    at = next((t for t in tokens if tree.head(t) not in inside), tokens[0])
    for _ in range(tree.size):
        cases = [tree.words[k] for k in tree.some(at, "case")]
        found = next((c for c in cases if c in FIRM), None) or next((c for c in cases if c in MOVING), None)
        if found:
            return found
        head = tree.head(at)
        if head < 0 or at == top:
            return None
        joined = tree.bases[at] in ("conj", "appos", "flat") or tree.upos[head] == "PROPN"
        if not joined and not (tree.bases[at] in ("nmod", "compound", "amod") and tree.lemmas[head] in PLACE_NOUNS):
            return None
        at = head
    return None
