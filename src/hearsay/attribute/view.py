"""A report's words as one flat tree: what every rule of this room looks at."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace

from hearsay.attribute.lexicon import nationalities, roles
from hearsay.types import Name, Parse, Quote, Report, Role, Span

__all__ = ["STORY", "Doc", "view"]

STORY: frozenset[Role] = frozenset(
    {"title", "standfirst", "dateline", "body", "quotation", "caption", "correction", "methods_note"}
)
_EDGE = frozenset({"case", "cc", "punct", "mark"})
_LINKS = frozenset({"ADP", "CCONJ", "SCONJ"})
_DETERMINERS = frozenset({"the", "a", "an"})


@dataclass(slots=True)
class Doc:
    """Tokens of all story sentences in one numbering; ``head`` is -1 at a root, ``quote`` -1 outside quotations."""

    report: Report
    parse: Parse
    start: list[int]
    end: list[int]
    word: list[str]
    low: list[str]
    upos: list[str]
    lemma: list[str]
    head: list[int]
    rel: list[str]  # universal relation
    full: list[str]  # with subtype
    kids: list[list[int]]
    sent: list[int]  # sentence of a token
    first: list[int]  # first token of a sentence, and one past the last
    line: list[int]  # line of a sentence
    quote: list[int]  # quotation a token stands in
    quotes: tuple[Quote, ...]
    name: list[int]  # name a token stands in
    names: tuple[Name, ...]
    quoted: dict[int, list[int]]  # tokens of a quotation
    cue: list[float]  # how likely the reader takes a token for a cue
    outlets: frozenset[str] = frozenset()  # names that the report's own words show to be outlets, folded

    @property
    def text(self) -> str:
        """The report's text."""
        return self.report.text

    def sentence(self, s: int) -> range:
        """Tokens of sentence ``s``."""
        return range(self.first[s], self.first[s + 1])

    def of(self, i: int, *relations: str) -> list[int]:
        """Children of a token under one of the relations (universal or with subtype), in text order."""
        return [k for k in self.kids[i] if self.rel[k] in relations or self.full[k] in relations]

    def lows(self, i: int, relation: str) -> list[str]:
        """Lower-cased words of a token's children under a relation."""
        return [self.low[k] for k in self.kids[i] if self.rel[k] == relation]

    def case(self, i: int) -> str:
        """The preposition that introduces a nominal, with its fixed parts ("because of"); empty where none."""
        found = [k for k in self.kids[i] if self.rel[k] == "case" and k < i]
        if not found:
            return ""
        return " ".join(self.low[k] for c in found for k in [c, *self.of(c, "fixed")])

    def under(self, i: int, skip: Collection[int] = ()) -> list[int]:
        """A token and all below it, in text order, without the subtrees of ``skip``."""
        out: list[int] = []
        stack = [i]
        while stack:
            k = stack.pop()
            if k in skip:
                continue
            out.append(k)
            stack.extend(self.kids[k])
        return sorted(out)

    def phrase(self, i: int, skip: Collection[int] = ()) -> list[int]:
        """A nominal without its preposition, conjunction and outer punctuation."""
        out = self.trim(self.under(i, skip))
        while (
            out
            and out[0] < i
            and (self.upos[out[0]] in _LINKS or (self.rel[out[0]] in _EDGE and self.head[out[0]] == i))
        ):
            out = self.trim(out[1:])
        return out

    def trim(self, tokens: Iterable[int]) -> list[int]:
        """Without punctuation at the ends."""
        out = sorted(set(tokens))
        while out and self.upos[out[0]] == "PUNCT":
            out.pop(0)
        while out and self.upos[out[-1]] == "PUNCT":
            out.pop()
        return out

    def spans(self, tokens: Iterable[int]) -> tuple[Span, ...]:
        """Tokens as runs of text; tokens next to each other make one run, over sentence ends within a line too."""
        runs: list[list[int]] = []
        last = -2
        for k in sorted(set(tokens)):
            same_line = runs and self.line[self.sent[k]] == self.line[self.sent[last]]
            if k == last + 1 and same_line:
                runs[-1][1] = self.end[k]
            else:
                runs.append([self.start[k], self.end[k]])
            last = k
        return tuple(Span(a, b) for a, b in runs)

    def said(self, tokens: Iterable[int]) -> str:
        """The verbatim text from the first to the last of some tokens."""
        ids = sorted(tokens)
        return self.text[self.start[ids[0]] : self.end[ids[-1]]] if ids else ""

    def bare(self, tokens: Iterable[int]) -> str:
        """As ``said``, without a leading article."""
        ids = sorted(tokens)
        while len(ids) > 1 and (self.low[ids[0]] in _DETERMINERS or self.upos[ids[0]] == "PUNCT"):
            ids = ids[1:]
        while len(ids) > 1 and self.low[ids[-1]] in ("'s", "'"):
            ids = ids[:-1]
        return self.said(ids)

    def token_at(self, offset: int) -> int:
        """The first token that ends after an offset."""
        return bisect_right(self.end, offset)

    def within(self, start: int, end: int) -> range:
        """Tokens that lie in a run of text."""
        return range(bisect_left(self.start, start), bisect_right(self.end, end))

    def role(self, s: int) -> Role:
        """The role of the line that sentence ``s`` stands in."""
        return self.report.lines[self.line[s]].role

    def clause_of(self, i: int) -> int:
        """The predicate of the clause a token stands in."""
        for _ in range(64):
            if self.head[i] < 0 or self.rel[i] in _CLAUSES:
                return i
            if self.rel[i] == "conj" and self.upos[i] in ("VERB", "AUX"):
                return i
            i = self.head[i]
        return i


