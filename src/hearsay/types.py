"""The records: what every room takes and gives. Frozen, slotted, plain data; this module imports nothing of ours.

Offsets are Python character offsets into ``Report.text``, end exclusive. Dates are ISO 8601 day strings.
``None`` in an interval is an open end. The words are those of ``docs/how-it-counts.md``.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

Media = Literal["text", "html"]
Role = Literal[
    "title",
    "standfirst",
    "byline",
    "dateline",
    "credit",
    "body",
    "quotation",
    "caption",
    "correction",
    "methods_note",
    "related",
    "comment",
    "furniture",
]
CreditKind = Literal["republished_from", "agency", "via", "byline", "contributor", "dateline"]
Precision = Literal["minute", "day", "week", "month", "year", "open"]
NameKind = Literal["person", "organisation", "place", "outlet", "other"]
HopKind = Literal["outlet", "person", "official", "anonymous", "document", "witness"]
Form = Literal["direct", "mixed", "indirect", "reported", "sourcing", "republication", "credit", "block"]
Stance = Literal["asserts", "confirms", "denies", "doubts", "declines"]
Voice = Literal["attributed", "own", "unsourced"]
Polarity = Literal["affirmed", "negated"]
Modality = Literal["happened", "planned", "aborted", "hypothetical"]
ClaimKind = Literal["event", "count", "state", "statement", "plan", "denial"]
Soft = Literal["opinion", "motive", "forecast"]
How = Literal["count", "increment", "share"]
Slot = Literal["quantity", "date", "place", "actor", "polarity"]
DerivationKind = Literal["republication", "passage_reuse", "citation", "shared_quotation"]
Direction = Literal["declared", "inferred", "unknown"]
Conflict = Literal["conflict", "update", "scope", "refines", "denial"]
ArgumentRole = Literal["actor", "target", "other"]


@dataclass(frozen=True, slots=True)
class Span:
    """A run of a report's text."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Anchor:
    """Where a fact was read: a span of a report, or a metadata field of it (then ``start`` and ``end`` are None)."""

    report: str
    start: int | None = None
    end: int | None = None
    field: str | None = None
    value: str | None = None


@dataclass(frozen=True, slots=True)
class Dropped:
    """Something that was set aside, and why: nothing leaves the pipeline without one of these."""

    report: str | None
    what: str
    stage: str
    reason: str


# collect -------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Stated:
    """A piece of metadata with where it came from.

    ``how``: given (the user's table) > declared_* (the record or page declares it: jsonl, mail, jsonld, og, meta) >
    text (read in the page's words) > inferred_* (guessed: url, domain).
    """

    value: str
    how: str


@dataclass(frozen=True, slots=True)
class Document:
    """One input as collected: decoded source and what its container says about it."""

    id: str
    path: str
    media: Media
    source: str
    duplicate_of: str | None = None
    given: dict[str, tuple[Stated, ...]] = field(default_factory=dict)  # outlet, url, published, title, byline
    warnings: tuple[str, ...] = ()


# clean ---------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class When:
    """A day interval with its precision; ``said`` is the wording, ``how`` what it was reckoned from."""

    start: str | None
    end: str | None
    precision: Precision
    said: str | None = None
    how: str | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """A run of the report's text with a role. Lines are disjoint, in order, and cover every non-blank character."""

    start: int
    end: int
    role: Role
    score: float  # how much it reads like story, 0–1
    reason: str


@dataclass(frozen=True, slots=True)
class Credit:
    """What a report says of its own making."""

    kind: CreditKind
    name: str
    start: int
    end: int
    covers: Span | None = None  # the text the credit is for; None = the whole report


@dataclass(frozen=True, slots=True)
class Report:
    """One document as published by one outlet."""

    id: str
    path: str
    text: str
    language: str
    lines: tuple[Line, ...]
    credits: tuple[Credit, ...]
    duplicate_of: str | None = None
    title: str | None = None
    outlet: Stated | None = None
    byline: tuple[str, ...] = ()
    published: When | None = None
    url: str | None = None
    canonical: str | None = None
    based_on: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()  # other names its outlet goes by, as the page itself gives them (domain, initials)


# copies --------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Passage:
    """A run of text that stands in two reports. ``group`` is the same for every pair of one passage class."""

    a: str
    b: str
    a_start: int
    a_end: int
    b_start: int
    b_end: int
    words: int
    quoted: bool
    group: str


