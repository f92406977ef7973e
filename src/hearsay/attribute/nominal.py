"""What a noun phrase says of its holder: name, role, body, nationality, sex, number."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from hearsay.attribute.lexicon import cues, listed, nationalities, roles
from hearsay.attribute.outlets import is_outlet_name, is_public
from hearsay.attribute.view import Doc
from hearsay.text import fold
from hearsay.types import Name

__all__ = ["Phrase", "is_role", "read_phrase", "sex_of_name"]

Sort = Literal[
    "person", "office", "spokes", "body", "private", "outlet", "crew", "people", "document", "pronoun", "other"
]
_NUMBERS = {
    word: n
    for n, word in enumerate(
        ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"]
    )
}
_COLLECTIVE = frozenset({"police", "authorities", "forces", "prosecutors", "people"})
_LOOSE = listed("nominal_loose")
_SEEN = listed("nominal_seen")
_CLAUSE = 12  # words of a relative clause that still belong to a description
_FORMER = listed("nominal_former")
_COUNTRY_VOICE = listed("nominal_country_voice")


@dataclass(slots=True)
class Phrase:
    """A noun phrase read as a holder. ``head`` is the word that says what sort it is; ``tokens`` the whole phrase."""

    at: int
    head: int
    tokens: list[int]
    sort: Sort
    name: Name | None = None
    description: str | None = None
    body: str | None = None
    body_name: Name | None = None
    public: bool | None = None
    plural: bool = False
    number: int | None = None
    definite: bool = False
    nationality: str | None = None
    place: str | None = None
    sex: Literal["f", "m"] | None = None
    witness: bool = False
    joined: list[int] = field(default_factory=list)  # heads of "A and B"
    owner: int = -1  # head word of who issued a document


def read_phrase(doc: Doc, at: int) -> Phrase:
    """Reads the phrase around a source's head word."""
    tokens = doc.phrase(at)
    name = _name_of(doc, at, tokens)
    head = at
    if name is not None and doc.name[at] >= 0 and doc.names[doc.name[at]] is name:
        head = _title(doc, at, name)
    sort = _sort(doc, at, head, name)
    phrase = Phrase(at, head, tokens, sort, name)
    phrase.definite = any(
        doc.low[k] in ("the", "this", "that", "these", "those", "its", "their", "his", "her")
        for k in doc.of(at, "det", "nmod")
    )
    phrase.plural = _plural(doc, head if name is None or name.kind != "person" else at, name)
    phrase.number = _number(doc, at)
    _describe(doc, phrase)
    _qualify(doc, phrase)
    apart = [k for k in doc.of(at, "conj") if doc.name[at] < 0 or doc.name[k] != doc.name[at]]
    phrase.joined = [at, *(k for k in apart if doc.upos[k] in ("NOUN", "PROPN"))]
    if any(doc.low[t] in _FORMER for t in tokens):
        phrase.public = False
    return phrase


def _name_tokens(doc: Doc, at: int) -> range:
    name = doc.names[doc.name[at]]
    return doc.within(name.start, name.end)


def _name_of(doc: Doc, at: int, tokens: list[int]) -> Name | None:
    """The name of the holder: at the head, in apposition to it or flat beside it."""
    if doc.name[at] >= 0 and not (doc.upos[at] == "NOUN" and is_role(doc, at) and len(_name_tokens(doc, at)) == 1):
        return doc.names[doc.name[at]]
    if roles().has("outlet", doc.lemma[at]) or doc.lemma[at] == "agency":
        for k in doc.of(at, "compound", "nmod"):
            if k < at and doc.name[k] >= 0 and is_outlet_name(doc, doc.names[doc.name[k]]):
                return doc.names[doc.name[k]]
    for k in doc.kids[at]:
        if doc.rel[k] in ("appos", "flat") and doc.name[k] >= 0 and k in tokens:
            if any(at < c < k for c in doc.of(at, "conj")):
                continue
            found = doc.names[doc.name[k]]
            if found.kind in ("person", "organisation", "outlet", "other"):
                return found
    return None


def _title(doc: Doc, at: int, name: Name) -> int:
    """The role noun beside a name: before it ("Interior Minister Jan Holub"), in apposition, or the name itself."""
    first = doc.token_at(name.start)
    pre = [k for k in doc.kids[at] if k < first and doc.rel[k] in ("nmod", "compound", "appos", "flat", "amod")]
    pre = [k for k in sorted(pre, reverse=True) if doc.full[k] != "nmod:poss" and is_role(doc, k)]
    telling = [k for k in pre if not roles().has("honorific", doc.lemma[k].strip("."))]
    beside = [k for k in doc.of(at, "appos") if doc.upos[k] in ("NOUN", "PROPN") and doc.name[k] < 0]
    for k in [*telling, *beside, *pre]:
        return k
    for t in doc.within(name.start, name.end):  # titles inside the name's span ("Gen. Rojas")
        if t != at and is_role(doc, t):
            return t
    return at


