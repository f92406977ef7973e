"""Who occurs in a report: every mention of a person, body, outlet or group, and what the report tells of each."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from hearsay.attribute.lexicon import cues, roles
from hearsay.attribute.nominal import Phrase, read_phrase, sex_of_name
from hearsay.attribute.subjects import is_relative
from hearsay.attribute.view import Doc
from hearsay.text import fold
from hearsay.types import Name

__all__ = ["Cast", "Facts", "Mention", "gather", "is_told"]

_NOMINAL = frozenset(
    {
        "nsubj",
        "obj",
        "iobj",
        "obl",
        "nmod",
        "conj",
        "root",
        "appos",
        "ccomp",
        "parataxis",
        "dep",
        "vocative",
        "list",
        "dislocated",
        "compound",
    }
)


@dataclass(slots=True)
class Facts:
    """What a report tells of one holder, from all its mentions."""

    key: str
    name: str | None = None
    description: str | None = None
    body: str | None = None
    public: bool | None = None
    nationality: str | None = None
    place: str | None = None
    sex: Literal["f", "m"] | None = None
    witness: bool = False
    aliases: set[str] = field(default_factory=set)


@dataclass(slots=True)
class Mention:
    """One nominal that can be a holder."""

    at: int
    phrase: Phrase
    key: str
    subject: bool


@dataclass(slots=True)
class Cast:
    """Mentions in text order, by head word, and the facts by key."""

    mentions: list[Mention]
    by_head: dict[int, Mention]
    facts: dict[str, Facts]

    def of(self, at: int) -> Mention | None:
        """The mention whose phrase has this head word."""
        return self.by_head.get(at)


def gather(doc: Doc) -> Cast:
    """Every mention of the report with the facts of its holders."""
    cast = Cast([], {}, {})
    full = _full_names(doc)
    taken: set[int] = set()
    things = {n.entity for n in doc.names if n.kind in ("person", "organisation") and _is_thing(doc, n)}
    for i in range(len(doc.start)):
        if i in taken or not _is_candidate(doc, i):
            continue
        phrase = read_phrase(doc, i)
        if phrase.name is not None and roles().has("platform", fold(phrase.name.entity)):
            continue
        if phrase.sort in ("pronoun", "other") or (phrase.name is not None and phrase.name.entity in things):
            continue
        key = _key(doc, phrase, full)
        torn = doc.rel[i] == "flat" and doc.rel[doc.head[i]] == "nsubj" and phrase.sort == "person"
        mention = Mention(i, phrase, key, doc.rel[i] == "nsubj" or torn)
        cast.mentions.append(mention)
        cast.by_head[i] = mention
        if phrase.name is not None:
            taken.update(t for t in doc.within(phrase.name.start, phrase.name.end))
        _learn(doc, cast.facts.setdefault(key, Facts(key)), phrase, full)
    _learn_predicates(doc, cast)
    _introduce(doc, cast)
    return cast


def _introduce(doc: Doc, cast: Cast) -> None:
    """As in "Slovakia's interior minister raised the toll. Jan Holub, speaking in a gymnasium, said".

    A full name that nothing describes is the one unnamed person in office, or in the opening the one unnamed person,
    that was spoken of just before.
    """
    seen: set[str] = set()
    for i, m in enumerate(cast.mentions):
        facts = cast.facts[m.key]
        if doc.role(doc.sent[m.at]) in ("title", "standfirst", "caption"):
            continue
        first = m.key not in seen
        seen.add(m.key)
        if not first or not m.subject or m.phrase.sort != "person" or is_told(facts.description):
            continue
        if facts.name is None or len(facts.name.split()) < 2 or facts.body is not None:
            continue
        s = doc.sent[m.at]
        near = [u for u in cast.mentions[:i] if s - 4 <= doc.sent[u.at] < s and doc.role(doc.sent[u.at]) != "title"]
        before = [u for u in near if u.subject and _unnamed(doc, cast, u, s)]
        office = cast.facts[before[-1].key] if len({doc.lemma[u.phrase.head] for u in before}) == 1 else None
        if office is None or (office.sex and facts.sex and office.sex != facts.sex):
            continue
        facts.description, facts.body, facts.nationality = office.description, office.body, office.nationality
        facts.sex = facts.sex or office.sex
        facts.witness = facts.witness or office.witness
        facts.public = facts.public or office.public
        if facts.public is None and any(u.phrase.sort == "office" for u in before):
            facts.public = True
        for u in before:
            u.key = m.key


def _unnamed(doc: Doc, cast: Cast, u: Mention, s: int) -> bool:
    """True for one unnamed person who could be the one named in sentence ``s``."""
    if u.phrase.plural or cast.facts[u.key].name is not None or any(doc.low[k] == "no" for k in doc.of(u.at, "det")):
        return False
    if u.phrase.sort in ("office", "spokes") or roles().has("post", doc.lemma[u.phrase.head]):
        return doc.sent[u.at] >= s - 1 or doc.rel[doc.head[u.at]] == "root"
    return u.phrase.sort == "people" and doc.sent[u.at] < 3 and doc.upos[u.at] == "NOUN" and doc.sent[u.at] >= s - 2


def is_told(description: str | None) -> bool:
    """True when a description says more than Mr or Dr."""
    if description is None or (description.isupper() and len(description) <= 5):
        return False
    return not all(roles().has("honorific", w.strip(".")) for w in fold(description).split())


def _is_thing(doc: Doc, name: Name) -> bool:
    """True for a ship or a place tagged as a person: "the Bintang Laut", "ferry Bintang Laut"."""
    first = doc.token_at(name.start)
    after = max(doc.within(name.start, name.end), default=first) + 1
    if after < len(doc.word) and doc.upos[after] == "NUM" and doc.text[name.end : doc.start[after]] == " ":
        return True  # "Gate 6"
    if name.kind == "person" and roles().has("thing", fold(name.entity).split()[0]):
        return True  # "MV Northern Star"
    if name.kind != "person" or first == 0 or doc.sent[first - 1] != doc.sent[first]:
        return False
    return doc.low[first - 1] == "the" or roles().has("thing", doc.lemma[first - 1])


def _is_candidate(doc: Doc, i: int) -> bool:
    if doc.upos[i] not in ("NOUN", "PROPN", "ADJ", "NUM", "DET", "PRON", "X", "SYM", "VERB"):
        return False
    n = doc.name[i]
    if n >= 0:
        up = doc.head[i]
        return (not (up >= 0 and doc.name[up] == n) and doc.names[n].kind != "place") or doc.rel[i] == "nsubj"
    if doc.low[i] == "one" and i and doc.word[i - 1] == "-":
        return False  # "thirty-one"
    if doc.upos[i] != "NOUN" and not (doc.upos[i] == "PROPN" and _role_word(doc, i)):
        return (
            doc.low[i] in ("others", "many", "some", "several", "another", "one", "both", "most")
            and doc.rel[i] == "nsubj"
        )
    if (
        doc.rel[i] == "nsubj"
        and doc.quote[i] < 0
        and any(c.act == "statement" for c in cues().verbs.get(doc.lemma[doc.head[i]], ()))
    ):
        return not is_relative(doc, i) and not _titles(doc, i)
    return doc.rel[i] in _NOMINAL and _role_word(doc, i) and not is_relative(doc, i) and not _titles(doc, i)


def _titles(doc: Doc, i: int) -> bool:
    """True for a role noun that belongs to a name's phrase: the name is the mention."""
    up = doc.head[i]
    if up >= 0 and doc.rel[i] in ("compound", "nmod", "appos", "flat") and doc.name[up] >= 0:
        return doc.case(i) == "" and doc.full[i] != "nmod:poss" and doc.names[doc.name[up]].kind == "person"
    return doc.rel[i] == "compound"


