"""Refusals and failed contacts: "declined to comment", "could not be reached", "had no comment", calls not returned."""

from __future__ import annotations

from collections.abc import Iterator

from hearsay.attribute.finding import Finding
from hearsay.attribute.lexicon import cues, listed
from hearsay.attribute.stance import is_negated
from hearsay.attribute.subjects import source_of
from hearsay.attribute.view import Doc

__all__ = ["find_declines"]

_ANSWER = frozenset({"respond", "reply", "return", "answer", "comment", "acknowledge"})
_REFUSE = frozenset({"decline", "refuse"})
_WANT = frozenset({"wish", "want", "care"})
_QUIET = listed("declines_quiet")
_TELLING = listed("declines_telling")
_ABOUT = ("on", "about", "of", "into")
_EMPTY = frozenset({"comment", "matter", "journalist", "reporter", "record", "subject", "behalf", "time"})
_TOLD = frozenset({"question", "query", "list", "inquiry", "enquiry"})


def find_declines(doc: Doc) -> Iterator[Finding]:
    """One finding per refusal; the content is what was left unsaid, where it is said, else empty."""
    for v in range(len(doc.start)):
        if doc.quote[v] >= 0:
            continue
        found = None
        if doc.upos[v] == "VERB":
            found = (
                _refusal(doc, v)
                or _nothing_to_say(doc, v)
                or _silence(doc, v)
                or _unreached(doc, v)
                or _unanswered(doc, v)
            )
        elif doc.upos[v] == "ADJ":
            found = _unavailable(doc, v)
        elif doc.upos[v] == "NOUN":
            found = _no_comment(doc, v)
        if found is not None:
            found.stance = "declines"
            found.rule = "declines"
            yield found


def _made(doc: Doc, v: int, cue: list[int], content: set[int], holder: int, source: list[int]) -> Finding | None:
    if not source:
        return None
    cue = sorted(t for t in set(cue) if t not in source)
    return Finding(cue, source, set(doc.trim(content - set(cue) - set(source))), holder, at=v, act="statement")


def _refusal(doc: Doc, v: int) -> Finding | None:
    """As in "declined to comment", "refused to say whether …", "did not wish to comment"."""
    if doc.lemma[v] in _WANT and is_negated(doc, v):
        inner = [
            k for k in doc.of(v, "xcomp") if doc.lemma[k] in ("comment", "react", "respond", "discuss", "elaborate")
        ]
        if not inner:
            return None
        holder, source = source_of(doc, v)
        content, said = _left_unsaid(doc, inner[0])
        helpers = [k for k in doc.kids[v] if doc.rel[k] in ("aux", "advmod") and k < v]
        return _made(doc, v, [*helpers, v, *doc.of(inner[0], "mark"), inner[0], *said], content, holder, source)
    turned = doc.lemma[v] == "turn" and any(doc.low[k] == "down" for k in doc.kids[v])
    if not (doc.lemma[v] in _REFUSE or turned) or is_negated(doc, v):
        return None
    inner = [k for k in doc.of(v, "xcomp", "advcl") if doc.lemma[k] in cues().declined]
    requests = [
        k for k in doc.of(v, "obj") if doc.lemma[k] in cues().requests or doc.lemma[k] in ("comment", "interview")
    ]
    if not inner and not requests:
        return None
    holder, source = source_of(doc, v)
    if not inner:
        return _made(doc, v, [v, *doc.under(requests[0])], set(), holder, source)
    content, said = _left_unsaid(doc, inner[0])
    return _made(doc, v, [v, *doc.of(inner[0], "mark"), inner[0], *said], content, holder, source)


def _left_unsaid(doc: Doc, v: int) -> tuple[set[int], list[int]]:
    """What was not said: the clause, the object, what it was about; "for comment" and "on the matter" join the cue."""
    content: set[int] = set()
    said: list[int] = []
    for k in doc.kids[v]:
        if doc.rel[k] in ("ccomp", "obj", "xcomp") and k > v:
            content |= set(doc.under(k))
        elif doc.rel[k] in ("obl", "advcl") and k > v:
            preposition = doc.case(k) or next(iter(doc.lows(k, "mark")), "")
            if preposition in _ABOUT and doc.lemma[k] not in _EMPTY:
                said += [t for t in doc.kids[k] if doc.low[t] == preposition and t < k]
                content |= set(doc.under(k)) - set(said)
            elif preposition in (*_ABOUT, "for", "to"):
                said += doc.under(k)
    return content, said


