"""Piles of invented reports for the tests of derivations and chains, built by hand from paragraphs."""

from hearsay.copies.passages import Text, find_passages
from hearsay.types import Attribution, Credit, Hop, Line, Parse, Report, Span, Stated, When

WIRE = """\
Floodwater broke through the eastern wall of the Marsh Dam early on Tuesday, killing at least four people and \
driving some 1,200 families from their homes, the regional governor said.

“We had warned the ministry about that wall three winters running,” Governor Ilse Tamm told reporters on the \
dyke road.

Rescue crews in flat-bottomed boats were still searching the lower streets of Orrin at nightfall, moving from \
roof to roof with lamps and loudhailers. Two schools on the high ground have been turned into shelters.

The dam's operator, Northern Waterworks, did not answer repeated calls. Its last inspection report, filed in the \
autumn, rated the wall as sound, according to the register of public works."""

OWN = """\
When the sirens went off above Orrin, Petra Oakes had ten minutes to find her cat. By sunrise her kitchen stood \
a metre deep in brown water.

Four of her neighbours are dead, the governor confirmed, and more than a thousand households sleep elsewhere \
tonight. “We had warned the ministry about that wall three winters running,” Ilse Tamm said from the road above \
the breach.

Nobody at the company that runs the dam picked up the phone."""

OTHER = """\
The council of Velden voted on Monday to close the town's only swimming pool for the season, citing the price of \
heating it. Parents who had gathered outside the hall booed when the result was read out.

The mayor said a decision on next year would be taken in spring."""


def report(
    id_, text, outlet=None, published=None, credited=(), aliases=(), url=None, canonical=None, based_on=(), how="text"
):
    """A report whose first credits are lines of their own, found in the text; the rest is body."""
    found, lines, at = [], [], 0
    for block in text.split("\n\n"):
        start = text.index(block, at)
        at = start + len(block)
        role = "body"
        for kind, name, quote in credited:
            if quote in block:
                begin = text.index(quote, start)
                found.append(Credit(kind, name, begin, begin + len(quote)))
                role = "credit" if len(quote) > 0.6 * len(block) else role
        lines.append(Line(start, at, role, 1.0, ""))
    return Report(
        id_,
        f"{id_}.txt",
        text,
        "en",
        tuple(lines),
        tuple(found),
        outlet=Stated(outlet, "text") if outlet else None,
        published=When(published, published, "day", how=how) if published else None,
        aliases=tuple(aliases),
        url=url,
        canonical=canonical,
        based_on=tuple(based_on),
    )


def spot(text, quote):
    start = text.index(quote)
    return Span(start, start + len(quote))


def cites(report_, outlet, source, content, form="reported", stance="asserts"):
    """An attribution to an outlet."""
    return Attribution(
        (spot(report_.text, source),),
        (),
        (spot(report_.text, content),),
        None,
        form,
        stance,
        None,
        Hop("outlet", outlet),
    )


def passages(reports):
    texts = [
        Text(
            r.id,
            r.text,
            r.outlet.value if r.outlet else None,
            tuple((x.start, x.end) for x in r.lines if x.role == "body"),
        )
        for r in reports
        if r.duplicate_of is None
    ]
    return tuple(find_passages(texts))


def parses(reports):
    from hearsay.copies.marks import quoted_parts
    from hearsay.types import Quote

    return {r.id: Parse(r.id, (), (), (), (), tuple(Quote(a, b) for a, b in quoted_parts(r.text))) for r in reports}


def derivations(reports, attributions=None):
    from hearsay.link.derive import derive

    by_id = {r.id: r for r in reports}
    return derive(by_id, passages(reports), attributions or {}, parses(reports)).value