# read ----------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Sentence:
    """Tokens of one sentence, column by column; ``heads`` are indices into the sentence, -1 for the root.

    ``deprels`` are Universal Dependencies relations with subtype; ``line`` is the index of the line it stands in.
    """

    start: int
    end: int
    line: int
    starts: tuple[int, ...]
    ends: tuple[int, ...]
    upos: tuple[str, ...]
    heads: tuple[int, ...]
    deprels: tuple[str, ...]
    lemmas: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Name:
    """A name in the text; ``entity`` is the fullest form this report gives for the same bearer.

    A name of kind place carries its containment ``path``, widest first ("US", "Texas", "Dallas"), where known.
    """

    start: int
    end: int
    kind: NameKind
    entity: str
    path: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Time:
    """A time expression and the interval it means, None while it has no anchor."""

    start: int
    end: int
    when: When | None


@dataclass(frozen=True, slots=True)
class Quantity:
    """An interval with what is counted. ``unit`` is the counted noun ("people", "truck", "USD"), ``token`` its span."""

    start: int
    end: int
    low: float | None
    high: float | None
    unit: str | None
    how: How
    round: bool
    noun: Span | None = None


@dataclass(frozen=True, slots=True)
class Quote:
    """A run inside quotation marks, marks excluded; ``open`` where the closing mark is missing (quotation goes on)."""

    start: int
    end: int
    open: bool = False


@dataclass(frozen=True, slots=True)
class Parse:
    """What the reader found in one report.

    ``cues``: words that may say who says what: start, end and the chance that the reader gives them; empty where it has
    no tagger for them.
    """

    report: str
    sentences: tuple[Sentence, ...]
    names: tuple[Name, ...]
    times: tuple[Time, ...]
    quantities: tuple[Quantity, ...]
    quotes: tuple[Quote, ...]
    cues: tuple[tuple[int, int, float], ...] = ()


# attribute -----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Hop:
    """One holder of a chain.

    ``name`` is the fullest form in the pile, None where unnamed; ``description`` the role as given. ``body`` is whom
    the holder speaks for ("interior ministry"); ``group`` a plural holder ("officials") with its stated ``number``.
    ``rests``: the citing report says what this cited outlet's reporting rests on. ``link``: how the hop entered the
    chain (text, credit, block, copy, outlet). ``at``: the words or the field it was read from.
    """

    kind: HopKind
    name: str | None = None
    description: str | None = None
    cue: str | None = None
    body: str | None = None
    group: bool = False
    number: int | None = None
    nationality: str | None = None
    place: str | None = None
    sex: Literal["f", "m"] | None = None
    rests: bool = False
    link: str = "text"
    at: Anchor | None = None
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Attribution:
    """Who is said to say what: source, cue and content spans, and the holder the source resolves to.

    ``parent`` is the index of the attribution this one is nested in, None at the top (the report's own outlet).
    ``hedge`` is a hedging word's span (reportedly, allegedly), apart from the source.
    """

    source: tuple[Span, ...]
    cue: tuple[Span, ...]
    content: tuple[Span, ...]
    parent: int | None
    form: Form
    stance: Stance
    hedge: Span | None
    hop: Hop | None
    about: Literal["world", "mind", "wish"] = "world"  # wish and mind feed no event claims


# claim ---------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Value:
    """The quantity a mention states."""

    low: float | None
    high: float | None
    unit: str | None
    how: How
    said: str
    round: bool = False
    scope: tuple[str, ...] = ()  # what narrows the population, place or window


@dataclass(frozen=True, slots=True)
class Place:
    """A place as a containment path, widest first."""

    name: str
    path: tuple[str, ...]
    said: str


@dataclass(frozen=True, slots=True)
class Argument:
    """A participant of a mention's predicate: its words, head lemma, and the entity where it is a name."""

    role: ArgumentRole
    start: int
    end: int
    head: str
    entity: str | None = None


@dataclass(frozen=True, slots=True)
class Mention:
    """A claim mention: one clause of one report that says something checkable about the world.

    ``chain`` runs from the publishing outlet to the holder. ``predicate`` is the lemma that carries the clause and
    ``arguments`` its participants: what linking compares. ``soft`` marks what no count can support.
    ``quotations`` and ``passages`` are classes of shared text that the clause stands in: the first a quotation, the
    second reuse whose direction is unknown. ``depends`` are other mentions it may come from, with a probability.
    """

    id: str
    report: str
    start: int
    end: int
    sentence: Span
    kind: ClaimKind
    chain: tuple[Hop, ...]
    voice: Voice
    stance: Stance
    polarity: Polarity
    modality: Modality
    predicate: str
    arguments: tuple[Argument, ...]
    terms: tuple[str, ...]  # folded content lemmas of the clause
    hedge: str | None = None
    value: Value | None = None
    when: When | None = None
    where: Place | None = None
    actors: tuple[str, ...] = ()
    soft: Soft | None = None
    quotations: tuple[str, ...] = ()
    passages: tuple[str, ...] = ()
    depends: tuple[tuple[str, float, str], ...] = ()  # mention id, probability, why
    fit: float = 1.0  # how surely it speaks to its claim's question, 0–1


