"""From a source's words to its holder: the hop of a chain, by the kinds of the design, first that fits."""

from __future__ import annotations

from dataclasses import replace

from hearsay.attribute.cast import Cast, Facts, Mention
from hearsay.attribute.finding import Finding
from hearsay.attribute.lexicon import listed
from hearsay.attribute.nominal import Phrase, read_phrase
from hearsay.attribute.resolve import Discourse, antecedent
from hearsay.attribute.stance import is_negated
from hearsay.attribute.tie import tie_leads
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
_PART = listed("holders_part")
_LIVED = listed("lived")
_DESKS = frozenset({"office", "headquarters", "desk", "hotline", "switchboard"})
_SEEN = frozenset({"see", "witness", "watch", "hear"})


def resolve_all(doc: Doc, cast: Cast, findings: list[Finding]) -> None:
    """Gives every finding with a source its hop, in text order: later pronouns lean on earlier speakers."""
    talk = Discourse()
    meant: list[tuple[Finding, Mention | None]] = []
    for f in sorted(findings, key=lambda f: (f.cue[0] if f.cue else f.place, f.place)):
        if f.holder < 0:
            continue
        mention = _mention(doc, cast, talk, f)
        meant.append((f, mention))
        if mention is None:
            continue
        if mention.phrase.sort == "person" and cast.facts[mention.key].public is not True and _tells_of_seeing(doc, f):
            cast.facts[mention.key].witness = True
        at = f.cue[0] if f.cue else f.place
        if f.act in ("statement", "attitude", "question", "publication") and doc.quote[at] < 0 and f.rule != "likely":
            talk.note(doc.sent[at], mention)
        for t in _issued(doc, f):
            talk.issued[doc.lemma[t]] = mention
    tied = tie_leads(doc, cast, meant)
    for f, mention in meant:
        if mention is None:
            f.hop = _unresolved(doc, f)
            continue
        mention = tied.get(mention.key, mention)
        _find_body(doc, cast, mention)
        f.hop = hold(doc, cast, talk, mention, f)
        f.key, f.referring = mention.key, mention.at != f.holder
        if doc.low[f.holder] in _PART and f.referring and f.hop.kind == "anonymous":
            f.hop = replace(f.hop, group=doc.low[f.holder] != "one", number=1 if doc.low[f.holder] == "one" else None)
        if f.rule == "sourcing" and f.heard_by >= 0:
            told = _owner(doc, cast, talk, f.heard_by)
            outlet = hold(doc, cast, talk, told, f) if told is not None else None
            if outlet is not None and outlet.kind == "outlet":
                f.outlet = replace(outlet, at=_place(doc, f.heard_by))


def _issued(doc: Doc, f: Finding) -> list[int]:
    """The paper a statement was made in ("said in a statement"), or that was put out ("issued a statement")."""
    if f.at < 0:
        return []
    around = [k for k in doc.kids[f.at] if doc.rel[k] in ("obl", "advcl", "obj") and k not in f.content]
    around += [k for a in around if doc.rel[a] == "advcl" for k in doc.kids[a]]
    return [k for k in around if doc.lemma[k] in _PAPERS and doc.case(k) in ("in", "through", "via", "by", "on", "")]


def _find_body(doc: Doc, cast: Cast, mention: Mention) -> None:
    """As in "spokeswoman Lena Brandt said": whose spokeswoman, when the body was spoken of just before."""
    facts = cast.facts[mention.key]
    if facts.body is not None and len(facts.body.split()) == 1:
        facts.body, facts.public = _fuller(doc, cast, mention, facts.body, facts.public)
    described = fold(facts.description or "").replace("-", " ").split()
    if facts.body is not None or not any(w.startswith("spokes") for w in described) or mention.phrase.sort != "person":
        return
    near = [m for m in cast.mentions if m.at < mention.at and 0 <= doc.sent[mention.at] - doc.sent[m.at] <= 3]
    near = [
        m
        for m in near
        if m.phrase.sort in ("body", "private") and (m.phrase.name is not None or m.phrase.sort == "body")
    ]
    best = [m for m in near if m.subject] or near
    if best:
        facts.body = cast.facts[best[-1].key].name or _body_name(doc, best[-1].phrase)
        facts.public = best[-1].phrase.sort == "body"


def _mention(doc: Doc, cast: Cast, talk: Discourse, f: Finding) -> Mention | None:
    barred = frozenset({f.heard_by})
    found = antecedent(doc, cast, talk, f.holder, barred) or _partitive(doc, cast, talk, f.holder)
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


