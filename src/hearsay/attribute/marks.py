"""Attribution by punctuation: "Holub: 'We …'", "Police: three dead", "Three dead – police", "'We …' — Jan Holub"."""

from __future__ import annotations

from collections.abc import Iterator

from hearsay.attribute.finding import Finding, by_sentence
from hearsay.attribute.lexicon import cues, listed, roles
from hearsay.attribute.outlets import own_names, plain_name
from hearsay.attribute.subjects import subject
from hearsay.attribute.view import Doc
from hearsay.text import fold, initials

__all__ = ["find_marks"]

_DASHES = frozenset({"—", "–", "―", "-", "--", "~"})
_LABELS = listed("marks_labels")
_HEADLINE = listed("marks_headline")
_HEADS = ("title", "standfirst")
_LABEL = 48  # characters a line may have before the colon of a turn
_PRESENTERS = listed("marks_presenters")


def find_marks(doc: Doc, findings: list[Finding]) -> Iterator[Finding]:
    """Findings for colons and dashes that no verb has claimed."""
    labels = _labels(doc)
    people = _people(doc) if labels else {}
    reaching = by_sentence(doc, findings)
    for s in range(len(doc.first) - 1):
        tokens = doc.sentence(s)
        if len(tokens) < 3 and not _label(doc, s, labels):
            continue
        found = (
            _turn(doc, s, labels, people)
            or _trailing(doc, s)
            or _speaker_first(doc, s)
            or _speaker_last(doc, s)
            or _blunt(doc, s)
        )
        if found is None:
            continue
        near = {id(f): f for t in (s, s - 1, s + 1) for f in reaching.get(t, ())}
        taken = [f for f in near.values() if f.source and len(found.content & f.content) > 0.5 * len(found.content)]
        if any(f.at == found.at for f in taken) or (found.rule != "headline" and taken):
            continue
        yield found


def _colon(doc: Doc, s: int) -> int:
    return next((t for t in doc.sentence(s) if doc.word[t] == ":" and doc.quote[t] < 0), -1)


def _is_holder(doc: Doc, tokens: list[int]) -> int:
    """The head word when a short run of words is a name or a role and nothing else; else -1."""
    words = [t for t in tokens if doc.upos[t] != "PUNCT"]
    if not words or doc.low[words[0]] in _LABELS:
        return -1
    people = [t for t in words[:6] if doc.name[t] >= 0 and doc.names[doc.name[t]].kind == "person"]
    told = next((t for t in words if doc.low[t] in ("who", "whose") and doc.word[t - 1] == ","), -1) if people else -1
    if told > people[0] if people else False:  # "Jan Holub, who keeps the ferry: “…”"
        words = [t for t in words if t < told]
    if len(words) > (16 if people else 9):
        return -1
    if any(doc.upos[t] in ("VERB", "AUX") and doc.name[t] < 0 for t in words):
        return -1
    inside = set(tokens)
    tops = [t for t in words if doc.head[t] not in inside and doc.upos[t] != "ADP" and doc.rel[t] != "nummod"]
    lexicon = roles()
    papers = [t for t in tops if doc.lemma[t] in cues().documents and doc.role(doc.sent[t]) not in _HEADS]
    if people or papers:
        return (people or papers)[0]
    if len(words) > 4 and any(doc.upos[t] == "ADP" for t in words) and doc.role(doc.sent[words[0]]) in _HEADS:
        return -1  # "Orlwell water: five minutes with the professor"
    for t in tops:
        if doc.name[t] >= 0 and doc.names[doc.name[t]].kind in ("person", "organisation", "outlet"):
            return t
        low = doc.lemma[t].strip(".")
        if any(lexicon.has(kind, low) for kind in ("office", "spokes", "body", "people", "outlet", "private")):
            return t
    return -1


