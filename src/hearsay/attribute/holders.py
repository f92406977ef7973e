"""From a source's words to its holder: the hop of a chain, by the kinds of the design, first that fits."""

from __future__ import annotations

from hearsay.attribute.cast import Cast, Facts, Mention
from hearsay.attribute.finding import Finding
from hearsay.attribute.lexicon import roles
from hearsay.attribute.nominal import Phrase, read_phrase
from hearsay.attribute.resolve import Discourse, antecedent
from hearsay.attribute.view import Doc
from hearsay.text import fold
from hearsay.types import Anchor, Hop, HopKind

__all__ = ["hold", "resolve_all"]

_FIRST_PERSON = frozenset({"i", "we", "you", "us", "me", "my", "our"})
_PAPERS = (
    "statement",
    "letter",
    "post",
    "tweet",
    "report",
    "message",
    "memo",
    "release",
    "email",
    "e-mail",
    "document",
)
_SEEN = frozenset({"see", "witness", "watch", "hear"})


def resolve_all(doc: Doc, cast: Cast, findings: list[Finding]) -> None:
    """Gives every finding with a source its hop, in text order: later pronouns lean on earlier speakers."""
    talk = Discourse()
    for f in sorted(findings, key=lambda f: f.cue[0] if f.cue else f.place):
        if f.holder < 0:
            continue
        mention = _mention(doc, cast, talk, f)
        if mention is None:
            f.hop = _unresolved(doc, f)
            continue
        f.hop = hold(doc, cast, talk, mention, f)
        if f.act in ("statement", "attitude", "question", "publication"):
            talk.note(doc.sent[f.cue[0]] if f.cue else doc.sent[f.place], mention)
        for t in doc.sentence(doc.sent[f.cue[0]] if f.cue else doc.sent[f.place]):
            if doc.lemma[t] in _PAPERS and doc.quote[t] < 0:
                talk.issued[doc.lemma[t]] = mention


def _mention(doc: Doc, cast: Cast, talk: Discourse, f: Finding) -> Mention | None:
    barred = frozenset(f.content) | frozenset({f.heard_by})
    found = antecedent(doc, cast, talk, f.holder, barred)
    for _ in range(3):  # "the ministry" → "interior ministry" → its named form
        if found is None:
            break
        further = antecedent(doc, cast, talk, found.at)
        if further is None or further is found:
            break
        found = further
    if found is not None:
        return found
    own = cast.of(f.holder)
    if own is not None:
        return own
    if doc.upos[f.holder] == "PRON":
        return None
    phrase = read_phrase(doc, f.holder)
    key = fold(phrase.name.entity).removeprefix("the ") if phrase.name else f"@{f.holder}"
    facts = cast.facts.setdefault(key, Facts(key, phrase.name.entity if phrase.name else None))
    facts.description = facts.description or phrase.description
    facts.nationality = facts.nationality or phrase.nationality
    return Mention(f.holder, phrase, key, True)


def _unresolved(doc: Doc, f: Finding) -> Hop | None:
    low = doc.low[f.holder]
    if low in _FIRST_PERSON or low in ("it", "there", "one", "this", "that"):
        return None
    sex = {"he": "m", "she": "f"}.get(low)
    return Hop(
        kind="anonymous",
        description=doc.said(f.source) or doc.word[f.holder],
        cue=_cue(doc, f),
        group=low in ("they", "many", "some", "others", "those", "several"),
        sex=sex,  # type: ignore[arg-type]
        at=_anchor(doc, f),
    )


def hold(doc: Doc, cast: Cast, talk: Discourse, mention: Mention, f: Finding, depth: int = 0) -> Hop:
    """The hop for a mention as the source of a finding."""
    phrase, facts = mention.phrase, cast.facts[mention.key]
    if phrase.sort == "document" and phrase.owner >= 0 and depth < 2:
        owner = _owner(doc, cast, talk, phrase.owner)
        if owner is not None:
            return hold(doc, cast, talk, owner, f, depth + 1)
    kind, name, body = _kind(doc, cast, talk, mention, f)
    group = (phrase.plural and kind == "anonymous") or (phrase.plural and phrase.name is not None)
    return Hop(
        kind=kind,
        name=name,
        description=_described(doc, facts, phrase, name),
        cue=_cue(doc, f),
        body=body,
        group=group,
        number=phrase.number if group or (phrase.number == 1 and kind == "anonymous") else None,
        nationality=facts.nationality or phrase.nationality,
        place=facts.place or phrase.place,
        sex=facts.sex if kind not in ("outlet", "document") and not group else None,
        rests=phrase.sort == "crew" and kind == "outlet",
        at=_anchor(doc, f),
    )


def _described(doc: Doc, facts: Facts, phrase: Phrase, name: str | None) -> str | None:
    said = facts.description or phrase.description
    return None if said is not None and name is not None and fold(said) == fold(name) else said


