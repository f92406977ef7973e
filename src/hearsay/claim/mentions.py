"""Makes the claim mentions of one report: clause by clause, then what noun phrases, denials and refusals add."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from hearsay.claim.carry import carry_on
from hearsay.claim.chain import Chain, Chains
from hearsay.claim.clauses import Clause, find_clauses
from hearsay.claim.counted import Counted, bare_number, count_clause, count_noun, place_quantities
from hearsay.claim.declines import make_declines
from hearsay.claim.draft import Draft, finish
from hearsay.claim.figures import POINTING_UNITS, points_back, same_count, told_lately
from hearsay.claim.naming import make_named, name_content
from hearsay.claim.near import Near
from hearsay.claim.outcomes import settle_outcome
from hearsay.claim.predicate import Predicate, nominal_verb, read_predicate
from hearsay.claim.said import Said, find_said
from hearsay.claim.sift import judge, sift_sentence
from hearsay.claim.slots import Slots, content_words, fill_slots, said_when
from hearsay.claim.stances import word_stance
from hearsay.claim.tree import Tree, once
from hearsay.claim.units import event_verb, tally_verb
from hearsay.claim.words import load_words
from hearsay.text import fold
from hearsay.types import Attribution, ClaimKind, Dropped, Mention, Name, Parse, Quantity, Report, Role, Span, Time

__all__ = ["READ_ROLES", "make_mentions"]

READ_ROLES: frozenset[Role] = frozenset(
    {"title", "standfirst", "body", "quotation", "caption", "correction", "methods_note"}
)
STAGE = "claim"
STAYING = frozenset({"remain", "stay", "keep"})
GIVING = frozenset({"say", "tell", "speak", "report", "count", "give", "put", "state", "estimate", "reckon", "claim"})
SHORT = 4  # words beside a number in what is no clause of its own
RECENT = 3  # days before publication
SHOWN = 160  # characters of a dropped clause that its record keeps


class _Report:
    """What every step needs to know of the report."""

    def __init__(self, report: Report, parse: Parse, attributions: Sequence[Attribution]) -> None:
        self.report = report
        self.parse = parse
        self.attributions = attributions
        self.chains = Chains(report, attributions)
        self.dropped: list[Dropped] = []
        self._names = Near([(Span(n.start, n.end),) for n in parse.names])
        self._times = Near([(Span(t.start, t.end),) for t in parse.times])
        self._quantities = Near([(Span(q.start, q.end),) for q in parse.quantities])
        self._said = Near([(*a.cue, *a.content) for a in attributions])

    def names(self, near: Span) -> list[Name]:
        return [self.parse.names[i] for i in self._names.to(near.start, near.end)]

    def times(self, near: Span) -> list[Time]:
        return [self.parse.times[i] for i in self._times.to(near.start, near.end)]

    def counted(self, near: Span) -> list[Quantity]:
        return [self.parse.quantities[i] for i in self._quantities.to(near.start, near.end)]

    def said_near(self, near: Span) -> list[int]:
        return self._said.to(near.start, near.end)

    def drop(self, span: Span, reason: str) -> None:
        text = self.report.text[span.start : min(span.end, span.start + SHOWN)]
        self.dropped.append(Dropped(self.report.id, text, STAGE, reason))


def make_mentions(
    report: Report, parse: Parse, attributions: Sequence[Attribution]
) -> tuple[tuple[Mention, ...], tuple[Dropped, ...]]:
    """The report's mentions in text order, and what was set aside."""
    context = _Report(report, parse, attributions)
    drafts: list[Draft] = []
    for index, sentence in enumerate(parse.sentences):
        if 0 <= sentence.line < len(report.lines) and report.lines[sentence.line].role not in READ_ROLES:
            continue
        if not sentence.starts:
            continue
        tree = Tree(sentence, report.text, index)
        drafts.extend(_read_sentence(context, tree, drafts))
    drafts = carry_on(report, parse, attributions, drafts)
    return finish(report.id, drafts), tuple(context.dropped)