# link ----------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Evidence:
    """What a derivation rests on: words of the child (and of the parent), or a metadata field."""

    child: Anchor
    parent: Anchor | None = None


@dataclass(frozen=True, slots=True)
class Derivation:
    """Report → report. ``parent`` is None where the parent is outside the pile, then ``parent_outlet`` names it."""

    child: str
    parent: str | None
    parent_outlet: str | None
    kind: DerivationKind
    credited: bool
    direction: Direction
    probability: float
    because: tuple[str, ...]
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class Incident:
    """The event, or tight run of events, that claims are about."""

    id: str
    reports: tuple[str, ...]
    when: When | None
    where: str | None


@dataclass(frozen=True, slots=True)
class Claim:
    """Mentions that answer the same question about the same event; ``gist`` is the index of the one that words it."""

    id: str
    incident: str | None
    kind: ClaimKind
    gist: int
    mentions: tuple[Mention, ...]


@dataclass(frozen=True, slots=True)
class Linked:
    """What link makes of the pile."""

    claims: tuple[Claim, ...]
    incidents: tuple[Incident, ...]


# weigh ---------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Count:
    """An interval of a number of origins."""

    low: int
    high: int


@dataclass(frozen=True, slots=True)
class Independent:
    """An interval of a number of independent chains, the chance of at least two, and the chains that prove the ends.

    ``proof_low`` and ``proof_high`` are mention indices; ``exact`` is False where the pile was too large to search.
    """

    low: int
    high: int
    p2: float
    proof_low: tuple[int, ...] = ()
    proof_high: tuple[int, ...] = ()
    exact: bool = True


@dataclass(frozen=True, slots=True)
class Tie:
    """Why two hops are the same holder, different ones, or neither shown. A hop is (mention index, hop index)."""

    a: tuple[int, int]
    b: tuple[int, int]
    relation: Literal["same", "different", "open"]
    because: str


@dataclass(frozen=True, slots=True)
class Origin:
    """A holder with whom information enters the pile. ``sure`` where it counts in the low end too."""

    kind: HopKind
    name: str | None
    description: str | None
    mentions: tuple[int, ...]
    sure: bool


@dataclass(frozen=True, slots=True)
class Answer:
    """The value a reading gives to the claim's question."""

    slot: Slot
    text: str
    low: float | str | None = None
    high: float | str | None = None
    unit: str | None = None


@dataclass(frozen=True, slots=True)
class Grade:
    """Admiralty credibility 1–6 of a reading, as this pile supports it, with reason codes."""

    credibility: int
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Reading:
    """One answer to a claim's question and the mentions that support it."""

    value: Answer | None
    mentions: tuple[int, ...]
    origins: Count
    independent: Independent
    grade: Grade


@dataclass(frozen=True, slots=True)
class Side:
    """One side of a disagreement."""

    value: Answer
    mentions: tuple[int, ...]
    independent: Count


@dataclass(frozen=True, slots=True)
class Disagreement:
    """Readings that do not fit together, and how."""

    claim: str
    slot: Slot
    kind: Conflict
    sides: tuple[Side, ...]


@dataclass(frozen=True, slots=True)
class Weighed:
    """What weigh makes of one claim: its counts with their proof."""

    claim: str
    readings: tuple[Reading, ...]
    origins: Count
    origin_list: tuple[Origin, ...]
    independent: Independent
    ties: tuple[Tie, ...]
    disagreements: tuple[Disagreement, ...]


# the whole ------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Findings:
    """Everything a trace found, ready to show. Tuples are sorted by id; reports by path."""

    version: str
    reports: tuple[Report, ...]
    passages: tuple[Passage, ...]
    attributions: dict[str, tuple[Attribution, ...]]  # by report id
    derivations: tuple[Derivation, ...]
    incidents: tuple[Incident, ...]
    claims: tuple[Claim, ...]
    weighed: dict[str, Weighed]  # by claim id
    dropped: tuple[Dropped, ...]