def is_role(doc: Doc, k: int) -> bool:
    """True for a noun that says what a person does or is to the story."""
    words = roles()
    low = doc.lemma[k].strip(".")
    return any(words.has(kind, low) for kind in ("office", "post", "spokes", "crew", "people", "witness", "private"))


def _sort(doc: Doc, at: int, head: int, name: Name | None) -> Sort:
    words = roles()
    if name is not None:
        if name.kind == "person":
            return "person"
        if is_outlet_name(doc, name):
            noun = doc.lemma[at]
            if doc.name[at] < 0 and words.has("crew", noun):
                return "crew"
            return "outlet"
    if doc.upos[at] == "PRON" and name is None:
        return "pronoun"
    low = doc.lemma[head].strip(".")
    if words.has("crew", low) and any(doc.low[k] == "our" for k in doc.kids[at]):
        return "crew"
    if words.has("crew", low) and any(
        doc.name[k] >= 0 and is_outlet_name(doc, doc.names[doc.name[k]]) for k in doc.under(at)
    ):
        return "crew"
    if name is not None and name.kind in ("organisation", "outlet", "other"):
        return "body" if is_public(doc, name.entity) or is_public(doc, doc.text[name.start : name.end]) else "private"
    if name is not None and name.kind == "place" and doc.name[at] >= 0:
        return "body"
    if words.has("spokes", low):
        return "spokes"
    if low in cues().documents and not (low == "paper" and not doc.of(at, "nmod", "amod", "acl")):
        return "document"
    if (words.has("outlet", low) and low not in ("station", "channel")) or (
        low == "agency" and "news" in doc.lows(at, "compound")
    ):
        return "outlet"
    if words.has("office", low):
        return "office"
    if words.has("body", low) or low == "agency":
        return "body"
    if words.has("private", low):
        return "private"
    return "people"


def sex_of_name(name: str) -> Literal["f", "m"] | None:
    """What a first name tells of its bearer's sex; None where it tells nothing."""
    first = fold(name).split()[:1]
    if not first:
        return None
    if first[0].strip(".") in roles().words["female"] or first[0] in roles().women:
        return "f"
    return "m" if first[0].strip(".") in roles().words["male"] or first[0] in roles().men else None


def _plural(doc: Doc, head: int, name: Name | None) -> bool:
    if name is not None and name.kind != "place" and not any(doc.rel[k] == "conj" for k in doc.kids[head]):
        return False
    if any(doc.rel[k] == "conj" and doc.upos[k] in ("NOUN", "PROPN") for k in doc.kids[head]):
        return True
    low, lemma = doc.low[head], doc.lemma[head]
    if low in _COLLECTIVE:
        return low == "people"
    if low in ("many", "some", "several", "others", "most", "few", "both", "those"):
        return True
    return doc.upos[head] in ("NOUN", "PROPN") and low.endswith(("s", "men", "women", "people")) and low != lemma


def _number(doc: Doc, at: int) -> int | None:
    for k in [*doc.of(at, "nummod"), at]:
        low = doc.low[k]
        if low in _NUMBERS and (k != at or doc.upos[k] == "NUM"):
            return _NUMBERS[low]
        if low.isdigit() and len(low) < 4:
            return int(low)
    return None


def _tells(doc: Doc, clause: int) -> bool:
    """True for a short relative clause without a comma: "a banker who worked on the deal"."""
    words = sorted(set(doc.under(clause)) - {t for c in doc.of(clause, "conj") for t in doc.under(c)})
    words = doc.trim(words)
    if not words:
        return False
    return len(words) <= _CLAUSE and doc.word[min(words) - 1] != "," and words == list(range(words[0], words[-1] + 1))