def _read_sentence(context: _Report, tree: Tree, before: Sequence[Draft]) -> list[Draft]:
    sentence = Span(tree.sentence.start, tree.sentence.end)
    said = find_said(tree, context.attributions, context.said_near(sentence))
    declines = make_declines(tree, sentence, said, context.chains, before)
    if declines:
        return declines
    headline = context.report.lines[tree.sentence.line].role in ("title", "standfirst")
    reason = sift_sentence(tree, bool(said.contents), headline)
    if reason is not None:
        context.drop(sentence, reason)
        return []
    names = [n for n in context.names(sentence) if n.start < sentence.end and n.end > sentence.start]
    times = [t for t in context.times(sentence) if t.start < sentence.end and t.end > sentence.start]
    placed = place_quantities(tree, (q for q in context.counted(sentence) if sentence.start <= q.start < sentence.end))
    rich = frozenset(
        {t for n in names for t in tree.tokens_in(n.start, n.end)}
        | {t for n in times for t in tree.tokens_in(n.start, n.end)}
        | {t for _, _, tokens in placed for t in tokens}
        | {t for t in range(tree.size) if tree.upos[t] in ("PROPN", "NUM")}
    )
    out: list[Draft] = []
    dropped = len(context.dropped)
    used: set[tuple[int, int]] = set()
    for clause in find_clauses(tree, said, rich):
        predicate = settle_outcome(tree, clause, read_predicate(tree, clause))
        counts = count_clause(tree, clause, predicate, placed)
        made = _read_clause(context, tree, clause, predicate, counts, said, names, times, rich, [*before, *out], placed)
        out.extend(made)
        if made:
            used.update((c.quantity.start, c.quantity.end) for c in counts)
    for quantity, noun, tokens in placed:
        if (quantity.start, quantity.end) in used:
            continue
        counted = count_noun(tree, quantity, noun, tokens)
        if counted is not None:
            out.append(_count_draft(context, tree, counted, names, times))
    out.extend(make_named(tree, sentence, said, context.chains, [*before, *out], names, times))
    if not out and all(d.reason in ("fragment", "frame") for d in context.dropped[dropped:]):
        out.extend(_whole(context, tree, said, placed, names, times))
    return out


def _whole(
    context: _Report,
    tree: Tree,
    said: Said,
    placed: Sequence[tuple[Quantity, int, tuple[int, ...]]],
    names: Sequence[Name],
    times: Sequence[Time],
) -> list[Draft]:
    """A sentence in which no clause was found, often a headline: what is said in it, read by its words alone."""
    sentence = Span(tree.sentence.start, tree.sentence.end)
    headline = context.report.lines[tree.sentence.line].role in ("title", "standfirst")
    words = load_words()
    keep = [t for t in range(tree.size) if t not in said.frames and t not in said.by_cue and tree.upos[t] != "PUNCT"]
    verbs = {**words.patient, **words.subject, **words.named, **words.mapping("predicates", "nominal")}
    acts = [t for t in keep if tree.upos[t] == "VERB" and tree.words[t] != tree.lemmas[t]]
    carrying = [t for t in keep if tree.lemmas[t] in verbs or tree.words[t] in verbs] if headline else acts
    if not carrying or len(keep) < (3 if headline else 5):
        context.drop(sentence, "no_claim")
        return []
    token = carrying[0]
    span = tree.span(keep)
    chain = context.chains.at(tree.span([token]), sentence)
    counts = [c for q, noun, tokens in placed if (c := count_noun(tree, q, noun, tokens))]
    inside = [n for n in names if span.start <= n.start < span.end]
    when = next((said_when(tree, t) for t in times if span.start <= t.start < span.end), None)
    actors = tuple(dict.fromkeys(n.entity for n in inside if n.kind != "place"))
    draft = Draft(
        span=span,
        sentence=sentence,
        kind="count" if counts else "event",
        chain=chain,
        polarity="affirmed",
        modality="happened",
        predicate=event_verb(tree, token) if tree.words[token] in words.named else nominal_verb(tree.lemmas[token]),
        slots=Slots((), actors, when, None),
        terms=_terms(tree, span),
    )
    return [replace(draft, value=c.value) for c in counts] or [draft]