def _trailing(doc: Doc, s: int) -> Finding | None:
    """A headline's ", police say", ", Courier reports", ", says minister", whatever the tree makes of it."""
    if doc.role(s) not in _HEADS:
        return None
    tokens = [t for t in doc.sentence(s) if doc.upos[t] != "PUNCT" or doc.word[t] == ","]
    commas = [t for t in tokens if doc.word[t] == ","]
    if not commas or commas[-1] - tokens[0] < 3:
        return None
    tail = [t for t in tokens if t > commas[-1]]
    cue = next((t for t in (tail[-1:] + tail[:1]) if doc.low[t] in _HEADLINE), -1)
    rest = [t for t in tail if t != cue]
    if cue < 0 or not rest or len(rest) > 6 or _is_holder(doc, rest) < 0:
        return None
    return Finding(
        [cue], rest, set(doc.trim(t for t in tokens if t < commas[-1])), _is_holder(doc, rest), rule="headline", at=cue
    )


def _speaker_first(doc: Doc, s: int) -> Finding | None:
    c = _colon(doc, s)
    tokens = list(doc.sentence(s))
    if c <= tokens[0]:
        return None
    left, right = [t for t in tokens if t < c], [t for t in tokens if t > c]
    holder = _is_holder(doc, left)
    if holder < 0 or any(doc.quote[t] >= 0 for t in left):
        return None
    if not right:
        q = _next_quote(doc, s)
        right = q
    if not right:
        return None
    quoted = any(doc.quote[t] >= 0 for t in right[:3])
    line = doc.report.lines[doc.line[s]]
    opens = not doc.text[line.start : doc.start[left[0]]].strip()
    clause = any(doc.upos[t] in ("VERB", "AUX") for t in right)
    head = doc.role(s) in _HEADS
    named = doc.name[holder] >= 0 and doc.names[doc.name[holder]].kind == "person"
    speaks = opens and not head and named and len(left) <= 8
    if speaks and not quoted:  # as in a transcript
        right = [t for t in _paragraph(doc, s) if t > c]
    plain = len(left) <= 5 and not any(doc.word[t] == "," or doc.upos[t] == "PART" for t in left)
    public = any(roles().has(kind, doc.lemma[holder]) for kind in ("office", "body", "spokes"))
    bare = len(left) <= 2 and len(right) > 1 and (named or public)
    stated = head and plain and (bare or (clause and any(doc.of(t, "nsubj", "csubj") for t in right)))
    if not (quoted or stated or (named and clause) or speaks):
        return None
    return Finding([c], doc.trim(left), set(doc.trim(right)), holder, rule="colon", at=c)


def _labels(doc: Doc) -> frozenset[str]:
    """What two lines or more begin with before a colon, as turns do; not where those turns mostly ask."""
    turns: dict[str, list[str]] = {}
    for line in doc.report.lines:
        said = doc.text[line.start : line.end].strip()
        label, colon, _ = said[:_LABEL].partition(":")
        if colon and label[:1].isupper() and fold(label) not in _LABELS:
            turns.setdefault(label, []).append(said)
    return frozenset(
        x for x, said in turns.items() if len(said) > 1 and sum(t.endswith("?") for t in said) * 3 < len(said)
    )


def _label(doc: Doc, s: int, labels: frozenset[str]) -> list[int]:
    """The words before the colon of a turn ("SANG: No."), where several lines of the report begin so; else none."""
    tokens = doc.sentence(s)
    line = doc.report.lines[doc.line[s]]
    c = next((t for t in tokens[:5] if doc.word[t] == ":"), -1) if labels else -1
    if c <= tokens[0] or doc.text[line.start : doc.start[tokens[0]]].strip():
        return []
    left = list(range(tokens[0], c))
    label = doc.said(left)
    return left if label in labels and (doc.upos[left[-1]] == "PROPN" or label.isupper()) else []


def _turn(doc: Doc, s: int, labels: frozenset[str], people: dict[str, int]) -> Finding | None:
    """A turn of a transcript: the speaker has the whole paragraph. Those who ask for the outlet are not quoted."""
    left = _label(doc, s, labels)
    if not left or _asks(doc, doc.said(left)):
        return None
    c = left[-1] + 1
    content = doc.trim(t for t in _paragraph(doc, s) if t > c)
    if not content or not any(t.isalpha() for t in (doc.low[x] for x in content)):
        return None
    return Finding([c], left, set(content), people.get(fold(doc.said(left)), left[-1]), rule="colon", at=c)


def _paragraph(doc: Doc, s: int) -> range:
    """Tokens from a sentence to the end of its line."""
    last = s
    while last + 1 < len(doc.line) and doc.line[last + 1] == doc.line[s]:
        last += 1
    return range(doc.first[s], doc.first[last + 1])