def _describe(doc: Doc, phrase: Phrase) -> None:
    """The role as given, verbatim: the phrase for unnamed holders, the words beside the name for named ones."""
    name = phrase.name
    drop = [k for k in doc.kids[phrase.at] if doc.full[k] == "acl:relcl" and not (name is None and _tells(doc, k))]
    drop += [c for k in doc.kids[phrase.at] if doc.full[k] == "acl:relcl" for c in doc.of(k, "conj")]
    drop += [k for k in doc.kids[phrase.at] if doc.rel[k] in ("parataxis", "dep")]
    drop += [k for k in doc.of(phrase.at, "acl") if doc.word[k - 1] == ","]
    if name is None:
        phrase.description = doc.bare(doc.phrase(phrase.at, drop)) or None
        return
    inside = set(doc.within(name.start, name.end))
    if phrase.at not in inside:  # "the mayor, Jan Holub": the head describes
        away = [k for k in doc.kids[phrase.at] if doc.under(k) and inside & set(doc.under(k))]
        phrase.description = doc.bare(doc.phrase(phrase.at, [*drop, *away])) or None
        return
    first = min(inside)
    pre = []
    for t in range(first - 1, doc.first[doc.sent[first]] - 1, -1):
        if t not in phrase.tokens or (
            doc.upos[t] in ("PUNCT", "VERB", "ADP", "CCONJ") and doc.low[t] not in ("-", "of")
        ):
            break
        pre.append(t)
    pre = [t for t in pre if t not in inside]
    if phrase.head not in (*pre, phrase.at) and phrase.head not in inside:
        pre = []
    if pre and any(doc.upos[t] in ("NOUN", "PROPN") or is_role(doc, t) for t in pre):
        phrase.description = doc.bare(pre) or None
    if phrase.description is None and phrase.head != phrase.at:
        if phrase.head in inside:
            phrase.description = doc.word[phrase.head]
        else:
            away = [k for k in doc.kids[phrase.head] if doc.full[k] == "acl:relcl"]
            phrase.description = doc.bare(doc.phrase(phrase.head, away)) or None


def _qualify(doc: Doc, phrase: Phrase) -> None:
    words = roles()
    head = phrase.head
    low = doc.lemma[head].strip(".")
    inside = [t for t in phrase.tokens if phrase.name is None or not _in_name(doc, t, phrase.name) or t == head]
    lands: dict[str, int] = {}
    for t in inside:
        if doc.low[t - 1] in ("latin", "north", "south", "central", "native", "african") and t - 1 in inside:
            continue
        two = f"{doc.low[t]} {doc.low[t + 1]}" if t + 1 < len(doc.low) else ""
        land = nationalities().get(two) or nationalities().get(doc.low[t])
        if land and doc.word[t][0].isupper() and doc.upos[t] in ("ADJ", "PROPN", "NOUN"):
            lands.setdefault(land, t)
    mixed = any(doc.rel[k] == "conj" for t in lands.values() for k in doc.kids[t])
    if len(lands) == 1 and not mixed:
        phrase.nationality = next(iter(lands))
    phrase.place = _place(doc, phrase, set(lands.values()))
    phrase.sex = _sex(doc, phrase)
    phrase.witness = any(words.has("saw", doc.lemma[t]) for t in inside) or _saw(doc, phrase.at)
    if phrase.sort in ("spokes", "office", "person", "people"):
        _body_of(doc, phrase, head, low)
    if phrase.sort == "document":
        phrase.owner = _issuer(doc, phrase.at)


def _in_name(doc: Doc, t: int, name: Name) -> bool:
    return name.start <= doc.start[t] and doc.end[t] <= name.end


def _place(doc: Doc, phrase: Phrase, lands: set[int]) -> str | None:
    for t in phrase.tokens:
        n = doc.name[t]
        if t in lands:
            continue
        if n >= 0 and doc.names[n].kind == "place" and doc.names[n] is not phrase.name:
            return doc.names[n].entity
    return None


def _sex(doc: Doc, phrase: Phrase) -> Literal["f", "m"] | None:
    words = roles()
    for t in (phrase.head, phrase.at, *phrase.tokens[:3]):
        low = doc.low[t].strip(".")
        if phrase.plural and doc.upos[t] != "PRON":
            continue
        if low in words.words["female"] or doc.lemma[t] in words.words["female"]:
            return "f"
        if low in words.words["male"] or doc.lemma[t] in words.words["male"]:
            return "m"
    if phrase.name is not None and phrase.name.kind == "person":
        return sex_of_name(phrase.name.entity)
    return None


def _saw(doc: Doc, at: int) -> bool:
    """A relative clause that presents its noun as having been there."""
    for k in doc.kids[at]:
        if doc.rel[k] == "acl":
            if doc.lemma[k] in ("see", "witness", "watch", "survive", "escape", "flee", "hear"):
                return True
            places = ("inside", "there", "nearby", "aboard", "home")
            if any(doc.low[t] in places for t in doc.under(k)) and any(doc.lemma[t] == "be" for t in doc.under(k)):
                return True
    return False