def _read_clause(
    context: _Report,
    tree: Tree,
    clause: Clause,
    predicate: Predicate,
    counts: Sequence[Counted],
    said: Said,
    names: Sequence[Name],
    times: Sequence[Time],
    rich: frozenset[int],
    before: Sequence[Draft],
    placed: Sequence[tuple[Quantity, int, tuple[int, ...]]],
) -> list[Draft]:
    speech = _speech_news(tree, clause, clause.head in {*said.by_cue, *said.asking, *said.frames})
    if clause.head in said.frames and not speech:
        return []  # the frame of an attribution: its content speaks for itself
    if not speech and (figure := _said_number(context, tree, clause, said, placed, times, before)) is not None:
        return [figure]
    if not speech and _bare_saying(tree, clause, predicate):
        context.drop(tree.span(clause.run), "frame")
        return []
    place, sentence = tree.span([clause.head]), Span(tree.sentence.start, tree.sentence.end)
    chain = context.chains.at(place, sentence)
    naming = said.by_cue.get(clause.head)
    if _retracts(tree):
        if naming is not None or tree.head(clause.head) < 0:
            return []
        chain = replace(context.chains.outlet(place, sentence), stance="denies")
    elif speech and clause.head in said.asking:
        chain = context.chains.through(said.asking[clause.head], place, sentence)
    elif naming is not None:
        named = None if counts or speech else name_content(tree, sentence, naming, context.chains, before, names, times)
        if named is not None:
            return [named]
        if context.attributions[naming].about == "world":
            through = context.chains.through(naming, place, sentence)
            chain = replace(through, stance="asserts") if speech else through
    correction = context.report.lines[tree.sentence.line].role == "correction"
    if not speech:
        chain = replace(chain, stance=word_stance(tree, clause, chain.stance, correction))
        if predicate.blanket and chain.stance == "asserts" and _answers(context, chain) and not _zero(counts):
            chain = replace(chain, stance="denies")  # who has to answer for a thing says there was none of it
    slots = fill_slots(tree, clause, predicate, names, times)
    toll = any(c.value.unit is not None and c.value.unit.startswith("people ") for c in counts)
    alone = chain.voice == "unsourced" and len(chain.hops) == 1 and not chain.hedge
    if alone and context.chains.own.at_scene(slots.where, tree.sentence.line, _recent(context, slots), toll):
        chain = replace(chain, voice="own")
    headline = context.report.lines[tree.sentence.line].role in ("title", "standfirst")
    verdict = judge(tree, clause, predicate, chain.attributed, rich, slots.when is not None)
    if headline and verdict.reason in ("generic", "hypothetical"):
        verdict = replace(verdict, reason=None)
    if chain.wish and not speech:
        context.drop(tree.span(clause.run), "wish")
        return []
    if speech and verdict.reason in ("opinion", "wish", "generic"):
        verdict = replace(verdict, reason=None, soft=None)
    if verdict.reason is not None:
        context.drop(tree.span(clause.run), verdict.reason)
        return []
    modality = verdict.modality or predicate.modality
    if predicate.future and verdict.modality is None and modality == "happened":
        modality = "hypothetical"
    if modality == "happened" and _to_come(context, tree, clause, slots) and chain.stance != "denies":
        modality = "planned"
    hedge = predicate.hedge or _hedge(context, tree, clause, chain)
    soft = verdict.soft
    if chain.mind and soft is None and not _trusted_mind(chain):
        soft = "opinion"
    draft = Draft(
        span=tree.span(clause.run),
        sentence=sentence,
        kind=_kind(tree, clause, predicate, modality, [c for c in counts if not c.passing], speech),
        chain=chain,
        polarity=predicate.polarity,
        modality=modality,
        predicate=_tallied(predicate, counts[0] if counts and not counts[0].passing else None),
        slots=slots,
        terms=_clause_words(tree, clause, predicate),
        hedge=hedge,
        soft=soft,
    )
    if counts and counts[0].value.unit in POINTING_UNITS:
        return [same_count(draft, counts[0], before)]
    if counts and counts[0].value.unit is None and points_back(tree, clause):
        return [same_count(draft, counts[0], told_lately(context.parse, tree, before))]
    return _by_quantity(tree, clause, predicate, counts, draft)