def _people(doc: Doc) -> dict[str, int]:
    """By the end of a name and by the whole, folded: the head word of the first person who is called so."""
    out: dict[str, int] = {}
    for n in doc.names:
        tokens = doc.within(n.start, n.end)
        words = fold(n.entity).split()
        if n.kind == "person" and tokens and len(words) > 1:
            head = next((t for t in tokens if doc.head[t] not in tokens), tokens[0])
            out.setdefault(words[-1], head)
            out.setdefault(" ".join(words), head)
    return out


def _asks(doc: Doc, label: str) -> bool:
    """True for the label of the outlet, its reporter or a presenter."""
    said = fold(label)
    own = {fold(initials(name)) for name in own_names(doc)} | {plain_name(name) for name in own_names(doc)}
    own |= {part for name in doc.report.byline for part in (fold(name), *fold(name).split())}
    return said in own or any(roles().has("crew", w) or w in _PRESENTERS for w in said.split())


def _next_quote(doc: Doc, s: int) -> list[int]:
    if s + 2 >= len(doc.first):
        return []
    following = list(doc.sentence(s + 1))
    return following if following and any(doc.quote[t] >= 0 for t in following[:3]) else []


def _speaker_last(doc: Doc, s: int) -> Finding | None:
    """A headline's "…: police", "… – ministry"; a quotation's "— Jan Holub"."""
    tokens = list(doc.sentence(s))
    marks = [t for t in tokens[1:] if doc.word[t] in _DASHES or doc.word[t] == ":"]
    marks = [
        t for t in marks if doc.text[doc.start[t] - 1 : doc.start[t]].isspace() or doc.word[t] in (":", "—", "–", "―")
    ]
    if doc.word[tokens[0]] in _DASHES and s > 0 and len(tokens) < 14:
        holder = _is_holder(doc, tokens[1:])
        before = list(doc.sentence(s - 1))
        if holder >= 0 and all(doc.quote[t] >= 0 for t in before if doc.upos[t] != "PUNCT"):
            return Finding([tokens[0]], doc.trim(tokens[1:]), set(doc.trim(before)), holder, rule="dash", at=tokens[0])
    if not marks:
        return None
    m = marks[-1]
    left, right = [t for t in tokens if t < m], [t for t in tokens if t > m]
    if not right or len(left) < 3:
        return None
    holder = _is_holder(doc, right)
    if holder < 0:
        return None
    words = [t for t in left if doc.upos[t] != "PUNCT"]
    quoted = [t for t in words if doc.quote[t] >= 0]
    if len(quoted) == len(words) and doc.word[m] != ":":
        return Finding([m], doc.trim(right), set(doc.trim(left)), holder, rule="dash", at=m)
    if doc.role(s) in _HEADS and any(doc.upos[t] in ("VERB", "AUX", "NUM", "ADJ") for t in left):
        return Finding([m], doc.trim(right), set(doc.trim(left)), holder, rule="headline", at=m)
    return None


def _blunt(doc: Doc, s: int) -> Finding | None:
    """As in "Holub was blunt: 'We …'": a colon, a quotation, and a person as subject of what stands before."""
    c = _colon(doc, s)
    tokens = list(doc.sentence(s))
    if c <= tokens[0] or any(doc.quote[t] >= 0 for t in tokens if t < c):
        return None
    right = [t for t in tokens if t > c] or _next_quote(doc, s)
    if not right or not any(doc.quote[t] >= 0 for t in right[:2]):
        return None
    verbs = [t for t in tokens if t < c and doc.rel[t] in ("root", "conj", "parataxis", "ccomp")]
    for v in reversed(verbs):
        holder, skip = subject(doc, v)
        if (
            holder >= 0
            and holder < c
            and doc.upos[holder] in ("PROPN", "NOUN", "PRON")
            and doc.low[holder] not in ("it", "there", "this")
        ):
            return Finding(
                [c],
                doc.phrase(holder, skip | {v}),
                set(doc.trim(t for t in right if doc.quote[t] >= 0)),
                holder,
                rule="colon",
                at=c,
            )
    return None