def _silence(doc: Doc, v: int) -> Finding | None:
    """As in "did not respond to a request for comment", "has yet to comment", "would not say why"."""
    lemma = doc.lemma[v]
    if not is_negated(doc, v) or (doc.rel[v] == "xcomp" and doc.lemma[doc.head[v]] in _REFUSE):
        return None
    holder, source = source_of(doc, v)
    helpers = [k for k in doc.kids[v] if doc.rel[k] in ("aux", "advmod") and k < v]
    if lemma == "draw":
        content, said = _left_unsaid(doc, v)
        target = [k for k in doc.kids[v] if doc.full[k] in ("nsubj:pass", "nsubj")]
        if not target or doc.of(v, "obj") or "would" not in [doc.low[k] for k in helpers]:
            return None
        return _made(doc, v, [*helpers, v, *said], content, target[0], doc.phrase(target[0]))
    if lemma in _ANSWER or lemma in ("pick", "call"):
        return _unheard(doc, v, helpers, holder, source)
    if lemma not in _TELLING or (lemma in ("talk", "speak", "go") and not _of_it(doc, v)):
        return None
    if lemma in ("give", "provide", "offer", "release", "name") and not any(
        doc.lemma[k] in ("detail", "reason", "name", "information", "comment", "explanation", "figure")
        for k in doc.of(v, "obj")
    ):
        return None
    content, said = _left_unsaid(doc, v)
    if lemma == "say" and not content:
        return None
    return _made(doc, v, [*helpers, v, *said], content, holder, source)


def _of_it(doc: Doc, v: int) -> bool:
    """True for "would not talk about the ship", "would not go into that"."""
    wanted = ("into",) if doc.lemma[v] == "go" else ("about", "of")
    return any(doc.case(k) in wanted for k in doc.of(v, "obl")) and any(
        doc.low[k] in ("would", "will", "wo") for k in doc.of(v, "aux")
    )


def _unheard(doc: Doc, v: int, helpers: list[int], holder: int, source: list[int]) -> Finding | None:
    """Verbs of answering, denied: what was asked is the content where it is told, calls and requests are the cue."""
    lemma = doc.lemma[v]
    objects = [k for k in doc.of(v, "obj", "obl", "iobj") if k > v]
    asked = [k for k in objects if doc.lemma[k] in cues().requests | _EMPTY | _TOLD]
    earlier = [t for t in doc.sentence(doc.sent[v]) if t < v and doc.lemma[t] in cues().requests]
    if not asked and earlier and any(doc.low[k] in ("them", "it") for k in objects):
        asked = objects[:1]
    back = lemma == "call" and any(doc.low[k] == "back" for k in doc.kids[v])
    if lemma in ("return", "acknowledge", "pick", "call") and not (asked or back):
        return None
    if lemma == "answer" and not asked and objects:
        return None
    content: set[int] = set()
    said: list[int] = []
    for k in objects:
        link = [c for c in doc.kids[k] if doc.rel[c] == "case" and c < k]
        if k in asked and doc.lemma[k] in _TOLD:
            content |= set(doc.under(k)) - set(link)
            said += link
        elif k in asked:
            said += doc.under(k)
        elif lemma == "comment" and doc.case(k) in _ABOUT:
            content |= set(doc.under(k)) - set(link)
            said += link
    if not source and back:  # "had not called back", read as a passive
        who = doc.of(v, "nsubj")
        holder, source = (who[0], doc.phrase(who[0])) if who else (holder, source)
    return _made(doc, v, [*helpers, v, *said], content, holder, source)


def _nothing_to_say(doc: Doc, v: int) -> Finding | None:
    """As in "has nothing to say to that", "had nothing to add"; "brushed off a question"."""
    nothing = [
        k
        for k in doc.of(v, "obj")
        if doc.low[k] == "nothing" and any(doc.lemma[a] in ("say", "add") for a in doc.kids[k])
    ]
    questions = [
        k
        for k in doc.of(v, "obj")
        if doc.lemma[k] in cues().requests
        and doc.lemma[v] in ("brush", "dodge", "duck", "sidestep", "ignore", "deflect", "avoid", "wave")
    ]
    if not (questions or (nothing and doc.lemma[v] == "have")):
        return None
    holder, source = source_of(doc, v)
    return _made(doc, v, [v, *(nothing or questions)], set(), holder, source)