def _body_of(doc: Doc, phrase: Phrase, head: int, low: str) -> None:
    """Whom an office holder or spokesman speaks for: the words before the role noun, or its "of" or "for" phrase."""
    words = roles()
    own = set(doc.within(phrase.name.start, phrase.name.end)) if phrase.name else set()
    for base in dict.fromkeys((head, phrase.at)):
        for k in doc.kids[base]:
            linked = doc.rel[k] in ("nmod", "appos", "obl") or (doc.rel[k] == "compound" and k > base)
            if k in own or not linked:
                continue
            case = doc.case(k) or next(filter(None, (doc.case(c) for c in doc.of(k, "flat"))), "")
            if case in ("of", "for", "at", "with", "from", "in") or doc.full[k] == "nmod:poss":
                drop = [c for c in doc.kids[k] if doc.rel[c] in ("acl", "appos", "parataxis", "conj")]
                if _set_body(doc, phrase, [t for t in doc.phrase(k, drop) if t not in own and doc.low[t] != "'s"], k):
                    return
    run: list[int] = []
    for t in range(head - 1, doc.first[doc.sent[head]] - 1, -1):
        if t in own or (doc.upos[t] not in ("NOUN", "PROPN", "ADJ", "X") and doc.low[t] != "-"):
            break
        run.insert(0, t)
    while run and (doc.low[run[0]] in _LOOSE or doc.low[run[0]] in ("'s", "-")):
        run.pop(0)
    while run and doc.low[run[-1]] in ("'s", "-", "deputy", "chief", "senior", "first"):
        run.pop()
    if run and _set_body(doc, phrase, run, run[-1]):
        return
    if words.has("office", low) and low in words.bodies and run and words.bodies[low] == "ministry":
        phrase.body, phrase.public = f"{doc.said(run)} {words.bodies[low]}".lower(), True
    elif low in words.bodies and low != "minister":
        phrase.body, phrase.public = words.bodies[low], True


def _set_body(doc: Doc, phrase: Phrase, tokens: list[int], head: int) -> bool:
    words = roles()
    tokens = [t for t in tokens if doc.upos[t] != "PUNCT" or doc.low[t] == "-"]
    if not tokens:
        return False
    lemmas = {doc.lemma[t] for t in tokens} | {doc.low[t] for t in tokens}
    names = [doc.names[doc.name[t]] for t in tokens if doc.name[t] >= 0 and doc.names[doc.name[t]].kind != "person"]
    last = names[-1] if names else None
    name = (
        last
        if last is not None and (last.kind == "place" or doc.name[tokens[-1]] >= 0 or doc.name[head] >= 0)
        else None
    )
    said = doc.bare(tokens)
    public = bool(lemmas & words.words["body"]) or (name is not None and is_public(doc, name.entity))
    private = bool(lemmas & words.words["private"]) and not public
    office = words.has("office", doc.lemma[phrase.head].strip("."))
    if name is not None and name.kind == "place" and not public and not private:
        if phrase.sort == "spokes" and doc.rel[head] != "compound":
            phrase.body, phrase.body_name, phrase.public = name.entity, name, True
            return True
        return False
    if not (public or private or (name is not None and name.kind in ("organisation", "outlet", "other"))):
        return False
    whole = name is not None and name.kind != "place" and len(tokens) <= len(doc.within(name.start, name.end)) + 1
    phrase.body = name.entity if name is not None and whole else said
    phrase.body_name = name
    phrase.public = public or (office and not private and name is None)
    return True


def _issuer(doc: Doc, at: int) -> int:
    """Who a document is from: "a statement by X", "X's report", "a police report"."""
    if any(doc.upos[t] == "VERB" and doc.lemma[t] in _SEEN for t in doc.under(at)):
        return -1  # a paper that was seen speaks for itself
    for k in doc.kids[at]:
        if doc.full[k] == "nmod:poss":
            return k
    for k in doc.of(at, "nmod", "obl"):
        if doc.case(k) in ("by", "from", "of") and (doc.name[k] >= 0 or _speaks(doc, k)):
            return k
        if doc.case(k) in ("in", "on") and doc.name[k] >= 0 and is_outlet_name(doc, doc.names[doc.name[k]]):
            return k
    for k in [k for k in doc.of(at, "acl") if doc.lemma[k] not in _SEEN]:
        for a in doc.of(k, "obl"):
            if doc.case(a) in ("by", "from"):
                return a
    for k in doc.of(at, "compound", "amod", "nmod"):
        if k < at and (roles().has("body", doc.lemma[k]) and doc.lemma[k] not in ("court", "service", "force")):
            return k
        if k < at and doc.name[k] >= 0 and doc.names[doc.name[k]].kind in ("organisation", "outlet", "person"):
            return k
    return -1


def _speaks(doc: Doc, k: int) -> bool:
    words = roles()
    return any(words.has(kind, doc.lemma[k]) for kind in ("body", "private", "office", "spokes", "outlet", "people"))