_CLAUSES = frozenset({"root", "ccomp", "advcl", "acl", "parataxis", "csubj", "xcomp"})


def view(report: Report, parse: Parse) -> Doc:
    """Lays the story sentences of a parse out as one tree per sentence in one numbering."""
    doc = Doc(report, parse, [], [], [], [], [], [], [], [], [], [], [], [], [], [], (), [], (), {}, [])
    text = report.text
    for s in parse.sentences:
        if not s.starts or not 0 <= s.line < len(report.lines) or report.lines[s.line].role not in STORY:
            continue
        base = len(doc.start)
        doc.first.append(base)
        doc.line.append(s.line)
        number = len(doc.first) - 1
        words = [text[a:b] for a, b in zip(s.starts, s.ends, strict=True)]
        doc.start += s.starts
        doc.end += s.ends
        doc.word += words
        doc.low += [word.lower().replace("’", "'") for word in words]
        doc.upos += s.upos
        doc.lemma += [lemma.lower() for lemma in s.lemmas]
        doc.head += [base + h if h >= 0 else -1 for h in s.heads]
        doc.full += s.deprels
        doc.rel += [rel.partition(":")[0] for rel in s.deprels]
        doc.sent += [number] * len(words)
    doc.first.append(len(doc.start))
    doc.kids = [[] for _ in doc.start]
    for i, h in enumerate(doc.head):
        if h >= 0:
            doc.kids[h].append(i)
    likely = {start: chance for start, _, chance in parse.cues if 0 < chance <= 1}
    doc.cue = [likely.get(start, 0.0) for start in doc.start]
    doc.quotes = tuple(sorted(parse.quotes, key=lambda q: (q.start, -q.end)))
    doc.names = tuple(_whole(doc, n) for n in parse.names)
    doc.quote = [-1] * len(doc.start)
    doc.name = [-1] * len(doc.start)
    for n, q in enumerate(doc.quotes):  # outermost first: a quotation within a quotation does not open a new voice here
        for i in doc.within(q.start, q.end):
            if doc.quote[i] < 0:
                doc.quote[i] = n
                doc.quoted.setdefault(n, []).append(i)
    for n, found in enumerate(doc.names):
        for i in doc.within(found.start, found.end):
            doc.name[i] = n
    return doc


def _whole(doc: Doc, name: Name) -> Name:
    """A lone surname with the first name that stands before it, where the tagger saw only the surname."""
    tokens = doc.within(name.start, name.end)
    said = doc.text[name.start : name.end]
    if name.kind != "person" or not tokens or " " in said or name.entity != said:
        return name
    t = tokens[0] - 1
    if t < 0 or doc.sent[t] != doc.sent[tokens[0]] or doc.upos[t] != "PROPN" or not _first_name(doc.word[t]):
        return name
    if doc.text[doc.end[t] : name.start] != " ":
        return name
    return replace(name, start=doc.start[t], entity=doc.text[doc.start[t] : name.end])


def _first_name(word: str) -> bool:
    low = word.lower()
    titles = roles().words["title"] | roles().words["office"] | roles().words["female"] | roles().words["male"]
    return word[0].isupper() and word[1:].islower() and low not in titles and low not in nationalities()