def _unreached(doc: Doc, v: int) -> Finding | None:
    """As in "could not immediately be reached for comment"."""
    if doc.lemma[v] not in ("reach", "contact") or not is_negated(doc, v):
        return None
    who = [k for k in doc.kids[v] if doc.full[k] in ("nsubj:pass", "nsubj", "obj")]
    if not who or not (doc.of(v, "obl") or any(doc.low[k] in ("could", "can", "ca") for k in doc.of(v, "aux"))):
        return None
    target = next((k for k in who if doc.full[k] == "nsubj:pass"), next((k for k in who if doc.rel[k] == "obj"), -1))
    if target < 0:
        return None
    helpers = [k for k in doc.kids[v] if doc.rel[k] in ("aux", "advmod") and k < v]
    after = [t for k in doc.of(v, "obl") if doc.case(k) == "for" for t in doc.under(k)]
    return _made(doc, v, [*helpers, v, *after], set(), target, _short(doc, target))


def _short(doc: Doc, i: int) -> list[int]:
    """A nominal without the clauses that hang on it."""
    return doc.phrase(i, [k for k in doc.kids[i] if doc.full[k] == "acl:relcl"])


def _unanswered(doc: Doc, v: int) -> Finding | None:
    """As in "Calls to the ministry were not returned", "requests for comment went unanswered"."""
    asked = [k for k in doc.kids[v] if doc.rel[k] == "nsubj" and doc.lemma[k] in cues().requests]
    if not asked:
        return None
    unanswered = doc.lemma[v] in ("return", "answer", "acknowledge", "reply") and is_negated(doc, v)
    went = doc.lemma[v] in ("go", "remain", "be", "ring") and any(
        doc.low[t] in ("unanswered", "unreturned") for t in doc.under(v)
    )
    if not (unanswered or went):
        return None
    to = [k for k in doc.of(asked[0], "nmod") if doc.case(k) in ("to", "from", "with")]
    to += [k for k in doc.of(v, "obl") if doc.case(k) in ("by", "to")]
    if not to:
        return None
    cue = [t for t in [*doc.under(asked[0], to), *doc.under(v, [asked[0], *to])] if doc.upos[t] != "PUNCT"]
    return _made(doc, v, cue, set(), to[0], doc.phrase(to[0]))


def _unavailable(doc: Doc, v: int) -> Finding | None:
    """As in "was not available for comment"."""
    away = doc.lemma[v] == "unavailable" or (doc.lemma[v] in ("available", "reachable") and is_negated(doc, v))
    comment = [k for k in doc.of(v, "obl", "nmod") if doc.lemma[k] in ("comment", "interview", "response")]
    if not away or not comment:
        return None
    holder, source = source_of(doc, v)
    cue = [*doc.of(v, "cop", "advmod"), v, *doc.under(comment[0])]
    return _made(doc, v, cue, set(), holder, source)


def _no_comment(doc: Doc, n: int) -> Finding | None:
    """As in "had no comment", "there was no immediate response from the ministry"."""
    if doc.lemma[n] not in _QUIET or "no" not in doc.lows(n, "det"):
        return None
    up = doc.head[n]
    if up >= 0 and doc.rel[n] == "obj" and doc.lemma[up] in ("have", "offer", "make", "give", "issue", "provide"):
        holder, source = source_of(doc, up)
        return _made(doc, n, [up, *doc.under(n)], set(), holder, source)
    whom = [k for k in doc.of(n, "nmod") if doc.case(k) in ("from", "by")]
    if not whom and up >= 0:
        whom = [k for k in doc.of(up, "obl") if doc.case(k) == "from"]
    if whom:
        cue = [t for t in doc.under(n, whom) if doc.upos[t] != "PUNCT"]
        return _made(doc, n, cue, set(), whom[0], doc.phrase(whom[0]))
    return None