def _said_number(
    context: _Report,
    tree: Tree,
    clause: Clause,
    said: Said,
    placed: Sequence[tuple[Quantity, int, tuple[int, ...]]],
    times: Sequence[Time],
    before: Sequence[Draft],
) -> Draft | None:
    """A number that somebody gives and does not say of what, so it goes without a unit: "the union says nine"."""
    naming = said.by_cue.get(clause.head)
    if naming is None or tree.lemmas[clause.head] not in GIVING:
        return None
    attribution = context.attributions[naming]
    inside = [t for s in attribution.content for t in tree.tokens_in(s.start, s.end)]
    counted = bare_number(tree, placed, inside)
    if counted is None or len([t for t in inside if tree.upos[t] != "PUNCT"]) > len(counted.tokens) + SHORT:
        return None
    sentence = Span(tree.sentence.start, tree.sentence.end)
    draft = Draft(
        span=tree.span(clause.run),
        sentence=sentence,
        kind="count",
        chain=context.chains.through(naming, tree.span([clause.head]), sentence),
        polarity="affirmed",
        modality="happened",
        predicate="number",
        slots=Slots((), (), next((said_when(tree, t) for t in times if t.start >= sentence.start), None), None),
        terms=_clause_words(tree, clause),
    )
    if counted.value.unit is None:
        return same_count(draft, counted, told_lately(context.parse, tree, before))
    return replace(draft, value=counted.value)


def _by_quantity(
    tree: Tree, clause: Clause, predicate: Predicate, counts: Sequence[Counted], draft: Draft
) -> list[Draft]:
    """One mention for each quantity: the first keeps the clause, others run from the predicate to their own number."""
    if not counts:
        return [draft]
    out = [replace(draft, value=counts[0].value)]
    for counted in counts[1:]:
        carrying = counted.state if counted.state is not None else predicate.token
        span = tree.span([*counted.tokens, counted.noun, carrying])
        lemma = _tallied(predicate, counted)
        out.append(replace(draft, span=span, value=counted.value, predicate=lemma, terms=_terms(tree, span)))
    return out


def _count_draft(context: _Report, tree: Tree, counted: Counted, names: Sequence[Name], times: Sequence[Time]) -> Draft:
    """A count that a noun phrase states: "the deaths of 34 people"."""
    top = counted.noun
    head = tree.head(top)
    if head >= 0 and tree.lemmas[head] in load_words().named and tree.bases[top] in ("nmod", "nummod", "appos"):
        top = head
    tokens = [t for t in tree.subtree(top, list(tree.some(top, "acl", "appos", "conj", "parataxis"))) if t != top]
    cases = set(tree.some(top, "case"))
    span = tree.span([top, *counted.tokens, *(t for t in tokens if t not in cases and tree.upos[t] != "PUNCT")])
    sentence = Span(tree.sentence.start, tree.sentence.end)
    chain = context.chains.at(tree.span([top]), sentence)
    inside = [n for n in names if span.start <= n.start < span.end]
    when = next((said_when(tree, t) for t in times if span.start <= t.start < span.end), None)
    return Draft(
        span=span,
        sentence=sentence,
        kind="count",
        chain=chain,
        polarity="affirmed",
        modality="happened",
        predicate=event_verb(tree, counted.noun),
        slots=Slots((), tuple(dict.fromkeys(n.entity for n in inside if n.kind != "place")), when, None),
        terms=_terms(tree, span),
        hedge=_span_hedge(context, chain),
        value=counted.value,
    )


@once
def _speech_news(tree: Tree, clause: Clause, cue: bool) -> bool:
    """The act of saying is itself the news: a threat, an apology, a demand."""
    words = load_words()
    lemma = tree.lemmas[clause.head]
    if clause.passive or tree.upos[clause.head] != "VERB":
        return False
    if any(tree.head(k) == clause.head and tree.bases[k] in ("ccomp", "parataxis") for k in clause.cut):
        return False
    if lemma in words.group("predicates", "accusing") and any(
        tree.bases[k] in ("acl", "advcl", "xcomp") for k in clause.cut
    ):
        return False
    calls = lemma == "call" and any(tree.has(k, "case", ("for", "on")) for k in tree.some(clause.head, "obl"))
    return (
        lemma in words.group("predicates", "speech_sure")
        or (lemma == "call" and calls)
        or (cue and lemma != "call" and lemma in words.group("predicates", "speech_news"))
    )


@once
def _bare_saying(tree: Tree, clause: Clause, predicate: Predicate) -> bool:
    """A verb of saying whose content stands as a clause of its own, found by no attribution."""
    if tree.lemmas[clause.head] not in load_words().group("predicates", "saying"):
        return False
    saying = load_words().group("predicates", "saying")
    content = [
        k
        for k in clause.cut
        if tree.head(k) == clause.head
        and (tree.bases[k] == "ccomp" or (tree.bases[k] == "parataxis" and tree.lemmas[k] not in saying))
    ]
    reported = tree.bases[clause.head] == "parataxis" and tree.lemmas[clause.head] in ("say", "tell", "add")
    parenthetical = tree.bases[clause.head] == "parataxis" and bool(clause.subjects) and not clause.objects
    return (
        bool(content) or reported or parenthetical or (predicate.lemma in ("say", "add", "tell") and not clause.passive)
    )