def _partitive(doc: Doc, cast: Cast, talk: Discourse, at: int) -> Mention | None:
    """As in "one of them", "some of the officials": the group they belong to."""
    if doc.low[at] not in _PART:
        return None
    for k in doc.of(at, "nmod"):
        if doc.case(k) == "of":
            return antecedent(doc, cast, talk, k) or cast.of(k)
    return None


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
    if phrase.name is None and doc.lemma[phrase.at] in _DESKS and depth < 2:
        whose = [k for k in doc.kids[phrase.at] if doc.full[k] == "nmod:poss"]
        owner = _owner(doc, cast, talk, whose[0]) if whose and _is_desk(doc, phrase.at) else None
        if owner is not None:
            return replace(hold(doc, cast, talk, owner, f, depth + 1), description=doc.bare(phrase.tokens))
    if len(phrase.joined) > 1:
        return _several(doc, cast, phrase, f)
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
        sex=facts.sex if kind not in ("outlet", "document") and not group and (name is None or name != body) else None,
        rests=phrase.sort == "crew" and kind == "outlet",
        at=_anchor(doc, f),
    )


def _is_desk(doc: Doc, at: int) -> bool:
    """True for a body's own counter: "press office", "head office", "headquarters"."""
    return doc.lemma[at] != "office" or any(
        doc.low[k] in ("press", "media", "head", "main", "public") for k in doc.of(at, "compound", "amod")
    )


def _several(doc: Doc, cast: Cast, phrase: Phrase, f: Finding) -> Hop:
    """As in "Holub and Novak", "U.S. officials and exiles": one hop for all, named where each of them is."""
    known = [cast.of(k) for k in phrase.joined]
    facts = [cast.facts[m.key] for m in known if m is not None]
    named = [x for x in facts if x.name]
    kind: HopKind = "anonymous"
    if len(named) == len(phrase.joined):
        sorts = {m.phrase.sort for m in known if m is not None}
        public = all(x.public or s == "body" for x in facts for s in sorts)
        kind = "outlet" if sorts == {"outlet"} else "official" if public else "person"
    return Hop(
        kind=kind,
        name=" and ".join(x.name or "" for x in named) if kind != "anonymous" else None,
        description=doc.bare(doc.phrase(phrase.at)),
        cue=_cue(doc, f),
        group=True,
        number=len(named) if kind != "anonymous" else phrase.number,
        nationality=phrase.nationality,
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
        if outlet is None and doc.report.outlet is not None:  # "our reporter"
            outlet = doc.report.outlet.value
        return (
            ("outlet", outlet, None)
            if phrase.name is None or phrase.name.kind != "person"
            else ("person", facts.name, body)
        )
    if sort == "document":
        return "document", facts.name, None
    if phrase.name is not None and phrase.name.kind == "person":
        if facts.witness and facts.public is not True:
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
    facts = cast.facts[mention.key]
    public = facts.public if facts.body is not None else mention.phrase.public
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
        body = cast.facts[chosen.key].name or _body_name(doc, chosen.phrase)
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
    """As in "She saw the truck burn", "I heard two shots": the holder tells of having been there."""
    for t in sorted(f.content):
        if doc.upos[t] != "VERB" or doc.lemma[t] not in _LIVED or is_negated(doc, t):
            continue
        who = {doc.low[k] for k in doc.of(t, "nsubj")}
        told = doc.quote[t] >= 0 and who & {"i", "we"}
        if told or (doc.lemma[t] in _SEEN and doc.quote[t] < 0 and who & {"he", "she"}):
            return True
    return False


def _cue(doc: Doc, f: Finding) -> str | None:
    return doc.said(f.cue) if f.cue and max(f.cue) - min(f.cue) < 8 else (doc.word[f.cue[0]] if f.cue else None)


def _anchor(doc: Doc, f: Finding) -> Anchor:
    spans = doc.spans(f.source or [f.holder])
    return Anchor(doc.report.id, spans[0].start, spans[-1].end)


def _place(doc: Doc, at: int) -> Anchor:
    spans = doc.spans(doc.phrase(at))
    return Anchor(doc.report.id, spans[0].start, spans[-1].end)


def is_first_person(doc: Doc, f: Finding) -> bool:
    """True when the source is whoever is being quoted, or the reader."""
    if f.holder < 0 or doc.upos[f.holder] != "PRON" or doc.low[f.holder] not in _FIRST_PERSON:
        return False
    return doc.quote[f.at] >= 0 or doc.low[f.holder] in ("you", "us", "me")
