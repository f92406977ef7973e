"""Which earlier mention a pronoun, a short name or "the ministry" stands for."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from hearsay.attribute.cast import Cast, Mention
from hearsay.attribute.lexicon import listed, nationalities, roles
from hearsay.attribute.nominal import is_role
from hearsay.attribute.outlets import is_own_outlet
from hearsay.attribute.view import Doc
from hearsay.text import fold

__all__ = ["Discourse", "antecedent"]

_SINGULAR = {"he": "m", "him": "m", "his": "m", "she": "f", "her": "f"}
_CHAIN = 2  # sentences between two pronouns that go on about one person
_REACH = 6  # sentences a pronoun looks back
_OUTLETS = listed("resolve_outlets")
_FIRMS = listed("resolve_firms")


@dataclass(slots=True)
class Discourse:
    """Who has spoken so far: (sentence, mention), newest last; who gave out a paper of each sort."""

    spoken: list[tuple[int, Mention]] = field(default_factory=list)
    issued: dict[str, Mention] = field(default_factory=dict)

    def note(self, sentence: int, mention: Mention) -> None:
        """Remembers a speaker."""
        self.spoken.append((sentence, mention))


def antecedent(doc: Doc, cast: Cast, talk: Discourse, at: int, barred: frozenset[int] = frozenset()) -> Mention | None:
    """The mention that the nominal at ``at`` stands for; None where it stands for itself or nothing fits."""
    if doc.upos[at] == "PRON" and cast.of(at) is None:
        return _pronoun(doc, cast, talk, at, barred)
    mention = cast.of(at)
    if mention is None or mention.phrase.name is not None:
        return None
    return _description(doc, cast, talk, mention)


def _before(doc: Doc, at: int) -> int:
    """The same pronoun as a subject shortly before, outside quotations: most often the same person; -1 where none."""
    here = doc.sent[at]
    for p in range(at - 1, doc.first[max(0, here - _CHAIN)] - 1, -1):
        if doc.low[p] == doc.low[at] and doc.rel[p] == "nsubj" and doc.quote[p] < 0:
            return p
    return -1


def _pronoun(doc: Doc, cast: Cast, talk: Discourse, at: int, barred: frozenset[int], depth: int = 0) -> Mention | None:
    low = doc.low[at]
    fits = _fits(low)
    if fits is None:
        return None
    here = doc.sent[at]
    best: tuple[float, int] | None = None
    chosen: Mention | None = None
    back = _before(doc, at) if low in ("he", "she") and depth < 3 and doc.quote[at] < 0 else -1
    prior = _pronoun(doc, cast, talk, back, frozenset(), depth + 1) if back >= 0 else None
    if prior is not None and any(back < m.at < at and m.key != prior.key and fits(cast, doc, m) for m in cast.mentions):
        prior = None  # somebody else has come in between
    last = next(((s, m) for s, m in reversed(talk.spoken) if s <= here), None)
    for m in cast.mentions:
        if m.at >= at:
            break
        if m.at in barred or here - doc.sent[m.at] > _REACH or not fits(cast, doc, m):
            continue
        score = -1.0 * (here - doc.sent[m.at]) + 0.9 * m.subject + 0.4 * (m.phrase.name is not None)
        if doc.line[doc.sent[m.at]] != doc.line[here]:
            score -= 0.5
        if doc.quote[m.at] >= 0 and doc.quote[m.at] != doc.quote[at]:
            score -= 1.5
        if any(doc.full[k] == "nmod:poss" and doc.low[k] in ("his", "her", "their") for k in doc.kids[m.at]):
            score -= 1.0
        if doc.rel[m.at] in ("nmod", "compound") or (doc.rel[m.at] == "obl"):
            score -= 0.4
        if last is not None and last[1].key == m.key and doc.quote[at] < 0:
            score += 1.6 if here - last[0] <= 1 else 0.7 if here - last[0] <= 3 else 0.0
        if prior is not None and prior.key == m.key:
            score += 1.0
        if doc.rel[at] == "nsubj" and doc.sent[m.at] == here and doc.head[m.at] == doc.head[at]:
            continue
        if best is None or (score, m.at) >= best:
            best, chosen = (score, m.at), m
    return chosen


def _fits(low: str) -> Callable[[Cast, Doc, Mention], bool] | None:
    """What a pronoun can stand for; None for one that stands for nobody."""
    if low in _SINGULAR:
        sex = _SINGULAR[low]

        def person(cast: Cast, doc: Doc, m: Mention) -> bool:
            if m.phrase.plural or m.phrase.sort not in ("person", "office", "spokes", "people", "crew"):
                return False
            if m.phrase.sort == "people" and not is_role(doc, m.phrase.head):
                return False  # a chain, a station: nobody who says "he"
            return cast.facts[m.key].sex in (None, sex)

        return person
    if low in ("they", "them", "whom"):

        def several(cast: Cast, doc: Doc, m: Mention) -> bool:
            return m.phrase.plural or (m.phrase.sort in ("body", "private") and doc.low[m.at] != "government")

        return several
    if low == "it":

        def thing(cast: Cast, doc: Doc, m: Mention) -> bool:
            if m.phrase.sort == "document":
                return m.subject and not m.phrase.plural and "no" not in doc.lows(m.at, "det")
            return not m.phrase.plural and m.phrase.sort in ("body", "private", "outlet")

        return thing
    return None


def _description(doc: Doc, cast: Cast, talk: Discourse, mention: Mention) -> Mention | None:
    """The named or fuller mention behind a definite description or a bare body noun."""
    phrase = mention.phrase
    if cast.facts[mention.key].name is not None:  # introduced right after
        return next((m for m in cast.mentions if m.key == mention.key and m.phrase.name is not None), None)
    head = doc.lemma[phrase.head].strip(".")
    bare_body = phrase.sort == "body" and not phrase.plural and not doc.of(mention.at, "det")
    if phrase.sort == "outlet" and not phrase.plural and doc.lemma[phrase.head] in _OUTLETS:
        named = {m.key: m for m in cast.mentions if m.phrase.sort == "outlet" and m.phrase.name is not None}
        foreign = [m for m in named.values() if not is_own_outlet(doc, m.at)]
        if len(foreign) == 1 and foreign[0].at > mention.at:  # "a local newspaper reported", named later
            return foreign[0]
    owned = any(doc.full[k] == "nmod:poss" for k in doc.kids[mention.at])
    bare_title = phrase.sort == "office" and not doc.of(mention.at, "det")
    if not (phrase.definite or bare_body or owned or (bare_title and not phrase.plural)):
        return None
    earlier = [m for m in cast.mentions if m.at < mention.at]
    own = {fold(doc.word[t]) for t in phrase.tokens if doc.upos[t] in ("NOUN", "PROPN", "ADJ", "NUM")}
    own -= {"same", "other", "latter", "former"}
    if phrase.sort == "document":
        if head in talk.issued:
            return talk.issued[head]
        return next(
            (m for m in reversed(earlier) if m.phrase.sort == "document" and doc.lemma[m.phrase.head] == head), None
        )
    if phrase.sort in ("office", "people", "spokes", "crew"):
        return _person(doc, cast, earlier, mention, head, own) or _named_later(doc, cast, mention, head, own)
    if (phrase.sort == "outlet" or head == "agency") and head in _OUTLETS and own <= {head, "news"}:
        found = next((m for m in reversed(earlier) if m.phrase.sort == "outlet" and m.phrase.name is not None), None)
        if found is not None:
            return found
    if phrase.sort == "private" and head in _FIRMS and own - set(nationalities()) <= {head}:
        for m in reversed(earlier):
            if m.phrase.name is not None and m.phrase.sort == "private":
                return m
    if phrase.sort in ("body", "private"):
        everywhere = [*reversed(earlier), *(m for m in cast.mentions if m.at > mention.at and bare_body)]
        for m in everywhere:
            if m.phrase.sort == phrase.sort and len(m.phrase.tokens) > 0 and _ends_with(doc, m, own, head):
                return m
    return None


def _ends_with(doc: Doc, longer: Mention, own: set[str], head: str) -> bool:
    """A fuller phrase for the same body: it holds all the words, ends in the same noun and says more."""
    if longer.phrase.name is not None:
        said = fold(longer.phrase.name.entity).split()
        lemma = said[-1] if said else ""
        return own < set(said) and head in (lemma, lemma.rstrip("s"))
    if doc.lemma[longer.phrase.head] != head:
        return False
    words = {fold(doc.word[t]) for t in longer.phrase.tokens if doc.upos[t] in ("NOUN", "PROPN", "ADJ", "NUM")}
    return own < words


def _person(doc: Doc, cast: Cast, earlier: list[Mention], mention: Mention, head: str, own: set[str]) -> Mention | None:
    plural = mention.phrase.plural
    for m in reversed(earlier):
        facts = cast.facts[m.key]
        if m.phrase.plural != plural or m.phrase.sort not in ("person", "office", "people", "spokes", "crew"):
            continue
        if m.phrase.sex and mention.phrase.sex and m.phrase.sex != mention.phrase.sex and facts.name is None:
            continue
        said = set(fold(facts.description or "").replace("-", " ").split())
        if facts.name is not None:
            near = doc.sent[mention.at] - doc.sent[m.at] <= 12
            if near and own <= said | ({head} if _short_role(said, head) else set()):
                return m
            generic = head in ("man", "woman", "spokesman", "spokeswoman", "spokesperson", "official", "officer")
            if generic and near and _generic(cast, m, head, own):
                return m
        elif doc.lemma[m.phrase.head].strip(".") == head and own <= said:
            return m
    return None


def _named_later(doc: Doc, cast: Cast, mention: Mention, head: str, own: set[str]) -> Mention | None:
    """As in "the county prefect said … prefect Ilie Marcu said": the first person named later who holds the office."""
    if mention.phrase.plural or mention.phrase.sort not in ("office", "spokes"):
        return None
    for m in cast.mentions:
        facts = cast.facts[m.key]
        if m.at <= mention.at or facts.name is None or m.phrase.sort != "person":
            continue
        said = set(fold(facts.description or "").replace("-", " ").split())
        if head in said and (own <= said or said <= own | {"the"}):
            return m
    return None


def _short_role(said: set[str], head: str) -> bool:
    short = {
        "general": "gen.",
        "colonel": "col.",
        "captain": "capt.",
        "lieutenant": "lt.",
        "sergeant": "sgt.",
        "governor": "gov.",
        "senator": "sen.",
        "representative": "rep.",
    }
    return short.get(head, head) in said or head in said


def _generic(cast: Cast, m: Mention, head: str, own: set[str]) -> bool:
    facts = cast.facts[m.key]
    if len(own) > 1:
        return False
    sex = "f" if head.endswith("woman") else "m" if head.endswith("man") else None
    if head in ("man", "woman"):
        return facts.sex == sex and facts.public is None
    if head.startswith("spokes"):
        described = fold(facts.description or "")
        return any(w in described for w in ("spokes", "press officer")) and facts.sex in (None, sex)
    return facts.public is True and not roles().has(
        "spokes", fold(facts.description or "").split()[-1] if facts.description else ""
    )
