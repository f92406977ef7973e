"""What the tests of this room share: invented text in, attributions out with their words."""

from dataclasses import dataclass, replace

import pytest

from hearsay.attribute import attribute
from hearsay.read import bare_report, parse_report
from hearsay.types import Attribution, Credit, Hop, Line, Report, Stated


@dataclass
class Found:
    """One attribution with its words."""

    text: str
    it: Attribution
    all: list["Found"]

    def _said(self, spans):
        return " … ".join(self.text[s.start : s.end] for s in spans)

    @property
    def source(self):
        return self._said(self.it.source)

    @property
    def cue(self):
        return self._said(self.it.cue)

    @property
    def content(self):
        return self._said(self.it.content)

    @property
    def hop(self) -> Hop | None:
        return self.it.hop

    @property
    def stance(self):
        return self.it.stance

    @property
    def hedge(self):
        return self.text[self.it.hedge.start : self.it.hedge.end] if self.it.hedge else None

    @property
    def parent(self):
        return self.all[self.it.parent] if self.it.parent is not None else None

    @property
    def chain(self):
        """Names or descriptions, outermost first."""
        hops, at = [], self
        while at is not None:
            if at.hop is not None:
                hops.insert(0, at.hop.name or at.hop.description)
            at = at.parent
        return hops


def make_report(text, roles=None, outlet=None, credited=(), aliases=()):
    report = bare_report(text)
    lines = tuple(
        Line(line.start, line.end, (roles or {}).get(i, "body"), 1.0, "given") for i, line in enumerate(report.lines)
    )
    return replace(
        report,
        lines=lines,
        outlet=Stated(outlet, "given") if outlet else None,
        credits=tuple(Credit("republished_from", name, 0, 0) for name in credited),
        aliases=aliases,
    )


def read(text, **given):
    report: Report = make_report(text, **given)
    out: list[Found] = []
    out.extend(Found(text, a, out) for a in attribute(report, parse_report(report)))
    return out


@pytest.fixture(scope="session")
def said():
    """``said(text, **report)`` gives all attributions of a text."""
    return read


@pytest.fixture(scope="session")
def one():
    """``one(text, words)`` gives the attribution whose cue holds the words."""

    def pick(text, words, **given):
        found = [f for f in read(text, **given) if words in f.cue]
        assert found, f"no cue {words!r}: {[(f.source, f.cue, f.content) for f in read(text, **given)]}"
        return found[0]

    return pick
