"""What is kept of the proposals: weighed facts, the reader's cue tagger, and readers that have none."""

from dataclasses import replace

from hearsay.attribute import attribute
from hearsay.attribute.find import is_idle, propose
from hearsay.attribute.ranker import describe_all, group_of, likelihood, select
from hearsay.attribute.view import view
from hearsay.lexicons import read_table
from hearsay.read import bare_report, parse_report

TEXT = "Plumber Igor Vance puts the damage down to rust. The mayor said that two pipes burst. The staff hope for rain."


def parsed(text):
    report = bare_report(text)
    return report, parse_report(report)


def words(text, spans):
    return " … ".join(text[s.start : s.end] for s in spans)


def test_a_statement_with_its_clause_is_kept_whatever_the_tagger_says():
    report, parse = parsed(TEXT)
    found = attribute(report, replace(parse, cues=()))
    assert ("The mayor", "that two pipes burst") in [
        (words(TEXT, a.source), words(TEXT, a.content).strip(".")) for a in found
    ]


def test_a_reader_without_a_cue_tagger_brings_no_proposals_of_its_own_for_verbs():
    report, parse = parsed(TEXT)
    doc = view(report, replace(parse, cues=()))
    assert all(doc.upos[f.at] == "NOUN" for f in propose(doc) if f.rule == "likely")


def test_cues_that_make_no_sense_are_left_out():
    report, parse = parsed(TEXT)
    wild = tuple((start, end, chance) for start, end, _ in parse.cues for chance in (float("nan"), -1.0, 7.0))
    assert attribute(report, replace(parse, cues=wild)) == attribute(report, replace(parse, cues=()))


def test_one_cue_keeps_one_proposal_by_the_tree_alone():
    report, parse = parsed(TEXT)
    every = tuple((s, e, 0.97) for x in parse.sentences for s, e in zip(x.starts, x.ends, strict=True))
    doc = view(report, replace(parse, cues=every))
    found = propose(doc)
    kept = [f.at for f in select(doc, found, [is_idle(doc, f, found) for f in found]) if f.rule == "likely"]
    assert len(kept) == len(set(kept))


def test_a_likelier_cue_makes_a_likelier_attribution():
    report, parse = parsed(TEXT)

    def chances(cue):
        cues = tuple((s, e, cue) for x in parse.sentences for s, e in zip(x.starts, x.ends, strict=True))
        doc = view(report, replace(parse, cues=cues))
        found = [f for f in propose(doc) if f.cue]
        idle = [is_idle(doc, f, found) for f in found]
        told = describe_all(doc, found, idle)
        return {
            (f.rule, f.sense, f.at): likelihood(t)
            for f, t, dull in zip(found, told, idle, strict=True)
            if group_of(doc, f, dull) != "given"
        }

    low, high = chances(0.2), chances(0.9)
    assert low
    assert all(high[key] > low[key] for key in low.keys() & high.keys())


def test_the_cuts_leave_more_to_what_a_rule_found():
    cut = read_table("attributing.toml")["cut"]
    assert 0 <= cut["rule"] <= 0.25 <= cut["likely"] <= 1.1