def _kind(
    tree: Tree, clause: Clause, predicate: Predicate, modality: str, counts: Sequence[Counted], speech: bool
) -> ClaimKind:
    if speech:
        return "statement"
    if modality in ("planned", "aborted"):
        return "plan"
    if counts:
        return "count"
    stative = load_words().group("predicates", "stative")
    if (
        clause.copular
        or predicate.verb in stative
        or any(tree.lemmas[k] in STAYING for k in tree.some(clause.head, "aux", "cop"))
    ):
        return "state"
    return "event"


def _answers(context: _Report, chain: Chain) -> bool:
    """Whether the holder speaks for a body, or the outlet is one that issues its own text."""
    last = chain.hops[-1]
    if last.kind == "outlet":
        return context.chains.own.issuer and len(chain.hops) == 1
    return last.kind == "official" or last.body is not None


def _zero(counts: Sequence[Counted]) -> bool:
    """A toll of nought is a number, not a denial."""
    return any(c.value.high == 0 and (c.value.unit or "").startswith("people ") for c in counts)


@once
def _retracts(tree: Tree) -> bool:
    """A correction that says what an earlier version got wrong: the outlet takes it back."""
    return "ccomp" in tree.bases and load_words().earlier.search(fold(tree.said_here)) is not None


def _to_come(context: _Report, tree: Tree, clause: Clause, slots: Slots) -> bool:
    """What is told in the present of a day after the report's own has yet to happen."""
    when, published, head = slots.when, context.report.published, clause.head
    if when is None or published is None or not when.start or not published.start or when.how == "text":
        return False
    with_it = {tree.words[k] for k in tree.some(head, "aux", "cop")}
    word, lemma = tree.words[head], tree.lemmas[head]
    bare = tree.upos[head] == "VERB" and not with_it and word in (lemma, f"{lemma}s", f"{lemma}es")
    present = bare or (bool(with_it & {"is", "are", "'s", "’s"}) and not with_it & {"was", "were", "had", "been"})
    return present and when.start[:10] > published.start[:10]


def _recent(context: _Report, slots: Slots) -> bool:
    """It happened within days of publication."""
    when, published = slots.when, context.report.published
    if when is None or published is None or not when.start or not when.end or not published.start:
        return False
    try:
        gap = date.fromisoformat(published.start[:10]) - date.fromisoformat(when.start[:10])
    except ValueError:
        return False
    return 0 <= gap.days <= RECENT and when.precision in ("day", "minute")


def _tallied(predicate: Predicate, counted: Counted | None) -> str:
    if counted is None:
        return predicate.lemma
    return tally_verb(counted.value.unit, predicate.lemma, predicate.verb)


def _trusted_mind(chain: Chain) -> bool:
    """Investigators and papers that believe report a finding; anybody else holds an opinion."""
    return chain.hops[-1].kind in ("official", "document") or chain.hops[-1].body is not None


def _hedge(context: _Report, tree: Tree, clause: Clause, chain: Chain) -> str | None:
    hedge = _span_hedge(context, chain)
    if hedge is not None:
        return hedge
    if chain.mind and chain.inner is not None:
        cue = context.attributions[chain.inner].cue
        if cue:
            return context.report.text[cue[0].start : cue[0].end]
    adjectives = load_words().group("hedges", "adjectives")
    for token in clause.tokens:
        if tree.upos[token] == "ADJ" and tree.words[token] in adjectives:
            near = tree.head(token)
            if near == clause.head or near in (*clause.subjects, *clause.objects):
                return tree.said([token])
    return None


def _span_hedge(context: _Report, chain: Chain) -> str | None:
    return context.report.text[chain.hedge.start : chain.hedge.end] if chain.hedge else None


@once
def _clause_words(tree: Tree, clause: Clause, predicate: Predicate | None = None) -> tuple[str, ...]:
    span = tree.span(clause.run)
    return content_words(tree, tree.tokens_in(span.start, span.end), predicate)


def _terms(tree: Tree, span: Span) -> tuple[str, ...]:
    return content_words(tree, tree.tokens_in(span.start, span.end))