def _role_word(doc: Doc, i: int) -> bool:
    words = roles()
    low = doc.lemma[i].strip(".")
    kinds = ("office", "post", "spokes", "body", "private", "outlet", "crew", "people", "witness")
    return low in cues().documents or any(words.has(kind, low) for kind in kinds)


def _full_names(doc: Doc) -> dict[str, str]:
    """Each personal name's fullest form in the report: a short one goes to the first longer one that ends with it."""
    said = list(dict.fromkeys(n.entity for n in doc.names if n.kind == "person"))
    out = {}
    for short in said:
        parts = fold(short).split()
        longer = [x for x in said if len(fold(x).split()) > len(parts) and fold(x).split()[-len(parts) :] == parts]
        out[short] = longer[0] if longer else short
    return out


def _key(doc: Doc, phrase: Phrase, full: dict[str, str]) -> str:
    if phrase.name is not None:
        entity = full.get(phrase.name.entity, phrase.name.entity)
        return fold(entity).removeprefix("the ")
    return f"@{phrase.at}"


def _learn(doc: Doc, facts: Facts, phrase: Phrase, full: dict[str, str]) -> None:
    if phrase.name is not None:
        facts.name = full.get(phrase.name.entity, phrase.name.entity)
    facts.description = facts.description or phrase.description
    if facts.body is None and phrase.body is not None:
        facts.body, facts.public = phrase.body, phrase.public
    words = roles()
    low = doc.lemma[phrase.head].strip(".")
    if facts.public is None and phrase.public is False:
        facts.public = False
    if phrase.name is not None and phrase.name.kind == "person" and facts.public is None and words.has("office", low):
        facts.public = True
    facts.nationality = facts.nationality or phrase.nationality
    facts.place = facts.place or phrase.place
    facts.sex = facts.sex or phrase.sex
    facts.witness = facts.witness or phrase.witness


def _learn_predicates(doc: Doc, cast: Cast) -> None:
    """As in "Jan Holub is a spokesman for the ministry": the predicate describes its subject."""
    for mention in cast.mentions:
        facts = cast.facts[mention.key]
        if mention.phrase.name is None or mention.phrase.name.kind != "person":
            continue
        up = doc.head[mention.at]
        if not mention.subject or up < 0 or not doc.of(up, "cop") or doc.upos[up] not in ("NOUN", "PROPN"):
            continue
        if facts.description is None and _role_word(doc, up):
            predicate = read_phrase(doc, up)
            drop = [
                k
                for k in doc.kids[up]
                if doc.rel[k] in ("nsubj", "cop", "punct", "acl", "advmod", "parataxis", "advcl")
            ]
            facts.description = doc.bare(doc.phrase(up, drop)) or None
            facts.body, facts.public = predicate.body, predicate.public
            if facts.public is None and roles().has("office", doc.lemma[up]):
                facts.public = True
    for facts in cast.facts.values():
        if facts.sex is None and facts.name:
            facts.sex = sex_of_name(facts.name)