def _owner(doc: Doc, cast: Cast, talk: Discourse, at: int) -> Mention | None:
    found = antecedent(doc, cast, talk, at)
    if found is not None:
        return found
    known = cast.of(at)
    if known is not None:
        return known
    if doc.upos[at] == "PRON":
        return None
    phrase = read_phrase(doc, at)
    key = fold(phrase.name.entity).removeprefix("the ") if phrase.name else f"@{at}"
    facts = cast.facts.setdefault(key, Facts(key, phrase.name.entity if phrase.name else None, phrase.description))
    return Mention(at, phrase, facts.key, False)


def _kind(
    doc: Doc, cast: Cast, talk: Discourse, mention: Mention, f: Finding
) -> tuple[HopKind, str | None, str | None]:
    phrase, facts = mention.phrase, cast.facts[mention.key]
    sort = phrase.sort
    body = facts.body or phrase.body
    if sort == "outlet":
        return "outlet", facts.name, None
    if sort == "crew":
        outlet = next((doc.names[doc.name[k]].entity for k in phrase.tokens if doc.name[k] >= 0), None)
        return (
            ("outlet", outlet, None)
            if phrase.name is None or phrase.name.kind != "person"
            else ("person", facts.name, body)
        )
    if sort == "document":
        return "document", facts.name, None
    if phrase.name is not None and phrase.name.kind == "person":
        if facts.witness or (_tells_of_seeing(doc, f) and facts.public is not True):
            return "witness", facts.name, body
        return ("official" if facts.public else "person"), facts.name, body
    if sort == "spokes":
        return _spokes(doc, cast, talk, mention, body)
    if sort == "body":
        if phrase.name is not None and phrase.name.kind == "place":
            return "official", facts.name, facts.name
        name = facts.name or _body_name(doc, phrase)
        return "official", name, name
    if sort == "private" and phrase.name is not None:
        return "person", facts.name, None
    return "anonymous", None, body


def _body_name(doc: Doc, phrase: Phrase) -> str:
    drop = [
        k
        for k in doc.kids[phrase.at]
        if doc.rel[k] in ("acl", "appos", "parataxis") or (doc.rel[k] == "nmod" and doc.case(k) in ("in", "from", "at"))
    ]
    return doc.bare(doc.phrase(phrase.at, drop)) or doc.word[phrase.at]


def _spokes(
    doc: Doc, cast: Cast, talk: Discourse, mention: Mention, body: str | None
) -> tuple[HopKind, str | None, str | None]:
    """An unnamed spokesman is the body; without a body said, the last body that was spoken of."""
    public = mention.phrase.public
    if body is None:
        earlier = [m for m in cast.mentions if m.at < mention.at and m.phrase.sort in ("body", "private")]
        near = [
            m
            for m in earlier
            if doc.sent[mention.at] - doc.sent[m.at] <= 3 and (m.phrase.name or m.phrase.sort == "body")
        ]
        if not near or not mention.phrase.definite:
            return "anonymous", None, None
        chosen = near[-1]
        facts = cast.facts[chosen.key]
        body = facts.name or _body_name(doc, chosen.phrase)
        public = chosen.phrase.sort == "body"
    else:
        body, public = _fuller(doc, cast, mention, body, public)
    if mention.phrase.plural:
        return "anonymous", None, body
    return ("official" if public else "person"), body, body


def _fuller(doc: Doc, cast: Cast, mention: Mention, body: str, public: bool | None) -> tuple[str, bool | None]:
    """The fullest phrase the report has for a body ("ministry" in "a ministry spokesman")."""
    words = fold(body).split()
    for m in reversed([m for m in cast.mentions if m.at < mention.at]):
        if m.phrase.sort not in ("body", "private"):
            continue
        said = cast.facts[m.key].name or _body_name(doc, m.phrase)
        longer = fold(said).split()
        if len(longer) > len(words) and longer[-len(words) :] == words:
            return said, m.phrase.sort == "body"
        if words == ["company"] and m.phrase.sort == "private" and m.phrase.name is not None:
            return said, False
    return body, public


def _tells_of_seeing(doc: Doc, f: Finding) -> bool:
    """ "She saw the truck burn", "I heard two shots": the holder tells of having been there."""
    for t in sorted(f.content):
        if doc.lemma[t] in _SEEN and doc.upos[t] == "VERB":
            who = [doc.low[k] for k in doc.of(t, "nsubj")]
            if any(w in ("i", "we") for w in who) and doc.quote[t] >= 0:
                return True
            if any(w in ("he", "she") for w in who) and doc.quote[t] < 0:
                return True
    return False


def _cue(doc: Doc, f: Finding) -> str | None:
    return doc.said(f.cue) if f.cue and max(f.cue) - min(f.cue) < 8 else (doc.word[f.cue[0]] if f.cue else None)


def _anchor(doc: Doc, f: Finding) -> Anchor:
    spans = doc.spans(f.source or [f.holder])
    return Anchor(doc.report.id, spans[0].start, spans[-1].end)


def is_first_person(doc: Doc, f: Finding) -> bool:
    """True when the source is the writer or whoever is being quoted."""
    return f.holder >= 0 and doc.low[f.holder] in _FIRST_PERSON and not roles().has("people", doc.low[f.holder])
